// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/allocate.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/rules/allocation_order.hpp>
#include <arrears/rules/ledger_entry.hpp>
#include <arrears/rules/ledger_statement.hpp>
#include <arrears/rules/surcharge.hpp>
#include <arrears/rules/surcharge_meter.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace arrears {

/// By which rules a ledger is read. Another reading of one ledger is another value of this.
struct LedgerTerms {
    SurchargeRule surcharge{};
    AllocationOrder order = AllocationOrder::oldest_first();

    friend bool operator==(const LedgerTerms&, const LedgerTerms&) = default;
};

/// Derives a statement from entries. It looks at which entries there are, never at how they are ordered: an entry made late with
/// an earlier date is nothing special.
///
/// Of one date, first debts open; then surcharge is counted, by the rule's day count (by default the day of a payment still bears it
/// on what is paid); then waivers, write-offs and transfers; then money kept as credit, oldest first; then payments, then workers'
/// advances; entries of one kind by id. At last money that is left meets what the advances have moved to workers.
template <class When = detail::WhenCalled>
class LedgerReplay {
    // Not known before it is used, and so neither is what is done with them.
    using DebtAccount = detail::Late<arrears::DebtAccount, When>;
    using LedgerEntry = detail::Late<arrears::LedgerEntry, When>;
    using LedgerStatement = detail::Late<arrears::LedgerStatement, When>;
    using LedgerTerms = detail::Late<arrears::LedgerTerms, When>;
    using Money = detail::Late<arrears::Money, When>;
    using SurchargeMeter = detail::Late<arrears::SurchargeMeter, When>;
    template <class Id>
    using IdSet = std::unordered_set<detail::Late<Id, When>>;
    template <class Id, class Value>
    using IdMap = std::unordered_map<detail::Late<Id, When>, Value>;

public:
    /// \param entries, terms live longer than this
    LedgerReplay(std::span<const LedgerEntry> entries, const LedgerTerms& terms, const LedgerView& view) : terms_{&terms} {
        out_.view = view;
        take(entries);
    }

    /// \throws Error (outside_known: a day without a known rate; overflow; contradiction, which is a fault of this library: the
    /// entries do not add up to the balance)
    [[nodiscard]] LedgerStatement statement() && {
        for (std::size_t i = 0; i < live_.size();) {
            const Date today = live_[i]->on;
            bool counted = false, spent = false;
            WideMoney claims = out_.totals.claims;
            const auto prepare = [&](bool for_money) {
                if (!std::exchange(counted, true)) count(today);
                if (for_money && !std::exchange(spent, true)) spend_credits(today);
            };
            for (; i < live_.size() && live_[i]->on == today; ++i) {
                const LedgerEntry& entry = *live_[i];
                if (entry.kind() >= LedgerEntryKind::waiver) prepare(entry.kind() >= LedgerEntryKind::payment);
                enter(entry, today);
            }
            if (!credits_.empty()) {
                prepare(true);
                while (out_.totals.claims != claims) {   // on what advances, also earlier ones, moved to workers today
                    claims = out_.totals.claims;
                    spend_credits(today);
                }
            }
        }
        count(out_.view.as_of);
        finish();
        return std::move(out_);
    }

private:
    /// Money that has not found a debt.
    struct Credit {
        const LedgerEntry* entry;
        Money left;
        std::optional<detail::Late<ArrearsCategory, When>> category;
        std::optional<detail::Late<ArrearsId, When>> debt;
        bool advance;
        std::optional<detail::Late<std::size_t, When>> claim{};   // of an advance: the worker's claim, once there is one
    };
    /// A component of a debt to which money may go, and where it stands in the order.
    struct Position {
        std::array<std::int64_t, AllocationOrder::keys_max> keys;
        std::size_t debt;
        DebtComponent component;
        Money outstanding;
    };

