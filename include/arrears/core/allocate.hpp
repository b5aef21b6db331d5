// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace arrears {

namespace detail {

/// What the division of one part leaves, to see which parts get a fen more.
struct AllocationRest {
    uint128 rest;   // of the division by the sum of the weights
    std::int64_t weight;
    std::size_t index;
};

/// \param rests room for as many as there are weights \param out one part per weight
template <class Weight, class Value>
constexpr void allocate_to(Money total, std::span<const Weight> weights, Value value, AllocationRest* rests, Money* out) {
    uint128 sum = 0;   // of up to 2^64 weights below 2^63: fits
    for (const Weight& weight : weights) {
        if (value(weight) < 0) throw bad_argument("allocate", {"a weight is below zero", "权数为负"}, {"weights of zero or more", "权数不小于零"});
        sum += static_cast<uint128>(value(weight));
    }
    if (sum == 0) throw bad_argument("allocate", {"no weight is above zero", "没有大于零的权数"}, {"at least one weight above zero", "至少一个权数大于零"});

    const uint128 whole = magnitude(total.fen());
    const auto signed_part = [&total](uint128 part) {
        const auto fen = static_cast<int128>(part);
        return Money::from_fen(narrow(total.is_negative() ? -fen : fen, "allocate"));
    };
    uint128 left = whole;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::int64_t weight = value(weights[i]);
        const uint128 product = whole * static_cast<uint128>(weight);   // below 2^127
        out[i] = signed_part(product / sum);
        rests[i] = {product % sum, weight, i};
        left -= product / sum;
    }
    // Fewer fen are left than there are parts with a remainder. The order is total, so the choice is one.
    const auto first = [](const AllocationRest& a, const AllocationRest& b) {
        if (a.rest != b.rest) return a.rest > b.rest;
        return a.weight != b.weight ? a.weight > b.weight : a.index < b.index;
    };
    const auto count = static_cast<std::size_t>(left);
    if (count > 0) std::nth_element(rests, rests + count, rests + weights.size(), first);
    for (std::size_t i = 0; i < count; ++i) out[rests[i].index] += signed_part(1);
}

template <class Weight, class Value>
[[nodiscard]] std::vector<Money> allocate_by(Money total, std::span<const Weight> weights, Value value) {
    std::vector<Late<AllocationRest, Value>> rests(weights.size());
    std::vector<Late<Money, Value>> out(weights.size());
    allocate_to(total, weights, value, rests.data(), out.data());
    return out;
}

}   // namespace detail

/// Shares `total` out in proportion to `weights`, to the last fen.
///
/// Fen left over go to the largest remainders, ties to the larger weight, then to the earlier part: which weight gets how
/// much does not depend on their order. No part is a fen or more off its exact share.
/// \param weights none negative, not all zero; their unit does not matter
/// \returns one part per weight, in order; their sum is `total`, also where that is negative
/// \throws Error (bad_argument) where the weights are not so. Cost: O(n).
template <class = detail::WhenCalled>
[[nodiscard]] std::vector<Money> allocate(Money total, std::span<const std::int64_t> weights) {
    return detail::allocate_by(total, weights, [](std::int64_t weight) { return weight; });
}

/// Shares `total` out in proportion to amounts, as arrears to their creditors. \see allocate
template <class = detail::WhenCalled>
[[nodiscard]] std::vector<Money> allocate(Money total, std::span<const Money> weights) {
    return detail::allocate_by(total, weights, [](Money weight) { return weight.fen(); });
}

/// Shares `total` out in `count` parts that differ by a fen at most, those larger in size first; their sum is `total`.
/// \throws Error (bad_argument) where `count` is not above zero
[[nodiscard]] inline std::vector<Money> allocate_equally(Money total, WholeNumber auto count) {
    if (count <= 0) throw bad_argument("allocate_equally", {"the number of parts is not above zero", "份数不大于零"});
    const std::int64_t parts = detail::to_int64(count, "allocate_equally");
    const std::int64_t each = total.fen() / parts;
    const std::int64_t left = total.fen() % parts;   // has the sign of the total
    const std::int64_t one = left < 0 ? -1 : 1;
    std::vector<Money> out(static_cast<std::size_t>(parts), Money::from_fen(each));
    for (std::int64_t i = 0; i != left * one; ++i) out[static_cast<std::size_t>(i)] = Money::from_fen(each + one);
    return out;
}

}   // namespace arrears
