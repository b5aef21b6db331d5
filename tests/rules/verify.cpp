// SPDX-License-Identifier: BSL-1.0
// The checker: it accepts every reason that a rule gives and rejects each of them with any one thing altered.
#include "catch.hpp"

#include <arrears/rules/contribution.hpp>
#include <arrears/rules/delay_liabilities.hpp>
#include <arrears/rules/economic_compensation.hpp>
#include <arrears/rules/employment.hpp>
#include <arrears/rules/estate.hpp>
#include <arrears/rules/halt_band.hpp>
#include <arrears/rules/hard_to_place.hpp>
#include <arrears/rules/hardship.hpp>
#include <arrears/rules/household_hardship.hpp>
#include <arrears/rules/insurance_tracking.hpp>
#include <arrears/rules/labour_standing.hpp>
#include <arrears/rules/overdue_retirement.hpp>
#include <arrears/rules/relief.hpp>
#include <arrears/rules/relief_outcome.hpp>
#include <arrears/rules/retirement.hpp>
#include <arrears/rules/surcharge.hpp>
#include <arrears/rules/verify.hpp>
#include <arrears/rules/zero_employment.hpp>
#include <arrears/rules/zero_employment_recognition.hpp>

#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

constexpr Date as_of{2026, 1, 1};

/// Another value of the same kind; of a word, one of another table.
StepValue altered(const StepValue& value) {
    switch (value.kind()) {
    case StepValue::Kind::unknown: return true;
    case StepValue::Kind::truth: return !*value.as<bool>();
    case StepValue::Kind::number: return *value.as<std::int64_t>() + 1;
    case StepValue::Kind::money: return *value.as<Money>() + Money::from_fen(1);
    case StepValue::Kind::unrounded: return *value.as<UnroundedMoney>() + UnroundedMoney::from_words(0, 1);
    case StepValue::Kind::rate: return *value.as<Rate>() + Rate::from_trillionths(1);
    case StepValue::Kind::ratio: return *value.as<Ratio>() + Ratio{1, 7};
    case StepValue::Kind::date: return *value.as<Date>() + 1;
    case StepValue::Kind::month: return *value.as<Month>() + 1;
    case StepValue::Kind::word: return SourceLevel::caller;
    }
    return {};
}

/// Alters each result, operand, citation and conclusion of a decision in turn; every one has to be rejected.
template <class T, class Rule, class Facts>
void check_every_alteration(const Decision<T>& decision, const Rule& rule, const Facts& facts, Date day) {
    const Verification whole = verify(decision, rule, facts, day);
    for (const Fault& fault : whole.faults) INFO(fault.message());
    REQUIRE(whole.holds());
    REQUIRE(verify(decision).holds());
    const auto rejected = [&](const Decision<T>& changed) { return !verify(changed, rule, facts, day).holds(); };
    for (std::size_t i = 0; i < decision.reasons.steps.size(); ++i) {
        const Step& step = decision.reasons.steps[i];
        CAPTURE(i, identifier(step.operation), step.label->en);
        Decision<T> changed = decision;
        changed.reasons.steps[i].value = altered(step.value);
        CHECK(rejected(changed));
        // A result that is altered wherever it is used: the leaf check or a later step has to see it.
        for (Operand& operand : changed.reasons.operands) {
            if (operand.step == i) operand.value = changed.reasons.steps[i].value;
        }
        CHECK(rejected(changed));
        const bool leaf = step.operation == Operation::fact || step.operation == Operation::choice || step.operation == Operation::constant ||
                          step.operation == Operation::parameter;
        if (!leaf) CHECK_FALSE(verify(changed).holds());   // without facts or parameters, too
        if (step.citation != 0 && step.operation == Operation::fact) {   // by which right: not another, and not none
            changed = decision;
            changed.reasons.citations[step.citation - 1].source = std::make_shared<const Source>();
            CHECK(rejected(changed));
            changed = decision;
            changed.reasons.steps[i].citation = 0;
            CHECK(rejected(changed));
        }
        if (step.citation != 0 && step.operation == Operation::parameter) {
            changed = decision;
            Citation& cited = changed.reasons.citations[step.citation - 1];
            cited.on = cited.in_force.open_start() ? cited.in_force.to() : cited.in_force.from() - 1;
            if (!cited.in_force.contains(cited.on)) CHECK_FALSE(verify(changed).holds());
            changed = decision;
            changed.reasons.citations[step.citation - 1].source = std::make_shared<const Source>();
            CHECK(rejected(changed));
        }
    }
    for (std::size_t i = 0; i < decision.reasons.operands.size(); ++i) {
        Decision<T> changed = decision;
        changed.reasons.operands[i].value = altered(decision.reasons.operands[i].value);
        CHECK_FALSE(verify(changed).holds());
        changed = decision;
        changed.reasons.operands[i].step = static_cast<std::uint32_t>(decision.reasons.steps.size());
        CHECK_FALSE(verify(changed).holds());
    }
    for (std::size_t i = 0; i < decision.reasons.conclusions.size(); ++i) {
        Decision<T> changed = decision;
        changed.reasons.conclusions[i] = static_cast<std::uint32_t>(decision.reasons.steps.size());
        if (decision.outcome.is_determined()) CHECK_FALSE(verify(changed).holds());
    }
    Decision<T> changed = decision;
    if (decision.outcome.is_determined()) changed.reasons.missing.insert(Fact::birth);
    else changed.reasons.missing = {};
    CHECK_FALSE(verify(changed).holds());
}

