// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/records_behind.hpp>

#include "catch.hpp"
#include "statistics/some_rows.hpp"

#include <list>
#include <random>
#include <string>
#include <vector>

using namespace arrears;
using some::Debt;

TEST_CASE("records_behind: as many as the cell counts, and tabulated alone they give its values", "[statistics][property]") {
    const auto seed = GENERATE(range(1, 1 + test::seeds(8)));
    const auto clauses = GENERATE(as<std::string>{}, "", "rows region; columns kind; ", "where disputed = no; rows region, kind; columns people; ",
                                  "where owed >= 1000 or kind is unknown; rows due; ", "rows enterprise; columns disputed, region; ");
    CAPTURE(seed, clauses);
    std::mt19937_64 random{static_cast<std::uint64_t>(seed)};
    const std::vector<Debt> debts = some::debts(random, std::vector<std::size_t>{0, 1, 40, 700}[random() % 4]);
    const auto& fields = some::debt_fields();
    const Table table = tabulate(Definition::parse(clauses + "measure sum(owed), distinct(enterprise), count(where disputed = yes), median(owed), "
                                                             "share(count where kind = a), top(2, enterprise, sum(people))"),
                                 debts, fields);
    for (std::size_t r = 0; r <= table.rows().size(); ++r) {
        for (std::size_t c = 0; c <= table.columns().size(); ++c) {
            const std::size_t row = r == table.rows().size() ? Table::all : r, column = c == table.columns().size() ? Table::all : c;
            const Definition cell = table.records_definition(row, column);
            INFO(print(cell));
            const std::vector<std::size_t> positions = records_behind(cell, debts, fields);
            CHECK(static_cast<std::int64_t>(positions.size()) == table.records(row, column));
            std::vector<Debt> behind;
            for (const std::size_t at : positions) behind.push_back(debts[at]);
            for (std::size_t m = 0; m < table.measures().size(); ++m) {
                CHECK(evaluate(Definition{}.measure(table.measures()[m]), behind, fields) == table.value(row, column, m));
            }
            CHECK(records_behind(cell, std::list<Debt>(debts.begin(), debts.end()), fields) == positions);
        }
    }
}

TEST_CASE("records_behind: a definition's rows and measures are aside, its source and its fields are not", "[statistics]") {
    std::mt19937_64 random{3};
    const std::vector<Debt> debts = some::debts(random, 50);
    const auto& fields = some::debt_fields();
    CHECK(records_behind(Definition::parse("where kind = a; rows region; measure sum(owed where disputed = yes)"), debts, fields) ==
          records_behind(Definition::parse("where kind = a; measure count"), debts, fields));
    CHECK(records_behind(Definition{}, debts, fields).size() == 50);
    CHECK_THROWS_AS(records_behind(Definition::parse("where knid = a; measure count"), debts, fields), Error);
    const Table table = tabulate(Definition::parse("rows kind; measure count"), debts, fields);
    CHECK_THROWS_AS(table.records_definition(table.rows().size(), Table::all), Error);
}
