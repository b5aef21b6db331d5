// SPDX-License-Identifier: BSL-1.0
// `arrears check`, `arrears convert` and `arrears schema`: a registry in whatever form, held against itself, and put into another.
#include "../report/text_table.hpp"
#include "record_commands.hpp"
#include "registry_forms.hpp"
#include "registry_input.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/column_map_file.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/io/registry_json.hpp>
#include <arrears/report/survey_report.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace arrears::tool {

namespace {

struct Count {
    std::string_view table;
    Text name;
    std::size_t rows = 0;
};
[[nodiscard]] std::vector<Count> counts_of(const Registry& registry) {
    return {{"systems", {"systems and groups", "系统和集团"}, registry.systems().size()},
            {"enterprises", {"enterprises", "企业"}, registry.enterprises().size()},
            {"workers", {"workers", "职工"}, registry.workers().size()},
            {"retirees", {"retirees", "退休人员"}, registry.retirees().size()},
            {"households", {"households", "家庭"}, registry.households().size()},
            {"arrears", {"arrears", "欠费"}, registry.arrears().size()},
            {"payments", {"payments", "缴款"}, registry.payments().size()},
            {"worker_advances", {"workers' advances", "职工垫缴"}, registry.advances().size()},
            {"resettlement_plans", {"resettlement plans", "安置方案"}, registry.plans().size()}};
}

struct CheckOptions {
    std::vector<std::string> inputs{};
    OfficeFiles office{};
    ReportFormat format = ReportFormat::text;
    Language language = language_of_environment();
};

/// What was found sound, an input after the other.
struct Checked {
    std::string input;
    RegistryForm form = RegistryForm::folder;
    std::vector<Count> counts{};
};

[[nodiscard]] std::string print(const std::vector<Checked>& all, const CheckOptions& options) {
    const bool zh = options.language == Language::zh;
    std::string out;
    switch (options.format) {
    case ReportFormat::text:
    case ReportFormat::markdown:
        for (const Checked& one : all) {
            const std::string form{label(one.form, options.language)};
            if (options.format == ReportFormat::markdown) out += out.empty() ? "## " : "\n## ";
            else out += out.empty() ? "" : "\n";
            out += printable(one.input) + (zh ? "（" + form + "）：没有发现问题\n" : " (" + form + "): nothing wrong\n");
            if (options.format == ReportFormat::markdown) out += '\n';
            detail::TextTable table;
            table.is_number = {false, true};
            table.rows.push_back(zh ? std::vector<std::string>{"表", "行数"} : std::vector<std::string>{"table", "rows"});
            for (const Count& count : one.counts) table.rows.push_back({count.name.in(options.language), std::to_string(count.rows)});
            out += options.format == ReportFormat::markdown ? table.markdown() : table.text();
        }
        break;
    case ReportFormat::csv: {
        CsvWriter csv{out};
        for (const char* const name : {"input", "table", "rows"}) csv.value(name);
        csv.end_row();
        for (const Checked& one : all) {
            for (const Count& count : one.counts) csv.text(one.input).value(count.table).value(std::to_string(count.rows)).end_row();
        }
        break;
    }
    case ReportFormat::json: {
        JsonWriter json;
        json.begin_object().key("checked").begin_array();
        for (const Checked& one : all) {
            json.begin_object().member("input", one.input).member("form", identifier(one.form)).key("tables").begin_object();
            for (const Count& count : one.counts) json.member(count.table, count.rows);
            json.end_object().end_object();
        }
        out = json.end_array().end_object().text() + '\n';
        break;
    }
    }
    return out;
}

/// Of input that cannot be read as a whole, or a form that cannot be.
[[nodiscard]] ExitCode code_of(const Error& error) { return error.kind() == ErrorKind::bad_argument ? wrong_usage : input_unreadable; }

[[nodiscard]] int check(const CheckOptions& options) {
    const OfficeTerms office = office_terms(options.office, options.language);
    std::vector<Checked> sound;
    int code = done;
    for (const std::string& input : options.inputs) {
        Diagnostics problems;
        Checked made{input};
        std::optional<Registry> registry;
        try {
            made.form = form_of_input(input);
            registry = read_registry_of(made.form, input, office, options.language, problems);
        } catch (const Error& error) {   // the whole of it cannot be read
            std::fprintf(stderr, "%s\n", printable(error.fault().message(options.language)).c_str());
            code = std::max<int>(code, code_of(error));
            continue;
        }
        if (!registry || !problems.empty()) {
            code = std::max<int>(code, refused(problems, options.language));
            continue;
        }
        made.counts = counts_of(*registry);
        sound.push_back(std::move(made));
    }
    if (!sound.empty() || options.format == ReportFormat::json) write_out(print(sound, options));
    return code;
}

[[nodiscard]] bool has_personal(const Registry& registry) {
    const auto named = [](const auto& view) { return view.record().name || view.record().citizen_number; };
    for (const WorkerView worker : registry.workers()) {
        if (named(worker)) return true;
    }
    for (const RetireeView retiree : registry.retirees()) {
        if (named(retiree)) return true;
    }
    return false;
}

ARREARS_ENUM(SchemaOf,
    (registry, "登记数据", "a registry"),
    (columns,  "列名对照表", "a map of columns"));

struct SchemaOptions {
    SchemaOf of = SchemaOf::registry;
    Language language = language_of_environment();
};

struct ConvertOptions {
    std::string in{}, out{};
    std::optional<RegistryForm> from{}, to{};
    OfficeFiles office{};
    bool with_personal = false;
    bool force = false;
    Language language = language_of_environment();
};

[[nodiscard]] int convert(const ConvertOptions& options) {
    const OfficeTerms office = office_terms(options.office, options.language);
    Diagnostics problems;
    RegistryForm from{}, to{};
    std::optional<Registry> registry;
    try {
        to = options.to ? *options.to : form_of_output(options.out);
        from = options.from ? *options.from : form_of_input(options.in);
        registry = read_registry_of(from, options.in, office, options.language, problems);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", printable(error.fault().message(options.language)).c_str());
        return code_of(error);
    }
    if (!registry || !problems.empty()) return refused(problems, options.language);
    const bool left_out = !options.with_personal && has_personal(*registry);
    write_registry_as(to, *registry, options.out, options.with_personal ? Personal::written : Personal::left_out,
                      options.force ? Overwrite::replace : Overwrite::refuse, options.language);
    if (left_out) {
        say({"Names and identity numbers were left out; --with-personal writes them.", "姓名和身份号码未写出；如需写出请加 --with-personal。"},
            options.language);
    }
    if (from != RegistryForm::folder) return done;
    // What stands about the whole is no record, and no other form has a place for it.
    const auto about = std::filesystem::path{registry_folder(options.in)} / "about.csv";
    std::error_code error;
    if (!std::filesystem::exists(about, error)) return done;
    if (to == RegistryForm::folder) {
        const auto text = read_all(bytes_of_file(about.string()), std::size_t{1} << 20U);
        if (text)
            write_file((std::filesystem::path{options.out} / "about.csv").string(), *text, options.force ? Overwrite::replace : Overwrite::refuse);
    } else {
        say({"about.csv was not carried over: keep it beside, since it says whether records are synthetic.",
             "about.csv 未随同转换：请另行保存，其中写明记录是否虚构。"},
            options.language);
    }
    return done;
}

}   // namespace

