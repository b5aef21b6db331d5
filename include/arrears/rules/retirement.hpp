// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace arrears {

/// Empty is unknown. Of a birth known by its month alone, give the first day: the month of retirement follows the same.
struct RetirementFacts {
    std::optional<Date> birth{};
    std::optional<RetirementGroup> group{};
    std::optional<Sex> sex{};   ///< stands in for the group of a man; a woman's does not follow from it

    friend bool operator==(const RetirementFacts&, const RetirementFacts&) = default;
};

/// When somebody reaches the statutory age.
struct RetirementDue {
    Date on{};              ///< the birthday moved on by the age; the law after 2025 gives months, so its day is our choice
    int age_months = 0;     ///< the statutory age of this person, in months
    int delay_months = 0;   ///< how much of it the schedule of 2025 added

    [[nodiscard]] Month month() const { return Month{on}; }
    friend bool operator==(const RetirementDue&, const RetirementDue&) = default;
};

[[nodiscard]] inline std::array<StepValue, 3> conclusion_values(const RetirementDue& due) { return {due.on, due.age_months, due.delay_months}; }

/// What the steps of a retirement age establish.
ARREARS_ENUM(RetirementStep,
    (birth_month,    "出生月份", "month of birth"),
    (group,          "退休年龄类别", "retirement group"),
    (undelayed,      "未延迟时的退休月份", "month of retirement without delay"),
    (decided,        "延迟退休办法公布日", "day on which the delay was decided"),
    (delay_known,    "截止日时已公布延迟办法", "the delay is known as of the date"),
    (reform_month,   "改革起始月份", "month in which the reform began"),
    (late_months,    "晚于改革起始的月数", "months after the reform began"),
    (whole_steps,    "已满的间隔数", "whole steps"),
    (one,            "一个月", "one month"),
    (delay_uncapped, "未封顶的延迟月数", "months of delay before the most"),
    (delay,          "延迟月数", "months of delay"),
    (age_months,     "法定退休年龄（月）", "statutory age in months"),
    (day,            "达到法定退休年龄日", "day on which the age is reached"),
    (reached,        "已达到法定退休年龄", "the age is reached"),
    (all_groups,     "各可能类别均已达到", "reached in every group it can be"),
    (some_group,     "某一可能类别已达到", "reached in some group it can be"),
    (no_group,       "各可能类别均未达到", "reached in no group it can be"),
    (due_month,      "法定退休月份", "month in which the age is reached"),
    (months_earlier, "可提前月数", "months earlier that may be chosen"),
    (backwards,      "向前推移月数", "months to go back"),
    (choice_known,   "截止日时已公布弹性退休办法", "the choice is known as of the date"),
    (earliest,       "本人可选的最早退休月份", "earliest month to retire in, by one's own choice"),
    (latest,         "与单位协商的最晚退休月份", "latest month to retire in, by agreement"),
    (minimum_months, "最低缴费月数", "minimum months of contributions"));

/// What the steps of a statutory age come to: how another rule goes on from them.
template <class Trace>
struct RetirementDueSteps {
    typename Trace::template Value<Date> day;
    typename Trace::template Value<std::int64_t> age_months;
    typename Trace::template Value<std::int64_t> delay;
};

/// The statutory retirement age (法定退休年龄) in the ordinary case.
///
/// Until 2024: men 60, women cadres 55, women workers 50 (国发〔1978〕104 号). From 2025-01-01 one month later for every
/// 4 months of birth (every 2 where the age was 50), up to 63, 58 and 55 (NPC Standing Committee, 2024-09-13). Whoever
/// reached the older age before 2025 is not delayed. As of a date before the decision nobody is: nobody could know.
/// Not decided here: underground, high, hot, heavy or harmful work and inability to work (earlier ages); minimum years of
/// contributions and the choice of up to three years earlier or later are RetirementOptionsRule's.
struct RetirementAgeRule {
    Parameters parameters = national_parameters();   ///< ages, steps and most delay, by group
    Date decided{2024, 9, 13};                       ///< as of an earlier date the delay is not known

