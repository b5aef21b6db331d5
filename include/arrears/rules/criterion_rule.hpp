// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/operation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <span>

namespace arrears::detail {

/// The body of a rule that asks no more than whether one criterion holds: its answer bears `label`.
template <class Trace, class Criterion, Enumeration Label>
[[nodiscard]] Outcome<Late<bool, Trace>> whether(Trace& trace, const Criterion& criterion, Label label, const typename Criterion::Facts& facts,
                                                 const Parameters& parameters, Date as_of) {
    MissingFacts missing;
    const auto holds = criterion.evaluate(trace, facts, parameters, as_of, missing);
    const auto answer = trace.template step<operations::Restates>(label, holds);
    trace.conclude(answer);
    if (answer.value) return *answer.value;
    return Outcome<Late<bool, Trace>>::undetermined(missing);
}

/// A criterion, and what its holding makes of the facts.
template <class Criterion, Enumeration E>
struct Case {
    const Criterion* criterion;
    E value;
};

/// The body of a rule that answers with the first of some cases that holds, else with another value: each a constant of `label`.
/// Cases behind one that holds are unknown to no purpose, and nothing of them is missing.
template <class Trace, class Criterion, Enumeration E, Enumeration Label>
[[nodiscard]] Outcome<Late<E, Trace>> first_that_holds(Trace& trace, std::span<const Case<Criterion, E>> among, E otherwise, Label label,
                                                       const typename Criterion::Facts& facts, const Parameters& parameters, Date as_of) {
    const auto word = [&](E one) { return trace.constant(label, one, static_cast<std::size_t>(one)); };
    MissingFacts missing;
    bool open = true;
    auto cases = trace.template cases<E>();
    for (const Case<Criterion, E>& one : among) {
        MissingFacts of_this;
        const auto holds = one.criterion->evaluate(trace, facts, parameters, as_of, of_this);
        cases.add(holds, word(one.value));
        if (open && !holds.value) missing.merge(of_this);
        open = open && holds.value != true;
    }
    const auto made = cases.otherwise(label, word(otherwise));
    trace.conclude(made);
    if (made.value) return *made.value;
    return Outcome<Late<E, Trace>>::undetermined(missing);
}

/// The two doors of a rule that asks for one criterion.
template <class Criterion, Enumeration Label>
[[nodiscard]] Outcome<bool> decide_whether(const Criterion& criterion, Label label, const typename Criterion::Facts& facts,
                                           const Parameters& parameters, Date as_of) {
    Silent silent;
    return whether(silent, criterion, label, facts, parameters, as_of);
}
template <class Criterion, Enumeration Label>
[[nodiscard]] Decision<bool> explain_whether(RuleName rule, const Criterion& criterion, Label label, const typename Criterion::Facts& facts,
                                             const Parameters& parameters, Date as_of) {
    return explained<bool>(rule, as_of, [&](auto& recorder) { return whether(recorder, criterion, label, facts, parameters, as_of); });
}

}   // namespace arrears::detail
