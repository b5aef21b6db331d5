// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/json.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/allocation_order.hpp>
#include <arrears/rules/ledger_compare.hpp>
#include <arrears/rules/ledger_statement.hpp>
#include <arrears/rules/usual_order.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a ledger says, for other programs: amounts and dates as exact text, in yuan.

namespace arrears {

namespace detail {

template <class = WhenCalled>
void write_known(JsonWriter& out, std::string_view name, const std::optional<Date>& day) {
    out.key(name);
    if (day) out.value(print(*day));
    else out.null();
}

template <class = WhenCalled>
void write_remainders(JsonWriter& out, std::string_view name, const std::vector<LedgerRemainder>& all) {
    out.key(name).begin_array();
    for (const LedgerRemainder& one : all) out.begin_object().member("entry", one.entry.view()).member("amount", to_string(one.amount)).end_object();
    out.end_array();
}

template <class = WhenCalled>
void write_account(JsonWriter& out, std::string_view name, const ComponentAccount& account) {
    out.key(name).begin_object().member("charged", to_string(account.charged)).member("paid", to_string(account.paid));
    out.member("advanced", to_string(account.advanced)).member("waived", to_string(account.waived));
    out.member("written_off", to_string(account.written_off)).member("transferred", to_string(account.transferred));
    out.member("outstanding", to_string(account.outstanding())).end_object();
}

}   // namespace detail

template <class = detail::WhenCalled>
void write_json(JsonWriter& out, const LedgerTotals& totals) {
    out.begin_object().member("opened", to_string(totals.opened)).member("surcharge", to_string(totals.surcharge));
    out.member("fines", to_string(totals.fines)).member("received", to_string(totals.received)).member("advances", to_string(totals.advances));
    out.member("waived", to_string(totals.waived)).member("written_off", to_string(totals.written_off));
    out.member("transferred", to_string(totals.transferred)).member("credit", to_string(totals.credit));
    out.member("outstanding", to_string(totals.outstanding)).end_object();
}

/// What stands: each debt by component, credits, what lapsed, totals.
template <class = detail::WhenCalled>
void write_json(JsonWriter& out, const LedgerStatement& statement, const AllocationOrder& order) {
    out.begin_object().member("as_of", print(statement.view.as_of));
    detail::write_known(out, "known", statement.view.known);
    out.member("order", print(order, Language::en));
    if (const auto name = name_of(order)) out.member("order_name", identifier(*name));
    out.key("debts").begin_array();
    for (const DebtAccount& debt : statement.debts) {
        out.begin_object().member("debt", debt.debt.view()).member("category", identifier(debt.category)).member("due", print(debt.due));
        for (std::size_t i = 0; i < enum_count<DebtComponent>; ++i) {
            const auto component = enum_at<DebtComponent>(i);
            out.member(identifier(component), to_string(debt.of(component).outstanding()));
        }
        out.member("outstanding", to_string(debt.outstanding())).end_object();
    }
    out.end_array();
    detail::write_remainders(out, "credits", statement.credits);
    detail::write_remainders(out, "lapsed", statement.lapsed);
    out.key("totals");
    write_json(out, statement.totals);
    out.end_object();
}

/// The statement by each order.
template <class = detail::WhenCalled>
void write_json(JsonWriter& out, const OrderComparison& comparison) {
    out.begin_array();
    for (std::size_t i = 0; i < comparison.orders.size(); ++i) write_json(out, comparison.statements[i], comparison.orders[i]);
    out.end_array();
}

/// What entries made later change: the entries, and each component of a debt that is another, on both sides.
template <class = detail::WhenCalled>
void write_json(JsonWriter& out, const LedgerChanges& changes) {
    out.begin_object().member("as_of", print(changes.after.view.as_of));
    detail::write_known(out, "known_before", changes.before.view.known);
    detail::write_known(out, "known_after", changes.after.view.known);
    out.member("changed", !changes.empty()).key("entries").begin_array();
    for (const LedgerEntry* const entry : changes.entries) {
        out.begin_object().member("entry", entry->id.view()).member("kind", identifier(entry->kind()));
        out.member("on", print(entry->on)).member("entered", print(entry->entered)).end_object();
    }
    out.end_array().key("debts").begin_array();
    for (const LedgerChange& one : changes.debts) {
        out.begin_object().member("debt", one.debt.view()).member("component", identifier(one.component));
        detail::write_account(out, "before", one.before);
        detail::write_account(out, "after", one.after);
        out.member("difference", to_string(one.after.outstanding() - one.before.outstanding())).end_object();
    }
    out.end_array();
    for (const auto& [name, side] : {std::pair{"before", &changes.before}, std::pair{"after", &changes.after}}) {
        out.key(name).begin_object();
        detail::write_remainders(out, "credits", side->credits);
        detail::write_remainders(out, "lapsed", side->lapsed);
        out.key("totals");
        write_json(out, side->totals);
        out.end_object();
    }
    out.end_object();
}

/// \param indent blanks a level; 0: in one line
template <class = detail::WhenCalled>
[[nodiscard]] std::string json(const LedgerStatement& statement, const AllocationOrder& order, std::size_t indent = 2) {
    JsonWriter out{indent};
    write_json(out, statement, order);
    return out.text();
}
template <class = detail::WhenCalled>
[[nodiscard]] std::string json(const OrderComparison& comparison, std::size_t indent = 2) {
    JsonWriter out{indent};
    write_json(out, comparison);
    return out.text();
}
template <class = detail::WhenCalled>
[[nodiscard]] std::string json(const LedgerChanges& changes, std::size_t indent = 2) {
    JsonWriter out{indent};
    write_json(out, changes);
    return out.text();
}

}   // namespace arrears
