// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/io/state_file.hpp>
#include <arrears/statistics/table.hpp>

#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string input{fuzz::text(data, size)};
    const Result<State> state = read_state(bytes_of_text(input), "fuzz");
    if (!state) {
        fuzz::require(!state.fault().message(Language::en).empty() && !state.fault().message(Language::zh).empty(), "a fault says something");
        return 0;
    }
    for (const StateFormat format : {StateFormat::json, StateFormat::cbor}) {
        const std::string document = write_state(*state, format);
        const Result<State> again = read_state(bytes_of_text(document), "again");
        fuzz::require(again && *again == *state, "a state reads back");
        fuzz::require(write_state(*again, format) == document, "and is written the same");
    }
    try {
        State twice = *state;
        twice.merge(*state);
        static_cast<void>(twice.table());
    } catch (const Error&) {   // more withdrawn than added, or beyond what fits
    }
    return 0;
}
