// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/statistics/field.hpp>

#include <cstdint>

namespace arrears::detail {

/// Records counted, and the sum of an amount over those where it is known. What was withdrawn counts as minus one.
struct Tally {
    int128 sum = 0;
    std::int64_t count = 0;
    std::int64_t unknown = 0;   ///< of count: those whose amount is unknown

    [[nodiscard]] bool is_zero() const noexcept { return count == 0 && sum == 0 && unknown == 0; }
    friend bool operator==(const Tally&, const Tally&) = default;
    /// One record more, or less, with an amount that may be unknown_number.
    void count_record(std::int64_t number, int sign) noexcept {
        count += sign;
        if (number == unknown_number) unknown += sign;
        else sum += static_cast<int128>(number) * sign;
    }
    /// \throws Error (overflow), with nothing changed
    void add(const Tally& other, int sign) {
        Tally made;
        const auto put = [sign](auto mine, auto others, auto& out) {
            return sign < 0 ? __builtin_sub_overflow(mine, others, &out) : __builtin_add_overflow(mine, others, &out);
        };
        const bool lost = put(sum, other.sum, made.sum) || put(count, other.count, made.count) || put(unknown, other.unknown, made.unknown);
        if (lost) throw overflow("State", to_text(sum) + " + " + to_text(other.sum));
        *this = made;
    }
};

}   // namespace arrears::detail
