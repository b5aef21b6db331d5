// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/model/registry_storage.hpp>

#include <compare>
#include <cstddef>
#include <iterator>
#include <span>

namespace arrears {

/// A range of views on a registry's records, by value and cheap to copy: all of a kind, or those of one owner.
/// It lives as long as any copy of the registry does.
template <class View>
class Rows {
public:
    class Iterator {
    public:
        using value_type = View;
        using difference_type = std::ptrdiff_t;
        using reference = View;
        using pointer = void;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::random_access_iterator_tag;

        Iterator() = default;
        [[nodiscard]] View operator*() const { return source_(at_); }
        [[nodiscard]] View operator[](difference_type n) const { return source_(at_ + n); }
        Iterator& operator++() noexcept { return *this += 1; }
        Iterator& operator--() noexcept { return *this -= 1; }
        Iterator operator++(int) noexcept {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        Iterator operator--(int) noexcept {
            const Iterator before = *this;
            --*this;
            return before;
        }
        Iterator& operator+=(difference_type n) noexcept {
            at_ += n;
            return *this;
        }
        Iterator& operator-=(difference_type n) noexcept { return *this += -n; }
        [[nodiscard]] friend Iterator operator+(Iterator it, difference_type n) noexcept { return it += n; }
        [[nodiscard]] friend Iterator operator+(difference_type n, Iterator it) noexcept { return it += n; }
        [[nodiscard]] friend Iterator operator-(Iterator it, difference_type n) noexcept { return it -= n; }
        [[nodiscard]] friend difference_type operator-(const Iterator& a, const Iterator& b) noexcept { return a.at_ - b.at_; }
        friend bool operator==(const Iterator& a, const Iterator& b) noexcept { return a.at_ == b.at_; }
        friend std::strong_ordering operator<=>(const Iterator& a, const Iterator& b) noexcept { return a.at_ <=> b.at_; }

    private:
        friend Rows;
        struct Source {   // held by value, so that an iterator outlives its Rows
            const detail::RegistryStorage* data = nullptr;
            const detail::Position* list = nullptr;
            View operator()(difference_type at) const {
                return View{*data, list == nullptr ? static_cast<detail::Position>(at) : list[at]};
            }
        };
        Iterator(Source source, difference_type at) noexcept : source_{source}, at_{at} {}
        Source source_{};
        difference_type at_ = 0;
    };
    using value_type = View;
    using const_iterator = Iterator;

    Rows() = default;
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] Iterator begin() const noexcept { return {source_, 0}; }
    [[nodiscard]] Iterator end() const noexcept { return {source_, static_cast<std::ptrdiff_t>(size_)}; }
    /// Precondition: position < size(). The position is that in this range.
    [[nodiscard]] View operator[](std::size_t position) const { return source_(static_cast<std::ptrdiff_t>(position)); }

private:
    friend class Registry;
    template <class, class>
    friend class RecordView;
    Rows(const detail::RegistryStorage& data, std::size_t all) noexcept : source_{&data, nullptr}, size_{all} {}
    Rows(const detail::RegistryStorage& data, std::span<const detail::Position> list) noexcept : source_{&data, list.data()}, size_{list.size()} {}

    typename Iterator::Source source_{};
    std::size_t size_ = 0;
};

}   // namespace arrears
