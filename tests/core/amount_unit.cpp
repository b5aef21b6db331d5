// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/amount_unit.hpp>

#include "catch.hpp"

#include <optional>
#include <sstream>

using namespace arrears;

static_assert(enum_count<AmountUnit> == 3);
static_assert(fen_per(AmountUnit::wan_yuan) == 10'000 * fen_per(AmountUnit::yuan) && fen_per(AmountUnit::yuan) == 100);
static_assert(fen_per(AmountUnit::yi_yuan) == 10'000 * fen_per(AmountUnit::wan_yuan));

TEST_CASE("amount unit: as many decimals are exact as fen have powers of ten", "[core]") {
    for (std::size_t i = 0; i < enum_count<AmountUnit>; ++i) {
        const auto unit = enum_at<AmountUnit>(i);
        CAPTURE(unit);
        std::int64_t power = 1;
        for (int n = 0; n < exact_decimals(unit); ++n) power *= 10;
        CHECK(fen_per(unit) == power);
    }
}

TEST_CASE("amount unit: is read by any of its words and written by its identifier", "[core]") {
    for (const char* const word : {"yuan", "元", "圆", "RMB", "cny"}) CHECK(parse_enum<AmountUnit>(word) == AmountUnit::yuan);
    for (const char* const word : {"wan_yuan", "万元", "万", "萬元", "10,000 yuan"}) CHECK(parse_enum<AmountUnit>(word) == AmountUnit::wan_yuan);
    for (const char* const word : {"yi_yuan", "亿元", "亿", "億元", "100 Million Yuan"}) CHECK(parse_enum<AmountUnit>(word) == AmountUnit::yi_yuan);
    for (const char* const word : {"", "fen", "分", "千元", "万万元", " 元", "元 ", "million yuan"}) {
        CAPTURE(word);
        CHECK(parse_enum<AmountUnit>(word) == std::nullopt);
    }
    std::ostringstream out;
    out << AmountUnit::yuan << ' ' << AmountUnit::wan_yuan << ' ' << AmountUnit::yi_yuan << ' ' << label(AmountUnit::wan_yuan, Language::zh);
    CHECK(out.str() == "yuan wan_yuan yi_yuan 万元");
}
