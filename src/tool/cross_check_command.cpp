// SPDX-License-Identifier: BSL-1.0
#include "../io/csv_table.hpp"
#include "command_line.hpp"
#include "rule_commands.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/rules/cross_check.hpp>

#include <memory>
#include <utility>

namespace arrears::tool {

namespace {

struct Options {
    std::vector<std::string> files{};
    std::vector<std::string> by{};
    CrossCheck rule{};
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

/// A row as the file has it. Number and birth are read apart, so that a wrong one does not lose the row.
struct FileRow {
    RosterRow row{};
    std::string number{}, birth{};
};

struct Roster {
    bool whole = true;   ///< whether every row could be read
    std::vector<RosterRow> rows{};
    std::vector<std::uint64_t> lines{};
};

/// Reads a roster. Faults name places and never what stands there. A row whose number is wrong is kept without it.
[[nodiscard]] Roster read_roster(const std::string& path, Diagnostics& problems) {
    using detail::column;
    std::vector<detail::TableColumn<FileRow>> columns{
        column<FileRow, &FileRow::number>("citizen_number", {"公民身份号码", "身份证号", "身份证号码"})};
    const auto of_row = [&columns](std::string_view name, std::vector<std::string_view> aliases, auto read) {
        columns.push_back({{name, std::move(aliases), false, false}, read, nullptr, true});
    };
    using Terms = detail::CellTerms;
    of_row("name", {"姓名"}, [](std::string_view text, const Terms& terms, FileRow& to) { return detail::read_cell(text, terms, to.row.name); });
    of_row("birth", {"出生日期"},
           [](std::string_view text, const Terms& terms, FileRow& to) { return detail::read_cell(text, terms, to.birth); });
    of_row("enterprise", {"单位", "企业", "企业编号"},
           [](std::string_view text, const Terms& terms, FileRow& to) { return detail::read_cell(text, terms, to.row.enterprise); });
    Roster made;
    std::vector<Fault> faults;
    const std::uint64_t before = problems.count();
    const bool from_input = path == "-";
    detail::read_table<FileRow>(bytes_of_file(path), from_input ? "stdin" : path, columns, true, problems, [&](FileRow read, Place place) {
        std::optional<CitizenNumber> number;
        const auto fault_of = [&](const char* field, Fault fault) {
            fault.place = place;
            fault.place.field = field;
            faults.push_back(std::move(fault));
        };
        const auto fault_of_number = [&](Fault fault) { fault_of("citizen_number", std::move(fault)); };
        if (detail::CellFault fault = detail::read_cell(read.birth, Terms{{}, false}, read.row.birth)) fault_of("birth", *std::move(fault));
        if (detail::CellFault fault = detail::read_cell(read.number, Terms{{}, false}, number)) fault_of_number(*std::move(fault));
        if (number && read.row.birth && *read.row.birth != number->birth()) {
            fault_of_number({ErrorKind::contradiction,
                             {},
                             {"the date of birth is not that of the identity number", "出生日期与身份证号码不符"},
                             {},
                             {},
                             {"the number's is taken", "以号码为准"}});
            read.row.birth = number->birth();
        }
        read.row.number = number;
        made.rows.push_back(std::move(read.row));
        made.lines.push_back(place.line);
    });
    made.whole = problems.count() == before;   // no header, no columns, rows lost
    if (!from_input) {
        std::vector<Place*> places;
        for (Fault& fault : faults) places.push_back(&fault.place);
        const std::vector<CsvColumn> names = detail::names_of<FileRow>(columns);
        detail::find_cells(path, names, places);
    }
    for (Fault& fault : faults) problems.add(std::move(fault));
    return made;
}

[[nodiscard]] std::string lines_of(const std::vector<std::size_t>& rows, const Roster& roster, const char* between) {
    std::string out;
    for (const std::size_t row : rows) out += (out.empty() ? "" : between) + std::to_string(roster.lines[row]);
    return out;
}

[[nodiscard]] std::string text_of(const CrossCheckResult& found, const Roster& a, const Roster& b, Language language) {
    const bool zh = language == Language::zh;
    std::string out;
    const auto number = [](std::size_t count) { return std::to_string(count); };
    std::size_t by_number = 0;
    for (const RosterMatch& one : found.matched) by_number += one.by == MatchedBy::number ? 1 : 0;
    const std::size_t by_details = found.matched.size() - by_number;
    out += zh ? "相符 " + number(found.matched.size()) + " 人（按号码 " + number(by_number) + "，按姓名、出生日期和单位 " + number(by_details) +
                    "）；仅甲方有 " + number(found.only_a.size()) + "，仅乙方有 " + number(found.only_b.size()) + "；须人工核对 " +
                    number(found.questions.size()) + " 处\n"
              : "matched " + number(found.matched.size()) + " (by number " + number(by_number) + ", by name, birth and enterprise " +
                    number(by_details) + "); only in A " + number(found.only_a.size()) + ", only in B " + number(found.only_b.size()) +
                    "; for a person to look at " + number(found.questions.size()) + '\n';
    const std::string in_a = zh ? "甲方第 " : "A, line ", in_b = zh ? "乙方第 " : "B, line ", end = zh ? " 行" : "";
    for (const RosterMatch& one : found.matched) {
        if (one.by == MatchedBy::number && one.differing.empty()) continue;   // nothing to tell but that they match
        out += (zh ? "相符：" : "matched: ") + in_a + number(a.lines[one.a]) + end + " = " + in_b + number(b.lines[one.b]) + end +
               (zh ? "，依据" : ", by ") + std::string{label(one.by, language)} + (zh ? "，得分 " : ", score ") + std::to_string(one.score);
        std::string differing;
        for (const RosterField field : one.differing) differing += (differing.empty() ? "" : zh ? "、" : ", ") + std::string{label(field, language)};
        if (!differing.empty()) out += (zh ? "；不同：" : "; different: ") + differing;
        out += '\n';
    }
    for (const RosterQuestion& one : found.questions) {
        out += zh ? "须人工核对：" : "look at: ";
        if (!one.a.empty()) out += in_a + lines_of(one.a, a, zh ? "、" : ", ") + end;
        if (!one.a.empty() && !one.b.empty()) out += zh ? "；" : "; ";
        if (!one.b.empty()) out += in_b + lines_of(one.b, b, zh ? "、" : ", ") + end;
        out += (zh ? "；" : "; ") + std::string{label(one.why, language)} + (zh ? "，得分 " : ", score ") + std::to_string(one.score) + '\n';
    }
    const auto list = [&](const char* name, const std::vector<std::size_t>& rows, const Roster& roster) {
        if (!rows.empty()) out += name + lines_of(rows, roster, zh ? "、" : ", ") + '\n';
    };
    list(zh ? "仅甲方有，行：" : "only in A, lines: ", found.only_a, a);
    list(zh ? "仅乙方有，行：" : "only in B, lines: ", found.only_b, b);
    return out;
}

/// A row an answer: `answer` is matched, only_a, only_b or ambiguous; of the last, lines by semicolon.
[[nodiscard]] std::string csv_of(const CrossCheckResult& found, const Roster& a, const Roster& b) {
    std::string out;
    CsvWriter csv{out};
    for (const char* const name : {"answer", "a_line", "b_line", "by", "score", "different"}) csv.value(name);
    csv.end_row();
    for (const RosterMatch& one : found.matched) {
        csv.value("matched").value(std::to_string(a.lines[one.a])).value(std::to_string(b.lines[one.b])).value(identifier(one.by));
        csv.value(std::to_string(one.score)).value(print(one.differing)).end_row();
    }
    for (const RosterQuestion& one : found.questions) {
        csv.value("ambiguous").value(lines_of(one.a, a, ";")).value(lines_of(one.b, b, ";")).value(identifier(one.why));
        csv.value(std::to_string(one.score)).value("").end_row();
    }
    for (const std::size_t row : found.only_a)
        csv.value("only_a").value(std::to_string(a.lines[row])).value("").value("").value("").value("").end_row();
    for (const std::size_t row : found.only_b)
        csv.value("only_b").value("").value(std::to_string(b.lines[row])).value("").value("").value("").end_row();
    return out;
}

[[nodiscard]] std::string json_of(const CrossCheckResult& found, const Roster& a, const Roster& b) {
    JsonWriter json;
    const auto lines = [&](const char* name, const std::vector<std::size_t>& rows, const Roster& roster) {
        json.key(name).begin_array();
        for (const std::size_t row : rows) json.value(roster.lines[row]);
        json.end_array();
    };
    json.begin_object().key("matched").begin_array();
    for (const RosterMatch& one : found.matched) {
        json.begin_object().member("a_line", a.lines[one.a]).member("b_line", b.lines[one.b]).member("by", identifier(one.by));
        json.member("score", one.score).member("different", print(one.differing)).end_object();
    }
    json.end_array().key("ambiguous").begin_array();
    for (const RosterQuestion& one : found.questions) {
        json.begin_object();
        lines("a_lines", one.a, a);
        lines("b_lines", one.b, b);
        json.member("why", identifier(one.why)).member("score", one.score).end_object();
    }
    json.end_array();
    lines("only_a_lines", found.only_a, a);
    lines("only_b_lines", found.only_b, b);
    return json.end_object().text() + '\n';
}

[[nodiscard]] int answer(Options& options) {
    if (!options.by.empty()) {
        options.rule.by_number = options.rule.by_details = false;
        for (const std::string& word : options.by) {
            const auto by = parse_enum<MatchedBy>(word);
            if (!by) {
                say({"--by: " + in_quotes(word) + " is none of " + identifiers<MatchedBy>(),
                     "--by：" + in_quotes(word) + " 不是下列之一：" + identifiers<MatchedBy>()},
                    options.language);
                return wrong_usage;
            }
            (*by == MatchedBy::number ? options.rule.by_number : options.rule.by_details) = true;
        }
    }
    if (options.files[0] == "-" && options.files[1] == "-") {
        say({"only one of the rosters can be standard input", "只有一份名册可取自标准输入"}, options.language);
        return wrong_usage;
    }
    Diagnostics problems;
    const Roster a = read_roster(options.files[0], problems), b = read_roster(options.files[1], problems);
    if (!a.whole || !b.whole) {   // what is not read would be called missing
        std::fputs(problems.text(options.language).c_str(), stderr);
        say({"the rosters were not compared: rows that are not read would be called missing", "未比对：未读入的行会被当作缺少"}, options.language);
        return findings;
    }
    std::optional<CrossCheckResult> found;
    try {
        found = options.rule.match(a.rows, b.rows);
    } catch (const Error& error) {
        say({error.fault().message(Language::en), error.fault().message(Language::zh)}, options.language);
        return wrong_usage;
    }
    switch (options.format) {
    case AnswerFormat::text: write_out(text_of(*found, a, b, options.language)); break;
    case AnswerFormat::csv: write_out(csv_of(*found, a, b)); break;
    case AnswerFormat::json: write_out(json_of(*found, a, b)); break;
    }
    std::fputs(problems.text(options.language).c_str(), stderr);
    return problems.empty() && found->questions.empty() ? done : findings;
}

}   // namespace

Command add_cross_check(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command =
        *tool.add_subcommand("cross-check", "two rosters of people against each other: matched, only in one, and what a person has to look at");
    command.add_option("rosters", options->files, "two CSV files: citizen_number, name, birth, enterprise")
        ->required()
        ->expected(2)
        ->type_name("A B");
    command.add_option("--by", options->by, "by what rows are matched, by comma; default: both")->delimiter(',')->type_name(choices<MatchedBy>());
    command.add_option("--match-score", options->rule.match_min, "least score for a match by details: name 4, birth 4, enterprise 2; default: 10")
        ->type_name("NUMBER");
    command.add_option("--ask-score", options->rule.ask_min, "least score of what a person has to look at; default: 6")->type_name("NUMBER");
    add_word<AnswerFormat>(command, "--format", options->format, "how the answer is printed; default: text");
    add_language(command, options->language);
    command.footer("Rows are named by their lines; no name and no number is ever printed.\n"
                   "Example: arrears cross-check union.csv civil_affairs.csv --by number,details --format csv");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
