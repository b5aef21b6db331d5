// SPDX-License-Identifier: BSL-1.0
#include "some_table.hpp"

#include <arrears/io/registry_files.hpp>
#include <arrears/sql/registry_database.hpp>

#include "../catch.hpp"
#include "../io/scratch_folder.hpp"

#include <functional>

using namespace arrears;
using namespace arrears_test;

namespace {

/// Each database that is here, with no registry in it.
void on_each_empty_database(const std::function<void(Database&)>& test) {
    on_each_database([&](Database& database) {
        if (database.kind() == DatabaseKind::postgresql)
            database.execute("DROP SCHEMA IF EXISTS registry CASCADE; CREATE SCHEMA registry; SET search_path = registry");
        test(database);
    });
}

[[nodiscard]] Registry sample() {
    Diagnostics problems;
    auto registry = read_registry(std::string{ARREARS_SOURCE_DIR} + "/examples/data/yangquan/registry", problems);
    REQUIRE(registry);
    return *std::move(registry);
}

/// A registry with whatever its tables can hold.
[[nodiscard]] Registry full() {
    Registry::Builder builder;
    builder.add(System{SystemId{"G"}, SystemKind::system, {"Group", "集团"}, {}, 1950}, {});
    builder.add(System{SystemId{"S"}, SystemKind::system, {}, SystemId{"G"}, {}}, {});
    Enterprise one{};
    one.id = EnterpriseId{"E'1"};
    one.name = "'=厂; drop table arrears; --";
    one.system = SystemId{"S"};
    one.ownership = Ownership::state;
    one.industry = "C26";
    one.founded = Date{1958, 5, 1};
    one.status = Timeline<OperatingStatus>::from({{Date{2000, 1, 1}, Date{2010, 1, 1}, OperatingStatus::normal}});
    one.certification = Timeline<Certification>::from({{Date{2012, 1, 1}, Date::last(), enum_at<Certification>(0)}});
    builder.add(one, {});
    Enterprise two{};
    two.id = EnterpriseId{"0012"};
    two.parent = EnterpriseId{"E'1"};
    builder.add(two, {});
    builder.add(Household{HouseholdId{"H"}, "矿区", 2, 1}, {});
    Worker worker{};
    worker.id = WorkerId{"W"};
    worker.enterprise = two.id;
    worker.household = HouseholdId{"H"};
    worker.sex = Sex::female;
    worker.birth = Date{1970, 2, 28};
    worker.owed = {ArrearsCategory::pension, ArrearsCategory::wages};
    worker.name = "=王小明";
    worker.employment = Timeline<EmploymentStatus>::from({{Date{2015, 1, 1}, Date::last(), enum_at<EmploymentStatus>(0)}});
    builder.add(worker, {});
    Retiree retiree{};
    retiree.id = WorkerId{"R"};
    retiree.enterprise = one.id;
    retiree.retired = Date{2010, 1, 1};
    builder.add(retiree, {});
    builder.add(Arrears{ArrearsId{"A"},
                        one.id,
                        ArrearsCategory::pension,
                        {Month{2005, 1}, Month{2006, 12}},
                        Money::from_fen(1'000'000'000'001),
                        Date{2007, 1, 1},
                        12},
                {});
    builder.add(Payment{PaymentId{"P"}, ArrearsId{"A"}, Date{2008, 1, 1}, Money::from_fen(1)}, {});
    builder.add(WorkerAdvance{AdvanceId{"V"}, WorkerId{"R"}, one.id, ArrearsId{"A"}, Money::from_fen(2), Date{2009, 1, 1}}, {});
    builder.add(ResettlementPlan{PlanId{"B"}, "某厂", ResettlementKind::bankrupt, Date{2010, 2, 3}}, {});
    builder.add(Grouping{"size", "persons", {{"few", {"few", "少"}, "..10", {}}, {"many", {"many", "多"}, "10..", {}}}});
    return std::move(builder).build();
}

[[nodiscard]] Registry read(Database& database) {
    Diagnostics problems;
    auto registry = read_registry_database(database, problems);
    INFO(problems.text(Language::en));
    REQUIRE(registry);
    return *std::move(registry);
}

}   // namespace

TEST_CASE("Registries in databases: what was written is read") {
    on_each_empty_database([](Database& database) {
        const Registry registry = full(), other = sample();
        write_registry_database(registry, database, Personal::written);
        CHECK(read(database) == registry);
        // Once there, it stays unless it is to be replaced, and then all of it goes.
        CHECK_THROWS_AS(write_registry_database(other, database), Error);
        CHECK(read(database) == registry);
        write_registry_database(other, database, Personal::written, Overwrite::replace);
        CHECK(read(database) == other);
        write_registry_database(registry, database, Personal::left_out, Overwrite::replace);
        const Registry without = read(database);
        for (const WorkerView worker : without.workers()) CHECK_FALSE(worker.record().name);
    });
}

