// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/excel_number.hpp>

#include "catch.hpp"
#include "python.hpp"

#include <charconv>
#include <random>
#include <string>

using arrears::ExcelNumber;
using arrears::read_excel_number;

namespace {

std::string shown(const char* stored) {
    const auto number = read_excel_number(stored);
    return number ? number->text : "none";
}

}   // namespace

TEST_CASE("a stored number reads as the 15 digits that Excel shows") {
    CHECK(shown("0.57999999999999996") == "0.58");
    CHECK(shown("0.1") == "0.1");
    CHECK(shown("0.10000000000000001") == "0.1");
    CHECK(shown("0.30000000000000004") == "0.3");
    CHECK(shown("1234.5") == "1234.5");
    CHECK(shown("-1234.50") == "-1234.5");
    CHECK(shown("1E3") == "1000");
    CHECK(shown("1.5e-3") == "0.0015");
    CHECK(shown("1.2345E+2") == "123.45");
    CHECK(shown("999999999999999.9") == "1000000000000000");
    CHECK(shown("0.99999999999999989") == "1");
    CHECK(shown("9.9999999999999989E-5") == "0.0001");
    CHECK(shown("00012") == "12");
    CHECK(shown("+7") == "7");
    CHECK(shown(".5") == "0.5");
    CHECK(shown("5.") == "5");
    CHECK(shown("1.0000000000000005") == "1");
    CHECK(shown("1.000000000000005") == "1.00000000000001");   // half goes away from zero
}

TEST_CASE("zero has no sign") {
    CHECK(shown("0") == "0");
    CHECK(shown("-0") == "0");
    CHECK(shown("-0.000") == "0");
    CHECK(shown("0E+17") == "0");
}

TEST_CASE("what is no number, or none that a cell can have") {
    for (const char* text :
         {"", "-", ".", "+.", "E5", "1E", "1E+", "1e-", "1.2.3", "1,5", " 1", "1 ", "0x10", "INF", "NaN", "1E401", "1E99999999999999999999", "１"})
        CHECK_FALSE(read_excel_number(text));
    CHECK_FALSE(read_excel_number(std::string(2000, '0')));
}

TEST_CASE("numbers of more than 15 digits before the point are spoiled") {
    CHECK(read_excel_number("110101199003070000") == ExcelNumber{"110101199003070000", true});
    CHECK(read_excel_number("1.1010119900307E+17") == ExcelNumber{"110101199003070000", true});
    CHECK(read_excel_number("1.1010119900307001E+17") == ExcelNumber{"110101199003070000", true});
    CHECK(read_excel_number("999999999999999") == ExcelNumber{"999999999999999", false});
    CHECK(read_excel_number("1000000000000000") == ExcelNumber{"1000000000000000", true});
    CHECK(read_excel_number("999999999999999.5") == ExcelNumber{"1000000000000000", true});
    CHECK_FALSE(read_excel_number("123456789012345.67")->spoiled);   // its cents are lost, its yuan are not
}

TEST_CASE("a reading is read as itself") {
    std::mt19937_64 random{15};
    for (int i = 0; i < 20'000; ++i) {
        std::string text = std::to_string(random() % 1'000'000'000'000'000);
        text.insert(random() % text.size() + 1, ".");
        if (random() % 2 == 0) text += "E" + std::to_string(static_cast<int>(random() % 40) - 20);
        const auto once = read_excel_number(text);
        REQUIRE(once);
        const auto twice = read_excel_number(once->text);
        REQUIRE(twice);
        REQUIRE(twice->text == once->text);
    }
}

TEST_CASE("what binary fractions are stored as reads as what was typed") {
    std::mt19937_64 random{2018};
    std::string cases_for_python;
    for (int i = 0; i < test::cases; ++i) {
        const std::size_t digits = 1 + random() % 15;
        std::string typed;
        for (std::size_t d = 0; d < digits; ++d) typed += static_cast<char>('0' + random() % 10);
        typed.insert(random() % (digits + 1), ".");
        double number = 0;
        std::from_chars(typed.data(), typed.data() + typed.size(), number);
        char buffer[64];
        const bool all_digits = random() % 2 == 0;   // as some programs write 17 digits, and others as many as are needed
        const auto end = all_digits ? std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific, 16)
                                    : std::to_chars(buffer, buffer + sizeof buffer, number);
        const std::string stored{buffer, end.ptr};
        const std::string reading = shown(stored.c_str());
        REQUIRE(reading == shown(typed.c_str()));
        cases_for_python += typed + ' ' + stored + ' ' + reading + '\n';
    }
    check_by_python("workbook/check_numbers.py", cases_for_python);
}
