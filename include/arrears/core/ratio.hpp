// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/rounding.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <string>

namespace arrears {

class Ratio;

namespace detail {

[[nodiscard]] constexpr uint128 greatest_common_divisor(uint128 a, uint128 b) noexcept {
    while (b != 0) {
        if ((a | b) <= std::numeric_limits<std::uint64_t>::max()) {   // most are small: 64-bit division is several times faster
            auto x = static_cast<std::uint64_t>(a);
            auto y = static_cast<std::uint64_t>(b);
            while (y != 0) {
                const std::uint64_t rest = x % y;
                x = y;
                y = rest;
            }
            return x;
        }
        const uint128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/// `numerator` / `denominator` in lowest terms. \throws Error (bad_argument for zero; overflow where the reduced parts do not fit)
[[nodiscard]] constexpr Ratio reduce(int128 numerator, int128 denominator);

}   // namespace detail

/// An exact quotient of two whole numbers: reduced, of 64 bits each, the denominator above zero.
///
/// Intermediates have 128 bits; a result that does not fit even when reduced is an Error (overflow). Without such a bound: WideRatio in wide.hpp.
class Ratio {
public:
    constexpr Ratio() noexcept = default;   // zero
    constexpr explicit Ratio(WholeNumber auto numerator) : numerator_{detail::to_int64(numerator, "Ratio")} {}
    /// \throws Error (bad_argument) for a denominator of zero
    constexpr Ratio(WholeNumber auto numerator, WholeNumber auto denominator)
        : Ratio{detail::reduce(detail::to_int64(numerator, "Ratio"), detail::to_int64(denominator, "Ratio"))} {}
    Ratio(std::floating_point auto) = delete;   // a Ratio is exact: give numerator and denominator
    template <class A, class B>
        requires(std::floating_point<A> || std::floating_point<B>)
    Ratio(A, B) = delete;   // a Ratio is exact: give whole numbers

    [[nodiscard]] constexpr std::int64_t numerator() const noexcept { return numerator_; }
    [[nodiscard]] constexpr std::int64_t denominator() const noexcept { return denominator_; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return numerator_ < 0; }

    [[nodiscard]] friend constexpr Ratio operator+(const Ratio& a, const Ratio& b) { return sum(a, b.numerator_, b.denominator_); }
    [[nodiscard]] friend constexpr Ratio operator-(const Ratio& a, const Ratio& b) {
        return sum(a, -static_cast<detail::int128>(b.numerator_), b.denominator_);
    }
    [[nodiscard]] constexpr Ratio operator-() const { return detail::reduce(-static_cast<detail::int128>(numerator_), denominator_); }
    [[nodiscard]] friend constexpr Ratio operator*(const Ratio& a, const Ratio& b) {
        return detail::reduce(static_cast<detail::int128>(a.numerator_) * b.numerator_, static_cast<detail::int128>(a.denominator_) * b.denominator_);
    }
    /// \throws Error (bad_argument) where `b` is zero
    [[nodiscard]] friend constexpr Ratio operator/(const Ratio& a, const Ratio& b) {
        return detail::reduce(static_cast<detail::int128>(a.numerator_) * b.denominator_, static_cast<detail::int128>(a.denominator_) * b.numerator_);
    }
    constexpr Ratio& operator+=(const Ratio& other) { return *this = *this + other; }
    constexpr Ratio& operator-=(const Ratio& other) { return *this = *this - other; }
    constexpr Ratio& operator*=(const Ratio& other) { return *this = *this * other; }
    constexpr Ratio& operator/=(const Ratio& other) { return *this = *this / other; }

    friend constexpr bool operator==(const Ratio&, const Ratio&) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) noexcept {
        return static_cast<detail::int128>(a.numerator_) * b.denominator_ <=> static_cast<detail::int128>(b.numerator_) * a.denominator_;
    }

private:
    friend constexpr Ratio detail::reduce(detail::int128 numerator, detail::int128 denominator);

    [[nodiscard]] static constexpr Ratio sum(const Ratio& a, detail::int128 numerator, std::int64_t denominator) {
        // Each product is at most 2^126 in size, so their sum fits.
        return detail::reduce(static_cast<detail::int128>(a.numerator_) * denominator + numerator * a.denominator_,
                              static_cast<detail::int128>(a.denominator_) * denominator);
    }

    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

constexpr Ratio detail::reduce(int128 numerator, int128 denominator) {
    if (denominator == 0) throw bad_argument("Ratio", {"the denominator is zero", "分母为零"});
    const bool negative = (numerator < 0) != (denominator < 0);
    uint128 n = magnitude(numerator);
    uint128 d = magnitude(denominator);
    const uint128 common = greatest_common_divisor(n, d);
    n /= common;
    d /= common;
    constexpr auto most = static_cast<uint128>(std::numeric_limits<std::int64_t>::max());
    if (n > most + (negative ? 1 : 0) || d > most) {
        throw overflow("Ratio", to_text(numerator) + " / " + to_text(denominator), {"use a WideRatio", "请用 WideRatio"});
    }
    Ratio out;
    out.numerator_ = static_cast<std::int64_t>(negative ? -static_cast<int128>(n) : static_cast<int128>(n));
    out.denominator_ = static_cast<std::int64_t>(d);
    return out;
}

namespace detail {

/// `dividend` × 10^`shift` / `divisor` with `decimals` digits behind the point, rounded once. 0 ≤ shift ≤ decimals; any signs.
[[nodiscard]] inline std::string decimal_text(int128 dividend, int128 divisor, int decimals, Rounding how, int shift = 0) {
    if (divisor == 0) throw bad_argument("decimal", {"the divisor is zero", "除数为零"});
    if (decimals < 0 || decimals > 1000) throw bad_argument("decimal", {"decimals must be 0 to 1000", "小数位数须为 0 至 1000"});
    const bool negative = (dividend < 0) != (divisor < 0);
    const uint128 d = magnitude(divisor);
    uint128 rest = magnitude(dividend) % d;
    std::string digits;
    {
        uint128 whole = magnitude(dividend) / d;
        char buffer[40];
        char* begin = buffer + sizeof buffer;
        for (; whole != 0; whole /= 10) *--begin = static_cast<char>('0' + static_cast<int>(whole % 10));
        digits.assign(begin, buffer + sizeof buffer);
    }
    for (int i = 0; i < decimals + shift; ++i) {   // long division: one digit a step
        int digit = 0;
        const auto twice = [&digit, d](uint128 half) {   // half < d ≤ 2^127
            digit *= 2;
            half += half;
            if (half >= d) half -= d, ++digit;
            return half;
        };
        uint128 next = twice(twice(rest)) + rest;   // × 4, + 1
        if (next >= d) next -= d, ++digit;
        rest = twice(next);   // × 2
        digits += static_cast<char>('0' + digit);
    }
    if (rest != 0 && goes_away(negative, !digits.empty() && (digits.back() - '0') % 2 != 0, rest, d, how)) {
        std::size_t at = digits.size();
        while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
        if (at > 0) {
            ++digits[at - 1];
        } else {
            digits.insert(0, 1, '1');
        }
    }
    const auto behind = static_cast<std::size_t>(decimals);
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    const std::size_t zeros = digits.find_first_not_of('0');
    if (zeros == std::string::npos) {
        digits.erase(0, digits.size() - behind - 1);
    } else if (const std::size_t leading = digits.size() - behind - 1; leading > 0 && zeros > 0) {
        digits.erase(0, zeros < leading ? zeros : leading);
    }
    if (behind > 0) digits.insert(digits.size() - behind, 1, '.');
    if (negative && zeros != std::string::npos) digits.insert(0, 1, '-');
    return digits;
}

}   // namespace detail

/// The ratio as decimal text with `decimals` digits behind the point (0 to 1000): `decimal(Ratio{2, 3}, 2, …)` is "0.67".
/// A value that rounds to zero has no sign. \throws Error (bad_argument)
[[nodiscard]] inline std::string decimal(const Ratio& value, int decimals, Rounding how) {
    return detail::decimal_text(value.numerator(), value.denominator(), decimals, how);
}

/// The ratio in percent, without the sign: `percent(Ratio{10864, 15995}, 2, …)` is "67.92".
[[nodiscard]] inline std::string percent(const Ratio& value, int decimals, Rounding how) {
    return detail::decimal_text(value.numerator(), value.denominator(), decimals, how, 2);
}

/// `numerator/denominator`, the denominator left out where it is 1.
[[nodiscard]] inline std::string to_string(const Ratio& value) {
    std::string text = std::to_string(value.numerator());
    if (value.denominator() != 1) text += '/' + std::to_string(value.denominator());
    return text;
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Ratio& value) {
    return out << to_string(value);
}

static_assert(Ratio{2, 4} == Ratio{1, 2} && Ratio{1, -3} < Ratio{} && Ratio{1, 3} + Ratio{1, 6} == Ratio{1, 2});

}   // namespace arrears

template <>
struct std::hash<arrears::Ratio> {
    [[nodiscard]] std::size_t operator()(const arrears::Ratio& value) const noexcept {
        return std::hash<std::int64_t>{}(value.numerator()) * 31 + std::hash<std::int64_t>{}(value.denominator());
    }
};
