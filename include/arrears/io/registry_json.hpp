// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/io/output_files.hpp>
#include <arrears/io/registry_files.hpp>
#include <arrears/io/table_source.hpp>
#include <arrears/model/registry.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// A registry in one file of JSON (docs/formats.md): its tables by name, each a list of records.

namespace arrears {

/// The form that is written, and read.
inline constexpr int registry_json_version = 1;

/// How much a file may ask for: memory stays within a few times as much, whatever the file.
struct JsonLimits {
    std::size_t record_bytes_max = 1024 * 1024;
};

/// The tables of a registry in a file of JSON. Records are read one after the other; the whole is never in memory.
///
/// Of a cell, a place names its record: as line its number in the table, from 1. find_values() turns that into line, column and JSON
/// pointer (`/tables/arrears/17/principal`), which other faults of this source have from the beginning.
class JsonTables final : public TableSource {
public:
    /// Goes through the file once for where its tables are. What is wrong with what stands around them goes to the diagnostics: names that are not
    /// known or stand twice, tables that are no lists, a format or a version that is another.
    /// \throws Error (unreadable), also where it is no JSON of tables: what follows such a place cannot be read
    JsonTables(const std::string& path, Diagnostics& diagnostics, const JsonLimits& limits = {});

    [[nodiscard]] std::string name() const override { return path_; }
    [[nodiscard]] std::vector<std::string> tables() const override;
    [[nodiscard]] bool has(std::string_view table) const override { return tables_.contains(table); }
    [[nodiscard]] std::string label(std::string_view table) const override { return std::string{table}; }
    [[nodiscard]] std::string place_source(std::string_view table) const override;
    /// Its rows have all columns that a registry's table has. \throws Error (unreadable) also for a table of others
    [[nodiscard]] std::unique_ptr<TableReader> open(std::string_view table, std::span<const CsvColumn> columns) override;

    /// Puts places that name a record, and a field, at the value. The file is read once more where there are any. \throws Error (unreadable)
    void find_values(Diagnostics& diagnostics);

private:
    /// Where the records of a table begin, behind the bracket.
    struct Start {
        std::uint64_t offset = 0, line = 1, column = 1;
    };

    std::string path_;
    JsonLimits limits_;
    std::map<std::string, Start, std::less<>> tables_{};
};

/// Writes tables as JSON that JsonTables reads: a record a line, amounts as decimal texts, dates as `2018-12-31`, enumerations by their
/// identifiers, several in a list; what is unknown is left out. The same tables give the same bytes. Memory does not grow with the rows;
/// commit() gives the file its name when it is whole and flushed to the disk.
class JsonSink final : public TableSink {
public:
    /// \throws Error (unwritable), also where the file is there already and may not be replaced
    explicit JsonSink(const std::string& path, Overwrite overwrite = Overwrite::refuse, Access access = Access::shared);

    [[nodiscard]] std::string name() const override { return path_; }
    /// \throws Error (bad_argument) for a table about people where others than the owner may read the file
    void begin_table(std::string_view table, std::span<const SinkColumn> columns, bool about_people) override;
    void add_row(std::span<const std::string> cells) override;
    void end_table() override;
    void commit() override;

private:
    struct Column {
        std::string name;
        CellKind kind;
    };
    void write(std::string_view text);

    std::string path_;
    Access access_;
    OutputFiles files_;
    std::ofstream file_;
    std::vector<Column> columns_{};
    std::size_t tables_ = 0, rows_ = 0;
};

/// Reads a registry from a file of JSON, as read_registry() does from a folder. A table or a member that no registry has is a fault.
/// \throws Error as JsonTables does
[[nodiscard]] std::optional<Registry> read_registry_json(const std::string& path, Diagnostics& diagnostics);
/// Writes a registry as JSON that read_registry_json() reads. Reading it gives an equal registry, where personal data are written or there
/// are none. \throws Error (unwritable)
void write_registry_json(const Registry& registry, const std::string& path, Personal personal = Personal::left_out,
                         Overwrite overwrite = Overwrite::refuse);

/// The JSON Schema (2020-12) of such a file, made from the columns of its tables.
[[nodiscard]] std::string registry_json_schema();

}   // namespace arrears
