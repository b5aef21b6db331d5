// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/condition.hpp>

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// What a distinct count asks of each thing it counts: that its records' sum compares so with an amount.
struct Having {
    Word sum{};                                        ///< the field added up
    Comparison comparison = Comparison::greater_equal;
    Word amount{};                                     ///< in yuan, or with a unit (100万元); a whole number where the field is one

    friend bool operator==(const Having&, const Having&) = default;
};

/// What a tally measures of the records in a cell. A regular value, made by the functions below.
class Measure {
public:
    enum class Kind : unsigned char {
        count,      ///< records
        sum,        ///< of fields()[0] where known
        distinct,   ///< different known values of fields() together, having()
        least,      ///< min
        greatest,   ///< max
        share_where,   ///< of(), with where() added, in of()
        share_row,     ///< of() in that of all columns of the row
        share_column,  ///< of() in that of all rows of the column
        share_total,   ///< of() in that of the whole table
        top,        ///< the limit() values of fields()[0] with the greatest sums of fields()[1], and those tied with the last
    };

    Measure() = default;   ///< count
    /// sum, least, greatest of one field, distinct of one or more. \throws Error (bad_argument) without a field
    template <class = detail::WhenCalled>
    Measure(Kind kind, std::vector<Word> fields, std::optional<Having> having = {})
        : kind_{kind}, fields_{std::move(fields)}, having_{std::move(having)} {
        if (fields_.empty()) throw bad_argument("Measure", {"no field is named", "没有指明字段"});
    }
    /// A share of count, sum or distinct. \throws Error (bad_argument) of another measure; where a condition is needed and always true
    template <class = detail::WhenCalled>
    Measure(Kind kind, const Measure& of, Condition where = {}) : kind_{kind}, of_{of}, where_{std::move(where)} {
        if (of.kind_ != Kind::count && of.kind_ != Kind::sum && of.kind_ != Kind::distinct) {
            throw bad_argument("Measure", {"only a count, a sum or a distinct count has shares", "只有 count、sum 和 distinct 才有占比"});
        }
        if (kind == Kind::share_where && where_.is_always()) throw bad_argument("Measure", {"a share needs a condition", "占比需要条件"});
    }
    /// The greatest sums. \throws Error (bad_argument) of limit 0
    template <class = detail::WhenCalled>
    Measure(std::uint32_t limit, Word key, Word sum) : kind_{Kind::top}, fields_{std::move(key), std::move(sum)}, limit_{limit} {
        if (limit == 0) throw bad_argument("Measure", {"the first 0 of anything are none", "前 0 名没有内容"});
    }

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] const std::vector<Word>& fields() const noexcept { return fields_; }
    [[nodiscard]] const std::optional<Having>& having() const noexcept { return having_; }
    [[nodiscard]] bool is_share() const noexcept { return !of_.empty(); }
    /// What a share is of. Precondition: is_share().
    [[nodiscard]] const Measure& of() const noexcept { return of_.front(); }
    [[nodiscard]] const Condition& where() const noexcept { return where_; }
    [[nodiscard]] std::uint32_t limit() const noexcept { return limit_; }

    /// The one form that equal measures share: the keys of a distinct count sorted and each once, conditions canonical.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Measure canonical() const {
        detail::Late<Measure, When> made = *this;
        if (kind_ == Kind::distinct) detail::sort_words(made.fields_);
        made.where_ = where_.canonical();
        for (auto& of : made.of_) of = of.canonical();
        return made;
    }

    template <class When = detail::WhenCalled>
    friend bool operator==(const Measure& one, const Measure& b) {
        const auto& a = detail::late<When>(one);
        return a.kind_ == b.kind_ && a.fields_ == b.fields_ && a.having_ == b.having_ && a.of_ == b.of_ && a.where_ == b.where_ &&
               a.limit_ == b.limit_;
    }

private:
    Kind kind_ = Kind::count;
    std::vector<Word> fields_{};
    std::optional<Having> having_{};
    std::vector<Measure> of_{};   // one, of a share
    Condition where_{};
    std::uint32_t limit_ = 0;
};

/// Measures in C++: `measure::sum("outstanding")`. In a namespace, since such words are common.
namespace measure {

template <class = detail::WhenCalled>
[[nodiscard]] Measure count() { return {}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure sum(std::string_view field) { return {Measure::Kind::sum, {field}}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure min(std::string_view field) { return {Measure::Kind::least, {field}}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure max(std::string_view field) { return {Measure::Kind::greatest, {field}}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure distinct(std::initializer_list<std::string_view> fields, std::optional<Having> having = {}) {
    return {Measure::Kind::distinct, std::vector<Word>(fields.begin(), fields.end()), std::move(having)};
}
/// The share of records (or sums, or things) for which a condition holds as well.
template <class = detail::WhenCalled>
[[nodiscard]] Measure share(const Measure& of, Condition where) { return {Measure::Kind::share_where, of, std::move(where)}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure share_of_row(const Measure& of) { return {Measure::Kind::share_row, of}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure share_of_column(const Measure& of) { return {Measure::Kind::share_column, of}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure share_of_total(const Measure& of) { return {Measure::Kind::share_total, of}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure top(std::uint32_t limit, std::string_view key, std::string_view sum_of) { return {limit, key, sum_of}; }

}   // namespace measure

/// The text that parses back to the same measure.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const Measure& measure) {
    using Kind = Measure::Kind;
    const auto fields = [&] { return '(' + detail::written(measure.fields()) + ')'; };
    switch (measure.kind()) {
        case Kind::count: return "count";
        case Kind::sum: return "sum" + fields();
        case Kind::least: return "min" + fields();
        case Kind::greatest: return "max" + fields();
        case Kind::distinct: {
            std::string out = "distinct" + fields();
            if (const auto& having = measure.having()) {
                out += " having sum(" + detail::written(having->sum.text) + ") " + std::string{symbol(having->comparison)} + ' ' +
                       detail::written(having->amount.text);
            }
            return out;
        }
        case Kind::share_where: return "share(" + print(measure.of()) + " where " + print(measure.where()) + ')';
        case Kind::share_row: return "share(" + print(measure.of()) + " of row)";
        case Kind::share_column: return "share(" + print(measure.of()) + " of column)";
        case Kind::share_total: return "share(" + print(measure.of()) + " of total)";
        case Kind::top:
            return "top(" + std::to_string(measure.limit()) + ", " + detail::written(measure.fields()[0].text) + ", sum(" +
                   detail::written(measure.fields()[1].text) + "))";
    }
    return {};
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Measure& measure) {
    return out << print(measure);
}

}   // namespace arrears
