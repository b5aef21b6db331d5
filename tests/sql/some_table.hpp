// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../catch.hpp"

#include <arrears/core/date.hpp>
#include <arrears/core/grouping.hpp>
#include <arrears/core/money_text.hpp>
#include <arrears/sql/database.hpp>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace arrears_test {

using namespace arrears;

/// The address of a PostgreSQL that tests may fill; nothing where none runs.
[[nodiscard]] inline std::optional<std::string> postgres_address() {
    const char* const address = std::getenv("ARREARS_POSTGRES");
    return address == nullptr ? std::nullopt : std::optional<std::string>{address};
}

/// Runs a test on each database that is here, in a section of its own.
template <class Test>
void on_each_database(Test test) {
    SECTION("SQLite") {
        const auto database = arrears::open_database(":memory:", arrears::DatabaseAccess::write);
        test(*database);
    }
    SECTION("PostgreSQL") {
        const auto address = postgres_address();
        if (!address) {
            WARN("skipped: there is no PostgreSQL (cmake/with_postgres.sh)");
            return;
        }
        const auto database = arrears::open_database(*address, arrears::DatabaseAccess::write);
        test(*database);
    }
}

class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_{seed} {}
    [[nodiscard]] std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_() % end); }
    [[nodiscard]] bool one_in(std::size_t of) { return below(of) == 0; }
    template <class T>
    [[nodiscard]] const T& pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }

private:
    std::mt19937_64 engine_;
};

/// How a column is declared, in one database and the other, and whether amounts in it are fen.
struct SomeColumn {
    std::string name;
    std::string sqlite, postgres;
    bool fen = false;
};

/// A generated table: each cell as a file of yuan would have it, and nothing for NULL.
struct SomeTable {
    std::vector<SomeColumn> columns{};
    std::vector<std::vector<std::optional<std::string>>> rows{};

    /// The same as a CSV file.
    [[nodiscard]] std::string csv() const {
        std::string out;
        const auto put = [&out](const std::string& cell, bool first) {
            out += first ? "\"" : ",\"";
            for (const char c : cell) out += c == '"' ? "\"\"" : std::string{c};
            out += '"';
        };
        for (std::size_t i = 0; i < columns.size(); ++i) put(columns[i].name, i == 0);
        out += '\n';
        for (const auto& row : rows) {
            for (std::size_t i = 0; i < row.size(); ++i) put(row[i].value_or(""), i == 0);
            out += '\n';
        }
        return out;
    }
    /// Makes it anew in a database.
    void put(Database& database, const std::string& name) const {
        const bool sqlite = database.kind() == DatabaseKind::sqlite;
        std::string declared, places;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            declared += (i == 0 ? "" : ", ") + quoted_name(columns[i].name) + ' ' + (sqlite ? columns[i].sqlite : columns[i].postgres);
            places += (i == 0 ? "" : ", ") + placeholder(database.kind(), i + 1);
        }
        database.execute("DROP TABLE IF EXISTS " + quoted_name(name));
        database.execute("CREATE TABLE " + quoted_name(name) + " (" + declared + ')');
        database.execute("BEGIN");
        for (const auto& row : rows) {
            Sql sql{"INSERT INTO " + quoted_name(name) + " VALUES (" + places + ')', {}};
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (!row[i]) sql.values.emplace_back();
                else if (const auto amount = columns[i].fen ? try_parse_money(*row[i]) : Result<Money>{Fault{}})
                    sql.values.emplace_back(amount->fen());
                else sql.values.emplace_back(*row[i]);
            }
            database.run(sql);
        }
        database.execute("COMMIT");
    }
};

