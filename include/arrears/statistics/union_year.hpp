// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/allocate.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/enum_set.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/ids.hpp>
#include <arrears/rules/household_hardship.hpp>
#include <arrears/rules/relief.hpp>
#include <arrears/rules/relief_outcome.hpp>
#include <arrears/statistics/fields.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

// The union's year: from a roster of households and the year's money to who gets what, and rows to count afterwards. Every question
// about them is a definition over these rows (tabulate.hpp): nothing is counted here.

namespace arrears {

/// A household on the union's roster.
struct UnionHousehold {
    HouseholdId id{};
    HouseholdFacts facts{};
    EnumSet<ReliefMeasure> receives{};   ///< what it has already, from whomever
};

/// How a programme's money is shared among the households to whom its measure is due.
ARREARS_ENUM(AidWeighting,
    (equally,    "各户相同", "the same for each household"),
    (by_persons, "按家庭人口", "by persons"),
    (by_level,   "按困难档次", "by level of hardship"));

/// A measure and its money for the year.
struct AidProgramme {
    ReliefMeasure measure{};
    Money budget{};
    AidWeighting weighting = AidWeighting::equally;
    std::optional<Money> household_max{};   ///< what would go beyond it goes to the others
};

/// One household's part in a programme.
struct PlannedAid {
    HouseholdId household{};
    ReliefMeasure measure{};
    std::optional<HouseholdHardship> level{};   ///< empty: undetermined
    Money amount{};                             ///< above zero

    friend bool operator==(const PlannedAid&, const PlannedAid&) = default;
};
/// What becomes of a programme's money: `planned` + `unspent` is the budget.
struct ProgrammePlan {
    ReliefMeasure measure{};
    Money planned{};
    Money unspent{};
    std::size_t households = 0;

    friend bool operator==(const ProgrammePlan&, const ProgrammePlan&) = default;
};
/// Where nobody could say whether a measure is due, or how much of it: what has to be found out.
struct OpenAid {
    HouseholdId household{};
    ReliefMeasure measure{};
    MissingFacts missing{};

    friend bool operator==(const OpenAid&, const OpenAid&) = default;
};
/// A cause that a household has, and whether a measure against it is planned or there (answered_causes()).
struct CauseMeasured {
    HouseholdId household{};
    HardshipCause cause{};
    bool measured = false;

    friend bool operator==(const CauseMeasured&, const CauseMeasured&) = default;
};

/// A cause of which it is not known whether the household has it: it is not counted with those that hold.
struct CauseUnknown {
    HouseholdId household{};
    HardshipCause cause{};

    friend bool operator==(const CauseUnknown&, const CauseUnknown&) = default;
};

struct UnionPlan {
    std::vector<PlannedAid> aid{};   ///< by programme, then by household, as given
    std::vector<ProgrammePlan> programmes{};
    std::vector<OpenAid> open{};
    std::vector<CauseMeasured> causes{};
    std::vector<CauseUnknown> unknown_causes{};
};

/// Makes the plan of a year. Shares of a budget add up to it to the fen (allocate()); what cannot be decided is left out of the sharing
/// and told, never guessed.
struct UnionYear {
    Parameters parameters = national_parameters();
    std::array<std::int64_t, enum_count<HouseholdHardship>> level_weights{3, 2, 2, 1};   ///< a choice: deep, relative, by accident, none

