// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace arrears::detail {

/// Whether find_invalid_utf8() finds nothing, told as fast as this processor can.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;
[[nodiscard]] bool is_utf8_portable(std::string_view text) noexcept;

}   // namespace arrears::detail
