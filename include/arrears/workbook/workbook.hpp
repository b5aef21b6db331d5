// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/workbook/cell_address.hpp>
#include <arrears/workbook/excel_date.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// How much a workbook may ask for. Sizes are counted while parts are unpacked; what the file says of them is not believed.
struct WorkbookLimits {
    std::uint64_t entries_max = 10'000;                           ///< files in the archive
    std::uint64_t part_bytes_max = 512ULL * 1024 * 1024;          ///< of one part, unpacked
    std::uint64_t all_bytes_max = 1024ULL * 1024 * 1024;          ///< of all parts read, unpacked
    std::uint64_t expansion_max = 200;                            ///< bytes that one packed byte may become, beyond the next
    std::uint64_t expansion_free_bytes = 8ULL * 1024 * 1024;      ///< of a part, however little it was packed into
    std::size_t cell_characters_max = 32'767;                     ///< in units of UTF-16, as Excel counts
    std::size_t row_bytes_max = 16 * 1024 * 1024;                 ///< texts of a row's cells
    std::uint64_t sheet_text_bytes_max = 1024ULL * 1024 * 1024;   ///< texts of all cells of a sheet, shared ones each time
    std::uint32_t rows_max = last_cell.row;                       ///< the last row's number
    std::uint32_t columns_max = last_cell.column;
    std::uint64_t shared_strings_bytes_max = 256ULL * 1024 * 1024;   ///< texts that cells share, and 8 bytes for each
    std::size_t sheets_max = 1000;
    std::size_t merged_ranges_max = 100'000;           ///< of a sheet
    std::size_t formats_max = 100'000;                 ///< styles of cells
    std::size_t parser_bytes_max = 16 * 1024 * 1024;   ///< what the XML parser may hold
};

/// What stands in a cell.
enum class WorkbookCellKind : unsigned char {
    blank,   ///< nothing; a formula whose result was never stored too
    text,
    number,    ///< as digits, rounded to the 15 that count: `0.58`
    boolean,   ///< `TRUE` or `FALSE`
    date,      ///< `2018-12-31`, with a time of the day `2018-12-31T08:30:00`
    time,      ///< `08:30:00`, or elapsed time, `36:00:00`
    error,     ///< `#REF!`
};

/// A cell as read. Its text lives until the next row is read.
struct WorkbookCell {
    CellAddress at;
    WorkbookCellKind kind = WorkbookCellKind::blank;
    bool formula = false;   ///< it is what a formula gave, or nothing was stored of that
    bool spoiled = false;   ///< a number of more than 15 digits, of which the last are lost: a citizen number typed as a number
    bool month = false;     ///< a date whose format shows a year and a month alone
    std::string_view text;
};

/// A row as read. It lives until the next row is read.
struct WorkbookRow {
    std::uint32_t number = 0;   ///< from 1
    bool hidden = false;
    std::span<const WorkbookCell> cells;   ///< in the order of their columns; blank ones may be left out
};

/// A sheet in a workbook's list.
struct SheetInfo {
    std::string name;
    bool hidden = false;
};

/// Reads a sheet's rows one by one. Memory does not grow with their number.
class SheetReader {
public:
    SheetReader(SheetReader&&) noexcept;
    SheetReader& operator=(SheetReader&&) noexcept;
    ~SheetReader();

    /// The next row of which the file has anything; null at the end.
    /// \throws Error (bad_syntax, limit) at a cell, by the file's, the sheet's and the cell's name; nothing more is then read
    [[nodiscard]] const WorkbookRow* next();

private:
    friend class Workbook;
    struct State;
    explicit SheetReader(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

/// An Excel workbook (.xlsx), read exactly: numbers by their decimal digits, dates by their number formats.
///
/// It is read as a stranger's file. Nothing outside it is ever opened, entities and document types are refused, sizes are
/// counted as they come, and what exceeds a limit is an Error, in bounded time and memory. Copies share what was read.
class Workbook {
public:
    /// \throws Error (unreadable) where the file cannot be read; (bad_syntax) where it is no workbook: told by name are those of
    /// Excel before 2007 (.xls), binary ones (.xlsb), encrypted ones and OpenDocument; (limit)
    explicit Workbook(const std::string& path, const WorkbookLimits& limits = {});

    [[nodiscard]] const std::string& path() const noexcept;
    /// The sheets with cells, in the workbook's order.
    [[nodiscard]] std::span<const SheetInfo> sheets() const noexcept;
    [[nodiscard]] DateEpoch epoch() const noexcept;
    [[nodiscard]] const WorkbookLimits& limits() const noexcept;

    /// The rows of a sheet from its first. Precondition: sheet < sheets().size(). \throws Error (bad_syntax, limit)
    [[nodiscard]] SheetReader rows(std::size_t sheet) const;
    /// The ranges of a sheet whose cells are shown as one; the first has what stands in it. They stand behind the rows in the
    /// file, which is read once through for them. \throws Error (bad_syntax, limit)
    [[nodiscard]] std::vector<CellRange> merged_ranges(std::size_t sheet) const;
    /// What stands as `source` in places of the sheet's cells: `file.xlsx[工资]`.
    [[nodiscard]] std::string place_source(std::size_t sheet) const;

    struct State;   ///< known within the library alone

private:
    std::shared_ptr<State> state_;
};

}   // namespace arrears
