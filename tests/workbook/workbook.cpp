// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/workbook.hpp>

#include "catch.hpp"
#include "some_workbook.hpp"

#include <string>

using namespace arrears;

namespace {

constexpr auto blank = WorkbookCellKind::blank, text = WorkbookCellKind::text, number = WorkbookCellKind::number, boolean = WorkbookCellKind::boolean,
               date = WorkbookCellKind::date, clock_time = WorkbookCellKind::time, error = WorkbookCellKind::error;

std::vector<ReadCell> read(const std::string& rows, const std::string& properties = {}) {
    const SomeWorkbook file{workbook_parts(sheet_xml(rows), properties)};
    return read_cells(Workbook{file.path()});
}

}   // namespace

TEST_CASE("cells of every kind") {
    CHECK(read(row_xml(1, number_cell("A1", "0.57999999999999996") + R"(<c r="B1" t="s"><v>0</v></c><c r="C1" t="b"><v>1</v></c>)"
                                                                     R"(<c r="D1" t="e"><v>#REF!</v></c><c r="E1" t="str"><f>A1</f><v>x y</v></c>)"
                                                                     R"(<c r="F1" s="1"/><c r="G1" t="d"><v>2018-12-31T00:00:00Z</v></c>)")) ==
          std::vector<ReadCell>{{"A1", number, "0.58"},
                                {"B1", text, "养老"},
                                {"C1", boolean, "TRUE"},
                                {"D1", error, "#REF!"},
                                {"E1", text, "x y"},
                                {"G1", date, "2018-12-31"}});
}

TEST_CASE("texts: runs are joined, how they are pronounced is left out, blanks stay, escapes are undone") {
    CHECK(read(row_xml(
              1, R"(<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>2</v></c>)"
                 R"(<c r="C1" t="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>)"
                 R"(<c r="D1" t="inlineStr"><is><t>_xD83D__xDE00_ _xD83D_ _x00_ &lt;&amp;</t></is></c>)")) ==
          std::vector<ReadCell>{{"A1", text, "医疗 "}, {"B1", text, "Aa\r_x0042_"}, {"C1", text, "甲 乙"}, {"D1", text, "😀 _xD83D_ _x00_ <&"}});
}

TEST_CASE("dates of both epochs, by the cell's number format") {
    const std::string rows = row_xml(
        1, R"(<c r="A1" s="1"><v>43465</v></c><c r="B1" s="2"><v>43435</v></c><c r="C1" s="3"><v>0.354166666666667</v></c>)"
           R"(<c r="D1" s="4"><v>1.5</v></c><c r="E1" s="1"><v>43465.75</v></c><c r="F1" s="5"><v>43465</v></c><c r="G1" s="1"><v>-1</v></c>)");
    CHECK(read(rows) == std::vector<ReadCell>{{"A1", date, "2018-12-31"},
                                              {"B1", date, "2018-12-01"},
                                              {"C1", clock_time, "08:30:00"},
                                              {"D1", clock_time, "36:00:00"},
                                              {"E1", date, "2018-12-31T18:00:00"},
                                              {"F1", number, "43465"},
                                              {"G1", number, "-1"}});
    const auto since_1904 = read(rows, R"(<workbookPr date1904="1"/>)");
    CHECK(since_1904[0].text == "2023-01-01");   // 1462 days later
    CHECK(since_1904[1].text == "2022-12-02");
    CHECK(since_1904[3].text == "36:00:00");
}

