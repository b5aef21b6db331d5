// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_ledger.hpp"

#include <arrears/rules/ageing.hpp>

#include <random>
#include <vector>

using namespace arrears;
using namespace arrears::literals;
using namespace some_ledger;

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
