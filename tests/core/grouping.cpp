// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/grouping.hpp>

#include "catch.hpp"

#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

/// The groups of the survey over codes of GB/T 4754-2017.
Grouping industries() {
    return {"industry_group",
            "industry",
            {{"chemical", {"chemical", "化工"}, "C26"},
             {"manufacturing", {"manufacturing", "制造"}, "C"},
             {"transport", {"transport", "交通"}, "G"},
             {"trade", {"trade and catering", "商贸餐饮"}, "F; H"},
             {"exactly", {"one code", "单码"}, "=C2610；=K"},
             {"other", {"other", "其他"}, "*"}}};
}
Grouping ages() { return {"age_band", "age", {{"young", {}, "..40"}, {"middle", {}, "40..46;50"}, {"old", {}, "51.."}}}; }

std::string id_of(const Grouping& grouping, auto key) {
    const auto group = grouping.group_of(key);
    return group ? grouping.groups()[*group].id : "none";
}

std::vector<std::string> faults_of(std::string name, std::vector<Group> groups) {
    auto [grouping, faults] = Grouping::try_make(std::move(name), "field", std::move(groups));
    CHECK(grouping.has_value() == faults.empty());
    std::vector<std::string> told;
    for (const Fault& fault : faults) told.push_back(fault.message());
    return told;
}

using Told = std::vector<std::string>;

}   // namespace

TEST_CASE("grouping: of codes, the longest pattern that fits wins, an exact one before all", "[core]") {
    const Grouping grouping = industries();
    CHECK(grouping.kind() == GroupingKind::codes);
    CHECK(id_of(grouping, "C26") == "chemical");
    CHECK(id_of(grouping, "C2614") == "chemical");
    CHECK(id_of(grouping, "C2610") == "exactly");
    CHECK(id_of(grouping, "C26101") == "chemical");
    CHECK(id_of(grouping, "C2") == "manufacturing");
    CHECK(id_of(grouping, "C27") == "manufacturing");
    CHECK(id_of(grouping, "H61") == "trade");
    CHECK(id_of(grouping, "K") == "exactly");
    CHECK(id_of(grouping, "K70") == "other");
    CHECK(id_of(grouping, "c26") == "other");   // codes are told apart by case
    CHECK(id_of(grouping, "2614") == "other");
    CHECK(id_of(grouping, "") == "none");   // unknown is not "the rest"
    CHECK(id_of(Grouping{"one", "industry", {{"c", {}, "C"}}}, "D44") == "none");
}

TEST_CASE("grouping: divisions match by how they begin, never inside", "[core]") {
    const Grouping cities{"city", "district", {{"yangquan", {"Yangquan", "阳泉市"}, "1403"}, {"mine", {"Mine district", "矿区"}, "140303"}}};
    CHECK(id_of(cities, "140302") == "yangquan");
    CHECK(id_of(cities, "140303") == "mine");
    CHECK(id_of(cities, "140300") == "yangquan");
    CHECK(id_of(cities, "211403") == "none");
}

TEST_CASE("grouping: of numbers, bands hold their start and not their end", "[core]") {
    const Grouping grouping = ages();
    CHECK(grouping.kind() == GroupingKind::numbers);
    CHECK(id_of(grouping, 39) == "young");
    CHECK(id_of(grouping, 40) == "middle");
    CHECK(id_of(grouping, 45U) == "middle");
    CHECK(id_of(grouping, 46) == "none");
    CHECK(id_of(grouping, 50) == "middle");
    CHECK(id_of(grouping, 51) == "old");
    CHECK(id_of(grouping, std::numeric_limits<std::int64_t>::min()) == "young");
    CHECK(id_of(grouping, std::numeric_limits<std::int64_t>::max()) == "old");
    CHECK(id_of(Grouping{"n", "f", {{"below", {}, "-5..0"}, {"rest", {}, "*"}}}, -5) == "below");
    CHECK(id_of(Grouping{"n", "f", {{"below", {}, "-5..0"}, {"rest", {}, "*"}}}, 0) == "rest");
    CHECK_THROWS_WITH(grouping.group_of("40"), "grouping \"age_band\" is of numbers, not of codes");
    CHECK_THROWS_WITH(industries().group_of(40), "grouping \"industry_group\" is of codes, not of numbers");
}

