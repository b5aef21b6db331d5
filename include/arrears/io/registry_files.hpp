// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/cell_kind.hpp>
#include <arrears/io/column_map.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/io/csv_input.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/output_files.hpp>
#include <arrears/io/table_source.hpp>
#include <arrears/model/registry.hpp>
#include <arrears/statistics/vocabulary.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// Reads a registry from a folder of CSV files: enterprises.csv, and of systems, enterprise_history, workers, retirees, households,
/// arrears, payments, worker_advances, resettlement_plans and groupings (.csv) those that are there. Their columns stand in
/// docs/data-files.md.
///
/// Strict: all problems of all files go to the diagnostics, in one run, and there is a registry only where there is none. Rows are
/// checked against each other only where each could be read. No text of a file about people is ever shown in a message.
/// A file that may not be read, or enterprises.csv where it is not there, is one of the problems (of kind unreadable).
/// \param form of each file; nothing: it is found out
/// \param map an office's own headings and words
/// \throws Error (unreadable) where the folder is not there
[[nodiscard]] std::optional<Registry> read_registry(const std::string& folder, Diagnostics& diagnostics, const CsvForm& form = {},
                                                    const ColumnMap& map = {});

/// The names of a registry's tables: enterprises, workers, arrears and so on.
[[nodiscard]] std::span<const std::string_view> registry_table_names() noexcept;

/// A column of a registry's table.
struct RegistryColumn {
    CsvColumn name{};
    CellKind kind = CellKind::text;
    std::shared_ptr<const Vocabulary> words{};   ///< of an enumeration, or of several: what its cells may say; null: it is none
    bool personal = false;                       ///< a name or a number of a person
};
/// The columns of a table of a registry; empty where it has no such table.
[[nodiscard]] std::span<const RegistryColumn> registry_columns(std::string_view table);

/// What becomes of tables of a source that no registry has.
enum class OtherTables : unsigned char {
    kept,      ///< they are the caller's own, and passed over
    refused,   ///< each is a fault
};

/// As above, from tables wherever they stand. \throws Error as the source does, but for tables that cannot be read
[[nodiscard]] std::optional<Registry> read_registry(TableSource& source, Diagnostics& diagnostics, OtherTables others = OtherTables::kept,
                                                    const ColumnMap& map = {});

/// The sound groupings of a file with the columns of groupings.csv; what is wrong with others goes to the diagnostics.
/// \throws Error (unreadable)
[[nodiscard]] std::vector<Grouping> read_groupings(const std::string& path, Diagnostics& diagnostics);

/// Whether names and identity numbers are written.
enum class Personal : unsigned char { left_out, written };

/// Writes a registry as the files that read_registry reads, all or none, into a folder that is there. Files that would be empty are
/// left out, or where one is there to be replaced, written with a header alone. Reading them gives an equal registry, where personal
/// data are written or there are none.
/// \throws Error (unwritable)
void write_registry(const Registry& registry, const std::string& folder, Personal personal = Personal::left_out,
                    Overwrite overwrite = Overwrite::refuse);

/// Writes every table of a registry, also those without a row, and leaves it to the caller to commit them.
/// \throws Error (unwritable)
void write_registry(const Registry& registry, TableSink& sink, Personal personal = Personal::left_out);

}   // namespace arrears
