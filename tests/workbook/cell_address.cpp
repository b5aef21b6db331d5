// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/cell_address.hpp>

#include "catch.hpp"

using namespace arrears;

TEST_CASE("columns are called by letters") {
    CHECK(column_name(1) == "A");
    CHECK(column_name(26) == "Z");
    CHECK(column_name(27) == "AA");
    CHECK(column_name(702) == "ZZ");
    CHECK(column_name(703) == "AAA");
    CHECK(column_name(16'384) == "XFD");
    CHECK(print(CellAddress{12, 6}) == "F12");
}

TEST_CASE("every column's name reads as its number") {
    for (std::uint32_t column = 1; column <= last_cell.column; ++column) {
        const auto read = parse_cell_address(print(CellAddress{7, column}));
        REQUIRE(read == CellAddress{7, column});
    }
}

TEST_CASE("addresses that no cell has") {
    CHECK(parse_cell_address("XFD1048576") == last_cell);
    for (const char* text :
         {"", "A", "1", "A0", "A01", "XFE1", "AAAA1", "A1048577", "XFD1048577", "A99999999999999999999", "a1", "$A$1", "A1B", "A-1", "A1 ", "Ａ1"})
        CHECK_FALSE(parse_cell_address(text));
}

TEST_CASE("ranges") {
    CHECK(parse_cell_range("B2:C4") == CellRange{{2, 2}, {4, 3}});
    CHECK(parse_cell_range("B2") == CellRange{{2, 2}, {2, 2}});
    for (const char* text : {"", ":", "A1:", ":A1", "B2:A1", "A2:B1", "A1:B2:C3", "A1:XFE1"}) CHECK_FALSE(parse_cell_range(text));
    CHECK(CellRange{{2, 2}, {4, 3}}.contains({4, 3}));
    CHECK_FALSE(CellRange{{2, 2}, {4, 3}}.contains({5, 3}));
    CHECK_FALSE(CellRange{{2, 2}, {4, 3}}.contains({2, 1}));
}
