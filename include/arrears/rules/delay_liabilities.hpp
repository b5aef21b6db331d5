// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/surcharge.hpp>
#include <arrears/rules/trace.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace arrears {

/// Whose day's law governs the liabilities beside the surcharge.
ARREARS_ENUM(LiabilityLaw,
    (as_of_date, "截止日施行的规定", "that of the as-of date"),
    (first_day,  "逾期首日施行的规定", "that of the first day late"));

/// Whether a liability is incurred.
ARREARS_ENUM(LiabilityStanding,
    (none_known,   "所用参数中无此责任", "none that the parameters know"),
    (not_incurred, "未发生", "not incurred"),
    (incurred,     "已发生", "incurred"));

/// What the steps of a delay's liabilities establish.
ARREARS_ENUM(LiabilityStep,
    (first_day,          "逾期首日", "first day late"),
    (one,                "一日", "one day"),
    (late,               "已逾期", "it is late"),
    (conditions,         "承担该责任的条件", "what this liability takes"),
    (fine,               "罚款", "fine"),
    (fine_least,         "罚款下限", "least fine"),
    (fine_most,          "罚款上限", "most fine"),
    (damages,            "加付赔偿金", "damages on top"),
    (damages_least,      "加付赔偿金下限", "least damages"),
    (damages_most,       "加付赔偿金上限", "most damages"),
    (compensation,       "拖欠工资的经济补偿金", "compensation for late wages"),
    (compensation_fixed, "经济补偿金金额", "amount of the compensation"),
    (before_rounding,    "取整之前", "before rounding"));

/// A debt and what was done about it. Empty is unknown.
struct DelayLiabilitiesFacts {
    SurchargeFacts debt{};
    std::optional<bool> order_unmet{};   ///< an order to pay was served, its term is over, and it was not met
};

/// One liability beside the surcharge: within a range that the law leaves to who imposes it.
struct Liability {
    std::optional<LiabilityStanding> standing{};   ///< empty: not known, for want of order_unmet
    Money least{};                                 ///< what it comes to where it is incurred; nought where none is known
    Money most{};

    friend bool operator==(const Liability&, const Liability&) = default;
};

/// What one delay brings upon the debtor, each by itself: they are of different creditors, laws and authorities, and add up to
/// nothing that the law knows.
struct DelayLiabilities {
    Surcharge surcharge{};
    Liability fine{};           ///< 罚款, to the state
    Liability damages{};        ///< 加付赔偿金, to the worker
    Liability compensation{};   ///< 经济补偿金 of late wages, to the worker; least and most are the same

    /// What would decide the liabilities that are not known.
    [[nodiscard]] MissingFacts missing() const {
        MissingFacts out;
        if (!fine.standing || !damages.standing || !compensation.standing) out.insert(Fact::order_unmet);
        return out;
    }
    friend bool operator==(const DelayLiabilities&, const DelayLiabilities&) = default;
};
/// Of a liability of which the parameters know nothing only that.
template <class = detail::WhenCalled>
[[nodiscard]] std::vector<StepValue> conclusion_values(const DelayLiabilities& made) {
    std::vector<StepValue> out;
    for (const StepValue& value : conclusion_values(made.surcharge)) out.push_back(value);
    for (const Liability* const one : {&made.fine, &made.damages, &made.compensation}) {
        out.push_back(one->standing);
        if (one->standing == LiabilityStanding::none_known) continue;
        out.push_back(one->least);
        if (one != &made.compensation) out.push_back(one->most);
    }
    return out;
}

/// The liabilities of one delay, kept apart: the surcharge by SurchargeRule; once an order to pay was not met, on arrears to an insurance
/// fund a fine of one to three times what is owed (社会保险法 art. 86, from 2011-07-01), on debts to people damages of 50 to 100% on top
/// (劳动合同法 art. 85, from 2008-01-01); on late wages compensation of 25%, without any order (劳部发[1994]481, 1995-01-01 to 2017-11-24,
/// not verified). Fine and damages are of the principal that bears as of the date, compensation is of that which fell due.
///
/// To waive one leaves the others: an exemption stops the surcharge alone. Not decided here: whether an order was lawful, who imposes
/// what within a range, fines in fixed amounts (as of the housing fund), limitation.
struct DelayLiabilitiesRule {
    SurchargeRule surcharge{};
    LiabilityLaw law = LiabilityLaw::as_of_date;

