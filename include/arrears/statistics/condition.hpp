// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// A name or a value as it stands in a definition's text, and where (from 1; 0: made in C++). Equality is of the text alone.
struct Word {
    std::string text{};
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    Word() = default;
    Word(std::string_view word) : text{word} {}
    Word(const char* word) : text{word} {}
    Word(std::string word, std::uint32_t at_line = 0, std::uint32_t at_column = 0) : text{std::move(word)}, line{at_line}, column{at_column} {}

    friend bool operator==(const Word& a, const Word& b) noexcept { return a.text == b.text; }
};

/// How a field is compared with a value.
enum class Comparison : unsigned char { equal, not_equal, less, less_equal, greater, greater_equal };

[[nodiscard]] constexpr std::string_view symbol(Comparison comparison) noexcept {
    constexpr std::string_view symbols[] = {"=", "!=", "<", "<=", ">", ">="};
    return symbols[static_cast<std::size_t>(comparison)];
}
/// What holds of known values just where `comparison` does not.
[[nodiscard]] constexpr Comparison negation(Comparison comparison) noexcept {
    constexpr Comparison negations[] = {Comparison::not_equal,     Comparison::equal,   Comparison::greater_equal,
                                        Comparison::greater, Comparison::less_equal, Comparison::less};
    return negations[static_cast<std::size_t>(comparison)];
}

/// Which records a tally takes: comparisons of fields with values, joined by and, or, not. A regular value; the values
/// stay text until fields are bound to it.
///
/// An unknown field satisfies no comparison and no negation of one, only `is unknown`: what is not known to be
/// pension is not known to be anything else. So `not f = v` is `f != v`.
class Condition {
public:
    enum class Kind : unsigned char {
        always,    ///< no condition at all
        compare,   ///< field() comparison() values()[0]
        in,        ///< field() is one of values()
        not_in,
        within,    ///< field() is values()[0] or stands under it
        not_within,
        unknown,   ///< field() is unknown
        known,
        all_of,    ///< parts(), joined by and
        any_of,    ///< parts(), joined by or
        none_of,   ///< not parts()[0]
    };

    Condition() = default;   ///< always true
    template <class = detail::WhenCalled>
    [[nodiscard]] static Condition compare(Word field, Comparison comparison, Word value) {
        Condition made{Kind::compare, std::move(field), {std::move(value)}};
        made.comparison_ = comparison;
        return made;
    }
    /// A condition on one field: in, not_in, within, not_within (one value), unknown, known (none).
    /// \throws Error (bad_argument) of a list of no values
    template <class = detail::WhenCalled>
    [[nodiscard]] static Condition leaf(Kind kind, Word field, std::vector<Word> values = {}) {
        if (values.empty() && kind != Kind::unknown && kind != Kind::known) {
            throw bad_argument("Condition", {"a list of values is empty", "取值列表为空"}, {"expected at least one", "应至少有一个"});
        }
        return {kind, std::move(field), std::move(values)};
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] static Condition all_of(std::vector<Condition> parts) { return joined(Kind::all_of, std::move(parts)); }
    /// \throws Error (bad_argument) where there are none
    template <class = detail::WhenCalled>
    [[nodiscard]] static Condition any_of(std::vector<Condition> parts) {
        if (parts.empty()) throw bad_argument("Condition::any_of", {"no condition is given", "没有给出条件"});
        return joined(Kind::any_of, std::move(parts));
    }

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] bool is_always() const noexcept { return kind_ == Kind::always; }
    [[nodiscard]] const Word& field() const noexcept { return field_; }
    [[nodiscard]] Comparison comparison() const noexcept { return comparison_; }
    [[nodiscard]] const std::vector<Word>& values() const noexcept { return values_; }
    [[nodiscard]] const std::vector<Condition>& parts() const noexcept { return parts_; }

    /// `a && b` of nothing and b is b.
    template <class = detail::WhenCalled>
    [[nodiscard]] friend Condition operator&&(Condition a, Condition b) {
        if (a.is_always()) return b;
        if (b.is_always()) return a;
        return joined(Kind::all_of, {std::move(a), std::move(b)});
    }
    /// `a || b` of nothing and b is nothing: always true.
    template <class = detail::WhenCalled>
    [[nodiscard]] friend Condition operator||(Condition a, Condition b) { return joined(Kind::any_of, {std::move(a), std::move(b)}); }
    /// \throws Error (bad_argument) of the condition that is always true
    template <class When = detail::WhenCalled>
    [[nodiscard]] friend Condition operator!(Condition a) {
        if (a.is_always()) {
            throw bad_argument("!Condition", {"no condition cannot be negated: no record would be left", "无条件不能取反：不会剩下任何记录"});
        }
        detail::Late<Condition, When> made;
        made.kind_ = Kind::none_of;
        made.parts_.push_back(std::move(a));
        return made;
    }

    /// The one form that equal conditions share, as far as their text shows it: no `not` but on a single field, no and in
    /// an and; parts sorted and each once; `f = a or f = b` as `f in (a, b)`. Conditions that hold of the same
    /// records for deeper reasons can have different forms.
    template <class = detail::WhenCalled>
    [[nodiscard]] Condition canonical() const;
    /// The conditions that must all hold, of a canonical form: itself where it is no and, none where it is always true.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::vector<Condition> conjuncts() const {
        if (kind_ == Kind::always) return {};
        return kind_ == Kind::all_of ? detail::late<When>(parts_) : std::vector<detail::Late<Condition, When>>{*this};
    }

    /// As written: the same structure and the same texts. Two ways to write one condition have equal canonical forms.
    template <class When = detail::WhenCalled>
    friend bool operator==(const Condition& one, const Condition& b) {
        const auto& a = detail::late<When>(one);
        return a.kind_ == b.kind_ && a.comparison_ == b.comparison_ && a.field_ == b.field_ && a.values_ == b.values_ && a.parts_ == b.parts_;
    }

