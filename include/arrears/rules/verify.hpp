// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/allocate.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/choice.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/fact.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

// The checker of reasons. It knows the operations and nothing of any rule: a reason that passes follows, step by step, from
// its facts, choices and parameters.

namespace arrears {

/// What a check of reasons found.
struct Verification {
    std::vector<Fault> faults{};                  ///< empty: every step that can be checked holds
    std::vector<std::uint32_t> not_checkable{};   ///< steps of a caller's own operation that did not say how it is computed

    [[nodiscard]] bool holds() const noexcept { return faults.empty(); }
};

namespace detail {

/// The value as a T; nothing where it is of another kind.
template <class T, class Value>
[[nodiscard]] std::optional<T> value_as(const Value& value) {
    return value.template as<T>();
}

/// What is computed of `Values`, a range of StepValue; nothing: such operands do not go with the operation.
template <class Values>
using Computed = std::optional<Late<StepValue, Values>>;

/// `compute(a, b)` where the operands are an A and a B.
template <class A, class B, class Values, class Compute>
[[nodiscard]] Computed<Values> of_two(Values values, Compute compute) {
    if (values.size() != 2) return std::nullopt;
    const auto a = value_as<A>(values[0]);
    const auto b = value_as<B>(values[1]);
    return a && b ? Computed<Values>{compute(*a, *b)} : std::nullopt;
}

/// `compute(a, b)` for two operands of one kind that has an order; unknown where the first is.
template <class Values, class Compute>
[[nodiscard]] Computed<Values> of_ordered(Values values, Compute compute) {
    if (values.size() != 2) return std::nullopt;
    if (!values[0].is_known()) return StepValue{};
    switch (values[0].kind()) {
    case StepValue::Kind::number: return of_two<std::int64_t, std::int64_t>(values, compute);
    case StepValue::Kind::money: return of_two<Money, Money>(values, compute);
    case StepValue::Kind::unrounded: return of_two<UnroundedMoney, UnroundedMoney>(values, compute);
    case StepValue::Kind::rate: return of_two<Rate, Rate>(values, compute);
    case StepValue::Kind::ratio: return of_two<Ratio, Ratio>(values, compute);
    case StepValue::Kind::date: return of_two<Date, Date>(values, compute);
    case StepValue::Kind::month: return of_two<Month, Month>(values, compute);
    default: return std::nullopt;
    }
}

template <class Values>
[[nodiscard]] Computed<Values> add_up(Values values) {
    if (values.empty()) return std::nullopt;   // nought of some kind: verify() accepts any
    const auto add = [&values](auto sum) -> Computed<Values> {
        for (const StepValue& value : values.subspan(1)) {
            const auto next = value_as<decltype(sum)>(value);
            if (!next) return std::nullopt;
            if constexpr (std::is_same_v<decltype(sum), std::int64_t>) {
                if (__builtin_add_overflow(sum, *next, &sum)) return std::nullopt;
            } else {
                sum += *next;
            }
        }
        return StepValue{sum};
    };
    if (const auto number = value_as<std::int64_t>(values[0])) return add(*number);
    if (const auto money = value_as<Money>(values[0])) return add(*money);
    if (const auto unrounded = value_as<UnroundedMoney>(values[0])) return add(*unrounded);
    if (const auto rate = value_as<Rate>(values[0])) return add(*rate);
    return std::nullopt;
}

/// How many of the truth values hold, and how many are unknown; nothing where one is no truth value.
template <class Values>
[[nodiscard]] std::optional<std::pair<Late<std::int64_t, Values>, std::int64_t>> count_true(Values values) {
    std::pair<Late<std::int64_t, Values>, std::int64_t> count{0, 0};
    for (const StepValue& value : values) {
        if (const auto truth = value_as<bool>(value)) count.first += *truth ? 1 : 0;
        else if (!value.is_known()) ++count.second;
        else return std::nullopt;
    }
    return count;
}

template <class Values>
[[nodiscard]] Computed<Values> extreme(Values values, bool least) {
    if (values.empty()) return std::nullopt;
    StepValue best = values[0];
    for (const StepValue& value : values.subspan(1)) {
        const std::array<Late<StepValue, Values>, 2> pair{value, best};
        const auto below = of_ordered(pair, [](const auto& a, const auto& b) { return StepValue{a < b}; });
        if (!below || !below->is_known()) return std::nullopt;
        if (*below == StepValue{true} ? least : !least && value != best) best = value;
    }
    return best;
}

/// The result that an operation has for these operands.
template <class When = detail::WhenCalled>
[[nodiscard]] std::optional<Late<StepValue, When>> recompute(Operation operation, Late<std::span<const StepValue>, When> values) {
    using Values = decltype(values);
    using Computed = detail::Computed<Values>;
    using StepValue = Late<arrears::StepValue, Values>;
    const auto truth_of_counts = [](Values among, auto decide) -> Computed {
        const auto count = count_true(among);
        if (!count) return std::nullopt;
        return decide(count->first, count->second, static_cast<std::int64_t>(among.size()));
    };
    switch (operation) {
    case Operation::restates: return values.size() == 1 ? Computed{values[0]} : std::nullopt;
    case Operation::sum: return add_up(values);
    case Operation::difference: {
        if (values.size() == 2 && values[0].kind() == StepValue::Kind::number)
            return of_two<std::int64_t, std::int64_t>(values,
                                                      [](std::int64_t a, std::int64_t b) { return StepValue{narrow(int128{a} - b, "difference")}; });
        if (values.size() == 2 && values[0].kind() == StepValue::Kind::date)
            return of_two<Date, Date>(values, [](Date a, Date b) { return StepValue{a - b}; });
        return of_two<Money, Money>(values, [](Money a, Money b) { return StepValue{a - b}; });
    }
    case Operation::product: {
        if (values.size() == 2 && values[0].kind() == StepValue::Kind::number)
            return of_two<std::int64_t, std::int64_t>(values,
                                                      [](std::int64_t a, std::int64_t b) { return StepValue{narrow(int128{a} * b, "product")}; });
        if (values.size() == 2 && values[1].kind() == StepValue::Kind::number)
            return of_two<Money, std::int64_t>(values, [](Money a, std::int64_t b) { return StepValue{a * b}; });
        return of_two<Money, Rate>(values, [](Money a, Rate b) { return StepValue{UnroundedMoney::product(a, b)}; });
    }
    case Operation::quotient_down:
        return of_two<std::int64_t, std::int64_t>(
            values, [](std::int64_t a, std::int64_t b) { return b <= 0 ? StepValue{} : StepValue{a / b - (a % b < 0 ? 1 : 0)}; });
    case Operation::ratio:
        if (values.size() == 2 && values[0].kind() == StepValue::Kind::money)
            return of_two<Money, Money>(values, [](Money a, Money b) { return StepValue{a / b}; });
        return of_two<std::int64_t, std::int64_t>(values, [](std::int64_t a, std::int64_t b) { return StepValue{Ratio{a, b}}; });
    case Operation::accrued: {
        if (values.size() != 3) return std::nullopt;
        const auto principal = value_as<Money>(values[0]);
        const auto rate = value_as<Rate>(values[1]);
        const auto days = value_as<std::int64_t>(values[2]);
        return principal && rate && days ? Computed{UnroundedMoney::product(*principal, *rate, *days)} : std::nullopt;
    }
    case Operation::rounded: {
        if (values.size() != 3) return std::nullopt;
        const auto amount = value_as<UnroundedMoney>(values[0]);
        const auto how = value_as<Rounding>(values[1]);
        const auto unit = value_as<Money>(values[2]);
        return amount && how && unit ? Computed{amount->round(*how, *unit)} : std::nullopt;
    }
    case Operation::allocated: {   // the total, which part, all weights
        const auto total = values.size() < 3 ? std::nullopt : value_as<Money>(values[0]);
        const auto part = values.size() < 3 ? std::nullopt : value_as<std::int64_t>(values[1]);
        if (!total || !part || *part < 1 || *part > static_cast<std::int64_t>(values.size()) - 2) return std::nullopt;
        std::vector<Late<Money, Values>> weights;
        for (const StepValue& value : values.subspan(2)) {
            const auto weight = value_as<Money>(value);
            if (!weight) return std::nullopt;
            weights.push_back(*weight);
        }
        return StepValue{allocate(*total, std::span<const Money>{weights})[static_cast<std::size_t>(*part - 1)]};
    }
    case Operation::least: return extreme(values, true);
    case Operation::greatest: return extreme(values, false);
    case Operation::plus_days: return of_two<Date, std::int64_t>(values, [](Date date, std::int64_t days) { return StepValue{date + days}; });
    case Operation::days_through:
        return of_two<Date, Date>(values, [](Date first, Date last) { return StepValue{last < first ? std::int64_t{0} : last - first + 1}; });
    case Operation::plus_months:
        if (values.size() == 2 && values[0].kind() == StepValue::Kind::month)
            return of_two<Month, std::int64_t>(values, [](Month month, std::int64_t months) { return StepValue{month + months}; });
        return of_two<Date, std::int64_t>(values, [](Date date, std::int64_t months) { return StepValue{date.plus_months(months)}; });
    case Operation::completed_months: return of_two<Date, Date>(values, [](Date from, Date to) { return StepValue{completed_months(from, to)}; });
    case Operation::completed_years: return of_two<Date, Date>(values, [](Date from, Date to) { return StepValue{completed_years(from, to)}; });
    case Operation::month_of: {
        const auto date = values.size() == 1 ? value_as<Date>(values[0]) : std::nullopt;
        return date ? Computed{Month{*date}} : std::nullopt;
    }
    case Operation::months_between: return of_two<Month, Month>(values, [](Month from, Month to) { return StepValue{to - from}; });
    case Operation::more: return of_ordered(values, [](const auto& a, const auto& b) { return StepValue{b < a}; });
    case Operation::less: return of_ordered(values, [](const auto& a, const auto& b) { return StepValue{a < b}; });
    case Operation::at_least: return of_ordered(values, [](const auto& a, const auto& b) { return StepValue{a >= b}; });
    case Operation::same:
        if (values.size() != 2) return std::nullopt;
        return values[0].is_known() && values[1].is_known() ? StepValue{values[0] == values[1]} : StepValue{};
    case Operation::one_of: {
        if (values.empty()) return std::nullopt;
        if (!values[0].is_known()) return StepValue{};
        bool found = false;
        for (const StepValue& value : values.subspan(1)) found = found || value == values[0];
        return StepValue{found};
    }
    case Operation::is_known: return values.size() == 1 ? Computed{values[0].is_known()} : std::nullopt;
    case Operation::negated: {
        if (values.size() != 1) return std::nullopt;
        const auto truth = value_as<bool>(values[0]);
        return truth ? Computed{!*truth} : values[0].is_known() ? std::nullopt : Computed{StepValue{}};
    }
    case Operation::all_of:
        return truth_of_counts(values, [](std::int64_t yes, std::int64_t unknown, std::int64_t all) {
            return yes + unknown < all ? StepValue{false} : unknown > 0 ? StepValue{} : StepValue{true};
        });
    case Operation::any_of:
        return truth_of_counts(values, [](std::int64_t yes, std::int64_t unknown, std::int64_t) {
            return yes > 0 ? StepValue{true} : unknown > 0 ? StepValue{} : StepValue{false};
        });
    case Operation::count_of: {   // the number first
        const auto least = values.empty() ? std::nullopt : value_as<std::int64_t>(values[0]);
        if (!least) return std::nullopt;
        return truth_of_counts(values.subspan(1), [&](std::int64_t yes, std::int64_t unknown, std::int64_t) {
            return yes >= *least ? StepValue{true} : yes + unknown < *least ? StepValue{false} : StepValue{};
        });
    }
    case Operation::first_case:   // condition, value, …, value otherwise
        if (values.size() % 2 == 0) return std::nullopt;
        for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
            const auto holds = value_as<bool>(values[i]);
            if (!holds) return values[i].is_known() ? std::nullopt : Computed{StepValue{}};
            if (*holds) return values[i + 1];
        }
        return values.back();
    case Operation::fact:
    case Operation::choice:
    case Operation::constant:
    case Operation::parameter:
    case Operation::in_force_from:
    case Operation::in_force_last:
    case Operation::custom: break;
    }
    return std::nullopt;
}

template <class When = detail::WhenCalled>
class Verifier {
    using Explanation = Late<arrears::Explanation, When>;
    using StepValue = Late<arrears::StepValue, When>;
    using Values = std::span<const StepValue>;
    using Verification = Late<arrears::Verification, When>;

public:
    explicit Verifier(const Explanation& reasons) : reasons_{reasons} {}

