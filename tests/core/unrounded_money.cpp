// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/unrounded_money.hpp>

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

static_assert(!std::is_constructible_v<UnroundedMoney, int> && !std::is_constructible_v<UnroundedMoney, double>);
static_assert(!std::is_convertible_v<UnroundedMoney, Money>);   // only round() makes money of it, and names how
static_assert(UnroundedMoney{} == UnroundedMoney{Money{}} && !UnroundedMoney{}.is_negative());

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
const cpp_int per_fen = 1'000'000'000'000;

/// The count of trillionths of a fen, by the words alone.
cpp_int count(UnroundedMoney amount) { return (cpp_int{amount.high()} << 64U) + amount.low(); }

UnroundedMoney some_amount(std::mt19937_64& random) {
    const std::int64_t high = random() % 4 == 0 ? some::whole(random) : some::whole(random) >> 44U;
    return UnroundedMoney::from_words(high, random() % 8 == 0 ? 0 : random());
}

/// Digits of a whole number not below zero; cpp_int's own text goes by the locale.
std::string digits(cpp_int number) {
    std::string text;
    for (; number > 0; number /= 10) text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(number % 10)));
    return text.empty() ? "0" : text;
}

/// Yuan with up to 14 decimals, at least two, by division of whole numbers without bound.
std::string text(cpp_int trillionths) {
    const bool negative = trillionths < 0;
    if (negative) trillionths = -trillionths;
    const cpp_int per_yuan = per_fen * 100;
    std::string decimals = digits(trillionths % per_yuan);
    decimals.insert(0, 14 - decimals.size(), '0');
    while (decimals.size() > 2 && decimals.back() == '0') decimals.pop_back();
    return (negative ? "-" : "") + digits(trillionths / per_yuan) + '.' + decimals;
}

}   // namespace

