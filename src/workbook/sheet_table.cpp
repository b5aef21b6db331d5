// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/sheet_table.hpp>

#include "decimal_sum.hpp"
#include "workbook_error.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/workbook/excel_number.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace arrears {

namespace {

using detail::cell_fault;
using detail::decimal_units;
using detail::int128;

constexpr std::uint32_t header_columns_max = 1000;   // as many as a CSV file may have
constexpr std::size_t name_bytes_max = 256;          // no column is called by more

/// Without blanks, full-width forms as ASCII, letters small: as labels are compared.
[[nodiscard]] std::string squeezed(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const Utf8Character next = read_utf8(text);
        const char32_t code = fold_width(next.code);
        if (!is_blank(code) && code != U'\n' && code != U'\r' && code != U'\t')
            append_utf8(out, code >= U'A' && code <= U'Z' ? code - U'A' + U'a' : code);
        text.remove_prefix(next.bytes);
    }
    return out;
}

[[nodiscard]] bool is_blank_cell(const WorkbookCell& cell) {
    if (cell.kind == WorkbookCellKind::blank) return !cell.formula;
    return cell.kind == WorkbookCellKind::text && squeezed(cell.text.substr(0, name_bytes_max)).empty();
}

/// The unit that a title tells: 单位：万元. 单位 is also an organisation: 单位：某厂 tells none.
[[nodiscard]] std::optional<AmountUnit> unit_in(std::string_view title) {
    const std::string text = squeezed(title);
    for (const std::string_view mark : {"单位:", "unit:"}) {
        const std::size_t at = text.find(mark);
        if (at == std::string::npos) continue;
        std::string_view rest = std::string_view{text}.substr(at + mark.size());
        rest = rest.substr(0, rest.find_first_of(");"));
        if (const auto unit = parse_enum<AmountUnit>(rest)) return unit;
        for (const std::string_view end : {",", "、", "/"}) {   // 单位：万元、人
            if (const auto unit = parse_enum<AmountUnit>(rest.substr(0, rest.find(end)))) return unit;
        }
    }
    return std::nullopt;
}

enum class Label : unsigned char {
    none,
    total,
    subtotal,
    note,         // 填表人：某某
    note_or_id,   // 审核 and the like without a colon, which can begin an id or a name
};

/// What the first cell of a row says of the row.
[[nodiscard]] Label label_of(std::string_view first) {
    std::string text = squeezed(first.substr(0, name_bytes_max));
    for (const std::string_view note : {"填表人", "填报人", "填表日期", "填报日期", "填表单位", "填报单位", "制表", "审核", "复核", "负责人",
                                        "单位负责人", "联系人", "联系电话", "备注:", "注:", "说明:", "note:", "notes:", "preparedby"}) {
        if (text.starts_with(note)) return text.find(':') == std::string::npos ? Label::note_or_id : Label::note;
    }
    if (text.ends_with(':')) text.pop_back();
    if (text == "小计" || text == "subtotal") return Label::subtotal;
    for (const std::string_view total : {"合计", "总计", "共计", "total", "totals", "grandtotal"}) {
        if (text == total) return Label::total;
    }
    return Label::none;
}

[[nodiscard]] bool is_known_error(std::string_view text) noexcept {
    constexpr std::array<std::string_view, 9> known{"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"};
    return std::ranges::find(known, text) != known.end();
}

/// The number in a cell: one typed as text, with marks between thousands, too.
[[nodiscard]] std::optional<std::string> number_in(const WorkbookCell& cell) {
    if (cell.kind == WorkbookCellKind::number) return std::string{cell.text};
    if (cell.kind != WorkbookCellKind::text || cell.text.size() > 100) return std::nullopt;
    std::string text = squeezed(cell.text);
    std::erase(text, ',');
    if (text.empty() || text.find_first_not_of("0123456789.-") != std::string::npos) return std::nullopt;
    const auto number = read_excel_number(text);
    if (!number) return std::nullopt;
    return number->text;
}

