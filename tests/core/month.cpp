// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/month.hpp>

#include "catch.hpp"

#include <random>
#include <sstream>
#include <unordered_set>

using namespace arrears;

static_assert(Month{2018, 12} + 1 == Month{2019, 1});
static_assert(Month{2019, 1} - 1 == Month{2018, 12});
static_assert(Month{2020, 2}.days() == 29 && Month{2019, 2}.days() == 28 && Month{1900, 2}.days() == 28);
static_assert(MonthSpan{Month{2015, 3}, Month{2018, 12}}.months() == 46);
static_assert(MonthSpan{Month{2015, 3}}.months() == 1);
static_assert(!std::is_convertible_v<Date, Month>);

TEST_CASE("month: first and last day, and what lies between", "[core]") {
    const Month month{2018, 2};
    CHECK(month.first_day() == Date{2018, 2, 1});
    CHECK(month.last_day() == Date{2018, 2, 28});
    CHECK(month.contains(Date{2018, 2, 28}));
    CHECK_FALSE(month.contains(Date{2018, 3, 1}));
    CHECK(Month{Date{2018, 2, 14}} == month);
    CHECK(Month{9999, 12}.last_day() == Date::last());
    CHECK(Month{1400, 1}.first_day() == Date::first());
}

TEST_CASE("month: every month of the range counts, prints and parses back", "[core]") {
    Month month{1400, 1};
    std::int64_t count = 0;
    std::int64_t wrong = 0;
    while (true) {
        const bool same = parse_month(print(month)) == month && parse_month(print(month, Language::zh)) == month && month - Month{1400, 1} == count &&
                          month.last_day() - month.first_day() + 1 == month.days() && Month{month.last_day()} == month &&
                          Month{1400, 1} + count == month;
        if (!same) ++wrong;
        if (month == Month{9999, 12}) break;
        CHECK_FALSE(month.last_day() + 1 == month.first_day());
        ++month;
        ++count;
    }
    CHECK(wrong == 0);
    CHECK(count == 8600 * 12 - 1);
}

TEST_CASE("month: ends of the range", "[core]") {
    Month last{9999, 12};
    CHECK_THROWS_AS(++last, Error);
    CHECK(last == Month{9999, 12});
    CHECK_THROWS_AS(Month(1400, 1) - 1, Error);
    CHECK_THROWS_AS(last - INT64_MIN, Error);
    CHECK_THROWS_AS(last + INT64_MAX, Error);
    CHECK_THROWS_WITH((Month{2018, 13}), Catch::Matchers::Contains("there is no month 13"));
}

TEST_CASE("month: all the given forms are read, and only those", "[core]") {
    for (const char* const text : {"2018-12", "2018/12", "2018.12", "201812", "2018年12月", "２０１８年１２月", "２０１８１２"}) {
        CAPTURE(text);
        CHECK(parse_month(text) == Month{2018, 12});
    }
    CHECK(parse_month("2018-1") == Month{2018, 1});
    for (const char* const text :
         {"", "2018", "20181", "2018-12-31", "20181231", "2018年12", "2018-13", "2018-00", "2018年12月31日", " 2018-12", "2018-12 ", "12/2018"}) {
        CAPTURE(text);
        CHECK_FALSE(try_parse_month(text).has_value());
    }
    CHECK(try_parse_month("2018-13").fault().message() == "\"2018-13\": there is no month 13, at position 6; expected a month as 2018-12");
    CHECK(try_parse_month("2018-13").fault().message(Language::zh) == "\"2018-13\"：没有 13 月（第 6 个字符）；应为月份，如 2018-12");
}

TEST_CASE("month: a span of months holds both its ends", "[core]") {
    const MonthSpan span{Month{2015, 3}, Month{2018, 12}};
    CHECK(span.contains(Month{2015, 3}));
    CHECK(span.contains(Month{2018, 12}));
    CHECK_FALSE(span.contains(Month{2019, 1}));
    CHECK(span.contains(Date{2018, 12, 31}));
    CHECK(span.first_day() == Date{2015, 3, 1});
    CHECK(span.last_day() == Date{2018, 12, 31});
    CHECK(span.overlaps(MonthSpan{Month{2018, 12}, Month{2020, 1}}));
    CHECK(span.overlaps(MonthSpan{Month{2014, 1}, Month{2015, 3}}));
    CHECK_FALSE(span.overlaps(MonthSpan{Month{2014, 1}, Month{2015, 2}}));
    CHECK_FALSE(span.overlaps(MonthSpan{Month{2019, 1}, Month{2020, 1}}));
    CHECK_THROWS_WITH((MonthSpan{Month{2019, 1}, Month{2018, 12}}), "MonthSpan: 2018-12 is before 2019-01");
    std::ostringstream out;
    out << span << ' ' << MonthSpan{Month{2018, 12}} << ' ' << Month{2018, 7};
    CHECK(out.str() == "2015-03..2018-12 2018-12 2018-07");
    std::unordered_set<MonthSpan> spans{span, span, MonthSpan{Month{2018, 12}}};
    CHECK(spans.size() == 2);
    CHECK(std::unordered_set<Month>{Month{2018, 1}, Month{2018, 1}}.size() == 1);
}