TEST_CASE("UnroundedMoney: money × rate × days is exact, or an overflow", "[core][property]") {
    std::mt19937_64 random{20111231};
    std::size_t refused = 0, wrong = 0;
    for (int i = 0; i < test::cases; ++i) {
        const Money amount = Money::from_fen(some::whole(random));
        const Rate rate = Rate::from_trillionths(some::whole(random));
        const std::int64_t times = some::whole(random) >> (random() % 64U);
        const cpp_int expected = cpp_int{amount.fen()} * rate.trillionths() * times;
        if (count(UnroundedMoney::product(amount, rate)) != cpp_int{amount.fen()} * rate.trillionths()) ++wrong;
        try {
            if (count(UnroundedMoney::product(amount, rate, times)) != expected) ++wrong;
        } catch (const Error& error) {
            ++refused;
            if (exact::fits_128(expected) || error.kind() != ErrorKind::overflow) ++wrong;
        }
    }
    CHECK(wrong == 0);
    CHECK(refused > static_cast<std::size_t>(test::cases / 100));
    CHECK(refused < 90'000);
}

TEST_CASE("UnroundedMoney: rounded every way to units of any size, as whole numbers without bound say", "[core][property]") {
    std::mt19937_64 random{4};
    constexpr std::int64_t units[] = {1, 1, 10, 100, 37, 10'000, most};
    std::size_t refused = 0, wrong = 0;
    for (int i = 0; i < test::cases; ++i) {
        UnroundedMoney amount = some_amount(random);
        const Money unit = Money::from_fen(units[random() % std::size(units)]);
        if (random() % 4 == 0) {   // ties, which random words never are: an odd number of halves of the unit
            const std::int64_t halves = (static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000) * 2 + 1;
            amount = UnroundedMoney::product(unit.fen() == most ? Money::from_fen(1) : unit, Rate::from_trillionths(500'000'000'000), halves);
        }
        for (std::size_t mode = 0; mode < enum_count<Rounding>; ++mode) {
            const auto how = enum_at<Rounding>(mode);
            const cpp_int expected = exact::quotient(count(amount), per_fen * unit.fen(), how) * unit.fen();
            try {
                if (amount.round(how, unit).fen() != expected) ++wrong;
            } catch (const Error& error) {
                ++refused;
                if (exact::fits_64(expected) || error.kind() != ErrorKind::overflow) ++wrong;
            }
        }
    }
    CHECK(wrong == 0);
    CHECK(refused > static_cast<std::size_t>(test::cases / 100));
}

TEST_CASE("UnroundedMoney: half a fen by each rounding", "[core]") {
    const auto half = UnroundedMoney::product(Money::from_fen(1), 50_percent), minus = UnroundedMoney{} - half;
    CHECK(half.round(Rounding::half_away_from_zero) == 0.01_yuan);
    CHECK(minus.round(Rounding::half_away_from_zero) == -(0.01_yuan));
    CHECK(half.round(Rounding::half_even) == Money{});
    CHECK(half.round(Rounding::half_down) == Money{});
    CHECK(half.round(Rounding::down) == Money{});
    CHECK(minus.round(Rounding::up) == -(0.01_yuan));
    CHECK(minus.round(Rounding::floor) == -(0.01_yuan));
    CHECK(minus.round(Rounding::ceiling) == Money{});
    CHECK(UnroundedMoney{12.31_yuan}.round(Rounding::up, 0.10_yuan) == 12.40_yuan);   // up to the jiao
    CHECK(UnroundedMoney{12.50_yuan}.round(Rounding::half_away_from_zero, 1_yuan) == 13_yuan);
}

TEST_CASE("UnroundedMoney: a unit has to be above zero", "[core]") {
    for (const Money unit : {Money{}, Money::from_fen(-1)}) {
        CHECK_THROWS_WITH(UnroundedMoney{}.round(Rounding::down, unit), "UnroundedMoney::round: the unit is not above zero");
    }
    CHECK(UnroundedMoney{Money::max()}.round(Rounding::down) == Money::max());
    CHECK(kind_of([] { return (UnroundedMoney{Money::max()} + UnroundedMoney::from_words(0, 1)).round(Rounding::up); }) == ErrorKind::overflow);
    CHECK(kind_of([] { return UnroundedMoney{Money::max()}.round(Rounding::up, 10_yuan); }) == ErrorKind::overflow);
}

TEST_CASE("UnroundedMoney: sums and differences are exact; an overflow throws and changes nothing", "[core][property]") {
    std::mt19937_64 random{9};
    std::size_t refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        const UnroundedMoney a = some_amount(random), b = some_amount(random);
        for (const bool add : {true, false}) {
            const cpp_int expected = add ? cpp_int{count(a) + count(b)} : cpp_int{count(a) - count(b)};
            UnroundedMoney sum = a;
            try {
                if (add) sum += b;
                else sum -= b;
                REQUIRE(count(sum) == expected);
            } catch (const Error& error) {
                ++refused;
                REQUIRE_FALSE(exact::fits_128(expected));
                REQUIRE(error.kind() == ErrorKind::overflow);
                REQUIRE(sum == a);
            }
        }
        REQUIRE((a < b) == (count(a) < count(b)));
        REQUIRE((a == b) == (count(a) == count(b)));
        REQUIRE(a.is_negative() == (count(a) < 0));
    }
    CHECK(refused > 10);
}

TEST_CASE("UnroundedMoney: prints every decimal it has, and at least two", "[core][property]") {
    CHECK(to_string(UnroundedMoney{}) == "0.00");
    CHECK(to_string(UnroundedMoney{-(12.30_yuan)}) == "-12.30");
    CHECK(to_string(UnroundedMoney::product(12345.67_yuan, 0.05_percent, 29)) == "179.012215");
    CHECK(to_string(UnroundedMoney::from_words(0, 1)) == "0.00000000000001");
    CHECK(to_string(UnroundedMoney::from_words(-1, ~std::uint64_t{0})) == "-0.00000000000001");
    std::mt19937_64 random{14};
    for (int i = 0; i < 20'000; ++i) {
        const UnroundedMoney amount = i == 0 ? UnroundedMoney::from_words(std::numeric_limits<std::int64_t>::min(), 0) : some_amount(random);
        REQUIRE(to_string(amount) == text(count(amount)));
        REQUIRE(UnroundedMoney::from_words(amount.high(), amount.low()) == amount);
    }
    std::ostringstream out;   // also where the stream's locale groups digits
    out << UnroundedMoney{1'234'567.80_yuan};
    CHECK(out.str() == "1234567.80");
}

TEST_CASE("UnroundedMoney: hashes apart", "[core]") {
    std::unordered_set<UnroundedMoney> seen;
    for (std::uint64_t i = 0; i < 100; ++i) seen.insert(UnroundedMoney::from_words(static_cast<std::int64_t>(i) - 50, i % 10));
    CHECK(seen.size() == 100);
    CHECK(seen.contains(UnroundedMoney::from_words(0, 0)));
}
