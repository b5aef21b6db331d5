// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_ledger.hpp"

#include <arrears/rules/ageing.hpp>

#include <random>
#include <vector>

using namespace arrears;
using namespace arrears::literals;
using namespace some_ledger;

TEST_CASE("AgeingBands: each edge belongs to the band below it", "[rules][ledger]") {
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

TEST_CASE("AgeingBands: what was due on the last of a month ages with the last of a shorter one", "[rules][ledger]") {
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

TEST_CASE("AgeingBands: others, their words, and what are none", "[rules][ledger]") {
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
}

TEST_CASE("ageing: what stands, by the age of its debt, and nothing twice", "[rules][ledger]") {
    Ledger mill = ledger();
    mill.append(entry("E1", Date{2012, 12, 1}, debt("D1", 1'000_yuan, Date{2012, 12, 31})));
    mill.append(entry("E2", Date{2018, 9, 1}, debt("D2", 600_yuan, Date{2018, 9, 30})));
    mill.append(entry("E3", Date{2018, 12, 1}, debt("D3", 500_yuan, Date{2019, 1, 10}, ArrearsCategory::medical)));
    mill.append(entry("E4", Date{2018, 12, 1}, debt("D4", 50_yuan, Date{2018, 12, 10})));
    mill.append(entry("E5", Date{2018, 12, 2}, payment(50_yuan, "D4")));
    mill.append(entry("E6", Date{2018, 12, 31}, advance(200_yuan, "D1")));
    const LedgerStatement statement = mill.statement({}, {Date{2018, 12, 31}});
    const Ageing by_age = ageing(statement);
    REQUIRE(by_age.rows.size() == 5);
    CHECK(by_age.rows[4].debts == 1);
    CHECK(by_age.rows[4].of(DebtComponent::principal) == WideMoney{800_yuan});
    CHECK(by_age.rows[4].of(DebtComponent::surcharge) == WideMoney{0.50_yuan * 2191});
    CHECK(by_age.rows[1].debts == 1);   // due on 30 September: three months are over on 30 December
    CHECK(by_age.rows[0].debts == 0);
    CHECK(by_age.not_due.debts == 2);   // D3, and the worker's claim of the very day
    CHECK(by_age.total() == statement.outstanding());
    CHECK(ageing(statement, {}, ArrearsCategory::medical).total() == WideMoney{500_yuan});
    CHECK(ageing(mill.statement({}, {Date{2019, 1, 1}})).not_due.debts == 1);
}
