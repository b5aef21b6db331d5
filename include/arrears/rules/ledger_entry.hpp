// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/id.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/arrears.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>
#include <arrears/rules/source.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <variant>

namespace arrears {

/// The office's own number of an entry in a ledger.
using LedgerEntryId = Id<struct LedgerEntryTag>;

/// Of what a debt is made up. `other`: costs of enforcement, damages on top (加付赔偿金).
ARREARS_ENUM(DebtComponent,
    (principal, "本金",   "principal"),
    (surcharge, "滞纳金", "surcharge"),
    (fine,      "罚款",   "fine"),
    (other,     "其他",   "other", "费用"));

/// What an entry records, in the order in which entries of one day take effect. A reversal has no turn of its own: what it
/// reverses never was.
ARREARS_ENUM(LedgerEntryKind,
    (opening,        "欠费形成", "arrears opened"),
    (fine,           "罚款",     "fine"),
    (deferral,       "缓缴",     "deferral"),
    (petition,       "破产受理", "bankruptcy petition accepted"),
    (waiver,         "减免",     "waiver"),
    (write_off,      "核销",     "write-off"),
    (transfer,       "划转",     "transfer"),
    (payment,        "补缴",     "payment", "清欠"),
    (worker_advance, "职工垫缴", "worker's advance"),
    (reversal,       "冲销",     "reversal"));

/// What entries say, a type for each kind.
namespace entries {

/// Arrears that stand from the entry's date on. To correct one: reverse it and open it anew, under the same id.
struct Opening {
    ArrearsId debt{};   ///< not empty; no other debt of the ledger has it
    ArrearsCategory category = ArrearsCategory::pension;
    Money principal{};   ///< above zero
    Date due{};          ///< the last day on which payment is in time; not before the entry's date

    friend bool operator==(const Opening&, const Opening&) = default;
};
/// A fine, or costs and damages, as a debt of its own. It bears no surcharge.
struct Fine {
    ArrearsId debt{};                                     ///< as Opening::debt
    ArrearsCategory category = ArrearsCategory::pension;   ///< to which it belongs
    DebtComponent component = DebtComponent::fine;         ///< fine or other
    Money amount{};                                        ///< above zero
    std::shared_ptr<const Source> basis{};                 ///< the decision; may be empty

    friend bool operator==(const Fine& a, const Fine& b);
};
/// Days without surcharge, from the entry's date on: a deferral (缓缴), an agreement under guarantee. Where several overlap, a day
/// is free that any of them frees.
struct Deferral {
    std::optional<ArrearsId> debt{};             ///< empty: all debts, of the category where one is given
    std::optional<ArrearsCategory> category{};   ///< empty: all
    Date through{};                              ///< the last day, included; not before the entry's date
    std::shared_ptr<const Source> basis{};       ///< required

    friend bool operator==(const Deferral& a, const Deferral& b);
};
/// A petition for bankruptcy was accepted on the entry's date: nothing accrues from about then (企业破产法 art. 46).
struct Petition {
    friend bool operator==(const Petition&, const Petition&) = default;
};
/// Part of a debt given up by law (减免). Contributions may be waived only on a legal basis (社会保险法 art. 60): required.
struct Waiver {
    ArrearsId debt{};
    DebtComponent component = DebtComponent::surcharge;
    Money amount{};   ///< above zero; what exceeds the debt lapses, and the statement says so
    std::shared_ptr<const Source> basis{};

    friend bool operator==(const Waiver& a, const Waiver& b);
};
/// Part of a debt that cannot be recovered (核销, as of bankrupt enterprises: 劳社部发[1999]36). The basis is required.
struct WriteOff {
    ArrearsId debt{};
    DebtComponent component = DebtComponent::principal;
    Money amount{};   ///< as Waiver::amount
    std::shared_ptr<const Source> basis{};

    friend bool operator==(const WriteOff& a, const WriteOff& b);
};
/// Principal that another enterprise takes over (债务划转); in that one's ledger it is an Opening. Surcharge accrued before stays.
struct Transfer {
    ArrearsId debt{};
    Money amount{};      ///< as Waiver::amount
    EnterpriseId to{};   ///< not empty

    friend bool operator==(const Transfer&, const Transfer&) = default;
};
/// Money that the enterprise paid. What finds no debt is kept as credit, until there is one.
struct Payment {
    Money amount{};                              ///< above zero
    std::optional<ArrearsCategory> category{};   ///< the debts it may settle; empty: all
    std::optional<ArrearsId> debt{};             ///< designated by the payer. Where it opens later, the money waits for it

    friend bool operator==(const Payment&, const Payment&) = default;
};
/// What a worker paid to a fund in the enterprise's stead (职工代企业垫缴): the fund's claim moves to the worker, as a debt of
/// category advance_repayment that has the entry's id and keeps the rank of what was paid.
struct Advance {
    Money amount{};   ///< above zero
    WorkerId worker{};
    ArrearsCategory category = ArrearsCategory::pension;   ///< owed to a fund
    std::optional<ArrearsId> debt{};                       ///< as Payment::debt

    friend bool operator==(const Advance&, const Advance&) = default;
};
/// Undoes another entry altogether: the ledger is replayed as if that had never been. So it has that entry's date.
struct Reversal {
    LedgerEntryId of{};

    friend bool operator==(const Reversal&, const Reversal&) = default;
};

namespace detail {
[[nodiscard]] inline bool same(const std::shared_ptr<const Source>& a, const std::shared_ptr<const Source>& b) {
    return a == b || (a && b && *a == *b);
}
}   // namespace detail
inline bool operator==(const Fine& a, const Fine& b) {
    return a.debt == b.debt && a.category == b.category && a.component == b.component && a.amount == b.amount && detail::same(a.basis, b.basis);
}
inline bool operator==(const Deferral& a, const Deferral& b) {
    return a.debt == b.debt && a.category == b.category && a.through == b.through && detail::same(a.basis, b.basis);
}
inline bool operator==(const Waiver& a, const Waiver& b) {
    return a.debt == b.debt && a.component == b.component && a.amount == b.amount && detail::same(a.basis, b.basis);
}
inline bool operator==(const WriteOff& a, const WriteOff& b) {
    return a.debt == b.debt && a.component == b.component && a.amount == b.amount && detail::same(a.basis, b.basis);
}

/// Any of them, in the order of LedgerEntryKind.
using Any = std::variant<Opening, Fine, Deferral, Petition, Waiver, WriteOff, Transfer, Payment, Advance, Reversal>;
static_assert(std::variant_size_v<Any> == enum_count<LedgerEntryKind>);

}   // namespace entries

/// One line of a ledger.
template <class When = detail::WhenCalled>
struct BasicLedgerEntry {
    LedgerEntryId id{};   ///< not empty, and none other's
    Date on{};            ///< its value date: since when it works
    Date entered{};       ///< the day on which it was entered: since when it is known
    detail::Late<entries::Any, When> what{};

    [[nodiscard]] LedgerEntryKind kind() const noexcept { return enum_at<LedgerEntryKind>(what.index()); }
    friend bool operator==(const BasicLedgerEntry&, const BasicLedgerEntry&) = default;
};
using LedgerEntry = BasicLedgerEntry<>;

/// The opening of arrears in a registry's form: due on their own day, or by default on the last of their last month.
[[nodiscard]] inline entries::Opening opening(const Arrears& owed) { return {owed.id, owed.category, owed.principal, owed.due_date()}; }

}   // namespace arrears
