// SPDX-License-Identifier: BSL-1.0
// Files made to do harm, or damaged: each is refused, by name, quickly and in little memory.
#include <arrears/workbook/workbook.hpp>

#include "catch.hpp"
#include "some_workbook.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>

using namespace arrears;

namespace {

/// The fault that opening a file and reading all of it ends with.
Fault fault_of_file(const std::string& path, const WorkbookLimits& limits = {}) {
    try {
        const Workbook workbook{path, limits};
        for (std::size_t i = 0; i < workbook.sheets().size(); ++i) {
            read_cells(workbook, i);
            static_cast<void>(workbook.merged_ranges(i));
        }
    } catch (const Error& error) {
        CHECK_FALSE(error.fault().problem.zh.empty());
        CHECK(error.fault().place.source.find(path) == 0);
        return error.fault();
    }
    FAIL("it was read");
    return {};
}

Fault fault_of(const Parts& parts, const WorkbookLimits& limits = {}) {
    const SomeWorkbook file{parts};
    return fault_of_file(file.path(), limits);
}

Fault fault_of_rows(const std::string& rows, const WorkbookLimits& limits = {}) { return fault_of(workbook_parts(sheet_xml(rows)), limits); }

Fault fault_of_bytes(const std::string& bytes) {
    const ScratchFolder folder;
    const std::string path = (folder.path() / "f.xlsx").string();
    std::ofstream{path, std::ios::binary} << bytes;
    return fault_of_file(path);
}

Parts with(Parts parts, const std::string& part, const std::string& bytes) {
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& each) { return each.first == part; });
    if (found == parts.end()) parts.emplace_back(part, bytes);
    else found->second = bytes;
    return parts;
}

Parts sound() { return workbook_parts(sheet_xml(row_xml(1, number_cell("A1", "1")))); }

bool says(const Fault& fault, const char* words) { return fault.problem.en.find(words) != std::string::npos; }

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

}   // namespace

