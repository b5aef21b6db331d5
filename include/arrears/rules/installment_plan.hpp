// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/allocate.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// One part of a plan.
struct Installment {
    Date due{};       ///< the last day on which payment is in time
    Money amount{};   ///< above zero

    friend bool operator==(const Installment&, const Installment&) = default;
};

/// How a debt is to be paid in parts (分期缴纳计划).
class InstallmentPlan {
public:
    /// The plan as it was agreed. \throws Error (bad_argument) where there is none, one is not above zero, or dates do not rise
    template <class = detail::WhenCalled>
    explicit InstallmentPlan(std::vector<Installment> installments) : installments_{std::move(installments)} {
        if (installments_.empty()) throw bad_argument("InstallmentPlan", {"there is no installment", "没有任何一期"});
        for (std::size_t i = 0; i < installments_.size(); ++i) {
            const Installment& one = installments_[i];
            if (one.amount <= Money{}) {
                throw bad_argument("InstallmentPlan", {"the installment due on " + print(one.due) + " is not above zero: " + to_string(one.amount),
                                                       print(one.due) + " 到期的一期金额不大于零：" + to_string(one.amount)});
            }
            if (i > 0 && one.due <= installments_[i - 1].due) {
                throw bad_argument("InstallmentPlan", {"the installment due on " + print(one.due) + " does not follow the one before",
                                                       print(one.due) + " 到期的一期未晚于前一期"});
            }
        }
    }
    /// Parts that differ by a fen at most, the larger first. The dates are first.plus_months(k × months_apart).
    /// \throws Error (bad_argument) where count or months_apart is not above zero, or there are more parts than fen
    template <class When = detail::WhenCalled>
    [[nodiscard]] static InstallmentPlan equal(Money total, std::int64_t count, Date first, std::int64_t months_apart = 1) {
        return detail::Late<InstallmentPlan, When>{dated<When>(allocate_equally(total, count), first, months_apart)};
    }
    /// Parts in proportion to weights, to the last fen: {1, 1, 2} pays half of all at last. Dates as those of equal().
    /// \throws Error (bad_argument) as equal(), and where the weights are none
    template <class When = detail::WhenCalled>
    [[nodiscard]] static InstallmentPlan stepped(Money total, std::span<const std::int64_t> weights, Date first, std::int64_t months_apart = 1) {
        return detail::Late<InstallmentPlan, When>{dated<When>(allocate<When>(total, weights), first, months_apart)};
    }

    [[nodiscard]] std::span<const Installment> installments() const& noexcept { return {installments_.data(), installments_.size()}; }
    std::span<const Installment> installments() const&& = delete;   // they would outlive the plan: give it a name
    /// \throws Error (overflow)
    [[nodiscard]] Money total() const {
        Money sum;
        for (const Installment& one : installments_) sum += one.amount;
        return sum;
    }
    friend bool operator==(const InstallmentPlan&, const InstallmentPlan&) = default;

private:
    template <class When = detail::WhenCalled>
    [[nodiscard]] static std::vector<Installment> dated(const std::vector<Money>& parts, Date first, std::int64_t months_apart) {
        if (months_apart <= 0) throw bad_argument("InstallmentPlan", {"months_apart is not above zero", "间隔月数不大于零"});
        std::vector<detail::Late<Installment, When>> out;
        for (const Money part : parts) out.push_back({first.plus_months(months_apart * static_cast<std::int64_t>(out.size())), part});
        return out;
    }
    std::vector<Installment> installments_;
};

ARREARS_ENUM(InstallmentState,
    (not_due,  "未到期",   "not due"),
    (met,      "按期履行", "met in time"),
    (met_late, "逾期履行", "met late"),
    (overdue,  "逾期未付", "overdue"));

/// When a plan is in default: on the first day on which so many installments are unpaid at once, the days of grace over.
struct DefaultRule {
    std::int64_t installments = 1;   ///< above zero
    std::int64_t grace_days = 0;     ///< not negative; a payment within them is in time

