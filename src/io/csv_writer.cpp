// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_writer.hpp>

#include <algorithm>
#include <array>

namespace arrears {

namespace {

/// Whether a spreadsheet may take it for a formula, after any marks `'` that would hide it.
[[nodiscard]] bool looks_like_formula(std::string_view text) noexcept {
    constexpr std::array<std::string_view, 11> signs{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
    return std::any_of(signs.begin(), signs.end(), [text](std::string_view sign) { return text.starts_with(sign); });
}

}   // namespace

std::string guard_formula(std::string_view text) {
    std::string out{looks_like_formula(text) ? "'" : ""};
    return out += text;
}

std::string_view unguard_formula(std::string_view cell) noexcept {
    if (cell.starts_with('\'') && looks_like_formula(cell)) cell.remove_prefix(1);
    return cell;
}

CsvWriter::CsvWriter(std::string& out, CsvFor reader, char separator)
    : out_{out}, line_end_{reader == CsvFor::excel ? "\r\n" : "\n"}, separator_{separator}, row_start_{out.size()} {
    if (reader == CsvFor::excel && out.empty()) out_ += "\xEF\xBB\xBF";
    row_start_ = out_.size();
}

CsvWriter& CsvWriter::text(std::string_view cell) {
    put(guard_formula(cell));
    return *this;
}

CsvWriter& CsvWriter::value(std::string_view cell) {
    put(cell);
    return *this;
}

CsvWriter& CsvWriter::verbatim(std::string_view cell) {
    separate();
    const std::string_view quote = cell.substr(0, cell.starts_with('"') ? 1 : 0);
    out_ += quote;
    out_ += guard_formula(unguard_formula(cell.substr(quote.size())));
    return *this;
}

void CsvWriter::separate() {
    if (cells_++ != 0) out_ += separator_;
}

void CsvWriter::put(std::string_view cell) {
    const auto is_edge = [](char c) { return c == ' ' || c == '\t'; };   // a row of blanks without quotes would be skipped when read
    separate();
    const bool quotes = cell.find_first_of(",\"\r\n") != std::string_view::npos || cell.find(separator_) != std::string_view::npos ||
                        (!cell.empty() && (is_edge(cell.front()) || is_edge(cell.back()))) ||
                        cell.starts_with("\xEF\xBB\xBF");   // at the start of a file it would pass for the mark
    if (!quotes) {
        out_ += cell;
        return;
    }
    out_ += '"';
    for (const char c : cell) {
        if (c == '"') out_ += '"';
        out_ += c;
    }
    out_ += '"';
}

CsvWriter& CsvWriter::end_row() {
    const bool blank = std::all_of(out_.begin() + static_cast<std::ptrdiff_t>(row_start_), out_.end(), [this](char c) { return c == separator_; });
    if (blank) out_.insert(row_start_, "\"\"");   // a row without any text would be skipped when read
    out_ += line_end_;
    row_start_ = out_.size();
    cells_ = 0;
    return *this;
}

}   // namespace arrears
