// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace arrears::detail {

/// Appends a text as workbooks write it: `_x000D_` stands for the character U+000D, `_x005F_` for the underline before such a form.
void append_unescaped(std::string& out, std::string_view stored);
/// The other way: characters that XML cannot hold, and the underline of what would be taken for such a form.
[[nodiscard]] std::string escaped(std::string_view text);
/// Its length as Excel counts it.
[[nodiscard]] std::size_t utf16_units(std::string_view text) noexcept;

}   // namespace arrears::detail
