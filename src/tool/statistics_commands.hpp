// SPDX-License-Identifier: BSL-1.0
#pragma once

// The commands that count: `arrears tabulate` files of rows, `arrears merge` what several offices counted.

#include "command_line.hpp"

#include <arrears/io/state_file.hpp>
#include <arrears/report/table_text.hpp>
#include <arrears/statistics/state.hpp>

#include <string>

namespace arrears::tool {

[[nodiscard]] Command add_tabulate(CLI::App& tool);
[[nodiscard]] Command add_merge(CLI::App& tool);

/// How a command prints a table, and where it leaves the state behind it.
struct TableOutput {
    ReportFormat format = ReportFormat::text;
    TableStyle style{};
    std::string state_file{};
    StateFormat state_format = StateFormat::json;
    bool force = false;
    Language language = language_of_environment();
};
/// Adds --format, --unit, --decimals, --rounding, --shares, --margins, --save-state, --state-format, --force and --lang.
void add_table_output(CLI::App& command, TableOutput& output);
/// Writes the state's file where one is wanted, then prints the table. \throws Error (unwritable)
void put(const State& state, const TableOutput& output);

}   // namespace arrears::tool
