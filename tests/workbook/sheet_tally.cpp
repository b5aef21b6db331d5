// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/table_tally.hpp>
#include <arrears/workbook/registry_workbook.hpp>
#include <arrears/workbook/sheet_table.hpp>

#include "catch.hpp"
#include "some_workbook.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace arrears;

namespace {

/// A row of cells from column A on: numbers where the text is one, `#` before an error, nothing for an empty text.
std::string row(int at, const std::vector<std::string>& cells) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string address = column_name(static_cast<std::uint32_t>(i + 1)) + std::to_string(at);
        const std::string& cell = cells[i];
        if (cell.empty()) continue;
        if (cell.starts_with('#')) out += "<c r=\"" + address + "\" t=\"e\"><v>" + cell + "</v></c>";
        else if (cell.find_first_not_of("0123456789.") == std::string::npos) out += number_cell(address, cell);
        else out += text_cell(address, cell);
    }
    return row_xml(at, out);
}

/// A state and what was told on the way to it.
struct Run {
    Run() {
        options.refused = [this](const RefusedRow& refused) { rejects.add(refused); };
    }

    void add_sheet(const std::string& rows) {
        const SomeWorkbook file{workbook_parts(sheet_xml(rows))};
        WorkbookTables tables{file.path()};
        const std::string table = table_of_source(tables, state, options);
        read = add_table(state, *open_table(tables, table, state, options), tables.place_source(table), options, told);
        reports = tables.reports();
    }
    void add_text(const std::string& file) { read = add_csv(state, bytes_of_text(file), "a.csv", options, told); }

    Definition definition = Definition::parse("rows category; measure sum(principal), count, distinct(enterprise_id)");
    CsvTallyOptions options{.input = "a"};
    State state{definition, csv_schema(definition)};
    CsvRejects rejects{Language::en};
    Diagnostics told{};
    std::optional<CsvRowsRead> read{};
    std::vector<SheetTableReport> reports{};
};

}   // namespace

TEST_CASE("sheet_tally: a sheet as people lay it out counts as the file of its records") {
    Run sheet, file;
    sheet.add_sheet(row(1, {"某市欠费情况表"}) + row(2, {"", "", "单位：万元"}) + row(3, {"企业编号", "类别", "本金", "备注"}) +
                    row(4, {"E1", "养老", "1.5", "x"}) + row(5, {"E2", "工资", "", "y"}) + row(6, {"E2", "pension", "2.25"}) +
                    row(7, {"合计", "", "3.75"}) + row(9, {"填表人：某某"}));
    file.add_text("企业编号,类别,本金(万元),备注\nE1,养老,1.5,x\nE2,工资,,y\nE2,pension,2.25,\n");
    CHECK(sheet.told.text(Language::en).empty());
    REQUIRE(sheet.read);
    CHECK((sheet.read->taken == 3 && sheet.read->refused == 0));
    CHECK(sheet.state == file.state);
    CHECK(sheet.state.inputs() == file.state.inputs());
    REQUIRE(sheet.reports.size() == 1);
    CHECK((sheet.reports[0].records == 3 && sheet.reports[0].total_rows.size() == 1 && sheet.reports[0].totals_checked == 1));
}

TEST_CASE("sheet_tally: records with faults are refused with their cells, each at its place") {
    Run sheet;
    sheet.add_sheet(row(1, {"企业编号", "类别", "本金", "备注"}) + row(2, {"E1", "养老", "#REF!", "x"}) + row(3, {"E2", "什么", "2"}) +
                    row(4, {"E2", "工资", "3", "#N/A"}) + row(5, {"合计", "", "6"}) + row(6, {"E3", "工资", "4"}));
    REQUIRE(sheet.read);
    CHECK((sheet.read->taken == 1 && sheet.read->refused == 3));
    const std::string told = sheet.told.text(Language::en);
    CHECK(told.find("f.xlsx[工资]:2:3 (principal): 工资!C2 has an error #REF!") != std::string::npos);
    CHECK(told.find("f.xlsx[工资]:3:2 (category): ") != std::string::npos);
    CHECK(told.find("f.xlsx[工资]:5:3 (principal): 工资!C5 is not the sum") != std::string::npos);   // of no row
    CHECK(told.find("f.xlsx[工资]:6:1 (enterprise_id): 工资!A6 begins a record below the table's total") != std::string::npos);
    CHECK(sheet.told.count() == 4);
    const std::string rejects = sheet.rejects.take();
    CHECK(std::count(rejects.begin(), rejects.end(), '\n') == 4);
    CHECK(rejects.find(",E1,养老,#REF!,x\n") != std::string::npos);
    CHECK(rejects.find(",E2,什么,2,\n") != std::string::npos);
    CHECK(rejects.find("is not the sum") == std::string::npos);
    CHECK(rejects.find(",E3,工资,4,\n") != std::string::npos);
}

TEST_CASE("sheet_tally: a sheet that is damaged further down is not taken in") {
    Run sheet;
    sheet.add_sheet(row(1, {"企业编号", "类别", "本金"}) + row(2, {"E1", "养老", "1"}) + "<row r=\"3\"><c r=\"A0\"><v>1</v></c></row>");
    CHECK_FALSE(sheet.read);
    CHECK_FALSE(sheet.told.empty());
    CHECK(sheet.state == Run{}.state);
}