/// Units of a sum as digits.
[[nodiscard]] std::string digits_of(int128 units) {
    std::string text = detail::to_text(units < 0 ? -units : units);
    if (text.size() < 16) text.insert(0, 16 - text.size(), '0');
    text.insert(text.size() - 15, 1, '.');
    return (units < 0 ? "-" : "") + text;
}

/// One of the rows among which the header is looked for.
struct Candidate {
    std::uint32_t row = 0;
    std::map<std::uint32_t, std::string> texts;   // by column, without blank ones
};

/// A header that a candidate, or two, would make.
struct HeaderFound {
    std::size_t candidate = 0;
    bool two_rows = false;
    std::map<std::uint32_t, std::string> names;   // by column
    std::map<std::uint32_t, std::size_t> known;   // the column wanted that each names
    bool complete = false;                        // every cell names one, and every required one is named
};

/// The numbers of a total at the head of the table, which can be checked when all is read.
struct Total {
    CellAddress at;
    std::string text;
    bool formula = false;
};

}   // namespace

struct SheetTable::State {
    State(const Workbook& of, std::size_t number, std::span<const CsvColumn> columns)
        : workbook{of}, sheet{number}, source{of.place_source(number)}, wanted{columns.begin(), columns.end()}, relaxed{wanted} {
        for (CsvColumn& column : relaxed) column.required = false;
        report.sheet = of.sheets()[number].name;
        report.sheet_hidden = of.sheets()[number].hidden;
    }

    Workbook workbook;
    std::size_t sheet;
    std::string source;
    std::vector<CsvColumn> wanted;
    std::vector<CsvColumn> relaxed;   // none required: to ask about single cells
    SheetTableReport report;
    std::optional<SheetReader> reader;
    std::vector<std::string> names;
    bool over = false, unsound_rows = false;
    std::uint64_t rows_lost = 0;

    std::uint32_t first_column = 0, last_column = 0;   // of the header
    std::set<std::uint32_t> known_columns;             // those that are wanted
    std::vector<std::uint32_t> required_columns;
    bool record_seen = false, total_seen = false, note_seen = false;

    struct Column {
        detail::DecimalSum all, since_subtotal;
        std::size_t decimals = 0;   // the most of any number
    };
    std::map<std::uint32_t, Column> sums;
    std::vector<Total> totals_at_head;

    CsvRow row;
    std::vector<std::string> texts;
    std::vector<std::string_view> views;

    // The header.

    /// Which column wanted a text names.
    [[nodiscard]] std::optional<std::size_t> column_named(std::string_view text) const {
        Diagnostics ignored{0};
        CsvRow one;
        const std::array<std::string_view, 1> cell{text};
        one.assign({}, 1, 1, cell);
        const auto header = CsvHeader::bind(one, relaxed, ignored, false, OtherColumns::kept);
        for (std::size_t i = 0; header && i < relaxed.size(); ++i) {
            if (header->cell_of(i)) return i;
        }
        return std::nullopt;
    }

    void judge(HeaderFound& header) const {
        std::set<std::size_t> named;
        for (const auto& [column, name] : header.names) {
            if (const auto index = column_named(name)) {
                header.known.emplace(column, *index);
                named.insert(*index);
            }
        }
        const bool all_required =
            std::ranges::all_of(wanted, [&, i = std::size_t{0}](const CsvColumn& column) mutable { return named.contains(i++) || !column.required; });
        header.complete = all_required && header.known.size() == header.names.size() && named.size() == header.known.size();
    }
    [[nodiscard]] static std::size_t score(const HeaderFound& header) {
        std::set<std::size_t> named;
        for (const auto& [column, index] : header.known) named.insert(index);
        return named.size();
    }

    [[nodiscard]] std::vector<Candidate> read_candidates() const {
        std::vector<Candidate> out;
        SheetReader rows = workbook.rows(sheet);
        while (out.size() < header_rows_max) {
            const WorkbookRow* const read = rows.next();
            if (read == nullptr) break;
            Candidate candidate{read->number, {}};
            for (const WorkbookCell& cell : read->cells) {
                if (cell.at.column > header_columns_max || is_blank_cell(cell)) continue;
                candidate.texts.emplace(cell.at.column, cell.text.size() <= name_bytes_max ? cell.text : std::string_view{"…"});
            }
            if (!candidate.texts.empty()) out.push_back(std::move(candidate));
        }
        return out;
    }