TEST_CASE("a month's cell, a formula's, a spoiled number's are marked") {
    const SomeWorkbook file{
        workbook_parts(sheet_xml(row_xml(1, R"(<c r="A1" s="2"><v>43435</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>1+1</f></c>)"
                                            R"(<c r="D1"><v>1.1010119900307E+17</v></c><c r="E1" s="1"><v>110101199003070000</v></c>)")))};
    SheetReader rows = Workbook{file.path()}.rows(0);
    const WorkbookRow* const row = rows.next();
    REQUIRE(row != nullptr);
    REQUIRE(row->cells.size() == 5);
    CHECK(row->cells[0].month);
    CHECK((row->cells[1].formula && row->cells[1].text == "2"));
    CHECK((row->cells[2].formula && row->cells[2].kind == blank));
    CHECK((row->cells[3].spoiled && row->cells[3].text == "110101199003070000"));
    CHECK((row->cells[4].spoiled && row->cells[4].kind == number));
    CHECK(rows.next() == nullptr);
    CHECK(rows.next() == nullptr);
}

TEST_CASE("rows and cells without references are counted on") {
    CHECK(read("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row "
               "hidden=\"1\"><c><v>5</v></c></row>") ==
          std::vector<ReadCell>{{"A1", number, "1"}, {"C1", number, "2"}, {"C5", number, "3"}, {"D5", number, "4"}, {"A6", number, "5"}});
}

TEST_CASE("hidden rows and sheets are told") {
    Parts parts = workbook_parts(sheet_xml(R"(<row r="1" hidden="1"><c><v>1</v></c></row><row r="2"/>)"));
    const std::size_t at = parts[0].second.find("sheetId");
    parts[0].second.insert(at, "state=\"veryHidden\" ");
    const SomeWorkbook file{parts};
    const Workbook workbook{file.path()};
    REQUIRE(workbook.sheets().size() == 1);
    CHECK(workbook.sheets()[0].hidden);
    CHECK(workbook.sheets()[0].name == "工资");
    CHECK(workbook.place_source(0) == file.path() + "[工资]");
    SheetReader rows = workbook.rows(0);
    CHECK(rows.next()->hidden);
    const WorkbookRow* const second = rows.next();
    REQUIRE(second != nullptr);
    CHECK_FALSE(second->hidden);
    CHECK(second->cells.empty());
}

TEST_CASE("merged ranges") {
    const SomeWorkbook file{workbook_parts(
        sheet_xml(row_xml(1, number_cell("A1", "1")), R"(<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C1:D1"/></mergeCells>)"))};
    CHECK(Workbook{file.path()}.merged_ranges(0) == std::vector<CellRange>{{{1, 1}, {2, 2}}, {{1, 3}, {1, 4}}});
}

TEST_CASE("prefixes, the strict form's names, and what lies in other namespaces") {
    Parts parts = workbook_parts({});
    parts.back().second =
        R"(<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:o="urn:other"><x:sheetData><o:row><x:c/></o:row>)"
        R"(<x:row r="1"><x:c r="A1"><x:v>7</x:v><o:v>8</o:v></x:c></x:row></x:sheetData></x:worksheet>)";
    const SomeWorkbook file{parts};
    CHECK(read_cells(Workbook{file.path()}) == std::vector<ReadCell>{{"A1", number, "7"}});
}

TEST_CASE("many rows: each is whole, however the bytes fall") {
    std::string rows;
    for (int i = 1; i <= 20'000; ++i) {
        const std::string number_text = std::to_string(i);
        rows += "<row>" + text_cell("A" + number_text, "厂" + number_text) + number_cell("B" + number_text, number_text + ".25") + "</row>";
    }
    const SomeWorkbook file{workbook_parts(sheet_xml(rows))};
    const Workbook workbook{file.path()};
    SheetReader first = workbook.rows(0), second = workbook.rows(0);   // side by side
    for (std::uint32_t i = 1; i <= 20'000; ++i) {
        for (SheetReader* reader : {&first, &second}) {
            const WorkbookRow* const row = reader->next();
            if (row == nullptr || row->number != i || row->cells.size() != 2 || row->cells[0].text != "厂" + std::to_string(i) ||
                row->cells[1].text != std::to_string(i) + ".25")
                FAIL(i);
        }
    }
    CHECK(first.next() == nullptr);
}
