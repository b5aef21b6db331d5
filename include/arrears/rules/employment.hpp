// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/in_force.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/trace.hpp>

#include <optional>

namespace arrears {

/// What is known of a person on the roll, as of one date. Empty is unknown.
struct EmploymentFacts {
    std::optional<InForce<EmploymentStatus>> recorded{};   ///< as the enterprise's roll states it
    std::optional<bool> given_work{};                      ///< the enterprise has work for this person
    std::optional<bool> paid{};                            ///< wages or an allowance for living reach this person
    std::optional<bool> comes_for_work{};                  ///< the person answers for it, or is at the enterprise's call

    friend bool operator==(const EmploymentFacts&, const EmploymentFacts&) = default;
};

/// What the steps of an employment status establish.
ARREARS_ENUM(EmploymentStep,
    (answers,     "到岗或情况不明", "comes for work, or nobody says"),
    (told,        "到岗情况有记载", "it is told whether the worker comes"),
    (nobody_says, "到岗情况无记载", "nobody says whether the worker comes"),
    (stays_away,  "本人不到岗", "does not come for work"),
    (no_work,     "企业未安排工作", "the enterprise gives no work"),
    (no_pay,      "未发放工资或生活费", "neither wages nor an allowance are paid"),
    (bound,       "双方仍有往来", "the two sides still hold to each other"),
    (in_post,     "在岗", "in post"),
    (laid_off,    "下岗", "laid off"),
    (dormant,     "两不着", "dormant"),
    (by_evidence, "按实际情况", "by the evidence"),
    (on_record,   "名册有记载", "the roll states it"),
    (shown,       "实际情况可判定", "the evidence shows it"),
    (status,      "就业状态", "employment status"));

/// Where a person on the roll stands: in post (在岗), laid off (下岗: no work, but the two sides still hold to each
/// other), dormant (两不着: neither work nor pay on one side, no coming for it on the other). 两不着 is the survey's
/// word and has no text of law; courts often treat such a relation as suspended (劳动关系中止).
struct EmploymentRule {
    bool roll_decides = true;   ///< what the roll states goes before the evidence; else it fills in where the evidence is silent

    /// Undetermined, with the facts that would decide, where neither roll nor evidence does.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<EmploymentStatus, When>> decide(const EmploymentFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<EmploymentStatus, When>> explain(const EmploymentFacts& facts, Date as_of) const {
        return explained<detail::Late<EmploymentStatus, When>>(RuleName::employment, as_of,
                                                               [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<EmploymentFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        visit(Fact::employment_status, StepValue{facts.recorded ? facts.recorded->as_of(as_of) : std::nullopt}, 0);
        visit(Fact::work_given, StepValue{facts.given_work}, 0);
        visit(Fact::pay_given, StepValue{facts.paid}, 0);
        visit(Fact::comes_for_work, StepValue{facts.comes_for_work}, 0);
        visit(Choice::roll_decides, StepValue{roll_decides}, 0);
        visit(EmploymentStep::in_post, StepValue{EmploymentStatus::in_post}, 0);
        visit(EmploymentStep::laid_off, StepValue{EmploymentStatus::laid_off}, 0);
        visit(EmploymentStep::dormant, StepValue{EmploymentStatus::dormant}, 0);
        visit(EmploymentStep::by_evidence, StepValue{}, 0);
    }

    friend bool operator==(const EmploymentRule&, const EmploymentRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<EmploymentStatus, Trace>> body(Trace& trace, const detail::Late<EmploymentFacts, Trace>& facts,
                                                                      Date as_of) const {
        using namespace operations;
        const auto recorded = trace.fact(Fact::employment_status, facts.recorded ? facts.recorded->as_of(as_of) : std::nullopt);
        const auto work = trace.fact(Fact::work_given, facts.given_work);
        const auto paid = trace.fact(Fact::pay_given, facts.paid);
        const auto comes = trace.fact(Fact::comes_for_work, facts.comes_for_work);

        const auto nobody_says = trace.template step<Negated>(EmploymentStep::nobody_says, trace.template step<IsKnown>(EmploymentStep::told, comes));
        const auto in_post = trace.all(EmploymentStep::in_post, work, trace.any(EmploymentStep::answers, nobody_says, comes));
        const auto no_work = trace.template step<Negated>(EmploymentStep::no_work, work);
        const auto laid_off = trace.all(EmploymentStep::laid_off, no_work, trace.any(EmploymentStep::bound, paid, comes));
        const auto dormant = trace.all(EmploymentStep::dormant, no_work, trace.template step<Negated>(EmploymentStep::no_pay, paid),
                                       trace.template step<Negated>(EmploymentStep::stays_away, comes));
        auto evidence_cases = trace.template cases<EmploymentStatus>();
        evidence_cases.add(in_post, trace.constant(EmploymentStep::in_post, EmploymentStatus::in_post));
        evidence_cases.add(laid_off, trace.constant(EmploymentStep::laid_off, EmploymentStatus::laid_off));
        evidence_cases.add(dormant, trace.constant(EmploymentStep::dormant, EmploymentStatus::dormant));
        const auto evidence = evidence_cases.otherwise_unknown(EmploymentStep::by_evidence);

        (void)trace.choice(Choice::roll_decides, roll_decides);
        auto cases = trace.template cases<EmploymentStatus>();
        if (roll_decides) cases.add(trace.template step<IsKnown>(EmploymentStep::on_record, recorded), recorded);
        else cases.add(trace.template step<IsKnown>(EmploymentStep::shown, evidence), evidence);
        const auto status = cases.otherwise(EmploymentStep::status, roll_decides ? evidence : recorded);
        trace.conclude(status);
        if (status.value) return *status.value;

        MissingFacts missing{Fact::employment_status};
        if (!facts.given_work) missing.insert(Fact::work_given);
        if (facts.given_work == false) {
            if (!facts.paid) missing.insert(Fact::pay_given);
            if (!facts.comes_for_work) missing.insert(Fact::comes_for_work);
        }
        return Outcome<detail::Late<EmploymentStatus, Trace>>::undetermined(missing);
    }
};

}   // namespace arrears
