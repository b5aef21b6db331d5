// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/money.hpp>

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
#include <unordered_set>

using namespace arrears;
using exact::cpp_int;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr Money fen = Money::from_fen(1);

static_assert(Money{} == 0_yuan && Money{}.fen() == 0 && std::is_nothrow_default_constructible_v<Money>);
static_assert((12.34_yuan).fen() == 1234 && Money::from_yuan(12) == 12_yuan && Money::from_yuan(-12).fen() == -1200);
static_assert(Money::from_fen(std::uint8_t{255}) == 2.55_yuan && Money::from_fen(std::uint64_t{1} << 62U).fen() == std::int64_t{1} << 62U);
static_assert(1_yuan + 2_yuan == 3_yuan && 1_yuan - 2_yuan == -(1_yuan) && +1_yuan == 1_yuan && 3 * 1_yuan == 1_yuan * 3U);
static_assert(Money::min() < -fen && -fen < Money{} && Money{} < fen && fen < Money::max());
static_assert(Money::max() + Money::min() == -fen && -Money::max() == Money::min() + fen && abs(-(2_yuan)) == 2_yuan && abs(2_yuan) == 2_yuan);
static_assert(2_yuan / 3_yuan == Ratio{2, 3} && -(2_yuan) / 4_yuan == Ratio{-1, 2} && Money{} / 3_yuan == Ratio{});
static_assert(Money::min() / Money::min() == Ratio{1} && Money::min() / Money::max() < Ratio{-1});
static_assert((-fen).is_negative() && !Money{}.is_negative() && !fen.is_negative());
static_assert(divide(1_yuan, 3, Rounding::up) == 0.34_yuan && divide(1_yuan, -3, Rounding::floor) == -(0.34_yuan));
static_assert(times(Money::min(), Ratio{-1, 2}, Rounding::down).fen() == std::int64_t{1} << 62U);

// What would be inexact, or would leave open whether fen or yuan are meant, is no expression at all.
template <class A, class B>
concept Adds = requires(A a, B b) { a + b; } || requires(A a, B b) { a - b; } || requires(A a, B b) { a += b; } || requires(A a, B b) { a -= b; };
template <class A, class B>
concept Multiplies = requires(A a, B b) { a * b; } || requires(A a, B b) { b * a; };
template <class A, class B>
concept Divides = requires(A a, B b) { a / b; };
template <class A, class B>
concept Compares = requires(A a, B b) { a == b; } || requires(A a, B b) { a < b; };
template <class T>
concept IsFen = requires(T number) { Money::from_fen(number); };
static_assert(Adds<Money, Money> && !Adds<Money, int> && !Adds<int, Money> && !Adds<Money, double> && !Adds<Money, Ratio>);
static_assert(Multiplies<Money, int> && Multiplies<Money, std::uint64_t> && !Multiplies<Money, double> && !Multiplies<Money, bool>);
static_assert(!Multiplies<Money, char> && !Multiplies<Money, Money> && !Multiplies<Money, Ratio> && !Multiplies<Money, Rate>);
static_assert(Divides<Money, Money> && !Divides<Money, int> && !Divides<Money, double> && !Divides<Money, Ratio> && !Divides<int, Money>);
static_assert(Compares<Money, Money> && !Compares<Money, int> && !Compares<Money, double> && !Compares<Money, Ratio>);
static_assert(IsFen<int> && IsFen<std::uint64_t> && !IsFen<double> && !IsFen<bool> && !IsFen<char> && !IsFen<char32_t>);
static_assert(!std::is_constructible_v<Money, int> && !std::is_constructible_v<Money, double> && !std::is_convertible_v<int, Money>);

/// What the action gives, against the exact result: the same where that fits, an overflow where not. Tells only whether.
[[nodiscard]] bool agrees(auto&& action, const cpp_int& wanted) {
    try {
        return action().fen() == wanted;
    } catch (const Error& error) {
        return error.kind() == ErrorKind::overflow && !exact::fits_64(wanted);
    }
}

}   // namespace

