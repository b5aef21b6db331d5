// SPDX-License-Identifier: BSL-1.0
#include "change_output.hpp"
#include "registry_input.hpp"
#include "rule_commands.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/rules/explanation_json.hpp>
#include <arrears/rules/explanation_text.hpp>
#include <arrears/rules/facts.hpp>
#include <arrears/rules/surcharge.hpp>
#include <arrears/rules/verify.hpp>

#include <memory>
#include <utility>

namespace arrears::tool {

namespace {

struct Options {
    RegistryInput input{};
    std::string enterprise{};
    std::string worker{};
    std::string household{};
    std::string arrears{};
    std::optional<RetirementBar> blocked_by{};
    std::optional<Date> against{};
    std::vector<std::string> parameter_files{};
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

/// What is printed: of whom, and the reasons.
struct Page {
    Text of{};
    Explanation reasons{};
};

template <class T>
void add(std::vector<Page>& pages, const Text& of, const Decision<T>& decision) {
    pages.push_back({of, decision.reasons});
}

void add_enterprise(std::vector<Page>& pages, const EnterpriseView& enterprise, const Text& role, Date as_of, const Parameters& parameters) {
    const std::string name = std::string{enterprise.id().view()} + (enterprise.name().empty() ? "" : " " + std::string{enterprise.name()});
    const Text of{role.en + ' ' + name, role.zh + ' ' + name};
    HardshipRule hardship;
    hardship.parameters = parameters;
    add(pages, of, hardship.explain(full_hardship_facts(enterprise, as_of), as_of));
    add(pages, of, HaltBandRule{}.explain(halt_facts(enterprise, as_of), as_of));
}

[[nodiscard]] std::vector<Page> pages_of(const Options& options, const Registry& registry, Date as_of, const Parameters& parameters) {
    std::vector<Page> pages;
    if (!options.enterprise.empty()) {
        const EnterpriseView enterprise = found(registry.find(EnterpriseId{options.enterprise}), {"enterprise", "企业"}, options.enterprise);
        add_enterprise(pages, enterprise, {"enterprise", "企业"}, as_of, parameters);
        if (const auto parent = enterprise.parent()) add_enterprise(pages, *parent, {"parent", "上级企业"}, as_of, parameters);
        for (const EnterpriseView unit : enterprise.units()) add_enterprise(pages, unit, {"unit", "下属单位"}, as_of, parameters);
    }
    if (!options.worker.empty()) {
        const WorkerView worker = found(registry.find_worker(WorkerId{options.worker}), {"worker on the roll", "在册职工"}, "");
        const Text of{"worker", "职工"};   // an office may number its people by what must not be printed
        RetirementAgeRule age;
        age.parameters = parameters;
        add(pages, of, EmploymentRule{}.explain(employment_facts(worker, as_of), as_of));
        add(pages, of, age.explain(retirement_facts(worker), as_of));
        add(pages, of, OverdueRetirementRule{age, options.blocked_by}.explain(overdue_retirement_facts(worker, as_of), as_of));
    }
    if (!options.household.empty()) {
        const HouseholdView household = found(registry.find(HouseholdId{options.household}), {"household", "家庭"}, options.household);
        add(pages, {"household", "家庭"}, ZeroEmploymentRule{}.explain(household_members(household, as_of), as_of));
    }
    if (!options.arrears.empty()) {
        const ArrearsView owed = found(registry.find(ArrearsId{options.arrears}), {"arrears", "欠费"}, options.arrears);
        SurchargeRule rule;
        rule.parameters = parameters;
        add(pages, {"arrears " + options.arrears, "欠费 " + options.arrears},
            rule.explain(surcharge_facts(owed.record(), owed.outstanding(as_of)), as_of));
    }
    return pages;
}

[[nodiscard]] int answer(const Options& options) {
    if (options.enterprise.empty() && options.worker.empty() && options.household.empty() && options.arrears.empty()) {
        say({"expected --enterprise, --worker, --household or --arrears with an id",
             "应给出 --enterprise、--worker、--household 或 --arrears 及编号"},
            options.language);
        return wrong_usage;
    }
    const Parameters parameters = parameters_of(options.parameter_files, options.language);
    Diagnostics problems;
    const auto input = read_input(options.input, options.language, problems);
    if (!input) return refused(problems, options.language);
    const RegistryAbout& about = input->about;
    const std::vector<Page> pages = pages_of(options, input->registry, input->as_of, parameters);
    if (options.against) {   // the same pages as of that day, one by one
        const std::vector<Page> then = pages_of(options, input->registry, *options.against, parameters);
        std::vector<NamedChange> changes;
        for (std::size_t i = 0; i < pages.size(); ++i) changes.push_back({pages[i].of, what_changed(then[i].reasons, pages[i].reasons)});
        const std::string synthetic = options.format == AnswerFormat::text ? synthetic_line(about, options.language) : std::string{};
        write_out(synthetic + change_output(changes, about.synthetic, options.format, options.language));
        return done;
    }
    const bool zh = options.language == Language::zh;
    std::string out;
    switch (options.format) {
    case AnswerFormat::text:
        out += synthetic_line(about, options.language);
        for (const Page& page : pages) out += page.of.in(options.language) + (zh ? "：" : ": ") + print(page.reasons, options.language) + '\n';
        break;
    case AnswerFormat::json: {
        JsonWriter json;
        json.begin_object().member("synthetic", about.synthetic).key("answers").begin_array();
        for (const Page& page : pages) {
            json.begin_object().member("of", page.of.en).member("of_zh", page.of.zh).key("reasons");
            write_json(json, page.reasons);
            json.end_object();
        }
        out = json.end_array().end_object().text() + '\n';
        break;
    }
    case AnswerFormat::csv: {
        CsvWriter csv{out};
        for (const char* const name : {"of", "rule", "as_of", "name", "outcome", "missing"}) csv.value(name);
        csv.end_row();
        for (const Page& page : pages) {
            const auto row = [&](std::string_view name, const std::string& outcome) {
                csv.text(page.of.en).value(identifier(page.reasons.rule)).value(print(page.reasons.as_of)).value(name).value(outcome);
                csv.value(names(page.reasons.missing)).end_row();
            };
            if (!page.reasons.missing.empty()) row("", "undetermined");
            for (const std::uint32_t at : page.reasons.conclusions) {
                const Step& step = page.reasons.steps[at];
                if (page.reasons.missing.empty()) row(identifier(*step.label), plain(step.value));
            }
        }
        break;
    }
    }
    write_out(out);
    return done;
}

}   // namespace

Command add_explain(CLI::App& tool, const std::string& default_directory) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("explain", "why an enterprise, a worker, a household or a debt is classed as it is");
    add_registry_input(command, options->input, default_directory);
    command.add_option("--enterprise", options->enterprise, "hardship class and halt band, also of its parent and its units")->type_name("ID");
    command.add_option("--worker", options->worker, "employment, retirement age, overdue retirement")->type_name("ID");
    command.add_option("--household", options->household, "whether it is a zero-employment household")->type_name("ID");
    command.add_option("--arrears", options->arrears, "the surcharge on what is outstanding of a row of arrears")->type_name("ID");
    add_word<RetirementBar>(command, "--blocked-by", options->blocked_by, "which arrears bar retirement: local practice; default: not told");
    add_parsed(command, "--against", options->against, &try_parse_date, "instead tells what changed since that day, and by how much", "DATE");
    add_parameter_files(command, options->parameter_files);
    add_word<AnswerFormat>(command, "--format", options->format, "how the reasons are printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears explain --enterprise FED1 --lang zh");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
