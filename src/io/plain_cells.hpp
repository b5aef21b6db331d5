// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cells.hpp"

#include <arrears/core/money_scan.hpp>
#include <arrears/statistics/field.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

// Cells as nearly all are written, read with little to decide. What these take, read_cell() takes for the same; all else is left to it.

namespace arrears::detail {

/// Whether a text is what it means: no blanks around it, no mark before what looks like a formula, no word for unknown. May be false of some.
[[nodiscard]] inline bool is_plain(std::string_view text) noexcept {
    const std::size_t size = text.size();
    if (size == 0) return false;
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    // No blank of three bytes begins as Chinese does.
    const bool first = (byte(0) > ' ' && byte(0) < 0x80 && byte(0) != '\'') || byte(0) >= 0xE4;
    const bool last = (byte(size - 1) > ' ' && byte(size - 1) < 0x80) || (size >= 3 && byte(size - 1) >= 0x80 && byte(size - 3) >= 0xE4);
    return first && last && ((size != 6 && size != 7) || !is_unknown(text));
}

[[nodiscard]] inline std::optional<std::int64_t> plain_integer(std::string_view text) noexcept {
    if (text.empty() || text.size() > 18) return std::nullopt;
    std::uint64_t value = 0;   // of what is no digit it means nothing, and may go round
    bool wrong = false;
    for (const char c : text) {
        const auto digit = static_cast<unsigned>(static_cast<unsigned char>(c) - '0');
        wrong |= digit > 9;
        value = value * 10 + digit;
    }
    return wrong ? std::nullopt : std::optional{static_cast<std::int64_t>(value)};
}

/// Of `2018-12-31` the number of the day.
[[nodiscard]] inline std::optional<std::int64_t> plain_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    bool wrong = false;
    const auto digit = [&](std::size_t i) {
        const int value = text[i] - '0';
        wrong |= value < 0 || value > 9;
        return value;
    };
    const int year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3), month = digit(5) * 10 + digit(6), day = digit(8) * 10 + digit(9);
    if (wrong || date_problem(year, month, day) != DateProblem::none) return std::nullopt;
    return date_number(Date{year, month, day});
}

/// A number, an amount in fen or a day's number.
[[nodiscard]] inline std::optional<std::int64_t> plain_number(FieldKind kind, std::string_view text, AmountUnit unit) {
    if (kind == FieldKind::date) return plain_date(text);
    if (kind != FieldKind::money) return plain_integer(text);
    const MoneyScan amount = scan_money(text, unit);
    return amount ? std::optional{amount.value.fen()} : std::nullopt;
}

}   // namespace arrears::detail
