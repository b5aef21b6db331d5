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

#include <array>
#include <cstddef>
#include <utility>

namespace arrears {

/// Whether one of the five assurances (五保障) stands: stated and shown by a document. Basic living may also be shown by the household's
/// means alone: the line after aid. No national text was found for the five; the survey's are taken.
struct AssuranceRule {
    FiveAssurances which;
    HouseholdCriterion stands = of_default(which);
    Parameters parameters = national_parameters();

    [[nodiscard]] static HouseholdCriterion of_default(FiveAssurances which) {
        HouseholdCriterion shown = HouseholdCriterion::assured(which);
        if (which != FiveAssurances::basic_living) return shown;
        return HouseholdCriterion::per_head(HouseholdMeans::after_aid, LineComparison::at_least) || std::move(shown);
    }

    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<bool, When>> decide(const HouseholdFacts& facts, Date as_of) const {
        return detail::decide_whether(stands, which, facts, parameters, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<bool, When>> explain(const HouseholdFacts& facts, Date as_of) const {
        return detail::explain_whether(RuleName::assurance, stands, which, facts, parameters, as_of);
    }
    template <class Visit>
    void leaves(const detail::Late<HouseholdFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        stands.leaves(facts, as_of, visit);
    }

    friend bool operator==(const AssuranceRule&, const AssuranceRule&) = default;
};

/// The rules of the five, in their order, with one place's parameters.
[[nodiscard]] inline std::array<AssuranceRule, enum_count<FiveAssurances>> assurance_rules(const Parameters& parameters) {
    return [&]<std::size_t... at>(std::index_sequence<at...>) {
        return std::array{AssuranceRule{.which = enum_at<FiveAssurances>(at), .parameters = parameters}...};
    }
    (std::make_index_sequence<enum_count<FiveAssurances>>{});
}

/// What became of a household in hardship. Relieved (解困) and exited (脱困) are two outcomes: aid carries the one, not the other.
ARREARS_ENUM(ReliefOutcome,
    (in_hardship, "仍在困难中", "still in hardship"),
    (relieved,    "解困", "relieved"),
    (exited,      "脱困", "exited"));

ARREARS_ENUM(ReliefOutcomeStep,
    (outcome, "帮扶结果", "outcome of relief"));

/// Exited: no cause is left, and income per head is above the line, for six months running (one place's rule; not verified). Else
/// relieved: living at the line or above after aid, rigid expenses taken off, with all five assurances (the survey). Else still in
/// hardship. That income without aid decides the first, and means after expenses and aid the second, is a reading.
struct ReliefOutcomeRule {
    HouseholdCriterion exited = above_for_good();
    HouseholdCriterion relieved = at_the_line_and_assured();
    Parameters parameters = national_parameters();

    [[nodiscard]] static HouseholdCriterion above_for_good() {
        return HouseholdCriterion::all_of(
            {causes_gone(), HouseholdCriterion::per_head(HouseholdMeans::income, LineComparison::above), HouseholdCriterion::months_above_line()});
    }
    [[nodiscard]] static HouseholdCriterion at_the_line_and_assured() {
        return HouseholdCriterion::per_head(HouseholdMeans::after_aid, LineComparison::at_least) && all_assured();
    }

    [[nodiscard]] static HouseholdCriterion causes_gone() {
        using C = HouseholdCriterion;
        using Cause = HardshipCause;
        return !C::any_of({C::cause(Cause::low_income), C::cause(Cause::illness), C::cause(Cause::disaster), C::cause(Cause::schooling),
                           C::cause(Cause::unemployment), C::cause(Cause::disability), C::cause(Cause::no_social_insurance)});
    }
    [[nodiscard]] static HouseholdCriterion all_assured() {
        using Of = FiveAssurances;
        return HouseholdCriterion::all_of({AssuranceRule::of_default(Of::basic_medical_care), AssuranceRule::of_default(Of::employment_or_business),
                                           AssuranceRule::of_default(Of::childrens_schooling), AssuranceRule::of_default(Of::safe_housing),
                                           AssuranceRule::of_default(Of::basic_living)});
    }

    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<ReliefOutcome, When>> decide(const HouseholdFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<ReliefOutcome, When>> explain(const HouseholdFacts& facts, Date as_of) const {
        return explained<detail::Late<ReliefOutcome, When>>(RuleName::relief_outcome, as_of,
                                                            [&](auto& recorder) { return body(recorder, facts, as_of); });
    }
    template <class Visit>
    void leaves(const detail::Late<HouseholdFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        exited.leaves(facts, as_of, visit);
        relieved.leaves(facts, as_of, visit);
        for (std::size_t i = 0; i < enum_count<ReliefOutcome>; ++i) visit(ReliefOutcomeStep::outcome, StepValue{enum_at<ReliefOutcome>(i)}, i);
    }

    friend bool operator==(const ReliefOutcomeRule&, const ReliefOutcomeRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<ReliefOutcome, Trace>> body(Trace& trace, const detail::Late<HouseholdFacts, Trace>& facts, Date as_of) const {
        const detail::Case<HouseholdCriterion, ReliefOutcome> cases[] = {{&exited, ReliefOutcome::exited}, {&relieved, ReliefOutcome::relieved}};
        return detail::first_that_holds<Trace, HouseholdCriterion, ReliefOutcome>(trace, cases, ReliefOutcome::in_hardship,
                                                                                  ReliefOutcomeStep::outcome, facts, parameters, as_of);
    }
};

}   // namespace arrears
