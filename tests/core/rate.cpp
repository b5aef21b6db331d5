// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/rate.hpp>

#include "catch.hpp"
#include "some_numbers.hpp"

#include <limits>
#include <sstream>
#include <string>

using namespace arrears;

static_assert(0.05_percent == Rate::from_trillionths(500'000'000) && 2_permille == 0.2_percent && 100_percent == Rate::from_ratio(Ratio{1}));
static_assert(0.05_percent * 365 == 18.25_percent && 8_percent - 20_percent == -(12_percent));
static_assert(times(1'234_yuan, 0.05_percent, Rounding::half_away_from_zero) == 0.62_yuan);
static_assert(times(WideMoney{1'234_yuan}, 0.05_percent, Rounding::down) == WideMoney{0.61_yuan});
static_assert(!std::is_convertible_v<double, Rate> && !std::is_convertible_v<int, Rate> && !std::is_convertible_v<Rate, Ratio>);

TEST_CASE("rate: text in each form, and what is refused", "[core]") {
    CHECK(parse_rate("0.0005") == 0.05_percent);
    CHECK(parse_rate("0.05%") == 0.05_percent);
    CHECK(parse_rate("0.5‰") == 0.05_percent);
    CHECK(parse_rate("5‱") == 0.05_percent);
    CHECK(parse_rate("０．０５％") == 0.05_percent);
    CHECK(parse_rate("-20%") == -(20_percent));
    CHECK(parse_rate("1.000000000000000%") == 1_percent);
    for (const char* text :
         {"", "-", ".5", "5.", "5.%", "1e3", "0x1", "5 %", "+5", "5%%", "1,000", "0.0000000000001", "inf", "5%0", "1.2.3", "--1", "\xff"}) {
        CAPTURE(text);
        const auto result = try_parse_rate(text);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.fault().kind == ErrorKind::bad_syntax);
        CHECK_FALSE(result.fault().message(Language::zh).empty());
    }
    CHECK(try_parse_rate("9223372.036854775807").value().trillionths() == std::numeric_limits<std::int64_t>::max());
    CHECK(try_parse_rate("9223372.036854775808").fault().kind == ErrorKind::overflow);
    CHECK(try_parse_rate("99999999999999999999999999999999999").fault().kind == ErrorKind::overflow);
    CHECK(std::string{try_parse_rate("0.0O5").fault().message()}.find("position 4") != std::string::npos);
}

TEST_CASE("rate: an overflow throws and changes nothing", "[core]") {
    const Rate most = Rate::from_trillionths(std::numeric_limits<std::int64_t>::max());
    Rate kept = most;
    CHECK_THROWS_AS(kept += Rate::from_trillionths(1), Error);
    CHECK_THROWS_AS(kept *= 2, Error);
    CHECK_THROWS_AS(kept -= -most, Error);
    CHECK(kept == most);
    CHECK_THROWS_AS(Rate::from_ratio(Ratio{1, 3}), Error);
    CHECK_THROWS_AS(Rate::from_ratio(Ratio{10'000'000}), Error);
}

TEST_CASE("rate: what is printed parses back", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 10'000; ++i) {
        const Rate rate = Rate::from_trillionths(some::whole(random));
        if (parse_rate(to_string(rate)) != rate) {
            CAPTURE(rate);
            REQUIRE(parse_rate(to_string(rate)) == rate);
        }
        REQUIRE(Rate::from_ratio(Ratio{rate.trillionths(), 1'000'000'000'000}) == rate);
    }
    std::ostringstream out;
    out << 0.05_percent << ' ' << Rate{} << ' ' << -(150_percent);
    CHECK(out.str() == "0.0005 0 -1.5");
}
