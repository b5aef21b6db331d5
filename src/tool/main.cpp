// SPDX-License-Identifier: BSL-1.0
// The tool `arrears`: the library at a shell, one command a capability.
#include "command_line.hpp"
#include "record_commands.hpp"
#include "report_command.hpp"
#include "rule_commands.hpp"
#include "statistics_commands.hpp"

#include <arrears/version.hpp>

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace {

/// The sample that is installed beside the tool: <prefix>/bin/arrears finds <prefix>/share/arrears/yangquan.
[[nodiscard]] std::string sample_directory() {
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::string{} : (self.parent_path().parent_path() / "share/arrears/yangquan").string();
}

}   // namespace

int main(int argc, char** argv) {
    CLI::App app{"Enterprises in hardship, their workers, and what they owe."};
    app.set_version_flag("--version", std::string{"arrears "} + arrears::version_text);
    app.require_subcommand(1);
    const std::string sample = sample_directory();
    arrears::tool::ReportOptions options;
    CLI::App* const report = app.add_subcommand("report", "every table of a survey, recomputed from records, and what does not reconcile");
    arrears::tool::add_report_options(*report, options, sample);
    const std::vector<arrears::tool::Command> commands{{report, [&] { return arrears::tool::run_report(options); }, &options.language},
                                                       arrears::tool::add_check(app),
                                                       arrears::tool::add_convert(app),
                                                       arrears::tool::add_schema(app),
                                                       arrears::tool::add_explain(app, sample),
                                                       arrears::tool::add_surcharge(app),
                                                       arrears::tool::add_contributions(app),
                                                       arrears::tool::add_retirement(app),
                                                       arrears::tool::add_ageing(app, sample),
                                                       arrears::tool::add_settle(app),
                                                       arrears::tool::add_resettle(app),
                                                       arrears::tool::add_what_if(app, sample),
                                                       arrears::tool::add_relief(app),
                                                       arrears::tool::add_cross_check(app),
                                                       arrears::tool::add_tabulate(app),
                                                       arrears::tool::add_merge(app),
                                                       arrears::tool::add_change(app),
                                                       arrears::tool::add_join(app),
                                                       arrears::tool::add_reconcile(app),
                                                       arrears::tool::add_synthesize(app)};
    return arrears::tool::run(app, argc, argv, commands);
}
