// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/criterion.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <optional>

namespace arrears {

/// The hardship class of an enterprise (困难企业类别): certified as such; else by its state, by a policy.
///
/// Certification decides alone, whatever the state. An enterprise known to be uncertified is in hardship where the policy's
/// criterion holds. The default is the reading under which the Yangquan survey of 2019 counts 11 enterprises as "not
/// certified, in actual difficulty": halted or semi-halted, or owing anything at all to funds or people. No national norm
/// for them is known, and local ones contradict each other; certification itself is a local decision that no rule here
/// repeats. Bankrupt and closed enterprises go by resettlement plans: by default their state alone is no criterion.
struct HardshipRule {
    Criterion in_hardship = of_survey();
    Parameters parameters{};   ///< asked for the local minimum wage, where a criterion looks at it

    [[nodiscard]] static Criterion of_survey() {
        return Criterion::any_of({Criterion::status({OperatingStatus::semi_halted, OperatingStatus::halted}),
                                  Criterion::owes_funds(Money::from_fen(1)), Criterion::owes_people(Money::from_fen(1))});
    }

    /// Undetermined where the certification is unknown, or where the criterion is. Allocates nothing.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<HardshipClass, When>> decide(const HardshipFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<HardshipClass, When>> explain(const HardshipFacts& facts, Date as_of) const {
        return explained<detail::Late<HardshipClass, When>>(RuleName::hardship, as_of, [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<HardshipFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        in_hardship.leaves(facts, as_of, visit);
        visit(HardshipStep::certified_hardship, StepValue{Certification::hardship}, 0);
        visit(HardshipStep::certified_special, StepValue{Certification::special_hardship}, 0);
        for (std::size_t i = 0; i < enum_count<HardshipClass>; ++i) visit(HardshipStep::hardship_class, StepValue{enum_at<HardshipClass>(i)}, i);
    }

    friend bool operator==(const HardshipRule&, const HardshipRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<HardshipClass, Trace>> body(Trace& trace, const detail::Late<HardshipFacts, Trace>& facts, Date as_of) const {
        using namespace operations;
        using Class = HardshipClass;
        const auto certification = trace.fact(Fact::certification, facts.certification ? facts.certification->as_of(as_of) : std::nullopt);
        const auto is = [&](HardshipStep label, Certification one) {
            return trace.template step<Same>(label, certification, trace.constant(label, one));
        };
        const auto answer = [&](Class one) { return trace.constant(HardshipStep::hardship_class, one, static_cast<std::size_t>(one)); };

        MissingFacts missing;
        auto cases = trace.template cases<Class>();
        cases.add(is(HardshipStep::certified_hardship, Certification::hardship), answer(Class::certified_hardship));
        cases.add(is(HardshipStep::certified_special, Certification::special_hardship), answer(Class::certified_special_hardship));
        cases.add(in_hardship.evaluate(trace, facts, parameters, as_of, missing), answer(Class::uncertified_in_hardship));
        const auto made = cases.otherwise(HardshipStep::hardship_class, answer(Class::not_in_hardship));
        trace.conclude(made);
        if (made.value) return *made.value;
        return Outcome<detail::Late<Class, Trace>>::undetermined(certification.value ? missing : MissingFacts{Fact::certification});
    }
};

}   // namespace arrears
