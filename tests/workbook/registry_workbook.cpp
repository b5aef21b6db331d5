// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/registry_workbook.hpp>

#include <arrears/workbook/workbook_sink.hpp>

#include "catch.hpp"
#include "io/some_files.hpp"
#include "some_workbook.hpp"

#include <optional>
#include <random>
#include <string>
#include <vector>

#include <sys/stat.h>

using namespace arrears;

namespace {

Registry read_folder(const std::filesystem::path& folder) {
    Diagnostics diagnostics;
    std::optional<Registry> registry = read_registry(folder.string(), diagnostics);
    CHECK(diagnostics.text(Language::en).empty());
    REQUIRE(registry);
    return *std::move(registry);
}

Registry sample() { return read_folder(std::filesystem::path{ARREARS_SOURCE_DIR} / "examples/data/yangquan/registry"); }

Registry read_sound(const std::string& path, std::vector<SheetTableReport>* reports = nullptr) {
    Diagnostics diagnostics;
    std::optional<Registry> registry = read_registry_workbook(path, diagnostics, reports);
    CHECK(diagnostics.text(Language::en).empty());
    REQUIRE(registry);
    return *std::move(registry);
}

/// A name of characters that a workbook could stumble over.
std::string random_name(std::mt19937& random) {
    static const std::vector<std::string> pieces{"厂",         "一",    "=1+1", "+",       "-",
                                                 "@",          "'",     "\"",   "<b>",     "&amp;",
                                                 "&",          " ",     "  ",   "_x0041_", "_x",
                                                 "😀",          "\t",    "0012", "1E5",     "TRUE",
                                                 "2018-12-31", "#REF!", "合计", "{=A1}",   "http://example.org",
                                                 "\xC2\xA0",   "\n"};
    std::string out;
    for (std::size_t left = 1 + random() % 4; left > 0; --left) out += pieces[random() % pieces.size()];
    return out;
}

std::string csv_quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + '"';
}

}   // namespace

