// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>
#include <arrears/rules/ledger_entry.hpp>
#include <arrears/rules/ledger_replay.hpp>
#include <arrears/rules/ledger_statement.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace arrears {

/// What happened to the debts of one enterprise, in all categories: a list of dated entries to which one only adds. Balances and
/// surcharge are no part of it: a statement derives them, as of any date, as known on any date, by terms that the reader chooses.
///
/// Entries stand in the order in which they were made. Of those made on one day the order never shows, nor does it matter in
/// what order value dates come: an entry made late is replayed where it belongs.
template <class When = detail::WhenCalled>
class BasicLedger {
    using Fault = detail::Late<arrears::Fault, When>;
    using LedgerEntry = detail::Late<arrears::LedgerEntry, When>;
    using LedgerStatement = detail::Late<arrears::LedgerStatement, When>;

public:
    explicit BasicLedger(EnterpriseId enterprise) : enterprise_{enterprise} {}

    [[nodiscard]] const EnterpriseId& enterprise() const noexcept { return enterprise_; }
    [[nodiscard]] std::span<const LedgerEntry> entries() const& noexcept { return entries_; }
    std::span<const LedgerEntry> entries() const&& = delete;   // they would outlive the ledger: give it a name

    /// Adds an entry, where nothing is wrong with it; else the ledger stays as it is. \returns its position, or a fault: an id
    /// that is empty or taken (duplicate), a day of entry before that of the entry before (contradiction), an amount not above
    /// zero or a missing basis (bad_argument), a debt or entry named that is not there (dangling), one already reversed or dated
    /// before its debt (contradiction), a component or category that the debt has not (mismatch)
    [[nodiscard]] Result<std::size_t> try_append(LedgerEntry entry) {
        if (std::optional<Fault> fault = check(entry)) {
            fault->place.source = entry.id.empty() ? std::string{"ledger"} : "entry " + std::string{entry.id.view()};
            return std::move(*fault);
        }
        const std::size_t position = entries_.size();
        note(entry, position);
        entries_.push_back(std::move(entry));
        return position;
    }
    /// \throws Error with the fault of try_append()
    BasicLedger& append(LedgerEntry entry) {
        (void)try_append(std::move(entry)).value();
        return *this;
    }

    /// What stands. Cost: for each day with money, sorting what is owed then.
    /// \throws Error (outside_known: a day without a known rate; overflow)
    [[nodiscard]] LedgerStatement statement(const LedgerTerms& terms, const LedgerView& view) const {
        return LedgerReplay<When>{entries_, terms, view}.statement();
    }

    friend bool operator==(const BasicLedger& a, const BasicLedger& b) { return a.enterprise_ == b.enterprise_ && a.entries_ == b.entries_; }

private:
    struct Debt {
        Date on{};
        ArrearsCategory category = ArrearsCategory::pension;
        bool fine = false;    ///< of one component only
        bool claim = false;   ///< a worker's
        DebtComponent component = DebtComponent::principal;
    };
    struct Known {
        std::size_t position = 0;
        bool reversed = false;
    };

    [[nodiscard]] static Fault fault(ErrorKind kind, Text problem, Text expected = {}, Text remedy = {}) {
        return {kind, {}, std::move(problem), {}, std::move(expected), std::move(remedy)};
    }
    [[nodiscard]] static std::string name(const auto& id) { return std::string{id.view()}; }

