// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/calendar.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/result.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace arrears {

/// A calendar day of the proleptic Gregorian calendar, 1400-01-01 to 9999-12-31; in four bytes, without time or zone.
/// There is always a day: no infinities and no "not a date". An unknown one is an empty std::optional<Date>.
class Date {
public:
    constexpr Date() = default;   ///< 1970-01-01
    /// \throws Error (bad_argument) where there is no such day, or it lies out of range
    constexpr Date(int year, int month, int day) : date_{checked(year, month, day)} {}
    /// \throws Error (bad_argument) for the infinities and for not_a_date_time
    constexpr explicit Date(const boost::gregorian::date& date) : date_{date} {
        if (date.is_special()) {
            throw bad_argument("Date", {"a special value of boost::gregorian::date is no day", "boost::gregorian::date 的特殊值不是日期"});
        }
    }

    /// The first day that a Date can be; as the start of a span it stands for "since always".
    [[nodiscard]] static constexpr Date first();
    /// The last day that a Date can be; as the end of a span it stands for "still".
    [[nodiscard]] static constexpr Date last();

    [[nodiscard]] constexpr int year() const { return date_.year_month_day().year; }
    [[nodiscard]] constexpr int month() const { return date_.year_month_day().month.as_number(); }   ///< 1 to 12
    [[nodiscard]] constexpr int day() const { return date_.year_month_day().day; }                   ///< 1 to 31
    [[nodiscard]] constexpr boost::gregorian::date to_boost() const { return date_; }

    /// The day so many calendar days later (earlier, where negative). \throws Error (overflow) out of range
    constexpr Date& operator+=(WholeNumber auto days) { return *this = shifted(detail::to_int64(days, "Date + days")); }
    constexpr Date& operator-=(WholeNumber auto days) {
        const std::int64_t wide = detail::to_int64(days, "Date - days");
        if (wide < -span_days) throw out_of_range(wide, "Date - days");
        return *this = shifted(-wide);
    }
    [[nodiscard]] friend constexpr Date operator+(Date date, WholeNumber auto days) { return date += days; }
    [[nodiscard]] friend constexpr Date operator-(Date date, WholeNumber auto days) { return date -= days; }
    friend Date operator+(Date, Date) = delete;                      // dates have a difference and no sum: add days
    friend Date operator+(Date, std::floating_point auto) = delete;  // days are whole
    friend Date operator-(Date, std::floating_point auto) = delete;  // days are whole
    /// The days from `from` to `to`: negative where `to` is the earlier.
    [[nodiscard]] friend constexpr std::int64_t operator-(Date to, Date from) { return to.number() - from.number(); }

    friend constexpr bool operator==(Date a, Date b) { return a.number() == b.number(); }
    friend constexpr std::strong_ordering operator<=>(Date a, Date b) { return a.number() <=> b.number(); }

    /// The same day so many months later (earlier, where negative); where that month has no such day, its last one:
    /// 2019-01-31 plus one month is 2019-02-28. So adding 1 and 1 can differ from adding 2.
    /// \throws Error (overflow) out of range
    [[nodiscard]] constexpr Date plus_months(WholeNumber auto months) const {
        const auto ymd = date_.year_month_day();
        const std::int64_t wide = detail::to_int64(months, "Date::plus_months");
        const std::int64_t from = std::int64_t{ymd.year} * 12 + ymd.month.as_number() - 1;
        if (wide < year_min * 12 - from || wide > year_max * 12 + 11 - from) throw out_of_range(wide, "Date::plus_months");
        const int year = static_cast<int>((from + wide) / 12);
        const int month = static_cast<int>((from + wide) % 12) + 1;
        const int days = days_in_month(year, month);
        return {year, month, ymd.day < days ? static_cast<int>(ymd.day) : days};
    }
    /// As plus_months() of twelve times as many: from 29 February to a common year, 28 February.
    [[nodiscard]] constexpr Date plus_years(WholeNumber auto years) const {
        const std::int64_t wide = detail::to_int64(years, "Date::plus_years");
        if (wide < -year_max || wide > year_max) throw out_of_range(wide, "Date::plus_years");
        return plus_months(wide * 12);
    }

private:
    static constexpr std::int64_t span_days = 3'200'000;   // more than lie between first() and last()

