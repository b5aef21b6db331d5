// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// One group of a Grouping. `match` says what falls into it, as patterns joined by `;`:
/// for codes `C26` (every code that begins so) or `=C26` (that code alone); for whole numbers `40..46` (from 40 up to,
/// but without, 46), `..40`, `46..` or `7` (that number alone); for either `*` (whatever no other group takes).
struct Group {
    std::string id;       ///< stands in files and definitions
    Text label{};         ///< for people; where a language is left empty, the other's label, or else the id
    std::string match{};
    Place place{};        ///< where the group is written, for messages

    friend bool operator==(const Group& a, const Group& b) { return a.id == b.id && a.label == b.label && a.match == b.match; }
};

/// What a Grouping looks at.
enum class GroupingKind : unsigned char {
    codes,     ///< texts such as industry codes, by how they begin
    numbers,   ///< whole numbers such as ages, by bands
};

/// A way of sorting records into groups, as data: industry groups over codes, bands over ages. Made from a name, the
/// field that it looks at and its groups in the order in which tables show them; never changed afterwards.
///
/// It is of numbers where any pattern holds `..`, otherwise of codes. Of the codes' patterns the longest that fits
/// wins, an exact one before all, so that `C26` takes what `C` would; overlapping bands are refused instead.
class Grouping {
public:
    /// \throws Error with the first fault that try_make() would give
    template <class When = detail::WhenCalled>
    Grouping(std::string name, std::string field, std::vector<Group> groups) {
        auto faults = build<When>(std::move(name), std::move(field), std::move(groups));
        if (!faults.empty()) throw Error{std::move(faults.front())};
    }
    /// The grouping, and what is wrong with it, all at once: usable where there are no faults.
    template <class When = detail::WhenCalled>
    [[nodiscard]] static std::pair<std::optional<detail::Late<Grouping, When>>, std::vector<Fault>> try_make(std::string name, std::string field,
                                                                                                           std::vector<Group> groups) {
        detail::Late<Grouping, When> made;
        auto faults = made.template build<When>(std::move(name), std::move(field), std::move(groups));
        if (!faults.empty()) return {std::nullopt, std::move(faults)};
        return {std::move(made), {}};
    }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::string& field() const noexcept { return field_; }
    [[nodiscard]] GroupingKind kind() const noexcept { return kind_; }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::span<const Group> groups() const noexcept {
        return detail::late<When>(groups_);
    }
    [[nodiscard]] std::size_t size() const noexcept { return groups_.size(); }
    /// Precondition: group < size().
    [[nodiscard]] const std::string& label(std::size_t group, Language language) const noexcept { return groups_[group].label.in(language); }
    /// The group of this id.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const noexcept {
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            if (groups_[i].id == id) return i;
        }
        return std::nullopt;
    }

    /// The group that a code falls into, as a position in groups(). Nothing where none takes it, and always nothing
    /// for an empty code: that is unknown, which is not "the rest". Allocates nothing; log n looks for each character.
    /// \throws Error (mismatch) where this grouping is of numbers
    template <class = detail::WhenCalled>
    [[nodiscard]] std::optional<std::size_t> group_of(std::string_view code) const {
        if (kind_ != GroupingKind::codes) throw mismatch();
        if (code.empty()) return std::nullopt;
        if (const Pattern* const exact = find_pattern(code, true)) return exact->group;
        for (std::size_t length = code.size() < longest_ ? code.size() : longest_; length > 0; --length) {
            if (const Pattern* const prefix = find_pattern(code.substr(0, length), false)) return prefix->group;
        }
        return rest_;
    }
    /// The group whose band holds the number, as a position in groups(); nothing where none does. Allocates nothing.
    /// \throws Error (mismatch) where this grouping is of codes
    [[nodiscard]] std::optional<std::size_t> group_of(WholeNumber auto number) const {
        if (kind_ != GroupingKind::numbers) throw mismatch();
        const std::int64_t wide = detail::to_int64(number, "Grouping::group_of");
        const auto after =
            std::upper_bound(bands_.begin(), bands_.end(), wide, [](std::int64_t value, const Band& band) { return value < band.first; });
        if (after != bands_.begin() && wide <= std::prev(after)->last) return std::prev(after)->group;
        return rest_;
    }

    template <class When = detail::WhenCalled>
    friend bool operator==(const Grouping& a, const Grouping& b) {
        return a.name_ == b.name_ && a.field_ == b.field_ && detail::late<When>(a.groups_) == b.groups_;
    }

