// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/published_file.hpp>

#include "catch.hpp"
#include "some_files.hpp"

#include <filesystem>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const std::string head = "id,value,unit,precision,rounding,qualifier,definition\n";

struct Reading {
    std::vector<PublishedFigure> figures;
    std::string en;
    std::string zh;
    std::uint64_t count = 0;
};

Reading read(const std::string& text) {
    const ScratchFolder folder;
    put(folder, {{"published.csv", text}});
    Diagnostics diagnostics;
    Reading out;
    out.figures = read_published((folder.path() / "published.csv").string(), diagnostics);
    out.en = told(diagnostics, folder);
    out.zh = told(diagnostics, folder, Language::zh);
    out.count = diagnostics.count();
    return out;
}

}   // namespace

TEST_CASE("published file: the sample's figures, as the file has them") {
    const std::filesystem::path path = std::filesystem::path{ARREARS_SOURCE_DIR} / "examples/data/yangquan/published.csv";
    Diagnostics diagnostics;
    const std::vector<PublishedFigure> figures = read_published(path.string(), diagnostics);
    CHECK(diagnostics.text(Language::en).empty());
    const std::string text = contents(path);
    CHECK(figures.size() + 1 == static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));   // no cell holds a line break
    const PublishedFigure& first = figures.front();
    CHECK(first.id == "enterprises");
    CHECK(first.label == Text{"Enterprises in hardship", "市属困难企业"});
    CHECK(first.value == PrintedDecimal{101, 0});
    CHECK(first.unit == FigureUnit::enterprises);
    CHECK(first.rounding == FigureRounding::half_up);
    CHECK(first.qualifier == FigureQualifier::exact);
    CHECK(first.paragraph == "1(1)");
    CHECK(first.counts == "enterprises");
    CHECK(print(*first.definition) == "from enterprises; measure count");
    CHECK(first.place == Place{path.string(), 2, 83, "definition"});
}

TEST_CASE("published file: columns in any order, words in either language, labels made up for where there are none") {
    const Reading got = read("定义,编号,名称,单位,数值,小数位数,取舍,限定词\nmeasure count,a,甲,万元,\"1,234.50\",2,截尾,余\nmeasure count,b,,人,-3,0,不详,约\n");
    CHECK(got.en.empty());
    REQUIRE(got.figures.size() == 2);
    CHECK(got.figures[0].label == Text{"甲", "甲"});
    CHECK(got.figures[0].value == PrintedDecimal{123'450, 2});
    CHECK(got.figures[0].rounding == FigureRounding::truncated);
    CHECK(got.figures[0].qualifier == FigureQualifier::over);
    CHECK(got.figures[1].label == Text{"b", "b"});
    CHECK(read(head).figures.empty());
}

TEST_CASE("published file: weights, one where none is given") {
    const std::string weighted = "id,value,unit,weight,definition\n";
    const Reading got = read(weighted + "a,1,家,3,measure count\nb,1,家,,measure count\n");
    CHECK(got.en.empty());
    REQUIRE(got.figures.size() == 2);
    CHECK(got.figures[0].weight == 3);
    CHECK(got.figures[1].weight == 1);
    for (const char* const wrong : {"0", "-2", "1000001"}) {
        const Reading bad = read(weighted + "a,1,家," + wrong + ",measure count\n");
        CHECK(bad.en.find("2:7 (weight): " + std::string{wrong} + " is no weight; expected a whole number of 1 to 1000000") != std::string::npos);
        CHECK(bad.zh.find("不能作权重") != std::string::npos);
        CHECK(bad.figures.empty());
    }
    CHECK(read(weighted + "a,1,家,1.5,measure count\n").count == 1);
}

TEST_CASE("published file: bad input, each told with its place and in both languages, and the sound rows kept") {
    struct Case {
        std::string row;
        std::string en;
        std::string zh;
    };
    const std::vector<Case> cases{
        {",1,家,0,half_up,exact,measure count", "3:1 (id): the id is empty; expected a name", "3:1 (id): 编号为空；应有名称"},
        {"ok,1,家,0,half_up,exact,measure count", "3:1 (id): \"ok\" stands in line 2 already", "3:1 (id): \"ok\" 已见于第 2 行"},
        {"a,1.50,家,1,half_up,exact,measure count", "3:10 (precision): the value has 2 decimals, not 1; expected the decimals as printed",
         "3:10 (precision): 数值有 2 位小数，而不是 1 位；应为所印小数位数"},
        {"a,1,家,x,half_up,exact,measure count", "3:7 (precision): \"x\" is no whole number; expected a whole number of at most 18 digits",
         "3:7 (precision): \"x\" 不是整数；应为不超过 18 位的整数"},
        {"a,1,家,0,half_up,exact,rows x; measure count",
         "3:23 (definition): the definition gives a table; expected one measure, no rows and no columns",
         "3:23 (definition): 定义给出的是表；应只有一个指标，没有 rows 和 columns"},
        {"a,1,家,0,half_up,exact,\"measure count, count\"",
         "3:23 (definition): the definition gives a table; expected one measure, no rows and no columns",
         "3:23 (definition): 定义给出的是表；应只有一个指标，没有 rows 和 columns"},
        {"a,1", "3:1: the row has 2 cells; expected 7, as the header has", "3:1: 此行有 2 个单元格；应与表头一样有 7 个"},
    };
    for (const auto& [row, en, zh] : cases) {
        CAPTURE(row);
        const Reading got = read(head + "ok,1,家,0,half_up,exact,measure count\n" + row + "\nlast,2,家,0,half_up,exact,measure count\n");
        CHECK(got.en == "published.csv:" + en + '\n');
        CHECK(got.zh == "published.csv:" + zh + '\n');
        REQUIRE(got.figures.size() == 2);
        CHECK(got.figures[1].id == "last");
    }
    const Reading words = read(head + "a,1O,家家,0,up,exactly,measure counts\n");
    CHECK(words.count == 5);   // each bad cell of a row
    for (const char* const place : {":2:3 (value): ", ":2:6 (unit): ", ":2:11 (rounding): ", ":2:14 (qualifier): ", ":2:22 (definition): "}) {
        CHECK_THAT(words.en, Catch::Contains(place));
        CHECK_THAT(words.zh, Catch::Contains(place));
    }
    CHECK_THAT(words.en, Catch::Contains("in the definition, at character 9: "));
    CHECK(read("").en == "published.csv:1:1: the file is empty; expected a header: id,label,label_en,value,unit,precision,rounding,qualifier,"
                         "paragraph,counts,weight,definition\n");
    CHECK_THAT(read("id,value\na,1\n").en,
               Catch::StartsWith("published.csv:1:1: the header lacks unit, definition; "));
    Diagnostics diagnostics;
    CHECK_THROWS_WITH(read_published("no/published.csv", diagnostics), Catch::StartsWith("no/published.csv: there is no such file or directory"));
}
