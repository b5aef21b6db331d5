// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/things.hpp>

#include "catch.hpp"

#include <arrears/statistics/dictionary.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <vector>

using namespace arrears;
using detail::Tally;
using detail::ThingRows;
using detail::Things;

namespace {

using Key = std::vector<std::uint32_t>;   // the cell, then the thing's codes

std::map<Key, Tally> all(const Things& things) {
    std::map<Key, Tally> out;
    things.for_each([&](const Key& key, const Tally& tally) { out[key] = tally; });
    return out;
}

/// The same by the plainest means.
struct Plain {
    std::map<Key, Tally> tallies;
    void add(const Key& key, std::int64_t number, bool summed, int sign) {
        Tally& tally = tallies[key];
        tally.count += sign;
        if (summed && number == unknown_number) tally.unknown += sign;
        else if (summed) tally.sum += static_cast<detail::int128>(number) * sign;
        if (tally.is_zero()) tallies.erase(key);
    }
};

struct Shape {
    std::size_t keys;
    bool sums;
    std::uint32_t cells;
    std::uint32_t codes;
    std::int64_t most;   // amounts are from its negative to it
};

}   // namespace

TEST_CASE("Things: blocks give what adding row by row gives, in either layout and across", "[statistics][property]") {
    for (const Shape& shape : {Shape{1, false, 5, 300, 0}, Shape{1, true, 5, 300, 1'000'000}, Shape{1, true, 3, 40, std::int64_t{1} << 58U},
                               Shape{1, false, 2, 4, 0}, Shape{1, true, 2, 4, 1000},
                               Shape{1, false, 3000, 3000, 0}, Shape{1, true, 900, 9000, 1000}, Shape{2, true, 4, 30, 1000}}) {
        for (unsigned seed = 0; seed < 6; ++seed) {
            CAPTURE(shape.keys, shape.sums, shape.cells, shape.codes, seed);
            std::mt19937_64 random{seed};
            Things things{shape.keys, shape.sums};
            Plain plain;
            std::uint32_t seen_cells = 0, seen_codes = 0;
            for (int block = 0; block < 60; ++block) {
                const std::size_t size = 1 + random() % 256;
                std::vector<std::uint32_t> cells(size), first(size), second(size);
                std::vector<std::int64_t> numbers(size);
                std::vector<unsigned char> mask(size);
                const bool masked = random() % 2 == 0, none_unknown = random() % 2 == 0;
                const int sign = random() % 4 == 0 ? -1 : 1;
                // Cells and codes come into use one after the other, as in files.
                const std::uint32_t cells_now = 1 + shape.cells * static_cast<std::uint32_t>(block + 1) / 61,
                                    codes_now = 1 + shape.codes * static_cast<std::uint32_t>(block + 1) / 61;
                for (std::size_t row = 0; row < size; ++row) {
                    cells[row] = static_cast<std::uint32_t>(random() % cells_now);
                    first[row] = static_cast<std::uint32_t>(random() % codes_now);
                    second[row] = static_cast<std::uint32_t>(random() % codes_now);
                    seen_cells = std::max(seen_cells, cells[row]);
                    seen_codes = std::max({seen_codes, first[row], second[row]});
                    numbers[row] = shape.most == 0 ? 0 : static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(shape.most));
                    if (!none_unknown) numbers[row] = random() % 9 == 0 ? unknown_number : random() % 2 == 0 ? -numbers[row] : numbers[row];
                    mask[row] = random() % 3 == 0 ? 0 : 1;
                    if (masked && mask[row] == 0) continue;
                    Key key{cells[row], first[row]};
                    if (shape.keys == 2) key.push_back(second[row]);
                    plain.add(key, numbers[row], shape.sums, sign);
                }
                const std::array<const std::uint32_t*, 2> codes{first.data(), second.data()};
                const ThingRows rows{
                    size, cells.data(), masked ? mask.data() : nullptr, shape.sums ? numbers.data() : nullptr, none_unknown ? shape.most : -1, sign};
                things.add_rows(rows, codes.data(), std::size_t{seen_cells} + 1, std::size_t{seen_codes} + 1);
            }
            CHECK(all(things) == plain.tallies);
            std::vector<std::int64_t> counts(things.counts_by_cell(shape.cells).size());
            for (const auto& [key, tally] : plain.tallies) counts[key[0]] += tally.count;
            CHECK(things.counts_by_cell(shape.cells) == counts);
            for (std::size_t code = 0; things.is_dense() && code < things.codes_end(); ++code) {
                const std::uint8_t* const small = things.small_counts(code);
                for (std::uint32_t cell = 0; small != nullptr && cell < things.cells_end(); ++cell) {
                    const auto at = plain.tallies.find({cell, static_cast<std::uint32_t>(code)});
                    REQUIRE(small[cell] == (at == plain.tallies.end() ? 0 : at->second.count));
                }
            }
            Things back{shape.keys, shape.sums};   // withdrawn one by one, nothing is left
            for (const auto& [key, tally] : plain.tallies) back.add(key, tally, 1);
            CHECK(all(back) == plain.tallies);
            for (const auto& [key, tally] : plain.tallies) CHECK(back.find(key) == tally);
            for (const auto& [key, tally] : plain.tallies) back.add(key, tally, -1);
            CHECK(back.is_zero());
        }
    }
}

