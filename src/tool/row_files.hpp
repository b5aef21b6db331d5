// SPDX-License-Identifier: BSL-1.0
#pragma once

// The FILES of `arrears tabulate`: CSV, sheets of workbooks, tables of registries in JSON, told apart by their first bytes.

#include <arrears/core/language.hpp>
#include <arrears/io/csv_records.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/statistics/definition.hpp>
#include <arrears/statistics/state.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace arrears::tool {

/// Whether a file has tables by name: it is a workbook, or JSON. What is no file has none.
[[nodiscard]] bool has_named_tables(const std::string& path);

/// Adds the rows of a file, `-` for standard input. What of a sheet is no record is told on standard error.
/// \param table its name, where the file has several; empty: it is found (table_of_source())
/// \returns nothing where the file is not taken in, which is told
/// \throws Error (unreadable), also for a workbook or JSON that comes as a stream; (bad_argument) where an option or a table is named that such
/// a file does not have, or it is a database; as table_of_source() does
[[nodiscard]] std::optional<CsvRowsRead> add_rows(State& state, const std::string& path, const std::string& table, const CsvTallyOptions& options,
                                                  Language language, Diagnostics& problems);

/// Takes each row of a file behind a cell, as each_csv_record() does. \param take is also given what the table is called
/// \returns false where the file is not taken in, which is told
[[nodiscard]] bool each_record(const State& state, const Definition& cell, const std::string& path, const std::string& table,
                               std::span<const std::string> show, const CsvTallyOptions& options,
                               const std::function<void(const std::string& source, const CsvRecord&)>& take, Diagnostics& problems);

}   // namespace arrears::tool
