// SPDX-License-Identifier: BSL-1.0
#include "statistics_commands.hpp"

#include <arrears/io/diagnostics.hpp>

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
    std::optional<State> all;
    Diagnostics problems;
    for (const std::string& file : options.files) {
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
    if (!problems.empty()) {
        std::fputs(problems.text(options.output.language).c_str(), stderr);
        return findings;
    }
    put(*all, options.output);
    return done;
}

}   // namespace

Command add_merge(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("merge", "adds up what several offices counted by one definition, without their records");
    command.add_option("STATE", options->files, "files that --save-state wrote; - is standard input")->required();
    add_table_output(command, options->output);
    command.footer("Example: arrears merge north.json south.json --format markdown --save-state province.json");
    return {&command, [options] { return answer(*options); }, &options->output.language};
}

}   // namespace arrears::tool
