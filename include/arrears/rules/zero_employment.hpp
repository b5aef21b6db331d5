// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/outcome.hpp>

#include <array>
#include <cstddef>
#include <optional>

namespace arrears {

/// A member of a household, as of one date. Empty is unknown.
struct HouseholdMember {
    std::optional<bool> able{};       ///< of working age, can work and wants to; students, the retired and the sick are not
    std::optional<bool> has_work{};   ///< whoever is not able is left out, with work or without

    friend bool operator==(const HouseholdMember&, const HouseholdMember&) = default;
};

/// The members of a household, counted by what is known of each.
class HouseholdMembers {
public:
    constexpr HouseholdMembers() noexcept = default;
    /// \throws Error (bad_argument) where `count` is negative
    constexpr HouseholdMembers& add(const HouseholdMember& member, int count = 1) {
        if (count < 0) throw bad_argument("HouseholdMembers::add", {"a negative number of members", "成员数为负"}, {"expected 0 or more", "应不小于 0"});
        counts_[slot(member.able)][slot(member.has_work)] += count;
        return *this;
    }
    /// How many members are known just so; an empty optional counts those of whom it is unknown.
    [[nodiscard]] constexpr int count(const HouseholdMember& member) const noexcept { return counts_[slot(member.able)][slot(member.has_work)]; }

    friend constexpr bool operator==(const HouseholdMembers&, const HouseholdMembers&) noexcept = default;

private:
    [[nodiscard]] static constexpr std::size_t slot(std::optional<bool> known) noexcept { return !known ? 2 : *known ? 1 : 0; }
    std::array<std::array<int, 3>, 3> counts_{};
};

/// A zero-employment household (零就业家庭): nobody of working age who can and wants to work has work, and there is at
/// least one such member (就业促进法, art. 56: all of its members of working age are out of work).
///
/// The survey counts the laid off as without work, though in law 下岗 is not unemployment. Nothing is said of the dormant
/// (两不着); they are taken as without work too, since the enterprise gives them none and work elsewhere is nowhere recorded.
struct ZeroEmploymentRule {
    std::optional<bool> laid_off_has_work = false;   ///< empty: unknown, to be asked of each
    std::optional<bool> dormant_has_work = false;    ///< empty: unknown, to be asked of each

    /// A worker on a roll as a member: of working age unless `of_retirement_age`, and able, since the roll says nothing else.
    [[nodiscard]] HouseholdMember member(std::optional<EmploymentStatus> employment, std::optional<bool> of_retirement_age = false) const {
        HouseholdMember made;
        if (of_retirement_age) made.able = !*of_retirement_age;
        if (!employment) return made;
        switch (*employment) {
            case EmploymentStatus::in_post: made.has_work = true; break;
            case EmploymentStatus::laid_off: made.has_work = laid_off_has_work; break;
            case EmploymentStatus::dormant: made.has_work = dormant_has_work; break;
        }
        return made;
    }

    /// Determined wherever what is unknown could not change the answer: one able member with work settles it.
    [[nodiscard]] Outcome<bool> decide(const HouseholdMembers& members, Date /*as_of: the facts are as of it*/) const {
        const auto count = [&members](std::optional<bool> able, std::optional<bool> has_work) { return members.count({able, has_work}); };
        constexpr std::optional<bool> unknown{};
        if (count(true, true) > 0) return false;
        const bool may_work = count(true, unknown) + count(unknown, true) + count(unknown, unknown) > 0;
        const bool may_be_without = count(true, false) + count(true, unknown) + count(unknown, false) + count(unknown, unknown) > 0;
        if (!may_be_without) return false;   // no able member without work, whatever is found out
        const bool surely_able = count(true, false) + count(true, unknown) > 0;
        if (!may_work && surely_able) return true;
        MissingFacts missing;
        if (count(unknown, true) + count(unknown, false) + count(unknown, unknown) > 0) missing.insert(Fact::able_members);
        if (count(true, unknown) + count(unknown, unknown) > 0) missing.insert(Fact::employed_members);
        return Outcome<bool>::undetermined(missing);
    }

    friend bool operator==(const ZeroEmploymentRule&, const ZeroEmploymentRule&) = default;
};

}   // namespace arrears
