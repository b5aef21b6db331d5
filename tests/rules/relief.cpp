// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/relief.hpp>
#include <arrears/rules/relief_outcome.hpp>
#include <arrears/rules/verify.hpp>

#include <memory>

using namespace arrears;

namespace {

constexpr Date as_of{2018, 12, 31};
const auto paper = std::make_shared<const Source>(Source{{"a certificate", "证明"}, {}, SourceLevel::caller, true, {}});

const Parameters& place() {
    static const Parameters made = Parameters::Builder{national_parameters()}
                                       .set(ParameterKey{ParameterName::subsistence_line}, Date{2018, 1, 1}, Money::from_yuan(500), paper)
                                       .set(ParameterKey{ParameterName::subsistence_assets_max}, Date{2018, 1, 1}, Money::from_yuan(12'000), paper)
                                       .build();
    return made;
}

/// Of three persons at 60,000 a year, nothing wrong, all assured and shown.
HouseholdFacts sound() {
    HouseholdFacts home{.persons = 3,
                        .income = Money::from_yuan(60'000),
                        .rigid_expenses = Money{},
                        .costs = Money{},
                        .aid = Money{},
                        .assets = Money{},
                        .months_above_line = 12,
                        .accident = false,
                        .extreme_difficulty = false,
                        .someone_seeks_work = false};
    home.causes = Statements<HardshipCause>::just({});
    for (std::size_t i = 0; i < enum_count<FiveAssurances>; ++i) {
        home.assured.set(enum_at<FiveAssurances>(i), true);
        home.evidence[i] = paper;
    }
    return home;
}
HouseholdFacts poor() {
    HouseholdFacts home = sound();
    home.income = Money::from_yuan(10'000);
    home.months_above_line = 0;
    home.causes.set(HardshipCause::low_income, true);
    return home;
}
HouseholdFacts with(HouseholdFacts home, HardshipCause cause) {
    home.causes.set(cause, true);
    return home;
}
EnumSet<ReliefMeasure> due(const HouseholdFacts& home) {
    EnumSet<ReliefMeasure> made;
    for (const ReliefRule& rule : relief_rules(place())) {
        const auto decision = rule.explain(home, as_of);
        CHECK(verify(decision, rule, home, as_of).holds());
        CHECK(decision.outcome == rule.decide(home, as_of));
        if (decision.outcome.value()) made.insert(rule.measure);
    }
    return made;
}
ReliefOutcome outcome(const HouseholdFacts& home) { return ReliefOutcomeRule{.parameters = place()}.decide(home, as_of).value(); }
MissingFacts missing(ReliefMeasure measure, const HouseholdFacts& home) {
    return ReliefRule{.measure = measure, .parameters = place()}.decide(home, as_of).missing();
}

using M = ReliefMeasure;
using C = HardshipCause;
using Set = EnumSet<ReliefMeasure>;

}   // namespace

TEST_CASE("ReliefRule: each cause leads to the measures that the survey names for it", "[rules]") {
    CHECK(due(sound()) == Set{});
    CHECK(due(with(sound(), C::low_income)) == Set{});   // what is said of income is measured
    CHECK(due(poor()) == Set{M::subsistence_allowance, M::sending_warmth});
    HouseholdFacts seeking = with(sound(), C::unemployment);
    CHECK(due(seeking) == Set{});   // nobody there can and wants to work
    seeking.someone_seeks_work = true;
    CHECK(due(seeking) == Set{M::employment_policy});
    HouseholdFacts ill = with(sound(), C::illness);
    CHECK(due(ill) == Set{M::mutual_aid});   // insured, and able to bear the costs
    ill.assured.set(FiveAssurances::basic_medical_care, false);
    CHECK(due(ill) == Set{M::basic_medical_insurance, M::mutual_aid});
    ill.costs = Money::from_yuan(42'000);   // 18,000 a year are left: the line, not under it
    CHECK(due(ill) == Set{M::basic_medical_insurance, M::medical_assistance, M::mutual_aid});
    ill.costs = Money::from_yuan(48'001);   // also more than 80% of income
    CHECK(due(ill) == Set{M::basic_medical_insurance, M::medical_assistance, M::temporary_assistance, M::sending_warmth, M::mutual_aid});
    CHECK(due(with(sound(), C::disaster)) == Set{M::disaster_assistance, M::mutual_aid});
    CHECK(due(with(sound(), C::schooling)) == Set{M::schooling_aid});
    CHECK(due(with(poor(), C::schooling)) == Set{M::subsistence_allowance, M::education_assistance, M::schooling_aid, M::sending_warmth});
    CHECK(due(with(sound(), C::no_social_insurance)) == Set{M::insurance_rights});
    CHECK(due(with(sound(), C::disability)) == Set{M::mutual_aid});
    HouseholdFacts extreme = sound();
    extreme.extreme_difficulty = true;
    CHECK(due(extreme) == Set{M::extreme_difficulty_support});
    HouseholdFacts unsafe = poor();
    unsafe.assured.set(FiveAssurances::safe_housing, false);
    unsafe.someone_seeks_work = true;
    CHECK(due(unsafe) == Set{M::subsistence_allowance, M::housing_assistance, M::employment_assistance, M::sending_warmth});
    HouseholdFacts struck = sound();
    struck.accident = true;
    struck.costs = Money::from_yuan(42'001);
    CHECK(due(struck) == Set{M::temporary_assistance, M::sending_warmth, M::mutual_aid});
}

TEST_CASE("ReliefRule: every measure is reachable, and every cause has one", "[rules]") {
    HouseholdFacts all = poor();
    all.causes = Statements<C>::just({C::low_income, C::illness, C::disaster, C::schooling, C::unemployment, C::disability, C::no_social_insurance});
    all.assured = Statements<FiveAssurances>::just({});
    all.extreme_difficulty = all.someone_seeks_work = true;
    CHECK(due(all).size() == enum_count<ReliefMeasure>);
    EnumSet<HardshipCause> answered;
    for (std::size_t i = 0; i < enum_count<ReliefMeasure>; ++i) {
        CHECK_FALSE(answered_causes(enum_at<M>(i)).empty());
        answered.merge(answered_causes(enum_at<M>(i)));
    }
    CHECK(answered.size() == enum_count<HardshipCause>);
}

TEST_CASE("ReliefRule: a measure asks for what would decide it", "[rules]") {
    HouseholdFacts home;
    CHECK(missing(M::schooling_aid, home) == MissingFacts{Fact::cause_schooling});
    CHECK(missing(M::employment_policy, home) == MissingFacts{Fact::someone_seeks_work, Fact::cause_unemployment});
    home.causes.set(C::illness, true);
    home.assured.set(FiveAssurances::basic_medical_care, true);
    CHECK(missing(M::basic_medical_insurance, home) == MissingFacts{Fact::assurance_evidence});   // said, and not shown
    CHECK(missing(M::subsistence_allowance, home) == MissingFacts{Fact::household_persons, Fact::household_income, Fact::household_assets});
}

TEST_CASE("AssuranceRule: stated and shown; basic living also by the means", "[rules]") {
    HouseholdFacts home = sound();
    for (const AssuranceRule& rule : assurance_rules(place())) {
        const auto which = static_cast<std::size_t>(rule.which);
        CHECK(rule.decide(home, as_of).value());
        HouseholdFacts unshown = home;
        unshown.evidence[which].reset();
        if (rule.which == FiveAssurances::basic_living) {
            CHECK(rule.decide(unshown, as_of).value());
            unshown.income = Money::from_yuan(17'999);
            unshown.aid.reset();
            CHECK(rule.decide(unshown, as_of).missing() == MissingFacts{Fact::aid_received, Fact::assurance_evidence});
            unshown.aid = Money::from_yuan(1);
            CHECK(rule.decide(unshown, as_of).value());   // just the line
        } else {
            CHECK(rule.decide(unshown, as_of).missing() == MissingFacts{Fact::assurance_evidence});
            unshown.assured.set(rule.which, false);
            CHECK_FALSE(rule.decide(unshown, as_of).value());
        }
        const auto decision = rule.explain(home, as_of);
        if (rule.which != FiveAssurances::basic_living) {
            REQUIRE(decision.reasons.citations.size() == 1);   // the reasons name the document
            CHECK(decision.reasons.citations[0].source == paper);
        }
    }
}

TEST_CASE("ReliefOutcomeRule: relieved by aid, exited without it", "[rules]") {
    CHECK(outcome(sound()) == ReliefOutcome::exited);
    CHECK(outcome(poor()) == ReliefOutcome::in_hardship);
    HouseholdFacts helped = poor();
    helped.aid = Money::from_yuan(8000);   // 18,000: the line itself
    CHECK(outcome(helped) == ReliefOutcome::relieved);
    helped.rigid_expenses = Money::from_fen(1);
    CHECK(outcome(helped) == ReliefOutcome::in_hardship);
    helped.rigid_expenses = Money{};
    helped.assured.set(FiveAssurances::safe_housing, false);
    CHECK(outcome(helped) == ReliefOutcome::in_hardship);   // four of five
    HouseholdFacts soon = sound();
    soon.months_above_line = 5;
    CHECK(outcome(soon) == ReliefOutcome::relieved);
    soon.months_above_line = 6;
    CHECK(outcome(soon) == ReliefOutcome::exited);
    soon.income = Money::from_yuan(18'000);   // the line is not above the line
    CHECK(outcome(soon) == ReliefOutcome::relieved);
    for (std::size_t i = 0; i < enum_count<HardshipCause>; ++i) CHECK(outcome(with(sound(), enum_at<C>(i))) == ReliefOutcome::relieved);
}

TEST_CASE("ReliefOutcomeRule: asks for what would decide", "[rules]") {
    HouseholdFacts home = sound();
    home.causes.set(C::illness, {});
    const ReliefOutcomeRule rule{.parameters = place()};
    CHECK(rule.decide(home, as_of).missing() == MissingFacts{Fact::cause_illness});
    home.causes.set(C::illness, true);
    home.evidence[static_cast<std::size_t>(FiveAssurances::safe_housing)].reset();
    CHECK(rule.decide(home, as_of).missing() == MissingFacts{Fact::assurance_evidence});
}
