// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/ageing_bands.hpp>

#include "catch.hpp"

#include <vector>

using namespace arrears;

TEST_CASE("AgeingBands: each edge belongs to the band below it", "[core]") {
    const AgeingBands bands;
    const Date due{2018, 1, 15};
    CHECK_FALSE(bands.band(due, Date{2018, 1, 15}));
    CHECK(bands.band(due, Date{2018, 1, 16}) == 0);
    CHECK(bands.band(due, Date{2018, 4, 15}) == 0);
    CHECK(bands.band(due, Date{2018, 4, 16}) == 1);
    CHECK(bands.band(due, Date{2019, 1, 15}) == 1);
    CHECK(bands.band(due, Date{2019, 1, 16}) == 2);
    CHECK(bands.band(due, Date{2021, 1, 15}) == 2);
    CHECK(bands.band(due, Date{2021, 1, 16}) == 3);
    CHECK(bands.band(due, Date{2023, 1, 15}) == 3);
    CHECK(bands.band(due, Date{2023, 1, 16}) == 4);
    CHECK(bands.band(due, Date{2099, 1, 16}) == 4);
}

TEST_CASE("AgeingBands: what was due on the last of a month ages with the last of a shorter one", "[core]") {
    const AgeingBands bands;
    CHECK(bands.band(Date{2017, 11, 30}, Date{2018, 2, 28}) == 0);
    CHECK(bands.band(Date{2017, 11, 30}, Date{2018, 3, 1}) == 1);
    CHECK(bands.band(Date{2018, 10, 31}, Date{2019, 1, 31}) == 0);
    CHECK(bands.band(Date{2018, 3, 31}, Date{2018, 6, 30}) == 0);
    CHECK(bands.band(Date{2018, 3, 31}, Date{2018, 7, 1}) == 1);
    CHECK(bands.band(Date{2016, 2, 29}, Date{2017, 2, 28}) == 1);
    CHECK(bands.band(Date{2016, 2, 29}, Date{2017, 3, 1}) == 2);
    CHECK(bands.band(Date{2018, 2, 28}, Date{2018, 5, 29}) == 1);   // the 28th, not the last of May
}

TEST_CASE("AgeingBands: others, their words, and what are none", "[core]") {
    const AgeingBands bands;
    CHECK(bands.label(0, Language::en) == "≤ 3 months");
    CHECK(bands.label(1, Language::en) == "3–12 months");
    CHECK(bands.label(2, Language::en) == "1–3 years");
    CHECK(bands.label(3, Language::zh) == "3至5年");
    CHECK(bands.label(4, Language::en) == "over 5 years");
    CHECK(bands.label(4, Language::zh) == "5年以上");
    const AgeingBands two{std::vector<std::int64_t>{24}};
    CHECK(two.count() == 2);
    CHECK(two.label(0, Language::en) == "≤ 2 years");
    CHECK(two.band(Date{2018, 1, 15}, Date{2020, 1, 16}) == 1);
    CHECK(AgeingBands{std::vector<std::int64_t>{}}.label(0, Language::en) == "all");
    CHECK(AgeingBands{} == AgeingBands{std::vector<std::int64_t>{3, 12, 36, 60}});
    CHECK_THROWS_WITH((AgeingBands{std::vector<std::int64_t>{12, 3}}),
                      "AgeingBands: the edge of 3 months is not above the one before (12); expected rising edges above zero");
    CHECK_THROWS_AS((AgeingBands{std::vector<std::int64_t>{0}}), Error);
    CHECK(bands.key(std::nullopt) == "not_due");
    CHECK(bands.key(0) == "up_to_3_months");
    CHECK(bands.key(1) == "over_3_months");
    CHECK(bands.key(4) == "over_60_months");
    CHECK(two.key(0) == "up_to_24_months");
    CHECK(AgeingBands{std::vector<std::int64_t>{}}.key(0) == "past_due");
}
