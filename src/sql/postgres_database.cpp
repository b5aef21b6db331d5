// SPDX-License-Identifier: BSL-1.0
#include "connections.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <utility>

namespace arrears::detail {

namespace {

struct Closed {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    void operator()(PGresult* result) const noexcept { PQclear(result); }
    void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
    void operator()(PGcancel* cancel) const noexcept { PQfreeCancel(cancel); }
};
template <class T>
using Owned = std::unique_ptr<T, Closed>;

/// The server's words where they tell of statements, rights and means; of anything else, which may quote a value, its code alone.
[[nodiscard]] std::string said(const PGresult* result, PGconn* connection) {
    const char* const field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string code = field == nullptr ? "" : field;
    if (code.empty()) return PQstatus(connection) == CONNECTION_BAD ? "the connection is lost" : "no answer";
    const char* const words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    for (const char* const plain : {"25", "28", "3D", "3F", "42", "53", "54", "57"}) {
        if (code.starts_with(plain) && words != nullptr) return code + ' ' + words;
    }
    return "SQLSTATE " + code;
}

/// The values of a statement as libpq takes them: all as text.
struct Parameters {
    explicit Parameters(const Sql& sql) {
        texts.reserve(sql.values.size());
        for (const SqlValue& value : sql.values) {
            if (const auto* const number = std::get_if<std::int64_t>(&value)) pointers.push_back(texts.emplace_back(std::to_string(*number)).c_str());
            else if (const auto* const text = std::get_if<std::string>(&value)) {
                if (text->find('\0') != std::string::npos) {
                    throw bad_argument("Database", {"a text has a NUL, which PostgreSQL cannot hold", "文字含有 NUL，PostgreSQL 无法存放"});
                }
                pointers.push_back(texts.emplace_back(*text).c_str());
            } else pointers.push_back(nullptr);
        }
    }
    std::vector<std::string> texts{};
    std::vector<const char*> pointers{};
};

class PostgresRows final : public SqlRows {
public:
    PostgresRows(PGconn* connection, const std::string& name) : connection_{connection}, name_{name} {}
    ~PostgresRows() override {
        if (done_) return;
        if (const Owned<PGcancel> cancel{PQgetCancel(connection_)}) {   // nobody wants the rest
            char words[256];
            PQcancel(cancel.get(), words, sizeof words);
        }
        row_.reset();
        while (PGresult* const rest = PQgetResult(connection_)) PQclear(rest);
    }

    [[nodiscard]] bool next() override {
        if (done_) return false;
        row_.reset(PQgetResult(connection_));
        if (row_ != nullptr && PQresultStatus(row_.get()) == PGRES_SINGLE_TUPLE) return true;
        const bool sound = row_ != nullptr && (PQresultStatus(row_.get()) == PGRES_TUPLES_OK || PQresultStatus(row_.get()) == PGRES_COMMAND_OK);
        const std::string words = sound ? "" : said(row_.get(), connection_);
        while (PGresult* const rest = PQgetResult(connection_)) PQclear(rest);
        done_ = true;
        if (!sound) throw database_error(ErrorKind::unreadable, name_, words);
        return false;
    }
    [[nodiscard]] std::optional<std::string_view> text(std::size_t column) const override {
        const int at = static_cast<int>(column);
        if (PQgetisnull(row_.get(), 0, at) != 0) return std::nullopt;
        return std::string_view{PQgetvalue(row_.get(), 0, at), static_cast<std::size_t>(PQgetlength(row_.get(), 0, at))};
    }

private:
    PGconn* connection_;
    const std::string& name_;
    Owned<PGresult> row_{};
    bool done_ = false;
};

/// By the numbers of the types in the server's catalogue, which never change.
[[nodiscard]] SqlType type_of(Oid type) {
    switch (type) {
    case 20:   // bigint
    case 21:   // smallint
    case 23:   // integer
        return SqlType::integer;
    case 1700: return SqlType::decimal;   // numeric
    case 1082: return SqlType::date;
    default: return SqlType::other;
    }
}

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(const std::string& address, DatabaseAccess access) {
        // What libpq says of an address may quote it, and so a password: it is not shown.
        char* told = nullptr;
        const Owned<PQconninfoOption> options{PQconninfoParse(address.c_str(), &told)};
        PQfreemem(told);
        if (options == nullptr) {
            throw Error{Fault{ErrorKind::unreadable,
                              {},
                              {"the address of the database cannot be read (it is not shown)", "数据库地址无法识别（不显示）"},
                              {},
                              {"expected postgresql://user@host:port/database", "应为 postgresql://用户@主机:端口/数据库"},
                              {}}};
        }
        connection_.reset(PQconnectdb(address.c_str()));
        const auto part = [&](const char* text) { return text == nullptr ? std::string{} : std::string{text}; };
        name_ = part(PQdb(connection_.get()));
        if (const std::string host = part(PQhost(connection_.get())); !host.empty()) name_ += '@' + host;
        if (PQstatus(connection_.get()) != CONNECTION_OK) throw unreachable(part(PQpass(connection_.get())));
        PQsetNoticeReceiver(
            connection_.get(), [](void*, const PGresult*) {}, nullptr);   // standard error is the program's
        unicode_ = part(PQparameterStatus(connection_.get(), "server_encoding")) == "UTF8";
        // Dates as ISO, doubles by the fewest digits that give them back, whatever the server prefers.
        execute("SET client_encoding = 'UTF8'; SET datestyle = ISO; SET extra_float_digits = 1; SET standard_conforming_strings = on");
        if (access == DatabaseAccess::read) execute("SET default_transaction_read_only = on");
    }

