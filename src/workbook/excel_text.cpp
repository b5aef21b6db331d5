// SPDX-License-Identifier: BSL-1.0
#include "excel_text.hpp"

#include <arrears/core/utf8.hpp>

#include <optional>

namespace arrears::detail {

namespace {

constexpr std::size_t form_bytes = 7;   // _xHHHH_

/// The unit of UTF-16 that a form at the start of the text stands for.
[[nodiscard]] std::optional<char32_t> read_form(std::string_view text) noexcept {
    if (text.size() < form_bytes || !text.starts_with("_x") || text[form_bytes - 1] != '_') return std::nullopt;
    char32_t unit = 0;
    for (std::size_t i = 2; i < form_bytes - 1; ++i) {
        const char c = text[i];
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return std::nullopt;
        unit = unit * 16 + static_cast<char32_t>(digit);
    }
    return unit;
}

}   // namespace

void append_unescaped(std::string& out, std::string_view stored) {
    while (!stored.empty()) {
        const std::size_t at = stored.find("_x");
        out += stored.substr(0, at);
        if (at == std::string_view::npos) return;
        stored.remove_prefix(at);
        const auto unit = read_form(stored);
        if (unit && *unit != 0 && (*unit < 0xD800 || *unit > 0xDFFF)) {
            append_utf8(out, *unit);
            stored.remove_prefix(form_bytes);
            continue;
        }
        const auto low = unit && *unit >= 0xD800 && *unit < 0xDC00 ? read_form(stored.substr(form_bytes)) : std::nullopt;
        if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
            append_utf8(out, 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00));
            stored.remove_prefix(2 * form_bytes);
            continue;
        }
        out += '_';   // no character: it stands for itself
        stored.remove_prefix(1);
    }
}

std::string escaped(std::string_view text) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    while (!text.empty()) {
        const Utf8Character next = read_utf8(text);
        const bool control = next.code < 0x20 && next.code != U'\t' && next.code != U'\n';
        if (control || next.code == 0xFFFE || next.code == 0xFFFF) {   // what XML cannot hold; a carriage return would become a line feed
            out += "_x";
            for (int shift = 12; shift >= 0; shift -= 4) out += hex[(next.code >> static_cast<unsigned>(shift)) & 0xFU];
            out += '_';
        } else {
            out += read_form(text) ? std::string_view{"_x005F_"} : text.substr(0, next.bytes);
        }
        text.remove_prefix(next.bytes);
    }
    return out;
}

std::size_t utf16_units(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U) count += byte >= 0xF0U ? 2U : 1U;
    }
    return count;
}

}   // namespace arrears::detail
