// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/sheet_table.hpp>

#include "catch.hpp"
#include "some_workbook.hpp"

#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const std::vector<CsvColumn> columns{{"id", {"编号", "企业编号"}, true},
                                     {"name", {"名称", "企业名称"}},
                                     {"principal", {"本金", "欠费金额"}, true, true},
                                     {"pension", {"养老", "欠费养老"}, false, true},
                                     {"medical", {"医疗"}, false, true},
                                     {"from", {"起始月份"}}};

/// A row of cells from column A on: numbers where the text is one, `=` before a formula's result, nothing for an empty text.
std::string row(int at, const std::vector<std::string>& cells, const std::string& attributes = {}) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string address = column_name(static_cast<std::uint32_t>(i + 1)) + std::to_string(at);
        const std::string& cell = cells[i];
        if (cell.empty()) continue;
        if (cell.starts_with("<c")) out += cell;
        else if (cell.starts_with('=')) out += "<c r=\"" + address + "\"><f>SUM(A1)</f><v>" + cell.substr(1) + "</v></c>";
        else if (cell[0] >= '0' && cell[0] <= '9' && cell.find_first_not_of("0123456789.-E+") == std::string::npos) out += number_cell(address, cell);
        else out += text_cell(address, cell);
    }
    return "<row r=\"" + std::to_string(at) + "\" " + attributes + '>' + out + "</row>";
}

struct Read {
    std::vector<std::vector<std::string>> rows;   // the header first
    std::vector<Place> places;                    // of each row
    SheetTableReport report;
    Diagnostics diagnostics;
};

Read read(const std::string& rows, const std::string& after = {}) {
    const SomeWorkbook file{workbook_parts(sheet_xml(rows, after))};
    SheetTable table{Workbook{file.path()}, 0, columns};
    Read out;
    while (const CsvRow* const each = table.next(out.diagnostics)) {
        out.rows.emplace_back();
        for (const CsvCell& cell : each->cells()) out.rows.back().emplace_back(cell.text);
        out.places.push_back(each->place());
    }
    CHECK(table.next(out.diagnostics) == nullptr);
    out.report = table.report();
    return out;
}

using Rows = std::vector<std::vector<std::string>>;
using Numbers = std::vector<std::uint32_t>;

/// The only fault that reading gives.
Fault only_fault(const Read& read) {
    REQUIRE(read.diagnostics.count() == 1);
    return read.diagnostics.faults()[0];
}

}   // namespace

TEST_CASE("a plain table: header, then records, at their rows") {
    const Read out = read(row(1, {"编号", "本金"}) + row(2, {"E1", "1234.5"}) + row(4, {"7", "0.57999999999999996"}));
    CHECK(out.diagnostics.empty());
    CHECK(out.rows == Rows{{"编号", "本金"}, {"E1", "1234.5"}, {"7", "0.58"}});
    CHECK((out.places[0].line == 1 && out.places[2].line == 4));
    CHECK(out.places[1].source.ends_with("f.xlsx[工资]"));
    CHECK((out.report.records == 2 && out.report.header_row == 1 && !out.report.unit));
    CHECK(out.report.text(Language::en) == "工资: 2 records; header in row 1");
}

