// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/excel_date.hpp>

#include <arrears/core/date.hpp>

#include "catch.hpp"

#include <string>

using namespace arrears;

namespace {

constexpr auto number = NumberFormat::number, day = NumberFormat::day, month = NumberFormat::month, clock_time = NumberFormat::time,
               elapsed = NumberFormat::elapsed;
constexpr auto since_1900 = DateEpoch::since_1900;
constexpr auto since_1904 = DateEpoch::since_1904;

std::string read(const char* serial, NumberFormat format = day, DateEpoch epoch = since_1900) {
    return excel_date_text(serial, format, epoch).value_or("none");
}

}   // namespace

TEST_CASE("days since 1900, with the one that never was") {
    CHECK(read("43465") == "2018-12-31");
    CHECK(read("1") == "1900-01-01");
    CHECK(read("59") == "1900-02-28");
    CHECK(read("60") == "1900-02-29");   // which no reader of dates takes
    CHECK_FALSE(try_parse_date(read("60")));
    CHECK(read("61") == "1900-03-01");
    CHECK(read("2958465") == "9999-12-31");
    CHECK(read("2958466") == "none");
    CHECK(read("0") == "none");
    CHECK(read("-1") == "none");
    CHECK(read("99999999999999999999") == "none");
}

TEST_CASE("days since 1904") {
    CHECK(read("0", day, since_1904) == "1904-01-01");
    CHECK(read("42003", day, since_1904) == "2018-12-31");   // 1462 less than since 1900
    CHECK(read("2957003", day, since_1904) == "9999-12-31");
    CHECK(read("2957004", day, since_1904) == "none");
}

TEST_CASE("every day of both epochs, one after the other") {
    Date expected{1900, 3, 1};
    for (int serial = 61; serial <= 2'958'465; ++serial) {
        const std::string text = print(expected);
        if (excel_date_text(std::to_string(serial), day, since_1900) != text) FAIL(serial);
        if (serial >= 1462 && excel_date_text(std::to_string(serial - 1462), day, since_1904) != text) FAIL(serial);
        if (serial < 2'958'465) expected += 1;
    }
    CHECK(expected == Date::last());
}

TEST_CASE("times of the day are told apart") {
    CHECK(read("43465.5") == "2018-12-31T12:00:00");
    CHECK(read("43465.3541666667") == "2018-12-31T08:30:00");   // as Excel stores 8:30
    CHECK(read("43465.0000115741") == "2018-12-31T00:00:01");
    CHECK(read("43465.00000001") == "2018-12-31T00:00:00.001");
    CHECK(read("43464.9999999999") == "2018-12-31");   // nearer to the next day than a millisecond
    CHECK(read("0.5", clock_time) == "12:00:00");
    CHECK(read("0.5") == "12:00:00");
    CHECK(read("0.5", day, since_1904) == "1904-01-01T12:00:00");
    CHECK(read("0", clock_time) == "00:00:00");
    CHECK(read("43465.5", clock_time) == "2018-12-31T12:00:00");   // the day is there, though it does not show
    CHECK(read("1.5", elapsed) == "36:00:00");
    CHECK(read("0.999999999999999", elapsed) == "24:00:00");
}

TEST_CASE("number formats of Excel's own") {
    for (const unsigned id : {14U, 15U, 16U, 22U, 28U, 29U, 30U, 31U, 51U, 53U, 54U, 58U}) CHECK(builtin_format(id) == day);
    for (const unsigned id : {17U, 27U, 36U, 50U, 52U, 57U}) CHECK(builtin_format(id) == month);
    for (const unsigned id : {18U, 19U, 20U, 21U, 32U, 33U, 34U, 35U, 45U, 47U, 55U, 56U}) CHECK(builtin_format(id) == clock_time);
    CHECK(builtin_format(46) == elapsed);
    for (const unsigned id : {0U, 1U, 2U, 4U, 9U, 10U, 11U, 12U, 13U, 23U, 26U, 37U, 44U, 48U, 49U, 59U, 163U, 5000U})
        CHECK(builtin_format(id) == number);
}

TEST_CASE("number formats written out") {
    for (const char* code :
         {"yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "yyyy年m月d日", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "m/d/yy", "d\\-mmm", "dd", "YYYY/M/D H:MM",
          "aaaa d", "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "yyyy-mm-dd hh:mm:ss", "e\"年\"m\"月\"d\"日\"", "yyyy h:mm"})
        CHECK(custom_format(code) == day);
    for (const char* code : {"yyyy-mm", "yyyy\"年\"m\"月\"", "mmm-yy", "yyyy", "yyyy.mm", "m\"月\""}) CHECK(custom_format(code) == month);
    for (const char* code : {"h:mm", "hh:mm:ss", "mm:ss", "mm:ss.0", "h:mm AM/PM", "上午/下午h\"时\"mm\"分\"", "[$-409]h:mm:ss A/P"})
        CHECK(custom_format(code) == clock_time);
    for (const char* code : {"[h]:mm", "[mm]:ss", "[ss]", "[HH]:mm:ss"}) CHECK(custom_format(code) == elapsed);
    for (const char* code : {"General",
                             "0",
                             "0.00",
                             "#,##0.00;[Red]-#,##0.00",
                             "0.00E+00",
                             "@",
                             "0\"年\"",
                             "\"d\"0",
                             "\\d0",
                             "_d0",
                             "[Red]0",
                             "[>=100]0;0.0",
                             "0%",
                             "",
                             "\"",
                             "[",
                             "\\",
                             "\"元/月\"0.00",
                             "0.00 \"yuan\"",
                             "0;yyyy"})
        CHECK(custom_format(code) == number);
}
