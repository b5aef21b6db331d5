// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/state_inputs.hpp>

#include "catch.hpp"
#include "statistics/some_rows.hpp"

#include <arrears/statistics/change.hpp>
#include <arrears/statistics/tabulate.hpp>

#include <algorithm>
#include <random>
#include <string>

using namespace arrears;

namespace {

const Definition question = Definition::parse("rows region; measure count, sum(owed), distinct(enterprise), by(enterprise, sum(owed))");

State of_return(const std::string& name, const std::string& digest, const std::vector<some::Debt>& rows) {
    State state = start(question, some::debt_fields());
    add(state, rows, some::debt_fields());
    state.declare({{{name, rows.size(), digest}}, true});
    return state;
}
std::string names(const State& state) {
    std::string out;
    for (const StateInput& each : state.inputs().listed) out += (out.empty() ? "" : " ") + std::string{each.withdrawn ? "-" : ""} + each.name;
    return out + (state.inputs().complete ? "" : " …");
}

}   // namespace

TEST_CASE("State: a return is counted once, and the message names what would be twice", "[statistics]") {
    std::mt19937_64 random{1};
    const auto rows = some::debts(random, 5), more = some::debts(random, 1);
    State province = of_return("north.csv", "a1", rows);
    province.merge(of_return("south.csv", "b2", more));
    CHECK(names(province) == "north.csv south.csv");
    const State before = province;
    State city = of_return("copy.csv", "a1", rows);
    try {
        province.merge(city);
        FAIL("the same return twice");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::duplicate);
        CHECK(error.message(Language::en) ==
              "the same return is there twice: \"copy.csv\" alias \"north.csv\" (5 rows); expected every return once; "
              "leave one of them out, or withdraw it");
        CHECK(error.message(Language::zh) ==
              "同一报表出现两次：\"copy.csv\"，又名 \"north.csv\"（5 行）；每份报表应只计一次；请略去其一，或将其撤回");
    }
    CHECK(province == before);
    CHECK_THROWS_WITH(province.merge(province), Catch::Contains("the same returns are there twice: \"north.csv\" (5 rows), \"south.csv\" (1 row)"));
    CHECK(province == before);
    CHECK_THROWS_AS(province.declare({{{"x", 1, "a"}, {"y", 1, "a"}}, true}), Error);
    CHECK(province == before);

    State many = start(question, some::debt_fields());
    for (int i = 0; i < 8; ++i) many.merge(of_return("r" + std::to_string(i), "d" + std::to_string(i), more));
    CHECK_THROWS_WITH(many.merge(many), Catch::Contains("\"r4\" (1 row) and 3 more"));
}

TEST_CASE("State: returns without rows count nothing, and may come any number of times", "[statistics]") {
    State all = of_return("north.csv", "e", {});
    all.merge(of_return("south.csv", "e", {})).merge(of_return("north.csv", "e", {}));
    CHECK(names(all) == "north.csv north.csv south.csv");
    all.withdraw(of_return("north.csv", "e", {}));
    CHECK(names(all) == "north.csv south.csv");
}

TEST_CASE("State: a return that is withdrawn leaves the list, in whatever order that comes", "[statistics]") {
    std::mt19937_64 random{2};
    const auto rows = some::debts(random, 9), right = some::debts(random, 9);
    const State wrong = of_return("north.csv", "a1", rows), corrected = of_return("north2.csv", "a2", right);
    const State south = of_return("south.csv", "b", rows);
    State correction = start(question, some::debt_fields());
    correction.withdraw(wrong).merge(corrected);
    CHECK(names(correction) == "-north.csv north2.csv");
    CHECK_THROWS_AS(correction.withdraw(wrong), Error);   // taken back twice
    CHECK(names(merge(correction, wrong)) == "north2.csv");
    CHECK(merge(merge(wrong, south), correction) == merge(merge(correction, south), wrong));
    CHECK(merge(merge(wrong, south), correction) == merge(corrected, south));
    State none = wrong;
    none.withdraw(wrong);
    CHECK(none == start(question, some::debt_fields()));
}

TEST_CASE("State: rows added or withdrawn by themselves belong to no return", "[statistics]") {
    std::mt19937_64 random{3};
    const auto rows = some::debts(random, 9), more = some::debts(random, 2);
    State state = start(question, some::debt_fields());
    CHECK(names(state).empty());
    add(state, more, some::debt_fields());
    CHECK(names(state) == " …");
    State other = merge(state, of_return("north.csv", "a", rows));
    CHECK(names(other) == "north.csv …");
    CHECK_THROWS_AS(other.merge(of_return("north.csv", "a", rows)), Error);
    withdraw(other, more, some::debt_fields());
    CHECK(names(other) == "north.csv …");   // nobody can say any more that these were the same
    withdraw(state, more, some::debt_fields());
    CHECK(state == start(question, some::debt_fields()));   // nothing is left: it came from nowhere
    CHECK(merge(state, of_return("north.csv", "a", rows)) == of_return("north.csv", "a", rows));
}

TEST_CASE("change: two states may have returns in common", "[statistics]") {
    std::mt19937_64 random{4};
    const State before = of_return("north.csv", "a", some::debts(random, 5));
    const State after = merge(before, of_return("south.csv", "b", some::debts(random, 5)));
    CHECK(change(before, after).change(ChangeTable::all, ChangeTable::all, 0).difference == Value{std::int64_t{5}});
}

TEST_CASE("State: neither order nor grouping of returns shows", "[statistics][property]") {
    const auto seed = GENERATE(take(static_cast<std::size_t>(test::seeds(10)), random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::vector<State> parts;
    for (int i = 0; i < 12; ++i) {
        parts.push_back(of_return("r" + std::to_string(random() % 100), "d" + std::to_string(random()), some::debts(random, random() % 4)));
    }
    State whole = start(question, some::debt_fields());
    for (const State& each : parts) whole.merge(each);
    for (int i = 0; i < 4; ++i) {   // some of them taken back at once
        State back = start(question, some::debt_fields());
        parts.push_back(back.withdraw(parts[static_cast<std::size_t>(i)]));
        whole.withdraw(parts[static_cast<std::size_t>(i)]);
    }
    std::shuffle(parts.begin(), parts.end(), random);
    while (parts.size() > 1) {
        const State taken = parts.back();
        parts.pop_back();
        parts[random() % parts.size()].merge(taken);
    }
    CHECK(parts.front() == whole);
    CHECK(parts.front().data() == whole.data());
    CHECK(State::from_data(whole.plan(), whole.data()) == whole);
}
