// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_ledger.hpp"

#include <arrears/rules/delay_liabilities.hpp>
#include <arrears/rules/explanation_text.hpp>
#include <arrears/rules/verify.hpp>

#include <memory>
#include <string>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

namespace {

constexpr Date as_of{2020, 2, 20};   // 20 days late
DelayLiabilitiesFacts owed(ArrearsCategory category, std::optional<bool> order_unmet = {}, Date due = Date{2020, 1, 31}) {
    return {{category, 10'000_yuan, due, {}, {}}, order_unmet};
}
DelayLiabilities of(const DelayLiabilitiesFacts& facts, Date day = as_of, const DelayLiabilitiesRule& rule = {}) {
    const auto decision = rule.explain(facts, day);
    CHECK(decision.outcome == rule.decide(facts, day));
    CHECK(verify(decision, rule, facts, day).holds());
    return decision.outcome.value();
}
constexpr Liability none{LiabilityStanding::none_known, {}, {}};

}   // namespace

TEST_CASE("DelayLiabilitiesRule: an insurance fund has the surcharge, and the state a fine once an order was not met", "[rules]") {
    const DelayLiabilities made = of(owed(ArrearsCategory::pension, true));
    CHECK((made.surcharge == Surcharge{100_yuan, 20, 100_yuan}));   // 10,000 × 0.05% × 20
    CHECK((made.fine == Liability{LiabilityStanding::incurred, 10'000_yuan, 30'000_yuan}));
    CHECK(made.damages == none);
    CHECK(made.compensation == none);
    CHECK(made.missing().empty());
    CHECK((of(owed(ArrearsCategory::pension, false)).fine == Liability{LiabilityStanding::not_incurred, 10'000_yuan, 30'000_yuan}));
    CHECK(of(owed(ArrearsCategory::pension, true), Date{2020, 1, 31}).fine.standing == LiabilityStanding::not_incurred);   // in time
    CHECK(of(owed(ArrearsCategory::housing_fund, true)).fine == none);   // fined in fixed amounts, for other failings
}

TEST_CASE("DelayLiabilitiesRule: of an unknown order only what depends on it is not known; the surcharge stands", "[rules]") {
    const DelayLiabilities made = of(owed(ArrearsCategory::pension));
    CHECK(made.surcharge.amount == 100_yuan);
    CHECK((made.fine == Liability{std::nullopt, 10'000_yuan, 30'000_yuan}));   // what it would come to
    CHECK(made.missing() == MissingFacts{Fact::order_unmet});
    CHECK(of(owed(ArrearsCategory::pension), Date{2020, 1, 31}).missing().empty());   // nothing is late: no order matters
    DelayLiabilitiesFacts no_due = owed(ArrearsCategory::pension, true);
    no_due.debt.due.reset();
    CHECK(DelayLiabilitiesRule{}.decide(no_due, as_of).missing() == MissingFacts{Fact::due});
    const std::string text = print(DelayLiabilitiesRule{}.explain(owed(ArrearsCategory::pension), as_of), Language::en);
    CHECK(text.starts_with("liabilities of a delay, as of 2020-02-20: surcharge 100.00 yuan; days that bear a charge 20; "
                           "surcharge before any cap 100.00 yuan; fine unknown; least fine 10000.00 yuan; most fine 30000.00 yuan; "
                           "damages on top none that the parameters know; compensation for late wages none that the parameters know\n"));
    CHECK(text.find("    - an order to pay was served and not met: unknown\n") != std::string::npos);
}

TEST_CASE("DelayLiabilitiesRule: people have damages once an order was not met, and until 2017 compensation of late wages", "[rules]") {
    const Date due{2017, 1, 31}, day{2017, 11, 24};
    const DelayLiabilities made = of(owed(ArrearsCategory::wages, true, due), day);
    CHECK(made.surcharge == Surcharge{});
    CHECK(made.fine == none);
    CHECK((made.damages == Liability{LiabilityStanding::incurred, 5'000_yuan, 10'000_yuan}));
    CHECK((made.compensation == Liability{LiabilityStanding::incurred, 2'500_yuan, 2'500_yuan}));
    const DelayLiabilities unordered = of(owed(ArrearsCategory::wages, {}, due), day);   // which needs no order
    CHECK(unordered.compensation.standing == LiabilityStanding::incurred);
    CHECK_FALSE(unordered.damages.standing.has_value());
    // Repealed: nothing is left of it by the law of the as-of date; by that of the first day late it stays.
    CHECK(of(owed(ArrearsCategory::wages, true, due), Date{2017, 11, 25}).compensation == none);
    const DelayLiabilitiesRule first{.surcharge = {}, .law = LiabilityLaw::first_day};
    CHECK(of(owed(ArrearsCategory::wages, true, due), Date{2017, 11, 25}, first).compensation.least == 2'500_yuan);
    CHECK(of(owed(ArrearsCategory::wages, true, Date{2007, 6, 30}), Date{2008, 1, 1}).damages.standing == LiabilityStanding::incurred);
    CHECK(of(owed(ArrearsCategory::wages, true, Date{2007, 6, 30}), Date{2008, 1, 1}, first).damages == none);
    CHECK(of(owed(ArrearsCategory::wages, true, Date{2007, 6, 30}), Date{2007, 12, 31}).damages == none);
    // Other debts to people by analogy, not verified; of a worker's advance nothing was read.
    CHECK(of(owed(ArrearsCategory::heating, true)).damages.most == 10'000_yuan);
    CHECK(of(owed(ArrearsCategory::advance_repayment, true)).damages == none);
}

TEST_CASE("DelayLiabilitiesRule: the fine of 2011 and delays from before", "[rules]") {
    const DelayLiabilitiesFacts old = owed(ArrearsCategory::medical, true, Date{2011, 6, 20});
    CHECK(of(old, Date{2011, 6, 30}).fine == none);
    CHECK((of(old, Date{2011, 7, 1}).fine == Liability{LiabilityStanding::incurred, 10'000_yuan, 30'000_yuan}));
    CHECK(of(old, Date{2011, 7, 1}, {.surcharge = {}, .law = LiabilityLaw::first_day}).fine == none);
}

TEST_CASE("DelayLiabilitiesRule: to waive one liability leaves the others", "[rules]") {
    DelayLiabilitiesFacts facts = owed(ArrearsCategory::pension, true);
    const std::vector<Exemption> waived{{Date{2020, 2, 1}, Date{2020, 12, 31}, some_ledger::basis()}};
    const DelayLiabilities before = of(facts);
    facts.debt.exemptions = waived;
    const DelayLiabilities after = of(facts);
    CHECK(after.surcharge == Surcharge{});
    CHECK(after.fine == before.fine);
    facts.debt.exemptions = {};
    facts.order_unmet = false;   // the order withdrawn: no fine, and the surcharge as before
    CHECK(of(facts).surcharge == before.surcharge);
    CHECK(of(facts).fine.standing == LiabilityStanding::not_incurred);

    // In a ledger they are components and debts of their own: the waiver of one takes nothing off the other.
    Ledger ledger = some_ledger::ledger();
    ledger.append(some_ledger::entry("1", Date{2020, 1, 31}, some_ledger::debt("A", 10'000_yuan, Date{2020, 1, 31})));
    const entries::Fine fine{ArrearsId{"F"}, ArrearsCategory::pension, DebtComponent::fine, before.fine.least, {}};
    const entries::Waiver waiver{ArrearsId{"A"}, DebtComponent::surcharge, 100_yuan, some_ledger::basis()};
    ledger.append(some_ledger::entry("2", as_of, fine));
    ledger.append(some_ledger::entry("3", as_of, waiver));
    const LedgerStatement statement = ledger.statement({}, {as_of});
    CHECK(some_ledger::owed(statement, "A", DebtComponent::surcharge) == Money{});
    CHECK(some_ledger::owed(statement, "F", DebtComponent::fine) == 10'000_yuan);
}

TEST_CASE("DelayLiabilitiesRule: fine and damages are of what is left, compensation of what fell due", "[rules]") {
    const std::vector<PrincipalFall> falls{{Date{2017, 2, 10}, 4'000_yuan}};
    DelayLiabilitiesFacts facts = owed(ArrearsCategory::wages, true, Date{2017, 1, 31});
    facts.debt.falls = falls;
    const DelayLiabilities made = of(facts, Date{2017, 3, 1});
    CHECK((made.damages == Liability{LiabilityStanding::incurred, 2'000_yuan, 4'000_yuan}));
    CHECK(made.compensation.least == 2'500_yuan);
    CHECK(of(facts, Date{2017, 2, 10}).damages.most == 10'000_yuan);   // the day still bears the whole
}

TEST_CASE("DelayLiabilitiesRule: shares are parameters, rounded as the surcharge is", "[rules]") {
    const auto place = std::make_shared<const Source>(Source{{"a place", "某地"}, {}, SourceLevel::local, true, {}});
    DelayLiabilitiesRule rule;
    rule.surcharge.parameters = Parameters::Builder{national_parameters()}
                                    .set({ParameterName::fine_share_min, ArrearsCategory::pension}, Date{2020, 1, 1}, 100.005_percent, place)
                                    .build();
    DelayLiabilitiesFacts facts = owed(ArrearsCategory::pension, true);
    facts.debt.principal = 100_yuan;
    CHECK(of(facts, as_of, rule).fine.least == 100.01_yuan);   // 100.005
    rule.surcharge.rounding = Rounding::down;
    CHECK(of(facts, as_of, rule).fine.least == 100_yuan);
    CHECK(of(facts, as_of, rule).fine.most == 300_yuan);
}
