// SPDX-License-Identifier: BSL-1.0
#include "database_tabulate.hpp"
#include "record_listing.hpp"
#include "rejects_files.hpp"
#include "row_files.hpp"
#include "statistics_commands.hpp"

#include <arrears/io/csv_records.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/io/registry_files.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace arrears::tool {

namespace {

struct Options {
    std::vector<std::string> files{};
    std::string rows{}, columns{}, measures = "count", where{};
    std::string as_of{};
    std::vector<std::int64_t> ageing{};
    std::string definition{};
    std::string groupings{};
    std::vector<std::string> texts{}, integers{}, amounts{}, dates{};
    OfficeFiles office{};
    unsigned threads = 1;
    bool lenient = false;
    std::string rejects{};
    std::optional<std::string> records{};    // the keys of a cell
    std::vector<std::string> record_columns{};
    DatabaseChoice database{};
    TableOutput output{};
};

/// The parts between separators that stand outside parentheses and quotes.
[[nodiscard]] std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> out{""};
    int depth = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && c == '(') ++depth;
        if (!quoted && c == ')') --depth;
        if (c == separator && depth == 0 && !quoted) out.emplace_back();
        else out.back() += c;
    }
    return out;
}
[[nodiscard]] std::string words(const std::string& text) {
    std::string out;
    for (const std::string& word : split(text, ',')) out += (out.empty() ? "" : ", ") + (word.starts_with('"') ? word : detail::written(word));
    return out;
}
/// `sum:principal` is `sum(principal)`, `top:5:enterprise_id:principal` is `top(5, enterprise_id, sum(principal))`.
[[nodiscard]] std::string measure(const std::string& text) {
    const std::vector<std::string> parts = split(text, ':');
    if (parts.size() == 1) return text;
    bool by_sum = false;
    for (const char* const name : {"top", "cr", "lorenz", "gini", "hhi", "by"}) by_sum = by_sum || parts.front() == name;
    std::string out = parts.front() + '(';
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::string word = detail::written(parts[i]);
        out += (i == 1 ? "" : ", ") + (by_sum && i > 1 && i + 1 == parts.size() ? "sum(" + word + ')' : word);
    }
    return out + ')';
}
[[nodiscard]] Definition definition_of(const Options& options) {
    if (!options.definition.empty()) return Definition::parse(*read_all(bytes_of_file(options.definition), std::string{}.max_size()));
    std::string text;
    if (!options.as_of.empty()) text += "as of " + detail::written(options.as_of) + "; ";
    if (!options.where.empty()) text += "where " + options.where + "; ";
    if (!options.rows.empty()) text += "rows " + words(options.rows) + "; ";
    if (!options.columns.empty()) text += "columns " + words(options.columns) + "; ";
    text += "measure ";
    bool first = true;
    for (const std::string& each : split(options.measures, ',')) text += (std::exchange(first, false) ? "" : ", ") + measure(each);
    return Definition::parse(text);
}

/// Lists the records behind a cell of the state's table: the files are gone through once more.
[[nodiscard]] bool list_records(const State& state, const Options& options, const CsvTallyOptions& tally) {
    std::vector<std::string> keys;
    for (const std::string& key : split(*options.records, ',')) {
        const bool quoted = key.size() >= 2 && key.starts_with('"') && key.ends_with('"');
        keys.push_back(quoted ? key.substr(1, key.size() - 2) : key);
    }
    const Definition cell = records_of_keys(state, keys);
    RecordListing listing{options.output.format, options.output.language, options.record_columns};
    Diagnostics problems;
    for (const std::string& file : options.files) {
        const auto take = [&](const std::string& source, const CsvRecord& record) { listing.add(source, record); };
        if (each_record(state, cell, file, options.database.table, options.record_columns, tally, take, problems)) continue;
        std::fputs(problems.text(options.output.language).c_str(), stderr);
        return false;
    }
    listing.finish(cell);
    return true;
}

/// Says where the rows are that were left out.
void tell_rejects(const RejectsFiles& rejects, std::uint64_t refused, const Options& options) {
    const std::string written = std::to_string(rejects.rows()), path = printable(options.rejects);
    if (rejects.rows() > 0) {
        say({written + " of them stand with the reasons in " + path + ": correct them there, and count that as well",
             "其中 " + written + " 行连同原因写入 " + path + "：可在其中更正，再一并统计"},
            options.output.language);
    }
    if (refused == rejects.rows()) return;
    const std::string lost = std::to_string(refused - rejects.rows());
    say({lost + " too long, broken or without an end stand only in the file itself", lost + " 行过长、损坏或没有结尾，只在原文件中"},
        options.output.language);
}

