// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/csv_records.hpp>
#include <arrears/report/survey_report.hpp>
#include <arrears/statistics/state.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace arrears::tool {

/// The definition of the records behind the cells of a state's table that `keys` name: of each field of its rows, then of its columns, a
/// key or another word for it, empty for unknown, `*` (or nothing more) for all.
/// \throws Error (bad_argument, unknown_name) of too many keys, of one that the table does not have
[[nodiscard]] Definition records_of_keys(const State& state, const std::vector<std::string>& keys);

/// Prints where records stand, one by one: text as `file:line`, which editors open, Markdown, CSV, or JSON.
class RecordListing {
public:
    RecordListing(ReportFormat format, Language language, std::vector<std::string> columns);

    void add(const std::string& file, const CsvRecord& record);
    /// What is still to be printed. \param cell what the records are those of
    void finish(const Definition& cell);

private:
    void flush(std::size_t bytes_min);

    ReportFormat format_;
    std::vector<std::string> columns_;
    std::string out_{};
    std::string json_{};   // the records so far
};

}   // namespace arrears::tool