TEST_CASE("money: a result out of range is an Error that says what to do, and changes nothing", "[core]") {
    Money kept = Money::max();
    CHECK_THROWS_WITH(kept += fen, "result out of range in Money + Money: 9223372036854775807 + 1 fen; add up in a WideMoney");
    CHECK_THROWS_WITH(kept -= -fen, "result out of range in Money - Money: 9223372036854775807 - -1 fen; add up in a WideMoney");
    CHECK_THROWS_WITH(kept *= 2, "result out of range in Money * integer: 9223372036854775807 × 2 fen");
    CHECK_THROWS_AS(kept *= std::numeric_limits<std::uint64_t>::max(), Error);
    CHECK(kept == Money::max());
    const auto overflows = [](auto&& action) { return kind_of(action) == ErrorKind::overflow; };
    CHECK(overflows([] { return Money::min() - fen; }));
    CHECK(overflows([] { return Money::min() + -fen; }));
    CHECK(overflows([] { return -Money::min(); }));
    CHECK(overflows([] { return abs(Money::min()); }));
    CHECK(overflows([] { return Money::min() * -1; }));
    CHECK(overflows([] { return -1 * Money::min(); }));
    CHECK(overflows([] { return divide(Money::min(), -1, Rounding::down); }));
    CHECK(overflows([] { return Money::min() / -fen; }));
    CHECK(overflows([] { return times(Money::min(), Ratio{-1}, Rounding::down); }));
    CHECK(overflows([] { return times(Money::max(), Ratio{most, most - 1}, Rounding::up); }));
    CHECK(overflows([] { return times(Money::max(), 100.0000000001_percent, Rounding::up); }));
    CHECK(overflows([] { return Money::from_fen(std::uint64_t{1} << 63U); }));
    CHECK(overflows([] { return Money::from_yuan(most / 100 + 1); }));
    CHECK(overflows([] { return Money::from_yuan(least / 100 - 1); }));
    CHECK(overflows([] { return Money::from_yuan(std::numeric_limits<std::uint64_t>::max()); }));
    CHECK(Money::from_yuan(most / 100).fen() == most - 7);
    CHECK(times(Money::max(), Ratio{most - 1, most}, Rounding::down).fen() == most - 1);
}

TEST_CASE("money: nothing is divided by zero", "[core]") {
    CHECK(kind_of([] { return 1_yuan / Money{}; }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return Money{} / Money{}; }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return divide(1_yuan, 0, Rounding::down); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return divide(Money{}, 0U, Rounding::down); }) == ErrorKind::bad_argument);
    CHECK_THROWS_WITH(divide(1_yuan, 0, Rounding::down), "divide(Money, integer): the divisor is zero");
}

TEST_CASE("money: each mode rounds a half of a fen as its name says", "[core]") {
    struct Row {
        Rounding how;
        std::int64_t results[10];   // for 0.5, 1.5, 2.5 and their opposites, 2.4, 2.6 and theirs: fen
    };
    const Row rows[] = {
        {Rounding::half_away_from_zero, {1, 2, 3, -1, -2, -3, 2, 3, -2, -3}}, {Rounding::half_even, {0, 2, 2, 0, -2, -2, 2, 3, -2, -3}},
        {Rounding::half_down, {0, 1, 2, 0, -1, -2, 2, 3, -2, -3}},            {Rounding::down, {0, 1, 2, 0, -1, -2, 2, 2, -2, -2}},
        {Rounding::up, {1, 2, 3, -1, -2, -3, 3, 3, -3, -3}},                  {Rounding::floor, {0, 1, 2, -1, -2, -3, 2, 2, -3, -3}},
        {Rounding::ceiling, {1, 2, 3, 0, -1, -2, 3, 3, -2, -2}},
    };
    const int tenths[] = {5, 15, 25, -5, -15, -25, 24, 26, -24, -26};
    STATIC_REQUIRE(std::size(rows) == enum_count<Rounding>);
    for (const Row& row : rows) {
        CAPTURE(row.how);
        for (std::size_t i = 0; i < std::size(tenths); ++i) {
            CAPTURE(tenths[i]);
            CHECK(divide(Money::from_fen(tenths[i]), 10, row.how).fen() == row.results[i]);
            CHECK(divide(Money::from_fen(-tenths[i]), -10, row.how).fen() == row.results[i]);
            CHECK(times(Money::from_fen(tenths[i]), Ratio{1, 10}, row.how).fen() == row.results[i]);
            CHECK(times(Money::from_fen(-tenths[i]), -10_percent, row.how).fen() == row.results[i]);
        }
    }
}

