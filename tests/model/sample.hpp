// SPDX-License-Identifier: BSL-1.0
#pragma once
// A small sound registry that tests change.
#include <arrears/model/registry.hpp>

namespace sample {

using namespace arrears;

inline EnterpriseId enterprise_id(int n) { return EnterpriseId{"E" + std::to_string(n)}; }
inline WorkerId worker_id(int n) { return WorkerId{"W" + std::to_string(n)}; }

inline Enterprise enterprise(int n) {
    Enterprise made{.id = enterprise_id(n), .name = "厂" + std::to_string(n)};
    made.industry = "C26";
    made.founded = Date{1985, 5, 1};
    made.status = {{Date{1990, 1, 1}, Date{2000, 1, 1}, OperatingStatus::normal}, {Date{2000, 1, 1}, Date::last(), OperatingStatus::halted}};
    return made;
}
inline Worker worker(int n, int of) {
    Worker made{.id = worker_id(n), .enterprise = enterprise_id(of)};
    made.sex = Sex::male;
    made.birth = Date{1975, 3, 4};
    made.employment = {{Date{2000, 1, 1}, Date::last(), EmploymentStatus::laid_off}};
    return made;
}
inline Retiree retiree(int n, int of) {
    return {.id = worker_id(n), .enterprise = enterprise_id(of), .sex = Sex::female, .birth = Date{1950, 1, 1}, .retired = Date{2000, 1, 1}};
}
inline Arrears arrears(int n, int of) {
    return {.id = ArrearsId{"A" + std::to_string(n)},
            .enterprise = enterprise_id(of),
            .category = ArrearsCategory::pension,
            .months = {Month{2015, 1}, Month{2018, 12}},
            .principal = Money::from_yuan(1000)};
}
inline Payment payment(int n, int of, int yuan) {
    return {.id = PaymentId{"P" + std::to_string(n)},
            .arrears = ArrearsId{"A" + std::to_string(of)},
            .on = Date{2018, 6, 1},
            .amount = Money::from_yuan(yuan)};
}
inline WorkerAdvance advance(int n, int worker, int of, int arrears, int yuan) {
    return {.id = AdvanceId{"V" + std::to_string(n)},
            .worker = worker_id(worker),
            .enterprise = enterprise_id(of),
            .arrears = ArrearsId{"A" + std::to_string(arrears)},
            .amount = Money::from_yuan(yuan),
            .on = Date{2018, 7, 1}};
}

/// Systems S1 > S2; enterprises E1 (of S2), E2 (unit of E1), E3 (of none); workers W1, W2 of E1 and W3 of E2; a retiree
/// W9 of E1; a household H1 of W1 and W2; arrears A1 of E1, A2 of E2; a payment and two advances; a plan.
inline Registry::Builder builder() {
    Registry::Builder made;
    made.add(System{.id = SystemId{"S2"}, .kind = SystemKind::group, .name = {"group", "集团"}, .parent = SystemId{"S1"}});
    made.add(System{.id = SystemId{"S1"}, .name = {"system", "系统"}, .founded_year = 1952});
    Enterprise one = enterprise(1), two = enterprise(2);
    one.system = SystemId{"S2"};
    two.parent = one.id;
    made.add(two).add(one).add(enterprise(3));
    Worker first = worker(1, 1), second = worker(2, 1);
    first.household = second.household = HouseholdId{"H1"};
    made.add(first).add(second).add(worker(3, 2)).add(retiree(9, 1));
    made.add(Household{.id = HouseholdId{"H1"}, .able_members = 2, .employed_members = 1});
    made.add(arrears(1, 1)).add(arrears(2, 2));
    made.add(payment(1, 1, 300)).add(advance(1, 9, 1, 1, 200)).add(advance(2, 3, 2, 2, 50));
    made.add(ResettlementPlan{.id = PlanId{"R1"}, .enterprise_name = "厂", .kind = ResettlementKind::closed});
    return made;
}

}   // namespace sample
