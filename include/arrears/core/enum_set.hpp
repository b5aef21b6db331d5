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

/// A set of values of one enumeration of at most 64, in four or eight bytes and without allocation. Iterates in the enumeration's order.
template <Enumeration E>
class EnumSet {
    static_assert(enum_count<E> <= 64);
    using Bits = std::conditional_t<enum_count<E> <= 32, std::uint32_t, std::uint64_t>;

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
        [[nodiscard]] constexpr E operator*() const noexcept { return static_cast<E>(std::countr_zero(rest_)); }
        constexpr Iterator& operator++() noexcept {
            rest_ &= rest_ - 1;
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
        Bits rest_ = 0;
    };
    using value_type = E;
    using const_iterator = Iterator;

    constexpr EnumSet() noexcept = default;
    constexpr EnumSet(std::initializer_list<E> values) noexcept {
        for (const E value : values) insert(value);
    }

    [[nodiscard]] constexpr bool contains(E value) const noexcept { return (bits_ & bit(value)) != 0; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return static_cast<std::size_t>(std::popcount(bits_)); }
    [[nodiscard]] constexpr Iterator begin() const noexcept { return Iterator{bits_}; }
    [[nodiscard]] constexpr Iterator end() const noexcept { return {}; }

    constexpr void insert(E value) noexcept { bits_ |= bit(value); }
    constexpr void erase(E value) noexcept { bits_ &= ~bit(value); }
    constexpr void merge(EnumSet other) noexcept { bits_ |= other.bits_; }

    friend constexpr bool operator==(EnumSet, EnumSet) noexcept = default;
    /// An order for sorting and maps; it says nothing about the sets.
    friend constexpr std::strong_ordering operator<=>(EnumSet a, EnumSet b) noexcept { return a.bits_ <=> b.bits_; }

private:
    [[nodiscard]] static constexpr Bits bit(E value) noexcept { return Bits{1} << static_cast<unsigned>(value); }
    Bits bits_ = 0;
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
    [[nodiscard]] std::size_t operator()(arrears::EnumSet<E> set) const noexcept { return set.bits_; }
};
