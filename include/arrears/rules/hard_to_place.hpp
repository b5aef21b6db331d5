// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/rules/criterion_rule.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/person_criterion.hpp>

namespace arrears {

ARREARS_ENUM(HardToPlaceStep,
    (hard_to_place, "属 4050 就业困难人员", "hard to place for age (4050)"));

/// A worker hard to place for age (4050 人员): a woman of 40 or a man of 50 and more, without work, able and seeking it. No national
/// text was read (not verified); the ages are parameters, what else a place asks goes into `conditions`.
struct HardToPlaceRule {
    PersonCriterion conditions = of_custom();
    Parameters parameters = national_parameters();

    [[nodiscard]] static PersonCriterion of_custom() {
        return PersonCriterion::all_of({PersonCriterion::of_hard_to_place_age(), PersonCriterion::is(Fact::working_age),
                                        !PersonCriterion::is(Fact::has_work), PersonCriterion::is(Fact::able_to_work),
                                        PersonCriterion::is(Fact::seeks_work)});
    }

    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<bool, When>> decide(const PersonFacts& facts, Date as_of) const {
        return detail::decide_whether(conditions, HardToPlaceStep::hard_to_place, facts, parameters, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<bool, When>> explain(const PersonFacts& facts, Date as_of) const {
        return detail::explain_whether(RuleName::hard_to_place, conditions, HardToPlaceStep::hard_to_place, facts, parameters, as_of);
    }
    template <class Visit>
    void leaves(const detail::Late<PersonFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        conditions.leaves(facts, as_of, visit);
    }

    friend bool operator==(const HardToPlaceRule&, const HardToPlaceRule&) = default;
};

}   // namespace arrears
