// SPDX-License-Identifier: BSL-1.0
#pragma once

// Formats the library's values with {fmt} where it is installed, and with std::format where the standard library has it:
// fmt::format("{:>14}", 12.34_yuan). Width, fill and alignment are those of text; locales are not asked.

#include <arrears/core/enumeration.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <version>

#if __has_include(<fmt/core.h>)
#include <fmt/core.h>
#endif
#if defined(__cpp_lib_format)
#include <format>
#endif

namespace arrears {

/// Found by argument-dependent lookup for the library's own types, and for nobody else's.
template <class T>
[[maybe_unused]] constexpr bool formats_as_arrears(const T&) noexcept {
    return true;
}

}   // namespace arrears

namespace arrears_formatting {

template <class T>
concept Ours = std::is_class_v<T> && requires(const T& value) { formats_as_arrears(value); };

template <class T>
concept ByToString = Ours<T> && requires(const T& value) { { to_string(value) } -> std::same_as<std::string>; };

template <class T>
concept ByPrint = Ours<T> && !ByToString<T> && requires(const T& value) { { print(value) } -> std::same_as<std::string>; };

template <class T>
concept ByView = Ours<T> && !ByToString<T> && !ByPrint<T> && requires(const T& value) { { value.view() } -> std::same_as<std::string_view>; };

/// Values of the library that have a text of their own, the same that operator<< writes.
template <class T>
concept Formattable = arrears::Enumeration<T> || ByToString<T> || ByPrint<T> || ByView<T>;

template <Formattable T>
[[nodiscard]] auto text(const T& value) {
    if constexpr (arrears::Enumeration<T>) {
        return arrears::identifier(value);
    } else if constexpr (ByToString<T>) {
        return to_string(value);
    } else if constexpr (ByPrint<T>) {
        return print(value);
    } else {
        return value.view();
    }
}

}   // namespace arrears_formatting

#if __has_include(<fmt/core.h>)
template <arrears_formatting::Formattable T>
struct fmt::formatter<T, char> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(const T& value, Context& context) const {
        return fmt::formatter<std::string_view>::format(std::string_view{arrears_formatting::text(value)}, context);
    }
};
#endif

#if defined(__cpp_lib_format)
template <arrears_formatting::Formattable T>
struct std::formatter<T, char> : std::formatter<std::string_view> {
    template <class Context>
    auto format(const T& value, Context& context) const {
        return std::formatter<std::string_view>::format(std::string_view{arrears_formatting::text(value)}, context);
    }
};
#endif
