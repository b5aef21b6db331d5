// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/bytes.hpp>
#include <arrears/io/csv.hpp>
#include <arrears/io/encoding.hpp>

#include <optional>
#include <string>
#include <utility>

namespace arrears {

/// What is known of a file before it is read. Nothing: it is found out.
struct CsvForm {
    std::optional<Encoding> encoding{};
    std::optional<char> separator{};

    friend bool operator==(const CsvForm&, const CsvForm&) = default;
};

/// Comma-separated values as offices have them, ready for a CsvReader.
struct CsvInput {
    ByteSource bytes;       ///< in UTF-8
    CsvOptions options{};   ///< with the separator
};

/// Reads the beginning of a file for what its form is: the encoding as as_utf8() finds it, and as separator the one of comma, tab and
/// semicolon that stands most often in the first line that is not blank, outside of quotes; of none, the comma.
/// \throws Error (unreadable) as the source does
[[nodiscard]] CsvInput csv_input(ByteSource bytes, const CsvForm& form = {}, CsvOptions options = {});

/// A reader of such a file. \param source its name, for messages \throws Error (unreadable) as the source does
[[nodiscard]] inline CsvReader open_csv(ByteSource bytes, std::string source, const CsvForm& form = {}, const CsvOptions& options = {}) {
    CsvInput input = csv_input(std::move(bytes), form, options);
    return {std::move(input.bytes), std::move(source), input.options};
}

}   // namespace arrears
