// SPDX-License-Identifier: BSL-1.0
#pragma once

// What every command of the tool shares: exit codes, the language, and how failures are told.

#include <arrears/core/error.hpp>
#include <arrears/core/language.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <functional>
#include <string>

namespace arrears::tool {

enum ExitCode : int {
    done = 0,
    findings = 1,   ///< rows refused, or figures that do not hold together
    wrong_usage = 2,
    input_unreadable = 3,
    output_unwritable = 4,
    internal = 70,
};

/// The language of LC_ALL, LC_MESSAGES or LANG, whichever is set first: Chinese for `zh…`, else English.
[[nodiscard]] Language language_of_environment();

/// Adds `--lang zh|en` to a command.
void add_language(CLI::App& command, Language& language);

/// Runs a command line: parses, runs the command chosen, turns every failure into a message on standard error and an exit code.
/// `command` returns the exit code of a run that went through.
[[nodiscard]] int run(CLI::App& app, int argc, char** argv, const std::function<int()>& command, const Language& language);

/// Writes all of `text` to standard output. \throws Error (unwritable); a closed pipe ends quietly
void write_out(std::string_view text);

}   // namespace arrears::tool
