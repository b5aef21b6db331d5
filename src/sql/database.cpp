// SPDX-License-Identifier: BSL-1.0
#include "connections.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/io/diagnostics.hpp>

#include <array>
#include <cstdio>
#include <utility>

namespace arrears {

namespace {

[[nodiscard]] bool is_postgres(const std::string& address) { return address.starts_with("postgresql://") || address.starts_with("postgres://"); }

}   // namespace

namespace detail {

Error database_error(ErrorKind kind, const std::string& name, const std::string& said) {
    return Error{Fault{kind, {name, 0, 0, {}}, {"the database says: " + printable(said), "数据库报告：" + printable(said)}, {}, {}, {}}};
}

#ifndef ARREARS_SQL_POSTGRES
std::unique_ptr<Database> open_postgres(const std::string&, DatabaseAccess) {
    throw bad_argument("open_database", {"this library was built without PostgreSQL", "本库编译时未包含 PostgreSQL"},
                       {"expected a file of SQLite, or a build with libpq-fe.h", "应为 SQLite 文件，或以 libpq-fe.h 重新编译"});
}
#endif

}   // namespace detail

bool is_database(const std::string& address) {
    if (is_postgres(address)) return true;
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    std::FILE* const file = std::fopen(address.c_str(), "rb");
    if (file == nullptr) return false;
    std::array<char, magic.size()> first{};
    const std::size_t size = std::fread(first.data(), 1, first.size(), file);
    static_cast<void>(std::fclose(file));
    return std::string_view{first.data(), size} == magic;
}

std::unique_ptr<Database> open_database(const std::string& address, DatabaseAccess access) {
    return is_postgres(address) ? detail::open_postgres(address, access) : detail::open_sqlite(address, access);
}

std::string quoted_name(std::string_view name) {
    if (name.empty() || name.find('\0') != std::string_view::npos) {
        throw bad_argument("quoted_name", {"a name is empty or has a NUL", "名称为空或含有 NUL"});
    }
    std::string out = "\"";
    for (const char c : name) out += c == '"' ? "\"\"" : std::string{c};
    return out + '"';
}

std::string placeholder(DatabaseKind kind, std::size_t number) { return (kind == DatabaseKind::sqlite ? "?" : "$") + std::to_string(number); }

ReadTransaction::ReadTransaction(Database& database) : database_{database} {
    database_.execute(database_.kind() == DatabaseKind::sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}
ReadTransaction::~ReadTransaction() {
    try {
        database_.execute("ROLLBACK");
    } catch (...) {   // a connection that is lost has no transaction either
    }
}

}   // namespace arrears
