// SPDX-License-Identifier: BSL-1.0
// Each expectation is counted by hand from the few records of tests/model/sample.hpp.
#include <arrears/statistics/change.hpp>
#include <arrears/statistics/registry_tables.hpp>

#include "catch.hpp"
#include "model/sample.hpp"

#include <string>

using namespace arrears;

namespace {

const Date end_2018{2018, 12, 31};

std::string answer(const RegistryTables& tables, const std::string& definition) { return print(tables.evaluate(Definition::parse(definition))); }

Registry with_owed() {
    Registry::Builder builder = sample::builder();
    Worker first = sample::worker(1, 1);
    first.household = HouseholdId{"H1"};
    first.owed = CategorySet{ArrearsCategory::wages, ArrearsCategory::heating};
    first.education = Education::secondary;
    Worker third = sample::worker(3, 2);
    third.owed = CategorySet{ArrearsCategory::wages};
    third.sex = Sex::female;
    third.birth = Date{1979, 1, 1};   // 39 at the end of 2018
    builder.add(Grouping{"industry_group", "industry",
                         {{"chemicals", {"chemicals", "化工"}, "C26"}, {"manufacturing", {"manufacturing", "制造"}, "C"}}});
    return builder.replace(first).replace(third).build();
}

}   // namespace

TEST_CASE("RegistryTables: what a figure of each source is", "[statistics]") {
    const RegistryTables tables{with_owed(), end_2018};
    struct Row {
        const char* definition;
        const char* gives;
    };
    const auto row = GENERATE(values<Row>({
        {"from enterprises; measure count", "3"},
        {"from enterprises; where operating_status = halted; measure count", "3"},
        {"from enterprises; where operating_status = 停产 and status_years = 18; measure count", "3"},   // since 2000-01-01
        {"from enterprises; where halt_band = not_halted; measure count", "0"},
        {"from enterprises; where system within S1; measure count", "2"},   // E1 of S2, which is under S1, and E2, a unit of E1
        {"from enterprises; where system = S1; measure count", "0"},
        {"from enterprises; where system is unknown; measure count", "1"},
        {"from enterprises; where enrolled_pension is unknown; measure count", "3"},
        {"from enterprises; where industry_group = chemicals; measure count", "3"},   // C26
        {"from enterprises; where industry_group = manufacturing; measure count", "0"},   // C, but for what has a group of its own
        {"from enterprises; where industry_section = C; measure count", "3"},   // a grouping that every registry has
        {"from workers; where age_band = from_40_to_45; measure count", "2"},
        {"from enterprises; measure min(founded_year)", "1985"},
        {"from workers; measure count", "3"},
        {"from workers; where age >= 40; measure count", "2"},   // of 1975-03-04; the third is 39
        {"from workers; where sex = 女 and employment = 下岗; measure count", "1"},
        {"from workers; measure share(count where education = secondary)", "1/3"},
        {"from workers; where education is unknown; measure count", "2"},
        {"from retirees; measure max(age)", "68"},   // born 1950-01-01
        {"from people; rows roll; measure count", ""},
        {"from people; where roll = retired and enterprise = E1; measure count", "1"},
        {"from claims; measure count", "3"},
        {"from claims; where category = wages; measure distinct(person)", "2"},
        {"from claims; measure distinct(person)", "2"},   // not 3: one is owed in two categories
        {"from households; measure count", "1"},
        {"from arrears; measure sum(principal)", "2000.00"},
        {"from arrears; measure sum(paid)", "300.00"},
        {"from arrears; measure sum(advanced)", "250.00"},   // 200 and 50
        {"from arrears; measure sum(outstanding)", "1450.00"},
        {"from arrears; where enterprise = E1; measure sum(outstanding)", "500.00"},
        {"from arrears; where system within S1; measure sum(outstanding)", "1450.00"},
        {"from arrears; measure distinct(enterprise) having sum(outstanding) >= 500", "2"},
        {"from arrears; measure distinct(enterprise) having sum(outstanding) > 500", "1"},
        {"from arrears; measure top(1, enterprise, sum(outstanding))", "1. E2 950.00"},
        {"from arrears; where creditor = fund; measure count", "2"},
        {"from arrears; as of 2018-12-31; where due_month = 2018-12 and due_year = 2018; measure count", "2"},
        {"from arrears; where due_ageing = not_due; measure sum(outstanding)", "1450.00"},   // due on that very day
        {"from arrears; measure max(due_days)", "0"},
        {"from payments; where category = pension; measure sum(amount)", "300.00"},
        {"from worker_advances; measure distinct(person)", "2"},
        {"from worker_advances; where enterprise = E2; measure sum(amount)", "50.00"},
        {"from systems; measure count", "2"},
        {"from systems; where kind = group; measure count", "1"},
        {"from systems; measure max(age_years)", "66"},   // 1952; by the end of 2018 these are completed in any case
        {"from resettlement_plans; where kind = closed; measure count", "1"},
    }));
    INFO(row.definition);
    const Definition definition = Definition::parse(row.definition);
    if (!definition.is_single()) {
        CHECK_THROWS_AS(tables.evaluate(definition), Error);
        CHECK(tables.tabulate(definition).value(Table::all, Table::all).count()->number == 4);
    } else {
        CHECK(answer(tables, row.definition) == row.gives);
    }
}