TEST_CASE("titles above, a unit, totals and notes below are told and left out") {
    const Read out =
        read(row(1, {"某市企业欠费情况表"}) + row(2, {"填报单位：某某局", "", "", "金额单位：万元"}) + row(3, {"企业编号", "企业名称", "欠费金额"}) +
             row(4, {"E1", "一厂", "10.5"}) + row(5, {"E2", "二厂", "0.25"}, "hidden=\"1\"") + row(6, {"合　计", "", "10.75"}) +
             row(8, {"填表人：张三", "", "审核：李四"}) + row(9, {"2018年12月31日"}));
    CHECK(out.diagnostics.text(Language::en).empty());
    CHECK(out.rows == Rows{{"企业编号", "企业名称", "欠费金额(万元)"}, {"E1", "一厂", "10.5"}, {"E2", "二厂", "0.25"}});
    CHECK(out.report.title_rows == Numbers{1, 2});
    CHECK(out.report.unit == AmountUnit::wan_yuan);
    CHECK(out.report.total_rows == Numbers{6});
    CHECK(out.report.totals_checked == 1);
    CHECK(out.report.note_rows == Numbers{8, 9});
    CHECK((out.report.hidden_rows == 1 && out.report.records == 2));
    CHECK(out.report.text(Language::en) ==
          "工资: 2 records; header in row 3; titles in rows 1, 2; unit 10,000 yuan; totals in rows 6, numbers checked: 1; "
          "notes in rows 8, 9; hidden records: 1");
    CHECK(out.report.text(Language::zh) == "工资：2 条记录；表头在第 3 行；标题行 1, 2；单位 万元；合计行 6，核对 1 个数；附注行 8, 9；隐藏的记录 1");
}

TEST_CASE("the unit of a title holds for amounts whose column names none") {
    const std::string records = row(3, {"E1", "1", "2"});
    CHECK(read(row(1, {"单位:元"}) + row(2, {"id", "principal", "养老"}) + records).rows[0] == std::vector<std::string>{"id", "principal", "养老"});
    CHECK(read(row(1, {"（单位：亿元）"}) + row(2, {"id", "principal(元)", "养老"}) + records).rows[0] ==
          std::vector<std::string>{"id", "principal(元)", "养老(亿元)"});
    CHECK(read(row(1, {"单位：万元、人"}) + row(2, {"id", "principal", "养老"}) + records).rows[0] ==
          std::vector<std::string>{"id", "principal(万元)", "养老(万元)"});
    const Read organisation = read(row(1, {"单位：机械厂"}) + row(2, {"id", "principal", "养老"}) + records);
    CHECK_FALSE(organisation.report.unit);
    CHECK(organisation.rows[0][1] == "principal");
    CHECK(organisation.report.title_rows == Numbers{1});
}

TEST_CASE("a heading of two rows is read as one") {
    const std::string merged = R"(<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:D2"/></mergeCells>)";
    const Read out =
        read(row(1, {"欠费表"}) + row(2, {"编号", "本金", "欠费"}) + row(3, {"", "", "养老", "医疗"}) + row(4, {"E1", "3", "1", "2"}), merged);
    CHECK(out.diagnostics.text(Language::en).empty());
    CHECK(out.rows == Rows{{"编号", "本金", "养老", "医疗"}, {"E1", "3", "1", "2"}});
    CHECK((out.report.two_row_header && out.report.header_row == 3));
    CHECK(out.report.title_rows == Numbers{1});

    // A name that says a column only together with the one above.
    std::vector<CsvColumn> other{{"id", {"编号"}, true}, {"owed", {"欠费合计数"}, false, true}, {"paid", {"实缴合计数"}, false, true}};
    const SomeWorkbook file{workbook_parts(sheet_xml(row(1, {"编号", "欠费", "实缴"}) + row(2, {"", "合计数", "合计数"}) + row(3, {"E1", "1", "2"}),
                                                     R"(<mergeCells><mergeCell ref="A1:A2"/></mergeCells>)"))};
    SheetTable table{Workbook{file.path()}, 0, other};
    Diagnostics diagnostics;
    const CsvRow* const header = table.next(diagnostics);
    REQUIRE(header != nullptr);
    CHECK(((*header)[1].text == "欠费合计数" && (*header)[2].text == "实缴合计数"));
}

