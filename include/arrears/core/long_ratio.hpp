// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/rounding.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/core/when_called.hpp>

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <string>

namespace arrears {

/// An exact ratio of two whole numbers of at most 127 bits, reduced, its denominator positive: what statistics over sums are, which
/// a Ratio of 64 bits may not hold. It is compared and printed; who wants to go on computing takes to_ratio() or a WideRatio.
class LongRatio {
public:
    constexpr LongRatio() noexcept = default;   ///< nought
    constexpr LongRatio(const Ratio& ratio) noexcept : numerator_{ratio.numerator()}, denominator_{ratio.denominator()} {}
    /// An amount divided by a number, in fen. \throws Error (bad_argument) where that is nought
    constexpr LongRatio(const WideMoney& amount, std::int64_t divisor)
        : LongRatio{whole(amount), detail::int128{divisor}} {}
    /// One amount divided by another. \throws Error (bad_argument) where that is nought
    constexpr LongRatio(const WideMoney& amount, const WideMoney& divisor) : LongRatio{whole(amount), whole(divisor)} {}

    /// The same as a Ratio. \throws Error (overflow) where it does not fit
    [[nodiscard]] constexpr Ratio to_ratio() const { return detail::reduce(numerator_, denominator_); }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return numerator_ < 0; }

    friend constexpr bool operator==(const LongRatio&, const LongRatio&) noexcept = default;
    /// By Euclid's steps, since a product of both would not fit.
    friend constexpr std::strong_ordering operator<=>(const LongRatio& a, const LongRatio& b) noexcept {
        if (a.is_negative() != b.is_negative()) return a.is_negative() ? std::strong_ordering::less : std::strong_ordering::greater;
        detail::uint128 n = detail::magnitude(a.numerator_), d = detail::magnitude(a.denominator_);
        detail::uint128 m = detail::magnitude(b.numerator_), e = detail::magnitude(b.denominator_);
        bool turned = a.is_negative();
        while (true) {
            if (n / d != m / e) return (n / d < m / e) != turned ? std::strong_ordering::less : std::strong_ordering::greater;
            n %= d, m %= e;
            if (n == 0 || m == 0) {
                if (n == m) return std::strong_ordering::equal;
                return (n == 0) != turned ? std::strong_ordering::less : std::strong_ordering::greater;
            }
            const detail::uint128 p = n, q = m;   // n/d < m/e just where e/m < d/n
            n = d, d = p, m = e, e = q;
            turned = !turned;
        }
    }

    /// `numerator/denominator`, the denominator left out where it is 1.
    [[nodiscard]] friend std::string to_string(const LongRatio& value) {
        std::string text = detail::to_text(value.numerator_);
        if (value.denominator_ != 1) text += '/' + detail::to_text(value.denominator_);
        return text;
    }
    /// As decimal(Ratio): with `decimals` digits behind the point.
    [[nodiscard]] friend std::string decimal(const LongRatio& value, int decimals, Rounding how) {
        return detail::decimal_text(value.numerator_, value.denominator_, decimals, how);
    }
    [[nodiscard]] friend std::string percent(const LongRatio& value, int decimals, Rounding how) {
        return detail::decimal_text(value.numerator_, value.denominator_, decimals, how, 2);
    }
    /// Divided by a positive number: of fen, by 100 in yuan. \throws Error (overflow)
    [[nodiscard]] constexpr LongRatio divided_by(std::int64_t divisor) const {
        detail::int128 product = 0;
        const detail::int128 common = static_cast<detail::int128>(
            detail::greatest_common_divisor(detail::magnitude(numerator_), detail::magnitude(detail::int128{divisor})));
        if (__builtin_mul_overflow(denominator_, divisor / common, &product)) throw overflow("LongRatio", std::to_string(divisor));
        return {numerator_ / common, product};
    }

    /// The exact difference. \throws Error (overflow) where its terms, over the least common denominator, go beyond 127 bits
    [[nodiscard]] friend constexpr LongRatio operator-(const LongRatio& a, const LongRatio& b) {
        const auto common = static_cast<detail::int128>(
            detail::greatest_common_divisor(detail::magnitude(a.denominator_), detail::magnitude(b.denominator_)));
        detail::int128 left = 0, right = 0, numerator = 0, denominator = 0;
        if (__builtin_mul_overflow(a.numerator_, b.denominator_ / common, &left) ||
            __builtin_mul_overflow(b.numerator_, a.denominator_ / common, &right) ||
            __builtin_sub_overflow(left, right, &numerator) || __builtin_mul_overflow(a.denominator_, b.denominator_ / common, &denominator)) {
            throw overflow("LongRatio", to_string(a) + " - " + to_string(b));
        }
        return {numerator, denominator};
    }

    /// \throws Error (bad_argument) where the denominator is nought
    template <std::same_as<detail::int128> Number>   // so that nothing is narrowed or widened on the way
    constexpr LongRatio(Number numerator, Number denominator) {
        if (denominator == 0) throw bad_argument("LongRatio", {"the denominator is zero", "分母为零"});
        const auto common =
            static_cast<detail::int128>(detail::greatest_common_divisor(detail::magnitude(numerator), detail::magnitude(denominator)));
        numerator_ = (denominator < 0 ? -numerator : numerator) / common;
        denominator_ = (denominator < 0 ? -denominator : denominator) / common;
    }

private:
    [[nodiscard]] static constexpr detail::int128 whole(const WideMoney& amount) noexcept {
        return static_cast<detail::int128>(amount.high()) << 64 | amount.low();
    }

    detail::int128 numerator_ = 0;
    detail::int128 denominator_ = 1;
};

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const LongRatio& value) {
    return out << to_string(value);
}

}   // namespace arrears
