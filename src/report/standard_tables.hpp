// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace arrears::detail {

/// The file of tables for folders that bring none: that of the Yangquan survey, put in by CMake.
extern const std::string_view standard_tables_csv;

}   // namespace arrears::detail
