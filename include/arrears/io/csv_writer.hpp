// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace arrears {

/// For whom comma-separated values are written. CsvReader reads both.
enum class CsvFor : unsigned char {
    programs,   ///< UTF-8 without a mark, lines end with LF
    excel,      ///< UTF-8 with a byte order mark, which Excel needs to see that it is UTF-8; lines end with CR LF
};

/// Writes comma-separated values as RFC 4180 has them, onto the end of a string.
///
/// A spreadsheet takes a cell that begins with one of `= + - @`, a tab or a line break (also full-width ＝＋－＠) for a formula
/// and may run it. So text() puts `'` before such a text, and before one that has only such marks before the sign; a
/// registry's reader takes it away again. value() is for numbers, dates and words of this library, which stay as they are.
class CsvWriter {
public:
    /// \param out must outlive the writer
    explicit CsvWriter(std::string& out, CsvFor reader = CsvFor::programs, char separator = ',');

    CsvWriter& text(std::string_view cell);    ///< a text from outside
    CsvWriter& value(std::string_view cell);   ///< a number, a date, an identifier of an enumeration: never guarded
    CsvWriter& verbatim(std::string_view cell);   ///< a cell as it stands in a file, quotes and all, with the `'` of text() where it lacks it
    CsvWriter& end_row();

private:
    void put(std::string_view cell);
    void separate();

    std::string& out_;
    std::string_view line_end_;
    char separator_;
    std::size_t row_start_;
    std::size_t cells_ = 0;
};

/// `text` with `'` before it, where a spreadsheet might take it for a formula; else as it is.
[[nodiscard]] std::string guard_formula(std::string_view text);
/// What guard_formula() was given: takes away one `'` where it stands before such a text, and no other.
[[nodiscard]] std::string_view unguard_formula(std::string_view cell) noexcept;

}   // namespace arrears
