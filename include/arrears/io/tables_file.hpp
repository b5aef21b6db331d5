// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/language.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/model/enumerations.hpp>

#include <string>
#include <vector>

namespace arrears {

/// What a table of a report, or lines of one, stand once for each of.
struct ForEach {
    enum class Of : unsigned char {
        once,
        system,      ///< `system`: each system, federation and group of the registry
        grouping,    ///< `grouping of FIELD`: each grouping of the field that the registry brings; else the one it has without being given any
        insurance,   ///< `insurance`
        edge,        ///< `edge`: each number at which a group of the table's grouping begins
    };
    Of of = Of::once;
    std::string field{};   ///< of groupings

    friend bool operator==(const ForEach&, const ForEach&) = default;
};

/// Lines of a table: a definition, in which `{system}`, `{grouping}`, `{insurance}` and `{edge}` stand for what it is made for.
struct TableLines {
    Text about{};                    ///< stands before their labels; may be empty
    ForEach for_each{};
    EnumSet<SystemKind> kinds{};     ///< of a table for each system: only for those of these kinds; empty: for all
    std::string definition{};
    Place place{};                   ///< of the definition, for messages
};

/// A table of a report as a file writes it.
struct TableTemplate {
    std::string id{};   ///< as the definitions, with placeholders
    Text title{};       ///< `{label}` stands for the name of the system or grouping
    ForEach for_each{};
    std::vector<TableLines> lines{};
};

/// Reads the tables of a report from a CSV file: columns table, title, title_en, for_each, about, about_en, lines_for_each, kinds,
/// definition; a row for each definition, those of one table one after the other (docs/data-files.md). What concerns the whole table
/// stands in its first row.
/// \returns the tables in their order; what is wrong goes to the diagnostics, with its places, and is left out
/// \throws Error (unreadable)
[[nodiscard]] std::vector<TableTemplate> read_tables(const std::string& path, Diagnostics& diagnostics);

/// The same of a text. \param name where it comes from, for messages
[[nodiscard]] std::vector<TableTemplate> parse_tables(std::string csv, const std::string& name, Diagnostics& diagnostics);

}   // namespace arrears
