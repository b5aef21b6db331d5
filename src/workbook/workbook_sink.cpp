// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/workbook_sink.hpp>

#include "excel_text.hpp"
#include "workbook_error.hpp"

#include <arrears/core/date.hpp>
#include <arrears/core/text_width.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <locale.h>
#include <xlsxwriter.h>

namespace arrears {

namespace {

using LibraryNumber = double;   // double: what libxlsxwriter takes for numbers and widths

constexpr std::size_t digits_max = 15;   // each decimal number of so many digits is the nearest to a binary one, and to no other's
constexpr std::size_t characters_max = 32'767;

/// What a number of at most 15 digits is for the library: whole units divided by a power of ten are both exact, and so the quotient
/// is the nearest there is. Nothing where it has more digits, or is no number.
[[nodiscard]] std::optional<LibraryNumber> library_number(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t units = 0, divisor = 1;
    std::size_t digits = 0;
    bool fraction = false;
    for (const char c : text) {
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > digits_max) return std::nullopt;
        units = units * 10 + (c - '0');
        if (fraction) divisor *= 10;
    }
    if (digits == 0) return std::nullopt;
    return static_cast<LibraryNumber>(negative ? -units : units) / static_cast<LibraryNumber>(divisor);
}

/// The serial of a day; nothing for those of which programs think differently: before 1900-03-01.
[[nodiscard]] std::optional<LibraryNumber> library_date(std::string_view text) {
    const auto date = try_parse_date(text);
    if (!date || *date < Date{1900, 3, 1}) return std::nullopt;
    return static_cast<LibraryNumber>(*date - Date{1899, 12, 30});
}

/// Numbers with a point, whatever the program's locale.
class PlainLocale {
public:
    PlainLocale() : plain_{::newlocale(LC_ALL_MASK, "C", nullptr)}, before_{::uselocale(plain_)} {}
    PlainLocale(const PlainLocale&) = delete;
    PlainLocale& operator=(const PlainLocale&) = delete;
    ~PlainLocale() {
        ::uselocale(before_);
        ::freelocale(plain_);
    }

private:
    locale_t plain_;
    locale_t before_;
};

struct Discard {
    void operator()(lxw_workbook* workbook) const noexcept { ::lxw_workbook_free(workbook); }
};

}   // namespace

struct WorkbookSink::State {
    State(const std::string& to, WorkbookSinkOptions asked) : path{to}, options{std::move(asked)}, files{options.overwrite} {
        temporary = files.reserve(path, options.access);
        lxw_workbook_options library{};
        library.constant_memory = LXW_TRUE;
        workbook.reset(::workbook_new_opt(temporary.c_str(), &library));
        if (!workbook) throw unwritable({"libxlsxwriter cannot begin a workbook", "libxlsxwriter 无法新建工作簿"});
        lxw_doc_properties about{};
        about.created = 946'684'800;   // 2000-01-01: the same tables give the same bytes
        ::workbook_set_properties(workbook.get(), &about);
        heading = ::workbook_add_format(workbook.get());
        ::format_set_bold(heading);
        ::format_set_bottom(heading, LXW_BORDER_THIN);
        text = format("@");
        whole = format("0");
        amount = format("0.00");
        date = format("yyyy-mm-dd");
    }

    std::string path;
    WorkbookSinkOptions options;
    OutputFiles files;
    std::string temporary;
    std::unique_ptr<lxw_workbook, Discard> workbook;
    lxw_format *heading = nullptr, *text = nullptr, *whole = nullptr, *amount = nullptr, *date = nullptr;

    lxw_worksheet* sheet = nullptr;
    std::string sheet_name;
    std::vector<CellKind> kinds;
    std::vector<std::size_t> widths;   // of what stands in each column, in characters
    lxw_row_t row = 0;

    [[nodiscard]] lxw_format* format(const char* code) {
        lxw_format* const made = ::workbook_add_format(workbook.get());
        ::format_set_num_format(made, code);
        return made;
    }
    [[nodiscard]] Error unwritable(Text problem) const { return detail::workbook_error(ErrorKind::unwritable, path, std::move(problem)); }
    [[nodiscard]] Error unwritable_cell(std::size_t column, const Text& problem) const {
        const std::string at = detail::cell_label(sheet_name, {row + 1, static_cast<std::uint32_t>(column) + 1});
        return unwritable({at + ' ' + problem.en, at + ' ' + problem.zh});
    }

