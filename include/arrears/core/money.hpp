// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/rounding.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

namespace arrears {

/// An exact amount of renminbi in whole fen (0.01 yuan), within about ±92 quadrillion yuan; beyond, Error (overflow).
///
/// Every operation is checked; one that fails changes nothing.
class Money {
public:
    constexpr Money() noexcept = default;   // zero
    [[nodiscard]] static constexpr Money from_fen(WholeNumber auto fen) { return Money{detail::to_int64(fen, "Money::from_fen")}; }
    static Money from_fen(std::floating_point auto) = delete;   // Money is exact: parse decimal text, or give whole fen
    [[nodiscard]] static constexpr Money from_yuan(WholeNumber auto yuan) { return from_fen(1) * yuan * 100; }
    static Money from_yuan(std::floating_point auto) = delete;   // Money is exact: parse decimal text, or give whole fen

    [[nodiscard]] constexpr std::int64_t fen() const noexcept { return fen_; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return fen_ < 0; }

    constexpr Money& operator+=(Money other) {
        std::int64_t sum{};
        if (__builtin_add_overflow(fen_, other.fen_, &sum)) throw out_of_range("Money + Money", other, '+');
        fen_ = sum;
        return *this;
    }
    constexpr Money& operator-=(Money other) {
        std::int64_t difference{};
        if (__builtin_sub_overflow(fen_, other.fen_, &difference)) throw out_of_range("Money - Money", other, '-');
        fen_ = difference;
        return *this;
    }
    constexpr Money& operator*=(WholeNumber auto factor) {
        std::int64_t product{};
        if (__builtin_mul_overflow(fen_, factor, &product)) {
            throw overflow("Money * integer", std::to_string(fen_) + " × " + detail::to_text(static_cast<detail::int128>(factor)) + " fen");
        }
        fen_ = product;
        return *this;
    }
    [[nodiscard]] friend constexpr Money operator+(Money a, Money b) { return a += b; }
    [[nodiscard]] friend constexpr Money operator-(Money a, Money b) { return a -= b; }
    [[nodiscard]] constexpr Money operator-() const { return Money{} - *this; }
    [[nodiscard]] constexpr Money operator+() const noexcept { return *this; }
    [[nodiscard]] friend constexpr Money operator*(Money amount, WholeNumber auto factor) { return amount *= factor; }
    [[nodiscard]] friend constexpr Money operator*(WholeNumber auto factor, Money amount) { return amount *= factor; }
    /// How many times `b` goes into `a`, exactly. \throws Error (bad_argument) where `b` is zero
    [[nodiscard]] friend constexpr Ratio operator/(Money a, Money b) { return Ratio::reduced(a.fen_, b.fen_); }

    friend Money operator*(Money, std::floating_point auto) = delete;   // Money is exact: use times(money, rate, rounding)
    friend Money operator*(std::floating_point auto, Money) = delete;   // Money is exact: use times(money, rate, rounding)
    friend Money operator/(Money, std::floating_point auto) = delete;   // Money is exact: use divide(money, n, rounding)
    friend Money operator/(Money, WholeNumber auto) = delete;           // a quotient is rounded: use divide(money, n, rounding), or allocate
    template <class T> requires std::is_arithmetic_v<T>
    friend Money operator+(Money, T) = delete;   // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    template <class T> requires std::is_arithmetic_v<T>
    friend Money operator-(Money, T) = delete;   // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)

    friend constexpr auto operator<=>(Money, Money) noexcept = default;

private:
    explicit constexpr Money(std::int64_t fen) noexcept : fen_{fen} {}

    [[nodiscard]] Error out_of_range(const char* where, Money other, char sign) const {
        return overflow(where, std::to_string(fen_) + ' ' + sign + ' ' + std::to_string(other.fen_) + " fen", {"add up in a WideMoney", "请用 WideMoney 累加"});
    }

    std::int64_t fen_ = 0;
};

[[nodiscard]] constexpr Money abs(Money amount) { return amount.is_negative() ? -amount : amount; }

/// `amount` × `factor`, rounded to the fen once. \throws Error (overflow)
[[nodiscard]] constexpr Money times(Money amount, const Ratio& factor, Rounding how) {
    const detail::int128 product = static_cast<detail::int128>(amount.fen()) * factor.numerator();
    return Money::from_fen(detail::narrow(detail::divide(product, factor.denominator(), how), "times"));
}

/// `amount` ÷ `divisor`, rounded to the fen. To share an amount out without loss, see allocate.
/// \throws Error (bad_argument) where the divisor is zero
[[nodiscard]] constexpr Money divide(Money amount, WholeNumber auto divisor, Rounding how) { return times(amount, Ratio{1, divisor}, how); }

/// Yuan with two decimals and no separators: `-1234.50`. Other forms: money_text.hpp.
[[nodiscard]] inline std::string to_string(Money amount) { return detail::decimal_text(amount.fen(), 100, 2, Rounding::down); }

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Money amount) {
    return out << to_string(amount);
}

}   // namespace arrears

template <>
struct std::hash<arrears::Money> {
    [[nodiscard]] std::size_t operator()(arrears::Money amount) const noexcept { return std::hash<std::int64_t>{}(amount.fen()); }
};
