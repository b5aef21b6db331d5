// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::detail {

/// A text behind which so many more bytes can be read, whatever they are: what it begins with is taken without a look at its length.
struct PaddedText : std::string_view {
    static constexpr std::size_t padding = 24;
};

/// Numbers texts from 0 in the order in which they first come. Open addressing; a text of up to 23 bytes, as ids are, stands in a key of a
/// fixed size, which two looks find; longer ones stand one behind the other.
class TextInterner {
public:
    template <class When = WhenCalled>
    [[nodiscard]] std::uint32_t operator()(std::string_view text) {
        const Key key = key_of(text);
        return intern<When>(text, key, hash(text, key));
    }
    template <class = WhenCalled>
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const noexcept {
        if (slots_.empty()) return std::nullopt;
        const Key key = key_of(text);
        const Slot& slot = slots_[slot_of(text, key, hash(text, key))];
        if (slot.number == none) return std::nullopt;
        return slot.number;
    }
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// Calls `take(i, number)` for each text of a block, of an empty one with `none`.
    /// \param text_of gives each, as a std::string_view or a PaddedText
    template <class When = WhenCalled, class TextOf, class Take>
    void each(std::size_t count, TextOf text_of, Take take) {
        if (slots_.empty()) grow<When>();
        look_up(count, text_of, [&](std::size_t i, std::string_view text, const Key& key, std::uint64_t hash, std::uint32_t number) {
            take(i, number != none || text.empty() ? number : intern<When>(text, key, hash));
        });
    }
    /// The same, but of one that was not met before with `none`.
    template <class TextOf, class Take>
    void find_each(std::size_t count, TextOf text_of, Take take) const {
        if (slots_.empty()) {
            for (std::size_t i = 0; i < count; ++i) take(i, none);
            return;
        }
        look_up(count, text_of, [&](std::size_t i, std::string_view, const Key&, std::uint64_t, std::uint32_t number) { take(i, number); });
    }
    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
    /// It lives until the next text is given.
    [[nodiscard]] std::string_view text(std::uint32_t number) const noexcept {
        const Key& key = keys_[number];
        if (!key.is_long()) return {reinterpret_cast<const char*>(key.words), key.size()};
        return std::string_view{long_texts_}.substr(key.words[0], key.words[1]);
    }

private:
    /// A short text, filled up with noughts, and its size in the last byte; or where a long one stands, and how long it is.
    struct Key {
        static constexpr std::size_t short_most = 23;
        static constexpr std::uint64_t a_long_one = 0xFF;
        static constexpr unsigned size_shift = std::endian::native == std::endian::big ? 0 : 56;
        std::uint64_t words[3] = {};

        [[nodiscard]] std::size_t size() const noexcept { return words[2] >> size_shift & 0xFFU; }
        [[nodiscard]] bool is_long() const noexcept { return size() == a_long_one; }
        [[nodiscard]] bool equals(const Key& other) const noexcept {
            return ((words[0] ^ other.words[0]) | (words[1] ^ other.words[1]) | (words[2] ^ other.words[2])) == 0;
        }
    };
    struct Slot {
        std::uint32_t tag = 0;   // of the text's hash what does not say which slot
        std::uint32_t number = none;
    };

