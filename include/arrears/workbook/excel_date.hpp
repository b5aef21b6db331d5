// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace arrears {

/// What a cell's number format shows of a number.
enum class NumberFormat : unsigned char {
    number,    ///< a number
    day,       ///< a day, with or without a time
    month,     ///< a year and a month, without a day
    time,      ///< a time of the day
    elapsed,   ///< hours, minutes or seconds that go beyond a day: `[h]:mm`
};

/// From which day a workbook counts.
enum class DateEpoch : unsigned char {
    since_1900,   ///< 1 is 1900-01-01; 60 is a 1900-02-29 that never was, kept for the sake of older programs
    since_1904,   ///< 0 is 1904-01-01
};

/// What the format with a number of its own (0 to 163) shows; some differ by language, and are taken as in Chinese.
[[nodiscard]] NumberFormat builtin_format(unsigned id) noexcept;
/// What a format written out shows: `yyyy"年"m"月"d"日"`, `[$-804]yyyy-m-d;@`, `0.00`. Only its first section counts.
[[nodiscard]] NumberFormat custom_format(std::string_view code) noexcept;

/// A day counted from the epoch as ISO text: `2018-12-31`, where a part of the day is told, `2018-12-31T08:30:00` (to the
/// millisecond), and of less than a day under a format of times, `08:30:00`. Of elapsed time all hours: `36:00:00`.
/// \param serial digits as read_excel_number() gives them
/// Nothing where it is negative or lies beyond 9999-12-31, which Excel shows as no date either.
[[nodiscard]] std::optional<std::string> excel_date_text(std::string_view serial, NumberFormat format, DateEpoch epoch);

}   // namespace arrears