    /// When the age is reached, by the law known as of a date. Undetermined without birth or group. Allocates nothing.
    /// \throws Error (overflow) for a birth so late that the age is reached after Date::last(); (outside_known) where no age is
    /// in force as of the date; (bad_argument) for a step under 1
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<RetirementDue, When>> decide(const RetirementFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<RetirementDue, When>> explain(const RetirementFacts& facts, Date as_of) const {
        return explained<detail::Late<RetirementDue, When>>(RuleName::retirement_age, as_of,
                                                            [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// Whether the age is reached on a date, that day included. Determined also where the group is not known, if all
    /// groups that the sex leaves agree.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<bool, When>> reached(const RetirementFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        const auto made = reached_step(silent, facts, as_of);
        if (made.value) return *made.value;
        return Outcome<detail::Late<bool, When>>::undetermined(missing_of_reached(facts));
    }
    /// The same as a step of another rule's reasons; unknown where undetermined.
    template <class Trace>
    [[nodiscard]] typename Trace::template Value<std::optional<bool>> reached_step(Trace& trace, const detail::Late<RetirementFacts, Trace>& facts,
                                                                                   Date as_of) const {
        auto cases = trace.template cases<bool>();
        const auto yes = trace.constant(RetirementStep::reached, true, 1), no = trace.constant(RetirementStep::reached, false, 2);
        if (!facts.birth) {
            (void)trace.fact(Fact::birth, facts.birth);
            return cases.otherwise_unknown(RetirementStep::reached);
        }
        auto all = trace.template fold<operations::AllOf, operations::Truth>();
        auto some = trace.template fold<operations::AnyOf, operations::Truth>();
        const auto today = trace.fact(Fact::as_of, as_of);
        for (std::size_t i = 0; i < enum_count<RetirementGroup>; ++i) {
            const auto group = enum_at<RetirementGroup>(i);
            if (!possible(facts, group)) continue;
            const auto due = due_steps(trace, *facts.birth, trace.constant(RetirementStep::group, group, i), as_of);
            const auto one = trace.template step<operations::AtLeast>(RetirementStep::reached, today, due.day);
            all.add(one);
            some.add(one);
        }
        cases.add(all.done(RetirementStep::all_groups), yes);
        cases.add(trace.template step<operations::Negated>(RetirementStep::no_group, some.done(RetirementStep::some_group)), no);
        return cases.otherwise_unknown(RetirementStep::reached);
    }
    /// When it is reached, as steps of another rule's reasons; nothing where undetermined.
    template <class Trace>
    [[nodiscard]] std::optional<RetirementDueSteps<Trace>> steps(Trace& trace, const detail::Late<RetirementFacts, Trace>& facts, Date as_of) const {
        const auto group = group_of(facts);
        const auto told = trace.fact(Fact::retirement_group, facts.group);
        if (!facts.group) (void)trace.fact(Fact::sex, facts.sex);
        if (!missing_of_reached(facts).empty()) return std::nullopt;
        const auto of = facts.group ? trace.known(told) : trace.constant(RetirementStep::group, *group, static_cast<std::size_t>(*group));
        return due_steps(trace, *facts.birth, of, as_of);
    }
    /// The facts that would decide whether the age is reached, where that is undetermined.
    [[nodiscard]] static MissingFacts missing_of_reached(const RetirementFacts& facts) {
        MissingFacts missing;
        if (!facts.birth) missing.insert(Fact::birth);
        if (!group_of(facts)) missing.insert(Fact::retirement_group);
        return missing;
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<RetirementFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        visit(Fact::as_of, StepValue{as_of}, 0);
        visit(Fact::birth, StepValue{facts.birth}, 0);
        visit(Fact::sex, StepValue{facts.sex}, 0);
        visit(Fact::retirement_group, StepValue{facts.group}, 0);
        visit(RetirementStep::decided, StepValue{decided}, 0);
        visit(RetirementStep::one, StepValue{1}, 0);
        visit(RetirementStep::delay, StepValue{0}, 0);
        visit(RetirementStep::reached, StepValue{true}, 1);
        visit(RetirementStep::reached, StepValue{false}, 2);
        visit(RetirementStep::reached, StepValue{}, 0);
        for (std::size_t i = 0; i < enum_count<RetirementGroup>; ++i) {
            if (possible(facts, enum_at<RetirementGroup>(i))) visit(RetirementStep::group, StepValue{enum_at<RetirementGroup>(i)}, i);
        }
    }

    friend bool operator==(const RetirementAgeRule&, const RetirementAgeRule&) = default;

private:
    [[nodiscard]] static constexpr std::optional<RetirementGroup> group_of(const RetirementFacts& facts) noexcept {
        if (facts.group) return facts.group;
        return facts.sex == Sex::male ? std::optional{RetirementGroup::male} : std::nullopt;
    }
    [[nodiscard]] static constexpr bool possible(const RetirementFacts& facts, RetirementGroup group) noexcept {
        if (facts.group) return *facts.group == group;
        return !facts.sex || (*facts.sex == Sex::male) == (group == RetirementGroup::male);
    }

    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<RetirementDue, Trace>> body(Trace& trace, const detail::Late<RetirementFacts, Trace>& facts,
                                                                   Date as_of) const {
        const auto made = steps(trace, facts, as_of);
        if (!made) return Outcome<detail::Late<RetirementDue, Trace>>::undetermined(missing_of_reached(facts));
        trace.conclude(made->day, made->age_months, made->delay);
        return RetirementDue{made->day.value, static_cast<int>(made->age_months.value), static_cast<int>(made->delay.value)};
    }

    template <class Trace>
    [[nodiscard]] RetirementDueSteps<Trace> due_steps(Trace& trace, Date born, const typename Trace::template Value<RetirementGroup>& group,
                                                      Date as_of) const {
        using namespace operations;
        using Label = RetirementStep;
        const auto birth = trace.fact(Fact::birth, born);
        const auto number = [&](ParameterName name, Date on) {
            const ParameterKey key{name, group.value};
            return trace.template parameter<std::int64_t>(key, parameters.at(key, on), on);
        };
        const auto age = number(ParameterName::retirement_age_months, as_of);
        const auto undelayed = trace.template step<PlusMonths>(Label::undelayed, trace.template step<MonthOf>(Label::birth_month, birth), age);
        const Date day = undelayed.value.first_day();
        const ParameterSpan* const steps = parameters.find({ParameterName::retirement_delay_step_months, group.value}, day);
        auto delay = trace.constant(Label::delay, std::int64_t{0});
        if (steps != nullptr) {   // a delay is in force in the month
            const auto known =
                trace.template step<AtLeast>(Label::delay_known, trace.fact(Fact::as_of, as_of), trace.constant(Label::decided, decided));
            if (known.value == true) {
                const auto step = number(ParameterName::retirement_delay_step_months, day);
                if (step.value < 1) {
                    throw bad_argument("RetirementAgeRule", {"a step is under one month", "延迟步长不足一个月"},
                                       {"expected 1 or more", "应不小于 1"});
                }
                const auto begun = trace.template step<MonthOf>(Label::reform_month, trace.in_force_from(step, *steps));
                const auto late = trace.template step<MonthsBetween>(Label::late_months, begun, undelayed);
                auto sum = trace.template fold<Sum, std::int64_t>();
                sum.add(trace.template step<QuotientDown>(Label::whole_steps, late, step));
                sum.add(trace.constant(Label::one, std::int64_t{1}));
                delay = trace.template step<Least>(Label::delay, sum.done(Label::delay_uncapped),
                                                   number(ParameterName::retirement_delay_months_max, day));
            }
        }
        auto months = trace.template fold<Sum, std::int64_t>();
        months.add(age);
        months.add(delay);
        const auto age_months = months.done(Label::age_months);
        return {trace.template step<PlusMonths>(Label::day, birth, age_months), age_months, delay};
    }
};

/// What somebody may choose who has a statutory age: months to retire in.
struct RetirementOptions {
    RetirementDue due{};                                     ///< without any choice
    std::optional<Month> earliest{};                         ///< by one's own choice; nothing: not before the statutory month
    std::optional<Month> latest{};                           ///< by agreement with the employer; nothing: no later one
    std::optional<std::int64_t> contribution_months_min{};   ///< to draw a pension from the statutory month; nothing: none known for it

    friend bool operator==(const RetirementOptions&, const RetirementOptions&) = default;
};

/// Where nothing may be chosen, the earliest and the latest month are the statutory one.
[[nodiscard]] inline std::array<StepValue, 6> conclusion_values(const RetirementOptions& made) {
    const Month month = made.due.month();
    return {made.due.on, made.due.age_months, made.due.delay_months, made.earliest.value_or(month), made.latest.value_or(month),
            made.contribution_months_min};
}

/// Flexible retirement from 2025-01-01 (弹性退休; NPC Standing Committee, 2024-09-13): with the minimum years of contributions up to
/// three years earlier, but not under the age that held before; by agreement up to three years later. The minimum rises from
/// 180 months by 6 a year from 2030 to 240 in 2039. Which year governs an early retiree was not verified: that of the
/// statutory month is taken.
struct RetirementOptionsRule {
    RetirementAgeRule age{};

    /// Undetermined as the age is. Whether somebody has the months of contributions is not asked. Allocates nothing.
    /// \throws Error as RetirementAgeRule
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<RetirementOptions, When>> decide(const RetirementFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<RetirementOptions, When>> explain(const RetirementFacts& facts, Date as_of) const {
        return explained<detail::Late<RetirementOptions, When>>(RuleName::retirement_options, as_of,
                                                                [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The parameters that reasons cite are those of the age.
    [[nodiscard]] const Parameters& cited_parameters() const noexcept { return age.parameters; }
    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<RetirementFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        age.leaves(facts, as_of, visit);
        visit(RetirementStep::backwards, StepValue{-1}, 0);
        visit(RetirementStep::minimum_months, StepValue{}, 0);
    }

    friend bool operator==(const RetirementOptionsRule&, const RetirementOptionsRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<RetirementOptions, Trace>> body(Trace& trace, const detail::Late<RetirementFacts, Trace>& facts,
                                                                       Date as_of) const {
        using namespace operations;
        using Label = RetirementStep;
        const auto due = age.steps(trace, facts, as_of);
        if (!due) return Outcome<detail::Late<RetirementOptions, Trace>>::undetermined(RetirementAgeRule::missing_of_reached(facts));
        const auto month = trace.template step<MonthOf>(Label::due_month, due->day);
        const Date on = month.value.first_day();
        RetirementOptions made{
            {due->day.value, static_cast<int>(due->age_months.value), static_cast<int>(due->delay.value)}, {}, {}, {}};
        const auto restated = [&](Label label) { return trace.template step<Restates>(label, month); };   // the choice is none
        using MonthValue = typename Trace::template Value<Month>;
        std::optional<MonthValue> earliest, latest;
        const auto known =
            trace.template step<AtLeast>(Label::choice_known, trace.fact(Fact::as_of, as_of), trace.constant(Label::decided, age.decided));
        if (known.value == true) {
            const ParameterKey late_key{ParameterName::flexible_late_months_max}, early_key{ParameterName::flexible_early_months_max};
            if (const ParameterSpan* const late = age.parameters.find(late_key, on)) {
                latest = trace.template step<PlusMonths>(Label::latest, month, trace.template parameter<std::int64_t>(late_key, *late, on));
                made.latest = latest->value;
            }
            if (const ParameterSpan* const early = age.parameters.find(early_key, on)) {   // not under the age that held before
                const auto most = trace.template step<Least>(Label::months_earlier,
                                                             trace.template parameter<std::int64_t>(early_key, *early, on), due->delay);
                if (most.value > 0) {
                    const auto back = trace.template step<Product>(Label::backwards, most, trace.constant(Label::backwards, std::int64_t{-1}));
                    earliest = trace.template step<PlusMonths>(Label::earliest, month, back);
                    made.earliest = earliest->value;
                }
            }
        }
        if (!earliest) earliest = restated(Label::earliest);
        if (!latest) latest = restated(Label::latest);
        const ParameterKey minimum_key{ParameterName::minimum_contribution_months};
        if (const ParameterSpan* const minimum = age.parameters.find(minimum_key, on)) {
            const auto months = trace.template parameter<std::int64_t>(minimum_key, *minimum, on);
            made.contribution_months_min = months.value;
            trace.conclude(due->day, due->age_months, due->delay, *earliest, *latest, months);
        } else {
            trace.conclude(due->day, due->age_months, due->delay, *earliest, *latest,
                           trace.constant(Label::minimum_months, std::optional<std::int64_t>{}));
        }
        return made;
    }
};

}   // namespace arrears
