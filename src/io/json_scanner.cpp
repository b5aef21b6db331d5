// SPDX-License-Identifier: BSL-1.0
#include "json_scanner.hpp"

#include <span>
#include <utility>

namespace arrears::detail {

namespace {

[[nodiscard]] bool is_blank_byte(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}   // namespace

JsonScanner::JsonScanner(ByteSource bytes, Place start, std::uint64_t offset)
    : bytes_{std::move(bytes)}, buffer_(std::size_t{64} * 1024), place_{std::move(start)}, offset_{offset} {}

Error JsonScanner::no_json() const {
    return Error{Fault{ErrorKind::unreadable,
                       place_,
                       {"this is no JSON of a registry, and nothing behind it can be read", "此处不是登记数据的 JSON，其后内容无法读取"},
                       {},
                       {"expected {\"format\": \"arrears.registry\", \"version\": 1, \"tables\": {…}}",
                        "应为 {\"format\": \"arrears.registry\", \"version\": 1, \"tables\": {…}}"},
                       {}}};
}

std::optional<char> JsonScanner::next() {
    if (at_ == end_) {
        at_ = 0;
        end_ = bytes_(std::span{buffer_});
        if (end_ == 0) return std::nullopt;
    }
    return buffer_[at_];
}

void JsonScanner::advance() noexcept {
    const char c = buffer_[at_++];
    ++offset_;
    if (c == '\n') ++place_.line, place_.column = 1;
    else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++place_.column;   // a character is counted by its first byte
}

std::optional<char> JsonScanner::peek() {
    while (const std::optional<char> c = next()) {
        if (!is_blank_byte(*c)) return c;
        advance();
    }
    return std::nullopt;
}

bool JsonScanner::take(char wanted) {
    if (peek() != wanted) return false;
    advance();
    return true;
}

void JsonScanner::expect(char wanted) {
    if (!take(wanted)) throw no_json();
}

bool JsonScanner::value(std::string& text, std::size_t bytes_max) {
    text.clear();
    std::size_t depth = 0, size = 0;
    bool quoted = false, escaped = false;
    if (!peek()) throw no_json();
    while (const std::optional<char> c = next()) {
        bool closed = false;
        if (quoted) {
            if (escaped) escaped = false;
            else if (*c == '\\') escaped = true;
            else if (*c == '"') quoted = false, closed = depth == 0;
        } else if (depth == 0 && size > 0 && (is_blank_byte(*c) || *c == ',' || *c == ':' || *c == ']' || *c == '}')) {
            return size <= bytes_max;   // what was no text, list or object has ended before
        } else if (*c == '"') {
            if (depth == 0 && size > 0) throw no_json();
            quoted = true;
        } else if (*c == '{' || *c == '[') {
            if (depth == 0 && size > 0) throw no_json();
            ++depth;
        } else if (*c == '}' || *c == ']') {
            if (depth == 0) throw no_json();
            closed = --depth == 0;
        } else if (size == 0 && (*c == ',' || *c == ':')) {
            throw no_json();
        }
        if (size++ < bytes_max) text += *c;
        advance();
        if (closed) return size <= bytes_max;
    }
    if (depth > 0 || quoted) throw no_json();
    return size <= bytes_max;
}

bool JsonScanner::another(char end) {
    if (take(end)) return false;
    expect(',');
    return true;
}

}   // namespace arrears::detail