    [[nodiscard]] std::optional<Fault> check(const LedgerEntry& entry) const {
        if (entry.id.empty()) return fault(ErrorKind::bad_argument, {"the entry has no id", "分录没有编号"});
        if (ids_.contains(entry.id)) return fault(ErrorKind::duplicate, {"there is an entry of this id", "该编号的分录已存在"});
        if (!entries_.empty() && entry.entered < entries_.back().entered) {
            return fault(ErrorKind::contradiction,
                         {"entered on " + print(entry.entered) + ", before the last entry (" + print(entries_.back().entered) + ")",
                          "录入日 " + print(entry.entered) + " 早于上一笔的录入日（" + print(entries_.back().entered) + "）"},
                         {"expected days of entry in order; the value date may be earlier", "录入日应依次递增；发生日可以更早"});
        }
        return std::visit([&](const auto& what) { return check(entry, what); }, entry.what);
    }
    [[nodiscard]] static std::optional<Fault> check_amount(Money amount) {
        if (Money{} < amount) return std::nullopt;
        return fault(ErrorKind::bad_argument, {"the amount is not above zero: " + to_string(amount), "金额不大于零：" + to_string(amount)},
                     {"expected more than zero", "应大于零"}, {"to undo an entry, reverse it", "如需撤销，请冲销原分录"});
    }
    [[nodiscard]] static std::optional<Fault> check_basis(const std::shared_ptr<const Source>& basis) {
        if (basis && !basis->document.empty()) return std::nullopt;
        return fault(ErrorKind::bad_argument, {"the legal basis is missing", "缺少依据"},
                     {"expected the law or decision on which it rests", "应注明所依据的法律或决定"});
    }
    /// That a debt of the id may open.
    [[nodiscard]] std::optional<Fault> check_new(const ArrearsId& debt) const {
        if (debt.empty()) return fault(ErrorKind::bad_argument, {"the debt has no id", "债务没有编号"});
        if (!debts_.contains(debt)) return std::nullopt;
        return fault(ErrorKind::duplicate, {"there is a debt " + name(debt), "债务 " + name(debt) + " 已存在"}, {},
                     {"to correct it, reverse its opening first", "如需更正，请先冲销原分录"});
    }
    [[nodiscard]] std::optional<Fault> check_named(const std::optional<ArrearsId>& debt) const {
        if (!debt || debts_.contains(*debt)) return std::nullopt;
        return fault(ErrorKind::dangling, {"there is no debt " + name(*debt), "没有债务 " + name(*debt)}, {},
                     {"enter its opening first, or name none", "请先录入该债务，或不指定债务"});
    }
    /// That money of the category can go to the debt that it designates.
    [[nodiscard]] std::optional<Fault> check_designated(const std::optional<ArrearsId>& debt, std::optional<ArrearsCategory> category) const {
        if (auto found = check_named(debt)) return found;
        if (!debt || !category || debts_.at(*debt).category == *category) return std::nullopt;
        return fault(ErrorKind::mismatch, {"the debt " + name(*debt) + " is not of category " + std::string{identifier(*category)},
                                           "债务 " + name(*debt) + " 不属于" + std::string{label(*category, Language::zh)}});
    }
    /// That something can be taken off the component of the debt.
    [[nodiscard]] std::optional<Fault> check_taken(const LedgerEntry& entry, const ArrearsId& id, DebtComponent component) const {
        if (auto found = check_named(id)) return found;
        const Debt& debt = debts_.at(id);
        const bool has = debt.claim || (debt.fine ? component == debt.component : component <= DebtComponent::surcharge);
        if (!has) {
            return fault(ErrorKind::mismatch, {"the debt " + name(id) + " has no " + std::string{label(component, Language::en)},
                                               "债务 " + name(id) + " 没有" + std::string{label(component, Language::zh)}});
        }
        if (debt.on <= entry.on) return std::nullopt;
        return fault(ErrorKind::contradiction, {"dated " + print(entry.on) + ", before the debt " + name(id) + " opens (" + print(debt.on) + ")",
                                                "日期 " + print(entry.on) + " 早于债务 " + name(id) + " 的形成日（" + print(debt.on) + "）"});
    }

