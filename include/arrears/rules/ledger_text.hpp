// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/core/text_width.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/allocation_order.hpp>
#include <arrears/rules/ledger_compare.hpp>
#include <arrears/rules/ledger_statement.hpp>
#include <arrears/rules/usual_order.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

// What a ledger says, for people: a statement, its totals, orders side by side, and what late entries change.

namespace arrears {

namespace detail {

using TextRows = std::vector<std::vector<std::string>>;

/// Columns two blanks apart, the first `left` of them to the left, the others to the right; full-width characters count as two.
template <class = WhenCalled>
[[nodiscard]] std::string aligned(const TextRows& rows, std::size_t left) {
    std::vector<std::size_t> width(rows.empty() ? 0 : rows.front().size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (const std::size_t one = display_width(row[i]); width[i] < one) width[i] = one;
        }
    }
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blanks(width[i] - display_width(row[i]), ' ');
            if (i > 0) out += "  ";
            if (i >= left) out += blanks;
            out += row[i];
            if (i < left && i + 1 < row.size()) out += blanks;
        }
        out += '\n';
    }
    return out;
}

/// The name of an order, or what it is made of.
template <class = WhenCalled>
[[nodiscard]] std::string order_name(const AllocationOrder& order, Language language) {
    const auto name = name_of(order);
    return name ? std::string{label(*name, language)} : print(order, language);
}

}   // namespace detail

/// What stands, a line a debt by component, and in all; then what waits as credit, and what lapsed.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const LedgerStatement& statement, const AllocationOrder& order, Language language) {
    const bool zh = language == Language::zh;
    std::string out = zh ? "截至 " + print(statement.view.as_of) : "as of " + print(statement.view.as_of);
    if (statement.view.known) out += zh ? "，依 " + print(*statement.view.known) + " 已录入的记录" : ", as known on " + print(*statement.view.known);
    out += (zh ? "；清偿顺序：" : "; order: ") + print(order, language) + "\n\n";
    detail::TextRows rows;
    rows.push_back(zh ? std::vector<std::string>{"欠费", "类别", "应缴截止日", "本金", "滞纳金", "罚款", "其他", "尚欠"}
                      : std::vector<std::string>{"debt", "category", "due", "principal", "surcharge", "fine", "other", "outstanding"});
    const auto add = [&rows](std::vector<std::string> cells, const auto& of, std::string total) {
        for (std::size_t i = 0; i < enum_count<DebtComponent>; ++i) cells.push_back(to_string(of(enum_at<DebtComponent>(i))));
        cells.push_back(std::move(total));
        rows.push_back(std::move(cells));
    };
    for (const DebtAccount& debt : statement.debts) {
        add(
            {std::string{debt.debt.view()}, std::string{label(debt.category, language)}, print(debt.due)},
            [&](DebtComponent component) { return debt.of(component).outstanding(); }, to_string(debt.outstanding()));
    }
    add(
        {zh ? "合计" : "in all", "", ""}, [&](DebtComponent component) { return statement.outstanding(component); },
        to_string(statement.outstanding()));
    out += detail::aligned(rows, 3);
    for (const LedgerRemainder& credit : statement.credits) {
        out += zh ? "记录 " + std::string{credit.entry.view()} + "：" + to_string(credit.amount) + " 元没有可清偿的欠费，留作余款\n"
                  : "entry " + std::string{credit.entry.view()} + ": " + to_string(credit.amount) + " yuan found no debt and wait as credit\n";
    }
    for (const LedgerRemainder& lapsed : statement.lapsed) {
        out += zh ? "记录 " + std::string{lapsed.entry.view()} + "：" + to_string(lapsed.amount) + " 元超出欠费，未生效\n"
                  : "entry " + std::string{lapsed.entry.view()} + ": " + to_string(lapsed.amount) + " yuan exceed the debt and lapsed\n";
    }
    return out;
}

