// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace arrears {

class CsvRow;

/// Gives a table row by row, from wherever it stands: a CSV file, a sheet, a database. The first row names the columns.
class TableReader {
public:
    virtual ~TableReader() = default;

    /// The next sound row, which lives until the one after it is asked for; null at the end. What is wrong with others goes to
    /// the diagnostics, with the place of the cell. \throws Error (unreadable)
    [[nodiscard]] virtual const CsvRow* next(Diagnostics& diagnostics) = 0;
    /// Names the columns in the order of the cells, for messages.
    virtual void name_columns(std::vector<std::string> names) = 0;
    /// Rows of which only a fault was given: which cells they had is not known.
    [[nodiscard]] virtual std::uint64_t rows_lost() const noexcept = 0;

    /// Has next() give rows with faults, too: not sound(), and without cells where nothing of them is known. A reader that cannot leaves
    /// them out, as lost.
    virtual void give_unsound_rows() {}
    /// Whether it ended before its table did, at damage that was told.
    [[nodiscard]] virtual bool is_broken_off() const noexcept { return false; }

protected:
    TableReader() = default;
    TableReader(const TableReader&) = default;
    TableReader& operator=(const TableReader&) = default;
};

}   // namespace arrears
