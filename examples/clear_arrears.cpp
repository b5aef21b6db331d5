// SPDX-License-Identifier: BSL-1.0
// A year in which an enterprise clears its pension arrears: payments, a worker's advance, a waiver, a slip found late. The ledger
// only lists what happened; balances are derived from it, as of any day and as known on any day. Everything below is invented.
#include <arrears/arrears.hpp>

#include <iomanip>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

using namespace arrears;
using namespace arrears::literals;

namespace {

Ledger invented_year() {
    const auto order = std::make_shared<const Source>(
        Source{{"an order invented for this example", "本例虚构的文件"}, {"item 3", "第三项"}, SourceLevel::caller, false, {}});
    const auto id = [](const char* text) { return LedgerEntryId{text}; };
    const ArrearsId old_debt{"pension 2017"}, new_debt{"pension 2018"};
    Ledger mill{EnterpriseId{"cotton mill"}};
    const auto on_the_day = [&](const char* entry, Date on, entries::Any what) { mill.append({id(entry), on, on, std::move(what)}); };

    on_the_day("1", Date{2017, 12, 31}, entries::Opening{old_debt, ArrearsCategory::pension, 60'000_yuan, Date{2017, 12, 31}});
    on_the_day("2", Date{2018, 12, 31}, entries::Opening{new_debt, ArrearsCategory::pension, 40'000_yuan, Date{2018, 12, 31}});
    on_the_day("3", Date{2019, 1, 31}, entries::Payment{10'000_yuan, ArrearsCategory::pension, {}});
    on_the_day("4", Date{2019, 3, 15}, entries::Advance{12'000_yuan, WorkerId{"W-017"}, ArrearsCategory::pension, old_debt});
    on_the_day("5", Date{2019, 4, 30}, entries::Waiver{old_debt, DebtComponent::surcharge, 3'000_yuan, order});
    on_the_day("6", Date{2019, 6, 30}, entries::Payment{30'000_yuan, ArrearsCategory::pension, {}});
    // Paid on 15 February, but the bank's slip turned up in July.
    mill.append({id("7"), Date{2019, 2, 15}, Date{2019, 7, 10}, entries::Payment{5'000_yuan, ArrearsCategory::pension, {}}});
    on_the_day("8", Date{2019, 9, 30}, entries::Payment{30'000_yuan, ArrearsCategory::pension, {}});
    on_the_day("9", Date{2019, 12, 20}, entries::Payment{30'000_yuan, ArrearsCategory::pension, {}});
    return mill;
}

}   // namespace

int main() {
    const Ledger mill = invented_year();
    const LedgerTerms terms;   // 0.05% a day in these years; the oldest debt first, of each the principal first

    std::cout << "as of       principal  surcharge  to workers     in all\n";
    for (int month = 1; month <= 12; ++month) {
        const LedgerStatement statement = mill.statement(terms, {Month{2019, month}.last_day()});
        const WideMoney workers = statement.outstanding(ArrearsCategory::advance_repayment);
        std::cout << statement.view.as_of;
        for (const WideMoney amount : {statement.outstanding(DebtComponent::principal) - workers, statement.outstanding(DebtComponent::surcharge),
                                       workers, statement.outstanding()}) {
            std::cout << std::setw(11) << to_string(amount);
        }
        std::cout << '\n';
    }

    const Date june{2019, 6, 30};
    const LedgerChanges slip = changes(mill, terms, june, {.before = Date{2019, 7, 9}, .after = Date{2019, 7, 10}});
    std::cout << "\nwhat the slip found on 10 July changed as of " << june << ":\n";
    for (const LedgerChange& change : slip.debts) {
        std::cout << "  " << change.debt << ", " << change.component << ": " << change.before.outstanding() << " -> " << change.after.outstanding()
                  << '\n';
    }

    const LedgerStatement end_of_june = mill.statement(terms, {june});
    const Ageing by_age = ageing(end_of_june, {}, ArrearsCategory::pension);
    std::cout << "\npension arrears by age, as of " << june << ":\n";
    for (std::size_t band = 0; band < by_age.bands.count(); ++band) {
        std::cout << "  " << by_age.bands.label(band, Language::en) << ": " << by_age.rows[band].total() << '\n';
    }

    const AllocationOrder orders[] = {AllocationOrder::oldest_first(), AllocationOrder::surcharge_first(), AllocationOrder::pro_rata()};
    const OrderComparison side_by_side = compare(mill, terms, orders, {Date{2019, 12, 31}});
    std::cout << "\nthe same payments by other orders, as of 2019-12-31:\n";
    for (std::size_t i = 0; i < side_by_side.orders.size(); ++i) {
        const LedgerStatement& statement = side_by_side.statements[i];
        std::cout << "  " << side_by_side.orders[i] << "\n    surcharge in all " << statement.totals.surcharge << ", owed " << statement.outstanding()
                  << '\n';
    }
    std::cout << "paid in and opened, the same by all of them: " << std::boolalpha << side_by_side.totals_agree() << '\n';

    Ledger copy = mill;
    const auto refused = copy.try_append({LedgerEntryId{"10"}, Date{2019, 12, 31}, Date{2019, 12, 31},
                                          entries::Waiver{ArrearsId{"pension 2018"}, DebtComponent::surcharge, 1_yuan, {}}});
    std::cout << refused.fault().message() << '\n';
}
