// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/integer.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears::detail {

/// A stream of numbers that is the same on every machine (splitmix64; no distribution of the standard library, whose results differ
/// between libraries). Each use names its own stream, so that a change to one leaves the others alone.
class Random {
public:
    Random(std::uint64_t seed, std::string_view stream) : state_{seed ^ 0xCBF29CE484222325ULL} {
        for (const char c : stream) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }

    [[nodiscard]] std::uint64_t next() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }
    /// first to last, both included. Precondition: first <= last
    [[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last) noexcept {
        const std::uint64_t span = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1;
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + (span == 0 ? next() : next() % span));
    }
    template <class T>
    void shuffle(std::vector<T>& items) noexcept {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[static_cast<std::size_t>(next() % i)]);
    }
    /// One of the positions, as often as they weigh. Precondition: the weights are above nought
    template <class Items, class Weight>
    [[nodiscard]] std::size_t pick(const Items& items, const Weight& weight) {
        std::int64_t all = 0;
        for (const auto& item : items) all += weight(item);
        std::int64_t at = between(1, all);
        std::size_t out = 0;
        for (const auto& item : items) {
            if ((at -= weight(item)) <= 0) return out;
            ++out;
        }
        return out - 1;
    }
    /// A number with a heavy tail, as amounts owed have: so many factors between 3/5 and 8/5.
    [[nodiscard]] std::int64_t skewed(int factors) noexcept {
        std::int64_t value = 1 << 20;
        for (int i = 0; i < factors; ++i) value = value * between(600, 1600) / 1000;
        return value > 0 ? value : 1;
    }

private:
    std::uint64_t state_;
};

/// The total over parts of least to most each, the rest above the least in proportion to weights: what a full part cannot take goes to the
/// others, and what proportion leaves over goes one by one. Precondition: so much can be shared out
struct SharePart {
    std::int64_t weight = 1;
    std::int64_t least = 0;
    std::int64_t most = 0;
};
[[nodiscard]] inline std::vector<std::int64_t> share_out(std::int64_t total, const std::vector<SharePart>& parts) {
    std::vector<std::int64_t> out;
    std::int64_t rest = total;
    for (const SharePart& part : parts) out.push_back(part.least), rest -= part.least;
    while (rest > 0) {
        int128 weights = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) weights += out[i] < parts[i].most ? parts[i].weight : 0;
        if (weights == 0) break;
        const std::int64_t round = rest;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (out[i] >= parts[i].most) continue;
            const auto by = static_cast<std::int64_t>(int128{round} * parts[i].weight / weights);
            const std::int64_t taken = std::min(by, parts[i].most - out[i]);
            out[i] += taken, rest -= taken;
        }
        if (rest < round) continue;
        for (std::size_t i = 0; rest > 0 && i < parts.size(); ++i) {   // less than one each
            if (out[i] < parts[i].most) ++out[i], --rest;
        }
    }
    return out;
}

}   // namespace arrears::detail
