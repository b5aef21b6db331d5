// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/chrono.hpp>
#include <arrears/core/date.hpp>

#include "catch.hpp"

#include <chrono>
#include <iomanip>
#include <iterator>
#include <locale>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>
#include <unordered_set>

using namespace arrears;

static_assert(std::is_nothrow_copy_constructible_v<Date> && sizeof(Date) == 4);
static_assert(Date{} == Date{1970, 1, 1});
static_assert(Date{2020, 3, 1} - Date{2020, 2, 28} == 2);
static_assert(Date{2019, 1, 31}.plus_months(1) == Date{2019, 2, 28});
static_assert(Date{2020, 2, 29}.plus_years(1) == Date{2021, 2, 28});
static_assert(Date::first() < Date::last());
static_assert(!std::is_convertible_v<int, Date> && !std::is_constructible_v<Date, int>);
static_assert(!std::is_convertible_v<boost::gregorian::date, Date>, "Boost has special values: say so");

namespace {

/// A day of the whole range, the same for a seed on every machine.
Date some_date(std::mt19937& random) {
    const auto days = static_cast<std::uint32_t>(Date::last() - Date::first());
    return Date::first() + random() % (days + 1);
}

std::string fault_of(std::string_view text) {
    const auto result = try_parse_date(text);
    return result ? "parsed as " + print(*result) : result.fault().message();
}

}   // namespace

TEST_CASE("date: every day of the range agrees with std::chrono and with Boost", "[core]") {
    using std::chrono::sys_days;
    const sys_days begin = std::chrono::year{1400} / 1 / 1;
    const sys_days end = std::chrono::year{9999} / 12 / 31;
    REQUIRE(to_date(begin) == Date::first());
    REQUIRE(to_date(end) == Date::last());
    Date date = Date::first();
    std::int64_t wrong = 0;
    for (sys_days day = begin;; day += std::chrono::days{1}) {
        const std::chrono::year_month_day ymd{day};
        const bool same = date.year() == static_cast<int>(ymd.year()) && date.month() == static_cast<int>(static_cast<unsigned>(ymd.month())) &&
                          date.day() == static_cast<int>(static_cast<unsigned>(ymd.day())) && to_sys_days(date) == day &&
                          to_year_month_day(date) == ymd && to_date(ymd) == date && Date{date.to_boost()} == date &&
                          date.to_boost().day() == date.day();
        if (!same) ++wrong;
        if (day == end) break;
        date += 1;
    }
    CHECK(wrong == 0);
    CHECK(date == Date::last());
}

