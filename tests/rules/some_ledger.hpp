// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/rules/ledger.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// An invented ledger, written briefly: entries are made on their own dates unless another day is given.
namespace some_ledger {

using namespace arrears;

inline const std::shared_ptr<const Source>& basis() {
    static const auto source = std::make_shared<const Source>(Source{{"an invented order", "虚构文件"}, {}, SourceLevel::caller, false, {}});
    return source;
}
inline LedgerEntry entry(std::string_view id, Date on, entries::Any what, std::optional<Date> entered = {}) {
    return {LedgerEntryId{id}, on, entered.value_or(on), std::move(what)};
}
inline entries::Opening debt(std::string_view id, Money principal, Date due, ArrearsCategory category = ArrearsCategory::pension) {
    return {ArrearsId{id}, category, principal, due};
}
inline entries::Payment payment(Money amount, std::optional<std::string_view> debt = {}) {
    entries::Payment out{amount, {}, {}};
    if (debt) out.debt = ArrearsId{*debt};
    return out;
}
inline entries::Advance advance(Money amount, std::optional<std::string_view> debt = {}) {
    entries::Advance out{amount, WorkerId{"W1"}, ArrearsCategory::pension, {}};
    if (debt) out.debt = ArrearsId{*debt};
    return out;
}
inline Ledger ledger() { return Ledger{EnterpriseId{"mill"}}; }

inline Money owed(const LedgerStatement& statement, std::string_view debt, DebtComponent component) {
    return statement.find(ArrearsId{debt})->of(component).outstanding();
}

}   // namespace some_ledger
