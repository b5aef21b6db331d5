// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/published_file.hpp>

#include "csv_table.hpp"

#include <unordered_map>

namespace arrears {

namespace {

using detail::CellFault;
using detail::CellTerms;
using detail::column;
using detail::TableColumn;
constexpr auto required = detail::Presence::required;

/// A row as read, before its parts are held against each other.
struct Row {
    PublishedFigure figure{};
    std::optional<int> precision{};
};

template <auto Member>
[[nodiscard]] TableColumn<Row> of_figure(std::string_view name, std::vector<std::string_view> aliases,
                                         detail::Presence presence = detail::Presence::optional) {
    return {{name, std::move(aliases), presence == required},
            [](std::string_view text, const CellTerms& terms, Row& row) { return detail::read_cell(text, terms, row.figure.*Member); },
            nullptr};
}
template <std::string Text::*Side>
[[nodiscard]] TableColumn<Row> figure_label(std::string_view name, std::vector<std::string_view> aliases) {
    return {{name, std::move(aliases)},
            [](std::string_view text, const CellTerms& terms, Row& row) { return detail::read_cell(text, terms, row.figure.label.*Side); },
            nullptr};
}

[[nodiscard]] CellFault read_value(std::string_view text, const CellTerms&, Row& row) {
    const Result<PrintedDecimal> value = try_parse_printed(detail::trimmed(text));
    if (!value) return value.fault();
    row.figure.value = *value;
    return std::nullopt;
}

[[nodiscard]] CellFault read_weight(std::string_view text, const CellTerms& terms, Row& row) {
    if (detail::trimmed(text).empty()) return std::nullopt;   // one
    std::int64_t weight = 0;
    if (CellFault fault = detail::read_cell(text, terms, weight)) return fault;
    if (weight < 1 || weight > PublishedFigure::weight_most) {
        const std::string shown = std::to_string(weight), most = std::to_string(PublishedFigure::weight_most);
        return Fault{ErrorKind::overflow, {}, {shown + " is no weight", shown + " 不能作权重"}, shown,
                     {"expected a whole number of 1 to " + most, "应为 1 至 " + most + " 的整数"}, {}};
    }
    row.figure.weight = weight;
    return std::nullopt;
}

[[nodiscard]] CellFault read_definition(std::string_view text, const CellTerms&, Row& row) {
    if (detail::trimmed(text).empty()) return std::nullopt;   // whether one is needed is seen when the row is whole
    Result<Definition> definition = Definition::try_parse(text);
    if (!definition) {
        Fault fault = definition.fault();   // its place is in the text; the cell's comes in its stead
        if (fault.place.column != 0) {
            const std::string at = std::to_string(fault.place.column);
            fault.problem = {"in the definition, at character " + at + ": " + fault.problem.en, "定义第 " + at + " 个字符：" + fault.problem.zh};
        }
        return fault;
    }
    if (!definition->is_single()) {
        return Fault{ErrorKind::mismatch, {}, {"the definition gives a table", "定义给出的是表"}, {},
                     {"expected one measure, no rows and no columns", "应只有一个指标，没有 rows 和 columns"}, {}};
    }
    row.figure.definition = *std::move(definition);
    return std::nullopt;
}

[[nodiscard]] std::vector<TableColumn<Row>> columns(bool defined) {
    std::vector<TableColumn<Row>> all{
        of_figure<&PublishedFigure::id>("id", {"编号"}, required),
        figure_label<&Text::zh>("label", {"名称"}),
        figure_label<&Text::en>("label_en", {"英文名称"}),
        {{"value", {"数值"}, true}, read_value, nullptr},
        of_figure<&PublishedFigure::unit>("unit", {"单位"}, required),
        {{"precision", {"小数位数"}},
         [](std::string_view text, const CellTerms& terms, Row& row) { return detail::read_cell(text, terms, row.precision); },
         nullptr},
        of_figure<&PublishedFigure::rounding>("rounding", {"取舍"}),
        of_figure<&PublishedFigure::qualifier>("qualifier", {"限定词"}),
        of_figure<&PublishedFigure::paragraph>("paragraph", {"段落"}),
        of_figure<&PublishedFigure::counts>("counts", {"计数对象"}),
        {{"weight", {"权重"}}, read_weight, nullptr},
        {{"definition", {"定义"}, defined}, read_definition, nullptr}};
    return all;
}

}   // namespace

std::vector<PublishedFigure> read_published(const std::string& path, Diagnostics& diagnostics, bool defined) {
    const std::vector<TableColumn<Row>> all = columns(defined);
    std::vector<PublishedFigure> out;
    std::unordered_map<std::string, std::uint64_t> lines;
    detail::read_table<Row>(path, all, false, diagnostics, [&](Row row, Place place) {
        PublishedFigure& figure = row.figure;
        const auto refuse = [&](ErrorKind kind, const char* field, Text problem, Text expected) {
            place.field = field;
            diagnostics.add({kind, std::move(place), std::move(problem), {}, std::move(expected), {}});
        };
        if (figure.id.empty()) return refuse(ErrorKind::bad_syntax, "id", {"the id is empty", "编号为空"}, {"expected a name", "应有名称"});
        const auto [first, fresh] = lines.emplace(figure.id, place.line);
        if (!fresh) {
            const std::string line = std::to_string(first->second);
            return refuse(ErrorKind::duplicate, "id",
                          {in_quotes(figure.id) + " stands in line " + line + " already", in_quotes(figure.id) + " 已见于第 " + line + " 行"}, {});
        }
        if (defined && !figure.definition) {
            return refuse(ErrorKind::bad_syntax, "definition", {"the definition is empty", "定义为空"},
                          {"expected how records give the figure, as from enterprises; measure count",
                           "应写明如何由记录得出，如 from enterprises; measure count"});
        }
        if (row.precision && *row.precision != figure.value.decimals) {
            const std::string has = std::to_string(figure.value.decimals);
            const std::string says = std::to_string(*row.precision);
            return refuse(ErrorKind::mismatch, "precision",
                          {"the value has " + has + " decimals, not " + says, "数值有 " + has + " 位小数，而不是 " + says + " 位"},
                          {"expected the decimals as printed", "应为所印小数位数"});
        }
        try {
            static_cast<void>(figure.interval());
        } catch (const Error&) {
            return refuse(ErrorKind::overflow, "value", {"the value is too large for its unit", "数值连同单位过大"}, {});
        }
        if (figure.label.zh.empty()) figure.label.zh = figure.label.en.empty() ? figure.id : figure.label.en;
        if (figure.label.en.empty()) figure.label.en = figure.label.zh;
        place.field = "definition";
        figure.place = std::move(place);
        out.push_back(std::move(figure));
    });
    std::vector<Place*> places;
    for (PublishedFigure& figure : out) places.push_back(&figure.place);
    diagnostics.amend([&](Fault& fault) { places.push_back(&fault.place); });
    detail::find_cells(path, detail::names_of<Row>(all), places);
    return out;
}

}   // namespace arrears
