// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/core/capital.hpp>

#include <cstring>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    const Result<Money> amount = try_parse_capital(input);
    if (amount) fuzz::require(parse_capital(capital(*amount)) == *amount, "an amount in capitals parses back");
    else fuzz::check_fault(amount.fault(), input);
    std::int64_t fen = 0;   // random bytes are seldom an amount, but always a number
    if (size != 0) std::memcpy(&fen, data, size < sizeof fen ? size : sizeof fen);
    const Money any = Money::from_fen(fen);
    fuzz::require(parse_capital(capital(any)) == any, "any amount can be written in capitals and read");
    return 0;
}
