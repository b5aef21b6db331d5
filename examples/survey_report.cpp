// SPDX-License-Identifier: BSL-1.0
// The main job: read a registry, print every table of the survey with the published figure beside each, and say what does not
// reconcile.
//
//     survey_report [DIR] [--as-of DATE] [--lang zh|en] [--format text|markdown|csv|json]
//
// DIR holds registry/*.csv and, where there is one, published.csv. Without DIR it reads the Yangquan sample: published figures of
// 2019 beside synthetic records.
#include "../src/tool/report_command.hpp"

int main(int argc, char** argv) {
    CLI::App app{"Every table of a survey of enterprises in hardship, recomputed from records."};
    arrears::tool::ReportOptions options;
    arrears::tool::add_report_options(app, options, ARREARS_SAMPLE_DIRECTORY);
    const arrears::tool::Command report{&app, [&] { return arrears::tool::run_report(options); }, &options.language};
    return arrears::tool::run(app, argc, argv, {&report, 1});
}
