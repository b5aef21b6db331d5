// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/composed_criterion.hpp>
#include <arrears/rules/in_force.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace arrears {

/// What the class of an enterprise follows from, as of one date. Empty is unknown.
struct HardshipFacts {
    std::optional<InForce<Certification>> certification{};
    std::optional<InForce<OperatingStatus>> status{};
    std::optional<Money> owed_to_funds{};                     ///< outstanding as of the date, all six funds together
    std::optional<Money> owed_to_people{};                    ///< outstanding as of the date, all that is owed to people
    std::optional<std::int64_t> months_of_wages_owed{};       ///< running, up to the date
    std::optional<std::int64_t> months_of_insurance_owed{};   ///< running, up to the date
    std::optional<std::int64_t> years_of_loss{};              ///< running, up to the date
    std::optional<std::int64_t> workers_on_roll{};
    std::optional<std::int64_t> workers_laid_off{};
    std::optional<Money> average_wage_paid{};   ///< a month

    /// A fact by its name, as of a date; unknown also for one that is none of these.
    template <class When = detail::WhenCalled>
    [[nodiscard]] StepValue value(Fact fact, Date as_of) const {
        switch (fact) {
        case Fact::as_of: return as_of;
        case Fact::certification: return certification ? StepValue{detail::late<When>(*certification).as_of(as_of)} : StepValue{};
        case Fact::operating_status: return status ? StepValue{detail::late<When>(*status).as_of(as_of)} : StepValue{};
        case Fact::operating_status_since: return status && detail::late<When>(*status).as_of(as_of) ? StepValue{status->since} : StepValue{};
        case Fact::owed_to_funds: return owed_to_funds;
        case Fact::owed_to_people: return owed_to_people;
        case Fact::months_of_wages_owed: return months_of_wages_owed;
        case Fact::months_of_insurance_owed: return months_of_insurance_owed;
        case Fact::years_of_loss: return years_of_loss;
        case Fact::workers_on_roll: return workers_on_roll;
        case Fact::workers_laid_off: return workers_laid_off;
        case Fact::average_wage_paid: return average_wage_paid;
        default: return {};
        }
    }

    friend bool operator==(const HardshipFacts&, const HardshipFacts&) = default;
};

/// What the steps of a hardship class establish.
ARREARS_ENUM(HardshipStep,
    (certified_hardship,  "认定为困难企业", "certified as in hardship"),
    (certified_special,   "认定为特困企业", "certified as in special hardship"),
    (state,               "经营状况属于困难", "its operating status is one of hardship"),
    (state_months,        "该状况已持续满月数", "completed months of that status"),
    (state_long_enough,   "该状况持续够久", "that status has lasted long enough"),
    (state_and_long,      "处于该状况且够久", "in such a status, and long enough"),
    (owes_funds,          "欠缴基金达到界限", "owes the funds so much or more"),
    (owes_people,         "拖欠职工达到界限", "owes people so much or more"),
    (wages_owed_long,     "拖欠工资月数达到界限", "has owed wages for so many months or more"),
    (insurance_owed_long, "欠缴社会保险月数达到界限", "has owed insurance for so many months or more"),
    (loss_long,           "连续亏损年数达到界限", "has made losses for so many years or more"),
    (share_laid_off,      "下岗职工所占比例", "share of workers laid off"),
    (many_laid_off,       "下岗比例达到界限", "so great a share or more is laid off"),
    (wage_too_low,        "实发工资低于最低工资标准", "wages paid are under the minimum wage"),
    (hardship_class,      "困难企业类别", "hardship class"));

/// One part of a criterion on the state of an enterprise. Made by the makers of Criterion.
class EnterpriseCondition {
    static constexpr std::size_t states_max = enum_count<OperatingStatus>;

    enum class Kind : unsigned char { status, owes_funds, owes_people, wages_months, insurance_months, loss_years, laid_off, low_wage };
    struct Data {
        Kind kind = Kind::status;
        std::int64_t number = 0;
        Money money{};
        Ratio ratio{};
        EnumSet<OperatingStatus> states{};

        friend bool operator==(const Data&, const Data&) = default;
    };

public:
    using Facts = HardshipFacts;

    EnterpriseCondition() = default;   // of no states: it never holds

