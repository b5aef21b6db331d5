// SPDX-License-Identifier: BSL-1.0
#include "record_listing.hpp"

#include "command_line.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_writer.hpp>

#include <utility>

namespace arrears::tool {

namespace {

/// The key of one field among headings that a word names: by key first, else by label.
[[nodiscard]] const TableKey* find_key(std::span<const TableHeading> headings, std::size_t field, const std::string& word) {
    for (const bool by_key : {true, false}) {
        for (const TableHeading& heading : headings) {
            if (field >= heading.size()) continue;
            const TableKey& key = heading[field];
            const bool labelled = detail::same_word(word, key.label.zh) || detail::same_word(word, key.label.en);
            if (by_key ? !key.is_unknown && key.key == word : labelled || (key.is_unknown && word.empty())) return &key;
        }
    }
    return nullptr;
}

/// What could be markup in a cell of Markdown, or break its line.
[[nodiscard]] std::string plain(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view{"\\`*_{}[]<>#|~"}.find(c) != std::string_view::npos) out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    return out;
}

}   // namespace

Definition records_of_keys(const State& state, const std::vector<std::string>& keys) {
    const Table table = state.table();
    const Schema& schema = *state.plan().schema;
    const std::size_t rows = table.definition().rows().size(), fields = rows + table.definition().columns().size();
    if (keys.size() > fields) {
        const std::string count = std::to_string(fields);
        throw bad_argument("--records", {"there are more keys than the table has fields", "键多于表的字段"},
                           {"expected at most " + count, "应不超过 " + count + " 个"});
    }
    Condition where = table.definition().where();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] == "*") continue;
        const std::string& field = (i < rows ? table.definition().rows()[i] : table.definition().columns()[i - rows]).text;
        const auto& vocabulary = schema.fields[*schema.find(field)].vocabulary;
        const auto entry = vocabulary ? vocabulary->match(keys[i]) : std::nullopt;   // an alias, too
        const std::string& word = entry ? vocabulary->entries()[*entry].key : keys[i];
        const TableKey* const key = i < rows ? find_key(table.rows(), i, word) : find_key(table.columns(), i - rows, word);
        if (key == nullptr) {
            const std::string named = field + ' ' + in_quotes(keys[i]);
            throw Error{Fault{ErrorKind::unknown_name,
                              {},
                              {"the table has no " + named, "表中没有 " + named},
                              {},
                              {"expected a key or a label as the table shows it, or *", "应为表中的键或标签，或 *"},
                              {}}};
        }
        where = std::move(where) && key->condition();
    }
    return table.definition().of_records().where(std::move(where)).canonical();
}

RecordListing::RecordListing(ReportFormat format, Language language, std::vector<std::string> columns)
    : format_{format}, columns_{std::move(columns)} {
    if (format == ReportFormat::csv) {
        CsvWriter writer{out_};
        writer.value("file").value("line");
        for (const std::string& column : columns_) writer.text(column);
        writer.end_row();
    } else if (format == ReportFormat::markdown) {
        const bool zh = language == Language::zh;
        out_ = zh ? "| 文件 | 行 |" : "| file | line |";
        std::string under = "| --- | ---: |";
        for (const std::string& column : columns_) out_ += ' ' + plain(column) + " |", under += " --- |";
        out_ += '\n' + under + '\n';
    }
}

void RecordListing::add(const std::string& file, const CsvRecord& record) {
    const std::string line = std::to_string(record.line);
    switch (format_) {
        case ReportFormat::text:
            out_ += file + ':' + line;
            for (const std::string& text : record.shown) {
                out_ += "  ";
                for (const char c : text) out_ += c == '\n' || c == '\r' ? ' ' : c;
            }
            out_ += '\n';
            break;
        case ReportFormat::markdown:
            out_ += "| " + plain(file) + " | " + line + " |";
            for (const std::string& text : record.shown) out_ += ' ' + plain(text) + " |";
            out_ += '\n';
            break;
        case ReportFormat::csv: {
            CsvWriter writer{out_};
            writer.text(file).value(line);
            for (const std::string& text : record.shown) writer.text(text);
            writer.end_row();
            break;
        }
        case ReportFormat::json: {
            JsonWriter json;
            json.begin_object().member("file", file).key("line").value(static_cast<std::int64_t>(record.line));
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                if (i == 0) json.key("columns").begin_object();
                json.member(columns_[i], record.shown[i]);
            }
            if (!columns_.empty()) json.end_object();
            json_ += (json_.empty() ? "" : ",\n") + json.end_object().text();
            break;
        }
    }
    flush(64 * 1024);
}

void RecordListing::finish(const Definition& cell) {
    if (format_ == ReportFormat::json) {
        JsonWriter head;
        head.value(print(cell));
        out_ = "{\"format\": \"arrears.records\", \"version\": 1, \"definition\": " + head.text() + ", \"records\": [" + json_ + "]}\n";
    }
    flush(0);
}

void RecordListing::flush(std::size_t bytes_min) {
    if (out_.size() < bytes_min || out_.empty()) return;
    write_out(out_);
    out_.clear();
}

}   // namespace arrears::tool
