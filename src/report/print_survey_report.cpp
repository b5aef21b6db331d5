// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/survey_report.hpp>

#include "text_table.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_writer.hpp>

#include <algorithm>

namespace arrears {

namespace {

using detail::markdown;
using Cells = std::vector<std::string>;

[[nodiscard]] Text verdict(const ReportLine& line) {
    if (!line.comparison) return {"", ""};
    return line.comparison->within ? Text{"equal", "一致"} : Text{"differs", "不一致"};
}

[[nodiscard]] Cells headings(Language language) {
    if (language == Language::zh) return {"项目", "单位", "公布", "计算", "差"};
    return {"figure", "unit", "published", "computed", "difference"};
}

/// A number for people: years without separators, all else with them.
[[nodiscard]] std::string shown(const std::string& digits, FigureUnit unit) { return unit == FigureUnit::years ? digits : with_separators(digits); }

[[nodiscard]] Cells cells(const ReportLine& line, Language language) {
    Cells out{line.label.in(language), std::string{label(line.unit, language)}, "", line.computed.empty() ? "-" : shown(line.computed, line.unit),
              ""};
    if (!line.published) return out;
    const bool own_unit = line.published->unit != line.unit;   // say 亿元 beside 万元: then it stands with the number
    out[2] = own_unit ? line.published->printed(language) : line.published->digits(language);
    if (!line.comparison) return out;
    const std::string difference = with_separators(line.comparison->difference);
    out[4] = line.comparison->within ? "0" : (own_unit ? with_unit(difference, line.published->unit, language) : difference) + " !";
    return out;
}

[[nodiscard]] detail::TextTable of_lines(const ReportTable& table, Language language) {
    detail::TextTable out{{false, false, true, true, true}, {headings(language)}};
    for (const ReportLine& line : table.lines) out.rows.push_back(cells(line, language));
    return out;
}

[[nodiscard]] std::vector<Text> opening(const SurveyReport& report) {
    std::vector<Text> out;
    if (!report.about.title.empty()) out.push_back(report.about.title);
    const std::string date = print(report.as_of);
    out.push_back({"As of " + date + ".", "截至 " + date + "。"});
    if (report.about.synthetic) {
        out.push_back({"The records behind the computed figures are synthetic: made up so that their statistics equal published ones.",
                       "计算所用记录均为合成数据：编制时使其统计结果等于公布数字。"});
    }
    for (const Text& note : report.about.notes) out.push_back(note);
    return out;
}

[[nodiscard]] Text findings_title(const SurveyReport& report) {
    if (!report.has_published) return {"No published figures to reconcile with", "没有可供核对的公布数字"};
    if (report.findings.empty()) return {"Everything reconciles", "全部数字相互一致"};
    return {"What does not reconcile", "不能相互一致的数字"};
}

/// What was checked, under the title of the findings.
[[nodiscard]] Text checked(const SurveyReport& report) {
    if (!report.has_published) return {};
    const std::string relations = std::to_string(report.relations);
    return {"Checked: every published figure against the records, and " + relations +
                " relations between published figures that their definitions imply.",
            "已核对：每个公布数字与记录，以及由定义推出的公布数字之间的 " + relations + " 个关系。"};
}

[[nodiscard]] std::string print_text(const SurveyReport& report, Language language) {
    std::string out;
    for (const Text& line : opening(report)) out += line.in(language) + '\n';
    for (const ReportTable& table : report.tables) {
        out += '\n' + table.title.in(language) + '\n' + of_lines(table, language).text();
    }
    out += '\n' + findings_title(report).in(language) + '\n';
    if (const Text what = checked(report); !what.empty()) out += what.in(language) + '\n';
    std::size_t number = 0;
    for (const Text& finding : report.findings) out += std::to_string(++number) + ". " + finding.in(language) + '\n';
    return out;
}

[[nodiscard]] std::string print_markdown(const SurveyReport& report, Language language) {
    std::string out;
    bool first = true;
    for (const Text& line : opening(report)) {
        out += (first ? "# " : "\n") + markdown(line.in(language)) + '\n';
        first = false;
    }
    for (const ReportTable& table : report.tables) {
        out += "\n## " + markdown(table.title.in(language)) + "\n\n" + of_lines(table, language).markdown();
    }
    out += "\n## " + findings_title(report).in(language) + "\n\n";
    if (const Text what = checked(report); !what.empty()) out += markdown(what.in(language)) + "\n\n";
    std::size_t number = 0;
    for (const Text& finding : report.findings) out += std::to_string(++number) + ". " + markdown(finding.in(language)) + '\n';
    return out;
}

[[nodiscard]] std::string print_csv(const SurveyReport& report, Language language) {
    std::string out;
    CsvWriter writer{out};
    const auto row = [&](std::initializer_list<std::string_view> fields) {
        for (const std::string_view field : fields) writer.text(field);
        writer.end_row();
    };
    row({"table", "figure", "label", "definition", "unit", "published", "computed", "difference", "verdict", "synthetic", "published_unit"});
    for (const ReportTable& table : report.tables) {
        for (const ReportLine& line : table.lines) {
            writer.text(table.id);
            writer.text(line.published ? line.published->id : std::string{});
            writer.text(line.label.in(language));
            writer.text(print(line.definition));
            writer.text(identifier(line.unit));
            writer.value(line.published ? line.published->value.plain() : std::string{});
            writer.value(line.computed);
            writer.value(line.comparison ? line.comparison->difference : std::string{});
            writer.text(verdict(line).en);
            writer.text(report.about.synthetic ? "yes" : "no");
            writer.text(line.published ? identifier(line.published->unit) : std::string_view{});
            writer.end_row();
        }
    }
    for (const Text& finding : report.findings) {
        row({"findings", "", finding.in(language), "", "", "", "", "", "differs", report.about.synthetic ? "yes" : "no", ""});
    }
    return out;
}

[[nodiscard]] std::string print_json(const SurveyReport& report, Language language) {
    JsonWriter json;
    json.begin_object();
    json.key("format").value("arrears.survey_report");
    json.key("version").value(1);
    json.key("title").value(report.about.title.in(language));
    json.key("as_of").value(print(report.as_of));
    json.key("synthetic").value(report.about.synthetic);
    json.key("tables").begin_array();
    for (const ReportTable& table : report.tables) {
        json.begin_object();
        json.key("id").value(table.id);
        json.key("title").value(table.title.in(language));
        json.key("lines").begin_array();
        for (const ReportLine& line : table.lines) {
            json.begin_object();
            json.key("label").value(line.label.in(language));
            json.key("definition").value(print(line.definition));
            json.key("unit").value(identifier(line.unit));
            json.key("computed").value(line.computed);
            if (line.published) {
                json.key("figure").value(line.published->id);
                json.key("published").value(line.published->value.plain());
                json.key("published_unit").value(identifier(line.published->unit));   // of the difference, too
                json.key("qualifier").value(identifier(line.published->qualifier));
            }
            if (line.comparison) {
                json.key("difference").value(line.comparison->difference);
                json.key("verdict").value(verdict(line).en);
            }
            json.end_object();
        }
        json.end_array();
        json.end_object();
    }
    json.end_array();
    json.key("relations_checked").value(report.relations);
    json.key("findings").begin_array();
    for (const Text& finding : report.findings) json.value(finding.in(language));
    json.end_array();
    json.end_object();
    return json.text() + '\n';
}

}   // namespace

std::string with_separators(std::string_view digits) {
    std::string out{digits};
    const std::size_t first = out.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(out.find('.'), out.size());
    for (std::size_t at = point; at > first + 3; at -= 3) out.insert(at - 3, 1, ',');
    return out;
}

std::string print(const SurveyReport& report, ReportFormat format, Language language) {
    switch (format) {
        case ReportFormat::text: return print_text(report, language);
        case ReportFormat::markdown: return print_markdown(report, language);
        case ReportFormat::csv: return print_csv(report, language);
        case ReportFormat::json: return print_json(report, language);
    }
    return {};
}

}   // namespace arrears
