// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/language.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace arrears {

/// A row of a file that was refused, or the file's header, as it stands there.
struct RefusedRow {
    struct Cell {
        std::string text{};
        bool sound = true;   ///< false: it cannot be read as a cell, and the text is that of the file, quotes and all
    };
    std::uint64_t line = 0;   ///< where it begins, from 1
    std::vector<Cell> cells{};
    std::vector<Fault> reasons{};   ///< as many as Diagnostics keep
    char separator = ',';           ///< that of the file
    bool header = false;
};

/// Writes rows that were refused as a file of their own, to be corrected and read again: UTF-8 with a byte order mark, the separator and the
/// columns as they were, and before them a column with the reasons, `reject_reason` or `退回原因`. It stands first, so that a row of too
/// few or too many cells stays just that until somebody has looked at it. No reader minds it who passes over columns of others; where a
/// file has it already, from a reading before, it is replaced.
///
/// Cells that a spreadsheet might take for formulas are guarded as CsvWriter::text() does it, but for numbers.
class CsvRejects {
public:
    /// \param language of the reasons
    explicit CsvRejects(Language language) noexcept : language_{language} {}

    /// The header first, then rows.
    void add(const RefusedRow& row);
    /// What was written since this was asked for last.
    [[nodiscard]] std::string take();
    [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }   ///< the header aside

private:
    Language language_;
    std::optional<std::size_t> old_reasons_{};   // the file's own such column
    std::string out_{};
    std::uint64_t rows_ = 0;
    bool begun_ = false;
};

}   // namespace arrears
