// SPDX-License-Identifier: BSL-1.0
#include "some_table.hpp"

#include <arrears/io/csv_tally.hpp>
#include <arrears/io/state_file.hpp>
#include <arrears/sql/database_tally.hpp>
#include <arrears/statistics/state.hpp>
#include <arrears/statistics/table.hpp>

#include "../catch.hpp"
#include "../io/scratch_folder.hpp"

using namespace arrears;
using namespace arrears_test;

namespace {

struct Tallied {
    State state;
    std::uint64_t refused = 0;
    bool pushed_down = false;
    Diagnostics problems{};
};

[[nodiscard]] Tallied counted(Database& database, const std::string& table, const Definition& definition, DatabaseTallyOptions options) {
    Tallied out{State{definition, csv_schema(definition, csv_options(options))}};
    const DatabaseRowsRead read = add_database(out.state, database, rows_of_table(database, table), options, out.problems);
    out.refused = read.refused;
    out.pushed_down = read.plan.pushed_down;
    return out;
}

/// What a file of the same cells gives.
[[nodiscard]] Tallied counted_file(const std::string& csv, const Definition& definition, const DatabaseTallyOptions& options) {
    const CsvTallyOptions fields = csv_options(options);
    Tallied out{State{definition, csv_schema(definition, fields)}};
    const auto read = add_csv(out.state, bytes_of_text(csv), "rows.csv", fields, out.problems);
    REQUIRE(read);
    out.refused = read->refused;
    return out;
}

/// Generated definitions over generated tables: what the database groups, what comes row by row, and what a file of the same cells gives.
void compare(Database& database, std::uint64_t seed, std::size_t tables, std::size_t definitions) {
    Chance chance{seed};
    std::size_t pushed = 0, streamed = 0, refused = 0, cells = 0;
    DatabaseTallyOptions options;
    options.groupings = some_groupings();
    for (std::size_t t = 0; t < tables; ++t) {
        const bool odd = t % 4 == 3;
        const SomeTable table = some_table(chance, t % 7 == 0 ? chance.below(2) : 20 + chance.below(60), odd);
        table.put(database, "t");
        const std::string csv = table.csv();
        for (std::size_t d = 0; d < definitions; ++d) {
            const std::string text = some_definition(chance);
            INFO("table " << t << ", " << table.columns[4].sqlite << ", " << table.columns[6].postgres << ": " << text << '\n' << csv);
            const Definition definition = Definition::parse(text);
            options.push_down = true;
            const Tallied grouped = counted(database, "t", definition, options);
            options.push_down = false;
            const Tallied single = counted(database, "t", definition, options);
            const Tallied file = counted_file(csv, definition, options);
            CHECK_FALSE(single.pushed_down);
            if (!odd) CHECK(grouped.pushed_down);
            const std::string wanted = write_state(file.state);
            REQUIRE(write_state(single.state) == wanted);
            REQUIRE(write_state(grouped.state) == wanted);
            REQUIRE(grouped.state == file.state);
            const Table one = grouped.state.table(), other = file.state.table();
            REQUIRE(one.rows().size() == other.rows().size());
            for (std::size_t row = 0; row < one.rows().size(); ++row) REQUIRE(one.value(row, Table::all) == other.value(row, Table::all));
            CHECK(grouped.refused == file.refused);
            CHECK(single.refused == file.refused);
            CHECK(grouped.problems.count() == file.problems.count());
            ++(grouped.pushed_down ? pushed : streamed);
            refused += file.refused;
            cells += one.rows().size();
        }
    }
    CHECK(pushed > tables * definitions * 3 / 5);
    CHECK(streamed > 0);
    CHECK(refused > 0);
    CHECK(cells > tables * definitions);
}

[[nodiscard]] std::unique_ptr<Database> memory() { return open_database(":memory:", DatabaseAccess::write); }

}   // namespace

TEST_CASE("Tallies of databases: 1000 generated definitions, SQLite as files") {
    const auto database = memory();
    compare(*database, 1, 50, 20);
}

TEST_CASE("Tallies of databases: 1000 generated definitions, PostgreSQL as files") {
    const auto address = postgres_address();
    if (!address) {
        WARN("skipped: there is no PostgreSQL (cmake/with_postgres.sh)");
        return;
    }
    const auto database = open_database(*address, DatabaseAccess::write);
    compare(*database, 2, 50, 20);
}

namespace {

[[nodiscard]] std::string first_text(Database& database, const std::string& select) {
    const auto rows = database.query({select, {}});
    REQUIRE(rows->next());
    return std::string{rows->text(0).value_or("NULL")};
}

/// The value of a definition without rows over a table.
[[nodiscard]] std::string figure(Database& database, const std::string& table, const std::string& definition,
                                 const DatabaseTallyOptions& options = {}) {
    const Tallied made = counted(database, table, Definition::parse(definition), options);
    CHECK(made.refused == 0);
    return print(made.state.table().value(0, Table::all));
}

}   // namespace

