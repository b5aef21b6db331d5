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
#define ARREARS_TEST_TEN(x) (x##0, "", ""), (x##1, "", ""), (x##2, "", ""), (x##3, "", ""), (x##4, "", ""), \
                            (x##5, "", ""), (x##6, "", ""), (x##7, "", ""), (x##8, "", ""), (x##9, "", "")
ARREARS_ENUM(Many, ARREARS_TEST_TEN(a), ARREARS_TEST_TEN(b), ARREARS_TEST_TEN(c), ARREARS_TEST_TEN(d), ARREARS_TEST_TEN(e), ARREARS_TEST_TEN(f),
             ARREARS_TEST_TEN(g), ARREARS_TEST_TEN(h), ARREARS_TEST_TEN(i), ARREARS_TEST_TEN(j), ARREARS_TEST_TEN(k), ARREARS_TEST_TEN(l),
             (m0, "", ""), (m1, "", ""), (m2, "", ""), (m3, "", ""), (m4, "", ""), (m5, "", ""), (m6, "", ""), (m7, "", ""));

/// Any insertions and removals, in a set of ours and in one of the library's.
template <Enumeration E>
void agrees(std::mt19937& random, int steps) {
    EnumSet<E> ours;
    std::set<E> theirs;
    for (int step = 0; step < steps; ++step) {
        const auto word = enum_at<E>(random() % enum_count<E>);
        if (random() % 3 == 0) {
            ours.erase(word);
            theirs.erase(word);
        } else {
            ours.insert(word);
            theirs.insert(word);
        }
        REQUIRE(ours.contains(word) == theirs.contains(word));
    }
    CHECK(std::vector<E>(ours.begin(), ours.end()) == std::vector<E>(theirs.begin(), theirs.end()));
    CHECK(ours.size() == theirs.size());
    CHECK(ours.empty() == theirs.empty());
}
}   // namespace

static_assert(std::forward_iterator<Set::Iterator>);
static_assert(enum_count<Many> == 128 && sizeof(EnumSet<Many>) == 16 && sizeof(Set) == 4);
static_assert(EnumSet<Many>{Many::m7, Many::a0} == EnumSet<Many>{Many::a0, Many::m7});
static_assert(Set{Word::g, Word::a} == Set{Word::a, Word::g});

TEST_CASE("EnumSet: agrees with std::set under any insertions and removals", "[core][property]") {
    const auto seed = GENERATE(take(50, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    agrees<Word>(random, 60);
    agrees<Many>(random, 300);
}

TEST_CASE("EnumSet: prints its identifiers in the enumeration's order", "[core]") {
    CHECK(print(Set{}).empty());
    CHECK(print(Set{Word::g, Word::a}) == "a;g");
    std::ostringstream out;
    out << Set{Word::c, Word::b};
    CHECK(out.str() == "b;c");
}