    /// What is known and not reversed, until the date, by date, kind and id; and the spans without surcharge.
    void take(std::span<const LedgerEntry> entries) {
        const auto known = [&](const LedgerEntry& entry) { return !out_.view.known || entry.entered <= *out_.view.known; };
        IdSet<LedgerEntryId> reversed;
        for (const LedgerEntry& entry : entries) {
            const auto* const undone = std::get_if<entries::Reversal>(&entry.what);
            if (undone != nullptr && known(entry)) reversed.insert(undone->of);
        }
        for (const LedgerEntry& entry : entries) {
            if (!known(entry) || entry.kind() == LedgerEntryKind::reversal || (!reversed.empty() && reversed.contains(entry.id))) continue;
            if (const auto* const debt = opened_by(entry)) expected_.insert(*debt);
            if (entry.kind() == LedgerEntryKind::worker_advance) expected_.insert(ArrearsId{entry.id.view()});
            if (out_.view.as_of < entry.on) continue;
            if (entry.kind() == LedgerEntryKind::petition) {
                if (!out_.petition_accepted || entry.on < *out_.petition_accepted) out_.petition_accepted = entry.on;
            } else if (entry.kind() == LedgerEntryKind::deferral) {
                deferrals_.push_back(&entry);
            } else {
                live_.push_back(&entry);
            }
        }
        const auto before = [](const LedgerEntry* a, const LedgerEntry* b) {
            if (a->on != b->on) return a->on < b->on;
            return a->kind() != b->kind() ? a->kind() < b->kind() : a->id < b->id;
        };
        std::sort(live_.begin(), live_.end(), before);
        std::sort(deferrals_.begin(), deferrals_.end(), before);
    }
    [[nodiscard]] static const ArrearsId* opened_by(const LedgerEntry& entry) noexcept {
        if (const auto* const opened = std::get_if<entries::Opening>(&entry.what)) return &opened->debt;
        if (const auto* const fine = std::get_if<entries::Fine>(&entry.what)) return &fine->debt;
        return nullptr;
    }

    void enter(const LedgerEntry& entry, Date today) {
        switch (entry.kind()) {
        case LedgerEntryKind::opening: {
            const auto& what = std::get<entries::Opening>(entry.what);
            DebtAccount& debt = open(entry, what.debt, what.category, what.category, what.due);
            debt.of(DebtComponent::principal).charged = what.principal;
            debt.exemptions = exemptions(what);   // stay where they are when accounts move, and so a meter may look at them
            meters_.back().emplace(terms_->surcharge, surcharge_facts(out_, debt));
            out_.totals.opened += what.principal;
            break;
        }
        case LedgerEntryKind::fine: {
            const auto& what = std::get<entries::Fine>(entry.what);
            open(entry, what.debt, what.category, what.category, entry.on).of(what.component).charged = what.amount;
            out_.totals.fines += what.amount;
            break;
        }
        case LedgerEntryKind::waiver: {
            const auto& what = std::get<entries::Waiver>(entry.what);
            reduce(entry, what.debt, what.component, what.amount, &ComponentAccount::waived, today);
            break;
        }
        case LedgerEntryKind::write_off: {
            const auto& what = std::get<entries::WriteOff>(entry.what);
            reduce(entry, what.debt, what.component, what.amount, &ComponentAccount::written_off, today);
            break;
        }
        case LedgerEntryKind::transfer: {
            const auto& what = std::get<entries::Transfer>(entry.what);
            reduce(entry, what.debt, DebtComponent::principal, what.amount, &ComponentAccount::transferred, today);
            break;
        }
        case LedgerEntryKind::payment: {
            const auto& what = std::get<entries::Payment>(entry.what);
            out_.totals.received += what.amount;
            add_credit({&entry, what.amount, what.category, what.debt, false}, today);
            break;
        }
        case LedgerEntryKind::worker_advance: {
            const auto& what = std::get<entries::Advance>(entry.what);
            out_.totals.advances += what.amount;
            add_credit({&entry, what.amount, what.category, what.debt, true}, today);
            break;
        }
        case LedgerEntryKind::deferral:
        case LedgerEntryKind::petition:
        case LedgerEntryKind::reversal: break;   // taken before
        }
    }

    DebtAccount& open(const LedgerEntry& entry, const ArrearsId& debt, ArrearsCategory category, ArrearsCategory rank, Date due) {
        index_.emplace(debt, out_.debts.size());
        meters_.emplace_back();
        static_assert(std::is_nothrow_move_constructible_v<DebtAccount>);
        return out_.debts.emplace_back(DebtAccount{debt, category, rank, entry.id, entry.on, due, 0, {}, {}, {}});
    }
    /// The deferrals of a debt as spans by date, those that overlap or adjoin as one.
    [[nodiscard]] std::vector<detail::Late<Exemption, When>> exemptions(const entries::Opening& debt) const {
        std::vector<detail::Late<Exemption, When>> spans;
        for (const LedgerEntry* const entry : deferrals_) {
            const auto& what = std::get<entries::Deferral>(entry->what);
            if ((what.debt && *what.debt != debt.debt) || (what.category && *what.category != debt.category)) continue;
            if (!spans.empty() && entry->on <= spans.back().last + 1) {
                if (spans.back().last < what.through) spans.back().last = what.through;
            } else {
                spans.push_back({entry->on, what.through, what.basis});
            }
        }
        return spans;
    }

