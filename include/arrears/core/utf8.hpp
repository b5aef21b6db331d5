// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace arrears {

/// One character read from UTF-8: the code point and how many bytes it took.
/// Where the bytes are no character, `valid` is false, the code point is U+FFFD and one byte is taken.
struct Utf8Character {
    char32_t code = 0;
    std::size_t bytes = 1;
    bool valid = true;
};

/// Reads the character at the start of `text`, strictly: overlong forms, surrogates, code points beyond
/// U+10FFFF and cut-off sequences are no characters. Precondition: `text` is not empty.
[[nodiscard]] constexpr Utf8Character read_utf8(std::string_view text) noexcept {
    const auto byte = [text](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    const char32_t first = byte(0);
    if (first < 0x80) return {first, 1, true};
    std::size_t length = 0;
    char32_t code = 0;
    char32_t least = 0;
    if ((first & 0xE0U) == 0xC0U) {
        length = 2, code = first & 0x1FU, least = 0x80;
    } else if ((first & 0xF0U) == 0xE0U) {
        length = 3, code = first & 0x0FU, least = 0x800;
    } else if ((first & 0xF8U) == 0xF0U) {
        length = 4, code = first & 0x07U, least = 0x10000;
    } else {
        return {0xFFFD, 1, false};
    }
    if (text.size() < length) return {0xFFFD, 1, false};
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {0xFFFD, 1, false};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {0xFFFD, 1, false};
    return {code, length, true};
}

/// The offset in bytes of the first byte that is not UTF-8; nothing where all of `text` is. Strict as read_utf8().
[[nodiscard]] constexpr std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const Utf8Character next = read_utf8(text.substr(at));
        if (!next.valid) return at;
        at += next.bytes;
    }
    return std::nullopt;
}

/// A character that does not show as one: controls (C0, DEL, C1), line and paragraph separators, zero-width and
/// bidirectional marks, the byte order mark. In a name or an id it makes two different texts look the same.
[[nodiscard]] constexpr bool is_invisible(char32_t code) noexcept {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

/// A blank: space, no-break space, the ideographic space U+3000 and the other spaces of fixed width.
[[nodiscard]] constexpr bool is_blank(char32_t code) noexcept {
    return code == ' ' || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
           code == 0x3000;
}

/// Full-width forms of ASCII (U+FF01 to U+FF5E) as their ASCII characters, U+3000 as a space, all else unchanged.
[[nodiscard]] constexpr char32_t fold_width(char32_t code) noexcept {
    if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFF01 + U'!';
    return code == 0x3000 ? U' ' : code;
}

/// Appends a code point as UTF-8. Precondition: a code point that is no surrogate and not beyond U+10FFFF.
inline void append_utf8(std::string& out, char32_t code) {
    const auto byte = [&out](char32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0U | (code >> 6U)), byte(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        byte(0xE0U | (code >> 12U)), byte(0x80U | ((code >> 6U) & 0x3FU)), byte(0x80U | (code & 0x3FU));
    } else {
        byte(0xF0U | (code >> 18U)), byte(0x80U | ((code >> 12U) & 0x3FU)), byte(0x80U | ((code >> 6U) & 0x3FU)), byte(0x80U | (code & 0x3FU));
    }
}

/// `text` in straight quotes, fit for a message of one line: invisible characters and bytes that are not UTF-8 stand as
/// `\u{…}` and `\x…`, and after `characters_max` characters three dots do for the rest.
[[nodiscard]] inline std::string in_quotes(std::string_view text, std::size_t characters_max = 40) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out = "\"";
    std::size_t count = 0;
    while (!text.empty() && count++ < characters_max) {
        const Utf8Character next = read_utf8(text);
        if (!next.valid) {
            const auto byte = static_cast<unsigned char>(text[0]);
            out += "\\x";
            out += hex[byte >> 4U];
            out += hex[byte & 0xFU];
        } else if (is_invisible(next.code)) {
            out += "\\u{";
            bool begun = false;
            for (int shift = 16; shift >= 0; shift -= 4) {
                const auto digit = (next.code >> static_cast<unsigned>(shift)) & 0xFU;
                begun = begun || digit != 0 || shift == 0;
                if (begun) out += hex[digit];
            }
            out += '}';
        } else {
            out += text.substr(0, next.bytes);
        }
        text.remove_prefix(next.bytes);
    }
    if (!text.empty()) out += "…";
    out += '"';
    return out;
}

}   // namespace arrears
