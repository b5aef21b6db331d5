// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>

namespace arrears {

/// Bytes in order, from wherever: each call fills the front of `to` and says how many came, 0 at the end.
/// \throws Error (unreadable)
using ByteSource = std::function<std::size_t(std::span<char> to)>;

/// The bytes of a file, read as they are asked for; `-` is standard input. \param from the place of the first, of a file that has places
/// \throws Error (unreadable) where it is not there, is a directory, or may not be read
[[nodiscard]] ByteSource bytes_of_file(const std::string& path, std::uint64_t from = 0);
[[nodiscard]] ByteSource bytes_of_text(std::string text);
/// The stream must outlive the source.
[[nodiscard]] ByteSource bytes_of_stream(std::istream& stream);

/// All bytes that are left; nothing where they are more than `bytes_max`, without reading much further. \throws Error (unreadable)
[[nodiscard]] std::optional<std::string> read_all(const ByteSource& bytes, std::size_t bytes_max);

}   // namespace arrears