/// Every fen accounted for: what came upon the enterprise, less what was taken off, is what stands; and where all money went.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const LedgerTotals& totals, Language language) {
    const bool zh = language == Language::zh;
    detail::TextRows rows;
    const auto line = [&](const char* en, const char* chinese, const char* sign, WideMoney amount, bool always = false) {
        if (always || amount != WideMoney{}) rows.push_back({zh ? chinese : en, sign + to_string(amount)});
    };
    line("principal opened", "形成的本金", "", totals.opened, true);
    line("surcharge accrued", "累计滞纳金", "+ ", totals.surcharge);
    line("fines and other charges", "罚款及其他", "+ ", totals.fines);
    line("moved to workers by their advances", "因职工垫缴转为对职工的欠款", "+ ", totals.claims);
    line("settled by payments", "补缴清偿", "− ", totals.paid);
    line("settled by workers' advances", "职工垫缴清偿", "− ", totals.advanced);
    line("waived", "减免", "− ", totals.waived);
    line("written off", "核销", "− ", totals.written_off);
    line("transferred", "划转", "− ", totals.transferred);
    line("outstanding", "尚欠", "= ", totals.outstanding, true);
    std::string out = detail::aligned(rows, 1);
    if (totals.credit != WideMoney{}) {
        out += zh ? "收到 " + to_string(totals.received + totals.advances) + " 元，其中 " + to_string(totals.credit) + " 元留作余款\n"
                  : "of " + to_string(totals.received + totals.advances) + " yuan received, " + to_string(totals.credit) + " wait as credit\n";
    }
    if (totals.lapsed != WideMoney{}) {
        out += zh ? "减免、核销和划转 " + to_string(totals.relief) + " 元，其中 " + to_string(totals.lapsed) + " 元未生效\n"
                  : "of " + to_string(totals.relief) + " yuan of relief, " + to_string(totals.lapsed) + " lapsed\n";
    }
    return out;
}

/// Orders of allocation side by side: what surcharge accrues under each, and what stands.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const OrderComparison& comparison, Language language) {
    detail::TextRows rows;
    rows.push_back(language == Language::zh
                       ? std::vector<std::string>{"清偿顺序", "累计滞纳金", "尚欠本金", "尚欠滞纳金", "尚欠合计"}
                       : std::vector<std::string>{"order", "surcharge accrued", "principal owed", "surcharge owed", "owed in all"});
    for (std::size_t i = 0; i < comparison.orders.size(); ++i) {
        const LedgerStatement& one = comparison.statements[i];
        rows.push_back({detail::order_name(comparison.orders[i], language), to_string(one.totals.surcharge),
                        to_string(one.outstanding(DebtComponent::principal)), to_string(one.outstanding(DebtComponent::surcharge)),
                        to_string(one.outstanding())});
    }
    return detail::aligned(rows, 1);
}

/// What entries made later change in what stands: the entries, then a line for each part of a debt that is another.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const LedgerChanges& changes, Language language) {
    const bool zh = language == Language::zh;
    const LedgerView &before = changes.before.view, &after = changes.after.view;
    const std::string then = before.known ? print(*before.known) : std::string{}, now = after.known ? print(*after.known) : std::string{};
    std::string out = zh ? "截至 " + print(after.as_of) + "：" + then + " 所知与 " + now + " 所知相比\n"
                         : "as of " + print(after.as_of) + ": as known on " + then + " and as known on " + now + '\n';
    for (const LedgerEntry* const entry : changes.entries) {
        const std::string id{entry->id.view()}, kind{label(entry->kind(), language)};
        out += zh ? "- " + print(entry->entered) + " 录入记录 " + id + "（" + kind + "），自 " + print(entry->on) + " 起生效\n"
                  : "- entered on " + print(entry->entered) + ": entry " + id + " (" + kind + "), of " + print(entry->on) + '\n';
    }
    if (changes.empty()) return out + (zh ? "没有变化\n" : "nothing changed\n");
    detail::TextRows rows;
    rows.push_back(zh ? std::vector<std::string>{"欠费", "组成", "此前", "此后", "差额"}
                      : std::vector<std::string>{"debt", "component", "before", "after", "difference"});
    WideMoney sum_before, sum_after;
    for (const LedgerChange& one : changes.debts) {
        const Money was = one.before.outstanding(), is = one.after.outstanding();
        sum_before += was;
        sum_after += is;
        rows.push_back(
            {std::string{one.debt.view()}, std::string{label(one.component, language)}, to_string(was), to_string(is), to_string(is - was)});
    }
    rows.push_back({zh ? "合计" : "in all", "", to_string(sum_before), to_string(sum_after), to_string(sum_after - sum_before)});
    out += detail::aligned(rows, 2);
    const auto sum = [](const std::vector<LedgerRemainder>& all) {
        WideMoney total;
        for (const LedgerRemainder& one : all) total += one.amount;
        return to_string(total);
    };
    if (changes.before.credits != changes.after.credits) {
        out += (zh ? "余款：" : "credit: ") + sum(changes.before.credits) + " → " + sum(changes.after.credits) + '\n';
    }
    if (changes.before.lapsed != changes.after.lapsed) {
        out += (zh ? "未生效的减免：" : "lapsed: ") + sum(changes.before.lapsed) + " → " + sum(changes.after.lapsed) + '\n';
    }
    return out;
}

}   // namespace arrears
