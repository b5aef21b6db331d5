// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cells.hpp"

#include <arrears/io/bytes.hpp>
#include <arrears/io/csv.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/io/csv_input.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/table_source.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// A kind of table as columns, each of which knows how to read and write its member of a record.

namespace arrears::detail {

template <class Record>
struct TableColumn {
    CsvColumn name;
    CellFault (*read)(std::string_view text, const CellTerms& terms, Record& record);
    std::string (*write)(const Record& record);
    bool personal = false;
    CellKind kind = CellKind::text;
    GiveWords words = nullptr;   ///< of an enumeration
};

enum class Presence : unsigned char { optional, required };

/// The column of a member. \tparam Member a pointer to it
template <class Record, auto Member>
[[nodiscard]] TableColumn<Record> column(std::string_view name, std::vector<std::string_view> aliases, Presence presence = Presence::optional) {
    using T = std::remove_cvref_t<decltype(std::declval<Record>().*Member)>;
    constexpr bool amount = std::same_as<T, Money> || std::same_as<T, std::optional<Money>>;
    return {{name, std::move(aliases), presence == Presence::required, amount},
            [](std::string_view text, const CellTerms& terms, Record& record) { return read_cell(text, terms, record.*Member); },
            [](const Record& record) { return cell_text(record.*Member); },
            false, cell_kind<T>, cell_words<T>};
}

/// The columns of a table as its header may name them.
template <class Record>
[[nodiscard]] std::vector<CsvColumn> names_of(std::span<const TableColumn<Record>> columns) {
    std::vector<CsvColumn> names;
    for (const TableColumn<Record>& each : columns) names.push_back(each.name);
    return names;
}

/// Moves places that name a row and a field of a table from the row's start to the field's cell: what is found on a whole record
/// knows no cell. The table is read once more where there are any.
/// \param open gives a TableReader
template <class Open>
void find_cells_of_rows(const Open& open, const std::string& source, std::span<const CsvColumn> columns, std::span<Place* const> places) {
    std::unordered_multimap<std::uint64_t, Place*> of_line;
    for (Place* const place : places) {
        if (place->source == source && place->column == 1 && !place->field.empty()) of_line.emplace(place->line, place);
    }
    if (of_line.empty()) return;
    Diagnostics told_before{0};
    const std::unique_ptr<TableReader> reader = open();
    std::optional<CsvHeader> header;
    while (const CsvRow* const row = reader->next(told_before)) {
        if (!header) {
            header = CsvHeader::bind(*row, columns, told_before);
            if (!header) return;
            continue;
        }
        const auto [first, last] = of_line.equal_range(row->place().line);
        for (auto at = first; at != last; ++at) {
            const auto column = std::ranges::find(columns, at->second->field, &CsvColumn::name);
            if (column == columns.end()) continue;
            const auto cell = header->cell_of(static_cast<std::size_t>(column - columns.begin()));
            if (cell && *cell < row->size()) *at->second = row->place(*cell, at->second->field);
        }
    }
}

/// \param open gives the bytes from their beginning
template <class Open>
void find_cells(const Open& open, const std::string& source, std::span<const CsvColumn> columns, std::span<Place* const> places) {
    find_cells_of_rows([&] { return std::make_unique<CsvReader>(open_csv(open(), source)); }, source, columns, places);
}

inline void find_cells(const std::string& path, std::span<const CsvColumn> columns, std::span<Place* const> places) {
    find_cells([&path] { return bytes_of_file(path); }, path, columns, places);
}

/// Reads every sound row of a table as a record. \param source what stands as `source` in its places
/// \param names those of the columns, with what an office calls them
/// \param about_people no message shows what stands in the table
/// \throws Error (unreadable)
template <class Record, class Take>
void read_table(TableReader& reader, const std::string& source, std::span<const TableColumn<Record>> columns, std::span<const CsvColumn> names,
                bool about_people, Diagnostics& diagnostics, Take take) {
    std::string room;
    const std::uint64_t faults_before = diagnostics.count();
    std::optional<CsvHeader> header;
    while (const CsvRow* const row = reader.next(diagnostics)) {
        if (!header) {
            header = CsvHeader::bind(*row, names, diagnostics, !about_people);
            if (!header) return;
            reader.name_columns(header->names());
            continue;
        }
        if (!header->fits(*row, diagnostics)) continue;
        Record record{};
        bool sound = true;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto cell = header->cell_of(c);
            if (!cell || *cell >= row->size()) continue;
            const CellTerms terms{header->unit_of(c), !about_people && !columns[c].personal};
            if (CellFault fault = columns[c].read(header->meaning(c, (*row)[*cell].text, room), terms, record)) {
                fault->place = row->place(*cell, columns[c].name.name);
                diagnostics.add(std::move(*fault));
                sound = false;
            }
        }
        if (sound) take(std::move(record), row->place());
    }
    if (header || diagnostics.count() != faults_before) return;
    std::string wanted;
    for (const CsvColumn& each : names) wanted += (wanted.empty() ? "" : ",") + std::string{each.name};
    diagnostics.add({ErrorKind::bad_syntax, {source, 1, 1, ""}, {"the file is empty", "文件为空"}, {},
                     {"expected a header: " + wanted, "应有表头：" + wanted}, {}});
}
template <class Record, class Take>
void read_table(ByteSource bytes, const std::string& source, std::span<const TableColumn<Record>> columns, bool about_people,
                Diagnostics& diagnostics, Take take) {
    CsvReader reader = open_csv(std::move(bytes), source);
    read_table<Record>(reader, source, columns, names_of(columns), about_people, diagnostics, std::move(take));
}
template <class Record, class Take>
void read_table(const std::string& path, std::span<const TableColumn<Record>> columns, bool about_people, Diagnostics& diagnostics, Take take) {
    read_table<Record>(bytes_of_file(path), path, columns, about_people, diagnostics, std::move(take));
}

/// Writes a table of some records; personal columns only where wanted.
template <class Record, class Records>
void write_table(TableSink& to, std::string_view table, const Records& records, std::span<const TableColumn<Record>> columns, bool personal,
                 bool about_people) {
    std::vector<SinkColumn> names;
    for (const TableColumn<Record>& each : columns) {
        const auto& aliases = each.name.aliases;
        if (personal || !each.personal) names.push_back({each.name.name, aliases.empty() ? std::string_view{} : aliases.front(), each.kind});
    }
    to.begin_table(table, names, about_people);
    std::vector<std::string> cells;
    for (const Record& record : records) {
        cells.clear();
        for (const TableColumn<Record>& each : columns) {
            if (personal || !each.personal) cells.push_back(each.write(record));
        }
        to.add_row(cells);
    }
    to.end_table();
}

}   // namespace arrears::detail
