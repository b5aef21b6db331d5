// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/core/rounding.hpp>
#include <arrears/core/unrounded_money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/arrears.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace arrears {

/// Which days count, of a debt payable through D: courts and counters differ, so it is named in every reason.
ARREARS_ENUM(DayCount,
    (after_due_through_as_of, "应缴截止日次日起，至截止日止，首尾均计", "from the day after the last day to pay, through the as-of day"),
    (due_through_as_of,       "应缴截止日起，至截止日止，首尾均计", "from the last day to pay, through the as-of day"),
    (after_due_before_as_of,  "应缴截止日次日起，至截止日前一日止", "from the day after the last day to pay, up to the day before"));

/// What holds for days after a change of the rate (contested for the change of 2011-07-01).
ARREARS_ENUM(RateCrossing,
    (each_day_its_rate, "按日分段：每日适用当日费率", "each day at its own rate"),
    (rate_of_first_day, "按欠费所属：始终适用起算日费率", "all days at the rate of the first one"));   // exempt or not

/// Whether the surcharge may exceed the principal (contested).
ARREARS_ENUM(SurchargeCap,
    (none,      "不设上限", "no cap"),
    (principal, "以本金为限", "capped at the principal"));

/// What becomes of days before any rate is known to have been in force.
ARREARS_ENUM(BeforeLaw,
    (refused, "拒绝计算", "refused"),
    (none,    "不计收", "no charge"));

/// Whether the day on which a bankruptcy petition is accepted still accrues (courts have counted either way).
ARREARS_ENUM(PetitionDay,
    (first_free,   "受理当日起停止计收", "the first that does not accrue"),
    (last_charged, "受理当日仍计收", "the last that accrues"));

/// What is rounded.
ARREARS_ENUM(RoundingOf,
    (total,     "合计后一次取整", "once, at the end"),
    (each_span, "逐段取整", "each span of equal rate"));

/// What the steps of a surcharge establish.
ARREARS_ENUM(SurchargeStep,
    (one,            "一日", "one day"),
    (first_day,      "起算日", "first day that counts"),
    (last_day,       "止算日", "last day that counts"),
    (days_charged,   "计收日数", "days that bear a charge"),
    (days_exempt,    "免收日数", "days without a charge"),
    (accrued,        "本段累计", "accrued in the span"),
    (accrued_in_all, "累计（未取整）", "accrued in all, before rounding"),
    (uncapped,       "上限之前的滞纳金", "surcharge before any cap"),
    (cap,            "上限金额", "cap"),
    (before_cap,     "截止日尚无上限规定", "no cap is in force yet as of the date"),
    (if_capped,      "若以本金为限", "if it were capped at the principal"),
    (if_uncapped,    "若不设上限", "if it were not capped"),
    (if_each_day,    "若每日适用当日费率", "if each day bore its own rate"),
    (if_first_day,   "若始终适用起算日费率", "if all days bore the rate of the first one"),
    (surcharge,      "滞纳金", "surcharge"));

/// Days on which nothing accrues, and by what right: a deferral (缓缴), a waiver, an agreement under guarantee.
struct Exemption {
    Date first{};
    Date last{};                              ///< included; not before `first`
    std::shared_ptr<const Source> source{};   ///< may be empty

    friend bool operator==(const Exemption&, const Exemption&) = default;
};

/// A part of the principal was settled: until when the principal before bears, and what of it is left.
struct PrincipalFall {
    Date through{};   ///< the last day borne by the principal before
    Money left{};     ///< less than before, not negative

    friend bool operator==(const PrincipalFall&, const PrincipalFall&) = default;
};

/// A debt as the rule needs it. Empty is unknown.
struct SurchargeFacts {
    ArrearsCategory category = ArrearsCategory::pension;
    Money principal{};                         ///< as it fell due; not negative
    std::optional<Date> due{};                 ///< D, the last day on which payment was in time
    std::span<const Exemption> exemptions{};   ///< by date, none overlapping another
    std::optional<Date> petition_accepted{};   ///< nothing accrues from about then (企业破产法 art. 46; 破产法规定（三）art. 3)
    std::span<const PrincipalFall> falls{};    ///< by date; the cap stays of `principal`
    std::optional<Enrolment> enrolment{};      ///< of the employer; an unenrolled one has its own rate, where the law has one
};

