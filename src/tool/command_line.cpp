// SPDX-License-Identifier: BSL-1.0
#include "command_line.hpp"

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

namespace {

[[nodiscard]] int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::unreadable: return input_unreadable;
        case ErrorKind::unwritable: return output_unwritable;
        default: return findings;
    }
}

}   // namespace

int run(CLI::App& app, int argc, char** argv, const std::function<int()>& command, const Language& language) {
    std::signal(SIGPIPE, SIG_DFL);   // `| head` ends the program quietly
    try {
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            const int code = app.exit(error);   // prints help to standard output, mistakes to standard error
            return code == 0 ? done : wrong_usage;
        }
        return command();
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.message(language).c_str());
        return exit_code(error.kind());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "internal: %s\n", error.what());
        return internal;
    }
}

void write_out(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        const std::string reason = std::strerror(errno);
        throw Error{Fault{ErrorKind::unwritable, {"-", 0, 0, ""}, {"cannot write: " + reason, "无法写出：" + reason}, {}, {}, {}}};
    }
}

}   // namespace arrears::tool
