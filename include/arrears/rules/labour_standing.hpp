// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/retirement.hpp>
#include <arrears/rules/trace.hpp>

#include <cstdint>
#include <optional>

namespace arrears {

/// Where a person stands between a post and none at all. The first four still have a labour relation, and so are not unemployed.
ARREARS_ENUM(LabourStanding,
    (in_post,             "在岗", "in post"),
    (laid_off,            "下岗", "laid off"),
    (dormant,             "两不着", "dormant"),
    (internally_retired,  "内部退养", "internally retired"),
    (works_elsewhere,     "已在他处就业", "works elsewhere"),
    (unemployed,          "失业", "unemployed"),
    (not_seeking,         "未就业，不属失业", "without work, not unemployed"));

/// What is known of a person, as of one date. Empty is unknown.
struct LabourStandingFacts {
    std::optional<bool> relation_stands{};                ///< the labour relation with the enterprise (劳动关系)
    std::optional<EmploymentStatus> employment{};         ///< what EmploymentRule says; asked only while the relation stands
    RetirementFacts person{};                             ///< for the statutory age
    std::optional<bool> internal_retirement_approved{};   ///< asked for by the worker and approved by the enterprise
    std::optional<bool> works_elsewhere{};                ///< asked only where no relation stands
    std::optional<bool> seeks_work{};                     ///< able to work and seeking it; asked likewise

    friend bool operator==(const LabourStandingFacts&, const LabourStandingFacts&) = default;
};

/// What the steps of a labour standing establish.
ARREARS_ENUM(LabourStep,
    (relation_ended,  "劳动关系已终止", "the labour relation has ended"),
    (backwards,       "向前推移月数", "months to go back"),
    (years_before,    "距退休年龄恰为规定年限之日", "day on which just so many months are left"),
    (close_to_age,    "距退休年龄不足规定年限", "close enough to the retirement age"),
    (not_yet_of_age,  "尚未达到退休年龄", "the retirement age is not reached"),
    (of_years,        "处于可内部退养的年龄", "of the years for internal retirement"),
    (internal,        "内部退养成立", "internal retirement holds"),
    (as_employed,     "劳动关系存续而就业状态如此", "the relation stands, with this employment status"),
    (has_status,      "就业状态为", "the employment status is"),
    (works_elsewhere, "劳动关系已终止而另有工作", "the relation has ended, and there is other work"),
    (without_work,    "没有其他工作", "there is no other work"),
    (working_age,     "未达到退休年龄", "under the retirement age"),
    (unemployed,      "失业的各项条件", "what unemployment takes"),
    (standing,        "就业处境", "labour standing"));

/// Tells apart who is laid off (下岗), unemployed (失业), internally retired (内部退养) and dormant (两不着). Laid off, dormant and
/// internally retired all keep their labour relation; unemployed is who has none, is under the retirement age, has no work, and can and
/// wants to. Internal retirement is by approval, within five years of the statutory age (国有企业富余职工安置规定, Decree 111 of
/// 1993, art. 9, of state enterprises). An approval outside these years makes nobody internally retired: the employment status stands.
///
/// Not decided here: whether the relation stands in law, the working age of 16, the allowance that the internally retired are due.
struct LabourStandingRule {
    RetirementAgeRule age{};

