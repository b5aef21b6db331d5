// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/money.hpp>
#include <arrears/core/rate.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <type_traits>

namespace arrears {

/// An exact amount finer than a fen: money × rate × days, before its one rounding.
///
/// Counted in trillionths of a fen, in 128 bits held as two words: within about ±1.7 × 10^24 yuan; beyond, Error (overflow).
/// It becomes Money only by round(), which names how.
class UnroundedMoney {
public:
    constexpr UnroundedMoney() noexcept = default;   // zero
    constexpr UnroundedMoney(Money amount) noexcept : UnroundedMoney{static_cast<detail::int128>(amount.fen()) * per_fen} {}
    /// `amount` × `rate` × `times`, exactly. \throws Error (overflow)
    [[nodiscard]] static constexpr UnroundedMoney product(Money amount, Rate rate, WholeNumber auto times) {
        detail::int128 out = static_cast<detail::int128>(amount.fen()) * rate.trillionths();
        if (__builtin_mul_overflow(out, times, &out)) {
            throw overflow("UnroundedMoney::product",
                           to_string(amount) + " × " + to_string(rate) + " × " + detail::to_text(static_cast<detail::int128>(times)));
        }
        return UnroundedMoney{out};
    }
    /// `amount` × `rate`, exactly; always fits.
    [[nodiscard]] static constexpr UnroundedMoney product(Money amount, Rate rate) noexcept {
        return UnroundedMoney{static_cast<detail::int128>(amount.fen()) * rate.trillionths()};
    }
    /// `high` × 2^64 + `low` trillionths of a fen.
    [[nodiscard]] static constexpr UnroundedMoney from_words(std::int64_t high, std::uint64_t low) noexcept {
        UnroundedMoney out;
        out.high_ = high;
        out.low_ = low;
        return out;
    }

    [[nodiscard]] constexpr std::int64_t high() const noexcept { return high_; }
    [[nodiscard]] constexpr std::uint64_t low() const noexcept { return low_; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return high_ < 0; }

    constexpr UnroundedMoney& operator+=(UnroundedMoney other) {
        detail::int128 sum{};
        if (__builtin_add_overflow(count(), other.count(), &sum)) throw overflow("UnroundedMoney + UnroundedMoney", "");
        return *this = UnroundedMoney{sum};
    }
    constexpr UnroundedMoney& operator-=(UnroundedMoney other) {
        detail::int128 difference{};
        if (__builtin_sub_overflow(count(), other.count(), &difference)) throw overflow("UnroundedMoney - UnroundedMoney", "");
        return *this = UnroundedMoney{difference};
    }
    [[nodiscard]] friend constexpr UnroundedMoney operator+(UnroundedMoney a, UnroundedMoney b) { return a += b; }
    [[nodiscard]] friend constexpr UnroundedMoney operator-(UnroundedMoney a, UnroundedMoney b) { return a -= b; }

    /// To a whole number of `unit`: a fen, or what a place rounds to (角 0.10, 元 1.00).
    /// \throws Error (bad_argument) where the unit is not above zero; (overflow)
    [[nodiscard]] constexpr Money round(Rounding how, Money unit = Money::from_fen(1)) const {
        if (unit <= Money{}) throw bad_argument("UnroundedMoney::round", {"the unit is not above zero", "取整单位不大于零"});
        return Money::from_fen(
                   detail::narrow(detail::divide(count(), static_cast<detail::int128>(unit.fen()) * per_fen, how), "UnroundedMoney::round")) *
               unit.fen();
    }

    friend constexpr bool operator==(UnroundedMoney, UnroundedMoney) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(UnroundedMoney a, UnroundedMoney b) noexcept { return a.count() <=> b.count(); }

    /// Yuan with as many decimals as it takes, at least two: `179.012215`.
    [[nodiscard]] friend std::string to_string(UnroundedMoney amount) {
        std::string text = detail::decimal_text(amount.count(), per_fen * 100, 14, Rounding::down);
        const std::size_t digits = text.find_last_not_of('0') + 1, two = text.find('.') + 3;
        text.resize(digits < two ? two : digits);
        return text;
    }

private:
    static constexpr detail::int128 per_fen = 1'000'000'000'000;

    explicit constexpr UnroundedMoney(detail::int128 count) noexcept
        : high_{static_cast<std::int64_t>(count >> 64U)}, low_{static_cast<std::uint64_t>(count)} {}
    [[nodiscard]] constexpr detail::int128 count() const noexcept {
        return static_cast<detail::int128>(static_cast<detail::uint128>(high_) << 64U | low_);
    }

    std::int64_t high_ = 0;
    std::uint64_t low_ = 0;
};

/// Writes to_string(amount), whatever the stream's locale.
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, UnroundedMoney amount) {
    return out << to_string(amount);
}

static_assert(sizeof(UnroundedMoney) == 16 && std::is_trivially_copyable_v<UnroundedMoney>);
static_assert(UnroundedMoney::product(12345.67_yuan, 0.05_percent, 29).round(Rounding::half_away_from_zero) == 179.01_yuan);
static_assert(UnroundedMoney{0.35_yuan}.round(Rounding::up, 0.10_yuan) == 0.40_yuan);

}   // namespace arrears

template <>
struct std::hash<arrears::UnroundedMoney> {
    [[nodiscard]] std::size_t operator()(arrears::UnroundedMoney amount) const noexcept {
        return std::hash<std::uint64_t>{}(amount.low()) * 31 + std::hash<std::int64_t>{}(amount.high());
    }
};
