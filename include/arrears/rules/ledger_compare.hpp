// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/allocation_order.hpp>
#include <arrears/rules/ledger.hpp>
#include <arrears/rules/ledger_replay.hpp>
#include <arrears/rules/ledger_statement.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace arrears {

/// One ledger read by several orders of allocation.
struct OrderComparison {
    std::vector<AllocationOrder> orders{};
    std::vector<LedgerStatement> statements{};   ///< one an order

    /// What no order changes: what was opened and fined, what was paid in, advanced and given up. The orders differ in which debt
    /// falls, and so in what surcharge accrues, in claims moved and in credits.
    [[nodiscard]] bool totals_agree() const {
        for (const LedgerStatement& one : statements) {
            const LedgerTotals& a = statements.front().totals;
            const LedgerTotals& b = one.totals;
            const bool agree = b.balance() && a.opened == b.opened && a.fines == b.fines && a.received == b.received && a.advances == b.advances &&
                               a.relief == b.relief;
            if (!agree) return false;
        }
        return true;
    }
    friend bool operator==(const OrderComparison&, const OrderComparison&) = default;
};

/// Reads a ledger by each of the orders; all else as the terms say.
/// \throws Error (contradiction) where totals that must agree do not, which is a fault of this library; and as Ledger::statement
template <class When = detail::WhenCalled>
[[nodiscard]] OrderComparison compare(const Ledger& ledger, LedgerTerms terms, std::span<const AllocationOrder> orders, const LedgerView& view) {
    detail::Late<OrderComparison, When> out;
    for (const AllocationOrder& order : detail::late<When>(orders)) {
        terms.order = order;
        out.orders.push_back(order);
        out.statements.push_back(detail::late<When>(ledger).statement(terms, view));
    }
    if (!out.totals_agree()) {
        throw Error{Fault{ErrorKind::contradiction, {}, {"orders of allocation disagree in their totals", "各分配顺序的合计不一致"}, {}, {}, {}}};
    }
    return out;
}

/// Two days of knowledge.
struct KnownDates {
    Date before{};
    Date after{};

    friend bool operator==(const KnownDates&, const KnownDates&) = default;
};

/// One component of a debt that is not what it was thought to be. A debt not known on a day stands at nothing then.
struct LedgerChange {
    ArrearsId debt{};
    DebtComponent component = DebtComponent::principal;
    ComponentAccount before{};
    ComponentAccount after{};

    friend bool operator==(const LedgerChange&, const LedgerChange&) = default;
};

/// What entries made between two days change in what stands as of one date.
struct LedgerChanges {
    LedgerStatement before{};
    LedgerStatement after{};
    std::vector<const LedgerEntry*> entries{};   ///< made after the one day, until the other; they live in the ledger
    std::vector<LedgerChange> debts{};           ///< in the order of `after`; then those that are gone

    template <class When = detail::WhenCalled>
    [[nodiscard]] bool empty() const noexcept {
        const auto& was = detail::late<When>(before);
        return debts.empty() && was.credits == after.credits && was.lapsed == after.lapsed;
    }
};

/// \param ledger lives longer than the result
/// \throws Error as Ledger::statement
template <class When = detail::WhenCalled>
[[nodiscard]] LedgerChanges changes(const Ledger& ledger, const LedgerTerms& terms, Date as_of, const KnownDates& known) {
    const auto& from = detail::late<When>(ledger);
    detail::Late<LedgerChanges, When> out{from.statement(terms, {as_of, known.before}), from.statement(terms, {as_of, known.after}), {}, {}};
    for (const auto& entry : from.entries()) {
        if (known.before < entry.entered && entry.entered <= known.after) out.entries.push_back(&entry);
    }
    const auto add = [&](const ArrearsId& debt, const DebtAccount* before, const DebtAccount* after) {
        for (std::size_t i = 0; i < enum_count<DebtComponent>; ++i) {
            const ComponentAccount one = before == nullptr ? ComponentAccount{} : before->components[i];
            const ComponentAccount other = after == nullptr ? ComponentAccount{} : after->components[i];
            if (one != other) out.debts.push_back({debt, enum_at<DebtComponent>(i), one, other});
        }
    };
    for (const DebtAccount& debt : out.after.debts) add(debt.debt, out.before.find(debt.debt), &debt);
    for (const DebtAccount& debt : out.before.debts) {
        if (out.after.find(debt.debt) == nullptr) add(debt.debt, &debt, nullptr);
    }
    return out;
}

}   // namespace arrears
