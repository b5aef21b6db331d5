// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/column_map_file.hpp>

#include "cells.hpp"
#include "column_name.hpp"
#include "json_document.hpp"
#include "model_fields.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/registry_files.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace arrears {

namespace {

using detail::JsonDocument;
using detail::JsonKind;
using detail::JsonName;
using detail::JsonNode;

constexpr std::size_t bytes_max = std::size_t{1} << 20U;

/// A column that a map may speak of, in a table of a registry or as files have it by themselves.
struct Known {
    std::string_view table{};   // empty: of a file by itself
    CsvColumn names{};
    bool amount = false;
    std::shared_ptr<const Vocabulary> words{};
};
const std::vector<Known>& known_columns() {
    static const std::vector<Known> all = [] {
        std::vector<Known> out;
        for (const std::string_view table : registry_table_names()) {
            for (const RegistryColumn& each : registry_columns(table)) out.push_back({table, each.name, each.name.amount, each.words});
        }
        for (const detail::ModelField& each : detail::model_fields()) {
            Known& made = out.emplace_back();
            made.names.name = each.names.front();
            made.names.aliases.assign(each.names.begin() + 1, each.names.end());
            made.amount = each.kind == FieldKind::money;
            if (each.vocabulary != nullptr) made.words = each.vocabulary();
        }
        return out;
    }();
    return all;
}

/// Those that an entry can mean.
[[nodiscard]] std::vector<const Known*> meant(const std::string& table, const std::string& field) {
    std::vector<const Known*> out;
    const std::string name = detail::column_name(field);
    for (const Known& each : known_columns()) {
        if ((table.empty() || each.table == table) && detail::is_named(each.names, name)) out.push_back(&each);
    }
    return out;
}

class MapReader {
public:
    MapReader(const JsonDocument& document, Diagnostics& diagnostics) : document_{document}, diagnostics_{diagnostics} {}

    [[nodiscard]] std::vector<MappedColumn> read() {
        const JsonNode& root = document_.root();
        if (!is(root, JsonKind::object, "", {"an object", "对象"})) return {};
        members(root, "", {"$schema", "format", "version", "columns"}, {"format", "version", "columns"});
        const JsonNode* const format = root.find("format");
        if (format != nullptr && (format->kind != JsonKind::text || format->text != "arrears.columns")) {
            tell(ErrorKind::bad_syntax, *format, "/format", {"this is no map of columns", "此文件不是列名对照表"},
                 {"expected \"arrears.columns\"", "应为 \"arrears.columns\""});
        }
        const JsonNode* const version = root.find("version");
        if (version != nullptr && (version->kind != JsonKind::number || version->text != "1")) {
            tell(ErrorKind::mismatch, *version, "/version", {"the map is of another version", "列名对照表的版本不符"}, {"expected 1", "应为 1"});
        }
        const JsonNode* const columns = root.find("columns");
        std::vector<MappedColumn> out;
        if (columns == nullptr || !is(*columns, JsonKind::list, "/columns", {"a list", "列表"})) return out;
        for (std::size_t i = 0; i < columns->items.size(); ++i) {
            const std::string here = "/columns/" + std::to_string(i);
            MappedColumn made = column(columns->items[i], here);
            const auto same = [&made](const MappedColumn& other) {
                return other.table == made.table && detail::column_name(other.heading) == detail::column_name(made.heading);
            };
            if (!made.heading.empty() && std::ranges::any_of(out, same)) {
                tell(ErrorKind::duplicate, *columns->items[i].find("heading"), here + "/heading", {"the heading is there twice", "列名重复"},
                     {"expected it once in a table", "同一表中应只出现一次"});
            }
            out.push_back(std::move(made));
        }
        return out;
    }

private:
    void tell(ErrorKind kind, const JsonNode& at, std::string pointer, Text problem, Text expected = {}, Text remedy = {}) {
        diagnostics_.add({kind, document_.place(at.offset, std::move(pointer)), std::move(problem), {}, std::move(expected), std::move(remedy)});
    }
    [[nodiscard]] bool is(const JsonNode& node, JsonKind kind, const std::string& pointer, const Text& what) {
        if (node.kind == kind) return true;
        tell(ErrorKind::bad_syntax, node, pointer, {"this is not " + what.en, "此处不是" + what.zh});
        return false;
    }
    /// Tells members that are not known, stand twice, or are missing.
    void members(const JsonNode& object, const std::string& pointer, const std::vector<std::string>& known,
                 const std::vector<std::string>& required) {
        document_.check_members(object, pointer, known, true, diagnostics_);
        for (const std::string& name : required) {
            if (object.find(name) == nullptr)
                tell(ErrorKind::bad_syntax, object, pointer, {"there is no " + in_quotes(name), "缺少 " + in_quotes(name)});
        }
    }
    /// The text of a member; empty where it is not there or, which is told, no text with something in it.
    [[nodiscard]] std::string text(const JsonNode& object, const std::string& pointer, std::string_view name) {
        const JsonNode* const found = object.find(name);
        if (found == nullptr) return {};
        const std::string here = pointer + '/' + std::string{name};
        if (!is(*found, JsonKind::text, here, {"a text", "文字"})) return {};
        std::string out{detail::trimmed(found->text)};
        if (out.empty()) tell(ErrorKind::bad_syntax, *found, here, {"the text is empty", "文字为空"});
        return out;
    }

