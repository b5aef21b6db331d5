// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/state_file.hpp>

#include <arrears/core/json.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/statistics/plan.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace arrears {

namespace {

using nlohmann::json;

constexpr int state_version = 2;

// Writing

void write(JsonWriter& out, const std::vector<StateData::Row>& rows) {
    out.begin_array();
    for (const StateData::Row& row : rows) {
        out.begin_array().begin_array();
        for (const auto& key : row.keys) {
            if (key) out.value(*key);
            else out.null();
        }
        out.end_array();
        for (const detail::Tally& tally : row.tallies) {
            out.begin_array().value(tally.count).value(tally.unknown).value(detail::to_text(tally.sum)).end_array();
        }
        out.end_array();
    }
    out.end_array();
}

void write(JsonWriter& out, const FieldInfo& field) {
    out.begin_object().member("name", field.name).member("en", field.label.en).member("zh", field.label.zh);
    out.member("kind", identifier(field.kind)).member("counts", identifier(field.counts));
    if (!field.keyed.empty()) out.member("keyed", field.keyed);
    if (field.vocabulary != nullptr) {
        out.member("closed", field.vocabulary->is_closed()).key("values").begin_array();
        for (const VocabularyEntry& entry : field.vocabulary->entries()) {
            out.begin_object().member("key", entry.key).member("en", entry.label.en).member("zh", entry.label.zh);
            if (entry.parent) out.member("under", *entry.parent);
            out.end_object();
        }
        out.end_array();
    }
    out.end_object();
}

void write(JsonWriter& out, const StateInputs& inputs) {
    out.begin_object().member("complete", inputs.complete).key("returns").begin_array();
    for (const StateInput& each : inputs.listed) {
        out.begin_object().member("name", each.name).member("rows", each.rows).member("sha256", each.digest);
        if (each.withdrawn) out.member("withdrawn", true);
        out.end_object();
    }
    out.end_array().end_object();
}

// Reading

/// Looks how deep a document goes: the reader of CBOR descends by recursion, which a hostile file would turn against the stack.
class Depth : public json::json_sax_t {
public:
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return false; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return ++depth_ < 16; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return depth_-- > 0; }
    bool start_array(std::size_t) override { return ++depth_ < 16; }
    bool end_array() override { return depth_-- > 0; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    int depth_ = 0;
};

/// What is wrong with a document, and where in it.
[[nodiscard]] Error refuse(ErrorKind kind, const std::string& where, Text problem) {
    return Error{Fault{kind, {"state", 0, 0, where}, std::move(problem), {}, {}, {}}};
}
[[nodiscard]] Error not_expected(const std::string& where, const Text& expected) {
    return refuse(ErrorKind::bad_syntax, where, {"this is not " + expected.en, "此处不是" + expected.zh});
}

[[nodiscard]] const json& member(const json& object, const char* name, const std::string& where) {
    const auto at = object.is_object() ? object.find(name) : object.end();
    if (!object.is_object() || at == object.end())
        throw refuse(ErrorKind::bad_syntax, where, {std::string{"there is no "} + name, std::string{"缺少 "} + name});
    return *at;
}
[[nodiscard]] const json& array(const json& value, const std::string& where) {
    if (!value.is_array()) throw not_expected(where, {"a list", "列表"});
    return value;
}
[[nodiscard]] std::string text(const json& value, const std::string& where) {
    if (!value.is_string() || find_invalid_utf8(value.get_ref<const std::string&>())) throw not_expected(where, {"a text in UTF-8", " UTF-8 文字"});
    return value.get<std::string>();
}
[[nodiscard]] std::int64_t whole(const json& value, const std::string& where) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        throw not_expected(where, {"a whole number of 64 bits", "64 位整数"});
    }
    if (!value.is_number_integer()) throw not_expected(where, {"a whole number", "整数"});
    return value.get<std::int64_t>();
}
[[nodiscard]] bool truth(const json& value, const std::string& where) {
    if (!value.is_boolean()) throw not_expected(where, {"true or false", " true 或 false"});
    return value.get<bool>();
}
template <Enumeration E>
[[nodiscard]] E word(const json& value, const std::string& where) {
    const std::string name = text(value, where);
    for (std::size_t i = 0; i < enum_count<E>; ++i) {
        if (identifier(enum_at<E>(i)) == name) return enum_at<E>(i);
    }
    throw refuse(ErrorKind::unknown_name, where,
                 {in_quotes(name) + " is none of " + identifiers<E>(), in_quotes(name) + " 不是下列之一：" + identifiers<E>()});
}
/// A sum of up to 127 bits.
[[nodiscard]] detail::int128 sum(const json& value, const std::string& where) {
    const std::string digits = text(value, where);
    const bool negative = digits.starts_with('-');
    detail::int128 out = 0;
    bool sound = digits.size() > (negative ? 1U : 0U);
    for (std::size_t i = negative ? 1 : 0; i < digits.size() && sound; ++i) {
        sound = digits[i] >= '0' && digits[i] <= '9' && !__builtin_mul_overflow(out, detail::int128{10}, &out);
        const detail::int128 digit = digits[i] - '0';
        sound = sound && !(negative ? __builtin_sub_overflow(out, digit, &out) : __builtin_add_overflow(out, digit, &out));
    }
    if (!sound || detail::to_text(out) != digits) throw not_expected(where, {"a sum", "合计"});
    return out;
}