    /// Counts surcharge through the days of a date, before anything of the date changes principal.
    void count(Date today) {
        for (std::size_t i = 0; i < meters_.size(); ++i) {
            // Of a principal that is settled nothing accrues any more; only a cap can come into force.
            if (!meters_[i] || (meters_[i]->principal() == Money{} && terms_->surcharge.cap == SurchargeCap::none)) continue;
            meters_[i]->advance(today);
            DebtAccount& debt = out_.debts[i];
            debt.days_charged = meters_[i]->days();
            ComponentAccount& surcharge = debt.of(DebtComponent::surcharge);
            // What was settled before a cap came into force is not taken back.
            surcharge.charged = std::max(meters_[i]->amount(today), surcharge.settled());
        }
    }

    /// Takes an amount off by `column`, and gives what of it found no debt.
    Money settle(const LedgerEntry& entry, std::size_t at, DebtComponent component, Money amount, Money ComponentAccount::*column, Date today) {
        DebtAccount& debt = out_.debts[at];
        ComponentAccount& account = debt.of(component);
        const Money part = std::min(amount, account.outstanding());
        if (part == Money{}) return amount;
        account.*column += part;
        if (component == DebtComponent::principal && meters_[at]) {
            const Money rest = account.outstanding();
            meters_[at]->set_principal(rest);
            const Date through = terms_->surcharge.day_count == DayCount::after_due_before_as_of ? today - 1 : today;
            if (!debt.falls.empty() && debt.falls.back().through == through) debt.falls.back().left = rest;
            else debt.falls.push_back({through, rest});
        }
        out_.postings.push_back({entry.id, entry.kind(), today, debt.debt, component, part});
        return amount - part;
    }
    void reduce(const LedgerEntry& entry, const ArrearsId& debt, DebtComponent component, Money amount, Money ComponentAccount::*column, Date today) {
        const auto at = index_.find(debt);
        const Money left = at == index_.end() ? amount : settle(entry, at->second, component, amount, column, today);
        if (left != Money{}) out_.lapsed.push_back({entry.id, entry.kind(), left});
        out_.totals.relief += amount;
        out_.totals.lapsed += left;
    }