    /// The names of two rows, one over the other, as one row of names.
    [[nodiscard]] std::map<std::uint32_t, std::string> flattened(const Candidate& upper, const Candidate& lower,
                                                                 std::span<const CellRange> merged) const {
        const auto text_at = [&](const Candidate& candidate, std::uint32_t column) -> std::string {
            const CellAddress at{candidate.row, column};
            const auto range = std::ranges::find_if(merged, [at](const CellRange& each) { return each.contains(at); });
            const CellAddress from = range == merged.end() ? at : range->first;
            const Candidate* const holder = from.row == upper.row ? &upper : from.row == lower.row ? &lower : nullptr;
            if (holder == nullptr) return {};
            const auto found = holder->texts.find(from.column);
            return found == holder->texts.end() ? std::string{} : found->second;
        };
        std::set<std::uint32_t> columns;
        for (const auto& [column, text] : upper.texts) columns.insert(column);
        for (const auto& [column, text] : lower.texts) columns.insert(column);
        std::map<std::uint32_t, std::string> out;
        std::set<std::size_t> taken;
        for (const std::uint32_t column : columns) {
            const std::string above = text_at(upper, column), below = text_at(lower, column);
            std::vector<std::string> tries;
            if (!below.empty()) tries.push_back(below);
            if (!above.empty() && above != below) tries.push_back(below.empty() ? above : squeezed(above) + squeezed(below));
            std::string name = tries.back();   // one of the two is not empty, or the column were not there
            for (const std::string& each : tries) {
                const auto index = column_named(each);
                if (!index || taken.contains(*index)) continue;
                taken.insert(*index);
                name = each;
                break;
            }
            out.emplace(column, std::move(name));
        }
        return out;
    }

