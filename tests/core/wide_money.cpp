// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/wide_money.hpp>

#include <arrears/core/rate.hpp>
#include <arrears/core/wide.hpp>

#include "catch.hpp"
#include "exact.hpp"
#include "kind_of.hpp"
#include "some_numbers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <sstream>
#include <type_traits>
#include <unordered_set>
#include <vector>

using namespace arrears;
using exact::cpp_int;

namespace {

constexpr WideMoney top = WideMoney::from_words(std::numeric_limits<std::int64_t>::max(), ~std::uint64_t{0});
constexpr WideMoney bottom = WideMoney::from_words(std::numeric_limits<std::int64_t>::min(), 0);
constexpr Money fen = Money::from_fen(1);

static_assert(WideMoney{} == Money{} && WideMoney{-fen} == WideMoney::from_words(-1, ~std::uint64_t{0}) && WideMoney{-fen}.is_negative());
static_assert((WideMoney{Money::max()} + Money::max() - Money::max()).to_money() == Money::max());
static_assert(WideMoney{Money::max()}.fits() && WideMoney{Money::min()}.fits());
static_assert(!(WideMoney{Money::max()} + fen).fits() && !(WideMoney{Money::min()} - fen).fits());
static_assert(bottom < Money::min() && Money::min() < WideMoney{} && WideMoney{} < Money::max() && Money::max() < top && top + bottom == -fen);
static_assert(WideMoney{3_yuan} * -2 == -(6_yuan) && 2U * WideMoney{3_yuan} == 6_yuan && +top == top && -top - fen == bottom);
static_assert(WideMoney{Money::max()} * 4 / (WideMoney{Money::max()} * 6) == Ratio{2, 3} && ratio(bottom, bottom) == Ratio{1});
static_assert(times(top, Ratio{1, 2}, Rounding::down) * 2 + fen == top && times(bottom, Ratio{-1, 2}, Rounding::down) * -2 == bottom);

template <class A, class B>
concept Adds = requires(A a, B b) { a + b; } || requires(A a, B b) { a - b; } || requires(A a, B b) { a += b; } || requires(A a, B b) { a -= b; };
template <class A, class B>
concept Scales = requires(A a, B b) { a * b; } || requires(A a, B b) { b * a; };
template <class A, class B>
concept Divides = requires(A a, B b) { a / b; };
static_assert(Adds<WideMoney, Money> && Adds<WideMoney, WideMoney> && !Adds<WideMoney, int> && !Adds<WideMoney, double>);
static_assert(Scales<WideMoney, std::uint64_t> && !Scales<WideMoney, double> && !Scales<WideMoney, bool> && !Scales<WideMoney, Ratio>);
static_assert(!Scales<WideMoney, WideMoney> && Divides<WideMoney, Money> && !Divides<WideMoney, int>);
static_assert(std::is_convertible_v<Money, WideMoney> && !std::is_convertible_v<WideMoney, Money> && !std::is_constructible_v<Money, WideMoney>);

constexpr std::array<Money, 3> three{Money::max(), Money::max(), -fen};
static_assert(WideMoney::sum(three) == WideMoney{Money::max()} * 2 - fen && WideMoney::sum(std::span<const Money>{}) == WideMoney{});

[[nodiscard]] WideMoney some_wide(std::mt19937_64& random) {
    if (random() % 16 == 0) return random() % 2 == 0 ? top : bottom;
    const auto low = static_cast<std::uint64_t>(some::whole(random));
    return WideMoney::from_words(random() % 2 == 0 ? some::whole(random) : static_cast<std::int64_t>(random() % 3) - 1, low);
}

/// What the action gives, against the exact result: the same where that fits, an overflow where not. Tells only whether.
[[nodiscard]] bool agrees(auto&& action, const cpp_int& wanted) {
    try {
        return to_cpp_int(action()) == wanted;
    } catch (const Error& error) {
        return error.kind() == ErrorKind::overflow && !exact::fits_128(wanted);
    }
}

}   // namespace

TEST_CASE("wide money: beyond 128 bits is an Error, and changes nothing", "[core]") {
    WideMoney kept = top;
    CHECK_THROWS_WITH(kept += fen, "result out of range in WideMoney + WideMoney: 170141183460469231731687303715884105727 + 1 fen");
    CHECK_THROWS_AS(kept -= -fen, Error);
    CHECK_THROWS_AS(kept *= 2, Error);
    CHECK(kept == top);
    CHECK(kind_of([] { return bottom - fen; }) == ErrorKind::overflow);
    CHECK(kind_of([] { return -bottom; }) == ErrorKind::overflow);
    CHECK(kind_of([] { return bottom * -1; }) == ErrorKind::overflow);
    CHECK(kind_of([] { return times(bottom, Ratio{-1}, Rounding::down); }) == ErrorKind::overflow);
    CHECK(kind_of([] { return top / fen; }) == ErrorKind::overflow);
    CHECK(kind_of([] { return top / Money{}; }) == ErrorKind::bad_argument);
    CHECK_THROWS_WITH((WideMoney{Money::max()} + fen).to_money(),
                      "result out of range in WideMoney::to_money: 9223372036854775808 fen; keep the WideMoney");
    CHECK(kind_of([] { return (WideMoney{Money::min()} - fen).to_money(); }) == ErrorKind::overflow);
}

