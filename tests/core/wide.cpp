// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/wide.hpp>

#include <arrears/core/rate.hpp>

#include "catch.hpp"
#include "exact.hpp"
#include "kind_of.hpp"
#include "some_numbers.hpp"

#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <type_traits>

using namespace arrears;

namespace {

static_assert(std::is_convertible_v<Ratio, WideRatio> && !std::is_convertible_v<WideRatio, Ratio> &&
              std::is_convertible_v<int, WideRatio> && !std::is_convertible_v<double, WideRatio>);
static_assert(!std::is_constructible_v<WideRatio, double> && !std::is_constructible_v<WideRatio, bool>);

const cpp_int word = cpp_int{1} << 64U;
const cpp_int limit = cpp_int{1} << 127U;

/// A whole number of up to 192 bits.
[[nodiscard]] cpp_int some_vast(std::mt19937_64& random) {
    cpp_int out = some::whole(random);
    for (std::uint64_t n = random() % 3; n > 0; --n) out = out * word + random();
    return out;
}

}   // namespace

TEST_CASE("wide: amounts become whole fen and come back, or are refused", "[core]") {
    CHECK(to_cpp_int(Money::min()) == -(cpp_int{1} << 63U));
    CHECK(to_cpp_int(WideMoney::from_words(-1, ~std::uint64_t{0})) == -1);
    CHECK(to_cpp_int(WideMoney::from_words(1, 2)) == word + 2);
    CHECK(wide_money_from(limit - 1) == WideMoney::from_words(std::numeric_limits<std::int64_t>::max(), ~std::uint64_t{0}));
    CHECK(wide_money_from(-limit) == WideMoney::from_words(std::numeric_limits<std::int64_t>::min(), 0));
    CHECK(wide_money_from(-word) == WideMoney::from_words(-1, 0));
    CHECK(kind_of([] { return wide_money_from(limit); }) == ErrorKind::overflow);
    CHECK(kind_of([] { return wide_money_from(-limit - 1); }) == ErrorKind::overflow);
    CHECK_THROWS_WITH(money_from(cpp_int{1} << 63U), "result out of range in money_from(cpp_int): 9223372036854775808 fen");
    CHECK(kind_of([] { return money_from(-(cpp_int{1} << 63U) - 1); }) == ErrorKind::overflow);
    CHECK(money_from(-(cpp_int{1} << 63U)) == Money::min());
}

TEST_CASE("wide: what has no result is an Error, and changes nothing", "[core]") {
    CHECK(kind_of([] { return WideRatio{cpp_int{1}, cpp_int{0}}; }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return wide_ratio(1_yuan, 0_yuan); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return divide(cpp_int{1}, cpp_int{0}, Rounding::up); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return decimal(WideRatio{1}, -1, Rounding::up); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return decimal(WideRatio{1}, 1001, Rounding::up); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return times(WideMoney{1_yuan}, WideRatio{limit, cpp_int{100}}, Rounding::down); }) == ErrorKind::overflow);
    CHECK(kind_of([] { return WideRatio(cpp_int{1}, word).to_ratio(); }) == ErrorKind::overflow);
    CHECK(kind_of([] { return WideRatio(word, cpp_int{1}).to_ratio(); }) == ErrorKind::overflow);
    WideRatio kept{7};
    CHECK_THROWS_AS(kept /= WideRatio{}, Error);
    CHECK(kept == WideRatio{7});
}

