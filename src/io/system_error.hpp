// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include <string>

namespace arrears::detail {

/// The words for an errno of file work, the same in every locale.
[[nodiscard]] Text system_error_words(int error);

/// The Error of a file that cannot be read or written.
[[nodiscard]] Error file_error(ErrorKind kind, const std::string& path, Text problem, Text expected = {}, Text remedy = {});

}   // namespace arrears::detail
