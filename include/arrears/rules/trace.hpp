// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/choice.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/fact.hpp>
#include <arrears/rules/operation.hpp>
#include <arrears/rules/parameters.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

// How a rule has two doors and one body: the body computes through a trace. With `Silent` a value is only itself, and
// nothing is kept; with `Recorder` it also knows the step that it is the result of.

namespace arrears {

/// Keeps nothing and allocates nothing: the trace behind `decide`.
struct Silent {
    template <class T>
    struct Value {
        T value;
    };
    template <class Op, class T>
    class Fold {
    public:
        constexpr void add(const Value<T>& next) { Op::fold(state_, next.value); }
        template <Enumeration Label>
        [[nodiscard]] constexpr Value<T> done(Label) const {
            return {Op::result(state_)};
        }

    private:
        typename Op::template State<T> state_{};
    };
    /// The first case whose condition holds; unknown as soon as one before it is.
    template <class T>
    class Cases {
    public:
        template <class V>
        constexpr void add(const Value<operations::Truth>& condition, const Value<V>& value) {
            if (settled_ || condition.value == false) return;
            settled_ = true;
            if (condition.value) result_ = value.value;
        }
        template <Enumeration Label, class V>
        [[nodiscard]] constexpr Value<std::optional<T>> otherwise(Label, const Value<V>& value) const {
            return {settled_ ? result_ : std::optional<T>{value.value}};
        }
        template <Enumeration Label>
        [[nodiscard]] constexpr Value<std::optional<T>> otherwise_unknown(Label) const {
            return {result_};
        }

    private:
        std::optional<T> result_{};
        bool settled_ = false;
    };

    /// Operands of any kinds, of a result that the rule computes itself.
    struct List {
        template <class T>
        static constexpr void add(const Value<T>&) noexcept {}
        template <Enumeration Label, class T>
        [[nodiscard]] static constexpr Value<T> done(Operation, Label, T result) {
            return {std::move(result)};
        }
        template <Enumeration Label, class T>
        [[nodiscard]] static constexpr Value<T> done(const std::shared_ptr<const CustomOperation>&, Label, T result) {
            return {std::move(result)};
        }
    };

    template <class T>
    [[nodiscard]] static Value<T> fact(Fact, T value, std::size_t = 0, const std::shared_ptr<const Source>& = no_source()) {
        return {std::move(value)};
    }
    template <class T>
    [[nodiscard]] static constexpr Value<T> choice(Choice, T value, std::size_t = 0) {
        return {std::move(value)};
    }
    template <Enumeration Label, class T>
    [[nodiscard]] static constexpr Value<T> constant(Label, T value, std::size_t = 0) {
        return {std::move(value)};
    }
    template <class T>
    [[nodiscard]] static constexpr Value<T> parameter(const ParameterKey&, const ParameterSpan& span, Date) {
        return {*span.value.value.as<T>()};
    }
    template <class T>
    [[nodiscard]] static constexpr Value<Date> in_force_from(const Value<T>&, const ParameterSpan& span) {
        return {span.from};
    }
    template <class T>
    [[nodiscard]] static constexpr Value<Date> in_force_last(const Value<T>&, const ParameterSpan& span) {
        return {last_day(span)};
    }
    template <class Op, Enumeration Label, class... Values>
    [[nodiscard]] static constexpr auto step(Label, const Values&... values) {
        return Value<decltype(Op::apply(values.value...))>{Op::apply(values.value...)};
    }
    /// All have to hold, or any one.
    template <Enumeration Label, class... Values>
    [[nodiscard]] static constexpr Value<operations::Truth> all(Label label, const Values&... values) {
        Fold<operations::AllOf, operations::Truth> fold;
        (fold.add(values), ...);
        return fold.done(label);
    }
    template <Enumeration Label, class... Values>
    [[nodiscard]] static constexpr Value<operations::Truth> any(Label label, const Values&... values) {
        Fold<operations::AnyOf, operations::Truth> fold;
        (fold.add(values), ...);
        return fold.done(label);
    }
    template <class Op, class T>
    [[nodiscard]] static constexpr Fold<Op, T> fold() {
        return {};
    }
    [[nodiscard]] static constexpr List list() noexcept { return {}; }
    template <class T>
    [[nodiscard]] static constexpr Cases<T> cases() {
        return {};
    }
    template <class T>
    static constexpr Value<T> known(const Value<std::optional<T>>& value) {
        return {*value.value};
    }
    template <class... Values>
    static constexpr void conclude(const Values&...) noexcept {}
    template <class... Values>
    static constexpr void conclude_also(const Values&...) noexcept {}
    static constexpr void missing(MissingFacts) noexcept {}

