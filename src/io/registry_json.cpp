// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/registry_json.hpp>

#include "cells.hpp"
#include "json_document.hpp"
#include "json_scanner.hpp"

#include <arrears/core/json.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace arrears {

namespace {

using detail::JsonDocument;
using detail::JsonKind;
using detail::JsonNode;
using detail::JsonScanner;

constexpr std::string_view format_name = "arrears.registry";

[[nodiscard]] std::vector<std::string> column_names(std::string_view table) {
    std::vector<std::string> out;
    for (const RegistryColumn& each : registry_columns(table)) out.emplace_back(each.name.name);
    return out;
}
[[nodiscard]] bool about_people(std::string_view table) {
    return std::ranges::any_of(registry_columns(table), [](const RegistryColumn& each) { return each.personal; });
}
/// The member of a record that a place means: by its name, or, where a reader calls it otherwise, by the cell's number.
[[nodiscard]] std::string member_of(std::string_view table, const Place& place) {
    const std::vector<std::string> names = column_names(table);
    const bool other = !place.field.empty() && std::ranges::find(names, place.field) == names.end();
    return other && place.column > 1 && place.column <= names.size() ? names[place.column - 1] : place.field;
}
[[nodiscard]] std::string pointer_to(std::string_view table, std::uint64_t record) {
    return "/tables/" + std::string{table} + '/' + std::to_string(record - 1);
}

/// Takes a name and the colon behind it.
[[nodiscard]] std::string take_name(JsonScanner& scanner, std::size_t bytes_max) {
    std::string text;
    const bool quoted = scanner.peek() == '"';
    const Error error = scanner.no_json();
    if (!quoted || !scanner.value(text, bytes_max)) throw error;
    Diagnostics problems{0};
    const auto name = JsonDocument::read(std::move(text), {}, problems);
    if (!name) throw error;
    scanner.expect(':');
    return name->root().text;
}

/// The records of a table as rows of all its columns.
class JsonTable final : public TableReader {
public:
    JsonTable(JsonScanner scanner, std::string table, std::string source, const JsonLimits& limits)
        : scanner_{std::move(scanner)}, table_{std::move(table)}, source_{std::move(source)}, limits_{limits}, columns_{registry_columns(table_)},
          names_{column_names(table_)}, shown_{!about_people(table_)}, texts_(columns_.size()) {}

