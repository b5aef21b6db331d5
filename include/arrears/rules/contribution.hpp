// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace arrears {

/// What the steps of a contribution establish.
ARREARS_ENUM(ContributionStep,
    (enrolled,       "已参保", "enrolled"),
    (average_wage,   "当地月平均工资", "local monthly average wage"),
    (floor_exact,    "缴费基数下限（未取整）", "floor of the base before rounding"),
    (floor,          "缴费基数下限", "floor of the base"),
    (ceiling_exact,  "缴费基数上限（未取整）", "ceiling of the base before rounding"),
    (ceiling,        "缴费基数上限", "ceiling of the base"),
    (not_under,      "不低于下限", "not under the floor"),
    (base,           "缴费基数", "base"),
    (employer_exact, "单位应缴（未取整）", "employer's share before rounding"),
    (employer,       "单位应缴", "employer's share"),
    (worker_exact,   "个人应缴（未取整）", "worker's share before rounding"),
    (worker,         "个人应缴", "worker's share"));

/// One worker, one insurance, one month. Empty is unknown.
struct ContributionFacts {
    Insurance insurance = Insurance::pension;
    Month month{};   ///< parameters are those in force on its first day
    std::optional<Enrolment> enrolment{};
    std::optional<Money> wage{};                ///< the worker's monthly average of the year before; not negative
    std::optional<Money> average_wage{};        ///< the local one; nothing: that of the parameters
    std::optional<std::int64_t> risk_class{};   ///< 1 to 8, of the enterprise; asked for work injury only
    std::optional<Rate> employer_rate{};        ///< that the unit chose or was given; nothing: that of the parameters
    std::optional<Rate> worker_rate{};

    friend bool operator==(const ContributionFacts&, const ContributionFacts&) = default;
};

/// What is owed for the month.
struct Contribution {
    Money base{};
    Money employer{};   ///< the employer's share
    Money worker{};     ///< the worker's, which the employer withholds

    friend bool operator==(const Contribution&, const Contribution&) = default;
};
/// Nothing inside: not enrolled, which is not nought.
template <class When = detail::WhenCalled>
[[nodiscard]] std::vector<detail::Late<StepValue, When>> conclusion_values(const std::optional<Contribution>& contribution) {
    if (!contribution) return {StepValue{false}};
    return {contribution->base, contribution->employer, contribution->worker};
}

/// What an employer and a worker owe to a fund for a month: the wage between floor and ceiling, times a rate.
///
/// Floor and ceiling are those published where the parameters have them, else 60 and 300% of the local average wage, to the
/// fen; the housing fund has a ceiling only. Each share is rounded as the parameters say for the insurance: to the fen, half
/// away from zero, unless a place rounds otherwise. Not decided here: what counts as wages, and how work injury rates vary by unit.
struct ContributionRule {
    Parameters parameters = national_parameters();

