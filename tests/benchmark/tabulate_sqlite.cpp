// SPDX-License-Identifier: BSL-1.0
// The questions of tabulate.cpp put to SQLite, of the same rows in its memory, all columns whole numbers.
#include "rows.hpp"

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace {

using namespace arrears::benchmarks;

class Database {
public:
    Database() {
        if (sqlite3_open(":memory:", &handle_) != SQLITE_OK) throw std::runtime_error{"sqlite3_open"};
        run("CREATE TABLE arrears (in_group INTEGER, category INTEGER, enterprise INTEGER, owed INTEGER)");
        run("BEGIN");
        sqlite3_stmt* insert = nullptr;
        sqlite3_prepare_v2(handle_, "INSERT INTO arrears VALUES (?, ?, ?, ?)", -1, &insert, nullptr);
        for (const Row& row : rows()) {
            sqlite3_bind_int(insert, 1, static_cast<int>(row.group));
            sqlite3_bind_int(insert, 2, static_cast<int>(row.category));
            sqlite3_bind_int(insert, 3, static_cast<int>(row.enterprise));
            sqlite3_bind_int64(insert, 4, row.owed.fen());
            if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error{sqlite3_errmsg(handle_)};
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        run("COMMIT");
    }
    /// Adds up the last column of all result rows.
    std::int64_t run(const std::string& sql) {
        sqlite3_stmt* query = nullptr;
        if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &query, nullptr) != SQLITE_OK) throw std::runtime_error{sqlite3_errmsg(handle_)};
        std::int64_t out = 0;
        int step = 0;
        while ((step = sqlite3_step(query)) == SQLITE_ROW) out += sqlite3_column_int64(query, sqlite3_column_count(query) - 1);
        sqlite3_finalize(query);
        if (step != SQLITE_DONE) throw std::runtime_error{sqlite3_errmsg(handle_)};
        return out;
    }

private:
    sqlite3* handle_ = nullptr;   // as long as the program runs
};
Database& database() {
    static Database made;
    return made;
}

std::int64_t all(const EnterpriseCounts& counts) {
    std::int64_t out = 0;
    for (const std::int64_t each : counts.in) out += each;
    return out;
}

/// Some queries and what their last columns add up to: one round, which takes seconds.
void asked(const char* name, std::int64_t expected, std::initializer_list<const char*> queries) {
    benchmark::RegisterBenchmark(name, [expected, queries = std::vector<std::string>(queries.begin(), queries.end())](benchmark::State& state) {
        Database& in = database();
        for (auto _ : state) {
            std::int64_t sum = 0;
            for (const std::string& query : queries) sum += in.run(query);
            if (sum != expected) throw std::logic_error{"SQLite gives something else"};
        }
    })->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(1);
}

}   // namespace

int main(int argc, char** argv) {
    asked("tabulate/sqlite", static_cast<std::int64_t>(rows().size()),
          {"SELECT in_group, category, SUM(owed), COUNT(*) FROM arrears GROUP BY in_group, category"});
    asked("distinct/sqlite", all(distinct_by_hand()),
          {"SELECT category, COUNT(DISTINCT enterprise) FROM arrears GROUP BY category", "SELECT COUNT(DISTINCT enterprise) FROM arrears"});
    asked("threshold/sqlite", all(threshold_by_hand()),
          {"SELECT category, COUNT(*) FROM (SELECT category FROM arrears GROUP BY category, enterprise HAVING SUM(owed) >= 500000000) "
           "GROUP BY category",
           "SELECT COUNT(*) FROM (SELECT enterprise FROM arrears GROUP BY enterprise HAVING SUM(owed) >= 500000000)"});
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
