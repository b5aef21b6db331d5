// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/grouping_rows.hpp>

#include "catch.hpp"

#include <cstdint>
#include <string>
#include <utility>

using namespace arrears;

TEST_CASE("grouping_rows: rows become groupings; each fault has its place", "[core]") {
    const auto row = [](std::string grouping, std::string field, std::string id, std::string match, std::uint64_t line) {
        return GroupingRow{std::move(grouping), std::move(field), {std::move(id), {}, std::move(match), {"groupings.csv", line, 0, {}}}};
    };
    const Groupings good = make_groupings(
        {row("industry", "industry", "c", "C", 2), row("age", "age", "young", "..40", 3), row("industry", "industry", "rest", "*", 4)});
    CHECK(good.faults.empty());
    REQUIRE(good.groupings.size() == 2);
    CHECK(good.groupings[0].name() == "industry");
    CHECK(good.groupings[0].size() == 2);
    CHECK(good.groupings[1].field() == "age");

    const Groupings bad =
        make_groupings({row("industry", "industry", "c", "C", 2), row("industry", "age", "d", "D", 3), row("age", "age", "young", "40..30", 4),
                        row("", "age", "x", "X", 5), row("city", "district", "a", "14", 6)});
    REQUIRE(bad.faults.size() == 3);
    CHECK(bad.faults[0].message() ==
          "groupings.csv:3: grouping \"industry\" is over \"industry\" and over \"age\"; expected one field in all its rows");
    CHECK(bad.faults[1].message() ==
          "groupings.csv:4: grouping \"age\": group \"young\" has the band \"40..30\"; expected 40..46 (46 not included), ..40, 46.. or a whole "
          "number");
    CHECK(bad.faults[2].message() == "groupings.csv:5: a grouping has no name");
    REQUIRE(bad.groupings.size() == 1);
    CHECK(bad.groupings[0].name() == "city");
}
