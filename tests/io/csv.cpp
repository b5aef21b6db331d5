// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv.hpp>

#include "catch.hpp"

#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Table = std::vector<std::vector<std::string>>;

struct Reading {
    Table rows;
    std::vector<std::uint64_t> lines;
    std::string faults;
    std::uint64_t lost = 0;
    friend bool operator==(const Reading&, const Reading&) = default;
};

Reading read(const std::string& text, arrears::CsvOptions options = {}) {
    arrears::CsvReader reader{arrears::bytes_of_text(text), "f.csv", options};
    reader.name_columns({"id", "name"});
    arrears::Diagnostics diagnostics;
    Reading out;
    while (const arrears::CsvRow* const row = reader.next(diagnostics)) {
        out.rows.emplace_back();
        out.lines.push_back(row->line());
        for (const arrears::CsvCell& cell : row->cells()) out.rows.back().emplace_back(cell.text);
    }
    CHECK(reader.next(diagnostics) == nullptr);   // the end stays the end
    out.faults = diagnostics.text(arrears::Language::en);
    out.lost = reader.rows_lost();
    return out;
}

}   // namespace

TEST_CASE("csv: rows and cells as RFC 4180 has them") {
    struct Case {
        std::string text;
        Table rows;
    };
    const auto& [text, rows] = GENERATE(values<Case>({
        {"", {}},
        {"a", {{"a"}}},
        {"a\n", {{"a"}}},
        {"a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
        {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
        {"a,b\rc,d\ne,f\r\ng,h", {{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}}},
        {"\xEF\xBB\xBF\"a\",b\n", {{"a", "b"}}},
        {"\xEF\xBB\xBF", {}},
        {"\n\n  \na\n\r\n\r\r\t\nb\n\n", {{"a"}, {"b"}}},
        {",,\n,x\n", {{"", "x"}}},
        {"\"\"\n", {{""}}},
        {"a,\n,a\n", {{"a", ""}, {"", "a"}}},
        {"\"a\",\"b\"", {{"a", "b"}}},
        {"\"a,b\",\"c\nd\",\"e\r\nf\"\n", {{"a,b", "c\nd", "e\r\nf"}}},
        {"\"a\"\"b\",\"\"\"\",\"\"\"c\"\"\"\n", {{"a\"b", "\"", "\"c\""}}},
        {"企业,\"阳泉，一\"\n", {{"企业", "阳泉，一"}}},
        {" a , b \n", {{" a ", " b "}}},
        {"a\tb,c\n", {{"a\tb", "c"}}},
    }));
    CAPTURE(text);
    const Reading got = read(text);
    CHECK(got.rows == rows);
    CHECK(got.faults.empty());
}

TEST_CASE("csv: a line is counted however it ends, also within quotes") {
    CHECK(read("a\nb\r\nc\rd\n\ne").lines == std::vector<std::uint64_t>{1, 2, 3, 4, 6});
    CHECK(read("\"a\nb\"\n\"c\r\nd\re\",x\nf").lines == std::vector<std::uint64_t>{1, 3, 6});
    const std::string text = "x\n\"一\n二\",三,\"四\r\n五\",六\n";
    arrears::CsvReader reader{arrears::bytes_of_text(text), "f.csv"};
    arrears::Diagnostics diagnostics;
    REQUIRE(reader.next(diagnostics) != nullptr);
    const arrears::CsvRow* const row = reader.next(diagnostics);
    REQUIRE(row != nullptr);
    REQUIRE(row->size() == 4);
    CHECK(row->place(0).text() == "f.csv:2:1");
    CHECK(row->place(1, "name").text() == "f.csv:3:4 (name)");
    CHECK(row->place(2).text() == "f.csv:3:6");
    CHECK(row->place(3).text() == "f.csv:4:4");
}

TEST_CASE("csv: hostile input, each with its fault, and reading goes on") {
    struct Case {
        std::string text;
        std::string faults;
        Table rows;
    };
    const std::string as_utf8 = "; expected UTF-8; save the file as \"CSV UTF-8\"\n";
    const auto& [text, faults, rows] = GENERATE_COPY(values<Case>({
        {"a,b\"c\nd,e\n",
         "f.csv:1:4 (name): a quote stands within a cell that does not begin with one; expected quotes around the whole cell, and doubled within "
         "it\n",
         {{"d", "e"}}},
        {"a,\"b\"c,d\ne\n",
         "f.csv:1:6 (name): text follows the closing quote of a cell; expected quotes around the whole cell, and doubled within it\n",
         {{"e"}}},
        {"a, \"b\"\n",
         "f.csv:1:4 (name): a quote stands within a cell that does not begin with one; expected quotes around the whole cell, and doubled within "
         "it\n",
         {}},
        {"a\nb,\"c\nd\ne", "f.csv:2:3: a quote is opened here and never closed; expected a closing quote; nothing after this was read\n", {{"a"}}},
        {"\"", "f.csv:1:1: a quote is opened here and never closed; expected a closing quote; nothing after this was read\n", {}},
        {"\"a\"\"", "f.csv:1:1: a quote is opened here and never closed; expected a closing quote; nothing after this was read\n", {}},
        {"名,\xC3\x28\nd\n", "f.csv:1:3 (name): the byte 0xC3 is not UTF-8" + as_utf8, {{"d"}}},
        {"\xD1\xF4\xC8\xAA,\xD2\xBB\n", "f.csv:1:1 (id): the byte 0xD1 is not UTF-8" + as_utf8, {}},
        {"a,\xED\xA0\x80\n", "f.csv:1:3 (name): the byte 0xED is not UTF-8" + as_utf8, {}},
        {"a,\xC0\xAF\n", "f.csv:1:3 (name): the byte 0xC0 is not UTF-8" + as_utf8, {}},
        {"a,\xF4\x90\x80\x80\n", "f.csv:1:3 (name): the byte 0xF4 is not UTF-8" + as_utf8, {}},
        {"a,\xE9\x98", "f.csv:1:3 (name): the byte 0xE9 is not UTF-8" + as_utf8, {}},
        {std::string{"a,b\0c\nd,e\n", 10}, "f.csv:1:4 (name): there is a NUL character; expected text in UTF-8\n", {{"d", "e"}}},
        {std::string{"\xFF\xFE"
                     "a\0,\0",
                     6},
         "f.csv:1:1: the file is UTF-16; expected UTF-8; save it as \"CSV UTF-8\"\n",
         {}},
        {std::string{"\xFE\xFF\0a", 4}, "f.csv:1:1: the file is UTF-16; expected UTF-8; save it as \"CSV UTF-8\"\n", {}},
        {"x\n" + std::string(65'537, 'a') + "\ny\n", "f.csv:2:1 (id): the cell has 65537 bytes; expected at most 65536\n", {{"x"}, {"y"}}},
        {std::string(1000, ',') + "\nz\n", "f.csv:1:1001: the row has more than 1000 cells; expected at most 1000\n", {{"z"}}},
        {"x\n" + std::string(10'000'000, 'a') + "\ny\n",
         "f.csv:2:1: the row has more than 1048576 bytes; expected at most 1048576\n",
         {{"x"}, {"y"}}},
        {"x\n\"" + std::string(5'000'000, '\n') + "\"\ny\"\n",
         "f.csv:2:1: the row has more than 1048576 bytes; expected at most 1048576\nf.csv:5000003:2 (id): a quote stands within a cell that does not "
         "begin with one; expected quotes around the whole cell, and doubled within it\n",
         {{"x"}}},
        {"x\ny,\"" + std::string(5'000'000, '\n'),
         "f.csv:2:3: a quote is opened here and never closed; expected a closing quote; nothing after this was read\n",
         {{"x"}}},
    }));
    CAPTURE(text.substr(0, 60));
    const Reading got = read(text);
    CHECK(got.faults == faults);
    CHECK(got.rows == rows);
}

TEST_CASE("csv: the size of the reading buffer never shows") {
    std::vector<std::string> texts{"\xEF\xBB\xBF\"编号\",name\r\nE1,\"阳泉\r\n一\"\"二\"\r\n\r\nE2,\xC3\x28\r\nE3,a\"b\rE4,\"x\"y\nE5,\"never\nclosed",
                                   "\xEF\xBB", "\xEF\xBB\xBF", "\xFF\xFE", "\r\n\r\n", "\"\r\n\"\r\n\"\r\"\r", "a,b\r"};
    const auto seed = GENERATE(take(5, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const std::vector<std::string> pieces{
        "a", ",", "\"", "\r", "\n", "\r\n", "阳", "\xE9", "\"\"", " ", "\"x\"", "''", std::string(1, '\0'), "\xEF\xBB\xBF"};
    for (int i = 0; i < 20; ++i) {
        std::string text;
        for (auto length = random() % 60; length > 0; --length) text += pieces[random() % pieces.size()];
        texts.push_back(text);
    }
    arrears::CsvOptions options;
    options.limits = {12, 30, 5};
    for (const std::string& text : texts) {
        CAPTURE(text);
        for (const bool unsound : {false, true}) {
            options.unsound_rows = unsound;
            options.buffer_bytes = 1U << 16U;
            const Reading whole = read(text, options);
            for (std::size_t size = 1; size <= 64; ++size) {
                options.buffer_bytes = size;
                if (!(read(text, options) == whole)) {
                    CAPTURE(size);
                    CHECK(read(text, options).faults == whole.faults);
                    CHECK(read(text, options).rows == whole.rows);
                    FAIL("differs");
                }
            }
        }
    }
}

TEST_CASE("csv: a line of 100 MB costs no more memory than the limit allows") {
    std::size_t left = 100'000'000;
    arrears::ByteSource endless = [&left](std::span<char> to) {
        const std::size_t count = std::min(to.size(), left);
        std::fill_n(to.data(), count, left % 3 == 0 ? ',' : 'a');
        left -= count;
        return count;
    };
    arrears::CsvReader reader{endless, "f.csv"};
    arrears::Diagnostics diagnostics;
    CHECK(reader.next(diagnostics) == nullptr);
    CHECK(diagnostics.count() == 1);
    CHECK(reader.row_bytes_peak() <= 2 * 1024 * 1024 + 1);
}

TEST_CASE("csv: unsound rows come where they are asked for, with the bad cells marked") {
    arrears::CsvOptions options;
    options.unsound_rows = true;
    arrears::CsvReader reader{arrears::bytes_of_text("a,\xFF,c\n"), "f.csv", options};
    arrears::Diagnostics diagnostics;
    const arrears::CsvRow* const row = reader.next(diagnostics);
    REQUIRE(row != nullptr);
    CHECK_FALSE(row->sound());
    CHECK((*row)[0].sound);
    CHECK_FALSE((*row)[1].sound);
    CHECK((*row)[2].text == "c");
    CHECK(diagnostics.count() == 1);
}

TEST_CASE("csv: other separators, other sources") {
    arrears::CsvOptions options;
    options.separator = ';';
    CHECK(read("a;\"b;c\"\n", options).rows == Table{{"a", "b;c"}});
    std::istringstream stream{"a,b\nc,d\n"};
    arrears::CsvReader reader{arrears::bytes_of_stream(stream), "stream"};
    arrears::Diagnostics diagnostics;
    REQUIRE(reader.next(diagnostics) != nullptr);
    CHECK((*reader.next(diagnostics))[1].text == "d");

    try {
        (void)arrears::bytes_of_file("no/such/file.csv");
        FAIL("nothing was thrown");
    } catch (const arrears::Error& error) {
        CHECK(error.kind() == arrears::ErrorKind::unreadable);
        CHECK(std::string{error.what()} == "no/such/file.csv: there is no such file or directory; expected a file that can be read");
    }
    CHECK_THROWS_WITH(arrears::bytes_of_file("/"), Catch::StartsWith("/: it is a directory"));
}
