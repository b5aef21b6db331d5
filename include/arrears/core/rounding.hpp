// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/integer.hpp>

namespace arrears {

/// What becomes of a fraction that the result has no room for. There is no global mode: each rounding names its own.
///
/// | mode | 0.5 | 1.5 | 2.5 | -0.5 | -1.5 | -2.5 | 2.4 | 2.6 | -2.4 | -2.6 |
/// | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
/// | half_away_from_zero | 1 | 2 | 3 | -1 | -2 | -3 | 2 | 3 | -2 | -3 |
/// | half_even | 0 | 2 | 2 | 0 | -2 | -2 | 2 | 3 | -2 | -3 |
/// | half_down | 0 | 1 | 2 | 0 | -1 | -2 | 2 | 3 | -2 | -3 |
/// | down | 0 | 1 | 2 | 0 | -1 | -2 | 2 | 2 | -2 | -2 |
/// | up | 1 | 2 | 3 | -1 | -2 | -3 | 3 | 3 | -3 | -3 |
/// | floor | 0 | 1 | 2 | -1 | -2 | -3 | 2 | 2 | -3 | -3 |
/// | ceiling | 1 | 2 | 3 | 0 | -1 | -2 | 3 | 3 | -2 | -2 |
///
/// The same to the fen: 0.005 yuan becomes 0.01 by half_away_from_zero (四舍五入), 0.00 by half_even.
ARREARS_ENUM(Rounding,
    (half_away_from_zero, "四舍五入", "half away from zero", "half_up"),
    (half_even, "四舍六入五成双", "half to even"),
    (half_down, "五舍六入", "half towards zero"),
    (down, "截尾", "towards zero", "truncated"),
    (up, "进位", "away from zero"),
    (floor, "向下取整", "to the lower"),
    (ceiling, "向上取整", "to the higher"));

namespace detail {

[[nodiscard]] constexpr uint128 magnitude(int128 value) noexcept {
    return value < 0 ? uint128{0} - static_cast<uint128>(value) : static_cast<uint128>(value);
}

/// Whether a quotient cut off towards zero has to go one further away from it. `rest` of `divisor` was cut off, above zero.
[[nodiscard]] constexpr bool goes_away(bool negative, bool odd, uint128 rest, uint128 divisor, Rounding how) noexcept {
    const uint128 missing = divisor - rest;   // how far to the next whole number
    switch (how) {
        case Rounding::half_away_from_zero: return rest >= missing;
        case Rounding::half_even: return rest > missing || (rest == missing && odd);
        case Rounding::half_down: return rest > missing;
        case Rounding::down: return false;
        case Rounding::up: return true;
        case Rounding::floor: return negative;
        case Rounding::ceiling: return !negative;
    }
    return false;
}

/// `dividend` ÷ `divisor`, rounded. Precondition: divisor > 0.
[[nodiscard]] constexpr int128 divide(int128 dividend, int128 divisor, Rounding how) noexcept {
    const int128 quotient = dividend / divisor;   // towards zero
    const int128 rest = dividend % divisor;       // has the dividend's sign
    if (rest == 0 || !goes_away(rest < 0, quotient % 2 != 0, magnitude(rest), static_cast<uint128>(divisor), how)) return quotient;
    return rest < 0 ? quotient - 1 : quotient + 1;
}

/// `value` × `factor` ÷ `divisor`, rounded once, though the product may take more than 128 bits. Precondition: divisor > 0.
/// \returns whether the result fits
[[nodiscard]] constexpr bool multiply_divide(int128 value, std::int64_t factor, std::int64_t divisor, Rounding how, int128& result) noexcept {
    const int128 part = (value % divisor) * factor;   // below 2^126
    int128 whole{};
    if (__builtin_mul_overflow(value / divisor, static_cast<int128>(factor), &whole)) return false;
    // value × factor ÷ divisor = whole + part ÷ divisor, both with the sign of the product or zero.
    const int128 more = part / divisor;
    const int128 rest = part % divisor;
    if (__builtin_add_overflow(whole, more, &whole)) return false;
    if (rest != 0 && goes_away(rest < 0, whole % 2 != 0, magnitude(rest), static_cast<uint128>(divisor), how)) {
        if (__builtin_add_overflow(whole, rest < 0 ? int128{-1} : int128{1}, &whole)) return false;
    }
    result = whole;
    return true;
}

}   // namespace detail

}   // namespace arrears
