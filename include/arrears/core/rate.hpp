// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/decimal_literal.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/rounding.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/core/wide_money.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>

namespace arrears {

/// A rate as laws write them: an exact decimal, counted in units of 10^-12, within about ±9.2 million (beyond, Error: overflow).
/// 万分之五 a day is `0.05_percent`, or parse_rate("0.05%"). A third is no Rate but a Ratio.
class Rate {
public:
    constexpr Rate() noexcept = default;   // zero
    explicit Rate(BareNumber auto) = delete;   // a Rate is exact: write 0.05_percent, or parse_rate("0.05%")
    /// `count` × 10^-12.
    [[nodiscard]] static constexpr Rate from_trillionths(WholeNumber auto count) { return Rate{detail::to_int64(count, "Rate::from_trillionths")}; }
    static Rate from_trillionths(NotWholeNumber auto) = delete;   // a Rate is exact: parse decimal text, or write 0.05_percent
    /// The same value as a decimal. \throws Error (bad_argument) where it has none of 12 digits; (overflow)
    [[nodiscard]] static constexpr Rate from_ratio(const Ratio& ratio) {
        const detail::int128 scaled = static_cast<detail::int128>(ratio.numerator()) * one;
        if (scaled % ratio.denominator() != 0) {
            throw bad_argument("Rate::from_ratio", {to_string(ratio) + " is no decimal of at most 12 digits", to_string(ratio) + " 不是至多十二位的小数"},
                               {"use the Ratio itself", "请直接使用 Ratio"});
        }
        return Rate{detail::narrow(scaled / ratio.denominator(), "Rate::from_ratio")};
    }

    [[nodiscard]] constexpr std::int64_t trillionths() const noexcept { return count_; }
    [[nodiscard]] constexpr Ratio ratio() const { return Ratio{count_, one}; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return count_ < 0; }

    constexpr Rate& operator+=(Rate other) {
        std::int64_t sum{};
        if (__builtin_add_overflow(count_, other.count_, &sum)) throw out_of_range("Rate + Rate", " + ", other.count_);
        count_ = sum;
        return *this;
    }
    constexpr Rate& operator-=(Rate other) {
        std::int64_t difference{};
        if (__builtin_sub_overflow(count_, other.count_, &difference)) throw out_of_range("Rate - Rate", " - ", other.count_);
        count_ = difference;
        return *this;
    }
    constexpr Rate& operator*=(WholeNumber auto factor) {
        std::int64_t product{};
        if (__builtin_mul_overflow(count_, factor, &product)) throw out_of_range("Rate * integer", " × ", static_cast<detail::int128>(factor));
        count_ = product;
        return *this;
    }
    [[nodiscard]] friend constexpr Rate operator+(Rate a, Rate b) { return a += b; }
    [[nodiscard]] friend constexpr Rate operator-(Rate a, Rate b) { return a -= b; }
    [[nodiscard]] constexpr Rate operator-() const { return Rate{} - *this; }
    /// A daily rate × days, exactly.
    [[nodiscard]] friend constexpr Rate operator*(Rate rate, WholeNumber auto factor) { return rate *= factor; }
    [[nodiscard]] friend constexpr Rate operator*(WholeNumber auto factor, Rate rate) { return rate *= factor; }
    friend Rate operator*(Rate, NotWholeNumber auto) = delete;   // a Rate is exact: multiply by whole numbers, or use rate.ratio()
    friend Rate operator*(NotWholeNumber auto, Rate) = delete;   // a Rate is exact: multiply by whole numbers, or use rate.ratio()
    friend Money operator*(Money, Rate) = delete;                // a share of money is rounded: use times(money, rate, rounding)
    friend Money operator*(Rate, Money) = delete;                // a share of money is rounded: use times(money, rate, rounding)

    friend constexpr auto operator<=>(Rate, Rate) noexcept = default;

private:
    static constexpr std::int64_t one = 1'000'000'000'000;
    explicit constexpr Rate(std::int64_t count) noexcept : count_{count} {}
    [[nodiscard]] Error out_of_range(const char* where, const char* sign, detail::int128 other) const {
        return overflow(where, std::to_string(count_) + sign + detail::to_text(other) + " (10^-12)");
    }

