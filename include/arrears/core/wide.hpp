// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/money.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/wide_money.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <limits>
#include <string>
#include <utility>

namespace arrears {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

/// Whole fen.
[[nodiscard]] inline cpp_int to_cpp_int(Money amount) { return cpp_int{amount.fen()}; }
/// Whole fen.
[[nodiscard]] inline cpp_int to_cpp_int(WideMoney amount) { return (cpp_int{amount.high()} << 64U) + amount.low(); }
[[nodiscard]] inline cpp_rational to_cpp_rational(const Ratio& ratio) {
    return cpp_rational{cpp_int{ratio.numerator()}, cpp_int{ratio.denominator()}};
}

namespace detail {

/// Decimal digits. Boost's own str() goes through a stream, and with it through the program's locale, which may group them.
[[nodiscard]] inline std::string to_text(const cpp_int& number) {
    const cpp_int block{1'000'000'000'000'000'000};
    std::string out;
    cpp_int rest = abs(number);
    do {
        std::string digits = std::to_string(static_cast<std::uint64_t>(rest % block));
        rest /= block;
        if (rest != 0) digits.insert(0, 18 - digits.size(), '0');
        out.insert(0, digits);
    } while (rest != 0);
    return number < 0 ? '-' + out : out;
}

}   // namespace detail

/// The amount of so many whole fen. \throws Error (overflow) where it does not fit
[[nodiscard]] inline Money money_from(const cpp_int& fen) {
    if (fen < std::numeric_limits<std::int64_t>::min() || fen > std::numeric_limits<std::int64_t>::max())
        throw overflow("money_from(cpp_int)", detail::to_text(fen) + " fen");
    return Money::from_fen(static_cast<std::int64_t>(fen));
}

/// The amount of so many whole fen. \throws Error (overflow) where it does not fit
[[nodiscard]] inline WideMoney wide_money_from(const cpp_int& fen) {
    const cpp_int limit = cpp_int{1} << 127U;
    if (fen < -limit || fen >= limit) throw overflow("wide_money_from(cpp_int)", detail::to_text(fen) + " fen");
    // Two's complement: the upper word is the quotient towards minus infinity, the lower what is left, never negative.
    const cpp_int word = cpp_int{1} << 64U;
    cpp_int high = fen / word;
    cpp_int low = fen % word;
    if (low < 0) low += word, --high;
    return WideMoney::from_words(static_cast<std::int64_t>(high), static_cast<std::uint64_t>(low));
}

/// `dividend` ÷ `divisor`, rounded, of any size. \throws Error (bad_argument) where the divisor is zero
[[nodiscard]] inline cpp_int divide(cpp_int dividend, cpp_int divisor, Rounding how) {
    if (divisor == 0) throw bad_argument("divide(cpp_int)", {"the divisor is zero", "除数为零"});
    if (divisor < 0) dividend = -dividend, divisor = -divisor;
    cpp_int quotient = dividend / divisor;
    cpp_int rest = dividend - quotient * divisor;
    if (rest == 0) return quotient;
    const bool negative = rest < 0;
    // Of the rest only its place about the middle matters: below, on or above it, as 1, 2 or 3 of 4.
    if (negative) rest = -rest;
    const int side = cpp_int{rest * 2}.compare(divisor);
    if (detail::goes_away(negative, bit_test(cpp_int{abs(quotient)}, 0), side < 0 ? 1U : side == 0 ? 2U : 3U, 4U, how)) quotient += negative ? -1 : 1;
    return quotient;
}

/// An exact quotient of whole numbers of any size: what solvers and callers use who need no bound. Takes tens of bytes and
/// tens of nanoseconds an operation; where 64 bits suffice, Ratio.
///
/// Boost's cpp_dec_float is no substitute: it rounds in silence, so that cpp_dec_float_50{6} / 3 == 2 is false.
class WideRatio {
public:
    WideRatio() = default;   // zero
    WideRatio(WholeNumber auto value) : value_{value} {}
    WideRatio(const cpp_int& value) : value_{value} {}
    explicit WideRatio(NotWholeNumber auto) = delete;   // a WideRatio is exact: give numerator and denominator
    WideRatio(const Ratio& ratio) : value_{to_cpp_rational(ratio)} {}
    explicit WideRatio(cpp_rational value) : value_{std::move(value)} {}
    /// \throws Error (bad_argument) for a denominator of zero
    WideRatio(const cpp_int& numerator, const cpp_int& denominator) : value_{checked(numerator, denominator)} {}

    [[nodiscard]] cpp_int numerator() const { return boost::multiprecision::numerator(value_); }
    /// Above zero.
    [[nodiscard]] cpp_int denominator() const { return boost::multiprecision::denominator(value_); }
    [[nodiscard]] const cpp_rational& value() const noexcept { return value_; }

    /// Whether it fits a Ratio.
    [[nodiscard]] bool fits() const {
        return numerator() >= std::numeric_limits<std::int64_t>::min() && numerator() <= std::numeric_limits<std::int64_t>::max() &&
               denominator() <= std::numeric_limits<std::int64_t>::max();
    }
    /// \throws Error (overflow) where it does not fit
    [[nodiscard]] Ratio to_ratio() const {
        if (!fits()) throw overflow("WideRatio::to_ratio", to_string(*this));
        return Ratio{static_cast<std::int64_t>(numerator()), static_cast<std::int64_t>(denominator())};
    }

