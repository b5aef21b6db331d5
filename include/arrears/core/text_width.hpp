// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace arrears {

namespace detail {

struct CodeRange {
    char32_t first;
    char32_t last;
};

/// East Asian Wide and Fullwidth (Unicode 14), joined across code points that are not assigned.
inline constexpr CodeRange wide_ranges[] = {
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3}, {0x25FD, 0x25FE},
    {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1}, {0x26AA, 0x26AB}, {0x26BD, 0x26BE},
    {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA}, {0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA},
    {0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728}, {0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755},
    {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27B0, 0x27B0}, {0x27BF, 0x27BF}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55},
    {0x2E80, 0x303E}, {0x3041, 0x3247}, {0x3250, 0x4DBF}, {0x4E00, 0xA4C6}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xF900, 0xFAD9},
    {0xFE10, 0xFE19}, {0xFE30, 0xFE6B}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x18D08}, {0x1AFF0, 0x1B2FB}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A},
    {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2},
    {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945},
    {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAF6}, {0x20000, 0x3FFFD},
};

/// What sits on the character before it: combining marks of general use, variation selectors, the later parts of
/// Korean syllables, zero-width marks. Marks of other scripts, such as Indian ones, count one column.
inline constexpr CodeRange zero_width_ranges[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x1160, 0x11FF}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
    {0x16FE4, 0x16FE4}, {0xE0100, 0xE01EF},
};

template <std::size_t N>
[[nodiscard]] constexpr bool in_ranges(const CodeRange (&ranges)[N], char32_t code) noexcept {
    std::size_t low = 0;
    std::size_t high = N;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (ranges[middle].last < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < N && ranges[low].first <= code;
}

}   // namespace detail

/// The columns that a character takes where all are as wide as a letter: 2 for East Asian wide and full-width ones,
/// 0 for those that sit on another and for controls, else 1, also for those of ambiguous width such as `—` and `“`.
[[nodiscard]] constexpr std::size_t display_width(char32_t code) noexcept {
    if (code >= 0x20 && code < 0x7F) return 1;
    if (code < 0xA0) return 0;
    if (code < 0x300) return 1;
    if (detail::in_ranges(detail::zero_width_ranges, code)) return 0;
    return detail::in_ranges(detail::wide_ranges, code) ? 2 : 1;
}

/// The columns that a line of UTF-8 takes; a byte that is not UTF-8 takes one, as the sign put for it would.
[[nodiscard]] constexpr std::size_t display_width(std::string_view line) noexcept {
    std::size_t columns = 0;
    while (!line.empty()) {
        const Utf8Character next = read_utf8(line);
        columns += display_width(next.code);
        line.remove_prefix(next.bytes);
    }
    return columns;
}

/// `text` with blanks before it, so that it ends at the column (for numbers). Never cut.
[[nodiscard]] inline std::string pad_left(std::string_view text, std::size_t columns) {
    const std::size_t width = display_width(text);
    std::string out(width < columns ? columns - width : 0, ' ');
    return out += text;
}

/// `text` with blanks after it, so that what follows begins at the column (for words). Never cut.
[[nodiscard]] inline std::string pad_right(std::string_view text, std::size_t columns) {
    const std::size_t width = display_width(text);
    std::string out{text};
    return out.append(width < columns ? columns - width : 0, ' ');
}

}   // namespace arrears
