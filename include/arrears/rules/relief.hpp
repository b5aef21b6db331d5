// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/criterion_rule.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/household_criterion.hpp>
#include <arrears/rules/household_hardship.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/outcome.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace arrears {

/// Whether a measure is due to a household (帮扶措施). One rule a measure: relief_rules() has them all.
///
/// What each asks by default stands in docs/rules/relief.md: measures of social assistance ask what the law asks (社会救助暂行办法,
/// Decree 649 of 2014), the rest what the survey says of causes, and where neither speaks, a choice of the library.
struct ReliefRule {
    ReliefMeasure measure;
    HouseholdCriterion due = of_default(measure);
    Parameters parameters = national_parameters();

    /// What the library asks for a measure.
    [[nodiscard]] static HouseholdCriterion of_default(ReliefMeasure measure) {
        using C = HouseholdCriterion;
        using Cause = HardshipCause;
        const auto allowance_or_extreme = [] { return SubsistenceAllowanceRule::of_law() || C::extreme_difficulty(); };
        switch (measure) {
        case ReliefMeasure::employment_policy: return C::cause(Cause::unemployment) && C::someone_seeks_work();
        case ReliefMeasure::basic_medical_insurance: return C::cause(Cause::illness) && !C::assured(FiveAssurances::basic_medical_care);
        case ReliefMeasure::subsistence_allowance: return SubsistenceAllowanceRule::of_law();
        case ReliefMeasure::extreme_difficulty_support: return C::extreme_difficulty();
        case ReliefMeasure::disaster_assistance: return C::cause(Cause::disaster);
        case ReliefMeasure::medical_assistance:
            return C::cause(Cause::illness) && (allowance_or_extreme() || C::per_head(HouseholdMeans::after_costs, LineComparison::at_most));
        case ReliefMeasure::education_assistance: return C::cause(Cause::schooling) && allowance_or_extreme();
        case ReliefMeasure::housing_assistance: return !C::assured(FiveAssurances::safe_housing) && allowance_or_extreme();
        case ReliefMeasure::employment_assistance: return SubsistenceAllowanceRule::of_law() && C::someone_seeks_work();
        case ReliefMeasure::temporary_assistance:
            return (C::accident() || C::cause(Cause::illness)) && C::per_head(HouseholdMeans::after_costs, LineComparison::below);
        case ReliefMeasure::schooling_aid: return C::cause(Cause::schooling);
        case ReliefMeasure::insurance_rights: return C::cause(Cause::no_social_insurance);
        case ReliefMeasure::sending_warmth: {
            const HouseholdHardshipRule levels;
            return levels.deep || levels.by_accident;
        }
        case ReliefMeasure::mutual_aid:
            return C::any_of({C::cause(Cause::illness), C::cause(Cause::disaster), C::cause(Cause::disability), C::accident()});
        }
        throw bad_argument("ReliefRule", {"there is no such measure", "没有这项措施"});
    }

    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<bool, When>> decide(const HouseholdFacts& facts, Date as_of) const {
        return detail::decide_whether(due, measure, facts, parameters, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<bool, When>> explain(const HouseholdFacts& facts, Date as_of) const {
        return detail::explain_whether(RuleName::relief, due, measure, facts, parameters, as_of);
    }
    template <class Visit>
    void leaves(const detail::Late<HouseholdFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        due.leaves(facts, as_of, visit);
    }

    friend bool operator==(const ReliefRule&, const ReliefRule&) = default;
};

/// The causes that a measure works against, whether or not it is due: by this a cause is seen to have no measure yet. The survey
/// names those of the first four rows; the rest is the library's reading.
[[nodiscard]] constexpr EnumSet<HardshipCause> answered_causes(ReliefMeasure measure) noexcept {
    using Cause = HardshipCause;
    switch (measure) {
    case ReliefMeasure::employment_policy:
    case ReliefMeasure::employment_assistance: return {Cause::unemployment};
    case ReliefMeasure::basic_medical_insurance:
    case ReliefMeasure::medical_assistance: return {Cause::illness};
    case ReliefMeasure::schooling_aid:
    case ReliefMeasure::education_assistance: return {Cause::schooling};
    case ReliefMeasure::insurance_rights: return {Cause::no_social_insurance};
    case ReliefMeasure::subsistence_allowance:
    case ReliefMeasure::housing_assistance:
    case ReliefMeasure::sending_warmth: return {Cause::low_income};
    case ReliefMeasure::extreme_difficulty_support: return {Cause::low_income, Cause::disability};
    case ReliefMeasure::disaster_assistance: return {Cause::disaster};
    case ReliefMeasure::temporary_assistance: return {Cause::illness, Cause::disaster};
    case ReliefMeasure::mutual_aid: return {Cause::illness, Cause::disaster, Cause::disability};
    }
    return {};
}

/// The rules of all measures, in their order, with one place's parameters.
[[nodiscard]] inline std::array<ReliefRule, enum_count<ReliefMeasure>> relief_rules(const Parameters& parameters) {
    return [&]<std::size_t... at>(std::index_sequence<at...>) {
        return std::array{ReliefRule{.measure = enum_at<ReliefMeasure>(at), .parameters = parameters}...};
    }
    (std::make_index_sequence<enum_count<ReliefMeasure>>{});
}

}   // namespace arrears
