// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/csv_records.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/table_reader.hpp>
#include <arrears/io/table_source.hpp>
#include <arrears/statistics/definition.hpp>
#include <arrears/statistics/state.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Rows of a table into a state, wherever it stands: a sheet of a workbook, a table of a file of JSON.

namespace arrears {

/// Which of the tables of a source a definition is of:
/// - the one called `name`, where that is not empty, as programs or as people call it;
/// - else the only one there, whatever it is called: a file of one table is read as a CSV file is;
/// - else the one that the definition names behind `from`;
/// - else, where it names none, the only one that has all columns that the definition reads.
/// \param state made with csv_schema() of the same options
/// \throws Error (unknown_name, mismatch) where there is none, or are several: it lists those there; as the source does
[[nodiscard]] std::string table_of_source(TableSource& source, const State& state, const CsvTallyOptions& options, std::string_view name = {});

/// The rows of such a table: the source's reader, which looks for the columns that the state's definition reads. The options must outlive it.
/// \throws Error as TableSource::open() does
[[nodiscard]] std::unique_ptr<TableReader> open_table(TableSource& source, std::string_view table, const State& state,
                                                      const CsvTallyOptions& options);

/// Adds the rows of a table to a state made with csv_schema(), as add_csv() those of a file: the same cells give the same state, the same
/// digest of an input and the same rows refused. What is of files alone (CsvTallyOptions::form, rows_from_line, csv but for its separator,
/// which rows refused are given with) does not hold here, and one thread reads, however many are given.
///
/// A table that is broken off (TableReader::is_broken_off) is not taken in, like one that is empty.
/// \param table from its beginning; it is asked for rows with faults, too
/// \param source what the table is called, for messages
/// \returns nothing where the table is not taken in: that is told, and the state is as before
/// \throws Error (unreadable) as the table does, with the state as before; (bad_argument) as add_csv() does
[[nodiscard]] std::optional<CsvRowsRead> add_table(State& state, TableReader& table, const std::string& source, const CsvTallyOptions& options,
                                                   Diagnostics& diagnostics);

/// Takes the rows of a table back, with the same terms; as withdraw_csv().
[[nodiscard]] std::optional<CsvRowsRead> withdraw_table(State& state, TableReader& table, const std::string& source, const CsvTallyOptions& options,
                                                        Diagnostics& diagnostics);

/// Calls `take` for each row of a table behind a cell of a state's table, as each_csv_record() for those of a file.
[[nodiscard]] std::optional<std::uint64_t> each_table_record(const State& state, const Definition& cell, TableReader& table,
                                                             const std::string& source, std::span<const std::string> show,
                                                             const CsvTallyOptions& options, const std::function<void(const CsvRecord&)>& take,
                                                             Diagnostics& diagnostics);

}   // namespace arrears
