// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/chrono.hpp>

#include "catch.hpp"
#include "kind_of.hpp"

#include <chrono>
#include <limits>

using namespace arrears;
namespace chrono = std::chrono;

static_assert(to_sys_days(Date{1970, 1, 1}) == chrono::sys_days{} && to_sys_days(Date{1969, 12, 31}).time_since_epoch().count() == -1);
static_assert(to_date(chrono::sys_days{chrono::year{2018} / 12 / 31}) == Date{2018, 12, 31});
static_assert(to_date(chrono::year{2020} / 2 / 29) == Date{2020, 2, 29} && to_year_month_day(Date{2020, 2, 29}) == chrono::year{2020} / 2 / 29);
static_assert(to_date(chrono::sys_days{chrono::year{2019} / 2 / chrono::last}) == Date{2019, 2, 28});
static_assert(to_month(chrono::year{2018} / 12) == Month{2018, 12} && to_year_month(Month{2018, 12}) == chrono::year{2018} / 12);

TEST_CASE("chrono: every day of the range is the same day there and back", "[core]") {
    std::int64_t wrong = 0;
    std::int64_t days = 0;
    for (Date date = Date::first();; ++days) {
        const chrono::year_month_day other{to_sys_days(date)};   // the standard library's calendar, not ours
        if (other != to_year_month_day(date) || !other.ok() || to_date(to_sys_days(date)) != date || to_date(other) != date) ++wrong;
        if (to_month(other.year() / other.month()) != Month{date} || to_year_month(Month{date}) != other.year() / other.month()) ++wrong;
        if (date == Date::last()) break;
        date += 1;
    }
    CHECK(wrong == 0);
    CHECK(days == (to_sys_days(Date::last()) - to_sys_days(Date::first())).count());
}

TEST_CASE("chrono: days that a Date cannot be are refused", "[core]") {
    const chrono::sys_days first = to_sys_days(Date::first());
    const chrono::sys_days last = to_sys_days(Date::last());
    CHECK(kind_of([&] { return to_date(first - chrono::days{1}); }) == ErrorKind::overflow);
    CHECK(kind_of([&] { return to_date(last + chrono::days{1}); }) == ErrorKind::overflow);
    CHECK(kind_of([] { return to_date(chrono::sys_days::max()); }) == ErrorKind::overflow);
    CHECK(kind_of([] { return to_date(chrono::sys_days::min()); }) == ErrorKind::overflow);
    for (const chrono::year_month_day day :
         {chrono::year{2019} / 2 / 29, chrono::year{2019} / 4 / 31, chrono::year{2019} / 13 / 1, chrono::year{2019} / 0 / 1,
          chrono::year{2019} / 1 / 0, chrono::year{1399} / 12 / 31, chrono::year{10000} / 1 / 1,
          chrono::year{-5} / 1 / 1, chrono::year{32767} / 12 / 31}) {
        CAPTURE(static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
        CHECK(kind_of([day] { return to_date(day); }) == ErrorKind::bad_argument);
    }
    for (const chrono::year_month month :
         {chrono::year{2019} / 13, chrono::year{2019} / 0, chrono::year{1399} / 12, chrono::year{10000} / 1, chrono::year{-32767} / 1}) {
        CAPTURE(static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
        CHECK(kind_of([month] { return to_month(month); }) == ErrorKind::bad_argument);
    }
}