    void put_text(std::size_t column, const std::string& cell, lxw_format* as) {
        if (find_invalid_utf8(cell)) throw unwritable_cell(column, {"has a text that is not UTF-8", "的文字不是 UTF-8"});
        if (cell.find('\0') != std::string::npos) throw unwritable_cell(column, {"has a NUL character", "含空字符（NUL）"});
        const std::string stored = detail::escaped(cell);
        if (detail::utf16_units(stored) > characters_max)
            throw unwritable_cell(column,
                                  {"has a text of more than 32767 characters, which no cell can hold", "的文字超过 32767 个字符，单元格容纳不下"});
        check(column, ::worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), stored.c_str(), as));
    }
    void check(std::size_t column, lxw_error error) const {
        if (error == LXW_NO_ERROR) return;
        throw unwritable_cell(column,
                              {"cannot be written: " + std::string{::lxw_strerror(error)}, "无法写入：" + std::string{::lxw_strerror(error)}});
    }
    void put(std::size_t column, const std::string& cell) {
        if (cell.empty()) return;
        widths[column] = std::max(widths[column], display_width(std::string_view{cell}));
        const CellKind kind = kinds[column];
        const auto number = kind == CellKind::whole || kind == CellKind::amount ? library_number(cell)
                            : kind == CellKind::date                            ? library_date(cell)
                                                                                : std::nullopt;
        if (!number) return put_text(column, cell, text);
        lxw_format* const as = kind == CellKind::whole ? whole : kind == CellKind::amount ? amount : date;
        check(column, ::worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column), *number, as));
    }
};

WorkbookSink::WorkbookSink(const std::string& path, WorkbookSinkOptions options) : state_{std::make_unique<State>(path, std::move(options))} {}
WorkbookSink::~WorkbookSink() = default;

std::string WorkbookSink::name() const { return state_->path; }

void WorkbookSink::begin_table(std::string_view table, std::span<const SinkColumn> columns, bool about_people) {
    if (about_people && state_->options.access != Access::owner) {
        throw bad_argument("WorkbookSink",
                           {"a table is about people, and others than the owner may read the file", "表中有个人信息，而他人也可读取此文件"},
                           {"expected Access::owner", "应为 Access::owner"});
    }
    state_->sheet_name = state_->options.sheet_name ? state_->options.sheet_name(table) : std::string{table};
    const PlainLocale plain;
    const std::string shown = in_quotes(state_->sheet_name);
    if (::workbook_validate_sheet_name(state_->workbook.get(), state_->sheet_name.c_str()) != LXW_NO_ERROR)
        throw state_->unwritable(
            {"no sheet can be called " + shown + ", or one is called so already", "工作表不能名为 " + shown + "，或已有同名工作表"});
    state_->sheet = ::workbook_add_worksheet(state_->workbook.get(), state_->sheet_name.c_str());
    if (state_->sheet == nullptr) throw state_->unwritable({"the sheet " + shown + " cannot be added", "无法添加工作表 " + shown});
    state_->row = 0;
    state_->kinds.clear();
    state_->widths.assign(columns.size(), 6);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const SinkColumn& column = columns[i];
        const bool chinese = state_->options.headings == Language::zh && !column.name_zh.empty();
        const std::string name{chinese ? column.name_zh : column.name};
        state_->kinds.push_back(column.kind);
        state_->widths[i] = std::max(state_->widths[i], display_width(std::string_view{name}) + 3);   // the filter's button stands beside it
        state_->put_text(i, name, state_->heading);
    }
    ::worksheet_freeze_panes(state_->sheet, 1, 0);
    state_->row = 1;
}

void WorkbookSink::add_row(std::span<const std::string> cells) {
    const PlainLocale plain;
    for (std::size_t i = 0; i < cells.size() && i < state_->kinds.size(); ++i) state_->put(i, cells[i]);
    ++state_->row;
}

void WorkbookSink::end_table() {
    if (state_->kinds.empty()) return;
    const auto last = static_cast<lxw_col_t>(state_->kinds.size() - 1);
    for (std::size_t i = 0; i < state_->widths.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        const auto width = static_cast<LibraryNumber>(std::min<std::size_t>(state_->widths[i], 60) + 2);
        ::worksheet_set_column(state_->sheet, column, column, width, nullptr);
    }
    ::worksheet_autofilter(state_->sheet, 0, 0, state_->row - 1, last);
}

void WorkbookSink::commit() {
    const PlainLocale plain;
    const lxw_error error = ::workbook_close(state_->workbook.release());   // frees it, too
    if (error != LXW_NO_ERROR) throw state_->unwritable({::lxw_strerror(error), "写入失败：" + std::string{::lxw_strerror(error)}});
    state_->files.commit();
}

}   // namespace arrears
