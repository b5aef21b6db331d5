// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_ledger.hpp"

#include <arrears/rules/ledger_compare.hpp>

#include <random>
#include <string>
#include <vector>

using namespace arrears;
using namespace arrears::literals;
using namespace some_ledger;

namespace {

constexpr AllocationOrder named[] = {
    AllocationOrder::oldest_first(), AllocationOrder::principal_first(), AllocationOrder::surcharge_first(), AllocationOrder::current_period_first(),
    AllocationOrder::civil_code(),   AllocationOrder::pro_rata(),        AllocationOrder::rolling()};

/// Two months of 1,000 yuan, due on 2020-01-31 and 2020-03-31; on 20 March 49 days make 24.50 on the first. A fine of 100 since 1 February.
Ledger two_debts() {
    Ledger out = ledger();
    out.append(entry("E1", Date{2020, 1, 1}, debt("D1", 1'000_yuan, Date{2020, 1, 31})));
    out.append(entry("E2", Date{2020, 2, 1}, entries::Fine{ArrearsId{"P1"}, ArrearsCategory::pension, DebtComponent::fine, 100_yuan, {}}));
    out.append(entry("E3", Date{2020, 3, 1}, debt("D2", 1'000_yuan, Date{2020, 3, 31})));
    return out;
}

/// What of D1's principal and surcharge, of D2's principal and of the fine a payment of 20 March paid.
std::vector<std::string> paid(const AllocationOrder& order, Money amount, std::optional<std::string_view> designated = {}) {
    Ledger mill = two_debts();
    mill.append(entry("E4", Date{2020, 3, 20}, payment(amount, designated)));
    const LedgerStatement statement = mill.statement({{}, order}, {Date{2020, 3, 20}});
    const auto of = [&](std::string_view debt, DebtComponent component) { return to_string(statement.find(ArrearsId{debt})->of(component).paid); };
    return {of("D1", DebtComponent::principal), of("D1", DebtComponent::surcharge), of("D2", DebtComponent::principal),
            of("P1", DebtComponent::fine)};
}

using Paid = std::vector<std::string>;

}   // namespace

TEST_CASE("AllocationOrder: the named orders, computed by hand", "[rules][ledger]") {
    CHECK(paid(AllocationOrder::oldest_first(), 1'050_yuan) == Paid{"1000.00", "24.50", "0.00", "25.50"});
    CHECK(paid(AllocationOrder::principal_first(), 1'050_yuan) == Paid{"1000.00", "0.00", "50.00", "0.00"});
    CHECK(paid(AllocationOrder::surcharge_first(), 1'050_yuan) == Paid{"1000.00", "24.50", "25.50", "0.00"});
    CHECK(paid(AllocationOrder::current_period_first(), 1'050_yuan) == Paid{"50.00", "0.00", "1000.00", "0.00"});
    CHECK(paid(AllocationOrder::rolling(), 1'000_yuan) == Paid{"975.50", "24.50", "0.00", "0.00"});
    // Due: D1 with its surcharge, as one; then the fine; D2 is not due yet. 512.25 of 1,024.50 is half of each.
    CHECK(paid(AllocationOrder::civil_code(), 512.25_yuan) == Paid{"500.00", "12.25", "0.00", "0.00"});
    CHECK(paid(AllocationOrder::civil_code(), 1'100_yuan) == Paid{"1000.00", "24.50", "0.00", "75.50"});
    // 212.45 is a tenth of 2,124.50.
    CHECK(paid(AllocationOrder::pro_rata(), 212.45_yuan) == Paid{"100.00", "2.45", "100.00", "10.00"});
    // A fen too much goes to the largest remainder, ties to the earlier: 212.46 leaves 0.47, 0.01, 0.47 and 0.05 of a fen.
    CHECK(paid(AllocationOrder::pro_rata(), 212.46_yuan) == Paid{"100.01", "2.45", "100.00", "10.00"});
}

TEST_CASE("AllocationOrder: designated debts, where the order heeds them", "[rules][ledger]") {
    CHECK(paid(AllocationOrder::oldest_first(), 1'010_yuan, "D2") == Paid{"10.00", "0.00", "1000.00", "0.00"});
    CHECK(paid(AllocationOrder::pro_rata(), 60_yuan, "P1") == Paid{"0.00", "0.00", "0.00", "60.00"});
    CHECK(paid(AllocationOrder::rolling(), 10_yuan, "D2") == Paid{"0.00", "10.00", "0.00", "0.00"});
}

TEST_CASE("AllocationOrder: lists of one's own", "[rules][ledger]") {
    using enum AllocationKey;
    CHECK(paid({newest_first, component}, 1'050_yuan) == Paid{"0.00", "0.00", "1000.00", "50.00"});
    CHECK(paid({{component, pro_rata}, {DebtComponent::fine}}, 300_yuan) == Paid{"100.00", "0.00", "100.00", "100.00"});
    CHECK(paid({due_first, newest_first, component}, 150_yuan) == Paid{"50.00", "0.00", "0.00", "100.00"});
    CHECK(paid({}, 1_yuan) == Paid{"1.00", "0.00", "0.00", "0.00"});   // no key: by due day, id and component

    // On its due day a debt is due; and without a key the due day goes before the id.
    Ledger depot = ledger();
    depot.append(entry("E1", Date{2020, 1, 1}, debt("Z", 100_yuan, Date{2020, 1, 10})));
    depot.append(entry("E2", Date{2020, 1, 1}, debt("A", 100_yuan, Date{2020, 1, 20})));
    depot.append(entry("E3", Date{2020, 1, 1}, debt("B", 100_yuan, Date{2020, 1, 21})));
    depot.append(entry("E4", Date{2020, 1, 20}, payment(100_yuan)));
    CHECK(owed(depot.statement({{}, {due_first, newest_first, component}}, {Date{2020, 1, 20}}), "A", DebtComponent::principal) == 0_yuan);
    CHECK(owed(depot.statement({{}, {}}, {Date{2020, 1, 20}}), "Z", DebtComponent::principal) == 0_yuan);

    Ledger mill = ledger();
    mill.append(entry("E1", Date{2020, 1, 1}, debt("D1", 100_yuan, Date{2020, 1, 31})));
    mill.append(entry("E2", Date{2020, 1, 1}, debt("D2", 100_yuan, Date{2020, 2, 29}, ArrearsCategory::wages)));
    mill.append(entry("E3", Date{2020, 1, 2}, payment(100_yuan)));
    const AllocationOrder wages_first{{category, oldest_first}, {}, {ArrearsCategory::wages}};
    CHECK(owed(mill.statement({{}, wages_first}, {Date{2020, 1, 2}}), "D2", DebtComponent::principal) == 0_yuan);
}

TEST_CASE("AllocationOrder: what is no order", "[rules][ledger]") {
    using enum AllocationKey;
    CHECK_THROWS_WITH((AllocationOrder{component, component}), "AllocationOrder: component is given twice; expected each once");
    CHECK_THROWS_WITH((AllocationOrder{pro_rata, component}), "AllocationOrder: a key stands behind pro_rata; expected pro_rata as the last");
    CHECK_THROWS_WITH((AllocationOrder{oldest_first, newest_first}), "AllocationOrder: oldest_first and newest_first exclude each other");
    CHECK_THROWS_WITH((AllocationOrder{{component}, {DebtComponent::fine, DebtComponent::fine}}),
                      "AllocationOrder: fine is given twice; expected each once");
}

TEST_CASE("AllocationOrder: is a small value and prints", "[rules][ledger]") {
    STATIC_REQUIRE(sizeof(AllocationOrder) <= 40);
    STATIC_REQUIRE(AllocationOrder::oldest_first() ==
                   AllocationOrder{AllocationKey::designated, AllocationKey::oldest_first, AllocationKey::component});
    STATIC_REQUIRE(AllocationOrder::oldest_first() != AllocationOrder::principal_first());
    CHECK(print(AllocationOrder::rolling(), Language::en) == "the oldest due first; by component: surcharge, principal, other, fine");
    CHECK(print(AllocationOrder::pro_rata(), Language::zh) == "指定债务优先；按金额比例");
}

TEST_CASE("compare: one ledger by several orders; what must agree does", "[rules][ledger]") {
    Ledger mill = two_debts();
    mill.append(entry("E4", Date{2020, 3, 20}, payment(1'050_yuan)));
    mill.append(entry("A1", Date{2020, 3, 21}, advance(33.33_yuan)));
    const OrderComparison side_by_side = compare(mill, {}, named, {Date{2020, 12, 31}});
    CHECK(side_by_side.totals_agree());
    REQUIRE(side_by_side.statements.size() == std::size(named));
    for (std::size_t i = 0; i < std::size(named); ++i) {
        CHECK(side_by_side.orders[i] == named[i]);
        CHECK(side_by_side.statements[i] == mill.statement({{}, named[i]}, {Date{2020, 12, 31}}));
        CHECK(side_by_side.statements[i].totals.received == WideMoney{1'050_yuan});
    }
    // Interest first leaves more principal behind, and so more interest.
    CHECK(side_by_side.statements[2].totals.surcharge > side_by_side.statements[1].totals.surcharge);
    OrderComparison altered = side_by_side;
    altered.statements[3].totals.received += Money::from_fen(1);
    CHECK_FALSE(altered.totals_agree());
    CHECK(compare(mill, {}, {}, {Date{2020, 12, 31}}).totals_agree());
}

TEST_CASE("AllocationOrder: no order loses a fen", "[rules][ledger][property]") {
    const auto seed = GENERATE(take(200, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    Ledger mill = ledger();
    Money owed, received;
    for (int i = 0; i < 12; ++i) {
        const Date on = Date{2015, 1, 1} + random() % 1000;
        const Money amount = Money::from_fen(1 + random() % (random() % 2 == 0 ? 100 : 100'000'000));
        const std::string number = std::to_string(10 + i);
        if (random() % 2 == 0) {
            mill.append(entry("E" + number, on, debt("D" + number, amount, on + random() % 40), Date{2020, 1, 1}));
            owed += amount;
        } else {
            mill.append(entry("E" + number, on, payment(amount), Date{2020, 1, 1}));
            received += amount;
        }
    }
    for (const AllocationOrder& order : named) {
        const LedgerStatement statement = mill.statement({{}, order}, {Date{2018, 12, 31}});
        WideMoney posted = statement.totals.credit, off;
        for (const LedgerPosting& posting : statement.postings) posted += posting.amount;
        for (const DebtAccount& debt : statement.debts) off += debt.outstanding();
        CHECK(posted == WideMoney{received});
        CHECK(WideMoney{owed} + statement.totals.surcharge == off + statement.totals.paid);
    }
}
