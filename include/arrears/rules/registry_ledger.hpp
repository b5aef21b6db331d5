// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/registry.hpp>
#include <arrears/rules/ledger.hpp>
#include <arrears/rules/ledger_entry.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace arrears {

/// What a registry records of an enterprise, as a ledger: arrears open on their due day, payments and advances designate the arrears
/// that they name. Entry ids are kind and position in the registry (`payment 0000017`); a worker's claim has its advance's.
///
/// Payments in a registry settle principal: read it by AllocationOrder::principal_first(), and each debt's principal stands at what
/// ArrearsView::outstanding says. Records of nothing are left out, and so are advances that name no arrears: principals are recorded
/// net of those, and what workers are owed for them stands, if at all, as arrears of category advance_repayment.
/// \param read the day of entry of all: when the registry was read
/// \throws Error as Ledger::append, where records do not go together
template <class When = detail::WhenCalled>
[[nodiscard]] detail::Late<Ledger, When> registry_ledger(const EnterpriseView& enterprise, Date read) {
    detail::Late<Ledger, When> out{enterprise.id()};
    const auto add = [&](std::string_view kind, auto index, Date on, detail::Late<entries::Any, When> what) {
        std::string number = std::to_string(index.value());
        number.insert(0, number.size() < 7 ? 7 - number.size() : 0, '0');   // in the order of their numbers
        out.append(detail::Late<LedgerEntry, When>{LedgerEntryId{std::string{kind} + ' ' + number}, on, read, std::move(what)});
    };
    for (const ArrearsView owed : enterprise.arrears()) {
        if (owed.principal() != Money{}) add("arrears", owed.index(), owed.due_date(), opening(owed.record()));
    }
    for (const ArrearsView owed : enterprise.arrears()) {
        if (owed.principal() == Money{}) continue;
        for (const PaymentView paid : owed.payments()) {
            if (paid.amount() != Money{}) add("payment", paid.index(), paid.on(), entries::Payment{paid.amount(), owed.category(), owed.id()});
        }
        for (const AdvanceView advanced : owed.advances()) {
            if (advanced.amount() == Money{}) continue;
            add("advance", advanced.index(), advanced.on(), entries::Advance{advanced.amount(), advanced.person(), owed.category(), owed.id()});
        }
    }
    return out;
}

}   // namespace arrears