    [[nodiscard]] Verification take() && { return std::move(found_); }

    void check_steps() {
        for (std::size_t at = 0; at < reasons_.steps.size(); ++at) {
            try {
                check_step(at);
            } catch (const Error& error) {
                wrong(at, {"its operation fails: " + error.fault().problem.en, "运算失败：" + error.fault().problem.zh});
            }
        }
    }
    void check_conclusions(Values outcome, bool determined) {
        if (determined == !reasons_.missing.empty())
            wrong_whole({"it names missing facts though determined, or none though not", "缺失事实与是否判定不符"});
        if (!determined) return;
        bool same = reasons_.conclusions.size() == outcome.size();
        for (std::size_t i = 0; same && i < outcome.size(); ++i) {
            same = reasons_.conclusions[i] < reasons_.steps.size() && reasons_.steps[reasons_.conclusions[i]].value == outcome[i];
        }
        if (!same) wrong_whole({"its conclusions are not the outcome", "结论与结果不符"});
    }
    template <class T>
    void check_outcome(const Outcome<T>& outcome) {
        if (outcome.is_determined()) check_conclusions(conclusion_values(outcome.value()), true);
        else check_conclusions({}, false);
    }
    /// \param visit_leaves calls back with each label, value and ordinal that a leaf may have, and the source of a fact that has one
    template <class VisitLeaves>
    void check_leaves(VisitLeaves visit_leaves, const Parameters& parameters) {
        struct Known {
            Operation operation;
            const EnumWords* label;
            StepValue value;
            std::size_t ordinal;
            std::shared_ptr<const Source> source;
        };
        std::vector<Known> known;
        visit_leaves([&known]<Enumeration Label>(Label name, const StepValue& value, std::size_t ordinal,
                                                 const std::shared_ptr<const Source>& source = {}) {
            const Operation operation = std::is_same_v<Label, Fact>     ? Operation::fact
                                        : std::is_same_v<Label, Choice> ? Operation::choice
                                                                        : Operation::constant;
            known.push_back({operation, &words(name), value, ordinal, source});
        });
        for (std::size_t at = 0; at < reasons_.steps.size(); ++at) {
            const Step& step = reasons_.steps[at];
            if (step.operation == Operation::parameter) {
                check_parameter(at, parameters);
            } else if (step.operation == Operation::fact || step.operation == Operation::choice || step.operation == Operation::constant) {
                const bool cites = step.citation != 0 && step.citation <= reasons_.citations.size();
                const std::shared_ptr<const Source> cited = cites ? reasons_.citations[step.citation - 1].source : nullptr;
                bool found = false;
                for (const Known& leaf : known) {
                    const bool same_source = leaf.source == cited || (leaf.source && cited && *leaf.source == *cited);
                    found = found || (leaf.operation == step.operation && leaf.label == step.label && leaf.ordinal == step.ordinal &&
                                      leaf.value == step.value && same_source);
                }
                if (!found) wrong(at, {"it is not what was given", "与给定的不符"});
            }
        }
    }

private:
    void wrong(std::size_t at, Text problem) {
        const std::string number = std::to_string(at + 1);
        const EnumWords* const label = reasons_.steps[at].label;
        const std::string zh{label == nullptr ? "" : label->zh}, en{label == nullptr ? "" : label->en};
        found_.faults.push_back({ErrorKind::contradiction,
                                 {},
                                 {"step " + number + " (" + en + "): " + problem.en, "第 " + number + " 步（" + zh + "）：" + problem.zh},
                                 number,
                                 {},
                                 {}});
    }
    void wrong_whole(Text problem) { found_.faults.push_back({ErrorKind::contradiction, {}, std::move(problem), {}, {}, {}}); }

