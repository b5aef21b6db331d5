// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <iterator>
#include <string>
#include <type_traits>

namespace arrears {

namespace detail {

/// As many bits as two words have, with what a set needs of them.
struct BitPair {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    [[nodiscard]] static constexpr BitPair of(unsigned at) noexcept {
        return at < 64 ? BitPair{0, std::uint64_t{1} << at} : BitPair{std::uint64_t{1} << (at - 64), 0};
    }
    [[nodiscard]] constexpr BitPair without_lowest() const noexcept {
        return low != 0 ? BitPair{high, low & (low - 1)} : BitPair{high & (high - 1), 0};
    }
    [[nodiscard]] constexpr int lowest() const noexcept { return low != 0 ? std::countr_zero(low) : 64 + std::countr_zero(high); }
    [[nodiscard]] constexpr int count() const noexcept { return std::popcount(low) + std::popcount(high); }
    [[nodiscard]] constexpr std::size_t hash() const noexcept { return low ^ (high * 0x9e3779b97f4a7c15U); }

    [[nodiscard]] friend constexpr BitPair operator|(BitPair a, BitPair b) noexcept { return {a.high | b.high, a.low | b.low}; }
    [[nodiscard]] friend constexpr BitPair operator&(BitPair a, BitPair b) noexcept { return {a.high & b.high, a.low & b.low}; }
    [[nodiscard]] friend constexpr BitPair operator~(BitPair a) noexcept { return {~a.high, ~a.low}; }
    friend constexpr auto operator<=>(BitPair, BitPair) noexcept = default;
};

/// The same of one word.
template <class Word>
struct BitWord {
    Word low = 0;

    [[nodiscard]] static constexpr BitWord of(unsigned at) noexcept { return {static_cast<Word>(Word{1} << at)}; }
    [[nodiscard]] constexpr BitWord without_lowest() const noexcept { return {low & (low - 1)}; }
    [[nodiscard]] constexpr int lowest() const noexcept { return std::countr_zero(low); }
    [[nodiscard]] constexpr int count() const noexcept { return std::popcount(low); }
    [[nodiscard]] constexpr std::size_t hash() const noexcept { return low; }

    [[nodiscard]] friend constexpr BitWord operator|(BitWord a, BitWord b) noexcept { return {a.low | b.low}; }
    [[nodiscard]] friend constexpr BitWord operator&(BitWord a, BitWord b) noexcept { return {a.low & b.low}; }
    [[nodiscard]] friend constexpr BitWord operator~(BitWord a) noexcept { return {~a.low}; }
    friend constexpr auto operator<=>(BitWord, BitWord) noexcept = default;
};

template <std::size_t count>
using BitsOf = std::conditional_t<count <= 32, BitWord<std::uint32_t>, std::conditional_t<count <= 64, BitWord<std::uint64_t>, BitPair>>;

}   // namespace detail

/// A set of values of one enumeration of at most 128, in four, eight or sixteen bytes and without allocation. Iterates in the
/// enumeration's order.
template <Enumeration E>
class EnumSet {
    static_assert(enum_count<E> <= 128);
    using Bits = detail::BitsOf<enum_count<E>>;

public:
    class Iterator {
    public:
        using value_type = E;
        using difference_type = std::ptrdiff_t;
        using reference = E;
        using pointer = void;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::forward_iterator_tag;

        constexpr Iterator() noexcept = default;
        [[nodiscard]] constexpr E operator*() const noexcept { return static_cast<E>(rest_.lowest()); }
        constexpr Iterator& operator++() noexcept {
            rest_ = rest_.without_lowest();
            return *this;
        }
        constexpr Iterator operator++(int) noexcept {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        friend constexpr bool operator==(Iterator, Iterator) noexcept = default;

    private:
        friend EnumSet;
        explicit constexpr Iterator(Bits rest) noexcept : rest_{rest} {}
        Bits rest_{};
    };
    using value_type = E;
    using const_iterator = Iterator;

    constexpr EnumSet() noexcept = default;
    constexpr EnumSet(std::initializer_list<E> values) noexcept {
        for (const E value : values) insert(value);
    }

    [[nodiscard]] constexpr bool contains(E value) const noexcept { return (bits_ & bit(value)) != Bits{}; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == Bits{}; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return static_cast<std::size_t>(bits_.count()); }
    [[nodiscard]] constexpr Iterator begin() const noexcept { return Iterator{bits_}; }
    [[nodiscard]] constexpr Iterator end() const noexcept { return {}; }

    constexpr void insert(E value) noexcept { bits_ = bits_ | bit(value); }
    constexpr void erase(E value) noexcept { bits_ = bits_ & ~bit(value); }
    constexpr void merge(EnumSet other) noexcept { bits_ = bits_ | other.bits_; }

    friend constexpr bool operator==(EnumSet, EnumSet) noexcept = default;
    /// An order for sorting and maps; it says nothing about the sets.
    friend constexpr std::strong_ordering operator<=>(EnumSet a, EnumSet b) noexcept { return a.bits_ <=> b.bits_; }

private:
    [[nodiscard]] static constexpr Bits bit(E value) noexcept { return Bits::of(static_cast<unsigned>(value)); }
    Bits bits_{};
    friend struct std::hash<EnumSet>;
};

/// Identifiers in the enumeration's order, as in CSV files: `wages;heating`; empty for an empty set.
template <Enumeration E>
[[nodiscard]] std::string print(EnumSet<E> set) {
    std::string out;
    for (const E value : set) {
        if (!out.empty()) out += ';';
        out += identifier(value);
    }
    return out;
}

template <class Traits, Enumeration E>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, EnumSet<E> set) {
    return out << print(set);
}

}   // namespace arrears

template <class E>
struct std::hash<arrears::EnumSet<E>> {
    [[nodiscard]] std::size_t operator()(arrears::EnumSet<E> set) const noexcept { return set.bits_.hash(); }
};
