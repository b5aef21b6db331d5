// SPDX-License-Identifier: BSL-1.0
#pragma once

// `--against`: what changed for a case between two answers, in each format.

#include "command_line.hpp"

#include <arrears/rules/case_change.hpp>

#include <optional>
#include <span>
#include <string>

namespace arrears::tool {

/// One comparison, and of what it is where a command answers of several things.
struct NamedChange {
    Text of{};
    CaseChange change{};
};

/// A value for other programs: amounts without a unit, rates as fractions, words by their identifiers, truth as yes and no; empty is
/// not there or unknown.
[[nodiscard]] std::string plain(const std::optional<StepValue>& value);
/// `wage;average_wage`
[[nodiscard]] std::string names(MissingFacts missing);

/// What changed, as it is printed: in JSON one value; in CSV a row for each part of the answer and each difference.
[[nodiscard]] std::string change_output(const CaseChange& change, AnswerFormat format, Language language);
/// Several of them. \param synthetic stands in the JSON, as in every answer from a registry
[[nodiscard]] std::string change_output(std::span<const NamedChange> changes, bool synthetic, AnswerFormat format, Language language);

/// Refuses `--against` beside `--batch`. \returns whether both were given
[[nodiscard]] bool batch_against(const std::string& batch, bool against, Language language);

}   // namespace arrears::tool
