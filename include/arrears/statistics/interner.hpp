// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace arrears::detail {

/// Numbers 64-bit keys from 0 in the order in which they first come. Open addressing; positions never show outside.
class Interner {
public:
    template <class When = WhenCalled>
    [[nodiscard]] std::uint32_t operator()(std::uint64_t key) {
        const std::uint64_t high = key >> 32U, low = key & 0xFFFFFFFFU;
        if ((high | low) >= direct_codes) return intern<When>(key);
        if (direct_.empty()) late<When>(direct_).assign(direct_codes * direct_codes, empty);
        std::uint32_t& known = direct_[high * direct_codes + low];
        if (known == empty) known = intern<When>(key);
        return known;
    }
    template <class = WhenCalled>
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t key) const noexcept {
        if (slots_.empty()) return std::nullopt;
        for (std::size_t at = hash(key) & mask();; at = (at + 1) & mask()) {
            if (slots_[at] == empty) return std::nullopt;
            if (keys_[slots_[at]] == key) return slots_[at];
        }
    }
    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
    [[nodiscard]] std::uint64_t key(std::uint32_t id) const noexcept { return keys_[id]; }

private:
    static constexpr std::uint32_t empty = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::uint64_t direct_codes = 64;   // pairs of codes below it, as tables of a few rows and columns have, need no search

    template <class When>
    [[nodiscard]] std::uint32_t intern(std::uint64_t key) {
        if (keys_.size() * 2 >= slots_.size()) grow();
        for (std::size_t at = hash(key) & mask();; at = (at + 1) & mask()) {
            if (slots_[at] == empty) {
                if (keys_.size() >= empty) throw overflow("Interner", std::to_string(keys_.size()));
                slots_[at] = static_cast<std::uint32_t>(keys_.size());
                late<When>(keys_).push_back(key);
                return slots_[at];
            }
            if (keys_[slots_[at]] == key) return slots_[at];
        }
    }
    [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
    [[nodiscard]] static std::size_t hash(std::uint64_t key) noexcept {
        key *= 0x9E3779B97F4A7C15ULL;
        return static_cast<std::size_t>(key ^ (key >> 32U));
    }
    template <class When = WhenCalled>
    void grow() {
        late<When>(slots_).assign(slots_.empty() ? 16 : slots_.size() * 2, empty);
        for (std::uint32_t id = 0; id < keys_.size(); ++id) {
            std::size_t at = hash(keys_[id]) & mask();
            while (slots_[at] != empty) at = (at + 1) & mask();
            slots_[at] = id;
        }
    }

    std::vector<std::uint32_t> slots_{};
    std::vector<std::uint64_t> keys_{};
    std::vector<std::uint32_t> direct_{};   // of pairs below direct_codes, where one was met
};

/// Numbers tuples of codes, all of one length, from 0: one Interner a place, each of the number so far and the next code.
class TupleInterner {
public:
    template <class = WhenCalled>
    explicit TupleInterner(std::size_t length) : stages_(length) {}

    [[nodiscard]] std::size_t length() const noexcept { return stages_.size(); }
    [[nodiscard]] std::size_t size() const noexcept { return stages_.empty() ? 1 : stages_.back().size(); }
    template <class = WhenCalled>
    [[nodiscard]] std::uint32_t operator()(const std::vector<std::uint32_t>& codes) {
        std::uint32_t id = 0;
        for (std::size_t i = 0; i < codes.size(); ++i) id = next(i, id, codes[i]);
        return id;
    }
    /// One place further: so that columns can be taken one by one.
    template <class = WhenCalled>
    [[nodiscard]] std::uint32_t next(std::size_t place, std::uint32_t id, std::uint32_t code) {
        return stages_[place](static_cast<std::uint64_t>(id) << 32U | code);
    }
    void codes(std::uint32_t id, std::vector<std::uint32_t>& out) const noexcept {
        for (std::size_t i = stages_.size(); i > 0; --i) {
            const std::uint64_t key = stages_[i - 1].key(id);
            out[i - 1] = static_cast<std::uint32_t>(key);
            id = static_cast<std::uint32_t>(key >> 32U);
        }
    }

private:
    std::vector<Interner> stages_;
};

}   // namespace arrears::detail
