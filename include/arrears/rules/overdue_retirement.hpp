// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/retirement.hpp>
#include <arrears/rules/trace.hpp>

#include <optional>

namespace arrears {

/// Which pension arrears bar a worker's retirement: local practice, not national law.
ARREARS_ENUM(RetirementBar,
    (none,               "不受欠费影响", "none"),
    (own_arrears,        "本人欠费", "the worker's own arrears"),
    (enterprise_arrears, "企业欠费", "the enterprise's arrears"));

/// What the steps of an overdue retirement establish.
ARREARS_ENUM(OverdueStep,
    (nought,          "零", "nought"),
    (enterprise_owes, "企业欠缴养老保险", "the enterprise owes the pension fund"),
    (own_owed,        "本人有欠缴", "something is owed on the worker's own record"),
    (neither_owed,    "两者均不欠", "neither owes"),
    (bars,            "欠费导致不能办理退休", "arrears bar retirement"),
    (overdue,         "到龄未办理退休", "overdue retirement"));

/// What is known of a person, as of one date. Empty is unknown.
struct OverdueRetirementFacts {
    RetirementFacts person{};
    bool on_roll = true;                              ///< who has retired is not overdue
    std::optional<Money> enterprise_pension_owed{};   ///< outstanding as of the date
    std::optional<Money> own_pension_owed{};          ///< the part of it that stands against this worker's own record

    friend bool operator==(const OverdueRetirementFacts&, const OverdueRetirementFacts&) = default;
};

/// Of age, still on the roll, and barred from retiring by pension arrears (到龄未办理退休).
///
/// No national law read says that arrears bar retirement, so the rule asks its caller which do: undetermined until told.
/// `of_survey()` takes the enterprise's arrears: the Yangquan survey of 2019 gives as the reason for its 108 workers that
/// pension contributions are owed (因欠缴养老保险金), and the arrears it counts are the enterprises'.
struct OverdueRetirementRule {
    RetirementAgeRule age{};
    std::optional<RetirementBar> blocked_by{};

    [[nodiscard]] static OverdueRetirementRule of_survey() { return {.age = {}, .blocked_by = RetirementBar::enterprise_arrears}; }

    /// Undetermined where a fact or the policy that would decide is missing: not where the age is not reached anyway, nor
    /// where nothing is owed under any policy. Allocates nothing.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<bool, When>> decide(const OverdueRetirementFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<bool, When>> explain(const OverdueRetirementFacts& facts, Date as_of) const {
        return explained<detail::Late<bool, When>>(RuleName::overdue_retirement, as_of, [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The parameters that reasons cite are those of the age.
    [[nodiscard]] const Parameters& cited_parameters() const noexcept { return age.parameters; }
    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<OverdueRetirementFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        age.leaves(facts.person, as_of, visit);
        visit(Fact::on_roll, StepValue{facts.on_roll}, 0);
        visit(Fact::enterprise_arrears, StepValue{facts.enterprise_pension_owed}, 0);
        visit(Fact::own_arrears, StepValue{facts.own_pension_owed}, 0);
        visit(Choice::blocked_by, StepValue{blocked_by}, 0);
        visit(OverdueStep::nought, StepValue{Money{}}, 0);
        visit(OverdueStep::bars, StepValue{false}, 1);
        visit(OverdueStep::bars, StepValue{}, 0);
    }

    friend bool operator==(const OverdueRetirementRule&, const OverdueRetirementRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<bool, Trace>> body(Trace& trace, const detail::Late<OverdueRetirementFacts, Trace>& facts, Date as_of) const {
        using namespace operations;
        const auto on_roll = trace.fact(Fact::on_roll, Truth{facts.on_roll});
        const auto reached = age.reached_step(trace, facts.person, as_of);

        (void)trace.choice(Choice::blocked_by, blocked_by);
        const auto enterprise = trace.fact(Fact::enterprise_arrears, facts.enterprise_pension_owed);
        const auto own = trace.fact(Fact::own_arrears, facts.own_pension_owed);
        const auto owes = [&](OverdueStep label, const auto& owed) {   // more than nought
            const auto fen = trace.constant(OverdueStep::nought, Money{});
            return trace.template step<More>(label, owed, fen);
        };
        MissingFacts missing;
        const auto bars = [&] {
            if (blocked_by == RetirementBar::none) return trace.constant(OverdueStep::bars, Truth{false}, 1);
            if (blocked_by == RetirementBar::enterprise_arrears) {
                if (!enterprise.value) missing.insert(Fact::enterprise_arrears);
                return owes(OverdueStep::enterprise_owes, enterprise);
            }
            if (blocked_by == RetirementBar::own_arrears) {
                if (!own.value) missing.insert(Fact::own_arrears);
                return owes(OverdueStep::own_owed, own);
            }
            // Whatever the policy may be: settled only where neither owes.
            missing.insert(Fact::blocked_by);
            const auto some = trace.any(OverdueStep::bars, owes(OverdueStep::enterprise_owes, enterprise), owes(OverdueStep::own_owed, own));
            auto cases = trace.template cases<bool>();
            cases.add(trace.template step<Negated>(OverdueStep::neither_owed, some), trace.constant(OverdueStep::bars, false, 1));
            return cases.otherwise_unknown(OverdueStep::bars);
        }();
        const auto overdue = trace.all(OverdueStep::overdue, on_roll, reached, bars);
        trace.conclude(overdue);
        if (overdue.value) return *overdue.value;
        if (bars.value) missing = {};
        if (!reached.value) missing.merge(RetirementAgeRule::missing_of_reached(facts.person));
        return Outcome<detail::Late<bool, Trace>>::undetermined(missing);
    }
};

}   // namespace arrears
