// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/condition.hpp>

#include <algorithm>
#include <cstddef>
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

namespace detail {

/// Whether the text is a decimal from 0 to 1 of at most 9 digits behind the point.
[[nodiscard]] constexpr bool is_level(std::string_view text) noexcept {
    if (text.empty() || text.size() > 11 || (text[0] != '0' && text[0] != '1')) return false;
    if (text.size() > 1 && (text[1] != '.' || text.size() == 2)) return false;
    for (std::size_t i = 2; i < text.size(); ++i) {
        if (text[i] < '0' || text[i] > (text[0] == '1' ? '0' : '9')) return false;
    }
    return true;
}

}   // namespace detail

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
        mean,       ///< of fields()[0] where known: sum divided by count, exact
        quantile,   ///< of fields()[0] where known: the value at level(); at 0.5 the median
        gini,           ///< how unequal the sums of fields()[1] by fields()[0] are: 0 all equal, towards 1 all with one
        hhi,            ///< Herfindahl–Hirschman: the sum of the squared shares of fields()[0] in the sum of fields()[1]
        concentration,  ///< CR-k: the share of the limit() greatest of fields()[0] in the sum of fields()[1]
        by,             ///< the sum of fields()[1], kept by fields()[0], so that change() can tell who entered, left, owes more or less
        lorenz,         ///< at limit() equal steps: the share of the sum of fields()[1] that the poorest 1/n, 2/n … of fields()[0] have
    };

    Measure() = default;   ///< count
    /// sum, mean, least, greatest of one field, by, gini and hhi of a key and a field, distinct of one or more.
    /// \throws Error (bad_argument) without a field
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
    /// top, concentration and lorenz: of so many. \throws Error (bad_argument) of limit 0
    template <class = detail::WhenCalled>
    Measure(Kind kind, std::uint32_t limit, Word key, Word sum) : kind_{kind}, fields_{std::move(key), std::move(sum)}, limit_{limit} {
        if (limit == 0) throw bad_argument("Measure", {"the first 0 of anything are none", "前 0 名没有内容"});
    }
    /// The quantile at a level from 0 to 1, given in decimals: `0.25`. \throws Error (bad_argument) for another
    template <class = detail::WhenCalled>
    [[nodiscard]] static Measure quantile(std::string_view level, Word field) {
        Measure made{Kind::quantile, {std::move(field)}};
        if (!detail::is_level(level)) {
            throw bad_argument("Measure", {in_quotes(level) + " is no level of a quantile", in_quotes(level) + " 不是分位水平"},
                               {"expected a decimal from 0 to 1 of at most 9 digits, as 0.25", "应为 0 至 1 之间、至多 9 位的小数，如 0.25"});
        }
        made.level_ = level;
        if (const std::size_t point = made.level_.find('.'); point != std::string::npos) {   // 0.50 is 0.5
            made.level_.erase(std::max(made.level_.find_last_not_of('0') + 1, point));
            if (made.level_.ends_with('.')) made.level_.pop_back();
        }
        return made;
    }
    /// The same of those records alone that satisfy a condition as well: `sum(owed where disputed = yes)`. Not of shares, whose own
    /// measure has it. \throws Error (bad_argument) of a share, or where there is a condition already
    template <class When = detail::WhenCalled>
    [[nodiscard]] Measure where(Condition condition) const {
        if (is_share() || !where_.is_always()) throw bad_argument("Measure", {"a measure has one condition", "一个指标只有一个条件"});
        return with(std::move(condition));
    }
    /// The same with another condition in place of its own.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Measure with(Condition condition) const {
        detail::Late<Measure, When> made = *this;
        made.where_ = std::move(condition);
        return made;
    }

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] const std::vector<Word>& fields() const noexcept { return fields_; }
    [[nodiscard]] const std::optional<Having>& having() const noexcept { return having_; }
    [[nodiscard]] bool is_share() const noexcept { return !of_.empty(); }
    /// What a share is of. Precondition: is_share().
    [[nodiscard]] const Measure& of() const noexcept { return of_.front(); }
    /// Of which records, of a share_where the part's; always true where of all.
    [[nodiscard]] const Condition& where() const noexcept { return where_; }
    [[nodiscard]] std::uint32_t limit() const noexcept { return limit_; }
    [[nodiscard]] const std::string& level() const noexcept { return level_; }   ///< of a quantile, in its shortest decimals

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
               a.limit_ == b.limit_ && a.level_ == b.level_;
    }

