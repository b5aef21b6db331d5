// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/core/money_text.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    for (std::size_t i = 0; i < enum_count<AmountUnit>; ++i) {
        const AmountUnit unit = enum_at<AmountUnit>(i);
        const Result<Money> amount = try_parse_money(input, unit);
        if (!amount) {
            fuzz::check_fault(amount.fault(), input);
            continue;
        }
        for (const NegativeStyle negative : {NegativeStyle::minus, NegativeStyle::parentheses, NegativeStyle::triangle, NegativeStyle::trailing}) {
            MoneyStyle style;
            style.unit = unit;
            style.decimals = MoneyStyle::as_needed;
            style.negative = negative;
            for (const bool separators : {false, true}) {
                style.separators = separators;
                const Result<Money> again = try_parse_money(print(*amount, style), unit);
                fuzz::require(again && *again == *amount, "an amount parses back");
            }
        }
    }
    return 0;
}