[[nodiscard]] std::vector<StateData::Row> rows(const json& value, const std::string& where) {
    std::vector<StateData::Row> out;
    for (const json& each : array(value, where)) {
        const std::string here = where + '[' + std::to_string(out.size()) + ']';
        if (array(each, here).empty()) throw not_expected(here, {"keys and tallies", "键与计数"});
        StateData::Row row;
        for (const json& key : array(each[0], here)) {
            if (key.is_null()) row.keys.emplace_back();
            else row.keys.emplace_back(text(key, here));
        }
        for (std::size_t i = 1; i < each.size(); ++i) {
            if (array(each[i], here).size() != 3) throw not_expected(here, {"a tally of count, unknown and sum", "由计数、未知数和合计组成的统计"});
            row.tallies.push_back({sum(each[i][2], here), whole(each[i][0], here), whole(each[i][1], here)});
        }
        out.push_back(std::move(row));
    }
    return out;
}

[[nodiscard]] FieldInfo field(const json& value, const std::string& where) {
    FieldInfo out;
    out.name = text(member(value, "name", where), where);
    out.label = {text(member(value, "en", where), where), text(member(value, "zh", where), where)};
    out.kind = word<FieldKind>(member(value, "kind", where), where);
    out.counts = word<Counted>(member(value, "counts", where), where);
    if (value.contains("keyed")) out.keyed = text(value["keyed"], where);
    if (!value.contains("values")) return out;
    std::vector<VocabularyEntry> entries;
    for (const json& each : array(value["values"], where)) {
        VocabularyEntry entry{
            text(member(each, "key", where), where), {text(member(each, "en", where), where), text(member(each, "zh", where), where)}, {}, {}};
        if (each.contains("under")) {
            const std::int64_t parent = whole(each["under"], where);
            if (parent < 0 || static_cast<std::size_t>(parent) >= value["values"].size())
                throw not_expected(where, {"the position of a value", "取值的位置"});
            entry.parent = static_cast<std::uint32_t>(parent);
        }
        entries.push_back(std::move(entry));
    }
    out.vocabulary = std::make_shared<const Vocabulary>(std::move(entries), truth(member(value, "closed", where), where));
    return out;
}

[[nodiscard]] StateInputs inputs(const json& value) {
    StateInputs out;
    out.complete = truth(member(value, "complete", "inputs"), "inputs.complete");
    for (const json& each : array(member(value, "returns", "inputs"), "inputs.returns")) {
        const std::string where = "inputs.returns[" + std::to_string(out.listed.size()) + ']';
        StateInput input;
        input.name = text(member(each, "name", where), where);
        const std::int64_t rows = whole(member(each, "rows", where), where);
        if (rows < 0) throw not_expected(where, {"a number of rows", "行数"});
        input.rows = static_cast<std::uint64_t>(rows);
        input.digest = text(member(each, "sha256", where), where);
        const bool sound = input.digest.size() == 64 && std::all_of(input.digest.begin(), input.digest.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        });
        if (!sound) throw not_expected(where, {"a digest of 64 hexadecimal digits", "64 位十六进制的摘要"});
        if (each.contains("withdrawn")) input.withdrawn = truth(each["withdrawn"], where);
        out.listed.push_back(std::move(input));
    }
    return out;
}

