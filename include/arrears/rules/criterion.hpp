// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/in_force.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

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
    (all_of,              "以下条件全部成立", "all of these criteria"),
    (any_of,              "以下条件任一成立", "any of these criteria"),
    (at_least,            "以下条件至少成立若干项", "at least so many of these criteria"),
    (none_of,             "以下条件不成立", "not this criterion"),
    (own_criterion,       "调用方自定条件", "a criterion of the caller's own"),
    (hardship_class,      "困难企业类别", "hardship class"));

/// A condition on the state of an enterprise: a value, made of parts that compose. `halted() || owes_funds(1_wan)`.
///
/// Each part gives its reason. What is unknown makes the whole unknown only where it could change it.
class Criterion {
public:
    /// In one of these states, for so many completed months at least.
    [[nodiscard]] static Criterion status(EnumSet<OperatingStatus> states, std::int64_t months_min = 0) {
        Node node{.kind = Kind::status, .number = months_min};
        node.states = states;
        return Criterion{node};
    }
    [[nodiscard]] static Criterion owes_funds(Money least) { return Criterion{{.kind = Kind::owes_funds, .money = least}}; }
    [[nodiscard]] static Criterion owes_people(Money least) { return Criterion{{.kind = Kind::owes_people, .money = least}}; }
    [[nodiscard]] static Criterion months_of_wages_owed(std::int64_t least) { return Criterion{{.kind = Kind::wages_months, .number = least}}; }
    [[nodiscard]] static Criterion months_of_insurance_owed(std::int64_t least) {
        return Criterion{{.kind = Kind::insurance_months, .number = least}};
    }
    [[nodiscard]] static Criterion years_of_loss(std::int64_t least) { return Criterion{{.kind = Kind::loss_years, .number = least}}; }
    [[nodiscard]] static Criterion share_laid_off(Ratio least) { return Criterion{{.kind = Kind::laid_off, .ratio = least}}; }
    /// Against the local minimum wage, a parameter.
    [[nodiscard]] static Criterion wage_under_minimum() { return Criterion{{.kind = Kind::low_wage}}; }
    /// A criterion of the caller's own over facts by their names, at most eight. With `operation->apply` anybody can recompute
    /// its step. \throws Error (bad_argument) without apply: a criterion has to decide; see opaque()
    [[nodiscard]] static Criterion own(std::shared_ptr<const CustomOperation> operation, std::vector<Fact> inputs) {
        if (!operation || operation->apply == nullptr || inputs.size() > inputs_max) {
            throw bad_argument("Criterion::own", {"it has no operation, or more than 8 inputs", "没有运算，或输入多于 8 项"});
        }
        Node node{.kind = Kind::own};
        node.custom = std::move(operation);
        node.inputs = std::move(inputs);
        return Criterion{std::move(node)};
    }
    /// A criterion that only the caller can decide: its steps read "not checkable".
    template <class When = detail::WhenCalled>
    [[nodiscard]] static Criterion opaque(Text name, operations::Truth (*holds)(const HardshipFacts&, Date as_of)) {
        if (holds == nullptr) throw bad_argument("Criterion::opaque", {"it has no function", "没有给出函数"});
        Node node{.kind = Kind::opaque};
        node.custom = std::make_shared<const detail::Late<CustomOperation, When>>(CustomOperation{std::move(name), nullptr});
        node.holds = holds;
        return Criterion{std::move(node)};
    }

    [[nodiscard]] static Criterion all_of(std::initializer_list<Criterion> parts) { return Criterion{{.kind = Kind::all_of}, parts}; }
    [[nodiscard]] static Criterion any_of(std::initializer_list<Criterion> parts) { return Criterion{{.kind = Kind::any_of}, parts}; }
    [[nodiscard]] static Criterion at_least(std::int64_t count, std::initializer_list<Criterion> parts) {
        return Criterion{{.kind = Kind::at_least, .number = count}, parts};
    }
    [[nodiscard]] friend Criterion operator&&(Criterion a, Criterion b) { return all_of({std::move(a), std::move(b)}); }
    [[nodiscard]] friend Criterion operator||(Criterion a, Criterion b) { return any_of({std::move(a), std::move(b)}); }
    [[nodiscard]] friend Criterion operator!(Criterion of) { return Criterion{{.kind = Kind::none_of}, {std::move(of)}}; }

    /// Whether it holds, as one step of a trace; `missing` gets the facts that would decide where it is unknown.
    template <class Trace>
    [[nodiscard]] auto evaluate(Trace& trace, const detail::Late<HardshipFacts, Trace>& facts, const Parameters& parameters, Date as_of,
                                MissingFacts& missing) const {
        std::size_t at = 0;
        return part(trace, facts, parameters, as_of, missing, at);
    }

