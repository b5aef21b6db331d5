// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/rules/criterion.hpp>
#include <arrears/rules/hardship.hpp>
#include <arrears/rules/overdue_retirement.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// What would have to be otherwise: the least change of a quantity that changes an outcome, and the best choice among many
// for a given budget.

namespace arrears {

/// The least amount for which something holds, with the proof of it: it holds at `amount`, and a fen less is not enough.
struct LeastAmount {
    Money amount{};
    std::optional<Money> too_little{};   ///< a fen less, where it does not hold; nothing: it holds at nought already

    friend bool operator==(const LeastAmount&, const LeastAmount&) = default;
};

/// The least amount from nought to `most` for which `holds`, which has to be monotone: once it holds, it holds for all that
/// is more. Nothing: not even `most` is enough. Cost: about 63 calls of `holds`.
/// \throws Error (bad_argument) where `most` is negative
template <std::predicate<Money> Holds>
[[nodiscard]] std::optional<detail::Late<LeastAmount, Holds>> least_amount(Money most, Holds holds) {
    if (most.is_negative()) throw bad_argument("least_amount", {"the most is negative", "上限为负"}, {"expected nought or more", "应不小于零"});
    if (holds(Money{})) return LeastAmount{};
    if (!holds(most)) return std::nullopt;
    std::int64_t no = 0, yes = most.fen();
    while (yes - no > 1) {
        const std::int64_t middle = no + (yes - no) / 2;
        (holds(Money::from_fen(middle)) ? yes : no) = middle;
    }
    return LeastAmount{Money::from_fen(yes), Money::from_fen(no)};
}

/// Who would have to pay for an overdue retirement to end, and how much.
struct RetirementRelease {
    RetirementBar by = RetirementBar::none;   ///< whose arrears they are
    LeastAmount payment{};

    friend bool operator==(const RetirementRelease&, const RetirementRelease&) = default;
};

/// The least payment on the arrears that bar a worker's retirement for it not to be overdue any more. Nothing: it is not
/// overdue, or that is undetermined.
template <class When = detail::WhenCalled>
[[nodiscard]] std::optional<detail::Late<RetirementRelease, When>> release(const OverdueRetirementRule& rule, const OverdueRetirementFacts& facts,
                                                                           Date as_of) {
    if (detail::late<When>(rule).decide(facts, as_of).known() != true) return std::nullopt;
    const bool own = rule.blocked_by == RetirementBar::own_arrears;
    const auto& owed = own ? facts.own_pension_owed : facts.enterprise_pension_owed;
    const auto payment = least_amount(owed.value_or(Money{}), [&](Money paid) {
        OverdueRetirementFacts changed = facts;
        (own ? changed.own_pension_owed : changed.enterprise_pension_owed) = *owed - paid;
        return detail::late<When>(rule).decide(changed, as_of).known() == false;
    });
    if (!payment) return std::nullopt;
    return detail::Late<RetirementRelease, When>{*rule.blocked_by, *payment};
}

/// The least payment that brings what is owed under a threshold, as `owing 1 million or more` counts. Nothing: it is under it.
template <class When = detail::WhenCalled>
[[nodiscard]] std::optional<detail::Late<LeastAmount, When>> payment_to_fall_under(Money owed, Money threshold) {
    if (owed < threshold || threshold <= Money{}) return std::nullopt;
    return least_amount(owed, [&](Money paid) { return owed - paid < threshold; });
}

/// The least payments, to funds and to people, for which an uncertified enterprise is in hardship no more; the other amount
/// staying as it is. Empty parts: no payment of that kind alone is enough.
struct HardshipRelease {
    std::optional<LeastAmount> to_funds{};
    std::optional<LeastAmount> to_people{};
    std::optional<LeastAmount> to_people_after_funds{};   ///< once all that is owed to funds is paid

    friend bool operator==(const HardshipRelease&, const HardshipRelease&) = default;
};
template <class When = detail::WhenCalled>
[[nodiscard]] HardshipRelease release(const HardshipRule& rule, const HardshipFacts& facts, Date as_of) {
    detail::Late<HardshipRelease, When> out;
    if (detail::late<When>(rule).decide(facts, as_of).known() != HardshipClass::uncertified_in_hardship) return out;
    const auto free = [&](Money to_funds, Money to_people) {
        HardshipFacts changed = facts;
        if (changed.owed_to_funds) changed.owed_to_funds = *changed.owed_to_funds - to_funds;
        if (changed.owed_to_people) changed.owed_to_people = *changed.owed_to_people - to_people;
        return detail::late<When>(rule).decide(changed, as_of).known() == HardshipClass::not_in_hardship;
    };
    const Money funds = facts.owed_to_funds.value_or(Money{}), people = facts.owed_to_people.value_or(Money{});
    out.to_funds = least_amount(funds, [&](Money paid) { return free(paid, Money{}); });
    out.to_people = least_amount(people, [&](Money paid) { return free(Money{}, paid); });
    out.to_people_after_funds = least_amount(people, [&](Money paid) { return free(funds, paid); });
    return out;
}

/// One of many that a budget may be spent on.
struct Option {
    Money cost{};             ///< not negative
    std::int64_t value = 1;   ///< what it is worth, not negative: people who may retire, say