private:
    struct Pattern {
        std::string text;
        bool exact = false;
        std::size_t group = 0;
    };
    struct Band {   // both ends included, so that the greatest number has a place
        std::int64_t first = 0;
        std::int64_t last = 0;
        std::size_t group = 0;
    };

    Grouping() = default;

    template <class When>
    [[nodiscard]] std::vector<Fault> build(std::string name, std::string field, std::vector<Group> groups);
    template <class When>
    [[nodiscard]] std::optional<detail::Late<Fault, When>> add_pattern(std::string_view text, std::size_t group);
    template <class When>
    [[nodiscard]] std::optional<detail::Late<Fault, When>> add_band(std::string_view text, std::size_t group);
    template <class When>
    [[nodiscard]] std::optional<detail::Late<Fault, When>> clash() const;
    template <class = detail::WhenCalled>
    [[nodiscard]] std::string quoted_id(std::size_t group) const { return in_quotes(groups_[group].id); }
    template <class = detail::WhenCalled>
    [[nodiscard]] Fault fault(ErrorKind kind, std::size_t group, Text problem, Text expected) const {
        return {kind, groups_[group].place, {"grouping " + in_quotes(name_) + ": " + problem.en, "分组 " + in_quotes(name_) + "：" + problem.zh},
                {},   std::move(expected),  {}};
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] Error mismatch() const {
        const bool codes = kind_ == GroupingKind::codes;
        return Error{Fault{ErrorKind::mismatch,
                           {},
                           {"grouping " + in_quotes(name_) + (codes ? " is of codes, not of numbers" : " is of numbers, not of codes"),
                            "分组 " + in_quotes(name_) + (codes ? " 按代码而非数字划分" : " 按数字而非代码划分")},
                           {},
                           {},
                           {}}};
    }
    [[nodiscard]] static bool before(const Pattern& a, std::string_view text, bool exact) noexcept {
        return a.exact != exact ? a.exact < exact : std::string_view{a.text} < text;
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] const Pattern* find_pattern(std::string_view text, bool exact) const noexcept {
        const auto at = std::lower_bound(patterns_.begin(), patterns_.end(), text,
                                         [exact](const Pattern& pattern, std::string_view wanted) { return before(pattern, wanted, exact); });
        return at != patterns_.end() && at->exact == exact && at->text == text ? &*at : nullptr;
    }

    std::string name_;
    std::string field_;
    std::vector<Group> groups_;
    GroupingKind kind_ = GroupingKind::codes;
    std::vector<Pattern> patterns_;   // prefixes, then exact ones, each by text
    std::vector<Band> bands_;         // by number
    std::size_t longest_ = 0;         // bytes of the longest prefix
    std::optional<std::size_t> rest_;
};

namespace detail {

/// The parts of `text` between semicolons (also full-width), without blanks around them.
template <class When = WhenCalled>
[[nodiscard]] std::vector<std::string_view> split_match(std::string_view text) {
    constexpr std::string_view wide = "；";
    std::vector<Late<std::string_view, When>> parts;
    const auto trimmed = [](std::string_view part) {
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        return part;
    };
    while (true) {
        std::size_t end = text.find(';');
        std::size_t length = 1;
        if (const std::size_t other = text.find(wide); other < end) end = other, length = wide.size();
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + length);
    }
}

/// A whole number of at most 18 digits with an optional minus; nothing else.
[[nodiscard]] constexpr std::optional<std::int64_t> whole_number(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 18) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return negative ? -value : value;
}

}   // namespace detail

