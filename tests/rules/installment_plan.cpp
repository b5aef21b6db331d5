// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_ledger.hpp"

#include <arrears/rules/deferral_agreement.hpp>
#include <arrears/rules/installment_plan.hpp>

#include <random>
#include <vector>

using namespace arrears;
using namespace arrears::literals;
using namespace some_ledger;

namespace {

using Payments = std::vector<PlanPayment>;

/// Four times 250 yuan, on the last of January to April 2020.
InstallmentPlan four() { return InstallmentPlan::equal(1'000_yuan, 4, Date{2020, 1, 31}); }

std::vector<InstallmentState> states(const PlanFulfilment& plan) {
    std::vector<InstallmentState> out;
    for (const InstallmentStatus& one : plan.installments) out.push_back(one.state);
    return out;
}

}   // namespace

TEST_CASE("InstallmentPlan: equal and stepped, to the last fen", "[rules][ledger]") {
    const InstallmentPlan plan = InstallmentPlan::equal(100_yuan, 3, Date{2019, 12, 31});
    const std::vector<Installment> expected{{Date{2019, 12, 31}, 33.34_yuan}, {Date{2020, 1, 31}, 33.33_yuan}, {Date{2020, 2, 29}, 33.33_yuan}};
    CHECK(std::vector(plan.installments().begin(), plan.installments().end()) == expected);
    CHECK(plan.total() == 100_yuan);
    const std::int64_t weights[] = {1, 1, 2};
    const InstallmentPlan steps = InstallmentPlan::stepped(100.01_yuan, weights, Date{2020, 3, 31}, 3);
    CHECK(steps.total() == 100.01_yuan);
    CHECK(steps.installments()[2] == Installment{Date{2020, 9, 30}, 50.01_yuan});
    CHECK(InstallmentPlan{{{Date{2020, 1, 1}, 5_yuan}}} != plan);
}

TEST_CASE("InstallmentPlan: what is no plan", "[rules][ledger]") {
    CHECK_THROWS_WITH(InstallmentPlan{{}}, "InstallmentPlan: there is no installment");
    CHECK_THROWS_WITH((InstallmentPlan{{{Date{2020, 1, 1}, 0_yuan}}}), "InstallmentPlan: the installment due on 2020-01-01 is not above zero: 0.00");
    CHECK_THROWS_WITH((InstallmentPlan{{{Date{2020, 1, 1}, 1_yuan}, {Date{2020, 1, 1}, 1_yuan}}}),
                      "InstallmentPlan: the installment due on 2020-01-01 does not follow the one before");
    CHECK_THROWS_AS(InstallmentPlan::equal(0.02_yuan, 3, Date{2020, 1, 1}), Error);
    CHECK_THROWS_AS(InstallmentPlan::equal(1_yuan, 0, Date{2020, 1, 1}), Error);
    CHECK_THROWS_AS(InstallmentPlan::equal(1_yuan, 2, Date{2020, 1, 1}, 0), Error);
    CHECK_THROWS_AS(fulfilment(four(), Payments{{Date{2020, 1, 1}, 0_yuan}}, Date{2020, 1, 1}), Error);
    CHECK_THROWS_AS(fulfilment(four(), Payments{}, Date{2020, 1, 1}, {.installments = 0}), Error);
}

TEST_CASE("fulfilment: payments fill installments in order; a day late is late", "[rules][ledger]") {
    using enum InstallmentState;
    const Payments payments{{Date{2020, 3, 1}, 100_yuan}, {Date{2020, 1, 31}, 300_yuan}, {Date{2020, 4, 30}, 600_yuan}};
    const PlanFulfilment march = fulfilment(four(), payments, Date{2020, 3, 31});
    CHECK(states(march) == std::vector{met, overdue, not_due, not_due});
    CHECK(march.installments[1].paid == 150_yuan);
    CHECK(march.paid == 400_yuan);
    CHECK(march.defaulted_on == Date{2020, 3, 1});
    CHECK_FALSE(march.fulfilled());
    const PlanFulfilment april = fulfilment(four(), payments, Date{2020, 4, 30});
    CHECK(states(april) == std::vector{met, met_late, met_late, met});
    CHECK(april.installments[2].met_on == Date{2020, 4, 30});
    CHECK(april.fulfilled());
    CHECK(april.defaulted_on == Date{2020, 3, 1});   // paid later, it is not healed
    CHECK(april.beyond == 0_yuan);
    // As of the day before it was overdue nothing was.
    CHECK_FALSE(fulfilment(four(), payments, Date{2020, 2, 29}).in_default());
    CHECK(fulfilment(four(), Payments{{Date{2020, 1, 1}, 1'001_yuan}}, Date{2020, 1, 1}).beyond == 1_yuan);
}

TEST_CASE("fulfilment: grace, and several installments at once", "[rules][ledger]") {
    using enum InstallmentState;
    const Payments late{{Date{2020, 2, 10}, 250_yuan}};
    CHECK(fulfilment(four(), late, Date{2020, 2, 20}, {.installments = 1, .grace_days = 10}).installments[0].state == met);
    CHECK_FALSE(fulfilment(four(), late, Date{2020, 2, 20}, {.installments = 1, .grace_days = 10}).in_default());
    CHECK(fulfilment(four(), late, Date{2020, 2, 20}, {.installments = 1, .grace_days = 9}).defaulted_on == Date{2020, 2, 10});
    CHECK_FALSE(fulfilment(four(), late, Date{2020, 3, 31}, {.installments = 2}).in_default());
    CHECK(fulfilment(four(), late, Date{2020, 4, 1}, {.installments = 2}).defaulted_on == Date{2020, 4, 1});
}

TEST_CASE("fulfilment: what was paid stands in the installments or beyond them", "[rules][ledger][property]") {
    const auto seed = GENERATE(take(100, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const InstallmentPlan plan = InstallmentPlan::equal(Money::from_fen(1'000 + random() % 100'000), 1 + random() % 12, Date{2020, 1, 31});
    Payments payments;
    Money sum;
    const Date as_of = Date{2020, 1, 1} + random() % 500;
    for (unsigned i = 0; i < random() % 10; ++i) {
        payments.push_back({Date{2020, 1, 1} + random() % 500, Money::from_fen(1 + random() % 20'000)});
        if (payments.back().on <= as_of) sum += payments.back().amount;
    }
    const PlanFulfilment state = fulfilment(plan, payments, as_of);
    Money filled;
    for (const InstallmentStatus& one : state.installments) filled += one.paid;
    CHECK(filled == state.paid);
    CHECK(state.paid + state.beyond == sum);
    const bool overdue = std::any_of(state.installments.begin(), state.installments.end(), [](const auto& one) {
        return one.state == InstallmentState::overdue || one.state == InstallmentState::met_late;
    });
    CHECK(state.in_default() == overdue);   // by the rule of one installment
}

TEST_CASE("DeferralAgreement: surcharge stops meanwhile, as far as the plan is kept", "[rules][ledger]") {
    Ledger mill = ledger();
    mill.append(entry("E1", Date{2020, 1, 1}, debt("D1", 1'000_yuan, Date{2020, 1, 1})));   // half a yuan a day
    mill.append(entry("E2", Date{2020, 1, 31}, payment(250_yuan, "D1")));
    const ArrearsId debts[] = {ArrearsId{"D1"}};
    const auto plan_as_of = [&](Date day) { return fulfilment(four(), plan_payments(mill.statement({}, {day}), debts), day); };
    DeferralAgreement agreement{Date{2020, 1, 11}, Date{2020, 4, 30}, basis()};

    // On 29 February the plan is kept.
    const auto kept = deferral(agreement, plan_as_of(Date{2020, 2, 29}));
    REQUIRE(kept);
    CHECK(kept->through == Date{2020, 4, 30});
    Ledger deferred = mill;
    deferred.append(entry("E3", agreement.from, *kept, Date{2020, 2, 29}));
    CHECK(owed(deferred.statement({}, {Date{2020, 2, 29}}), "D1", DebtComponent::surcharge) == 4.50_yuan);   // 2 to 10 January

    // On 1 March it is in default, and the readings part.
    const PlanFulfilment broken = plan_as_of(Date{2020, 3, 10});
    CHECK(broken.defaulted_on == Date{2020, 3, 1});
    CHECK(deferral(agreement, broken)->through == Date{2020, 2, 29});
    agreement.after_default = AfterDefault::stays_free;
    CHECK(deferral(agreement, broken)->through == Date{2020, 4, 30});
    agreement.after_default = AfterDefault::never_freed;
    CHECK_FALSE(deferral(agreement, broken));
    agreement = {Date{2020, 3, 1}, Date{2020, 4, 30}, basis()};
    CHECK_FALSE(deferral(agreement, broken));   // in default from its first day

    CHECK_THROWS_WITH(deferral({Date{2020, 3, 1}, Date{2020, 4, 30}}, broken), "DeferralAgreement: the legal basis is missing");
    CHECK_THROWS_AS(deferral({Date{2020, 3, 1}, Date{2021, 3, 1}, basis()}, broken), Error);   // over a year
    CHECK(deferral({Date{2020, 1, 1}, Date{2020, 12, 31}, basis()}, plan_as_of(Date{2020, 1, 31})));
    CHECK_THROWS_AS(deferral({Date{2020, 3, 1}, Date{2020, 2, 1}, basis()}, broken), Error);
}
