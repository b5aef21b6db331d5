// SPDX-License-Identifier: BSL-1.0
#include "statistics_commands.hpp"

#include <arrears/statistics/change.hpp>

#include <memory>
#include <optional>

namespace arrears::tool {

namespace {

struct Options {
    std::string before{}, after{};
    TableOutput output{};
};

[[nodiscard]] int answer(const Options& options) {
    const std::optional<State> before = state_of_files({options.before}, options.output.language);
    const std::optional<State> after = state_of_files({options.after}, options.output.language);
    if (!before || !after) return findings;
    write_out(print(change(*before, *after), options.output.format, options.output.language, options.output.style));
    return done;
}

}   // namespace

Command add_change(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("change", "what changed from one count to another of the same definition, say of two years");
    command.add_option("BEFORE", options->before, "a file that --save-state wrote")->required();
    command.add_option("AFTER", options->after, "another of the same definition")->required();
    add_table_style(command, options->output);
    command.footer("Example: arrears tabulate 2018.csv --rows category --measure by:enterprise_id:principal --save-state 2018.json\n"
                   "         arrears tabulate 2019.csv --rows category --measure by:enterprise_id:principal --save-state 2019.json\n"
                   "         arrears change 2018.json 2019.json");
    return {&command, [options] { return answer(*options); }, &options->output.language};
}

}   // namespace arrears::tool
