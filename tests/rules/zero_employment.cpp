// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/zero_employment.hpp>

#include <random>
#include <set>
#include <vector>

using namespace arrears;

namespace {
constexpr Date as_of{2018, 12, 31};
using Known = std::optional<bool>;
Outcome<bool> decide(const std::vector<HouseholdMember>& members) {
    HouseholdMembers all;
    for (const HouseholdMember& member : members) all.add(member);
    return ZeroEmploymentRule{}.decide(all, as_of);
}
/// The answers of all completions of what is unknown, by the definition's own words.
std::set<bool> answers(std::vector<HouseholdMember> members) {
    for (HouseholdMember& member : members) {
        for (Known* fact : {&member.able, &member.has_work}) {
            if (*fact) continue;
            std::set<bool> out;
            for (const bool value : {false, true}) {
                *fact = value;
                out.merge(answers(members));
            }
            return out;
        }
    }
    bool able = false, works = false;
    for (const HouseholdMember& member : members) {
        if (!*member.able) continue;
        able = true;
        works = works || *member.has_work;
    }
    return {able && !works};
}
}   // namespace

TEST_CASE("ZeroEmploymentRule: able members and their work", "[rules]") {
    CHECK(decide({{true, false}}).value());
    CHECK(decide({{true, false}, {true, false}, {false, true}}).value());   // a working pensioner is left out
    CHECK_FALSE(decide({{true, false}, {true, true}}).value());
    CHECK_FALSE(decide({{true, true}, {{}, {}}}).value());   // one with work settles it
    CHECK_FALSE(decide({{false, false}}).value());           // at least one able member
    CHECK_FALSE(decide({}).value());
    CHECK_FALSE(decide({{{}, true}}).value());   // with work if able, and else nobody is able
    CHECK(decide({{true, false}, {{}, false}}).value());
    CHECK(decide({{true, {}}}).missing() == MissingFacts{Fact::employed_members});
    CHECK(decide({{{}, false}}).missing() == MissingFacts{Fact::able_members});
    CHECK(decide({{true, false}, {{}, true}}).missing() == MissingFacts{Fact::able_members});
    CHECK(decide({{{}, {}}}).missing() == MissingFacts{Fact::able_members, Fact::employed_members});
}

TEST_CASE("ZeroEmploymentRule: determined just where every completion of the unknown agrees", "[rules][property]") {
    const auto seed = GENERATE(take(300, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    std::vector<HouseholdMember> members(random() % 5);
    for (HouseholdMember& member : members) {
        for (Known* fact : {&member.able, &member.has_work}) {
            if (const auto pick = random() % 3; pick != 2) *fact = pick == 1;
        }
    }
    const auto all = answers(members);
    const auto outcome = decide(members);
    CHECK(outcome.is_determined() == (all.size() == 1));
    if (outcome.is_determined()) CHECK(outcome.value() == *all.begin());
}

TEST_CASE("ZeroEmploymentRule: workers on the roll as members", "[rules]") {
    const ZeroEmploymentRule rule;
    CHECK(rule.member(EmploymentStatus::in_post) == HouseholdMember{true, true});
    CHECK(rule.member(EmploymentStatus::laid_off) == HouseholdMember{true, false});   // in law not unemployed
    CHECK(rule.member(EmploymentStatus::dormant) == HouseholdMember{true, false});
    CHECK(rule.member({}) == HouseholdMember{true, {}});
    CHECK(rule.member(EmploymentStatus::laid_off, true) == HouseholdMember{false, false});
    CHECK(rule.member(EmploymentStatus::laid_off, std::nullopt) == HouseholdMember{{}, false});
    const ZeroEmploymentRule ask{.laid_off_has_work = std::nullopt, .dormant_has_work = true};
    CHECK(ask.member(EmploymentStatus::laid_off) == HouseholdMember{true, {}});
    CHECK(ask.member(EmploymentStatus::dormant) == HouseholdMember{true, true});
    CHECK_THROWS_WITH(HouseholdMembers{}.add({}, -1), "HouseholdMembers::add: a negative number of members; expected 0 or more");
}
