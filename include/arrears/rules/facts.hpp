// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/model/registry.hpp>
#include <arrears/rules/employment.hpp>
#include <arrears/rules/halt_band.hpp>
#include <arrears/rules/hardship.hpp>
#include <arrears/rules/overdue_retirement.hpp>
#include <arrears/rules/retirement.hpp>
#include <arrears/rules/zero_employment.hpp>

#include <optional>

namespace arrears {

// What the rules ask, as a registry has it on a date. Callers with structs of their own fill in the facts themselves.
// Nothing here allocates.

/// What an enterprise owes where the registry lists it: nothing listed is nothing owed, unless no arrears are recorded
/// of anybody.
template <class = detail::WhenCalled>
[[nodiscard]] HardshipFacts hardship_facts(const EnterpriseView& enterprise, Date as_of) {
    HardshipFacts facts;
    facts.certification = in_force(enterprise.certification(), as_of);
    facts.status = in_force(enterprise.status(), as_of);
    if (enterprise.arrears_recorded()) {
        facts.owed_to_funds = enterprise.outstanding(Creditor::fund, as_of);
        facts.owed_to_people = enterprise.outstanding(Creditor::person, as_of);
    }
    return facts;
}

/// The months for which an enterprise owes people wages, or the funds insurance (the housing fund is none), without a gap up
/// to the date: the current month counts where it is owed already, and breaks nothing where it is not. Cost: the enterprise's
/// arrears times the months found.
template <class = detail::WhenCalled>
[[nodiscard]] std::int64_t months_owed_running(const EnterpriseView& enterprise, Creditor creditor, Date as_of) {
    const auto counts = [creditor](ArrearsCategory category) {
        return creditor == Creditor::person ? category == ArrearsCategory::wages
                                            : arrears::creditor(category) == Creditor::fund && category != ArrearsCategory::housing_fund;
    };
    const auto owed_for = [&](Month month) {
        for (const ArrearsView owed : enterprise.arrears()) {
            if (counts(owed.category()) && owed.months().contains(month) && owed.is_due(as_of) && owed.outstanding(as_of) > Money{}) return true;
        }
        return false;
    };
    Month month{as_of};
    if (!owed_for(month)) --month;
    std::int64_t months = 0;
    while (owed_for(month)) {
        ++months;
        if (month == Month{Date::first()}) break;
        --month;
    }
    return months;
}

/// The same with what criteria of one's own may ask for: months owed, workers on the roll and laid off. Losses and wages paid
/// stand in no registry and stay unknown.
template <class = detail::WhenCalled>
[[nodiscard]] HardshipFacts full_hardship_facts(const EnterpriseView& enterprise, Date as_of, const EmploymentRule& employment = {}) {
    HardshipFacts facts = hardship_facts(enterprise, as_of);
    if (enterprise.arrears_recorded()) {
        facts.months_of_wages_owed = months_owed_running(enterprise, Creditor::person, as_of);
        facts.months_of_insurance_owed = months_owed_running(enterprise, Creditor::fund, as_of);
    }
    std::int64_t on_roll = 0, laid_off = 0;
    bool known = true;
    for (const WorkerView worker : enterprise.workers()) {
        const auto status = employment.decide({in_force(worker.employment(), as_of), {}, {}, {}}, as_of).known();
        ++on_roll;
        known = known && status.has_value();
        if (status == EmploymentStatus::laid_off) ++laid_off;
    }
    facts.workers_on_roll = on_roll;
    if (known) facts.workers_laid_off = laid_off;
    return facts;
}

template <class = detail::WhenCalled>
[[nodiscard]] HaltFacts halt_facts(const EnterpriseView& enterprise, Date as_of) { return {in_force(enterprise.status(), as_of)}; }

template <class = detail::WhenCalled>
[[nodiscard]] EmploymentFacts employment_facts(const WorkerView& worker, Date as_of) {
    return {in_force(worker.employment(), as_of), {}, {}, {}};
}

template <class = detail::WhenCalled>
[[nodiscard]] RetirementFacts retirement_facts(const WorkerView& worker) { return {worker.birth(), worker.retirement_group(), worker.sex()}; }

/// \param pension_owed what the worker's enterprise owes the pension fund, for callers who know it already
template <class = detail::WhenCalled>
[[nodiscard]] OverdueRetirementFacts overdue_retirement_facts(const WorkerView& worker, std::optional<Money> pension_owed) {
    return {retirement_facts(worker), true, pension_owed, {}};
}
template <class = detail::WhenCalled>
[[nodiscard]] OverdueRetirementFacts overdue_retirement_facts(const WorkerView& worker, Date as_of) {
    const EnterpriseView enterprise = worker.enterprise();
    return overdue_retirement_facts(worker, enterprise.arrears_recorded()
                                                ? std::optional{enterprise.outstanding(ArrearsCategory::pension, as_of)}
                                                : std::nullopt);
}

/// The workers of the household and its other members. A worker on a roll counts as of working age unless known to have
/// reached the statutory age. Where the number of other able members is unknown, that is one of whom nothing is known.
template <class = detail::WhenCalled>
[[nodiscard]] HouseholdMembers household_members(const HouseholdView& household, Date as_of, const ZeroEmploymentRule& rule = {},
                                                       const EmploymentRule& employment = {}, const RetirementAgeRule& age = {}) {
    HouseholdMembers members;
    for (const WorkerView worker : household.workers()) {
        const bool of_age = age.reached(retirement_facts(worker), as_of).known().value_or(false);
        members.add(rule.member(employment.decide(employment_facts(worker, as_of), as_of).known(), of_age));
    }
    const auto able = household.able_members(), employed = household.employed_members();
    if (employed) members.add({true, true}, *employed);
    if (!able) members.add({std::nullopt, employed ? std::optional{false} : std::nullopt});
    else members.add({true, employed ? std::optional{false} : std::nullopt}, *able - employed.value_or(0));
    return members;
}

}   // namespace arrears