template <class When>
std::vector<Fault> Grouping::build(std::string name, std::string field, std::vector<Group> groups) {
    name_ = std::move(name);
    field_ = std::move(field);
    detail::late<When>(groups_) = std::move(groups);
    std::vector<detail::Late<Fault, When>> faults;
    const Text no_groups{"expected at least one group", "应至少有一个组"};
    if (name_.empty()) faults.push_back({ErrorKind::bad_argument, {}, {"a grouping has no name", "分组没有名称"}, {}, {}, {}});
    if (groups_.empty()) {
        faults.push_back(
            {ErrorKind::bad_argument, {}, {"grouping " + in_quotes(name_) + " is empty", "分组 " + in_quotes(name_) + " 为空"}, {}, no_groups, {}});
    }
    for (const Group& group : groups_) {
        if (group.match.find("..") != std::string::npos) kind_ = GroupingKind::numbers;
    }
    for (std::size_t i = 0; i < groups_.size(); ++i) {
        Group& group = groups_[i];
        if (group.id.empty()) faults.push_back(fault(ErrorKind::bad_argument, i, {"a group has no id", "有一组没有编号"}, {}));
        for (std::size_t j = 0; j < i; ++j) {
            if (groups_[j].id != group.id || group.id.empty()) continue;
            faults.push_back(fault(ErrorKind::duplicate, i, {"two groups have the id " + quoted_id(i), "有两组的编号都是 " + quoted_id(i)}, {}));
            break;
        }
        if (group.label.zh.empty()) group.label.zh = group.label.en.empty() ? group.id : group.label.en;
        if (group.label.en.empty()) group.label.en = group.label.zh;
        for (const std::string_view part : detail::split_match<When>(group.match)) {
            std::optional<detail::Late<Fault, When>> wrong;
            if (part.empty()) {
                wrong = fault(ErrorKind::bad_syntax, i, {"group " + quoted_id(i) + " has an empty pattern", "组 " + quoted_id(i) + " 有空的匹配式"},
                              {"expected patterns as C26;C27, 40..46 or *", "应为 C26;C27、40..46 或 * 等匹配式"});
            } else if (part == "*") {
                if (rest_) {
                    wrong = fault(ErrorKind::contradiction, i,
                                  {"groups " + quoted_id(*rest_) + " and " + quoted_id(i) + " both take the rest (*)",
                                   "组 " + quoted_id(*rest_) + " 与 " + quoted_id(i) + " 都取其余（*）"},
                                  {});
                } else {
                    rest_ = i;
                }
            } else {
                wrong = kind_ == GroupingKind::numbers ? add_band<When>(part, i) : add_pattern<When>(part, i);
            }
            if (wrong) faults.push_back(std::move(*wrong));
        }
    }
    std::sort(detail::late<When>(patterns_).begin(), patterns_.end(), [](const Pattern& a, const Pattern& b) { return before(a, b.text, b.exact); });
    std::sort(detail::late<When>(bands_).begin(), bands_.end(), [](const Band& a, const Band& b) { return a.first < b.first; });
    if (auto wrong = clash<When>()) faults.push_back(std::move(*wrong));
    return faults;
}

template <class When>
std::optional<detail::Late<Fault, When>> Grouping::add_pattern(std::string_view text, std::size_t group) {
    const bool exact = text.starts_with('=');
    const std::string_view code = exact ? text.substr(1) : text;
    if (code.empty() || find_invalid_utf8(code)) {
        return fault(ErrorKind::bad_syntax, group,
                     {"group " + quoted_id(group) + " has the pattern " + in_quotes(text), "组 " + quoted_id(group) + " 的匹配式为 " + in_quotes(text)},
                     {"expected the beginning of a code, or = and a whole one", "应为代码的开头，或 = 加完整代码"});
    }
    if (!exact && code.size() > longest_) longest_ = code.size();
    detail::late<When>(patterns_).push_back({std::string{code}, exact, group});
    return std::nullopt;
}

template <class When>
std::optional<detail::Late<Fault, When>> Grouping::add_band(std::string_view text, std::size_t group) {
    using Limits = std::numeric_limits<std::int64_t>;
    const auto wrong = [&] {
        return fault(ErrorKind::bad_syntax, group,
                     {"group " + quoted_id(group) + " has the band " + in_quotes(text), "组 " + quoted_id(group) + " 的区间为 " + in_quotes(text)},
                     {"expected 40..46 (46 not included), ..40, 46.. or a whole number", "应为 40..46（不含 46）、..40、46.. 或整数"});
    };
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        const auto number = detail::whole_number(text);
        if (!number) return wrong();
        detail::late<When>(bands_).push_back({*number, *number, group});
        return std::nullopt;
    }
    const std::string_view left = text.substr(0, dots), right = text.substr(dots + 2);
    const auto first = left.empty() ? Limits::min() : detail::whole_number(left);
    const auto end = detail::whole_number(right);
    if (!first || (!right.empty() && !end) || (end && *first >= *end)) return wrong();
    detail::late<When>(bands_).push_back({*first, right.empty() ? Limits::max() : *end - 1, group});
    return std::nullopt;
}

/// The first pair of patterns or bands that claim the same.
template <class When>
std::optional<detail::Late<Fault, When>> Grouping::clash() const {
    const auto told = [this](std::size_t one, std::size_t other, const std::string& what) {
        const std::size_t later = one < other ? other : one, earlier = one < other ? one : other;
        return fault(ErrorKind::contradiction, later,
                     {"groups " + quoted_id(earlier) + " and " + quoted_id(later) + " both take " + what,
                      "组 " + quoted_id(earlier) + " 与 " + quoted_id(later) + " 都取 " + what},
                     {});
    };
    for (std::size_t i = 1; i < patterns_.size(); ++i) {
        const Pattern &a = patterns_[i - 1], &b = patterns_[i];
        if (a.exact == b.exact && a.text == b.text) return told(a.group, b.group, in_quotes(b.text));
    }
    for (std::size_t i = 1; i < bands_.size(); ++i) {
        const Band &a = bands_[i - 1], &b = bands_[i];
        if (b.first <= a.last) return told(a.group, b.group, std::to_string(b.first));
    }
    return std::nullopt;
}

}   // namespace arrears
