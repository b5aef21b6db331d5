// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/utf8.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// `text` as a JSON string with its quotes: UTF-8 as it is, controls escaped. \throws Error (bad_argument) where it is not UTF-8
[[nodiscard]] inline std::string json_string(std::string_view text) {
    if (const auto at = find_invalid_utf8(text)) {
        const std::string byte = std::to_string(*at + 1);
        throw bad_argument("json_string", {"not UTF-8 at byte " + byte, "第 " + byte + " 字节不是 UTF-8"});
    }
    constexpr char hex[] = "0123456789abcdef";
    std::string out;
    out.reserve(text.size() + 2);
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 0xFU];
        } else {
            out += c;
        }
    }
    out += '"';
    return out;
}

/// Writes one JSON value, piece by piece, to a string: the same calls give the same bytes everywhere. What would not
/// be JSON (a value without its key, an end without its beginning, two values at the top) is an Error (bad_argument),
/// and nothing is written by the call that throws it. Numbers are integers, or decimal text taken as it stands.
class JsonWriter {
public:
    /// \param indent blanks a level; 0: all in one line without blanks
    explicit JsonWriter(std::size_t indent = 2) : indent_{indent} {}

    JsonWriter& begin_object() { return begin('{', true); }
    JsonWriter& end_object() { return end('}', true); }
    JsonWriter& begin_array() { return begin('[', false); }
    JsonWriter& end_array() { return end(']', false); }

    JsonWriter& key(std::string_view name) {
        if (levels_.empty() || !levels_.back().object || after_key_) throw misuse("a key where none may stand", "此处不能有键");
        const std::string text = json_string(name);
        separate();
        out_ += text;
        out_ += indent_ == 0 ? ":" : ": ";
        after_key_ = true;
        return *this;
    }

    JsonWriter& value(std::string_view text) { return put(json_string(text)); }
    JsonWriter& value(const char* text) { return value(std::string_view{text}); }
    JsonWriter& value(std::same_as<bool> auto truth) { return put(truth ? "true" : "false"); }
    JsonWriter& value(WholeNumber auto number) { return put(detail::to_text(static_cast<detail::int128>(number))); }
    JsonWriter& value(std::floating_point auto) = delete;   // numbers are exact: write decimal text by number()
    JsonWriter& null() { return put("null"); }
    /// A number given as text, such as `-1234.50`; not changed. \throws Error (bad_argument) where JSON has no such number
    JsonWriter& number(std::string_view text) {
        if (!is_number(text)) throw misuse(in_quotes(text) + " is no number", in_quotes(text) + " 不是数");
        return put(text);
    }

    /// A key and its value.
    template <class T>
    JsonWriter& member(std::string_view name, T&& thing) {
        return key(name).value(std::forward<T>(thing));
    }

    /// What has been written: one whole value. \throws Error (bad_argument) where it is not finished
    [[nodiscard]] std::string text() const {
        if (!finished()) throw misuse("the value is not finished", "尚未写完");
        return out_;
    }
    [[nodiscard]] bool finished() const noexcept { return levels_.empty() && !out_.empty(); }

private:
    struct Level {
        bool object;
        bool empty;
    };

    [[nodiscard]] static Error misuse(const std::string& en, const std::string& zh) { return bad_argument("JsonWriter", {en, zh}); }
    void line() {
        if (indent_ == 0) return;
        out_ += '\n';
        out_.append(indent_ * levels_.size(), ' ');
    }
    void separate() {
        if (!levels_.back().empty) out_ += ',';
        levels_.back().empty = false;
        line();
    }
    void check_value() const {
        if (levels_.empty() ? !out_.empty() : levels_.back().object && !after_key_) throw misuse("a value where none may stand", "此处不能有值");
    }
    JsonWriter& put(std::string_view text) {
        check_value();
        if (!levels_.empty() && !after_key_) separate();
        after_key_ = false;
        out_ += text;
        return *this;
    }
    JsonWriter& begin(char bracket, bool object) {
        put({&bracket, 1});
        levels_.push_back({object, true});
        return *this;
    }
    JsonWriter& end(char bracket, bool object) {
        if (levels_.empty() || levels_.back().object != object || after_key_) throw misuse("an end without its beginning", "结尾没有对应的开头");
        const bool empty = levels_.back().empty;
        levels_.pop_back();
        if (!empty) line();
        out_ += bracket;
        return *this;
    }
    [[nodiscard]] static constexpr bool is_number(std::string_view text) noexcept {
        const auto digits = [&text] {
            std::size_t count = 0;
            while (!text.empty() && text[0] >= '0' && text[0] <= '9') text.remove_prefix(1), ++count;
            return count;
        };
        if (text.starts_with('-')) text.remove_prefix(1);
        const bool zero = text.starts_with('0');
        const std::size_t whole = digits();
        if (whole == 0 || (zero && whole > 1)) return false;
        if (text.starts_with('.')) {
            text.remove_prefix(1);
            if (digits() == 0) return false;
        }
        return text.empty();
    }

    std::string out_;
    std::vector<Level> levels_;
    std::size_t indent_;
    bool after_key_ = false;
};

}   // namespace arrears