TEST_CASE("date: a day that is none, or out of range, is refused in both languages", "[core]") {
    CHECK_THROWS_WITH((Date{2018, 2, 29}), "\"2018-02-29\": 2018-02 has no day 29; expected a date as 2018-12-31");
    CHECK_THROWS_WITH((Date{2018, 13, 1}), "\"2018-13-01\": there is no month 13; expected a date as 2018-12-31");
    CHECK_THROWS_WITH((Date{1399, 12, 31}), "\"1399-12-31\" has a year outside 1400 to 9999; expected a date as 2018-12-31");
    CHECK_THROWS_AS((Date{10000, 1, 1}), Error);
    CHECK_THROWS_AS((Date{2018, 0, 1}), Error);
    CHECK_THROWS_AS((Date{2018, 1, 0}), Error);
    CHECK_THROWS_AS((Date{1900, 2, 29}), Error);
    CHECK_NOTHROW(Date{2000, 2, 29});
    CHECK_THROWS_AS((Date{-2018, -1, -1}), Error);
    try {
        (void)Date{2018, 4, 31};
        FAIL("no Error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::bad_argument);
        CHECK(error.message(Language::zh) == "\"2018-04-31\"：2018 年 4 月没有 31 日；应为日期，如 2018-12-31");
    }
}

TEST_CASE("date: Boost's special values are no days", "[core]") {
    namespace greg = boost::gregorian;
    CHECK_THROWS_AS(Date{greg::date{greg::not_a_date_time}}, Error);
    CHECK_THROWS_AS(Date{greg::date{greg::pos_infin}}, Error);
    CHECK_THROWS_AS(Date{greg::date{greg::neg_infin}}, Error);
    CHECK(Date{greg::date{greg::max_date_time}} == Date::last());
    CHECK(Date{greg::date{greg::min_date_time}} == Date::first());
}

TEST_CASE("date: arithmetic stops at the ends of the range and changes nothing then", "[core]") {
    Date date = Date::last();
    CHECK_THROWS_WITH(date += 1, "result out of range in Date + days: 9999-12-31 + 1; dates go from 1400-01-01 to 9999-12-31");
    CHECK(date == Date::last());
    CHECK_THROWS_AS(Date::first() - 1, Error);
    CHECK_THROWS_AS(date + INT64_MAX, Error);
    CHECK_THROWS_AS(date + UINT64_MAX, Error);
    CHECK_THROWS_AS(date - INT64_MIN, Error);
    CHECK_THROWS_AS(date + INT64_MIN, Error);
    CHECK_THROWS_AS(date.plus_months(1), Error);
    CHECK_THROWS_AS(date.plus_months(INT64_MAX), Error);
    CHECK_THROWS_AS(date.plus_months(INT64_MIN), Error);
    CHECK_THROWS_AS(date.plus_years(INT64_MAX), Error);
    CHECK_THROWS_AS(Date::first().plus_months(-1), Error);
    const auto kind_of = [](Date from, std::int64_t months) {
        try {
            return print(from.plus_months(months));
        } catch (const Error& error) {
            return std::string{error.kind() == ErrorKind::overflow ? "overflow" : "another kind"};
        }
    };
    CHECK(kind_of(Date{9999, 11, 30}, 1) == "9999-12-30");
    CHECK(kind_of(Date{9999, 11, 30}, 2) == "overflow");
    CHECK(kind_of(Date{1400, 2, 1}, -1) == "1400-01-01");
    CHECK(kind_of(Date{1400, 2, 1}, -2) == "overflow");
    CHECK(Date::first().plus_months(8600 * 12 - 1) == Date{9999, 12, 1});
    CHECK(date - (Date::last() - Date::first()) == Date::first());
    CHECK(date + (Date::first() - Date::last()) == Date::first());
}

TEST_CASE("date: months are added by the end-of-month rule", "[core]") {
    CHECK(Date{2018, 12, 31}.plus_months(2) == Date{2019, 2, 28});
    CHECK(Date{2019, 12, 31}.plus_months(2) == Date{2020, 2, 29});
    CHECK(Date{2018, 1, 31}.plus_months(3) == Date{2018, 4, 30});
    CHECK(Date{2018, 3, 31}.plus_months(-1) == Date{2018, 2, 28});
    CHECK(Date{2018, 1, 15}.plus_months(-1) == Date{2017, 12, 15});
    CHECK(Date{2018, 1, 15}.plus_months(0) == Date{2018, 1, 15});
    CHECK(Date{2018, 1, 31}.plus_months(1).plus_months(1) == Date{2018, 3, 28});   // not what adding 2 gives
    CHECK(Date{2018, 1, 31}.plus_months(2) == Date{2018, 3, 31});
}

TEST_CASE("date: all the given forms are read, and only those", "[core]") {
    const Date day{2018, 12, 31};
    for (const char* const text : {"2018-12-31", "2018/12/31", "2018.12.31", "20181231", "2018年12月31日", "２０１８年１２月３１日", "２０１８－１２－３１",
                                   "２０１８／１２／３１", "２０１８．１２．３１", "２０１８１２３１", "2018年１２月31日"}) {
        CAPTURE(text);
        CHECK(parse_date(text) == day);
    }
    for (const char* const text : {"2018-1-5", "2018/1/05", "2018年1月5日", "2018年01月05日", "20180105"}) {
        CAPTURE(text);
        CHECK(parse_date(text) == Date{2018, 1, 5});
    }
    for (const char* const text : {"",
                                   " ",
                                   "2018",
                                   "2018-12",
                                   "201812",
                                   "2018-12-",
                                   "2018-12-31 ",
                                   " 2018-12-31",
                                   "2018-12/31",
                                   "2018--12-31",
                                   "18-12-31",
                                   "2018-1231",
                                   "201812-31",
                                   "2018年12月31",
                                   "2018年12-31日",
                                   "2018年12月31号",
                                   "2018-12-031",
                                   "02018-12-31",
                                   "2018-12-31T00:00",
                                   "31/12/2018",
                                   "2018-O1-01",
                                   "2018 12 31",
                                   "+2018-12-31",
                                   "-2018-12-31",
                                   "2018-12-3l",
                                   "2018-12-\xff",
                                   "\xe5\xb9",
                                   "2018\xe5\xb9",
                                   "2018-00-10",
                                   "2018-10-00",
                                   "0000-01-01",
                                   "２０１８年",
                                   "2018111",
                                   "201811"}) {
        CAPTURE(text);
        const auto result = try_parse_date(text);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.fault().kind == ErrorKind::bad_syntax);
        CHECK_FALSE(result.fault().problem.zh.empty());
        CHECK_THROWS_AS(parse_date(text), Error);
    }
}

