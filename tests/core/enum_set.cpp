// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/core/enum_set.hpp>

#include <iterator>
#include <random>
#include <set>
#include <sstream>
#include <vector>

using namespace arrears;

namespace {
ARREARS_ENUM(Word, (a, "甲", "A"), (b, "乙", "B"), (c, "丙", "C"), (d, "丁", "D"), (e, "戊", "E"), (f, "己", "F"), (g, "庚", "G"));
using Set = EnumSet<Word>;
}   // namespace

static_assert(std::forward_iterator<Set::Iterator>);
static_assert(Set{Word::g, Word::a} == Set{Word::a, Word::g});

TEST_CASE("EnumSet: agrees with std::set under any insertions and removals", "[core][property]") {
    const auto seed = GENERATE(take(50, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    Set ours;
    std::set<Word> theirs;
    for (int step = 0; step < 60; ++step) {
        const auto word = enum_at<Word>(random() % enum_count<Word>);
        if (random() % 3 == 0) {
            ours.erase(word);
            theirs.erase(word);
        } else {
            ours.insert(word);
            theirs.insert(word);
        }
        REQUIRE(ours.contains(word) == theirs.contains(word));
    }
    CHECK(std::vector<Word>(ours.begin(), ours.end()) == std::vector<Word>(theirs.begin(), theirs.end()));
    CHECK(ours.size() == theirs.size());
    CHECK(ours.empty() == theirs.empty());
}

TEST_CASE("EnumSet: prints its identifiers in the enumeration's order", "[core]") {
    CHECK(print(Set{}).empty());
    CHECK(print(Set{Word::g, Word::a}) == "a;g");
    std::ostringstream out;
    out << Set{Word::c, Word::b};
    CHECK(out.str() == "b;c");
}
