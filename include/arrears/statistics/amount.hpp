// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace arrears::detail {

/// An amount of a definition in fen: digits, at most as many decimals as reach whole fen, and 元, 万元 or 亿元.
[[nodiscard]] constexpr std::optional<std::int64_t> parse_amount(std::string_view text) noexcept {
    constexpr std::pair<std::string_view, int> units[] = {{"亿元", 10}, {"万元", 6}, {"元", 2}};
    int scale = 2;
    for (const auto& [unit, digits] : units) {
        if (!text.ends_with(unit)) continue;
        text.remove_suffix(unit.size());
        scale = digits;
        break;
    }
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t fen = 0;
    bool begun = false, point = false;
    for (const char c : text) {
        if (c == '.' && begun && !point) {
            point = true;
            begun = false;
            continue;
        }
        if (c < '0' || c > '9' || (point && scale == 0)) return std::nullopt;
        if (__builtin_mul_overflow(fen, 10, &fen) || __builtin_add_overflow(fen, c - '0', &fen)) return std::nullopt;
        begun = true;
        if (point) --scale;
    }
    if (!begun) return std::nullopt;
    for (; scale > 0; --scale) {
        if (__builtin_mul_overflow(fen, 10, &fen)) return std::nullopt;
    }
    return negative ? -fen : fen;
}

}   // namespace arrears::detail
