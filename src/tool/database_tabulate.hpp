// SPDX-License-Identifier: BSL-1.0
#pragma once

// `arrears tabulate ADDRESS --table NAME`: the rows of a table of a database in place of a file's.

#include "command_line.hpp"

#include <arrears/io/csv_tally.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/statistics/state.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace arrears::tool {

struct DatabaseChoice {
    std::string table{};
    bool explain = false;   ///< print what the databases would be asked, and ask nothing
    bool single = false;    ///< have all rows come here, to compare
};

/// Adds --table, --explain-sql and --row-by-row.
void add_database_options(CLI::App& command, DatabaseChoice& choice);

/// Whether the rows of these addresses are a database's. \throws Error (bad_argument) where they are, and no table is named
[[nodiscard]] bool are_databases(const std::vector<std::string>& addresses, const DatabaseChoice& choice);

/// Adds the rows of one database. \returns how many were refused: each was told
[[nodiscard]] std::uint64_t add_database_rows(State& state, const std::string& address, const DatabaseChoice& choice, const CsvTallyOptions& options,
                                              Diagnostics& problems);

/// Prints what a database would be asked for the state.
void explain_database(const State& state, const std::string& address, const DatabaseChoice& choice, const CsvTallyOptions& options,
                      Language language);

}   // namespace arrears::tool
