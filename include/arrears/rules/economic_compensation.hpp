// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/trace.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace arrears {

/// What service from before the Labour Contract Law is worth, which its art. 97 leaves to the rules of that time.
ARREARS_ENUM(EarlierService, (each_year, "每满一年一个月工资，不满一年按一年", "a month's wage for each year begun"),
             (at_most_12_months, "同上，最多十二个月", "the same, at most twelve months"), (none, "不计", "nothing"));

/// What the steps of economic compensation establish.
ARREARS_ENUM(
    CompensationStep, (day_after, "工作年限截止日次日", "day after the last of service"), (one, "一日", "one day"),
    (twelve, "十二个月", "twelve months"), (two, "每年按两个半月计", "two half months a year"), (six_months, "六个月", "six months"),
    (law_from, "劳动合同法施行日", "first day of the Labour Contract Law"), (counted_from, "施行后年限起算日", "first day that counts by it"),
    (months, "施行后满月数", "completed months from then"), (years, "施行后满年数", "completed years from then"),
    (months_of_years, "满年数所含月数", "months of these years"), (anniversary, "满年之日", "day on which these years were full"),
    (rest, "余下月数", "months left"), (any_left, "尚有余下时间", "something is left"),
    (half_year_left, "余下不少于六个月", "six months or more are left"), (extra, "余下时间折合半月数", "half months for what is left"),
    (halves, "半月数", "half months"), (wage_cap, "月工资上限", "most monthly wage"), (above_cap, "月工资高于上限", "the wage is above it"),
    (below_minimum, "月工资低于最低工资", "the wage is below the minimum"), (wage_counted, "计发月工资", "monthly wage that counts"),
    (halves_max, "最多半月数", "most half months"), (least_halves, "不超过上限的半月数", "half months within that"),
    (halves_paid, "计发半月数", "half months paid"), (for_halves, "计发半月数的全月工资", "full wages for the half months"), (half, "一半", "a half"),
    (before_rounding, "取整之前", "before rounding"), (by_law, "施行后年限的补偿", "compensation for service from then"),
    (earlier_through, "此前年限截止日次日", "day after the last of earlier service"),
    (earlier_months, "此前满月数", "completed months of earlier service"), (earlier_years, "此前满年数", "completed years of earlier service"),
    (months_of_earlier, "此前满年数所含月数", "months of these earlier years"),
    (earlier_full, "此前满年之日", "day on which these earlier years were full"), (earlier_left, "此前尚有余下时间", "some earlier service is left"),
    (earlier_extra, "此前不满一年的按一年", "a year begun counts as one"), (earlier_counted, "此前年限折合月数", "months for earlier service"),
    (earlier_max, "最多月数", "most months"), (earlier_paid, "此前年限计发月数", "months paid for earlier service"),
    (earlier_wage, "此前年限计发月工资", "monthly wage that counts for earlier service"),
    (earlier, "此前年限的补偿", "compensation for earlier service"), (none, "无", "none"), (amount, "经济补偿", "economic compensation"));

/// A contract that ended. Empty is unknown.
struct CompensationFacts {
    std::optional<Date> service_from{};    ///< service moved without the worker's fault adds up (实施条例 art. 10): its first day
    std::optional<Money> wage{};           ///< monthly average of the last twelve months, as due
    std::optional<Money> average_wage{};   ///< the city's monthly average of the year before; nothing: that of the parameters on the last day
    std::optional<Money> minimum_wage{};   ///< the local monthly minimum; nothing: that of the parameters on the last day

    friend bool operator==(const CompensationFacts&, const CompensationFacts&) = default;
};

struct EconomicCompensation {
    Money amount{};
    std::int64_t half_months = 0;      ///< for service from 2008-01-01
    std::int64_t earlier_months = 0;   ///< for service from before

    friend bool operator==(const EconomicCompensation&, const EconomicCompensation&) = default;
};
[[nodiscard]] inline std::array<StepValue, 3> conclusion_values(const EconomicCompensation& made) {
    return {made.amount, made.half_months, made.earlier_months};
}

/// Economic compensation (经济补偿) of a worker whose contract ends by bankruptcy or closure (劳动合同法 art. 44(4)(5), 46(6), 47), or is
/// ended for the worker's enterprise being restructured. A month's wage for each full year, and for six months or more; half a month for
/// less. A wage above three times the city's average counts as three times, then for at most twelve years; one under the minimum wage
/// as that (实施条例 art. 27, of the laid-off). All that from 2008-01-01; earlier service by the rules of that time, of which `earlier`
/// is the caller's reading.
///
/// Not decided here: whether a contract ended in a way that gives compensation, what was paid before, and the floor of earlier service
/// at the enterprise's own average wage (劳部发[1994]481, art. 11, not verified).
struct EconomicCompensationRule {
    EarlierService earlier = EarlierService::each_year;
    Rounding rounding = Rounding::half_away_from_zero;   ///< to the fen; half a month's wage may have half a fen
    Parameters parameters = national_parameters();

