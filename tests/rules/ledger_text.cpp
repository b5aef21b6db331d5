// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_ledger.hpp"

#include <arrears/rules/ledger_compare.hpp>
#include <arrears/rules/ledger_json.hpp>
#include <arrears/rules/ledger_text.hpp>

#include <string>

using namespace arrears;
using namespace arrears::literals;

namespace {

constexpr AllocationOrder order = AllocationOrder::oldest_first();

/// 10,000 yuan due on 31 January 2019, of which 4,000 were paid on 10 February; the slip was found on 5 March.
Ledger late_slip() {
    Ledger out = some_ledger::ledger();
    out.append(some_ledger::entry("1", Date{2019, 1, 31}, some_ledger::debt("A", 10'000_yuan, Date{2019, 1, 31})));
    out.append(some_ledger::entry("2", Date{2019, 2, 10}, some_ledger::payment(4000_yuan), Date{2019, 3, 5}));
    return out;
}
constexpr Date as_of{2019, 2, 28};

}   // namespace

TEST_CASE("print: a statement, in both languages", "[rules]") {
    // Ten days at 0.05% on 10,000, then eighteen on 6,000.
    const LedgerStatement statement = late_slip().statement({}, {as_of});
    CHECK(print(statement, order, Language::en) ==
          R"(as of 2019-02-28; order: the designated debt first; the oldest due first; by component: principal, surcharge, fine, other

debt    category  due         principal  surcharge  fine  other  outstanding
A       pension   2019-01-31    6000.00     104.00  0.00   0.00      6104.00
in all                          6000.00     104.00  0.00   0.00      6104.00
)");
    const LedgerStatement known = late_slip().statement({}, {as_of, Date{2019, 3, 4}});
    const std::string zh = print(known, order, Language::zh);
    CHECK(zh.starts_with("截至 2019-02-28，依 2019-03-04 已录入的记录；清偿顺序："));
    CHECK(zh.find("欠费  类别      应缴截止日      本金  滞纳金  罚款  其他      尚欠\n") != std::string::npos);
    CHECK(zh.find("A     养老保险  2019-01-31  10000.00  140.00  0.00  0.00  10140.00\n") != std::string::npos);
}

TEST_CASE("print: credit and what lapsed are told", "[rules]") {
    Ledger ledger = late_slip();
    const Date found{2019, 3, 6};
    const entries::Waiver waiver{ArrearsId{"A"}, DebtComponent::surcharge, 60_yuan, some_ledger::basis()};
    ledger.append(some_ledger::entry("3", Date{2019, 2, 11}, waiver, found));
    ledger.append(some_ledger::entry("4", Date{2019, 2, 11}, some_ledger::payment(9000_yuan), found));
    const LedgerStatement statement = ledger.statement({}, {as_of});
    // 10 days on 10,000 and one on 6,000 are 53.00, all of it waived; 7.00 of the waiver lapse, 3,000 of the money wait.
    const std::string en = print(statement, order, Language::en), zh = print(statement, order, Language::zh);
    CHECK(en.find("entry 4: 3000.00 yuan found no debt and wait as credit\nentry 3: 7.00 yuan exceed the debt and lapsed\n") != std::string::npos);
    CHECK(zh.find("记录 4：3000.00 元没有可清偿的欠费，留作余款\n记录 3：7.00 元超出欠费，未生效\n") != std::string::npos);
    CHECK(print(statement.totals, Language::en) == R"(principal opened       10000.00
surcharge accrued       + 53.00
settled by payments  − 10000.00
waived                  − 53.00
outstanding              = 0.00
of 13000.00 yuan received, 3000.00 wait as credit
of 60.00 yuan of relief, 7.00 lapsed
)");
    CHECK(print(statement.totals, Language::zh) == R"(形成的本金    10000.00
累计滞纳金     + 53.00
补缴清偿    − 10000.00
减免           − 53.00
尚欠            = 0.00
收到 13000.00 元，其中 3000.00 元留作余款
减免、核销和划转 60.00 元，其中 7.00 元未生效
)");
}

TEST_CASE("print: orders side by side, by their names or what they are made of", "[rules]") {
    using enum DebtComponent;
    const AllocationOrder own{{AllocationKey::component}, {fine, surcharge, principal, other}};
    const std::vector<AllocationOrder> orders{AllocationOrder::principal_first(), AllocationOrder::surcharge_first(), own};
    const OrderComparison comparison = compare(late_slip(), {}, orders, {as_of});
    CHECK(print(comparison, Language::en) ==
          R"(order                                            surcharge accrued  principal owed  surcharge owed  owed in all
principal first                                             104.00         6000.00          104.00      6104.00
surcharge first                                             104.45         6050.00           54.45      6104.45
by component: fine, surcharge, principal, other             104.45         6050.00           54.45      6104.45
)");
    CHECK(print(comparison, Language::zh).find("\n先滞纳金 ") != std::string::npos);
}

TEST_CASE("print: what late entries change", "[rules]") {
    const Ledger ledger = late_slip();
    const LedgerChanges found = changes(ledger, {}, as_of, {.before = Date{2019, 3, 4}, .after = Date{2019, 3, 5}});
    CHECK(print(found, Language::en) == R"(as of 2019-02-28: as known on 2019-03-04 and as known on 2019-03-05
- entered on 2019-03-05: entry 2 (payment), of 2019-02-10
debt    component    before    after  difference
A       principal  10000.00  6000.00    -4000.00
A       surcharge    140.00   104.00      -36.00
in all             10140.00  6104.00    -4036.00
)");
    CHECK(print(found, Language::zh) == R"(截至 2019-02-28：2019-03-04 所知与 2019-03-05 所知相比
- 2019-03-05 录入记录 2（补缴），自 2019-02-10 起生效
欠费  组成        此前     此后      差额
A     本金    10000.00  6000.00  -4000.00
A     滞纳金    140.00   104.00    -36.00
合计          10140.00  6104.00  -4036.00
)");
    const LedgerChanges none = changes(ledger, {}, as_of, {.before = Date{2019, 3, 5}, .after = Date{2019, 3, 6}});
    CHECK(print(none, Language::en) == "as of 2019-02-28: as known on 2019-03-05 and as known on 2019-03-06\nnothing changed\n");
    CHECK(print(none, Language::zh).ends_with("相比\n没有变化\n"));

    Ledger more = late_slip();
    more.append(some_ledger::entry("3", Date{2019, 2, 20}, some_ledger::payment(8000_yuan), Date{2019, 3, 9}));
    const LedgerChanges credit = changes(more, {}, as_of, {.before = Date{2019, 3, 8}, .after = Date{2019, 3, 9}});
    CHECK(print(credit, Language::en).find("\ncredit: 0.00 → 1920.00\n") != std::string::npos);   // 8,000 less 6,000 and 80.00
}

TEST_CASE("json: a statement, orders and changes", "[rules]") {
    const Ledger ledger = late_slip();
    CHECK(json(ledger.statement({}, {as_of}), order, 0) ==
          R"({"as_of":"2019-02-28","known":null,"order":"the designated debt first; the oldest due first; by component: )"
          R"(principal, surcharge, fine, other",)"
          R"("order_name":"oldest_first","debts":[{"debt":"A","category":"pension","due":"2019-01-31","principal":"6000.00","surcharge":"104.00",)"
          R"("fine":"0.00","other":"0.00","outstanding":"6104.00"}],"credits":[],"lapsed":[],"totals":{"opened":"10000.00","surcharge":"104.00",)"
          R"("fines":"0.00","received":"4000.00","advances":"0.00","waived":"0.00","written_off":"0.00","transferred":"0.00","credit":"0.00",)"
          R"("outstanding":"6104.00"}})");
    CHECK(json(compare(ledger, {}, usual_orders(), {as_of}), 0).find(R"("order_name":"civil_code")") != std::string::npos);
    const std::string changed = json(changes(ledger, {}, as_of, {.before = Date{2019, 3, 4}, .after = Date{2019, 3, 5}}), 0);
    CHECK(changed.starts_with(R"({"as_of":"2019-02-28","known_before":"2019-03-04","known_after":"2019-03-05","changed":true,"entries":[)"
                              R"({"entry":"2","kind":"payment","on":"2019-02-10","entered":"2019-03-05"}],"debts":[)"
                              R"({"debt":"A","component":"principal",)"
                              R"("before":{"charged":"10000.00","paid":"0.00",)"));
    CHECK(changed.find(R"("difference":"-4000.00"})") != std::string::npos);
}

TEST_CASE("UsualOrder: each order has its name and its name gives it back", "[rules]") {
    for (std::size_t i = 0; i < enum_count<UsualOrder>; ++i) CHECK(name_of(order_of(enum_at<UsualOrder>(i))) == enum_at<UsualOrder>(i));
    CHECK(usual_orders().size() == enum_count<UsualOrder>);
    CHECK_FALSE(name_of(AllocationOrder{AllocationKey::category}).has_value());
}
