// SPDX-License-Identifier: BSL-1.0
#include "rule_commands.hpp"

#include <arrears/core/json.hpp>
#include <arrears/core/text_width.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/io/ledger_file.hpp>
#include <arrears/rules/ledger_compare.hpp>

#include <memory>

namespace arrears::tool {

namespace {

/// The usual orders by name.
ARREARS_ENUM(OrderName,
    (oldest_first,         "先到期优先", "oldest first"),
    (principal_first,      "先本金", "principal first"),
    (surcharge_first,      "先滞纳金", "surcharge first"),
    (current_period_first, "当期优先", "current period first"),
    (civil_code,           "民法典顺序", "by the Civil Code"),
    (pro_rata,             "按比例", "pro rata"),
    (rolling,              "滚动分配", "rolling"));

[[nodiscard]] AllocationOrder order_of(OrderName name) {
    switch (name) {
    case OrderName::oldest_first: return AllocationOrder::oldest_first();
    case OrderName::principal_first: return AllocationOrder::principal_first();
    case OrderName::surcharge_first: return AllocationOrder::surcharge_first();
    case OrderName::current_period_first: return AllocationOrder::current_period_first();
    case OrderName::civil_code: return AllocationOrder::civil_code();
    case OrderName::pro_rata: return AllocationOrder::pro_rata();
    case OrderName::rolling: return AllocationOrder::rolling();
    }
    return AllocationOrder::oldest_first();
}

struct Options {
    std::string file{};
    std::string enterprise = "enterprise";
    std::optional<Date> as_of{};
    std::optional<Date> known{};
    OrderName order = OrderName::oldest_first;
    bool compare = false;
    LedgerTerms terms{};
    std::vector<std::string> parameter_files{};
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

constexpr std::string_view columns[] = {"debt", "category", "due", "principal", "surcharge", "fine", "other", "outstanding"};

[[nodiscard]] std::vector<std::string> cells_of(const DebtAccount& debt, Language language, bool words) {
    const auto of = [&](DebtComponent component) { return to_string(debt.of(component).outstanding()); };
    return {std::string{debt.debt.view()},
            std::string{words ? label(debt.category, language) : identifier(debt.category)},
            print(debt.due),
            of(DebtComponent::principal),
            of(DebtComponent::surcharge),
            of(DebtComponent::fine),
            of(DebtComponent::other),
            to_string(debt.outstanding())};
}

[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows, std::size_t left) {
    std::vector<std::size_t> width(rows.front().size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) width[i] = std::max(width[i], display_width(row[i]));
    }
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blanks(width[i] - display_width(row[i]), ' ');
            out += i == 0 ? "" : "  ";
            out += i < left ? row[i] + (i + 1 < row.size() ? blanks : "") : blanks + row[i];
        }
        out += '\n';
    }
    return out;
}

[[nodiscard]] std::string text_of(const LedgerStatement& statement, const AllocationOrder& order, Language language) {
    const bool zh = language == Language::zh;
    std::string out = zh ? "截至 " + print(statement.view.as_of) : "as of " + print(statement.view.as_of);
    if (statement.view.known) out += zh ? "，依 " + print(*statement.view.known) + " 已录入的记录" : ", as known on " + print(*statement.view.known);
    out += (zh ? "；清偿顺序：" : "; order: ") + print(order, language) + "\n\n";
    std::vector<std::vector<std::string>> rows;
    rows.push_back(zh ? std::vector<std::string>{"欠费", "类别", "应缴截止日", "本金", "滞纳金", "罚款", "其他", "尚欠"}
                      : std::vector<std::string>{"debt", "category", "due", "principal", "surcharge", "fine", "other", "outstanding"});
    for (const DebtAccount& debt : statement.debts) rows.push_back(cells_of(debt, language, true));
    const auto of = [&](DebtComponent component) { return to_string(statement.outstanding(component)); };
    rows.push_back({zh ? "合计" : "in all", "", "", of(DebtComponent::principal), of(DebtComponent::surcharge), of(DebtComponent::fine),
                    of(DebtComponent::other), to_string(statement.outstanding())});
    out += table(rows, 3);
    for (const LedgerRemainder& credit : statement.credits) {
        out += zh ? "记录 " + std::string{credit.entry.view()} + "：" + to_string(credit.amount) + " 元没有可清偿的欠费，留作余款\n"
                  : "entry " + std::string{credit.entry.view()} + ": " + to_string(credit.amount) + " yuan found no debt and wait as credit\n";
    }
    for (const LedgerRemainder& lapsed : statement.lapsed) {
        out += zh ? "记录 " + std::string{lapsed.entry.view()} + "：" + to_string(lapsed.amount) + " 元超出欠费，未生效\n"
                  : "entry " + std::string{lapsed.entry.view()} + ": " + to_string(lapsed.amount) + " yuan exceed the debt and lapsed\n";
    }
    return out;
}