    [[nodiscard]] static constexpr boost::gregorian::date checked(int year, int month, int day) {
        if (const auto problem = detail::date_problem(year, month, day); problem != detail::DateProblem::none) {
            throw no_such_day(year, month, day, problem);
        }
        return {static_cast<unsigned short>(year), static_cast<unsigned short>(month), static_cast<unsigned short>(day)};
    }
    [[nodiscard]] static Error no_such_day(int year, int month, int day, detail::DateProblem problem);
    [[nodiscard]] Error out_of_range(std::int64_t change, std::string_view where) const;
    [[nodiscard]] constexpr std::int64_t number() const { return date_.day_count().as_number(); }
    [[nodiscard]] constexpr Date shifted(std::int64_t days) const {
        const std::int64_t to_first = first().number() - number();
        if (days < to_first || days > last().number() - number()) throw out_of_range(days, "Date + days");
        return Date{boost::gregorian::date{static_cast<boost::gregorian::date::date_int_type>(number() + days)}};
    }

    boost::gregorian::date date_{1970, 1, 1};

    friend struct std::hash<Date>;
};

constexpr Date Date::first() {
    constexpr Date day{year_min, 1, 1};   // computed when compiled
    return day;
}
constexpr Date Date::last() {
    constexpr Date day{year_max, 12, 31};
    return day;
}

/// ISO 8601: `2018-12-31`. In Chinese: `2018年12月31日`.
[[nodiscard]] inline std::string print(Date date) {
    const auto ymd = date.to_boost().year_month_day();
    std::string out = "0000-00-00";
    const auto put = [&out](std::size_t last, int number) {
        for (; number != 0; number /= 10) out[last--] = static_cast<char>('0' + number % 10);
    };
    put(3, ymd.year);
    put(6, ymd.month.as_number());
    put(9, ymd.day);
    return out;
}
[[nodiscard]] inline std::string print(Date date, Language language) {
    if (language == Language::en) return print(date);
    return std::to_string(date.year()) + "年" + std::to_string(date.month()) + "月" + std::to_string(date.day()) + "日";
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Date date) {
    return out << print(date);
}

inline Error Date::no_such_day(int year, int month, int day, detail::DateProblem problem) {
    const std::string text = detail::padded(year, 4) + '-' + detail::padded(month, 2) + '-' + detail::padded(day, 2);
    Fault fault = detail::date_fault({year, month, day, problem, 0}, text, true);
    fault.kind = ErrorKind::bad_argument;
    return Error{std::move(fault)};
}
inline Error Date::out_of_range(std::int64_t change, std::string_view where) const {
    return overflow(where,
                    print(*this) + (change < 0 ? " - " : " + ") + detail::to_text(change < 0 ? -detail::int128{change} : detail::int128{change}),
                    {"dates go from 1400-01-01 to 9999-12-31", "日期范围为 1400-01-01 至 9999-12-31"});
}

/// Reads `2018-12-31`, `2018/12/31`, `2018.12.31`, `20181231` or `2018年12月31日`, also in full-width characters.
/// The year has four digits; month and day have one or two, but two each where nothing separates them. Nothing may
/// stand before or after. The fault says at which character (from 1) the text goes wrong.
[[nodiscard]] inline Result<Date> try_parse_date(std::string_view text) {
    const detail::DateScan scan = detail::scan_date(text, true);
    if (scan.problem != detail::DateProblem::none) return detail::date_fault(scan, text, true);
    return Date{scan.year, scan.month, scan.day};
}
/// \throws Error (bad_syntax) as try_parse_date() tells
[[nodiscard]] inline Date parse_date(std::string_view text) { return try_parse_date(text).value(); }

/// The months that are over from `from` to `to`: the n-th is over on from.plus_months(n), so a month begun on the 31st
/// ends with the last day of a shorter one. \throws Error (bad_argument) where `to` is before `from`
[[nodiscard]] constexpr std::int64_t completed_months(Date from, Date to) {
    if (to < from) {
        throw bad_argument("completed_months", {print(to) + " is before " + print(from), print(to) + " 早于 " + print(from)});
    }
    const auto begun = from.to_boost().year_month_day();
    const auto now = to.to_boost().year_month_day();
    const int months = (int{now.year} - begun.year) * 12 + now.month.as_number() - begun.month.as_number();
    const int days = days_in_month(now.year, now.month.as_number());
    return now.day < (begun.day < days ? int{begun.day} : days) ? months - 1 : months;   // plus_months(months) is still to come
}
/// The years that are over, as an age: one more on each anniversary. Someone born on 29 February has it on 28 February
/// in common years, the end of the month, as terms of months end under article 202 of the Civil Code (民法典).
/// \throws Error (bad_argument) where `to` is before `from`
[[nodiscard]] constexpr std::int64_t completed_years(Date from, Date to) { return completed_months(from, to) / 12; }

static_assert(sizeof(Date) == 4);
static_assert(std::is_trivially_copyable_v<Date>);

}   // namespace arrears

template <>
struct std::hash<arrears::Date> {
    std::size_t operator()(arrears::Date date) const noexcept {
        return static_cast<std::size_t>(static_cast<std::uint64_t>(date.number()) * 0x9E3779B97F4A7C15ULL);
    }
};