    void add_credit(Credit credit, Date today) {
        spend(credit, today);
        if (credit.left != Money{}) credits_.push_back(credit);
    }
    void spend_credits(Date today) {
        for (Credit& credit : credits_) spend(credit, today);
        std::erase_if(credits_, [](const Credit& credit) { return credit.left == Money{}; });
    }
    void spend(Credit& credit, Date today) {
        const bool designates = credit.debt && terms_->order.has(AllocationKey::designated);
        if (designates && !index_.contains(*credit.debt) && expected_.contains(*credit.debt)) return;   // it waits for its debt
        positions_.clear();
        for (std::size_t i = 0; i < out_.debts.size(); ++i) {
            const DebtAccount& debt = out_.debts[i];
            if ((credit.category && debt.category != *credit.category) || (credit.advance && creditor(debt.category) == Creditor::person)) continue;
            for (std::size_t c = 0; c < enum_count<DebtComponent>; ++c) {
                const Money outstanding = debt.components[c].outstanding();
                if (outstanding == Money{}) continue;
                const auto component = enum_at<DebtComponent>(c);
                positions_.push_back({keys(debt, component, designates && debt.debt == *credit.debt, today), i, component, outstanding});
            }
        }
        std::sort(positions_.begin(), positions_.end(), [&](const Position& a, const Position& b) {
            if (a.keys != b.keys) return a.keys < b.keys;
            const DebtAccount& one = out_.debts[a.debt];
            const DebtAccount& other = out_.debts[b.debt];
            if (one.due != other.due) return one.due < other.due;
            return one.debt != other.debt ? one.debt < other.debt : a.component < b.component;
        });
        const bool shares = terms_->order.has(AllocationKey::pro_rata);
        for (std::size_t from = 0; from < positions_.size() && credit.left != Money{};) {
            std::size_t to = from + 1;
            while (shares && to < positions_.size() && positions_[to].keys == positions_[from].keys) ++to;
            pay(credit, std::span{positions_}.subspan(from, to - from), today);
            from = to;
        }
    }
    [[nodiscard]] std::array<std::int64_t, AllocationOrder::keys_max> keys(const DebtAccount& debt, DebtComponent component, bool designated,
                                                                           Date today) const {
        std::array<std::int64_t, AllocationOrder::keys_max> out{};
        std::size_t at = 0;
        for (const AllocationKey key : terms_->order.keys()) {
            std::int64_t place = 0;
            switch (key) {
            case AllocationKey::designated: place = designated ? 0 : 1; break;
            case AllocationKey::component: place = static_cast<std::int64_t>(terms_->order.rank(component)); break;
            case AllocationKey::oldest_first: place = debt.due - Date{}; break;
            case AllocationKey::newest_first: place = Date{} - debt.due; break;
            case AllocationKey::category: place = static_cast<std::int64_t>(terms_->order.rank(debt.category)); break;
            case AllocationKey::due_first: place = debt.due <= today ? 0 : 1; break;
            case AllocationKey::current_first: place = Month{debt.due} < Month{today} ? 1 : 0; break;
            case AllocationKey::pro_rata: break;
            }
            out[at++] = place;
        }
        return out;
    }
    /// Leads money to positions that the order leaves equal.
    void pay(Credit& credit, std::span<const Position> positions, Date today) {
        WideMoney sum;
        for (const Position& one : positions) sum += one.outstanding;
        if (positions.size() == 1 || sum <= WideMoney{credit.left}) {
            for (const Position& one : positions) pay(credit, one, std::min(credit.left, one.outstanding), today);
            return;
        }
        weights_.clear();
        for (const Position& one : positions) weights_.push_back(one.outstanding);
        const std::vector<Money> parts = allocate(credit.left, std::span<const Money>{weights_});
        for (std::size_t i = 0; i < parts.size(); ++i) pay(credit, positions[i], parts[i], today);
    }
    void pay(Credit& credit, const Position& to, Money amount, Date today) {
        if (amount == Money{}) return;
        (void)settle(*credit.entry, to.debt, to.component, amount, credit.advance ? &ComponentAccount::advanced : &ComponentAccount::paid, today);
        credit.left -= amount;
        if (!credit.advance) return;
        const ArrearsCategory rank = out_.debts[to.debt].category;
        if (!credit.claim) {
            DebtAccount& claim = open(*credit.entry, ArrearsId{credit.entry->id.view()}, ArrearsCategory::advance_repayment, rank, today);
            claim.opened = today;
            credit.claim = out_.debts.size() - 1;
        }
        out_.debts[*credit.claim].of(to.component).charged += amount;
        out_.totals.claims += amount;
    }

    void finish() {
        for (const Credit& credit : credits_) {
            out_.credits.push_back({credit.entry->id, credit.entry->kind(), credit.left});
            out_.totals.credit += credit.left;
        }
        LedgerTotals& totals = out_.totals;
        bool sound = true;
        for (std::size_t i = 0; i < out_.debts.size(); ++i) {
            const DebtAccount& debt = out_.debts[i];
            for (const ComponentAccount& account : debt.components) {
                const Money outstanding = account.outstanding();
                sound = sound && !outstanding.is_negative();
                totals.paid += account.paid;
                totals.advanced += account.advanced;
                totals.waived += account.waived;
                totals.written_off += account.written_off;
                totals.transferred += account.transferred;
                totals.outstanding += outstanding;
            }
            if (meters_[i]) totals.surcharge += debt.of(DebtComponent::surcharge).charged;
        }
        // The accounts against the entries, counted apart from each other: posting by posting.
        WideMoney posted;
        for (const LedgerPosting& posting : out_.postings) posted += posting.amount;
        sound = sound && totals.balance() && posted == totals.paid + totals.advanced + totals.waived + totals.written_off + totals.transferred;
        if (!sound) {
            throw Error{Fault{ErrorKind::contradiction,
                              {},
                              {"a ledger does not balance as of " + print(out_.view.as_of), print(out_.view.as_of) + " 的台账不平"},
                              {},
                              {"expected that entries add up to the balance", "各笔分录之和应等于余额"},
                              {"this is a fault of the library: report it", "这是本库的缺陷，请报告"}}};
        }
    }

    const LedgerTerms* terms_;
    LedgerStatement out_{};
    std::vector<const LedgerEntry*> live_{};                // until the date, by date, kind and id
    std::vector<const LedgerEntry*> deferrals_{};           // the same
    IdSet<ArrearsId> expected_{};                           // debts that open some day
    IdMap<ArrearsId, std::size_t> index_{};                 // positions of those open
    std::vector<std::optional<SurchargeMeter>> meters_{};   // beside the debts
    std::vector<Credit> credits_{};
    std::vector<Position> positions_{};
    std::vector<Money> weights_{};
};

}   // namespace arrears
