// SPDX-License-Identifier: BSL-1.0
#include <arrears/sql/registry_database.hpp>

#include "registry_schema.hpp"

#include <arrears/core/money_text.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/io/csv.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/io/table_source.hpp>
#include <arrears/sql/database_rows.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace arrears {

namespace {

using detail::registry_tables;
using detail::SchemaColumn;
using detail::SchemaTable;

[[nodiscard]] const SchemaTable* find_table(std::string_view name) {
    const auto at = std::find_if(registry_tables().begin(), registry_tables().end(), [name](const SchemaTable& each) { return each.name == name; });
    return at == registry_tables().end() ? nullptr : &*at;
}

/// The rows of one table as a file would have them: amounts in yuan, `entry` for the line.
class DatabaseReader final : public TableReader {
public:
    DatabaseReader(Database& database, const SchemaTable& table) : table_{table} {
        std::string list = "\"entry\"";
        for (const SchemaColumn& column : table.columns) {
            const std::string name = quoted_name(column.name);
            list += ", " + (database.kind() == DatabaseKind::sqlite ? "CAST(" + name + " AS TEXT)" : name + "::text");
        }
        rows_ = database.query({"SELECT " + list + " FROM " + quoted_name(table.name) + " ORDER BY \"entry\"", {}});
    }
    [[nodiscard]] const CsvRow* next(Diagnostics& diagnostics) override {
        if (!std::exchange(named_, true)) {
            cells_.clear();
            for (const SchemaColumn& column : table_.columns) cells_.emplace_back(column.name);
            return row(0);
        }
        while (rows_->next()) {
            const std::string_view number = rows_->text(0).value_or("0");
            std::uint64_t line = 0;
            static_cast<void>(std::from_chars(number.data(), number.data() + number.size(), line));
            cells_.clear();
            bool sound = true;
            for (std::size_t i = 0; i < table_.columns.size(); ++i) {
                cells_.push_back(cell(table_.columns[i].kind, rows_->text(i + 1)));
                if (!find_invalid_utf8(cells_.back()) && cells_.back().find('\0') == std::string::npos) continue;
                sound = false;
                diagnostics.add({ErrorKind::bad_syntax,
                                 {std::string{table_.name}, line, i + 1, std::string{table_.columns[i].name}},
                                 {"the text is not UTF-8, or has a NUL", "文字不是 UTF-8，或含有 NUL"},
                                 {},
                                 {},
                                 {}});
            }
            if (sound) return row(line);
            ++lost_;
        }
        return nullptr;
    }
    void name_columns(std::vector<std::string>) override {}   // it has its own names
    [[nodiscard]] std::uint64_t rows_lost() const noexcept override { return lost_; }

private:
    [[nodiscard]] static std::string cell(CellKind kind, std::optional<std::string_view> text) {
        if (!text) return {};
        if (kind == CellKind::text) return guard_formula(*text);   // readers of files take the mark off
        if (kind != CellKind::amount) return std::string{*text};
        std::int64_t fen = 0;
        const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), fen);
        // What is no number of fen is no amount in yuan either: the reader tells it.
        return error == std::errc{} && end == text->data() + text->size() ? to_string(Money::from_fen(fen)) : std::string{*text} + " fen";
    }
    [[nodiscard]] const CsvRow* row(std::uint64_t line) {
        const std::vector<std::string_view> views{cells_.begin(), cells_.end()};
        row_.assign(table_.name, line, 1, views);
        return &row_;
    }

    const SchemaTable& table_;
    std::unique_ptr<SqlRows> rows_{};
    std::vector<std::string> cells_{};
    CsvRow row_{};
    bool named_ = false;
    std::uint64_t lost_ = 0;
};

class DatabaseSource final : public TableSource {
public:
    explicit DatabaseSource(Database& database) : database_{database} {}
    [[nodiscard]] std::string name() const override { return database_.name(); }
    [[nodiscard]] std::vector<std::string> tables() const override {
        std::vector<std::string> out;
        for (const SchemaTable& each : registry_tables()) out.emplace_back(each.name);
        return out;
    }
    [[nodiscard]] bool has(std::string_view table) const override { return find_table(table) != nullptr; }
    [[nodiscard]] std::string label(std::string_view table) const override { return std::string{table}; }
    [[nodiscard]] std::string place_source(std::string_view table) const override { return std::string{table}; }
    [[nodiscard]] std::unique_ptr<TableReader> open(std::string_view table, std::span<const CsvColumn>) override {
        const SchemaTable* const found = find_table(table);
        if (found == nullptr) throw Error{Fault{ErrorKind::unreadable, {label(table), 0, 0, {}}, {"there is no such table", "没有此表"}, {}, {}, {}}};
        return std::make_unique<DatabaseReader>(database_, *found);
    }

private:
    Database& database_;
};

