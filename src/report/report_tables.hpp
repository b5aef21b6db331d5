// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/tables_file.hpp>
#include <arrears/model/registry.hpp>
#include <arrears/statistics/definition.hpp>

#include <span>
#include <string>
#include <vector>

namespace arrears {

/// A part of a table: a definition, which may have rows and columns, and what its lines are about.
struct TablePart {
    Text about;   ///< stands before the labels of its lines; may be empty
    Definition definition;
    Place place;   ///< of the definition in its file
};

/// A table of the report before it is computed.
struct TableSpec {
    std::string id;
    Text title;
    std::string titled;   ///< the field of which the title says the value, so that labels need not; may be empty
    std::vector<TablePart> parts;
};

/// The tables that a file describes, for whatever groupings and systems the registry has. A definition that is none goes to the
/// diagnostics, once.
[[nodiscard]] std::vector<TableSpec> report_tables(std::span<const TableTemplate> tables, const Registry& registry, Diagnostics& diagnostics);

/// A fault within a definition's text, at the definition's place.
[[nodiscard]] Fault of_definition(Fault fault, const Place& place);

}   // namespace arrears
