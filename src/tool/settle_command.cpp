// SPDX-License-Identifier: BSL-1.0
#include "rule_commands.hpp"

#include <arrears/io/csv_writer.hpp>
#include <arrears/io/ledger_file.hpp>
#include <arrears/rules/ledger_compare.hpp>
#include <arrears/rules/ledger_json.hpp>
#include <arrears/rules/ledger_text.hpp>
#include <arrears/rules/usual_order.hpp>

#include <memory>

namespace arrears::tool {

namespace {

struct Options {
    std::string file{};
    std::string enterprise = "enterprise";
    std::optional<Date> as_of{};
    std::optional<Date> known{};
    std::optional<Date> since{};
    UsualOrder order = UsualOrder::oldest_first;
    bool compare = false;
    LedgerTerms terms{};
    std::vector<std::string> parameter_files{};
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

[[nodiscard]] std::string csv_of(const LedgerStatement& statement) {
    std::string text;
    CsvWriter out{text};
    for (const char* const name : {"debt", "category", "due"}) out.value(name);
    for (std::size_t i = 0; i < enum_count<DebtComponent>; ++i) out.value(identifier(enum_at<DebtComponent>(i)));
    out.value("outstanding").end_row();
    for (const DebtAccount& debt : statement.debts) {
        out.text(debt.debt.view()).value(identifier(debt.category)).value(print(debt.due));
        for (const ComponentAccount& one : debt.components) out.value(to_string(one.outstanding()));
        out.value(to_string(debt.outstanding())).end_row();
    }
    return text;
}

[[nodiscard]] std::string csv_of(const OrderComparison& comparison) {
    std::string text;
    CsvWriter out{text};
    for (const char* const name : {"order", "surcharge_accrued", "principal", "surcharge", "outstanding"}) out.value(name);
    out.end_row();
    for (std::size_t i = 0; i < comparison.orders.size(); ++i) {
        const LedgerStatement& one = comparison.statements[i];
        out.value(identifier(*name_of(comparison.orders[i]))).value(to_string(one.totals.surcharge));
        for (const auto component : {DebtComponent::principal, DebtComponent::surcharge}) out.value(to_string(one.outstanding(component)));
        out.value(to_string(one.outstanding())).end_row();
    }
    return text;
}

[[nodiscard]] std::string csv_of(const LedgerChanges& changed) {
    std::string text;
    CsvWriter out{text};
    for (const char* const name : {"debt", "component", "before", "after", "difference"}) out.value(name);
    out.end_row();
    for (const LedgerChange& one : changed.debts) {
        const Money before = one.before.outstanding(), after = one.after.outstanding();
        out.text(one.debt.view()).value(identifier(one.component)).value(to_string(before)).value(to_string(after));
        out.value(to_string(after - before)).end_row();
    }
    return text;
}

/// \param order the statement's, where it is one statement
template <class Said, class... Order>
void write_answer(const Options& options, const Said& said, const Order&... order) {
    switch (options.format) {
    case AnswerFormat::text: return write_out(print(said, order..., options.language));
    case AnswerFormat::json: return write_out(json(said, order...) + '\n');
    case AnswerFormat::csv: return write_out(csv_of(said));
    }
}

[[nodiscard]] int answer(Options& options) {
    options.terms.surcharge.parameters = parameters_of(options.parameter_files, options.language);
    options.terms.order = order_of(options.order);
    Diagnostics problems;
    const auto ledger = read_ledger(options.file, EnterpriseId{options.enterprise}, problems);
    if (!ledger) {
        std::fputs(problems.text(options.language).c_str(), stderr);
        return findings;
    }
    const LedgerView view{*options.as_of, options.known};
    if (options.compare) {
        write_answer(options, compare(*ledger, options.terms, usual_orders(), view));
    } else if (options.since) {
        const Date last = ledger->entries().empty() ? *options.since : ledger->entries().back().entered;   // made in the order of their days
        const KnownDates known{*options.since, options.known.value_or(last < *options.since ? *options.since : last)};
        write_answer(options, changes(*ledger, options.terms, view.as_of, known));
    } else {
        write_answer(options, ledger->statement(options.terms, view), options.terms.order);
    }
    return done;
}

}   // namespace

Command add_settle(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("settle", "what stands of an enterprise's debts after payments, advances, waivers and corrections");
    command
        .add_option("LEDGER", options->file,
                    "a CSV file of entries: id, on, entered, kind, amount, debt, category, component, due, through, worker, to, basis, reverses")
        ->required();
    add_parsed(command, "--as-of", options->as_of, &try_parse_date, "the day as of which", "DATE")->required();
    add_parsed(command, "--known", options->known, &try_parse_date, "only what was entered until that day; default: all", "DATE");
    add_word<UsualOrder>(command, "--order", options->order, "which debts money settles first; default: oldest_first");
    command.add_flag("--compare", options->compare, "all orders side by side");
    add_parsed(command, "--since", options->since, &try_parse_date, "instead what entries made after that day change in what stands", "DATE")
        ->excludes("--compare");
    add_word<SurchargeCap>(command, "--cap", options->terms.surcharge.cap,
                           "whether surcharge may exceed the principal, which is contested; default: none");
    add_word<BeforeLaw>(command, "--before-law", options->terms.surcharge.before_law, "what becomes of days before any known rate; default: refused");
    command.add_option("--enterprise", options->enterprise, "whose ledger it is")->type_name("ID");
    add_parameter_files(command, options->parameter_files);
    add_word<AnswerFormat>(command, "--format", options->format, "how the statement is printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears settle ledger.csv --as-of 2019-12-31 --order surcharge_first\n"
                   "         arrears settle ledger.csv --as-of 2019-12-31 --since 2019-11-30\n"
                   "         arrears settle ledger.csv --as-of 2019-06-30 --known 2019-07-09");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
