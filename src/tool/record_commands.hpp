// SPDX-License-Identifier: BSL-1.0
#pragma once

// The commands of records themselves: `arrears check` and `convert`.

#include "command_line.hpp"

namespace arrears::tool {

[[nodiscard]] Command add_check(CLI::App& tool);
[[nodiscard]] Command add_convert(CLI::App& tool);
[[nodiscard]] Command add_schema(CLI::App& tool);

}   // namespace arrears::tool
