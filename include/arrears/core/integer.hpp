// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace arrears {

/// An integer that counts: no bool, no character type.
template <class T>
concept WholeNumber = std::integral<T> && !std::same_as<std::remove_cv_t<T>, bool> && !std::same_as<std::remove_cv_t<T>, char> &&
                      !std::same_as<std::remove_cv_t<T>, wchar_t> && !std::same_as<std::remove_cv_t<T>, char8_t> &&
                      !std::same_as<std::remove_cv_t<T>, char16_t> && !std::same_as<std::remove_cv_t<T>, char32_t>;

namespace detail {

__extension__ using int128 = __int128;
__extension__ using uint128 = unsigned __int128;

/// Decimal digits of a 128-bit integer.
[[nodiscard]] inline std::string to_text(int128 value) {
    char buffer[40];
    char* begin = buffer + sizeof buffer;
    uint128 rest = value < 0 ? uint128{0} - static_cast<uint128>(value) : static_cast<uint128>(value);
    do {
        *--begin = static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
    } while (rest != 0);
    if (value < 0) *--begin = '-';
    return {begin, buffer + sizeof buffer};
}

/// `number` as 64 bits. \throws Error (overflow) where it does not fit
[[nodiscard]] constexpr std::int64_t to_int64(WholeNumber auto number, std::string_view where) {
    std::int64_t out{};
    if (__builtin_add_overflow(number, 0, &out)) throw overflow(where, to_text(static_cast<int128>(number)));
    return out;
}

[[nodiscard]] constexpr std::int64_t narrow(int128 value, std::string_view where) {
    if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min()) throw overflow(where, to_text(value));
    return static_cast<std::int64_t>(value);
}

}   // namespace detail

}   // namespace arrears
