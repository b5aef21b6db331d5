// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/value_difference.hpp>

#include "catch.hpp"

#include <limits>

using namespace arrears;

TEST_CASE("difference of values: exact, of like kinds, and none where either has none", "[statistics]") {
    const auto less = [](const Value& a, const Value& b) { return print(difference(a, b)); };
    CHECK(less(CountValue{Counted::persons, 5}, CountValue{Counted::persons, 7}) == "-2");
    CHECK(less(WideMoney{Money::from_fen(5)}, WideMoney{Money::from_fen(105)}) == "-1.00");
    CHECK(less(Ratio{1, 2}, Ratio{2, 3}) == "-1/6");
    CHECK(less(std::int64_t{9}, std::int64_t{4}) == "5");
    CHECK(less(Date{2018, 3, 1}, Date{2018, 2, 1}) == "28");
    CHECK(less(Value{LongRatio{Ratio{1, 3}}, true}, Value{LongRatio{Ratio{1, 6}}, true}) == "1/600");
    CHECK(less(Value{LongRatio{Ratio{1, 3}}, false}, Value{LongRatio{Ratio{1, 4}}, false}) == "1/12");
    CHECK(less(Value{}, std::int64_t{4}).empty());
    CHECK(less(std::int64_t{4}, Value{}).empty());
    CHECK(less(std::int64_t{4}, Ratio{1, 2}).empty());
    CHECK_THROWS_AS(difference(std::numeric_limits<std::int64_t>::max(), std::int64_t{-1}), Error);
}
