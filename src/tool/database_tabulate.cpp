// SPDX-License-Identifier: BSL-1.0
#include "database_tabulate.hpp"

#include "row_files.hpp"

#include <arrears/core/error.hpp>

#ifdef ARREARS_SQL
#include <arrears/sql/database_tally.hpp>
#endif

#include <algorithm>
#include <memory>

namespace arrears::tool {

void add_database_options(CLI::App& command, DatabaseChoice& choice) {
    CLI::Option* const table =
        command
            .add_option("--table", choice.table,
                        "of each of FILES this table or sheet: of databases (files of SQLite, postgresql://user@host/name), of workbooks and JSON "
                        "where they have several that could be meant")
            ->type_name("NAME");
    CLI::Option* const explain =
        command.add_flag("--explain-sql", choice.explain, "print what the databases would be asked, with its values, in place of the table")
            ->needs(table);
    command.add_flag("--row-by-row", choice.single, "have the databases give their rows, in place of sums: the same table, slower")->needs(table);
    explain->excludes(command.get_option("--save-state"));
}

#ifdef ARREARS_SQL

namespace {

[[nodiscard]] DatabaseTallyOptions tally_options(const CsvTallyOptions& options, const DatabaseChoice& choice) {
    return {options.groupings, options.kinds, options.ageing, !choice.single};
}

[[nodiscard]] std::string written(const SqlValue& value) {
    if (const auto* const number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    const auto* const text = std::get_if<std::string>(&value);
    if (text == nullptr) return "NULL";
    std::string out = "'";
    for (const char c : *text) out += c == '\'' ? "''" : std::string{c};
    return printable(out + '\'');
}

}   // namespace

bool are_databases(const std::vector<std::string>& addresses, const DatabaseChoice& choice) {
    if (!choice.table.empty() && !choice.explain && !choice.single && std::any_of(addresses.begin(), addresses.end(), has_named_tables)) return false;
    if (!choice.table.empty()) {
        for (std::size_t i = 1; i < addresses.size(); ++i) {   // nothing else would show that these are the same rows
            if (std::find(addresses.begin(), addresses.begin() + static_cast<std::ptrdiff_t>(i), addresses[i]) ==
                addresses.begin() + static_cast<std::ptrdiff_t>(i))
                continue;
            throw Error{Fault{ErrorKind::duplicate,
                              {},
                              {"the same database is there twice", "同一数据库出现两次"},
                              {},
                              {"expected every database once", "每个数据库应只出现一次"},
                              {}}};
        }
        return true;
    }
    if (std::none_of(addresses.begin(), addresses.end(), [](const std::string& each) { return is_database(each); })) return false;
    throw bad_argument("tabulate", {"a database was given, and no table named", "给出了数据库，但没有指明表"},
                       {"expected --table NAME", "应有 --table 表名"});
}

std::uint64_t add_database_rows(State& state, const std::string& address, const DatabaseChoice& choice, const CsvTallyOptions& options,
                                Diagnostics& problems) {
    const auto database = open_database(address);
    return add_database(state, *database, rows_of_table(*database, choice.table), tally_options(options, choice), problems).refused;
}

void explain_database(const State& state, const std::string& address, const DatabaseChoice& choice, const CsvTallyOptions& options,
                      Language language) {
    const auto database = open_database(address);
    const DatabaseTallyPlan plan = plan_database_tally(state, *database, rows_of_table(*database, choice.table), tally_options(options, choice));
    std::string out;
    for (const Text& note : plan.notes) out += "-- " + printable(note.in(language)) + '\n';
    for (const Sql& query : plan.queries) {
        out += query.text + ";\n";
        for (std::size_t i = 0; i < query.values.size(); ++i)
            out += "-- " + placeholder(database->kind(), i + 1) + " = " + written(query.values[i]) + '\n';
    }
    write_out(out);
}

#else

bool are_databases(const std::vector<std::string>& addresses, const DatabaseChoice& choice) {
    if (choice.table.empty() || std::any_of(addresses.begin(), addresses.end(), has_named_tables)) return false;
    throw bad_argument("tabulate", {"this program was built without databases", "本程序编译时未包含数据库"},
                       {"expected CSV files, workbooks or JSON", "应为 CSV 文件、工作簿或 JSON"});
}
std::uint64_t add_database_rows(State&, const std::string&, const DatabaseChoice&, const CsvTallyOptions&, Diagnostics&) { return 0; }
void explain_database(const State&, const std::string&, const DatabaseChoice&, const CsvTallyOptions&, Language) {}

#endif

}   // namespace arrears::tool
