// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/period.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/fact.hpp>
#include <arrears/rules/operation.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/source.hpp>
#include <arrears/rules/step_value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What changed for one case between two answers of a rule: two dates, two sets of parameters, or two choices. It is read off
// the two reasons, and neither answer is computed again. print() and json() show it (case_change_text.hpp, case_change_json.hpp).

namespace arrears {

/// A part of an outcome, or a leaf of the reasons, on either side.
struct StepChange {
    const EnumWords* label = nullptr;    ///< of the step that has the value, by its words
    std::uint32_t ordinal = 0;           ///< of leaves that bear one label: which of them
    std::optional<StepValue> before{};   ///< nothing: it is not there on that side
    std::optional<StepValue> after{};
    StepValue difference{};   ///< after less before: exact; dates differ by days, months by months; unknown where there is none

    [[nodiscard]] bool changed() const noexcept { return before != after; }
    friend bool operator==(const StepChange&, const StepChange&) = default;
};

/// A parameter as the reasons of one side cite it.
struct CitedParameter {
    StepValue value{};
    Period in_force{};
    std::shared_ptr<const Source> source{};
    Date on{};   ///< the first day for which it was taken

    friend bool operator==(const CitedParameter& a, const CitedParameter& b) {
        return a.value == b.value && a.in_force == b.in_force && a.on == b.on &&
               (a.source == b.source || (a.source && b.source && *a.source == *b.source));
    }
};

/// A parameter of which the two sides cite different values, spans or sources, or that only one of them cites.
struct ParameterChange {
    ParameterKey key;
    std::optional<CitedParameter> before{};   ///< nothing: not cited on that side, or only as on the other
    std::optional<CitedParameter> after{};
    StepValue difference{};   ///< as StepChange::difference

    friend bool operator==(const ParameterChange&, const ParameterChange&) = default;
};

/// One side of the comparison.
struct CaseSide {
    Date as_of{};
    MissingFacts missing{};   ///< not empty: undetermined there, and these would decide

    friend bool operator==(const CaseSide&, const CaseSide&) = default;
};

/// What changed for one case, and by how much.
struct CaseChange {
    RuleName rule = RuleName::hardship;
    CaseSide before{};
    CaseSide after{};
    std::vector<StepChange> outcome{};           ///< all parts, in their order, also those that are the same
    std::vector<StepChange> facts{};             ///< those that differ, but for the as-of date itself
    std::vector<StepChange> choices{};           ///< those that differ
    std::vector<ParameterChange> parameters{};   ///< those that differ, in the order in which the reasons cite them

    /// Whether the answer is another.
    [[nodiscard]] bool outcome_changed() const noexcept {
        for (const StepChange& part : outcome) {
            if (part.changed()) return true;
        }
        return before.missing != after.missing;
    }
    /// Whether nothing differs but perhaps the date.
    [[nodiscard]] bool empty() const noexcept { return !outcome_changed() && facts.empty() && choices.empty() && parameters.empty(); }
    friend bool operator==(const CaseChange&, const CaseChange&) = default;
};

namespace detail {

/// `after` less `before`, exactly; unknown where values of their kinds have no difference. \throws Error (overflow)
template <class = WhenCalled>
[[nodiscard]] StepValue step_difference(const StepValue& before, const StepValue& after) {
    if (before.kind() != after.kind()) return {};
    switch (before.kind()) {
    case StepValue::Kind::number: return narrow(int128{*after.as<std::int64_t>()} - *before.as<std::int64_t>(), "what_changed");
    case StepValue::Kind::money: return *after.as<Money>() - *before.as<Money>();
    case StepValue::Kind::unrounded: return *after.as<UnroundedMoney>() - *before.as<UnroundedMoney>();
    case StepValue::Kind::rate: return *after.as<Rate>() - *before.as<Rate>();
    case StepValue::Kind::ratio: return *after.as<Ratio>() - *before.as<Ratio>();
    case StepValue::Kind::date: return *after.as<Date>() - *before.as<Date>();
    case StepValue::Kind::month: return *after.as<Month>() - *before.as<Month>();
    case StepValue::Kind::truth:
    case StepValue::Kind::word:
    case StepValue::Kind::unknown: break;
    }
    return {};
}

template <class = WhenCalled>
class CaseComparison {
public:
    CaseComparison(const Explanation& before, const Explanation& after) : before_{before}, after_{after} {}

    [[nodiscard]] CaseChange take() {
        if (before_.rule != after_.rule) {
            throw Error{Fault{
                ErrorKind::mismatch,
                {},
                {"reasons of two rules do not compare: " + std::string{identifier(before_.rule)} + " and " + std::string{identifier(after_.rule)},
                 "不同规则的理由不能比较：" + std::string{label(before_.rule, Language::zh)} + "与" + std::string{label(after_.rule, Language::zh)}},
                {},
                {"expected two answers of one rule", "应为同一规则的两次答复"},
                {}}};
        }
        CaseChange out{before_.rule, {before_.as_of, before_.missing}, {after_.as_of, after_.missing}, {}, {}, {}, {}};
        out.outcome = paired(parts(before_), parts(after_));
        out.facts = differing(Operation::fact);
        out.choices = differing(Operation::choice);
        out.parameters = parameters();
        return out;
    }

private:
    struct Leaf {
        const EnumWords* label;
        std::uint32_t ordinal;
        StepValue value;

