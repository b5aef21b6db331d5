// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/period.hpp>

#include "catch.hpp"

#include <random>
#include <sstream>

using namespace arrears;

static_assert(Period{Date{2018, 1, 1}, Date{2019, 1, 1}}.days() == 365);
static_assert(Period::inclusive(Date{2020, 1, 1}, Date{2020, 12, 31}).days() == 366);
static_assert(Period{}.open_start() && Period{}.open_end());

TEST_CASE("period: its end is not in it, unless it is open", "[core]") {
    const Period year{Date{2018, 1, 1}, Date{2019, 1, 1}};
    CHECK(year.contains(Date{2018, 1, 1}));
    CHECK(year.contains(Date{2018, 12, 31}));
    CHECK_FALSE(year.contains(Date{2019, 1, 1}));
    CHECK(Period::since(Date{2018, 1, 1}).contains(Date::last()));
    CHECK(Period::until(Date{2018, 1, 1}).contains(Date::first()));
    CHECK(Period{Date{2018, 1, 1}, Date{2018, 1, 1}}.empty());
    CHECK_FALSE(Period{Date{2018, 1, 1}, Date{2018, 1, 1}}.contains(Date{2018, 1, 1}));
    CHECK_THROWS_WITH((Period{Date{2018, 1, 2}, Date{2018, 1, 1}}), "Period: 2018-01-01 is before 2018-01-02");
    CHECK_THROWS_WITH(Period::since(Date{2018, 1, 1}).days(), "Period::days: the period is open");
}

TEST_CASE("period: the last day there is can be a period of its own", "[core]") {
    const Period last = Period::since(Date::last());
    CHECK_FALSE(last.empty());
    CHECK(last.contains(Date::last()));
    CHECK(last.intersection(Period{}) == last);
    CHECK_FALSE(last.overlaps(Period::until(Date{2018, 1, 1})));
}

TEST_CASE("period: prints without its open ends", "[core]") {
    std::ostringstream out;
    out << Period{Date{2018, 1, 1}, Date{2019, 1, 1}} << ' ' << Period::since(Date{2018, 1, 1}) << ' ' << Period::until(Date{2018, 1, 1}) << ' '
        << Period{};
    CHECK(out.str() == "2018-01-01..2019-01-01 2018-01-01.. ..2018-01-01 ..");
}

TEST_CASE("period: a day is in an intersection exactly where it is in both", "[core][property]") {
    const auto seed = GENERATE(take(50, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto some = [&random] {
        const Date from = random() % 5 == 0 ? Date::first() : Date{2018, 1, 1} + random() % 20;
        return Period{from, random() % 5 == 0 ? Date::last() : Date{2018, 1, 21} + random() % 20 - (from == Date::first() ? 0U : random() % 2)};
    };
    for (int i = 0; i < 50; ++i) {
        const Period a = some(), b = some();
        CAPTURE(a, b);
        const auto both = a.intersection(b);
        CHECK(both == b.intersection(a));
        CHECK(a.overlaps(b) == both.has_value());
        const auto in_both = [&](Date day) { return both && both->contains(day); };
        for (Date day{2017, 12, 30}; day < Date{2018, 2, 15}; day += 1) CHECK(in_both(day) == (a.contains(day) && b.contains(day)));
        CHECK(in_both(Date::last()) == (a.contains(Date::last()) && b.contains(Date::last())));
        CHECK(in_both(Date::first()) == (a.contains(Date::first()) && b.contains(Date::first())));
    }
}
