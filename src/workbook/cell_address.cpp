// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/cell_address.hpp>

#include <algorithm>

namespace arrears {

std::string column_name(std::uint32_t column) {
    std::string out;
    for (; column > 0; column = (column - 1) / 26) out += static_cast<char>('A' + (column - 1) % 26);
    std::reverse(out.begin(), out.end());
    return out;
}

std::string print(CellAddress cell) { return column_name(cell.column) + std::to_string(cell.row); }

std::optional<CellAddress> parse_cell_address(std::string_view text) noexcept {
    CellAddress cell{0, 0};
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z'; ++at) {
        cell.column = cell.column * 26 + static_cast<std::uint32_t>(text[at] - 'A') + 1;
        if (cell.column > last_cell.column) return std::nullopt;
    }
    if (at == 0 || at == text.size() || text[at] == '0') return std::nullopt;
    for (; at < text.size(); ++at) {
        if (text[at] < '0' || text[at] > '9') return std::nullopt;
        cell.row = cell.row * 10 + static_cast<std::uint32_t>(text[at] - '0');
        if (cell.row > last_cell.row) return std::nullopt;
    }
    return cell;
}

std::optional<CellRange> parse_cell_range(std::string_view text) noexcept {
    const std::size_t colon = text.find(':');
    const auto first = parse_cell_address(text.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : parse_cell_address(text.substr(colon + 1));
    if (!first || !last || first->row > last->row || first->column > last->column) return std::nullopt;
    return CellRange{*first, *last};
}

}   // namespace arrears
