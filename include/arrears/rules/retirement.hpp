// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/outcome.hpp>

#include <algorithm>
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
    Date on{};             ///< the birthday moved on by the age; the law after 2025 gives months, so its day is our choice
    int age_months = 0;    ///< the statutory age of this person, in months
    int delay_months = 0;  ///< how much of it the schedule of 2025 added

    [[nodiscard]] Month month() const { return Month{on}; }
    friend bool operator==(const RetirementDue&, const RetirementDue&) = default;
};

/// The statutory retirement age (法定退休年龄) in the ordinary case.
///
/// Until 2024: men 60, women cadres 55, women workers 50 (国发〔1978〕104 号). From 2025-01-01 one month later for every
/// 4 months of birth (every 2 where the age was 50), up to 63, 58 and 55 (NPC Standing Committee, 2024-09-13). Whoever
/// reached the older age before 2025 is not delayed. As of a date before the decision nobody is: nobody could know.
/// Not decided here: underground, high, hot, heavy or harmful work and inability to work (earlier ages), minimum years
/// of contributions, and the choice of up to three years earlier or later.
struct RetirementAgeRule {
    /// How the age rises for one group: not for those who reach `age_months` before `delayed_from`.
    struct Schedule {
        int age_months = 0;   ///< before any delay
        int step_months = 1;  ///< months of birth for each month of delay, at least 1
        int delay_months_max = 0;

        friend bool operator==(const Schedule&, const Schedule&) = default;
    };

    std::array<Schedule, enum_count<RetirementGroup>> schedules{{{720, 4, 36}, {660, 4, 36}, {600, 2, 60}}};   ///< in the order of RetirementGroup
    Month delayed_from{2025, 1};     ///< who reaches the undelayed age in this month is the first to be delayed
    Date decided{2024, 9, 13};       ///< as of an earlier date the delay is not known

    /// When the age is reached, by the law known as of a date. Undetermined without birth or group.
    /// \throws Error (overflow) for a birth so late that the age is reached after Date::last(); (bad_argument) for a step under 1
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<RetirementDue, When>> decide(const RetirementFacts& facts, Date as_of) const {
        MissingFacts missing;
        const auto group = group_of(facts);
        if (!facts.birth) missing.insert(MissingFact::birth);
        if (!group) missing.insert(MissingFact::retirement_group);
        if (!missing.empty()) return Outcome<detail::Late<RetirementDue, When>>::undetermined(missing);
        return Outcome<detail::Late<RetirementDue, When>>{due(*facts.birth, *group, as_of)};
    }

    /// Whether the age is reached on a date, that day included. Determined also where the group is not known, if all
    /// groups that the sex leaves agree.
    [[nodiscard]] Outcome<bool> reached(const RetirementFacts& facts, Date as_of) const {
        if (!facts.birth) {
            MissingFacts missing{MissingFact::birth};
            if (!group_of(facts)) missing.insert(MissingFact::retirement_group);
            return Outcome<bool>::undetermined(missing);
        }
        bool some = false, all = true;
        for (std::size_t i = 0; i < enum_count<RetirementGroup>; ++i) {
            const auto group = enum_at<RetirementGroup>(i);
            if (!possible(facts, group)) continue;
            const bool one = due(*facts.birth, group, as_of).on <= as_of;
            some = some || one;
            all = all && one;
        }
        if (some != all) return Outcome<bool>::undetermined({MissingFact::retirement_group});
        return some;
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
    [[nodiscard]] RetirementDue due(Date birth, RetirementGroup group, Date as_of) const {
        const Schedule& schedule = schedules[static_cast<std::size_t>(group)];
        if (schedule.step_months < 1) {
            throw bad_argument("RetirementAgeRule", {"a step is under one month", "延迟步长不足一个月"}, {"expected 1 or more", "应不小于 1"});
        }
        const Month undelayed = Month{birth} + schedule.age_months;
        const std::int64_t late = undelayed - delayed_from;
        const std::int64_t delay =
            late < 0 || as_of < decided ? 0 : std::min<std::int64_t>(late / schedule.step_months + 1, schedule.delay_months_max);
        const int months = schedule.age_months + static_cast<int>(delay);
        return {birth.plus_months(months), months, static_cast<int>(delay)};
    }
};

}   // namespace arrears
