// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/ids.hpp>
#include <arrears/rules/installment_plan.hpp>
#include <arrears/rules/ledger_entry.hpp>
#include <arrears/rules/ledger_statement.hpp>
#include <arrears/rules/source.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace arrears {

/// What becomes of surcharge once the plan of a deferral agreement is in default. No text was read that says it.
ARREARS_ENUM(AfterDefault,
    (resumes,     "自违约之日起恢复计收", "surcharge runs again from the day of default"),
    (stays_free,  "缓缴期内仍不计收",     "the agreed days stay free"),
    (never_freed, "视同未缓缴",           "no day was ever free"));

/// A deferral under guarantee (缓缴协议, 社会保险法 art. 63; 人社部令第13号 arts. 21 to 23): no surcharge meanwhile.
struct DeferralAgreement {
    Date from{};
    Date through{};                                         ///< the last day, included
    std::shared_ptr<const Source> basis{};                  ///< required
    AfterDefault after_default = AfterDefault::resumes;
    std::optional<std::int64_t> months_max = 12;            ///< the longest term; one year, from memory of arts. 21 to 23, not verified

    friend bool operator==(const DeferralAgreement& a, const DeferralAgreement& b) {
        return a.from == b.from && a.through == b.through && entries::detail::same(a.basis, b.basis) && a.after_default == b.after_default &&
               a.months_max == b.months_max;
    }
};

/// The days that an agreement frees, as far as its plan is kept; nothing where it frees none.
/// \throws Error (bad_argument) where its basis is missing, its dates are reversed, or its term is too long
template <class When = detail::WhenCalled>
[[nodiscard]] std::optional<detail::Late<entries::Deferral, When>> deferral(const DeferralAgreement& agreement, const PlanFulfilment& plan) {
    if (!agreement.basis || agreement.basis->document.empty()) {
        throw bad_argument("DeferralAgreement", {"the legal basis is missing", "缺少依据"});
    }
    if (agreement.through < agreement.from || (agreement.months_max && agreement.from.plus_months(*agreement.months_max) <= agreement.through)) {
        throw bad_argument("DeferralAgreement",
                           {"a term from " + print(agreement.from) + " through " + print(agreement.through),
                            "期限自 " + print(agreement.from) + " 至 " + print(agreement.through)},
                           {"expected dates in order, and a term within months_max", "起止日期应有序，且不超过最长期限"});
    }
    detail::Late<entries::Deferral, When> out{{}, {}, agreement.through, agreement.basis};
    if (plan.in_default() && agreement.after_default != AfterDefault::stays_free) {
        if (agreement.after_default == AfterDefault::never_freed || *plan.defaulted_on <= agreement.from) return std::nullopt;
        out.through = std::min(out.through, *plan.defaulted_on - 1);
    }
    return out;
}

/// What a ledger's money paid on the given debts, for their plan: payments and workers' advances, principal and surcharge alike.
template <class When = detail::WhenCalled>
[[nodiscard]] std::vector<PlanPayment> plan_payments(const LedgerStatement& statement, std::span<const ArrearsId> debts) {
    std::vector<detail::Late<PlanPayment, When>> out;
    for (const LedgerPosting& posting : statement.postings) {
        if (posting.kind != LedgerEntryKind::payment && posting.kind != LedgerEntryKind::worker_advance) continue;
        if (std::find(detail::late<When>(debts).begin(), debts.end(), posting.debt) != debts.end()) out.push_back({posting.on, posting.amount});
    }
    return out;
}

}   // namespace arrears