    friend bool operator==(const DefaultRule&, const DefaultRule&) = default;
};

/// One part of a plan as of a date.
struct InstallmentStatus {
    Installment installment{};
    InstallmentState state = InstallmentState::not_due;
    Money paid{};                   ///< towards it
    std::optional<Date> met_on{};   ///< when it was paid whole

    friend bool operator==(const InstallmentStatus&, const InstallmentStatus&) = default;
};

/// How far a plan is fulfilled as of a date.
struct PlanFulfilment {
    Date as_of{};
    std::vector<InstallmentStatus> installments{};
    Money paid{};                         ///< towards the plan
    Money beyond{};                       ///< paid beyond the plan's total
    std::optional<Date> defaulted_on{};   ///< the first day of default; what is paid later does not heal it

    [[nodiscard]] bool in_default() const noexcept { return defaulted_on.has_value(); }
    [[nodiscard]] bool fulfilled() const noexcept { return !installments.empty() && installments.back().met_on.has_value(); }
    friend bool operator==(const PlanFulfilment&, const PlanFulfilment&) = default;
};

/// Money paid under a plan.
struct PlanPayment {
    Date on{};
    Money amount{};   ///< above zero

    friend bool operator==(const PlanPayment&, const PlanPayment&) = default;
};

/// Payments fill the installments from the first on, by their dates; those after `as_of` are not seen.
/// \param payments in any order \throws Error (bad_argument: an amount not above zero, or such a rule; overflow)
template <class When = detail::WhenCalled>
[[nodiscard]] PlanFulfilment fulfilment(const InstallmentPlan& plan, std::span<const PlanPayment> payments, Date as_of, DefaultRule rule = {}) {
    if (rule.installments <= 0 || rule.grace_days < 0) {
        throw bad_argument("fulfilment", {"no rule of default: installments not above zero, or negative grace", "违约规则无效：期数不大于零或宽限日数为负"});
    }
    std::vector<detail::Late<PlanPayment, When>> seen;
    for (const PlanPayment& payment : detail::late<When>(payments)) {
        if (payment.amount <= Money{}) throw bad_argument("fulfilment", {"a payment is not above zero", "付款金额不大于零"});
        if (payment.on <= as_of) seen.push_back(payment);
    }
    std::stable_sort(seen.begin(), seen.end(), [](const PlanPayment& a, const PlanPayment& b) { return a.on < b.on; });

    detail::Late<PlanFulfilment, When> out;
    out.as_of = as_of;
    for (const Installment& one : detail::late<When>(plan).installments()) out.installments.push_back({one, {}, {}, {}});
    std::size_t at = 0;
    for (const PlanPayment& payment : seen) {
        Money left = payment.amount;
        for (; at < out.installments.size() && left != Money{}; ++at) {
            auto& status = out.installments[at];
            const Money part = std::min(left, status.installment.amount - status.paid);
            status.paid += part;
            out.paid += part;
            left -= part;
            if (status.paid != status.installment.amount) break;
            status.met_on = payment.on;
        }
        out.beyond += left;
    }
    for (auto& status : out.installments) {
        const Date last = status.installment.due + rule.grace_days;
        if (status.met_on) status.state = *status.met_on <= last ? InstallmentState::met : InstallmentState::met_late;
        else status.state = as_of <= last ? InstallmentState::not_due : InstallmentState::overdue;
    }
    // Installments become overdue only on the days after their last ones, so these alone can begin a default.
    for (std::size_t i = 0; i < out.installments.size() && !out.defaulted_on; ++i) {
        const Date day = out.installments[i].installment.due + rule.grace_days + 1;
        if (as_of < day) break;
        std::int64_t unpaid = 0;
        for (std::size_t j = 0; j <= i; ++j) {
            if (!out.installments[j].met_on || day <= *out.installments[j].met_on) ++unpaid;
        }
        if (unpaid >= rule.installments) out.defaulted_on = day;
    }
    return out;
}

}   // namespace arrears
