// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/table_text.hpp>

#include "catch.hpp"

#include <arrears/statistics/tabulate.hpp>

#include <string>
#include <vector>

using namespace arrears;

namespace {

struct Claim {
    std::string region;
    bool disputed = false;
    Money owed{};
};

JoinedTable joined(const char* clauses) {
    const Fields<Claim> fields{{"region", &Claim::region}, {"disputed", &Claim::disputed}, {"owed", &Claim::owed}};
    const auto table = [&](const std::vector<Claim>& claims) { return tabulate(Definition::parse(clauses), claims, fields); };
    JoinedTable made{{{"published", {"published", "公布"}, table({{"北", true, 100_yuan}, {"南", false, 5_yuan}})},
                      {"computed", {"computed", "计算"}, table({{"北", true, 100.5_yuan}, {"西", false, 7_yuan}})}}};
    made.add_difference("computed", "published");
    return made;
}

}   // namespace

TEST_CASE("print(JoinedTable): side by side, what is missing left blank, in every form", "[report]") {
    const JoinedTable table = joined("rows region; measure sum(owed)");
    CHECK(print(table, ReportFormat::text, Language::zh) == "region    公布    计算  差额\n"
                                                            "----------------------------\n"
                                                            "北      100.00  100.50  0.50\n"
                                                            "南        5.00             -\n"
                                                            "西                7.00     -\n"
                                                            "合计    105.00  107.50  2.50\n");
    CHECK(print(table, ReportFormat::markdown, Language::en)
              .starts_with("| region | published | computed | difference |\n| --- | ---: | ---: | ---: |\n"));
    CHECK(print(table, ReportFormat::csv, Language::zh) == "region,measure,published,computed,difference\n"
                                                           "北,sum(owed),100.00,100.50,0.50\n"
                                                           "南,sum(owed),5.00,,\n"
                                                           "西,sum(owed),,7.00,\n");
    const std::string json = print(table, ReportFormat::json, Language::en);
    CHECK_THAT(json, Catch::Contains("\"format\": \"arrears.joined_table\"") && Catch::Contains("\"minuend\": \"computed\"") &&
                         Catch::Contains("\"quantity\": \"amount\""));
    CHECK_THAT(json, Catch::Contains("\"difference\""));
}

TEST_CASE("print(JoinedTable): crossed, of several measures, each column says all that it is", "[report]") {
    const std::string text = print(joined("rows region; columns disputed; measure count, sum(owed)"), ReportFormat::text, Language::en);
    CHECK_THAT(text, Catch::Contains("yes: count: published  yes: count: computed  yes: count: difference  yes: sum(owed): published") &&
                         Catch::Contains("all: sum(owed): difference"));
    TableStyle wan;
    wan.unit = AmountUnit::wan_yuan;
    CHECK_THAT(print(joined("measure sum(owed)"), ReportFormat::text, Language::zh, wan), Catch::EndsWith("金额单位：万元。\n"));
}
