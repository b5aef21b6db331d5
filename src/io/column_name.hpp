// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/csv_header.hpp>

#include <string>
#include <string_view>

namespace arrears::detail {

/// A column's name as it is compared: no blanks around, full-width forms as ASCII, ASCII letters small.
[[nodiscard]] std::string column_name(std::string_view text);

/// Whether that is the column's name or one of its aliases. \param name as column_name() gives it
[[nodiscard]] bool is_named(const CsvColumn& column, std::string_view name);

}   // namespace arrears::detail
