// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/rounding.hpp>

#include "catch.hpp"

#include <cstdint>

using arrears::Rounding;

namespace {

/// The rule in words: the two whole numbers beside the quotient, and which of them the mode takes. Written apart from the code.
[[nodiscard]] std::int64_t expected(std::int64_t n, std::int64_t d, Rounding how) {
    std::int64_t below = n / d;
    while (below * d > n) --below;
    while ((below + 1) * d <= n) ++below;   // the floor, by search
    if (below * d == n) return below;
    const std::int64_t above = below + 1;
    const std::int64_t twice = 2 * n - (below + above) * d;   // sign: nearer to above (+) or below (−)
    const std::int64_t towards_zero = n < 0 ? above : below;
    const std::int64_t away = n < 0 ? below : above;
    switch (how) {
        case Rounding::floor: return below;
        case Rounding::ceiling: return above;
        case Rounding::down: return towards_zero;
        case Rounding::up: return away;
        default: break;
    }
    if (twice != 0) return twice > 0 ? above : below;
    if (how == Rounding::half_even) return below % 2 == 0 ? below : above;
    return how == Rounding::half_down ? towards_zero : away;
}

}   // namespace

TEST_CASE("rounding: every mode agrees with its rule on all small quotients", "[core]") {
    for (std::size_t mode = 0; mode < arrears::enum_count<Rounding>; ++mode) {
        const auto how = arrears::enum_at<Rounding>(mode);
        for (std::int64_t n = -200; n <= 200; ++n) {
            for (std::int64_t d = 1; d <= 40; ++d) {
                const auto got = static_cast<std::int64_t>(arrears::detail::divide(n, d, how));
                if (got != expected(n, d, how)) {
                    CAPTURE(n, d, how);
                    REQUIRE(got == expected(n, d, how));
                }
            }
        }
    }
    CHECK(arrears::detail::divide(-5, 2, Rounding::half_away_from_zero) == -3);
}
