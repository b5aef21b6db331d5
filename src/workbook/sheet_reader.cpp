// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/workbook.hpp>

#include "excel_text.hpp"
#include "workbook_error.hpp"
#include "workbook_state.hpp"
#include "xml_stream.hpp"

#include <arrears/core/date.hpp>
#include <arrears/workbook/excel_number.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace arrears {

namespace {

/// The elements of a sheet that matter.
enum class Element : unsigned char { other, document, worksheet, sheet_data, row, cell, value, formula, inline_string, run, text };

/// What an element is, by its name and the one around it.
[[nodiscard]] Element element(Element around, std::string_view name) noexcept {
    switch (around) {
    case Element::document: return name == "worksheet" ? Element::worksheet : Element::other;
    case Element::worksheet: return name == "sheetData" ? Element::sheet_data : Element::other;
    case Element::sheet_data: return name == "row" ? Element::row : Element::other;
    case Element::row: return name == "c" ? Element::cell : Element::other;
    case Element::cell: return name == "v" ? Element::value : name == "f" ? Element::formula : name == "is" ? Element::inline_string : Element::other;
    case Element::inline_string: return name == "t" ? Element::text : name == "r" ? Element::run : Element::other;
    case Element::run: return name == "t" ? Element::text : Element::other;
    default: return Element::other;
    }
}

[[nodiscard]] std::string_view without_blanks(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t from = text.find_first_not_of(blanks);
    return from == std::string_view::npos ? std::string_view{} : text.substr(from, text.find_last_not_of(blanks) + 1 - from);
}

/// A day written out, `2018-12-31T00:00:00`, as such a cell is given.
[[nodiscard]] std::optional<std::string> iso_date(std::string_view text) {
    const std::string_view day = text.substr(0, 10);
    if (!try_parse_date(day) || day.size() != 10 || day[4] != '-') return std::nullopt;
    std::string_view clock = text.substr(10);
    if (clock.ends_with('Z')) clock.remove_suffix(1);
    if (clock.empty()) return std::string{day};
    if (clock.size() < 9 || clock[0] != 'T' || clock[3] != ':' || clock[6] != ':') return std::nullopt;
    for (std::size_t i = 1; i < clock.size(); ++i) {
        const bool mark = i == 3 || i == 6 || i == 9;
        if (!mark && (clock[i] < '0' || clock[i] > '9')) return std::nullopt;
        if (i == 9 && clock[i] != '.') return std::nullopt;
    }
    if (clock.substr(1, 2) > "23" || clock.substr(4, 2) > "59" || clock.substr(7, 2) > "59") return std::nullopt;
    if (clock.find_first_not_of("T0:.") == std::string_view::npos) return std::string{day};
    return std::string{day} + std::string{clock};
}

}   // namespace

struct SheetReader::State final : public detail::XmlHandler {
    State(std::shared_ptr<Workbook::State> of, std::size_t sheet, std::string place_source)
        : workbook{std::move(of)}, name{workbook->sheets[sheet].name}, source{std::move(place_source)},
          stream{workbook->archive,
                 *workbook->archive.find(workbook->sheet_parts[sheet]),
                 workbook->sheet_parts[sheet],
                 workbook->path,
                 workbook->limits,
                 *this} {}

    std::shared_ptr<Workbook::State> workbook;
    std::string name;
    std::string source;
    std::vector<Element> around{Element::document};

    // The row that is being read. Texts of its own stand in row_text; which they are, only once it is whole.
    std::uint32_t row_number = 0;
    std::uint32_t column = 0;
    bool hidden = false;
    struct Own {
        std::size_t cell, from, size;
    };
    std::vector<WorkbookCell> cells;
    std::vector<Own> owns;
    std::string row_text;
    std::size_t row_bytes = 0;
    std::uint64_t sheet_bytes = 0;
    WorkbookRow row;
    bool whole = false;

    // The cell that is being read.
    std::string type;
    std::string style;
    std::string stored;
    bool has_value = false;
    bool has_formula = false;

    detail::XmlStream stream;   // last: it is at work as soon as it is there

    [[nodiscard]] Error wrong(const Text& problem, Text expected = {}, ErrorKind kind = ErrorKind::bad_syntax) const {
        return Error{detail::cell_fault(kind, source, name, {row_number, std::max(column, std::uint32_t{1})}, problem, std::move(expected))};
    }
    [[nodiscard]] Error beyond(std::uint64_t limit, const Text& of) const {
        const std::string most = std::to_string(limit);
        return wrong({"goes beyond the limit: more than " + most + ' ' + of.en, "超出限制：" + of.zh + "超过 " + most},
                     {"expected at most " + most, "应不超过 " + most}, ErrorKind::limit);
    }