    [[nodiscard]] const CsvRow* next(Diagnostics& diagnostics) override {
        if (!begun_) {
            begun_ = true;
            over_ = scanner_.take(']');
            return give(names_);
        }
        while (!over_) {
            Place start = scanner_.ahead();
            start.field = pointer_to(table_, ++record_);
            const bool whole = scanner_.value(text_, limits_.record_bytes_max);
            over_ = !scanner_.another(']');
            bool known = false;
            if (!whole) {
                const std::string limit = std::to_string(limits_.record_bytes_max);
                diagnostics.add({ErrorKind::limit,
                                 std::move(start),
                                 {"the record has more than " + limit + " bytes", "此记录超过 " + limit + " 字节"},
                                 {},
                                 {"expected at most " + limit, "应不超过 " + limit + " 字节"},
                                 {}});
            } else if (read(std::move(start), diagnostics, known)) {
                return give(texts_);
            }
            if (unsound_) return give(known ? texts_ : std::vector<std::string>{}, false);
            ++lost_;
        }
        return nullptr;
    }
    void name_columns(std::vector<std::string>) override {}   // they have their names
    [[nodiscard]] std::uint64_t rows_lost() const noexcept override { return lost_; }
    void give_unsound_rows() override { unsound_ = true; }

private:
    [[nodiscard]] const CsvRow* give(const std::vector<std::string>& texts, bool sound = true) {
        views_.assign(texts.begin(), texts.end());
        row_.assign(source_, record_, 1, views_, sound);
        return &row_;
    }
    /// Reads text_ into the cells. \param known whether they have what can be read of the record
    [[nodiscard]] bool read(Place start, Diagnostics& diagnostics, bool& known) {
        const auto document = JsonDocument::read(std::exchange(text_, {}), std::move(start), diagnostics);
        if (!document) return false;
        const JsonNode& record = document->root();
        if (record.kind != JsonKind::object) {
            diagnostics.add({ErrorKind::bad_syntax,
                             document->place(record.offset, {}),
                             {"this is no record", "此处不是记录"},
                             {},
                             {"expected an object {…}", "应为对象 {…}"},
                             {}});
            return false;
        }
        known = true;
        bool sound = document->check_members(record, {}, names_, shown_, diagnostics);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            texts_[i].clear();
            const JsonNode* const value = record.find(names_[i]);
            if (value == nullptr || text_of(*value, columns_[i].kind, texts_[i])) continue;
            diagnostics.add({ErrorKind::bad_syntax,
                             document->place(value->offset, '/' + names_[i]),
                             {"the value is of another kind", "值的类型不符"},
                             {},
                             expected(columns_[i].kind),
                             {}});
            texts_[i] = value->text;
            sound = false;
        }
        return sound;
    }
    /// A value as a cell has it. \returns whether it is of the kind
    [[nodiscard]] static bool text_of(const JsonNode& value, CellKind kind, std::string& out) {
        if (value.kind == JsonKind::null) return true;
        if (value.kind == JsonKind::list && kind == CellKind::words) {
            for (const JsonNode& each : value.items) {
                if (each.kind != JsonKind::text) return false;
                out += (out.empty() ? "" : ";") + each.text;
            }
            return true;
        }
        const bool number = kind == CellKind::amount || kind == CellKind::whole;
        if (value.kind != JsonKind::text && !(number && value.kind == JsonKind::number)) return false;
        out = kind == CellKind::text ? guard_formula(value.text) : value.text;   // readers of files take the mark off
        return true;
    }
    [[nodiscard]] static Text expected(CellKind kind) {
        switch (kind) {
        case CellKind::amount: return {"expected an amount as \"1234.50\"", "应为 \"1234.50\" 这样的金额"};
        case CellKind::whole: return {"expected a whole number", "应为整数"};
        case CellKind::words: return {"expected a list of texts", "应为文字的列表"};
        default: return {"expected a text", "应为文字"};
        }
    }

    JsonScanner scanner_;
    std::string table_, source_;
    JsonLimits limits_;
    std::span<const RegistryColumn> columns_;
    std::vector<std::string> names_;
    bool shown_;
    bool begun_ = false, over_ = false, unsound_ = false;
    std::uint64_t record_ = 0, lost_ = 0;
    std::string text_{};
    std::vector<std::string> texts_;
    std::vector<std::string_view> views_{};
    CsvRow row_{};
};

/// What stands around the tables.
class Outline {
public:
    Outline(JsonScanner& scanner, const JsonLimits& limits, Diagnostics& diagnostics)
        : scanner_{scanner}, limits_{limits}, diagnostics_{diagnostics} {}

