// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/core/unrounded_money.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/surcharge.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace arrears {

/// SurchargeRule carried forward over a principal that falls: each day bears its rate of what stood on it. Where the principal
/// never changes it says what SurchargeRule::decide says; where it falls, what that says of the falls.
///
/// It counts exactly from the due day on; amount() rounds that once. So what was settled in between, taken off after rounding,
/// neither adds nor loses a fen, however often one settles. The cap is a multiple of the principal as opened, and on days before
/// the law has one there is none.
class SurchargeMeter {
public:
    /// \param rule, facts.exemptions live longer than the meter. Precondition: facts.due is known
    /// \throws Error (bad_argument) as SurchargeRule does
    SurchargeMeter(const SurchargeRule& rule, const SurchargeFacts& facts)
        : rule_{&rule}, key_{rule.rate_key(facts)}, exemptions_{facts.exemptions}, opened_{facts.principal},
          principal_{facts.principal}, first_{rule.day_count == DayCount::due_through_as_of ? facts.due.value() : facts.due.value() + 1},
          next_{first_} {
        if (facts.petition_accepted) stop_ = rule.petition_day == PetitionDay::last_charged ? *facts.petition_accepted : *facts.petition_accepted - 1;
    }

    /// Counts the days up to those of a surcharge as of a date, on the principal that stands. An earlier date changes nothing.
    /// \throws Error (outside_known: a day without a known rate; overflow)
    void advance(Date as_of) {
        if (principal_ == Money{}) return;
        Date last = rule_->day_count == DayCount::after_due_before_as_of ? as_of - 1 : as_of;
        if (stop_ && *stop_ < last) last = *stop_;
        while (next_ <= last) {
            const Date to = count_span(last);
            next_ = to + 1;
        }
    }
    /// Sets the principal for the days not yet counted; it never rises.
    void set_principal(Money now) {
        if (now == principal_) return;
        close();
        principal_ = now;
    }

    /// What has accrued on the days counted, as of the date: rounded, and capped where the rule says so.
    [[nodiscard]] Money amount(Date as_of) const {
        const Money uncapped = rule_->rounding_of == RoundingOf::total ? round(closed_ + open_) : rounded_ + round(open_);
        if (rule_->cap == SurchargeCap::none) return uncapped;
        const ParameterKey key{ParameterName::surcharge_cap};
        const ParameterHistory& caps = rule_->parameters.history(key);
        if (!caps.empty() && as_of < caps.spans().front().from) return uncapped;
        const Money cap = opened_ * *rule_->parameters.at(key, as_of).value.value.as<std::int64_t>();
        return cap < uncapped ? cap : uncapped;
    }
    /// Days that bore a charge.
    [[nodiscard]] std::int64_t days() const noexcept { return days_; }
    [[nodiscard]] Money principal() const noexcept { return principal_; }

private:
    [[nodiscard]] Money round(UnroundedMoney amount) const { return amount.round(rule_->rounding, rule_->rounding_unit); }
    void close() {
        closed_ += open_;
        if (rule_->rounding_of == RoundingOf::each_span) rounded_ += round(open_);
        open_ = {};
    }
    /// Counts from next_ to a day on which something changes, at the latest to `last`; gives that day.
    [[nodiscard]] Date count_span(Date last) {
        while (exemption_ < exemptions_.size() && exemptions_[exemption_].last < next_) ++exemption_;
        const Exemption* const next = exemption_ < exemptions_.size() ? &exemptions_[exemption_] : nullptr;
        Date to = last;
        if (next != nullptr && next->first <= next_) {
            close();
            return next->last < to ? next->last : to;
        }
        if (next != nullptr && next->first <= to) to = next->first - 1;
        const bool fixed = rule_->crossing == RateCrossing::rate_of_first_day && span_ != nullptr;
        if (!fixed) {
            Date begun = first_;
            if (rule_->before_law == BeforeLaw::none) {
                const ParameterHistory& rates = rule_->parameters.history(key_);
                const Date known_from = rates.empty() ? Date::last() : rates.spans().front().from;
                if (next_ < known_from) return known_from <= to ? known_from - 1 : to;
                if (begun < known_from) begun = known_from;
            }
            // The rate of the first day is that of the debt's, exempt or not.
            const ParameterSpan* const span = &rule_->parameters.at(key_, rule_->crossing == RateCrossing::each_day_its_rate ? next_ : begun);
            if (span != span_) close();
            span_ = span;
        }
        if (rule_->crossing == RateCrossing::each_day_its_rate && span_->to != Date::last() && span_->to <= to) to = span_->to - 1;
        const Rate rate = *span_->value.value.as<Rate>();
        if (rate != Rate{}) {
            const std::int64_t days = to - next_ + 1;
            open_ += UnroundedMoney::product(principal_, rate, days);
            days_ += days;
        }
        return to;
    }

    const SurchargeRule* rule_;
    ParameterKey key_;
    std::span<const Exemption> exemptions_;
    Money opened_;
    Money principal_;
    Date first_;
    Date next_;
    std::optional<Date> stop_{};
    const ParameterSpan* span_ = nullptr;
    std::size_t exemption_ = 0;
    UnroundedMoney closed_{};   // of spans that are over
    UnroundedMoney open_{};     // of the one that goes on
    Money rounded_{};           // of spans that are over, each rounded
    std::int64_t days_ = 0;
};

}   // namespace arrears
