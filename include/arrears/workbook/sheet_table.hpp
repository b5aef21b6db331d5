// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/amount_unit.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/io/table_reader.hpp>
#include <arrears/workbook/workbook.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace arrears {

/// What of a sheet is no record, and so was not given as one.
struct SheetTableReport {
    std::string sheet;
    bool sheet_hidden = false;
    std::vector<std::uint32_t> title_rows;   ///< above the header; that of the unit too
    std::optional<AmountUnit> unit;          ///< told above the header (单位：万元), for amounts whose column tells none
    std::uint32_t header_row = 0;            ///< the lower one of two; 0: none was found
    bool two_row_header = false;
    std::vector<std::uint32_t> total_rows;   ///< 合计, 总计, 小计
    std::uint64_t totals_checked = 0;        ///< numbers in them that were compared with the sums of their columns
    std::vector<std::uint32_t> note_rows;    ///< signatures and notes below the records
    std::uint64_t hidden_rows = 0;           ///< hidden records, given like others
    std::uint64_t records = 0;               ///< rows of which no cell has a fault

    /// One line for people.
    [[nodiscard]] std::string text(Language language) const;
};

/// A table in a sheet as people lay it out, read as a CSV file would be: first the header, then the records.
///
/// - The header is the row among the first `header_rows_max` with content that names the most of the columns wanted. Two rows that
///   name more together are taken as one: 养老 below 欠费 is tried as 养老, then as 欠费养老.
/// - Rows above it are titles. One that says 单位：万元 gives the unit of amounts: their headers are given with it.
/// - A row whose first cell is 合计, 总计, 小计, 共计 or total is no record. Each number in it must be the sum of its column's numbers:
///   of all records, for 小计 of those since the one before. Records below a total that is no 小计 are faults.
/// - Rows below that begin with 填表人：, 制表：, 审核：, 备注：, 注： or the like, and what follows them, are notes. Without the colon they are
///   so only where a required column is empty, or below a total.
///
/// Faults, with the cell's address, are: errors such as `#REF!`, formulas whose result was not stored, and numbers of more than 15
/// digits, each in a column that is wanted; cells left of the table. The row is then not given, or as one that is not
/// sound. No text of a cell is ever shown.
class SheetTable final : public TableReader {
public:
    static constexpr std::size_t header_rows_max = 20;

    /// \param sheet precondition: below workbook.sheets().size()
    SheetTable(const Workbook& workbook, std::size_t sheet, std::span<const CsvColumn> columns);
    SheetTable(const SheetTable&) = delete;
    SheetTable& operator=(const SheetTable&) = delete;
    ~SheetTable() override;

    /// Also damage of the sheet goes to the diagnostics, and ends it.
    [[nodiscard]] const CsvRow* next(Diagnostics& diagnostics) override;
    void name_columns(std::vector<std::string> names) override;
    [[nodiscard]] std::uint64_t rows_lost() const noexcept override;
    void give_unsound_rows() override;
    [[nodiscard]] bool is_broken_off() const noexcept override;

    /// So far; whole after the last row.
    [[nodiscard]] const SheetTableReport& report() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}   // namespace arrears