private:
    template <class = detail::WhenCalled>
    Condition(Kind kind, Word field, std::vector<Word> values) : kind_{kind}, field_{std::move(field)}, values_{std::move(values)} {}
    template <class When = detail::WhenCalled>
    [[nodiscard]] static Condition joined(Kind kind, std::vector<detail::Late<Condition, When>> parts) {
        detail::Late<Condition, When> made;
        made.kind_ = kind;
        for (auto& part : parts) {   // and of and, or of or: flat, so that printing and parsing give it back
            if (part.is_always()) {
                if (kind == Kind::any_of) return {};
            } else if (part.kind_ != kind) {
                made.parts_.push_back(std::move(part));
            } else {
                for (auto& inner : part.parts_) made.parts_.push_back(std::move(inner));
            }
        }
        if (made.parts_.empty()) return {};
        return made.parts_.size() == 1 ? Condition{made.parts_.front()} : made;
    }

    Kind kind_ = Kind::always;
    Comparison comparison_ = Comparison::equal;
    Word field_{};
    std::vector<Word> values_{};
    std::vector<Condition> parts_{};
};

/// A field's name from which conditions are made: `field("category") == "pension" && field("age") >= 40`.
class FieldName {
public:
    explicit FieldName(std::string_view name) : name_{name} {}

