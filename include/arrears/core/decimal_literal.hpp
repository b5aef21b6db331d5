// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <limits>

namespace arrears::detail {

// Declared only: a literal that calls one of them is no constant, and the compiler's message shows the name.
void a_literal_is_plain_decimal_digits_with_at_most_one_point();
void a_literal_has_more_digits_than_its_type_can_hold_exactly();
void a_literal_is_out_of_range();

/// The decimal digits of a literal × 10^`decimals`, which must be a whole number. Digit separators are skipped.
[[nodiscard]] consteval std::int64_t decimal_literal(const char* text, int decimals) {
    std::int64_t value = 0;
    int behind = -1;   // digits seen behind the point; -1 before it
    bool any = false;
    const auto append = [&value](int digit) {
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit, &value)) a_literal_is_out_of_range();
    };
    if (text[0] == '0' && text[1] != '\0' && text[1] != '.')
        a_literal_is_plain_decimal_digits_with_at_most_one_point();   // octal, hexadecimal, binary
    for (; *text != '\0'; ++text) {
        if (*text == '\'') continue;
        if (*text == '.' && behind < 0) {
            behind = 0;
        } else if (*text < '0' || *text > '9') {
            a_literal_is_plain_decimal_digits_with_at_most_one_point();
        } else if (behind >= decimals) {
            if (*text != '0') a_literal_has_more_digits_than_its_type_can_hold_exactly();
        } else {
            append(*text - '0');
            any = true;
            if (behind >= 0) ++behind;
        }
    }
    if (!any) a_literal_is_plain_decimal_digits_with_at_most_one_point();
    for (int i = behind < 0 ? 0 : behind; i < decimals; ++i) append(0);
    return value;
}

}   // namespace arrears::detail