TEST_CASE("Tallies of databases: sums beyond 64 bits are exact") {
    on_each_database([](Database& database) {
        database.execute("DROP TABLE IF EXISTS large; CREATE TABLE large (principal bigint, region text)");
        for (int i = 0; i < 3; ++i)
            database.run({"INSERT INTO large VALUES (" + placeholder(database.kind(), 1) + ", 'a')", {std::int64_t{9'223'372'036'854'775'807}}});
        for (int i = 0; i < 5; ++i)
            database.run({"INSERT INTO large VALUES (" + placeholder(database.kind(), 1) + ", 'b')", {std::int64_t{-9'223'372'036'854'775'807}}});
        const Tallied made = counted(database, "large", Definition::parse("rows region; measure sum(principal)"), {});
        CHECK(made.pushed_down);
        const std::string text = write_state(made.state);
        CHECK(text.find("[[\"a\"],[3,0,\"27670116110564327421\"]]") != std::string::npos);
        CHECK(text.find("[[\"b\"],[5,0,\"-46116860184273879035\"]]") != std::string::npos);
    });
}

TEST_CASE("Tallies of databases: names and values that would be statements are names and values") {
    on_each_database([](Database& database) {
        const std::string table = "a\"; drop table x; --", column = "re\"g; drop table x; --";
        database.execute("DROP TABLE IF EXISTS x; CREATE TABLE x (a int); INSERT INTO x VALUES (7)");
        database.execute("DROP TABLE IF EXISTS " + quoted_name(table));
        database.execute("CREATE TABLE " + quoted_name(table) + " (" + quoted_name(column) + " text, principal bigint)");
        for (const char* const value : {"'); drop table x; --", "$1", "?1", "\"", "\\'; drop table x; --"}) {
            database.run({"INSERT INTO " + quoted_name(table) + " VALUES (" + placeholder(database.kind(), 1) + ", 100)", {std::string{value}}});
        }
        const Condition where = field(column) == "'); drop table x; --";
        Definition definition;
        definition.where(where || field(column) == "$1").rows({Word{column}}).measures({measure::sum("principal")});
        const Tallied made = counted(database, table, definition, {});
        CHECK(made.pushed_down);
        const Table counted_table = made.state.table();
        REQUIRE(counted_table.rows().size() == 2);
        CHECK(print(counted_table.value(Table::all, Table::all)) == "2.00");
        CHECK(first_text(database, "SELECT a FROM x") == "7");

        // Names that are not there are told, and nothing else becomes of them.
        try {
            static_cast<void>(rows_of_table(database, "x\"; drop table x; --"));
            FAIL("no such table");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::unknown_name);
            CHECK_FALSE(error.message(Language::zh).empty());
        }
        const DatabaseRows rows = rows_of_table(database, "x");
        const Definition other = Definition::parse("rows \"a; drop table x\"; measure count");
        const State state{other, csv_schema(other)};
        CHECK_THROWS_AS(plan_database_tally(state, database, rows), Error);
        CHECK(first_text(database, "SELECT a FROM x") == "7");
    });
}

TEST_CASE("Tallies of databases: what is not there is told with the names that come near") {
    on_each_database([](Database& database) {
        database.execute("DROP TABLE IF EXISTS arrears_2019; CREATE TABLE arrears_2019 (enterprise_id text, principle bigint)");
        try {
            static_cast<void>(rows_of_table(database, "arears_2019"));
            FAIL("no such table");
        } catch (const Error& error) {
            CHECK(error.fault().value == "arears_2019");
            CHECK(error.message(Language::en).find("did you mean arrears_2019?") != std::string::npos);
            CHECK(error.message(Language::zh).find("是否指 arrears_2019？") != std::string::npos);
        }
        const Definition definition = Definition::parse("measure sum(principal)");
        const State state{definition, csv_schema(definition)};
        try {
            static_cast<void>(plan_database_tally(state, database, rows_of_table(database, "arrears_2019")));
            FAIL("no such column");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::unknown_name);
            CHECK(error.fault().place == Place{"arrears_2019", 0, 0, ""});
            CHECK(error.message(Language::en).find("did you mean principle?") != std::string::npos);
        }
    });
}

