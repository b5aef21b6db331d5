// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/sql/database.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// Rows of a database that can be counted: a table, a view, or what a query gives.
struct DatabaseRows {
    std::string name{};   ///< for messages
    std::string from{};   ///< as it stands behind FROM
    std::vector<SqlColumn> columns{};
    std::string locator{};        ///< what finds a row again, as it stands behind SELECT: rowid, ctid; empty where nothing does
    std::string locator_name{};   ///< its name, for messages
};

/// The rows of a table or view, called by its name or, in PostgreSQL, by `schema.name`; whatever characters it has.
/// \throws Error (unknown_name) where there is none, with the nearest names
[[nodiscard]] DatabaseRows rows_of_table(Database& database, std::string_view table);

/// The rows of a SELECT, which is run as it stands: it must be the caller's own. \throws Error (unreadable) where the database refuses it
[[nodiscard]] DatabaseRows rows_of_query(Database& database, std::string_view select);

}   // namespace arrears
