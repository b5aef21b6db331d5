// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "bound_values.hpp"
#include "cells.hpp"
#include "field_binding.hpp"

#include <arrears/io/column_map.hpp>
#include <arrears/io/csv.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/statistics/nearest.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The columns that a definition's fields come from, under a header of whatever kind of table.

namespace arrears::detail {

/// The columns that bindings come from, each once, as a header may name them.
struct Columns {
    std::vector<CsvColumn> columns{};
    std::vector<std::size_t> of_binding{};

    Columns(const std::vector<Binding>& all, const ColumnMap& map) {
        for (const Binding& each : all) {
            CsvColumn column;
            column.name = each.model != nullptr ? each.model->names.front() : std::string_view{each.column};
            if (each.model != nullptr) column.aliases.assign(each.model->names.begin() + 1, each.model->names.end());
            column.amount = each.cell == FieldKind::money;
            std::size_t at = 0;
            while (at < columns.size() && columns[at].name != column.name) ++at;
            if (at == columns.size()) columns.push_back(std::move(column));
            of_binding.push_back(at);
        }
        map.apply({}, columns);
    }
};

/// Whether the header has all columns; tells those that it lacks, with the names that come near.
[[nodiscard]] inline bool complete(const Columns& columns, const CsvHeader& header, const CsvRow& row, Diagnostics& diagnostics) {
    std::vector<std::string> names;
    std::string all;
    for (const CsvCell& cell : row.cells()) {
        if (!may_show(cell.text, {})) continue;
        names.emplace_back(trimmed(cell.text));
        all += (all.empty() ? "" : ", ") + names.back();
    }
    bool out = true;
    for (std::size_t i = 0; i < columns.columns.size(); ++i) {
        if (header.cell_of(i)) continue;
        const std::string name{columns.columns[i].name};
        const Text near = did_you_mean(name, names);
        diagnostics.add({ErrorKind::unknown_name,
                         row.place(),
                         {"the header has no column " + in_quotes(name), "表头中没有列 " + in_quotes(name)},
                         name,
                         near.empty() ? Text{"it has " + all, "现有列：" + all} : Text{},
                         near});
        out = false;
    }
    return out;
}

/// Appends a row's values of all bindings; where one cannot be read tells so, and appends nothing.
/// \param header complete
[[nodiscard]] inline bool put_row(const CsvRow& row, const Columns& columns, const CsvHeader& header, BoundValues& values, Diagnostics& told) {
    if (!row.sound() || !header.fits(row, told)) return false;
    std::vector<std::size_t> unread;
    std::string room;   // for words that mean others
    values.begin_row();
    for (std::size_t i = 0; i < columns.of_binding.size(); ++i) {
        const std::size_t column = columns.of_binding[i], cell = *header.cell_of(column);
        const std::string_view text = cell < row.size() ? row[cell].text : std::string_view{};
        CellFault fault = values.put(i, header.meaning(column, text, room), {header.unit_of(column), true});
        if (!fault) continue;
        fault->place = row.place(cell, columns.columns[column].name);
        told.add(std::move(*fault));
        unread.push_back(i);
    }
    if (unread.empty()) return true;
    values.drop_row(unread);
    return false;
}

}   // namespace arrears::detail
