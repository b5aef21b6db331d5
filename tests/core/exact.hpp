// SPDX-License-Identifier: BSL-1.0
#pragma once
// What results have to be, computed on whole numbers without bound and without the library's own division.

#include <arrears/core/rounding.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <limits>

namespace exact {

using boost::multiprecision::cpp_int;

[[nodiscard]] inline bool fits_64(const cpp_int& value) {
    return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
}
[[nodiscard]] inline bool fits_128(const cpp_int& value) {
    const cpp_int limit = cpp_int{1} << 127U;
    return value >= -limit && value < limit;
}

/// The two whole numbers about `dividend` ÷ `divisor`, and of them the one that the mode's name says.
[[nodiscard]] inline cpp_int quotient(cpp_int dividend, cpp_int divisor, arrears::Rounding how) {
    if (divisor < 0) dividend = -dividend, divisor = -divisor;
    cpp_int low = dividend / divisor;
    while (low * divisor > dividend) --low;
    if (low * divisor == dividend) return low;
    const cpp_int high = low + 1;
    const cpp_int& nearer_zero = dividend < 0 ? high : low;
    const cpp_int& farther = dividend < 0 ? low : high;
    const cpp_int twice = (dividend - low * divisor) * 2;
    const bool tie = twice == divisor;
    const cpp_int& nearest = twice < divisor ? low : high;
    switch (how) {
        case arrears::Rounding::half_away_from_zero: return tie ? farther : nearest;
        case arrears::Rounding::half_even: return tie ? (low % 2 == 0 ? low : high) : nearest;
        case arrears::Rounding::half_down: return tie ? nearer_zero : nearest;
        case arrears::Rounding::down: return nearer_zero;
        case arrears::Rounding::up: return farther;
        case arrears::Rounding::floor: return low;
        case arrears::Rounding::ceiling: return high;
    }
    return 0;
}

}   // namespace exact
