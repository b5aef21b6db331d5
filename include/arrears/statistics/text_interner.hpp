// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::detail {

/// Numbers texts from 0 in the order in which they first come. Open addressing; the texts stand one behind the other, so that half a million
/// cost little more than their bytes.
class TextInterner {
public:
    template <class When = WhenCalled>
    [[nodiscard]] std::uint32_t operator()(std::string_view text) {
        return intern<When>(text, hash(text));
    }
    template <class = WhenCalled>
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const noexcept {
        if (slots_.empty()) return std::nullopt;
        const Slot& slot = slots_[slot_of(text, hash(text))];
        if (slot.number == none) return std::nullopt;
        return slot.number;
    }
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// Calls `take(i, number)` for each text of a block, of an empty one with `none`. What is needed of many is fetched before the first is
    /// looked at: the memory's delays run at the same time.
    template <class When = WhenCalled, class TextOf, class Take>
    void each(std::size_t count, TextOf text_of, Take take) {
        constexpr std::size_t at_once = 32;
        std::uint64_t hashes[at_once];
        std::uint32_t likely[at_once];   // the numbers, but for one text among billions
        if (slots_.empty()) grow<When>();
        for (std::size_t first = 0; first < count; first += at_once) {
            const std::size_t size = std::min(at_once, count - first);
            for (std::size_t i = 0; i < size; ++i) {
                hashes[i] = hash(text_of(first + i));
                __builtin_prefetch(&slots_[hashes[i] & mask()]);
            }
            for (std::size_t i = 0; i < size; ++i) {
                std::size_t at = hashes[i] & mask();
                while (slots_[at].number != none && slots_[at].tag != tag(hashes[i])) at = (at + 1) & mask();
                likely[i] = slots_[at].number;
                __builtin_prefetch(&ends_[likely[i] == none ? 0 : likely[i]]);
            }
            for (std::size_t i = 0; i < size; ++i) __builtin_prefetch(bytes_.data() + ends_[likely[i] == none ? 0 : likely[i]]);
            for (std::size_t i = 0; i < size; ++i) {
                const std::string_view wanted = text_of(first + i);
                if (wanted.empty()) take(first + i, none);
                else if (likely[i] != none && text(likely[i]) == wanted) take(first + i, likely[i]);
                else take(first + i, intern<When>(wanted, hashes[i]));
            }
        }
    }
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size() - 1; }
    [[nodiscard]] std::string_view text(std::uint32_t number) const noexcept {
        return std::string_view{bytes_}.substr(ends_[number], ends_[number + 1] - ends_[number]);
    }

private:
    struct Slot {
        std::uint32_t tag = 0;   // of the text's hash what does not say which slot
        std::uint32_t number = none;
    };

    [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
    /// Other bits than those that mostly choose the slot.
    [[nodiscard]] static std::uint32_t tag(std::uint64_t hash) noexcept { return static_cast<std::uint32_t>(hash >> 32U); }
    /// Eight bytes at a time; the last eight of a long text may be taken in part twice.
    [[nodiscard]] static std::uint64_t hash(std::string_view text) noexcept {
        const auto folded = [](std::uint64_t a, std::uint64_t b) {
            __extension__ using Wide = unsigned __int128;
            const Wide product = Wide{a} * b;
            return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
        };
        const auto load = [](const char* from, std::size_t size) {
            std::uint64_t out = 0;
            std::memcpy(&out, from, size);
            return out;
        };
        constexpr std::uint64_t one = 0x9E3779B97F4A7C15U, two = 0xD1B54A32D192ED03U;
        std::uint64_t out = text.size() ^ two;
        const char* at = text.data();
        const char* const end = at + text.size();
        for (; end - at > 8; at += 8) out = folded(out ^ load(at, 8), one);
        const std::uint64_t last = text.size() >= 8   ? load(end - 8, 8)
                                   : text.size() >= 4 ? load(at, 4) | load(end - 4, 4) << 32U
                                   : text.empty()     ? 0
                                                      : load(at, 1) | load(at + text.size() / 2, 1) << 8U | load(end - 1, 1) << 16U;
        return folded(out ^ last, two);
    }
    [[nodiscard]] std::size_t slot_of(std::string_view wanted, std::uint64_t hash) const noexcept {
        std::size_t at = hash & mask();
        while (slots_[at].number != none && (slots_[at].tag != tag(hash) || text(slots_[at].number) != wanted)) at = (at + 1) & mask();
        return at;
    }
    template <class When>
    [[nodiscard]] std::uint32_t intern(std::string_view wanted, std::uint64_t hash) {
        if (size() * 2 >= slots_.size()) grow<When>();
        Slot& slot = slots_[slot_of(wanted, hash)];
        if (slot.number != none) return slot.number;
        if (size() >= none) throw overflow("TextInterner", std::to_string(size()));
        slot = {tag(hash), static_cast<std::uint32_t>(size())};
        late<When>(bytes_).append(wanted);
        late<When>(ends_).push_back(bytes_.size());
        return slot.number;
    }
    template <class When>
    void grow() {
        late<When>(slots_).assign(slots_.empty() ? 16 : slots_.size() * 2, Slot{});
        for (std::uint32_t number = 0; number < size(); ++number) {
            const std::uint64_t of = hash(text(number));
            std::size_t at = of & mask();
            while (slots_[at].number != none) at = (at + 1) & mask();
            slots_[at] = {tag(of), number};
        }
    }

    std::string bytes_{};
    std::vector<std::size_t> ends_{0};   // of text i from ends_[i] to ends_[i + 1]
    std::vector<Slot> slots_{};
};

}   // namespace arrears::detail
