// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/choice.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/fact.hpp>
#include <arrears/rules/operation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace arrears {

/// What the steps of a composed criterion establish.
ARREARS_ENUM(CriterionStep, (all_of, "以下条件全部成立", "all of these criteria"), (any_of, "以下条件任一成立", "any of these criteria"),
             (at_least, "以下条件至少成立若干项", "at least so many of these criteria"), (none_of, "以下条件不成立", "not this criterion"),
             (own_criterion, "调用方自定条件", "a criterion of the caller's own"));

/// A condition on facts as a value, made of parts that compose: `a && b`, `a || b`, `!a`, at least so many of several.
///
/// Each part gives its reason. What is unknown makes the whole unknown only where it could change it.
/// \tparam Condition what a part is that is not composed: `Facts`, `evaluate(trace, facts, parameters, as_of, missing, part)`,
///         `leaves(visit, part)` and `leaves_of_all(facts, as_of, visit)`; its `Makers<Criterion>` give the criterion its named makers
template <class Condition>
class ComposedCriterion : public Condition::template Makers<ComposedCriterion<Condition>> {
public:
    using Facts = typename Condition::Facts;

    explicit ComposedCriterion(Condition condition) {
        Node node{Kind::condition};
        node.condition = std::move(condition);
        nodes_.push_back(std::move(node));
    }
    /// A criterion of the caller's own over facts by their names, at most eight. With `operation->apply` anybody can recompute
    /// its step. \throws Error (bad_argument) without apply: a criterion has to decide; see opaque()
    [[nodiscard]] static ComposedCriterion own(std::shared_ptr<const CustomOperation> operation, std::vector<Fact> inputs) {
        if (!operation || operation->apply == nullptr || inputs.size() > inputs_max) {
            throw bad_argument("Criterion::own", {"it has no operation, or more than 8 inputs", "没有运算，或输入多于 8 项"});
        }
        Node node{Kind::own};
        node.custom = std::move(operation);
        node.inputs = std::move(inputs);
        return ComposedCriterion{std::move(node)};
    }
    /// A criterion that only the caller can decide: its steps read "not checkable".
    template <class When = detail::WhenCalled>
    [[nodiscard]] static ComposedCriterion opaque(Text name, operations::Truth (*holds)(const Facts&, Date as_of)) {
        if (holds == nullptr) throw bad_argument("Criterion::opaque", {"it has no function", "没有给出函数"});
        Node node{Kind::opaque};
        node.custom = std::make_shared<const detail::Late<CustomOperation, When>>(CustomOperation{std::move(name), nullptr});
        node.holds = holds;
        return ComposedCriterion{std::move(node)};
    }

    [[nodiscard]] static ComposedCriterion all_of(std::initializer_list<ComposedCriterion> parts) { return {Node{Kind::all_of}, parts}; }
    [[nodiscard]] static ComposedCriterion any_of(std::initializer_list<ComposedCriterion> parts) { return {Node{Kind::any_of}, parts}; }
    [[nodiscard]] static ComposedCriterion at_least(std::int64_t count, std::initializer_list<ComposedCriterion> parts) {
        Node node{Kind::at_least};
        node.count = count;
        return {std::move(node), parts};
    }
    [[nodiscard]] friend ComposedCriterion operator&&(ComposedCriterion a, ComposedCriterion b) { return all_of({std::move(a), std::move(b)}); }
    [[nodiscard]] friend ComposedCriterion operator||(ComposedCriterion a, ComposedCriterion b) { return any_of({std::move(a), std::move(b)}); }
    [[nodiscard]] friend ComposedCriterion operator!(ComposedCriterion of) { return {Node{Kind::none_of}, {std::move(of)}}; }

    /// Whether it holds, as one step of a trace; `missing` gets the facts that would decide where it is unknown.
    template <class Trace>
    [[nodiscard]] auto evaluate(Trace& trace, const detail::Late<Facts, Trace>& facts, const Parameters& parameters, Date as_of,
                                MissingFacts& missing) const {
        std::size_t at = 0;
        return part(trace, facts, parameters, as_of, missing, at);
    }

    /// The leaves that its reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<Facts, Visit>& facts, Date as_of, Visit&& visit) const {
        Condition::leaves_of_all(facts, as_of, visit);
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (nodes_[i].kind == Kind::condition) nodes_[i].condition.leaves(visit, i);
            if (nodes_[i].kind == Kind::at_least) visit(Choice::criteria_min, StepValue{nodes_[i].count}, i);
        }
    }

    friend bool operator==(const ComposedCriterion&, const ComposedCriterion&) = default;

