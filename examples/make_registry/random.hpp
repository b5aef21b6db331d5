// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace make_registry {

/// A stream of numbers that is the same on every machine (splitmix64; no distribution of the standard library, whose
/// results differ between libraries). Each use names its own stream, so that a change to one leaves the others alone.
class Random {
public:
    Random(std::uint64_t seed, std::string_view stream) : state_{seed ^ 0xCBF29CE484222325ULL} {
        for (const char c : stream) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }

    [[nodiscard]] std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// `first` to `last`, both included. Precondition: first <= last.
    [[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last) {
        return first + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(last - first + 1));
    }
    [[nodiscard]] bool percent(std::int64_t chance) { return between(1, 100) <= chance; }

    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) {
            std::swap(items[i - 1], items[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(i) - 1))]);
        }
    }
    /// `scale` times so many factors of 3/2 or 2/3: a heavy tail, as arrears have.
    [[nodiscard]] std::int64_t skewed(std::int64_t scale, std::int64_t steps) {
        std::int64_t value = scale * 1024;
        for (std::int64_t i = 0; i < steps; ++i) value = percent(50) ? value * 3 / 2 : value * 2 / 3;
        return value > 0 ? value : 1;
    }

private:
    std::uint64_t state_;
};

}   // namespace make_registry