TEST_CASE("date: a fault says at which character the text goes wrong", "[core]") {
    CHECK(fault_of("2018-1O-01") == "\"2018-1O-01\" lacks a separator at position 7; expected a date as 2018-12-31");
    CHECK(fault_of("2018-O1-01") == "\"2018-O1-01\" lacks a digit at position 6; expected a date as 2018-12-31");
    CHECK(fault_of("2018年2月30日") == "\"2018年2月30日\": 2018-02 has no day 30, at position 8; expected a date as 2018-12-31");
    CHECK(fault_of("2018-13-01") == "\"2018-13-01\": there is no month 13, at position 6; expected a date as 2018-12-31");
    CHECK(fault_of("2018-12-31x") == "\"2018-12-31x\" goes on after its end at position 11; expected a date as 2018-12-31");
    CHECK(fault_of("") == "the text is empty; expected a date as 2018-12-31");
    CHECK(fault_of("2018-12-\xff\n") == "\"2018-12-\\xFF\\u{A}\" lacks a digit at position 9; expected a date as 2018-12-31");
    CHECK(try_parse_date("２０１８－２－３０").fault().message(Language::zh) == "\"２０１８－２－３０\"：2018 年 2 月没有 30 日（第 8 个字符）；应为日期，如 2018-12-31");
}

