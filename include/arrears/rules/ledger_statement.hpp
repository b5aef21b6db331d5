// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>
#include <arrears/rules/ledger_entry.hpp>
#include <arrears/rules/surcharge.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace arrears {

/// What a statement is of: a date, and what was known on another.
struct LedgerView {
    Date as_of{};
    std::optional<Date> known{};   ///< entries made until that day, itself included; empty: all

    friend bool operator==(const LedgerView&, const LedgerView&) = default;
};

/// One component of a debt: what came upon it, and what took it off again. Nothing is below zero.
struct ComponentAccount {
    Money charged{};   ///< opened, fined, accrued, or moved here by a worker's advance
    Money paid{};
    Money advanced{};   ///< by workers: moved to their own claims
    Money waived{};
    Money written_off{};
    Money transferred{};

    [[nodiscard]] Money settled() const { return paid + advanced + waived + written_off + transferred; }
    [[nodiscard]] Money outstanding() const { return charged - settled(); }
    friend bool operator==(const ComponentAccount&, const ComponentAccount&) = default;
};

/// One debt as of a date.
struct DebtAccount {
    ArrearsId debt{};
    ArrearsCategory category = ArrearsCategory::pension;
    ArrearsCategory rank = ArrearsCategory::pension;   ///< whose rank it has in bankruptcy: its own, of a worker's claim that of what was paid
    LedgerEntryId opened_by{};
    Date opened{};
    Date due{};                      ///< of a fine and a worker's claim the day it arose
    std::int64_t days_charged = 0;   ///< days that bore surcharge
    std::array<ComponentAccount, enum_count<DebtComponent>> components{};
    std::vector<PrincipalFall> falls{};   ///< of arrears: what its surcharge was computed from; \see surcharge_facts
    std::vector<Exemption> exemptions{};

    [[nodiscard]] ComponentAccount& of(DebtComponent component) noexcept { return components[static_cast<std::size_t>(component)]; }
    [[nodiscard]] const ComponentAccount& of(DebtComponent component) const noexcept { return components[static_cast<std::size_t>(component)]; }
    /// \throws Error (overflow)
    [[nodiscard]] Money outstanding() const {
        Money sum;
        for (const ComponentAccount& one : components) sum += one.outstanding();
        return sum;
    }
    friend bool operator==(const DebtAccount&, const DebtAccount&) = default;
};

/// What one entry took off one component of one debt, and when: a credit later than its entry's date.
struct LedgerPosting {
    LedgerEntryId entry{};
    LedgerEntryKind kind = LedgerEntryKind::payment;
    Date on{};
    ArrearsId debt{};
    DebtComponent component = DebtComponent::principal;
    Money amount{};   ///< above zero

    friend bool operator==(const LedgerPosting&, const LedgerPosting&) = default;
};

/// What is left of an entry for which there was no debt: of payments and advances a credit that waits, of waivers, write-offs and
/// transfers an excess that lapsed.
struct LedgerRemainder {
    LedgerEntryId entry{};
    LedgerEntryKind kind = LedgerEntryKind::payment;
    Money amount{};   ///< above zero

    friend bool operator==(const LedgerRemainder&, const LedgerRemainder&) = default;
};

/// The sums of a statement, and the equations that they satisfy.
struct LedgerTotals {
    WideMoney opened{};      ///< principal
    WideMoney surcharge{};   ///< accrued
    WideMoney fines{};       ///< and other charges
    WideMoney claims{};      ///< moved to workers
    WideMoney received{};    ///< payments entered
    WideMoney advances{};    ///< workers' advances entered
    WideMoney paid{};        ///< of payments, what found a debt
    WideMoney advanced{};    ///< of advances, what found a debt
    WideMoney waived{};
    WideMoney written_off{};
    WideMoney transferred{};
    WideMoney relief{};   ///< waivers, write-offs and transfers entered
    WideMoney lapsed{};   ///< of these, what found no debt
    WideMoney credit{};   ///< of payments and advances, what waits for a debt
    WideMoney outstanding{};

    /// Whether what came upon the enterprise is what was taken off and what stands; whether all money and all relief found a debt or
    /// is accounted for; and whether advances moved claims and changed none.
    [[nodiscard]] bool balance() const {
        return opened + surcharge + fines + claims == paid + advanced + waived + written_off + transferred + outstanding &&
               received + advances == paid + advanced + credit && relief == waived + written_off + transferred + lapsed && claims == advanced;
    }
    friend bool operator==(const LedgerTotals&, const LedgerTotals&) = default;
};

/// What stands as of a date, as known on a date: derived, never stored (对账单).
struct LedgerStatement {
    LedgerView view{};
    std::vector<DebtAccount> debts{};         ///< by the day on which they opened, and entry
    std::vector<LedgerPosting> postings{};    ///< in the order in which they took effect
    std::vector<LedgerRemainder> credits{};   ///< of payments and workers' advances, by date and entry
    std::vector<LedgerRemainder> lapsed{};    ///< of waivers, write-offs and transfers
    std::optional<Date> petition_accepted{};
    LedgerTotals totals{};

    /// Null where no such debt has opened.
    [[nodiscard]] const DebtAccount* find(const ArrearsId& debt) const noexcept {
        for (const DebtAccount& one : debts) {
            if (one.debt == debt) return &one;
        }
        return nullptr;
    }
    [[nodiscard]] WideMoney outstanding() const noexcept { return totals.outstanding; }
    [[nodiscard]] WideMoney outstanding(DebtComponent component) const {
        WideMoney sum;
        for (const DebtAccount& debt : debts) sum += debt.of(component).outstanding();
        return sum;
    }
    [[nodiscard]] WideMoney outstanding(ArrearsCategory category) const {
        WideMoney sum;
        for (const DebtAccount& debt : debts) {
            if (debt.category == category) sum += debt.outstanding();
        }
        return sum;
    }
    friend bool operator==(const LedgerStatement&, const LedgerStatement&) = default;
};

/// The facts from which SurchargeRule explains the surcharge accrued on arrears, for `explain` and `verify`. It comes to what the
/// account was charged, but for surcharge that was settled before a cap cut it. They look into the statement.
template <class When = detail::WhenCalled>
[[nodiscard]] SurchargeFacts surcharge_facts(const LedgerStatement& statement, const DebtAccount& debt) {
    const auto& of = detail::late<When>(debt);
    return {of.category, of.of(DebtComponent::principal).charged, of.due, of.exemptions, statement.petition_accepted, of.falls};
}
template <class = detail::WhenCalled>
SurchargeFacts surcharge_facts(const LedgerStatement&&, const DebtAccount&) = delete;   // they would outlive the statement: give it a name

}   // namespace arrears
