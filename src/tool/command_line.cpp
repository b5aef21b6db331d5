// SPDX-License-Identifier: BSL-1.0
#include "command_line.hpp"

#include <arrears/io/parameter_file.hpp>
#include <arrears/rules/national_parameters.hpp>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>

namespace arrears::tool {

Language language_of_environment() {
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* const value = std::getenv(name);
        if (value != nullptr && *value != '\0') return std::strncmp(value, "zh", 2) == 0 ? Language::zh : Language::en;
    }
    return Language::en;
}

void add_language(CLI::App& command, Language& language) {
    const auto set = [&language](const std::string& text) { language = text == "zh" ? Language::zh : Language::en; };
    command.add_option_function<std::string>("--lang", set, "language of labels and messages; default: that of the environment")
        ->check(CLI::IsMember({"zh", "en"}))
        ->type_name("LANG");
}

void add_parameter_files(CLI::App& command, std::vector<std::string>& files) {
    command.add_option("--parameters", files, "a place's parameters (TOML) to lie over the national ones; may stand several times")
        ->type_name("FILE");
}

Parameters parameters_of(const std::vector<std::string>& files, Language language) {
    Parameters out = national_parameters();
    Diagnostics problems;
    for (const std::string& file : files) out = read_parameters(file, out, problems);
    if (problems.empty()) return out;
    std::fputs(problems.text(language).c_str(), stderr);
    const std::string count = std::to_string(problems.count());
    throw Error{Fault{ErrorKind::bad_syntax, {}, {"the parameters were not taken: " + count + " to mend", "参数未采用：有 " + count + " 处须更正"}, {}, {}, {}}};
}

namespace {

[[nodiscard]] int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::unreadable: return input_unreadable;
        case ErrorKind::unwritable: return output_unwritable;
        default: return findings;
    }
}

}   // namespace

int run(CLI::App& app, int argc, char** argv, std::span<const Command> commands) {
    std::signal(SIGPIPE, SIG_DFL);   // `| head` ends the program quietly
    const Command* chosen = commands.size() == 1 ? &commands.front() : nullptr;
    const auto language = [&chosen] { return chosen == nullptr ? language_of_environment() : *chosen->language; };
    try {
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            const int code = app.exit(error);   // prints help to standard output, mistakes to standard error
            return code == 0 ? done : wrong_usage;
        }
        for (const Command& command : commands) {
            if (command.app->parsed()) chosen = &command;
        }
        return chosen == nullptr ? wrong_usage : chosen->run();
    } catch (const Error& error) {
        say({error.message(Language::en), error.message(Language::zh)}, language());
        return exit_code(error.kind());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "internal: %s\n", error.what());
        return internal;
    }
}

void say(const Text& text, Language language) { std::fprintf(stderr, "%s\n", text.in(language).c_str()); }

void write_out(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        const std::string reason = std::strerror(errno);
        throw Error{Fault{ErrorKind::unwritable, {"-", 0, 0, ""}, {"cannot write: " + reason, "无法写出：" + reason}, {}, {}, {}}};
    }
}

}   // namespace arrears::tool
