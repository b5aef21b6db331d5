// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "core/kind_of.hpp"
#include "some_cases.hpp"

#include <arrears/rules/labour_standing.hpp>
#include <arrears/rules/verify.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

using namespace arrears;

namespace {

constexpr Date as_of{2018, 12, 31};
const RetirementFacts man_of_57{Date{1961, 3, 1}, RetirementGroup::male, {}};   // 60 on 2021-03-01, five years before that 2016-03-01
const RetirementFacts man_of_50{Date{1968, 3, 1}, RetirementGroup::male, {}};

LabourStanding of(const LabourStandingFacts& facts, Date day = as_of) {
    const LabourStandingRule rule;
    const auto decision = rule.explain(facts, day);
    CHECK(decision.outcome == rule.decide(facts, day));
    CHECK(verify(decision, rule, facts, day).holds());
    return decision.outcome.value();
}
MissingFacts missing(const LabourStandingFacts& facts) { return LabourStandingRule{}.decide(facts, as_of).missing(); }

}   // namespace

TEST_CASE("LabourStandingRule: whoever keeps the labour relation is not unemployed", "[rules]") {
    for (const bool seeks : {false, true}) {
        CHECK(of({true, EmploymentStatus::laid_off, man_of_50, false, false, seeks}) == LabourStanding::laid_off);
        CHECK(of({true, EmploymentStatus::dormant, man_of_50, false, false, seeks}) == LabourStanding::dormant);
        CHECK(of({true, EmploymentStatus::in_post, man_of_50, false, false, seeks}) == LabourStanding::in_post);
        CHECK(of({true, EmploymentStatus::laid_off, man_of_57, true, false, seeks}) == LabourStanding::internally_retired);
    }
    // Once it has ended, work, age and will decide.
    CHECK(of({false, {}, man_of_50, {}, false, true}) == LabourStanding::unemployed);
    CHECK(of({false, EmploymentStatus::laid_off, man_of_50, true, false, true}) == LabourStanding::unemployed);   // what was before matters no more
    CHECK(of({false, {}, man_of_50, {}, false, false}) == LabourStanding::not_seeking);
    CHECK(of({false, {}, {}, {}, true, {}}) == LabourStanding::works_elsewhere);
    CHECK(of({false, {}, {Date{1958, 12, 31}, {}, Sex::male}, {}, false, true}) == LabourStanding::not_seeking);   // 60 on the day
    CHECK(of({false, {}, {Date{1959, 1, 1}, {}, Sex::male}, {}, false, true}) == LabourStanding::unemployed);
}

TEST_CASE("LabourStandingRule: internal retirement takes an approval, and less than five years to the age", "[rules]") {
    const auto approved = [](Date day) { return of({true, EmploymentStatus::laid_off, man_of_57, true, {}, {}}, day); };
    CHECK(approved(Date{2016, 3, 1}) == LabourStanding::laid_off);   // just five years: not less
    CHECK(approved(Date{2016, 3, 2}) == LabourStanding::internally_retired);
    CHECK(approved(Date{2021, 2, 28}) == LabourStanding::internally_retired);
    CHECK(approved(Date{2021, 3, 1}) == LabourStanding::laid_off);   // of age: to retire
    CHECK(of({true, EmploymentStatus::laid_off, man_of_57, false, {}, {}}) == LabourStanding::laid_off);
    // Born in September 1970: 60 in 2030-09, and 17 months and more of delay once that is known.
    const LabourStandingFacts delayed{true, EmploymentStatus::laid_off, {Date{1970, 9, 15}, RetirementGroup::male, {}}, true, {}, {}};
    CHECK(of(delayed, Date{2026, 1, 1}) == LabourStanding::laid_off);
    CHECK(of(delayed, Date{2028, 1, 1}) == LabourStanding::internally_retired);
    CHECK(kind_of([&] { return of(delayed, Date{1993, 1, 1}); }) == ErrorKind::outside_known);   // before the decree
    CHECK(of({true, EmploymentStatus::laid_off, delayed.person, false, {}, {}}, Date{1993, 1, 1}) == LabourStanding::laid_off);
}