    template <class When = detail::WhenCalled>
    [[nodiscard]] Condition in(std::initializer_list<std::string_view> values) const {
        return Condition::leaf(Condition::Kind::in, name_, std::vector<detail::Late<Word, When>>(values.begin(), values.end()));
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] Condition within(std::string_view value) const { return Condition::leaf(Condition::Kind::within, name_, {value}); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Condition is_unknown() const { return Condition::leaf(Condition::Kind::unknown, name_); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Condition is_known() const { return Condition::leaf(Condition::Kind::known, name_); }

    template <class = detail::WhenCalled>
    [[nodiscard]] friend Condition operator==(const FieldName& f, std::string_view value) { return f.compared(Comparison::equal, value); }
    template <class = detail::WhenCalled>
    [[nodiscard]] friend Condition operator!=(const FieldName& f, std::string_view value) { return f.compared(Comparison::not_equal, value); }
    template <class = detail::WhenCalled>
    [[nodiscard]] friend Condition operator<(const FieldName& f, std::string_view value) { return f.compared(Comparison::less, value); }
    template <class = detail::WhenCalled>
    [[nodiscard]] friend Condition operator<=(const FieldName& f, std::string_view value) { return f.compared(Comparison::less_equal, value); }
    template <class = detail::WhenCalled>
    [[nodiscard]] friend Condition operator>(const FieldName& f, std::string_view value) { return f.compared(Comparison::greater, value); }
    template <class = detail::WhenCalled>
    [[nodiscard]] friend Condition operator>=(const FieldName& f, std::string_view value) { return f.compared(Comparison::greater_equal, value); }

private:
    template <class = detail::WhenCalled>
    [[nodiscard]] Condition compared(Comparison comparison, std::string_view value) const { return Condition::compare(name_, comparison, value); }
    Word name_;
};
[[nodiscard]] inline FieldName field(std::string_view name) { return FieldName{name}; }

namespace detail {

/// Whether a character may stand in a word without quotes.
[[nodiscard]] constexpr bool is_word_character(char32_t code) noexcept {
    if (is_blank(code) || is_invisible(code) || code == 0xFFFD) return false;
    const char32_t c = fold_width(code);
    return c != U';' && c != U',' && c != U'(' && c != U')' && c != U'"' && c != U'=' && c != U'<' && c != U'>' && c != U'!' && c != U'\\';
}
[[nodiscard]] constexpr bool is_keyword(std::string_view word) noexcept {
    for (const std::string_view keyword :
         {"and", "or", "not", "in", "within", "is", "of", "where", "having", "from", "as", "rows", "columns", "measure"}) {
        if (word == keyword) return true;
    }
    return false;
}
/// A word as it is written: in quotes where it could be taken for something else.
template <class = detail::WhenCalled>
[[nodiscard]] std::string written(std::string_view word) {
    bool bare = !word.empty() && !is_keyword(word);
    for (std::string_view rest = word; bare && !rest.empty();) {
        const Utf8Character next = read_utf8(rest);
        bare = next.valid && is_word_character(next.code);
        rest.remove_prefix(next.bytes);
    }
    if (bare) return std::string{word};
    std::string out = "\"";
    for (const char c : word) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}
template <class = detail::WhenCalled>
[[nodiscard]] std::string written(const std::vector<Word>& words) {
    std::string out;
    for (const Word& word : words) out += (out.empty() ? "" : ", ") + written(word.text);
    return out;
}

}   // namespace detail

/// The text that parses back to the same condition; empty for the one that is always true.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const Condition& condition) {
    using Kind = Condition::Kind;
    const std::string name = detail::written(condition.field().text);
    const auto inner = [](const Condition& part) {   // parentheses where and, or and not would bind otherwise
        const bool joined = part.kind() == Kind::all_of || part.kind() == Kind::any_of;
        return joined ? '(' + print(part) + ')' : print(part);
    };
    const auto join = [&](std::string_view word) {
        std::string out;
        for (const Condition& part : condition.parts()) {
            if (!out.empty()) out += word;
            out += inner(part);
        }
        return out;
    };
    switch (condition.kind()) {
        case Kind::always: return {};
        case Kind::compare: return name + ' ' + std::string{symbol(condition.comparison())} + ' ' + detail::written(condition.values().front().text);
        case Kind::in: return name + " in (" + detail::written(condition.values()) + ')';
        case Kind::not_in: return name + " not in (" + detail::written(condition.values()) + ')';
        case Kind::within: return name + " within " + detail::written(condition.values().front().text);
        case Kind::not_within: return name + " not within " + detail::written(condition.values().front().text);
        case Kind::unknown: return name + " is unknown";
        case Kind::known: return name + " is known";
        case Kind::all_of: return join(" and ");
        case Kind::any_of: return join(" or ");
        case Kind::none_of: return "not " + inner(condition.parts().front());
    }
    return {};
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Condition& condition) {
    return out << print(condition);
}

}   // namespace arrears

#include <arrears/statistics/canonical.hpp>   // Condition::canonical
