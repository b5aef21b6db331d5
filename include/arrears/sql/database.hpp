// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace arrears {

ARREARS_ENUM(DatabaseKind, (sqlite, "SQLite", "SQLite"), (postgresql, "PostgreSQL", "PostgreSQL"));

/// What a connection may do. One that may only read cannot change anything, whatever it is asked.
enum class DatabaseAccess : unsigned char { read, write };

/// What is bound to a statement: nothing (NULL), a whole number, a text.
using SqlValue = std::variant<std::monostate, std::int64_t, std::string>;

/// One statement and its values, which never stand in the text: `?1` (SQLite) or `$1` (PostgreSQL) is the first of them.
struct Sql {
    std::string text{};
    std::vector<SqlValue> values{};
};

/// How a column's values are stored, as far as reading them depends on it.
enum class SqlType : unsigned char {
    integer,   ///< whole numbers; amounts in such a column are fen
    decimal,   ///< exact decimals (numeric); amounts are yuan
    date,      ///< days as the database knows them
    other,     ///< read by their text, amounts in yuan
};

struct SqlColumn {
    std::string name{};
    SqlType type = SqlType::other;
};

/// The rows that a statement gives, one after the other; no more than a few are held. Of one connection one at a time.
class SqlRows {
public:
    SqlRows() = default;
    SqlRows(const SqlRows&) = delete;
    SqlRows& operator=(const SqlRows&) = delete;
    virtual ~SqlRows() = default;

    /// Makes the next row current. \returns false where there is none \throws Error (unreadable) as the database fails
    [[nodiscard]] virtual bool next() = 0;
    /// A value of the current row as text, until next(); nothing for NULL.
    [[nodiscard]] virtual std::optional<std::string_view> text(std::size_t column) const = 0;
};

/// A connection to a database, in one interface for SQLite and PostgreSQL. Not for two threads at once.
///
/// No message holds a password or a value of a row: where the database's own words could quote one, its error code stands in their place.
class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    [[nodiscard]] virtual DatabaseKind kind() const noexcept = 0;
    /// For messages: a file's name, or `database@host`.
    [[nodiscard]] virtual const std::string& name() const noexcept = 0;
    /// Whether texts are Unicode there too, so that the database's own comparisons of them are ours.
    [[nodiscard]] virtual bool is_unicode() const noexcept = 0;
    /// Runs a statement that gives rows. \throws Error (unreadable) as the database refuses it
    [[nodiscard]] virtual std::unique_ptr<SqlRows> query(const Sql& sql) = 0;
    /// The columns that a statement would give, without running it.
    [[nodiscard]] virtual std::vector<SqlColumn> columns(const Sql& sql) = 0;

    /// Runs statements apart by `;`, without values, that give no rows. \throws Error (unwritable) as the database refuses one
    virtual void execute(const std::string& statements) = 0;
    /// Runs a statement with values, of which each is used many times. \throws Error (unwritable) as the database refuses it
    virtual void run(const Sql& sql) = 0;
};

/// Whether open_database() takes the address for a database: `postgresql://…`, `postgres://…`, or a file of SQLite, told by its first bytes.
[[nodiscard]] bool is_database(const std::string& address);

/// Opens `postgresql://user@host/name`, or a file of SQLite.
/// \throws Error (unreadable) where it cannot be reached or is no database; (bad_argument) where the library was built without PostgreSQL
[[nodiscard]] std::unique_ptr<Database> open_database(const std::string& address, DatabaseAccess access = DatabaseAccess::read);

/// A name as it stands in a statement, whatever characters it has. \throws Error (bad_argument) where it has a NUL, or is empty
[[nodiscard]] std::string quoted_name(std::string_view name);
/// The place of the value of that number, from 1.
[[nodiscard]] std::string placeholder(DatabaseKind kind, std::size_t number);

/// All queries between its making and its end see the same rows.
class ReadTransaction {
public:
    explicit ReadTransaction(Database& database);
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;
    ~ReadTransaction();

private:
    Database& database_;
};

}   // namespace arrears
