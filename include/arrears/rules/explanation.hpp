// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/period.hpp>
#include <arrears/rules/operation.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/source.hpp>
#include <arrears/rules/step_value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

ARREARS_ENUM(RuleName,
    (hardship,                    "困难企业认定", "hardship class"),
    (halt_band,                   "停产年限分段", "halt band"),
    (employment,                  "就业状态", "employment status"),
    (labour_standing,             "就业处境", "labour standing"),
    (zero_employment,             "零就业家庭", "zero-employment household"),
    (zero_employment_recognition, "零就业家庭认定", "recognition of a zero-employment household"),
    (hard_to_place,               "4050 就业困难人员", "worker hard to place (4050)"),
    (household_hardship,          "困难职工家庭档次", "level of a household's hardship"),
    (subsistence_allowance,       "最低生活保障条件", "conditions of the subsistence allowance"),
    (relief,                      "帮扶措施", "relief measure"),
    (assurance,                   "五保障", "five assurances"),
    (relief_outcome,              "解困脱困", "relieved or exited"),
    (retirement_age,              "法定退休年龄", "statutory retirement age"),
    (retirement_options,          "退休时间选择", "choice of the month of retirement"),
    (overdue_retirement,          "到龄未办理退休", "overdue retirement"),
    (surcharge,                   "滞纳金", "surcharge"),
    (delay_liabilities,           "逾期责任", "liabilities of a delay"),
    (economic_compensation,       "经济补偿", "economic compensation"),
    (insurance_tracking,          "社会保险跟踪", "tracking of insurance"),
    (estate,                      "财产清偿", "an estate shared out"),
    (contribution,                "社会保险缴费", "contribution"));

/// A caller's own operation: how its result follows from its operands, for whoever checks a reason.
struct CustomOperation {
    Text name{};
    StepValue (*apply)(std::span<const StepValue> operands) = nullptr;   ///< null: its steps read "not checkable"
};

/// An operand as it was taken: which step's result it is, and which value.
struct Operand {
    std::uint32_t step = 0;
    StepValue value{};

    friend bool operator==(const Operand&, const Operand&) = default;
};

/// One step of a reason: what it establishes, by which operation, from which operands, with which result.
struct Step {
    Operation operation = Operation::fact;
    const EnumWords* label = nullptr;   ///< a Fact, a Choice, a ParameterName, or a quantity of the rule, by its words
    StepValue value{};
    std::uint32_t operands_from = 0;   ///< position in Explanation::operands
    std::uint32_t operands = 0;
    std::uint32_t ordinal = 0;    ///< of leaves that bear one label: which of them, from 0
    std::uint32_t citation = 0;   ///< position in Explanation::citations plus one; 0: none
    std::shared_ptr<const CustomOperation> custom{};

    friend bool operator==(const Step&, const Step&) = default;
};

/// What a step cites: a parameter, in force when, used for which day; or of a fact only the source.
struct Citation {
    std::optional<ParameterKey> key{};
    Period in_force{};
    std::shared_ptr<const Source> source{};
    Date on{};   ///< the (first) day for which the parameter's value was taken

    friend bool operator==(const Citation& a, const Citation& b) {
        return a.key == b.key && a.in_force == b.in_force && a.on == b.on &&
               (a.source == b.source || (a.source && b.source && *a.source == *b.source));
    }
};

/// Why a rule answers as it does: steps in an order in which each follows from earlier ones. Evidence, not prose: verify()
/// recomputes it without the rule. print() and json() show it (explanation_text.hpp, explanation_json.hpp).
struct Explanation {
    RuleName rule = RuleName::hardship;
    Date as_of{};
    std::vector<Step> steps{};
    std::vector<Operand> operands{};
    std::vector<Citation> citations{};
    std::vector<std::uint32_t> conclusions{};   ///< the steps whose values are the outcome, in the order of its parts
    MissingFacts missing{};                     ///< not empty: undetermined, and these would decide

    [[nodiscard]] std::span<const Operand> operands_of(const Step& step) const { return {operands.data() + step.operands_from, step.operands}; }
    friend bool operator==(const Explanation&, const Explanation&) = default;
};

/// What a rule answers, with its reasons.
template <class T>
struct [[nodiscard]] Decision {
    Outcome<T> outcome;
    Explanation reasons{};

    friend bool operator==(const Decision&, const Decision&) = default;
};

/// The parts of an outcome as values of steps, in the order of its reasons' conclusions. Types of outcome with several
/// parts have an overload of their own.
template <class T>
requires std::convertible_to<const T&, StepValue>
[[nodiscard]] std::array<StepValue, 1> conclusion_values(const T& value) { return {StepValue{value}}; }

}   // namespace arrears
