// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace arrears {

/// The two languages in which the library speaks: labels, reasons, messages.
enum class Language : unsigned char { en, zh };

/// The same words in both languages.
struct Text {
    std::string en;
    std::string zh;

    [[nodiscard]] const std::string& in(Language language) const noexcept { return language == Language::zh ? zh : en; }
    [[nodiscard]] bool empty() const noexcept { return en.empty() && zh.empty(); }

    friend bool operator==(const Text&, const Text&) = default;
};

}   // namespace arrears