    /// The leaves that its reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<HardshipFacts, Visit>& facts, Date as_of, Visit&& visit) const {
        for (std::size_t i = 0; i < enum_count<Fact>; ++i) visit(enum_at<Fact>(i), facts.value(enum_at<Fact>(i), as_of), 0);
        for (const auto label : {HardshipStep::many_laid_off, HardshipStep::wage_too_low, HardshipStep::state_long_enough})
            visit(label, StepValue{}, 0);
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            const Node& node = nodes_[i];
            switch (node.kind) {
            case Kind::status: {
                std::size_t state = 0;
                for (const OperatingStatus one : node.states) visit(Choice::hardship_states, StepValue{one}, i * states_max + state++);
                visit(Choice::hardship_state_months_min, StepValue{node.number}, i);
                break;
            }
            case Kind::owes_funds: visit(Choice::owed_to_funds_min, StepValue{node.money}, i); break;
            case Kind::owes_people: visit(Choice::owed_to_people_min, StepValue{node.money}, i); break;
            case Kind::wages_months: visit(Choice::months_of_wages_owed_min, StepValue{node.number}, i); break;
            case Kind::insurance_months: visit(Choice::months_of_insurance_owed_min, StepValue{node.number}, i); break;
            case Kind::loss_years: visit(Choice::years_of_loss_min, StepValue{node.number}, i); break;
            case Kind::laid_off: visit(Choice::share_laid_off_min, StepValue{node.ratio}, i); break;
            case Kind::at_least: visit(Choice::criteria_min, StepValue{node.number}, i); break;
            default: break;
            }
        }
    }

    friend bool operator==(const Criterion&, const Criterion&) = default;