TEST_CASE("Tallies of databases: a value that cannot be read is told with its row, others come in") {
    on_each_database([](Database& database) {
        database.execute("DROP TABLE IF EXISTS odd; CREATE TABLE odd (category text, principal text)");
        for (const char* const amount : {"1.00", "3万元", "王小明", "2.00"}) {
            database.run({"INSERT INTO odd VALUES ('pension', " + placeholder(database.kind(), 1) + ')', {std::string{amount}}});
        }
        const Tallied made = counted(database, "odd", Definition::parse("rows category; measure sum(principal), count"), {});
        const bool sqlite = database.kind() == DatabaseKind::sqlite;
        CHECK_FALSE(made.pushed_down);
        CHECK(made.refused == 1);
        REQUIRE(made.problems.count() == 1);
        const Fault& fault = made.problems.faults().front();
        CHECK(fault.place == Place{"odd", 3, 0, "principal"});
        CHECK(fault.remedy.en.find(sqlite ? "the row has rowid = 3" : "the row has ctid = (0,3)") != std::string::npos);
        CHECK(fault.message(Language::zh).find("王小明") == std::string::npos);
        CHECK(write_state(made.state).find("[[\"pension\"],[3,0,\"3000300\"]]") != std::string::npos);

        // Also where a condition passes the row over: it would not have been read in a file either.
        const Tallied other = counted(database, "odd", Definition::parse("where category = medical; measure sum(principal)"), {});
        CHECK(other.refused == 1);
    });
}

TEST_CASE("Tallies of databases: texts of SQLite that are no texts") {
    const auto database = memory();
    database->execute("CREATE TABLE t (region TEXT, principal INTEGER); INSERT INTO t VALUES ('a', 100), (CAST(x'ff41' AS TEXT), 100), "
                      "(CAST(x'410042' AS TEXT), 100)");
    for (const char* const definition :
         {"rows region; measure count", "where region = A; measure count", "where principal > 5; measure count(where region = a)"}) {
        const Tallied made = counted(*database, "t", Definition::parse(definition), {});
        CHECK_FALSE(made.pushed_down);
        CHECK(made.refused == 2);
        CHECK(made.problems.count() == 2);
    }
    database->execute("CREATE TABLE halves (principal INTEGER); INSERT INTO halves VALUES (100), (0.5)");
    const Tallied made = counted(*database, "halves", Definition::parse("measure sum(principal)"), {});
    CHECK(made.refused == 1);
    CHECK(made.problems.faults().front().message(Language::en).find("no whole number of fen") != std::string::npos);
}

TEST_CASE("Tallies of databases: amounts of whole numbers are fen, of decimals yuan") {
    on_each_database([](Database& database) {
        const bool sqlite = database.kind() == DatabaseKind::sqlite;
        database.execute("DROP TABLE IF EXISTS money; CREATE TABLE money (principal bigint, paid numeric(20, 4), advanced text)");
        database.execute("INSERT INTO money VALUES (1234, 12.3400, '12.34'), (NULL, NULL, ''), (1, 0.01, '0.01')");
        for (const char* const name : {"principal", "paid", "advanced"}) {
            CHECK(figure(database, "money", "measure sum(" + std::string{name} + ')') == "12.35");
            CHECK(figure(database, "money", "measure max(" + std::string{name} + ')') == "12.34");
            CHECK(figure(database, "money", "where " + std::string{name} + " > 1; measure count") == "1");
            CHECK(figure(database, "money", "measure count(where " + std::string{name} + " is unknown)") == "1");
        }
        if (!sqlite) {
            database.execute("INSERT INTO money VALUES (NULL, 0.0050, NULL), (NULL, 'NaN', NULL)");
            const Tallied made = counted(database, "money", Definition::parse("measure sum(paid)"), {});
            CHECK(made.refused == 2);
        }
    });
}

TEST_CASE("Tallies of databases: states of shards merge, with those of files too") {
    Chance chance{5};
    const SomeTable all = some_table(chance, 300, false);
    const Definition definition =
        Definition::parse("rows category; columns due_date_year; measure sum(principal), distinct(enterprise_id), median(principal)");
    const std::string wanted = write_state(counted_file(all.csv(), definition, {}).state);
    SomeTable parts[3] = {{all.columns, {}}, {all.columns, {}}, {all.columns, {}}};
    for (std::size_t i = 0; i < all.rows.size(); ++i) parts[i % 3].rows.push_back(all.rows[i]);
    const auto one = memory();
    parts[0].put(*one, "shard");
    State state = counted(*one, "shard", definition, {}).state;
    const auto address = postgres_address();
    if (address) {
        const auto other = open_database(*address, DatabaseAccess::write);
        parts[1].put(*other, "shard");
        state.merge(counted(*other, "shard", definition, {}).state);
    } else {
        parts[1].put(*one, "other");
        state.merge(counted(*one, "other", definition, {}).state);
    }
    state.merge(counted_file(parts[2].csv(), definition, {}).state);
    CHECK(write_state(state) == wanted);
}

