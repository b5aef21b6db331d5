// SPDX-License-Identifier: BSL-1.0
#pragma once

// What every command of the tool shares: exit codes, the language, options of the library's own types, and how failures are told.

#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/language.hpp>
#include <arrears/core/money_text.hpp>
#include <arrears/core/result.hpp>
#include <arrears/io/column_map.hpp>
#include <arrears/io/encoding.hpp>
#include <arrears/rules/parameters.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::tool {

enum ExitCode : int {
    done = 0,
    findings = 1,   ///< rows refused, or figures that do not hold together
    wrong_usage = 2,
    input_unreadable = 3,
    output_unwritable = 4,
    internal = 70,
    no_memory = 71,
};

/// How an answer to one question is printed.
ARREARS_ENUM(AnswerFormat,
    (text, "文本", "text"),
    (csv,  "CSV", "CSV"),
    (json, "JSON", "JSON"));

/// The language of LC_ALL, LC_MESSAGES or LANG, whichever is set first: Chinese for `zh…`, else English.
[[nodiscard]] Language language_of_environment();

/// Adds `--lang zh|en` to a command.
void add_language(CLI::App& command, Language& language);

/// An option's value that will not do, told in the language that the command line asks for.
class WrongValue : public CLI::ValidationError {
public:
    WrongValue(const std::string& option, const Text& problem)
        : CLI::ValidationError{option, problem.en}, text_{option + ": " + problem.en, option + "：" + problem.zh} {}
    [[nodiscard]] const Text& text() const noexcept { return text_; }

private:
    Text text_;
};

/// An amount in yuan, or with a unit of its own, for add_parsed().
[[nodiscard]] inline Result<Money> parse_yuan(std::string_view text) { return try_parse_money(text, AmountUnit::yuan); }

/// Adds an option that is read by one of the library's parsers; what it cannot read is wrong usage, in the parser's words.
template <class T>
CLI::Option* add_parsed(CLI::App& command, const std::string& name, T& out, Result<T> (*parse)(std::string_view), const std::string& description,
                        const std::string& type) {
    const auto set = [&out, parse, name](const std::string& text) {
        const Result<T> value = parse(text);
        if (!value) throw WrongValue{name, {value.fault().message(Language::en), value.fault().message(Language::zh)}};
        out = *value;
    };
    return command.add_option_function<std::string>(name, set, description)->type_name(type);
}
template <class T>
CLI::Option* add_parsed(CLI::App& command, const std::string& name, std::optional<T>& out, Result<T> (*parse)(std::string_view),
                        const std::string& description, const std::string& type) {
    const auto set = [&out, parse, name](const std::string& text) {
        const Result<T> value = parse(text);
        if (!value) throw WrongValue{name, {value.fault().message(Language::en), value.fault().message(Language::zh)}};
        out = *value;
    };
    return command.add_option_function<std::string>(name, set, description)->type_name(type);
}

/// The words that an option of an enumeration takes: `none|principal`.
template <Enumeration E>
[[nodiscard]] std::string choices() {
    std::string out;
    for (std::size_t i = 0; i < enum_count<E>; ++i) out += (i == 0 ? "" : "|") + std::string{identifier(enum_at<E>(i))};
    return out;
}

/// Adds an option that takes a word of an enumeration: an identifier, a label in either language, or an alias.
template <Enumeration E, class Out>
CLI::Option* add_word(CLI::App& command, const std::string& name, Out& out, const std::string& description) {
    const auto set = [&out, name](const std::string& text) {
        const auto word = parse_enum<E>(text);
        if (!word) {
            throw WrongValue{name, {in_quotes(text) + " is none of " + identifiers<E>(), in_quotes(text) + " 不是下列之一：" + identifiers<E>()}};
        }
        out = *word;
    };
    return command.add_option_function<std::string>(name, set, description)->type_name(choices<E>());
}

/// Adds `--parameters FILE`, which may stand several times: later files lie over earlier ones.
void add_parameter_files(CLI::App& command, std::vector<std::string>& files);
/// The national parameters with the files laid over them. \throws Error (unreadable; bad_syntax with all that is wrong with a file)
[[nodiscard]] Parameters parameters_of(const std::vector<std::string>& files, Language language);

/// What is said of the files of an office, by options.
struct OfficeFiles {
    std::string map{};                    ///< a file with a map of columns; empty: none
    std::optional<Encoding> encoding{};   ///< of text files; nothing: it is found out, for each
};
/// Adds `--map FILE` and `--encoding ENCODING`.
void add_office_files(CLI::App& command, OfficeFiles& files);
/// The same, read.
struct OfficeTerms {
    std::optional<ColumnMap> map{};
    std::optional<Encoding> encoding{};
};
/// \throws Error (unreadable; bad_syntax where all that is wrong with the map has been told)
[[nodiscard]] OfficeTerms office_terms(const OfficeFiles& files, Language language);

/// A command of the tool: its options stand in `app` as soon as it is added; `run` does it after they were read, and
/// returns the exit code of a run that went through.
struct Command {
    CLI::App* app;
    std::function<int()> run;
    const Language* language;
};

/// Runs a command line: parses, runs the command chosen (of one alone, that), turns every failure into a message on standard
/// error and an exit code.
[[nodiscard]] int run(CLI::App& app, int argc, char** argv, std::span<const Command> commands);

/// Writes all of `text` to standard output. \throws Error (unwritable); a closed pipe ends quietly
void write_out(std::string_view text);

/// Some words in the language, in a line on standard error.
void say(const Text& text, Language language);

}   // namespace arrears::tool