    void start(std::string_view element_name, const detail::XmlAttributes& attributes) override {
        around.push_back(element(around.back(), element_name));
        switch (around.back()) {
        case Element::row: begin_row(attributes); break;
        case Element::cell: begin_cell(attributes); break;
        case Element::value:
            if (type == "inlineStr") around.back() = Element::other;
            has_value = true;
            break;
        case Element::formula: has_formula = true; break;
        case Element::inline_string:
            if (type != "inlineStr") around.back() = Element::other;
            else has_value = true;
            break;
        default: break;
        }
    }
    void end() override {
        const Element ended = around.back();
        around.pop_back();
        if (ended == Element::cell) end_cell();
        if (ended == Element::row) end_row();
    }
    void text(std::string_view piece) override {
        if (around.back() != Element::value && around.back() != Element::text) return;
        stored += piece;
        if (stored.size() > workbook->limits.cell_characters_max * 14) throw too_long();   // no form of a character has more bytes
    }

    void begin_row(const detail::XmlAttributes& attributes) {
        const std::uint32_t before = row_number;
        column = 0;
        if (const auto number = attributes.find("r")) {
            const auto cell = parse_cell_address("A" + std::string{*number});
            if (!cell) {
                ++row_number;
                throw wrong({"stands in a row that has no number a row can have", "所在行的行号不是可能的行号"},
                            {"expected 1 to 1048576", "应为 1 至 1048576"});
            }
            row_number = cell->row;
            if (row_number <= before) {
                throw wrong({"stands behind row " + std::to_string(before) + ": the rows are out of order",
                             "位于第 " + std::to_string(before) + " 行之后：行的次序错乱"});
            }
        } else {
            ++row_number;
        }
        if (row_number > workbook->limits.rows_max) throw beyond(workbook->limits.rows_max, {"rows", "行数"});
        const auto hiding = attributes.find("hidden");
        hidden = hiding == "1" || hiding == "true";
        cells.clear();
        owns.clear();
        row_text.clear();
        row_bytes = 0;
    }

    void begin_cell(const detail::XmlAttributes& attributes) {
        const std::uint32_t before = column;
        if (const auto reference = attributes.find("r")) {
            const auto cell = parse_cell_address(*reference);
            ++column;
            if (!cell)
                throw wrong({"is followed by a cell with an address that no cell can have", "之后的单元格地址不是可能的地址"},
                            {"expected A1 to XFD1048576", "应为 A1 至 XFD1048576"});
            column = cell->column;
            if (cell->row != row_number) {
                throw wrong({"says that it stands in row " + std::to_string(cell->row), "自称位于第 " + std::to_string(cell->row) + " 行"},
                            {"expected row " + std::to_string(row_number), "应为第 " + std::to_string(row_number) + " 行"});
            }
            if (column <= before)
                throw wrong({"stands behind column " + column_name(before) + ": the cells are out of order",
                             "位于 " + column_name(before) + " 列之后：单元格次序错乱"});
        } else {
            ++column;
        }
        if (column > workbook->limits.columns_max) throw beyond(workbook->limits.columns_max, {"columns", "列数"});
        type = attributes.find("t").value_or("n");
        style = attributes.find("s").value_or("");
        stored.clear();
        has_value = has_formula = false;
    }

    [[nodiscard]] Error too_long() const { return beyond(workbook->limits.cell_characters_max, {"characters in the cell", "单元格字符数"}); }

    /// Counts what a text adds to the row and the sheet.
    void count(std::size_t bytes) {
        row_bytes += bytes;
        sheet_bytes += bytes;
        if (row_bytes > workbook->limits.row_bytes_max) throw beyond(workbook->limits.row_bytes_max, {"bytes of text in the row", "该行文字字节数"});
        if (sheet_bytes > workbook->limits.sheet_text_bytes_max)
            throw beyond(workbook->limits.sheet_text_bytes_max, {"bytes of text in the sheet", "该表文字字节数"});
    }
    void give(WorkbookCell cell, std::string_view text) {
        count(text.size());
        owns.push_back({cells.size(), row_text.size(), text.size()});
        row_text += text;
        cells.push_back(cell);
    }
    /// A text of the cell itself, as it is stored.
    void give_stored_text(WorkbookCell cell) {
        std::string text;
        detail::append_unescaped(text, stored);
        if (detail::utf16_units(text) > workbook->limits.cell_characters_max) throw too_long();
        give(cell, text);
    }

