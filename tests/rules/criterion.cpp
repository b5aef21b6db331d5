// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "allocations.hpp"

#include <arrears/rules/criterion.hpp>
#include <arrears/rules/hardship.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/verify.hpp>

#include <memory>
#include <random>
#include <vector>

using namespace arrears;
using operations::Truth;

namespace {

constexpr Date as_of{2018, 12, 31};

struct Answer {
    Truth holds;
    MissingFacts missing;
};
Answer ask(const Criterion& criterion, const HardshipFacts& facts, const Parameters& parameters = {}) {
    Silent silent;
    Answer answer;
    answer.holds = criterion.evaluate(silent, facts, parameters, as_of, answer.missing).value;
    return answer;
}

HardshipFacts with_status(OperatingStatus status, std::optional<Date> since = {}) {
    HardshipFacts facts;
    facts.status = InForce<OperatingStatus>{status, since};
    return facts;
}

/// A criterion that holds, does not, or is unknown.
Criterion fixed(Truth truth) {
    static constexpr auto yes = [](const HardshipFacts&, Date) -> Truth { return true; };
    static constexpr auto no = [](const HardshipFacts&, Date) -> Truth { return false; };
    static constexpr auto unknown = [](const HardshipFacts&, Date) -> Truth { return std::nullopt; };
    if (!truth) return Criterion::opaque({"unknown", "不详"}, unknown);
    return *truth ? Criterion::opaque({"yes", "是"}, yes) : Criterion::opaque({"no", "否"}, no);
}

}   // namespace

TEST_CASE("Criterion: each part at its threshold, which is included", "[rules]") {
    HardshipFacts facts;
    facts.owed_to_funds = Money::from_yuan(100);
    facts.owed_to_people = Money::from_yuan(7);
    facts.months_of_wages_owed = 6;
    facts.months_of_insurance_owed = 12;
    facts.years_of_loss = 3;
    facts.workers_on_roll = 200;
    facts.workers_laid_off = 50;
    facts.average_wage_paid = Money::from_yuan(1700);
    CHECK(ask(Criterion::owes_funds(Money::from_yuan(100)), facts).holds == true);
    CHECK(ask(Criterion::owes_funds(Money::from_fen(10001)), facts).holds == false);
    CHECK(ask(Criterion::owes_people(Money::from_yuan(7)), facts).holds == true);
    CHECK(ask(Criterion::owes_people(Money::from_yuan(8)), facts).holds == false);
    CHECK(ask(Criterion::months_of_wages_owed(6), facts).holds == true);
    CHECK(ask(Criterion::months_of_wages_owed(7), facts).holds == false);
    CHECK(ask(Criterion::months_of_insurance_owed(12), facts).holds == true);
    CHECK(ask(Criterion::months_of_insurance_owed(13), facts).holds == false);
    CHECK(ask(Criterion::years_of_loss(3), facts).holds == true);
    CHECK(ask(Criterion::years_of_loss(4), facts).holds == false);
    CHECK(ask(Criterion::share_laid_off(Ratio{1, 4}), facts).holds == true);
    CHECK(ask(Criterion::share_laid_off(Ratio{26, 100}), facts).holds == false);
    const auto place = std::make_shared<const Source>(Source{{"a place", "某地"}, {}, SourceLevel::local, true, {}});
    const Parameters local =
        Parameters::Builder{}.set(ParameterKey{ParameterName::minimum_wage}, Date{2017, 10, 1}, Money::from_yuan(1700), place).build();
    CHECK(ask(Criterion::wage_under_minimum(), facts, local).holds == false);   // at it is not under it
    facts.average_wage_paid = Money::from_fen(169999);
    CHECK(ask(Criterion::wage_under_minimum(), facts, local).holds == true);
}

TEST_CASE("Criterion: a state, and for how long", "[rules]") {
    const Criterion half_a_year = Criterion::status({OperatingStatus::halted, OperatingStatus::semi_halted}, 6);
    CHECK(ask(half_a_year, with_status(OperatingStatus::halted, Date{2018, 6, 30})).holds == true);   // six months are over on 30 December
    CHECK(ask(half_a_year, with_status(OperatingStatus::halted, Date{2018, 7, 1})).holds == false);
    CHECK(ask(half_a_year, with_status(OperatingStatus::normal, Date{2001, 1, 1})).holds == false);
    CHECK(ask(half_a_year, with_status(OperatingStatus::normal)).holds == false);   // since when does not matter then
    CHECK(ask(half_a_year, with_status(OperatingStatus::halted)).missing == MissingFacts{Fact::operating_status_since});
    CHECK(ask(half_a_year, {}).missing == MissingFacts{Fact::operating_status, Fact::operating_status_since});
    CHECK(ask(Criterion::status({OperatingStatus::halted}), with_status(OperatingStatus::halted, Date{2019, 1, 1})).holds == Truth{});   // later
}

