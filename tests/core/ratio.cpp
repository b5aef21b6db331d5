// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/ratio.hpp>
#include <arrears/core/rate.hpp>

#include "catch.hpp"
#include "kind_of.hpp"
#include "python.hpp"
#include "some_numbers.hpp"

#include <limits>
#include <sstream>
#include <string>
#include <unordered_set>

using namespace arrears;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

static_assert(Ratio{6, -4} == Ratio{-3, 2} && Ratio{6, -4}.numerator() == -3 && Ratio{6, -4}.denominator() == 2);
static_assert(Ratio{0, -5} == Ratio{} && Ratio{}.denominator() == 1);
static_assert(Ratio{1, 3} < Ratio{3'333'333'333'333'334, 10'000'000'000'000'000});
static_assert(Ratio{least} < Ratio{most} && Ratio{least, 2}.numerator() == least / 2 && Ratio{least, 1} == Ratio{least});
static_assert(!std::is_convertible_v<int, Ratio> && !std::is_constructible_v<Ratio, double> && !std::is_constructible_v<Ratio, bool>);
static_assert(!std::is_constructible_v<Ratio, int, double> && !std::is_constructible_v<Ratio, char, int>);

}   // namespace

TEST_CASE("ratio: what has no result is an Error", "[core]") {
    CHECK(kind_of([] { return Ratio{1, 0}; }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return Ratio{1, 3} / Ratio{}; }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return Ratio{most} + Ratio{1}; }) == ErrorKind::overflow);
    CHECK(kind_of([] { return -Ratio{least}; }) == ErrorKind::overflow);
    CHECK(kind_of([] { return Ratio{1, least}; }) == ErrorKind::overflow);
    CHECK(kind_of([] { return Ratio{1, most} * Ratio{1, 2}; }) == ErrorKind::overflow);
    CHECK(kind_of([] { return Ratio{std::uint64_t{1} << 63U}; }) == ErrorKind::overflow);
    Ratio kept{most};
    CHECK_THROWS_AS(kept += Ratio{1}, Error);
    CHECK(kept == Ratio{most});
}

TEST_CASE("ratio: decimal and percent text at the edges", "[core]") {
    using enum Rounding;
    CHECK(decimal(Ratio{2, 3}, 2, half_away_from_zero) == "0.67");
    CHECK(decimal(Ratio{2, 3}, 0, half_away_from_zero) == "1");
    CHECK(percent(Ratio{10864, 15995}, 2, half_away_from_zero) == "67.92");
    CHECK(decimal(Ratio{-1, 1000}, 2, half_away_from_zero) == "0.00");   // no sign on what rounds to zero
    CHECK(decimal(Ratio{-1, 200}, 2, half_away_from_zero) == "-0.01");
    CHECK(decimal(Ratio{-1, 200}, 2, half_even) == "0.00");
    CHECK(decimal(Ratio{999, 1000}, 2, half_away_from_zero) == "1.00");
    CHECK(decimal(Ratio{-19995, 1000}, 2, half_away_from_zero) == "-20.00");
    CHECK(decimal(Ratio{1, 2}, 0, half_even) == "0");
    CHECK(decimal(Ratio{3, 2}, 0, half_even) == "2");
    CHECK(decimal(Ratio{}, 0, up) == "0");
    CHECK(decimal(Ratio{}, 3, up) == "0.000");
    CHECK(decimal(Ratio{1, most}, 2, up) == "0.01");
    CHECK(decimal(Ratio{least}, 2, down) == "-9223372036854775808.00");
    CHECK(percent(Ratio{most}, 1, down) == "922337203685477580700.0");
    CHECK(decimal(Ratio{1, 7}, 40, down) == "0.1428571428571428571428571428571428571428");
    CHECK(kind_of([] { return decimal(Ratio{1, 7}, -1, down); }) == ErrorKind::bad_argument);
    CHECK(percent(WideMoney{1_yuan}, WideMoney{3_yuan}, 1, half_even) == "33.3");
    const WideMoney vast = WideMoney::from_words(most, ~std::uint64_t{0});
    CHECK(decimal(vast, vast - Money::from_fen(1), 3, up) == "1.001");
    CHECK(decimal(WideMoney::from_words(least, 0), vast, 2, down) == "-1.00");
    CHECK(kind_of([] { return percent(1_yuan, 0_yuan, 1, down); }) == ErrorKind::bad_argument);
}

TEST_CASE("ratio: prints, hashes, is equal by value", "[core]") {
    std::ostringstream out;
    out << Ratio{-2, 6} << ' ' << Ratio{4, 2};
    CHECK(out.str() == "-1/3 2");
    CHECK(std::unordered_set<Ratio>{Ratio{1, 2}, Ratio{2, 4}, Ratio{1, 3}}.size() == 2);
}

TEST_CASE("ratio: agrees with Python's fractions and decimal on many random cases", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::string cases;
    for (int i = 0; i < test::cases; ++i) {
        const auto some_ratio = [&random] {
            const std::int64_t n = some::whole(random);
            std::int64_t d = some::whole(random);
            while (d == 0 || d == least) d = some::whole(random);
            return Ratio{n == least ? least + 1 : n, d};
        };
        const Ratio a = some_ratio();
        const Ratio b = i % 20 == 0 ? a : some_ratio();
        const char operation = "+-*/<dp"[i % 7];
        const int decimals = static_cast<int>(random() % 25);
        const auto how = enum_at<Rounding>(random() % enum_count<Rounding>);
        std::string result;
        try {
            switch (operation) {
                case '+': result = to_string(a + b); break;
                case '-': result = to_string(a - b); break;
                case '*': result = to_string(a * b); break;
                case '/': result = to_string(a / b); break;
                case '<': result = a < b ? "-1" : a == b ? "0" : "1"; break;
                case 'd': result = decimal(a, decimals, how); break;
                default: result = percent(a, decimals, how); break;
            }
        } catch (const Error& error) {
            result = error.kind() == ErrorKind::overflow ? "overflow" : "zero";
        }
        cases += operation;
        cases += ' ' + to_string(a) + ' ' + to_string(b) + ' ' + std::to_string(decimals) + ' ' + std::string{identifier(how)} + ' ' + result + '\n';
    }
    check_by_python("core/check_arithmetic.py", cases);
}

TEST_CASE("rate: money times a rate, money times a ratio and wide money agree with Python on many random cases each", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::string cases;
    for (int i = 0; i < 3 * test::cases; ++i) {
        const Money amount = Money::from_fen(some::whole(random));
        const auto how = enum_at<Rounding>(random() % enum_count<Rounding>);
        std::string factor;
        std::string result;
        try {
            if (i % 3 == 0) {
                const Rate rate = Rate::from_trillionths(some::whole(random));
                factor = to_string(rate.ratio());
                result = std::to_string(times(amount, rate, how).fen());
            } else {
                std::int64_t d = some::whole(random) >> random() % 40;
                if (d == 0 || d == least) d = 2;
                const Ratio ratio{some::whole(random) / 2, d};
                factor = to_string(ratio);
                result = i % 3 == 1 ? std::to_string(times(amount, ratio, how).fen())
                                    : to_string(times(times(WideMoney{amount}, Ratio{100}, how), ratio, how));
            }
        } catch (const Error&) {
            result = "overflow";
        }
        cases += "mmw"[i % 3];
        cases += ' ' + std::to_string(amount.fen()) + ' ' + factor + " 0 " + std::string{identifier(how)} + ' ' + result + '\n';
    }
    check_by_python("core/check_arithmetic.py", cases);
}
