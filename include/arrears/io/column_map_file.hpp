// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/bytes.hpp>
#include <arrears/io/column_map.hpp>
#include <arrears/io/diagnostics.hpp>

#include <optional>
#include <string>

namespace arrears {

/// Reads a map of columns, in JSON (docs/formats.md). What is wrong goes to the diagnostics, all of it, with line, column and JSON pointer.
/// \param source the name of the file, for messages
/// \returns nothing where anything is wrong
/// \throws Error (unreadable) as the bytes do
[[nodiscard]] std::optional<ColumnMap> read_column_map(const ByteSource& bytes, const std::string& source, Diagnostics& diagnostics);
[[nodiscard]] std::optional<ColumnMap> read_column_map(const std::string& path, Diagnostics& diagnostics);

/// The JSON Schema (2020-12) of such a file.
[[nodiscard]] std::string column_map_schema();

}   // namespace arrears
