// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/result.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/statistics/state.hpp>

#include <cstddef>
#include <string>

namespace arrears {

/// How a state is written. Both hold the same document (docs/states.md); readers tell them apart by the first byte.
ARREARS_ENUM(StateFormat,
    (json, "JSON", "JSON"),
    (cbor, "CBOR（紧凑二进制）", "CBOR (compact binary)"));

/// The state as a document of version 2: the same bytes for equal states, however they came about.
[[nodiscard]] std::string write_state(const State& state, StateFormat format = StateFormat::json);

/// Reads what write_state() wrote, also in version 1: as a state of whose inputs nothing is known. A fault names what is wrong: no
/// such document, another version, keys or numbers that cannot be.
/// \param source the name of the file, for messages \param bytes_max a longer document is refused
/// \throws Error (unreadable) as the bytes do
[[nodiscard]] Result<State> read_state(const ByteSource& bytes, const std::string& source, std::size_t bytes_max = std::size_t{1} << 30U);

}   // namespace arrears
