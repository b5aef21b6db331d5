// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/utf8.hpp>

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

/// Years that a Date can lie in, both included.
inline constexpr int year_min = 1400;
inline constexpr int year_max = 9999;

[[nodiscard]] constexpr bool is_leap_year(int year) noexcept { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/// How many days the month has, 28 to 31. Precondition: month 1 to 12.
[[nodiscard]] constexpr int days_in_month(int year, int month) noexcept {
    if (month == 2) return is_leap_year(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

namespace detail {

[[nodiscard]] inline std::string padded(int number, std::size_t digits) {
    std::string text = std::to_string(number);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

/// What is wrong with a year, month and day.
enum class DateProblem : unsigned char { none, year, month, day, separator, digit, trailing, empty };

/// Year, month and day as read, and what stopped the reading at which character (from 1).
struct DateScan {
    int year = 0;
    int month = 0;
    int day = 1;
    DateProblem problem = DateProblem::none;
    std::size_t position = 1;
};

[[nodiscard]] constexpr DateProblem date_problem(int year, int month, int day) noexcept {
    if (year < year_min || year > year_max) return DateProblem::year;
    if (month < 1 || month > 12) return DateProblem::month;
    return day < 1 || day > days_in_month(year, month) ? DateProblem::day : DateProblem::none;
}

[[nodiscard]] constexpr DateScan scan_date(std::string_view text, bool with_day) noexcept;
[[nodiscard]] inline Fault date_fault(const DateScan& scan, std::string_view text, bool with_day);

}   // namespace detail

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
    [[nodiscard]] static constexpr Date first() { return Date{year_min, 1, 1}; }
    /// The last day that a Date can be; as the end of a span it stands for "still".
    [[nodiscard]] static constexpr Date last() { return Date{year_max, 12, 31}; }

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

/// ISO 8601: `2018-12-31`. In Chinese: `2018年12月31日`.
[[nodiscard]] inline std::string print(Date date) {
    return detail::padded(date.year(), 4) + '-' + detail::padded(date.month(), 2) + '-' + detail::padded(date.day(), 2);
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
    return overflow(where, print(*this) + (change < 0 ? " - " : " + ") + detail::to_text(change < 0 ? -detail::int128{change} : detail::int128{change}),
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
    const std::int64_t months = (std::int64_t{to.year()} - from.year()) * 12 + to.month() - from.month();
    return from.plus_months(months) > to ? months - 1 : months;
}
/// The years that are over, as an age: one more on each anniversary. Someone born on 29 February has it on 28 February
/// in common years, the end of the month, as terms of months end under article 202 of the Civil Code (民法典).
/// \throws Error (bad_argument) where `to` is before `from`
[[nodiscard]] constexpr std::int64_t completed_years(Date from, Date to) { return completed_months(from, to) / 12; }

namespace detail {

constexpr DateScan scan_date(std::string_view text, bool with_day) noexcept {
    DateScan scan;
    std::string_view rest = text;
    const auto stop = [&scan](DateProblem problem, std::size_t position) {
        scan.problem = problem;
        scan.position = position;
        return scan;
    };
    const auto peek = [&rest] { return rest.empty() ? Utf8Character{0, 0, true} : read_utf8(rest); };
    const auto skip = [&rest, &scan](const Utf8Character& character) {
        rest.remove_prefix(character.bytes);
        ++scan.position;
    };
    const auto number = [&](int digits_max, int& value) {   // the digits read
        int digits = 0;
        for (value = 0; digits < digits_max; ++digits) {
            const Utf8Character next = peek();
            const char32_t code = fold_width(next.code);
            if (code < U'0' || code > U'9') break;
            value = value * 10 + static_cast<int>(code - U'0');
            skip(next);
        }
        return digits;
    };
    if (text.empty()) return stop(DateProblem::empty, 1);
    if (number(4, scan.year) != 4) return stop(DateProblem::digit, scan.position);
    const std::size_t year_digits = 1;

    const Utf8Character mark = peek();
    const char32_t separator = fold_width(mark.code);
    const bool chinese = separator == U'年';
    const bool separated = chinese || separator == U'-' || separator == U'/' || separator == U'.';
    const bool compact = separator >= U'0' && separator <= U'9';
    if (!separated && !compact) return stop(DateProblem::separator, scan.position);
    if (separated) skip(mark);
    const int digits_min = compact ? 2 : 1;

    const std::size_t month_digits = scan.position;
    if (number(2, scan.month) < digits_min) return stop(DateProblem::digit, scan.position);
    if (chinese) {
        const Utf8Character next = peek();
        if (next.code != U'月') return stop(DateProblem::separator, scan.position);
        skip(next);
    }
    std::size_t day_digits = scan.position;
    if (with_day) {
        if (separated && !chinese) {
            const Utf8Character next = peek();
            if (fold_width(next.code) != separator) return stop(DateProblem::separator, scan.position);
            skip(next);
        }
        day_digits = scan.position;
        if (number(2, scan.day) < digits_min) return stop(DateProblem::digit, scan.position);
        if (chinese) {
            const Utf8Character next = peek();
            if (next.code != U'日') return stop(DateProblem::separator, scan.position);
            skip(next);
        }
    }
    if (!rest.empty()) return stop(DateProblem::trailing, scan.position);
    const DateProblem problem = date_problem(scan.year, scan.month, scan.day);
    return stop(problem, problem == DateProblem::year ? year_digits : problem == DateProblem::month ? month_digits : day_digits);
}

inline Fault date_fault(const DateScan& scan, std::string_view text, bool with_day) {
    const std::string shown = quoted(text);
    Text problem;
    const std::string month = std::to_string(scan.month);
    switch (scan.problem) {
        case DateProblem::empty: problem = {"the text is empty", "文字为空"}; break;
        case DateProblem::year:
            problem = {shown + " has a year outside " + std::to_string(year_min) + " to " + std::to_string(year_max),
                       shown + " 的年份不在 " + std::to_string(year_min) + " 至 " + std::to_string(year_max) + " 之间"};
            break;
        case DateProblem::month: problem = {shown + ": there is no month " + month, shown + "：没有 " + month + " 月"}; break;
        case DateProblem::day:
            problem = {shown + ": " + padded(scan.year, 4) + '-' + padded(scan.month, 2) + " has no day " + std::to_string(scan.day),
                       shown + "：" + std::to_string(scan.year) + " 年 " + month + " 月没有 " + std::to_string(scan.day) + " 日"};
            break;
        case DateProblem::separator: problem = {shown + " lacks a separator", shown + " 缺少分隔符"}; break;
        case DateProblem::digit: problem = {shown + " lacks a digit", shown + " 缺少数字"}; break;
        case DateProblem::trailing: problem = {shown + " goes on after its end", shown + " 在结尾之后还有文字"}; break;
        case DateProblem::none: break;
    }
    if (scan.position != 0 && scan.problem != DateProblem::empty) {
        const std::string position = std::to_string(scan.position);
        const bool calendar = scan.problem == DateProblem::year || scan.problem == DateProblem::month || scan.problem == DateProblem::day;
        problem.en += (calendar ? ", at position " : " at position ") + position;
        problem.zh += "（第 " + position + " 个字符）";
    }
    return {ErrorKind::bad_syntax,
            {},
            std::move(problem),
            std::string{text},
            with_day ? Text{"expected a date as 2018-12-31", "应为日期，如 2018-12-31"} : Text{"expected a month as 2018-12", "应为月份，如 2018-12"},
            {}};
}

}   // namespace detail

static_assert(sizeof(Date) == 4);
static_assert(std::is_trivially_copyable_v<Date>);

}   // namespace arrears

template <>
struct std::hash<arrears::Date> {
    std::size_t operator()(arrears::Date date) const noexcept { return static_cast<std::size_t>(static_cast<std::uint64_t>(date.number()) * 0x9E3779B97F4A7C15ULL); }
};