    template <class Criterion>
    struct Makers {
        /// In one of these states, for so many completed months at least.
        [[nodiscard]] static Criterion status(EnumSet<OperatingStatus> states, std::int64_t months_min = 0) {
            return make({.kind = Kind::status, .number = months_min, .states = states});
        }
        [[nodiscard]] static Criterion owes_funds(Money least) { return make({.kind = Kind::owes_funds, .money = least}); }
        [[nodiscard]] static Criterion owes_people(Money least) { return make({.kind = Kind::owes_people, .money = least}); }
        [[nodiscard]] static Criterion months_of_wages_owed(std::int64_t least) { return make({.kind = Kind::wages_months, .number = least}); }
        [[nodiscard]] static Criterion months_of_insurance_owed(std::int64_t least) {
            return make({.kind = Kind::insurance_months, .number = least});
        }
        [[nodiscard]] static Criterion years_of_loss(std::int64_t least) { return make({.kind = Kind::loss_years, .number = least}); }
        [[nodiscard]] static Criterion share_laid_off(Ratio least) { return make({.kind = Kind::laid_off, .ratio = least}); }
        /// Against the local minimum wage, a parameter.
        [[nodiscard]] static Criterion wage_under_minimum() { return make({.kind = Kind::low_wage}); }

        friend bool operator==(const Makers&, const Makers&) = default;

    private:
        [[nodiscard]] static Criterion make(Data data) { return Criterion{EnterpriseCondition{data}}; }
    };

    template <class Trace>
    [[nodiscard]] typename Trace::template Value<operations::Truth> evaluate(Trace& trace, const detail::Late<HardshipFacts, Trace>& facts,
                                                                             const Parameters& parameters, Date as_of, MissingFacts& missing,
                                                                             std::size_t self) const {
        using namespace operations;
        const auto least = [&]<class T>(Fact name, const std::optional<T>& value, Choice threshold_name, T threshold, HardshipStep label) {
            if (!value) missing.insert(name);
            return trace.template step<AtLeast>(label, trace.fact(name, value), trace.choice(threshold_name, threshold, self));
        };
        switch (data_.kind) {
        case Kind::status: return status_part(trace, facts, as_of, missing, self);
        case Kind::owes_funds:
            return least(Fact::owed_to_funds, facts.owed_to_funds, Choice::owed_to_funds_min, data_.money, HardshipStep::owes_funds);
        case Kind::owes_people:
            return least(Fact::owed_to_people, facts.owed_to_people, Choice::owed_to_people_min, data_.money, HardshipStep::owes_people);
        case Kind::wages_months:
            return least(Fact::months_of_wages_owed, facts.months_of_wages_owed, Choice::months_of_wages_owed_min, data_.number,
                         HardshipStep::wages_owed_long);
        case Kind::insurance_months:
            return least(Fact::months_of_insurance_owed, facts.months_of_insurance_owed, Choice::months_of_insurance_owed_min, data_.number,
                         HardshipStep::insurance_owed_long);
        case Kind::loss_years:
            return least(Fact::years_of_loss, facts.years_of_loss, Choice::years_of_loss_min, data_.number, HardshipStep::loss_long);
        case Kind::laid_off: {
            const auto roll = trace.fact(Fact::workers_on_roll, facts.workers_on_roll);
            const auto laid_off = trace.fact(Fact::workers_laid_off, facts.workers_laid_off);
            if (!roll.value || *roll.value == 0) missing.insert(Fact::workers_on_roll);   // of nobody there is no share
            if (!laid_off.value) missing.insert(Fact::workers_laid_off);
            if (!roll.value || *roll.value == 0 || !laid_off.value) return unknown(trace, HardshipStep::many_laid_off);
            const auto share = trace.template step<RatioOf>(HardshipStep::share_laid_off, trace.known(laid_off), trace.known(roll));
            return trace.template step<AtLeast>(HardshipStep::many_laid_off, share, trace.choice(Choice::share_laid_off_min, data_.ratio, self));
        }
        case Kind::low_wage: {
            const auto paid = trace.fact(Fact::average_wage_paid, facts.average_wage_paid);
            const ParameterKey key{ParameterName::minimum_wage};
            const ParameterSpan* const minimum = parameters.find(key, as_of);
            if (!paid.value) missing.insert(Fact::average_wage_paid);
            if (minimum == nullptr) missing.insert(Fact::minimum_wage);
            if (minimum == nullptr) return unknown(trace, HardshipStep::wage_too_low);
            return trace.template step<Less>(HardshipStep::wage_too_low, paid, trace.template parameter<Money>(key, *minimum, as_of));
        }
        }
        return unknown(trace, HardshipStep::state);
    }