TEST_CASE("Criterion: what is missing is named", "[rules]") {
    CHECK(ask(Criterion::owes_funds(Money{}), {}).missing == MissingFacts{Fact::owed_to_funds});
    CHECK(ask(Criterion::months_of_wages_owed(1), {}).missing == MissingFacts{Fact::months_of_wages_owed});
    CHECK(ask(Criterion::share_laid_off(Ratio{1, 4}), {}).missing == MissingFacts{Fact::workers_on_roll, Fact::workers_laid_off});
    HardshipFacts nobody;
    nobody.workers_on_roll = 0;
    nobody.workers_laid_off = 0;
    CHECK(ask(Criterion::share_laid_off(Ratio{1, 4}), nobody).missing == MissingFacts{Fact::workers_on_roll});   // of nobody there is no share
    CHECK(ask(Criterion::wage_under_minimum(), {}).missing == MissingFacts{Fact::average_wage_paid, Fact::minimum_wage});
    // What could not change the answer is not asked for.
    HardshipFacts owing;
    owing.owed_to_funds = Money::from_yuan(1);
    CHECK(ask(Criterion::owes_funds(Money::from_fen(1)) || Criterion::years_of_loss(3), owing).missing.empty());
    CHECK(ask(Criterion::owes_funds(Money::from_yuan(2)) || Criterion::years_of_loss(3), owing).missing == MissingFacts{Fact::years_of_loss});
}

TEST_CASE("Criterion: and, or, not and at-least-n over three states", "[rules]") {
    const Truth states[] = {false, true, std::nullopt};
    for (const Truth a : states) {
        CHECK(ask(!fixed(a), {}).holds == (a ? Truth{!*a} : Truth{}));
        for (const Truth b : states) {
            for (const Truth c : states) {
                // By the definition: the answer of every completion of what is unknown, where they agree.
                const auto completed = [&](auto decide) {
                    bool some = false, all = true;
                    for (int bits = 0; bits < 8; ++bits) {
                        const bool x = a.value_or((bits & 1) != 0), y = b.value_or((bits & 2) != 0), z = c.value_or((bits & 4) != 0);
                        some = some || decide(x, y, z);
                        all = all && decide(x, y, z);
                    }
                    return some == all ? Truth{some} : Truth{};
                };
                CHECK(ask(Criterion::all_of({fixed(a), fixed(b), fixed(c)}), {}).holds ==
                      completed([](bool x, bool y, bool z) { return x && y && z; }));
                CHECK(ask(Criterion::any_of({fixed(a), fixed(b), fixed(c)}), {}).holds ==
                      completed([](bool x, bool y, bool z) { return x || y || z; }));
                for (int n = 0; n <= 4; ++n) {
                    CHECK(ask(Criterion::at_least(n, {fixed(a), fixed(b), fixed(c)}), {}).holds ==
                          completed([n](bool x, bool y, bool z) { return int{x} + int{y} + int{z} >= n; }));
                }
                CHECK(ask((fixed(a) && fixed(b)) || !fixed(c), {}).holds == completed([](bool x, bool y, bool z) { return (x && y) || !z; }));
            }
        }
    }
}

TEST_CASE("Criterion: one's own, which others can recompute, and one that they cannot", "[rules]") {
    const auto round = std::make_shared<const CustomOperation>(
        CustomOperation{{"a whole number of yuan", "整元"}, [](std::span<const StepValue> values) -> StepValue {
                            const auto amount = values[0].as<Money>();
                            return amount ? StepValue{amount->fen() % 100 == 0} : StepValue{};
                        }});
    HardshipFacts facts;
    facts.certification = InForce<Certification>{Certification::none, {}};
    facts.owed_to_funds = Money::from_yuan(3);
    const HardshipRule rule{.in_hardship = Criterion::own(round, {Fact::owed_to_funds})};
    auto decision = rule.explain(facts, as_of);
    CHECK(decision.outcome.value() == HardshipClass::uncertified_in_hardship);
    CHECK(verify(decision, rule, facts, as_of).holds());
    CHECK(verify(decision).not_checkable.empty());
    facts.owed_to_funds.reset();
    CHECK(rule.decide(facts, as_of).missing() == MissingFacts{Fact::owed_to_funds});

    const HardshipRule opaque{.in_hardship = fixed(true)};
    decision = opaque.explain(facts, as_of);
    CHECK(verify(decision).holds());
    CHECK(verify(decision).not_checkable.size() == 1);
    // One that cannot tell although nothing it is shown is unknown: only its author knows what is missing.
    CHECK(HardshipRule{.in_hardship = fixed(std::nullopt)}.decide(facts, as_of).missing() == MissingFacts{Fact::own_criterion});
    CHECK(HardshipRule{.in_hardship = fixed(std::nullopt) || fixed(true)}.decide(facts, as_of).is_determined());
    CHECK_THROWS_AS(Criterion::own(nullptr, {}), Error);
    CHECK_THROWS_AS(Criterion::opaque({}, nullptr), Error);
}

TEST_CASE("Criterion: decide allocates nothing, whatever is composed", "[rules]") {
    const HardshipRule rule{.in_hardship =
                                Criterion::at_least(2, {Criterion::status({OperatingStatus::halted}, 6), Criterion::owes_funds(Money::from_yuan(1)),
                                                        Criterion::share_laid_off(Ratio{1, 2}) && !Criterion::years_of_loss(3)})};
    HardshipFacts facts = with_status(OperatingStatus::halted, Date{2010, 1, 1});
    facts.certification = InForce<Certification>{Certification::none, {}};
    facts.owed_to_funds = Money::from_yuan(5);
    const std::size_t before = allocations();
    const auto outcome = rule.decide(facts, as_of);
    CHECK(allocations() == before);
    CHECK(outcome.value() == HardshipClass::uncertified_in_hardship);
}