    /// \param as_of the last day of the contract. Undetermined where a fact that matters is unknown. Allocates nothing.
    /// \throws Error (bad_argument) where service begins after that day or a wage is below nought; (outside_known) where parameters of the
    /// law are missing
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<EconomicCompensation, When>> decide(const CompensationFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<EconomicCompensation, When>> explain(const CompensationFacts& facts, Date as_of) const {
        return explained<detail::Late<EconomicCompensation, When>>(RuleName::economic_compensation, as_of,
                                                                   [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<CompensationFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        using Label = CompensationStep;
        visit(Fact::as_of, StepValue{as_of}, 0);
        visit(Fact::service_from, StepValue{facts.service_from}, 0);
        visit(Fact::wage, StepValue{facts.wage}, 0);
        visit(Fact::average_wage, StepValue{facts.average_wage}, 0);
        visit(Fact::minimum_wage, StepValue{facts.minimum_wage}, 0);
        visit(Choice::earlier_service, StepValue{earlier}, 0);
        visit(Choice::rounding, StepValue{rounding}, 0);
        visit(Choice::rounding_unit, StepValue{Money::from_fen(1)}, 0);
        visit(Label::law_from, StepValue{in_force}, 0);
        visit(Label::one, StepValue{1}, 0);
        visit(Label::twelve, StepValue{12}, 0);
        visit(Label::two, StepValue{2}, 0);
        visit(Label::six_months, StepValue{6}, 0);
        visit(Label::half, StepValue{half}, 0);
        visit(Label::earlier_max, StepValue{12}, 0);
        for (int i = 0; i < 3; ++i) {
            visit(Label::extra, StepValue{i}, static_cast<std::size_t>(i));
            visit(Label::earlier_extra, StepValue{i}, static_cast<std::size_t>(i));
        }
        visit(Label::none, StepValue{0}, 0);
        visit(Label::none, StepValue{Money{}}, 1);
    }

    friend bool operator==(const EconomicCompensationRule&, const EconomicCompensationRule&) = default;

private:
    static constexpr Date in_force{2008, 1, 1};   ///< Labour Contract Law arts. 97 and 98
    static constexpr Rate half = 50_percent;

    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<EconomicCompensation, Trace>> body(Trace& trace, const detail::Late<CompensationFacts, Trace>& facts,
                                                                          Date as_of) const {
        using namespace operations;
        using Label = CompensationStep;
        using Made = Outcome<detail::Late<EconomicCompensation, Trace>>;
        MissingFacts missing;
        if (!facts.service_from) missing.insert(Fact::service_from);
        if (!facts.wage) missing.insert(Fact::wage);
        const ParameterKey multiple_key{ParameterName::compensation_wage_multiple}, years_key{ParameterName::compensation_years_max};
        const ParameterKey average_key{ParameterName::average_wage}, minimum_key{ParameterName::minimum_wage};
        const ParameterSpan* const average_known = parameters.find(average_key, as_of);
        const ParameterSpan* const minimum_known = parameters.find(minimum_key, as_of);
        if (!facts.minimum_wage && minimum_known == nullptr) missing.insert(Fact::minimum_wage);
        const bool by_new_law = as_of >= in_force;
        if (by_new_law && !facts.average_wage && average_known == nullptr) missing.insert(Fact::average_wage);
        if (!missing.empty()) return Made::undetermined(missing);
        for (const auto& amount : {facts.wage, facts.average_wage, facts.minimum_wage}) {
            if (amount && amount->is_negative()) throw bad_argument("EconomicCompensationRule", {"a wage is below nought", "工资为负"});
        }
        if (*facts.service_from > as_of) {
            throw bad_argument("EconomicCompensationRule", {"service begins after it ends", "工作年限的起算日晚于截止日"});
        }
        const auto last = trace.fact(Fact::as_of, as_of);
        const auto from = trace.fact(Fact::service_from, *facts.service_from);
        const auto end = trace.template step<PlusDays>(Label::day_after, last, trace.constant(Label::one, std::int64_t{1}));
        const auto wage = trace.fact(Fact::wage, *facts.wage);
        // What was told of the place, or what its parameters say of that day.
        const auto of_place = [&](const std::optional<Money>& told, Fact fact, const ParameterKey& key, const ParameterSpan* known_value) {
            return told ? trace.fact(fact, *told) : trace.template parameter<Money>(key, *known_value, as_of);
        };
        const auto minimum = of_place(facts.minimum_wage, Fact::minimum_wage, minimum_key, minimum_known);
        const auto number = [&](Label label, std::int64_t value, std::size_t ordinal = 0) { return trace.constant(label, value, ordinal); };
        const auto known = [&](const auto& value) { return Trace::known(value); };

        auto halves_paid = number(Label::none, 0);
        auto by_law = trace.constant(Label::none, Money{}, 1);
        auto earlier_paid = number(Label::none, 0);
        auto before = trace.constant(Label::none, Money{}, 1);
        auto earlier_end = end;
        bool has_earlier = true;
        if (by_new_law) {
            const auto multiple = trace.template parameter<std::int64_t>(multiple_key, parameters.at(multiple_key, as_of), as_of);
            const auto law_from = trace.constant(Label::law_from, in_force);
            has_earlier = from.value < law_from.value;
            earlier_end = law_from;
            const auto since = trace.template step<Greatest>(Label::counted_from, from, law_from);
            const auto months = trace.template step<CompletedMonths>(Label::months, since, end);
            const auto years = trace.template step<QuotientDown>(Label::years, months, number(Label::twelve, 12));
            const auto whole = trace.template step<Product>(Label::months_of_years, years, number(Label::twelve, 12));
            const auto rest = trace.template step<Difference>(Label::rest, months, whole);
            const auto anniversary = trace.template step<PlusMonths>(Label::anniversary, since, whole);
            auto extra_cases = trace.template cases<std::int64_t>();
            extra_cases.add(trace.template step<AtLeast>(Label::half_year_left, rest, number(Label::six_months, 6)), number(Label::extra, 2, 2));
            extra_cases.add(trace.template step<Less>(Label::any_left, anniversary, end), number(Label::extra, 1, 1));
            const auto extra = known(extra_cases.otherwise(Label::extra, number(Label::extra, 0, 0)));
            auto sum = trace.template fold<Sum, std::int64_t>();
            sum.add(trace.template step<Product>(Label::two, years, number(Label::two, 2)));
            sum.add(extra);
            const auto halves = sum.done(Label::halves);

            const auto average = of_place(facts.average_wage, Fact::average_wage, average_key, average_known);
            const auto cap = trace.template step<Product>(Label::wage_cap, average, multiple);
            const auto above = trace.template step<Less>(Label::above_cap, cap, wage);
            auto wage_cases = trace.template cases<Money>();
            wage_cases.add(above, cap);
            wage_cases.add(trace.template step<Less>(Label::below_minimum, wage, minimum), minimum);
            const auto counted = known(wage_cases.otherwise(Label::wage_counted, wage));
            const auto years_max = trace.template parameter<std::int64_t>(years_key, parameters.at(years_key, as_of), as_of);
            const auto halves_max = trace.template step<Product>(Label::halves_max, years_max, number(Label::two, 2));
            auto halves_cases = trace.template cases<std::int64_t>();
            halves_cases.add(above, trace.template step<Least>(Label::least_halves, halves, halves_max));
            halves_paid = known(halves_cases.otherwise(Label::halves_paid, halves));
            const auto full = trace.template step<Product>(Label::for_halves, counted, halves_paid);
            by_law = trace.template step<Rounded>(Label::by_law,
                                                  trace.template step<Product>(Label::before_rounding, full, trace.constant(Label::half, half)),
                                                  trace.choice(Choice::rounding, rounding), trace.choice(Choice::rounding_unit, Money::from_fen(1)));
        }
        (void)trace.choice(Choice::earlier_service, earlier);
        if (has_earlier && earlier != EarlierService::none) {
            const auto through = trace.template step<Least>(Label::earlier_through, end, earlier_end);
            const auto months = trace.template step<CompletedMonths>(Label::earlier_months, from, through);
            const auto years = trace.template step<QuotientDown>(Label::earlier_years, months, number(Label::twelve, 12));
            const auto whole = trace.template step<Product>(Label::months_of_earlier, years, number(Label::twelve, 12));
            const auto full = trace.template step<PlusMonths>(Label::earlier_full, from, whole);
            auto extra_cases = trace.template cases<std::int64_t>();
            extra_cases.add(trace.template step<Less>(Label::earlier_left, full, through), number(Label::earlier_extra, 1, 1));
            auto sum = trace.template fold<Sum, std::int64_t>();
            sum.add(years);
            sum.add(known(extra_cases.otherwise(Label::earlier_extra, number(Label::earlier_extra, 0, 0))));
            earlier_paid = sum.done(Label::earlier_counted);
            if (earlier == EarlierService::at_most_12_months) {
                earlier_paid = trace.template step<Least>(Label::earlier_paid, earlier_paid, number(Label::earlier_max, 12));
            }
            const auto counted = trace.template step<Greatest>(Label::earlier_wage, wage, minimum);
            before = trace.template step<Product>(Label::earlier, counted, earlier_paid);
        }
        auto total = trace.template fold<Sum, Money>();
        total.add(by_law);
        total.add(before);
        const auto amount = total.done(Label::amount);
        trace.conclude(amount, halves_paid, earlier_paid);
        return detail::Late<EconomicCompensation, Trace>{amount.value, halves_paid.value, earlier_paid.value};
    }
};

}   // namespace arrears