template <class Rule, class Facts>
void check_every_alteration(const Rule& rule, const Facts& facts, Date day = as_of) {
    if constexpr (requires { rule.explain(facts, day); }) {
        check_every_alteration(rule.explain(facts, day), rule, facts, day);
    } else {
        check_every_alteration(rule.explain(facts), rule, facts, day);
    }
}

}   // namespace

TEST_CASE("verify: rejects every single alteration of a surcharge's reasons", "[rules]") {
    const auto notice = std::make_shared<const Source>(Source{{"a notice", "某通知"}, {}, SourceLevel::local, true, {}});
    const std::vector<Exemption> spans{{Date{2009, 1, 1}, Date{2009, 12, 31}, {}}, {Date{2020, 2, 1}, Date{2020, 12, 31}, notice}};
    SurchargeFacts facts{ArrearsCategory::pension, Money::from_fen(12'345'678), Date{2008, 2, 28}, spans, Date{2021, 5, 1}};
    for (const auto cap : {SurchargeCap::none, SurchargeCap::principal}) {
        check_every_alteration(SurchargeRule{.cap = cap}, facts, Date{2022, 2, 28});
        check_every_alteration(SurchargeRule{.crossing = RateCrossing::rate_of_first_day, .cap = cap}, facts, Date{2022, 2, 28});
        check_every_alteration(SurchargeRule{.cap = cap, .rounding_of = RoundingOf::each_span}, facts, Date{2022, 2, 28});
    }
    // The other reading of the change of 2011, beside whichever was chosen.
    const std::vector<PrincipalFall> falls{{Date{2010, 6, 30}, Money::from_fen(5'000'000)}};
    SurchargeFacts crossing{ArrearsCategory::pension, Money::from_fen(12'345'678), Date{2009, 12, 1}, {}, {}, falls};
    for (const auto reading : {RateCrossing::each_day_its_rate, RateCrossing::rate_of_first_day}) {
        check_every_alteration(SurchargeRule{.crossing = reading}, crossing, Date{2012, 2, 28});
        check_every_alteration(SurchargeRule{.crossing = reading, .cap = SurchargeCap::principal, .rounding_of = RoundingOf::each_span}, crossing,
                               Date{2012, 2, 28});
    }
    check_every_alteration(SurchargeRule{.cap = SurchargeCap::principal}, crossing, Date{2011, 12, 31});   // before there was a cap
    facts.due = Date{1998, 12, 31};
    check_every_alteration(SurchargeRule{.before_law = BeforeLaw::none}, facts, Date{2001, 2, 28});
    facts.category = ArrearsCategory::wages;
    check_every_alteration(SurchargeRule{}, facts, Date{2012, 1, 1});
    facts.due.reset();
    check_every_alteration(SurchargeRule{}, facts, Date{2012, 1, 1});
}

