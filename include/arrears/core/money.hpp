// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/decimal_literal.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/rounding.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <string>
#include <type_traits>

namespace arrears {

/// A number that no Money can be added to or multiplied by without a word more: real numbers, truth values, characters.
template <class T>
concept NotWholeNumber = std::is_arithmetic_v<T> && !WholeNumber<T>;

/// Any number: what is no amount until it says whether it counts fen or yuan.
template <class T>
concept BareNumber = std::is_arithmetic_v<T>;

/// An exact amount of renminbi in whole fen (0.01 yuan), within about ±92 quadrillion yuan; beyond, Error (overflow).
///
/// Every operation is checked; one that fails changes nothing. Text: money_text.hpp; sums of many: wide_money.hpp.
class Money {
public:
    constexpr Money() noexcept = default;   // zero
    explicit Money(BareNumber auto) = delete;   // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n), or 12.34_yuan
    [[nodiscard]] static constexpr Money from_fen(WholeNumber auto fen) { return Money{detail::to_int64(fen, "Money::from_fen")}; }
    static Money from_fen(NotWholeNumber auto) = delete;   // Money is exact: parse decimal text, or give whole fen
    [[nodiscard]] static constexpr Money from_yuan(WholeNumber auto yuan) { return from_fen(100) * yuan; }
    static Money from_yuan(NotWholeNumber auto) = delete;   // Money is exact: parse decimal text, or give whole fen
    [[nodiscard]] static constexpr Money min() noexcept { return Money{std::numeric_limits<std::int64_t>::min()}; }
    [[nodiscard]] static constexpr Money max() noexcept { return Money{std::numeric_limits<std::int64_t>::max()}; }

    [[nodiscard]] constexpr std::int64_t fen() const noexcept { return fen_; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return fen_ < 0; }

