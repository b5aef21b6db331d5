// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/registry_records.hpp>

#include "catch.hpp"
#include "model/sample.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const Date end_2018{2018, 12, 31};

template <class Id>
std::string ids(const std::vector<Id>& all) {
    std::string out;
    for (const Id& each : all) out += (out.empty() ? "" : " ") + std::string{each.view()};
    return out;
}

}   // namespace

TEST_CASE("ids_behind: the ids of just the records that a cell counts, of their type", "[statistics]") {
    const RegistryTables tables{sample::builder().build(), end_2018};
    const auto all = [&](const char* definition) { return Definition::parse(definition); };
    const Definition in_system = all("from enterprises; where system within S1; measure count");
    CHECK(ids(ids_behind<EnterpriseId>(tables, in_system)) == "E2 E1");   // as the registry has them
    CHECK(ids(ids_behind<SystemId>(tables, all("from enterprises; measure count"))).find("S2") == 0);   // where known
    for (const char* const definition :
         {"from enterprises; rows system; columns ownership; measure count", "from workers; rows sex; measure count",
          "from people; rows roll; measure count", "from households; rows zero_employment; measure count",
          "from arrears; where principal > 0; rows category; columns creditor; measure sum(outstanding)",
          "from payments; rows category; measure count",
          "from worker_advances; rows person; measure count", "from systems; rows kind; measure count",
          "from resettlement_plans; rows kind; measure count"}) {
        INFO(definition);
        const Table table = tables.tabulate(all(definition));
        for (std::size_t r = 0; r <= table.rows().size(); ++r) {
            for (std::size_t c = 0; c <= table.columns().size(); ++c) {
                const std::size_t row = r == table.rows().size() ? Table::all : r, column = c == table.columns().size() ? Table::all : c;
                const Definition cell = table.records_definition(row, column);
                const std::string source = table.definition().source().text;
                const auto unique = [](auto found) {
                    std::sort(found.begin(), found.end());
                    return static_cast<std::int64_t>(std::unique(found.begin(), found.end()) - found.begin());
                };
                std::int64_t count = -1;
                if (source == "enterprises") count = unique(ids_behind<EnterpriseId>(tables, cell));
                else if (source == "workers" || source == "people") count = unique(ids_behind<WorkerId>(tables, cell));
                else if (source == "households") count = unique(ids_behind<HouseholdId>(tables, cell));
                else if (source == "arrears") count = unique(ids_behind<ArrearsId>(tables, cell));
                else if (source == "payments") count = unique(ids_behind<PaymentId>(tables, cell));
                else if (source == "worker_advances") count = unique(ids_behind<AdvanceId>(tables, cell));
                else if (source == "systems") count = unique(ids_behind<SystemId>(tables, cell));
                else count = unique(ids_behind<PlanId>(tables, cell));
                CHECK(count == table.records(row, column));
            }
        }
    }
}

TEST_CASE("ids_behind: records without such ids are told", "[statistics]") {
    const RegistryTables tables{sample::builder().build(), end_2018};
    CHECK_THROWS_AS(ids_behind<ArrearsId>(tables, Definition::parse("from enterprises; measure count")), Error);
    CHECK_THROWS_AS(ids_behind<ArrearsId>(tables, Definition::parse("from nowhere; measure count")), Error);
    CHECK(ids_behind<EnterpriseId>(tables, Definition::parse("from arrears; measure count")).size() == 2);   // each row's own
}
