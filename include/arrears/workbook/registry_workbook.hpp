// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/registry_files.hpp>
#include <arrears/workbook/sheet_table.hpp>
#include <arrears/workbook/workbook.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// What the sheet of a registry's table is called where a workbook is written: `arrears`, 欠费.
[[nodiscard]] std::string_view registry_sheet_name(std::string_view table, Language language);

/// The sheets of a workbook as the tables of a registry, by their English or Chinese names (docs/workbooks.md). Other sheets
/// have the names they have; empty ones, and those called about or 说明, are no tables.
class WorkbookTables final : public TableSource {
public:
    /// \throws Error as Workbook does; (duplicate) where two sheets are the same table
    explicit WorkbookTables(const std::string& path, const WorkbookLimits& limits = {});

    [[nodiscard]] std::string name() const override;
    /// \throws Error (bad_syntax, limit) where a sheet of another name cannot be read
    [[nodiscard]] std::vector<std::string> tables() const override;
    [[nodiscard]] bool has(std::string_view table) const override;
    [[nodiscard]] std::string label(std::string_view table) const override;
    [[nodiscard]] std::string place_source(std::string_view table) const override;
    [[nodiscard]] std::unique_ptr<TableReader> open(std::string_view table, std::span<const CsvColumn> columns) override;

    /// What of each sheet read to its end was no record, in the order of the sheets.
    [[nodiscard]] std::vector<SheetTableReport> reports() const;

private:
    Workbook workbook_;
    std::map<std::string, std::size_t, std::less<>> sheets_;   // by the table's name
    std::map<std::size_t, SheetTableReport> reports_;
};

/// Reads a registry from a workbook, a sheet a table, as read_registry() does from a folder. A sheet that is no table of a
/// registry is a fault.
/// \param reports takes what of the sheets was no record, where it is given
/// \param map an office's own headings and words
/// \throws Error as Workbook does
[[nodiscard]] std::optional<Registry> read_registry_workbook(const std::string& path, Diagnostics& diagnostics,
                                                             std::vector<SheetTableReport>* reports = nullptr, const ColumnMap& map = {});

/// Writes a registry as a workbook that read_registry_workbook() reads, a sheet a table. Reading it gives an equal registry, where
/// personal data are written or there are none.
/// \param language of the sheets' names and headings
/// \throws Error (unwritable), also where a text is longer than a cell can hold or no UTF-8
void write_registry_workbook(const Registry& registry, const std::string& path, Personal personal = Personal::left_out,
                             Overwrite overwrite = Overwrite::refuse, Language language = Language::en);

}   // namespace arrears