    /// Undetermined, with the facts that would decide; facts that cannot matter are not asked for. Allocates nothing.
    /// \throws Error as RetirementAgeRule; (outside_known) before internal retirement is known to the law, where it was approved
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<LabourStanding, When>> decide(const LabourStandingFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<LabourStanding, When>> explain(const LabourStandingFacts& facts, Date as_of) const {
        return explained<detail::Late<LabourStanding, When>>(RuleName::labour_standing, as_of,
                                                             [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The parameters that reasons cite are those of the age.
    [[nodiscard]] const Parameters& cited_parameters() const noexcept { return age.parameters; }
    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<LabourStandingFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        age.leaves(facts.person, as_of, visit);
        visit(Fact::labour_relation, StepValue{facts.relation_stands}, 0);
        visit(Fact::employment_status, StepValue{facts.employment}, 0);
        visit(Fact::internal_retirement, StepValue{facts.internal_retirement_approved}, 0);
        visit(Fact::works_elsewhere, StepValue{facts.works_elsewhere}, 0);
        visit(Fact::seeks_work, StepValue{facts.seeks_work}, 0);
        visit(LabourStep::backwards, StepValue{-1}, 0);
        visit(LabourStep::of_years, StepValue{}, 0);
        for (std::size_t i = 0; i < enum_count<EmploymentStatus>; ++i) visit(LabourStep::has_status, StepValue{enum_at<EmploymentStatus>(i)}, i);
        for (std::size_t i = 0; i < enum_count<LabourStanding>; ++i) visit(LabourStep::standing, StepValue{enum_at<LabourStanding>(i)}, i);
    }

    friend bool operator==(const LabourStandingRule&, const LabourStandingRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<LabourStanding, Trace>> body(Trace& trace, const detail::Late<LabourStandingFacts, Trace>& facts,
                                                                    Date as_of) const {
        using namespace operations;
        using Label = LabourStep;
        const auto word = [&](LabourStanding standing) { return trace.constant(Label::standing, standing, static_cast<std::size_t>(standing)); };
        const auto relation = trace.fact(Fact::labour_relation, facts.relation_stands);
        const auto ended = trace.template step<Negated>(Label::relation_ended, relation);
        auto cases = trace.template cases<LabourStanding>();
        MissingFacts missing;
        if (!facts.relation_stands) missing.insert(Fact::labour_relation);

        if (facts.relation_stands != false) {
            const auto approved = trace.fact(Fact::internal_retirement, facts.internal_retirement_approved);
            const auto of_years = years_before_age(trace, facts, as_of);
            const auto internal = trace.all(Label::internal, relation, approved, of_years);
            cases.add(internal, word(LabourStanding::internally_retired));
            const auto status = trace.fact(Fact::employment_status, facts.employment);
            for (const auto [employment, standing] : {Kept{EmploymentStatus::in_post, LabourStanding::in_post},
                                                      {EmploymentStatus::laid_off, LabourStanding::laid_off},
                                                      {EmploymentStatus::dormant, LabourStanding::dormant}}) {
                const auto is = trace.template step<Same>(Label::has_status, status,
                                                          trace.constant(Label::has_status, employment, static_cast<std::size_t>(employment)));
                cases.add(trace.all(Label::as_employed, relation, is), word(standing));
            }
            if (facts.relation_stands == true) {
                if (!internal.value) {
                    if (!approved.value) missing.insert(Fact::internal_retirement);
                    if (!of_years.value) missing.merge(RetirementAgeRule::missing_of_reached(facts.person));
                }
                if (internal.value != true && !facts.employment) missing.insert(Fact::employment_status);
            }
        }
        if (facts.relation_stands == false) {
            const auto elsewhere = trace.fact(Fact::works_elsewhere, facts.works_elsewhere);
            const auto seeks = trace.fact(Fact::seeks_work, facts.seeks_work);
            const auto reached = age.reached_step(trace, facts.person, as_of);
            const auto under = trace.template step<Negated>(Label::working_age, reached);
            cases.add(trace.all(Label::works_elsewhere, ended, elsewhere), word(LabourStanding::works_elsewhere));
            const auto idle = trace.template step<Negated>(Label::without_work, elsewhere);
            const auto unemployed = trace.all(Label::unemployed, ended, idle, under, seeks);
            cases.add(unemployed, word(LabourStanding::unemployed));
            if (!facts.works_elsewhere) missing.insert(Fact::works_elsewhere);
            if (facts.works_elsewhere != true && under.value != false && seeks.value != false) {
                if (!seeks.value) missing.insert(Fact::seeks_work);
                if (!under.value) missing.merge(RetirementAgeRule::missing_of_reached(facts.person));
            }
        }
        const auto standing = cases.otherwise(Label::standing, word(LabourStanding::not_seeking));
        trace.conclude(standing);
        if (standing.value) return *standing.value;
        return Outcome<detail::Late<LabourStanding, Trace>>::undetermined(missing);
    }
    struct Kept {
        EmploymentStatus employment;
        LabourStanding standing;
    };

    /// Whether the person is in the years before the statutory age for which internal retirement is meant; unknown without birth or group.
    template <class Trace>
    [[nodiscard]] auto years_before_age(Trace& trace, const detail::Late<LabourStandingFacts, Trace>& facts, Date as_of) const {
        using namespace operations;
        using Label = LabourStep;
        const auto unknown = [&] { return trace.constant(Label::of_years, Truth{}); };
        if (facts.internal_retirement_approved == false) return unknown();   // no years matter
        const auto due = age.steps(trace, facts.person, as_of);
        if (!due) return unknown();
        const ParameterKey key{ParameterName::internal_retirement_months_max};
        const auto months = trace.template parameter<std::int64_t>(key, age.parameters.at(key, as_of), as_of);
        const auto back = trace.template step<Product>(Label::backwards, months, trace.constant(Label::backwards, std::int64_t{-1}));
        const auto today = trace.fact(Fact::as_of, as_of);
        const auto years_before = trace.template step<PlusMonths>(Label::years_before, due->day, back);
        const auto close = trace.template step<Less>(Label::close_to_age, years_before, today);
        return trace.all(Label::of_years, close, trace.template step<Less>(Label::not_yet_of_age, today, due->day));
    }
};

}   // namespace arrears
