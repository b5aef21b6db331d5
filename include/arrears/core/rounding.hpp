// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/integer.hpp>

namespace arrears {

/// What becomes of a fraction that the result has no room for. There is no global mode: each rounding names its own.
///
/// | mode | 2.5 | -2.5 | 3.5 | 2.4 | 2.6 | -2.4 | -2.6 |
/// | --- | --- | --- | --- | --- | --- | --- | --- |
/// | half_away_from_zero | 3 | -3 | 4 | 2 | 3 | -2 | -3 |
/// | half_even | 2 | -2 | 4 | 2 | 3 | -2 | -3 |
/// | half_down | 2 | -2 | 3 | 2 | 3 | -2 | -3 |
/// | down | 2 | -2 | 3 | 2 | 2 | -2 | -2 |
/// | up | 3 | -3 | 4 | 3 | 3 | -3 | -3 |
/// | floor | 2 | -3 | 3 | 2 | 2 | -3 | -3 |
/// | ceiling | 3 | -2 | 4 | 3 | 3 | -2 | -2 |
ARREARS_ENUM(Rounding,
    (half_away_from_zero, "四舍五入", "half away from zero", "half_up"),
    (half_even, "四舍六入五成双", "half to even"),
    (half_down, "五舍六入", "half towards zero"),
    (down, "截尾", "towards zero", "truncated"),
    (up, "进位", "away from zero"),
    (floor, "向下取整", "to the lower"),
    (ceiling, "向上取整", "to the higher"));

namespace detail {

/// `dividend` ÷ `divisor`, rounded. Precondition: divisor > 0.
[[nodiscard]] constexpr int128 divide(int128 dividend, int128 divisor, Rounding how) noexcept {
    const int128 quotient = dividend / divisor;   // towards zero
    const int128 rest = dividend % divisor;       // has the dividend's sign
    if (rest == 0) return quotient;
    const bool negative = rest < 0;
    const uint128 size = negative ? uint128{0} - static_cast<uint128>(rest) : static_cast<uint128>(rest);
    const uint128 missing = static_cast<uint128>(divisor) - size;   // how far to the next whole number away from zero
    bool away = false;
    switch (how) {
        case Rounding::half_away_from_zero: away = size >= missing; break;
        case Rounding::half_even: away = size > missing || (size == missing && quotient % 2 != 0); break;
        case Rounding::half_down: away = size > missing; break;
        case Rounding::down: away = false; break;
        case Rounding::up: away = true; break;
        case Rounding::floor: away = negative; break;
        case Rounding::ceiling: away = !negative; break;
    }
    if (!away) return quotient;
    return negative ? quotient - 1 : quotient + 1;
}

}   // namespace detail

}   // namespace arrears
