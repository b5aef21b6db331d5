// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/sql/database.hpp>

#include <memory>
#include <string>

namespace arrears::detail {

[[nodiscard]] std::unique_ptr<Database> open_sqlite(const std::string& file, DatabaseAccess access);
[[nodiscard]] std::unique_ptr<Database> open_postgres(const std::string& address, DatabaseAccess access);

/// The Error of a database that refuses something. \param said its own words or code, without values
[[nodiscard]] Error database_error(ErrorKind kind, const std::string& name, const std::string& said);

}   // namespace arrears::detail
