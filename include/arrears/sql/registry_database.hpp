// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/io/output_files.hpp>
#include <arrears/io/registry_files.hpp>
#include <arrears/model/registry.hpp>
#include <arrears/sql/database.hpp>

#include <optional>
#include <string>

namespace arrears {

/// Which tables and columns a registry in a database has: another number, other columns.
inline constexpr int registry_schema_version = 1;

/// The statements that make the tables of a registry, empty, in the database's own language: for a migration file, or for
/// Database::execute(). They keep out what a registry could not hold: what is required is NOT NULL, words are those of the enumerations,
/// references lead somewhere, amounts are whole fen, dates and months are such. docs/databases.md
[[nodiscard]] std::string registry_schema(DatabaseKind kind);

/// Reads a registry from tables of that schema, all as they are at one moment. Faults as read_registry() of a folder finds them, at the
/// table and the value of its column `entry`.
/// \returns nothing where there was any
/// \throws Error (mismatch) where the database has no registry, or one of another version; (unreadable) as the database fails
[[nodiscard]] std::optional<Registry> read_registry_database(Database& database, Diagnostics& diagnostics);

/// Writes a registry, all of it or nothing; makes the tables where they are not there.
/// \param overwrite whether rows that the tables have already are replaced
/// \throws Error (mismatch) where the tables are of another version; (unwritable) where they have rows, as the database fails, and as
/// write_registry() tells
void write_registry_database(const Registry& registry, Database& database, Personal personal = Personal::left_out,
                             Overwrite overwrite = Overwrite::refuse);

}   // namespace arrears
