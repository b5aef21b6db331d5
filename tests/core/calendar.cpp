// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/calendar.hpp>

#include "catch.hpp"

using namespace arrears;

static_assert(is_leap_year(2000) && is_leap_year(2020) && !is_leap_year(1900) && !is_leap_year(2100) && !is_leap_year(2019));

TEST_CASE("calendar: four hundred years have 146,097 days and 97 leap years", "[core]") {
    int days = 0;
    int leap_years = 0;
    for (int year = 1600; year < 2000; ++year) {
        for (int month = 1; month <= 12; ++month) days += days_in_month(year, month);
        leap_years += is_leap_year(year) ? 1 : 0;
    }
    CHECK(days == 146'097);
    CHECK(leap_years == 97);
}
