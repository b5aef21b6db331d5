// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/wide.hpp>

#include <compare>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace arrears::detail {

/// A WideRatio that is quick where 64 bits suffice, as they nearly always do in a sparse system. Exact: what does not fit becomes wide.
class QuickRatio {
public:
    QuickRatio() = default;   // nought
    QuickRatio(int value) : numerator_{value} {}
    QuickRatio(const WideRatio& value) { keep(value); }
    QuickRatio(const QuickRatio& other)
        : numerator_{other.numerator_}, denominator_{other.denominator_}, wide_{other.wide_ ? std::make_unique<WideRatio>(*other.wide_) : nullptr} {}
    QuickRatio(QuickRatio&&) noexcept = default;
    QuickRatio& operator=(const QuickRatio& other) {
        if (this != &other) {
            numerator_ = other.numerator_, denominator_ = other.denominator_;
            wide_ = other.wide_ ? std::make_unique<WideRatio>(*other.wide_) : nullptr;
        }
        return *this;
    }
    QuickRatio& operator=(QuickRatio&&) noexcept = default;
    ~QuickRatio() = default;

    [[nodiscard]] WideRatio wide() const { return wide_ ? *wide_ : WideRatio{cpp_int{numerator_}, cpp_int{denominator_}}; }
    /// -1, 0 or 1.
    [[nodiscard]] int sign() const {
        if (wide_) return *wide_ < 0 ? -1 : 1;   // nought fits
        return numerator_ < 0 ? -1 : numerator_ > 0 ? 1 : 0;
    }

    [[nodiscard]] friend QuickRatio operator+(const QuickRatio& a, const QuickRatio& b) {
        if (a.wide_ || b.wide_) return a.wide() + b.wide();
        // Each product is less than 2^126 in size, so their sum fits.
        if (a.denominator_ == b.denominator_) return made(int128{a.numerator_} + b.numerator_, a.denominator_);
        return made(int128{a.numerator_} * b.denominator_ + int128{b.numerator_} * a.denominator_, int128{a.denominator_} * b.denominator_);
    }
    [[nodiscard]] friend QuickRatio operator*(const QuickRatio& a, const QuickRatio& b) {
        if (a.wide_ || b.wide_) return a.wide() * b.wide();
        return made(int128{a.numerator_} * b.numerator_, int128{a.denominator_} * b.denominator_);
    }
    /// Precondition: b is not nought
    [[nodiscard]] friend QuickRatio operator/(const QuickRatio& a, const QuickRatio& b) {
        if (a.wide_ || b.wide_) return a.wide() / b.wide();
        const int128 above = int128{a.numerator_} * b.denominator_, below = int128{a.denominator_} * b.numerator_;
        return below < 0 ? made(-above, -below) : made(above, below);
    }
    [[nodiscard]] QuickRatio operator-() const {
        if (wide_) return QuickRatio{-*wide_};
        QuickRatio out;
        out.numerator_ = -numerator_, out.denominator_ = denominator_;
        return out;
    }
    [[nodiscard]] friend QuickRatio operator-(const QuickRatio& a, const QuickRatio& b) { return a + -b; }

    friend bool operator==(const QuickRatio& a, const QuickRatio& b) {
        if (a.wide_ || b.wide_) return a.wide_ && b.wide_ && *a.wide_ == *b.wide_;
        return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
    }
    friend std::strong_ordering operator<=>(const QuickRatio& a, const QuickRatio& b) {
        if (a.wide_ || b.wide_) return a.wide() <=> b.wide();
        return int128{a.numerator_} * b.denominator_ <=> int128{b.numerator_} * a.denominator_;
    }

private:
    [[nodiscard]] static bool fits(int128 value) {   // its negative too
        return value <= std::numeric_limits<std::int64_t>::max() && value >= -std::numeric_limits<std::int64_t>::max();
    }
    /// In lowest terms. Precondition: 0 < denominator
    [[nodiscard]] static QuickRatio made(int128 numerator, int128 denominator) {
        if (denominator != 1) {
            const auto common = static_cast<int128>(greatest_common_divisor(magnitude(numerator), static_cast<uint128>(denominator)));
            if (common != 1) numerator /= common, denominator /= common;
        }
        QuickRatio out;
        if (fits(numerator) && fits(denominator)) {
            out.numerator_ = static_cast<std::int64_t>(numerator), out.denominator_ = static_cast<std::int64_t>(denominator);
        } else {
            out.wide_ = std::make_unique<WideRatio>(cpp_int{numerator}, cpp_int{denominator});
        }
        return out;
    }
    void keep(const WideRatio& value) {
        const cpp_int numerator = value.numerator(), denominator = value.denominator();
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        if (numerator <= most && numerator >= -most && denominator <= most) {
            numerator_ = static_cast<std::int64_t>(numerator), denominator_ = static_cast<std::int64_t>(denominator);
        } else {
            wide_ = std::make_unique<WideRatio>(value);
        }
    }

    std::int64_t numerator_ = 0, denominator_ = 1;   // in lowest terms, the denominator above nought
    std::unique_ptr<WideRatio> wide_{};              // what does not fit them, and only that
};

}   // namespace arrears::detail