    void check_step(std::size_t at) {
        const Step& step = reasons_.steps[at];
        if (std::size_t{step.operands_from} + step.operands > reasons_.operands.size() || step.label == nullptr) {
            return wrong(at, {"it names operands that are not there", "所列运算数不存在"});
        }
        const auto operands = reasons_.operands_of(step);
        values_.clear();
        for (const Operand& operand : operands) {
            if (operand.step >= at || reasons_.steps[operand.step].value != operand.value) {
                return wrong(at, {"an operand is not the result of the step that it names", "运算数不是所指步骤的结果"});
            }
            values_.push_back(operand.value);
        }
        switch (step.operation) {
        case Operation::fact:
        case Operation::choice:
        case Operation::constant:
            if (!operands.empty()) wrong(at, {"a leaf has operands", "叶步骤不应有运算数"});
            return;
        case Operation::parameter: return check_citation(at);
        case Operation::in_force_from:
        case Operation::in_force_last: return check_in_force(at, operands);
        case Operation::custom:
            if (step.custom == nullptr || step.custom->apply == nullptr) return found_.not_checkable.push_back(static_cast<std::uint32_t>(at));
            if (step.custom->apply(values_) != step.value) wrong(at, {"its result does not follow from its operands", "结果不能由运算数得出"});
            return;
        case Operation::sum:
            if (operands.empty()) {
                if (step.value != StepValue{0} && step.value != StepValue{Money{}} && step.value != StepValue{UnroundedMoney{}})
                    wrong(at, {"the sum of nothing is not nought", "无项之和不为零"});
                return;
            }
            break;
        default: break;
        }
        const auto result = recompute<When>(step.operation, values_);
        if (!result) return wrong(at, {"its operands do not go with its operation", "运算数与运算不符"});
        if (*result != step.value) wrong(at, {"its result does not follow from its operands", "结果不能由运算数得出"});
    }
    void check_citation(std::size_t at) {
        const Step& step = reasons_.steps[at];
        if (step.citation == 0 || step.citation > reasons_.citations.size()) return wrong(at, {"it cites nothing", "没有引用"});
        const Citation& cited = reasons_.citations[step.citation - 1];
        if (!cited.key || step.label != &words(cited.key->name())) return wrong(at, {"it cites another parameter", "引用了另一参数"});
        if (!cited.in_force.contains(cited.on)) wrong(at, {"it cites a parameter outside its dates", "引用的参数当日不在施行期间"});
    }
    void check_in_force(std::size_t at, std::span<const Operand> operands) {
        const Step& step = reasons_.steps[at];
        const std::uint32_t citation = operands.size() == 1 ? reasons_.steps[operands[0].step].citation : 0;
        if (citation == 0 || citation > reasons_.citations.size() || !reasons_.citations[citation - 1].key)
            return wrong(at, {"it does not name a parameter", "没有指明参数"});
        const Period period = reasons_.citations[citation - 1].in_force;
        const Date day = step.operation == Operation::in_force_from ? period.from() : period.open_end() ? period.to() : period.to() - 1;
        if (step.value != StepValue{day}) wrong(at, {"the parameter is in force on other dates", "参数的施行日期不符"});
    }
    void check_parameter(std::size_t at, const Parameters& parameters) {
        const Step& step = reasons_.steps[at];
        if (step.citation == 0 || step.citation > reasons_.citations.size() || !reasons_.citations[step.citation - 1].key) return;   // told already
        const Citation& cited = reasons_.citations[step.citation - 1];
        const ParameterSpan* const span = parameters.find(*cited.key, cited.on);
        if (span == nullptr || span->period() != cited.in_force || Sourced{step.value, cited.source} != span->value) {
            wrong(at, {"the parameter is another one", "参数与给定的不符"});
        }
    }

