// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/condition.hpp>
#include <arrears/statistics/measure.hpp>

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// What a tally counts: the source of its records, which of them, by which fields, and what is measured of each cell.
/// A regular run-time value. It names fields and values as text; a binding of fields gives them meaning.
///
///     from arrears; where category = pension and system within GJJ; rows industry_group; columns ownership; measure sum(outstanding)
///
/// Clauses stand in this order, apart by `;`; only `measure` is required (and `from`, where there are several sources).
///
///     definition = ["from" word ";"] ["as" "of" date ";"] ["where" condition ";"] ["rows" words ";"] ["columns" words ";"]
///                  "measure" measure {"," measure}
///     condition  = both {"or" both}          both = single {"and" single}
///     single     = "not" single | "(" condition ")" | word test
///     test       = ("=" | "!=" | "<" | "<=" | ">" | ">=") word | ["not"] "in" "(" words ")" | ["not"] "within" word
///                | "is" ("known" | "unknown")
///     measure    = "count" ["(" only ")"] | ("sum" | "mean" | "median" | "min" | "max") "(" word [only] ")"
///                | "distinct" "(" words [only] ")" ["having" "sum" "(" word ")" compare word]
///                | "share" "(" measure (only | "of" ("row" | "column" | "total")) ")"
///                | ("top" | "cr" | "lorenz") "(" number "," word "," "sum" "(" word ")" [only] ")"
///                | ("by" | "gini" | "hhi") "(" word "," "sum" "(" word ")" [only] ")" | "quantile" "(" number "," word [only] ")"
///     only       = "where" condition
///
/// A word is bare or, where it holds a blank or one of `;,()"=<>!\` or is a word of the language, in straight quotes,
/// with `\"` and `\\` inside. Full-width punctuation counts as its ASCII.
///
/// Two definitions are equal where their canonical forms are.
class Definition {
public:
    Definition() = default;   ///< the count of all records of whatever source it is bound to
    /// \throws Error (bad_syntax) with the place (line and character, from 1) of what is wrong
    template <class = detail::WhenCalled>
    [[nodiscard]] static Definition parse(std::string_view text) { return try_parse(text).value(); }
    template <class When = detail::WhenCalled>
    [[nodiscard]] static Result<detail::Late<Definition, When>> try_parse(std::string_view text);

    /// Made in C++, part by part: `Definition{}.from("arrears").where(field("category") == "pension").measure(measure::sum("outstanding"))`.
    template <class = detail::WhenCalled>
    Definition& from(Word source) & { return source_ = std::move(source), *this; }
    /// The day on which records are looked at: what is due by then, how old it is by then. Over rows that are not bound to a day it is only
    /// kept, so that states of different days do not merge.
    template <class = detail::WhenCalled>
    Definition& as_of(std::optional<Date> day) & { return as_of_ = day, *this; }
    template <class = detail::WhenCalled>
    Definition& where(Condition condition) & { return where_ = std::move(condition), *this; }
    template <class = detail::WhenCalled>
    Definition& rows(std::vector<Word> fields) & { return rows_ = std::move(fields), *this; }
    template <class = detail::WhenCalled>
    Definition& columns(std::vector<Word> fields) & { return columns_ = std::move(fields), *this; }
    template <class When = detail::WhenCalled>
    Definition& measure(Measure one) & {
        detail::late<When>(measures_) = {std::move(one)};
        return *this;
    }
    /// \throws Error (bad_argument) of none
    template <class When = detail::WhenCalled>
    Definition& measures(std::vector<Measure> all) & {
        if (all.empty()) throw bad_argument("Definition", {"no measure is given", "没有给出指标"});
        detail::late<When>(measures_) = std::move(all);
        return *this;
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition from(Word source) && { return std::move(from(std::move(source))); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition as_of(std::optional<Date> day) && { return std::move(as_of(day)); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition where(Condition condition) && { return std::move(where(std::move(condition))); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition rows(std::vector<Word> fields) && { return std::move(rows(std::move(fields))); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition columns(std::vector<Word> fields) && { return std::move(columns(std::move(fields))); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition measure(Measure one) && { return std::move(measure(std::move(one))); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition measures(std::vector<Measure> all) && { return std::move(measures(std::move(all))); }

    [[nodiscard]] const Word& source() const noexcept { return source_; }   ///< may be empty
    [[nodiscard]] const std::optional<Date>& as_of() const noexcept { return as_of_; }
    [[nodiscard]] const Condition& where() const noexcept { return where_; }
    [[nodiscard]] const std::vector<Word>& rows() const noexcept { return rows_; }
    [[nodiscard]] const std::vector<Word>& columns() const noexcept { return columns_; }
    [[nodiscard]] const std::vector<Measure>& measures() const noexcept { return measures_; }
    /// Whether it gives one figure: no rows, no columns, one measure.
    [[nodiscard]] bool is_single() const noexcept { return rows_.empty() && columns_.empty() && measures_.size() == 1; }

    /// The count of its records: of the same source and day, under the same condition.
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition of_records() const {
        return Definition{}.from(source_).as_of(as_of_).where(where_);
    }
    /// The one form that equal definitions share. Rows, columns and measures keep their order, which a table shows.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Definition canonical() const {
        detail::Late<Definition, When> made = *this;
        made.where_ = where_.canonical();
        for (Measure& one : made.measures_) one = one.canonical();
        return made;
    }
    /// Whether both are written the same: equality before canonical().
    template <class When = detail::WhenCalled>
    [[nodiscard]] bool same_text(const Definition& other) const {
        const auto& a = detail::late<When>(*this);
        return a.source_ == other.source_ && a.as_of_ == other.as_of_ && a.where_ == other.where_ && a.rows_ == other.rows_ &&
               a.columns_ == other.columns_ && a.measures_ == other.measures_;
    }
    template <class = detail::WhenCalled>
    friend bool operator==(const Definition& a, const Definition& b) { return a.same_text(b) || a.canonical().same_text(b.canonical()); }

private:
    Word source_{};
    std::optional<Date> as_of_{};
    Condition where_{};
    std::vector<Word> rows_{};
    std::vector<Word> columns_{};
    std::vector<Measure> measures_{Measure{}};
};

/// The text that parses back to the same definition, in one line.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const Definition& definition) {
    std::string out;
    if (!definition.source().text.empty()) out += "from " + detail::written(definition.source().text) + "; ";
    if (definition.as_of()) out += "as of " + print(*definition.as_of()) + "; ";
    if (!definition.where().is_always()) out += "where " + print(definition.where()) + "; ";
    if (!definition.rows().empty()) out += "rows " + detail::written(definition.rows()) + "; ";
    if (!definition.columns().empty()) out += "columns " + detail::written(definition.columns()) + "; ";
    out += "measure ";
    for (std::size_t i = 0; i < definition.measures().size(); ++i) out += (i == 0 ? "" : ", ") + print(definition.measures()[i]);
    return out;
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Definition& definition) {
    return out << print(definition);
}

}   // namespace arrears

/// Equal definitions have equal hashes: of the canonical form's text.
template <>
struct std::hash<arrears::Definition> {
    template <class = arrears::detail::WhenCalled>
    [[nodiscard]] std::size_t operator()(const arrears::Definition& definition) const {
        return std::hash<std::string>{}(print(definition.canonical()));
    }
};

#include <arrears/statistics/definition_text.hpp>   // Definition::try_parse