    /// Cost: O(programmes × households), and as many sharings of a programme as there are weights that meet its most.
    /// \throws Error (duplicate) where a household or a measure stands twice; (bad_argument) where money or a weight is below zero, or a
    ///         household's facts are impossible
    template <class When = detail::WhenCalled>
    [[nodiscard]] detail::Late<UnionPlan, When> plan(std::span<const UnionHousehold> roster, std::span<const AidProgramme> programmes,
                                                     Date as_of) const {
        check(roster, programmes);
        detail::Late<UnionPlan, When> made;
        const HouseholdHardshipRule level_rule{.parameters = parameters};
        std::vector<Outcome<HouseholdHardship>> levels;
        levels.reserve(roster.size());
        for (const UnionHousehold& one : roster) levels.push_back(level_rule.decide(one.facts, as_of));
        std::vector<EnumSet<HardshipCause>> answered(roster.size());
        for (const AidProgramme& programme : programmes) {
            const ReliefRule rule{.measure = programme.measure, .parameters = parameters};
            std::vector<std::size_t> due;
            std::vector<std::int64_t> weights;
            for (std::size_t at = 0; at < roster.size(); ++at) {
                const UnionHousehold& home = roster[at];
                const auto is_due = rule.decide(home.facts, as_of);
                MissingFacts missing = is_due.missing();
                if (is_due.is_determined() && !is_due.value()) continue;
                if (programme.weighting == AidWeighting::by_persons && !home.facts.persons) missing.insert(Fact::household_persons);
                if (programme.weighting == AidWeighting::by_level) missing.merge(levels[at].missing());
                if (!missing.empty()) {
                    made.open.push_back({home.id, programme.measure, missing});
                    continue;
                }
                due.push_back(at);
                weights.push_back(programme.weighting == AidWeighting::by_persons ? *home.facts.persons
                                  : programme.weighting == AidWeighting::by_level ? level_weights[static_cast<std::size_t>(levels[at].value())]
                                                                                  : 1);
            }
            const std::vector<Money> amounts = share(programme, weights);
            ProgrammePlan whole{programme.measure, Money{}, programme.budget, 0};
            for (std::size_t i = 0; i < due.size(); ++i) {
                if (amounts[i] == Money{}) continue;
                made.aid.push_back({roster[due[i]].id, programme.measure, levels[due[i]].known(), amounts[i]});
                answered[due[i]].merge(answered_causes(programme.measure));
                whole.planned += amounts[i];
                ++whole.households;
            }
            whole.unspent -= whole.planned;
            made.programmes.push_back(whole);
        }
        for (std::size_t at = 0; at < roster.size(); ++at) {
            for (const ReliefMeasure measure : roster[at].receives) answered[at].merge(answered_causes(measure));
            for (const HardshipCause cause : roster[at].facts.causes.holding())
                made.causes.push_back({roster[at].id, cause, answered[at].contains(cause)});
            for (const HardshipCause cause : roster[at].facts.causes.unknown()) made.unknown_causes.push_back({roster[at].id, cause});
        }
        return made;
    }

private:
    void check(std::span<const UnionHousehold> roster, std::span<const AidProgramme> programmes) const {
        const auto twice = [](std::string what_en, std::string what_zh) {
            return Error{
                Fault{ErrorKind::duplicate, {}, {what_en + " stands twice", what_zh + "重复"}, {}, {}, {"leave one of them", "请只保留一项"}}};
        };
        std::vector<HouseholdId> ids;
        for (const UnionHousehold& one : roster) ids.push_back(one.id);
        std::ranges::sort(ids);
        if (const auto at = std::ranges::adjacent_find(ids); at != ids.end()) {
            const std::string id{at->view()};
            throw twice("household " + in_quotes(id), "家庭 " + in_quotes(id));
        }
        EnumSet<ReliefMeasure> seen;
        for (const AidProgramme& one : programmes) {
            const std::string en{label(one.measure, Language::en)}, zh{label(one.measure, Language::zh)};
            if (seen.contains(one.measure)) throw twice("a programme of " + en, zh + "计划");
            seen.insert(one.measure);
            if (one.budget.is_negative() || (one.household_max && one.household_max->is_negative())) {
                throw bad_argument("UnionYear", {en + ": money below zero", zh + "：金额为负"}, {"expected zero or more", "应不小于零"});
            }
        }
    }
    /// The parts of a budget; none over the most of a household.
    [[nodiscard]] static std::vector<Money> share(const AidProgramme& programme, std::span<const std::int64_t> weights) {
        std::vector<Money> out(weights.size());
        std::vector<std::size_t> rest;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] != 0) rest.push_back(i);
        }
        Money left = programme.budget;
        while (!rest.empty()) {
            std::vector<std::int64_t> of_rest;
            for (const std::size_t i : rest) of_rest.push_back(weights[i]);
            const std::vector<Money> parts = allocate(left, of_rest);
            std::vector<std::size_t> under;
            for (std::size_t i = 0; i < rest.size(); ++i) {
                out[rest[i]] = parts[i];
                if (!programme.household_max || parts[i] <= *programme.household_max) {
                    under.push_back(rest[i]);
                } else {
                    out[rest[i]] = *programme.household_max;
                    left -= *programme.household_max;
                }
            }
            if (under.size() == rest.size()) break;
            rest = std::move(under);
        }
        return out;
    }
};

