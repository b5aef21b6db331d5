// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/statistics/definition.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    const Result<Definition> definition = Definition::try_parse(input);
    if (!definition) {
        fuzz::check_fault(definition.fault(), input);
        return 0;
    }
    const std::string text = print(*definition);
    const Result<Definition> again = Definition::try_parse(text);
    fuzz::require(again && again->same_text(*definition) && *again == *definition, "a definition parses back");
    fuzz::require(print(*again) == text, "and prints the same");
    fuzz::require(definition->canonical() == *definition, "its canonical form is equal");
    fuzz::require(std::hash<Definition>{}(*again) == std::hash<Definition>{}(*definition), "equal definitions hash alike");
    return 0;
}
