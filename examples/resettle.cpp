// SPDX-License-Identifier: BSL-1.0
// A plan for the workers of a bankrupt enterprise: how it comes to be adopted, and who is paid what. The enterprise, its workers and
// all amounts are invented.
#include <arrears/arrears.hpp>

#include <iostream>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

int main() {
    ResettlementProcess plan{{PlanId{"P-07"}, "第二纺织厂", ResettlementKind::bankrupt, {}}};
    plan.take({PlanStep::draft, Date{2009, 3, 2}, {}, {}, {}, {}, {}, {}});

    // Adopted too early, and by too few: refused, and told why.
    PlanStepTaken vote{PlanStep::adopt, Date{2009, 4, 10}, WorkersMeeting::workers_congress, 120, 84, 58, true, {}};
    std::cout << plan.try_take(vote).fault().problem.en << '\n';
    vote.step = PlanStep::deliberate;
    plan.take(vote);
    vote.step = PlanStep::adopt;
    for (const PlanLack& lack : plan.missing(vote)) std::cout << lack.fault.problem.en << "; " << lack.fault.problem.zh << '\n';
    vote.in_favour = 61;
    plan.take(vote);
    plan.take({PlanStep::petition, Date{2009, 5, 20}, {}, {}, {}, {}, {}, {}});

    // Each worker's destination, and whose insurance has lapsed.
    std::vector<ResettledWorker> workers(3);
    workers[0] = {WorkerId{"W1"}, WorkerDestination::re_employed, Date{2009, 9, 1}, {}, {}, {}, {}};
    workers[1] = {WorkerId{"W2"}, WorkerDestination::compensated, Date{2009, 12, 31}, {}, Date{1998, 7, 1}, Date{2009, 12, 31}, 1'200_yuan};
    workers[2].id = WorkerId{"W3"};
    workers[2].insurance[0] = Timeline<InsuranceStanding>{{Date{2003, 1, 1}, Date::last(), InsuranceStanding::interrupted}};
    plan.set_workers(workers);
    for (const PlanLack& lack : plan.missing()) std::cout << lack.fault.problem.en << '\n';
    const Date as_of{2010, 6, 30};
    std::cout << "insurance tracked: " << tracked_workers(plan.workers(), as_of).size() << " worker\n";

    // What it costs, against what there is: claims in the turns of the law, old wages out of the collateral, too.
    const EconomicCompensation owed =
        EconomicCompensationRule{}.decide({workers[1].service_from, workers[1].wage, 1'500_yuan, 700_yuan}, *workers[1].service_through).value();
    std::cout << "compensation: " << owed.amount << " yuan, " << owed.half_months << " half months and " << owed.earlier_months
              << " months of before 2008\n";
    const Estate estate{ResettlementKind::bankrupt,
                        Date{2009, 6, 3},
                        60'000_yuan,
                        {{ClaimKind::procedure_costs, 8'000_yuan, {}, {}, false},
                         {ClaimKind::wages, 40'000_yuan, Date{2005, 12, 31}, {}, false},
                         {ClaimKind::wages, 30'000_yuan, Date{2008, 12, 31}, {}, true},   // a bank advanced them: they stay wages
                         {ClaimKind::compensation, owed.amount, Date{2009, 12, 31}, {}, false},
                         {ClaimKind::social_insurance, 90'000_yuan, {}, {}, false},
                         {ClaimKind::secured, 200'000_yuan, {}, 150'000_yuan, false}}};
    const EstateRule rule;
    const auto decision = rule.explain(rule.facts(estate, as_of), as_of);
    const auto shares = rule.share_out(estate, as_of, decision.outcome.value());
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const EstateClaim& claim = estate.claims[i];
        std::cout << "- " << label(claim.kind, Language::en) << ": " << claim.amount << " yuan, paid " << shares[i].paid << ", out of the collateral "
                  << shares[i].from_collateral << '\n';
    }
    std::cout << "the reasons hold: " << std::boolalpha << verify(decision, rule, rule.facts(estate, as_of), as_of).holds() << '\n';
}
