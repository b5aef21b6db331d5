// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/money.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>

namespace arrears {

class WideMoney;

namespace detail {
[[nodiscard]] constexpr int128 wide_fen(WideMoney amount) noexcept;
[[nodiscard]] constexpr WideMoney wide_money(int128 fen) noexcept;
}   // namespace detail

/// A sum of amounts, in whole fen of 128 bits held as two words: no sum of real amounts overflows, and one that did is an Error.
/// Sums are exact whatever the order.
class WideMoney {
public:
    constexpr WideMoney() noexcept = default;   // zero
    constexpr WideMoney(Money amount) noexcept : high_{amount.fen() < 0 ? -1 : 0}, low_{static_cast<std::uint64_t>(amount.fen())} {}
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
        if (__builtin_add_overflow(fen(), other.fen(), &sum)) throw out_of_range("WideMoney + WideMoney", " + ", other.fen());
        return *this = of(sum);
    }
    constexpr WideMoney& operator-=(WideMoney other) {
        detail::int128 difference{};
        if (__builtin_sub_overflow(fen(), other.fen(), &difference)) throw out_of_range("WideMoney - WideMoney", " - ", other.fen());
        return *this = of(difference);
    }
    constexpr WideMoney& operator*=(WholeNumber auto factor) {
        detail::int128 product{};
        if (__builtin_mul_overflow(fen(), factor, &product)) throw out_of_range("WideMoney * integer", " × ", static_cast<detail::int128>(factor));
        return *this = of(product);
    }
    [[nodiscard]] friend constexpr WideMoney operator+(WideMoney a, WideMoney b) { return a += b; }
    [[nodiscard]] friend constexpr WideMoney operator-(WideMoney a, WideMoney b) { return a -= b; }
    [[nodiscard]] constexpr WideMoney operator-() const { return WideMoney{} - *this; }
    [[nodiscard]] constexpr WideMoney operator+() const noexcept { return *this; }
    [[nodiscard]] friend constexpr WideMoney operator*(WideMoney amount, WholeNumber auto factor) { return amount *= factor; }
    [[nodiscard]] friend constexpr WideMoney operator*(WholeNumber auto factor, WideMoney amount) { return amount *= factor; }
    /// How many times `b` goes into `a`. \throws Error (bad_argument for zero; overflow where the reduced parts exceed 64 bits)
    [[nodiscard]] friend constexpr Ratio operator/(WideMoney a, WideMoney b) { return detail::reduce(a.fen(), b.fen()); }

    friend WideMoney operator*(WideMoney, NotWholeNumber auto) = delete;   // Money is exact: use times(money, rate or ratio, rounding)
    friend WideMoney operator*(NotWholeNumber auto, WideMoney) = delete;   // Money is exact: use times(money, rate or ratio, rounding)
    friend WideMoney operator+(WideMoney, BareNumber auto) = delete;       // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    friend WideMoney operator-(WideMoney, BareNumber auto) = delete;       // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    friend WideMoney operator/(WideMoney, BareNumber auto) = delete;       // a part of money is rounded: use times(money, Ratio{1, n}, rounding)

    friend constexpr bool operator==(WideMoney, WideMoney) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(WideMoney a, WideMoney b) noexcept { return a.fen() <=> b.fen(); }

    /// Whether it fits Money.
    [[nodiscard]] constexpr bool fits() const noexcept { return fen() == static_cast<std::int64_t>(low_); }
    /// \throws Error (overflow) where it does not fit
    [[nodiscard]] constexpr Money to_money() const {
        if (!fits()) throw overflow("WideMoney::to_money", detail::to_text(fen()) + " fen", {"keep the WideMoney", "请保留 WideMoney"});
        return Money::from_fen(static_cast<std::int64_t>(low_));
    }