    const Explanation& reasons_;
    std::vector<StepValue> values_{};
    Verification found_{};
};

}   // namespace detail

/// Recomputes every step without the rule: rejects a result that does not follow from its operands, an operand that is not
/// the result it names, a parameter cited outside its dates, and conclusions that are not the outcome.
template <class T>
[[nodiscard]] Verification verify(const Decision<T>& decision) {
    detail::Verifier<> verifier{decision.reasons};
    verifier.check_steps();
    verifier.check_outcome(decision.outcome);
    return std::move(verifier).take();
}

/// The same, and rejects leaves that are not those given: facts, the rule's choices and constants, its parameters.
/// The rule is asked what it was given, and not run.
template <class T, class Rule, class Facts>
[[nodiscard]] Verification verify(const Decision<T>& decision, const Rule& rule, const Facts& facts, Date as_of) {
    detail::Verifier<> verifier{decision.reasons};
    verifier.check_steps();
    verifier.check_outcome(decision.outcome);
    verifier.check_leaves([&](auto visit) { rule.leaves(facts, as_of, visit); },
                          [&]() -> const Parameters& {
                              if constexpr (requires { rule.parameters; }) {
                                  return rule.parameters;
                              } else if constexpr (requires { rule.cited_parameters(); }) {
                                  return rule.cited_parameters();
                              } else {
                                  static const Parameters none;
                                  return none;
                              }
                          }());
    return std::move(verifier).take();
}

}   // namespace arrears
