// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/model/category_set.hpp>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <vector>

using namespace arrears;

static_assert(std::forward_iterator<CategorySet::Iterator>);
static_assert(CategorySet{ArrearsCategory::wages, ArrearsCategory::pension} == CategorySet{ArrearsCategory::pension, ArrearsCategory::wages});

TEST_CASE("CategorySet: agrees with std::set under any insertions and removals", "[model][property]") {
    const auto seed = GENERATE(take(50, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    CategorySet ours;
    std::set<ArrearsCategory> theirs;
    for (int step = 0; step < 60; ++step) {
        const auto category = enum_at<ArrearsCategory>(random() % enum_count<ArrearsCategory>);
        if (random() % 3 == 0) {
            ours.erase(category);
            theirs.erase(category);
        } else {
            ours.insert(category);
            theirs.insert(category);
        }
        REQUIRE(ours.contains(category) == theirs.contains(category));
    }
    CHECK(std::vector<ArrearsCategory>(ours.begin(), ours.end()) == std::vector<ArrearsCategory>(theirs.begin(), theirs.end()));
    CHECK(ours.size() == theirs.size());
    CHECK(ours.empty() == theirs.empty());
}
