// SPDX-License-Identifier: BSL-1.0
#include "report_command.hpp"

#include <arrears/io/published_file.hpp>
#include <arrears/io/tables_file.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace arrears::tool {

void add_report_options(CLI::App& command, ReportOptions& options, const std::string& default_directory) {
    add_registry_input(command, options.input, default_directory,
                       "folder with registry/*.csv and, where there are such, published.csv and tables.csv");
    add_word<ReportFormat>(command, "--format", options.format, "how the report is printed; default: text");
    add_language(command, options.language);
    const std::string name = command.get_parent() == nullptr ? "survey_report" : "arrears " + command.get_name();
    command.footer("Example: " + name + " my-city --as-of 2018-12-31 --format markdown");
}

int run_report(const ReportOptions& options) {
    Diagnostics problems;
    const std::optional<RegistryRead> read = read_input(options.input, options.language, problems);
    std::vector<PublishedFigure> figures;
    const auto file = [&](const char* name) { return (std::filesystem::path{options.input.directory} / name).string(); };
    if (const std::string path = file("published.csv"); std::filesystem::exists(path)) {
        figures = gathered(problems, [&] { return read_published(path, problems); });
    }
    const std::string own = file("tables.csv");
    const std::vector<TableTemplate> tables =
        std::filesystem::exists(own) ? gathered(problems, [&] { return read_tables(own, problems); }) : standard_tables();
    if (!read || !problems.empty()) return refused(problems, options.language);
    const std::optional<SurveyReport> report = make_survey_report(read->registry, read->as_of, tables, figures, read->about, problems);
    if (!report) return refused(problems, options.language);
    write_out(print(*report, options.format, options.language));
    return done;
}

}   // namespace arrears::tool
