// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/state_file.hpp>

#include "catch.hpp"
#include "model/sample.hpp"
#include "statistics/some_rows.hpp"

#include <arrears/statistics/registry_tables.hpp>
#include <arrears/statistics/tabulate.hpp>

#include <fstream>
#include <iterator>
#include <random>
#include <string>

using namespace arrears;

namespace {

const char* const questions[] = {
    "measure count",
    "rows region; columns kind; measure count, sum(owed), distinct(enterprise), mean(people)",
    "rows due; columns people, region; measure median(owed), min(due), share(count where disputed = yes)",
    "where owed > 0 or due < 2016-01-01; rows enterprise; measure top(2, kind, sum(owed)), distinct(enterprise, due) having sum(owed) > 1万元",
    "rows owed; measure gini(enterprise, sum(owed)), lorenz(4, enterprise, sum(people)), quantile(0.1, owed)",
};

State read(const std::string& document) { return read_state(bytes_of_text(document), "a.json").value(); }

}   // namespace

TEST_CASE("state files: what was written reads back, in both forms, and goes on counting", "[io][property]") {
    const auto seed = GENERATE(take(10, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const auto& fields = some::debt_fields();
    const std::vector<some::Debt> one = some::debts(random, random() % 200), other = some::debts(random, random() % 200);
    for (const char* const question : questions) {
        CAPTURE(question);
        State all = start(Definition::parse(question), fields), part = all, rest = all;
        add(part, one, fields);
        add(rest, other, fields);
        add(all, one, fields);
        add(all, other, fields);
        for (const StateFormat format : {StateFormat::json, StateFormat::cbor}) {
            const std::string document = write_state(part, format);
            State back = read(document);
            CHECK(back == part);
            CHECK(write_state(back, format) == document);
            CHECK(back.table() == part.table());
            back.merge(read(write_state(rest, format)));
            CHECK(write_state(back) == write_state(all));   // the same bytes, whichever way it came about
            CHECK(back.table() == all.table());
        }
    }
}

TEST_CASE("state files: a registry's names its day and its rules", "[io]") {
    const RegistryTables tables{sample::builder().build(), Date{2018, 12, 31}};
    const Definition question = Definition::parse("from arrears; rows category; measure sum(outstanding), distinct(enterprise)");
    State state = tables.state(question);
    const std::string document = write_state(state);
    CHECK(document.find(R"("definition":"from arrears; as of 2018-12-31; rows category)") != std::string::npos);
    CHECK(document.find(R"("law":"survey")") != std::string::npos);
    const State back = read(document);
    CHECK(back == state);
    CHECK(write_state(back) == document);
    CHECK_NOTHROW(state.merge(back));
    const std::string other = document.substr(0, document.find("survey")) + "county" + document.substr(document.find("survey") + 6);
    CHECK_THROWS_AS(state.merge(read(other)), Error);
}

TEST_CASE("state files: a withdrawn row is as if it had never been there, in the bytes too", "[io]") {
    std::mt19937_64 random{5};
    const auto& fields = some::debt_fields();
    const std::vector<some::Debt> rows = some::debts(random, 60), gone = some::debts(random, 20);
    for (const char* const question : questions) {
        State kept = start(Definition::parse(question), fields), changed = kept;
        add(kept, rows, fields);
        add(changed, gone, fields);
        add(changed, rows, fields);
        withdraw(changed, gone, fields);
        CHECK(write_state(changed) == write_state(kept));
    }
}

TEST_CASE("state files: those of every version are still read", "[io]") {
    for (const char* const name : {"state_1.json", "state_1.cbor", "state_2.json", "state_2.cbor"}) {
        CAPTURE(name);
        const State state = read_state(bytes_of_file(std::string{ARREARS_SOURCE_DIR} + "/tests/io/" + name), name).value();
        const Table table = state.table();
        const auto north = table.find_row("north");
        REQUIRE(north);
        CHECK(print(table.value(*north, Table::all, 0)) == "2");
        CHECK(print(table.value(*north, Table::all, 1)) == "1500000.00");
        CHECK(print(table.value(Table::all, Table::all, 2)) == "2");
        CHECK(print(table.value(Table::all, Table::all, 3)) == "250000");
        const StateInputs inputs = state.inputs();
        CHECK_FALSE(inputs.complete);   // version 1 does not state them
        if (name[6] == '1') {
            CHECK(inputs.listed.empty());
        } else {
            REQUIRE(inputs.listed.size() == 2);
            CHECK(inputs.listed[0] == StateInput{"north.csv", 2, std::string(64, '1'), false});
            CHECK(inputs.listed[1] == StateInput{"south.csv", 5, std::string(64, '2'), true});
        }
        State more = state;
        more.declare({{}, false});
        CHECK(print(more.merge(state).table().value(*north, Table::all, 0)) == "4");   // a state without inputs merges
    }
}

TEST_CASE("state files: inputs are written by digest and read back", "[io]") {
    const auto& fields = some::debt_fields();
    State state = start(Definition::parse(questions[1]), fields);
    std::mt19937_64 random{6};
    add(state, some::debts(random, 20), fields);
    state.declare({{{"b.csv", 15, std::string(64, 'f')}, {"北.csv", 5, std::string(64, 'e')}, {"none.csv", 0, std::string(64, '0')}}, true});
    const std::string document = write_state(state);
    CHECK_THAT(document, Catch::Contains("\"inputs\":{\"complete\":true,\"returns\":[{\"name\":\"none.csv\",\"rows\":0,\"sha256\":\"000"));
    for (const StateFormat format : {StateFormat::json, StateFormat::cbor}) CHECK(read(write_state(state, format)) == state);
    State other = start(Definition::parse(questions[1]), fields);
    other.declare({{{"copy.csv", 5, std::string(64, 'e')}}, true});
    CHECK_THROWS_WITH(other.merge(read(document)), Catch::Contains("\"copy.csv\" alias \"北.csv\" (5 rows)"));
}

TEST_CASE("state files: a document that is too large is refused unread", "[io]") {
    const auto state = read_state(bytes_of_text(std::string(100'000, '[')), "a.json", 1000);
    REQUIRE_FALSE(state);
    CHECK(state.fault().kind == ErrorKind::limit);
    CHECK(state.fault().place.source == "a.json");
}