TEST_CASE("each number of a total must be the exact sum") {
    const std::string records = row(1, {"id", "principal", "养老"}) + row(2, {"E1", "0.1", "5"}) + row(3, {"E2", "0.2", ""});
    CHECK(read(records + row(4, {"总计：", "0.3", "5"})).diagnostics.empty());
    CHECK(read(records + row(4, {"Total", "0.30000000000000004"})).diagnostics.empty());   // read as 0.3
    const Read wrong = read(records + row(4, {"合计", "0.4", "5"}));
    const Fault fault = only_fault(wrong);
    CHECK(fault.kind == ErrorKind::mismatch);
    CHECK(fault.problem == Text{"工资!B4 is not the sum of the records' numbers in its column", "工资!B4 不等于该列各记录之和"});
    CHECK((fault.place.line == 4 && fault.place.column == 2));
    CHECK(wrong.rows.size() == 3);
    CHECK(wrong.report.totals_checked == 2);
    CHECK(read(records + row(4, {"合计", "0.300001"})).diagnostics.count() == 1);
    CHECK(read(records + row(4, {"合计", "=0.300001"})).diagnostics.count() == 0);   // a formula's rounding, beyond the column's decimals
    CHECK(read(records + row(4, {"合计", "=0.36"})).diagnostics.count() == 1);
    CHECK(read(records + row(4, {"合计", "<c r=\"B4\" t=\"e\"><v>#REF!</v></c>"})).diagnostics.count() == 1);
    CHECK(read(records + row(4, {"合计", "", "", "9"})).diagnostics.count() == 0);   // beside the table
}

TEST_CASE("subtotals are of the records since the one before; a total is of all") {
    const Read out = read(row(1, {"id", "principal"}) + row(2, {"E1", "1"}) + row(3, {"E2", "2"}) + row(4, {"小计", "3"}) + row(5, {"E3", "10"}) +
                          row(6, {"小 计", "10"}) + row(7, {"合计", "13"}));
    CHECK(out.diagnostics.text(Language::en).empty());
    CHECK(out.rows.size() == 4);
    CHECK(out.report.total_rows == Numbers{4, 6, 7});
    CHECK(read(row(1, {"id", "principal"}) + row(2, {"E1", "1"}) + row(3, {"小计", "1"}) + row(4, {"E2", "2"}) + row(5, {"小计", "3"}))
              .diagnostics.count() == 1);
}

TEST_CASE("a total at the head of the table is checked at its end") {
    CHECK(read(row(1, {"id", "principal"}) + row(2, {"合计", "3"}) + row(3, {"E1", "1"}) + row(4, {"E2", "2"})).diagnostics.empty());
    const Fault fault = only_fault(read(row(1, {"id", "principal"}) + row(2, {"合计", "4"}) + row(3, {"E1", "1"}) + row(4, {"E2", "2"})));
    CHECK((fault.place.line == 2 && fault.place.column == 2));
}

TEST_CASE("numbers typed as text count in sums") {
    CHECK(read(row(1, {"id", "principal"}) + row(2, {"E1", "1,234.50"}) + row(3, {"E2", "２"}) + row(4, {"合计", "1236.5"})).diagnostics.empty());
}

