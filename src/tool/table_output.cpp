// SPDX-License-Identifier: BSL-1.0
#include "statistics_commands.hpp"

#include <arrears/io/diagnostics.hpp>
#include <arrears/io/keyed_ids.hpp>
#include <arrears/io/output_files.hpp>

namespace arrears::tool {

void add_table_style(CLI::App& command, TableOutput& output) {
    add_word<ReportFormat>(command, "--format", output.format, "how the table is printed; default: text");
    add_word<AmountUnit>(command, "--unit", output.style.unit, "the unit of amounts in text and Markdown; default: yuan");
    command.add_option("--decimals", output.style.amount_decimals, "digits behind the point of amounts in text and Markdown; default: 2")
        ->check(CLI::Range(0, 18));
    add_word<Rounding>(command, "--rounding", output.style.rounding, "how amounts and shares are rounded there; default: half away from zero");
    add_word<ShareRounding>(command, "--shares", output.style.shares, "whether printed shares of a whole are made to add up to 100%; default: each");
    command.add_flag("--margins", output.style.csv_margins, "put margins into CSV as well, `*` for all");
    add_language(command, output.language);
}

void add_subtotals(CLI::App& command, TableOutput& output) {
    add_word<Subtotals>(command, "--subtotals", output.subtotals,
                        "where several fields make rows or columns: also what begins alike put together; default: none");
}

void add_transpose(CLI::App& command, TableOutput& output) {
    command.add_flag("--transpose", output.transpose, "rows for columns and columns for rows");
}

void add_state_output(CLI::App& command, TableOutput& output) {
    CLI::Option* const save =
        command.add_option("--save-state", output.state_file, "write the state behind the table to a file, for `arrears merge`")->type_name("FILE");
    add_word<StateFormat>(command, "--state-format", output.state_format, "how it is written; default: json");
    CLI::Option* const key = command
                                 .add_option("--id-key", output.id_key,
                                             "a file with a secret of 16 bytes or more that the offices share: in the state's file ids are "
                                             "replaced by keyed hashes")
                                 ->type_name("FILE")
                                 ->needs(save);
    command.add_option("--keyed", output.keyed, "the fields whose values are so replaced; default: ids of enterprises, people and households")
        ->delimiter(',')
        ->type_name("NAMES")
        ->needs(key);
    command.add_flag("--force", output.force, "replace files where they are there");
}

std::optional<State> state_of_files(const std::vector<std::string>& files, Language language) {
    std::optional<State> all;
    Diagnostics problems;
    for (const std::string& file : files) {
        const std::string name = file == "-" ? "stdin" : file;
        Result<State> state = read_state(bytes_of_file(file), name);
        if (!state) {
            problems.add(state.fault());
            continue;
        }
        try {
            if (all) all->merge(*state);
            else all = *std::move(state);
        } catch (const Error& error) {
            Fault fault = error.fault();
            fault.place.source = name;
            problems.add(std::move(fault));
        }
    }
    if (problems.empty()) return all;
    std::fputs(problems.text(language).c_str(), stderr);
    return std::nullopt;
}

void put(const State& state, const TableOutput& output) {
    const Table table = state.table(output.subtotals);
    const std::string text = print(output.transpose ? table.transposed() : table, output.format, output.language, output.style);
    if (!output.state_file.empty()) {
        const State saved = output.id_key.empty() ? state : with_keyed_ids(state, read_id_key(output.id_key), output.keyed);
        write_file(output.state_file, write_state(saved, output.state_format), output.force ? Overwrite::replace : Overwrite::refuse);
    }
    write_out(text);
}

}   // namespace arrears::tool
