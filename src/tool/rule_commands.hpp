// SPDX-License-Identifier: BSL-1.0
#pragma once

// The commands that ask rules: `arrears explain`, `ageing` and `what-if` of a registry's records, `settle` of a ledger's, `resettle` of a
// plan's, `surcharge`, `contributions`, `retirement` and `relief` of facts given, `cross-check` of two rosters.

#include "command_line.hpp"

#include <string>

namespace arrears::tool {

[[nodiscard]] Command add_surcharge(CLI::App& tool);
[[nodiscard]] Command add_contributions(CLI::App& tool);
[[nodiscard]] Command add_retirement(CLI::App& tool);
[[nodiscard]] Command add_relief(CLI::App& tool);
[[nodiscard]] Command add_cross_check(CLI::App& tool);
/// \param default_directory is read where none is given
[[nodiscard]] Command add_explain(CLI::App& tool, const std::string& default_directory);

[[nodiscard]] Command add_ageing(CLI::App& tool, const std::string& default_directory);
[[nodiscard]] Command add_settle(CLI::App& tool);
[[nodiscard]] Command add_resettle(CLI::App& tool);
[[nodiscard]] Command add_what_if(CLI::App& tool, const std::string& default_directory);

}   // namespace arrears::tool
