// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_ledger.hpp"

#include <arrears/rules/ledger.hpp>
#include <arrears/rules/ledger_compare.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace arrears;
using namespace arrears::literals;
using namespace some_ledger;

namespace {

constexpr auto principal = DebtComponent::principal;
constexpr auto surcharge = DebtComponent::surcharge;

const LedgerTerms usual{};
const LedgerTerms interest_first{.surcharge = {}, .order = AllocationOrder::surcharge_first()};

/// One debt of 10,000 yuan, due on 2020-01-31: 5 yuan a day.
Ledger one_debt() {
    Ledger out = ledger();
    out.append(entry("E1", Date{2020, 1, 1}, debt("D1", 10'000_yuan, Date{2020, 1, 31})));
    return out;
}

std::string fault(const Ledger& to, LedgerEntry entry) {
    Ledger copy = to;
    const auto result = copy.try_append(std::move(entry));
    REQUIRE_FALSE(result);
    CHECK(copy == to);   // nothing changed
    CHECK_FALSE(result.fault().message(Language::zh).empty());
    return result.fault().message();
}

}   // namespace

TEST_CASE("Ledger: each day bears surcharge on the principal that stands on it", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 2, 10}, payment(4'000_yuan)));
    // 1 to 10 February on 10,000, the day of payment included, then 11 to 20 February on 6,000: 50 + 30.
    const LedgerStatement after = mill.statement(usual, {Date{2020, 2, 20}});
    CHECK(owed(after, "D1", principal) == 6'000_yuan);
    CHECK(owed(after, "D1", surcharge) == 80_yuan);
    CHECK(after.debts[0].days_charged == 20);
    CHECK(after.totals.balance());
    CHECK(after.outstanding() == WideMoney{6'080_yuan});
    CHECK(after.outstanding(ArrearsCategory::pension) == WideMoney{6'080_yuan});
    CHECK(after.outstanding(surcharge) == WideMoney{80_yuan});
    // Before the payment, and before the debt is due, and before it opens.
    CHECK(owed(mill.statement(usual, {Date{2020, 2, 9}}), "D1", surcharge) == 45_yuan);
    CHECK(owed(mill.statement(usual, {Date{2020, 1, 31}}), "D1", surcharge) == 0_yuan);
    CHECK(mill.statement(usual, {Date{2019, 12, 31}}).debts.empty());
}

TEST_CASE("Ledger: interest first leaves more principal, thus more interest", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 2, 10}, payment(4'000_yuan)));
    // 50 of the 4,000 pay surcharge; the remaining 6,050 bear 3.025 a day.
    const LedgerStatement after = mill.statement(interest_first, {Date{2020, 2, 20}});
    CHECK(owed(after, "D1", principal) == 6'050_yuan);
    CHECK(owed(after, "D1", surcharge) == 30.25_yuan);
    CHECK(after.debts[0].of(surcharge).charged == 80.25_yuan);
    CHECK(after.debts[0].of(surcharge).paid == 50_yuan);
}

TEST_CASE("Ledger: surcharge is not forgotten when the principal is paid, and stops", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 2, 10}, payment(10'000_yuan)));
    for (const Date later : {Date{2020, 2, 10}, Date{2020, 2, 11}, Date{2025, 2, 11}}) {
        CHECK(mill.statement(usual, {later}).outstanding() == WideMoney{50_yuan});
    }
}

TEST_CASE("Ledger: however often one settles, surcharge is rounded once", "[rules][ledger]") {
    Ledger mill = ledger();
    mill.append(entry("E0", Date{2020, 6, 1}, debt("D1", 10_yuan, Date{2020, 6, 30})));   // half a fen a day
    for (int day = 1; day <= 9; day += 2) {   // each finds one fen: exact 0.005, 0.015, …, half away from zero
        mill.append(entry("E" + std::to_string(day), Date{2020, 7, day}, entries::Waiver{ArrearsId{"D1"}, surcharge, 0.02_yuan, basis()}));
    }
    const LedgerStatement after = mill.statement(usual, {Date{2020, 7, 10}});
    CHECK(after.debts[0].of(surcharge).charged == 0.05_yuan);   // 10 days × 0.005, as if nothing had been settled
    CHECK(after.debts[0].of(surcharge).waived == 0.05_yuan);
    CHECK(after.lapsed.size() == 5);
    CHECK(after.totals.lapsed == WideMoney{0.05_yuan});
}

TEST_CASE("Ledger: money beyond the debt is kept, reported, and meets the next debt", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 1, 20}, payment(12'500_yuan)));
    const LedgerStatement paid = mill.statement(usual, {Date{2020, 2, 20}});
    CHECK(paid.outstanding() == WideMoney{});
    CHECK(paid.credits == std::vector{LedgerRemainder{LedgerEntryId{"E2"}, LedgerEntryKind::payment, 2'500_yuan}});
    mill.append(entry("E3", Date{2020, 3, 1}, debt("D2", 3'000_yuan, Date{2020, 3, 31})));
    const LedgerStatement next = mill.statement(usual, {Date{2020, 3, 1}});
    CHECK(owed(next, "D2", principal) == 500_yuan);
    CHECK(next.credits.empty());
    const LedgerPosting moved{LedgerEntryId{"E2"}, LedgerEntryKind::payment, Date{2020, 3, 1}, ArrearsId{"D2"}, principal, 2'500_yuan};
    CHECK(next.postings.back() == moved);
}

TEST_CASE("Ledger: money of one category does not settle another", "[rules][ledger]") {
    Ledger mill = ledger();
    mill.append(entry("E1", Date{2020, 1, 1}, debt("D1", 100_yuan, Date{2020, 1, 31}, ArrearsCategory::medical)));
    mill.append(entry("E2", Date{2020, 1, 5}, entries::Payment{60_yuan, ArrearsCategory::pension, {}}));
    mill.append(entry("E3", Date{2020, 1, 6}, debt("D2", 50_yuan, Date{2020, 1, 31})));
    const LedgerStatement after = mill.statement(usual, {Date{2020, 1, 6}});
    CHECK(owed(after, "D1", principal) == 100_yuan);
    CHECK(owed(after, "D2", principal) == 0_yuan);
    CHECK(after.totals.credit == WideMoney{10_yuan});
}

TEST_CASE("Ledger: a payment before its debt waits for it", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 3, 1}, debt("D2", 3'000_yuan, Date{2020, 3, 31}), Date{2020, 3, 1}));
    mill.append(entry("E3", Date{2020, 1, 15}, payment(3'500_yuan, "D2"), Date{2020, 3, 2}));
    const LedgerStatement waits = mill.statement(usual, {Date{2020, 2, 29}});
    CHECK(owed(waits, "D1", principal) == 10'000_yuan);
    CHECK(waits.totals.credit == WideMoney{3'500_yuan});
    const LedgerStatement met = mill.statement(usual, {Date{2020, 3, 1}});
    CHECK(owed(met, "D2", principal) == 0_yuan);
    CHECK(owed(met, "D1", principal) == 9'500_yuan);   // what the designated debt does not take goes on by the order
    // An order without designation leads it to the debt that stands.
    CHECK(owed(mill.statement({{}, AllocationOrder::rolling()}, {Date{2020, 2, 29}}), "D1", principal) == 6'500_yuan);
    // And money before any debt at all.
    Ledger early = ledger();
    early.append(entry("E1", Date{2020, 1, 1}, payment(70_yuan)));
    CHECK(early.statement(usual, {Date{2020, 1, 1}}).totals.credit == WideMoney{70_yuan});
    early.append(entry("E2", Date{2020, 2, 1}, debt("D1", 100_yuan, Date{2020, 2, 29})));
    CHECK(early.statement(usual, {Date{2020, 2, 1}}).outstanding() == WideMoney{30_yuan});
}

TEST_CASE("Ledger: a worker's advance moves a claim and changes no total", "[rules][ledger]") {
    Ledger mill = one_debt();
    const WideMoney before = mill.statement(interest_first, {Date{2020, 2, 10}}).outstanding();
    mill.append(entry("A1", Date{2020, 2, 10}, advance(4'000_yuan)));
    const LedgerStatement after = mill.statement(interest_first, {Date{2020, 2, 10}});
    CHECK(after.outstanding() == before);
    CHECK(after.outstanding(ArrearsCategory::advance_repayment) == WideMoney{4'000_yuan});
    CHECK(after.outstanding(ArrearsCategory::pension) == before - WideMoney{4'000_yuan});
    const DebtAccount& claim = *after.find(ArrearsId{"A1"});
    CHECK(claim.category == ArrearsCategory::advance_repayment);
    CHECK(claim.rank == ArrearsCategory::pension);
    CHECK(claim.of(surcharge).outstanding() == 50_yuan);   // what it paid, component by component
    CHECK(claim.of(principal).outstanding() == 3'950_yuan);
    // The claim bears nothing; repaid, it is gone.
    CHECK(mill.statement(usual, {Date{2021, 2, 10}}).find(ArrearsId{"A1"})->outstanding() == 4'000_yuan);
    mill.append(entry("E3", Date{2020, 3, 1}, payment(4'000_yuan, "A1")));
    CHECK(mill.statement(usual, {Date{2020, 3, 1}}).find(ArrearsId{"A1"})->outstanding() == 0_yuan);
}

TEST_CASE("Ledger: an advance beyond the debt is kept for the worker, and claims nothing until it is used", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("A1", Date{2020, 1, 10}, advance(10'100_yuan)));
    const LedgerStatement after = mill.statement(usual, {Date{2020, 1, 10}});
    CHECK(after.outstanding() == WideMoney{10'000_yuan});
    CHECK(after.credits == std::vector{LedgerRemainder{LedgerEntryId{"A1"}, LedgerEntryKind::worker_advance, 100_yuan}});
    mill.append(entry("E2", Date{2020, 1, 11}, debt("D2", 500_yuan, Date{2020, 1, 31})));
    const LedgerStatement next = mill.statement(usual, {Date{2020, 1, 11}});
    CHECK(next.find(ArrearsId{"A1"})->outstanding() == 10'100_yuan);
    CHECK(next.outstanding() == WideMoney{10'500_yuan});
}

TEST_CASE("Ledger: money left over on the day meets what an advance moved", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("A1", Date{2020, 1, 10}, advance(6'000_yuan, "D1")));
    mill.append(entry("E2", Date{2020, 1, 10}, payment(11'000_yuan)));   // payments come first: they take the whole debt
    CHECK(mill.statement(usual, {Date{2020, 1, 10}}).totals.credit == WideMoney{7'000_yuan});
    Ledger depot = one_debt();
    depot.append(entry("E0", Date{2020, 1, 2}, entries::Payment{300_yuan, ArrearsCategory::advance_repayment, {}}));
    depot.append(entry("A1", Date{2020, 1, 10}, advance(6'000_yuan)));
    CHECK(depot.statement(usual, {Date{2020, 1, 10}}).find(ArrearsId{"A1"})->outstanding() == 5'700_yuan);
}

TEST_CASE("Ledger: what is known when; a late entry replays what followed, once", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 3, 1}, payment(1'000_yuan)));
    mill.append(entry("E3", Date{2020, 2, 10}, payment(4'000_yuan), Date{2020, 5, 1}));
    Ledger in_order = one_debt();
    in_order.append(entry("E3", Date{2020, 2, 10}, payment(4'000_yuan)));
    in_order.append(entry("E2", Date{2020, 3, 1}, payment(1'000_yuan)));

    const Date as_of{2020, 3, 31};
    CHECK(mill.statement(usual, {as_of}) == in_order.statement(usual, {as_of}));
    // 60 days from 1 February: 30 on 10,000 and 30 on 9,000; in truth 10 on 10,000, 20 on 6,000, 30 on 5,000.
    CHECK(owed(mill.statement(usual, {as_of, Date{2020, 4, 30}}), "D1", surcharge) == 285_yuan);
    CHECK(owed(mill.statement(usual, {as_of}), "D1", surcharge) == 185_yuan);

    const LedgerChanges changed = changes(mill, usual, as_of, {.before = Date{2020, 4, 30}, .after = Date{2020, 5, 1}});
    REQUIRE(changed.entries.size() == 1);
    CHECK(changed.entries[0]->id == LedgerEntryId{"E3"});
    REQUIRE(changed.debts.size() == 2);
    CHECK(changed.debts[0].component == principal);
    CHECK(changed.debts[0].before.outstanding() == 9'000_yuan);
    CHECK(changed.debts[0].after.outstanding() == 5'000_yuan);
    CHECK(changed.debts[1].before.outstanding() == 285_yuan);
    CHECK(changed.debts[1].after.outstanding() == 185_yuan);
    CHECK(changes(mill, usual, as_of, {.before = Date{2020, 5, 1}, .after = Date{2020, 6, 1}}).empty());
    CHECK(changes(mill, usual, Date{2020, 2, 9}, {.before = Date{2020, 4, 30}, .after = Date{2020, 5, 1}}).empty());
}

TEST_CASE("Ledger: a reversal undoes its entry altogether; a correction is a reversal and a new entry", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 2, 10}, payment(4'000_yuan)));
    mill.append(entry("E3", Date{2020, 2, 10}, entries::Reversal{LedgerEntryId{"E2"}}, Date{2020, 3, 1}));   // the transfer bounced
    CHECK(mill.statement(usual, {Date{2020, 3, 31}}).debts == one_debt().statement(usual, {Date{2020, 3, 31}}).debts);
    CHECK(owed(mill.statement(usual, {Date{2020, 3, 31}, Date{2020, 2, 29}}), "D1", principal) == 6'000_yuan);

    mill.append(entry("E4", Date{2020, 1, 1}, entries::Reversal{LedgerEntryId{"E1"}}, Date{2020, 4, 1}));
    CHECK(mill.statement(usual, {Date{2020, 3, 31}}).debts.empty());
    CHECK(fault(mill, entry("E5", Date{2020, 4, 2}, payment(1_yuan, "D1"))) ==
          "entry E5: there is no debt D1; enter its opening first, or name none");
    mill.append(entry("E5", Date{2020, 1, 1}, debt("D1", 8'000_yuan, Date{2020, 1, 31}), Date{2020, 4, 1}));
    CHECK(owed(mill.statement(usual, {Date{2020, 3, 31}}), "D1", surcharge) == 240_yuan);   // 60 days × 4.00
    CHECK(owed(mill.statement(usual, {Date{2020, 3, 31}, Date{2020, 3, 31}}), "D1", surcharge) == 300_yuan);
}

TEST_CASE("Ledger: what names a debt that was reversed finds none, and says so", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 2, 1}, entries::Waiver{ArrearsId{"D1"}, principal, 100_yuan, basis()}));
    mill.append(entry("E3", Date{2020, 2, 1}, payment(700_yuan, "D1")));
    mill.append(entry("E4", Date{2020, 1, 1}, entries::Reversal{LedgerEntryId{"E1"}}, Date{2020, 2, 2}));
    const LedgerStatement after = mill.statement(usual, {Date{2020, 2, 2}});
    CHECK(after.lapsed == std::vector{LedgerRemainder{LedgerEntryId{"E2"}, LedgerEntryKind::waiver, 100_yuan}});
    CHECK(after.totals.credit == WideMoney{700_yuan});
    // What was meant for it goes by the order from now on.
    mill.append(entry("E5", Date{2020, 2, 3}, debt("D2", 500_yuan, Date{2020, 2, 29})));
    CHECK(mill.statement(usual, {Date{2020, 2, 3}}).totals.credit == WideMoney{200_yuan});
}

TEST_CASE("Ledger: waivers, write-offs, transfers and fines", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("F1", Date{2020, 2, 5}, entries::Fine{ArrearsId{"P1"}, ArrearsCategory::pension, DebtComponent::fine, 20'000_yuan, basis()}));
    mill.append(entry("E2", Date{2020, 2, 10}, entries::Waiver{ArrearsId{"D1"}, surcharge, 20_yuan, basis()}));
    mill.append(entry("E3", Date{2020, 2, 10}, entries::WriteOff{ArrearsId{"D1"}, principal, 1'000_yuan, basis()}));
    mill.append(entry("E4", Date{2020, 2, 10}, entries::Transfer{ArrearsId{"D1"}, 5'000_yuan, EnterpriseId{"depot"}}));
    const LedgerStatement after = mill.statement(usual, {Date{2020, 2, 20}});
    CHECK(owed(after, "D1", principal) == 4'000_yuan);
    CHECK(owed(after, "D1", surcharge) == 50_yuan);   // 50 − 20 + 10 × 2.00
    CHECK(owed(after, "P1", DebtComponent::fine) == 20'000_yuan);
    CHECK(after.totals.fines == WideMoney{20'000_yuan});
    CHECK(after.totals.relief == WideMoney{6'020_yuan});
    CHECK(after.totals.balance());
}

TEST_CASE("Ledger: deferrals and a petition stop surcharge", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("E2", Date{2020, 2, 11}, entries::Deferral{{}, ArrearsCategory::pension, Date{2020, 2, 20}, basis()}));
    mill.append(entry("E3", Date{2020, 2, 15}, entries::Deferral{ArrearsId{"D1"}, {}, Date{2020, 2, 25}, basis()}));   // overlaps
    mill.append(entry("E4", Date{2020, 2, 1}, entries::Deferral{{}, ArrearsCategory::medical, Date{2020, 12, 31}, basis()}, Date{2020, 2, 15}));
    CHECK(owed(mill.statement(usual, {Date{2020, 2, 15}}), "D1", surcharge) == 50_yuan);
    CHECK(owed(mill.statement(usual, {Date{2020, 2, 29}}), "D1", surcharge) == 70_yuan);   // 10 days, 15 free, 4 days
    mill.append(entry("E5", Date{2020, 3, 2}, entries::Petition{}));
    CHECK(owed(mill.statement(usual, {Date{2020, 12, 31}}), "D1", surcharge) == 75_yuan);
    CHECK(owed(mill.statement({{.petition_day = PetitionDay::last_charged}, usual.order}, {Date{2020, 12, 31}}), "D1", surcharge) == 80_yuan);
    CHECK(owed(mill.statement(usual, {Date{2020, 12, 31}, Date{2020, 3, 1}}), "D1", surcharge) == 70_yuan + 5_yuan * 306);
}

TEST_CASE("Ledger: the choices of the surcharge rule hold for a changing principal too", "[rules][ledger]") {
    Ledger mill = ledger();
    mill.append(entry("E1", Date{2011, 6, 20}, debt("D1", 10'000_yuan, Date{2011, 6, 20})));
    mill.append(entry("E2", Date{2011, 6, 25}, payment(5'000_yuan)));
    const auto at = [&](const SurchargeRule& rule, Date as_of) { return owed(mill.statement({rule, usual.order}, {as_of}), "D1", surcharge); };
    // By day: 5 × 20 on 10,000, 5 × 10 on 5,000, then 10 × 2.50; by the older rate throughout: 10 × 10 instead.
    CHECK(at({}, Date{2011, 7, 10}) == 175_yuan);
    CHECK(at({.crossing = RateCrossing::rate_of_first_day}, Date{2011, 7, 10}) == 250_yuan);
    CHECK(at({.day_count = DayCount::due_through_as_of}, Date{2011, 7, 10}) == 195_yuan);
    // Up to the day before: the day of payment is borne by what is left after it.
    CHECK(at({.day_count = DayCount::after_due_before_as_of}, Date{2011, 6, 26}) == 4 * 20_yuan + 10_yuan);
    // The cap is of the principal as opened, and there is none before the law.
    CHECK(at({.cap = SurchargeCap::principal}, Date{2011, 7, 10}) == 175_yuan);
    CHECK(at({.cap = SurchargeCap::principal}, Date{2022, 7, 10}) == 10'000_yuan);
    CHECK(at({}, Date{2022, 7, 10}) == 150_yuan + 2.50_yuan * (Date{2022, 7, 10} - Date{2011, 6, 30}));
    CHECK_THROWS_AS(ledger().append(entry("E1", Date{1998, 1, 1}, debt("D1", 1_yuan, Date{1998, 1, 1}))).statement(usual, {Date{1998, 2, 1}}), Error);
}

TEST_CASE("Ledger: what cannot be entered", "[rules][ledger]") {
    Ledger mill = one_debt();
    mill.append(entry("F1", Date{2020, 2, 5}, entries::Fine{ArrearsId{"P1"}, ArrearsCategory::pension, DebtComponent::other, 10_yuan, {}}));
    const Date day{2020, 2, 10};
    CHECK(fault(mill, {{}, day, day, payment(1_yuan)}) == "ledger: the entry has no id");
    CHECK(fault(mill, entry("E1", day, payment(1_yuan))) == "entry E1: there is an entry of this id");
    CHECK(fault(mill, entry("E2", day, payment(1_yuan), Date{2020, 1, 9})) ==
          "entry E2: entered on 2020-01-09, before the last entry (2020-02-05); expected days of entry in order; the value date may be earlier");
    CHECK(fault(mill, entry("E2", day, payment(0_yuan))) ==
          "entry E2: the amount is not above zero: 0.00; expected more than zero; to undo an entry, reverse it");
    CHECK(fault(mill, entry("E2", day, payment(1_yuan, "D9"))) == "entry E2: there is no debt D9; enter its opening first, or name none");
    CHECK(fault(mill, entry("E2", day, entries::Payment{1_yuan, ArrearsCategory::wages, ArrearsId{"D1"}})) ==
          "entry E2: the debt D1 is not of category wages");
    CHECK(fault(mill, entry("E2", day, debt("D1", 1_yuan, day))) == "entry E2: there is a debt D1; to correct it, reverse its opening first");
    CHECK(fault(mill, entry("E2", day, debt("D2", -1_yuan, day))).starts_with("entry E2: the amount is not above zero: -1.00"));
    CHECK(fault(mill, entry("E2", day, debt("D2", 1_yuan, Date{2020, 2, 9})))
              .starts_with("entry E2: the debt was due on 2020-02-09, before it opens (2020-02-10)"));
    CHECK(fault(mill, entry("E2", day, entries::Opening{})) == "entry E2: the debt has no id");
    CHECK(fault(mill, entry("E2", day, entries::Waiver{ArrearsId{"D1"}, surcharge, 1_yuan, {}})) ==
          "entry E2: the legal basis is missing; expected the law or decision on which it rests");
    CHECK(fault(mill, entry("E2", day, entries::WriteOff{ArrearsId{"D1"}, principal, 1_yuan, std::make_shared<const Source>()})) ==
          "entry E2: the legal basis is missing; expected the law or decision on which it rests");
    CHECK(fault(mill, entry("E2", day, entries::Waiver{ArrearsId{"P1"}, surcharge, 1_yuan, basis()})) == "entry E2: the debt P1 has no surcharge");
    CHECK(fault(mill, entry("E2", day, entries::Waiver{ArrearsId{"D1"}, DebtComponent::fine, 1_yuan, basis()})) ==
          "entry E2: the debt D1 has no fine");
    CHECK(fault(mill, entry("E2", Date{2019, 12, 31}, entries::Waiver{ArrearsId{"D1"}, surcharge, 1_yuan, basis()}, day)) ==
          "entry E2: dated 2019-12-31, before the debt D1 opens (2020-01-01)");
    CHECK(fault(mill, entry("E2", day, entries::Deferral{{}, {}, Date{2020, 2, 9}, basis()})) ==
          "entry E2: the deferral ends on 2020-02-09, before it begins (2020-02-10)");
    CHECK(fault(mill, entry("E2", day, entries::Deferral{{}, {}, day, {}})).starts_with("entry E2: the legal basis is missing"));
    CHECK(fault(mill, entry("E2", day, entries::Transfer{ArrearsId{"D1"}, 1_yuan, EnterpriseId{"mill"}})) ==
          "entry E2: the transfer goes to no other enterprise");
    CHECK(fault(mill, entry("E2", day, entries::Fine{ArrearsId{"P2"}, ArrearsCategory::pension, principal, 1_yuan, {}})) ==
          "entry E2: a fine is no principal; expected fine or other");
    CHECK(fault(mill, entry("E2", day, entries::Advance{1_yuan, WorkerId{"W1"}, ArrearsCategory::wages, {}})) ==
          "entry E2: a worker's advance is paid to a fund; expected a category owed to a fund");
    CHECK(fault(mill, entry("D1", day, advance(1_yuan))) == "entry D1: there is a debt D1; to correct it, reverse its opening first");
    CHECK(fault(mill, entry("E2", day, entries::Reversal{LedgerEntryId{"E9"}})) == "entry E2: there is no entry E9");
    CHECK(fault(mill, entry("E2", day, entries::Reversal{LedgerEntryId{"E1"}})) ==
          "entry E2: the reversal is dated 2020-02-10, what it undoes 2020-01-01; expected the same date: what is reversed never was");
    mill.append(entry("E2", Date{2020, 1, 1}, entries::Reversal{LedgerEntryId{"E1"}}, day));
    CHECK(fault(mill, entry("E3", Date{2020, 1, 1}, entries::Reversal{LedgerEntryId{"E1"}}, day)) == "entry E3: entry E1 is reversed already");
    CHECK(fault(mill, entry("E3", Date{2020, 1, 1}, entries::Reversal{LedgerEntryId{"E2"}}, day)) ==
          "entry E3: a reversal is not reversed; enter again what it undid");
    CHECK_THROWS_AS(mill.append(entry("E2", day, payment(1_yuan))), Error);
    CHECK(mill.entries().size() == 3);
}

TEST_CASE("Ledger: the order in which a day's entries are made never shows", "[rules][ledger][property]") {
    const Date day{2020, 3, 10};
    std::vector<LedgerEntry> of_the_day{
        entry("B7", day, payment(3'000_yuan)),
        entry("B6", Date{2020, 2, 10}, payment(2'000_yuan), day),
        entry("B5", day, advance(2'500.01_yuan)),
        entry("B4", day, entries::Waiver{ArrearsId{"D1"}, surcharge, 40_yuan, basis()}),
        entry("B3", day, entries::WriteOff{ArrearsId{"D2"}, principal, 77.77_yuan, basis()}),
        entry("B2", day, debt("D3", 400_yuan, day)),
        entry("B1", Date{2020, 1, 1}, entries::Reversal{LedgerEntryId{"E3"}}, day),
        entry("B0", day, entries::Fine{ArrearsId{"P1"}, ArrearsCategory::pension, DebtComponent::fine, 10_yuan, {}}),
        entry("A9", day, payment(33.33_yuan, "D2")),
    };
    const AllocationOrder orders[] = {AllocationOrder::oldest_first(), AllocationOrder::pro_rata(), AllocationOrder::civil_code()};
    std::mt19937 random{7};
    for (const AllocationOrder& order : orders) {
        std::optional<LedgerStatement> first;
        for (int i = 0; i < 200; ++i) {
            Ledger mill = one_debt();
            mill.append(entry("E2", Date{2020, 1, 1}, debt("D2", 5'000_yuan, Date{2020, 1, 31})));
            mill.append(entry("E3", Date{2020, 1, 1}, payment(999_yuan)));
            std::shuffle(of_the_day.begin(), of_the_day.end(), random);
            for (const LedgerEntry& one : of_the_day) mill.append(one);
            const LedgerStatement statement = mill.statement({{}, order}, {Date{2020, 6, 30}});
            if (!first) first = statement;
            CHECK(statement == *first);
        }
    }
}

TEST_CASE("Ledger: entered late and in any order, or in time: the same in the end", "[rules][ledger][property]") {
    const auto seed = GENERATE(take(200, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    std::vector<LedgerEntry> entries;
    const int debts = 1 + static_cast<int>(random() % 5);
    for (int i = 0; i < debts; ++i) {
        const Date on = Date{2009, 1, 1} + random() % 1000;
        entries.push_back(
            entry("E" + std::to_string(10 + i), on, debt("D" + std::to_string(i), Money::from_fen(1 + random() % 1'000'000), on + random() % 60)));
    }
    for (int i = 0; i < 10; ++i) {
        const std::string id = "E" + std::to_string(20 + i);
        const Date on = Date{2009, 1, 1} + random() % 2000;
        const Money amount = Money::from_fen(1 + random() % 500'000);
        if (random() % 2 == 0) entries.push_back(entry(id, on, payment(amount)));
        else entries.push_back(entry(id, on, advance(amount)));
    }
    std::sort(entries.begin(), entries.end(), [](const LedgerEntry& a, const LedgerEntry& b) { return a.on < b.on; });
    Ledger in_time = ledger(), late = ledger();
    for (const LedgerEntry& one : entries) in_time.append(one);
    std::shuffle(entries.begin(), entries.end(), random);
    for (LedgerEntry one : entries) {
        one.entered = Date{2018, 12, 31};
        late.append(one);
    }
    for (const AllocationOrder& order : {AllocationOrder::oldest_first(), AllocationOrder::surcharge_first(), AllocationOrder::pro_rata()}) {
        for (int i = 0; i < 3; ++i) {
            const Date as_of = Date{2009, 1, 1} + random() % 3000;
            CHECK(in_time.statement({{}, order}, {as_of}) == late.statement({{}, order}, {as_of}));
        }
    }
}
