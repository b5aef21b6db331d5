// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/cell_kind.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/io/table_reader.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// Tables by name, from wherever they stand: a folder of CSV files, the sheets of a workbook, a database. Names are those of this
/// library, without an ending: `enterprises`, `enterprise_history`.
class TableSource {
public:
    virtual ~TableSource() = default;

    /// What the whole is called in messages: the path of the folder or the file.
    [[nodiscard]] virtual std::string name() const = 0;
    /// The names of all tables there, also those that nobody here knows.
    [[nodiscard]] virtual std::vector<std::string> tables() const = 0;
    [[nodiscard]] virtual bool has(std::string_view table) const = 0;
    /// What a person calls the table: `enterprises.csv`.
    [[nodiscard]] virtual std::string label(std::string_view table) const = 0;
    /// What stands as `source` in the places of the table's cells.
    [[nodiscard]] virtual std::string place_source(std::string_view table) const = 0;

    /// The rows of a table, first the one that names the columns. A table can be opened again, and then gives the same rows at
    /// the same places. The reader does not outlive the source.
    /// \param columns those that will be looked for; the rows may have others
    /// \throws Error (unreadable), also where the table is not there
    [[nodiscard]] virtual std::unique_ptr<TableReader> open(std::string_view table, std::span<const CsvColumn> columns) = 0;
};

/// A column of a table that is written.
struct SinkColumn {
    std::string_view name;           ///< as programs call it
    std::string_view name_zh{};      ///< as people call it; empty where they have no other name
    CellKind kind = CellKind::text;
};

/// Takes tables, one after the other, and makes them appear together.
class TableSink {
public:
    virtual ~TableSink() = default;

    /// What the whole is called in messages: the path of the folder or the file.
    [[nodiscard]] virtual std::string name() const = 0;
    /// \param about_people its rows hold names or numbers of people: only the owner should be able to read it
    /// \throws Error (unwritable)
    virtual void begin_table(std::string_view table, std::span<const SinkColumn> columns, bool about_people) = 0;
    /// A row of the table begun last: as many cells as it has columns, in the form that their kinds say; an empty one is unknown.
    /// \throws Error (unwritable)
    virtual void add_row(std::span<const std::string> cells) = 0;
    /// \throws Error (unwritable)
    virtual void end_table() = 0;
    /// Lets all tables show. Before that none does. \throws Error (unwritable)
    virtual void commit() = 0;
};

}   // namespace arrears
