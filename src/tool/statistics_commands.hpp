// SPDX-License-Identifier: BSL-1.0
#pragma once

// The commands that count: `arrears tabulate` files of rows, `arrears merge` what several offices counted, `arrears change` from one
// such count to another, `arrears join` of several side by side; and `arrears reconcile` of what was printed,
// `arrears synthesize` of records that would give it.

#include "command_line.hpp"

#include <arrears/io/state_file.hpp>
#include <arrears/report/table_text.hpp>
#include <arrears/statistics/state.hpp>

#include <optional>
#include <string>
#include <vector>

namespace arrears::tool {

[[nodiscard]] Command add_tabulate(CLI::App& tool);
[[nodiscard]] Command add_merge(CLI::App& tool);
[[nodiscard]] Command add_change(CLI::App& tool);
[[nodiscard]] Command add_join(CLI::App& tool);
[[nodiscard]] Command add_reconcile(CLI::App& tool);
[[nodiscard]] Command add_synthesize(CLI::App& tool);

/// How a command prints a table, and where it leaves the state behind it.
struct TableOutput {
    ReportFormat format = ReportFormat::text;
    TableStyle style{};
    bool transpose = false;
    Subtotals subtotals = Subtotals::none;
    std::string state_file{};
    std::string id_key{};               // the file of the secret that ids in the state's file are replaced by
    std::vector<std::string> keyed{};   // fields; of none, those of ids
    StateFormat state_format = StateFormat::json;
    bool force = false;
    Language language = language_of_environment();
};
/// Adds --format, --unit, --decimals, --rounding, --shares, --margins and --lang.
void add_table_style(CLI::App& command, TableOutput& output);
/// Adds --subtotals.
void add_subtotals(CLI::App& command, TableOutput& output);
/// Adds --transpose.
void add_transpose(CLI::App& command, TableOutput& output);
/// Adds --save-state, --state-format, --id-key, --keyed and --force.
void add_state_output(CLI::App& command, TableOutput& output);
/// The states of some files merged; nothing where one cannot be read or merged, which is told. \throws Error (unreadable)
[[nodiscard]] std::optional<State> state_of_files(const std::vector<std::string>& files, Language language);
/// Writes the state's file where one is wanted, then prints the table. \throws Error (unwritable)
void put(const State& state, const TableOutput& output);

}   // namespace arrears::tool
