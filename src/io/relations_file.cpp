// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/relations_file.hpp>

#include "csv_table.hpp"

#include <unordered_map>
#include <utility>

namespace arrears {

namespace {

using detail::column;
using detail::TableColumn;
constexpr auto required = detail::Presence::required;

struct Row {
    std::string id{};
    std::string relation{};
    std::string assumption{};
};

const std::vector<TableColumn<Row>>& columns() {
    static const std::vector<TableColumn<Row>> all{column<Row, &Row::id>("id", {"编号"}, required),
                                                   column<Row, &Row::relation>("relation", {"关系", "关系式"}, required),
                                                   column<Row, &Row::assumption>("assumption", {"假设"})};
    return all;
}

}   // namespace

std::vector<Relation> read_relations(const std::string& path, std::span<const PublishedFigure> figures, Diagnostics& diagnostics) {
    std::vector<Relation> out;
    std::unordered_map<std::string, std::uint64_t> lines;
    const RelationReader reader{figures};
    std::vector<std::pair<Fault, std::uint64_t>> faults;   // and the character of the relation at which each is
    detail::read_table<Row>(path, columns(), false, diagnostics, [&](Row row, Place place) {
        place.field = "id";
        if (row.id.empty()) {
            faults.push_back({{ErrorKind::bad_syntax, place, {"the id is empty", "编号为空"}, {}, {"expected a name", "应有名称"}, {}}, 1});
            return;
        }
        const auto [first, fresh] = lines.emplace(row.id, place.line);
        if (!fresh) {
            const std::string line = std::to_string(first->second);
            faults.push_back({{ErrorKind::duplicate,
                               place,
                               {in_quotes(row.id) + " stands in line " + line + " already", in_quotes(row.id) + " 已见于第 " + line + " 行"},
                               {},
                               {},
                               {}},
                              1});
            return;
        }
        place.field = "relation";
        Result<Relation> relation = reader(row.relation);
        if (!relation) {
            Fault fault = relation.fault();
            const std::uint64_t at = fault.place.column;
            fault.place = place;
            faults.emplace_back(std::move(fault), at);
            return;
        }
        Relation made = *std::move(relation);
        made.id = std::move(row.id), made.assumption = std::move(row.assumption), made.place = std::move(place);
        out.push_back(std::move(made));
    });
    std::vector<Place*> places;
    for (Relation& each : out) places.push_back(&each.place);
    for (auto& [fault, at] : faults) places.push_back(&fault.place);
    detail::find_cells(path, detail::names_of<Row>(columns()), places);
    for (auto& [fault, at] : faults) {
        if (at > 1) fault.place.column += at - 1;
        diagnostics.add(std::move(fault));
    }
    return out;
}

}   // namespace arrears
