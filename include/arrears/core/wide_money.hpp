// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/money.hpp>

#include <span>

namespace arrears {

/// A sum of amounts, in whole fen of 128 bits held as two words: no sum of real amounts overflows, and one that did is an Error.
/// Sums are exact whatever the order.
class WideMoney {
public:
    constexpr WideMoney() noexcept = default;   // zero
    constexpr WideMoney(Money amount) noexcept : WideMoney{static_cast<detail::int128>(amount.fen())} {}
    /// `high` × 2^64 + `low` fen.
    [[nodiscard]] static constexpr WideMoney from_words(std::int64_t high, std::uint64_t low) noexcept {
        WideMoney out;
        out.high_ = high;
        out.low_ = low;
        return out;
    }

    [[nodiscard]] constexpr std::int64_t high() const noexcept { return high_; }
    [[nodiscard]] constexpr std::uint64_t low() const noexcept { return low_; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return high_ < 0; }

    constexpr WideMoney& operator+=(WideMoney other) {
        detail::int128 sum{};
        if (__builtin_add_overflow(wide(), other.wide(), &sum)) throw overflow("WideMoney + WideMoney", detail::to_text(wide()) + " + " + detail::to_text(other.wide()));
        return *this = WideMoney{sum};
    }
    constexpr WideMoney& operator-=(WideMoney other) {
        detail::int128 difference{};
        if (__builtin_sub_overflow(wide(), other.wide(), &difference)) throw overflow("WideMoney - WideMoney", detail::to_text(wide()) + " - " + detail::to_text(other.wide()));
        return *this = WideMoney{difference};
    }
    [[nodiscard]] friend constexpr WideMoney operator+(WideMoney a, WideMoney b) { return a += b; }
    [[nodiscard]] friend constexpr WideMoney operator-(WideMoney a, WideMoney b) { return a -= b; }
    [[nodiscard]] constexpr WideMoney operator-() const { return WideMoney{} - *this; }

    friend constexpr bool operator==(WideMoney, WideMoney) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(WideMoney a, WideMoney b) noexcept { return a.wide() <=> b.wide(); }

    /// Whether it fits Money.
    [[nodiscard]] constexpr bool fits() const noexcept { return wide() == static_cast<std::int64_t>(low_); }
    /// \throws Error (overflow) where it does not fit
    [[nodiscard]] constexpr Money to_money() const {
        if (!fits()) throw overflow("WideMoney::to_money", detail::to_text(wide()) + " fen");
        return Money::from_fen(static_cast<std::int64_t>(low_));
    }

    /// The exact sum of many amounts, at the speed of the memory. Cost: O(n).
    [[nodiscard]] static WideMoney sum(std::span<const Money> amounts) noexcept {
        // The halves of 2^31 amounts cannot overflow 64 bits: each lane adds 32 bits at a time.
        constexpr std::size_t block = std::size_t{1} << 30U;
        detail::int128 total = 0;
        while (!amounts.empty()) {
            const std::span<const Money> part = amounts.first(amounts.size() < block ? amounts.size() : block);
            std::int64_t high = 0;
            std::uint64_t low = 0;
            for (const Money amount : part) {
                high += amount.fen() >> 32;
                low += static_cast<std::uint32_t>(amount.fen());
            }
            total += (static_cast<detail::int128>(high) << 32) + low;
            amounts = amounts.subspan(part.size());
        }
        return WideMoney{total};
    }

    /// How many times `b` goes into `a`. \throws Error (bad_argument for zero; overflow where the reduced parts exceed 64 bits)
    [[nodiscard]] friend constexpr Ratio operator/(WideMoney a, WideMoney b) { return Ratio::reduced(a.wide(), b.wide()); }
    /// Yuan with two decimals and no separators.
    [[nodiscard]] friend std::string to_string(WideMoney amount) { return detail::decimal_text(amount.wide(), 100, 2, Rounding::down); }

private:
    explicit constexpr WideMoney(detail::int128 fen) noexcept : high_{static_cast<std::int64_t>(fen >> 64)}, low_{static_cast<std::uint64_t>(fen)} {}
    [[nodiscard]] constexpr detail::int128 wide() const noexcept { return static_cast<detail::int128>(static_cast<detail::uint128>(high_) << 64U | low_); }

    std::int64_t high_ = 0;
    std::uint64_t low_ = 0;
};

[[nodiscard]] constexpr Ratio ratio(WideMoney a, WideMoney b) { return a / b; }

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, WideMoney amount) {
    return out << to_string(amount);
}

}   // namespace arrears

template <>
struct std::hash<arrears::WideMoney> {
    [[nodiscard]] std::size_t operator()(arrears::WideMoney amount) const noexcept {
        return std::hash<std::uint64_t>{}(amount.low()) * 31 + std::hash<std::int64_t>{}(amount.high());
    }
};
