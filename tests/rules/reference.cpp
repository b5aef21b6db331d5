// SPDX-License-Identifier: BSL-1.0
// Surcharges, what else a delay brings, contributions, the retirement schedule, compensation and estates against a reference in Python,
// which was written from the law's text and not from the rules here.
#include "catch.hpp"

#include "python.hpp"
#include "some_cases.hpp"

#include <arrears/rules/contribution.hpp>
#include <arrears/rules/delay_liabilities.hpp>
#include <arrears/rules/economic_compensation.hpp>
#include <arrears/rules/estate.hpp>
#include <arrears/rules/household_hardship.hpp>
#include <arrears/rules/relief.hpp>
#include <arrears/rules/relief_outcome.hpp>
#include <arrears/rules/retirement.hpp>
#include <arrears/rules/surcharge.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <locale>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const int cases = test::cases;

std::string shown(const std::optional<Date>& date) { return date ? print(*date) : "-"; }
std::string shown(const std::optional<Money>& amount) { return amount ? std::to_string(amount->fen()) : "-"; }
std::string shown(const std::optional<Rate>& rate) { return rate ? to_string(*rate) : "-"; }
std::string shown(const std::optional<Month>& month) { return month ? print(*month) : "-"; }
std::string shown(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : "-"; }

/// The answer as text; `refused` where there is an Error, `missing` where it is undetermined.
template <class Decide, class Show>
std::string answer(Decide decide, Show show) {
    try {
        const auto outcome = decide();
        return outcome.is_determined() ? show(outcome.value()) : "missing";
    } catch (const Error&) {
        return "refused";
    }
}

/// A random debt, the choices for it, and the words by which Python reads them.
struct SurchargeCase {
    some::Debt owed{};
    SurchargeRule rule{};
    Date as_of{};

    explicit SurchargeCase(some::Random& random) : owed{some::debt(random)}, rule{some::surcharge_rule(random)}, as_of{some::day(random, 1999, 28)} {
        owed.refer();
        if (some::once_in(random, 4)) owed.facts.category = some::word<ArrearsCategory>(random);
        if (owed.facts.due && some::once_in(random, 4)) as_of = *owed.facts.due + random() % 40;   // short delays
        constexpr std::int64_t units[] = {1, 1, 1, 10, 100};
        rule.rounding_unit = Money::from_fen(units[random() % 5]);
    }
    SurchargeCase(const SurchargeCase&) = delete;   // the facts refer to what is owed
    SurchargeCase& operator=(const SurchargeCase&) = delete;

    void write(std::ostream& out) const {
        const SurchargeFacts& facts = owed.facts;
        out << facts.category << ' ' << facts.principal.fen() << ' ' << shown(facts.due) << ' ' << print(as_of) << ' ' << rule.day_count << ' '
            << rule.crossing << ' ' << rule.cap << ' ' << rule.before_law << ' ' << shown(facts.petition_accepted) << ' ' << rule.petition_day << ' '
            << rule.rounding_of << ' ' << rule.rounding << ' ' << rule.rounding_unit.fen() << ' ';
        for (const Exemption& one : facts.exemptions) out << print(one.first) << '/' << print(one.last) << ';';
        out << ". ";
        for (const PrincipalFall& one : facts.falls) out << print(one.through) << '/' << one.left.fen() << ';';
        out << ". ";
    }
};

std::string shown(const Surcharge& made) {
    return std::to_string(made.amount.fen()) + ',' + std::to_string(made.days) + ',' + std::to_string(made.uncapped.fen());
}
std::string shown(const Liability& made) {
    return std::string{made.standing ? identifier(*made.standing) : "unknown"} + ',' + std::to_string(made.least.fen()) + ',' +
           std::to_string(made.most.fen());
}

}   // namespace

TEST_CASE("SurchargeRule: as a reference in Python has it, with every choice, on many cases", "[rules][property]") {
    some::Random random{20110701};
    std::ostringstream out;
    out.imbue(std::locale::classic());   // Python reads plain digits
    for (int i = 0; i < cases; ++i) {
        const SurchargeCase one{random};
        out << "surcharge ";
        one.write(out);
        out << answer([&] { return one.rule.decide(one.owed.facts, one.as_of); }, [](const Surcharge& made) { return shown(made); }) << '\n';
    }
    check_by_python("rules/check_rules.py", out.str());
}

