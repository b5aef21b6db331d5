// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

namespace arrears {

/// The days from `from` up to, but without, `to`: [from, to). Where `to` is Date::last() the period is open ("still")
/// and holds that day too; where `from` is Date::first() it began before anything known.
class Period {
public:
    constexpr Period() = default;   ///< all days
    /// \throws Error (bad_argument) where `to` is before `from`; equal dates make an empty period
    constexpr Period(Date from, Date to) : from_{from}, to_{to} {
        if (to < from) throw bad_argument("Period", {print(to) + " is before " + print(from), print(to) + " 早于 " + print(from)});
    }
    [[nodiscard]] static constexpr Period since(Date from) { return {from, Date::last()}; }
    [[nodiscard]] static constexpr Period until(Date to) { return {Date::first(), to}; }
    /// From `first` to `last`, both included. \throws Error (bad_argument) where `last` is before `first`
    [[nodiscard]] static constexpr Period inclusive(Date first, Date last) {
        return {first, last == Date::last() ? last : last + 1};
    }

    [[nodiscard]] constexpr Date from() const { return from_; }
    [[nodiscard]] constexpr Date to() const { return to_; }
    [[nodiscard]] constexpr bool empty() const { return from_ == to_ && !open_end(); }
    [[nodiscard]] constexpr bool open_start() const { return from_ == Date::first(); }
    [[nodiscard]] constexpr bool open_end() const { return to_ == Date::last(); }

    /// How many days. \throws Error (bad_argument) where the period is open at either end
    [[nodiscard]] constexpr std::int64_t days() const {
        if (open_start() || open_end()) throw bad_argument("Period::days", {"the period is open", "期间没有起点或终点"});
        return to_ - from_;
    }
    [[nodiscard]] constexpr bool contains(Date date) const { return from_ <= date && (date < to_ || open_end()); }
    [[nodiscard]] constexpr bool overlaps(const Period& other) const { return intersection(other).has_value(); }
    /// The days in both; nothing where there are none.
    [[nodiscard]] constexpr std::optional<Period> intersection(const Period& other) const {
        const Date from = from_ < other.from_ ? other.from_ : from_;
        const Date to = to_ < other.to_ ? to_ : other.to_;
        if (to < from || (from == to && to != Date::last())) return std::nullopt;
        return Period{from, to};
    }

    friend constexpr bool operator==(const Period&, const Period&) = default;
    friend constexpr auto operator<=>(const Period&, const Period&) = default;

private:
    Date from_ = Date::first();
    Date to_ = Date::last();
};

/// `2018-01-01..2019-01-01`; an open end is left out: `2018-01-01..`, `..2019-01-01`, `..`.
[[nodiscard]] inline std::string print(const Period& period) {
    std::string out;
    if (!period.open_start()) out += print(period.from());
    out += "..";
    if (!period.open_end()) out += print(period.to());
    return out;
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Period& period) {
    return out << print(period);
}

}   // namespace arrears

template <>
struct std::hash<arrears::Period> {
    std::size_t operator()(const arrears::Period& period) const noexcept {
        const std::hash<arrears::Date> one;
        return one(period.from()) * 31 + one(period.to());
    }
};
