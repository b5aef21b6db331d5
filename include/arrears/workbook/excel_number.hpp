// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace arrears {

/// What a number cell shows.
struct ExcelNumber {
    std::string text;       ///< `0.58`, `-1200`: digits without an exponent, of which at most 15 count
    bool spoiled = false;   ///< it has more than 15 digits before the point, so that those after the 15th are lost

    friend bool operator==(const ExcelNumber&, const ExcelNumber&) = default;
};

/// A number as a workbook stores it (`0.57999999999999996`, `1.1010119900307E+17`), rounded to the 15 digits that Excel keeps,
/// half away from zero: on the decimal digits alone. A number of up to 15 digits that was stored with 16 or 17 so reads as it
/// was typed. Nothing where the text is no such number, or has an exponent beyond ±400.
[[nodiscard]] std::optional<ExcelNumber> read_excel_number(std::string_view stored);

}   // namespace arrears