TEST_CASE("grouping: what cannot be is refused, all of it at once", "[core]") {
    CHECK(faults_of("g", {}) == Told{"grouping \"g\" is empty; expected at least one group"});
    CHECK(faults_of("", {{"a", {}, "A"}}) == Told{"a grouping has no name"});
    CHECK(faults_of("g", {{"a", {}, "A"}, {"a", {}, "B"}}) == Told{"grouping \"g\": two groups have the id \"a\""});
    CHECK(faults_of("g", {{"", {}, "A"}}) == Told{"grouping \"g\": a group has no id"});
    CHECK(faults_of("g", {{"a", {}, ""}}) == Told{"grouping \"g\": group \"a\" has an empty pattern; expected patterns as C26;C27, 40..46 or *"});
    CHECK(faults_of("g", {{"a", {}, "A;"}}).size() == 1);
    CHECK(faults_of("g", {{"a", {}, "A;B"}, {"b", {}, "B"}}) == Told{"grouping \"g\": groups \"a\" and \"b\" both take \"B\""});
    CHECK(faults_of("g", {{"a", {}, "*"}, {"b", {}, "*"}}) == Told{"grouping \"g\": groups \"a\" and \"b\" both take the rest (*)"});
    CHECK(faults_of("g", {{"a", {}, "40..46"}, {"b", {}, "45..50"}}) == Told{"grouping \"g\": groups \"a\" and \"b\" both take 45"});
    CHECK(faults_of("g", {{"a", {}, "40..46"}, {"b", {}, "41"}}) == Told{"grouping \"g\": groups \"a\" and \"b\" both take 41"});
    CHECK(faults_of("g", {{"a", {}, "..46"}, {"b", {}, "..40"}}).size() == 1);
    CHECK(faults_of("g", {{"a", {}, ".."}}).empty());
    for (const char* const band : {"46..40", "40..40", "4o..46", "40...46", "40..46..50", "1.5..2", "99999999999999999999.."}) {
        CAPTURE(band);
        CHECK(faults_of("g", {{"a", {}, band}}) == Told{"grouping \"g\": group \"a\" has the band \"" + std::string{band} +
                                                        "\"; expected 40..46 (46 not included), ..40, 46.. or a whole number"});
    }
    CHECK(faults_of("g", {{"a", {}, "1..2"}, {"b", {}, "C26"}}).size() == 1);   // of numbers, so C26 is no band
    CHECK(faults_of("g", {{"a", {}, "="}}).size() == 1);
    CHECK(faults_of("g", {{"a", {}, "="}, {"a", {}, "B;B"}, {"", {}, ";"}}).size() == 6);
    CHECK_THROWS_AS((Grouping{"g", "f", {}}), Error);
}

TEST_CASE("grouping: labels stand in for one another", "[core]") {
    const Grouping grouping{"g", "f", {{"a", {"", "甲"}, "A"}, {"b", {"b!", ""}, "B"}, {"c", {}, "C"}}};
    CHECK(grouping.label(0, Language::en) == "甲");
    CHECK(grouping.label(1, Language::zh) == "b!");
    CHECK(grouping.label(2, Language::zh) == "c");
    CHECK(grouping.find("b") == 1);
    CHECK_FALSE(grouping.find("d").has_value());
    CHECK(grouping == grouping);
    CHECK_FALSE(grouping == ages());
}

TEST_CASE("grouping: agrees with a search by hand", "[core][property]") {
    const auto seed = GENERATE(take(100, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto some_code = [&random] {
        std::string code;
        for (std::size_t i = 0, count = random() % 4 + 1; i < count; ++i) code += "AB1"[random() % 3];
        return code;
    };
    std::vector<std::pair<std::string, std::size_t>> patterns;
    std::vector<Group> groups;
    for (std::size_t group = 0; group < 6; ++group) {
        std::string match;
        for (std::size_t i = 0, count = random() % 3 + 1; i < count; ++i) {
            const std::string code = some_code();
            bool taken = false;
            for (const auto& [text, owner] : patterns) taken = taken || text == code;
            if (taken) continue;
            patterns.emplace_back(code, group);
            match += (match.empty() ? "" : ";") + code;
        }
        groups.push_back({"g" + std::to_string(group), {}, match.empty() ? "=none" + std::to_string(group) : match});
    }
    const Grouping grouping{"g", "f", groups};
    for (int i = 0; i < 100; ++i) {
        const std::string code = some_code();
        CAPTURE(code);
        std::optional<std::size_t> expected;
        std::size_t longest = 0;
        for (const auto& [text, group] : patterns) {
            if (code.starts_with(text) && text.size() > longest) longest = text.size(), expected = group;
        }
        CHECK(grouping.group_of(code) == expected);
    }
}
