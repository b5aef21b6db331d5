// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_writer.hpp>

#include <arrears/core/utf8.hpp>
#include <arrears/io/csv.hpp>

#include "catch.hpp"

#include <random>
#include <string>
#include <vector>

namespace {

using Table = std::vector<std::vector<std::string>>;

Table read_texts(const std::string& csv) {
    arrears::CsvReader reader{arrears::bytes_of_text(csv), "f.csv"};
    arrears::Diagnostics diagnostics;
    Table rows;
    while (const arrears::CsvRow* const row = reader.next(diagnostics)) {
        rows.emplace_back();
        for (const arrears::CsvCell& cell : row->cells()) rows.back().emplace_back(arrears::unguard_formula(cell.text));
    }
    CHECK(diagnostics.text(arrears::Language::en).empty());
    return rows;
}

std::string write(const Table& table, arrears::CsvFor reader) {
    std::string out;
    arrears::CsvWriter writer{out, reader};
    for (const auto& row : table) {
        for (const auto& cell : row) writer.text(cell);
        writer.end_row();
    }
    return out;
}

}   // namespace

TEST_CASE("csv writer: quotes where they are needed, guards texts and not numbers") {
    std::string out;
    arrears::CsvWriter writer{out};
    writer.text("plain").text("a,b").text("a\"b").text("a\nb").text(" a").text("").end_row();
    writer.value("-1.00").text("-1.00").text("=1+1").text("'=1").text("'a").text("＝1").end_row();
    CHECK(out == "plain,\"a,b\",\"a\"\"b\",\"a\nb\",\" a\",\n"
                 "-1.00,'-1.00,'=1+1,''=1,'a,'＝1\n");
}

TEST_CASE("csv writer: blanks alone stand in quotes, for a row of them would be skipped") {
    std::string out;
    arrears::CsvWriter{out}.value("\t").end_row().value("\t").value(" ").end_row().value("a\t").value("").end_row();
    CHECK(out == "\"\t\"\n\"\t\",\" \"\n\"a\t\",\n");
    CHECK(read_texts(out) == Table{{"\t"}, {"\t", " "}, {"a\t", ""}});
}

TEST_CASE("csv writer: for Excel there are a mark and CR LF") {
    CHECK(write({{"阳泉", "b"}, {"c", "d"}}, arrears::CsvFor::excel) == "\xEF\xBB\xBF阳泉,b\r\nc,d\r\n");
    CHECK(write({{"阳泉", "b"}, {"c", "d"}}, arrears::CsvFor::programs) == "阳泉,b\nc,d\n");
}

TEST_CASE("csv writer: no text of one or two characters begins as a formula, and each is read back", "[property]") {
    const std::string formula = "=+-@\t\r\n";
    Table table;
    for (char32_t first = 1; first <= 0xFFFF; ++first) {
        if (first >= 0xD800 && first <= 0xDFFF) continue;
        if (first > 0x2FF && first < 0xFF00) first = 0xFF00;   // of the rest, the full-width forms
        for (const char* const second : {"", "=", "'", "1", "\"", ","}) {
            std::string text;
            arrears::append_utf8(text, first);
            const std::string cell = arrears::guard_formula(text += second);
            REQUIRE(formula.find(cell[0]) == std::string::npos);
            for (const char* const wide : {"＝", "＋", "－", "＠"}) REQUIRE_FALSE(cell.starts_with(wide));
            REQUIRE(arrears::unguard_formula(cell) == text);
            table.push_back({text});
        }
    }
    CHECK(read_texts(write(table, arrears::CsvFor::programs)) == table);
    CHECK(read_texts(write(table, arrears::CsvFor::excel)) == table);
}

TEST_CASE("csv writer: what is written is read back", "[property]") {
    const auto seed = GENERATE(take(200, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const std::vector<std::string> pieces{"a", ",", "\"", "\r", "\n", "\r\n", "阳", "𠀀",           "'",  " ",
                                          "=", "-", "@",  "\t", "＝", "0",    ";",  "\xEF\xBB\xBF", "\\", "\x01"};
    const std::size_t columns = 1 + random() % 4;
    Table table(random() % 12, std::vector<std::string>(columns));
    for (auto& row : table) {
        for (auto& cell : row) {
            for (auto length = random() % 5; length > 0; --length) cell += pieces[random() % pieces.size()];
        }
    }
    for (const auto reader : {arrears::CsvFor::programs, arrears::CsvFor::excel}) {
        const std::string csv = write(table, reader);
        CAPTURE(csv);
        CHECK(read_texts(csv) == table);
    }
}
