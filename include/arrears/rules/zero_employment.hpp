// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/trace.hpp>

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
        if (count < 0)
            throw bad_argument("HouseholdMembers::add", {"a negative number of members", "成员数为负"}, {"expected 0 or more", "应不小于 0"});
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

/// What the steps of a zero-employment household establish.
ARREARS_ENUM(ZeroEmploymentStep,
    (least,           "一人", "one member"),
    (works,           "有劳动能力者中有人就业", "an able member has work"),
    (perhaps_work,    "可能就业的成员数", "members who may be able and have work"),
    (may_work,        "可能有人就业", "somebody may have work"),
    (perhaps_without, "可能有劳动能力而未就业的成员数", "members who may be able and without work"),
    (may_be_without,  "可能有人有劳动能力而未就业", "somebody may be able and without work"),
    (nobody_without,  "没有有劳动能力而未就业的人", "nobody is able and without work"),
    (surely,          "确有劳动能力而未知就业者数", "members surely able, not known to have work"),
    (surely_able,     "确有这样的成员", "there is surely such a member"),
    (nobody_works,    "确无人就业", "surely nobody has work"),
    (zero_employment, "零就业家庭", "zero-employment household"));

/// A zero-employment household (零就业家庭): nobody of working age who can and wants to work has work, and there is at
/// least one such member (就业促进法, art. 56: all of its members of working age are out of work).
///
/// The survey counts the laid off as without work, though in law 下岗 is not unemployment. Nothing is said of the dormant
/// (两不着); they are taken as without work too, since the enterprise gives them none and work elsewhere is nowhere recorded.
struct ZeroEmploymentRule {
    std::optional<bool> laid_off_has_work = false;   ///< empty: unknown, to be asked of each
    std::optional<bool> dormant_has_work = false;    ///< empty: unknown, to be asked of each

    /// A worker on a roll as a member: of working age unless `of_retirement_age`, and able, since the roll says nothing else.
    template <class = detail::WhenCalled>
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
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<bool, When>> decide(const HouseholdMembers& members, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, members, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<bool, When>> explain(const HouseholdMembers& members, Date as_of) const {
        return explained<detail::Late<bool, When>>(RuleName::zero_employment, as_of, [&](auto& recorder) { return body(recorder, members, as_of); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<HouseholdMembers, Visit>& members, Date, Visit&& visit) const {
        for (const Counted& one : counted) visit(one.fact, StepValue{members.count(one.member)}, 0);
        visit(ZeroEmploymentStep::least, StepValue{1}, 0);
        visit(ZeroEmploymentStep::zero_employment, StepValue{}, 0);
        visit(ZeroEmploymentStep::zero_employment, StepValue{true}, 1);
        visit(ZeroEmploymentStep::zero_employment, StepValue{false}, 2);
    }

    friend bool operator==(const ZeroEmploymentRule&, const ZeroEmploymentRule&) = default;

private:
    struct Counted {
        Fact fact;
        HouseholdMember member;
    };
    static constexpr Counted counted[] = {{Fact::able_with_work, {true, true}},           {Fact::able_without_work, {true, false}},
                                          {Fact::able_work_unknown, {true, {}}},          {Fact::perhaps_able_with_work, {{}, true}},
                                          {Fact::perhaps_able_without_work, {{}, false}}, {Fact::nothing_known_of, {{}, {}}}};

    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<bool, Trace>> body(Trace& trace, const detail::Late<HouseholdMembers, Trace>& members,
                                                          Date /*as_of: the facts are as of it*/) const {
        using namespace operations;
        using Label = ZeroEmploymentStep;
        const auto count = [&](std::size_t at) { return trace.fact(counted[at].fact, std::int64_t{members.count(counted[at].member)}); };
        const auto able_works = count(0), able_without = count(1), able_unknown = count(2), unknown_works = count(3), unknown_without = count(4),
                   unknown_unknown = count(5);
        const auto one = trace.constant(Label::least, std::int64_t{1});
        const auto any = [&](Label sum_of, Label label, const auto&... counts) {
            auto sum = trace.template fold<Sum, std::int64_t>();
            (sum.add(counts), ...);
            return trace.template step<AtLeast>(label, sum.done(sum_of), one);
        };
        const auto works = trace.template step<AtLeast>(Label::works, able_works, one);
        const auto may_work = any(Label::perhaps_work, Label::may_work, able_unknown, unknown_works, unknown_unknown);
        const auto may_be_without = any(Label::perhaps_without, Label::may_be_without, able_without, able_unknown, unknown_without, unknown_unknown);
        const auto surely_able = any(Label::surely, Label::surely_able, able_without, able_unknown);
        const auto nobody_works = trace.template step<Negated>(Label::nobody_works, may_work);
        const auto yes = trace.constant(Label::zero_employment, true, 1);
        const auto no = trace.constant(Label::zero_employment, false, 2);

        auto cases = trace.template cases<bool>();
        cases.add(works, no);
        cases.add(trace.template step<Negated>(Label::nobody_without, may_be_without), no);   // whatever is found out
        cases.add(trace.all(Label::zero_employment, nobody_works, surely_able), yes);
        const auto answer = cases.otherwise_unknown(Label::zero_employment);
        trace.conclude(answer);
        if (answer.value) return *answer.value;
        MissingFacts missing;
        if (unknown_works.value + unknown_without.value + unknown_unknown.value > 0) missing.insert(Fact::able_members);
        if (able_unknown.value + unknown_unknown.value > 0) missing.insert(Fact::employed_members);
        return Outcome<detail::Late<bool, Trace>>::undetermined(missing);
    }
};

}   // namespace arrears
