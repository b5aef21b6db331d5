// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/joined_table.hpp>

#include "catch.hpp"
#include "statistics/some_rows.hpp"

#include <arrears/statistics/tabulate.hpp>

#include <random>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

using namespace arrears;
using some::Debt;

namespace {

std::vector<std::size_t> positions(std::size_t count) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(i);
    out.push_back(Table::all);
    return out;
}
std::string text(const TableHeading& heading) {
    std::string out;
    for (const TableKey& key : heading) out += (key.is_unknown ? "?" : key.key) + '/';
    return out;
}
template <class T>
concept merges = requires(T a, const T& b) {
    a.merge(b);
};

}   // namespace

TEST_CASE("Table::transposed: the table of the definition so turned, and twice turned the same", "[statistics][property]") {
    std::mt19937_64 random{21};
    const std::vector<Debt> debts = some::debts(random, 300);
    const auto clauses = GENERATE(as<std::string>{}, "", "rows region; ", "columns kind; ", "rows region; columns disputed, kind; ",
                                  "where owed > 0; rows due, people; columns enterprise; ");
    const Table table = tabulate(Definition::parse(clauses + "measure count, share(count of row), share(sum(people) of column), "
                                                             "share(count of total), top(2, enterprise, sum(people))"),
                                 debts, some::debt_fields());
    const Table turned = table.transposed();
    CHECK(turned == tabulate(turned.definition(), debts, some::debt_fields()));
    CHECK(turned.transposed() == table);
    CHECK(turned.rows().size() == table.columns().size());
}

TEST_CASE("Table::unit: in what the values of each measure are, and how exact", "[statistics]") {
    const Table table = tabulate(Definition::parse("measure count, distinct(enterprise), sum(owed), mean(owed), max(people), max(due), "
                                                   "share(count where kind = a), gini(enterprise, sum(owed)), lorenz(4, enterprise, sum(owed)), "
                                                   "top(2, enterprise, sum(owed)), median(people), distinct(enterprise, kind)"),
                                 std::vector<Debt>(3), some::debt_fields());
    const auto unit = [&](std::size_t measure) {
        const MeasureUnit& of = table.unit(measure);
        return std::string{identifier(of.quantity)} + ' ' + of.label().en + ' ' + (of.exact_decimals ? std::to_string(*of.exact_decimals) : "-");
    };
    CHECK(unit(0) == "count records 0");
    CHECK(unit(1) == "count enterprises 0");
    CHECK(unit(2) == "amount yuan 2");
    CHECK(unit(3) == "amount yuan -");
    CHECK(unit(4) == "number  0");
    CHECK(unit(5) == "date  -");
    CHECK(unit(6) == "share % -");
    CHECK(unit(7) == "coefficient  -");
    CHECK(unit(8) == "curve % -");
    CHECK(unit(9) == "ranking yuan 2");
    CHECK(unit(10) == "number  -");
    CHECK(unit(11) == "count combinations 0");
    CHECK(table.unit(1).label().zh == "家企业");
    CHECK_THROWS_AS(table.unit(12), Error);
    CHECK(comparable(table.unit(2), table.unit(3)));
    CHECK_FALSE(comparable(table.unit(0), table.unit(1)));
    CHECK_FALSE(comparable(table.unit(4), table.unit(0)));
}

