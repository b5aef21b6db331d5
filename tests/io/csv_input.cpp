// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/io/csv_input.hpp>

#include <string>
#include <vector>

using namespace arrears;
using namespace std::string_literals;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read(std::string text, const CsvForm& form = {}) {
    CsvReader reader = open_csv(bytes_of_text(std::move(text)), "f.csv", form);
    Diagnostics problems;
    Rows out;
    while (const CsvRow* const row = reader.next(problems)) {
        out.emplace_back();
        for (const CsvCell& cell : row->cells()) out.back().emplace_back(cell.text);
    }
    CHECK(problems.text(Language::en) == "");
    return out;
}

}   // namespace

TEST_CASE("csv_input: comma, tab and semicolon are told by the header", "[io]") {
    const Rows expected{{"id", "name"}, {"1", "a"}};
    CHECK(read("id,name\n1,a\n") == expected);
    CHECK(read("id\tname\n1\ta\n") == expected);
    CHECK(read("\n \r\nid;name\r\n1;a\r\n") == expected);
    CHECK(read("id;\"a,b,c\"\n1;2\n") == Rows{{"id", "a,b,c"}, {"1", "2"}});
    CHECK(read("causes\na;b;c\n") == Rows{{"causes"}, {"a;b;c"}});
    CHECK(read("id;name\n1;a\n", {.separator = ','}) == Rows{{"id;name"}, {"1;a"}});
    CHECK(read("") == Rows{});
}

TEST_CASE("csv_input: Excel's Unicode text, UTF-16 with tabs", "[io]") {
    const auto utf16 = [](std::u16string_view text) {
        std::string out = "\xFF\xFE";
        for (const char16_t c : text) out += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
        return out;
    };
    CHECK(read(utf16(u"编号\t名称\r\n1\t阳泉\r\n")) == Rows{{"编号", "名称"}, {"1", "阳泉"}});
}

TEST_CASE("csv_input: GB18030, found or told", "[io]") {
    const std::string text = "\xB1\xE0\xBA\xC5,\xC3\xFB\xB3\xC6\n1,\xD1\xF4\xC8\xAA\n";   // 编号,名称 1,阳泉
    const Rows expected{{"编号", "名称"}, {"1", "阳泉"}};
    CHECK(read(text) == expected);
    CHECK(read(text, {.encoding = Encoding::gb18030}) == expected);
}

TEST_CASE("csv_input: what is no character is told at its place", "[io]") {
    CsvReader reader = open_csv(bytes_of_text("\xB1\xE0\xBA\xC5,\xC3\xFB\xB3\xC6\n1,\xD1\xF4\xFF\xC8\xAA\n2,\xD1\xF4\n"), "f.csv");
    Diagnostics problems;
    std::size_t rows = 0;
    while (reader.next(problems) != nullptr) ++rows;
    CHECK(rows == 2);
    CHECK(problems.text(Language::en) ==
          "f.csv:2:4: what stands here is no character; expected text in UTF-8 or GB18030; save the file as \"CSV UTF-8\"\n");
}
