// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/tables_file.hpp>

#include "csv_table.hpp"

#include <unordered_set>
#include <utility>

namespace arrears {

namespace {

using detail::CellFault;
using detail::CellTerms;
using detail::column;
using detail::TableColumn;
constexpr auto required = detail::Presence::required;

struct Row {
    std::string table{};
    Text title{};
    ForEach for_each{};
    TableLines lines{};
};

template <std::string Text::*Side, Text Row::*Member>
[[nodiscard]] CellFault read_side(std::string_view text, const CellTerms& terms, Row& row) {
    return detail::read_cell(text, terms, row.*Member.*Side);
}
template <std::string Text::*Side>
[[nodiscard]] CellFault read_about(std::string_view text, const CellTerms& terms, Row& row) {
    return detail::read_cell(text, terms, row.lines.about.*Side);
}

[[nodiscard]] CellFault read_for_each(std::string_view text, bool of_lines, ForEach& out) {
    constexpr std::string_view grouping = "grouping of ";
    text = detail::trimmed(text);
    const auto is = [text, of_lines](std::string_view word, bool for_lines) { return of_lines == for_lines && detail::same_word(text, word); };
    if (text.empty()) out = {};
    else if (is("insurance", true)) out = {ForEach::Of::insurance, {}};
    else if (is("edge", true)) out = {ForEach::Of::edge, {}};
    else if (is("system", false)) out = {ForEach::Of::system, {}};
    else if (!of_lines && text.size() > grouping.size() && text.starts_with(grouping)) {
        out = {ForEach::Of::grouping, std::string{detail::trimmed(text.substr(grouping.size()))}};
    } else {
        return Fault{ErrorKind::unknown_name,
                     {},
                     {in_quotes(text) + " is not known here", in_quotes(text) + " 不是此处可用的词"},
                     std::string{text},
                     of_lines ? Text{"expected insurance, edge or nothing", "应为 insurance、edge 或留空"}
                              : Text{"expected system, grouping of FIELD or nothing", "应为 system、grouping of 字段 或留空"},
                     {}};
    }
    return std::nullopt;
}

const std::vector<TableColumn<Row>>& columns() {
    static const std::vector<TableColumn<Row>> all{
        column<Row, &Row::table>("table", {"表"}, required),
        {{"title", {"标题"}}, read_side<&Text::zh, &Row::title>, nullptr},
        {{"title_en", {"英文标题"}}, read_side<&Text::en, &Row::title>, nullptr},
        {{"for_each", {"逐一"}}, [](std::string_view text, const CellTerms&, Row& row) { return read_for_each(text, false, row.for_each); }, nullptr},
        {{"about", {"对象"}}, read_about<&Text::zh>, nullptr},
        {{"about_en", {"英文对象"}}, read_about<&Text::en>, nullptr},
        {{"lines_for_each", {"各行逐一"}},
         [](std::string_view text, const CellTerms&, Row& row) { return read_for_each(text, true, row.lines.for_each); },
         nullptr},
        {{"kinds", {"类型"}},
         [](std::string_view text, const CellTerms& terms, Row& row) { return detail::read_cell(text, terms, row.lines.kinds); },
         nullptr},
        {{"definition", {"定义"}, true},
         [](std::string_view text, const CellTerms& terms, Row& row) { return detail::read_cell(text, terms, row.lines.definition); },
         nullptr}};
    return all;
}

/// Where one language is left empty, the other's words.
void complete(Text& text) {
    if (text.zh.empty()) text.zh = text.en;
    if (text.en.empty()) text.en = text.zh;
}

template <class Open>
[[nodiscard]] std::vector<TableTemplate> read(const Open& open, const std::string& source, Diagnostics& diagnostics) {
    std::vector<TableTemplate> out;
    std::unordered_set<std::string> names;
    detail::read_table<Row>(open(), source, columns(), false, diagnostics, [&](Row row, Place place) {
        const auto refuse = [&](ErrorKind kind, const char* field, Text problem, Text expected) {
            place.field = field;
            diagnostics.add({kind, place, std::move(problem), {}, std::move(expected), {}});
        };
        if (row.table.empty()) return refuse(ErrorKind::bad_syntax, "table", {"the name is empty", "表名为空"}, {"expected a name", "应有名称"});
        const bool first = out.empty() || out.back().id != row.table;
        if (first && !names.insert(row.table).second) {
            return refuse(ErrorKind::duplicate, "table", {"rows of this table stand further up, apart", "此表的行已在前文出现，且不相连"},
                          {"expected the rows of a table one after the other", "同一表的各行应相连"});
        }
        complete(row.title);
        if (first) {
            if (row.title.empty()) row.title = {row.table, row.table};
            out.push_back({row.table, std::move(row.title), std::move(row.for_each), {}});
        } else if ((!row.title.empty() && row.title != out.back().title) || (row.for_each != ForEach{} && row.for_each != out.back().for_each)) {
            return refuse(ErrorKind::contradiction, row.title.empty() ? "for_each" : "title",
                          {"it is not as in the table's first row", "与该表首行不一致"}, {"expected the same, or nothing", "应相同或留空"});
        }
        const ForEach::Of table = out.back().for_each.of;
        if (row.lines.for_each.of == ForEach::Of::edge && table != ForEach::Of::grouping) {
            return refuse(ErrorKind::mismatch, "lines_for_each", {"the table is for no grouping", "该表不是逐分组的表"},
                          {"expected edge only in a table for each grouping", "edge 只能用于逐分组的表"});
        }
        if (!row.lines.kinds.empty() && table != ForEach::Of::system) {
            return refuse(ErrorKind::mismatch, "kinds", {"the table is for no system", "该表不是逐系统的表"},
                          {"expected kinds only in a table for each system", "kinds 只能用于逐系统的表"});
        }
        complete(row.lines.about);
        place.field = "definition";
        row.lines.place = std::move(place);
        out.back().lines.push_back(std::move(row.lines));
    });
    std::vector<Place*> places;
    for (TableTemplate& table : out) {
        for (TableLines& lines : table.lines) places.push_back(&lines.place);
    }
    diagnostics.amend([&](Fault& fault) { places.push_back(&fault.place); });
    detail::find_cells(open, source, detail::names_of<Row>(columns()), places);
    return out;
}

}   // namespace

std::vector<TableTemplate> read_tables(const std::string& path, Diagnostics& diagnostics) {
    return read([&path] { return bytes_of_file(path); }, path, diagnostics);
}

std::vector<TableTemplate> parse_tables(std::string csv, const std::string& name, Diagnostics& diagnostics) {
    return read([&csv] { return bytes_of_text(csv); }, name, diagnostics);
}

}   // namespace arrears
