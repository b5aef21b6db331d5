// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/rules/parameters.hpp>

#include <string>
#include <string_view>

namespace arrears {

/// Lays the values of a parameter file over a set: on the days that a value of the file covers it stands instead of the
/// set's. The file is TOML; its form is documented in docs/rules/parameters.md. Numbers are text (`"16%"`, `"4,565"`), for a
/// TOML number would be a binary fraction; sources stand in tables of their own, which values name.
///
/// \returns the set with the file's values; where a fault was told, the set as it was
/// \throws Error (unreadable)
[[nodiscard]] Parameters read_parameters(const std::string& path, const Parameters& over, Diagnostics& diagnostics);

/// The same of a text. \param name where it comes from, for messages
[[nodiscard]] Parameters parse_parameters(std::string_view toml, const std::string& name, const Parameters& over, Diagnostics& diagnostics);

/// A file that holds all of a set: read over an empty set it gives an equal one.
[[nodiscard]] std::string write_parameters(const Parameters& parameters);

}   // namespace arrears
