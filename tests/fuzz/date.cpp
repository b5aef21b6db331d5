// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/core/month.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    constexpr Language languages[] = {Language::en, Language::zh};
    const std::string_view input = fuzz::text(data, size);
    if (const Result<Date> date = try_parse_date(input)) {
        for (const Language language : languages) fuzz::require(parse_date(print(*date, language)) == *date, "a date parses back");
        fuzz::require(date->plus_months(0) == *date && Month{*date}.contains(*date), "a date lies in its month");
    } else {
        fuzz::check_fault(date.fault(), input);
    }
    if (const Result<Month> month = try_parse_month(input)) {
        for (const Language language : languages) fuzz::require(parse_month(print(*month, language)) == *month, "a month parses back");
    } else {
        fuzz::check_fault(month.fault(), input);
    }
    return 0;
}