/// What has accrued.
struct Surcharge {
    Money amount{};
    std::int64_t days = 0;   ///< that bear a charge
    Money uncapped{};        ///< the amount before any cap

    friend bool operator==(const Surcharge&, const Surcharge&) = default;
};
[[nodiscard]] inline std::array<StepValue, 3> conclusion_values(const Surcharge& surcharge) {
    return {surcharge.amount, surcharge.days, surcharge.uncapped};
}

/// What the steps of a surcharge come to: how another rule goes on from them.
template <class Trace>
struct SurchargeSteps {
    typename Trace::template Value<Money> amount;
    typename Trace::template Value<std::int64_t> days;
    typename Trace::template Value<Money> uncapped;
};

/// The charge on arrears paid late (滞纳金): principal × daily rate × days, simple, never compounded, over every change of
/// the rate. Sources: 社会保险法 art. 86 (0.05% a day from 2011-07-01), 社会保险费征缴暂行条例 art. 13 (2‰ before).
///
/// Arrears to the housing fund and to people bear none: their rate is nought, by a source that says what the law gives instead.
/// Not decided here: whether an order to pay was served, fines (罚款), damages (劳动合同法 art. 85).
struct SurchargeRule {
    Parameters parameters = national_parameters();
    DayCount day_count = DayCount::after_due_through_as_of;
    RateCrossing crossing = RateCrossing::each_day_its_rate;
    SurchargeCap cap = SurchargeCap::none;   ///< contested: 行政强制法 art. 45(2) against 社会保险法 art. 86
    BeforeLaw before_law = BeforeLaw::refused;
    PetitionDay petition_day = PetitionDay::first_free;
    RoundingOf rounding_of = RoundingOf::total;
    Rounding rounding = Rounding::half_away_from_zero;
    Money rounding_unit = Money::from_fen(1);

