// SPDX-License-Identifier: BSL-1.0
// Tables of a report from a file: for whatever systems, groupings and bands a registry has, with nothing of any survey in the program.
#include <arrears/arrears.hpp>
#include <arrears/report/survey_report.hpp>

#include "catch.hpp"

#include <fstream>
#include <iterator>
#include <string>

using namespace arrears;

namespace {

Registry registry() {
    Registry::Builder builder;
    builder.add(System{SystemId{"S\"1"}, SystemKind::system, {"North", "北"}, {}, {}});
    builder.add(System{SystemId{"G"}, SystemKind::group, {"Mill group", "纺织集团"}, SystemId{"S\"1"}, 1956});
    for (const auto& [id, system, industry] : {std::tuple{"a", "G", "C17"}, {"b", "S\"1", "E47"}, {"c", "", "C26"}}) {
        Enterprise enterprise{EnterpriseId{id}};
        if (*system != '\0') enterprise.system = SystemId{system};
        enterprise.industry = industry;
        builder.add(std::move(enterprise));
    }
    builder.add(Grouping{"trade", "industry", {{"cloth", {"Cloth", "纺织"}, "C17"}, {"rest", {"Rest", "其余"}, "*"}}});
    return builder.build();
}

struct Made {
    std::string csv;
    std::string text;
    std::string faults;
};

Made made(const std::string& rows) {
    Diagnostics diagnostics;
    const auto tables = parse_tables("table,title,title_en,for_each,about,about_en,lines_for_each,kinds,definition\n" + rows, "t.csv", diagnostics);
    const auto report = make_survey_report(registry(), *try_parse_date("2020-12-31"), tables, {}, {}, diagnostics);
    const auto printed = [&](ReportFormat format) { return report ? print(*report, format, Language::en) : std::string{}; };
    return {printed(ReportFormat::csv), printed(ReportFormat::text), diagnostics.text(Language::en)};
}

/// How often a text stands in another.
std::size_t times(const std::string& text, const std::string& part) {
    std::size_t out = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
    return out;
}

}   // namespace

TEST_CASE("report tables: the standard ones are those of the sample's file, row by row", "[report]") {
    std::ifstream file{ARREARS_SOURCE_DIR "/examples/data/yangquan/tables.csv", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    Diagnostics diagnostics;
    const auto tables = parse_tables(text, "standard tables", diagnostics);
    CHECK(diagnostics.empty());
    REQUIRE(tables.size() == standard_tables().size());
    std::size_t lines = 1;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        CHECK(tables[i].id == standard_tables()[i].id);
        REQUIRE(tables[i].lines.size() == standard_tables()[i].lines.size());
        for (std::size_t k = 0; k < tables[i].lines.size(); ++k) CHECK(tables[i].lines[k].definition == standard_tables()[i].lines[k].definition);
        lines += tables[i].lines.size();
    }
    CHECK(lines == times(text, "\n"));
}

TEST_CASE("report tables: one for each system, whatever stands in its id, its title telling which", "[report]") {
    const Made got = made("in_{system},{label},{label},system,企业,enterprises,,,from enterprises; where system within {system}; measure count\n"
                          "in_{system},,,,,,,group,from systems; where system = {system}; measure min(founded_year)\n");
    INFO(got.csv);
    CHECK(got.faults.empty());
    CHECK(times(got.text, "North") == 1);
    CHECK(times(got.text, "Mill group") == 1);
    CHECK(times(got.csv, "\nin_G,") == 2);
    CHECK(times(got.csv, "\n\"in_S\"\"1\",") == 1);   // no line on its founding: only groups have that
    CHECK(times(got.csv, ",1956,") == 1);
}

TEST_CASE("report tables: one for each grouping of its own, lines for each edge and insurance", "[report]") {
    const Made got = made("by_{grouping},按行业,By industry,grouping of industry,,,,,from enterprises; rows {grouping}; measure count\n"
                          "ages,年龄,Ages,grouping of age,,,edge,,from workers; measure share(count where age >= {edge})\n"
                          "in,参保,Enrolled,,,,insurance,,from enterprises; where enrolled_{insurance} = enrolled; measure count\n"
                          "in,,,,,,insurance,,from enterprises; where enrolled_{insurance} is unknown; measure count\n");
    INFO(got.csv);
    CHECK(got.faults.empty());
    CHECK(times(got.csv, "by_trade") == 2);
    CHECK(times(got.csv, "by_industry_section") == 0);
    CHECK(times(got.csv, "age >= ") > 0);
    const std::size_t enrolled = got.csv.find("enrolled_pension = enrolled"), unknown = got.csv.find("enrolled_pension is unknown");
    CHECK(enrolled < unknown);
    CHECK(unknown < got.csv.find("enrolled_medical = enrolled"));   // both lines of an insurance stand together
}

TEST_CASE("report tables: a condition that only some tables tell by their title stands in the others' labels", "[report]") {
    const Made got = made("a,表,Table,,,,,,from enterprises; rows system; measure count\n");
    CHECK(got.faults.empty());
    CHECK(times(got.csv, "Mill group") == 1);
}

TEST_CASE("report tables: a definition that is none, or names what there is not, is told at its place, once", "[report]") {
    const Made got = made("a,,,system,,,,,from enterprises; mesure count\n"
                          "b,,,,,,,,from enterprises; rows colour; measure count\n"
                          "c,,,,,,,,from enterprises; rows {edge}; measure count\n");
    CHECK(got.csv.empty());
    INFO(got.faults);
    CHECK(times(got.faults, "\n") == 3);
    CHECK(got.faults.find("t.csv:2:16 (definition): ") != std::string::npos);
    CHECK(got.faults.find("t.csv:3:10 (definition): ") != std::string::npos);
    CHECK(got.faults.find("t.csv:4:10 (definition): ") != std::string::npos);
}