/// \param odd whether there are values that only the library's own readers understand, and some that nobody does
[[nodiscard]] inline SomeTable some_table(Chance& chance, std::size_t rows, bool odd) {
    SomeTable out;
    using Cell = std::optional<std::string>;
    const auto text = [&](std::string name) {
        return SomeColumn{std::move(name), chance.pick<std::string>({"TEXT", "VARCHAR(40) COLLATE NOCASE", ""}), "text"};
    };
    const std::string fixed[] = {"region", "category", "industry", "enterprise_id"};
    for (const std::string& name : fixed) out.columns.push_back(text(name));
    switch (chance.below(3)) {
    case 0: out.columns.push_back({"principal", "INTEGER", chance.pick<std::string>({"bigint", "int"}), true}); break;
    case 1: out.columns.push_back({"principal", "DECIMAL(14, 2)", "numeric(14, 2)"}); break;
    default: out.columns.push_back({"principal", "TEXT", "text"});
    }
    const bool numbers = chance.one_in(2);
    out.columns.push_back({"persons", numbers ? "INTEGER" : "TEXT", numbers ? "smallint" : "text"});
    const bool days = !odd && chance.below(3) != 0;
    out.columns.push_back({"due_date", "DATE", days ? "date" : "text"});
    out.columns.push_back({"birth", "TEXT", days ? "date" : "text"});
    const bool exact = out.columns[4].sqlite != "TEXT";
    const auto known = [&](Cell cell) -> Cell { return chance.one_in(6) ? std::nullopt : std::move(cell); };
    for (std::size_t i = 0; i < rows; ++i) {
        const auto day = [&](int from, int years) -> std::string {
            const Date date{from + static_cast<int>(chance.below(static_cast<std::size_t>(years))), 1 + static_cast<int>(chance.below(12)), 1};
            return print(date + static_cast<std::int64_t>(chance.below(31)));
        };
        std::vector<Cell> row;
        row.push_back(known(chance.pick<std::string>({"north", "North", "south", "西区", "a,b", "q\"q", " north", "\xE3\x80\x80南", "'=1", "=1",
                                                      "''-x", "unknown", "不详", "", "UnKnown ", "x' OR '1'='1"})));
        row.push_back(known(chance.pick<std::string>({"pension", "养老", "Medical", "医疗保险", "wages", " wages ", "HEATING", "", "不详"})));
        row.push_back(known(chance.pick<std::string>({"C26", "C31", "B06", "'B07", "E47", "S91", "Z99", ""})));
        row.push_back("e" + std::to_string(chance.below(12)));
        const std::int64_t fen = chance.one_in(4) ? 0 : static_cast<std::int64_t>(chance.below(chance.one_in(3) ? 200 : 200'000'000)) - 100;
        row.push_back(known(to_string(Money::from_fen(fen))));
        row.push_back(known(std::to_string(static_cast<int>(chance.below(60)) - 3)));
        row.push_back(known(day(2012, 9)));
        row.push_back(known(day(1950, 60)));
        if (odd && chance.one_in(10) && !exact) row[4] = chance.pick<std::string>({"1,234.50", "3万元", "(5.00)", "abc", "1.234", "￥7", "007"});
        if (odd && chance.one_in(12)) row[6] = chance.pick<std::string>({"2019年6月30日", "2019/6/3", "2019-02-30", "soon", "不详"});
        if (odd && chance.one_in(15)) row[1] = chance.pick<std::string>({"pensions", "x"});
        if (odd && chance.one_in(15) && !numbers) row[5] = chance.pick<std::string>({"５", "1.5", "-0", "007", "unknown"});
        out.rows.push_back(std::move(row));
    }
    return out;
}

[[nodiscard]] inline std::vector<Grouping> some_groupings() {
    std::vector<Grouping> out;
    out.emplace_back("size", "persons", std::vector<Group>{{"none", {}, "0", {}}, {"few", {}, "1..10;12", {}}, {"many", {}, "20..", {}}});
    out.emplace_back("amount", "principal", std::vector<Group>{{"owed_less", {}, "..0", {}}, {"small", {}, "0..1000", {}}, {"rest", {}, "*", {}}});
    out.emplace_back("generation", "birth_age",
                     std::vector<Group>{{"young", {}, "..40", {}}, {"forties", {}, "40..50", {}}, {"old", {}, "50..", {}}});
    out.emplace_back("span", "due_date_year", std::vector<Group>{{"early", {}, "..2015", {}}, {"late", {}, "*", {}}});
    out.emplace_back("side", "region", std::vector<Group>{{"n", {}, "north;North", {}}, {"w", {}, "西;=south", {}}, {"others", {}, "*", {}}});
    return out;
}