    /// \param begin called with each table, where its records begin
    template <class Begin>
    void read(Begin begin) {
        std::vector<std::string> met;
        const std::vector<std::string> known{"$schema", "format", "version", "tables"};
        static_cast<void>(scanner_.take('\xEF') && scanner_.take('\xBB') && scanner_.take('\xBF'));   // a byte order mark
        scanner_.expect('{');
        if (!scanner_.take('}')) {
            do {
                const Place place = scanner_.ahead();
                const std::string name = take_name(scanner_, limits_.record_bytes_max);
                if (std::ranges::find(known, name) == known.end()) unknown(place, {}, name, known);
                else if (std::ranges::find(met, name) != met.end()) twice(place, '/' + name, name);
                met.push_back(name);
                if (name == "tables") tables(begin);
                else constant(name);
            } while (scanner_.another('}'));
        }
        if (scanner_.peek()) throw scanner_.no_json();
        for (const char* const name : {"format", "version", "tables"}) {
            if (std::ranges::find(met, name) != met.end()) continue;
            Place start = scanner_.place();
            start.line = start.column = 1;
            diagnostics_.add({ErrorKind::bad_syntax, std::move(start), {"there is no " + in_quotes(name), "缺少 " + in_quotes(name)}, {}, {}, {}});
        }
    }

private:
    void constant(const std::string& name) {
        Place place = scanner_.ahead();
        place.field = '/' + name;
        std::string text;
        const bool whole = scanner_.value(text, limits_.record_bytes_max);
        if (name == "format" && (!whole || text != '"' + std::string{format_name} + '"')) {
            diagnostics_.add({ErrorKind::mismatch,
                              std::move(place),
                              {"the file is no registry", "此文件不是登记数据"},
                              {},
                              {"expected \"arrears.registry\"", "应为 \"arrears.registry\""},
                              {}});
        } else if (name == "version" && (!whole || text != std::to_string(registry_json_version))) {
            const std::string version = std::to_string(registry_json_version);
            diagnostics_.add({ErrorKind::mismatch,
                              std::move(place),
                              {"the file is of another version", "文件的版本不符"},
                              {},
                              {"expected " + version, "应为 " + version},
                              {}});
        }
    }
    template <class Begin>
    void tables(Begin begin) {
        const std::vector<std::string> known{registry_table_names().begin(), registry_table_names().end()};
        std::vector<std::string> met;
        scanner_.expect('{');
        if (scanner_.take('}')) return;
        do {
            const Place place = scanner_.ahead();
            const std::string name = take_name(scanner_, limits_.record_bytes_max);
            const bool is_known = std::ranges::find(known, name) != known.end();
            if (!is_known) unknown(place, "/tables", name, known);
            else if (std::ranges::find(met, name) != met.end()) twice(place, "/tables/" + name, name);
            else met.push_back(name);
            if (scanner_.peek() != '[') {
                std::string passed;
                Place value = scanner_.place();
                value.field = "/tables/" + detail::pointer_part(name);
                diagnostics_.add({ErrorKind::bad_syntax,
                                  std::move(value),
                                  {"a table is a list of records", "表应为记录的列表"},
                                  {},
                                  {"expected […]", "应为 […]"},
                                  {}});
                static_cast<void>(scanner_.value(passed, 0));
                continue;
            }
            scanner_.expect('[');
            if (is_known) begin(name);
            if (scanner_.take(']')) continue;
            do {
                std::string passed;
                static_cast<void>(scanner_.value(passed, 0));
            } while (scanner_.another(']'));
        } while (scanner_.another('}'));
    }
    void unknown(Place place, std::string_view pointer, const std::string& name, const std::vector<std::string>& known) {
        place.field = pointer;
        std::string all;
        for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
        diagnostics_.add({ErrorKind::unknown_name,
                          std::move(place),
                          {"a registry has nothing called " + in_quotes(name), "登记数据中没有名为 " + in_quotes(name) + " 的项"},
                          {},
                          {"expected some of " + all, "应为其中若干：" + all},
                          did_you_mean(name, known)});
    }
    void twice(Place place, std::string pointer, const std::string& name) {
        place.field = std::move(pointer);
        diagnostics_.add(
            {ErrorKind::duplicate, std::move(place), {name + " is there twice", name + " 重复"}, {}, {"expected it once", "应只出现一次"}, {}});
    }

    JsonScanner& scanner_;
    const JsonLimits& limits_;
    Diagnostics& diagnostics_;
};

