// SPDX-License-Identifier: BSL-1.0
// What holds of every rule: decide() and explain() are one body with two doors, and every reason verifies.
#include "catch.hpp"

#include "allocations.hpp"
#include "some_cases.hpp"

#include <arrears/rules/verify.hpp>

#include <optional>
#include <vector>

using namespace arrears;

namespace {

/// What went wrong over many cases.
struct Found {
    std::size_t cases = 0;
    std::size_t determined = 0;
    std::size_t different = 0;      ///< decide and explain disagree
    std::size_t unverified = 0;     ///< verify rejects a reason, with or without the facts
    std::size_t outside = 0;        ///< a parameter is cited outside its dates
    std::size_t allocated = 0;      ///< decide allocated
    std::size_t not_named = 0;      ///< undetermined, and nothing named that would decide
    std::size_t unknown_days = 0;   ///< refused, since the parameters know nothing of a day
    std::size_t out_of_order = 0;   ///< steps are not numbered depth first from the conclusions, so that compilers would differ
    std::size_t refused = 0;        ///< refused for any other reason: no case here calls for it
};

/// Whether a walk from the conclusions, operands first, meets the steps in the order of their numbers, before all others.
bool in_order(const Explanation& reasons) {
    std::uint32_t met = 0;
    const auto walk = [&](const auto& self, std::uint32_t number) -> bool {
        if (number < met) return true;
        for (const Operand& operand : reasons.operands_of(reasons.steps[number])) {
            if (!self(self, operand.step)) return false;
        }
        return number == met++;
    };
    for (const std::uint32_t conclusion : reasons.conclusions) {
        if (!walk(walk, conclusion)) return false;
    }
    return true;
}

template <class Rule, class Facts>
void check(const Rule& rule, const Facts& facts, Date as_of, Found& found) {
    ++found.cases;
    std::optional<ErrorKind> error;
    std::optional<decltype(some::decide(rule, facts, as_of))> outcome;
    const std::size_t before = allocations();
    try {
        outcome = some::decide(rule, facts, as_of);
        if (allocations() != before) ++found.allocated;
    } catch (const Error& thrown) {
        error = thrown.kind();
        ++(thrown.kind() == ErrorKind::outside_known ? found.unknown_days : found.refused);
    }
    try {
        const auto decision = some::explain(rule, facts, as_of);
        if (decision.outcome != outcome) ++found.different;
        if (!verify(decision, rule, facts, as_of).holds() || !verify(decision).holds()) ++found.unverified;
        for (const Citation& cited : decision.reasons.citations) {
            if (cited.key && !cited.in_force.contains(cited.on)) ++found.outside;
        }
        if (!in_order(decision.reasons)) ++found.out_of_order;
        if (decision.outcome.is_determined()) ++found.determined;
        else if (decision.reasons.missing.empty()) ++found.not_named;
    } catch (const Error& thrown) {
        if (error != thrown.kind()) ++found.different;
    }
}

void check_found(const Found& found) {
    CHECK(found.different == 0);
    CHECK(found.unverified == 0);
    CHECK(found.outside == 0);
    CHECK(found.out_of_order == 0);
    CHECK(found.allocated == 0);
    CHECK(found.not_named == 0);
    CHECK(found.refused == 0);
    CHECK(found.determined > found.cases / 4);   // the cases are about something
    CHECK(found.determined < found.cases);
}

const int cases = test::cases;

}   // namespace

TEST_CASE("HardshipRule: decide and explain are one, and every reason verifies, on many composed criteria", "[rules][property]") {
    some::Random random{1};
    Found found;
    for (int i = 0; i < cases; ++i) check(some::hardship_rule(random), some::hardship_facts(random), some::day(random, 2000, 25), found);
    check_found(found);
    CHECK(found.unknown_days == 0);
}

TEST_CASE("HaltBandRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{2};
    Found found;
    for (int i = 0; i < cases; ++i)
        check(some::halt_band_rule(random), HaltFacts{some::in_force<OperatingStatus>(random)}, some::day(random, 1995, 40), found);
    check_found(found);
}

TEST_CASE("EmploymentRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{3};
    Found found;
    for (int i = 0; i < cases; ++i)
        check(EmploymentRule{some::once_in(random, 2)}, some::employment_facts(random), some::day(random, 1995, 40), found);
    check_found(found);
}

TEST_CASE("LabourStandingRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{11};
    Found found;
    for (int i = 0; i < cases; ++i) check(LabourStandingRule{}, some::labour_facts(random), some::day(random, 1994, 40), found);
    check_found(found);
    CHECK(found.unknown_days == 0);
}

TEST_CASE("Rules of households and persons: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{12};
    Found levels, allowance, measures, assurances, outcomes, ages, recognised;
    for (int i = 0; i < cases; ++i) {
        const auto household = some::household_facts(random);
        const Parameters& place = some::with_line(!some::once_in(random, 10));
        const Date as_of = some::day(random, 2000, 26);
        check(HouseholdHardshipRule{.parameters = place}, household, as_of, levels);
        check(SubsistenceAllowanceRule{.parameters = place}, household, as_of, allowance);
        check(ReliefRule{.measure = some::word<ReliefMeasure>(random), .parameters = place}, household, as_of, measures);
        check(AssuranceRule{.which = some::word<FiveAssurances>(random), .parameters = place}, household, as_of, assurances);
        check(ReliefOutcomeRule{.parameters = place}, household, as_of, outcomes);
        check(HardToPlaceRule{}, some::person_facts(random), as_of, ages);
        const auto all = some::persons(random);
        check(ZeroEmploymentRecognitionRule{}, ZeroEmploymentFacts{some::perhaps(random, !some::once_in(random, 4)), all, !some::once_in(random, 6)},
              as_of, recognised);
    }
    for (const Found* const found : {&levels, &allowance, &measures, &assurances, &outcomes, &ages, &recognised}) {
        check_found(*found);
        CHECK(found->unknown_days == 0);
    }
}

