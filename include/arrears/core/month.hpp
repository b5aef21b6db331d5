// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace arrears {

/// A calendar month, 1400-01 to 9999-12: what a contribution is owed for.
class Month {
public:
    constexpr Month() noexcept = default;   ///< 1970-01
    /// \throws Error (bad_argument) where there is no such month, or it lies out of range
    constexpr Month(int year, int month) : count_{Date{year, month, 1}.year() * 12 + month - 1} {}
    /// The month in which the day lies.
    constexpr explicit Month(Date date) : count_{of(date.to_boost().year_month_day())} {}

    [[nodiscard]] constexpr int year() const noexcept { return count_ / 12; }
    [[nodiscard]] constexpr int month() const noexcept { return count_ % 12 + 1; }   ///< 1 to 12
    [[nodiscard]] constexpr int days() const noexcept { return days_in_month(year(), month()); }
    [[nodiscard]] constexpr Date first_day() const { return {year(), month(), 1}; }
    [[nodiscard]] constexpr Date last_day() const { return {year(), month(), days()}; }
    [[nodiscard]] constexpr bool contains(Date date) const { return Month{date} == *this; }

    /// So many months later (earlier, where negative). \throws Error (overflow) out of range
    constexpr Month& operator+=(WholeNumber auto months) {
        const std::int64_t wide = detail::to_int64(months, "Month + months");
        if (wide < year_min * 12 - std::int64_t{count_} || wide > year_max * 12 + 11 - std::int64_t{count_}) (void)first_day().plus_months(wide);
        count_ += static_cast<std::int32_t>(wide);   // what is out of range has thrown
        return *this;
    }
    constexpr Month& operator-=(WholeNumber auto months) {
        const std::int64_t wide = detail::to_int64(months, "Month - months");
        return *this = Month{first_day().plus_months(wide == INT64_MIN ? INT64_MAX : -wide)};
    }
    constexpr Month& operator++() { return *this += 1; }
    constexpr Month& operator--() { return *this -= 1; }
    [[nodiscard]] friend constexpr Month operator+(Month month, WholeNumber auto months) { return month += months; }
    [[nodiscard]] friend constexpr Month operator-(Month month, WholeNumber auto months) { return month -= months; }
    /// The months from `from` to `to`: negative where `to` is the earlier.
    [[nodiscard]] friend constexpr std::int64_t operator-(Month to, Month from) noexcept { return std::int64_t{to.count_} - from.count_; }

    friend constexpr auto operator<=>(Month, Month) noexcept = default;

private:
    [[nodiscard]] static constexpr std::int32_t of(const boost::gregorian::date::ymd_type& ymd) {
        return std::int32_t{ymd.year} * 12 + ymd.month.as_number() - 1;
    }

    std::int32_t count_ = 1970 * 12;   // months since the year 0
};

/// `2018-12`. In Chinese: `2018年12月`.
[[nodiscard]] inline std::string print(Month month) { return detail::padded(month.year(), 4) + '-' + detail::padded(month.month(), 2); }
[[nodiscard]] inline std::string print(Month month, Language language) {
    if (language == Language::en) return print(month);
    return std::to_string(month.year()) + "年" + std::to_string(month.month()) + "月";
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Month month) {
    return out << print(month);
}

/// Reads `2018-12`, `2018/12`, `2018.12`, `201812` or `2018年12月`, as try_parse_date() reads a day.
[[nodiscard]] inline Result<Month> try_parse_month(std::string_view text) {
    const detail::DateScan scan = detail::scan_date(text, false);
    if (scan.problem != detail::DateProblem::none) return detail::date_fault(scan, text, false);
    return Month{scan.year, scan.month};
}
/// \throws Error (bad_syntax) as try_parse_month() tells
[[nodiscard]] inline Month parse_month(std::string_view text) { return try_parse_month(text).value(); }

/// The months from `first` to `last`, both included.
struct MonthSpan {
    Month first{};
    Month last{};

    constexpr MonthSpan() noexcept = default;   ///< the one month 1970-01
    constexpr explicit MonthSpan(Month only) noexcept : first{only}, last{only} {}
    /// \throws Error (bad_argument) where `last_month` is before `first_month`
    constexpr MonthSpan(Month first_month, Month last_month) : first{first_month}, last{last_month} {
        if (last < first) throw bad_argument("MonthSpan", {print(last) + " is before " + print(first), print(last) + " 早于 " + print(first)});
    }

    /// How many months there are, at least one.
    [[nodiscard]] constexpr std::int64_t months() const noexcept { return last - first + 1; }
    [[nodiscard]] constexpr bool contains(Month month) const noexcept { return first <= month && month <= last; }
    [[nodiscard]] constexpr bool contains(Date date) const { return contains(Month{date}); }
    [[nodiscard]] constexpr bool overlaps(MonthSpan other) const noexcept { return first <= other.last && other.first <= last; }
    [[nodiscard]] constexpr Date first_day() const { return first.first_day(); }
    [[nodiscard]] constexpr Date last_day() const { return last.last_day(); }

    friend constexpr auto operator<=>(const MonthSpan&, const MonthSpan&) noexcept = default;
};

/// `2015-03..2018-12`, or `2018-12` where it is one month.
[[nodiscard]] inline std::string print(MonthSpan span) {
    return span.first == span.last ? print(span.first) : print(span.first) + ".." + print(span.last);
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, MonthSpan span) {
    return out << print(span);
}

static_assert(sizeof(Month) == 4 && sizeof(MonthSpan) == 8);
static_assert(std::is_trivially_copyable_v<MonthSpan>);

}   // namespace arrears

template <>
struct std::hash<arrears::Month> {
    std::size_t operator()(arrears::Month month) const noexcept {
        return static_cast<std::size_t>(static_cast<std::uint64_t>(month - arrears::Month{}) * 0x9E3779B97F4A7C15ULL);
    }
};

template <>
struct std::hash<arrears::MonthSpan> {
    std::size_t operator()(arrears::MonthSpan span) const noexcept {
        const std::hash<arrears::Month> one;
        return one(span.first) * 31 + one(span.last);
    }
};
