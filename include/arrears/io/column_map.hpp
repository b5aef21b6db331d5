// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/amount_unit.hpp>
#include <arrears/io/csv_header.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// What stands under a heading of an office's own.
struct MappedColumn {
    std::string heading{};              ///< as the office writes it
    std::string table{};                ///< of a registry, where it means that there; empty: in any, and in a file by itself
    std::string field{};                ///< the column here, by name or alias
    std::optional<AmountUnit> unit{};   ///< of an amount: that of cells which name none
    CellWords words{};                  ///< the office's words in its cells, and the code of each

    friend bool operator==(const MappedColumn&, const MappedColumn&) = default;
};

/// An office's own headings and words, as a file says them (column_map_file.hpp): by them headers and cells are read that bear no name of
/// this library. They come before its names, and beside them.
class ColumnMap {
public:
    ColumnMap() = default;
    explicit ColumnMap(std::vector<MappedColumn> columns) : columns_{std::move(columns)} {}

    [[nodiscard]] std::span<const MappedColumn> columns() const noexcept { return columns_; }
    /// Gives the columns the headings that they have in a table. The map must outlive them.
    /// \param table empty: a file by itself, of which what is said of tables does not hold
    void apply(std::string_view table, std::span<CsvColumn> columns) const;

    friend bool operator==(const ColumnMap&, const ColumnMap&) = default;

private:
    std::vector<MappedColumn> columns_{};
};

}   // namespace arrears