/// Databases give values and no rows of text. \throws WrongValue where they are asked for what is of such rows
void refuse_options_of_files(const Options& options) {
    if (options.database.table.empty() || std::any_of(options.files.begin(), options.files.end(), has_named_tables)) return;
    for (const auto& [name, given] : {std::pair{"--records", options.records.has_value()},
                                      {"--rejects", !options.rejects.empty()},
                                      {"--map", !options.office.map.empty()},
                                      {"--encoding", options.office.encoding.has_value()}}) {
        if (given) throw WrongValue{name, {"it says nothing of databases", "不适用于数据库"}};
    }
}

[[nodiscard]] int answer(const Options& options) {
    if (options.records && std::find(options.files.begin(), options.files.end(), "-") != options.files.end()) {
        throw bad_argument("--records", {"standard input cannot be read twice", "标准输入不能读两遍"}, {"expected files", "应为文件"});
    }
    const bool databases = are_databases(options.files, options.database);
    const Definition definition = definition_of(options);
    const Language language = options.output.language;
    Diagnostics problems;
    CsvTallyOptions tally;
    if (!options.groupings.empty()) tally.groupings = read_groupings(options.groupings, problems);
    if (!problems.empty()) {
        std::fputs(problems.text(language).c_str(), stderr);
        return findings;
    }
    for (const auto& [names, kind] : {std::pair{&options.texts, FieldKind::code},
                                      {&options.integers, FieldKind::integer},
                                      {&options.amounts, FieldKind::money},
                                      {&options.dates, FieldKind::date}}) {
        for (const std::string& name : *names) tally.kinds[name] = kind;
    }
    if (!options.ageing.empty()) tally.ageing = AgeingBands{options.ageing};
    tally.threads = options.threads;
    OfficeTerms office = office_terms(options.office, language);
    tally.form.encoding = office.encoding;
    if (office.map) tally.map = *std::move(office.map);
    const bool terminal = isatty(2) == 1;
    if (terminal) {
        tally.progress = [language](std::uint64_t lines) {
            std::fprintf(stderr, language == Language::zh ? "\r%llu 行" : "\r%llu lines", static_cast<unsigned long long>(lines));
        };
    }
    State state{definition, csv_schema(definition, tally)};
    if (options.database.explain) {
        for (const std::string& address : options.files) explain_database(state, address, options.database, tally, language);
        return done;
    }
    std::optional<RejectsFiles> rejects;
    if (!options.rejects.empty())
        rejects.emplace(options.rejects, options.files, options.output.force ? Overwrite::replace : Overwrite::refuse, language);
    std::uint64_t refused = 0;
    bool unread = false;
    const bool listed = !options.output.state_file.empty() || options.files.size() > 1;   // else nothing could be counted twice
    for (std::size_t i = 0; i < options.files.size(); ++i) {
        const std::string& file = options.files[i];
        if (databases) {
            refused += add_database_rows(state, file, options.database, tally, problems);
            continue;
        }
        if (listed) tally.input = file == "-" ? "stdin" : printable(std::filesystem::path{file}.filename().string());
        if (rejects) tally.refused = rejects->of(i);
        const auto read = add_rows(state, file, options.database.table, tally, language, problems);
        unread = unread || !read;
        if (read) refused += read->refused;
    }
    if (terminal) std::fputs("\r\033[K", stderr);
    std::fputs(problems.text(language).c_str(), stderr);
    if (refused > 0) {
        const std::string count = std::to_string(refused);
        say(options.lenient ? Text{count + (refused == 1 ? " row was" : " rows were") + " left out", "已略去 " + count + " 行"}
                            : Text{count + (refused == 1 ? " row" : " rows") + " cannot be read: no table; --lenient leaves such rows out",
                                   "有 " + count + " 行无法读取，故不出表；--lenient 可略去这些行"},
            language);
    }
    if (unread || (!problems.empty() && !options.lenient)) return findings;
    if (rejects) {
        rejects->commit();
        tell_rejects(*rejects, refused, options);
    }
    if (options.records) {
        if (!list_records(state, options, tally)) return findings;
    } else {
        put(state, options.output);
    }
    return problems.empty() ? done : findings;
}

}   // namespace

