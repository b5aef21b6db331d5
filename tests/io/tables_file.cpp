// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/tables_file.hpp>

#include "catch.hpp"
#include "some_files.hpp"

#include <string>
#include <vector>

using namespace arrears;

namespace {

struct Reading {
    std::vector<TableTemplate> tables;
    std::string en;
};

Reading read(const std::string& rows) {
    Diagnostics diagnostics;
    Reading out;
    out.tables = parse_tables("table,title,title_en,for_each,about,about_en,lines_for_each,kinds,definition\n" + rows, "tables.csv", diagnostics);
    out.en = diagnostics.text(Language::en);
    return out;
}

}   // namespace

TEST_CASE("tables file: rows of one table make one, with what its first row says of it") {
    const Reading got = read("a,甲,,grouping of age,对象,,,,\"from workers; rows {grouping}; measure count\"\n"
                             "a,,,,,people,edge,,measure share(count where age >= {edge})\n"
                             "a,甲,甲,grouping of age,,,,,measure count\n"
                             "b,,,system,,,insurance,group;federation,measure count\n");
    CHECK(got.en.empty());
    REQUIRE(got.tables.size() == 2);
    const TableTemplate &a = got.tables[0], &b = got.tables[1];
    CHECK(a.title == Text{"甲", "甲"});
    CHECK(a.for_each == ForEach{ForEach::Of::grouping, "age"});
    REQUIRE(a.lines.size() == 3);
    CHECK(a.lines[0].about == Text{"对象", "对象"});
    CHECK(a.lines[1].about == Text{"people", "people"});
    CHECK(a.lines[1].for_each.of == ForEach::Of::edge);
    CHECK(a.lines[0].place == Place{"tables.csv", 2, 28, "definition"});
    CHECK(b.title == Text{"b", "b"});
    CHECK(b.lines[0].kinds == EnumSet<SystemKind>{SystemKind::group, SystemKind::federation});
}

TEST_CASE("tables file: the columns have Chinese names too, and a file its own place on disk") {
    const ScratchFolder folder;
    put(folder, {{"tables.csv", "定义,表,标题\nmeasure count,甲,标题\n"}});
    Diagnostics diagnostics;
    const auto tables = read_tables((folder.path() / "tables.csv").string(), diagnostics);
    CHECK(diagnostics.empty());
    REQUIRE(tables.size() == 1);
    CHECK(tables[0].lines[0].definition == "measure count");
    CHECK_THROWS_AS(read_tables((folder.path() / "none.csv").string(), diagnostics), Error);
}

TEST_CASE("tables file: what is wrong with a row is told at its cell, all at once, and the others stand") {
    const Reading got = read("a,,,everything,,,,,measure count\n"
                             ",,,,,,,,measure count\n"
                             "b,乙,,,,,edge,,measure count\n"
                             "b,丙,,,,,,,measure count\n"
                             "b,,,,,,system,,measure count\n"
                             "c,,,,,,,group,measure count\n"
                             "b,,,,,,,,measure count\n"
                             "c,,,system,,,,,measure count\n"
                             "c,,,,,,,,measure count\n");
    CHECK(got.en ==
          "tables.csv:2:5 (for_each): \"everything\" is not known here; expected system, grouping of FIELD or nothing\n"
          "tables.csv:3:1 (table): the name is empty; expected a name\n"
          "tables.csv:4:9 (lines_for_each): the table is for no grouping; expected edge only in a table for each grouping\n"
          "tables.csv:5:3 (title): it is not as in the table's first row; expected the same, or nothing\n"
          "tables.csv:6:8 (lines_for_each): \"system\" is not known here; expected insurance, edge or nothing\n"
          "tables.csv:7:9 (kinds): the table is for no system; expected kinds only in a table for each system\n"
          "tables.csv:8:1 (table): rows of this table stand further up, apart; expected the rows of a table one after the other\n"
          "tables.csv:9:5 (for_each): it is not as in the table's first row; expected the same, or nothing\n");
    REQUIRE(got.tables.size() == 2);
    CHECK(got.tables[1].lines.size() == 1);
}
