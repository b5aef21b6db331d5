// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/change.hpp>

#include "catch.hpp"
#include "statistics/some_rows.hpp"

#include <arrears/statistics/tabulate.hpp>

#include <random>
#include <string>
#include <vector>

using namespace arrears;
using some::Debt;

namespace {

State state_of(const char* question, const std::vector<Debt>& rows) {
    State made = start(Definition::parse(question), some::debt_fields());
    add(made, rows, some::debt_fields());
    return made;
}
Debt debt(std::optional<some::Region> region, const char* enterprise, std::int64_t yuan) {
    Debt made;
    made.region = region;
    made.enterprise = EnterpriseId{enterprise};
    made.owed = Money::from_yuan(yuan);
    made.due = Date(2018, 1, 1);
    return made;
}
std::string shown(const ValueChange& change) {
    std::string out;
    for (const Value* const each : {&change.before, &change.after, &change.difference, &change.entered, &change.left, &change.more, &change.less}) {
        out += (out.empty() ? "" : " | ") + print(*each);
    }
    return out + " | " + (change.growth ? to_string(*change.growth) : "");
}

}   // namespace

TEST_CASE("change: who entered, left, owes more and less, in each cell and in all", "[statistics]") {
    using enum some::Region;
    const char* const question = "rows region; measure by(enterprise, sum(owed)), count";
    const State before = state_of(question, {debt(north, "a", 100), debt(north, "b", 50), debt(south, "c", 10), debt(south, "c", 20)});
    const State after = state_of(question, {debt(north, "a", 130), debt(south, "b", 40), debt(south, "c", 5), debt({}, "d", 1)});
    const ChangeTable table = change(before, after);
    REQUIRE(table.rows().size() == 4);   // west, of a closed vocabulary, and unknown
    CHECK(shown(table.change(0, ChangeTable::all)) == "150.00 | 130.00 | -20.00 | 0.00 | -50.00 | 30.00 | 0.00 | -2/15");
    CHECK(shown(table.change(1, ChangeTable::all)) == "30.00 | 45.00 | 15.00 | 40.00 | 0.00 | 0.00 | -25.00 | 1/2");
    CHECK(shown(table.change(2, ChangeTable::all)) == "0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | ");
    CHECK(shown(table.change(3, ChangeTable::all)) == "0.00 | 1.00 | 1.00 | 1.00 | 0.00 | 0.00 | 0.00 | ");
    // In all, b has moved and neither left nor entered.
    CHECK(shown(table.change(ChangeTable::all, ChangeTable::all)) == "180.00 | 176.00 | -4.00 | 1.00 | 0.00 | 30.00 | -35.00 | -1/45");
    CHECK(shown(table.change(ChangeTable::all, ChangeTable::all, 1)) == "4 | 4 | 0 |  |  |  |  | 0");
    CHECK_FALSE(table.has_records(2, ChangeTable::all));
    CHECK_THROWS_AS(table.change(4, 0), Error);
}

TEST_CASE("change: values of every kind, and what is not known", "[statistics]") {
    const char* const question = "measure max(due), share(count where disputed = yes), min(people), mean(owed), sum(people)";
    std::vector<Debt> rows{debt({}, "a", 1)};
    rows[0].people = 3;
    const State before = state_of(question, rows);
    rows[0].due = Date(2018, 3, 1);
    rows[0].people = 2;
    rows[0].disputed = true;
    const ChangeTable table = change(before, state_of(question, rows));
    const auto of = [&](std::size_t measure) { return shown(table.change(0, 0, measure)); };
    CHECK(of(0) == "2018-01-01 | 2018-03-01 | 59 |  |  |  |  | ");
    CHECK(of(1) == "0 | 1 | 1 |  |  |  |  | ");
    CHECK(of(2) == "3 | 2 | -1 |  |  |  |  | -1/3");
    CHECK(of(3) == "1 | 1 | 0 |  |  |  |  | ");   // no growth of means
    rows[0].people.reset();
    const ChangeTable unknown = change(before, state_of(question, rows));
    CHECK(shown(unknown.change(0, 0, 4)) == "3 |  |  |  |  |  |  | ");   // not nought
}

TEST_CASE("change: the parts add up to the difference", "[statistics][property]") {
    const auto seed = GENERATE(take(60, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const char* const question = "rows region; columns disputed; measure by(enterprise, sum(owed)), by(kind, sum(people))";
    const ChangeTable table = change(state_of(question, some::debts(random, random() % 60)), state_of(question, some::debts(random, random() % 60)));
    for (std::size_t row = 0; row <= table.rows().size(); ++row) {
        for (std::size_t column = 0; column <= table.columns().size(); ++column) {
            const std::size_t r = row == table.rows().size() ? ChangeTable::all : row,
                              c = column == table.columns().size() ? ChangeTable::all : column;
            const ValueChange &money = table.change(r, c, 0), &people = table.change(r, c, 1);
            if (money.difference.has_value()) {
                CHECK(*money.entered.money() + *money.left.money() + *money.more.money() + *money.less.money() == *money.difference.money());
                CHECK(*money.before.money() + *money.difference.money() == *money.after.money());
            }
            if (people.difference.has_value()) {
                CHECK(*people.entered.number() + *people.left.number() + *people.more.number() + *people.less.number() ==
                      *people.difference.number());
            }
        }
    }
}
