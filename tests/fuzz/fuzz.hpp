// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// What fuzzers share. A property that does not hold ends the program, which libFuzzer and replay.cpp take for a find.

namespace fuzz {

inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "property does not hold: %s\n", what);
    std::abort();
}

inline std::string_view text(const std::uint8_t* data, std::size_t size) { return {size == 0 ? "" : reinterpret_cast<const char*>(data), size}; }

/// A fault says something in both languages, and its place lies in the text: a character there, or the end.
inline void check_fault(const arrears::Fault& fault, std::string_view input) {
    require(!fault.problem.en.empty() && !fault.problem.zh.empty(), "a fault says what is wrong");
    require(fault.place.column <= input.size() + 1, "a fault lies within the text");
    require(fault.place.line <= input.size() + 1, "a fault lies within the lines");
}

}   // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
