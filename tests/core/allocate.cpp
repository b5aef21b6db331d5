// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/allocate.hpp>

#include "catch.hpp"
#include "exact.hpp"
#include "kind_of.hpp"
#include "some_numbers.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

using namespace arrears;
using exact::cpp_int;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

[[nodiscard]] std::vector<std::int64_t> fen_of(const std::vector<Money>& parts) {
    std::vector<std::int64_t> out;
    for (const Money part : parts) out.push_back(part.fen());
    return out;
}
[[nodiscard]] std::vector<std::int64_t> shared(std::int64_t fen, const std::vector<std::int64_t>& weights) {
    return fen_of(allocate(Money::from_fen(fen), weights));
}

/// The size of an amount, which Money::min() has too.
[[nodiscard]] cpp_int exact_size(Money amount) { return abs(cpp_int{amount.fen()}); }

}   // namespace

TEST_CASE("allocate: the fen left over go to the largest remainders, then the larger weights, then the earlier parts", "[core]") {
    using Fen = std::vector<std::int64_t>;
    CHECK(shared(100, {1, 1, 1}) == Fen{34, 33, 33});
    CHECK(shared(101, {1, 1, 1}) == Fen{34, 34, 33});
    CHECK(shared(-100, {1, 1, 1}) == Fen{-34, -33, -33});
    CHECK(shared(10, {1, 2, 4}) == Fen{1, 3, 6});   // 1.43, 2.86, 5.71
    CHECK(shared(2, {1, 3}) == Fen{0, 2});          // halves of a fen on both sides: the larger weight has it
    CHECK(shared(2, {3, 1}) == Fen{2, 0});
    CHECK(shared(-2, {1, 3}) == Fen{0, -2});
    CHECK(shared(7, {0, 5, 0}) == Fen{0, 7, 0});
    CHECK(shared(0, {1, 2}) == Fen{0, 0});
    CHECK(shared(5, {9}) == Fen{5});
    CHECK(shared(most, {most, most, most}) == Fen{most / 3 + 1, most / 3, most / 3});
    CHECK(shared(std::numeric_limits<std::int64_t>::min(), {most}) == Fen{std::numeric_limits<std::int64_t>::min()});
    CHECK(allocate(10_yuan, std::vector<Money>{1_yuan, 3_yuan}) == std::vector<Money>{2.5_yuan, 7.5_yuan});
}

TEST_CASE("allocate: weights that share nothing out are refused", "[core]") {
    const auto kind = [](const std::vector<std::int64_t>& weights) { return kind_of([&] { return allocate(1_yuan, weights); }); };
    CHECK(kind({}) == ErrorKind::bad_argument);
    CHECK(kind({0, 0}) == ErrorKind::bad_argument);
    CHECK(kind({3, -1}) == ErrorKind::bad_argument);
    CHECK(kind({1, -1}) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return allocate(1_yuan, std::vector<Money>{-(1_yuan)}); }) == ErrorKind::bad_argument);
    CHECK_THROWS_WITH(allocate(1_yuan, std::vector<std::int64_t>{1, -1}), "allocate: a weight is below zero; weights of zero or more");
    CHECK_THROWS_WITH(allocate(0_yuan, std::vector<Money>{}), "allocate: no weight is above zero; at least one weight above zero");
}

TEST_CASE("allocate: equal parts differ by a fen at most", "[core]") {
    using Fen = std::vector<std::int64_t>;
    CHECK(fen_of(allocate_equally(1_yuan, 3)) == Fen{34, 33, 33});
    CHECK(fen_of(allocate_equally(-(1_yuan), 3U)) == Fen{-34, -33, -33});
    CHECK(fen_of(allocate_equally(Money::from_fen(2), 4)) == Fen{1, 1, 0, 0});
    CHECK(allocate_equally(Money::min(), 1) == std::vector<Money>{Money::min()});
    CHECK_THROWS_WITH(allocate_equally(1_yuan, 0), "allocate_equally: the number of parts is not above zero");
    CHECK(kind_of([] { return allocate_equally(1_yuan, -3); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return allocate_equally(1_yuan, std::uint64_t{1} << 63U); }) == ErrorKind::overflow);
    std::mt19937_64 random{20181231};
    for (int i = 0; i < 2'000; ++i) {
        const Money total = Money::from_fen(some::whole(random));
        const std::int64_t count = 1 + static_cast<std::int64_t>(random() % 50);
        CAPTURE(total, count);
        // An engine of its own in the header, so that it must agree with the general one.
        REQUIRE(allocate_equally(total, count) == allocate(total, std::vector<std::int64_t>(static_cast<std::size_t>(count), 1)));
    }
}

TEST_CASE("allocate: random shares add up, keep within a fen and follow their weights in any order", "[core][property]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < test::cases; ++i) {
        const Money total = Money::from_fen(some::whole(random));
        std::vector<std::int64_t> weights(1 + random() % 8);
        for (std::int64_t& weight : weights) {
            const std::int64_t number = some::whole(random);
            // Small weights often, so that remainders tie.
            weight = i % 2 == 0 ? static_cast<std::int64_t>(random() % 4) : number < 0 ? -(number + 1) : number;
        }
        if (std::all_of(weights.begin(), weights.end(), [](std::int64_t weight) { return weight == 0; })) weights[0] = 1;
        const cpp_int whole = std::accumulate(weights.begin(), weights.end(), cpp_int{0});
        CAPTURE(i, total, weights);

        const std::vector<Money> parts = allocate(total, weights);
        REQUIRE(parts.size() == weights.size());
        cpp_int sum = 0;
        bool near = true;
        bool fair = true;
        for (std::size_t n = 0; n < parts.size(); ++n) {
            const cpp_int error = parts[n].fen() * whole - cpp_int{total.fen()} * weights[n];   // × whole, to be exact
            near = near && abs(error) < whole && (weights[n] != 0 || parts[n] == Money{});
            sum += parts[n].fen();
            for (std::size_t m = 0; m < parts.size(); ++m) fair = fair && (weights[n] <= weights[m] || exact_size(parts[n]) >= exact_size(parts[m]));
        }
        REQUIRE(sum == total.fen());
        REQUIRE(near);
        REQUIRE(fair);   // the larger weight never has the smaller part

        std::vector<std::size_t> order(weights.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        std::vector<Money> as_money;
        for (const std::size_t n : order) as_money.push_back(Money::from_fen(weights[n]));
        const std::vector<Money> again = allocate(total, as_money);
        std::vector<std::pair<std::int64_t, Money>> here;
        std::vector<std::pair<std::int64_t, Money>> there;
        for (std::size_t n = 0; n < parts.size(); ++n) {
            here.emplace_back(weights[n], parts[n]);
            there.emplace_back(weights[order[n]], again[n]);
        }
        std::sort(here.begin(), here.end());
        std::sort(there.begin(), there.end());
        REQUIRE(here == there);
    }
}