    [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
    /// Other bits than those that mostly choose the slot.
    [[nodiscard]] static std::uint32_t tag(std::uint64_t hash) noexcept { return static_cast<std::uint32_t>(hash >> 32U); }
    [[nodiscard]] static std::uint64_t load(const char* from) noexcept {
        std::uint64_t out;
        std::memcpy(&out, from, sizeof out);
        return out;
    }
    [[nodiscard]] static Key with_size(const char* bytes, std::size_t size) noexcept {
        return {{load(bytes), load(bytes + 8), load(bytes + 16) | std::uint64_t{size} << Key::size_shift}};
    }
    [[nodiscard]] static Key key_of(std::string_view text) noexcept {
        const char* const from = text.data();
        const std::size_t size = text.size();
        if (size > Key::short_most) return {{0, 0, Key::a_long_one << Key::size_shift}};
        char bytes[Key::short_most + 1] = {};
        const auto copy = [&](std::size_t at, std::size_t some) { std::memcpy(bytes + at, from + at, some); };   // of a size known here
        if (size >= 16) copy(0, 8), copy(8, 8), copy(size - 8, 8);
        else if (size >= 8) copy(0, 8), copy(size - 8, 8);
        else if (size >= 4) copy(0, 4), copy(size - 4, 4);
        else if (size > 0) copy(0, 1), copy(size / 2, 1), copy(size - 1, 1);
        return with_size(bytes, size);
    }
    /// The same without a branch a length: which lengths follow each other nobody can foresee.
    [[nodiscard]] static Key key_of(PaddedText text) noexcept {
        static_assert(PaddedText::padding > Key::short_most);
        static constexpr auto kept = [] {
            std::array<unsigned char, 2 * PaddedText::padding> out{};
            for (std::size_t i = 0; i < PaddedText::padding; ++i) out[i] = 0xFF;
            return out;
        }();
        if (text.size() > Key::short_most) return {{0, 0, Key::a_long_one << Key::size_shift}};
        const char* const mask = reinterpret_cast<const char*>(kept.data()) + PaddedText::padding - text.size();
        const char* const from = text.data();
        return {{load(from) & load(mask), load(from + 8) & load(mask + 8),
                 (load(from + 16) & load(mask + 16)) | std::uint64_t{text.size()} << Key::size_shift}};
    }
    [[nodiscard]] static std::uint64_t folded(std::uint64_t a, std::uint64_t b) noexcept {
        __extension__ using Wide = unsigned __int128;
        const Wide product = Wide{a} * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    }
    /// Another in each run of a program, where the system loads programs at random places: nobody can write texts that all fall together.
    [[nodiscard]] static std::uint64_t secret() noexcept {
        static const char here = 0;
        return reinterpret_cast<std::uintptr_t>(&here) * 0x9E3779B97F4A7C15U;
    }
    [[nodiscard]] static std::uint64_t hash(std::string_view text, const Key& key) noexcept {
        constexpr std::uint64_t one = 0x9E3779B97F4A7C15U, two = 0xD1B54A32D192ED03U;
        if (!key.is_long()) return folded(folded(key.words[0] ^ secret(), key.words[1] ^ two) ^ key.words[2], one ^ secret());
        std::uint64_t out = secret() ^ text.size();
        const char* at = text.data();
        const char* const end = at + text.size();
        for (; end - at > 8; at += 8) out = folded(out ^ load(at), one);   // the last eight may be taken in part twice
        return folded(out ^ load(end - 8), two);
    }
    /// Calls `take(i, text, key, hash, number)`, with `none` for a text that was not met before. What is needed of many is fetched before the
    /// first is looked at: the memory's delays run at the same time. Precondition: there are slots. `take` may add to them.
    template <class TextOf, class Take>
    void look_up(std::size_t count, TextOf text_of, Take take) const {
        constexpr std::size_t at_once = 64;
        std::string_view texts[at_once];
        Key wanted[at_once];
        std::uint64_t hashes[at_once];
        std::uint32_t likely[at_once];   // the numbers, but for one text among billions
        for (std::size_t first = 0; first < count; first += at_once) {
            const std::size_t size = std::min(at_once, count - first);
            for (std::size_t i = 0; i < size; ++i) {
                const auto text = text_of(first + i);
                texts[i] = text;
                wanted[i] = key_of(text);
                hashes[i] = hash(text, wanted[i]);
                __builtin_prefetch(&slots_[hashes[i] & mask()]);
            }
            for (std::size_t i = 0; i < size; ++i) {
                std::size_t at = hashes[i] & mask();
                while (slots_[at].number != none && slots_[at].tag != tag(hashes[i])) at = (at + 1) & mask();
                likely[i] = slots_[at].number;
                __builtin_prefetch(keys_.data() + (likely[i] == none ? 0 : likely[i]));
            }
            for (std::size_t i = 0; i < size; ++i) {
                std::uint32_t number = likely[i];
                if (number != none && !is(number, texts[i], wanted[i])) number = slots_[slot_of(texts[i], wanted[i], hashes[i])].number;
                take(first + i, texts[i], wanted[i], hashes[i], number);
            }
        }
    }
    [[nodiscard]] bool is(std::uint32_t number, std::string_view wanted, const Key& key) const noexcept {
        return key.is_long() ? keys_[number].is_long() && text(number) == wanted : keys_[number].equals(key);
    }
    [[nodiscard]] std::size_t slot_of(std::string_view wanted, const Key& key, std::uint64_t hash) const noexcept {
        std::size_t at = hash & mask();
        while (slots_[at].number != none && (slots_[at].tag != tag(hash) || !is(slots_[at].number, wanted, key))) at = (at + 1) & mask();
        return at;
    }
    template <class When>
    [[nodiscard]] std::uint32_t intern(std::string_view wanted, Key key, std::uint64_t hash) {
        if (size() * 2 >= slots_.size()) grow<When>();
        Slot& slot = slots_[slot_of(wanted, key, hash)];
        if (slot.number != none) return slot.number;
        if (size() >= none) throw overflow("TextInterner", std::to_string(size()));
        if (key.is_long()) {
            key.words[0] = long_texts_.size(), key.words[1] = wanted.size();
            late<When>(long_texts_).append(wanted);
        }
        late<When>(keys_).push_back(key);
        slot = {tag(hash), static_cast<std::uint32_t>(size() - 1)};
        return slot.number;
    }
    template <class When>
    void grow() {
        late<When>(slots_).assign(slots_.empty() ? 16 : slots_.size() * 2, Slot{});
        for (std::uint32_t number = 0; number < size(); ++number) {
            const std::uint64_t of = hash(text(number), keys_[number]);
            std::size_t at = of & mask();
            while (slots_[at].number != none) at = (at + 1) & mask();
            slots_[at] = {tag(of), number};
        }
    }

    std::vector<Key> keys_{};   // by number
    std::string long_texts_{};
    std::vector<Slot> slots_{};
};

}   // namespace arrears::detail
