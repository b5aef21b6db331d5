// SPDX-License-Identifier: BSL-1.0
#include "json_document.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/statistics/nearest.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace arrears::detail {

namespace {

using nlohmann::json;

constexpr std::size_t depth_max = 32;

/// Follows the bytes that the parser takes, for where the value begins that it tells of.
class Follower {
public:
    void take(char c) noexcept {
        const std::size_t here = taken_++;
        if (quoted_) {
            if (escaped_) escaped_ = false;
            else if (c == '\\') escaped_ = true;
            else if (c == '"') quoted_ = false;
            return;
        }
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (blank || c == ',' || c == ':' || c == ']' || c == '}') {
            within_ = false;
            return;
        }
        if (!within_) token_ = here;
        quoted_ = c == '"';
        within_ = !quoted_ && c != '[' && c != '{';
    }
    [[nodiscard]] std::size_t token() const noexcept { return token_; }

private:
    std::size_t taken_ = 0, token_ = 0;
    bool quoted_ = false, escaped_ = false, within_ = false;
};

/// The bytes of a text, each told to a Follower when the parser goes behind it.
class Bytes {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Bytes(const char* at, Follower* follower) noexcept : at_{at}, follower_{follower} {}
    reference operator*() const noexcept { return *at_; }
    Bytes& operator++() noexcept {
        follower_->take(*at_++);
        return *this;
    }
    Bytes operator++(int) noexcept {
        Bytes before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const Bytes& a, const Bytes& b) noexcept { return a.at_ == b.at_; }

private:
    const char* at_;
    Follower* follower_;
};

/// What is wrong with a text, and at which of its bytes.
struct JsonFault {
    std::size_t offset = 0;
    Text problem{};
};

class Builder : public json::json_sax_t {
public:
    Builder(JsonNode& out, const Follower& follower, JsonFault& fault) : out_{out}, follower_{follower}, fault_{fault} {}

    bool null() override { return put(JsonKind::null); }
    bool boolean(bool truth) override { return put(JsonKind::truth, truth ? "true" : "false"); }
    bool number_integer(number_integer_t number) override { return put(JsonKind::number, std::to_string(number)); }
    bool number_unsigned(number_unsigned_t number) override { return put(JsonKind::number, std::to_string(number)); }
    bool number_float(number_float_t, const string_t& digits) override { return put(JsonKind::number, digits); }
    bool string(string_t& text) override { return sound(text) && put(JsonKind::text, std::move(text)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonKind::object); }
    bool start_array(std::size_t) override { return open(JsonKind::list); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (!sound(name)) return false;
        open_.back()->names.push_back({std::move(name), follower_.token()});
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        fault_ = {position == 0 ? 0 : position - 1, {"this is no JSON", "此处不是 JSON"}};
        return false;
    }

private:
    bool sound(const std::string& text) {
        if (text.find('\0') == std::string::npos) return true;
        fault_ = {follower_.token(), {"there is a NUL character", "有空字符（NUL）"}};
        return false;
    }
    JsonNode& place() {
        if (open_.empty()) return out_;
        return open_.back()->items.emplace_back();
    }
    bool put(JsonKind kind, std::string text = {}) {
        JsonNode& made = place();
        made.kind = kind;
        made.offset = follower_.token();
        made.text = std::move(text);
        return true;
    }
    bool open(JsonKind kind) {
        if (open_.size() == depth_max) {
            fault_ = {follower_.token(), {"the value is too deep", "嵌套过深"}};
            return false;
        }
        JsonNode& made = place();
        made.kind = kind;
        made.offset = follower_.token();
        open_.push_back(&made);   // what it stands in gets no other value before it is closed
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    JsonNode& out_;
    const Follower& follower_;
    JsonFault& fault_;
    std::vector<JsonNode*> open_{};
};

}   // namespace

const JsonNode* JsonNode::find(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].text == name) return &items[i];
    }
    return nullptr;
}

std::string pointer_part(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out += c;
    }
    return out;
}

std::optional<JsonDocument> JsonDocument::read(std::string text, Place start, Diagnostics& diagnostics) {
    JsonDocument made{std::move(text), std::move(start)};
    Follower follower;
    JsonFault fault;
    Builder builder{made.root_, follower, fault};
    const char* const first = made.text_.data();
    if (json::sax_parse(Bytes{first, &follower}, Bytes{first + made.text_.size(), &follower}, &builder)) return made;
    diagnostics.add(
        {ErrorKind::bad_syntax, made.place(fault.offset, {}), std::move(fault.problem), {}, {"expected JSON in UTF-8", "应为 UTF-8 的 JSON"}, {}});
    return std::nullopt;
}

Place JsonDocument::place(std::size_t offset, std::string_view pointer) const {
    if (offset < asked_.offset) asked_ = {0, start_.line, start_.column};
    for (std::string_view before = std::string_view{text_}.substr(asked_.offset, offset - asked_.offset); !before.empty();) {
        const Utf8Character next = read_utf8(before);
        before.remove_prefix(next.bytes);
        if (next.code == '\n') ++asked_.line, asked_.column = 1;
        else ++asked_.column;
    }
    asked_.offset = std::min(offset, text_.size());
    Place out{start_.source, asked_.line, asked_.column, start_.field};
    out.field += pointer;
    return out;
}

bool JsonDocument::check_members(const JsonNode& object, std::string_view pointer, const std::vector<std::string>& known, bool shown,
                                 Diagnostics& diagnostics) const {
    bool out = true;
    for (auto each = object.names.begin(); each != object.names.end(); ++each) {
        const std::string& name = each->text;
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const auto digits = std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
            const bool show = shown && digits < 6;   // as of a CSV file's header: it could be a number of a person
            std::string all;
            for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
            diagnostics.add({ErrorKind::unknown_name,
                             place(each->offset, pointer),
                             show ? Text{"nothing is called " + in_quotes(name), "没有名为 " + in_quotes(name) + " 的项"}
                                  : Text{"a name (not shown) is not known", "有一个名称（不显示）不是已知的项"},
                             {},
                             {"expected some of " + all, "应为其中若干：" + all},
                             show ? did_you_mean(name, known) : Text{}});
            out = false;
        } else if (std::any_of(object.names.begin(), each, [&name](const JsonName& before) { return before.text == name; })) {
            diagnostics.add({ErrorKind::duplicate,
                             place(each->offset, std::string{pointer} + '/' + pointer_part(name)),
                             {name + " is there twice", name + " 重复"},
                             {},
                             {"expected it once", "应只出现一次"},
                             {}});
            out = false;
        }
    }
    return out;
}

}   // namespace arrears::detail
