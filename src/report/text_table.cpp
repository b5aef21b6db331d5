// SPDX-License-Identifier: BSL-1.0
#include "text_table.hpp"

#include <arrears/core/text_width.hpp>

#include <algorithm>

namespace arrears::detail {

std::string TextTable::text() const {
    std::vector<std::size_t> width(is_number.size());
    for (const auto& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], display_width(row[c]));
    }
    std::size_t total = width.empty() ? 0 : 2 * (width.size() - 1);
    for (const std::size_t w : width) total += w;
    std::string out;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::string line;
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            if (c != 0) line += "  ";
            line += is_number[c] ? pad_left(rows[r][c], width[c]) : pad_right(rows[r][c], width[c]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
        if (r == 0) out += std::string(total, '-') + '\n';
    }
    return out;
}

std::string TextTable::markdown() const {
    std::string out;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        out += '|';
        for (const std::string& cell : rows[r]) out += ' ' + detail::markdown(cell) + " |";
        out += '\n';
        if (r != 0) continue;
        out += '|';
        for (const bool number : is_number) out += number ? " ---: |" : " --- |";
        out += '\n';
    }
    return out;
}

std::string markdown(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view{"\\`*_{}[]<>#|~"}.find(c) != std::string_view::npos) out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    return out;
}

}   // namespace arrears::detail