TEST_CASE("the sample's registry goes through a workbook unchanged, with headings of either language") {
    const Registry registry = sample();
    const ScratchFolder folder;
    for (const Language language : {Language::en, Language::zh}) {
        if (language == Language::en && test::cases < 20'000) continue;   // it takes minutes under the sanitizers
        const std::string path = (folder.path() / (language == Language::en ? "en.xlsx" : "zh.xlsx")).string();
        write_registry_workbook(registry, path, Personal::left_out, Overwrite::refuse, language);
        std::vector<SheetTableReport> reports;
        CHECK(read_sound(path, &reports) == registry);
        REQUIRE(reports.size() == registry_table_names().size());
        const Workbook workbook{path};
        CHECK(workbook.sheets()[1].name == (language == Language::en ? "enterprises" : "企业"));
        CHECK(reports[1].records == registry.enterprises().size());
        CHECK(reports[1].total_rows.empty());
    }
}

TEST_CASE("random registries go through a workbook unchanged") {
    std::mt19937 random{20181231};
    const ScratchFolder folder;
    for (int turn = 0; turn < 40; ++turn) {
        const ScratchFolder csv;
        std::string enterprises = "id,name,founded\n", arrears = "id,enterprise,category,from,through,principal,due,persons\n",
                    workers = "id,enterprise,name,birth\n";
        std::vector<std::string> names;
        for (int i = 0; i < 20; ++i) {
            const std::string number = std::to_string(i);
            enterprises += "00" + number + ',' + csv_quoted(random_name(random)) + ',' +
                           (random() % 2 == 0 ? "" : std::to_string(1850 + random() % 150) + "-02-28") + '\n';
            const std::uint64_t fen = random() % (random() % 4 == 0 ? 9'000'000'000'000'000'000U : 100'000'000U);
            const std::string cents = std::to_string(fen % 100);
            arrears += "A" + number + ",00" + number + ",wages,2005-01,2006-0" + std::to_string(1 + random() % 9) + ',' + std::to_string(fen / 100) +
                       '.' + (cents.size() < 2 ? "0" : "") + cents + ",2006-01-10," + std::to_string(random() % 1'000'000) + '\n';
            workers += "W" + number + ",00" + number + ',' + csv_quoted(random_name(random)) + ",1975-03-04\n";
        }
        put(csv, {{"enterprises.csv", enterprises}, {"arrears.csv", arrears}, {"workers.csv", workers}});
        const Registry registry = read_folder(csv.path());
        const std::string path = (folder.path() / (std::to_string(turn) + ".xlsx")).string();
        write_registry_workbook(registry, path, Personal::written, Overwrite::refuse, turn % 2 == 0 ? Language::en : Language::zh);
        REQUIRE(read_sound(path) == registry);
        struct stat about {};
        REQUIRE(::stat(path.c_str(), &about) == 0);
        CHECK((about.st_mode & 0777U) == 0600U);   // names of people stand in it
    }
}

TEST_CASE("what is written: texts as texts, amounts, counts and dates as such, the same bytes each time") {
    const ScratchFolder folder;
    const std::string path = (folder.path() / "f.xlsx").string();
    const auto write = [&](Overwrite overwrite) {
        WorkbookSinkOptions options;
        options.overwrite = overwrite;
        WorkbookSink sink{path, options};
        const std::vector<SinkColumn> columns{{"id", "编号", CellKind::text}, {"n", "", CellKind::whole},     {"amount", "", CellKind::amount},
                                              {"day", "", CellKind::date},    {"month", "", CellKind::month}, {"code", "", CellKind::word}};
        sink.begin_table("t", columns, false);
        sink.add_row(std::vector<std::string>{"=1+1", "-12", "0.58", "2018-12-31", "2018-12", "0012"});
        sink.add_row(std::vector<std::string>{"0012", "1234567890123456", "12345678901234.56", "1900-02-28", "", ""});
        sink.end_table();
        CHECK(std::filesystem::exists(path) == (overwrite == Overwrite::replace));   // not before it is committed
        sink.commit();
    };
    write(Overwrite::refuse);
    constexpr auto text = WorkbookCellKind::text, number = WorkbookCellKind::number, date = WorkbookCellKind::date;
    CHECK(read_cells(Workbook{path}) == std::vector<ReadCell>{{"A1", text, "id"},
                                                              {"B1", text, "n"},
                                                              {"C1", text, "amount"},
                                                              {"D1", text, "day"},
                                                              {"E1", text, "month"},
                                                              {"F1", text, "code"},
                                                              {"A2", text, "=1+1"},
                                                              {"B2", number, "-12"},
                                                              {"C2", number, "0.58"},
                                                              {"D2", date, "2018-12-31"},
                                                              {"E2", text, "2018-12"},
                                                              {"F2", text, "0012"},
                                                              {"A3", text, "0012"},
                                                              {"B3", text, "1234567890123456"},
                                                              {"C3", text, "12345678901234.56"},
                                                              {"D3", text, "1900-02-28"}});
    const std::string first = contents(path);
    write(Overwrite::replace);
    CHECK(contents(path) == first);
}

TEST_CASE("what cannot be written leaves nothing behind") {
    const ScratchFolder folder;
    const std::string path = (folder.path() / "f.xlsx").string();
    const std::vector<SinkColumn> columns{{"id", "编号", CellKind::text}};
    const auto attempt = [&](const std::string& table, const std::string& cell, bool people) -> std::string {
        try {
            WorkbookSink sink{path};
            sink.begin_table(table, columns, people);
            sink.add_row(std::vector<std::string>{cell});
            sink.end_table();
            sink.commit();
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    CHECK(attempt("t", std::string(32'768, 'x'), false).find("t!A2 has a text of more than 32767 characters") != std::string::npos);
    CHECK(attempt("t", "\xFF", false).find("t!A2 has a text that is not UTF-8") != std::string::npos);
    CHECK(attempt("t", std::string(1, '\0'), false).find("t!A2 has a NUL character") != std::string::npos);
    CHECK(attempt("a/b", "x", false).find("no sheet can be called \"a/b\"") != std::string::npos);
    CHECK(attempt("t", "x", true).find("a table is about people") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK(attempt("t", "x", false).empty());
    CHECK(attempt("t", "x", false).find("it is there already") != std::string::npos);
    CHECK_THROWS_AS(WorkbookSink{(folder.path() / "none" / "f.xlsx").string()}, Error);
    CHECK(contents_of(folder.path()).size() == 1);
}

TEST_CASE("a registry's sheets as people make them") {
    const auto sheet = [](const std::string& name, const std::string& rows, int number) {
        return std::pair{name, std::pair{"xl/worksheets/sheet" + std::to_string(number) + ".xml", sheet_xml(rows)}};
    };
    const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> sheets{
        sheet("说明", row_xml(1, text_cell("A1", "本表由各企业填报")), 1),
        sheet("企业",
              row_xml(1, text_cell("A1", "企业编号") + text_cell("B1", "企业名称")) + row_xml(2, number_cell("A2", "1001") + text_cell("B2", "一厂")),
              2),
        sheet("欠费 ",
              row_xml(1, text_cell("A1", "单位：万元")) +
                  row_xml(2, text_cell("A2", "编号") + text_cell("B2", "企业") + text_cell("C2", "类别") + text_cell("D2", "起始月份") +
                                 text_cell("E2", "截至月份") + text_cell("F2", "欠费金额")) +
                  row_xml(3, text_cell("A3", "A1") + number_cell("B3", "1001") + text_cell("C3", "养老") + text_cell("D3", "2005-01") +
                                 text_cell("E3", "2005-12") + number_cell("F3", "0.57999999999999996")) +
                  row_xml(4, text_cell("A4", "合计") + number_cell("F4", "0.58")),
              3),
        sheet("Sheet1", "<row r=\"1\"/>", 4)};
    Parts parts = workbook_parts("");
    std::string list, links;
    parts.pop_back();
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string id = "s" + std::to_string(i);
        list += "<sheet name=\"" + sheets[i].first + "\" r:id=\"" + id + "\"/>";
        links += "<Relationship Id=\"" + id + "\" Type=\"x/worksheet\" Target=\"/" + sheets[i].second.first + "\"/>";
        parts.push_back(sheets[i].second);
    }
    const auto build = [&](const std::string& more_sheets) {
        Parts made = parts;
        made[0].second = "<workbook " + main_namespace + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>" +
                         list + more_sheets + "</sheets></workbook>";
        made[1].second = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + links + "</Relationships>";
        return made;
    };
    SECTION("are read, with the unit of the title") {
        const SomeWorkbook file{build("")};
        std::vector<SheetTableReport> reports;
        const Registry registry = read_sound(file.path(), &reports);
        REQUIRE(registry.arrears().size() == 1);
        CHECK(registry.arrears()[0].principal() == Money::from_fen(580'000));
        CHECK(registry.enterprises()[0].id().view() == "1001");
        REQUIRE(reports.size() == 2);
        CHECK((reports[1].sheet == "欠费 " && reports[1].unit == AmountUnit::wan_yuan && reports[1].totals_checked == 1));
    }
    SECTION("a sheet that is none of a registry's is told") {
        const SomeWorkbook file{build("<sheet name=\"其他\" r:id=\"s1\"/>")};
        Diagnostics diagnostics;
        CHECK_FALSE(read_registry_workbook(file.path(), diagnostics));
        REQUIRE(diagnostics.count() == 1);
        CHECK(diagnostics.faults()[0].problem.en == "a registry has no table \"其他\"");
    }
    SECTION("a table that is there twice") {
        const SomeWorkbook file{build("<sheet name=\"Enterprises\" r:id=\"s1\"/>")};
        Diagnostics diagnostics;
        CHECK_THROWS_AS(read_registry_workbook(file.path(), diagnostics), Error);
    }
    SECTION("faults have the cell's place, and references too") {
        Parts made = build("");
        for (auto& [part, bytes] : made) {
            if (part != "xl/worksheets/sheet3.xml") continue;
            bytes.replace(bytes.find("<v>1001</v>"), 11, "<v>1002</v>");
        }
        const SomeWorkbook file{made};
        Diagnostics diagnostics;
        CHECK_FALSE(read_registry_workbook(file.path(), diagnostics));
        REQUIRE(diagnostics.count() == 1);
        CHECK(diagnostics.faults()[0].kind == ErrorKind::dangling);
        CHECK(diagnostics.faults()[0].place == Place{file.path() + "[欠费 ]", 3, 2, "enterprise"});
    }
    SECTION("a workbook without enterprises") {
        Parts made = build("");
        made[0].second.replace(made[0].second.find("企业"), std::string{"企业"}.size(), "about");
        const SomeWorkbook file{made};
        Diagnostics diagnostics;
        CHECK_FALSE(read_registry_workbook(file.path(), diagnostics));
        CHECK(diagnostics.faults()[0].problem.en == "the workbook has no sheet enterprises (企业)");
    }
}

TEST_CASE("every table of a registry has a sheet's name in both languages, and each is read") {
    for (const std::string_view table : registry_table_names()) {
        CHECK(registry_sheet_name(table, Language::en) == table);
        CHECK(registry_sheet_name(table, Language::zh) != table);
    }
    CHECK(registry_sheet_name("other", Language::zh) == "other");
}
