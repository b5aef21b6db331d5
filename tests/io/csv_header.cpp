// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_header.hpp>

#include "catch.hpp"

#include <string>
#include <vector>

using namespace arrears;

namespace {

const std::vector<CsvColumn> columns{{.name = "id", .aliases = {"编号"}, .required = true},
                                     {.name = "name", .aliases = {"名称", "企业名称"}},
                                     {.name = "principal", .aliases = {"本金"}, .required = true, .amount = true}};

struct Binding {
    std::optional<CsvHeader> header;
    std::string en;
    std::string zh;
};

Binding bind(const std::string& text, bool show = true) {
    CsvReader reader{bytes_of_text(text), "f.csv"};
    Diagnostics diagnostics;
    const CsvRow* const row = reader.next(diagnostics);
    REQUIRE(row != nullptr);
    Binding out;
    out.header = CsvHeader::bind(*row, columns, diagnostics, show);
    out.en = diagnostics.text(Language::en);
    out.zh = diagnostics.text(Language::zh);
    return out;
}

}   // namespace

TEST_CASE("csv header: columns are found in any order, by any of their names") {
    for (const char* const text : {"principal,id,name", "本金,编号,企业名称", " Principal ,ＩＤ,NAME", "principal,id,name,,", "　本金　,编号,名称\n"}) {
        CAPTURE(text);
        const auto [header, en, zh] = bind(text);
        CHECK(en.empty());
        REQUIRE(header);
        CHECK(header->cell_of(0) == 1);
        CHECK(header->cell_of(1) == 2);
        CHECK(header->cell_of(2) == 0);
        CHECK(header->size() == 3);
        CHECK(header->names() == std::vector<std::string>{"principal", "id", "name"});
        CHECK(header->complete());
        CHECK(header->unit_of(2) == AmountUnit::yuan);
    }
    CHECK_FALSE(bind("id,principal").header->cell_of(1));   // an optional column may be absent
}

TEST_CASE("csv header: an amount's column may name its unit, no other column may") {
    for (const char* const text : {"id,principal(万元)", "编号,本金（万元）", "id,本金（单位：万元）", "id,principal (万元)"}) {
        CAPTURE(text);
        const Binding bound = bind(text);
        CHECK(bound.en.empty());
        REQUIRE(bound.header);
        CHECK(bound.header->unit_of(2) == AmountUnit::wan_yuan);
    }
    CHECK(bind("id,principal(亿元)").header->unit_of(2) == AmountUnit::yi_yuan);
    CHECK_THAT(bind("id(万元),principal,name").en, Catch::Contains("f.csv:1:1: no column is called \"id(万元)\"") && Catch::Contains("lacks id"));
    CHECK_FALSE(bind("id,principal(吨)").header);
}

TEST_CASE("csv header: what is wrong, with its place and in both languages") {
    struct Case {
        std::string text;
        std::string en;
        std::string zh;
        bool usable;
    };
    const std::string expected = "; expected some of id, name, principal", should = "；应为其中若干列：id, name, principal";
    const std::vector<Case> cases{
        {"id,nane,principal", "f.csv:1:4: no column is called \"nane\"" + expected + "; did you mean name?\n",
         "f.csv:1:4: 没有名为 \"nane\" 的列" + should + "；是否指 name？\n", true},
        {"id,,principal", "f.csv:1:4: a column has no name" + expected + "\n", "f.csv:1:4: 有一列没有列名" + should + "\n", true},
        {"id,principal,编号", "f.csv:1:14 (id): the column id is there twice; expected it once\n", "f.csv:1:14 (id): 列 id 重复；应只有一列\n", false},
        {"name", "f.csv:1:1: the header lacks id, principal" + expected + "\n", "f.csv:1:1: 表头缺少 id, principal" + should + "\n", false},
        {"id,140399197503040011,principal", "f.csv:1:4: no column is called (not shown)" + expected + "\n",
         "f.csv:1:4: 没有名为 （不显示） 的列" + should + "\n", true},
        {"赵甲一,140399197503040011,id", "f.csv:1:1: the first row is no header: 1 of its 3 cells name a column" + expected +
                                           "; put the names of the columns into the first row\n",
         "f.csv:1:1: 首行不是表头：3 个单元格中有 1 个是列名" + should + "；请在首行写明列名\n", false},
    };
    for (const auto& [text, en, zh, usable] : cases) {
        CAPTURE(text);
        const Binding bound = bind(text);
        CHECK(bound.en == en);
        CHECK(bound.zh == zh);
        CHECK(bound.header.has_value() == usable);
        if (bound.header) CHECK_FALSE(bound.header->complete());
    }
    CHECK(bind("id,赵甲一,principal", false).en == "f.csv:1:4: no column is called (not shown)" + expected + "\n");   // a file about people
}

TEST_CASE("csv header: a row has as many cells as the header, empty ones at the end apart") {
    const CsvHeader header = *bind("id,principal").header;
    struct Case {
        const char* row;
        const char* told;
    };
    for (const auto& [text, told] : std::vector<Case>{{"a,1", ""},
                                                      {"a,1,,", ""},
                                                      {"a,", ""},
                                                      {"a", "f.csv:1:1: the row has 1 cell; expected 2, as the header has\n"},
                                                      {"a,1,2", "f.csv:1:1: the row has 3 cells; expected 2, as the header has\n"},
                                                      {"a,1,\"\"", "f.csv:1:1: the row has 3 cells; expected 2, as the header has\n"}}) {
        CAPTURE(text);
        CsvReader reader{bytes_of_text(text), "f.csv"};
        Diagnostics diagnostics;
        CHECK(header.fits(*reader.next(diagnostics), diagnostics) == (*told == '\0'));
        CHECK(diagnostics.text(Language::en) == told);
    }
}
