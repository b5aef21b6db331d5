// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>

#include <cstdint>

namespace arrears {

/// The units in which amounts are written. 1 亿元 = 10,000 万元 = 10^8 yuan.
ARREARS_ENUM(AmountUnit,
    (yuan, "元", "yuan", "圆", "RMB", "CNY"),
    (wan_yuan, "万元", "10,000 yuan", "万", "萬元"),
    (yi_yuan, "亿元", "100 million yuan", "亿", "億元"));

/// How many fen one of the unit is: 100, 1,000,000 or 10,000,000,000.
[[nodiscard]] constexpr std::int64_t fen_per(AmountUnit unit) noexcept {
    return unit == AmountUnit::yuan ? 100 : unit == AmountUnit::wan_yuan ? 1'000'000 : 10'000'000'000;
}

/// The power of ten of fen_per(): 2, 6 or 10; as many decimals of the unit are exact in fen.
[[nodiscard]] constexpr int exact_decimals(AmountUnit unit) noexcept {
    return unit == AmountUnit::yuan ? 2 : unit == AmountUnit::wan_yuan ? 6 : 10;
}

}   // namespace arrears