TEST_CASE("money: prints yuan with two decimals, whatever the stream's flags, and hashes by value", "[core]") {
    CHECK(to_string(Money{}) == "0.00");
    CHECK(to_string(-fen) == "-0.01");
    CHECK(to_string(0.1_yuan) == "0.10");
    CHECK(to_string(1234.5_yuan) == "1234.50");
    CHECK(to_string(Money::max()) == "92233720368547758.07");
    CHECK(to_string(Money::min()) == "-92233720368547758.08");
    std::ostringstream out;
    out << std::hex << std::showpos << 1234.5_yuan << ' ' << -(0.05_yuan);
    CHECK(out.str() == "1234.50 -0.05");
    CHECK(std::unordered_set<Money>{1_yuan, Money::from_fen(100), -(1_yuan), 2_yuan}.size() == 3);
}

TEST_CASE("money: random sums, products and quotients are exact or refused", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < test::cases; ++i) {
        const Money a = Money::from_fen(some::whole(random));
        const Money b = Money::from_fen(some::whole(random));
        const std::int64_t n = some::whole(random);
        const auto u = static_cast<std::uint64_t>(some::whole(random));
        const cpp_int x{a.fen()};
        const cpp_int y{b.fen()};
        const auto how = enum_at<Rounding>(random() % enum_count<Rounding>);
        CAPTURE(i, a, b, n, u, how);
        REQUIRE(agrees([&] { return a + b; }, x + y));
        REQUIRE(agrees([&] { return a - b; }, x - y));
        REQUIRE(agrees([&] { return -a; }, -x));
        REQUIRE(agrees([&] { return abs(a); }, abs(x)));
        REQUIRE(agrees([&] { return a * n; }, x * n));
        REQUIRE(agrees([&] { return u * a; }, x * u));
        REQUIRE(agrees([&] { return Money::from_yuan(n); }, cpp_int{n} * 100));
        if (n != 0) REQUIRE(agrees([&] { return divide(a, n, how); }, exact::quotient(x, n, how)));
        if (u != 0) REQUIRE(agrees([&] { return divide(a, u, how); }, exact::quotient(x, u, how)));
        // Sums are of the same order as what is added to, and differences have the sign of the order.
        REQUIRE((a <=> b) == (x.compare(y) <=> 0));
        REQUIRE((a == b) == (x == y));
        REQUIRE((a < b) == (x - y < 0));
        if (b != Money{}) {
            try {
                const Ratio ratio = a / b;
                REQUIRE(y * ratio.numerator() == x * ratio.denominator());
            } catch (const Error& error) {   // only where the reduced fraction has 2^63 in it
                REQUIRE(error.kind() == ErrorKind::overflow);
                REQUIRE((a == Money::min() || b == Money::min()));
            }
        }
    }
}

TEST_CASE("money: random shares round once, in each mode", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < test::cases; ++i) {
        const Money amount = Money::from_fen(some::whole(random));
        std::int64_t d = i % 3 == 0 ? static_cast<std::int64_t>(random() % 20) + 1 : some::whole(random);   // small ones make ties
        if (d == 0 || d == least) d = 2;
        const Ratio ratio{some::whole(random) / 2, d};
        const Rate rate = Rate::from_trillionths(i % 2 == 0 ? some::whole(random) : static_cast<std::int64_t>(random() % 100) * 5'000'000'000);
        CAPTURE(i, amount, ratio, rate);
        for (std::size_t mode = 0; mode < enum_count<Rounding>; ++mode) {
            const auto how = enum_at<Rounding>(mode);
            CAPTURE(how);
            REQUIRE(agrees([&] { return times(amount, ratio, how); },
                           exact::quotient(cpp_int{amount.fen()} * ratio.numerator(), ratio.denominator(), how)));
            REQUIRE(agrees([&] { return times(amount, rate, how); },
                           exact::quotient(cpp_int{amount.fen()} * rate.trillionths(), 1'000'000'000'000, how)));
        }
    }
}
