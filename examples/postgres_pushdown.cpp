// SPDX-License-Identifier: BSL-1.0
// A definition is counted where the records are: the database groups and adds up, and what comes back is the state of the tally, equal to
// that of the records themselves. With an address (postgresql://…, or a file of SQLite) a table is made there and dropped again; without
// one a database in memory will do. All records are invented.
#include <arrears/report/table_text.hpp>
#include <arrears/sql/database_tally.hpp>

#include <cstdint>
#include <iostream>
#include <string>

using namespace arrears;

namespace {

/// Rows as an office has them: amounts in whole fen.
void fill(Database& database) {
    database.execute("DROP TABLE IF EXISTS arrears_of_example");
    database.execute("CREATE TABLE arrears_of_example (enterprise_id text, category text, principal bigint, due_date date)");
    const auto place = [&](std::size_t number) { return placeholder(database.kind(), number); };
    Sql row{"INSERT INTO arrears_of_example VALUES (" + place(1) + ", " + place(2) + ", " + place(3) + ", " + place(4) + ')', {}};
    const std::string categories[] = {"pension", "medical", "wages"};
    database.execute("BEGIN");
    for (std::int64_t i = 0; i < 6000; ++i) {
        const Date due = Date{2014, 1, 31}.plus_months(i % 60);
        row.values = {"E" + std::to_string(i % 97), categories[i % 3], 100 * (i % 1000 + 1), print(due)};
        database.run(row);
    }
    database.execute("COMMIT");
}

/// How PostgreSQL would do it, without costs.
void explain(Database& database, const Sql& query) {
    database.execute("ANALYZE arrears_of_example; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0");
    const auto lines = database.query({"EXPLAIN (COSTS OFF) " + query.text, query.values});
    while (lines->next()) {
        const std::string line{lines->text(0).value_or("")};
        if (line.find("Aggregate") != std::string::npos || line.find("Gather") != std::string::npos || line.find("Scan") != std::string::npos) {
            std::cout << "    " << line << '\n';
        }
    }
}

}   // namespace

int main(int argc, char** argv) {
    try {
        const auto database = open_database(argc > 1 ? argv[1] : ":memory:", DatabaseAccess::write);
        fill(*database);
        const Definition definition =
            Definition::parse("as of 2019-06-30; where category in (pension, wages) and principal >= 500; rows due_date_ageing; "
                              "measure sum(principal), distinct(enterprise_id)");
        State state{definition, csv_schema(definition)};
        const DatabaseRows rows = rows_of_table(*database, "arrears_of_example");

        const DatabaseTallyPlan plan = plan_database_tally(state, *database, rows);
        std::cout << (plan.pushed_down ? "The database counts:\n" : "Its rows come here:\n");
        for (const Text& note : plan.notes) std::cout << "    " << note.en << '\n';
        if (database->kind() == DatabaseKind::postgresql) {
            std::cout << '\n' << plan.queries.front().text << "\n\nand does so as\n";
            explain(*database, plan.queries.front());
        }

        Diagnostics problems;
        const DatabaseRowsRead read = add_database(state, *database, rows, {}, problems);
        std::cout << '\n' << print(state.table(), ReportFormat::text, Language::en) << read.refused << " rows refused\n";

        // The same, row by row: equal, and as a state may be merged with those of other databases and of files.
        DatabaseTallyOptions single;
        single.push_down = false;
        State other{definition, csv_schema(definition)};
        static_cast<void>(add_database(other, *database, rows, single, problems));
        std::cout << (state == other ? "Row by row it is the same.\n" : "Row by row it is another!\n");
        database->execute("DROP TABLE arrears_of_example");
        return state == other ? 0 : 1;
    } catch (const Error& error) {
        std::cerr << error.message(Language::en) << '\n';
        return 1;
    }
}
