// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/rounding.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <limits>
#include <string>

namespace arrears {

namespace detail {

[[nodiscard]] constexpr uint128 magnitude(int128 value) noexcept {
    return value < 0 ? uint128{0} - static_cast<uint128>(value) : static_cast<uint128>(value);
}

[[nodiscard]] constexpr uint128 greatest_common_divisor(uint128 a, uint128 b) noexcept {
    while (b != 0) {
        const uint128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

}   // namespace detail

/// An exact quotient of two whole numbers: reduced, of 64 bits each, the denominator above zero.
///
/// Intermediates have 128 bits; a result that does not fit even when reduced is an Error (overflow).
class Ratio {
public:
    constexpr Ratio() noexcept = default;   // zero
    /// \throws Error (bad_argument) for a denominator of zero
    constexpr explicit Ratio(WholeNumber auto numerator) : numerator_{detail::to_int64(numerator, "Ratio")} {}
    constexpr Ratio(WholeNumber auto numerator, WholeNumber auto denominator)
        : Ratio{reduced(detail::to_int64(numerator, "Ratio"), detail::to_int64(denominator, "Ratio"))} {}
    Ratio(std::floating_point auto) = delete;   // a Ratio is exact: give numerator and denominator
    template <class A, class B> requires(std::floating_point<A> || std::floating_point<B>)
    Ratio(A, B) = delete;   // a Ratio is exact: give whole numbers

    [[nodiscard]] constexpr std::int64_t numerator() const noexcept { return numerator_; }
    [[nodiscard]] constexpr std::int64_t denominator() const noexcept { return denominator_; }

    /// `numerator` / `denominator`, reduced. \throws Error (bad_argument; overflow where the reduced parts do not fit)
    [[nodiscard]] static constexpr Ratio reduced(detail::int128 numerator, detail::int128 denominator) {
        if (denominator == 0) throw bad_argument("Ratio", {"the denominator is zero", "分母为零"});
        const detail::uint128 n = detail::magnitude(numerator);
        const detail::uint128 d = detail::magnitude(denominator);
        const detail::uint128 common = detail::greatest_common_divisor(n, d);
        const bool negative = (numerator < 0) != (denominator < 0);
        constexpr auto limit = static_cast<detail::uint128>(std::numeric_limits<std::int64_t>::max());
        if (n / common > limit || d / common > limit) {
            throw overflow("Ratio", detail::to_text(numerator) + " / " + detail::to_text(denominator));
        }
        Ratio out;
        out.numerator_ = static_cast<std::int64_t>(n / common);
        if (negative) out.numerator_ = -out.numerator_;
        out.denominator_ = static_cast<std::int64_t>(d / common);
        return out;
    }

    [[nodiscard]] friend constexpr Ratio operator+(const Ratio& a, const Ratio& b) { return sum(a, b.numerator_, b.denominator_); }
    [[nodiscard]] friend constexpr Ratio operator-(const Ratio& a, const Ratio& b) {
        return sum(a, -static_cast<detail::int128>(b.numerator_), b.denominator_);
    }
    [[nodiscard]] constexpr Ratio operator-() const { return reduced(-static_cast<detail::int128>(numerator_), denominator_); }
    [[nodiscard]] friend constexpr Ratio operator*(const Ratio& a, const Ratio& b) {
        return reduced(static_cast<detail::int128>(a.numerator_) * b.numerator_, static_cast<detail::int128>(a.denominator_) * b.denominator_);
    }
    /// \throws Error (bad_argument) where `b` is zero
    [[nodiscard]] friend constexpr Ratio operator/(const Ratio& a, const Ratio& b) {
        return reduced(static_cast<detail::int128>(a.numerator_) * b.denominator_, static_cast<detail::int128>(a.denominator_) * b.numerator_);
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
    [[nodiscard]] static constexpr Ratio sum(const Ratio& a, detail::int128 numerator, std::int64_t denominator) {
        detail::int128 total{};
        const detail::int128 left = static_cast<detail::int128>(a.numerator_) * denominator;
        if (__builtin_add_overflow(left, numerator * a.denominator_, &total)) throw overflow("Ratio", "a sum of two ratios");
        return reduced(total, static_cast<detail::int128>(a.denominator_) * denominator);
    }

    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

namespace detail {

/// `dividend` / `divisor` with `decimals` digits behind the point, rounded; 128-bit operands. Precondition: divisor > 0.
[[nodiscard]] inline std::string decimal_text(int128 dividend, int128 divisor, int decimals, Rounding how) {
    int128 scaled = dividend;
    for (int i = 0; i < decimals; ++i) {
        if (__builtin_mul_overflow(scaled, int128{10}, &scaled)) throw overflow("decimal", to_text(dividend) + " / " + to_text(divisor));
    }
    const int128 rounded = divide(scaled, divisor, how);
    std::string text = to_text(rounded < 0 ? -rounded : rounded);
    if (decimals > 0) {
        const auto behind = static_cast<std::size_t>(decimals);
        if (text.size() <= behind) text.insert(0, behind + 1 - text.size(), '0');
        text.insert(text.size() - behind, 1, '.');
    }
    return rounded < 0 ? '-' + text : text;
}

}   // namespace detail

/// The ratio as decimal text with `decimals` digits behind the point (0 to 18): `decimal(Ratio{2, 3}, 2, …)` is "0.67".
/// A value that rounds to zero has no sign. \throws Error (bad_argument; overflow)
[[nodiscard]] inline std::string decimal(const Ratio& value, int decimals, Rounding how) {
    if (decimals < 0 || decimals > 18) throw bad_argument("decimal", {"decimals must be 0 to 18", "小数位数须为 0 至 18"});
    return detail::decimal_text(value.numerator(), value.denominator(), decimals, how);
}

/// The ratio in percent, without the sign: `percent(Ratio{10864, 15995}, 2, …)` is "67.92".
[[nodiscard]] inline std::string percent(const Ratio& value, int decimals, Rounding how) {
    if (decimals < 0 || decimals > 18) throw bad_argument("percent", {"decimals must be 0 to 18", "小数位数须为 0 至 18"});
    return detail::decimal_text(static_cast<detail::int128>(value.numerator()) * 100, value.denominator(), decimals, how);
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

}   // namespace arrears

template <>
struct std::hash<arrears::Ratio> {
    [[nodiscard]] std::size_t operator()(const arrears::Ratio& value) const noexcept {
        return std::hash<std::int64_t>{}(value.numerator()) * 31 + std::hash<std::int64_t>{}(value.denominator());
    }
};