Command add_tabulate(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command =
        *tool.add_subcommand("tabulate", "a table of CSV files, workbooks, JSON or databases: rows, columns, measures, conditions as you state them");
    command
        .add_option("FILES", options->files,
                    "CSV files with one header each (- is standard input), Excel workbooks, registries in JSON; with --table databases")
        ->required();
    CLI::Option* const definition =
        command.add_option("--definition", options->definition, "a file with the definition, in place of --rows … --where")->type_name("FILE");
    for (const auto& [name, out, what] :
         {std::tuple{"--rows", &options->rows, "fields that make rows, as industry,category"},
          {"--columns", &options->columns, "fields that make columns"},
          {"--measure", &options->measures, "what is measured of each cell, as sum:principal,count,distinct:enterprise_id; default: count"},
          {"--as-of", &options->as_of, "the day for fields as due_ageing, due_days, birth_age, as 2019-06-30"},
          {"--where", &options->where, "which rows count, as \"principal >= 1万元 and category = pension\""}}) {
        command.add_option(name, *out, what)->excludes(definition)->type_name("TEXT");
    }
    command
        .add_option("--groupings", options->groupings, "a CSV file of groupings (grouping,field,group,label,label_en,match): fields by their names")
        ->type_name("FILE");
    for (const auto& [name, out, what] : {std::tuple{"--text", &options->texts, "columns that are texts, whatever they are called"},
                                          {"--integer", &options->integers, "columns of whole numbers"},
                                          {"--amount", &options->amounts, "columns of money"},
                                          {"--date", &options->dates, "columns of dates"}}) {
        command.add_option(name, *out, what)->delimiter(',')->type_name("NAMES");
    }
    command.add_option("--ageing", options->ageing, "the upper edges of the bands of fields as due_ageing, in months; default: 3,12,36,60")
        ->delimiter(',')
        ->type_name("MONTHS");
    command.add_option("--threads", options->threads, "how many read a CSV file at once; the table is the same; default: 1")
        ->check(CLI::Range(1U, 256U));
    add_office_files(command, options->office);
    CLI::Option* const lenient =
        command.add_flag("--lenient", options->lenient, "leave out rows that cannot be read, each told, in place of no table");
    command
        .add_option("--rejects", options->rejects,
                    "also write those rows to a CSV file, as they are, with the reasons: to be corrected and counted; of several FILES a folder")
        ->type_name("FILE")
        ->needs(lenient);
    add_table_style(command, options->output);
    add_subtotals(command, options->output);
    add_transpose(command, options->output);
    add_state_output(command, options->output);
    CLI::Option* const records = command.add_option("--records", options->records,
                                                    "in place of the table, the rows behind a cell: keys or labels of its row, then of its column, "
                                                    "as C26,pension; * for all, nothing for unknown")
                                     ->type_name("KEYS")
                                     ->excludes(command.get_option("--save-state"));
    command.add_option("--record-columns", options->record_columns, "columns to show of each such row; default: none, since they may be personal")
        ->delimiter(',')
        ->type_name("NAMES")
        ->needs(records);
    add_database_options(command, options->database);
    command.parse_complete_callback([options] { refuse_options_of_files(*options); });
    command.footer(
        "Example: arrears tabulate arrears.csv --rows industry --columns category --measure sum:principal,count,distinct:enterprise_id\n"
        "         arrears tabulate 2018.csv 2019.csv --rows due_year --measure \"median(principal), gini(enterprise_id, sum(principal))\"\n"
        "         arrears tabulate arrears.csv --as-of 2019-06-30 --rows due_ageing --measure sum:principal,count\n"
        "         arrears tabulate arrears.csv --rows industry --columns category --records C26,pension --record-columns arrears_id\n"
        "         arrears tabulate returns.xlsx --table 欠费 --rows category --measure sum:principal\n"
        "         arrears tabulate postgresql://reader@server/arrears --table arrears --rows category --measure sum:principal\n"
        "The language of definitions stands in docs/statistics.md.");
    return {&command, [options] { return answer(*options); }, &options->output.language};
}

}   // namespace arrears::tool
