// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/ageing_bands.hpp>
#include <arrears/core/grouping.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/sql/database_rows.hpp>
#include <arrears/statistics/state.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace arrears {

struct DatabaseTallyOptions {
    std::vector<Grouping> groupings{};   ///< as CsvTallyOptions has them
    std::map<std::string, FieldKind, std::less<>> kinds{};
    AgeingBands ageing{};
    bool push_down = true;   ///< false: rows are counted here, one after the other
};

/// The options of csv_schema() that find the same fields: states of files and of databases merge.
[[nodiscard]] CsvTallyOptions csv_options(const DatabaseTallyOptions& options);

/// How a tally is, or was, got out of a database.
struct DatabaseTallyPlan {
    bool pushed_down = false;     ///< the database counts; else its rows come here
    std::vector<Sql> queries{};   ///< the first is of the cells, each other of things counted once; or one of the rows
    std::vector<Text> notes{};    ///< what is understood here, of groups that the database has made; why rows come here
};

/// How the rows would be counted, without counting them.
/// \throws Error (unknown_name) where they lack a column, with the nearest names;
/// (bad_argument) where the state was not made with csv_schema() of csv_options()
[[nodiscard]] DatabaseTallyPlan plan_database_tally(const State& state, Database& database, const DatabaseRows& rows,
                                                    const DatabaseTallyOptions& options = {});

struct DatabaseRowsRead {
    std::uint64_t refused = 0;   ///< rows of which a value cannot be read: each was told
    DatabaseTallyPlan plan{};    ///< what was done in the end
};

/// Adds the rows to a state made with csv_schema() of csv_options(): what add_csv() would have made of a file with these columns and cells.
///
/// The database groups and adds up, and only its groups come here. A value that needs more than it can read exactly (an amount as
/// `3万元`, a date as `2019年6月`) has all rows come here in place of that, one after the other, in bounded memory; a row of which one
/// cannot be read is told and left out. All that is asked sees the rows as they are at one moment.
///
/// The state lists no return (StateInputs) for them: a digest would need every column of every row.
/// \throws Error as plan_database_tally() and Database::query() tell, with the state as before
[[nodiscard]] DatabaseRowsRead add_database(State& state, Database& database, const DatabaseRows& rows, const DatabaseTallyOptions& options,
                                            Diagnostics& diagnostics);

}   // namespace arrears