    [[nodiscard]] static const std::shared_ptr<const Source>& no_source() noexcept {
        static const std::shared_ptr<const Source> none;
        return none;
    }
    [[nodiscard]] static constexpr Date last_day(const ParameterSpan& span) { return span.to == Date::last() ? span.to : span.to - 1; }
};

/// Keeps every step: the trace behind `explain`.
template <class When = detail::WhenCalled>
class BasicRecorder {
    using Operand = detail::Late<arrears::Operand, When>;

public:
    template <class T>
    struct Value {
        T value;
        std::uint32_t step;
    };
    BasicRecorder(RuleName rule, Date as_of) {
        out_.rule = rule;
        out_.as_of = as_of;
        out_.steps.reserve(32);
        out_.operands.reserve(64);
    }
    /// What was kept, its steps numbered depth first from the conclusions; the recorder is spent.
    [[nodiscard]] detail::Late<Explanation, When> take() && {
        renumber();
        return std::move(out_);
    }

    template <class Op, class T>
    class Fold {
    public:
        explicit Fold(BasicRecorder& to) : to_{to} { operands_.reserve(8); }
        void add(const Value<T>& next) {
            Op::fold(state_, next.value);
            operands_.push_back({next.step, StepValue{next.value}});
        }
        template <Enumeration Label>
        [[nodiscard]] Value<T> done(Label label) const {
            return to_.put(Op::operation, label, T{Op::result(state_)}, operands_);
        }

    private:
        BasicRecorder& to_;
        typename Op::template State<T> state_{};
        std::vector<Operand> operands_{};
    };
    template <class T>
    class Cases {
    public:
        explicit Cases(BasicRecorder& to) : to_{to} { operands_.reserve(8); }
        template <class V>
        void add(const Value<operations::Truth>& condition, const Value<V>& value) {
            silent_.add({condition.value}, Silent::Value<V>{value.value});
            operands_.push_back({condition.step, StepValue{condition.value}});
            operands_.push_back({value.step, StepValue{value.value}});
        }
        template <Enumeration Label, class V>
        [[nodiscard]] Value<std::optional<T>> otherwise(Label label, const Value<V>& value) {
            operands_.push_back({value.step, StepValue{value.value}});
            return to_.put(Operation::first_case, label, silent_.otherwise(label, Silent::Value<V>{value.value}).value, operands_);
        }
        template <Enumeration Label>
        [[nodiscard]] Value<std::optional<T>> otherwise_unknown(Label label) {
            const auto unknown = to_.constant(label, std::optional<T>{});
            operands_.push_back({unknown.step, StepValue{}});
            return to_.put(Operation::first_case, label, silent_.otherwise_unknown(label).value, operands_);
        }

    private:
        BasicRecorder& to_;
        Silent::Cases<T> silent_{};
        std::vector<Operand> operands_{};
    };

    class List {
    public:
        explicit List(BasicRecorder& to) : to_{to} { operands_.reserve(8); }
        template <class T>
        void add(const Value<T>& operand) {
            operands_.push_back({operand.step, StepValue{operand.value}});
        }
        template <Enumeration Label, class T>
        [[nodiscard]] Value<T> done(Operation operation, Label label, T result) const {
            return to_.put(operation, label, std::move(result), operands_);
        }
        template <Enumeration Label, class T>
        [[nodiscard]] Value<T> done(const std::shared_ptr<const CustomOperation>& custom, Label label, T result) const {
            Value<T> made = to_.put(Operation::custom, label, std::move(result), operands_);
            to_.out_.steps.back().custom = custom;
            return made;
        }

