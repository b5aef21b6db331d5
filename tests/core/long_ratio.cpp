// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/long_ratio.hpp>

#include "catch.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <sstream>

using namespace arrears;
using detail::int128;

namespace {

constexpr int128 most = static_cast<int128>(~detail::uint128{0} >> 1U);

LongRatio ratio(int128 numerator, int128 denominator) { return {numerator, denominator}; }

static_assert(LongRatio{int128{2}, int128{-4}} == LongRatio{Ratio{-1, 2}} && LongRatio{}.to_ratio() == Ratio{});

}   // namespace

TEST_CASE("LongRatio: reduced, printed, of an amount in fen", "[core]") {
    CHECK(to_string(ratio(6, -4)) == "-3/2");
    CHECK(to_string(ratio(0, -7)) == "0");
    CHECK(to_string(ratio(most, 1)) == "170141183460469231731687303715884105727");
    CHECK(to_string(LongRatio{WideMoney{Money::from_fen(-250)}, 4}) == "-125/2");
    CHECK(to_string(LongRatio{WideMoney{Money::from_fen(-250)}, 4}.divided_by(100)) == "-5/8");
    CHECK(decimal(ratio(2, 3), 2, Rounding::half_away_from_zero) == "0.67");
    CHECK(decimal(ratio(most, most - 1), 3, Rounding::up) == "1.001");
    CHECK(percent(ratio(1, 8), 1, Rounding::half_even) == "12.5");
    std::ostringstream out;
    out << ratio(7, 5);
    CHECK(out.str() == "7/5");
    CHECK_THROWS_AS(ratio(1, 0), Error);
    CHECK_THROWS_AS(ratio(most, 1).to_ratio(), Error);
    CHECK_THROWS_AS(ratio(1, most).divided_by(2), Error);
    CHECK(ratio(2, most).divided_by(2) == ratio(1, most));
}

TEST_CASE("LongRatio: orders as Ratio does, and where products would not fit", "[core][property]") {
    const auto seed = GENERATE(take(20, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 500; ++i) {
        const auto number = [&] { return static_cast<std::int64_t>(random()) >> (random() % 63); };
        const auto positive = [&] { return static_cast<std::int64_t>(random() >> (1 + random() % 62)) | 1; };
        const Ratio a{number() | 1, positive()}, b{number() | 1, positive()};
        CAPTURE(a, b);
        CHECK((LongRatio{a} <=> LongRatio{b}) == (a <=> b));
        CHECK((LongRatio{a} <=> LongRatio{a}) == std::strong_ordering::equal);
        // n / (n + 1) < (n + 1) / (n + 2), up to the greatest n there is.
        const auto n = static_cast<int128>((static_cast<detail::uint128>(random()) << 62U | random()) >> (random() % 120));
        CHECK(ratio(n, n + 1) < ratio(n + 1, n + 2));
        CHECK(ratio(-n - 1, n + 2) < ratio(-n, n + 1));
        CHECK((ratio(-n - 1, n + 1) < ratio(n, n + 1)));
    }
}
