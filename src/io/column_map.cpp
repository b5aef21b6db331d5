// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/column_map.hpp>

#include "column_name.hpp"

#include <algorithm>

namespace arrears {

void ColumnMap::apply(std::string_view table, std::span<CsvColumn> columns) const {
    const auto of_table = [&](const MappedColumn& each) { return !table.empty() && each.table == table; };
    for (const MappedColumn& each : columns_) {
        const auto same = [&](const MappedColumn& other) {
            return of_table(other) && detail::column_name(other.heading) == detail::column_name(each.heading);
        };
        const bool holds = of_table(each) || (each.table.empty() && std::ranges::none_of(columns_, same));
        if (!holds) continue;
        for (CsvColumn& column : columns) {
            if (detail::is_named(column, detail::column_name(each.field))) column.headings.push_back({each.heading, each.unit, &each.words});
        }
    }
}

}   // namespace arrears