/// Puts rows into tables that are there; whoever made it ends the transaction.
class DatabaseSink final : public TableSink {
public:
    explicit DatabaseSink(Database& database) : database_{database} {}
    [[nodiscard]] std::string name() const override { return database_.name(); }
    void begin_table(std::string_view table, std::span<const SinkColumn> columns, bool) override {
        std::string names, places;
        kinds_.clear();
        for (const SinkColumn& column : columns) {
            kinds_.push_back(column.kind);
            names += (names.empty() ? "" : ", ") + quoted_name(column.name);
            const std::string place = placeholder(database_.kind(), kinds_.size());
            places += (places.empty() ? "" : ", ") + place;
        }
        sql_ = {"INSERT INTO " + quoted_name(table) + " (" + names + ") VALUES (" + places + ')', {}};
    }
    void add_row(std::span<const std::string> cells) override {
        sql_.values.clear();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].empty()) sql_.values.emplace_back();
            else if (kinds_[i] == CellKind::amount) sql_.values.emplace_back(try_parse_money(cells[i]).value().fen());
            else if (kinds_[i] == CellKind::whole) sql_.values.emplace_back(*detail::whole_number(cells[i]));
            else sql_.values.emplace_back(cells[i]);
        }
        database_.run(sql_);
    }
    void end_table() override {}
    void commit() override {}

private:
    Database& database_;
    std::vector<CellKind> kinds_{};
    Sql sql_{};
};

/// The version of the registry's tables; nothing where there are none.
[[nodiscard]] std::optional<std::string> version_of(Database& database) {
    try {
        static_cast<void>(rows_of_table(database, "arrears_schema"));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unknown_name) throw;
        return std::nullopt;
    }
    const auto rows = database.query({"SELECT \"version\" FROM \"arrears_schema\"", {}});
    return rows->next() ? std::string{rows->text(0).value_or("")} : std::string{};
}
void check_version(const Database& database, const std::optional<std::string>& version) {
    const std::string wanted = std::to_string(registry_schema_version);
    if (version == wanted) return;
    throw Error{Fault{ErrorKind::mismatch,
                      {database.name(), 0, 0, {}},
                      version ? Text{"its registry is of version " + in_quotes(*version), "其中登记数据的版本是 " + in_quotes(*version)}
                              : Text{"there is no registry in the database", "数据库中没有登记数据"},
                      {},
                      {"expected version " + wanted, "应为版本 " + wanted},
                      {}}};
}

}   // namespace

std::optional<Registry> read_registry_database(Database& database, Diagnostics& diagnostics) {
    const ReadTransaction same{database};
    check_version(database, version_of(database));
    DatabaseSource source{database};
    return read_registry(source, diagnostics);
}

void write_registry_database(const Registry& registry, Database& database, Personal personal, Overwrite overwrite) {
    const bool sqlite = database.kind() == DatabaseKind::sqlite;
    database.execute(sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    try {
        if (const auto version = version_of(database)) {
            check_version(database, version);
            for (auto table = registry_tables().rbegin(); table != registry_tables().rend(); ++table) {
                if (overwrite == Overwrite::replace) {
                    database.execute("DELETE FROM " + quoted_name(table->name));
                    continue;
                }
                if (!database.query({"SELECT 1 FROM " + quoted_name(table->name) + " LIMIT 1", {}})->next()) continue;
                throw Error{Fault{ErrorKind::unwritable,
                                  {database.name(), 0, 0, {}},
                                  {"there is a registry already", "已有登记数据"},
                                  {},
                                  {},
                                  {"ask for it to be replaced", "如需替换，请指明"}}};
            }
        } else {
            database.execute(registry_schema(database.kind()));
        }
        DatabaseSink sink{database};
        write_registry(registry, sink, personal);
        database.execute("COMMIT");
    } catch (...) {
        try {
            database.execute("ROLLBACK");
        } catch (const Error&) {   // what went wrong first is told
        }
        throw;
    }
}

}   // namespace arrears
