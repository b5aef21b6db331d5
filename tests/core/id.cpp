// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/id.hpp>

#include "catch.hpp"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <vector>

using namespace arrears;

namespace {

using MineId = Id<struct MineTag>;
using MinerId = Id<struct MinerTag>;
using MineIndex = Index<struct MineTag>;
using MinerIndex = Index<struct MinerTag>;

std::string fault_of(std::string_view text) {
    const auto result = MineId::try_parse(text);
    return result ? "an id" : result.fault().message();
}

}   // namespace

static_assert(std::totally_ordered<MineId> && std::regular<MineId> && std::is_trivially_copyable_v<MineId>);
static_assert(!std::equality_comparable_with<MineId, MinerId> && !std::totally_ordered_with<MineId, MinerId>);
static_assert(!std::is_convertible_v<std::string_view, MineId> && !std::is_constructible_v<MineId, MinerId> &&
              !std::is_assignable_v<MineId&, MinerId>);
static_assert(!std::equality_comparable_with<MineIndex, MinerIndex> && !std::is_convertible_v<int, MineIndex>);
static_assert(!std::is_constructible_v<MineIndex, bool> && !std::is_constructible_v<MineIndex, double> && !std::is_constructible_v<MineIndex, char>);
static_assert(MineId{"E1"} < MineId{"E2"} && MineId{"E"} < MineId{"E1"} && MineId{} < MineId{"!"} && MineId{"E1"} == MineId{"E1"});
static_assert(MineId{}.empty() && MineId{} == MineId{} && MineId{"阳煤一矿"}.view() == "阳煤一矿");
static_assert(MineIndex{7}.value() == 7 && MineIndex{} == MineIndex{0});

TEST_CASE("id: keeps the office's text to the byte", "[core]") {
    for (const char* const text : {"1", "E-001", "企业 1", "Ａ０１", "14030219", "a/b#c:d", "123456789012345678901234567890", "一二三四五六七八九十"}) {
        CAPTURE(text);
        CHECK(MineId{text}.view() == text);
        CHECK((*MineId::try_parse(text)).view() == text);
        std::ostringstream out;
        out << MineId{text};
        CHECK(out.str() == text);
    }
    CHECK_FALSE(MineId{"e1"} == MineId{"E1"});
    CHECK_FALSE(MineId{"1"} == MineId{"01"});
}

TEST_CASE("id: each thing that an id may not be is said, without the text", "[core]") {
    CHECK(fault_of("") == "the id is empty; expected a text of 1 to 30 bytes");
    CHECK(fault_of(" E1") == "the id begins with a blank; expected no blank before or after");
    CHECK(fault_of("E1 ") == "the id ends with a blank; expected no blank before or after");
    CHECK(fault_of("　E1") == "the id begins with a blank; expected no blank before or after");
    CHECK(fault_of("E1\u00A0") == "the id ends with a blank; expected no blank before or after");
    CHECK(fault_of(" ") == "the id begins with a blank; expected no blank before or after");
    CHECK(fault_of("E\t1") == "the id has a control or invisible character at position 2; expected visible characters");
    CHECK(fault_of(std::string("E\0", 2)) == "the id has a control or invisible character at position 2; expected visible characters");
    CHECK(fault_of("矿\u200B1") == "the id has a control or invisible character at position 2; expected visible characters");
    CHECK(fault_of("\uFEFFE1") == "the id has a control or invisible character at position 1; expected visible characters");
    CHECK(fault_of("E1\x7F") == "the id has a control or invisible character at position 3; expected visible characters");
    CHECK(fault_of("E\xC0\x80") == "the id is not UTF-8 at byte 2; expected UTF-8");
    CHECK(fault_of("1234567890123456789012345678901") == "the id has 31 bytes; expected at most 30");
    CHECK(fault_of("一二三四五六七八九十一") == "the id has 33 bytes; expected at most 30");
    CHECK(MineId::try_parse("一二三四五六七八九十一").fault().message(Language::zh) == "编号有 33 字节；应不超过 30 字节");
    CHECK_THROWS_AS(MineId{""}, Error);
    CHECK_THROWS_AS(MineId{"E1\n"}, Error);
}

TEST_CASE("id: equality, order and hash agree with those of the text", "[core][property]") {
    const auto seed = GENERATE(take(50, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto some = [&random] {
        static constexpr const char* parts[] = {"A", "B", "0", "1", "一", "矿", "é", "😀", "-"};
        std::string text;
        for (std::size_t i = 0, count = random() % 6 + 1; i < count; ++i) text += parts[random() % std::size(parts)];
        return text;
    };
    for (int i = 0; i < 200; ++i) {
        const std::string a = some(), b = some();
        CAPTURE(a, b);
        CHECK(((MineId{a} <=> MineId{b}) == (a <=> b)));
        CHECK(((MineId{a} == MineId{b}) == (a == b)));
        if (a == b) CHECK(MineId{a}.hash() == MineId{b}.hash());
    }
}

TEST_CASE("id: the hash scatters numbers that count up", "[core]") {
    constexpr std::size_t count = 200'000, buckets = 1U << 16U;
    std::set<std::size_t> hashes;
    std::vector<int> low(buckets), high(buckets);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t hash = std::hash<MineId>{}(MineId{"W" + std::to_string(i)});
        hashes.insert(hash);
        ++low[hash % buckets];
        ++high[hash >> 48U];
    }
    CHECK(hashes.size() == count);
    // about 3 a bucket: among 65,536 buckets a fair hash leaves none with 20 or more (expected number of such: about 10^-6)
    CHECK(*std::max_element(low.begin(), low.end()) < 20);
    CHECK(*std::max_element(high.begin(), high.end()) < 20);
    int flipped = 0;   // one character changed moves about half of the 64 bits
    for (std::size_t at = 0; at < 30; ++at) {
        std::string text(30, 'a');
        const std::size_t before = MineId{text}.hash();
        text[at] = 'b';
        const int bits = std::popcount(before ^ MineId{text}.hash());
        CHECK(bits > 8);
        flipped += bits;
    }
    CHECK(flipped > 30 * 26);
    CHECK(flipped < 30 * 38);
}

TEST_CASE("id: an index holds 32 bits and refuses more", "[core]") {
    CHECK(MineIndex{UINT32_MAX}.value() == UINT32_MAX);
    CHECK_THROWS_AS(MineIndex{std::int64_t{UINT32_MAX} + 1}, Error);
    CHECK_THROWS_AS(MineIndex{-1}, Error);
    CHECK_THROWS_AS(MineIndex{UINT64_MAX}, Error);
    CHECK(MineIndex{1} < MineIndex{2});
    CHECK(std::unordered_set<MineIndex>{MineIndex{1}, MineIndex{1}, MineIndex{2}}.size() == 2);
    std::ostringstream out;
    out << MineIndex{12};
    CHECK(out.str() == "12");
}