void write_json(JsonWriter& out, const LedgerStatement& statement, const AllocationOrder& order) {
    out.begin_object().member("as_of", print(statement.view.as_of)).key("known");
    if (statement.view.known) out.value(print(*statement.view.known));
    else out.null();
    out.member("order", print(order, Language::en)).key("debts").begin_array();
    for (const DebtAccount& debt : statement.debts) {
        const auto cells = cells_of(debt, Language::en, false);
        out.begin_object();
        for (std::size_t i = 0; i < cells.size(); ++i) out.member(columns[i], cells[i]);
        out.end_object();
    }
    out.end_array().key("credits").begin_array();
    for (const LedgerRemainder& one : statement.credits)
        out.begin_object().member("entry", one.entry.view()).member("amount", to_string(one.amount)).end_object();
    out.end_array().key("lapsed").begin_array();
    for (const LedgerRemainder& one : statement.lapsed)
        out.begin_object().member("entry", one.entry.view()).member("amount", to_string(one.amount)).end_object();
    const LedgerTotals& totals = statement.totals;
    out.end_array().key("totals").begin_object();
    out.member("opened", to_string(totals.opened)).member("surcharge", to_string(totals.surcharge)).member("fines", to_string(totals.fines));
    out.member("received", to_string(totals.received)).member("advances", to_string(totals.advances)).member("waived", to_string(totals.waived));
    out.member("written_off", to_string(totals.written_off))
        .member("transferred", to_string(totals.transferred))
        .member("credit", to_string(totals.credit));
    out.member("outstanding", to_string(totals.outstanding)).end_object().end_object();
}

[[nodiscard]] std::string compared(const OrderComparison& comparison, Language language) {
    const bool zh = language == Language::zh;
    std::vector<std::vector<std::string>> rows;
    rows.push_back(zh ? std::vector<std::string>{"清偿顺序", "累计滞纳金", "尚欠本金", "尚欠滞纳金", "尚欠合计"}
                      : std::vector<std::string>{"order", "surcharge accrued", "principal owed", "surcharge owed", "owed in all"});
    for (std::size_t i = 0; i < comparison.orders.size(); ++i) {
        const LedgerStatement& one = comparison.statements[i];
        rows.push_back({std::string{label(enum_at<OrderName>(i), language)}, to_string(one.totals.surcharge),
                        to_string(one.outstanding(DebtComponent::principal)), to_string(one.outstanding(DebtComponent::surcharge)),
                        to_string(one.outstanding())});
    }
    return table(rows, 1);
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
        std::vector<AllocationOrder> orders;
        for (std::size_t i = 0; i < enum_count<OrderName>; ++i) orders.push_back(order_of(enum_at<OrderName>(i)));
        const OrderComparison comparison = compare(*ledger, options.terms, orders, view);
        if (options.format == AnswerFormat::json) {
            JsonWriter out;
            out.begin_array();
            for (std::size_t i = 0; i < orders.size(); ++i) write_json(out, comparison.statements[i], orders[i]);
            write_out(out.end_array().text() + '\n');
        } else if (options.format == AnswerFormat::csv) {
            std::string text;
            CsvWriter out{text};
            out.value("order").value("surcharge_accrued").value("principal").value("surcharge").value("outstanding").end_row();
            for (std::size_t i = 0; i < orders.size(); ++i) {
                const LedgerStatement& one = comparison.statements[i];
                out.value(identifier(enum_at<OrderName>(i)))
                    .value(to_string(one.totals.surcharge))
                    .value(to_string(one.outstanding(DebtComponent::principal)));
                out.value(to_string(one.outstanding(DebtComponent::surcharge))).value(to_string(one.outstanding())).end_row();
            }
            write_out(text);
        } else {
            write_out(compared(comparison, options.language));
        }
        return done;
    }
    const LedgerStatement statement = ledger->statement(options.terms, view);
    switch (options.format) {
    case AnswerFormat::text: write_out(text_of(statement, options.terms.order, options.language)); break;
    case AnswerFormat::json: {
        JsonWriter out;
        write_json(out, statement, options.terms.order);
        write_out(out.text() + '\n');
        break;
    }
    case AnswerFormat::csv: {
        std::string text;
        CsvWriter out{text};
        for (const std::string_view name : columns) out.value(name);
        out.end_row();
        for (const DebtAccount& debt : statement.debts) {
            const auto cells = cells_of(debt, options.language, false);
            out.text(cells.front());
            for (std::size_t i = 1; i < cells.size(); ++i) out.value(cells[i]);
            out.end_row();
        }
        write_out(text);
        break;
    }
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
    add_word<OrderName>(command, "--order", options->order, "which debts money settles first; default: oldest_first");
    command.add_flag("--compare", options->compare, "all orders side by side");
    add_word<SurchargeCap>(command, "--cap", options->terms.surcharge.cap,
                           "whether surcharge may exceed the principal, which is contested; default: none");
    add_word<BeforeLaw>(command, "--before-law", options->terms.surcharge.before_law, "what becomes of days before any known rate; default: refused");
    command.add_option("--enterprise", options->enterprise, "whose ledger it is")->type_name("ID");
    add_parameter_files(command, options->parameter_files);
    add_word<AnswerFormat>(command, "--format", options->format, "how the statement is printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears settle ledger.csv --as-of 2019-12-31 --order surcharge_first\n"
                   "         arrears settle ledger.csv --as-of 2019-06-30 --known 2019-07-09");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
