// SPDX-License-Identifier: BSL-1.0
#include "some_table.hpp"

#include <arrears/sql/database_tally.hpp>

#include "../catch.hpp"
#include "../io/scratch_folder.hpp"

#include <fstream>

using namespace arrears;
using namespace arrears_test;

namespace {

/// The error that opening gives; none is a failed test.
[[nodiscard]] Fault refusal(const std::string& address) {
    try {
        static_cast<void>(open_database(address));
    } catch (const Error& error) {
        return error.fault();
    }
    FAIL(address << " was opened");
    return {};
}

}   // namespace

TEST_CASE("Databases: names in statements") {
    CHECK(quoted_name("a") == "\"a\"");
    CHECK(quoted_name("a\"; drop table x; --") == "\"a\"\"; drop table x; --\"");
    CHECK(quoted_name("欠费") == "\"欠费\"");
    CHECK_THROWS_AS(quoted_name(""), Error);
    CHECK_THROWS_AS(quoted_name(std::string_view{"a\0b", 3}), Error);
    CHECK(placeholder(DatabaseKind::sqlite, 2) == "?2");
    CHECK(placeholder(DatabaseKind::postgresql, 2) == "$2");
}

TEST_CASE("Databases: told by their addresses") {
    const ScratchFolder folder;
    const std::string file = folder.path() / "a.sqlite", other = folder.path() / "a.csv";
    open_database(file, DatabaseAccess::write)->execute("CREATE TABLE t (a)");
    std::ofstream{other} << "a,b\n";
    CHECK(is_database(file));
    CHECK_FALSE(is_database(other));
    CHECK_FALSE(is_database(folder.path() / "none"));
    CHECK(is_database("postgresql://host/name"));
    CHECK(is_database("postgres://host/name"));
    CHECK_FALSE(is_database("postgres"));
}

TEST_CASE("Databases: what cannot be opened is told, and never a password") {
    const ScratchFolder folder;
    const std::string text = folder.path() / "text";
    std::ofstream{text} << "This is no database, and long enough to be taken for one at the first look at its size, which is some more bytes.\n";
    for (const std::string& address : {std::string{folder.path() / "none"}, text, std::string{folder.path()}}) {
        const Fault fault = refusal(address);
        CHECK(fault.kind == ErrorKind::unreadable);
        CHECK(fault.place.source == address);
        CHECK_FALSE(fault.problem.zh.empty());
    }
    for (const std::string& address :
         {std::string{"postgresql://me:s3cret@localhost:1/x"}, std::string{"postgresql://me:s3cret@127.0.0.1:1/x?connect_timeout=2"},
          "postgresql://me:s3cret@/x?host=" + folder.path().string(), std::string{"postgresql://me:s3cret@host:s3cret/%zz"},
          std::string{"postgresql://me:s3cret@[host/x"}, std::string{"postgresql://me:s3cret@host/x?nothing=s3cret"}}) {
        const Fault fault = refusal(address);
        CHECK(fault.kind == ErrorKind::unreadable);
        for (const Language language : {Language::en, Language::zh}) CHECK(fault.message(language).find("s3cret") == std::string::npos);
    }
}

TEST_CASE("Databases: a connection for reading changes nothing") {
    const auto check = [](const std::string& address) {
        open_database(address, DatabaseAccess::write)->execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept (a int); INSERT INTO kept VALUES (1)");
        const auto reading = open_database(address);
        for (const char* const statement :
             {"INSERT INTO kept VALUES (2)", "UPDATE kept SET a = 3", "DELETE FROM kept", "DROP TABLE kept", "CREATE TABLE other (a int)"}) {
            CHECK_THROWS_AS(reading->execute(statement), Error);
        }
        CHECK_THROWS_AS(reading->run({"INSERT INTO kept VALUES (2)", {}}), Error);
        const auto rows = reading->query({"SELECT a FROM kept", {}});
        REQUIRE(rows->next());
        CHECK(rows->text(0) == "1");
        CHECK_FALSE(rows->next());
    };
    const ScratchFolder folder;
    check(folder.path() / "a.sqlite");
    if (const auto address = postgres_address()) check(*address);
    else WARN("skipped: there is no PostgreSQL (cmake/with_postgres.sh)");
}