TEST_CASE("totals of large columns are exact") {
    std::mt19937_64 random{3};
    for (int turn = 0; turn < 30; ++turn) {
        std::string rows = row(1, {"id", "principal"});
        std::int64_t sum = 0;
        int at = 2;
        for (; at < 200; ++at) {
            const auto fen = static_cast<std::int64_t>(random() % 1'000'000'000);
            sum += fen;
            std::string cents = std::to_string(fen % 100);
            rows += row(at, {"E" + std::to_string(at), std::to_string(fen / 100) + '.' + (cents.size() < 2 ? "0" : "") + cents});
        }
        const auto total = [&](std::int64_t fen) {
            std::string cents = std::to_string(fen % 100);
            return rows + row(at, {"合计", std::to_string(fen / 100) + '.' + (cents.size() < 2 ? "0" : "") + cents});
        };
        REQUIRE(read(total(sum)).diagnostics.empty());
        REQUIRE(read(total(sum + 1)).diagnostics.count() == 1);
    }
}

TEST_CASE("records below a total or notes are faults, not left out") {
    const Fault below = only_fault(read(row(1, {"id", "principal"}) + row(2, {"E1", "1"}) + row(3, {"合计", "1"}) + row(4, {"E2", "2"})));
    CHECK(below.kind == ErrorKind::contradiction);
    CHECK(below.problem.en.find("工资!A4 begins a record below") == 0);
    CHECK(read(row(1, {"id", "principal"}) + row(2, {"E1", "1"}) + row(3, {"备注：略"}) + row(4, {"E2", "2"})).diagnostics.count() == 1);
    const Read record = read(row(1, {"id", "principal"}) + row(2, {"审核局", "1"}));   // all that is required is there: no note
    CHECK((record.rows.size() == 2 && record.report.note_rows.empty()));
}

TEST_CASE("cells of columns that are wanted and cannot be used are told by address") {
    const std::string head = row(1, {"id", "principal", "其他"});
    const Read errors = read(head + row(2, {"E1", R"(<c r="B2" t="e"><v>#REF!</v></c>)"}) + row(3, {"E2", "2"}));
    CHECK(only_fault(errors).problem.en == "工资!B2 has an error #REF!");
    CHECK(errors.rows.size() == 2);   // the header and E2
    CHECK(read(head + row(2, {"E1", R"(<c r="B2" t="e"><v>赵某某</v></c>)"})).diagnostics.faults()[0].problem.en == "工资!B2 has an error ");
    CHECK(only_fault(read(head + row(2, {"E1", R"(<c r="B2"><f>1</f></c>)"}))).problem.en == "工资!B2 has a formula of which no result was stored");
    const Fault spoiled = only_fault(read(head + row(2, {"1.1010119900307E+17", "1"})));
    CHECK(spoiled.problem.en.find("工资!A2 has a number of more than 15 digits") == 0);
    CHECK(spoiled.message(Language::zh).find("1101") == std::string::npos);
    CHECK(read(head + row(2, {"E1", "1", R"(<c r="C2" t="e"><v>#N/A</v></c>)"})).diagnostics.empty());   // the caller's own column
}

TEST_CASE("cells outside the table") {
    CHECK(only_fault(read(row(1, {"", "id", "principal"}) + row(2, {"x", "E1", "1"}))).problem.en == "工资!A2 stands left of the table");
    const Read right = read(row(1, {"", "id", "principal"}) + row(2, {"", "E1", "1", "", "x"}));
    REQUIRE(right.rows.size() == 2);
    CHECK(right.rows[1] == std::vector<std::string>{"E1", "1", "", "x"});   // which CsvHeader::fits() tells
    CHECK(right.places[1].line == 2);
}

TEST_CASE("a month's cell is given as a month, where it is one") {
    const Read out = read(row(1, {"id", "principal", "from"}) + row(2, {"E1", "1", R"(<c r="C2" s="2"><v>43435</v></c>)"}) +
                          row(3, {"E2", "1", R"(<c r="C3" s="2"><v>43436</v></c>)"}));
    CHECK(out.rows[1][2] == "2018-12");
    CHECK(out.rows[2][2] == "2018-12-02");
}

TEST_CASE("no header, an empty sheet, a damaged one") {
    CHECK(only_fault(read(row(1, {"甲", "乙"}) + row(2, {"丙"}))).problem.en == "none of the first 20 rows is a header");
    CHECK(only_fault(read("")).problem.en == "the sheet is empty");
    std::string late;
    for (int i = 1; i <= 20; ++i) late += row(i, {"标题"});
    CHECK(only_fault(read(late + row(21, {"id", "principal"}))).problem.en == "none of the first 20 rows is a header");
    const Read damaged = read(row(1, {"id", "principal"}) + row(2, {"E1", "1"}) + row(2, {"E1", "1"}));
    CHECK(only_fault(damaged).problem.en.find("工资!A2 stands behind row 2") == 0);
}

TEST_CASE("a header that lacks a required column is given, for its reader to tell") {
    const Read out = read(row(1, {"id", "name"}) + row(2, {"E1", "一厂"}));
    Diagnostics diagnostics;
    CsvRow header;
    const std::vector<std::string_view> texts{out.rows[0].begin(), out.rows[0].end()};
    header.assign("f", 1, 1, texts);
    CHECK_FALSE(CsvHeader::bind(header, columns, diagnostics));
    CHECK(diagnostics.faults()[0].problem.en == "the header lacks principal");
}