TEST_CASE("wide money: prints as Money does, and hashes by value", "[core]") {
    std::ostringstream out;
    out << std::hex << WideMoney{-(1234.5_yuan)} << ' ' << top << ' ' << bottom << ' ' << WideMoney{} << ' ' << WideMoney{-fen};
    CHECK(out.str() == "-1234.50 1701411834604692317316873037158841057.27 -1701411834604692317316873037158841057.28 0.00 -0.01");
    CHECK(std::unordered_set<WideMoney>{1_yuan, WideMoney{2_yuan} - 1_yuan, top, bottom}.size() == 3);
}

TEST_CASE("wide money: random operations are exact or refused", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < test::cases; ++i) {
        const WideMoney a = some_wide(random);
        const WideMoney b = i % 2 == 0 ? some_wide(random) : WideMoney{Money::from_fen(some::whole(random))};
        const std::int64_t n = some::whole(random);
        const auto u = static_cast<std::uint64_t>(some::whole(random));
        const Ratio share{some::whole(random) / 2, static_cast<std::int64_t>(random() % 1'000) + 1};
        const auto how = enum_at<Rounding>(random() % enum_count<Rounding>);
        const cpp_int x = to_cpp_int(a);
        const cpp_int y = to_cpp_int(b);
        CAPTURE(i, a, b, n, u, share, how);
        REQUIRE(agrees([&] { return a + b; }, x + y));
        REQUIRE(agrees([&] { return a - b; }, x - y));
        REQUIRE(agrees([&] { return -a; }, -x));
        REQUIRE(agrees([&] { return a * n; }, x * n));
        REQUIRE(agrees([&] { return u * a; }, x * u));
        REQUIRE(agrees([&] { return times(a, share, how); }, exact::quotient(x * share.numerator(), share.denominator(), how)));
        REQUIRE((a <=> b) == (x.compare(y) <=> 0));
        REQUIRE((a == b) == (x == y));
        REQUIRE(a.fits() == exact::fits_64(x));
        if (a.fits()) REQUIRE(a.to_money().fen() == x);
        if (b == WideMoney{}) continue;
        try {
            const Ratio quotient = a / b;
            REQUIRE(y * quotient.numerator() == x * quotient.denominator());
        } catch (const Error& error) {
            REQUIRE(error.kind() == ErrorKind::overflow);
            const cpp_int common = gcd(x, y);
            REQUIRE_FALSE((exact::fits_64(x / common) && exact::fits_64(-x / common) && exact::fits_64(y / common) && exact::fits_64(-y / common)));
        }
    }
}

TEST_CASE("wide money: sums are the same in any order and any split", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 300; ++i) {
        std::vector<Money> amounts(random() % 200);
        cpp_int wanted = 0;
        for (Money& amount : amounts) {
            // A third of the tries have all amounts at one end of the range, where each sum but the first needs more than 64 bits.
            amount = i % 3 == 0 ? Money::max() : i % 3 == 1 ? Money::min() : Money::from_fen(some::whole(random));
            wanted += amount.fen();
        }
        CAPTURE(i, amounts.size());
        const WideMoney total = WideMoney::sum(amounts);
        REQUIRE(to_cpp_int(total) == wanted);
        std::shuffle(amounts.begin(), amounts.end(), random);
        REQUIRE(WideMoney::sum(amounts) == total);

        WideMoney one_by_one;
        for (const Money amount : amounts) one_by_one += amount;
        REQUIRE(one_by_one == total);
        for (const Money amount : amounts) one_by_one -= amount;   // what was added can be taken back
        REQUIRE(one_by_one == WideMoney{});

        std::vector<WideMoney> parts;
        for (std::span<const Money> rest{amounts}; !rest.empty();) {
            const std::size_t size = 1 + random() % rest.size();
            parts.push_back(WideMoney::sum(rest.first(size)));
            rest = rest.subspan(size);
        }
        std::shuffle(parts.begin(), parts.end(), random);
        WideMoney merged;
        for (const WideMoney part : parts) merged += part;
        REQUIRE(merged == total);
    }
}
