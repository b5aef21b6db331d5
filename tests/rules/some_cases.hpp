// SPDX-License-Identifier: BSL-1.0
#pragma once
// Random cases of every rule, for properties that hold of all: facts with gaps, policies of any shape.

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
#include <arrears/rules/zero_employment.hpp>
#include <arrears/rules/zero_employment_recognition.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <vector>

namespace some {

using Random = std::mt19937;

/// True once in so many times.
[[nodiscard]] inline bool once_in(Random& random, unsigned many) { return random() % many == 0; }

template <arrears::Enumeration E>
[[nodiscard]] E word(Random& random) {
    return arrears::enum_at<E>(random() % arrears::enum_count<E>);
}

/// The value, or unknown once in so many times.
template <class T>
[[nodiscard]] std::optional<T> perhaps(Random& random, T value, unsigned many = 4) {
    return once_in(random, many) ? std::nullopt : std::optional<T>{value};
}

[[nodiscard]] inline arrears::Date day(Random& random, int first_year, int years) {
    return arrears::Date{first_year, 1, 1} + random() % (static_cast<unsigned>(years) * 365U);
}

template <arrears::Enumeration E>
[[nodiscard]] std::optional<arrears::InForce<E>> in_force(Random& random) {
    if (once_in(random, 5)) return std::nullopt;
    return arrears::InForce<E>{word<E>(random), perhaps(random, day(random, 1990, 40))};
}

[[nodiscard]] inline arrears::HardshipFacts hardship_facts(Random& random) {
    arrears::HardshipFacts facts;
    facts.certification = once_in(random, 2) ? std::optional{arrears::InForce<arrears::Certification>{arrears::Certification::none, {}}}
                                             : in_force<arrears::Certification>(random);
    facts.status = in_force<arrears::OperatingStatus>(random);
    facts.owed_to_funds = perhaps(random, arrears::Money::from_fen(random() % 400));
    facts.owed_to_people = perhaps(random, arrears::Money::from_fen(random() % 400));
    facts.months_of_wages_owed = perhaps<std::int64_t>(random, random() % 12);
    facts.months_of_insurance_owed = perhaps<std::int64_t>(random, random() % 12);
    facts.years_of_loss = perhaps<std::int64_t>(random, random() % 6);
    facts.workers_on_roll = perhaps<std::int64_t>(random, random() % 20);
    facts.workers_laid_off = perhaps<std::int64_t>(random, random() % 20);
    facts.average_wage_paid = perhaps(random, arrears::Money::from_fen(random() % 300'000));
    return facts;
}

/// Holds where people are owed more than funds are; told how it is computed, and again as one that nobody can recompute.
[[nodiscard]] inline arrears::StepValue owes_people_more(std::span<const arrears::StepValue> values) {
    const auto funds = values[0].as<arrears::Money>(), people = values[1].as<arrears::Money>();
    return funds && people ? arrears::StepValue{*funds < *people} : arrears::StepValue{};
}
[[nodiscard]] inline arrears::operations::Truth owes_people_more_opaquely(const arrears::HardshipFacts& facts, arrears::Date) {
    if (!facts.owed_to_funds || !facts.owed_to_people) return std::nullopt;
    return *facts.owed_to_funds < *facts.owed_to_people;
}

[[nodiscard]] inline arrears::Criterion criterion(Random& random, int depth) {
    using arrears::Criterion;
    if (depth > 0 && !once_in(random, 3)) {
        const auto part = [&] { return criterion(random, depth - 1); };
        switch (random() % 6) {
        case 0: return part() && part();
        case 1: return part() || part();
        case 2: return !part();
        case 3: return Criterion::all_of({part(), part(), part()});
        case 4: return Criterion::any_of({part(), part(), part()});
        default: return Criterion::at_least(static_cast<std::int64_t>(random() % 4), {part(), part(), part()});
        }
    }
    static const auto own = std::make_shared<const arrears::CustomOperation>(
        arrears::CustomOperation{{"people are owed more than funds", "拖欠职工多于欠缴基金"}, owes_people_more});
    switch (random() % 10) {
    case 0: return Criterion::owes_funds(arrears::Money::from_fen(random() % 400));
    case 1: return Criterion::owes_people(arrears::Money::from_fen(random() % 400));
    case 2: return Criterion::months_of_wages_owed(static_cast<std::int64_t>(random() % 12));
    case 3: return Criterion::months_of_insurance_owed(static_cast<std::int64_t>(random() % 12));
    case 4: return Criterion::years_of_loss(static_cast<std::int64_t>(random() % 6));
    case 5: return Criterion::share_laid_off(arrears::Ratio{static_cast<std::int64_t>(random() % 5), 4});
    case 6: return Criterion::wage_under_minimum();
    case 7: return Criterion::own(own, {arrears::Fact::owed_to_funds, arrears::Fact::owed_to_people});
    case 8: return Criterion::opaque({"as the office says", "由主管部门认定"}, owes_people_more_opaquely);
    default: {
        arrears::EnumSet<arrears::OperatingStatus> states;
        for (std::size_t i = 0; i < arrears::enum_count<arrears::OperatingStatus>; ++i) {
            if (once_in(random, 2)) states.insert(arrears::enum_at<arrears::OperatingStatus>(i));
        }
        return Criterion::status(states, static_cast<std::int64_t>(random() % 3) * 60);
    }
    }
}

[[nodiscard]] inline const arrears::Parameters& with_minimum_wage() {
    static const arrears::Parameters made = [] {
        const auto place = std::make_shared<const arrears::Source>(arrears::Source{{"a place", "某地"}, {}, arrears::SourceLevel::local, true, {}});
        const arrears::ParameterKey key{arrears::ParameterName::minimum_wage};
        return arrears::Parameters::Builder{arrears::national_parameters()}
            .set(key, {arrears::Date{2005, 1, 1}, arrears::Date{2015, 5, 1}}, arrears::Money::from_yuan(1000), place)
            .set(key, arrears::Date{2015, 5, 1}, arrears::Money::from_yuan(1600), place)
            .build();
    }();
    return made;
}

[[nodiscard]] inline arrears::HardshipRule hardship_rule(Random& random) {
    return {criterion(random, 3), once_in(random, 4) ? arrears::Parameters{} : with_minimum_wage()};
}

[[nodiscard]] inline arrears::HaltBandRule halt_band_rule(Random& random) {
    if (once_in(random, 2)) return {};
    const int first = static_cast<int>(random() % 5), second = first + 1 + static_cast<int>(random() % 10);
    return {{first, second, second + 1 + static_cast<int>(random() % 10)}};
}

[[nodiscard]] inline arrears::EmploymentFacts employment_facts(Random& random) {
    return {in_force<arrears::EmploymentStatus>(random), perhaps(random, once_in(random, 2)), perhaps(random, once_in(random, 2)),
            perhaps(random, once_in(random, 2))};
}

[[nodiscard]] inline arrears::HouseholdMembers members(Random& random) {
    arrears::HouseholdMembers made;
    for (auto i = random() % 5; i > 0; --i) {
        const auto known = [&]() -> std::optional<bool> { return perhaps(random, once_in(random, 2), 3); };
        const auto able = known();
        made.add({able, known()}, static_cast<int>(random() % 3));
    }
    return made;
}

[[nodiscard]] inline arrears::RetirementFacts retirement_facts(Random& random) {
    return {perhaps(random, day(random, 1940, 65), 8), perhaps(random, word<arrears::RetirementGroup>(random), 3),
            perhaps(random, word<arrears::Sex>(random), 3)};
}

[[nodiscard]] inline arrears::LabourStandingFacts labour_facts(Random& random) {
    const auto known = [&] { return perhaps(random, once_in(random, 2)); };
    arrears::LabourStandingFacts facts;
    facts.relation_stands = known();
    facts.employment = perhaps(random, word<arrears::EmploymentStatus>(random));
    facts.person = retirement_facts(random);
    facts.internal_retirement_approved = known();
    facts.works_elsewhere = known();
    facts.seeks_work = known();
    return facts;
}

[[nodiscard]] inline arrears::OverdueRetirementFacts overdue_facts(Random& random) {
    const auto owed = [&] { return perhaps(random, arrears::Money::from_fen(random() % 3), 3); };
    const auto person = retirement_facts(random);
    const auto enterprise = owed();
    return {person, !once_in(random, 6), enterprise, owed()};
}

[[nodiscard]] inline arrears::SurchargeRule surcharge_rule(Random& random) {
    arrears::SurchargeRule rule;
    rule.day_count = word<arrears::DayCount>(random);
    rule.crossing = word<arrears::RateCrossing>(random);
    rule.before_law = word<arrears::BeforeLaw>(random);
    rule.rounding_of = word<arrears::RoundingOf>(random);
    rule.rounding = word<arrears::Rounding>(random);
    rule.petition_day = word<arrears::PetitionDay>(random);
    rule.cap = once_in(random, 3) ? arrears::SurchargeCap::principal : arrears::SurchargeCap::none;
    rule.rounding_unit = arrears::Money::from_fen(once_in(random, 4) ? 10 : 1);
    return rule;
}

/// Facts and what they refer to: call refer() where they have come to stay.
struct Debt {
    std::vector<arrears::Exemption> exemptions{};
    std::vector<arrears::PrincipalFall> falls{};
    arrears::SurchargeFacts facts{};

    void refer() {
        facts.exemptions = exemptions;
        facts.falls = falls;
    }
};
[[nodiscard]] inline Debt debt(Random& random) {
    Debt made;
    for (arrears::Date first = day(random, 2002, 8); made.exemptions.size() < random() % 4;) {
        const arrears::Date last = first + random() % 700;
        made.exemptions.push_back({first, last, {}});
        first = last + 1 + random() % 1500;
    }
    const auto category = once_in(random, 3) ? word<arrears::ArrearsCategory>(random) : arrears::ArrearsCategory::pension;
    made.facts = {category,
                  arrears::Money::from_fen(random() % 1'000'000'000),
                  perhaps(random, day(random, 1998, 24), 20),
                  {},
                  perhaps(random, day(random, 2002, 24), 2)};
    if (once_in(random, 3)) {   // parts of it are settled, at last perhaps all
        arrears::Money left = made.facts.principal;
        for (arrears::Date through = day(random, 1998, 20); left > arrears::Money{} && made.falls.size() < 3; through += 1 + random() % 1500) {
            left = once_in(random, 6) ? arrears::Money{} : arrears::Money::from_fen(static_cast<std::int64_t>(random()) % left.fen());
            made.falls.push_back({through, left});
        }
    }
    return made;
}

[[nodiscard]] inline arrears::ContributionFacts contribution_facts(Random& random) {
    arrears::ContributionFacts facts;
    facts.insurance = word<arrears::Insurance>(random);
    facts.month = arrears::Month{static_cast<int>(1998 + random() % 28), static_cast<int>(1 + random() % 12)};
    facts.enrolment = perhaps(random, once_in(random, 10) ? arrears::Enrolment::not_enrolled : arrears::Enrolment::enrolled, 20);
    facts.wage = perhaps(random, arrears::Money::from_fen(random() % 3'000'000), 20);
    facts.average_wage = perhaps(random, arrears::Money::from_fen(80'000 + random() % 600'000), 8);
    facts.risk_class = perhaps(random, static_cast<std::int64_t>(1 + random() % 8), 8);
    return facts;
}

[[nodiscard]] inline arrears::EconomicCompensationRule compensation_rule(Random& random) {
    return {word<arrears::EarlierService>(random), word<arrears::Rounding>(random)};
}
[[nodiscard]] inline arrears::CompensationFacts compensation_facts(Random& random, arrears::Date through) {
    const auto wage = [&](unsigned many) { return perhaps(random, arrears::Money::from_fen(50'000 + random() % 1'500'000), many); };
    const auto from = perhaps(random, through - (once_in(random, 3) ? random() % 400 : random() % 12'000), 12);
    return {from, wage(12), wage(12), wage(12)};
}

[[nodiscard]] inline arrears::InsuranceTrackingFacts tracking_facts(Random& random) {
    const auto now = perhaps(random, word<arrears::InsuranceStanding>(random));
    return {now, perhaps(random, word<arrears::InsuranceStanding>(random))};
}

/// Few fen among many claims, so that hardly any share is whole.
[[nodiscard]] inline arrears::Estate estate(Random& random) {
    using namespace arrears;
    Estate made;
    made.kind = once_in(random, 3) ? word<ResettlementKind>(random) : ResettlementKind::bankrupt;
    if (made.kind == ResettlementKind::bankrupt) made.petition_accepted = perhaps(random, day(random, 1999, 16), 10);
    const std::int64_t most = once_in(random, 2) ? 30 : 1'000'000;
    const auto amount = [&] { return Money::from_fen(static_cast<std::int64_t>(random()) % (most + 1)); };
    const bool dated = !once_in(random, 6);
    for (auto i = random() % 9; i > 0; --i) {
        EstateClaim claim;
        claim.kind = word<ClaimKind>(random);
        claim.amount = amount();
        // On both sides of 2006-08-27, often close to it.
        claim.owed_since = once_in(random, 2) ? Date{2006, 8, 26} + random() % 2 : day(random, 1998, 20);
        if (!dated && once_in(random, 3)) claim.owed_since.reset();
        if (claim.kind == ClaimKind::secured) claim.collateral = amount();
        claim.advance = once_in(random, 5);
        made.claims.push_back(claim);
    }
    made.means = once_in(random, 5) ? Money::from_fen(4 * most) : amount();
    return made;
}
/// A day of distribution, often at a turn of the law.
[[nodiscard]] inline arrears::Date distribution_day(Random& random) {
    return once_in(random, 2) ? arrears::Date{2007, 5, 31} + random() % 2 : day(random, 2000, 27);
}

/// A place with a line that rose, and a limit of assets; now and then one that has published neither.
[[nodiscard]] inline const arrears::Parameters& with_line(bool published = true) {
    static const arrears::Parameters made = [] {
        const auto place = std::make_shared<const arrears::Source>(arrears::Source{{"a place", "某地"}, {}, arrears::SourceLevel::local, true, {}});
        const arrears::ParameterKey line{arrears::ParameterName::subsistence_line};
        return arrears::Parameters::Builder{arrears::national_parameters()}
            .set(line, {arrears::Date{2000, 1, 1}, arrears::Date{2015, 7, 1}}, arrears::Money::from_fen(40'001), place)
            .set(line, arrears::Date{2015, 7, 1}, arrears::Money::from_yuan(500), place)
            .set(arrears::ParameterKey{arrears::ParameterName::subsistence_assets_max}, arrears::Date{2000, 1, 1}, arrears::Money::from_yuan(12'000),
                 place)
            .build();
    }();
    return published ? made : arrears::national_parameters();
}

template <arrears::Enumeration E>
[[nodiscard]] arrears::Statements<E> statements(Random& random, unsigned unknown_once_in, unsigned yes_once_in) {
    arrears::Statements<E> made;
    for (std::size_t i = 0; i < arrears::enum_count<E>; ++i)
        made.set(arrears::enum_at<E>(i), perhaps(random, once_in(random, yes_once_in), unknown_once_in));
    return made;
}

[[nodiscard]] inline arrears::HouseholdFacts household_facts(Random& random, unsigned unknown_once_in = 8) {
    static const auto paper =
        std::make_shared<const arrears::Source>(arrears::Source{{"a certificate", "证明"}, {}, arrears::SourceLevel::caller, true, {}});
    arrears::HouseholdFacts facts;
    const auto money = [&](std::int64_t most) {
        // Often just at a threshold of one or two persons.
        constexpr std::int64_t edges[] = {480'012, 600'000, 960'024, 1'200'000, 1'800'000, 3'600'000};
        const bool near_one = once_in(random, 3);
        const std::int64_t edge = edges[random() % 6] + static_cast<std::int64_t>(random() % 3) - 1;
        const std::int64_t amount = near_one ? edge : static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
        return perhaps(random, arrears::Money::from_fen(amount), unknown_once_in);
    };
    facts.persons = perhaps(random, std::int64_t{1} + static_cast<std::int64_t>(random() % 4), unknown_once_in);
    facts.income = money(5'000'000);
    facts.rigid_expenses = money(2'000'000);
    facts.costs = money(3'000'000);
    facts.aid = money(600'000);
    facts.assets = money(9'000'000);
    facts.months_above_line = perhaps(random, static_cast<std::int64_t>(random() % 13), unknown_once_in);
    const auto truth = [&] { return perhaps(random, once_in(random, 3), unknown_once_in); };
    facts.accident = truth();
    facts.extreme_difficulty = truth();
    facts.someone_seeks_work = truth();
    facts.causes = statements<arrears::HardshipCause>(random, unknown_once_in * 4, once_in(random, 2) ? 40 : 3);
    facts.assured = statements<arrears::FiveAssurances>(random, unknown_once_in * 4, 1);
    if (once_in(random, 3)) facts.assured = statements<arrears::FiveAssurances>(random, unknown_once_in, 2);
    for (auto& evidence : facts.evidence) {
        if (!once_in(random, unknown_once_in * 2)) evidence = paper;
    }
    return facts;
}

[[nodiscard]] inline arrears::PersonFacts person_facts(Random& random, std::size_t number = 0) {
    const auto truth = [&](unsigned yes_once_in) { return perhaps(random, once_in(random, yes_once_in), 6); };
    arrears::PersonFacts facts;
    facts.birth = perhaps(random, day(random, 1950, 45), 6);
    facts.sex = perhaps(random, word<arrears::Sex>(random), 4);
    facts.working_age = perhaps(random, !once_in(random, 5), 8);
    facts.able_to_work = perhaps(random, !once_in(random, 5), 8);
    facts.student = truth(6);
    facts.soldier = truth(12);
    facts.retired_early = truth(8);
    facts.has_work = truth(5);
    facts.registered_unemployed = perhaps(random, !once_in(random, 4), 6);
    facts.seeks_work = perhaps(random, !once_in(random, 4), 6);
    facts.number = number;
    return facts;
}

[[nodiscard]] inline std::vector<arrears::PersonFacts> persons(Random& random) {
    std::vector<arrears::PersonFacts> made;
    for (std::size_t i = 0, count = random() % 4; i < count; ++i) made.push_back(person_facts(random, i));
    return made;
}

/// Calls `visit(rule, facts, as_of)` for one random case of each rule.
template <class Visit>
void each_rule(Random& random, Visit&& visit) {
    using namespace arrears;
    const Date as_of = day(random, 2000, 30);
    visit(hardship_rule(random), hardship_facts(random), as_of);
    visit(halt_band_rule(random), HaltFacts{in_force<OperatingStatus>(random)}, as_of);
    visit(EmploymentRule{once_in(random, 2)}, employment_facts(random), as_of);
    visit(LabourStandingRule{}, labour_facts(random), as_of);
    visit(ZeroEmploymentRule{}, members(random), as_of);
    visit(RetirementAgeRule{}, retirement_facts(random), as_of);
    visit(RetirementOptionsRule{}, retirement_facts(random), as_of);
    const OverdueRetirementRule overdue{.age = {}, .blocked_by = perhaps(random, word<RetirementBar>(random))};
    visit(overdue, overdue_facts(random), as_of);
    Debt owed = debt(random);
    owed.refer();
    visit(surcharge_rule(random), owed.facts, as_of);
    const DelayLiabilitiesRule liabilities{surcharge_rule(random), word<LiabilityLaw>(random)};
    visit(liabilities, DelayLiabilitiesFacts{owed.facts, perhaps(random, once_in(random, 2))}, as_of);
    const ContributionFacts facts = contribution_facts(random);
    visit(ContributionRule{}, facts, facts.month.last_day());
    visit(compensation_rule(random), compensation_facts(random, as_of), as_of);
    visit(InsuranceTrackingRule{}, tracking_facts(random), as_of);
    const EstateRule ranks{word<RankLaw>(random)};
    visit(ranks, ranks.facts(estate(random), as_of), as_of);
    const auto household = household_facts(random);
    const Parameters& place = with_line(!once_in(random, 10));
    visit(HouseholdHardshipRule{.parameters = place}, household, as_of);
    visit(SubsistenceAllowanceRule{.parameters = place}, household, as_of);
    visit(ReliefRule{.measure = word<ReliefMeasure>(random), .parameters = place}, household, as_of);
    visit(AssuranceRule{.which = word<FiveAssurances>(random), .parameters = place}, household, as_of);
    visit(ReliefOutcomeRule{.parameters = place}, household, as_of);
    visit(HardToPlaceRule{}, person_facts(random), as_of);
    const auto all = persons(random);
    visit(ZeroEmploymentRecognitionRule{}, ZeroEmploymentFacts{perhaps(random, !once_in(random, 4)), all, !once_in(random, 6)}, as_of);
}

/// explain(), also of the rule that takes its date from its facts.
template <class Rule, class Facts>
[[nodiscard]] auto explain(const Rule& rule, const Facts& facts, arrears::Date as_of) {
    if constexpr (requires { rule.explain(facts, as_of); }) {
        return rule.explain(facts, as_of);
    } else {
        return rule.explain(facts);
    }
}
template <class Rule, class Facts>
[[nodiscard]] auto decide(const Rule& rule, const Facts& facts, arrears::Date as_of) {
    if constexpr (requires { rule.decide(facts, as_of); }) {
        return rule.decide(facts, as_of);
    } else {
        return rule.decide(facts);
    }
}

}   // namespace some