TEST_CASE("Databases: values go through as they are") {
    const auto check = [](Database& database) {
        database.execute("DROP TABLE IF EXISTS v; CREATE TABLE v (a bigint, b text)");
        const std::vector<std::string> texts{"", "'", "\"", "\\", "'); drop table v; --", "欠费", std::string(100'000, 'x')};
        for (std::size_t i = 0; i < texts.size(); ++i) {
            database.run({"INSERT INTO v VALUES (" + placeholder(database.kind(), 1) + ", " + placeholder(database.kind(), 2) + ')',
                          {static_cast<std::int64_t>(i), texts[i]}});
        }
        database.run({"INSERT INTO v VALUES (" + placeholder(database.kind(), 1) + ", " + placeholder(database.kind(), 2) + ')',
                      {std::int64_t{99}, std::monostate{}}});
        const auto rows = database.query({"SELECT a, b FROM v ORDER BY a", {}});
        for (std::size_t i = 0; i < texts.size(); ++i) {
            REQUIRE(rows->next());
            CHECK(rows->text(0) == std::to_string(i));
            CHECK((rows->text(1) == texts[i]));
        }
        REQUIRE(rows->next());
        CHECK_FALSE(rows->text(1));
        CHECK_FALSE(rows->next());
        // Rows that nobody wants to the end leave the connection as it was.
        static_cast<void>(database.query({"SELECT a FROM v", {}})->next());
        CHECK(database.columns({"SELECT a, b FROM v", {}}).size() == 2);
        CHECK(database.columns({"SELECT a, b FROM v", {}}).front().type == SqlType::integer);
        CHECK_THROWS_AS(database.query({"SELECT nothing FROM v", {}})->next(), Error);
        CHECK_THROWS_AS(database.query({"SELECT a FROM v; DROP TABLE v", {}})->next(), Error);
        CHECK(database.query({"SELECT a FROM v", {}})->next());
    };
    check(*open_database(":memory:", DatabaseAccess::write));
    if (const auto address = postgres_address()) check(*open_database(*address, DatabaseAccess::write));
    else WARN("skipped: there is no PostgreSQL (cmake/with_postgres.sh)");
}

TEST_CASE("Databases: words of PostgreSQL that quote a value are not shown") {
    const auto address = postgres_address();
    if (!address) {
        WARN("skipped: there is no PostgreSQL (cmake/with_postgres.sh)");
        return;
    }
    const auto database = open_database(*address);
    try {
        static_cast<void>(database->query({"SELECT $1::text::bigint", {std::string{"王小明"}}})->next());
        FAIL("no number");
    } catch (const Error& error) {
        CHECK(error.message(Language::en).find("22P02") != std::string::npos);
        CHECK(error.message(Language::zh).find("王小明") == std::string::npos);
    }
}

TEST_CASE("Databases: a damaged file of SQLite is told or read, whatever its bytes") {
    const ScratchFolder folder;
    const std::string file = folder.path() / "sound.sqlite", damaged = folder.path() / "damaged.sqlite";
    {
        Chance chance{11};
        const auto database = open_database(file, DatabaseAccess::write);
        some_table(chance, 60, true).put(*database, "t");
    }
    std::string sound;
    {
        std::ifstream in{file, std::ios::binary};
        sound.assign(std::istreambuf_iterator<char>{in}, {});
    }
    Chance chance{12};
    const Definition definition =
        Definition::parse("where principal >= 1; rows category; columns due_date_year; measure count, sum(principal), distinct(enterprise_id)");
    std::size_t told = 0, read = 0;
    for (int i = 0; i < 300; ++i) {
        std::string bytes = sound;
        for (std::size_t change = chance.below(20) + 1; change > 0; --change) {
            const std::size_t at = 16 + chance.below(chance.one_in(2) ? bytes.size() - 16 : 1000);
            bytes[at] = static_cast<char>(chance.below(256));
        }
        if (chance.one_in(8)) bytes.resize(16 + chance.below(bytes.size() - 16));
        std::ofstream{damaged, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        try {
            State state{definition, csv_schema(definition)};
            Diagnostics problems;
            const auto database = open_database(damaged);
            const DatabaseRowsRead rows = add_database(state, *database, rows_of_table(*database, "t"), {}, problems);
            CHECK(rows.refused <= problems.count());
            ++read;
        } catch (const Error& error) {
            CHECK_FALSE(error.message(Language::zh).empty());
            ++told;
        }
    }
    CHECK(told > 0);
    CHECK(read > 0);
}