    /// What has accrued as of a date; undetermined where the due day is unknown. Allocates nothing.
    /// As of a date before the law has a cap there is none, also where one is chosen.
    /// \throws Error (bad_argument: negative principal, exemptions or falls out of order; outside_known: a day without a known rate, or
    /// a cap of which the parameters know nothing; overflow)
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<Surcharge, When>> decide(const SurchargeFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    /// The same with its reasons: a step for each span of equal rate; where the rate changes on the way, the other reading too.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<Surcharge, When>> explain(const SurchargeFacts& facts, Date as_of) const {
        return explained<detail::Late<Surcharge, When>>(RuleName::surcharge, as_of, [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The same as steps of another rule's reasons; nothing where undetermined.
    template <class Trace>
    [[nodiscard]] std::optional<SurchargeSteps<Trace>> steps(Trace& trace, const SurchargeFacts& facts, Date as_of) const;

    /// The parameter that is the rate: that of employers not enrolled where the debtor is one and the parameters have one.
    [[nodiscard]] ParameterKey rate_key(const SurchargeFacts& facts) const {
        if (facts.enrolment == Enrolment::not_enrolled) {
            const ParameterKey own{ParameterName::surcharge_daily_rate_not_enrolled, facts.category};
            if (!parameters.history(own).empty()) return own;
        }
        return {ParameterName::surcharge_daily_rate, facts.category};
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<SurchargeFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        visit(Fact::as_of, StepValue{as_of}, 0);
        visit(Fact::principal, StepValue{facts.principal}, 0);
        visit(Fact::due, StepValue{facts.due}, 0);
        visit(Fact::petition_accepted, StepValue{facts.petition_accepted}, 0);
        visit(Fact::enrolment, StepValue{facts.enrolment}, 0);
        for (std::size_t i = 0; i < facts.exemptions.size(); ++i) {
            visit(Fact::exempt_from, StepValue{facts.exemptions[i].first}, i);
            visit(Fact::exempt_through, StepValue{facts.exemptions[i].last}, i, facts.exemptions[i].source);
        }
        for (std::size_t i = 0; i < facts.falls.size(); ++i) {
            visit(Fact::principal_through, StepValue{facts.falls[i].through}, i);
            visit(Fact::principal_left, StepValue{facts.falls[i].left}, i);
        }
        visit(Choice::day_count, StepValue{day_count}, 0);
        visit(Choice::crossing, StepValue{crossing}, 0);
        visit(Choice::before_law, StepValue{before_law}, 0);
        visit(Choice::rounding_of, StepValue{rounding_of}, 0);
        visit(Choice::surcharge_cap, StepValue{cap}, 0);
        visit(Choice::petition_day, StepValue{petition_day}, 0);
        visit(Choice::rounding, StepValue{rounding}, 0);
        visit(Choice::rounding_unit, StepValue{rounding_unit}, 0);
        visit(SurchargeStep::one, StepValue{1}, 0);
        visit(SurchargeStep::one, StepValue{-1}, 1);
    }

    friend bool operator==(const SurchargeRule&, const SurchargeRule&) = default;

private:
    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<Surcharge, Trace>> body(Trace& trace, const detail::Late<SurchargeFacts, Trace>& facts, Date as_of) const {
        const auto made = steps(trace, facts, as_of);
        if (!made) return Outcome<detail::Late<Surcharge, Trace>>::undetermined({Fact::due});
        trace.conclude(made->amount, made->days, made->uncapped);
        return Surcharge{made->amount.value, made->days.value, made->uncapped.value};
    }

    /// What all readings of a change of the rate start from.
    template <class Trace>
    struct Frame {
        typename Trace::template Value<Money> principal;
        typename Trace::template Value<Date> first, last;
        typename Trace::template Value<std::int64_t> one;
        typename Trace::template Value<Rounding> how;
        typename Trace::template Value<Money> unit;
    };
    /// What has accrued by one reading, before it is added up.
    template <class Trace>
    struct Accrual {
        typename Trace::template Fold<operations::Sum, UnroundedMoney> accrued;
        typename Trace::template Fold<operations::Sum, Money> rounded;
        typename Trace::template Fold<operations::Sum, std::int64_t> charged;
        bool crossed = false;   // the rate changed on the way
    };
    /// \param Other whether it is the other reading: then only what the amount rests on is shown
    template <bool Other, class Trace>
    [[nodiscard]] Accrual<Trace> accrue(Trace& trace, const SurchargeFacts& facts, const Frame<Trace>& frame, RateCrossing reading) const;
    template <class Trace>
    [[nodiscard]] typename Trace::template Value<Money> add_up(Trace& trace, const Frame<Trace>& frame, const Accrual<Trace>& made,
                                                               SurchargeStep label) const {
        if (rounding_of == RoundingOf::each_span) return made.rounded.done(label);
        return trace.template step<operations::Rounded>(label, made.accrued.done(SurchargeStep::accrued_in_all), frame.how, frame.unit);
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] bool readings_differ(const SurchargeFacts& facts, const Frame<Recorder>& frame, bool crossed, Money uncapped) const;

    void check(const SurchargeFacts& facts) const {
        if (facts.principal.is_negative()) {
            throw bad_argument("SurchargeRule",
                               {"the principal is negative: " + to_string(facts.principal), "本金为负：" + to_string(facts.principal)},
                               {"expected nought or more; record a repayment as a payment", "应不小于零；退款请记为缴款"});
        }
        for (std::size_t i = 0; i < facts.exemptions.size(); ++i) {
            const Exemption& one = facts.exemptions[i];
            if (one.last < one.first || (i > 0 && one.first <= facts.exemptions[i - 1].last)) {
                throw bad_argument("SurchargeRule",
                                   {"an exemption from " + print(one.first) + " is reversed, out of order or overlaps the one before",
                                    "自 " + print(one.first) + " 起的免收期间首尾颠倒、次序有误或与前一期间重叠"},
                                   {"expected spans by date, none overlapping", "应按日期排列且互不重叠"});
            }
        }
        const PrincipalFall* before = nullptr;
        for (const PrincipalFall& one : facts.falls) {
            if (one.left.is_negative() || (before == nullptr ? facts.principal : before->left) <= one.left ||
                (before != nullptr && one.through <= before->through)) {
                throw bad_argument("SurchargeRule",
                                   {"the principal left after " + print(one.through) + " is negative, not less than before, or out of order",
                                    print(one.through) + " 之后所余本金为负、未减少或次序有误"},
                                   {"expected falls by date, to nought at most", "应按日期排列、依次减少，且不小于零"});
            }
            before = &one;
        }
    }
};

template <class Trace>
std::optional<SurchargeSteps<Trace>> SurchargeRule::steps(Trace& trace, const SurchargeFacts& facts, Date as_of) const {
    using namespace operations;
    check(facts);
    const auto due = trace.fact(Fact::due, facts.due);
    if (!facts.due) return std::nullopt;
    const auto principal = trace.fact(Fact::principal, facts.principal);
    if (facts.enrolment) (void)trace.fact(Fact::enrolment, facts.enrolment);
    const auto stated = trace.fact(Fact::as_of, as_of);
    (void)trace.choice(Choice::day_count, day_count);
    const auto one = trace.constant(SurchargeStep::one, std::int64_t{1});
    const auto back = [&] { return trace.constant(SurchargeStep::one, std::int64_t{-1}, 1); };

    // The first and the last day that count.
    const auto first = day_count == DayCount::due_through_as_of ? trace.template step<Restates>(SurchargeStep::first_day, trace.known(due))
                                                                : trace.template step<PlusDays>(SurchargeStep::first_day, trace.known(due), one);
    auto last = day_count == DayCount::after_due_before_as_of ? trace.template step<PlusDays>(SurchargeStep::last_day, stated, back())
                                                              : trace.template step<Restates>(SurchargeStep::last_day, stated);
    if (facts.petition_accepted) {
        const auto accepted = trace.fact(Fact::petition_accepted, *facts.petition_accepted);
        (void)trace.choice(Choice::petition_day, petition_day);
        const auto until = petition_day == PetitionDay::last_charged ? trace.template step<Restates>(SurchargeStep::last_day, accepted)
                                                                     : trace.template step<PlusDays>(SurchargeStep::last_day, accepted, back());
        last = trace.template step<Least>(SurchargeStep::last_day, last, until);
    }

    if (!facts.falls.empty() && facts.falls.back().left == Money{}) {   // all of it was settled
        const std::size_t at = facts.falls.size() - 1;
        last = trace.template step<Least>(SurchargeStep::last_day, last, trace.fact(Fact::principal_through, facts.falls[at].through, at));
    }

    const auto how = trace.choice(Choice::rounding, rounding);
    const auto unit = trace.choice(Choice::rounding_unit, rounding_unit);
    (void)trace.choice(Choice::rounding_of, rounding_of);
    const Frame<Trace> frame{principal, first, last, one, how, unit};
    const Accrual<Trace> made = accrue<false>(trace, facts, frame, crossing);
    const auto days = made.charged.done(SurchargeStep::days_charged);
    const auto uncapped = add_up(trace, frame, made, SurchargeStep::uncapped);

    // The cap is contested: whichever is chosen, the reasons show the other as well. It begins with its law: before, there is none.
    (void)trace.choice(Choice::surcharge_cap, cap);
    const ParameterKey cap_key{ParameterName::surcharge_cap};
    const ParameterHistory& caps = parameters.history(cap_key);
    const bool before_cap = !caps.empty() && as_of < caps.spans().front().from;
    const bool capped = cap == SurchargeCap::principal && !before_cap;
    const ParameterSpan* const cap_span = capped ? &parameters.at(cap_key, as_of) : parameters.find(cap_key, as_of);
    if (cap == SurchargeCap::principal && before_cap) {
        const ParameterSpan& law = caps.spans().front();
        const auto multiple = trace.template parameter<std::int64_t>(cap_key, law, law.from);
        (void)trace.template step<Less>(SurchargeStep::before_cap, stated, trace.in_force_from(multiple, law));
    }
    const auto limited = [&](SurchargeStep label, const auto& amount) {
        const auto multiple = trace.template parameter<std::int64_t>(cap_key, *cap_span, as_of);
        return trace.template step<Least>(label, amount, trace.template step<Product>(SurchargeStep::cap, principal, multiple));
    };
    // So is what holds after a change of the rate.
    if constexpr (std::is_same_v<Trace, Recorder>) {
        if (readings_differ(facts, frame, made.crossed, uncapped.value)) {
            const bool each = crossing == RateCrossing::rate_of_first_day;   // the other reading
            const Accrual<Trace> other =
                accrue<true>(trace, facts, frame, each ? RateCrossing::each_day_its_rate : RateCrossing::rate_of_first_day);
            const SurchargeStep label = each ? SurchargeStep::if_each_day : SurchargeStep::if_first_day;
            if (capped) (void)limited(label, add_up(trace, frame, other, SurchargeStep::uncapped));
            else (void)add_up(trace, frame, other, label);
        }
    }
    if (capped) {
        (void)trace.template step<Restates>(SurchargeStep::if_uncapped, uncapped);
        return SurchargeSteps<Trace>{limited(SurchargeStep::surcharge, uncapped), days, uncapped};
    }
    if constexpr (std::is_same_v<Trace, Recorder>) {
        if (cap_span != nullptr) (void)limited(SurchargeStep::if_capped, uncapped);
    }
    return SurchargeSteps<Trace>{trace.template step<Restates>(SurchargeStep::surcharge, uncapped), days, uncapped};
}

/// From day to day, a span ending where the rate or the principal changes or an exemption begins or ends.
template <bool Other, class Trace>
SurchargeRule::Accrual<Trace> SurchargeRule::accrue(Trace& trace, const SurchargeFacts& facts, const Frame<Trace>& frame,
                                                    RateCrossing reading) const {
    using namespace operations;
    const ParameterKey key = rate_key(facts);
    const auto& [principal, first, last, one, how, unit] = frame;
    Accrual<Trace> made{trace.template fold<Sum, UnroundedMoney>(), trace.template fold<Sum, Money>(), trace.template fold<Sum, std::int64_t>()};
    if (last.value < first.value) return made;
    const auto back = [&trace] { return trace.constant(SurchargeStep::one, std::int64_t{-1}, 1); };
    auto bearing = principal;
    const ParameterHistory& rates = parameters.history(key);
    const Date known_from = rates.empty() ? Date::last() : rates.spans().front().from;
    std::size_t exemption = 0, fall = 0;
    const ParameterSpan* rate_span = nullptr;
    std::optional<decltype(trace.template parameter<Rate>(key, *rate_span, first.value))> rate;
    if (reading == RateCrossing::rate_of_first_day && !Other) (void)trace.choice(Choice::crossing, crossing);
    for (auto from = first;;) {
        while (exemption < facts.exemptions.size() && facts.exemptions[exemption].last < from.value) ++exemption;
        const Exemption* const next = exemption < facts.exemptions.size() ? &facts.exemptions[exemption] : nullptr;
        auto to = last;
        if (next != nullptr && next->first <= from.value) {
            const auto exempt_through = trace.fact(Fact::exempt_through, next->last, exemption, next->source);
            to = trace.template step<Least>(SurchargeStep::last_day, last, exempt_through);
            if (!Other) (void)trace.template step<DaysThrough>(SurchargeStep::days_exempt, from, to);
        } else {
            if (next != nullptr && next->first <= last.value) {
                const auto exempt_from = trace.fact(Fact::exempt_from, next->first, exemption);
                to = trace.template step<Least>(SurchargeStep::last_day, last,
                                                trace.template step<PlusDays>(SurchargeStep::last_day, exempt_from, back()));
            }
            const bool fixed = reading == RateCrossing::rate_of_first_day && rate_span != nullptr;
            if (!fixed && before_law == BeforeLaw::none && from.value < known_from) {
                // Before the law: no charge, up to the day before the first rate.
                if (!Other) (void)trace.choice(Choice::before_law, before_law);
                if (known_from <= to.value) {
                    const ParameterSpan& law = rates.spans().front();
                    to = trace.template step<PlusDays>(SurchargeStep::last_day,
                                                       trace.in_force_from(trace.template parameter<Rate>(key, law, law.from), law), back());
                }
                if (!Other) (void)trace.template step<DaysThrough>(SurchargeStep::days_exempt, from, to);
            } else {
                if (!fixed) {
                    const bool another = rate.has_value();
                    const Rate before = another ? rate->value : Rate{};
                    // An old debt keeps its first day's rate also where the first days of it are exempt.
                    const Date begun = before_law == BeforeLaw::none && first.value < known_from ? known_from : first.value;
                    const Date on = reading == RateCrossing::each_day_its_rate ? from.value : begun;
                    rate_span = &parameters.at(key, on);
                    rate = trace.template parameter<Rate>(key, *rate_span, on);
                    if (another && before != rate->value) {
                        made.crossed = true;
                        if (!Other) (void)trace.choice(Choice::crossing, crossing);   // told where it matters
                    }
                }
                if (reading == RateCrossing::each_day_its_rate && Silent::last_day(*rate_span) < to.value) {
                    to = trace.template step<Least>(SurchargeStep::last_day, to, trace.in_force_last(*rate, *rate_span));
                }
                for (; fall < facts.falls.size() && facts.falls[fall].through < from.value; ++fall) {
                    bearing = trace.fact(Fact::principal_left, facts.falls[fall].left, fall);
                }
                if (fall < facts.falls.size() && facts.falls[fall].through < to.value) {
                    to = trace.template step<Least>(SurchargeStep::last_day, to,
                                                    trace.fact(Fact::principal_through, facts.falls[fall].through, fall));
                }
                const bool bears = rate->value != Rate{};
                const auto days = trace.template step<DaysThrough>(bears ? SurchargeStep::days_charged : SurchargeStep::days_exempt, from, to);
                const auto amount = trace.template step<Accrued>(SurchargeStep::accrued, bearing, *rate, days);
                if (bears) made.charged.add(days);
                if (rounding_of == RoundingOf::total) made.accrued.add(amount);
                else made.rounded.add(trace.template step<Rounded>(SurchargeStep::accrued, amount, how, unit));
            }
        }
        if (to.value == last.value) return made;
        from = trace.template step<PlusDays>(SurchargeStep::first_day, to, one);
    }
}

/// Whether it matters which reading of a change of the rate is taken; not where the other finds a day without a known rate.
template <class>
bool SurchargeRule::readings_differ(const SurchargeFacts& facts, const Frame<Recorder>& frame, bool crossed, Money uncapped) const {
    const bool each = crossing == RateCrossing::rate_of_first_day;
    const Frame<Silent> silent_frame{{frame.principal.value}, {frame.first.value}, {frame.last.value},
                                     {frame.one.value},       {frame.how.value},   {frame.unit.value}};
    Silent silent;
    try {
        const Accrual<Silent> other =
            accrue<true>(silent, facts, silent_frame, each ? RateCrossing::each_day_its_rate : RateCrossing::rate_of_first_day);
        return crossed || other.crossed || add_up(silent, silent_frame, other, SurchargeStep::uncapped).value != uncapped;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::outside_known && error.kind() != ErrorKind::overflow) throw;
        return false;
    }
}

/// Of arrears in a registry's form: due on its own day, or by default on the last of its last month.
template <class = detail::WhenCalled>
[[nodiscard]] SurchargeFacts surcharge_facts(const Arrears& owed, Money outstanding) {
    return {owed.category, outstanding, owed.due_date(), {}, {}};
}

}   // namespace arrears