/// How a column of a kind looks in a schema.
void write_type(JsonWriter& out, const RegistryColumn& column) {
    const bool required = column.name.required;
    const auto type = [&](std::initializer_list<const char*> names) {
        out.key("type");
        if (required && names.size() == 1) {
            out.value(*names.begin());
            return;
        }
        out.begin_array();
        for (const char* const name : names) out.value(name);
        if (!required) out.value("null");
        out.end_array();
    };
    const auto codes = [&](bool with_null) {
        out.key("enum").begin_array();
        std::vector<std::string> met;   // histories of several kinds can share a word
        for (const std::string& code : column.words->keys()) {
            if (std::ranges::find(met, code) == met.end()) out.value(code);
            met.push_back(code);
        }
        if (with_null) out.null();
        out.end_array();
    };
    switch (column.kind) {
    case CellKind::whole: type({"integer"}); break;
    case CellKind::amount:
        type({"string", "number"});
        out.member("pattern", "^-?[0-9]+([.][0-9]{1,2})?$");
        break;
    case CellKind::date:
        type({"string"});
        out.member("format", "date");
        break;
    case CellKind::month:
        type({"string"});
        out.member("pattern", "^[0-9]{4}-(0[1-9]|1[0-2])$");
        break;
    case CellKind::words:
        type({"array"});
        out.member("uniqueItems", true).key("items").begin_object();
        codes(false);
        out.end_object();
        break;
    default:
        if (column.words != nullptr) {
            codes(!required);
        } else {
            type({"string"});
            if (required && column.name.name != "match") out.member("minLength", 1);
        }
    }
}

}   // namespace

JsonTables::JsonTables(const std::string& path, Diagnostics& diagnostics, const JsonLimits& limits) : path_{path}, limits_{limits} {
    JsonScanner scanner{bytes_of_file(path), {path, 1, 1, {}}};
    Outline{scanner, limits_, diagnostics}.read([&](const std::string& name) {
        tables_.try_emplace(name, Start{scanner.offset(), scanner.place().line, scanner.place().column});
    });
}

std::vector<std::string> JsonTables::tables() const {
    std::vector<std::string> out;
    for (const auto& [table, start] : tables_) out.push_back(table);
    return out;
}

std::string JsonTables::place_source(std::string_view table) const { return path_ + "#/tables/" + std::string{table}; }

std::unique_ptr<TableReader> JsonTables::open(std::string_view table, std::span<const CsvColumn>) {
    const auto found = tables_.find(table);
    if (found == tables_.end()) {
        const std::string name{table};
        throw Error{Fault{ErrorKind::unreadable, {path_, 0, 0, "/tables"}, {"there is no table " + name, "没有表 " + name}, {}, {}, {}}};
    }
    const Start& start = found->second;
    return std::make_unique<JsonTable>(JsonScanner{bytes_of_file(path_, start.offset), {path_, start.line, start.column, {}}, start.offset},
                                       found->first, place_source(table), limits_);
}

void JsonTables::find_values(Diagnostics& diagnostics) {
    for (const auto& [table, start] : tables_) {
        std::multimap<std::uint64_t, Place*> wanted;
        diagnostics.amend([&, source = place_source(table)](Fault& fault) {
            if (fault.place.source == source) wanted.emplace(fault.place.line, &fault.place);
        });
        if (wanted.empty()) continue;
        JsonScanner scanner{bytes_of_file(path_, start.offset), {path_, start.line, start.column, {}}, start.offset};
        bool over = scanner.take(']');
        for (std::uint64_t record = 1; !over && record <= wanted.rbegin()->first; ++record) {
            Place at = scanner.ahead();
            at.field = pointer_to(table, record);
            std::string text;
            Diagnostics told_before{0};
            const bool whole = scanner.value(text, limits_.record_bytes_max);
            over = !scanner.another(']');
            const auto document = whole && wanted.contains(record) ? JsonDocument::read(std::move(text), at, told_before) : std::nullopt;
            const auto [first, last] = wanted.equal_range(record);
            for (auto each = first; each != last; ++each) {
                const std::string field = member_of(table, *each->second);
                *each->second = at;
                const JsonNode* const value = document ? document->root().find(field) : nullptr;
                if (value != nullptr) *each->second = document->place(value->offset, '/' + field);
                else if (!field.empty()) each->second->field += '/' + field;
            }
        }
    }
}

JsonSink::JsonSink(const std::string& path, Overwrite overwrite, Access access)
    : path_{path}, access_{access}, files_{overwrite}, file_{files_.reserve(path, access), std::ios::binary} {
    write("{\n  \"format\": \"" + std::string{format_name} + "\",\n  \"version\": " + std::to_string(registry_json_version) + ",\n  \"tables\": {");
}