    [[nodiscard]] DatabaseKind kind() const noexcept override { return DatabaseKind::postgresql; }
    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] bool is_unicode() const noexcept override { return unicode_; }
    [[nodiscard]] std::unique_ptr<SqlRows> query(const Sql& sql) override {
        const Parameters values{sql};
        if (PQsendQueryParams(connection_.get(), sql.text.c_str(), static_cast<int>(values.pointers.size()), nullptr, values.pointers.data(), nullptr,
                              nullptr, 0) == 0) {
            throw database_error(ErrorKind::unreadable, name_, said(nullptr, connection_.get()));
        }
        last_text_.clear();
        PQsetSingleRowMode(connection_.get());   // the rows are as many as they like
        return std::make_unique<PostgresRows>(connection_.get(), name_);
    }
    [[nodiscard]] std::vector<SqlColumn> columns(const Sql& sql) override {
        last_text_.clear();   // there is one statement without a name
        const Owned<PGresult> made{PQprepare(connection_.get(), "", sql.text.c_str(), 0, nullptr)};
        check(made.get(), ErrorKind::unreadable);
        const Owned<PGresult> described{PQdescribePrepared(connection_.get(), "")};
        check(described.get(), ErrorKind::unreadable);
        std::vector<SqlColumn> out;
        for (int i = 0; i < PQnfields(described.get()); ++i) out.push_back({PQfname(described.get(), i), type_of(PQftype(described.get(), i))});
        return out;
    }
    void execute(const std::string& statements) override {
        const Owned<PGresult> result{PQexec(connection_.get(), statements.c_str())};
        check(result.get(), ErrorKind::unwritable);
    }
    void run(const Sql& sql) override {
        const Parameters values{sql};
        if (last_text_ != sql.text) {
            last_text_.clear();
            const Owned<PGresult> made{PQprepare(connection_.get(), "", sql.text.c_str(), 0, nullptr)};
            check(made.get(), ErrorKind::unwritable);
            last_text_ = sql.text;
        }
        const Owned<PGresult> result{
            PQexecPrepared(connection_.get(), "", static_cast<int>(values.pointers.size()), values.pointers.data(), nullptr, nullptr, 0)};
        check(result.get(), ErrorKind::unwritable);
    }

private:
    void check(const PGresult* result, ErrorKind kind) {
        const ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
        throw database_error(kind, name_, said(result, connection_.get()));
    }
    [[nodiscard]] Error unreachable(const std::string& password) const {
        std::string words = PQerrorMessage(connection_.get());
        while (!words.empty() && words.back() == '\n') words.pop_back();
        for (std::size_t at = 0; !password.empty() && (at = words.find(password, at)) != std::string::npos; at += 3) {
            words.replace(at, password.size(), "***");
        }
        for (char& c : words) c = c == '\n' ? ' ' : c;
        return Error{Fault{ErrorKind::unreadable,
                           {name_, 0, 0, {}},
                           {"the database cannot be reached: " + words, "无法连接数据库：" + words},
                           {},
                           {},
                           {"see that the server runs and that the address is right", "请检查服务器是否运行、地址是否正确"}}};
    }

    Owned<PGconn> connection_{};
    std::string name_{};
    bool unicode_ = false;
    std::string last_text_{};   // of the statement that run() keeps
};

}   // namespace

std::unique_ptr<Database> open_postgres(const std::string& address, DatabaseAccess access) {
    return std::make_unique<PostgresDatabase>(address, access);
}

}   // namespace arrears::detail