TEST_CASE("DelayLiabilitiesRule: as a reference in Python has it, with every choice, on many cases", "[rules][property]") {
    some::Random random{20080101};
    std::ostringstream out;
    out.imbue(std::locale::classic());   // Python reads plain digits
    for (int i = 0; i < cases; ++i) {
        SurchargeCase one{random};
        if (some::once_in(random, 2)) one.owed.facts.category = some::word<ArrearsCategory>(random);
        const DelayLiabilitiesRule rule{one.rule, some::word<LiabilityLaw>(random)};
        const DelayLiabilitiesFacts facts{one.owed.facts, some::perhaps(random, some::once_in(random, 2))};
        out << "liabilities " << rule.law << ' ' << (!facts.order_unmet ? "-" : *facts.order_unmet ? "unmet" : "met") << ' ';
        one.write(out);
        out << answer([&] { return rule.decide(facts, one.as_of); },
                      [](const DelayLiabilities& made) {
                          return shown(made.surcharge) + ',' + shown(made.fine) + ',' + shown(made.damages) + ',' + shown(made.compensation);
                      })
            << '\n';
    }
    check_by_python("rules/check_rules.py", out.str());
}

namespace {

/// What a place may have published, for one span of its own.
struct City {
    ContributionRule rule{};
    Period days{};
    std::optional<Money> floor{}, ceiling{};
    std::optional<Rounding> rounding{};
    std::optional<Money> unit{};
};

City some_city(some::Random& random, Insurance insurance) {
    static const auto source = std::make_shared<const Source>(Source{{"a place", "某地"}, {}, SourceLevel::local, true, {}});
    City place;
    const Month from{static_cast<int>(1996 + random() % 25), static_cast<int>(1 + random() % 12)};
    place.days = {from.first_day(), (from + (6 + random() % 100)).first_day()};
    place.floor = some::perhaps(random, Money::from_fen(40'000 + random() % 200'000), 2);
    place.ceiling = some::perhaps(random, Money::from_fen(100'000 + random() % 2'000'000), 2);
    place.rounding = some::perhaps(random, some::word<Rounding>(random), 2);
    constexpr std::int64_t units[] = {1, 10, 100};
    place.unit = some::perhaps(random, Money::from_fen(units[random() % 3]), 2);
    Parameters::Builder set{national_parameters()};
    const auto lay = [&](ParameterName name, const auto& value) {
        if (value) set.set({name, insurance}, place.days, *value, source);
    };
    lay(ParameterName::base_floor, place.floor);
    lay(ParameterName::base_ceiling, place.ceiling);
    lay(ParameterName::contribution_rounding, place.rounding);
    lay(ParameterName::contribution_unit, place.unit);
    place.rule.parameters = set.build();
    return place;
}

}   // namespace

TEST_CASE("ContributionRule: as a reference in Python has it, on many cases", "[rules][property]") {
    some::Random random{60300};
    std::vector<std::vector<City>> places(enum_count<Insurance>);
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (int n = 0; n < 100; ++n) places[i].push_back(some_city(random, enum_at<Insurance>(i)));
    }
    std::ostringstream out;
    out.imbue(std::locale::classic());   // Python reads plain digits
    for (int i = 0; i < cases; ++i) {
        ContributionFacts facts = some::contribution_facts(random);
        facts.month = Month{static_cast<int>(1996 + random() % 31), static_cast<int>(1 + random() % 12)};
        facts.enrolment = Enrolment::enrolled;
        const auto some_rate = [&] { return Rate::from_trillionths(static_cast<std::int64_t>(random() % 3001) * 100'000'000); };
        if (some::once_in(random, 6)) facts.employer_rate = some_rate();
        if (some::once_in(random, 6)) facts.worker_rate = some_rate();
        const City& place = places[static_cast<std::size_t>(facts.insurance)][random() % 100];
        const bool there = place.days.contains(facts.month.first_day());
        const auto published = [there](const std::optional<Money>& amount) { return shown(there ? amount : std::nullopt); };
        out << "contribution " << facts.insurance << ' ' << print(facts.month) << ' ' << shown(facts.wage) << ' ' << shown(facts.average_wage) << ' '
            << shown(facts.risk_class) << ' ' << shown(facts.employer_rate) << ' ' << shown(facts.worker_rate) << ' ' << published(place.floor) << ' '
            << published(place.ceiling) << ' ' << (there && place.rounding ? *place.rounding : Rounding::half_away_from_zero) << ' '
            << (there && place.unit ? place.unit->fen() : 1) << ' '
            << answer([&] { return place.rule.decide(facts); },
                      [](const std::optional<Contribution>& made) {
                          return std::to_string(made->base.fen()) + ',' + std::to_string(made->employer.fen()) + ',' +
                                 std::to_string(made->worker.fen());
                      })
            << '\n';
    }
    check_by_python("rules/check_rules.py", out.str());
}

namespace {

char shown(std::optional<bool> truth) { return !truth ? '-' : *truth ? 'y' : 'n'; }
template <Enumeration E>
std::string shown(const Statements<E>& of) {
    std::string out;
    for (std::size_t i = 0; i < enum_count<E>; ++i) out += shown(of[enum_at<E>(i)]);
    return out;
}

}   // namespace

TEST_CASE("HouseholdHardshipRule, ReliefOutcomeRule, measures and assurances: as a reference in Python has them", "[rules][property]") {
    some::Random random{2018};
    std::ostringstream out;
    out.imbue(std::locale::classic());   // Python reads plain digits
    for (int i = 0; i < cases; ++i) {    // of each kind of answer
        HouseholdFacts facts = some::household_facts(random, 12);
        const Date as_of = some::day(random, 2010, 12);
        const Parameters& place = some::with_line(!some::once_in(random, 40));
        const auto line = place.find(ParameterKey{ParameterName::subsistence_line}, as_of);
        const auto word = [](const auto& made) { return std::string{identifier(made)}; };
        const auto yes_or_no = [](bool made) { return std::string{made ? "yes" : "no"}; };
        const auto write = [&](const char* what, std::string_view name, const std::string& answer) {
            out << what << ' ' << name << ' ' << shown(line == nullptr ? std::nullopt : line->value.value.as<Money>()) << ' ' << shown(facts.persons)
                << ' ' << shown(facts.income) << ' ' << shown(facts.rigid_expenses) << ' ' << shown(facts.costs) << ' ' << shown(facts.aid) << ' '
                << shown(facts.assets) << ' ' << shown(facts.months_above_line) << ' ' << shown(facts.accident) << ' '
                << shown(facts.extreme_difficulty) << ' ' << shown(facts.someone_seeks_work) << ' ' << shown(facts.causes) << ' '
                << shown(facts.assured) << ' ';
            for (const auto& evidence : facts.evidence) out << (evidence ? 'y' : 'n');
            out << ' ' << answer << '\n';
        };
        write("level", "-", answer([&] { return HouseholdHardshipRule{.parameters = place}.decide(facts, as_of); }, word));
        write("allowance", "-", answer([&] { return SubsistenceAllowanceRule{.parameters = place}.decide(facts, as_of); }, yes_or_no));
        const auto measure = some::word<ReliefMeasure>(random);
        write("measure", identifier(measure),
              answer([&] { return ReliefRule{.measure = measure, .parameters = place}.decide(facts, as_of); }, yes_or_no));
        const auto which = some::word<FiveAssurances>(random);
        write("assurance", identifier(which),
              answer([&] { return AssuranceRule{.which = which, .parameters = place}.decide(facts, as_of); }, yes_or_no));
        if (!facts.income) facts.income = Money::from_fen(static_cast<std::int64_t>(random() % 4'000'000));
        write("outcome", "-", answer([&] { return ReliefOutcomeRule{.parameters = place}.decide(facts, as_of); }, word));
    }
    check_by_python("rules/check_rules.py", out.str());
}

TEST_CASE("RetirementOptionsRule: as a reference in Python has it, for each day of birth from 1950 to 2000 and each group", "[rules][property]") {
    std::ostringstream out;
    out.imbue(std::locale::classic());   // Python reads plain digits
    const RetirementOptionsRule rule;
    for (const Date as_of : {Date{2018, 12, 31}, Date{2024, 9, 13}}) {
        for (std::size_t i = 0; i < enum_count<RetirementGroup>; ++i) {
            const auto group = enum_at<RetirementGroup>(i);
            for (Date birth{1950, 1, 1}; birth <= Date{2000, 12, 31}; birth += 1) {
                out << "retirement " << group << ' ' << print(birth) << ' ' << print(as_of) << ' '
                    << answer(
                           [&] {
                               return rule.decide({birth, group, {}}, as_of);
                           },
                           [](const RetirementOptions& made) {
                               return print(made.due.on) + ',' + std::to_string(made.due.age_months) + ',' + std::to_string(made.due.delay_months) +
                                      ',' + shown(made.earliest) + ',' + shown(made.latest) + ',' + shown(made.contribution_months_min);
                           })
                    << '\n';
            }
        }
    }
    check_by_python("rules/check_rules.py", out.str());
}

TEST_CASE("EconomicCompensationRule: as a reference in Python has it, with every choice, on many cases", "[rules][property]") {
    some::Random random{47};
    std::ostringstream out;
    out.imbue(std::locale::classic());   // Python reads plain digits
    for (int i = 0; i < cases; ++i) {
        const EconomicCompensationRule rule = some::compensation_rule(random);
        const Date through = some::once_in(random, 3) ? Date{2007, 12, 25} + random() % 400 : some::day(random, 1995, 30);
        const CompensationFacts facts = some::compensation_facts(random, through);
        out << "compensation " << rule.earlier << ' ' << rule.rounding << ' ' << shown(facts.service_from) << ' ' << print(through) << ' '
            << shown(facts.wage) << ' ' << shown(facts.average_wage) << ' ' << shown(facts.minimum_wage) << ' '
            << answer([&] { return rule.decide(facts, through); },
                      [](const EconomicCompensation& made) {
                          return std::to_string(made.amount.fen()) + ',' + std::to_string(made.half_months) + ',' +
                                 std::to_string(made.earlier_months);
                      })
            << '\n';
    }
    check_by_python("rules/check_rules.py", out.str());
}

TEST_CASE("EstateRule: what each claim gets is as a reference in Python has it, on many estates", "[rules][property]") {
    some::Random random{20060827};
    std::ostringstream out;
    out.imbue(std::locale::classic());   // Python reads plain digits
    std::size_t lost = 0;
    for (int i = 0; i < cases; ++i) {
        const Estate estate = some::estate(random);
        const EstateRule rule{some::word<RankLaw>(random)};
        const Date as_of = some::distribution_day(random);
        out << "estate " << estate.kind << ' ' << rule.law << ' ' << print(as_of) << ' ' << shown(estate.petition_accepted) << ' '
            << estate.means.fen() << ' ';
        Money there = estate.means;
        for (const EstateClaim& one : estate.claims) {
            out << one.kind << '/' << one.amount.fen() << '/' << shown(one.owed_since) << '/' << one.collateral.fen() << ';';
            there += one.collateral;
        }
        out << ". "
            << answer([&] { return rule.decide(rule.facts(estate, as_of), as_of); },
                      [&](const EstateShares& made) {
                          std::string text;
                          for (const EstateRule::ClaimShare& one : rule.share_out(estate, as_of, made)) {
                              text += std::to_string(one.paid.fen()) + ':' + std::to_string(one.from_collateral.fen()) + ',';
                              there -= one.total();
                          }
                          if (there != made.left_over) ++lost;
                          return text + std::to_string(made.left_over.fen());
                      })
            << '\n';
    }
    CHECK(lost == 0);   // not a fen
    check_by_python("rules/check_rules.py", out.str());
}