    [[nodiscard]] NumberFormat format() {
        const auto& formats = workbook->cell_formats();
        if (style.empty() || formats.empty()) return formats.empty() ? NumberFormat::number : formats.front();
        std::size_t index = 0;
        for (const char c : style) index = c >= '0' && c <= '9' && index < 1'000'000 ? index * 10 + static_cast<std::size_t>(c - '0') : 10'000'000;
        if (index >= formats.size()) throw wrong({"has a style that the workbook has not", "的样式在工作簿中不存在"});
        return formats[index];
    }

    void end_cell() {
        WorkbookCell cell{{row_number, column}, WorkbookCellKind::blank, has_formula, false, false, {}};
        const std::string_view value = without_blanks(stored);
        if (type == "inlineStr" || type == "str") {
            if (!has_value) {
                if (has_formula) cells.push_back(cell);
                return;
            }
            cell.kind = WorkbookCellKind::text;
            return give_stored_text(cell);
        }
        if (value.empty()) {
            if (has_formula) cells.push_back(cell);
            return;
        }
        if (type == "s") {
            std::uint64_t index = 0;
            for (const char c : value)
                index = c >= '0' && c <= '9' && index < 1'000'000'000'000 ? index * 10 + static_cast<std::uint64_t>(c - '0') : ~std::uint64_t{0};
            const SharedStrings& shared = workbook->shared_strings();
            if (index >= shared.size()) {
                const std::string size = std::to_string(shared.size());
                throw wrong({"names a shared text that the workbook has not: it has " + size, "引用的共享文字不存在：工作簿中共有 " + size + " 条"});
            }
            cell.kind = WorkbookCellKind::text;
            cell.text = shared[index];
            count(cell.text.size());
            cells.push_back(cell);
        } else if (type == "b") {
            if (value != "0" && value != "1" && value != "true" && value != "false") throw wrong({"is neither true nor false", "既非真也非假"});
            cell.kind = WorkbookCellKind::boolean;
            give(cell, value == "1" || value == "true" ? "TRUE" : "FALSE");
        } else if (type == "e") {
            if (value.size() > 64) throw wrong({"has an error of no known kind", "含未知的错误值"});
            cell.kind = WorkbookCellKind::error;
            give(cell, value);
        } else if (type == "d") {
            const auto date = iso_date(value);
            if (!date) throw wrong({"has a date that cannot be read", "的日期无法识别"});
            cell.kind = WorkbookCellKind::date;
            give(cell, *date);
        } else if (type == "n") {
            give_number(cell, value);
        } else {
            throw wrong({"is of a kind that no cell has", "的类型不是单元格可有的类型"});
        }
    }

    void give_number(WorkbookCell cell, std::string_view value) {
        const auto number = read_excel_number(value);
        if (!number) throw wrong({"has a number that cannot be read", "的数字无法识别"});
        const NumberFormat shows = format();
        if (shows != NumberFormat::number && !number->spoiled) {
            if (const auto date = excel_date_text(number->text, shows, workbook->epoch)) {
                cell.kind = date->size() > 4 && (*date)[4] == '-' ? WorkbookCellKind::date : WorkbookCellKind::time;
                cell.month = shows == NumberFormat::month && cell.kind == WorkbookCellKind::date;
                return give(cell, *date);
            }
        }
        cell.kind = WorkbookCellKind::number;
        cell.spoiled = number->spoiled;
        give(cell, number->text);
    }

    void end_row() {
        for (const Own& own : owns) cells[own.cell].text = std::string_view{row_text}.substr(own.from, own.size);
        row = {row_number, hidden, cells};
        whole = true;
        stream.pause();
    }
};

SheetReader::SheetReader(std::unique_ptr<State> state) noexcept : state_{std::move(state)} {}
SheetReader::SheetReader(SheetReader&&) noexcept = default;
SheetReader& SheetReader::operator=(SheetReader&&) noexcept = default;
SheetReader::~SheetReader() = default;

const WorkbookRow* SheetReader::next() {
    state_->whole = false;
    while (state_->stream.run()) {
        if (state_->whole) return &state_->row;
    }
    return nullptr;
}

SheetReader Workbook::rows(std::size_t sheet) const { return SheetReader{std::make_unique<SheetReader::State>(state_, sheet, place_source(sheet))}; }

}   // namespace arrears
