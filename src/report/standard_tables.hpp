// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/model/registry.hpp>

#include <string>
#include <vector>

namespace arrears {

/// A part of a table: a definition, which may have rows and columns, and what its lines are about.
struct TablePart {
    Text about;   ///< stands before the labels of its lines; may be empty
    std::string definition;
};

/// A table of the report before it is computed.
struct TableSpec {
    std::string id;
    Text title;
    std::string base;   ///< the condition that all parts share, which labels leave out; may be empty
    std::vector<TablePart> parts;
};

/// The tables that a survey of enterprises in hardship shows, for whatever groupings and systems the registry has:
/// the city as a whole first, then each system, federation and group by itself.
[[nodiscard]] std::vector<TableSpec> standard_tables(const Registry& registry);

}   // namespace arrears
