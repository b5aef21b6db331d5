// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/csv_tally.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace arrears {

/// A row behind a cell, as a listing shows it.
struct CsvRecord {
    std::uint64_t line = 0;             ///< where it begins, from 1
    std::vector<std::string> shown{};   ///< of each column asked for: its text, blanks around it left out; empty where unknown
};

/// Calls `take` for each row of a file behind a cell of a state's table, in the order of the file: those of which the condition of `cell`
/// holds (its rows, columns and measures aside), the fields meaning what they mean for the state. Rows that add_csv() would leave out are
/// left out, and told likewise. So over the files that a state was made of there are as many as Table::records() says.
/// \param state made with csv_schema() of the same options; whether rows were added does not matter
/// \param cell as Table::records_definition() gives it
/// \param show names of columns whose texts are wanted, as the file or the model has them. Ids of people are personal: ask for what is needed
/// \returns how many; nothing where the file is empty or its header lacks a column, which is told
/// \throws Error (unreadable) as the bytes do; as try_bind() tells
[[nodiscard]] std::optional<std::uint64_t> each_csv_record(const State& state, const Definition& cell, const ByteSource& bytes,
                                                           const std::string& source, std::span<const std::string> show,
                                                           const CsvTallyOptions& options, const std::function<void(const CsvRecord&)>& take,
                                                           Diagnostics& diagnostics);

}   // namespace arrears