    private:
        BasicRecorder& to_;
        std::vector<Operand> operands_{};
    };

    template <class T>
    [[nodiscard]] Value<T> fact(Fact name, T value, std::size_t ordinal = 0, std::shared_ptr<const Source> source = {}) {
        Value<T> made = leaf(Operation::fact, name, std::move(value), ordinal);
        if (source) {
            out_.citations.push_back({{}, {}, std::move(source), {}});
            out_.steps.back().citation = static_cast<std::uint32_t>(out_.citations.size());
        }
        return made;
    }
    template <class T>
    [[nodiscard]] Value<T> choice(Choice name, T value, std::size_t ordinal = 0) {
        return leaf(Operation::choice, name, std::move(value), ordinal);
    }
    template <Enumeration Label, class T>
    [[nodiscard]] Value<T> constant(Label name, T value, std::size_t ordinal = 0) {
        return leaf(Operation::constant, name, std::move(value), ordinal);
    }
    template <class T>
    [[nodiscard]] Value<T> parameter(const ParameterKey& key, const ParameterSpan& span, Date on) {
        out_.citations.push_back({key, span.period(), span.value.source, on});
        Value<T> value = leaf(Operation::parameter, key.name(), *span.value.value.as<T>(), 0);
        out_.steps.back().citation = static_cast<std::uint32_t>(out_.citations.size());
        return value;
    }
    template <class T>
    [[nodiscard]] Value<Date> in_force_from(const Value<T>& of, const ParameterSpan& span) {
        return put(Operation::in_force_from, enum_label(of), span.from, {{of.step, StepValue{of.value}}});
    }
    template <class T>
    [[nodiscard]] Value<Date> in_force_last(const Value<T>& of, const ParameterSpan& span) {
        return put(Operation::in_force_last, enum_label(of), Silent::last_day(span), {{of.step, StepValue{of.value}}});
    }
    template <class Op, Enumeration Label, class... Values>
    [[nodiscard]] auto step(Label label, const Values&... values) {
        return put(Op::operation, &words(label), Op::apply(values.value...), {{values.step, StepValue{values.value}}...});
    }
    template <Enumeration Label, class... Values>
    [[nodiscard]] Value<operations::Truth> all(Label label, const Values&... values) {
        Fold<operations::AllOf, operations::Truth> fold{*this};
        (fold.add(values), ...);
        return fold.done(label);
    }
    template <Enumeration Label, class... Values>
    [[nodiscard]] Value<operations::Truth> any(Label label, const Values&... values) {
        Fold<operations::AnyOf, operations::Truth> fold{*this};
        (fold.add(values), ...);
        return fold.done(label);
    }
    template <class Op, class T>
    [[nodiscard]] Fold<Op, T> fold() {
        return Fold<Op, T>{*this};
    }
    [[nodiscard]] List list() { return List{*this}; }
    template <class T>
    [[nodiscard]] Cases<T> cases() {
        return Cases<T>{*this};
    }
    /// The value that is there, as the same step's.
    template <class T>
    [[nodiscard]] static Value<T> known(const Value<std::optional<T>>& value) {
        return {*value.value, value.step};
    }
    /// The steps whose values are the outcome's parts, in their order.
    template <class... Values>
    void conclude(const Values&... values) {
        out_.conclusions = {values.step...};
    }
    /// More of them, of an outcome that does not always have the same parts.
    template <class... Values>
    void conclude_also(const Values&... values) {
        (out_.conclusions.push_back(values.step), ...);
    }
    void missing(MissingFacts missing) { out_.missing = missing; }

private:
    /// Steps are made in the order in which a compiler happens to evaluate arguments. What is handed out must not depend on
    /// it: the steps behind each conclusion come in the order of operands, then those that no step rests on.
    void renumber() {
        constexpr auto unplaced = static_cast<std::uint32_t>(-1);
        const std::size_t count = out_.steps.size();
        std::vector<std::uint32_t> places(count, unplaced);
        detail::Late<Explanation, When> ordered{};
        ordered.steps.reserve(count);
        ordered.operands.reserve(out_.operands.size());
        ordered.citations.reserve(out_.citations.size());
        const auto place = [&](std::uint32_t number) {
            auto& step = out_.steps[number];
            const auto from = static_cast<std::uint32_t>(ordered.operands.size());
            for (std::uint32_t i = 0; i != step.operands; ++i) {
                auto& operand = out_.operands[step.operands_from + i];
                ordered.operands.push_back({places[operand.step], std::move(operand.value)});
            }
            step.operands_from = step.operands ? from : 0;
            if (step.citation) {
                ordered.citations.push_back(std::move(out_.citations[step.citation - 1]));
                step.citation = static_cast<std::uint32_t>(ordered.citations.size());
            }
            places[number] = static_cast<std::uint32_t>(ordered.steps.size());
            ordered.steps.push_back(std::move(step));
        };
        struct Visit {
            std::uint32_t step;
            std::uint32_t next_operand;
        };
        std::vector<Visit> path;
        path.reserve(32);
        const auto place_with_operands = [&](std::uint32_t root) {
            if (places[root] != unplaced) return;
            path.push_back({root, 0});
            while (!path.empty()) {
                Visit& visit = path.back();
                const auto& step = out_.steps[visit.step];
                if (visit.next_operand == step.operands) {
                    place(visit.step);
                    path.pop_back();
                    continue;
                }
                const std::uint32_t operand = out_.operands[step.operands_from + visit.next_operand++].step;
                if (places[operand] == unplaced) path.push_back({operand, 0});
            }
        };
        for (std::uint32_t& conclusion : out_.conclusions) {
            place_with_operands(conclusion);
            conclusion = places[conclusion];
        }
        std::vector<bool> rests_on(count, false);
        for (const auto& operand : out_.operands) rests_on[operand.step] = true;
        for (std::uint32_t i = 0; i != count; ++i)
            if (!rests_on[i]) place_with_operands(i);
        out_.steps = std::move(ordered.steps);
        out_.operands = std::move(ordered.operands);
        out_.citations = std::move(ordered.citations);
    }
    template <class T>
    [[nodiscard]] const EnumWords* enum_label(const Value<T>& of) const {
        return out_.steps[of.step].label;
    }
    template <Enumeration Label, class T>
    [[nodiscard]] Value<T> leaf(Operation operation, Label label, T value, std::size_t ordinal) {
        out_.steps.push_back({operation, &words(label), StepValue{value}, 0, 0, static_cast<std::uint32_t>(ordinal), 0, {}});
        return {std::move(value), static_cast<std::uint32_t>(out_.steps.size() - 1)};
    }
    template <class T, class Operands>
    [[nodiscard]] Value<T> put_operands(Operation operation, const EnumWords* label, T result, const Operands& operands) {
        const auto from = static_cast<std::uint32_t>(out_.operands.size());
        out_.operands.insert(out_.operands.end(), operands.begin(), operands.end());
        out_.steps.push_back({operation, label, StepValue{result}, from, static_cast<std::uint32_t>(operands.size()), 0, 0, {}});
        return {std::move(result), static_cast<std::uint32_t>(out_.steps.size() - 1)};
    }
    template <class T>
    [[nodiscard]] Value<T> put(Operation operation, const EnumWords* label, T result, std::initializer_list<Operand> operands) {
        return put_operands(operation, label, std::move(result), operands);
    }
    template <Enumeration Label, class T>
    [[nodiscard]] Value<T> put(Operation operation, Label label, T result, const std::vector<Operand>& operands) {
        return put_operands(operation, &words(label), std::move(result), operands);
    }

    detail::Late<Explanation, When> out_{};
};
using Recorder = BasicRecorder<>;

/// What every rule's two doors are: `body(trace)` once without and once with reasons.
template <class T, class Body>
[[nodiscard]] Decision<T> explained(RuleName rule, Date as_of, const Body& body) {
    detail::Late<Recorder, Body> recorder{rule, as_of};
    Outcome<T> outcome = body(recorder);
    recorder.missing(outcome.missing());
    return {std::move(outcome), std::move(recorder).take()};
}

}   // namespace arrears
