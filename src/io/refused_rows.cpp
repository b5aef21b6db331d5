// SPDX-License-Identifier: BSL-1.0
#include "refused_rows.hpp"

namespace arrears::detail {

RefusedRow refused_row(const CsvRow& row, std::span<const Fault> told, char separator) {
    RefusedRow out = header_row(row, separator);
    out.header = false;
    for (const Fault& fault : told) {
        if (fault.place.line >= row.line()) out.reasons.push_back(fault);
    }
    return out;
}

RefusedRow header_row(const CsvRow& row, char separator) {
    RefusedRow out{row.line(), {}, {}, separator, true};
    for (std::size_t i = 0; i < row.size(); ++i) out.cells.push_back({std::string{row[i].sound ? row[i].text : row.raw(i)}, row[i].sound});
    return out;
}

}   // namespace arrears::detail
