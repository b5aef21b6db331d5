// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/cell_kind.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace arrears::detail {

/// A column of a registry's table.
struct SchemaColumn {
    std::string_view name;
    CellKind kind = CellKind::text;
    bool required = false;
    std::string_view references{};           ///< a table, whose `id` it names
    std::vector<std::string_view> words{};   ///< of an enumeration
};

/// A table of a registry. Besides these columns it has `entry`, a number for each row, in their order.
struct SchemaTable {
    std::string_view name;
    std::vector<SchemaColumn> columns{};
    std::vector<std::string_view> key{};   ///< of which there are no two rows
    std::vector<std::string> checks{};     ///< what holds of each row; the same text in both databases
};

/// Those of a registry, each behind those that it refers to.
[[nodiscard]] const std::vector<SchemaTable>& registry_tables();

}   // namespace arrears::detail
