// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/integer.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace arrears::detail {

/// A decimal number of up to 15 digits before the point and 15 behind it, as whole units of its last possible digit.
[[nodiscard]] inline std::optional<int128> decimal_units(std::string_view digits) noexcept {
    constexpr std::size_t places = 15;
    const bool negative = digits.starts_with('-');
    if (negative) digits.remove_prefix(1);
    const std::size_t point = digits.find('.');
    const std::string_view whole = digits.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : digits.substr(point + 1);
    if (whole.empty() || whole.size() > places || fraction.size() > places) return std::nullopt;
    int128 out = 0;
    for (const char c : whole) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + (c - '0');
    }
    for (std::size_t i = 0; i < places; ++i) {
        const char c = i < fraction.size() ? fraction[i] : '0';
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + (c - '0');
    }
    return negative ? -out : out;
}

/// A sum of such numbers. A sheet's rows are too few for it to overflow: a million of 10^30 units each.
struct DecimalSum {
    int128 units = 0;
    bool inexact = false;   ///< a number was too large or too fine to be added
};

}   // namespace arrears::detail
