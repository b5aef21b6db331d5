// SPDX-License-Identifier: BSL-1.0
#include "statistics_commands.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace arrears::tool {

namespace {

struct Options {
    std::vector<std::string> files{};
    TableOutput output{};
};

[[nodiscard]] int answer(const Options& options) {
    const std::optional<State> all = state_of_files(options.files, options.output.language);
    if (!all) return findings;
    put(*all, options.output);
    return done;
}

}   // namespace

Command add_merge(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("merge", "adds up what several offices counted by one definition, without their records");
    command.add_option("STATE", options->files, "files that --save-state wrote; - is standard input")->required();
    add_table_style(command, options->output);
    add_subtotals(command, options->output);
    add_transpose(command, options->output);
    add_state_output(command, options->output);
    command.footer("Example: arrears merge north.json south.json --format markdown --save-state province.json");
    return {&command, [options] { return answer(*options); }, &options->output.language};
}

}   // namespace arrears::tool
