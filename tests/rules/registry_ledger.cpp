// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "model/sample.hpp"

#include <arrears/rules/registry_ledger.hpp>

using namespace arrears;

TEST_CASE("registry_ledger: principals stand at what the registry says", "[rules][ledger]") {
    const Registry registry = sample::builder().build();
    const LedgerTerms terms{.surcharge = {}, .order = AllocationOrder::principal_first()};
    std::size_t debts = 0, claims = 0;
    for (const EnterpriseView enterprise : registry.enterprises()) {
        const Ledger ledger = registry_ledger(enterprise, Date{2020, 1, 1});
        CHECK(ledger.enterprise() == enterprise.id());
        for (const Date as_of : {Date{2018, 6, 1}, Date{2018, 12, 30}, Date{2018, 12, 31}, Date{2019, 12, 31}}) {
            const LedgerStatement statement = ledger.statement(terms, {as_of});
            Money owed;
            for (const ArrearsView view : enterprise.arrears()) {
                const DebtAccount* const debt = statement.find(view.id());
                CHECK((debt != nullptr) == view.is_due(as_of));
                if (debt == nullptr) continue;
                ++debts;
                CHECK(debt->of(DebtComponent::principal).outstanding() == view.outstanding(as_of));
                owed += view.outstanding(as_of) + view.advanced(as_of);
            }
            for (const DebtAccount& debt : statement.debts) claims += debt.category == ArrearsCategory::advance_repayment ? 1 : 0;
            CHECK(statement.outstanding(DebtComponent::principal) == WideMoney{owed});   // what workers advanced is owed to them
        }
        CHECK(ledger.statement(terms, {Date{2019, 12, 31}, Date{2019, 12, 31}}).debts.empty());   // not read yet
    }
    CHECK(debts > 0);
    CHECK(claims > 0);
}