    [[nodiscard]] MappedColumn column(const JsonNode& entry, const std::string& here) {
        MappedColumn out;
        if (!is(entry, JsonKind::object, here, {"an object", "对象"})) return out;
        members(entry, here, {"heading", "table", "field", "unit", "words"}, {"heading", "field"});
        out.heading = text(entry, here, "heading");
        out.table = text(entry, here, "table");
        out.field = text(entry, here, "field");
        if (const JsonNode* const table = entry.find("table");
            !out.table.empty() && std::ranges::find(registry_table_names(), out.table) == registry_table_names().end()) {
            const std::vector<std::string> names{registry_table_names().begin(), registry_table_names().end()};
            unknown(*table, here + "/table", {"a registry has no table " + in_quotes(out.table), "登记数据中没有表 " + in_quotes(out.table)},
                    out.table, names);
            return out;
        }
        if (out.field.empty()) return out;
        const std::vector<const Known*> all = meant(out.table, out.field);
        if (all.empty()) {
            std::vector<std::string> names;
            for (const Known& each : known_columns()) {
                if (!out.table.empty() && each.table != out.table) continue;
                names.emplace_back(each.names.name);
                names.insert(names.end(), each.names.aliases.begin(), each.names.aliases.end());
            }
            std::ranges::sort(names);
            names.erase(std::unique(names.begin(), names.end()), names.end());
            unknown(*entry.find("field"), here + "/field",
                    {"no column is called " + in_quotes(out.field), "没有名为 " + in_quotes(out.field) + " 的列"}, out.field, names);
            return out;
        }
        unit(entry, here, all, out);
        words(entry, here, all, out);
        return out;
    }
    void unknown(const JsonNode& at, std::string pointer, Text problem, const std::string& word, const std::vector<std::string>& names) {
        const Text near = did_you_mean(word, names);
        std::string some;
        for (std::size_t i = 0; near.empty() && i < names.size() && i < 20; ++i) some += (i == 0 ? "" : ", ") + names[i];
        if (near.empty() && names.size() > 20) some += ", …";
        tell(ErrorKind::unknown_name, at, std::move(pointer), std::move(problem),
             near.empty() ? Text{"expected one of " + some, "应为以下之一：" + some} : Text{}, near);
    }
    void unit(const JsonNode& entry, const std::string& here, const std::vector<const Known*>& all, MappedColumn& out) {
        const std::string word = text(entry, here, "unit");
        if (word.empty()) return;
        out.unit = parse_enum<AmountUnit>(word);
        const JsonNode& at = *entry.find("unit");
        if (!out.unit) {
            tell(ErrorKind::unknown_name, at, here + "/unit", {in_quotes(word) + " is no unit of amounts", in_quotes(word) + " 不是金额单位"},
                 {"expected 元, 万元 or 亿元", "应为 元、万元 或 亿元"});
        } else if (std::ranges::none_of(all, &Known::amount)) {
            tell(ErrorKind::mismatch, at, here + "/unit",
                 {"the column " + in_quotes(out.field) + " holds no amounts", "列 " + in_quotes(out.field) + " 不是金额"});
        }
    }
    void words(const JsonNode& entry, const std::string& here, const std::vector<const Known*>& all, MappedColumn& out) {
        const JsonNode* const found = entry.find("words");
        if (found == nullptr || !is(*found, JsonKind::object, here + "/words", {"an object", "对象"})) return;
        for (std::size_t i = 0; i < found->items.size(); ++i) {
            const JsonName& name = found->names[i];
            const JsonNode& value = found->items[i];
            const std::string pointer = here + "/words/" + detail::pointer_part(name.text), word{detail::trimmed(name.text)};
            if (!is(value, JsonKind::text, pointer, {"a text", "文字"})) continue;
            const std::string code{detail::trimmed(value.text)};
            if (word.empty() || !out.words.emplace(word, code).second) {
                diagnostics_.add({word.empty() ? ErrorKind::bad_syntax : ErrorKind::duplicate,
                                  document_.place(name.offset, pointer),
                                  word.empty() ? Text{"the word is empty", "词为空"} : Text{"the word is there twice", "此词重复"},
                                  {},
                                  {},
                                  {}});
            }
            const auto takes = [&code](const Known* one) { return one->words == nullptr || one->words->match(code); };
            if (std::ranges::any_of(all, takes)) continue;
            std::vector<std::string> names;
            for (const Known* const one : all) {
                for (std::string& key : one->words->keys()) {
                    if (std::ranges::find(names, key) == names.end()) names.push_back(std::move(key));
                }
            }
            unknown(value, pointer, {in_quotes(code) + " is no value of " + out.field, in_quotes(code) + " 不是 " + out.field + " 的取值"}, code,
                    names);
        }
    }

