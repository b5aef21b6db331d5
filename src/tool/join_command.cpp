// SPDX-License-Identifier: BSL-1.0
#include "statistics_commands.hpp"

#include <arrears/statistics/joined_table.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace arrears::tool {

namespace {

struct Options {
    std::vector<std::string> sides{};
    bool difference = false;
    TableOutput output{};
};

/// `2018=2018.json`: a name and a file; of a file alone the name is the file's, without its folder and ending.
[[nodiscard]] std::pair<std::string, std::string> name_and_file(const std::string& side) {
    const std::size_t equals = side.find('=');
    if (equals != std::string::npos && equals != 0) return {side.substr(0, equals), side.substr(equals + 1)};
    return {std::filesystem::path{side}.stem().string(), side};
}

[[nodiscard]] int answer(const Options& options) {
    const Language language = options.output.language;
    std::vector<TableSide> sides;
    for (const std::string& each : options.sides) {
        const auto [name, file] = name_and_file(each);
        const std::optional<State> state = state_of_files({file}, language);
        if (!state) return findings;
        Table table = state->table();
        sides.push_back({name, {}, options.output.transpose ? table.transposed() : std::move(table)});
    }
    JoinedTable joined{std::move(sides)};
    if (options.difference) joined.add_difference(joined.sides().back().name, joined.sides().front().name);
    write_out(print(joined, options.output.format, language, options.output.style));
    return done;
}

}   // namespace

Command add_join(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("join", "tables side by side: what was published and what was counted, one year and another");
    command.add_option("SIDE", options->sides, "NAME=FILE, the file one that --save-state wrote; of the same fields, with as many measures")
        ->required();
    command.add_flag("--difference", options->difference, "one column more: the last less the first, of the same units");
    add_table_style(command, options->output);
    add_transpose(command, options->output);
    command.footer("Example: arrears tabulate yearbook.csv --rows region --measure sum:amount --save-state published.json\n"
                   "         arrears tabulate arrears.csv --rows region --measure sum:principal --save-state computed.json\n"
                   "         arrears join published=published.json computed=computed.json --difference");
    return {&command, [options] { return answer(*options); }, &options->output.language};
}

}   // namespace arrears::tool
