// SPDX-License-Identifier: BSL-1.0
#include "connections.hpp"

#include <arrears/core/money_text.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/statistics/field.hpp>

#include "../io/cells.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace arrears::detail {

namespace {

struct Closed {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, Closed>;
using Prepared = std::unique_ptr<sqlite3_stmt, Closed>;

constexpr int bytes_max = 1 << 26;   // of a value, and of a row: a file made up to take memory takes no more

/// SQLite's words for a code hold nothing of rows; its longer messages may.
[[nodiscard]] Error refused(ErrorKind kind, const std::string& name, sqlite3* handle, int code) {
    const bool of_statement = (code & 0xFF) == SQLITE_ERROR;   // syntax, no such table, integer overflow
    return database_error(kind, name, of_statement ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
}

[[nodiscard]] std::string_view text_of(sqlite3_value* value) noexcept {
    const unsigned char* const text = sqlite3_value_text(value);
    return text == nullptr ? std::string_view{}
                           : std::string_view{reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

/// `arrears_fen(x)`: an amount in yuan as whole fen, read as a cell of a file is; NULL where unknown, a text where it cannot be read. SQLite has
/// no decimals that it could count in.
void fen_function(sqlite3_context* context, int, sqlite3_value** values) noexcept {
    try {
        std::optional<Money> amount;
        if (read_cell(text_of(values[0]), CellTerms{}, amount)) return sqlite3_result_text(context, "?", 1, SQLITE_STATIC);
        if (!amount) sqlite3_result_null(context);
        else if (amount->fen() == unknown_number) sqlite3_result_text(context, "?", 1, SQLITE_STATIC);
        else sqlite3_result_int64(context, amount->fen());
    } catch (...) {
        sqlite3_result_error_nomem(context);
    }
}
/// `arrears_utf8(x)`: 1 where the text is UTF-8 without a NUL, else 0. SQLite takes any bytes.
void utf8_function(sqlite3_context* context, int, sqlite3_value** values) noexcept {
    const std::string_view text = text_of(values[0]);
    sqlite3_result_int(context, find_invalid_utf8(text) || text.find('\0') != std::string_view::npos ? 0 : 1);
}

class SqliteRows final : public SqlRows {
public:
    SqliteRows(Prepared statement, sqlite3* handle, const std::string& name) : statement_{std::move(statement)}, handle_{handle}, name_{name} {}

    [[nodiscard]] bool next() override {
        const int code = sqlite3_step(statement_.get());
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) throw refused(ErrorKind::unreadable, name_, handle_, code);
        return false;
    }
    [[nodiscard]] std::optional<std::string_view> text(std::size_t column) const override {
        const int at = static_cast<int>(column);
        if (sqlite3_column_type(statement_.get(), at) == SQLITE_NULL) return std::nullopt;
        const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), at));
        if (bytes == nullptr) {   // a text of no bytes is not null: this is memory that was refused
            if (sqlite3_errcode(handle_) == SQLITE_NOMEM) throw refused(ErrorKind::unreadable, name_, handle_, SQLITE_NOMEM);
            return std::string_view{};
        }
        return std::string_view{bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), at))};
    }

private:
    Prepared statement_;
    sqlite3* handle_;
    const std::string& name_;
};