TEST_CASE("ZeroEmploymentRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{4};
    Found found;
    for (int i = 0; i < cases; ++i) check(ZeroEmploymentRule{}, some::members(random), some::day(random, 1995, 40), found);
    check_found(found);
}

TEST_CASE("RetirementAgeRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{5};
    Found found;
    for (int i = 0; i < cases; ++i) check(RetirementAgeRule{}, some::retirement_facts(random), some::day(random, 1979, 70), found);
    check_found(found);
    CHECK(found.unknown_days == 0);
}

TEST_CASE("RetirementOptionsRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{9};
    Found found;
    RetirementOptionsRule bare;   // a set that knows of no choice and of no minimum
    Parameters::Builder ages;
    for (const auto group : {RetirementGroup::male, RetirementGroup::female55, RetirementGroup::female50})
        ages.set({ParameterName::retirement_age_months, group}, Date{1978, 6, 2}, 660, nullptr);
    bare.age.parameters = ages.build();
    for (int i = 0; i < cases; ++i) {
        check(some::once_in(random, 8) ? bare : RetirementOptionsRule{}, some::retirement_facts(random), some::day(random, 1979, 70), found);
    }
    check_found(found);
    CHECK(found.unknown_days == 0);
}

TEST_CASE("OverdueRetirementRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{6};
    Found found;
    for (int i = 0; i < cases; ++i) {
        const OverdueRetirementRule rule{.age = {}, .blocked_by = some::perhaps(random, some::word<RetirementBar>(random))};
        check(rule, some::overdue_facts(random), some::day(random, 1979, 70), found);
    }
    check_found(found);
    CHECK(found.unknown_days == 0);
}

TEST_CASE("SurchargeRule: every reason verifies, with every choice, on many cases", "[rules][property]") {
    some::Random random{7};
    Found found;
    for (int i = 0; i < cases; ++i) {
        some::Debt owed = some::debt(random);
        owed.refer();
        const Date as_of = some::day(random, 2000, 27);
        check(some::surcharge_rule(random), owed.facts, as_of, found);
    }
    check_found(found);
    CHECK(found.unknown_days < found.cases / 10);
}

TEST_CASE("DelayLiabilitiesRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{10};
    Found found;
    for (int i = 0; i < cases; ++i) {
        some::Debt owed = some::debt(random);
        owed.refer();
        owed.facts.category = some::word<ArrearsCategory>(random);
        owed.facts.enrolment = some::perhaps(random, some::word<Enrolment>(random), 2);
        const Date as_of = some::day(random, 2000, 27);
        const DelayLiabilitiesRule rule{some::surcharge_rule(random), some::word<LiabilityLaw>(random)};
        check(rule, DelayLiabilitiesFacts{owed.facts, some::perhaps(random, some::once_in(random, 2))}, as_of, found);
    }
    check_found(found);
    CHECK(found.unknown_days < found.cases / 3);
}

TEST_CASE("EconomicCompensationRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{12};
    Found found;
    for (int i = 0; i < cases; ++i) {
        const Date through = some::day(random, 1995, 30);
        check(some::compensation_rule(random), some::compensation_facts(random, through), through, found);
    }
    check_found(found);
    CHECK(found.unknown_days == 0);
}

TEST_CASE("InsuranceTrackingRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    some::Random random{13};
    Found found;
    for (int i = 0; i < cases; ++i) check(InsuranceTrackingRule{}, some::tracking_facts(random), some::day(random, 1995, 30), found);
    check_found(found);
    CHECK(found.unknown_days == 0);
}

TEST_CASE("EstateRule: decide and explain are one, and every reason verifies, on many estates", "[rules][property]") {
    some::Random random{14};
    Found found;
    for (int i = 0; i < cases; ++i) {
        const EstateRule rule{some::word<RankLaw>(random)};
        const Date as_of = some::distribution_day(random);
        check(rule, rule.facts(some::estate(random), as_of), as_of, found);
    }
    check_found(found);
    CHECK(found.unknown_days < found.cases / 5);   // compensation before 2002-09-01
}

TEST_CASE("ZeroEmploymentRule: undetermined just where finding out could change the answer", "[rules][property]") {
    some::Random random{8};
    std::size_t wrong = 0;
    const ZeroEmploymentRule rule;
    const Date as_of{2018, 12, 31};
    for (int i = 0; i < 20'000; ++i) {
        std::vector<HouseholdMember> known(random() % 4);
        for (HouseholdMember& one : known) {
            one.able = some::perhaps(random, some::once_in(random, 2), 3);
            one.has_work = some::perhaps(random, some::once_in(random, 2), 3);
        }
        HouseholdMembers members;
        for (const HouseholdMember& one : known) members.add(one);
        bool yes = false, no = false;
        for (unsigned bits = 0; bits < 64; ++bits) {   // each member is able or not, has work or not
            bool some_able = false, some_work = false;
            for (std::size_t at = 0; at < known.size(); ++at) {
                const bool able = known[at].able.value_or((bits >> (2 * at) & 1U) != 0),
                           work = known[at].has_work.value_or((bits >> (2 * at) & 2U) != 0);
                some_able = some_able || able;
                some_work = some_work || (able && work);
            }
            (some_able && !some_work ? yes : no) = true;
        }
        const auto outcome = rule.decide(members, as_of);
        if (outcome.is_determined() ? (outcome.value() ? no : yes) : yes != no) ++wrong;
    }
    CHECK(wrong == 0);
}
