// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/workbook/cell_address.hpp>

#include <string>
#include <utility>

namespace arrears::detail {

/// The Error of a workbook as a whole.
[[nodiscard]] inline Error workbook_error(ErrorKind kind, const std::string& path, Text problem, Text expected = {}, Text remedy = {}) {
    return Error{Fault{kind, Place{path, 0, 0, {}}, std::move(problem), {}, std::move(expected), std::move(remedy)}};
}

/// `工资!F12`.
[[nodiscard]] inline std::string cell_label(const std::string& sheet, CellAddress at) { return sheet + '!' + print(at); }

/// The Fault of a cell, which its words name as people do. \param problem goes on after the cell's name
[[nodiscard]] inline Fault cell_fault(ErrorKind kind, const std::string& source, const std::string& sheet, CellAddress at, const Text& problem,
                                      Text expected = {}, Text remedy = {}) {
    const std::string label = cell_label(sheet, at);
    return {
        kind, Place{source, at.row, at.column, {}}, {label + ' ' + problem.en, label + ' ' + problem.zh}, {}, std::move(expected), std::move(remedy)};
}

}   // namespace arrears::detail