    /// Undetermined where the due day is unknown. Where only the order is, the surcharge stands, and what depends on it has no
    /// standing. Allocates nothing. \throws Error as SurchargeRule does
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<DelayLiabilities, When>> decide(const DelayLiabilitiesFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<DelayLiabilities, When>> explain(const DelayLiabilitiesFacts& facts, Date as_of) const {
        return explained<detail::Late<DelayLiabilities, When>>(RuleName::delay_liabilities, as_of,
                                                               [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The parameters that reasons cite are those of the surcharge.
    [[nodiscard]] const Parameters& cited_parameters() const noexcept { return surcharge.parameters; }
    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<DelayLiabilitiesFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        surcharge.leaves(facts.debt, as_of, visit);
        visit(Fact::order_unmet, StepValue{facts.order_unmet}, 0);
        visit(Choice::liability_law, StepValue{law}, 0);
        visit(LiabilityStep::one, StepValue{1}, 0);
        for (const auto of : {LiabilityStep::fine, LiabilityStep::damages, LiabilityStep::compensation}) {
            for (std::size_t i = 0; i < enum_count<LiabilityStanding>; ++i) visit(of, StepValue{enum_at<LiabilityStanding>(i)}, i);
        }
    }

    friend bool operator==(const DelayLiabilitiesRule&, const DelayLiabilitiesRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<DelayLiabilities, Trace>> body(Trace& trace, const detail::Late<DelayLiabilitiesFacts, Trace>& facts,
                                                                      Date as_of) const {
        using namespace operations;
        using Label = LiabilityStep;
        const SurchargeFacts& debt = facts.debt;
        const auto accrued = surcharge.steps(trace, debt, as_of);
        if (!accrued) return Outcome<detail::Late<DelayLiabilities, Trace>>::undetermined({Fact::due});
        trace.conclude(accrued->amount, accrued->days, accrued->uncapped);
        DelayLiabilities made{{accrued->amount.value, accrued->days.value, accrued->uncapped.value}, {}, {}, {}};

        const auto due = trace.fact(Fact::due, *debt.due);
        const auto today = trace.fact(Fact::as_of, as_of);
        const auto late = trace.template step<Less>(Label::late, due, today);
        const auto order = trace.fact(Fact::order_unmet, Truth{facts.order_unmet});
        (void)trace.choice(Choice::liability_law, law);
        const Date on = law == LiabilityLaw::as_of_date
                            ? as_of
                            : trace.template step<PlusDays>(Label::first_day, due, trace.constant(Label::one, std::int64_t{1})).value;
        const auto principal = trace.fact(Fact::principal, debt.principal);
        auto bearing = principal;   // as of the date
        for (std::size_t i = 0; i < debt.falls.size() && debt.falls[i].through < as_of; ++i) {
            bearing = trace.fact(Fact::principal_left, debt.falls[i].left, i);
        }
        const auto how = trace.choice(Choice::rounding, surcharge.rounding);
        const auto unit = trace.choice(Choice::rounding_unit, surcharge.rounding_unit);
        const auto share = [&](Label label, ParameterName name, const auto& base) {
            const ParameterKey key{name, debt.category};
            const auto rate = trace.template parameter<Rate>(key, surcharge.parameters.at(key, on), on);
            return trace.template step<Rounded>(label, trace.template step<Product>(Label::before_rounding, base, rate), how, unit);
        };
        // A liability's standing; false where the parameters know of none.
        const auto stands = [&](Liability& out, Label label, ParameterName name, const auto& conditions) {
            const auto word = [&](LiabilityStanding standing) { return trace.constant(label, standing, static_cast<std::size_t>(standing)); };
            if (surcharge.parameters.find({name, debt.category}, on) == nullptr) {
                out.standing = LiabilityStanding::none_known;
                trace.conclude_also(word(LiabilityStanding::none_known));
                return false;
            }
            auto cases = trace.template cases<LiabilityStanding>();
            cases.add(conditions(), word(LiabilityStanding::incurred));
            const auto standing = cases.otherwise(label, word(LiabilityStanding::not_incurred));
            out.standing = standing.value;
            trace.conclude_also(standing);
            return true;
        };
        // Once an order was not met: from a least to a most share of the principal that bears.
        const auto ranges = [&](Liability& out, Label label, Label least, ParameterName least_share, Label most, ParameterName most_share) {
            if (!stands(out, label, least_share, [&] { return trace.all(Label::conditions, late, order); })) return;
            const auto from = share(least, least_share, bearing);
            const auto to = share(most, most_share, bearing);
            trace.conclude_also(from, to);
            out.least = from.value;
            out.most = to.value;
        };
        ranges(made.fine, Label::fine, Label::fine_least, ParameterName::fine_share_min, Label::fine_most, ParameterName::fine_share_max);
        ranges(made.damages, Label::damages, Label::damages_least, ParameterName::damages_share_min, Label::damages_most,
               ParameterName::damages_share_max);
        if (stands(made.compensation, Label::compensation, ParameterName::late_wage_compensation_share,
                   [&] { return trace.all(Label::conditions, late); })) {
            const auto amount = share(Label::compensation_fixed, ParameterName::late_wage_compensation_share, principal);
            trace.conclude_also(amount);
            made.compensation.least = made.compensation.most = amount.value;
        }
        return made;
    }
};

}   // namespace arrears
