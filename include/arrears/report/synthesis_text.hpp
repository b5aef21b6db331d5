// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/reconcile/figure.hpp>
#include <arrears/reconcile/synthesis.hpp>

#include <span>
#include <string>

namespace arrears {

/// What became of the attempt, for people: how many records were made; or why there can be none, for anyone to check by adding up; or what
/// was not tried.
[[nodiscard]] std::string print(const Synthesis& synthesis, std::span<const PublishedFigure> figures, Language language);
/// The same for programs: `{"verdict","records":{kind: count},"proof":{"lines":[…]} or {"split","at","cases":[…]},"open":[…]}`
[[nodiscard]] std::string print_json(const Synthesis& synthesis, std::span<const PublishedFigure> figures);

}   // namespace arrears
