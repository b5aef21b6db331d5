// SPDX-License-Identifier: BSL-1.0
#include "batch.hpp"
#include "change_output.hpp"
#include "rule_commands.hpp"

#include <arrears/core/rate.hpp>
#include <arrears/rules/contribution.hpp>
#include <arrears/rules/explanation_json.hpp>
#include <arrears/rules/explanation_text.hpp>

#include <memory>

namespace arrears::tool {

namespace {

struct Options {
    Insurance insurance = Insurance::pension;
    std::optional<Month> month{};
    std::optional<Month> against{};
    std::optional<Money> wage{};
    std::optional<Money> average_wage{};
    std::optional<std::int64_t> risk_class{};
    std::optional<Rate> employer_rate{};
    std::optional<Rate> worker_rate{};
    Enrolment enrolment = Enrolment::enrolled;
    ContributionRule rule{};
    std::vector<std::string> parameter_files{};
    std::string batch{};
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

/// A row of a batch.
struct Row {
    std::optional<Insurance> insurance{};
    std::optional<Month> month{};
    std::optional<Money> wage{};
    std::optional<Money> average_wage{};
    std::optional<std::int64_t> risk_class{};
    std::optional<Enrolment> enrolment{};
};

[[nodiscard]] int answer_batch(const Options& options) {
    using detail::Presence;
    const detail::TableColumn<Row> columns[] = {detail::column<Row, &Row::insurance>("insurance", {"险种"}),
                                                detail::column<Row, &Row::month>("month", {"月份"}, Presence::required),
                                                detail::column<Row, &Row::wage>("wage", {"工资", "月平均工资"}, Presence::required),
                                                detail::column<Row, &Row::average_wage>("average_wage", {"当地月平均工资", "社平工资"}),
                                                detail::column<Row, &Row::risk_class>("risk_class", {"风险类别"}),
                                                detail::column<Row, &Row::enrolment>("enrolment", {"参保情况"})};
    constexpr std::string_view answers[] = {"base", "employer", "worker"};
    return run_batch<Row>(options.batch, columns, answers, options.language, [&](const Row& row, CsvWriter& out) {
        if (!row.month) throw Error{Fault{ErrorKind::bad_syntax, {}, {"the month is empty", "月份为空"}, {}, {"expected a month", "应为月份"}, {}}};
        const auto made = options.rule.decide({row.insurance.value_or(options.insurance), *row.month, row.enrolment.value_or(options.enrolment),
                                               row.wage, row.average_wage ? row.average_wage : options.average_wage,
                                               row.risk_class ? row.risk_class : options.risk_class, options.employer_rate, options.worker_rate});
        if (const auto& due = made.value()) {
            out.value(to_string(due->base)).value(to_string(due->employer)).value(to_string(due->worker));
        } else {   // not enrolled is not nought
            for (std::size_t i = 0; i < std::size(answers); ++i) out.value(identifier(Enrolment::not_enrolled));
        }
    });
}

[[nodiscard]] int answer(Options& options) {
    if (batch_against(options.batch, options.against.has_value(), options.language)) return wrong_usage;
    options.rule.parameters = parameters_of(options.parameter_files, options.language);
    if (!options.batch.empty()) return answer_batch(options);
    if (!options.month || !options.wage) {
        say({"expected --month and --wage, or --batch FILE", "应给出 --month 和 --wage，或 --batch 文件"}, options.language);
        return wrong_usage;
    }
    const ContributionFacts facts{options.insurance,    *options.month,     options.enrolment,     options.wage,
                                  options.average_wage, options.risk_class, options.employer_rate, options.worker_rate};
    const auto made = options.rule.explain(facts);
    if (options.against) {
        ContributionFacts then = facts;
        then.month = *options.against;
        write_out(change_output(what_changed(options.rule.explain(then), made), options.format, options.language));
        return made.outcome.is_determined() ? done : findings;
    }
    switch (options.format) {
    case AnswerFormat::text: write_out(print(made, options.language)); break;
    case AnswerFormat::json: write_out(json(made.reasons) + '\n'); break;
    case AnswerFormat::csv: {
        std::string text;
        CsvWriter out{text};
        for (const char* const name : {"insurance", "month", "wage", "base", "employer", "worker"}) out.value(name);
        out.end_row();
        out.value(identifier(options.insurance)).value(print(facts.month)).value(to_string(*facts.wage));
        if (const auto& due = made.outcome.value()) out.value(to_string(due->base)).value(to_string(due->employer)).value(to_string(due->worker));
        else out.value("not_enrolled").value("not_enrolled").value("not_enrolled");
        out.end_row();
        write_out(text);
        break;
    }
    }
    return made.outcome.is_determined() ? done : findings;
}

[[nodiscard]] Result<std::int64_t> parse_class(std::string_view text) {
    if (text.size() == 1 && text[0] >= '1' && text[0] <= '8') return std::int64_t{text[0] - '0'};
    return Fault{ErrorKind::bad_syntax,
                 {},
                 {in_quotes(text) + " is no risk class", in_quotes(text) + " 不是风险类别"},
                 {},
                 {"expected 1 to 8", "应为 1 至 8"},
                 {}};
}

}   // namespace

Command add_contributions(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("contributions", "what an employer and a worker owe to a fund for a month, and why");
    add_word<Insurance>(command, "--insurance", options->insurance, "the insurance or fund; default: pension");
    add_parsed(command, "--month", options->month, &try_parse_month, "the month that is owed", "MONTH");
    add_parsed(command, "--against", options->against, &try_parse_month, "instead tells what changed since that month, and by how much", "MONTH");
    add_parsed(command, "--wage", options->wage, &parse_yuan, "the worker's monthly average wage of the year before", "AMOUNT");
    add_parsed(command, "--average-wage", options->average_wage, &parse_yuan, "the local monthly average wage; default: that of the parameters",
               "AMOUNT");
    add_parsed(command, "--risk-class", options->risk_class, &parse_class, "the enterprise's risk class, for work injury", "1..8");
    add_parsed(command, "--employer-rate", options->employer_rate, &try_parse_rate, "instead of that of the parameters", "RATE");
    add_parsed(command, "--worker-rate", options->worker_rate, &try_parse_rate, "instead of that of the parameters", "RATE");
    add_word<Enrolment>(command, "--enrolment", options->enrolment, "default: enrolled");
    add_parameter_files(command, options->parameter_files);
    command
        .add_option("--batch", options->batch,
                    "a CSV file of questions: insurance, month, wage, average_wage, and risk_class and enrolment where they matter; appends base, "
                    "employer, worker")
        ->type_name("FILE");
    add_word<AnswerFormat>(command, "--format", options->format, "how one answer is printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears contributions --insurance pension --month 2019-06 --wage 2000 --average-wage 4565\n"
                   "         arrears contributions --batch payroll.csv > owed.csv");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