TEST_CASE("Things: a few thousand things in few cells stand in a matrix, many cells of one thing each do not, filled ones do again", "[statistics]") {
    const auto add = [](Things& things, std::uint32_t cell, std::uint32_t code, std::size_t cells, std::size_t codes) {
        const std::uint32_t* const column = &code;
        things.add_rows({1, &cell, nullptr, nullptr, -1, 1}, &column, cells, codes);
    };
    Things few{1, false};
    for (std::uint32_t i = 0; i < 5000; ++i) add(few, i % 5, i, 5, i + 1);
    CHECK(few.is_dense());
    Things many{1, false};
    for (std::uint32_t i = 0; i < 5000; ++i) add(many, i, i, i + 1, i + 1);
    CHECK_FALSE(many.is_dense());
    Things filled{1, false};
    add(filled, 0, 0, 2000, 2000);
    CHECK_FALSE(filled.is_dense());
    for (std::uint32_t i = 0; i < 700'000; ++i) add(filled, i % 2000, i / 2000, 2000, 2000);
    CHECK(filled.is_dense());
    CHECK(all(filled).size() == 700'000);
}

TEST_CASE("Things: a count or a sum that narrow numbers cannot hold is kept all the same", "[statistics]") {
    Things counts{1, false};
    const Tally most{0, std::int64_t{1} << 40U, 0};
    counts.add({0, 0}, most, 1);
    counts.add({0, 0}, most, 1);
    CHECK(counts.find({0, 0}).count == std::int64_t{1} << 41U);
    Things sums{1, true};
    const Tally large{static_cast<detail::int128>(1) << 100U, 1, 0}, small{5, 1, 0};
    sums.add({0, 1}, small, 1);
    sums.add({0, 1}, large, 1);
    CHECK(sums.find({0, 1}).sum == (static_cast<detail::int128>(1) << 100U) + 5);
    Things near{1, true};
    for (int i = 0; i < 5; ++i) near.add({0, 0}, {(static_cast<detail::int128>(1) << 61U), 1, 0}, 1);
    CHECK(near.find({0, 0}).sum == static_cast<detail::int128>(5) << 61U);
}

TEST_CASE("Dictionary: a number has one code, be it small, large or negative, and its key tells it", "[statistics]") {
    FieldInfo field;
    field.kind = FieldKind::integer;
    Dictionary dictionary{field};
    std::map<std::int64_t, std::uint32_t> known;
    std::mt19937_64 random{7};
    for (int i = 0; i < 20'000; ++i) {
        const auto number = static_cast<std::int64_t>(random() % 3 == 0 ? random() % 5000 : random() % 3 == 0 ? random() >> 20U : ~(random() >> 30U));
        const std::uint32_t code = dictionary.code_of(number);
        const auto [at, fresh] = known.emplace(number, code);
        REQUIRE(at->second == code);
        if (fresh) REQUIRE(code == known.size());
        REQUIRE(dictionary.number(code) == number);
        REQUIRE(dictionary.key(code) == std::to_string(number));
    }
    CHECK(dictionary.codes() == known.size() + 1);
    CHECK(dictionary.code_of(unknown_number) == unknown_code);
}

TEST_CASE("Dictionary: whole numbers mostly met get codes by what they are, and each key is told as before", "[statistics]") {
    FieldInfo field;
    field.kind = FieldKind::integer;
    std::mt19937_64 random{11};
    const std::int64_t odd[] = {-1, 1 << 30, 0x7fffffff, 0xffffffff, std::int64_t{1} << 32U, (std::int64_t{1} << 32U) + 5, INT64_MAX};
    for (const std::int64_t below : {10, 3000, 200'000}) {
        CAPTURE(below);
        Dictionary dictionary{field};
        std::vector<std::int64_t> numbers;
        for (std::int64_t i = 0; i < below; ++i) numbers.push_back(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below)));
        numbers.insert(numbers.end(), std::begin(odd), std::end(odd));
        std::vector<std::uint32_t> codes(numbers.size());
        dictionary.codes_of(numbers.data(), numbers.size(), codes.data());
        CHECK(dictionary.number_directly(dictionary.codes()).empty());   // not so many more are wanted
        const auto became = dictionary.number_directly(std::numeric_limits<std::size_t>::max());
        REQUIRE(became.size() > codes.front());
        for (std::size_t i = 0; i < numbers.size(); ++i) REQUIRE(dictionary.number(became[codes[i]]) == numbers[i]);
        CHECK(dictionary.code_of(numbers.front()) == numbers.front() + 1);
        std::vector<std::int64_t> mixed{unknown_number, below, 5 * below, 1, 0};   // some never met
        mixed.insert(mixed.end(), std::begin(odd), std::end(odd));
        for (const bool alone : {false, true}) {
            for (std::size_t i = 0; i < mixed.size(); ++i) {
                std::vector<std::uint32_t> found(mixed.size());
                if (alone) dictionary.codes_of(&mixed[i], 1, &found[i]);
                else dictionary.codes_of(mixed.data(), mixed.size(), found.data());
                REQUIRE((mixed[i] == unknown_number ? found[i] == unknown_code : dictionary.number(found[i]) == mixed[i]));
                REQUIRE(found[i] == dictionary.code_of(mixed[i]));
                REQUIRE(found[i] < dictionary.codes());
            }
        }
        CHECK(dictionary.number_directly(std::numeric_limits<std::size_t>::max()).empty());   // nothing more to gain
    }
    Dictionary sparse{field};
    for (std::int64_t i = 0; i < 1000; ++i) static_cast<void>(sparse.code_of(i * 20));
    CHECK(sparse.number_directly(std::numeric_limits<std::size_t>::max()).empty());
}

TEST_CASE("Things: what codes have become shows in no tally", "[statistics][property]") {
    for (const Shape& shape : {Shape{1, true, 3, 3000, 50}, Shape{1, false, 2000, 2500, 0}, Shape{2, true, 3, 40, 50}}) {
        CAPTURE(shape.keys, shape.cells, shape.codes);
        std::mt19937_64 random{shape.codes};
        Things things{shape.keys, shape.sums};
        std::map<Key, Tally> expected;
        std::vector<std::uint32_t> became(shape.codes);
        for (std::uint32_t code = 0; code < shape.codes; ++code) became[code] = code;
        std::shuffle(became.begin() + 1, became.end(), random);
        for (auto& code : became) code *= 2;
        for (int i = 0; i < 9000; ++i) {
            Key key{static_cast<std::uint32_t>(random() % shape.cells), static_cast<std::uint32_t>(random() % shape.codes)};
            if (shape.keys == 2) key.push_back(static_cast<std::uint32_t>(random() % shape.codes));
            const Tally tally{shape.sums ? static_cast<detail::int128>(random() % 1000) : 0, 1 + static_cast<std::int64_t>(random() % 300), 0};
            things.add(key, tally, 1);
            key[shape.keys] = became[key[shape.keys]];
            expected[key].add(tally, 1);
        }
        things.recode(shape.keys - 1, became, std::size_t{2} * shape.codes);
        CHECK(all(things) == expected);
    }
}
