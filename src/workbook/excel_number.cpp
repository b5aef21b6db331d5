// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/excel_number.hpp>

#include <cstddef>

namespace arrears {

namespace {

constexpr std::size_t digits_kept = 15;
constexpr int exponent_max = 400;        // beyond what a workbook's numbers can have
constexpr std::size_t text_max = 1000;   // of zeros, mostly

[[nodiscard]] bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Digits without leading zeros, and where the point stands: so many digits after the first of them; negative before it.
struct Digits {
    std::string digits;
    int point = 0;
};

/// Adds one to the last digit.
void round_up(Digits& number) {
    std::size_t at = number.digits.size();
    while (at > 0 && number.digits[at - 1] == '9') number.digits[--at] = '0';
    if (at > 0) {
        ++number.digits[at - 1];
    } else {
        number.digits.insert(number.digits.begin(), '1');
        ++number.point;
    }
}

}   // namespace

std::optional<ExcelNumber> read_excel_number(std::string_view stored) {
    if (stored.size() > text_max) return std::nullopt;
    const bool negative = stored.starts_with('-');
    if (negative || stored.starts_with('+')) stored.remove_prefix(1);
    Digits number;
    bool any = false, fraction = false;
    std::size_t at = 0;
    for (; at < stored.size(); ++at) {
        const char c = stored[at];
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!is_digit(c)) break;
        any = true;
        if (c != '0' || !number.digits.empty()) {
            number.digits += c;
            if (!fraction) ++number.point;
        } else if (fraction) {
            --number.point;
        }
    }
    if (!any) return std::nullopt;
    if (at < stored.size()) {
        if (stored[at] != 'E' && stored[at] != 'e') return std::nullopt;
        ++at;
        const bool down = at < stored.size() && stored[at] == '-';
        if (down || (at < stored.size() && stored[at] == '+')) ++at;
        if (at == stored.size()) return std::nullopt;
        int exponent = 0;
        for (; at < stored.size(); ++at) {
            if (!is_digit(stored[at])) return std::nullopt;
            exponent = exponent * 10 + (stored[at] - '0');
            if (exponent > exponent_max) return std::nullopt;
        }
        number.point += down ? -exponent : exponent;
    }
    if (number.digits.size() > digits_kept) {
        const bool up = number.digits[digits_kept] >= '5';
        number.digits.resize(digits_kept);
        if (up) round_up(number);
    }
    while (number.digits.ends_with('0')) number.digits.pop_back();
    if (number.digits.empty()) return ExcelNumber{"0", false};
    ExcelNumber out{negative ? "-" : "", number.point > static_cast<int>(digits_kept)};
    const int size = static_cast<int>(number.digits.size());
    if (number.point <= 0) {
        out.text += "0." + std::string(static_cast<std::size_t>(-number.point), '0') + number.digits;
    } else if (number.point >= size) {
        out.text += number.digits + std::string(static_cast<std::size_t>(number.point - size), '0');
    } else {
        const auto whole = static_cast<std::size_t>(number.point);
        out.text += number.digits.substr(0, whole) + '.' + number.digits.substr(whole);
    }
    return out;
}

}   // namespace arrears
