// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/core/citizen_number.hpp>
#include <arrears/core/id.hpp>
#include <arrears/core/uscc.hpp>

#include <algorithm>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    const bool secret = std::count_if(input.begin(), input.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 6;
    const auto untold = [&](const Fault& fault) {
        fuzz::check_fault(fault, input);
        if (secret) fuzz::require(fault.message().find(input) == std::string::npos, "no message repeats a number");
    };
    if (const Result<CitizenNumber> number = CitizenNumber::try_parse(input)) {
        fuzz::require(CitizenNumber{number->reveal()} == *number, "a number parses back");
        fuzz::require(number->is_male() != number->is_female() && print(*number) == "***", "a number prints masked");
        fuzz::require(print(number->birth()).size() == 10, "its birth date is a date");
    } else {
        untold(number.fault());
    }
    if (const Result<Uscc> code = Uscc::try_parse(input)) fuzz::require(Uscc{code->view()} == *code, "a code parses back");
    else untold(code.fault());
    using AnyId = Id<struct AnyTag>;
    if (const Result<AnyId> id = AnyId::try_parse(input)) fuzz::require(id->view() == input && AnyId{id->view()} == *id, "an id parses back");
    else untold(id.fault());
    return 0;
}