private:
    Kind kind_ = Kind::count;
    std::vector<Word> fields_{};
    std::optional<Having> having_{};
    std::vector<Measure> of_{};   // one, of a share
    Condition where_{};
    std::uint32_t limit_ = 0;
    std::string level_{};
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
[[nodiscard]] Measure top(std::uint32_t limit, std::string_view key, std::string_view sum_of) {
    return {Measure::Kind::top, limit, key, sum_of};
}
template <class = detail::WhenCalled>
[[nodiscard]] Measure mean(std::string_view field) { return {Measure::Kind::mean, {field}}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure median(std::string_view field) { return Measure::quantile("0.5", field); }
template <class = detail::WhenCalled>
[[nodiscard]] Measure quantile(std::string_view level, std::string_view field) { return Measure::quantile(level, field); }
template <class = detail::WhenCalled>
[[nodiscard]] Measure by(std::string_view key, std::string_view sum_of) { return {Measure::Kind::by, {key, sum_of}}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure gini(std::string_view key, std::string_view sum_of) { return {Measure::Kind::gini, {key, sum_of}}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure hhi(std::string_view key, std::string_view sum_of) { return {Measure::Kind::hhi, {key, sum_of}}; }
template <class = detail::WhenCalled>
[[nodiscard]] Measure concentration(std::uint32_t limit, std::string_view key, std::string_view sum_of) {
    return {Measure::Kind::concentration, limit, key, sum_of};
}
template <class = detail::WhenCalled>
[[nodiscard]] Measure lorenz(std::uint32_t steps, std::string_view key, std::string_view sum_of) {
    return {Measure::Kind::lorenz, steps, key, sum_of};
}

}   // namespace measure

/// The text that parses back to the same measure.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const Measure& measure) {
    using Kind = Measure::Kind;
    const std::string where = measure.is_share() || measure.where().is_always() ? std::string{} : "where " + print(measure.where());
    const std::string more = where.empty() ? where : ' ' + where;
    const auto fields = [&] { return '(' + detail::written(measure.fields()) + more + ')'; };
    const auto sum_by = [&](const std::string& limit) {
        return '(' + limit + detail::written(measure.fields()[0].text) + ", sum(" + detail::written(measure.fields()[1].text) + ')' + more + ')';
    };
    switch (measure.kind()) {
        case Kind::count: return where.empty() ? "count" : "count(" + where + ')';
        case Kind::sum: return "sum" + fields();
        case Kind::mean: return "mean" + fields();
        case Kind::least: return "min" + fields();
        case Kind::greatest: return "max" + fields();
        case Kind::quantile:
            if (measure.level() == "0.5") return "median" + fields();
            return "quantile(" + measure.level() + ", " + detail::written(measure.fields()[0].text) + more + ')';
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
        case Kind::top: return "top" + sum_by(std::to_string(measure.limit()) + ", ");
        case Kind::concentration: return "cr" + sum_by(std::to_string(measure.limit()) + ", ");
        case Kind::lorenz: return "lorenz" + sum_by(std::to_string(measure.limit()) + ", ");
        case Kind::by: return "by" + sum_by({});
        case Kind::gini: return "gini" + sum_by({});
        case Kind::hhi: return "hhi" + sum_by({});
    }
    return {};
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Measure& measure) {
    return out << print(measure);
}

}   // namespace arrears