    /// The exact sum of many amounts, at the speed of the memory. Cost: O(n).
    [[nodiscard]] static constexpr WideMoney sum(std::span<const Money> amounts) noexcept {
        // With the sign bit turned over an amount is one from 0 to 2^64, shifted up by 2^63: processors shift those right in bulk. The
        // high halves of up to 2^32 of them fit 64 bits when added. With that sum, the one modulo 2^64 has all the information:
        // what it holds beyond the high halves is the low halves', which is below 2^64.
        constexpr std::size_t block = std::size_t{1} << 31U;
        constexpr std::uint64_t sign = std::uint64_t{1} << 63U;
        detail::int128 total = 0;
        const Money* at = amounts.data();
        for (std::size_t left = amounts.size(); left > 0;) {
            const std::size_t count = left < block ? left : block;
            std::uint64_t high = 0;
            std::uint64_t wrapped = 0;
            for (const Money* const end = at + count; at != end; ++at) {   // in place: GCC 12 takes a copied class for more than the number it holds
                const std::uint64_t shifted = static_cast<std::uint64_t>(at->fen()) ^ sign;
                high += shifted >> 32U;
                wrapped += shifted;
            }
            total += (static_cast<detail::int128>(high) << 32U) + (wrapped - (high << 32U)) - static_cast<detail::int128>(count) * sign;
            left -= count;
        }
        return of(total);
    }

private:
    friend constexpr detail::int128 detail::wide_fen(WideMoney amount) noexcept;
    friend constexpr WideMoney detail::wide_money(detail::int128 fen) noexcept;

    [[nodiscard]] static constexpr WideMoney of(detail::int128 fen) noexcept {
        return from_words(static_cast<std::int64_t>(fen >> 64U), static_cast<std::uint64_t>(fen));
    }
    [[nodiscard]] constexpr detail::int128 fen() const noexcept {
        return static_cast<detail::int128>(static_cast<detail::uint128>(high_) << 64U | low_);
    }
    [[nodiscard]] Error out_of_range(const char* where, const char* sign, detail::int128 other) const {
        return overflow(where, detail::to_text(fen()) + sign + detail::to_text(other) + " fen");
    }

    std::int64_t high_ = 0;
    std::uint64_t low_ = 0;
};

constexpr detail::int128 detail::wide_fen(WideMoney amount) noexcept { return amount.fen(); }
constexpr WideMoney detail::wide_money(int128 fen) noexcept { return WideMoney::of(fen); }

/// \throws Error (overflow) for the lowest value of all
[[nodiscard]] constexpr WideMoney abs(WideMoney amount) { return amount.is_negative() ? -amount : amount; }

/// How many times `b` goes into `a`. \throws Error (bad_argument for zero; overflow where the reduced parts exceed 64 bits)
[[nodiscard]] constexpr Ratio ratio(WideMoney a, WideMoney b) { return a / b; }

/// `a` / `b` as decimal text; no size of the two is too large. \see decimal(Ratio)
[[nodiscard]] inline std::string decimal(WideMoney a, WideMoney b, int decimals, Rounding how) {
    return detail::decimal_text(detail::wide_fen(a), detail::wide_fen(b), decimals, how);
}

/// `a` / `b` in percent, without the sign; no size of the two is too large. \see percent(Ratio)
[[nodiscard]] inline std::string percent(WideMoney a, WideMoney b, int decimals, Rounding how) {
    return detail::decimal_text(detail::wide_fen(a), detail::wide_fen(b), decimals, how, 2);
}

/// `amount` × `factor`, rounded to the fen once. \throws Error (overflow)
[[nodiscard]] constexpr WideMoney times(WideMoney amount, const Ratio& factor, Rounding how) {
    detail::int128 fen{};
    if (!detail::multiply_divide(detail::wide_fen(amount), factor.numerator(), factor.denominator(), how, fen)) {
        throw overflow("times(WideMoney, Ratio)", detail::to_text(detail::wide_fen(amount)) + " × " + to_string(factor) + " fen");
    }
    return detail::wide_money(fen);
}

/// Yuan with two decimals and no separators.
[[nodiscard]] inline std::string to_string(WideMoney amount) { return detail::decimal_text(detail::wide_fen(amount), 100, 2, Rounding::down); }

/// Writes to_string(amount), whatever the stream's locale.
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, WideMoney amount) {
    return out << to_string(amount);
}

static_assert(sizeof(WideMoney) == 16 && std::is_trivially_copyable_v<WideMoney>);
static_assert(WideMoney{Money::max()} + Money::max() > Money::max() && (WideMoney{Money::min()} + Money::max()).to_money() == -Money::from_fen(1));

}   // namespace arrears

template <>
struct std::hash<arrears::WideMoney> {
    [[nodiscard]] std::size_t operator()(arrears::WideMoney amount) const noexcept {
        return std::hash<std::uint64_t>{}(amount.low()) * 31 + std::hash<std::int64_t>{}(amount.high());
    }
};