TEST_CASE("Tallies of databases: a query in place of a table") {
    on_each_database([](Database& database) {
        database.execute("DROP TABLE IF EXISTS owed; CREATE TABLE owed (e text, fen bigint, year int); INSERT INTO owed VALUES ('a', 100, 2018), "
                         "('b', 5, 2019), ('a', 7, 2019)");
        const DatabaseRows rows = rows_of_query(database, "SELECT e AS enterprise_id, fen AS principal FROM owed WHERE year = 2019 -- of one year");
        const Definition definition = Definition::parse("measure sum(principal), distinct(enterprise_id)");
        State state{definition, csv_schema(definition)};
        Diagnostics problems;
        CHECK(add_database(state, database, rows, {}, problems).plan.pushed_down);
        CHECK(print(state.table().value(0, Table::all)) == "0.12");
        CHECK_THROWS_AS(rows_of_query(database, "SELECT 1; DROP TABLE owed"), Error);
        CHECK_THROWS_AS(rows_of_query(database, "SELECT 1) AS t; DROP TABLE owed; SELECT (1"), Error);
        CHECK(first_text(database, "SELECT count(*) FROM owed") == "3");
    });
}

TEST_CASE("Tallies of databases: what the database is asked, told beforehand") {
    on_each_database([](Database& database) {
        database.execute("DROP TABLE IF EXISTS told; CREATE TABLE told (category text, enterprise_id text, principal bigint, birth date)");
        const Definition definition = Definition::parse("as of 2019-06-30; where principal >= 1; rows category, birth_age; measure count, "
                                                        "distinct(enterprise_id), top(2, enterprise_id, sum(principal))");
        const State state{definition, csv_schema(definition)};
        const DatabaseTallyPlan plan = plan_database_tally(state, database, rows_of_table(database, "told"));
        CHECK(plan.pushed_down);
        CHECK(plan.queries.size() == 3);   // of cells, of enterprises, of enterprises with sums
        for (const Sql& query : plan.queries) CHECK(query.text.find("GROUP BY") != std::string::npos);
        REQUIRE(plan.notes.size() == 2);
        CHECK(plan.notes[0].en.find("category: grouped by its texts") != std::string::npos);
        CHECK(plan.notes[1].zh.find("birth_age：按日分组") != std::string::npos);
        DatabaseTallyOptions single;
        single.push_down = false;
        CHECK_FALSE(plan_database_tally(state, database, rows_of_table(database, "told"), single).pushed_down);
    });
}

TEST_CASE("Tallies of databases: PostgreSQL adds up in parallel") {
    const auto address = postgres_address();
    if (!address) {
        WARN("skipped: there is no PostgreSQL (cmake/with_postgres.sh)");
        return;
    }
    const auto database = open_database(*address, DatabaseAccess::write);
    database->execute("DROP TABLE IF EXISTS many; CREATE TABLE many AS SELECT 'e' || i % 1000 AS enterprise_id, "
                      "(ARRAY['pension', 'medical', 'wages'])[i % 3 + 1] AS category, i::bigint * 7 AS principal, "
                      "DATE '2010-01-31' + i % 100 * 30 AS due_date FROM generate_series(1, 100000) i; ANALYZE many");
    database->execute("SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; "
                      "SET max_parallel_workers_per_gather = 2");
    const DatabaseRows rows = rows_of_table(*database, "many");
    for (const char* const text : {"as of 2019-06-30; where principal >= 100; rows category, due_date_ageing; columns due_date_year; "
                                   "measure sum(principal), count, count(where due_date < 2015-01-01)",
                                   "where category != wages; rows category; measure distinct(enterprise_id) having sum(principal) >= 1万元"}) {
        const Definition definition = Definition::parse(text);
        State state{definition, csv_schema(definition)};
        const DatabaseTallyPlan plan = plan_database_tally(state, *database, rows);
        REQUIRE_FALSE(plan.queries.empty());
        for (const Sql& query : plan.queries) {
            std::string told;
            const auto lines = database->query({"EXPLAIN " + query.text, query.values});
            while (lines->next()) told += std::string{lines->text(0).value_or("")} + '\n';
            INFO(told);
            CHECK(told.find("Gather") != std::string::npos);
            CHECK(told.find("Partial") != std::string::npos);   // each worker groups and adds up its own rows
            CHECK(told.find("Parallel Seq Scan on many") != std::string::npos);
        }
        Diagnostics problems;
        CHECK(add_database(state, *database, rows, {}, problems).plan.pushed_down);
        DatabaseTallyOptions single;
        single.push_down = false;
        CHECK(write_state(counted(*database, "many", definition, single).state) == write_state(state));
    }
}
