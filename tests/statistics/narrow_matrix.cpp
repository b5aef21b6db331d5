// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/narrow_matrix.hpp>

#include "catch.hpp"

#include <map>
#include <random>
#include <utility>
#include <vector>

using namespace arrears;
using detail::NarrowMatrix;
using detail::Tally;

namespace {

using Slot = std::pair<std::size_t, std::size_t>;   // code, cell

std::map<Slot, Tally> all(const NarrowMatrix& matrix) {
    std::map<Slot, Tally> out;
    for (std::size_t code = 0; code < matrix.codes_end(); ++code) {
        matrix.each_of(code, [&](std::size_t cell, const Tally& tally) { out[{code, cell}] = tally; });
    }
    return out;
}

}   // namespace

TEST_CASE("NarrowMatrix: counts beyond a byte, in both directions, are counts all the same", "[statistics]") {
    NarrowMatrix matrix{false};
    matrix.reserve(2, 3);
    const std::vector<std::uint32_t> cells(200, 1), codes(200, 2);
    std::int64_t expected = 0;
    for (const int sign : {1, 1, 1, -1, -1, -1, -1, -1, -1, 1, 1, 1}) {
        REQUIRE(matrix.add({200, cells.data(), nullptr, nullptr, -1, sign}, codes.data()));
        expected += 200 * sign;
        CHECK(matrix.at(2, 1) == Tally{0, expected, 0});
        CHECK(matrix.used() == (expected == 0 ? 0 : 1));
    }
    CHECK(matrix.at(2, 0) == Tally{});
    CHECK(matrix.at(1, 1) == Tally{});
    CHECK(matrix.at(2, 2) == Tally{});   // beyond the room there is
    CHECK(matrix.at(5'000'000, 0) == Tally{});
}

TEST_CASE("NarrowMatrix: what does not fit is refused with nothing changed", "[statistics]") {
    NarrowMatrix matrix{true};
    matrix.reserve(1, 1);
    REQUIRE(matrix.add(0, 0, {7, 1, 0}, 1));
    const auto before = all(matrix);
    const std::vector<std::uint32_t> at(2, 0);
    const std::vector<std::int64_t> large(2, std::int64_t{1} << 62U);
    CHECK_FALSE(matrix.add({2, at.data(), nullptr, large.data(), -1, 1}, at.data()));
    CHECK_FALSE(matrix.add(0, 0, {static_cast<detail::int128>(1) << 70U, 1, 0}, 1));
    CHECK_FALSE(matrix.add(0, 0, {0, std::int64_t{1} << 40U, 0}, 1));
    CHECK_FALSE(matrix.add(0, 0, {0, 1, std::int64_t{1} << 40U}, 1));
    CHECK(all(matrix) == before);
    NarrowMatrix counts{false};
    counts.reserve(1, 1);
    CHECK_FALSE(counts.add(0, 0, {7, 1, 0}, 1));
    CHECK(counts.add(0, 0, {0, 1, 0}, 1));
}

TEST_CASE("NarrowMatrix: gives what adding up one by one gives, also where it grows", "[statistics][property]") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random{seed};
        NarrowMatrix matrix{true};
        std::map<Slot, Tally> expected;
        for (int block = 0; block < 80; ++block) {
            const std::size_t cells_end = 1 + static_cast<std::size_t>(block) / 20, codes_end = block < 40 ? 3 : 3000;
            matrix.reserve(cells_end, codes_end);
            const std::size_t size = 1 + random() % 256;
            std::vector<std::uint32_t> cells(size), codes(size);
            std::vector<std::int64_t> numbers(size);
            std::vector<unsigned char> mask(size);
            const bool masked = random() % 2 == 0, plain = random() % 2 == 0;
            const int sign = random() % 5 == 0 ? -1 : 1;
            for (std::size_t row = 0; row < size; ++row) {
                cells[row] = static_cast<std::uint32_t>(random() % cells_end);
                codes[row] = static_cast<std::uint32_t>(random() % 4 == 0 ? random() % codes_end : random() % 3);
                numbers[row] = static_cast<std::int64_t>(random() % 1'000'000);
                if (!plain) numbers[row] = random() % 7 == 0 ? unknown_number : -numbers[row];
                mask[row] = random() % 4 == 0 ? 0 : 1;
                if (!masked || mask[row] != 0) expected[{codes[row], cells[row]}].count_record(numbers[row], sign);
            }
            REQUIRE(matrix.add({size, cells.data(), masked ? mask.data() : nullptr, numbers.data(), plain ? 1'000'000 : -1, sign}, codes.data()));
        }
        std::erase_if(expected, [](const auto& each) { return each.second.is_zero(); });
        CHECK(all(matrix) == expected);
        CHECK(matrix.used() == expected.size());
    }
}
