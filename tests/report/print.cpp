// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/survey_report.hpp>

#include <arrears/core/text_width.hpp>

#include "catch.hpp"

#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace arrears;

namespace {

[[nodiscard]] SurveyReport sample() {
    PublishedFigure published;
    published.id = "wages";
    published.label = {"Wages", "工资"};
    published.value = try_parse_printed("11219.31").value();
    published.unit = FigureUnit::wan_yuan;
    published.rounding = FigureRounding::half_up;

    ReportLine line;
    line.label = {"wages | =HYPERLINK(1)", "工资"};
    line.definition = Definition::parse("from arrears; where category = wages; measure sum(outstanding)");
    line.unit = FigureUnit::wan_yuan;
    line.computed = "11219.32";
    line.value = Ratio{11'219'320'000};
    line.published = published;
    line.comparison = compare(published, *line.value);
    ReportLine empty;
    empty.label = {"share of nothing", "无"};
    empty.unit = FigureUnit::percent;

    SurveyReport report;
    report.about.title = {"A <city>", "某市"};
    report.about.synthetic = true;
    report.as_of = Date{2018, 12, 31};
    report.has_published = true;
    report.tables.push_back({"arrears", {"Arrears", "欠费"}, {line, empty}});
    report.findings.push_back({"it differs", "不一致"});
    return report;
}

[[nodiscard]] std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

}   // namespace

TEST_CASE("print: text aligns numbers also under characters of double width", "[report]") {
    const auto text = lines(print(sample(), ReportFormat::text, Language::zh));
    std::vector<std::string> table;
    for (const std::string& line : text) {
        if (line.starts_with("项目") || line.starts_with("工资") || line.starts_with("无")) table.push_back(line);
    }
    REQUIRE(table.size() == 3);
    const auto end_of = [](const std::string& line, const std::string& word) { return display_width(line.substr(0, line.find(word) + word.size())); };
    CHECK(end_of(table[0], "公布") == end_of(table[1], "11,219.31"));
    CHECK(end_of(table[0], "计算") == end_of(table[1], "11,219.32"));
    CHECK(end_of(table[0], "计算") == display_width(table[2]));
    CHECK(table[1].ends_with("0.01 !"));
}

TEST_CASE("print: a figure published in a unit of its own shows it, in every form", "[report]") {
    SurveyReport report = sample();
    ReportLine& line = report.tables[0].lines[0];
    line.published->value = try_parse_printed("1.13").value();
    line.published->unit = FigureUnit::yi_yuan;
    line.comparison = compare(*line.published, *line.value);
    CHECK_THAT(print(report, ReportFormat::text, Language::zh), Catch::Contains("万元  1.13 亿元  11,219.32  -0.01 亿元 !"));
    CHECK_THAT(print(report, ReportFormat::text, Language::en),
               Catch::Contains("10,000 yuan  1.13 × 100 million yuan  11,219.32  -0.01 × 100 million yuan !"));
    CHECK_THAT(print(report, ReportFormat::markdown, Language::zh), Catch::Contains("| 万元 | 1.13 亿元 | 11,219.32 | -0.01 亿元 ! |"));
    CHECK_THAT(print(report, ReportFormat::csv, Language::en), Catch::Contains(",wan_yuan,1.13,11219.32,-0.01,differs,yes,yi_yuan\n"));
    CHECK_THAT(print(report, ReportFormat::json, Language::en), Catch::Contains("\"published_unit\": \"yi_yuan\""));
}

TEST_CASE("print: every form says that the records are synthetic", "[report]") {
    for (std::size_t i = 0; i < enum_count<ReportFormat>; ++i) {
        const std::string text = print(sample(), enum_at<ReportFormat>(i), Language::en);
        CAPTURE(text);
        CHECK(text.find("synthetic") != std::string::npos);
        SurveyReport real = sample();
        real.about.synthetic = false;
        CHECK(print(real, enum_at<ReportFormat>(i), Language::en) != text);
    }
}

TEST_CASE("print: nothing in a label is markup or a formula", "[report]") {
    const std::string markdown = print(sample(), ReportFormat::markdown, Language::en);
    CHECK(markdown.find("wages \\| =HYPERLINK(1)") != std::string::npos);
    CHECK(markdown.find("# A \\<city\\>") != std::string::npos);
    SurveyReport formula = sample();
    formula.tables[0].lines[0].label.en = "=1+1";
    CHECK(print(formula, ReportFormat::csv, Language::en).find(",'=1+1,") != std::string::npos);
}

TEST_CASE("print: CSV and JSON carry plain numbers, the definition and the verdict", "[report]") {
    const auto csv = lines(print(sample(), ReportFormat::csv, Language::en));
    REQUIRE(csv.size() == 4);
    CHECK(csv[0] == "table,figure,label,definition,unit,published,computed,difference,verdict,synthetic,published_unit");
    CHECK(csv[1] == "arrears,wages,wages | =HYPERLINK(1),from arrears; where category = wages; measure sum(outstanding),"
                    "wan_yuan,11219.31,11219.32,0.01,differs,yes,wan_yuan");
    CHECK(csv[2] == "arrears,,share of nothing,measure count,percent,,,,,yes,");
    CHECK(csv[3] == "findings,,it differs,,,,,,differs,yes,");
    const std::string json = print(sample(), ReportFormat::json, Language::en);
    CHECK(json.find("\"verdict\": \"differs\"") != std::string::npos);
    CHECK(json.find("\"published\": \"11219.31\"") != std::string::npos);
}

TEST_CASE("print: separators stand before every third digit from the point", "[report]") {
    CHECK(with_separators("1234567.89") == "1,234,567.89");
    CHECK(with_separators("-123") == "-123");
    CHECK(with_separators("-1234") == "-1,234");
    CHECK(with_separators("999") == "999");
    CHECK(with_separators("0.00") == "0.00");
    CHECK(with_separators("") == "");
}
