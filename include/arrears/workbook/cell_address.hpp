// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace arrears {

/// The cell of a sheet: row and column from 1.
struct CellAddress {
    std::uint32_t row = 1;
    std::uint32_t column = 1;

    friend bool operator==(const CellAddress&, const CellAddress&) = default;
};

/// The last row and column that a sheet can have (1,048,576 and 16,384: XFD).
inline constexpr CellAddress last_cell{1'048'576, 16'384};

/// A rectangle of cells, both corners within.
struct CellRange {
    CellAddress first;
    CellAddress last;

    [[nodiscard]] bool contains(CellAddress cell) const noexcept {
        return cell.row >= first.row && cell.row <= last.row && cell.column >= first.column && cell.column <= last.column;
    }
    friend bool operator==(const CellRange&, const CellRange&) = default;
};

/// `A`, `Z`, `AA`: the name of a column from 1.
[[nodiscard]] std::string column_name(std::uint32_t column);
/// `F12`.
[[nodiscard]] std::string print(CellAddress cell);
/// `F12`, of capital letters and without `$`; nothing where it is no cell that a sheet can have.
[[nodiscard]] std::optional<CellAddress> parse_cell_address(std::string_view text) noexcept;
/// `A1:B2`, or one cell; nothing where the first does not lie before the last.
[[nodiscard]] std::optional<CellRange> parse_cell_range(std::string_view text) noexcept;

}   // namespace arrears