/// Aid as it was given.
struct AidGiven {
    HouseholdId household{};
    ReliefMeasure measure{};
    Date on{};
    Money amount{};
};

/// What became of a household between two days.
ARREARS_ENUM(ReliefCourse,
    (entered,   "新建档", "newly on the roster"),
    (stayed,    "仍在困难中", "still in hardship"),
    (relieved,  "解困", "relieved"),
    (exited,    "脱困", "exited"),
    (held,      "保持解困或脱困", "relieved or exited before, and still"),
    (fell_back, "返困", "fell back"),
    (gone,      "不再在册", "no longer on the roster"));

/// From the outcomes on the two days; empty: not on the roster then. Unknown where it is on neither.
[[nodiscard]] constexpr std::optional<ReliefCourse> course(std::optional<ReliefOutcome> before, std::optional<ReliefOutcome> after) noexcept {
    if (!before && !after) return std::nullopt;
    if (!before) return ReliefCourse::entered;
    if (!after) return ReliefCourse::gone;
    if (*after < *before) return ReliefCourse::fell_back;   // in hardship, relieved, exited: in this order
    if (*after == *before) return *before == ReliefOutcome::in_hardship ? ReliefCourse::stayed : ReliefCourse::held;
    return *after == ReliefOutcome::relieved ? ReliefCourse::relieved : ReliefCourse::exited;
}

/// A household's way through the year, as a row to count.
struct HouseholdCourse {
    HouseholdId household{};
    std::optional<ReliefCourse> course{};
};

/// The fields of rows of a year, by which definitions name them: `household`, and of each what it has of `relief_measure`, `level`, `amount`,
/// `on`, `cause`, `measured` and `course`.
template <class Row>
[[nodiscard]] const Fields<Row>& year_fields();

template <>
[[nodiscard]] inline const Fields<PlannedAid>& year_fields() {
    static const Fields<PlannedAid> made{{"household", &PlannedAid::household},
                                         {"relief_measure", &PlannedAid::measure},
                                         {"level", &PlannedAid::level},
                                         {"amount", &PlannedAid::amount}};
    return made;
}
template <>
[[nodiscard]] inline const Fields<AidGiven>& year_fields() {
    static const Fields<AidGiven> made{
        {"household", &AidGiven::household}, {"relief_measure", &AidGiven::measure}, {"on", &AidGiven::on}, {"amount", &AidGiven::amount}};
    return made;
}
template <>
[[nodiscard]] inline const Fields<CauseMeasured>& year_fields() {
    static const Fields<CauseMeasured> made{
        {"household", &CauseMeasured::household}, {"cause", &CauseMeasured::cause}, {"measured", &CauseMeasured::measured}};
    return made;
}
template <>
[[nodiscard]] inline const Fields<CauseUnknown>& year_fields() {
    static const Fields<CauseUnknown> made{{"household", &CauseUnknown::household}, {"cause", &CauseUnknown::cause}};
    return made;
}
template <>
[[nodiscard]] inline const Fields<HouseholdCourse>& year_fields() {
    static const Fields<HouseholdCourse> made{{"household", &HouseholdCourse::household}, {"course", &HouseholdCourse::course}};
    return made;
}

}   // namespace arrears
