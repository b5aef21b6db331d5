// SPDX-License-Identifier: BSL-1.0
#include "command_line.hpp"

#include <arrears/io/column_map_file.hpp>
#include <arrears/io/parameter_file.hpp>
#include <arrears/rules/national_parameters.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <new>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

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

void add_office_files(CLI::App& command, OfficeFiles& files) {
    command.add_option("--map", files.map, "a file (JSON) that says which of an office's headings is which column, their units and words")
        ->type_name("FILE");
    add_word<Encoding>(command, "--encoding", files.encoding, "how the characters of CSV files are written; default: found out, for each file");
}

OfficeTerms office_terms(const OfficeFiles& files, Language language) {
    if (files.map.empty()) return {{}, files.encoding};
    Diagnostics problems;
    if (std::optional<ColumnMap> map = read_column_map(files.map, problems)) return {std::move(map), files.encoding};
    std::fputs(problems.text(language).c_str(), stderr);
    const std::string count = std::to_string(problems.count());
    throw Error{Fault{ErrorKind::bad_syntax, {}, {"the map was not taken: " + count + " to mend", "列名对照表未采用：有 " + count + " 处须更正"}, {}, {}, {}}};
}

namespace {

[[nodiscard]] int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::unreadable: return input_unreadable;
        case ErrorKind::unwritable: return output_unwritable;
        default: return findings;
    }
}

/// The language in which to tell a mistake of the command line: that of the last `--lang` that says one, for it may not have been read.
[[nodiscard]] Language language_asked(std::span<char* const> words) {
    Language out = language_of_environment();
    constexpr std::string_view option = "--lang", with_value = "--lang=";
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string_view value = words[i];
        if (value.starts_with(with_value)) value.remove_prefix(with_value.size());
        else if (value == option && i + 1 < words.size()) value = words[i + 1];
        else continue;
        if (value == "zh") out = Language::zh;
        if (value == "en") out = Language::en;
    }
    return out;
}

template <class Kind>
[[nodiscard]] bool is(const CLI::ParseError& error) {
    return dynamic_cast<const Kind*>(&error) != nullptr;
}

/// What CLI11 says in English, in Chinese: by the kind of its error, since it has no table of words.
[[nodiscard]] std::string in_chinese(const CLI::ParseError& error) {
    if (const auto* const own = dynamic_cast<const WrongValue*>(&error)) return own->text().zh;
    const std::string told = error.what();
    const auto around = [&told](std::string_view middle, std::string_view between, std::string_view after) -> std::optional<std::string> {
        const std::size_t at = told.find(middle);
        if (at == std::string::npos) return std::nullopt;
        return told.substr(0, at) + std::string{between} + told.substr(at + middle.size()) + std::string{after};
    };
    std::optional<std::string> out;
    if (is<CLI::RequiredError>(error)) {
        if (told == "A subcommand is required") return "应给出一个命令";
        if (out = around(" is required", "", ""); out) return "缺少 " + *out;
    } else if (is<CLI::ExtrasError>(error)) {
        if (const std::size_t at = told.find(": "); at != std::string::npos) return "多余或无法识别的参数：" + told.substr(at + 2);
    } else if (is<CLI::RequiresError>(error)) {
        out = around(" requires ", " 须与 ", " 同用");
    } else if (is<CLI::ExcludesError>(error)) {
        out = around(" excludes ", " 与 ", " 不能同用");
    } else if (is<CLI::ArgumentMismatch>(error)) {
        if (told.find(" required ") != std::string::npos) return told.substr(0, told.find(':')) + "：缺少取值";
    } else if (is<CLI::ValidationError>(error)) {
        out = around(": ", "：", "");
        for (const auto& [english, chinese] : {std::pair{"Value ", ""}, {" not in range ", " 不在范围内："}, {" not in ", " 不属于 "}}) {
            if (const std::size_t at = out ? out->find(english) : std::string::npos; at != std::string::npos)
                out->replace(at, std::strlen(english), chinese);
        }
    } else if (is<CLI::ConversionError>(error)) {
        if (out = around("Could not convert: ", "", ""); out) return "无法识别：" + *out;
    }
    return out ? *out : "用法有误：" + told;
}

/// A text without what stands in addresses, as `postgresql://user:password@host`, which may hold a password in more than one place.
[[nodiscard]] std::string without_addresses(std::string text) {
    for (std::size_t at = 0; (at = text.find("://", at)) != std::string::npos;) {
        at += 3;
        text.replace(at, std::min(text.find_first_of(" \n", at), text.size()) - at, "***");
    }
    return text;
}

/// Prints help to standard output, a mistake to standard error. \returns the exit code
[[nodiscard]] int told(const CLI::App& app, const CLI::ParseError& error, std::span<char* const> words) {
    if (error.get_exit_code() == 0 || language_asked(words) == Language::en) {
        std::ostringstream mistake;
        const int code = app.exit(error, std::cout, mistake);
        std::fputs(without_addresses(mistake.str()).c_str(), stderr);
        return code == 0 ? done : wrong_usage;
    }
    std::fprintf(stderr, "%s\n用 --help 查看用法。\n", without_addresses(in_chinese(error)).c_str());
    return wrong_usage;
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
            return told(app, error, {argv, static_cast<std::size_t>(argc)});
        }
        for (const Command& command : commands) {
            if (command.app->parsed()) chosen = &command;
        }
        return chosen == nullptr ? wrong_usage : chosen->run();
    } catch (const Error& error) {
        say({error.message(Language::en), error.message(Language::zh)}, language());
        return exit_code(error.kind());
    } catch (const std::bad_alloc&) {
        std::fputs(language() == Language::zh ? "内存不足\n" : "there is not enough memory\n", stderr);
        return no_memory;
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
