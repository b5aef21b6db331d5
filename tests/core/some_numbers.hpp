// SPDX-License-Identifier: BSL-1.0
#pragma once
// Numbers for properties: of every size, with the edges often.

#include <cstdint>
#include <limits>
#include <random>

namespace some {

/// A whole number of 64 bits: its size is uniform in bits, and one in sixteen is an edge.
[[nodiscard]] inline std::int64_t whole(std::mt19937_64& random) {
    constexpr std::int64_t edges[] = {0,
                                      1,
                                      -1,
                                      2,
                                      99,
                                      100,
                                      -100,
                                      101,
                                      std::numeric_limits<std::int64_t>::max(),
                                      std::numeric_limits<std::int64_t>::min(),
                                      std::numeric_limits<std::int64_t>::max() - 1,
                                      std::numeric_limits<std::int64_t>::min() + 1};
    const std::uint64_t bits = random();
    if (bits % 16 == 0) return edges[(bits >> 8U) % (sizeof edges / sizeof edges[0])];
    const auto number = static_cast<std::int64_t>(random() >> (bits >> 8U) % 63U >> 1U);
    return (bits >> 20U) % 2 == 0 ? number : -number;
}

}   // namespace some
