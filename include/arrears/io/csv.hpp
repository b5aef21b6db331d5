// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/table_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// How much a file may ask for. What exceeds a limit is a fault, and reading goes on after it: memory stays within
/// about four times `row_bytes_max`, whatever the file.
struct CsvLimits {
    std::size_t cell_bytes_max = 64 * 1024;
    std::size_t row_bytes_max = 1024 * 1024;
    std::size_t columns_max = 1000;
};

struct CsvOptions {
    CsvLimits limits{};
    char separator = ',';
    std::size_t buffer_bytes = 64 * 1024;   ///< how many bytes are read at once, at least 1; it shows in nothing but speed
    bool unsound_rows = false;              ///< give also rows of which some cells have faults; those cells are marked
    std::uint64_t first_line = 1;           ///< the line at which the bytes begin, where they are a later part of a file
};

/// A cell of a row: its text without quotes. It lives until the next row is read.
struct CsvCell {
    std::string_view text;
    std::size_t offset = 0;   ///< in bytes, from the start of the row
    bool quoted = false;
    bool sound = true;        ///< false: a fault was told of it, and its text means nothing
};

/// A row as read. It lives until the next row is read.
class CsvRow {
public:
    [[nodiscard]] std::span<const CsvCell> cells() const noexcept { return cells_; }
    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    [[nodiscard]] const CsvCell& operator[](std::size_t cell) const noexcept { return cells_[cell]; }   ///< precondition: cell < size()
    [[nodiscard]] std::uint64_t line() const noexcept { return line_; }   ///< where it begins, from 1
    [[nodiscard]] bool sound() const noexcept { return sound_; }          ///< no cell has a fault

    /// A cell as it stands in the file, with its quotes; precondition: cell < size()
    [[nodiscard]] std::string_view raw(std::size_t cell) const noexcept {
        const std::size_t from = cells_[cell].offset, end = cell + 1 < cells_.size() ? cells_[cell + 1].offset - 1 : raw_.size();
        return std::string_view{raw_}.substr(from, end - from);
    }

    /// Where a cell begins: its line, which differs from that of the row after a line break in quotes, and its column,
    /// in characters from 1. \param field the name of its column, for the message
    [[nodiscard]] Place place(std::size_t cell, std::string_view field = {}) const;
    /// Where the row begins.
    [[nodiscard]] Place place() const;

    /// Makes it a row of a reader of something else than text: its cells stand in columns that have numbers.
    /// \param source what stands as `source` in places
    /// \param column that of the first cell, from 1
    /// \param sound false: some fault was told of it
    void assign(std::string_view source, std::uint64_t line, std::uint64_t column, std::span<const std::string_view> texts, bool sound = true);

private:
    friend class CsvReader;
    [[nodiscard]] Place place_at(std::size_t offset) const;

    std::string source_;
    std::uint64_t line_ = 0;
    std::uint64_t column_ = 0;   // of the first cell, where columns have numbers; 0 in a text
    std::string raw_;       // the row as it stands in the file, without its end
    std::string decoded_;   // what cells with doubled quotes mean
    std::vector<CsvCell> cells_;
    bool sound_ = true;
};

/// Reads comma-separated values as RFC 4180 has them, a row at a time, in UTF-8 with or without a byte order mark.
///
/// A row ends with CR LF, LF or CR. A cell in double quotes may hold separators, line breaks and doubled quotes; a quote
/// anywhere else is a fault. Rows of
/// blank cells without quotes are skipped. Cells are told apart, not interpreted: nothing is
/// trimmed. Faults go to the Diagnostics with file, line, column and field, and never show what stands in a cell.
class CsvReader final : public TableReader {
public:
    /// \param source the name of the file, for messages
    CsvReader(ByteSource bytes, std::string source, CsvOptions options = {});

    /// The next row without faults (with `unsound_rows`: the next whose cells can be told apart); null at the end.
    /// \throws Error (unreadable) as the ByteSource does
    [[nodiscard]] const CsvRow* next(Diagnostics& diagnostics) override;

    /// Names the columns in the order of the file, for messages.
    void name_columns(std::vector<std::string> names) override { names_ = std::move(names); }
    /// Rows of which only a fault was given: too long, of too many cells, or never ending.
    [[nodiscard]] std::uint64_t rows_lost() const noexcept override { return rows_lost_; }
    /// Only those whose cells can be told apart; others are counted as lost.
    void give_unsound_rows() override { options_.unsound_rows = true; }
    /// The most bytes that it held of one row, for those who watch memory.
    [[nodiscard]] std::size_t row_bytes_peak() const noexcept { return row_bytes_peak_; }

private:
    enum class State : unsigned char { cell_start, bare, quoted, quote_in_quoted };

    void begin(Diagnostics& diagnostics);
    [[nodiscard]] bool refill();
    [[nodiscard]] bool scan();
    [[nodiscard]] bool split(Diagnostics& diagnostics);
    void fault(Diagnostics& diagnostics, ErrorKind kind, std::size_t cell, std::size_t offset, Text problem, Text expected, Text remedy = {});
    void check_text(Diagnostics& diagnostics, std::size_t cell, std::size_t end);

    ByteSource bytes_;
    CsvOptions options_;
    std::vector<std::string> names_;
    std::vector<char> buffer_;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    bool begun_ = false;
    bool over_ = false;
    bool after_cr_ = false;       // a line feed that follows belongs to the line break before
    std::uint64_t next_line_ = 1;
    CsvRow row_;
    bool row_too_long_ = false;
    bool unclosed_ = false;
    std::size_t quote_offset_ = 0;   // where the last quoted cell of the row began
    std::uint64_t rows_lost_ = 0;
    std::size_t row_bytes_peak_ = 0;
};

}   // namespace arrears
