// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cells.hpp"

#include <arrears/io/bytes.hpp>
#include <arrears/io/csv.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/io/csv_input.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/io/diagnostics.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// A kind of CSV file as a table of columns, each of which knows how to read and write its member of a record.

namespace arrears::detail {

template <class Record>
struct TableColumn {
    CsvColumn name;
    CellFault (*read)(std::string_view text, const CellTerms& terms, Record& record);
    void (*write)(CsvWriter& to, const Record& record);
    bool personal = false;
};

enum class Presence : unsigned char { optional, required };

/// The column of a member. \tparam Member a pointer to it
template <class Record, auto Member>
[[nodiscard]] TableColumn<Record> column(std::string_view name, std::vector<std::string_view> aliases, Presence presence = Presence::optional) {
    using T = std::remove_cvref_t<decltype(std::declval<Record>().*Member)>;
    constexpr bool amount = std::same_as<T, Money> || std::same_as<T, std::optional<Money>>;
    return {{name, std::move(aliases), presence == Presence::required, amount},
            [](std::string_view text, const CellTerms& terms, Record& record) { return read_cell(text, terms, record.*Member); },
            [](CsvWriter& to, const Record& record) { write_cell(to, record.*Member); }};
}

/// The columns of a table as its header may name them.
template <class Record>
[[nodiscard]] std::vector<CsvColumn> names_of(std::span<const TableColumn<Record>> columns) {
    std::vector<CsvColumn> names;
    for (const TableColumn<Record>& each : columns) names.push_back(each.name);
    return names;
}

/// Moves places that name a row and a field of a file from the row's start to the field's cell: what is found on a whole record
/// knows no cell. The file is read once more where there are any.
/// \param open gives the bytes from their beginning
template <class Open>
void find_cells(const Open& open, const std::string& source, std::span<const CsvColumn> columns, std::span<Place* const> places) {
    std::unordered_multimap<std::uint64_t, Place*> of_line;
    for (Place* const place : places) {
        if (place->source == source && place->column == 1 && !place->field.empty()) of_line.emplace(place->line, place);
    }
    if (of_line.empty()) return;
    Diagnostics told_before{0};
    CsvReader reader = open_csv(open(), source);
    std::optional<CsvHeader> header;
    while (const CsvRow* const row = reader.next(told_before)) {
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

inline void find_cells(const std::string& path, std::span<const CsvColumn> columns, std::span<Place* const> places) {
    find_cells([&path] { return bytes_of_file(path); }, path, columns, places);
}

/// Reads every sound row of a file as a record. \param about_people no message shows what stands in the file
/// \throws Error (unreadable)
template <class Record, class Take>
void read_table(ByteSource bytes, const std::string& source, std::span<const TableColumn<Record>> columns, bool about_people,
                Diagnostics& diagnostics, Take take) {
    const std::vector<CsvColumn> names = names_of(columns);
    CsvReader reader = open_csv(std::move(bytes), source);
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
            if (CellFault fault = columns[c].read((*row)[*cell].text, terms, record)) {
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
void read_table(const std::string& path, std::span<const TableColumn<Record>> columns, bool about_people, Diagnostics& diagnostics, Take take) {
    read_table<Record>(bytes_of_file(path), path, columns, about_people, diagnostics, std::move(take));
}

/// The file of some records; personal columns only where wanted.
template <class Record, class Records>
[[nodiscard]] std::string write_table(const Records& records, std::span<const TableColumn<Record>> columns, bool personal) {
    std::string out;
    CsvWriter writer{out};
    for (const TableColumn<Record>& each : columns) {
        if (personal || !each.personal) writer.value(each.name.name);
    }
    writer.end_row();
    for (const Record& record : records) {
        for (const TableColumn<Record>& each : columns) {
            if (personal || !each.personal) each.write(writer, record);
        }
        writer.end_row();
    }
    return out;
}

}   // namespace arrears::detail