    constexpr Money& operator+=(Money other) {
        std::int64_t sum{};
        if (__builtin_add_overflow(fen_, other.fen_, &sum)) throw out_of_range("Money + Money", other, '+');
        fen_ = sum;   // only now: a throw leaves *this alone
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
    [[nodiscard]] friend constexpr Ratio operator/(Money a, Money b) { return detail::reduce(a.fen_, b.fen_); }

    friend Money operator*(Money, NotWholeNumber auto) = delete;   // Money is exact: use times(money, rate or ratio, rounding)
    friend Money operator*(NotWholeNumber auto, Money) = delete;   // Money is exact: use times(money, rate or ratio, rounding)
    friend Money operator*(Money, Money) = delete;                 // money times money is nothing: multiply by a whole number
    friend Money operator*(Money, const Ratio&) = delete;          // a share of money is rounded: use times(money, ratio, rounding)
    friend Money operator*(const Ratio&, Money) = delete;          // a share of money is rounded: use times(money, ratio, rounding)
    friend Money operator/(Money, BareNumber auto) = delete;       // a part of money is rounded: use divide(money, n, rounding), or allocate
    friend Money operator+(Money, BareNumber auto) = delete;       // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    friend Money operator+(BareNumber auto, Money) = delete;       // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    friend Money operator-(Money, BareNumber auto) = delete;       // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    friend Money operator-(BareNumber auto, Money) = delete;       // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    Money& operator+=(BareNumber auto) = delete;                   // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    Money& operator-=(BareNumber auto) = delete;                   // a number is no amount: say Money::from_fen(n) or Money::from_yuan(n)
    Money& operator*=(NotWholeNumber auto) = delete;               // Money is exact: use times(money, rate or ratio, rounding)

    friend constexpr bool operator==(Money, Money) noexcept = default;
    friend constexpr auto operator<=>(Money, Money) noexcept = default;
    friend bool operator==(Money, BareNumber auto) = delete;                    // a number is no amount: compare with Money::from_fen(n) or 12_yuan
    friend std::strong_ordering operator<=>(Money, BareNumber auto) = delete;   // a number is no amount: compare with Money::from_fen(n) or 12_yuan

private:
    explicit constexpr Money(std::int64_t fen) noexcept : fen_{fen} {}

    [[nodiscard]] Error out_of_range(const char* where, Money other, char sign) const {
        return overflow(where, std::to_string(fen_) + ' ' + sign + ' ' + std::to_string(other.fen_) + " fen",
                        {"add up in a WideMoney", "请用 WideMoney 累加"});
    }

    std::int64_t fen_ = 0;
};

/// \throws Error (overflow) for Money::min()
[[nodiscard]] constexpr Money abs(Money amount) { return amount.is_negative() ? -amount : amount; }

/// `amount` × `factor`, rounded to the fen once. \throws Error (overflow)
[[nodiscard]] constexpr Money times(Money amount, const Ratio& factor, Rounding how) {
    const detail::int128 product = static_cast<detail::int128>(amount.fen()) * factor.numerator();
    return Money::from_fen(detail::narrow(detail::divide(product, factor.denominator(), how), "times(Money, Ratio)"));
}

/// `amount` ÷ `divisor`, rounded to the fen. To share an amount out without loss: allocate.hpp.
/// \throws Error (bad_argument where the divisor is zero; overflow)
[[nodiscard]] constexpr Money divide(Money amount, WholeNumber auto divisor, Rounding how) {
    if (divisor == 0) throw bad_argument("divide(Money, integer)", {"the divisor is zero", "除数为零"});
    const auto wide = static_cast<detail::int128>(divisor);
    const auto fen = static_cast<detail::int128>(amount.fen());
    return Money::from_fen(detail::narrow(detail::divide(wide < 0 ? -fen : fen, wide < 0 ? -wide : wide, how), "divide(Money, integer)"));
}
Money divide(Money, NotWholeNumber auto, Rounding) = delete;   // Money is exact: use times(money, rate or ratio, rounding)

/// Yuan with two decimals and no separators: `-1234.50`. Other forms: money_text.hpp.
[[nodiscard]] inline std::string to_string(Money amount) {
    char buffer[24];
    char* begin = buffer + sizeof buffer;
    std::uint64_t rest =
        amount.is_negative() ? std::uint64_t{0} - static_cast<std::uint64_t>(amount.fen()) : static_cast<std::uint64_t>(amount.fen());
    for (int digits = 0; digits < 3 || rest != 0; ++digits) {
        if (digits == 2) *--begin = '.';
        *--begin = static_cast<char>('0' + static_cast<char>(rest % 10));
        rest /= 10;
    }
    if (amount.is_negative()) *--begin = '-';
    return {begin, buffer + sizeof buffer};
}

/// Writes to_string(amount), whatever the stream's locale.
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Money amount) {
    return out << to_string(amount);
}

inline namespace literals {

/// `12.34_yuan`: exact at compile time; what is no whole number of fen does not compile.
[[nodiscard]] consteval Money operator""_yuan(const char* text) { return Money::from_fen(detail::decimal_literal(text, 2)); }
/// `72657.41_wan`: units of 10,000 yuan.
[[nodiscard]] consteval Money operator""_wan(const char* text) { return Money::from_fen(detail::decimal_literal(text, 6)); }
/// `1.5_yi`: units of 100,000,000 yuan.
[[nodiscard]] consteval Money operator""_yi(const char* text) { return Money::from_fen(detail::decimal_literal(text, 10)); }

}   // namespace literals

static_assert(sizeof(Money) == 8 && std::is_trivially_copyable_v<Money>);
static_assert(12.34_yuan == Money::from_fen(1234) && 72657.41_wan == 726'574'100_yuan && 1.5_yi == 15000_wan);

}   // namespace arrears

template <>
struct std::hash<arrears::Money> {
    [[nodiscard]] std::size_t operator()(arrears::Money amount) const noexcept { return std::hash<std::int64_t>{}(amount.fen()); }
};