TEST_CASE("date: parse of print is identity; print ignores the locale", "[core][property]") {
    const auto seed = GENERATE(take(20, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 500; ++i) {
        const Date date = some_date(random);
        CHECK(parse_date(print(date)) == date);
        CHECK(parse_date(print(date, Language::zh)) == date);
        CHECK(print(date) == print(date, Language::en));
    }
    struct Grouped : std::numpunct<char> {
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\1"; }
    };
    std::ostringstream out;
    out.imbue(std::locale{std::locale::classic(), new Grouped});
    out << std::setw(12) << std::setfill('*') << Date{1999, 1, 2};
    CHECK(out.str() == "**1999-01-02");
    CHECK(print(Date{1999, 1, 2}, Language::zh) == "1999年1月2日");
}

TEST_CASE("date: of texts near the forms, exactly those are read that a pattern written apart allows", "[core][property]") {
    const auto seed = GENERATE(take(50, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const std::regex separated{"(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})"}, compact{"(\\d{4})()(\\d{2})(\\d{2})"},
        chinese{"(\\d{4})()年(\\d{1,2})月(\\d{1,2})日"};
    const char* const pieces[] = {"0", "1", "2", "3", "9", "-", "/", ".", "年", "月", "日", " ", "\xE5", "\xFF", "x"};
    for (int i = 0; i < 400; ++i) {
        std::string text = std::to_string(1390 + random() % 700) + (random() % 2 == 0 ? "-1" : random() % 2 == 0 ? "年2" : "");
        for (std::size_t left = random() % 6; left > 0; --left) text += pieces[random() % std::size(pieces)];
        CAPTURE(text);
        const auto read = try_parse_date(text);
        std::smatch parts;
        if (!std::regex_match(text, parts, separated) && !std::regex_match(text, parts, compact) && !std::regex_match(text, parts, chinese)) {
            CHECK_FALSE(read.has_value());
            continue;
        }
        using namespace std::chrono;
        const year_month_day day{year{std::stoi(parts[1])}, month{static_cast<unsigned>(std::stoi(parts[3]))},
                                 std::chrono::day{static_cast<unsigned>(std::stoi(parts[4]))}};
        REQUIRE(read.has_value() == (day.ok() && day.year() >= year{1400}));
        if (read) CHECK(to_year_month_day(*read) == day);
    }
}

TEST_CASE("date: order, difference and addition agree", "[core][property]") {
    const auto seed = GENERATE(take(20, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 500; ++i) {
        const Date a = some_date(random), b = some_date(random);
        CHECK(((a < b) == (a - b < 0)));
        CHECK(((a == b) == (a - b == 0)));
        CHECK(a + (b - a) == b);
        CHECK(a - (a - b) == b);
        CHECK((to_sys_days(a) - to_sys_days(b)).count() == a - b);
    }
}

TEST_CASE("date: completed years and months", "[core]") {
    CHECK(completed_years(Date{2008, 12, 31}, Date{2018, 12, 30}) == 9);
    CHECK(completed_years(Date{2008, 12, 31}, Date{2018, 12, 31}) == 10);
    CHECK(completed_years(Date{2018, 1, 1}, Date{2018, 12, 31}) == 0);
    CHECK(completed_years(Date{2018, 1, 1}, Date{2018, 1, 1}) == 0);
    // born on 29 February: a year older on 28 February of common years, on 29 February of leap years
    CHECK(completed_years(Date{2000, 2, 29}, Date{2001, 2, 27}) == 0);
    CHECK(completed_years(Date{2000, 2, 29}, Date{2001, 2, 28}) == 1);
    CHECK(completed_years(Date{2000, 2, 29}, Date{2004, 2, 28}) == 3);
    CHECK(completed_years(Date{2000, 2, 29}, Date{2004, 2, 29}) == 4);
    CHECK(completed_months(Date{2019, 1, 31}, Date{2019, 2, 27}) == 0);
    CHECK(completed_months(Date{2019, 1, 31}, Date{2019, 2, 28}) == 1);
    CHECK(completed_months(Date{2019, 1, 31}, Date{2019, 3, 30}) == 1);
    CHECK(completed_months(Date{2019, 1, 31}, Date{2019, 3, 31}) == 2);
    CHECK(completed_months(Date{2020, 3, 15}, Date{2020, 4, 14}) == 0);
    CHECK_THROWS_WITH(completed_months(Date{2020, 3, 15}, Date{2020, 3, 14}), "completed_months: 2020-03-14 is before 2020-03-15");
    CHECK_THROWS_AS(completed_years(Date{2020, 3, 15}, Date{2020, 3, 14}), Error);
    CHECK(completed_years(Date::first(), Date::last()) == 8599);
}

TEST_CASE("date: the n-th month is over on plus_months(n) and not the day before", "[core][property]") {
    const auto seed = GENERATE(take(20, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 500; ++i) {
        const Date from = Date{1900, 1, 1} + random() % 60'000;
        const auto months = static_cast<int>(random() % 1200) + 1;
        const Date over = from.plus_months(months);
        CAPTURE(from, months);
        CHECK(completed_months(from, over) == months);
        CHECK(completed_months(from, over - 1) == months - 1);
        CHECK(completed_years(from, over) == months / 12);
    }
}

TEST_CASE("date: std::chrono's impossible days are refused", "[core]") {
    using namespace std::chrono;
    CHECK_THROWS_AS(to_date(year{2018} / 2 / 30), Error);
    CHECK_THROWS_AS(to_date(year{1399} / 12 / 31), Error);
    CHECK_THROWS_AS(to_date(sys_days{year{1399} / 12 / 31}), Error);
    CHECK_THROWS_AS(to_date(sys_days{year{10000} / 1 / 1}), Error);
    CHECK_THROWS_AS(to_month(year{2018} / 13), Error);
    CHECK(to_year_month(Month{2018, 12}) == year{2018} / 12);
    CHECK(to_month(year{2018} / 12) == Month{2018, 12});
}

TEST_CASE("date: hashes of neighbouring days differ", "[core]") {
    std::unordered_set<Date> days;
    std::set<std::size_t> hashes;
    for (Date day{2018, 1, 1}; day < Date{2019, 1, 1}; day += 1) {
        days.insert(day);
        hashes.insert(std::hash<Date>{}(day));
    }
    CHECK(days.size() == 365);
    CHECK(hashes.size() == 365);
}