    friend bool operator==(const Option&, const Option&) = default;
};

/// The best choice found, and how far it can be from the best there is.
struct BestChoice {
    std::vector<std::size_t> chosen{};   ///< positions of options, rising
    WideMoney cost{};
    std::int64_t value = 0;
    std::int64_t bound = 0;   ///< no choice is worth more; equal to `value`: the best there is, proved

    [[nodiscard]] bool is_best() const noexcept { return value == bound; }
    friend bool operator==(const BestChoice&, const BestChoice&) = default;
};

namespace detail {

/// Depth first over options by worth for their cost; leaves a branch whose bound (the rest taken in parts) is no better.
template <class When = detail::WhenCalled>
class BudgetSearch {
public:
    BudgetSearch(std::span<const Late<Option, When>> options, Money budget, std::uint64_t steps_max)
        : options_{options}, budget_{budget}, steps_{steps_max} {
        for (std::size_t i = 0; i < options.size(); ++i) {
            if (options[i].value > 0 && options[i].cost <= budget) order_.push_back(i);
        }
        std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            const int128 left = static_cast<int128>(options_[a].value) * options_[b].cost.fen();
            const int128 right = static_cast<int128>(options_[b].value) * options_[a].cost.fen();
            return left != right ? left > right : a < b;
        });
        taken_.resize(order_.size());
    }
    [[nodiscard]] Late<BestChoice, When> run() {
        const std::int64_t relaxed = bound(0, budget_.fen(), 0);
        search(0, budget_.fen(), 0);
        Late<BestChoice, When> out;
        for (std::size_t i = 0; i < order_.size(); ++i) {
            if (!best_.empty() && best_[i]) out.chosen.push_back(order_[i]);
        }
        std::sort(out.chosen.begin(), out.chosen.end());
        for (const std::size_t i : out.chosen) out.cost += options_[i].cost;
        out.value = best_value_;
        out.bound = steps_ > 0 ? best_value_ : relaxed;
        return out;
    }

private:
    /// What the options from `at` on can add at most: whole ones while they fit, then a part of the next, rounded down.
    [[nodiscard]] std::int64_t bound(std::size_t at, std::int64_t left, std::int64_t value) const {
        int128 sum = value;
        for (; at < order_.size(); ++at) {
            const Option& next = options_[order_[at]];
            if (next.cost.fen() > left) {
                sum += static_cast<int128>(next.value) * left / next.cost.fen();
                break;
            }
            left -= next.cost.fen();
            sum += next.value;
        }
        return narrow(sum, "best_choice");
    }
    void search(std::size_t at, std::int64_t left, std::int64_t value) {
        if (value > best_value_ || best_.empty()) {
            best_value_ = value;
            best_ = taken_;
        }
        if (at == order_.size() || steps_ == 0 || bound(at, left, value) <= best_value_) return;
        --steps_;
        const Option& next = options_[order_[at]];
        if (next.cost.fen() <= left) {
            taken_[at] = true;
            search(at + 1, left - next.cost.fen(), narrow(int128{value} + next.value, "best_choice"));
            taken_[at] = false;
        }
        search(at + 1, left, value);
    }

    std::span<const Late<Option, When>> options_;
    Money budget_;
    std::uint64_t steps_;
    std::vector<Late<std::size_t, When>> order_{};
    std::vector<Late<bool, When>> taken_{}, best_{};
    std::int64_t best_value_ = 0;
};

}   // namespace detail

/// Which options to take for a budget, so that they are worth the most. Searched exactly up to `steps_max` steps; where they
/// do not suffice, the best found is given, and a bound. The same options give the same choice. Deep recursion is bounded by the
/// number of options, at most 100,000. Cost: O(n log n) and up to `steps_max` times n.
/// \throws Error (bad_argument: negative cost, value or budget, or too many options; overflow)
template <class When = detail::WhenCalled>
[[nodiscard]] BestChoice best_choice(std::span<const Option> options, Money budget, std::uint64_t steps_max = 100'000) {
    const bool negative = budget.is_negative() || std::any_of(detail::late<When>(options).begin(), options.end(),
                                                              [](const Option& one) { return one.cost.is_negative() || one.value < 0; });
    if (negative || options.size() > 100'000) {
        throw bad_argument("best_choice",
                           {"a cost, value or budget is negative, or there are more than 100,000 options", "费用、价值或预算为负，或选项多于十万"});
    }
    return detail::BudgetSearch<When>{options, budget, steps_max}.run();
}

}   // namespace arrears
