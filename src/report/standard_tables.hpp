// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/model/registry.hpp>

#include <string>
#include <vector>

namespace arrears {

/// A table of the report before it is computed: definitions as text, each with its rows and columns.
struct TableSpec {
    std::string id;
    Text title;
    std::vector<std::string> definitions;
};

/// The tables that a survey of enterprises in hardship shows, for whatever groupings and systems the registry has:
/// the city as a whole first, then each system, federation and group by itself.
[[nodiscard]] std::vector<TableSpec> standard_tables(const Registry& registry);

}   // namespace arrears