TEST_CASE("wide: ratios are reduced, ordered, printed", "[core]") {
    const WideRatio third{cpp_int{-2}, cpp_int{-6}};
    CHECK(third.numerator() == 1);
    CHECK(third.denominator() == 3);
    CHECK(WideRatio{cpp_int{2}, cpp_int{-6}} == -third);
    CHECK(WideRatio{6} / WideRatio{3} == WideRatio{2});
    CHECK(std::hash<WideRatio>{}(third) == std::hash<WideRatio>{}(WideRatio{2} / WideRatio{6}));
    CHECK(std::hash<WideRatio>{}(third) != std::hash<WideRatio>{}(-third));
    CHECK(WideRatio{6} / WideRatio{-3} == -WideRatio{2});
    CHECK(wide_ratio(1_yuan, -(3_yuan)) == -third);
    CHECK(WideRatio{cpp_int{1}, word} < third);
    CHECK(WideRatio{cpp_int{1}, word} > WideRatio{cpp_int{1}, word + 1});
    CHECK(wide_ratio(WideMoney::from_words(1, 0), 0.01_yuan) == WideRatio{word, cpp_int{1}});
    std::ostringstream out;
    out << third << ' ' << -third << ' ' << WideRatio{} << ' ' << WideRatio{std::uint64_t{1} << 63U};
    CHECK(out.str() == "1/3 -1/3 0 9223372036854775808");
    CHECK(decimal(-third, 2, Rounding::half_even) == "-0.33");
    CHECK(decimal(WideRatio{cpp_int{-1}, cpp_int{1000}}, 2, Rounding::half_even) == "0.00");   // no sign on what rounds to zero
    CHECK(decimal(WideRatio{cpp_int{5}, cpp_int{2}}, 0, Rounding::half_even) == "2");
}

TEST_CASE("wide: division rounds as the mode's name says, at any size", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < test::cases; ++i) {
        const cpp_int dividend = i % 2 == 0 ? some_vast(random) : cpp_int{random() % 41} - 20;   // small ones tie
        cpp_int divisor = i % 2 == 0 ? some_vast(random) : cpp_int{random() % 9} - 4;
        if (divisor == 0) divisor = 2;
        CAPTURE(i, dividend, divisor);
        for (std::size_t mode = 0; mode < enum_count<Rounding>; ++mode) {
            const auto how = enum_at<Rounding>(mode);
            CAPTURE(how);
            REQUIRE(divide(dividend, divisor, how) == exact::quotient(dividend, divisor, how));
        }
    }
}

TEST_CASE("wide: agrees with the bounded types wherever those have a result", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const auto some_ratio = [&random] { return Ratio{some::whole(random) / 2, static_cast<std::int64_t>(random() >> (2 + random() % 60)) + 1}; };
    std::int64_t compared = 0;
    const auto same = [&compared](auto&& bounded, const WideRatio& wide) {
        try {
            const Ratio result = bounded();
            ++compared;
            return wide.fits() && wide.to_ratio() == result && WideRatio{result} == wide;
        } catch (const Error& error) {
            return error.kind() == ErrorKind::overflow && !wide.fits();
        }
    };
    for (int i = 0; i < test::cases; ++i) {
        const Ratio a = some_ratio();
        const Ratio b = some_ratio();
        const cpp_int fen = some_vast(random);
        const Money amount = Money::from_fen(some::whole(random));
        const auto how = enum_at<Rounding>(random() % enum_count<Rounding>);
        const int decimals = static_cast<int>(random() % 25);
        CAPTURE(i, a, b, fen, amount, how, decimals);
        REQUIRE(same([&] { return a + b; }, WideRatio{a} + b));
        REQUIRE(same([&] { return a - b; }, WideRatio{a} - b));
        REQUIRE(same([&] { return a * b; }, WideRatio{a} * b));
        if (b != Ratio{}) REQUIRE(same([&] { return a / b; }, WideRatio{a} / b));
        REQUIRE((a <=> b) == (WideRatio{a} <=> WideRatio{b}));
        REQUIRE(decimal(a, decimals, how) == decimal(WideRatio{a}, decimals, how));
        REQUIRE(to_string(WideRatio{a}) == to_string(a));
        REQUIRE(money_from(to_cpp_int(amount)) == amount);
        if (exact::fits_128(fen)) {
            const WideMoney wide = wide_money_from(fen);
            REQUIRE(to_cpp_int(wide) == fen);
            REQUIRE(wide.is_negative() == (fen < 0));
        } else {
            REQUIRE(kind_of([&fen] { return wide_money_from(fen); }) == ErrorKind::overflow);
        }
        REQUIRE(times(WideMoney{amount}, WideRatio{a}, how) == times(WideMoney{amount}, a, how));
    }
    CHECK(compared > test::cases);   // of four a case
}
