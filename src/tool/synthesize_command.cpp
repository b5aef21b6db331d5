// SPDX-License-Identifier: BSL-1.0
#include "statistics_commands.hpp"

#include <arrears/io/csv_writer.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/output_files.hpp>
#include <arrears/io/population_file.hpp>
#include <arrears/io/published_file.hpp>
#include <arrears/reconcile/synthesis.hpp>
#include <arrears/report/synthesis_text.hpp>
#include <arrears/statistics/nearest.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace arrears::tool {

namespace {

struct Options {
    std::string figures{}, population{}, folder{}, format = "text";
    std::uint64_t seed = 1;
    unsigned seconds = 60;
    bool force = false;
    std::vector<std::string> without{};
    Language language = language_of_environment();
};

/// Leaves figures out. \throws Error (unknown_name) for one that is not there
void leave_out(std::vector<PublishedFigure>& figures, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        if (std::erase_if(figures, [&id](const PublishedFigure& figure) { return figure.id == id; }) != 0) continue;
        std::vector<std::string> names;
        for (const PublishedFigure& figure : figures) names.push_back(figure.id);
        const Text problem{"no figure is called " + in_quotes(id), "没有指标名为 " + in_quotes(id)};
        throw Error{Fault{ErrorKind::unknown_name, {}, problem, {}, did_you_mean(id, names), {}}};
    }
}

void write_tables(const Synthesis& made, const Options& options) {
    OutputFiles files{options.force ? Overwrite::replace : Overwrite::refuse};
    const std::filesystem::path folder{options.folder};
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error{Fault{ErrorKind::unwritable,
                          {options.folder, 0, 0, ""},
                          {"cannot make the folder: " + error.message(), "无法建立文件夹：" + error.message()},
                          {},
                          {},
                          {}}};
    for (const RecordTable& table : made.tables) {
        std::string text;
        CsvWriter writer{text};
        for (const std::string& each : table.columns) writer.text(each);
        writer.end_row();
        for (const auto& row : table.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (table.numbers[i]) writer.value(row[i]);
                else writer.text(row[i]);
            }
            writer.end_row();
        }
        files.add((folder / (table.kind + ".csv")).string(), text);
    }
    std::string about;
    CsvWriter writer{about};
    writer.value("key").value("value").value("value_en").end_row();
    writer.value("synthetic").value("yes").value("").end_row();
    writer.value("seed").value(std::to_string(options.seed)).value("").end_row();
    files.add((folder / "about.csv").string(), about);
    files.commit();
}

[[nodiscard]] int answer(const Options& options) {
    Diagnostics problems;
    std::vector<PublishedFigure> figures = read_published(options.figures, problems, false);
    Population population;
    if (problems.empty()) population = read_population(options.population, problems);
    if (!problems.empty()) {
        std::fputs(problems.text(options.language).c_str(), stderr);
        return wrong_usage;
    }
    leave_out(figures, options.without);
    SynthesisOptions how;
    how.seed = options.seed;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{options.seconds};
    how.go_on = [end](std::size_t) { return std::chrono::steady_clock::now() < end; };
    const Synthesis found = synthesize(figures, population, how);
    if (found.verdict == SynthesisVerdict::made) write_tables(found, options);
    write_out(options.format == "json" ? print_json(found, figures) : print(found, figures, options.language));
    return found.verdict == SynthesisVerdict::made ? done : findings;
}

}   // namespace

Command add_synthesize(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("synthesize", "synthetic records that give published figures exactly, or why there can be none");
    command.add_option("FIGURES", options->figures, "a CSV file with columns id,label,value,unit,definition")->required();
    command.add_option("DESCRIPTION", options->population, "a CSV file of what records there are: columns kind,column,is,of,values,weights")
        ->required();
    command.add_option("--without", options->without, "ids of figures to leave out, with commas between them")->delimiter(',');
    command.add_option("--seed", options->seed, "a whole number; another one makes other records; default: 1");
    command.add_option("--out", options->folder, "the folder that the records go to")->required();
    command.add_flag("--force", options->force, "replace files that are there");
    command.add_option("--time-limit", options->seconds, "seconds after which the search is given up; default: 60");
    command.add_option("--format", options->format, "how the answer is printed: text or json; default: text")->check(CLI::IsMember({"text", "json"}));
    add_language(command, options->language);
    command.footer("Example: arrears synthesize examples/data/yangquan/published.csv examples/data/yangquan/population.csv --out records\n"
                   "    --without group_founded,group_age,group_second_division_years,system_medical_expense\n"
                   "Exit status: 0 made, 1 none can be or none were found, 2 the input is wrong.");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
