// SPDX-License-Identifier: BSL-1.0
#pragma once

// `arrears report [DIR]`, which is also the example program `survey_report`.

#include "command_line.hpp"
#include "registry_input.hpp"

#include <arrears/report/survey_report.hpp>

#include <string>

namespace arrears::tool {

struct ReportOptions {
    RegistryInput input{};
    Language language = language_of_environment();
    ReportFormat format = ReportFormat::text;
};

/// Adds the command's options; `default_directory` is read where none is given.
void add_report_options(CLI::App& command, ReportOptions& options, const std::string& default_directory);

/// Reads, computes, prints. \returns done, also where published figures do not reconcile: the report says so
[[nodiscard]] int run_report(const ReportOptions& options);

}   // namespace arrears::tool