TEST_CASE("LabourStandingRule: asks for what would decide, and for nothing else", "[rules]") {
    CHECK(missing({}) == MissingFacts{Fact::labour_relation});
    CHECK(missing({true, EmploymentStatus::laid_off, man_of_57, {}, {}, {}}) == MissingFacts{Fact::internal_retirement});
    CHECK(missing({true, EmploymentStatus::laid_off, {}, true, {}, {}}) == MissingFacts{Fact::birth, Fact::retirement_group});
    CHECK(of({true, EmploymentStatus::laid_off, man_of_50, {}, {}, {}}) == LabourStanding::laid_off);   // too young for it, approved or not
    CHECK(missing({true, {}, man_of_50, true, {}, {}}) == MissingFacts{Fact::employment_status});
    CHECK(missing({false, {}, {}, {}, {}, {}}) ==
          MissingFacts{Fact::works_elsewhere, Fact::seeks_work, Fact::birth, Fact::retirement_group});
    CHECK(missing({false, {}, {}, {}, {}, false}) == MissingFacts{Fact::works_elsewhere});
    CHECK(missing({false, {}, man_of_50, {}, false, {}}) == MissingFacts{Fact::seeks_work});
}

namespace {

/// From the definitions, of complete facts; written apart from the rule.
LabourStanding defined(bool relation, EmploymentStatus employment, bool approved, bool in_last_five_years, bool of_age, bool elsewhere, bool seeks) {
    if (relation) {
        if (approved && in_last_five_years) return LabourStanding::internally_retired;
        constexpr std::array kept{LabourStanding::in_post, LabourStanding::laid_off, LabourStanding::dormant};
        return kept[static_cast<std::size_t>(employment)];
    }
    if (elsewhere) return LabourStanding::works_elsewhere;
    return seeks && !of_age ? LabourStanding::unemployed : LabourStanding::not_seeking;
}

std::vector<bool> values(const std::optional<bool>& known) { return known ? std::vector<bool>{*known} : std::vector<bool>{false, true}; }

}   // namespace

TEST_CASE("LabourStandingRule: undetermined just where finding out could change the answer", "[rules][property]") {
    some::Random random{56};
    const LabourStandingRule rule;
    std::size_t wrong = 0, determined = 0;
    for (int i = 0; i < 20'000; ++i) {
        LabourStandingFacts facts = some::labour_facts(random);
        const bool person_known = !some::once_in(random, 3);
        const RetirementFacts persons[] = {man_of_50, man_of_57, {Date{1957, 3, 1}, RetirementGroup::male, {}}};   // early, in the years, of age
        const std::size_t at = random() % 3;
        facts.person = person_known ? persons[at] : RetirementFacts{};
        std::set<LabourStanding> possible;
        for (std::size_t person = 0; person < 3; ++person) {
            if (person_known && person != at) continue;
            for (const bool relation : values(facts.relation_stands)) {
                for (const bool approved : values(facts.internal_retirement_approved)) {
                    for (const bool elsewhere : values(facts.works_elsewhere)) {
                        for (const bool seeks : values(facts.seeks_work)) {
                            for (std::size_t status = 0; status < enum_count<EmploymentStatus>; ++status) {
                                if (facts.employment && *facts.employment != enum_at<EmploymentStatus>(status)) continue;
                                possible.insert(
                                    defined(relation, enum_at<EmploymentStatus>(status), approved, person == 1, person == 2, elsewhere, seeks));
                            }
                        }
                    }
                }
            }
        }
        const auto outcome = rule.decide(facts, as_of);
        if (outcome.is_determined()) {
            ++determined;
            if (possible.size() != 1 || *possible.begin() != outcome.value()) ++wrong;
        } else if (possible.size() == 1) {
            ++wrong;
        }
    }
    CHECK(wrong == 0);
    CHECK(determined > 4'000);
}