TEST_CASE("verify: rejects every single alteration of the reasons of a delay's liabilities", "[rules]") {
    const std::vector<PrincipalFall> falls{{Date{2016, 6, 30}, Money::from_fen(5'000'000)}};
    SurchargeFacts debt{ArrearsCategory::wages, Money::from_fen(12'345'678), Date{2015, 12, 31}, {}, {}, falls, Enrolment::enrolled};
    for (const std::optional<bool> order : {std::optional<bool>{}, std::optional<bool>{true}, std::optional<bool>{false}}) {
        for (const auto category : {ArrearsCategory::wages, ArrearsCategory::pension, ArrearsCategory::housing_fund}) {
            debt.category = category;
            check_every_alteration(DelayLiabilitiesRule{}, DelayLiabilitiesFacts{debt, order}, Date{2017, 2, 28});
            check_every_alteration(DelayLiabilitiesRule{.surcharge = {}, .law = LiabilityLaw::first_day}, DelayLiabilitiesFacts{debt, order},
                                   Date{2018, 2, 28});
        }
    }
    debt.due.reset();
    check_every_alteration(DelayLiabilitiesRule{}, DelayLiabilitiesFacts{debt, true}, Date{2017, 2, 28});
}

TEST_CASE("verify: rejects every single alteration of a contribution's reasons", "[rules]") {
    for (std::size_t i = 0; i < enum_count<Insurance>; ++i) {
        ContributionFacts facts{
            enum_at<Insurance>(i), Month{2018, 11}, Enrolment::enrolled, Money::from_yuan(2000), Money::from_yuan(4565), 3, {}, {}};
        check_every_alteration(ContributionRule{}, facts);
        facts.employer_rate = 12_percent;
        check_every_alteration(ContributionRule{}, facts);
        facts.enrolment = Enrolment::not_enrolled;
        check_every_alteration(ContributionRule{}, facts);
        facts.enrolment.reset();
        check_every_alteration(ContributionRule{}, facts);
    }
}

