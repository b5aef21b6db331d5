// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/person_criterion.hpp>
#include <arrears/rules/trace.hpp>

#include <cstddef>
#include <optional>
#include <span>

namespace arrears {

/// A household and its members, as of one date. Refers to the members.
struct ZeroEmploymentFacts {
    std::optional<bool> urban{};
    std::span<const PersonFacts> members{};   ///< each numbered by its place: `number` 0, 1, …
    bool all_members = true;                  ///< false: there may be more than these
};

ARREARS_ENUM(RecognitionStep,
    (left_out,    "不计入", "not one who counts"),
    (no_obstacle, "不妨碍认定", "no obstacle"),
    (one_of_all,  "计入且失业", "counts, and is out of work"),
    (somebody,    "至少一名成员计入且失业", "somebody counts and is out of work"),
    (recognised,  "可认定为零就业家庭", "may be recognised as a zero-employment household"));

/// Whether a household may be recognised as a zero-employment household (零就业家庭认定): an urban one all of whose members of legal
/// working age are out of work (就业促进法, art. 56), with what places add: students, soldiers and the early retired do not count, and
/// all who count are registered and seek work. The additions are local practice (not verified), and criteria that a caller replaces.
/// ZeroEmploymentRule answers the survey's wider question of a registry's households.
struct ZeroEmploymentRecognitionRule {
    PersonCriterion counts = who_counts();
    PersonCriterion jobless = registered_jobless();

    [[nodiscard]] static PersonCriterion who_counts() {
        return PersonCriterion::all_of({PersonCriterion::is(Fact::working_age), PersonCriterion::is(Fact::able_to_work),
                                        !PersonCriterion::is(Fact::student), !PersonCriterion::is(Fact::soldier),
                                        !PersonCriterion::is(Fact::retired_early)});
    }
    [[nodiscard]] static PersonCriterion registered_jobless() {
        return PersonCriterion::all_of(
            {!PersonCriterion::is(Fact::has_work), PersonCriterion::is(Fact::registered_unemployed), PersonCriterion::is(Fact::seeks_work)});
    }

    /// Undetermined just where finding out could change the answer. \throws Error (bad_argument) where members are not numbered so
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<bool, When>> decide(const ZeroEmploymentFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<bool, When>> explain(const ZeroEmploymentFacts& facts, Date as_of) const {
        return explained<detail::Late<bool, When>>(RuleName::zero_employment_recognition, as_of,
                                                   [&](auto& recorder) { return body(recorder, facts, as_of); });
    }
    template <class Visit>
    void leaves(const detail::Late<ZeroEmploymentFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        visit(Fact::urban, StepValue{facts.urban}, 0);
        visit(Fact::all_members, StepValue{facts.all_members ? operations::Truth{true} : operations::Truth{}}, 0);
        for (const PersonFacts& member : facts.members) {
            counts.leaves(member, as_of, visit);
            jobless.leaves(member, as_of, visit);
        }
    }

    friend bool operator==(const ZeroEmploymentRecognitionRule&, const ZeroEmploymentRecognitionRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<bool, Trace>> body(Trace& trace, const detail::Late<ZeroEmploymentFacts, Trace>& facts, Date as_of) const {
        using namespace operations;
        using Label = RecognitionStep;
        static const Parameters none;
        MissingFacts missing;
        const auto urban = trace.fact(Fact::urban, facts.urban);
        if (!urban.value) missing.insert(Fact::urban);
        // Both folds hold each member's conditions, so that a member of whom nothing is known does not hide another's answer.
        auto nobody_stands_against = trace.template fold<AllOf, Truth>();
        auto somebody = trace.template fold<AnyOf, Truth>();
        nobody_stands_against.add(urban);
        std::size_t number = 0;
        for (const PersonFacts& member : facts.members) {
            if (member.number != number++) {
                throw bad_argument("ZeroEmploymentFacts", {"members are not numbered 0, 1, …", "家庭成员未按 0、1……编号"});
            }
            MissingFacts of_counts, of_jobless;
            const auto one = counts.evaluate(trace, member, none, as_of, of_counts);
            const auto out_of_work = jobless.evaluate(trace, member, none, as_of, of_jobless);
            const auto no_obstacle = trace.any(Label::no_obstacle, trace.template step<Negated>(Label::left_out, one), out_of_work);
            nobody_stands_against.add(no_obstacle);
            somebody.add(trace.all(Label::one_of_all, one, out_of_work));
            if (!one.value) missing.merge(of_counts);
            if (one.value != false && !out_of_work.value) missing.merge(of_jobless);
        }
        // Further members, where there may be some, can stand against it, and can make it.
        const auto listed = trace.fact(Fact::all_members, facts.all_members ? Truth{true} : Truth{});
        if (!facts.all_members) missing.insert(Fact::all_members);
        nobody_stands_against.add(listed);
        const auto against = nobody_stands_against.done(CriterionStep::all_of);
        const auto any = somebody.done(Label::somebody);
        const auto answer = facts.all_members ? trace.all(Label::recognised, against, any)
                                              : trace.all(Label::recognised, against, trace.any(Label::somebody, any, listed));
        trace.conclude(answer);
        if (answer.value) return *answer.value;
        return Outcome<detail::Late<bool, Trace>>::undetermined(missing);
    }
};

}   // namespace arrears
