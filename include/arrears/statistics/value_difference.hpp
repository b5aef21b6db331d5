// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/integer.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/value.hpp>

#include <cstdint>

namespace arrears {

/// One value less another, exact: of counts and whole numbers a whole number, of dates the days between, else of the same kind. No value
/// where either has none, the two are of different kinds, or they have no difference (rankings, curves). \throws Error (overflow)
template <class = detail::WhenCalled>
[[nodiscard]] Value difference(const Value& minuend, const Value& subtrahend) {
    const auto whole = [](std::int64_t a, std::int64_t b) { return Value{detail::narrow(detail::int128{a} - b, "difference")}; };
    const Value &a = minuend, &b = subtrahend;
    if (a.count() != nullptr && b.count() != nullptr) return whole(a.count()->number, b.count()->number);
    if (a.money() != nullptr && b.money() != nullptr) return *a.money() - *b.money();
    if (a.number() != nullptr && b.number() != nullptr) return whole(*a.number(), *b.number());
    if (a.share() != nullptr && b.share() != nullptr) return *a.share() - *b.share();
    if (a.date() != nullptr && b.date() != nullptr) return std::int64_t{*a.date() - *b.date()};
    if (a.amount() != nullptr && b.amount() != nullptr) return {*a.amount() - *b.amount(), true};
    if (a.quotient() != nullptr && b.quotient() != nullptr) return {*a.quotient() - *b.quotient(), false};
    return {};
}

}   // namespace arrears
