// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/industry.hpp>

#include "catch.hpp"

#include <string>

using namespace arrears;

static_assert(industry_section("C26") == 'C' && industry_section("2614") == 'C' && industry_section("C") == 'C');
static_assert(!industry_section("F26") && !industry_section("98") && !industry_section("00") && !industry_section("U") && !industry_section(""));

TEST_CASE("industry: the table holds divisions 01 to 97 once each, in order", "[core]") {
    int next = 1;
    char letter = 'A';
    for (const IndustrySection& section : gb_t_4754_table) {
        CHECK(section.letter == letter++);
        CHECK(section.first_division == next);
        CHECK(section.last_division >= section.first_division);
        CHECK_FALSE(section.zh.empty());
        CHECK_FALSE(section.en.empty());
        next = section.last_division + 1;
    }
    CHECK(letter == 'U');
    CHECK(next == 98);
}

TEST_CASE("industry: codes with and without the letter fall into the same section", "[core]") {
    const Grouping sections = gb_t_4754_sections();
    CHECK(sections.size() == 20);
    for (int division = 1; division <= 97; ++division) {
        const std::string digits = (division < 10 ? "0" : "") + std::to_string(division);
        const char letter = industry_section(digits).value();
        CAPTURE(digits, letter);
        for (const std::string& code : {digits, digits + "1", digits + "10"}) {
            const std::string full = letter + code;
            CHECK(industry_section(full) == letter);
            CHECK(industry_code(code) == full);
            CHECK(industry_code(full) == full);
            CHECK(sections.group_of(code) == sections.group_of(full));
            CHECK(sections.groups()[*sections.group_of(code)].id == std::string{letter});
        }
    }
}

TEST_CASE("industry: the letters are those of 2017, not of 2002", "[core]") {
    const Grouping sections = gb_t_4754_sections();
    const auto label = [&](std::string_view code) { return sections.label(sections.group_of(code).value(), Language::zh); };
    CHECK(label("F") == "批发和零售业");
    CHECK(label("G") == "交通运输、仓储和邮政业");
    CHECK(label("C2614") == "制造业");
    CHECK(label("70") == "房地产业");
    for (const char* const code : {"26C", "C2", "C26145", "c26", "99", "C99", "B26", "Ｃ26", " 26"}) {
        CAPTURE(code);
        CHECK_FALSE(industry_section(code).has_value());
        CHECK_FALSE(industry_code(code).has_value());
    }
    CHECK_FALSE(sections.group_of("99").has_value());
}