/// By the rules of column affinity: a type with INT in its name holds whole numbers wherever it can.
[[nodiscard]] SqlType type_of(const char* declared) {
    if (declared == nullptr) return SqlType::other;
    std::string upper = declared;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return upper.find("INT") != std::string::npos ? SqlType::integer : SqlType::other;
}

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(const std::string& file, DatabaseAccess access) : name_{file} {
        sqlite3* handle = nullptr;
        // Who only reads may write too, though no statement does (query_only): what a writer left half done when it was killed is taken back.
        const int flags = SQLITE_OPEN_READWRITE | (access == DatabaseAccess::read ? 0 : SQLITE_OPEN_CREATE);
        const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
        handle_.reset(handle);
        if (code != SQLITE_OK) throw refused(ErrorKind::unreadable, name_, handle, code);
        sqlite3_busy_timeout(handle, 10'000);
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, bytes_max);
        // A file may come from anywhere: nothing in its schema is run that could do harm, and a name in quotes is a name or an error.
        for (const auto& [what, on] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                       {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                       {SQLITE_DBCONFIG_DQS_DML, 0},
                                       {SQLITE_DBCONFIG_DQS_DDL, 0}}) {
            sqlite3_db_config(handle, what, on, nullptr);
        }
        constexpr int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
        sqlite3_create_function(handle, "arrears_fen", 1, how, nullptr, fen_function, nullptr, nullptr);
        sqlite3_create_function(handle, "arrears_utf8", 1, how, nullptr, utf8_function, nullptr, nullptr);
        if (access == DatabaseAccess::read) execute("PRAGMA query_only = 1");
        else execute("PRAGMA foreign_keys = 1");
        static_cast<void>(query({"SELECT count(*) FROM sqlite_master", {}})->next());   // that it is a database at all shows at the first look
    }

    [[nodiscard]] DatabaseKind kind() const noexcept override { return DatabaseKind::sqlite; }
    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] bool is_unicode() const noexcept override { return true; }
    [[nodiscard]] std::unique_ptr<SqlRows> query(const Sql& sql) override {
        return std::make_unique<SqliteRows>(prepared(sql, ErrorKind::unreadable), handle_.get(), name_);
    }
    [[nodiscard]] std::vector<SqlColumn> columns(const Sql& sql) override {
        const Prepared statement = prepared(sql, ErrorKind::unreadable);
        std::vector<SqlColumn> out;
        for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
            const char* const name = sqlite3_column_name(statement.get(), i);
            out.push_back({name == nullptr ? "" : name, type_of(sqlite3_column_decltype(statement.get(), i))});
        }
        return out;
    }
    void execute(const std::string& statements) override {
        const int code = sqlite3_exec(handle_.get(), statements.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) throw refused(ErrorKind::unwritable, name_, handle_.get(), code);
    }
    void run(const Sql& sql) override {
        if (last_text_ != sql.text || !last_) last_ = statement_of(sql.text, ErrorKind::unwritable), last_text_ = sql.text;
        sqlite3_reset(last_.get());
        sqlite3_clear_bindings(last_.get());
        bind(last_.get(), sql, ErrorKind::unwritable);
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW) code = sqlite3_step(last_.get());
        sqlite3_reset(last_.get());
        if (code != SQLITE_DONE) throw refused(ErrorKind::unwritable, name_, handle_.get(), code);
    }

private:
    [[nodiscard]] Prepared statement_of(const std::string& text, ErrorKind kind) {
        sqlite3_stmt* made = nullptr;
        const char* rest = nullptr;
        const int code = sqlite3_prepare_v2(handle_.get(), text.c_str(), static_cast<int>(text.size()) + 1, &made, &rest);
        Prepared statement{made};
        if (code != SQLITE_OK) throw refused(kind, name_, handle_.get(), code);
        if (made == nullptr || std::string_view{rest}.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
            throw bad_argument("Database", {"the text is not one statement", "文字不是一条语句"}, {"expected one statement", "应为一条语句"});
        }
        return statement;
    }
    void bind(sqlite3_stmt* statement, const Sql& sql, ErrorKind kind) {
        for (std::size_t i = 0; i < sql.values.size(); ++i) {
            const int at = static_cast<int>(i) + 1;
            int code = SQLITE_OK;
            if (const auto* const number = std::get_if<std::int64_t>(&sql.values[i])) code = sqlite3_bind_int64(statement, at, *number);
            else if (const auto* const text = std::get_if<std::string>(&sql.values[i]))
                code = sqlite3_bind_text(statement, at, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
            if (code != SQLITE_OK) throw refused(kind, name_, handle_.get(), code);
        }
    }
    [[nodiscard]] Prepared prepared(const Sql& sql, ErrorKind kind) {
        Prepared statement = statement_of(sql.text, kind);
        bind(statement.get(), sql, kind);
        return statement;
    }

    std::string name_;
    Handle handle_{};
    std::string last_text_{};   // of the statement that run() keeps
    Prepared last_{};
};

}   // namespace

std::unique_ptr<Database> open_sqlite(const std::string& file, DatabaseAccess access) { return std::make_unique<SqliteDatabase>(file, access); }

}   // namespace arrears::detail