/// A definition over such a table, in text.
[[nodiscard]] inline std::string some_definition(Chance& chance) {
    const std::vector<std::string> keys{"region",        "category", "industry_section", "due_date_month", "due_date_year", "due_date_ageing",
                                        "persons",       "size",     "amount",           "generation",     "span",          "side",
                                        "enterprise_id", "due_date", "birth_age",        "industry"};
    const auto leaf = [&]() -> std::string {
        const std::string order = chance.pick<std::string>({"=", "!=", "<", "<=", ">", ">="}), same = chance.pick<std::string>({"=", "!="});
        switch (chance.below(13)) {
        case 0: return "category " + same + ' ' + chance.pick<std::string>({"pension", "养老", "wages"});
        case 1: return "category in (medical, heating)";
        case 2: return "region " + same + ' ' + chance.pick<std::string>({"north", "\"=1\"", "南", "nowhere", "\"x' OR '1'='1\""});
        case 3: return "region not in (north, \"a,b\")";
        case 4: return "principal " + order + ' ' + chance.pick<std::string>({"0", "1万元", "0.99", "-1"});
        case 5: return "persons " + order + ' ' + std::to_string(chance.below(30));
        case 6: return "due_date " + order + ' ' + chance.pick<std::string>({"2015-06-01", "2019-01-31"});
        case 7: return "due_date_year " + order + " 2016";
        case 8: return "due_date_ageing " + same + " over_12_months";
        case 9: return "birth_age " + order + " 45";
        case 10: return chance.pick(keys) + (chance.one_in(2) ? " is unknown" : " is known");
        case 11: return "size in (few, many)";
        default: return "due_date_month " + same + " 2015-03";
        }
    };
    const auto condition = [&] {
        std::string out = leaf();
        for (std::size_t more = chance.below(3); more > 0; --more) {
            const std::string other = chance.one_in(5) ? "not (" + leaf() + " and " + leaf() + ')' : leaf();
            out = '(' + out + (chance.one_in(2) ? ") and (" : ") or (") + other + ')';
        }
        return out;
    };
    const auto measure = [&]() -> std::string {
        const std::string where = chance.one_in(3) ? " where " + condition() : "";
        const std::string number = chance.pick<std::string>({"principal", "persons"});
        switch (chance.below(12)) {
        case 0: return "count";
        case 1: return where.empty() ? "count" : "count(" + where.substr(1) + ')';
        case 2: return "sum(" + number + where + ')';
        case 3: return "mean(" + number + where + ')';
        case 4: return "distinct(" + chance.pick(keys) + where + ')';
        case 5: return "distinct(enterprise_id, category" + where + ')';
        case 6: return "distinct(enterprise_id" + where + ") having sum(principal) >= " + chance.pick<std::string>({"1000", "10万元"});
        case 7: return "median(" + chance.pick<std::string>({"principal", "persons", "due_date", "birth_age"}) + where + ')';
        case 8: return "top(3, enterprise_id, sum(principal)" + where + ')';
        case 9: return "share(sum(principal) where " + condition() + ')';
        case 10: return "share(distinct(enterprise_id) of total)";
        default: return chance.pick<std::string>({"gini", "hhi", "by"}) + "(enterprise_id, sum(" + number + ")" + where + ')';
        }
    };
    std::string out = "as of 2019-06-30; ";
    if (chance.below(3) != 0) out += "where " + condition() + "; ";
    const std::size_t rows = chance.below(3);
    std::vector<std::string> left = keys;
    const auto fields = [&](std::size_t count) {
        std::string list;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = chance.below(left.size());
            list += (i == 0 ? "" : ", ") + left[at];
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
        }
        return list;
    };
    if (rows > 0) out += "rows " + fields(rows) + "; ";
    if (chance.one_in(3)) out += "columns " + fields(1) + "; ";
    out += "measure " + measure();
    for (std::size_t more = chance.below(3); more > 0; --more) out += ", " + measure();
    return out;
}

}   // namespace arrears_test