    /// Undetermined without enrolment, wage, or what floor, ceiling and rate are made from. Allocates nothing.
    /// \throws Error (bad_argument: negative amounts or rates, no such risk class; outside_known: no rate known; contradiction: a
    /// floor above the ceiling; overflow)
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<std::optional<detail::Late<Contribution, When>>> decide(const ContributionFacts& facts) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<std::optional<detail::Late<Contribution, When>>> explain(const ContributionFacts& facts) const {
        return explained<std::optional<detail::Late<Contribution, When>>>(RuleName::contribution, facts.month.last_day(),
                                                                          [&](auto& recorder) { return body(recorder, facts); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<ContributionFacts, Visit>& facts, Date, Visit&& visit) const {
        visit(Fact::enrolment, StepValue{facts.enrolment}, 0);
        visit(Fact::wage, StepValue{facts.wage}, 0);
        visit(Fact::average_wage, StepValue{facts.average_wage}, 0);
        visit(Fact::risk_class, StepValue{facts.risk_class}, 0);
        visit(Fact::employer_rate, StepValue{facts.employer_rate}, 0);
        visit(Fact::worker_rate, StepValue{facts.worker_rate}, 0);
        visit(ContributionStep::enrolled, StepValue{Enrolment::enrolled}, 0);
        visit(ContributionStep::floor, StepValue{Money::from_fen(1)}, 0);
        visit(ContributionStep::floor, StepValue{Rounding::half_away_from_zero}, 1);
    }

    friend bool operator==(const ContributionRule&, const ContributionRule&) = default;

private:
    static void check(const ContributionFacts& facts) {
        for (const auto& amount : {facts.wage, facts.average_wage}) {
            if (!amount || !amount->is_negative()) continue;
            throw bad_argument("ContributionRule", {"a wage is negative: " + to_string(*amount), "工资为负：" + to_string(*amount)},
                               {"expected nought or more", "应不小于零"});
        }
        for (const auto& rate : {facts.employer_rate, facts.worker_rate}) {
            if (!rate || !rate->is_negative()) continue;
            throw bad_argument("ContributionRule", {"a rate is negative: " + to_string(*rate), "费率为负：" + to_string(*rate)},
                               {"expected nought or more", "应不小于零"});
        }
    }

    template <class Trace>
    [[nodiscard]] Outcome<std::optional<detail::Late<Contribution, Trace>>> body(Trace& trace,
                                                                                 const detail::Late<ContributionFacts, Trace>& facts) const {
        using namespace operations;
        using Out = Outcome<std::optional<detail::Late<Contribution, Trace>>>;
        check(facts);
        const Date day = facts.month.first_day();
        const auto key = [&](ParameterName name) { return ParameterKey{name, facts.insurance}; };
        const auto enrolment = trace.fact(Fact::enrolment, facts.enrolment);
        if (!facts.enrolment) return Out::undetermined({Fact::enrolment});
        const auto enrolled =
            trace.template step<Same>(ContributionStep::enrolled, enrolment, trace.constant(ContributionStep::enrolled, Enrolment::enrolled));
        if (enrolled.value == false) {
            trace.conclude(enrolled);
            return Out{std::nullopt};
        }

        // What is missing is told at once.
        const ParameterSpan* const floor_published = parameters.find(key(ParameterName::base_floor), day);
        const ParameterSpan* const ceiling_published = parameters.find(key(ParameterName::base_ceiling), day);
        const ParameterSpan* const floor_share = parameters.find(key(ParameterName::base_floor_share), day);
        const ParameterSpan* const ceiling_share = parameters.find(key(ParameterName::base_ceiling_share), day);
        const ParameterKey average_key{ParameterName::average_wage};
        const ParameterSpan* const average_known = parameters.find(average_key, day);
        const bool by_average = (floor_published == nullptr && floor_share != nullptr) || (ceiling_published == nullptr && ceiling_share != nullptr);
        const bool by_class = facts.insurance == Insurance::work_injury && !facts.employer_rate;
        MissingFacts missing;
        if (!facts.wage) missing.insert(Fact::wage);
        if (by_average && !facts.average_wage && average_known == nullptr) missing.insert(Fact::average_wage);
        if (by_class && !facts.risk_class) missing.insert(Fact::risk_class);
        const auto wage = trace.fact(Fact::wage, facts.wage);
        if (!missing.empty()) return Out::undetermined(missing);

        // The base.
        using Amount = decltype(trace.known(wage));
        const auto fen = trace.constant(ContributionStep::floor, Money::from_fen(1));
        const auto half_up = trace.constant(ContributionStep::floor, Rounding::half_away_from_zero, 1);
        std::optional<Amount> average;
        if (by_average) {
            average = facts.average_wage ? trace.known(trace.fact(Fact::average_wage, facts.average_wage))
                                         : trace.template parameter<Money>(average_key, *average_known, day);
        }
        const auto bound = [&](ParameterName published_name, const ParameterSpan* published, ParameterName share_name, const ParameterSpan* share,
                               ContributionStep exact, ContributionStep rounded) -> std::optional<Amount> {
            if (published != nullptr) return trace.template parameter<Money>(key(published_name), *published, day);
            if (share == nullptr) return std::nullopt;
            const auto part = trace.template parameter<Rate>(key(share_name), *share, day);
            return trace.template step<Rounded>(rounded, trace.template step<Product>(exact, *average, part), half_up, fen);
        };
        const auto floor = bound(ParameterName::base_floor, floor_published, ParameterName::base_floor_share, floor_share,
                                 ContributionStep::floor_exact, ContributionStep::floor);
        const auto ceiling = bound(ParameterName::base_ceiling, ceiling_published, ParameterName::base_ceiling_share, ceiling_share,
                                   ContributionStep::ceiling_exact, ContributionStep::ceiling);
        if (floor && ceiling && ceiling->value < floor->value) {
            throw Error{Fault{ErrorKind::contradiction,
                              {},
                              {"the floor of the base, " + to_string(floor->value) + ", is above the ceiling, " + to_string(ceiling->value),
                               "缴费基数下限 " + to_string(floor->value) + " 高于上限 " + to_string(ceiling->value)},
                              {},
                              {},
                              {"mend the parameters for " + print(facts.month), "请更正 " + print(facts.month) + " 的参数"}}};
        }
        Amount base = trace.known(wage);
        if (floor) base = trace.template step<Greatest>(ContributionStep::not_under, base, *floor);
        base = ceiling ? trace.template step<Least>(ContributionStep::base, base, *ceiling)
                       : trace.template step<Restates>(ContributionStep::base, base);

        // The two shares.
        const auto how = trace.template parameter<Rounding>(key(ParameterName::contribution_rounding),
                                                            parameters.at(key(ParameterName::contribution_rounding), day), day);
        const auto unit =
            trace.template parameter<Money>(key(ParameterName::contribution_unit), parameters.at(key(ParameterName::contribution_unit), day), day);
        const auto rate = [&](Fact given_name, const std::optional<Rate>& given, const ParameterKey& of) {
            return given ? trace.known(trace.fact(given_name, given)) : trace.template parameter<Rate>(of, parameters.at(of, day), day);
        };
        if (by_class) (void)trace.fact(Fact::risk_class, facts.risk_class);
        const auto employer_rate =
            rate(Fact::employer_rate, facts.employer_rate,
                 by_class ? ParameterKey::of_risk_class(ParameterName::work_injury_rate, *facts.risk_class) : key(ParameterName::employer_rate));
        const auto worker_rate = rate(Fact::worker_rate, facts.worker_rate, key(ParameterName::worker_rate));
        const auto employer = trace.template step<Rounded>(
            ContributionStep::employer, trace.template step<Product>(ContributionStep::employer_exact, base, employer_rate), how, unit);
        const auto worker = trace.template step<Rounded>(ContributionStep::worker,
                                                         trace.template step<Product>(ContributionStep::worker_exact, base, worker_rate), how, unit);
        trace.conclude(base, employer, worker);
        return Out{Contribution{base.value, employer.value, worker.value}};
    }
};

/// A payroll for one insurance and month: what each worker's contribution adds up to. Workers not enrolled and those whose
/// contribution is undetermined are counted apart, never as nought.
struct Payroll {
    WideMoney base{};
    WideMoney employer{};
    WideMoney worker{};
    std::size_t enrolled = 0;
    std::size_t not_enrolled = 0;
    std::size_t undetermined = 0;
    MissingFacts missing{};   ///< what would decide the undetermined

    friend bool operator==(const Payroll&, const Payroll&) = default;
};

/// Cost: O(n). \throws Error as ContributionRule::decide()
template <class When = detail::WhenCalled>
[[nodiscard]] Payroll payroll(const ContributionRule& rule, std::span<const ContributionFacts> workers) {
    Payroll sum;
    for (const auto& worker : detail::late<When>(workers)) {
        const auto outcome = rule.decide(worker);
        if (!outcome.is_determined()) {
            ++sum.undetermined;
            sum.missing.merge(outcome.missing());
        } else if (!outcome.value()) {
            ++sum.not_enrolled;
        } else {
            ++sum.enrolled;
            sum.base += outcome.value()->base;
            sum.employer += outcome.value()->employer;
            sum.worker += outcome.value()->worker;
        }
    }
    return sum;
}

}   // namespace arrears
