// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>
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

/// Reads year, month and (where asked for) day in any of the forms that try_parse_date() and try_parse_month() state.
[[nodiscard]] constexpr DateScan scan_date(std::string_view text, bool with_day) noexcept {
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

/// What to tell of a scan that failed; without a position where that is 0.
[[nodiscard]] inline Fault date_fault(const DateScan& scan, std::string_view text, bool with_day) {
    const std::string shown = in_quotes(text);
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

}   // namespace arrears
