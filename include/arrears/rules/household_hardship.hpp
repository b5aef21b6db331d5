// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/criterion_rule.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/household_criterion.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/trace.hpp>

#include <cstddef>

namespace arrears {

/// How deep a worker's household is in hardship.
ARREARS_ENUM(HouseholdHardship,
    (deep,        "深度困难", "deep hardship"),
    (relative,    "相对困难", "relative hardship"),
    (by_accident, "意外致困", "hardship by accident"),
    (none,        "不属困难", "not in hardship"));

ARREARS_ENUM(HouseholdHardshipStep,
    (level, "困难档次", "level of hardship"));

/// The level of a worker's household: the first that holds of deep (深度困难), relative (相对困难) and by accident (意外致困).
///
/// No national text was read for these; places differ. The defaults are Qingdao's as a repost has them (not verified): income less
/// rigid expenses, by twelve and by the persons, under the local subsistence line is deep, under twice the line relative hardship; a
/// disaster, an injury or death on duty, or costs of more than 80% of income are hardship by accident. The line is a place's own and
/// stands in no default: without it the outcome is undetermined.
struct HouseholdHardshipRule {
    HouseholdCriterion deep = left_below(ParameterName::deep_hardship_multiple);
    HouseholdCriterion relative = left_below(ParameterName::relative_hardship_multiple);
    HouseholdCriterion by_accident = struck();
    Parameters parameters = national_parameters();

    /// What expenses leave, a head, is under a multiple of the line.
    [[nodiscard]] static HouseholdCriterion left_below(ParameterName multiple) {
        return HouseholdCriterion::per_head(HouseholdMeans::after_expenses, LineComparison::below, multiple);
    }
    /// A disaster, an injury or death on duty, or costs of more than a share of income.
    [[nodiscard]] static HouseholdCriterion struck() { return HouseholdCriterion::accident() || HouseholdCriterion::costs_over_share(); }

    /// Another place's hardship by accident: income of at most so many times the line, and at most the line after the costs.
    [[nodiscard]] static HouseholdCriterion costs_to_the_line() {
        return HouseholdCriterion::per_head(HouseholdMeans::income, LineComparison::at_most, ParameterName::accident_income_multiple) &&
               HouseholdCriterion::per_head(HouseholdMeans::after_costs, LineComparison::at_most);
    }

    /// Allocates nothing. \throws Error (bad_argument) where an amount is below zero or nobody lives there
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<HouseholdHardship, When>> decide(const HouseholdFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<HouseholdHardship, When>> explain(const HouseholdFacts& facts, Date as_of) const {
        return explained<detail::Late<HouseholdHardship, When>>(RuleName::household_hardship, as_of,
                                                                [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<HouseholdFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        for (const HouseholdCriterion* const one : {&deep, &relative, &by_accident}) one->leaves(facts, as_of, visit);
        for (std::size_t i = 0; i < enum_count<HouseholdHardship>; ++i)
            visit(HouseholdHardshipStep::level, StepValue{enum_at<HouseholdHardship>(i)}, i);
    }

    friend bool operator==(const HouseholdHardshipRule&, const HouseholdHardshipRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<HouseholdHardship, Trace>> body(Trace& trace, const detail::Late<HouseholdFacts, Trace>& facts,
                                                                       Date as_of) const {
        using Level = HouseholdHardship;
        const detail::Case<HouseholdCriterion, Level> cases[] = {
            {&deep, Level::deep}, {&relative, Level::relative}, {&by_accident, Level::by_accident}};
        return detail::first_that_holds<Trace, HouseholdCriterion, Level>(trace, cases, Level::none, HouseholdHardshipStep::level, facts, parameters,
                                                                          as_of);
    }
};

ARREARS_ENUM(SubsistenceStep,
    (eligible, "符合低保条件", "meets the conditions of the subsistence allowance"));

/// Whether a household meets the conditions of the subsistence allowance (低保): income per head under the local line, and assets
/// within the local rule (社会救助暂行办法, Decree 649 of 2014, art. 9, in force from 2014-05-01). Line and limit are a place's own.
/// That the limit is so much a person is a choice: places also count dwellings and cars, which `conditions` can take in.
struct SubsistenceAllowanceRule {
    HouseholdCriterion conditions = of_law();
    Parameters parameters{};

    [[nodiscard]] static HouseholdCriterion of_law() {
        return HouseholdCriterion::per_head(HouseholdMeans::income, LineComparison::below) && HouseholdCriterion::assets_within_limit();
    }

    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<bool, When>> decide(const HouseholdFacts& facts, Date as_of) const {
        return detail::decide_whether(conditions, SubsistenceStep::eligible, facts, parameters, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<bool, When>> explain(const HouseholdFacts& facts, Date as_of) const {
        return detail::explain_whether(RuleName::subsistence_allowance, conditions, SubsistenceStep::eligible, facts, parameters, as_of);
    }
    template <class Visit>
    void leaves(const detail::Late<HouseholdFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        conditions.leaves(facts, as_of, visit);
    }

    friend bool operator==(const SubsistenceAllowanceRule&, const SubsistenceAllowanceRule&) = default;
};

}   // namespace arrears
