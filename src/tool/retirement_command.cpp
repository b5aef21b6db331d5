// SPDX-License-Identifier: BSL-1.0
#include "batch.hpp"
#include "change_output.hpp"
#include "rule_commands.hpp"

#include <arrears/rules/explanation_json.hpp>
#include <arrears/rules/explanation_text.hpp>
#include <arrears/rules/retirement.hpp>

#include <memory>

namespace arrears::tool {

namespace {

/// A date of birth, or only its month: the month of retirement follows the same.
struct Birth {
    Date day{};
};

[[nodiscard]] Result<Birth> parse_birth(std::string_view text) {
    const auto date = try_parse_date(text);
    if (date) return Birth{*date};
    const auto month = try_parse_month(text);
    if (month) return Birth{month->first_day()};
    Fault fault = text.size() < std::string_view{"1971-04-0"}.size() ? month.fault() : date.fault();
    fault.expected = {"expected a date as 1971-04-03, or a month as 1971-04", "应为日期（如 1971-04-03）或月份（如 1971-04）"};
    return fault;
}

struct Options {
    std::optional<Birth> birth{};
    std::optional<RetirementGroup> group{};
    Date as_of = RetirementAgeRule{}.decided;   ///< by default the law is taken as it is known since then
    std::optional<Date> against{};
    RetirementOptionsRule rule{};
    std::vector<std::string> parameter_files{};
    std::string batch{};
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

/// A row of a batch.
struct Row {
    std::string birth{};
    std::optional<RetirementGroup> group{};
};

constexpr std::string_view answers[] = {"retirement_month", "age_years", "age_months", "minimum_contribution_months"};

void write_answers(CsvWriter& out, const RetirementOptions& made) {
    out.value(print(made.due.month())).value(std::to_string(made.due.age_months / 12)).value(std::to_string(made.due.age_months % 12));
    out.value(made.contribution_months_min ? std::to_string(*made.contribution_months_min) : "");
}

[[nodiscard]] int answer_batch(const Options& options) {
    using detail::Presence;
    const detail::TableColumn<Row> columns[] = {detail::column<Row, &Row::birth>("birth", {"出生日期", "出生年月"}, Presence::required),
                                                detail::column<Row, &Row::group>("group", {"退休年龄类别", "类别"}, Presence::required)};
    return run_batch<Row>(options.batch, columns, answers, options.language, [&](const Row& row, CsvWriter& out) {
        std::optional<Date> birth;
        const std::string_view text = detail::trimmed(row.birth);
        if (!detail::is_unknown(text)) {
            const auto day = parse_birth(text);
            if (!day) throw Error{detail::told(day.fault(), text, {}, {"date", "日期"})};
            birth = day->day;
        }
        write_answers(out, options.rule.decide({birth, row.group, {}}, options.as_of).value());
    });
}

[[nodiscard]] int answer(Options& options) {
    if (batch_against(options.batch, options.against.has_value(), options.language)) return wrong_usage;
    options.rule.age.parameters = parameters_of(options.parameter_files, options.language);
    if (!options.batch.empty()) return answer_batch(options);
    if (!options.birth || !options.group) {
        say({"expected --birth and --group, or --batch FILE", "应给出 --birth 和 --group，或 --batch 文件"}, options.language);
        return wrong_usage;
    }
    const RetirementFacts facts{options.birth->day, options.group, {}};
    const auto made = options.rule.explain(facts, options.as_of);
    if (options.against) {
        write_out(change_output(what_changed(options.rule.explain(facts, *options.against), made), options.format, options.language));
        return done;
    }
    switch (options.format) {
    case AnswerFormat::text: write_out(print(made, options.language)); break;
    case AnswerFormat::json: write_out(json(made.reasons) + '\n'); break;
    case AnswerFormat::csv: {
        std::string text;
        CsvWriter out{text};
        out.value("birth").value("group");
        for (const std::string_view name : answers) out.value(name);
        out.end_row();
        out.value(print(*facts.birth)).value(identifier(*facts.group));
        write_answers(out, made.outcome.value());
        out.end_row();
        write_out(text);
        break;
    }
    }
    return done;
}

}   // namespace

Command add_retirement(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("retirement", "when somebody reaches the statutory age, what may be chosen, and why");
    add_parsed(command, "--birth", options->birth, &parse_birth, "date of birth, or its month", "DATE");
    add_word<RetirementGroup>(command, "--group", options->group, "men 60, women 55 or women 50 before 2025");
    add_parsed(command, "--as-of", options->as_of, &try_parse_date,
               "the law as known on that day; default: 2024-09-13, since when the delay is known", "DATE");
    add_parsed(command, "--against", options->against, &try_parse_date,
               "instead tells what changed since the law as known on that day, and by how much", "DATE");
    add_parameter_files(command, options->parameter_files);
    command
        .add_option("--batch", options->batch,
                    "a CSV file of questions: birth, group; appends retirement_month, age_years, age_months, minimum_contribution_months")
        ->type_name("FILE");
    add_word<AnswerFormat>(command, "--format", options->format, "how one answer is printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears retirement --birth 1971-04-03 --group female55\n"
                   "         arrears retirement --batch workers.csv > dates.csv");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