Command add_check(CLI::App& tool) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App& command = *tool.add_subcommand("check", "holds registries against themselves and tells all that is wrong, each with its place");
    command
        .add_option("PATH", options->inputs, "folders of CSV files, Excel workbooks (.xlsx), files of JSON, databases (a file, or postgresql://…)")
        ->required();
    add_office_files(command, options->office);
    add_word<ReportFormat>(command, "--format", options->format, "how the counts of what is sound are printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears check yangquan returns.xlsx");
    return {&command, [options] { return check(*options); }, &options->language};
}

Command add_convert(CLI::App& tool) {
    const auto options = std::make_shared<ConvertOptions>();
    CLI::App& command =
        *tool.add_subcommand("convert", "turns a registry from one form into another: CSV files, an Excel workbook, JSON, a database");
    command.add_option("IN", options->in, "a folder of CSV files, a workbook, a file of JSON, a database (a file, or postgresql://…)")->required();
    command.add_option("OUT", options->out, "its form by its ending: .xlsx; .json; .sqlite, .db or postgresql://…; else a folder")->required();
    add_word<RegistryForm>(command, "--from", options->from, "the form of IN; default: found out");
    add_word<RegistryForm>(command, "--to", options->to, "the form of OUT; default: by its ending");
    add_office_files(command, options->office);
    command.add_flag("--with-personal", options->with_personal, "also write names and identity numbers");
    command.add_flag("--force", options->force, "replace what is there");
    add_language(command, options->language);
    command.footer("Example: arrears convert yangquan yangquan.xlsx --lang zh\n"
                   "         arrears convert returns.xlsx registry.sqlite");
    return {&command, [options] { return convert(*options); }, &options->language};
}

Command add_schema(CLI::App& tool) {
    const auto options = std::make_shared<SchemaOptions>();
    CLI::App& command = *tool.add_subcommand("schema", "the JSON Schema of the files of JSON that are read here");
    add_word<SchemaOf>(command, "OF", options->of, "of a registry, or of a map of columns; default: registry");
    add_language(command, options->language);
    command.footer("Example: arrears schema registry > registry.json");
    const auto answer = [options] {
        write_out(options->of == SchemaOf::registry ? registry_json_schema() : column_map_schema());
        return int{done};
    };
    return {&command, answer, &options->language};
}

}   // namespace arrears::tool
