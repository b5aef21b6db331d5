// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/decimal_literal.hpp>

#include <arrears/core/money.hpp>
#include <arrears/core/money_text.hpp>
#include <arrears/core/rate.hpp>

#include "catch.hpp"

#include <limits>

using namespace arrears;
using detail::decimal_literal;

// Literals that must not compile are in tests/must_not_compile.
static_assert(decimal_literal("0", 0) == 0 && decimal_literal("0", 12) == 0 && decimal_literal("0.0", 0) == 0);
static_assert(decimal_literal("12.34", 2) == 1'234 && decimal_literal("12.3", 2) == 1'230 && decimal_literal("12", 2) == 1'200);
static_assert(decimal_literal("12.", 2) == 1'200 && decimal_literal(".05", 2) == 5 && decimal_literal("0.05", 2) == 5);
static_assert(decimal_literal("1'234'567.8'9", 2) == 123'456'789);
static_assert(decimal_literal("1.500000", 2) == 150 && decimal_literal("7.000", 0) == 7);   // zeros beyond the last place are exact
static_assert(decimal_literal("9223372036854775807", 0) == std::numeric_limits<std::int64_t>::max());
static_assert(decimal_literal("92233720368547758.07", 2) == std::numeric_limits<std::int64_t>::max());
static_assert((92233720368547758.07_yuan) == Money::max() && -(92233720368547758.07_yuan) - Money::from_fen(1) == Money::min());
static_assert(0.000001_wan == Money::from_fen(1) && 0.0000000001_yi == Money::from_fen(1) && 0.0000000001_percent == Rate::from_trillionths(1));

TEST_CASE("decimal literal: says at compile time what the text says at run time", "[core]") {
    CHECK(72657.41_wan == parse_money("72,657.41万元"));
    CHECK(922337203.6854775807_yi == Money::max());
    CHECK(1.5_yi == parse_money("1.5亿元"));
    CHECK(1'234.5_yuan == parse_money("1,234.50"));
}