[[nodiscard]] State state_of(const json& document) {
    if (!document.is_object() || !document.contains("format") || document["format"] != "arrears.state") {
        throw refuse(ErrorKind::bad_syntax, {}, {"the document is no state of a tally", "此文件不是统计状态"});
    }
    const std::int64_t version = whole(member(document, "version", "version"), "version");
    if (version < 1 || version > state_version) {
        const std::string found = std::to_string(version), read = "1–" + std::to_string(state_version);
        throw refuse(
            ErrorKind::mismatch, "version",
            {"the state is of version " + found + "; this library reads versions " + read, "状态的版本为 " + found + "；本库可读版本 " + read});
    }
    auto schema = std::make_shared<Schema>();
    schema->source = text(member(document, "source", "source"), "source");
    if (document.contains("law")) schema->law = text(document["law"], "law");
    schema->row = word<Counted>(member(document, "row", "row"), "row");
    for (const json& each : array(member(document, "fields", "fields"), "fields")) {
        schema->fields.push_back(field(each, "fields[" + std::to_string(schema->fields.size()) + ']'));
    }
    Plan plan = arrears::bind(Definition::parse(text(member(document, "definition", "definition"), "definition")), std::move(schema));
    StateData data;
    data.inputs.complete = false;   // version 1 says nothing of them
    if (version > 1) data.inputs = inputs(member(document, "inputs", "inputs"));
    data.cells = rows(member(document, "cells", "cells"), "cells");
    for (const json& each : array(member(document, "things", "things"), "things")) {
        data.things.push_back(rows(each, "things[" + std::to_string(data.things.size()) + ']'));
    }
    return State::from_data(std::move(plan), data);
}

}   // namespace

std::string write_state(const State& state, StateFormat format) {
    JsonWriter out{0};
    out.begin_object().member("format", "arrears.state").member("version", state_version);
    out.member("definition", print(state.definition())).member("source", state.plan().schema->source);
    if (!state.plan().schema->law.empty()) out.member("law", state.plan().schema->law);
    out.member("row", identifier(state.plan().schema->row));
    // What it shows to whoever reads it: the values of these fields, one by one, and sums of those.
    std::vector<std::string> keys, keyed, sums;
    for (std::size_t i = 0; i < state.plan().columns.size(); ++i) {
        const FieldInfo& field = state.plan().field(i);
        if (state.plan().columns[i].is_key) (field.keyed.empty() ? keys : keyed).push_back(field.name);
    }
    const auto summed = [&](const std::optional<std::size_t>& column) {
        if (column) sums.push_back(state.plan().field(*column).name);
    };
    for (const CellTally& each : state.plan().cells) summed(each.sum);
    for (const KeyTally& each : state.plan().keyed) summed(each.sum);
    std::sort(sums.begin(), sums.end());
    sums.erase(std::unique(sums.begin(), sums.end()), sums.end());
    const auto list = [&out](const char* name, const std::vector<std::string>& names) {
        out.key(name).begin_array();
        for (const std::string& each : names) out.value(each);
        out.end_array();
    };
    out.key("reveals").begin_object();
    list("values", keys);
    if (!keyed.empty()) list("keyed", keyed);
    list("sums", sums);
    out.end_object();
    out.key("fields").begin_array();
    for (std::size_t i = 0; i < state.plan().columns.size(); ++i) write(out, state.plan().field(i));
    out.end_array();
    const StateData data = state.data();
    write(out.key("inputs"), data.inputs);
    write(out.key("cells"), data.cells);
    out.key("things").begin_array();
    for (const auto& each : data.things) write(out, each);
    out.end_array().end_object();
    if (format == StateFormat::json) return out.text() + '\n';
    std::string bytes;
    json::to_cbor(json::parse(out.text()), bytes);
    return bytes;
}

Result<State> read_state(const ByteSource& bytes, const std::string& source, std::size_t bytes_max) {
    const std::optional<std::string> read = read_all(bytes, bytes_max);
    if (!read) {
        return Fault{ErrorKind::limit,
                     {source, 0, 0, {}},
                     {"the document is too large", "文件过大"},
                     {},
                     {"expected at most " + std::to_string(bytes_max) + " bytes", "应不超过 " + std::to_string(bytes_max) + " 字节"},
                     {}};
    }
    const std::string& all = *read;
    const auto placed = [&](Fault fault) {
        fault.place.source = source;
        return fault;
    };
    try {
        const bool binary =
            !all.empty() && (static_cast<unsigned char>(all.front()) & 0xE0U) == 0xA0U;   // a map of CBOR; in JSON no byte of a text begins so
        Depth depth;
        if (binary && !json::sax_parse(all, &depth, json::input_format_t::cbor)) {
            return placed({ErrorKind::bad_syntax, {}, {"this is no CBOR of a state", "不是状态的 CBOR"}, {}, {}, {}});
        }
        const json document = binary ? json::from_cbor(all) : json::parse(all);
        return state_of(document);
    } catch (const Error& error) {
        return placed(error.fault());
    } catch (const json::exception& error) {
        const std::string why = error.what();
        return placed({ErrorKind::bad_syntax, {}, {"neither JSON nor CBOR: " + why, "既不是 JSON 也不是 CBOR：" + why}, {}, {}, {}});
    }
}

}   // namespace arrears
