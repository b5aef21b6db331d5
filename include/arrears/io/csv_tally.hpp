// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/ageing_bands.hpp>
#include <arrears/core/grouping.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/io/column_map.hpp>
#include <arrears/io/csv.hpp>
#include <arrears/io/csv_input.hpp>
#include <arrears/io/csv_rejects.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/statistics/definition.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/state.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

struct CsvTallyOptions {
    /// Fields besides the columns: the group of another column's code or number, or of a date's `_year`, `_days` or `_age`. Numbers of a
    /// column of money are whole yuan here, cut off.
    std::vector<Grouping> groupings{};
    /// What columns are that the model does not know. Of those not named here: money where added up or compared, else text.
    std::map<std::string, FieldKind, std::less<>> kinds{};
    AgeingBands ageing{};              ///< of fields as `due_ageing`
    unsigned threads = 1;              ///< at least 1; the result is the same for any number
    CsvForm form{};                    ///< of the file; nothing: it is found out
    ColumnMap map{};                   ///< an office's own headings and words: those of no table in particular
    CsvOptions csv{};                  ///< but for the separator, which is that of the form
    /// The file is a return, to be listed among the state's inputs (State::inputs) under this name, with the digest of its rows: all
    /// columns of those taken in, whatever the order of rows and columns, quotes and line ends (docs/states.md). Costs time: a digest
    /// a row. Nothing: its rows belong to no return.
    std::optional<std::string> input{};
    /// The line of the row behind the header, where the bytes are a header and a later part of its file (csv_parts.hpp).
    std::optional<std::uint64_t> rows_from_line{};
    /// Given the file's header, then each row that is refused, in the order of the file; never by two threads at once. Rows of which only a fault
    /// is known (too long, of too many cells, never ending) are counted among those refused, and not given. Of a file that is not taken in
    /// as a whole (its bytes end in an Error, the state has it already) some may have been given before that shows.
    std::function<void(const RefusedRow& row)> refused{};
    std::function<void(std::uint64_t lines)> progress{};   ///< called now and then, never by two threads at once, with the lines read so far
};

/// The fields that a definition reads of files, found without one: each word that names a field is, in this order,
/// - the name of a grouping of the options,
/// - a column that the model knows, by name or alias (`category`, `欠费类别`, `principal`, `本金`, `enterprise_id` …), of its kind,
/// - such a column of dates with more behind its name: `_month`, `_year`; and, at the day that `as of` of the definition names, `_days` (since
///   then; below zero where it is to come), `_age` (completed years; unknown where it is to come), `_ageing` (bands of how long past due);
///   or `industry_section` (GB/T 4754-2017),
/// - any other column, by its own name.
/// \throws Error (mismatch) where a field needs a day and the definition names none; (unknown_name, mismatch) as try_bind() tells, at binding
[[nodiscard]] std::shared_ptr<const Schema> csv_schema(const Definition& definition, const CsvTallyOptions& options = {});

/// How many rows of a file were taken into a state, and how many were not.
struct CsvRowsRead {
    std::uint64_t taken = 0;
    std::uint64_t refused = 0;   ///< each was told
};

/// Adds the rows of a file to a state made with csv_schema(). Only the columns that the definition reads are looked at; a row of
/// which one of these cannot be read is told and left out. Streams: memory grows with the state and the number of threads alone.
/// Where the file is empty, its header lacks a column, or it is an input which the state has already, that is told and the state is
/// as before.
/// \param source the name of the file, for messages
/// \returns nothing in that case
/// \throws Error (unreadable) as the bytes do, with the state as before; (bad_argument) where the state was made otherwise, or the
/// name of the input is not UTF-8
[[nodiscard]] std::optional<CsvRowsRead> add_csv(State& state, const ByteSource& bytes, const std::string& source, const CsvTallyOptions& options,
                                                 Diagnostics& diagnostics);

/// Takes the rows of a file back, with the same terms. An input leaves the state's list, or stands in it as taken back until a state
/// that has it is merged.
[[nodiscard]] std::optional<CsvRowsRead> withdraw_csv(State& state, const ByteSource& bytes, const std::string& source,
                                                      const CsvTallyOptions& options, Diagnostics& diagnostics);

}   // namespace arrears
