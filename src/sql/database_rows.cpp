// SPDX-License-Identifier: BSL-1.0
#include <arrears/sql/database_rows.hpp>

#include <arrears/core/utf8.hpp>
#include <arrears/statistics/nearest.hpp>

#include <utility>

namespace arrears {

namespace {

struct Found {
    std::string from{};
    bool plain = false;   // a table of its own rows, no view
};

[[nodiscard]] std::optional<Found> find(Database& database, const std::string& table) {
    const bool sqlite = database.kind() == DatabaseKind::sqlite;
    const std::string_view text =
        sqlite ? "SELECT '', name, type = 'table' FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1 COLLATE NOCASE ORDER BY name <> ?1"
               : "SELECT n.nspname, c.relname, c.relkind IN ('r', 'm') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                 "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND (c.relname = $1::text AND pg_table_is_visible(c.oid) OR "
                 "n.nspname || '.' || c.relname = $1::text) ORDER BY c.relname <> $1::text LIMIT 1";
    const auto rows = database.query({std::string{text}, {table}});
    if (!rows->next()) return std::nullopt;
    const std::string schema{rows->text(0).value_or("")};
    const std::string_view plain = rows->text(2).value_or("");
    return Found{(schema.empty() ? "" : quoted_name(schema) + '.') + quoted_name(rows->text(1).value_or("")), plain == "1" || plain == "t"};
}

[[nodiscard]] std::vector<std::string> tables(Database& database) {
    const bool sqlite = database.kind() == DatabaseKind::sqlite;
    const std::string_view text =
        sqlite ? "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name"
               : "SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text ELSE n.nspname || '.' || c.relname END FROM pg_class c "
                 "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN "
                 "('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1";
    const auto rows = database.query({std::string{text}, {}});
    std::vector<std::string> out;
    while (rows->next()) out.emplace_back(rows->text(0).value_or(""));
    return out;
}

}   // namespace

DatabaseRows rows_of_table(Database& database, std::string_view table) {
    std::optional<Found> found;
    const bool possible = !table.empty() && table.find('\0') == std::string_view::npos && !find_invalid_utf8(table);
    if (possible) found = find(database, std::string{table});
    if (!found) {
        const std::vector<std::string> names = tables(database);
        std::string all;
        for (std::size_t i = 0; i < names.size() && i < 20; ++i) all += (i == 0 ? "" : ", ") + names[i];
        if (names.size() > 20) all += ", …";
        const Text near = did_you_mean(table, names);
        throw Error{Fault{ErrorKind::unknown_name,
                          {database.name(), 0, 0, {}},
                          {"there is no table " + in_quotes(table), "没有表 " + in_quotes(table)},
                          std::string{table},
                          near.empty() ? (names.empty() ? Text{"it has none", "其中没有任何表"} : Text{"it has " + all, "现有：" + all}) : Text{},
                          near}};
    }
    DatabaseRows out;
    out.name = table;
    out.from = found->from;
    out.columns = database.columns({"SELECT * FROM " + out.from, {}});
    if (!found->plain) return out;
    const bool sqlite = database.kind() == DatabaseKind::sqlite;
    const std::string locator = sqlite ? "rowid" : "ctid";
    try {
        static_cast<void>(database.columns({"SELECT " + locator + " FROM " + out.from, {}}));
    } catch (const Error&) {   // a table of SQLite that has none
        return out;
    }
    out.locator_name = locator;
    out.locator = sqlite ? "CAST(rowid AS TEXT)" : "ctid::text";
    return out;
}

DatabaseRows rows_of_query(Database& database, std::string_view select) {
    DatabaseRows out;
    out.name = "query";
    // A line of its own ends what may be a comment.
    out.from = "(\n" + std::string{select} + "\n) AS counted";
    out.columns = database.columns({"SELECT * FROM " + out.from, {}});
    return out;
}

}   // namespace arrears