    const JsonDocument& document_;
    Diagnostics& diagnostics_;
};

}   // namespace

std::optional<ColumnMap> read_column_map(const ByteSource& bytes, const std::string& source, Diagnostics& diagnostics) {
    const std::uint64_t before = diagnostics.count();
    std::optional<std::string> text = read_all(bytes, bytes_max);
    if (!text) {
        const std::string limit = std::to_string(bytes_max);
        diagnostics.add({ErrorKind::limit,
                         {source, 0, 0, {}},
                         {"the file is too large", "文件过大"},
                         {},
                         {"expected at most " + limit + " bytes", "应不超过 " + limit + " 字节"},
                         {}});
        return std::nullopt;
    }
    const auto document = JsonDocument::read(*std::move(text), {source, 1, 1, {}}, diagnostics);
    if (!document) return std::nullopt;
    ColumnMap made{MapReader{*document, diagnostics}.read()};
    if (diagnostics.count() != before) return std::nullopt;
    return made;
}

std::optional<ColumnMap> read_column_map(const std::string& path, Diagnostics& diagnostics) {
    return read_column_map(bytes_of_file(path), path, diagnostics);
}

std::string column_map_schema() {
    JsonWriter out;
    const auto text = [&out](const char* name, std::string_view description) {
        out.key(name).begin_object().member("description", description).member("type", "string").member("minLength", 1).end_object();
    };
    const auto required = [&out](std::initializer_list<const char*> names) {
        out.key("required").begin_array();
        for (const char* const name : names) out.value(name);
        out.end_array();
    };
    out.begin_object().member("$schema", "https://json-schema.org/draft/2020-12/schema").member("title", "arrears.columns");
    out.member("description", "Which of an office's headings is which column. 单位自用的列名对照表").member("type", "object");
    out.member("additionalProperties", false);
    required({"format", "version", "columns"});
    out.key("properties").begin_object();
    out.key("$schema").begin_object().member("type", "string").end_object();
    out.key("format").begin_object().member("const", "arrears.columns").end_object();
    out.key("version").begin_object().member("const", 1).end_object();
    out.key("columns").begin_object().member("type", "array").key("items").begin_object().member("type", "object");
    out.member("additionalProperties", false);
    required({"heading", "field"});
    out.key("properties").begin_object();
    text("heading", "列名");
    text("field", "字段");
    out.key("table").begin_object().member("description", "表").key("enum").begin_array();
    for (const std::string_view table : registry_table_names()) out.value(table);
    out.end_array().end_object();
    out.key("unit").begin_object().member("description", "金额单位").key("enum").begin_array();
    for (std::size_t i = 0; i < enum_count<AmountUnit>; ++i)
        out.value(label(enum_at<AmountUnit>(i), Language::zh)).value(identifier(enum_at<AmountUnit>(i)));
    out.end_array().end_object();
    out.key("words").begin_object().member("description", "用词").member("type", "object");
    out.key("additionalProperties").begin_object().member("type", "string").end_object().end_object();
    out.end_object().end_object().end_object().end_object().end_object();
    return out.text() + '\n';
}

}   // namespace arrears