TEST_CASE("Registries in databases: the schema keeps out what a registry cannot hold") {
    on_each_empty_database([](Database& database) {
        database.execute(registry_schema(database.kind()));
        database.execute("INSERT INTO enterprises (id) VALUES ('E1')");
        database.execute("INSERT INTO arrears (id, enterprise, category, \"from\", through, principal, due) VALUES ('A1', 'E1', 'pension', "
                         "'2005-01', '2005-02', 100, "
                         "'2005-03-31')");
        const std::string arrears = "INSERT INTO arrears (id, enterprise, category, \"from\", through, principal, due) VALUES ";
        for (const std::string& wrong :
             {std::string{"INSERT INTO enterprises (id) VALUES ('E1')"},
              std::string{"INSERT INTO enterprises (id) VALUES (NULL)"},
              std::string{"INSERT INTO enterprises (id) VALUES ('')"},
              std::string{"INSERT INTO enterprises (id, ownership) VALUES ('E2', 'any')"},
              std::string{"INSERT INTO enterprises (id, system) VALUES ('E2', 'S1')"},
              std::string{"INSERT INTO enterprises (id, founded) VALUES ('E2', '2005-02-30')"},
              std::string{"INSERT INTO enterprises (id, founded) VALUES ('E2', 'soon')"},
              std::string{"INSERT INTO enterprises (id, founded) VALUES ('E2', '1399-12-31')"},
              arrears + "('A2', 'E9', 'pension', '2005-01', '2005-02', 100, NULL)",
              arrears + "('A2', 'E1', 'pensions', '2005-01', '2005-02', 100, NULL)",
              arrears + "('A2', 'E1', 'pension', '2005-13', '2005-14', 100, NULL)",
              arrears + "('A2', 'E1', 'pension', '2005-03', '2005-02', 100, NULL)",
              arrears + "('A2', 'E1', 'pension', '2005-01', '2005-02', -1, NULL)",
              arrears + "('A2', 'E1', 'pension', '2005-01', '2005-02', NULL, NULL)",
              arrears + "('A2', 'E1', 'pension', '2005-1', '2005-02', 100, NULL)",
              arrears + "('A2', 'E1', 'pension', '2005-01', '2005-02', 'much', NULL)",
              std::string{"INSERT INTO enterprise_history (enterprise, attribute, value) VALUES ('E1', 'status', 'pension')"},
              std::string{"INSERT INTO enterprise_history (enterprise, attribute, value) VALUES ('E1', 'mood', 'normal')"},
              std::string{"INSERT INTO households (id, able_members, employed_members) VALUES ('H', 1, 2)"},
              std::string{"INSERT INTO payments (id, arrears, date, amount) VALUES ('P', 'A2', '2010-01-01', 1)"}}) {
            INFO(wrong);
            CHECK_THROWS_AS(database.execute(wrong), Error);
        }
        const Registry registry = read(database);
        CHECK(registry.enterprises().size() == 1);
        CHECK(registry.arrears().size() == 1);
        CHECK(registry.arrears()[0].record().principal == Money::from_fen(100));
    });
}

TEST_CASE("Registries in databases: what is not there, or of another version, is told") {
    on_each_empty_database([](Database& database) {
        Diagnostics problems;
        try {
            static_cast<void>(read_registry_database(database, problems));
            FAIL("nothing is there");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::mismatch);
            CHECK(error.message(Language::zh).find("没有登记数据") != std::string::npos);
        }
        database.execute(registry_schema(database.kind()));
        database.execute("UPDATE arrears_schema SET version = 2");
        for (const bool reading : {true, false}) {
            try {
                if (reading) static_cast<void>(read_registry_database(database, problems));
                else write_registry_database(sample(), database);
                FAIL("another version");
            } catch (const Error& error) {
                CHECK(error.kind() == ErrorKind::mismatch);
                CHECK(error.message(Language::en).find("of version \"2\"") != std::string::npos);
            }
        }
    });
}

TEST_CASE("Registries in databases: rows that got in past the schema are told with their places") {
    const auto database = open_database(":memory:", DatabaseAccess::write);
    database->execute(registry_schema(DatabaseKind::sqlite));
    database->execute("PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0");
    database->execute("INSERT INTO enterprises (entry, id, name) VALUES (7, 'E1', CAST(x'ff' AS TEXT)), (9, 'E2', 'sound')");
    database->execute("INSERT INTO arrears (entry, id, enterprise, category, \"from\", through, principal) VALUES "
                      "(3, 'A1', 'E2', 'pension', '2005-01', '2005-02', 1.5), (4, 'A2', 'E2', 'pension', '2005-01', '2005-02', 5)");
    database->execute("INSERT INTO payments (entry, id, arrears, date, amount) VALUES (1, 'P', 'A9', '2010-01-01', 1)");
    Diagnostics problems;
    CHECK_FALSE(read_registry_database(*database, problems));
    REQUIRE(problems.count() >= 2);
    CHECK(problems.faults()[0].place == Place{"enterprises", 7, 2, "name"});
    CHECK(problems.faults()[1].place == Place{"arrears", 3, 6, "principal"});
}

TEST_CASE("Registries in databases: a registry that cannot be written leaves nothing behind") {
    on_each_empty_database([](Database& database) {
        Registry::Builder builder;
        Enterprise enterprise{};
        enterprise.id = EnterpriseId{"E"};
        builder.add(enterprise, {});
        Worker worker{};
        worker.id = WorkerId{"W"};
        worker.enterprise = enterprise.id;
        worker.employment =
            Timeline<EmploymentStatus>::from({{Date{2010, 1, 1}, Date{2015, 1, 1}, enum_at<EmploymentStatus>(0)}});   // one that ends has no column
        builder.add(worker, {});
        const Registry registry = std::move(builder).build();
        CHECK_THROWS_AS(write_registry_database(registry, database), Error);
        Diagnostics problems;
        CHECK_THROWS_AS(read_registry_database(database, problems), Error);
        write_registry_database(sample(), database);
        CHECK(read(database) == sample());
    });
}