private:
    static constexpr std::size_t inputs_max = 8;
    static constexpr std::size_t states_max = enum_count<OperatingStatus>;

    enum class Kind : unsigned char {
        status,
        owes_funds,
        owes_people,
        wages_months,
        insurance_months,
        loss_years,
        laid_off,
        low_wage,
        own,
        opaque,
        all_of,
        any_of,
        at_least,
        none_of
    };
    /// A part; those of a composed one follow it.
    struct Node {
        Kind kind = Kind::status;
        std::int64_t number = 0;
        Money money{};
        Ratio ratio{};
        EnumSet<OperatingStatus> states{};
        std::size_t parts = 0;
        std::shared_ptr<const CustomOperation> custom{};
        std::vector<Fact> inputs{};
        operations::Truth (*holds)(const HardshipFacts&, Date) = nullptr;

        friend bool operator==(const Node&, const Node&) = default;
    };

    explicit Criterion(Node node) { nodes_.push_back(std::move(node)); }
    Criterion(Node node, std::initializer_list<Criterion> parts) {
        node.parts = parts.size();
        nodes_.push_back(std::move(node));
        for (const Criterion& one : parts) {
            for (const Node& part : one.nodes_) nodes_.push_back(part);
        }
    }

    template <class Trace>
    using TruthOf = typename Trace::template Value<operations::Truth>;

    /// The part at a position; leaves the position behind it.
    template <class Trace>
    [[nodiscard]] TruthOf<Trace> part(Trace& trace, const detail::Late<HardshipFacts, Trace>& facts, const Parameters& parameters, Date as_of,
                                      MissingFacts& missing, std::size_t& at) const {
        using namespace operations;
        const std::size_t self = at++;
        const Node& node = nodes_[self];
        const auto least = [&]<class T>(Fact name, const std::optional<T>& value, Choice threshold_name, T threshold, HardshipStep label) {
            if (!value) missing.insert(name);
            return trace.template step<AtLeast>(label, trace.fact(name, value), trace.choice(threshold_name, threshold, self));
        };
        switch (node.kind) {
        case Kind::status: return status_part(trace, facts, as_of, missing, self);
        case Kind::owes_funds:
            return least(Fact::owed_to_funds, facts.owed_to_funds, Choice::owed_to_funds_min, node.money, HardshipStep::owes_funds);
        case Kind::owes_people:
            return least(Fact::owed_to_people, facts.owed_to_people, Choice::owed_to_people_min, node.money, HardshipStep::owes_people);
        case Kind::wages_months:
            return least(Fact::months_of_wages_owed, facts.months_of_wages_owed, Choice::months_of_wages_owed_min, node.number,
                         HardshipStep::wages_owed_long);
        case Kind::insurance_months:
            return least(Fact::months_of_insurance_owed, facts.months_of_insurance_owed, Choice::months_of_insurance_owed_min, node.number,
                         HardshipStep::insurance_owed_long);
        case Kind::loss_years:
            return least(Fact::years_of_loss, facts.years_of_loss, Choice::years_of_loss_min, node.number, HardshipStep::loss_long);
        case Kind::laid_off: {
            const auto roll = trace.fact(Fact::workers_on_roll, facts.workers_on_roll);
            const auto laid_off = trace.fact(Fact::workers_laid_off, facts.workers_laid_off);
            if (!roll.value || *roll.value == 0) missing.insert(Fact::workers_on_roll);   // of nobody there is no share
            if (!laid_off.value) missing.insert(Fact::workers_laid_off);
            if (!roll.value || *roll.value == 0 || !laid_off.value) return unknown(trace, HardshipStep::many_laid_off);
            const auto share = trace.template step<RatioOf>(HardshipStep::share_laid_off, trace.known(laid_off), trace.known(roll));
            return trace.template step<AtLeast>(HardshipStep::many_laid_off, share, trace.choice(Choice::share_laid_off_min, node.ratio, self));
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
            return inputs.done(node.custom, HardshipStep::own_criterion, holds);
        }
        case Kind::opaque: {
            const Truth holds = node.holds(facts, as_of);
            if (!holds) missing.insert(Fact::own_criterion);
            return trace.list().done(node.custom, HardshipStep::own_criterion, holds);
        }
        case Kind::all_of: return composed<AllOf>(trace, facts, parameters, as_of, missing, at, node.parts, HardshipStep::all_of);
        case Kind::any_of: return composed<AnyOf>(trace, facts, parameters, as_of, missing, at, node.parts, HardshipStep::any_of);
        case Kind::at_least: {
            auto list = trace.list();
            list.add(trace.choice(Choice::criteria_min, node.number, self));
            MissingFacts of_parts;
            std::int64_t yes = 0, unknowns = 0;
            for (std::size_t i = 0; i < node.parts; ++i) {
                const auto one = part(trace, facts, parameters, as_of, of_parts, at);
                list.add(one);
                yes += one.value.value_or(false) ? 1 : 0;
                unknowns += one.value ? 0 : 1;
            }
            Truth holds;
            if (yes >= node.number) holds = true;
            else if (yes + unknowns < node.number) holds = false;
            if (!holds) missing.merge(of_parts);
            return list.done(Operation::count_of, HardshipStep::at_least, holds);
        }
        case Kind::none_of: return trace.template step<Negated>(HardshipStep::none_of, part(trace, facts, parameters, as_of, missing, at));
        }
        return unknown(trace, HardshipStep::own_criterion);
    }
    template <class Op, class Trace>
    [[nodiscard]] TruthOf<Trace> composed(Trace& trace, const detail::Late<HardshipFacts, Trace>& facts, const Parameters& parameters, Date as_of,
                                          MissingFacts& missing, std::size_t& at, std::size_t parts, HardshipStep label) const {
        auto fold = trace.template fold<Op, operations::Truth>();
        MissingFacts of_parts;
        for (std::size_t i = 0; i < parts; ++i) fold.add(part(trace, facts, parameters, as_of, of_parts, at));
        const auto made = fold.done(label);
        if (!made.value) missing.merge(of_parts);
        return made;
    }
    template <class Trace>
    [[nodiscard]] TruthOf<Trace> status_part(Trace& trace, const detail::Late<HardshipFacts, Trace>& facts, Date as_of, MissingFacts& missing,
                                             std::size_t self) const {
        using namespace operations;
        const Node& node = nodes_[self];
        const auto now = facts.status ? facts.status->as_of(as_of) : std::nullopt;
        if (!now) missing.insert(Fact::operating_status);
        const auto status = trace.fact(Fact::operating_status, now);
        std::size_t ordinal = self * states_max;
        auto among = trace.list();
        among.add(status);
        for (const OperatingStatus one : node.states) among.add(trace.choice(Choice::hardship_states, one, ordinal++));
        const auto state = among.done(Operation::one_of, HardshipStep::state, now ? Truth{node.states.contains(*now)} : Truth{});
        if (node.number <= 0) return state;
        const auto least = trace.choice(Choice::hardship_state_months_min, node.number, self);
        const auto since = trace.fact(Fact::operating_status_since, now ? facts.status->since : std::nullopt);
        if (!since.value) {
            if (state.value != false) missing.insert(Fact::operating_status_since);
            return trace.all(HardshipStep::state_and_long, state, unknown(trace, HardshipStep::state_long_enough));
        }
        const auto months = trace.template step<CompletedMonths>(HardshipStep::state_months, trace.known(since), trace.fact(Fact::as_of, as_of));
        return trace.all(HardshipStep::state_and_long, state, trace.template step<AtLeast>(HardshipStep::state_long_enough, months, least));
    }
    template <class Trace>
    [[nodiscard]] static TruthOf<Trace> unknown(Trace& trace, HardshipStep label) {
        return trace.constant(label, operations::Truth{});
    }

    std::vector<Node> nodes_{};
};

}   // namespace arrears