void JsonSink::write(std::string_view text) {
    file_.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file_) throw Error{Fault{ErrorKind::unwritable, {path_, 0, 0, {}}, {"cannot write", "无法写出"}, {}, {}, {}}};
}

void JsonSink::begin_table(std::string_view table, std::span<const SinkColumn> columns, bool about_people) {
    if (about_people && access_ != Access::owner)
        throw bad_argument("JsonSink", {"a table about people, and others than the owner may read the file", "表中有个人信息，而文件他人可读"});
    columns_.clear();
    for (const SinkColumn& each : columns) columns_.push_back({std::string{each.name}, each.kind});
    rows_ = 0;
    write((tables_++ == 0 ? "\n    " : ",\n    ") + json_string(table) + ": [");
}

void JsonSink::add_row(std::span<const std::string> cells) {
    JsonWriter record{0};
    record.begin_object();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) continue;
        record.key(columns_[i].name);
        if (columns_[i].kind == CellKind::whole) {
            record.number(cells[i]);
        } else if (columns_[i].kind == CellKind::words) {
            record.begin_array();
            for (std::string_view left = cells[i]; !left.empty();) {
                const auto [end, length] = detail::end_of_word(left);
                record.value(left.substr(0, end));
                left.remove_prefix(end + length);
            }
            record.end_array();
        } else {
            record.value(cells[i]);
        }
    }
    write((rows_++ == 0 ? "\n      " : ",\n      ") + record.end_object().text());
}

void JsonSink::end_table() { write(rows_ == 0 ? "]" : "\n    ]"); }

void JsonSink::commit() {
    write("\n  }\n}\n");
    file_.close();
    if (!file_) throw Error{Fault{ErrorKind::unwritable, {path_, 0, 0, {}}, {"cannot write", "无法写出"}, {}, {}, {}}};
    files_.commit();
}

std::optional<Registry> read_registry_json(const std::string& path, Diagnostics& diagnostics) {
    const std::uint64_t before = diagnostics.count();
    JsonTables tables{path, diagnostics};
    std::optional<Registry> registry = read_registry(tables, diagnostics);
    tables.find_values(diagnostics);
    if (diagnostics.count() != before) return std::nullopt;
    return registry;
}

void write_registry_json(const Registry& registry, const std::string& path, Personal personal, Overwrite overwrite) {
    JsonSink sink{path, overwrite, personal == Personal::written ? Access::owner : Access::shared};
    write_registry(registry, sink, personal);
    sink.commit();
}

std::string registry_json_schema() {
    JsonWriter out;
    out.begin_object().member("$schema", "https://json-schema.org/draft/2020-12/schema");
    out.member("title", "arrears.registry")
        .member("description", "A registry: enterprises, their workers, and what they owe. 企业、职工与欠费的登记数据");
    out.member("type", "object").member("additionalProperties", false);
    out.key("required").begin_array().value("format").value("version").value("tables").end_array();
    out.key("properties").begin_object();
    out.key("$schema").begin_object().member("type", "string").end_object();
    out.key("format").begin_object().member("const", format_name).end_object();
    out.key("version").begin_object().member("const", registry_json_version).end_object();
    out.key("tables").begin_object().member("type", "object").member("additionalProperties", false);
    out.key("required").begin_array().value("enterprises").end_array();
    out.key("properties").begin_object();
    for (const std::string_view table : registry_table_names()) {
        out.key(table).begin_object().member("type", "array").key("items").begin_object().member("type", "object");
        out.member("additionalProperties", false).key("required").begin_array();
        for (const RegistryColumn& each : registry_columns(table)) {
            if (each.name.required && each.name.name != "match") out.value(each.name.name);
        }
        out.end_array().key("properties").begin_object();
        for (const RegistryColumn& each : registry_columns(table)) {
            out.key(each.name.name).begin_object();
            if (!each.name.aliases.empty()) out.member("description", each.name.aliases.front());
            write_type(out, each);
            out.end_object();
        }
        out.end_object().end_object().end_object();
    }
    out.end_object().end_object().end_object().end_object();
    return out.text() + '\n';
}

}   // namespace arrears