TEST_CASE("RegistryTables: as of another day", "[statistics]") {
    const Registry registry = with_owed();
    const auto as_of = [&](Date day, const char* definition) { return answer(RegistryTables{registry, day}, definition); };
    const char* const outstanding = "from arrears; measure sum(outstanding)";
    CHECK(as_of(Date{2018, 12, 30}, outstanding) == "0.00");   // owed for months up to December, so due with its last day
    CHECK(as_of(end_2018, outstanding) == "1450.00");
    CHECK(as_of(Date{2018, 5, 31}, "from payments; measure count") == "0");
    CHECK(as_of(Date{2018, 6, 1}, "from payments; measure count") == "1");
    CHECK(as_of(Date{1999, 12, 31}, "from enterprises; where operating_status = normal; measure count") == "3");
    CHECK(as_of(Date{2000, 1, 1}, "from enterprises; where operating_status = normal; measure count") == "0");
    CHECK(as_of(Date{1989, 12, 31}, "from enterprises; where operating_status is unknown; measure count") == "3");
    CHECK(as_of(Date{2018, 6, 30}, "from systems; measure max(age_years)") == "65");   // only the year is known: not yet for certain
    CHECK(as_of(Date{2015, 3, 3}, "from workers; where age >= 40; measure count") == "0");
    CHECK(as_of(Date{2015, 3, 4}, "from workers; where age >= 40; measure count") == "2");
    CHECK(as_of(Date{2019, 3, 31}, "from arrears; where due_ageing = up_to_3_months; measure count") == "2");
    CHECK(as_of(Date{2019, 4, 1}, "from arrears; where due_ageing = over_3_months; measure count") == "2");   // up to 12
    CHECK(as_of(Date{2019, 4, 1}, "from arrears; measure min(due_days)") == "91");
}

