// SPDX-License-Identifier: BSL-1.0
#include "registry_input.hpp"
#include "rule_commands.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/rules/counterfactual.hpp>
#include <arrears/rules/facts.hpp>

#include <memory>

namespace arrears::tool {

namespace {

struct Options {
    RegistryInput input{};
    std::string enterprise{};
    std::string worker{};
    std::optional<Money> under{};
    std::optional<Money> budget{};
    ArrearsCategory category = ArrearsCategory::pension;
    RetirementBar blocked_by = RetirementBar::enterprise_arrears;
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

/// A line of the answer: a question, the least amount, and that a fen less is too little.
struct Line {
    Text question{};
    std::optional<LeastAmount> amount{};
    Text otherwise{};   ///< what is said where there is no such amount
};

[[nodiscard]] std::string shown(Money amount, Language language) { return to_string(amount) + (language == Language::zh ? " 元" : " yuan"); }

[[nodiscard]] std::string text_of(const std::vector<Line>& lines, Language language) {
    const bool zh = language == Language::zh;
    std::string out;
    for (const Line& line : lines) {
        out += line.question.in(language) + (zh ? "：" : ": ");
        if (!line.amount) out += line.otherwise.in(language);
        else if (!line.amount->too_little) out += zh ? "无需缴款" : "no payment is needed";
        else {
            out += shown(line.amount->amount, language);
            out += zh ? "（少一分即 " + shown(*line.amount->too_little, language) + " 则不够）"
                      : " (" + shown(*line.amount->too_little, language) + ", a fen less, is not enough)";
        }
        out += '\n';
    }
    return out;
}

void write(const std::vector<Line>& lines, const RegistryAbout& about, const Options& options) {
    switch (options.format) {
    case AnswerFormat::text: write_out(synthetic_line(about, options.language) + text_of(lines, options.language)); break;
    case AnswerFormat::csv: {
        std::string text;
        CsvWriter out{text};
        out.value("question").value("amount").value("too_little").end_row();
        for (const Line& line : lines) {
            out.text(line.question.en).value(line.amount ? to_string(line.amount->amount) : "");
            out.value(line.amount && line.amount->too_little ? to_string(*line.amount->too_little) : "").end_row();
        }
        write_out(text);
        break;
    }
    case AnswerFormat::json: {
        JsonWriter out;
        out.begin_object().member("synthetic", about.synthetic).key("answers").begin_array();
        for (const Line& line : lines) {
            out.begin_object().member("question", line.question.en).member("question_zh", line.question.zh).key("amount");
            if (line.amount) out.value(to_string(line.amount->amount));
            else out.null();
            out.key("too_little");
            if (line.amount && line.amount->too_little) out.value(to_string(*line.amount->too_little));
            else out.null();
            out.end_object();
        }
        write_out(out.end_array().end_object().text() + '\n');
        break;
    }
    }
}

/// Which enterprises' pension arrears to clear with a budget, so that most workers of age may retire.
[[nodiscard]] int spend(const Options& options, const RegistryRead& input) {
    const Registry& registry = input.registry;
    const Date as_of = input.as_of;
    OverdueRetirementRule rule;
    rule.blocked_by = RetirementBar::enterprise_arrears;
    std::vector<Option> choices;
    std::vector<EnterpriseView> enterprises;
    for (const EnterpriseView enterprise : registry.enterprises()) {
        const Money owed = enterprise.outstanding(ArrearsCategory::pension, as_of);
        std::int64_t waiting = 0;
        for (const WorkerView worker : enterprise.workers()) {
            if (rule.decide(overdue_retirement_facts(worker, owed), as_of).known() == true) ++waiting;
        }
        if (waiting == 0) continue;
        choices.push_back({owed, waiting});
        enterprises.push_back(enterprise);
    }
    const BestChoice best = best_choice(choices, *options.budget);
    const bool zh = options.language == Language::zh;
    std::string out;
    switch (options.format) {
    case AnswerFormat::text: {
        out += synthetic_line(input.about, options.language);
        const std::string value = std::to_string(best.value), bound = std::to_string(best.bound), cost = to_string(best.cost);
        out += zh ? "用 " + cost + " 元清缴以下企业的养老保险欠费，可使 " + value + " 人办理退休"
                  : "with " + cost + " yuan the pension arrears of these are cleared, and " + value + " workers can retire";
        if (best.is_best()) out += zh ? "（已证明最优）：\n" : " (proved the most):\n";
        else out += zh ? "（至多 " + bound + " 人）：\n" : " (at most " + bound + "):\n";
        for (const std::size_t i : best.chosen) {
            out += "- " + std::string{enterprises[i].id().view()} + (zh ? "：" : ": ") + shown(choices[i].cost, options.language) +
                   (zh ? "，" : ", ") + std::to_string(choices[i].value) +
                   (zh                      ? " 人\n"
                    : choices[i].value == 1 ? " worker\n"
                                            : " workers\n");
        }
        break;
    }
    case AnswerFormat::csv: {
        CsvWriter csv{out};
        csv.value("enterprise").value("cost").value("workers").end_row();
        for (const std::size_t i : best.chosen)
            csv.text(enterprises[i].id().view()).value(to_string(choices[i].cost)).value(std::to_string(choices[i].value)).end_row();
        break;
    }
    case AnswerFormat::json: {
        JsonWriter json;
        json.begin_object()
            .member("synthetic", input.about.synthetic)
            .member("cost", to_string(best.cost))
            .member("workers", best.value)
            .member("workers_at_most", best.bound)
            .key("enterprises")
            .begin_array();
        for (const std::size_t i : best.chosen)
            json.begin_object()
                .member("id", enterprises[i].id().view())
                .member("cost", to_string(choices[i].cost))
                .member("workers", choices[i].value)
                .end_object();
        out = json.end_array().end_object().text() + '\n';
        break;
    }
    }
    write_out(out);
    return done;
}

[[nodiscard]] int answer(const Options& options) {
    if (options.enterprise.empty() && options.worker.empty() && !options.budget) {
        say({"expected --enterprise ID, --worker ID or --budget AMOUNT", "应给出 --enterprise 编号、--worker 编号或 --budget 金额"},
            options.language);
        return wrong_usage;
    }
    Diagnostics problems;
    const auto input = read_input(options.input, options.language, problems);
    if (!input) return refused(problems, options.language);
    const Registry& registry = input->registry;
    const Date as_of = input->as_of;
    if (options.budget) return spend(options, *input);
    std::vector<Line> lines;
    if (!options.enterprise.empty()) {
        const EnterpriseView enterprise = found(registry.find(EnterpriseId{options.enterprise}), {"enterprise", "企业"}, options.enterprise);
        const Money threshold = options.under.value_or(Money::from_yuan(1'000'000));
        const std::string under = to_string(threshold);
        const std::string category_en{label(options.category, Language::en)}, category_zh{label(options.category, Language::zh)};
        lines.push_back({{"to owe less than " + under + " yuan of " + category_en, "使" + category_zh + "欠费低于 " + under + " 元"},
                         payment_to_fall_under(enterprise.outstanding(options.category, as_of), threshold),
                         {"it owes less already", "已低于该界限"}});
        const HardshipRelease free = release(HardshipRule{}, full_hardship_facts(enterprise, as_of), as_of);
        lines.push_back({{"to be in hardship no more, paid to funds alone", "仅补缴基金欠费即不再属于困难企业"},
                         free.to_funds,
                         {"no payment of that kind is enough, or it is not in question", "仅此不够，或不适用"}});
        lines.push_back({{"to be in hardship no more, paid to people alone", "仅清偿拖欠职工款项即不再属于困难企业"},
                         free.to_people,
                         {"no payment of that kind is enough, or it is not in question", "仅此不够，或不适用"}});
        lines.push_back({{"to be in hardship no more, paid to people once the funds are", "基金欠费清偿后，再清偿职工款项"},
                         free.to_people_after_funds,
                         {"not enough either, or not in question", "仍不够，或不适用"}});
    }
    if (!options.worker.empty()) {
        const WorkerView worker = found(registry.find_worker(WorkerId{options.worker}), {"worker on the roll", "在册职工"}, "");
        OverdueRetirementRule rule;
        rule.blocked_by = options.blocked_by;
        const OverdueRetirementFacts facts = overdue_retirement_facts(worker, as_of);
        const auto free = release(rule, facts, as_of);
        Text question{"for the worker to retire, paid on the pension arrears that bar it", "使该职工得以办理退休，须补缴养老保险欠费"};
        if (free && free->by == RetirementBar::enterprise_arrears) {
            question = {"for the worker to retire, paid on the enterprise's pension arrears, by it or by workers in its stead",
                        "使该职工得以办理退休，须补缴企业所欠养老保险费（由企业补缴，或由职工垫缴）"};
        } else if (free) {
            question = {"for the worker to retire, paid on what is owed on the worker's own pension record",
                        "使该职工得以办理退休，须补缴本人名下所欠养老保险费"};
        }
        Text otherwise{"the retirement is not overdue", "并非到龄未办理退休"};
        if (const auto outcome = rule.decide(facts, as_of); !outcome.is_determined()) {
            Text missing;
            for (const Fact fact : outcome.missing()) {
                missing.en += (missing.en.empty() ? "" : ", ") + std::string{label(fact, Language::en)};
                missing.zh += (missing.zh.empty() ? "" : "、") + std::string{label(fact, Language::zh)};
            }
            otherwise = {"whether it is overdue is undetermined; what would decide: " + missing.en, "是否到龄未办理退休无法判定，缺少：" + missing.zh};
        }
        lines.push_back({question, free ? std::optional{free->payment} : std::nullopt, otherwise});
    }
    write(lines, input->about, options);
    return done;
}

}   // namespace

Command add_what_if(CLI::App& tool, const std::string& default_directory) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("what-if", "the least that would change an outcome, proved; the best use of a budget");
    add_registry_input(command, options->input, default_directory);
    command.add_option("--enterprise", options->enterprise, "the least payments that bring it under a threshold or out of hardship")->type_name("ID");
    add_parsed(command, "--under", options->under, &parse_yuan, "the threshold; default: 1 million yuan", "AMOUNT");
    add_word<ArrearsCategory>(command, "--category", options->category, "of which arrears; default: pension");
    command.add_option("--worker", options->worker, "the least payment that ends the worker's overdue retirement")->type_name("ID");
    add_word<RetirementBar>(command, "--blocked-by", options->blocked_by, "which arrears bar retirement: local practice; default: the enterprise's");
    CLI::Option* const budget = add_parsed(command, "--budget", options->budget, &parse_yuan,
                                           "whose pension arrears to clear with it, so that most workers of age can retire", "AMOUNT");
    for (const char* const other : {"--enterprise", "--worker", "--blocked-by"}) budget->excludes(other);
    add_word<AnswerFormat>(command, "--format", options->format, "how the answer is printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears what-if --budget 3000万元\n         arrears what-if --enterprise FED1 --under 100万元");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
