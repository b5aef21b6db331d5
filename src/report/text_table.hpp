// SPDX-License-Identifier: BSL-1.0
#pragma once

// A table of finished cells, printed for people.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::detail {

struct TextTable {
    std::vector<bool> is_number{};                  ///< by column: aligned to the right
    std::vector<std::vector<std::string>> rows{};   ///< the headings first

    /// In columns of equal display width, a line under the headings.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string markdown() const;
};

/// Text as the content of a Markdown table's cell or paragraph: nothing in it is markup.
[[nodiscard]] std::string markdown(std::string_view text);

}   // namespace arrears::detail