private:
    static constexpr std::size_t inputs_max = 8;

    enum class Kind : unsigned char { condition, own, opaque, all_of, any_of, at_least, none_of };
    /// A part; those of a composed one follow it.
    struct Node {
        Kind kind;
        std::int64_t count = 0;
        std::size_t parts = 0;
        Condition condition{};
        std::shared_ptr<const CustomOperation> custom{};
        std::vector<Fact> inputs{};
        operations::Truth (*holds)(const Facts&, Date) = nullptr;

        explicit Node(Kind of) : kind{of} {}
        friend bool operator==(const Node&, const Node&) = default;
    };

    explicit ComposedCriterion(Node node) { nodes_.push_back(std::move(node)); }
    ComposedCriterion(Node node, std::initializer_list<ComposedCriterion> parts) {
        node.parts = parts.size();
        nodes_.push_back(std::move(node));
        for (const ComposedCriterion& one : parts) {
            for (const Node& part : one.nodes_) nodes_.push_back(part);
        }
    }

    template <class Trace>
    using TruthOf = typename Trace::template Value<operations::Truth>;

    /// The part at a position; leaves the position behind it.
    template <class Trace>
    [[nodiscard]] TruthOf<Trace> part(Trace& trace, const detail::Late<Facts, Trace>& facts, const Parameters& parameters, Date as_of,
                                      MissingFacts& missing, std::size_t& at) const {
        using namespace operations;
        const std::size_t self = at++;
        const Node& node = nodes_[self];
        switch (node.kind) {
        case Kind::condition: return node.condition.evaluate(trace, facts, parameters, as_of, missing, self);
        case Kind::own: {
            std::array<detail::Late<StepValue, Trace>, inputs_max> values{};
            auto inputs = trace.list();
            MissingFacts unknown_inputs;
            for (std::size_t i = 0; i < node.inputs.size(); ++i) {
                values[i] = facts.value(node.inputs[i], as_of);
                if (!values[i].is_known()) unknown_inputs.insert(node.inputs[i]);
                inputs.add(trace.fact(node.inputs[i], values[i]));
            }
            const Truth holds = node.custom->apply({values.data(), node.inputs.size()}).template as<bool>();
            if (!holds) missing.merge(unknown_inputs.empty() ? MissingFacts{Fact::own_criterion} : unknown_inputs);
            return inputs.done(node.custom, CriterionStep::own_criterion, holds);
        }
        case Kind::opaque: {
            const Truth holds = node.holds(facts, as_of);
            if (!holds) missing.insert(Fact::own_criterion);
            return trace.list().done(node.custom, CriterionStep::own_criterion, holds);
        }
        case Kind::all_of: return composed<AllOf>(trace, facts, parameters, as_of, missing, at, node.parts, CriterionStep::all_of);
        case Kind::any_of: return composed<AnyOf>(trace, facts, parameters, as_of, missing, at, node.parts, CriterionStep::any_of);
        case Kind::at_least: {
            auto list = trace.list();
            list.add(trace.choice(Choice::criteria_min, node.count, self));
            MissingFacts of_parts;
            std::int64_t yes = 0, unknowns = 0;
            for (std::size_t i = 0; i < node.parts; ++i) {
                const auto one = part(trace, facts, parameters, as_of, of_parts, at);
                list.add(one);
                yes += one.value.value_or(false) ? 1 : 0;
                unknowns += one.value ? 0 : 1;
            }
            Truth holds;
            if (yes >= node.count) holds = true;
            else if (yes + unknowns < node.count) holds = false;
            if (!holds) missing.merge(of_parts);
            return list.done(Operation::count_of, CriterionStep::at_least, holds);
        }
        case Kind::none_of: return trace.template step<Negated>(CriterionStep::none_of, part(trace, facts, parameters, as_of, missing, at));
        }
        return trace.constant(CriterionStep::own_criterion, Truth{});
    }
    template <class Op, class Trace>
    [[nodiscard]] TruthOf<Trace> composed(Trace& trace, const detail::Late<Facts, Trace>& facts, const Parameters& parameters, Date as_of,
                                          MissingFacts& missing, std::size_t& at, std::size_t parts, CriterionStep label) const {
        auto fold = trace.template fold<Op, operations::Truth>();
        MissingFacts of_parts;
        for (std::size_t i = 0; i < parts; ++i) fold.add(part(trace, facts, parameters, as_of, of_parts, at));
        const auto made = fold.done(label);
        if (!made.value) missing.merge(of_parts);
        return made;
    }

    std::vector<Node> nodes_{};
};

}   // namespace arrears
