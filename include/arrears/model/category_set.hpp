// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/model/enumerations.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>

namespace arrears {

/// A set of categories owed, in two bytes: what one person is owed. Iterates in the order of ArrearsCategory.
class CategorySet {
public:
    class Iterator {
    public:
        using value_type = ArrearsCategory;
        using difference_type = std::ptrdiff_t;
        using reference = ArrearsCategory;
        using pointer = void;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::forward_iterator_tag;

        constexpr Iterator() noexcept = default;
        explicit constexpr Iterator(std::uint16_t rest) noexcept : rest_{rest} {}
        [[nodiscard]] constexpr ArrearsCategory operator*() const noexcept { return static_cast<ArrearsCategory>(std::countr_zero(rest_)); }
        constexpr Iterator& operator++() noexcept {
            rest_ = static_cast<std::uint16_t>(rest_ & (rest_ - 1U));
            return *this;
        }
        constexpr Iterator operator++(int) noexcept {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        friend constexpr bool operator==(Iterator, Iterator) noexcept = default;

    private:
        std::uint16_t rest_ = 0;
    };
    using value_type = ArrearsCategory;
    using const_iterator = Iterator;

    constexpr CategorySet() noexcept = default;
    constexpr CategorySet(std::initializer_list<ArrearsCategory> categories) noexcept {
        for (const ArrearsCategory category : categories) insert(category);
    }

    [[nodiscard]] constexpr bool contains(ArrearsCategory category) const noexcept { return (bits_ & bit(category)) != 0; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return static_cast<std::size_t>(std::popcount(bits_)); }
    [[nodiscard]] constexpr Iterator begin() const noexcept { return Iterator{bits_}; }
    [[nodiscard]] constexpr Iterator end() const noexcept { return {}; }

    constexpr void insert(ArrearsCategory category) noexcept { bits_ = static_cast<std::uint16_t>(bits_ | bit(category)); }
    constexpr void erase(ArrearsCategory category) noexcept { bits_ = static_cast<std::uint16_t>(bits_ & ~bit(category)); }

    friend constexpr bool operator==(CategorySet, CategorySet) noexcept = default;

private:
    [[nodiscard]] static constexpr std::uint16_t bit(ArrearsCategory category) noexcept {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(category));
    }
    std::uint16_t bits_ = 0;
    friend struct std::hash<CategorySet>;
};

static_assert(enum_count<ArrearsCategory> <= 16 && sizeof(CategorySet) == 2);

}   // namespace arrears

template <>
struct std::hash<arrears::CategorySet> {
    [[nodiscard]] std::size_t operator()(arrears::CategorySet set) const noexcept { return set.bits_; }
};