        friend bool operator==(const Leaf&, const Leaf&) = default;
    };
    struct Cited {
        ParameterKey key;
        CitedParameter as;

        [[nodiscard]] bool says_the_same(const Cited& other) const {   // whatever the day for which it was taken
            CitedParameter one = as;
            one.on = other.as.on;
            return key == other.key && one == other.as;
        }
    };

    /// Conclusions count only where they are the outcome.
    [[nodiscard]] static std::vector<Leaf> parts(const Explanation& reasons) {
        std::vector<Leaf> out;
        if (!reasons.missing.empty()) return out;
        for (const std::uint32_t at : reasons.conclusions) out.push_back({reasons.steps[at].label, 0, reasons.steps[at].value});
        return out;
    }
    template <class T, class Same>
    static void add_once(std::vector<T>& to, T&& one, const Same& same) {
        for (const T& there : to) {
            if (same(there, one)) return;
        }
        to.push_back(std::move(one));
    }
    [[nodiscard]] static std::vector<Leaf> leaves(const Explanation& reasons, Operation operation) {
        std::vector<Leaf> out;
        for (const Step& step : reasons.steps) {
            if (step.operation != operation || step.label == &words(Fact::as_of)) continue;
            add_once(out, Leaf{step.label, step.ordinal, step.value}, [](const Leaf& a, const Leaf& b) { return a == b; });
        }
        return out;
    }
    /// Takes out of both what stands in both.
    template <class T, class Same>
    static void drop_common(std::vector<T>& before, std::vector<T>& after, const Same& same) {
        for (std::size_t i = 0; i < before.size();) {
            std::size_t other = 0;
            while (other < after.size() && !same(before[i], after[other])) ++other;
            if (other == after.size()) {
                ++i;
            } else {
                before.erase(before.begin() + static_cast<std::ptrdiff_t>(i));
                after.erase(after.begin() + static_cast<std::ptrdiff_t>(other));
            }
        }
    }
    /// Each with the first of its name on the other side that is not taken, then what only the other side has.
    [[nodiscard]] static std::vector<StepChange> paired(const std::vector<Leaf>& before, const std::vector<Leaf>& after) {
        std::vector<StepChange> out;
        std::vector<bool> taken(after.size());
        for (const Leaf& old : before) {
            StepChange row{old.label, old.ordinal, old.value, {}, {}};
            for (std::size_t i = 0; i < after.size() && !row.after; ++i) {
                if (taken[i] || after[i].label != old.label || after[i].ordinal != old.ordinal) continue;
                taken[i] = true;
                row.after = after[i].value;
                row.difference = step_difference(old.value, after[i].value);
            }
            out.push_back(std::move(row));
        }
        for (std::size_t i = 0; i < after.size(); ++i) {
            if (!taken[i]) out.push_back({after[i].label, after[i].ordinal, {}, after[i].value, {}});
        }
        return out;
    }
    [[nodiscard]] std::vector<StepChange> differing(Operation operation) const {
        std::vector<Leaf> before = leaves(before_, operation), after = leaves(after_, operation);
        // One more before them moves leaves of a list on: those of one value are the same, whichever of the list they are.
        drop_common(before, after, [](const Leaf& a, const Leaf& b) { return a.label == b.label && a.value == b.value; });
        return paired(before, after);
    }
    [[nodiscard]] static std::vector<Cited> cited(const Explanation& reasons) {
        std::vector<Cited> out;
        for (const Step& step : reasons.steps) {
            if (step.operation != Operation::parameter || step.citation == 0) continue;
            const Citation& by = reasons.citations[step.citation - 1];
            if (!by.key) continue;
            add_once(out, Cited{*by.key, {step.value, by.in_force, by.source, by.on}},
                     [](const Cited& a, const Cited& b) { return a.says_the_same(b); });
        }
        return out;
    }
    [[nodiscard]] std::vector<ParameterChange> parameters() const {
        std::vector<Cited> before = cited(before_), after = cited(after_);
        drop_common(before, after, [](const Cited& a, const Cited& b) { return a.says_the_same(b); });
        std::vector<ParameterChange> out;
        std::vector<bool> taken(after.size());
        for (const Cited& old : before) {
            ParameterChange row{old.key, old.as, {}, {}};
            for (std::size_t i = 0; i < after.size() && !row.after; ++i) {
                if (taken[i] || after[i].key != old.key) continue;
                taken[i] = true;
                row.after = after[i].as;
                row.difference = step_difference(old.as.value, after[i].as.value);
            }
            out.push_back(std::move(row));
        }
        for (std::size_t i = 0; i < after.size(); ++i) {
            if (!taken[i]) out.push_back({after[i].key, {}, after[i].as, {}});
        }
        return out;
    }

    const Explanation& before_;
    const Explanation& after_;
};

}   // namespace detail

/// What changed between two reasons of one rule. \throws Error (mismatch) where they are of two rules; (overflow) where a difference is
template <class = detail::WhenCalled>
[[nodiscard]] CaseChange what_changed(const Explanation& before, const Explanation& after) {
    return detail::CaseComparison<>{before, after}.take();
}
template <class T>
[[nodiscard]] CaseChange what_changed(const Decision<T>& before, const Decision<T>& after) {
    return what_changed(before.reasons, after.reasons);
}

}   // namespace arrears