    [[nodiscard]] std::optional<HeaderFound> find_header(std::span<const Candidate> candidates) const {
        std::optional<HeaderFound> best;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            HeaderFound header{i, false, candidates[i].texts, {}, false};
            judge(header);
            if (!header.known.empty() && (!best || score(header) > score(*best))) best = std::move(header);
        }
        if (best && best->complete) return best;
        if (candidates.size() < 2) return best;
        const std::vector<CellRange> ranges = workbook.merged_ranges(sheet);
        for (std::size_t i = 1; i < candidates.size(); ++i) {
            const Candidate& upper = candidates[i - 1];
            const Candidate& lower = candidates[i];
            if (upper.row + 1 != lower.row) continue;
            std::vector<CellRange> near;
            std::ranges::copy_if(ranges, std::back_inserter(near),
                                 [&](const CellRange& range) { return range.first.row <= lower.row && range.last.row >= upper.row; });
            if (near.empty() || near.size() > header_columns_max) continue;   // two rows of names without any common cell are no heading
            HeaderFound header{i, true, flattened(upper, lower, near), {}, false};
            judge(header);
            if (!header.known.empty() && (!best || score(header) > score(*best))) best = std::move(header);
        }
        return best;
    }

    /// The header as a row; null, with a fault, where there is none.
    [[nodiscard]] const CsvRow* begin(Diagnostics& diagnostics) {
        const std::vector<Candidate> candidates = read_candidates();
        std::optional<HeaderFound> header = find_header(candidates);
        if (!header) {
            std::string all;
            for (const CsvColumn& column : wanted) all += (all.empty() ? "" : ", ") + std::string{column.name};
            const std::string rows = std::to_string(header_rows_max);
            diagnostics.add({ErrorKind::bad_syntax,
                             Place{source, candidates.empty() ? 1 : candidates.front().row, 1, {}},
                             candidates.empty() ? Text{"the sheet is empty", "工作表为空"}
                                                : Text{"none of the first " + rows + " rows is a header", "前 " + rows + " 行中没有表头"},
                             {},
                             {"expected a header with some of " + all, "应有表头，含其中若干列：" + all},
                             {}});
            return nullptr;
        }
        const std::size_t upper = header->candidate - (header->two_rows ? 1 : 0);
        for (std::size_t i = 0; i < upper; ++i) {
            report.title_rows.push_back(candidates[i].row);
            for (const auto& [column, text] : candidates[i].texts) {
                if (const auto unit = unit_in(text); unit && !report.unit) report.unit = unit;
            }
        }
        report.header_row = candidates[header->candidate].row;
        report.two_row_header = header->two_rows;
        first_column = header->names.begin()->first;
        last_column = header->names.rbegin()->first;
        for (const auto& [column, index] : header->known) {
            known_columns.insert(column);
            if (wanted[index].required) required_columns.push_back(column);
            if (!report.unit || !wanted[index].amount) continue;
            if (*report.unit == AmountUnit::yuan && wanted[index].headings.empty()) continue;   // as without a word
            std::string& name = header->names[column];
            const std::string with_unit = name + '(' + std::string{label(*report.unit, Language::zh)} + ')';
            if (column_named(with_unit) == index) name = with_unit;   // not where it names a unit already
        }
        texts.clear();
        for (std::uint32_t column = first_column; column <= last_column; ++column) {
            const auto name = header->names.find(column);
            texts.push_back(name == header->names.end() ? std::string{} : name->second);
        }
        reader.emplace(workbook.rows(sheet));
        return give(report.header_row);
    }

    [[nodiscard]] const CsvRow* give(std::uint32_t number, bool sound = true) {
        views.assign(texts.begin(), texts.end());
        row.assign(source, number, first_column, views, sound);
        return &row;
    }

    // The rows below.

    void fault(Diagnostics& diagnostics, const WorkbookCell& cell, const Text& problem, Text expected = {}, Text remedy = {},
               ErrorKind kind = ErrorKind::bad_syntax) const {
        Fault made = cell_fault(kind, source, report.sheet, cell.at, problem, std::move(expected), std::move(remedy));
        if (cell.at.column >= first_column && cell.at.column - first_column < names.size()) made.place.field = names[cell.at.column - first_column];
        diagnostics.add(std::move(made));
    }

    /// Tells what is wrong with a cell by itself; whether anything is.
    [[nodiscard]] bool refused(const WorkbookCell& cell, Diagnostics& diagnostics) const {
        if (cell.kind == WorkbookCellKind::error) {
            const std::string shown = is_known_error(cell.text) ? std::string{cell.text} : std::string{};
            fault(diagnostics, cell, {"has an error " + shown, "含错误值 " + shown}, {}, {"mend the formula in Excel", "请在 Excel 中修正公式"});
            return true;
        }
        if (cell.kind == WorkbookCellKind::blank && cell.formula) {
            fault(diagnostics, cell, {"has a formula of which no result was stored", "含公式，但未保存计算结果"}, {},
                  {"open the workbook in Excel and save it", "请在 Excel 中打开并保存"});
            return true;
        }
        if (cell.spoiled) {
            fault(diagnostics, cell,
                  {"has a number of more than 15 digits, of which a spreadsheet keeps 15: the others are lost",
                   "中的数字超过 15 位，而电子表格只保留 15 位：其余已丢失"},
                  {"expected all its digits, as text", "应为完整的号码（文本）"},
                  {"format the column as text and type it once more", "请将该列设为文本格式后重新录入"});
            return true;
        }
        return false;
    }

    [[nodiscard]] bool is_record(const WorkbookRow& read) const {
        const auto filled = [&](std::uint32_t column) {
            return std::ranges::any_of(read.cells, [column](const WorkbookCell& cell) { return cell.at.column == column && !is_blank_cell(cell); });
        };
        if (!required_columns.empty()) return std::ranges::all_of(required_columns, filled);
        return 2 * static_cast<std::size_t>(std::ranges::count_if(known_columns, filled)) > known_columns.size();
    }

    void add_to_sums(const WorkbookRow& read) {
        for (const WorkbookCell& cell : read.cells) {
            const auto number = number_in(cell);
            if (!number) continue;
            Column& column = sums[cell.at.column];
            const auto units = decimal_units(*number);
            if (!units) {
                column.all.inexact = column.since_subtotal.inexact = true;
                continue;
            }
            column.all.units += *units;
            column.since_subtotal.units += *units;
            const std::size_t point = number->find('.');
            if (point != std::string::npos) column.decimals = std::max(column.decimals, number->size() - point - 1);
        }
    }

    /// Whether a total, to the 15 digits that a cell has, is the sum. What a formula added up may differ from it by the rounding of
    /// binary fractions: it is compared to the decimals that the column has.
    [[nodiscard]] static bool is_sum(const Total& total, const detail::DecimalSum& sum, std::size_t decimals) {
        if (sum.inexact) return false;
        if (read_excel_number(digits_of(sum.units))->text == total.text) return true;
        auto units = decimal_units(total.text);
        if (!total.formula || !units) return false;
        int128 step = 1;
        for (std::size_t i = decimals; i < 15; ++i) step *= 10;
        const int128 half = *units < 0 ? -(step / 2) : step / 2;
        return (*units + half) / step * step == sum.units;
    }

    void check(const Total& total, bool subtotal, Diagnostics& diagnostics) {
        const Column& column = sums[total.at.column];
        ++report.totals_checked;
        if (is_sum(total, subtotal ? column.since_subtotal : column.all, column.decimals)) return;
        WorkbookCell cell;
        cell.at = total.at;
        fault(diagnostics, cell, {"is not the sum of the records' numbers in its column", "不等于该列各记录之和"},
              {"expected their exact sum", "应为其精确之和"}, {}, ErrorKind::mismatch);
    }

    void take_total(const WorkbookRow& read, bool subtotal, Diagnostics& diagnostics) {
        report.total_rows.push_back(read.number);
        const bool at_head = !record_seen && !subtotal;
        for (const WorkbookCell& cell : read.cells) {
            if (cell.at.column < first_column || cell.at.column > last_column || refused(cell, diagnostics)) continue;
            const auto number = number_in(cell);
            if (!number) continue;
            const Total total{cell.at, *number, cell.formula};
            if (at_head) totals_at_head.push_back(total);
            else check(total, subtotal, diagnostics);
        }
        if (subtotal) {
            for (auto& [column, sum] : sums) sum.since_subtotal = {};
        } else if (!at_head) {
            total_seen = true;
        }
    }

    /// The next record; null at the end.
    [[nodiscard]] const CsvRow* next_record(Diagnostics& diagnostics) {
        while (const WorkbookRow* const read = reader->next()) {
            if (read->number <= report.header_row) continue;
            const auto first = std::ranges::find_if_not(read->cells, is_blank_cell);
            if (first == read->cells.end()) continue;
            const Label what = first->kind == WorkbookCellKind::text ? label_of(first->text) : Label::none;
            if (what == Label::total || what == Label::subtotal) {
                take_total(*read, what == Label::subtotal, diagnostics);
                continue;
            }
            const bool record = is_record(*read);
            const bool below = note_seen || total_seen;
            if (what == Label::note || (what == Label::note_or_id && (below || !record)) || (below && !record)) {
                note_seen = true;
                report.note_rows.push_back(read->number);
                continue;
            }
            if (below) {
                fault(diagnostics, *first, {"begins a record below the table's total or notes", "所在记录位于合计行或附注之下"},
                      {"expected records above them", "记录应在其上方"}, {"move the row up, or the total down", "请将此行上移，或将合计行下移"},
                      ErrorKind::contradiction);
                if (!unsound_rows) continue;
            } else {
                record_seen = true;
                add_to_sums(*read);
            }
            if (take(*read, diagnostics) && !below) {
                ++report.records;
                if (read->hidden) ++report.hidden_rows;
                return give(read->number);
            }
            if (unsound_rows) return give(read->number, false);
        }
        for (const Total& total : totals_at_head) check(total, false, diagnostics);
        return nullptr;
    }

    /// Puts a record's cells into `texts`; false where one has a fault.
    [[nodiscard]] bool take(const WorkbookRow& read, Diagnostics& diagnostics) {
        texts.assign(last_column - first_column + 1, {});
        bool sound = true;
        for (const WorkbookCell& cell : read.cells) {
            if (cell.at.column < first_column) {
                if (is_blank_cell(cell)) continue;
                fault(diagnostics, cell, {"stands left of the table", "位于表格左侧之外"},
                      {"expected all cells below the header", "单元格应在表头之下"});
                sound = false;
                continue;
            }
            if (known_columns.contains(cell.at.column) && refused(cell, diagnostics)) sound = false;
            const std::size_t at = cell.at.column - first_column;
            if (at >= texts.size()) {
                if (is_blank_cell(cell)) continue;
                texts.resize(at + 1);
            }
            const bool month = cell.month && cell.text.size() == 10 && cell.text.ends_with("-01");
            texts[at] = month ? cell.text.substr(0, 7) : cell.text;
        }
        return sound;
    }
};