    template <class Visit>
    void leaves(Visit&& visit, std::size_t self) const {
        switch (data_.kind) {
        case Kind::status: {
            std::size_t state = 0;
            for (const OperatingStatus one : data_.states) visit(Choice::hardship_states, StepValue{one}, self * states_max + state++);
            return visit(Choice::hardship_state_months_min, StepValue{data_.number}, self);
        }
        case Kind::owes_funds: return visit(Choice::owed_to_funds_min, StepValue{data_.money}, self);
        case Kind::owes_people: return visit(Choice::owed_to_people_min, StepValue{data_.money}, self);
        case Kind::wages_months: return visit(Choice::months_of_wages_owed_min, StepValue{data_.number}, self);
        case Kind::insurance_months: return visit(Choice::months_of_insurance_owed_min, StepValue{data_.number}, self);
        case Kind::loss_years: return visit(Choice::years_of_loss_min, StepValue{data_.number}, self);
        case Kind::laid_off: return visit(Choice::share_laid_off_min, StepValue{data_.ratio}, self);
        case Kind::low_wage: return;
        }
    }
    template <class Visit>
    static void leaves_of_all(const detail::Late<HardshipFacts, Visit>& facts, Date as_of, Visit&& visit) {
        for (std::size_t i = 0; i < enum_count<Fact>; ++i) visit(enum_at<Fact>(i), facts.value(enum_at<Fact>(i), as_of), 0);
        for (const auto label : {HardshipStep::many_laid_off, HardshipStep::wage_too_low, HardshipStep::state_long_enough})
            visit(label, StepValue{}, 0);
    }

    friend bool operator==(const EnterpriseCondition&, const EnterpriseCondition&) = default;

private:
    template <class Trace>
    [[nodiscard]] typename Trace::template Value<operations::Truth> status_part(Trace& trace, const detail::Late<HardshipFacts, Trace>& facts,
                                                                                Date as_of, MissingFacts& missing, std::size_t self) const {
        using namespace operations;
        const auto now = facts.status ? facts.status->as_of(as_of) : std::nullopt;
        if (!now) missing.insert(Fact::operating_status);
        const auto status = trace.fact(Fact::operating_status, now);
        std::size_t ordinal = self * states_max;
        auto among = trace.list();
        among.add(status);
        for (const OperatingStatus one : data_.states) among.add(trace.choice(Choice::hardship_states, one, ordinal++));
        const auto state = among.done(Operation::one_of, HardshipStep::state, now ? Truth{data_.states.contains(*now)} : Truth{});
        if (data_.number <= 0) return state;
        const auto least = trace.choice(Choice::hardship_state_months_min, data_.number, self);
        const auto since = trace.fact(Fact::operating_status_since, now ? facts.status->since : std::nullopt);
        if (!since.value) {
            if (state.value != false) missing.insert(Fact::operating_status_since);
            return trace.all(HardshipStep::state_and_long, state, unknown(trace, HardshipStep::state_long_enough));
        }
        const auto months = trace.template step<CompletedMonths>(HardshipStep::state_months, trace.known(since), trace.fact(Fact::as_of, as_of));
        return trace.all(HardshipStep::state_and_long, state, trace.template step<AtLeast>(HardshipStep::state_long_enough, months, least));
    }
    template <class Trace>
    [[nodiscard]] static typename Trace::template Value<operations::Truth> unknown(Trace& trace, HardshipStep label) {
        return trace.constant(label, operations::Truth{});
    }

    explicit EnterpriseCondition(const Data& data) : data_{data} {}

    Data data_{};
};

/// A condition on the state of an enterprise: a value, made of parts that compose. `Criterion::owes_funds(1_wan) || Criterion::status(…)`.
using Criterion = ComposedCriterion<EnterpriseCondition>;

}   // namespace arrears