TEST_CASE("RegistryTables: a definition of another day is refused, and states of two days do not merge but can be compared", "[statistics]") {
    const RegistryTables tables{with_owed(), end_2018}, later{with_owed(), Date{2019, 4, 1}};
    CHECK_THROWS_WITH(tables.evaluate(Definition::parse("from arrears; as of 2018-12-30; measure count")),
                      "the definition is as of 2018-12-30; expected as of 2018-12-31, as the records are");
    const Definition question = Definition::parse("from arrears; rows due_ageing; measure sum(outstanding)");
    State state = tables.state(question);
    CHECK(print(state.definition()) == "from arrears; as of 2018-12-31; rows due_ageing; measure sum(outstanding)");
    try {
        state.merge(later.state(question));
        FAIL("they were merged");
    } catch (const Error& error) {
        CHECK(error.fault().problem.en == "the definitions differ: \"as of 2018-12-31\" and \"as of 2019-04-01\"");
    }
    const ChangeTable changed = change(state, later.state(question));
    CHECK(changed.definition() == question);
    CHECK(print(changed.change(0, ChangeTable::all).difference) == "-1450.00");
    CHECK(print(changed.change(2, ChangeTable::all).after) == "1450.00");
    RegistryRules rules;
    rules.ageing = AgeingBands{{1}};
    rules.law = "monthly";
    CHECK(print(RegistryTables{with_owed(), Date{2019, 4, 1}, rules}.evaluate(
              Definition::parse("from arrears; where due_ageing = over_1_months; measure count"))) == "2");
}

TEST_CASE("RegistryTables: rules of one's own need a name, and states by different rules do not merge", "[statistics]") {
    RegistryRules own;
    own.overdue_retirement = OverdueRetirementRule{};
    REQUIRE_FALSE(own == RegistryRules{});
    CHECK_THROWS_WITH((RegistryTables{with_owed(), end_2018, own}),
                      "RegistryTables: the rules are not those of the survey and have no name of their own; expected a name in RegistryRules::law");
    own.law = "province";
    const Definition question = Definition::parse("from workers; where overdue_retirement = yes; measure count");
    State state = RegistryTables{with_owed(), end_2018}.state(question);
    const State other = RegistryTables{with_owed(), end_2018, own}.state(question);
    try {
        state.merge(other);
        FAIL("they were merged");
    } catch (const Error& error) {
        CHECK(error.fault().kind == ErrorKind::mismatch);
        CHECK(error.fault().problem.en == "fields were decided by different rules: \"survey\" and \"province\"");
    }
    CHECK_FALSE(state == other);
}

TEST_CASE("RegistryTables: states of two registries merge by their texts, not by their positions", "[statistics]") {
    const RegistryTables one{with_owed(), end_2018};
    Registry::Builder other;
    other.add(sample::enterprise(7)).add(sample::enterprise(1));   // E1 of the other office too: one enterprise
    other.add(sample::arrears(70, 7)).add(sample::arrears(71, 1));
    const RegistryTables two{other.build(), end_2018};
    const auto merged = [&](const char* definition) {
        const Definition asked = Definition::parse(definition);
        State a = one.state(asked), b = two.state(asked);
        const State ab = merge(a, b), ba = merge(b, a);
        CHECK(ab.table() == ba.table());
        return ab.table();
    };
    const Table by_enterprise = merged("from arrears; rows enterprise; measure sum(outstanding)");
    CHECK(by_enterprise.rows().size() == 3);
    CHECK(print(by_enterprise.value(*by_enterprise.find_row("E1"), Table::all)) == "1500.00");
    CHECK(print(merged("from arrears; measure distinct(enterprise)").value(0, Table::all)) == "3");
    CHECK(print(merged("from arrears; measure distinct(enterprise) having sum(outstanding) >= 1000").value(0, Table::all)) == "2");

    const Definition by_system = Definition::parse("from arrears; rows system; measure count");
    State mine = one.state(by_system);
    CHECK_THROWS_AS(mine.merge(two.state(by_system)), Error);   // the systems are a closed list, and the two lists differ
}

TEST_CASE("RegistryTables: a source that is not there is told with the nearest", "[statistics]") {
    const RegistryTables tables{with_owed(), end_2018};
    try {
        static_cast<void>(tables.evaluate(Definition::parse("from enterprise; measure count")));
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::unknown_name);
        CHECK_THAT(error.message(Language::en), Catch::Contains("enterprises"));
    }
    CHECK_THROWS_AS(tables.evaluate(Definition::parse("measure count")), Error);
}