SheetTable::SheetTable(const Workbook& workbook, std::size_t sheet, std::span<const CsvColumn> columns)
    : state_{std::make_unique<State>(workbook, sheet, columns)} {}
SheetTable::~SheetTable() = default;

const CsvRow* SheetTable::next(Diagnostics& diagnostics) {
    if (state_->over) return nullptr;
    const CsvRow* row = nullptr;
    try {
        row = state_->reader ? state_->next_record(diagnostics) : state_->begin(diagnostics);
    } catch (const Error& error) {
        ++state_->rows_lost;
        diagnostics.add(error.fault());
    }
    if (row == nullptr) state_->over = true;
    return row;
}

void SheetTable::name_columns(std::vector<std::string> names) { state_->names = std::move(names); }
std::uint64_t SheetTable::rows_lost() const noexcept { return state_->rows_lost; }
void SheetTable::give_unsound_rows() { state_->unsound_rows = true; }
bool SheetTable::is_broken_off() const noexcept { return state_->rows_lost != 0; }
const SheetTableReport& SheetTable::report() const noexcept { return state_->report; }

std::string SheetTableReport::text(Language language) const {
    const bool zh = language == Language::zh;
    const auto rows = [](const std::vector<std::uint32_t>& numbers) {
        std::string out;
        for (std::size_t i = 0; i < numbers.size() && i < 10; ++i) out += (i == 0 ? " " : ", ") + std::to_string(numbers[i]);
        return numbers.size() > 10 ? out + "…" : out;
    };
    std::string out = sheet + (zh ? "：" : ": ");
    out += zh ? std::to_string(records) + " 条记录" : std::to_string(records) + (records == 1 ? " record" : " records");
    if (header_row != 0) out += (zh ? "；表头在第 " : "; header in row ") + std::to_string(header_row) + (zh ? " 行" : "");
    if (two_row_header) out += zh ? "（两行）" : " (of two rows)";
    if (!title_rows.empty()) out += (zh ? "；标题行" : "; titles in rows") + rows(title_rows);
    if (unit) out += (zh ? "；单位 " : "; unit ") + std::string{label(*unit, language)};
    if (!total_rows.empty())
        out += (zh ? "；合计行" : "; totals in rows") + rows(total_rows) + (zh ? "，核对 " : ", numbers checked: ") + std::to_string(totals_checked) +
               (zh ? " 个数" : "");
    if (!note_rows.empty()) out += (zh ? "；附注行" : "; notes in rows") + rows(note_rows);
    if (sheet_hidden) out += zh ? "；工作表为隐藏" : "; the sheet is hidden";
    if (hidden_rows != 0) out += (zh ? "；隐藏的记录 " : "; hidden records: ") + std::to_string(hidden_rows);
    return out;
}

}   // namespace arrears
