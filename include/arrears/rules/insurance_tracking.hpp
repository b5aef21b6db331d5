// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/timeline.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/resettlement_plan.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/trace.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace arrears {

/// Whether somebody still has to see to a worker's insurance.
ARREARS_ENUM(InsuranceTracking, (never_interrupted, "未曾中断", "never interrupted"), (tracked, "跟踪中", "tracked"),
             (continued, "已接续", "continued"), (transferred, "已转移", "transferred"));

/// What the steps of tracking establish.
ARREARS_ENUM(TrackingStep, (stands_as, "现状为", "it stands as"), (was, "曾为", "it was"), (lapsed, "曾中断或欠缴", "it was interrupted or owed"),
             (lapses, "现中断或欠缴", "it is interrupted or owed"), (tracking, "社会保险跟踪", "tracking of insurance"));

/// How a worker's insurance stands, and how it stood before at its worst. Empty is unknown.
struct InsuranceTrackingFacts {
    std::optional<InsuranceStanding> now{};
    std::optional<InsuranceStanding> worst_before{};

    friend bool operator==(const InsuranceTrackingFacts&, const InsuranceTrackingFacts&) = default;
};

/// What a history says as of a date. With a gap since its first span, and no lapse told, what was before is unknown.
template <class When = detail::WhenCalled>
[[nodiscard]] InsuranceTrackingFacts insurance_tracking_facts(const Timeline<InsuranceStanding>& history, Date as_of) {
    const auto& known = detail::late<When>(history);
    InsuranceTrackingFacts facts;
    const InsuranceStanding* const now = known.find(as_of);
    if (now == nullptr) return facts;
    facts.now = *now;
    facts.worst_before = InsuranceStanding::paid;
    std::optional<Date> covered;
    for (const auto& span : known.spans()) {
        if (span.from > as_of) break;
        if (span.value == InsuranceStanding::interrupted || span.value == InsuranceStanding::owed) {
            facts.worst_before = span.value;
            return facts;
        }
        if (covered && *covered != span.from) facts.worst_before.reset();
        covered = span.to;
    }
    return facts;
}

/// Whether a worker's insurance is tracked: from the day on which it is interrupted or owed until it is continued or transferred, also when the
/// plan is carried out long since.
struct InsuranceTrackingRule {
    /// Undetermined where the standing is unknown, or where it is sound and what it was before is not known. Allocates nothing.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<InsuranceTracking, When>> decide(const InsuranceTrackingFacts& facts, Date) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<InsuranceTracking, When>> explain(const InsuranceTrackingFacts& facts, Date as_of) const {
        return explained<detail::Late<InsuranceTracking, When>>(RuleName::insurance_tracking, as_of,
                                                                [&](auto& recorder) { return body(recorder, facts); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<InsuranceTrackingFacts, Visit>& facts, Date, Visit&& visit) const {
        visit(Fact::insurance_standing, StepValue{facts.now}, 0);
        visit(Fact::insurance_standing, StepValue{facts.worst_before}, 1);
        for (std::size_t i = 0; i < enum_count<InsuranceStanding>; ++i) {
            visit(TrackingStep::stands_as, StepValue{enum_at<InsuranceStanding>(i)}, i);
        }
        for (std::size_t i = 0; i < enum_count<InsuranceTracking>; ++i) visit(TrackingStep::tracking, StepValue{enum_at<InsuranceTracking>(i)}, i);
    }

    friend bool operator==(const InsuranceTrackingRule&, const InsuranceTrackingRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] static Outcome<detail::Late<InsuranceTracking, Trace>> body(Trace& trace,
                                                                              const detail::Late<InsuranceTrackingFacts, Trace>& facts) {
        using namespace operations;
        using Label = TrackingStep;
        const auto now = trace.fact(Fact::insurance_standing, facts.now, 0);
        const auto before = trace.fact(Fact::insurance_standing, facts.worst_before, 1);
        const auto is = [&](Label label, const auto& standing, InsuranceStanding one) {
            return trace.template step<Same>(label, standing, trace.constant(Label::stands_as, one, static_cast<std::size_t>(one)));
        };
        const auto answer = [&](InsuranceTracking one) { return trace.constant(Label::tracking, one, static_cast<std::size_t>(one)); };
        auto cases = trace.template cases<InsuranceTracking>();
        cases.add(is(Label::stands_as, now, InsuranceStanding::transferred), answer(InsuranceTracking::transferred));
        cases.add(
            trace.any(Label::lapses, is(Label::stands_as, now, InsuranceStanding::interrupted), is(Label::stands_as, now, InsuranceStanding::owed)),
            answer(InsuranceTracking::tracked));
        cases.add(trace.any(Label::lapsed, is(Label::was, before, InsuranceStanding::interrupted), is(Label::was, before, InsuranceStanding::owed)),
                  answer(InsuranceTracking::continued));
        const auto made = cases.otherwise(Label::tracking, answer(InsuranceTracking::never_interrupted));
        trace.conclude(made);
        if (made.value) return *made.value;
        return Outcome<detail::Late<InsuranceTracking, Trace>>::undetermined({Fact::insurance_standing});
    }
};

/// Whose insurance is tracked, or may be.
struct TrackedWorker {
    std::size_t worker = 0;   ///< by position
    Insurance insurance = Insurance::pension;
    std::optional<InsuranceTracking> tracking{};   ///< `tracked`; empty: not known

    friend bool operator==(const TrackedWorker&, const TrackedWorker&) = default;
};

/// The workers of a plan whose insurance is tracked as of a date, or of whom a history says too little, by worker and fund. Where there is no
/// history of a fund nothing is told.
template <class When = detail::WhenCalled>
[[nodiscard]] std::vector<detail::Late<TrackedWorker, When>> tracked_workers(std::span<const ResettledWorker> workers, Date as_of) {
    std::vector<detail::Late<TrackedWorker, When>> out;
    const InsuranceTrackingRule rule;
    for (std::size_t i = 0; i < workers.size(); ++i) {
        for (std::size_t fund = 0; fund < enum_count<Insurance>; ++fund) {
            const auto& history = workers[i].insurance[fund];
            if (history.empty()) continue;
            const auto made = rule.decide(insurance_tracking_facts(history, as_of), as_of).known();
            if (!made || *made == InsuranceTracking::tracked) out.push_back({i, enum_at<Insurance>(fund), made});
        }
    }
    return out;
}

}   // namespace arrears
