// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/keyed_ids.hpp>

#include "catch.hpp"
#include "scratch_folder.hpp"
#include "statistics/some_rows.hpp"

#include <arrears/io/state_file.hpp>
#include <arrears/statistics/tabulate.hpp>

#include <fstream>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const IdKey key{"0123456789abcdef"}, other_key{"0123456789abcdeF"};

State counted(const char* question, const std::vector<some::Debt>& rows) {
    State state = start(Definition::parse(question), some::debt_fields());
    add(state, rows, some::debt_fields());
    return state;
}
ErrorKind refused(const State& state, const std::vector<std::string>& fields = {}) {
    try {
        (void)with_keyed_ids(state, key, fields);
    } catch (const Error& error) {
        return error.fault().kind;
    }
    FAIL("nothing was refused");
    return {};
}

}   // namespace

TEST_CASE("IdKey: replacements are the first half of HMAC-SHA256, apart by what the ids are of", "[io]") {
    // hmac.new(secret, b"enterprises\nE1", hashlib.sha256).hexdigest()[:32] and so on, by Python
    CHECK(key.fingerprint() == "df17494e81f1c646");
    CHECK(key.replacement(Counted::enterprises, "E1") == "1beed6b4c7f7be3a9b9079dc1064a701");
    CHECK(key.replacement(Counted::persons, "王") == "1b1ef15d3c820e1d3376b346a1521369");
    CHECK(key.replacement(Counted::persons, "E1") != key.replacement(Counted::enterprises, "E1"));
    CHECK(other_key.fingerprint() != key.fingerprint());
    CHECK(other_key.replacement(Counted::enterprises, "E1") != key.replacement(Counted::enterprises, "E1"));
}

TEST_CASE("IdKey: a secret in a file counts without the line end behind it; a short one is refused and not shown", "[io]") {
    const ScratchFolder folder;
    const auto in = [&](const char* name) { return (folder.path() / name).string(); };
    std::ofstream{in("a.key")} << "0123456789abcdef\r\n";
    CHECK(read_id_key(in("a.key")).fingerprint() == key.fingerprint());
    std::ofstream{in("short.key")} << "hunter2hunter2\n";
    std::ofstream{in("long.key")} << std::string(5000, 'x');
    for (const char* const name : {"short.key", "long.key"}) {
        try {
            (void)read_id_key(in(name));
            FAIL("it was taken");
        } catch (const Error& error) {
            CHECK(error.fault().kind == ErrorKind::bad_argument);
            CHECK(std::string{error.what()}.find("hunter2") == std::string::npos);
        }
    }
    CHECK_THROWS_AS(read_id_key(in("none.key")), Error);
}

TEST_CASE("with_keyed_ids: offices that share no id count the same enterprises as if they did", "[io][property]") {
    const auto seed = GENERATE(take(20, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const std::vector<some::Debt> north = some::debts(random, random() % 60), south = some::debts(random, random() % 60);
    for (const char* const question :
         {"rows region; columns kind; measure distinct(enterprise), sum(owed), count",
          "rows kind; measure distinct(enterprise) having sum(owed) >= 50万元, distinct(enterprise, due)",
          "measure gini(enterprise, sum(people)), cr(2, enterprise, sum(owed) where disputed = yes), share(distinct(enterprise) "
          "where region = north)"}) {
        CAPTURE(question);
        State plain = counted(question, north);
        State keyed = with_keyed_ids(plain, key);
        const State more = with_keyed_ids(counted(question, south), key);
        CHECK(keyed.table().measures().size() == plain.table().measures().size());
        plain.merge(counted(question, south));
        keyed.merge(more);
        const Table one = plain.table(), two = keyed.table();
        REQUIRE(one.rows().size() == two.rows().size());
        for (std::size_t row = 0; row <= one.rows().size(); ++row) {
            for (std::size_t column = 0; column <= one.columns().size(); ++column) {
                for (std::size_t m = 0; m < one.measures().size(); ++m) {
                    const std::size_t r = row == one.rows().size() ? Table::all : row, c = column == one.columns().size() ? Table::all : column;
                    CHECK(one.value(r, c, m) == two.value(r, c, m));
                }
            }
        }
        CHECK(with_keyed_ids(plain, key) == keyed);   // in whichever order
        const std::string document = write_state(keyed);
        for (int i = 0; i < 7; ++i) CHECK(document.find("\"e" + std::to_string(i) + '"') == std::string::npos);
        CHECK(document.find(R"("keyed":["enterprise"])") != std::string::npos);
        State back = read_state(bytes_of_text(document), "a.json").value();
        CHECK(back == keyed);
        CHECK(write_state(back) == document);
        keyed.withdraw(more);
        CHECK(keyed == with_keyed_ids(counted(question, north), key));
    }
}

TEST_CASE("with_keyed_ids: another secret, or none, does not merge", "[io]") {
    std::mt19937_64 random{3};
    const State plain = counted("rows region; measure distinct(enterprise)", some::debts(random, 20));
    const State keyed = with_keyed_ids(plain, key);
    for (const State& other : {plain, with_keyed_ids(plain, other_key)}) {
        State all = keyed;
        try {
            all.merge(other);
            FAIL("it was merged");
        } catch (const Error& error) {
            CHECK(error.fault().kind == ErrorKind::mismatch);
            CHECK(error.fault().problem.en.find("field enterprise") != std::string::npos);
        }
        CHECK(all == keyed);
    }
    CHECK_FALSE(keyed == plain);
}

TEST_CASE("with_keyed_ids: any open texts can be replaced, in cells too; what cannot be is refused", "[io]") {
    std::mt19937_64 random{4};
    const std::vector<some::Debt> rows = some::debts(random, 40);
    const State state = counted("rows kind; measure distinct(enterprise)", rows);
    const State keyed = with_keyed_ids(state, key, {"kind", "enterprise"});
    CHECK(keyed.table().rows().size() == state.table().rows().size());
    CHECK(keyed.table().find_row("a") == std::nullopt);
    const auto row = keyed.table().find_row(key.replacement(Counted::values, "a"));
    REQUIRE(row);
    CHECK(keyed.table().value(*row, Table::all, 0) == state.table().value(*state.table().find_row("a"), Table::all, 0));

    CHECK(refused(state, {"enterprize"}) == ErrorKind::unknown_name);
    CHECK(refused(counted("rows region; measure count", rows), {"region"}) == ErrorKind::mismatch);                // a closed list of words
    CHECK(refused(counted("measure median(owed)", rows), {"owed"}) == ErrorKind::mismatch);                        // an amount
    CHECK(refused(counted("measure count", rows)) == ErrorKind::bad_argument);                                     // no ids at all
    CHECK(refused(keyed) == ErrorKind::mismatch);                                                                  // done already
    CHECK(refused(counted("where enterprise = e1; measure distinct(enterprise)", rows)) == ErrorKind::mismatch);   // the definition names one
    CHECK(refused(counted("measure distinct(enterprise), count(where not enterprise in (e1, e2) or due > 2016-01-01)", rows)) == ErrorKind::mismatch);
    CHECK_NOTHROW(with_keyed_ids(counted("where enterprise is known; measure distinct(enterprise)", rows), key));
}