TEST_CASE("files that are no workbook of this kind are told by name") {
    CHECK(says(fault_of_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old workbook (.xls) or one encrypted"));
    CHECK(fault_of_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").remedy.en.find("save it as .xlsx") != std::string::npos);
    CHECK(says(fault_of_bytes(""), "the file is empty"));
    CHECK(says(fault_of_bytes("id,name\n1,x\n"), "it is no workbook"));
    CHECK(says(fault_of_bytes(std::string{"PK\5\6"} + std::string(18, '\0')), "the archive is empty"));
    CHECK(says(fault_of({{"a.txt", "x"}}), "xl/workbook.xml is not there"));
    CHECK(says(fault_of({{"xl/workbook.bin", "x"}}), ".xlsb"));
    CHECK(says(fault_of({{"content.xml", "x"}}), ".ods"));
    CHECK(says(fault_of({{"inner.xlsx", "PK\3\4 and so on"}}), "xl/workbook.xml is not there"));   // an archive in it is never opened
    const ScratchFolder folder;
    CHECK(fault_of_file((folder.path() / "none.xlsx").string()).kind == ErrorKind::unreadable);
    CHECK(fault_of_file(folder.path().string()).kind == ErrorKind::unreadable);
}

TEST_CASE("an archive cut off anywhere, or with any byte changed, is refused or read") {
    const SomeWorkbook file{sound()};
    std::ifstream in{file.path(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    const std::string path = (file.folder().path() / "g.xlsx").string();
    const auto read = [&](const std::string& changed) {
        std::ofstream{path, std::ios::binary} << changed;
        try {
            const Workbook workbook{path};
            return read_cells(workbook).size() == 1;
        } catch (const Error&) {
            return false;
        }
    };
    REQUIRE(read(bytes));
    for (std::size_t size = 0; size < bytes.size(); size += 7) CHECK_FALSE(read(bytes.substr(0, size)));
    std::mt19937 random{1};
    for (int i = 0; i < 2'000; ++i) {
        std::string changed = bytes;
        for (std::size_t times = 1 + random() % 3; times > 0; --times)
            changed[random() % changed.size()] = static_cast<char>(static_cast<unsigned char>(random() % 256));
        static_cast<void>(read(changed));
    }
}

TEST_CASE("bombs: what unpacks to much more than it is") {
    const Fault bomb = fault_of_rows(repeated("<row><c><v>0</v></c></row>", 2'000'000));   // 52 MB
    CHECK(bomb.kind == ErrorKind::limit);
    CHECK(says(bomb, "more than 200 times its size"));
    WorkbookLimits small;
    small.part_bytes_max = 1000;
    CHECK(says(fault_of_rows(repeated("<row/>", 1000), small), "more than 1000 bytes"));
    small = {};
    small.all_bytes_max = 3000;
    CHECK(says(fault_of_rows(repeated("<row/>", 450), small), "the parts of the workbook unpack to more than 3000 bytes"));
    small = {};
    small.expansion_free_bytes = 1000;
    small.expansion_max = 10;
    CHECK(says(fault_of_rows(repeated("<row/>", 10'000), small), "more than 10 times its size"));
}

TEST_CASE("a part read again counts once against the limit of all") {
    WorkbookLimits limits;
    limits.all_bytes_max = 10'000;
    const SomeWorkbook file{workbook_parts(sheet_xml(repeated("<row/>", 800)))};
    const Workbook workbook{file.path(), limits};
    for (int i = 0; i < 10; ++i) CHECK(read_cells(workbook).empty());
}

TEST_CASE("too many files in the archive") {
    Parts parts = sound();
    for (int i = 0; i < 20'000; ++i) parts.emplace_back("n" + std::to_string(i), "");
    CHECK(fault_of(parts).kind == ErrorKind::limit);
    CHECK(says(fault_of(parts), "more than 10000 files"));
}

TEST_CASE("document types and entities are refused, in every part") {
    const std::string bomb = R"(<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>)";
    const Parts parts = workbook_parts(sheet_xml(row_xml(1, R"(<c t="s"><v>0</v></c><c s="1"><v>1</v></c>)")));
    for (const auto& [part, bytes] : parts) CHECK(says(fault_of(with(parts, part, bomb + bytes)), "DOCTYPE"));
    const std::string outside = R"(<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>)";
    CHECK(says(fault_of(with(sound(), "xl/worksheets/sheet1.xml", outside)), "DOCTYPE"));
    CHECK(says(fault_of_rows("<row><c><v>&undefined;</v></c></row>"), "no sound XML"));
}

TEST_CASE("XML that would take the parser's memory") {
    CHECK(says(fault_of_rows(repeated("<row>", 1000)), "nested more than 64 deep"));
    std::string names;
    for (int i = 0; i < 300'000; ++i) names += "<a" + std::to_string(i) + "/>";
    CHECK(fault_of_rows(names).kind == ErrorKind::limit);
    std::mt19937 random{2};   // no two bytes alike, so that it is no bomb
    std::string noise;
    for (int i = 0; i < 9'000'000; ++i) noise += static_cast<char>('a' + random() % 26);
    CHECK(fault_of_rows("<row a=\"" + noise + "\"/>").kind == ErrorKind::limit);
    CHECK(fault_of_rows("<!--" + noise + "--><row/>").kind == ErrorKind::limit);
    CHECK(fault_of_rows("<row><c t=\"str\"><v>" + noise + "</v></c></row>").kind == ErrorKind::limit);
    CHECK(fault_of(with(sound(), "xl/workbook.xml", "<workbook " + noise)).kind == ErrorKind::limit);
}

TEST_CASE("addresses beyond a sheet, and out of order, are told with the cell") {
    CHECK(says(fault_of_rows(row_xml(1, number_cell("XFD1048577", "1"))), "an address that no cell can have"));
    CHECK(says(fault_of_rows(row_xml(1, number_cell("XFE1", "1"))), "an address that no cell can have"));
    CHECK(says(fault_of_rows("<row r=\"1048577\"/>"), "no number a row can have"));
    CHECK(says(fault_of_rows("<row r=\"0\"/>"), "no number a row can have"));
    CHECK(says(fault_of_rows("<row r=\"3\"/><row r=\"2\"/>"), "the rows are out of order"));
    CHECK(says(fault_of_rows("<row r=\"3\"/><row r=\"3\"/>"), "the rows are out of order"));
    CHECK(says(fault_of_rows("<row r=\"1048576\"/><row/>"), "goes beyond the limit"));
    const Fault order = fault_of_rows(row_xml(7, number_cell("F7", "1") + number_cell("C7", "1")));
    CHECK(order.problem.en == "工资!C7 stands behind column F: the cells are out of order");
    CHECK(order.problem.zh.find("工资!C7 位于 F 列之后") == 0);
    CHECK((order.place.line == 7 && order.place.column == 3));
    CHECK(order.place.source.ends_with("f.xlsx[工资]"));
    CHECK(says(fault_of_rows(row_xml(7, number_cell("F8", "1"))), "says that it stands in row 8"));
    CHECK(says(fault_of_rows(row_xml(1, number_cell("XFD1", "1") + "<c><v>1</v></c>")), "goes beyond the limit"));
}

TEST_CASE("cells that cannot be read are told, and what stands in them is not") {
    CHECK(says(fault_of_rows(row_xml(1, R"(<c r="B1" t="s"><v>3</v></c>)")), "工资!B1 names a shared text that the workbook has not: it has 3"));
    CHECK(says(fault_of_rows(row_xml(1, R"(<c r="B1" t="s"><v>-1</v></c>)")), "names a shared text"));
    CHECK(says(fault_of_rows(row_xml(1, R"(<c r="B1" t="s"><v>99999999999999999999999</v></c>)")), "names a shared text"));
    CHECK(says(fault_of_rows(row_xml(1, R"(<c r="B1" s="6"><v>1</v></c>)")), "a style that the workbook has not"));
    CHECK(says(fault_of_rows(row_xml(1, R"(<c r="B1" s="x"><v>1</v></c>)")), "a style that the workbook has not"));
    CHECK(says(fault_of_rows(row_xml(1, R"(<c r="B1" t="b"><v>2</v></c>)")), "neither true nor false"));
    CHECK(says(fault_of_rows(row_xml(1, R"(<c r="B1" t="d"><v>2018-13-31</v></c>)")), "a date that cannot be read"));
    CHECK(says(fault_of_rows(row_xml(1, R"(<c r="B1" t="q"><v>2</v></c>)")), "of a kind that no cell has"));
    const Fault number = fault_of_rows(row_xml(1, number_cell("B1", "12a4567")));
    CHECK(number.problem.en == "工资!B1 has a number that cannot be read");
    CHECK(number.message(Language::en).find("4567") == std::string::npos);
}

TEST_CASE("limits of texts, rows, columns, sheets, styles and merged ranges") {
    CHECK(says(fault_of_rows(row_xml(1, text_cell("A1", std::string(32'768, 'x')))), "more than 32767 characters"));
    CHECK(read_cells(Workbook{SomeWorkbook{workbook_parts(sheet_xml(row_xml(1, text_cell("A1", repeated("厂", 32'767)))))}.path()}).size() == 1);
    WorkbookLimits few;
    few.rows_max = 2, few.columns_max = 2, few.row_bytes_max = 10;
    CHECK(says(fault_of_rows("<row r=\"3\"/>", few), "more than 2 rows"));
    CHECK(says(fault_of_rows(row_xml(1, number_cell("C1", "1")), few), "more than 2 columns"));
    CHECK(says(fault_of_rows(row_xml(1, text_cell("A1", "0123456789a")), few), "more than 10 bytes of text in the row"));
    few = {};
    few.sheet_text_bytes_max = 100;   // a shared text counts each time
    CHECK(says(fault_of_rows(repeated(R"(<row><c t="s"><v>0</v></c></row>)", 20), few), "more than 100 bytes of text in the sheet"));
    few = {};
    few.shared_strings_bytes_max = 20;
    CHECK(says(fault_of_rows(row_xml(1, R"(<c t="s"><v>0</v></c>)"), few), "bytes of texts that cells share"));
    few = {};
    few.sheets_max = 0;
    CHECK(says(fault_of(sound(), few), "more than 0 sheets"));
    few = {};
    few.formats_max = 3;
    CHECK(says(fault_of(sound(), few), "more than 3 styles of cells"));
    few = {};
    few.merged_ranges_max = 1;
    CHECK(says(fault_of(workbook_parts(sheet_xml("", R"(<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>)")), few),
               "more than 1 merged ranges"));
    CHECK(says(fault_of(workbook_parts(sheet_xml("", R"(<mergeCells><mergeCell ref="B1:A1"/></mergeCells>)"))), "a merged range is none"));
}

TEST_CASE("parts that are missing, double, damaged or somewhere else") {
    const auto rels = [](const std::string& target, const std::string& more = {}) {
        return R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
               R"(<Relationship Id="rId1" Type="http://x/worksheet" Target=")" +
               target + "\" " + more + "/></Relationships>";
    };
    const std::string part = "xl/_rels/workbook.xml.rels";
    CHECK(says(fault_of(with(sound(), part, rels("worksheets/none.xml"))), "has no part in the file"));
    CHECK(says(fault_of(with(sound(), part, rels("../../../etc/passwd"))), "has no part in the file"));
    CHECK(says(fault_of(with(sound(), part, rels("http://example.org/sheet1.xml", "TargetMode=\"External\""))), "is not in the file"));
    CHECK(says(fault_of(with(sound(), part, "<Relationships/>")), "is not in the file"));
    CHECK(says(fault_of(with(sound(), "XL/Workbook.xml", "<workbook/>")), "has a part twice"));
    CHECK(says(fault_of(with(sound(), "xl/worksheets/sheet1.xml", "<worksheet " + main_namespace + "><sheetData><row>")), "no sound XML"));
    CHECK(says(fault_of(with(sound(), "xl/worksheets/sheet1.xml", "")), "no sound XML"));
    CHECK(says(fault_of(with(sound(), "xl/workbook.xml", "\xFF\xFE<")), "no sound XML"));
}