    std::int64_t count_ = 0;
};

/// `amount` × `rate`, rounded to the fen once. \throws Error (overflow)
[[nodiscard]] constexpr Money times(Money amount, Rate rate, Rounding how) {
    const detail::int128 product = static_cast<detail::int128>(amount.fen()) * rate.trillionths();
    return Money::from_fen(detail::narrow(detail::divide(product, 1'000'000'000'000, how), "times(Money, Rate)"));
}

/// `amount` × `rate`, rounded to the fen once. \throws Error (overflow)
[[nodiscard]] constexpr WideMoney times(WideMoney amount, Rate rate, Rounding how) { return times(amount, rate.ratio(), how); }

/// The plain decimal without needless zeros: `0.0005`, `1`, `-0.2`.
[[nodiscard]] inline std::string to_string(Rate rate) {
    std::string text = detail::decimal_text(rate.trillionths(), 1'000'000'000'000, 12, Rounding::down);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

/// Writes to_string(rate), whatever the stream's locale.
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Rate rate) {
    return out << to_string(rate);
}

/// Reads `0.0005`, `0.05%`, `0.5‰`, `5‱` (also full-width), exactly. No exponent, no blanks inside, no bare point.
/// The fault (bad_syntax; overflow) tells the character at which reading stopped.
[[nodiscard]] inline Result<Rate> try_parse_rate(std::string_view text) {
    const auto fault = [text](std::size_t position, Text problem, ErrorKind kind = ErrorKind::bad_syntax) -> Fault {
        const std::string at = std::to_string(position);
        return {kind,
                {},
                {in_quotes(text) + " at position " + at + ": " + problem.en, in_quotes(text) + " 第 " + at + " 字：" + problem.zh},
                std::string{text},
                {"a rate as 0.0005, 0.05% or 0.5‰", "费率应如 0.0005、0.05% 或 0.5‰"},
                {}};
    };
    detail::int128 count = 0;
    bool negative = false;
    int behind = -1;
    int digits = 0;
    std::size_t position = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const Utf8Character next = read_utf8(rest);
        rest.remove_prefix(next.bytes);
        ++position;
        if (!next.valid) return fault(position, {"no UTF-8", "不是 UTF-8"});
        const char32_t c = fold_width(next.code);
        if (c >= '0' && c <= '9') {
            if (++digits > 30) return fault(position, {"too many digits", "位数过多"}, ErrorKind::overflow);
            count = count * 10 + static_cast<int>(c - '0');
            if (behind >= 0) ++behind;
        } else if ((c == '-' || c == 0x2212) && position == 1) {
            negative = true;
        } else if (c == '.' && behind < 0 && digits > 0) {
            behind = 0;
        } else if ((c == '%' || c == 0x2030 || c == 0x2031) && digits > 0 && behind != 0 && rest.empty()) {
            behind = (behind < 0 ? 0 : behind) + (c == '%' ? 2 : c == 0x2030 ? 3 : 4);
        } else {
            return fault(position, {"not expected here", "此处不应出现该字符"});
        }
    }
    if (digits == 0 || behind == 0) return fault(position + 1, {"a digit is missing", "缺少数字"});
    for (; behind > 12; --behind) {
        if (count % 10 != 0) return fault(position, {"more than 12 decimals", "小数超过十二位"});
        count /= 10;
    }
    for (int i = behind < 0 ? 0 : behind; i < 12; ++i) {
        if (__builtin_mul_overflow(count, detail::int128{10}, &count)) return fault(position, {"out of range", "超出范围"}, ErrorKind::overflow);
    }
    if (negative) count = -count;
    if (count != static_cast<std::int64_t>(count)) return fault(position, {"out of range", "超出范围"}, ErrorKind::overflow);
    return Rate::from_trillionths(static_cast<std::int64_t>(count));
}

/// \throws Error with the fault of try_parse_rate()
[[nodiscard]] inline Rate parse_rate(std::string_view text) { return try_parse_rate(text).value(); }

inline namespace literals {

/// `0.05_percent`: exact at compile time.
[[nodiscard]] consteval Rate operator""_percent(const char* text) { return Rate::from_trillionths(detail::decimal_literal(text, 10)); }
/// `2_permille`: thousandths.
[[nodiscard]] consteval Rate operator""_permille(const char* text) { return Rate::from_trillionths(detail::decimal_literal(text, 9)); }

}   // namespace literals

static_assert(sizeof(Rate) == 8 && std::is_trivially_copyable_v<Rate>);
static_assert(0.05_percent == 0.5_permille && (0.05_percent * 20).ratio() == Ratio{1, 100});
static_assert(times(1000_yuan, 0.05_percent * 31, Rounding::half_away_from_zero) == 15.50_yuan);

}   // namespace arrears

template <>
struct std::hash<arrears::Rate> {
    [[nodiscard]] std::size_t operator()(arrears::Rate rate) const noexcept { return std::hash<std::int64_t>{}(rate.trillionths()); }
};