TEST_CASE("JoinedTable: each side keeps its cells, over the rows and columns of any", "[statistics][property]") {
    const auto seed = GENERATE(range(1, 1 + test::seeds(10)));
    const auto clauses = GENERATE(as<std::string>{}, "", "rows enterprise; columns kind; ", "rows people; ", "rows due; columns region; ",
                                  "rows region, kind; columns disputed, people; ");
    CAPTURE(seed, clauses);
    std::mt19937_64 random{static_cast<std::uint64_t>(seed)};
    const auto& fields = some::debt_fields();
    std::vector<TableSide> sides;
    std::vector<Debt> everything;
    for (const char* const name : {"a", "b", "c"}) {
        const std::vector<Debt> debts = some::debts(random, random() % 12);
        everything.insert(everything.end(), debts.begin(), debts.end());
        sides.push_back({name, {}, tabulate(Definition::parse(clauses + "measure sum(owed), distinct(enterprise), mean(people)"), debts, fields)});
    }
    JoinedTable joined{sides};
    joined.add_difference("c", "a").add_difference("b", "a", {.name = "more", .label = {}});
    // The rows of all are those of all records together, in their order.
    const Table all = tabulate(sides.front().table.definition(), everything, fields);
    REQUIRE(joined.rows().size() == all.rows().size());
    REQUIRE(joined.columns().size() == all.columns().size());
    for (std::size_t i = 0; i < all.rows().size(); ++i) CHECK(text(joined.rows()[i]) == text(all.rows()[i]));
    for (std::size_t i = 0; i < all.columns().size(); ++i) CHECK(text(joined.columns()[i]) == text(all.columns()[i]));
    for (std::size_t side = 0; side < sides.size(); ++side) {
        const Table& own = sides[side].table;
        std::size_t met = 0;
        for (const std::size_t row : positions(joined.rows().size())) {
            for (const std::size_t column : positions(joined.columns().size())) {
                const auto at = joined.place(row, column, side);
                if (!at) {
                    CHECK(joined.value(row, column, side) == nullptr);
                    CHECK_FALSE(joined.records(row, column, side));
                    CHECK_FALSE(joined.cell_definition(row, column, side));
                    continue;
                }
                ++met;
                if (row != Table::all) CHECK(text(joined.rows()[row]) == text(own.rows()[at->first]));
                if (column != Table::all) CHECK(text(joined.columns()[column]) == text(own.columns()[at->second]));
                CHECK(joined.records(row, column, side) == own.records(at->first, at->second));
                CHECK(joined.cell_definition(row, column, side, 1)->same_text(own.cell_definition(at->first, at->second, 1)));
                for (std::size_t m = 0; m < 3; ++m) CHECK(*joined.value(row, column, side, m) == own.value(at->first, at->second, m));
            }
        }
        CHECK(met == (own.rows().size() + 1) * (own.columns().size() + 1));   // none is lost
    }
    for (const std::size_t row : positions(joined.rows().size())) {
        for (const std::size_t column : positions(joined.columns().size())) {
            const Value *const a = joined.value(row, column, 0), *const c = joined.value(row, column, 2);
            const Value less = joined.difference(row, column, 0);
            if (a == nullptr || c == nullptr || !a->has_value() || !c->has_value()) CHECK_FALSE(less.has_value());
            else CHECK(*less.money() == *c->money() - *a->money());
        }
    }
}

TEST_CASE("JoinedTable: tables of other definitions stand side by side; differences need the same units", "[statistics]") {
    std::mt19937_64 random{5};
    const std::vector<Debt> debts = some::debts(random, 60);
    const auto side = [&](const char* name, const char* question) {
        return TableSide{name, {}, tabulate(Definition::parse(question), debts, some::debt_fields())};
    };
    JoinedTable joined{{side("published", "where disputed = no; rows kind; measure sum(owed), count, top(2, enterprise, sum(owed))"),
                        side("computed", "rows kind; measure mean(owed), distinct(enterprise), top(2, enterprise, sum(owed))")}};
    const auto fault = [](auto act) {
        try {
            act();
        } catch (const Error& error) {
            CHECK_FALSE(error.message(Language::zh).empty());
            return error.message(Language::en);
        }
        return std::string{"nothing thrown"};
    };
    CHECK_THAT(fault([&] { joined.add_difference("computed", "published"); }),
               Catch::Contains("distinct(enterprise)\" (count, enterprises) and \"count\" (count, records) are in different units"));
    CHECK_THAT(fault([&] { joined.add_difference("computed", "official"); }), Catch::Contains("official"));
    JoinedTable alike{{side("a", "rows kind; measure sum(owed)"), side("b", "rows kind; measure mean(owed)")}};
    CHECK(fault([&] { alike.add_difference("b", "a"); }) == "nothing thrown");
    CHECK_THAT(fault([&] { alike.add_difference("b", "a"); }), Catch::Contains("already"));
    JoinedTable rankings{{side("a", "measure top(2, enterprise, sum(owed))"), side("b", "measure top(2, enterprise, sum(owed))")}};
    CHECK_THAT(fault([&] { rankings.add_difference("b", "a"); }), Catch::Contains("has no differences"));
    const auto refuses = [&](TableSide a, TableSide b, const char* says) {
        CHECK_THAT(fault([&] { JoinedTable{{std::move(a), std::move(b)}}; }), Catch::Contains(says));
    };
    refuses(side("a", "rows kind; measure count"), side("b", "rows region; measure count"), "row fields");
    refuses(side("a", "columns kind; measure count"), side("b", "measure count"), "column fields");
    refuses(side("a", "measure count"), side("b", "measure count, sum(owed)"), "measures");
    refuses(side("a", "measure count"), side("a", "measure count"), "two tables");
    CHECK_THROWS_AS(JoinedTable{std::vector<TableSide>{}}, Error);
    STATIC_REQUIRE_FALSE(merges<JoinedTable>);
    STATIC_REQUIRE_FALSE(merges<Table>);
    CHECK_THROWS_AS(joined.value(joined.rows().size(), Table::all, 0), Error);
    CHECK_THROWS_AS(joined.value(0, Table::all, 2), Error);
    CHECK_THROWS_AS(joined.difference(0, Table::all, 0), Error);
}