    [[nodiscard]] std::optional<Fault> check(const LedgerEntry& entry, const entries::Opening& what) const {
        if (auto found = check_new(what.debt)) return found;
        if (auto found = check_amount(what.principal)) return found;
        if (entry.on <= what.due) return std::nullopt;
        return fault(ErrorKind::bad_argument,
                     {"the debt was due on " + print(what.due) + ", before it opens (" + print(entry.on) + ")",
                      "债务的应缴截止日 " + print(what.due) + " 早于形成日（" + print(entry.on) + "）"},
                     {},
                     {"of arrears found late give their own date as value date, and the day they were found as the day of entry",
                      "补录的欠费，发生日应填欠费本身的日期，录入日填发现之日"});
    }
    [[nodiscard]] std::optional<Fault> check(const LedgerEntry&, const entries::Fine& what) const {
        if (auto found = check_new(what.debt)) return found;
        if (auto found = check_amount(what.amount)) return found;
        if (what.component == DebtComponent::fine || what.component == DebtComponent::other) return std::nullopt;
        return fault(
            ErrorKind::mismatch,
            {"a fine is no " + std::string{label(what.component, Language::en)}, "罚款不是" + std::string{label(what.component, Language::zh)}},
            {"expected fine or other", "应为罚款或其他"});
    }
    [[nodiscard]] std::optional<Fault> check(const LedgerEntry& entry, const entries::Deferral& what) const {
        if (auto found = check_basis(what.basis)) return found;
        if (auto found = check_named(what.debt)) return found;
        if (entry.on <= what.through) return std::nullopt;
        return fault(ErrorKind::bad_argument, {"the deferral ends on " + print(what.through) + ", before it begins (" + print(entry.on) + ")",
                                               "缓缴止于 " + print(what.through) + "，早于起始日（" + print(entry.on) + "）"});
    }
    [[nodiscard]] static std::optional<Fault> check(const LedgerEntry&, const entries::Petition&) { return std::nullopt; }
    [[nodiscard]] std::optional<Fault> check(const LedgerEntry& entry, const entries::Waiver& what) const {
        if (auto found = check_basis(what.basis)) return found;
        if (auto found = check_amount(what.amount)) return found;
        return check_taken(entry, what.debt, what.component);
    }
    [[nodiscard]] std::optional<Fault> check(const LedgerEntry& entry, const entries::WriteOff& what) const {
        if (auto found = check_basis(what.basis)) return found;
        if (auto found = check_amount(what.amount)) return found;
        return check_taken(entry, what.debt, what.component);
    }
    [[nodiscard]] std::optional<Fault> check(const LedgerEntry& entry, const entries::Transfer& what) const {
        if (auto found = check_amount(what.amount)) return found;
        if (what.to.empty() || what.to == enterprise_) {
            return fault(ErrorKind::bad_argument, {"the transfer goes to no other enterprise", "划转没有指明另一家企业"});
        }
        return check_taken(entry, what.debt, DebtComponent::principal);
    }
    [[nodiscard]] std::optional<Fault> check(const LedgerEntry&, const entries::Payment& what) const {
        if (auto found = check_amount(what.amount)) return found;
        return check_designated(what.debt, what.category);
    }
    [[nodiscard]] std::optional<Fault> check(const LedgerEntry& entry, const entries::Advance& what) const {
        if (auto found = check_amount(what.amount)) return found;
        if (creditor(what.category) == Creditor::person) {
            return fault(ErrorKind::mismatch, {"a worker's advance is paid to a fund", "职工垫缴款应缴入基金"},
                         {"expected a category owed to a fund", "欠费类别应为欠缴基金"});
        }
        if (auto found = check_designated(what.debt, what.category)) return found;
        return check_new(ArrearsId{entry.id.view()});
    }
    [[nodiscard]] std::optional<Fault> check(const LedgerEntry& entry, const entries::Reversal& what) const {
        const auto at = ids_.find(what.of);
        if (at == ids_.end()) return fault(ErrorKind::dangling, {"there is no entry " + name(what.of), "没有分录 " + name(what.of)});
        const LedgerEntry& undone = entries_[at->second.position];
        if (undone.kind() == LedgerEntryKind::reversal) {
            return fault(ErrorKind::contradiction, {"a reversal is not reversed", "冲销分录不能再冲销"}, {},
                         {"enter again what it undid", "请重新录入原分录"});
        }
        if (at->second.reversed) {
            return fault(ErrorKind::contradiction, {"entry " + name(what.of) + " is reversed already", "分录 " + name(what.of) + " 已被冲销"});
        }
        if (entry.on == undone.on) return std::nullopt;
        return fault(ErrorKind::bad_argument,
                     {"the reversal is dated " + print(entry.on) + ", what it undoes " + print(undone.on),
                      "冲销分录的日期为 " + print(entry.on) + "，原分录为 " + print(undone.on)},
                     {"expected the same date: what is reversed never was", "日期应相同：被冲销的分录视为自始不存在"});
    }

    void note(const LedgerEntry& entry, std::size_t position) {
        ids_.emplace(entry.id, Known{position, false});
        if (const auto* const opened = std::get_if<entries::Opening>(&entry.what)) {
            debts_.emplace(opened->debt, Debt{entry.on, opened->category, false, false, DebtComponent::principal});
        } else if (const auto* const fine = std::get_if<entries::Fine>(&entry.what)) {
            debts_.emplace(fine->debt, Debt{entry.on, fine->category, true, false, fine->component});
        } else if (entry.kind() == LedgerEntryKind::worker_advance) {
            debts_.emplace(ArrearsId{entry.id.view()}, Debt{entry.on, ArrearsCategory::advance_repayment, false, true, DebtComponent::principal});
        } else if (const auto* const reversal = std::get_if<entries::Reversal>(&entry.what)) {
            Known& undone = ids_.at(reversal->of);
            undone.reversed = true;
            const LedgerEntry& was = entries_[undone.position];
            if (const auto* const opening = std::get_if<entries::Opening>(&was.what)) debts_.erase(opening->debt);
            else if (const auto* const charge = std::get_if<entries::Fine>(&was.what)) debts_.erase(charge->debt);
            else if (was.kind() == LedgerEntryKind::worker_advance) debts_.erase(ArrearsId{was.id.view()});
        }
    }

    EnterpriseId enterprise_;
    std::vector<LedgerEntry> entries_{};
    std::unordered_map<detail::Late<LedgerEntryId, When>, Known> ids_{};
    std::unordered_map<detail::Late<ArrearsId, When>, Debt> debts_{};   // those not reversed
};
using Ledger = BasicLedger<>;

}   // namespace arrears