    WideRatio& operator+=(const WideRatio& other) { return value_ += other.value_, *this; }
    WideRatio& operator-=(const WideRatio& other) { return value_ -= other.value_, *this; }
    WideRatio& operator*=(const WideRatio& other) { return value_ *= other.value_, *this; }
    /// \throws Error (bad_argument) where `other` is zero
    WideRatio& operator/=(const WideRatio& other) {
        if (other.value_ == 0) throw bad_argument("WideRatio", {"division by zero", "除数为零"});
        return value_ /= other.value_, *this;
    }
    [[nodiscard]] friend WideRatio operator+(WideRatio a, const WideRatio& b) { return a += b; }
    [[nodiscard]] friend WideRatio operator-(WideRatio a, const WideRatio& b) { return a -= b; }
    [[nodiscard]] friend WideRatio operator*(WideRatio a, const WideRatio& b) { return a *= b; }
    [[nodiscard]] friend WideRatio operator/(WideRatio a, const WideRatio& b) { return a /= b; }
    [[nodiscard]] WideRatio operator-() const { return WideRatio{cpp_rational{-value_}}; }

    friend bool operator==(const WideRatio& a, const WideRatio& b) { return a.value_.compare(b.value_) == 0; }
    friend std::strong_ordering operator<=>(const WideRatio& a, const WideRatio& b) { return a.value_.compare(b.value_) <=> 0; }

    /// `numerator/denominator`, the denominator left out where it is 1.
    [[nodiscard]] friend std::string to_string(const WideRatio& ratio) {
        const cpp_int below = ratio.denominator();
        return detail::to_text(ratio.numerator()) + (below == 1 ? std::string{} : '/' + detail::to_text(below));
    }

private:
    [[nodiscard]] static cpp_rational checked(const cpp_int& numerator, const cpp_int& denominator) {
        if (denominator == 0) throw bad_argument("WideRatio", {"the denominator is zero", "分母为零"});
        // Boost 1.74 takes a denominator below zero for one that cannot be negated, and throws.
        return denominator < 0 ? cpp_rational{cpp_int{-numerator}, cpp_int{-denominator}} : cpp_rational{numerator, denominator};
    }

    cpp_rational value_{};
};

/// How many times `b` goes into `a`, whatever their size. \throws Error (bad_argument) for zero
[[nodiscard]] inline WideRatio wide_ratio(WideMoney a, WideMoney b) { return {to_cpp_int(a), to_cpp_int(b)}; }

/// `amount` × `factor`, rounded to the fen once. \throws Error (overflow)
[[nodiscard]] inline WideMoney times(WideMoney amount, const WideRatio& factor, Rounding how) {
    return wide_money_from(divide(to_cpp_int(amount) * factor.numerator(), factor.denominator(), how));
}

/// The ratio as decimal text with `decimals` digits behind the point. \see decimal(Ratio)
[[nodiscard]] inline std::string decimal(const WideRatio& value, int decimals, Rounding how) {
    if (decimals < 0 || decimals > 1000) throw bad_argument("decimal", {"decimals must be 0 to 1000", "小数位数须为 0 至 1000"});
    const cpp_int scale = pow(cpp_int{10}, static_cast<unsigned>(decimals));
    const cpp_int scaled = divide(value.numerator() * scale, value.denominator(), how);
    std::string text = detail::to_text(cpp_int{abs(scaled)});
    const auto behind = static_cast<std::size_t>(decimals);
    if (text.size() <= behind) text.insert(0, behind + 1 - text.size(), '0');
    if (behind > 0) text.insert(text.size() - behind, 1, '.');
    return scaled < 0 ? '-' + text : text;
}

/// The greatest whole number that is no more than the value.
[[nodiscard]] inline cpp_int floor_of(const WideRatio& value) { return divide(value.numerator(), value.denominator(), Rounding::floor); }
/// The least whole number that is no less than the value.
[[nodiscard]] inline cpp_int ceiling_of(const WideRatio& value) { return divide(value.numerator(), value.denominator(), Rounding::ceiling); }

/// The value exactly: as decimal text where that ends within twelve digits behind the point, else as `2/3`.
[[nodiscard]] inline std::string exact_text(const WideRatio& value) {
    constexpr int most = 12;
    cpp_int scale = 1;
    for (int decimals = 0; decimals <= most; ++decimals, scale *= 10) {
        if (scale % value.denominator() == 0) return decimal(value, decimals, Rounding::down);
    }
    return to_string(value);
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const WideRatio& value) {
    return out << to_string(value);
}

}   // namespace arrears

template <>
struct std::hash<arrears::WideRatio> {
    [[nodiscard]] std::size_t operator()(const arrears::WideRatio& ratio) const {
        const std::hash<arrears::cpp_int> part;
        return part(ratio.numerator()) * 31 + part(ratio.denominator());
    }
};
