// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/definition.hpp>
#include <arrears/statistics/engine.hpp>
#include <arrears/statistics/plan.hpp>
#include <arrears/statistics/reader.hpp>
#include <arrears/statistics/tabulate.hpp>

#include <cstddef>
#include <vector>

namespace arrears {

/// The records behind a figure: their positions, from 0, rising. A state keeps none of them; they are found by going through the rows
/// once more, with the condition of `cell`, its rows, columns and measures aside.
///
///     records_behind(table.records_definition(row, column), rows, fields)
///
/// are as many as table.records(row, column), and tabulated alone give the cell's values. \throws Error as try_bind() tells. Cost: O(rows)
template <class Range>
[[nodiscard]] std::vector<std::size_t> records_behind(const Definition& cell, const Range& rows, const Fields<detail::RowOf<Range>>& fields) {
    detail::RangeReader<Range> reader{rows, fields};
    return select_rows(try_bind(cell.of_records(), fields.schema()).value(), reader);
}

}   // namespace arrears