TEST_CASE("verify: rejects every single alteration of the reasons of a resettlement's cost", "[rules]") {
    for (const auto earlier : {EarlierService::each_year, EarlierService::at_most_12_months, EarlierService::none}) {
        const EconomicCompensationRule rule{.earlier = earlier};
        for (const int wage : {500, 4000, 20'000}) {
            const CompensationFacts facts{Date{1990, 7, 1}, Money::from_yuan(wage), Money::from_yuan(3000), Money::from_yuan(1500)};
            check_every_alteration(rule, facts, Date{2018, 11, 30});
            check_every_alteration(rule, facts, Date{2007, 12, 31});
        }
    }
    check_every_alteration(EconomicCompensationRule{}, CompensationFacts{});
    for (const auto now : {InsuranceStanding::paid, InsuranceStanding::owed, InsuranceStanding::transferred}) {
        check_every_alteration(InsuranceTrackingRule{}, InsuranceTrackingFacts{now, InsuranceStanding::interrupted});
        check_every_alteration(InsuranceTrackingRule{}, InsuranceTrackingFacts{now, {}});
    }
    const auto claim = [](ClaimKind kind, int yuan, int year, int collateral = 0) {
        return EstateClaim{kind, Money::from_yuan(yuan), Date{year, 1, 1}, Money::from_yuan(collateral), false};
    };
    Estate estate{ResettlementKind::bankrupt,
                  Date{2005, 3, 1},
                  Money::from_yuan(700),
                  {claim(ClaimKind::procedure_costs, 100, 2005), claim(ClaimKind::wages, 500, 2004), claim(ClaimKind::wages, 300, 2009),
                   claim(ClaimKind::compensation, 200, 2005), claim(ClaimKind::taxes, 50, 2005), claim(ClaimKind::later_surcharge, 7, 2009),
                   claim(ClaimKind::secured, 400, 2004, 350)}};
    for (const Date day : {Date{2007, 5, 31}, Date{2010, 1, 1}}) {
        for (const auto law : {RankLaw::distribution, RankLaw::petition}) {
            const EstateRule rule{.law = law};
            check_every_alteration(rule, rule.facts(estate, day), day);
        }
    }
    estate.means = Money::from_yuan(2000);   // enough for all
    estate.kind = ResettlementKind::restructured;
    estate.petition_accepted.reset();
    const EstateRule rule;
    check_every_alteration(rule, rule.facts(estate, as_of), as_of);
}

TEST_CASE("verify: rejects every single alteration of the other rules' reasons", "[rules]") {
    const auto status = [](OperatingStatus state) { return InForce<OperatingStatus>{state, Date{2003, 5, 1}}; };
    HardshipFacts facts;
    facts.certification = InForce<Certification>{Certification::none, Date{2010, 1, 1}};
    facts.status = status(OperatingStatus::halted);
    facts.owed_to_funds = Money::from_yuan(5);
    facts.workers_on_roll = 100;
    facts.workers_laid_off = 30;
    facts.years_of_loss = 2;
    check_every_alteration(HardshipRule{}, facts);
    check_every_alteration(
        HardshipRule{.in_hardship = Criterion::at_least(2, {Criterion::status({OperatingStatus::halted, OperatingStatus::semi_halted}, 6),
                                                            !Criterion::years_of_loss(3), Criterion::share_laid_off(Ratio{1, 4})})},
        facts);
    check_every_alteration(HardshipRule{.in_hardship = Criterion::months_of_wages_owed(6) && Criterion::wage_under_minimum()}, facts);
    facts.certification = InForce<Certification>{Certification::special_hardship, Date{2010, 1, 1}};
    check_every_alteration(HardshipRule{}, facts);
    check_every_alteration(HardshipRule{}, HardshipFacts{});

    check_every_alteration(HaltBandRule{}, HaltFacts{status(OperatingStatus::halted)});
    check_every_alteration(HaltBandRule{}, HaltFacts{status(OperatingStatus::normal)});
    check_every_alteration(HaltBandRule{}, HaltFacts{});
    check_every_alteration(EmploymentRule{}, EmploymentFacts{{}, false, false, false});
    check_every_alteration(EmploymentRule{}, EmploymentFacts{{}, false, false, {}});
    check_every_alteration(EmploymentRule{}, EmploymentFacts{InForce<EmploymentStatus>{EmploymentStatus::laid_off, Date{2010, 1, 1}}, true, {}, {}});
    const RetirementFacts man{Date{1961, 3, 1}, RetirementGroup::male, {}};
    check_every_alteration(LabourStandingRule{}, LabourStandingFacts{true, EmploymentStatus::dormant, man, true, {}, {}});
    check_every_alteration(LabourStandingRule{}, LabourStandingFacts{true, EmploymentStatus::laid_off, {}, {}, {}, {}});
    check_every_alteration(LabourStandingRule{}, LabourStandingFacts{false, {}, man, {}, false, true});
    check_every_alteration(LabourStandingRule{}, LabourStandingFacts{});
    HouseholdMembers members;
    members.add({true, false}).add({{}, false});
    check_every_alteration(ZeroEmploymentRule{}, members);
    members.add({true, {}});
    check_every_alteration(ZeroEmploymentRule{}, members);
    check_every_alteration(RetirementAgeRule{}, RetirementFacts{Date{1971, 4, 3}, RetirementGroup::female55, {}});
    check_every_alteration(RetirementAgeRule{}, RetirementFacts{Date{1958, 4, 3}, {}, Sex::male});
    check_every_alteration(RetirementAgeRule{}, RetirementFacts{});
    check_every_alteration(RetirementOptionsRule{}, RetirementFacts{Date{1971, 4, 3}, RetirementGroup::female55, {}});
    check_every_alteration(RetirementOptionsRule{}, RetirementFacts{Date{1958, 4, 3}, {}, Sex::male});
    check_every_alteration(RetirementOptionsRule{}, RetirementFacts{});
    check_every_alteration(OverdueRetirementRule{}, OverdueRetirementFacts{{Date{1964, 4, 3}, {}, Sex::female}, true, Money::from_yuan(3), {}});
    check_every_alteration(OverdueRetirementRule::of_survey(),
                           OverdueRetirementFacts{{Date{1964, 4, 3}, {}, Sex::female}, true, Money::from_yuan(3), {}});
}

TEST_CASE("verify: rejects every single alteration of the reasons about households and persons", "[rules]") {
    const auto paper = std::make_shared<const Source>(Source{{"a certificate", "证明"}, {}, SourceLevel::caller, true, {}});
    const Parameters place = Parameters::Builder{national_parameters()}
                                 .set(ParameterKey{ParameterName::subsistence_line}, Date{2020, 1, 1}, Money::from_yuan(500), paper)
                                 .set(ParameterKey{ParameterName::subsistence_assets_max}, Date{2020, 1, 1}, Money::from_yuan(9000), paper)
                                 .build();
    HouseholdFacts household{.persons = 3, .income = Money::from_yuan(20'000), .costs = Money::from_yuan(4000), .aid = Money::from_yuan(900),
                             .assets = Money::from_yuan(20'000), .months_above_line = 7, .accident = false, .extreme_difficulty = false};
    household.causes = Statements<HardshipCause>::just({});
    household.assured = Statements<FiveAssurances>::just({FiveAssurances::basic_medical_care, FiveAssurances::safe_housing});
    household.evidence[0] = paper;
    for (int known = 0; known < 2; ++known) {
        for (const Parameters& parameters : {place, national_parameters()}) {
            check_every_alteration(HouseholdHardshipRule{.parameters = parameters}, household);
            check_every_alteration(SubsistenceAllowanceRule{.parameters = parameters}, household);
            check_every_alteration(ReliefOutcomeRule{.parameters = parameters}, household);
            for (const ReliefRule& rule : relief_rules(parameters)) check_every_alteration(rule, household);
            for (const AssuranceRule& rule : assurance_rules(parameters)) check_every_alteration(rule, household);
        }
        household.rigid_expenses = Money::from_yuan(3000);
    }
    PersonFacts person{Date{1975, 1, 1}, Sex::female, true, true, false, false, false, false, true, true, 0};
    check_every_alteration(HardToPlaceRule{}, person);
    std::vector<PersonFacts> members{person, person};
    members[1].number = 1;
    members[1].student.reset();
    members[1].has_work = true;
    check_every_alteration(ZeroEmploymentRecognitionRule{}, ZeroEmploymentFacts{true, members, true});
    check_every_alteration(ZeroEmploymentRecognitionRule{}, ZeroEmploymentFacts{{}, members, false});
    person.sex.reset();
    check_every_alteration(HardToPlaceRule{}, person);
    person.birth.reset();
    check_every_alteration(HardToPlaceRule{}, person);
}

TEST_CASE("verify: knows each operation apart from the rules", "[rules]") {
    const auto gives = [](Operation operation, std::vector<StepValue> operands) { return detail::recompute(operation, operands); };
    CHECK(gives(Operation::sum, {2, 3}) == StepValue{5});
    CHECK(gives(Operation::sum, {Money::from_fen(2), Money::from_fen(3)}) == StepValue{Money::from_fen(5)});
    CHECK_FALSE(gives(Operation::sum, {2, Money::from_fen(3)}));   // fen and a number
    CHECK(gives(Operation::difference, {Date{2020, 3, 1}, Date{2020, 2, 1}}) == StepValue{29});
    CHECK(gives(Operation::product, {Money::from_fen(2), 3}) == StepValue{Money::from_fen(6)});
    CHECK(gives(Operation::quotient_down, {-7, 2}) == StepValue{-4});
    CHECK(gives(Operation::ratio, {2, 4}) == StepValue{Ratio{1, 2}});
    CHECK(gives(Operation::least, {3, 1, 2}) == StepValue{1});
    CHECK(gives(Operation::greatest, {3, 1, 2}) == StepValue{3});
    CHECK(gives(Operation::days_through, {Date{2020, 2, 1}, Date{2020, 2, 29}}) == StepValue{29});
    CHECK(gives(Operation::days_through, {Date{2020, 2, 2}, Date{2020, 2, 1}}) == StepValue{0});
    CHECK(gives(Operation::plus_months, {Date{2019, 1, 31}, 1}) == StepValue{Date{2019, 2, 28}});
    CHECK(gives(Operation::completed_years, {Date{2000, 2, 29}, Date{2001, 2, 28}}) == StepValue{1});
    CHECK(gives(Operation::completed_months, {Date{2000, 1, 31}, Date{2000, 2, 29}}) == StepValue{1});
    CHECK(gives(Operation::months_between, {Month{2000, 1}, Month{2001, 2}}) == StepValue{13});
    CHECK(gives(Operation::same, {Certification::none, Certification::none}) == StepValue{true});
    CHECK(gives(Operation::same, {StepValue{}, Certification::none}) == StepValue{});
    CHECK(gives(Operation::one_of, {Certification::none, Certification::hardship, Certification::none}) == StepValue{true});
    CHECK(gives(Operation::more, {Money::from_fen(1), Money{}}) == StepValue{true});
    CHECK(gives(Operation::count_of, {2, true, StepValue{}, false}) == StepValue{});
    CHECK(gives(Operation::count_of, {2, true, true, StepValue{}}) == StepValue{true});
    CHECK(gives(Operation::count_of, {2, true, false, false}) == StepValue{false});
    CHECK(gives(Operation::first_case, {false, 1, true, 2, 3}) == StepValue{2});
    CHECK(gives(Operation::first_case, {false, 1, StepValue{}, 2, 3}) == StepValue{});
    CHECK_FALSE(gives(Operation::first_case, {false, 1}));
    CHECK_FALSE(gives(Operation::less, {1}));
    CHECK_FALSE(gives(Operation::less, {true, false}));   // truth values have no order
}
