// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/table_text.hpp>

#include "catch.hpp"
#include "statistics/some_rows.hpp"

#include <arrears/statistics/tabulate.hpp>

#include <string>
#include <vector>

using namespace arrears;

namespace {

Table table(const char* question) {
    std::vector<some::Debt> rows;
    const auto add = [&rows](std::optional<some::Region> region, const char* kind, std::int64_t yuan, std::int64_t people) {
        rows.emplace_back();
        rows.back().region = region;
        rows.back().enterprise = EnterpriseId{"e" + std::to_string(rows.size())};
        rows.back().kind = kind;
        rows.back().owed = Money::from_yuan(yuan);
        rows.back().people = people;
    };
    add(some::Region::north, "a|b", 1'234'567, 1);
    add(some::Region::north, "=c", 5, 2);
    add(some::Region::south, "=c", -5, 2);
    add({}, "", 100, 4);
    return tabulate(Definition::parse(question), rows, some::debt_fields());
}

}   // namespace

TEST_CASE("print(Table): text and Markdown, aligned also where Chinese text is of double width", "[report]") {
    const Table sums = table("rows region; measure sum(owed), mean(people)");
    CHECK(print(sums, ReportFormat::text, Language::en) == "region      sum(owed)  mean(people)\n"
                                                           "-----------------------------------\n"
                                                           "north    1,234,572.00        1.5000\n"
                                                           "south           -5.00        2.0000\n"
                                                           "west             0.00             -\n"
                                                           "unknown        100.00        4.0000\n"
                                                           "all      1,234,667.00        2.2500\n");
    TableStyle wan;
    wan.unit = AmountUnit::wan_yuan;
    wan.amount_decimals = 1;
    CHECK(print(sums, ReportFormat::text, Language::zh, wan) == "region  sum(owed)  mean(people)\n"
                                                                "-------------------------------\n"
                                                                "北          123.5        1.5000\n"
                                                                "南            0.0        2.0000\n"
                                                                "西            0.0             -\n"
                                                                "不详          0.0        4.0000\n"
                                                                "合计        123.5        2.2500\n"
                                                                "金额单位：万元。\n");
    CHECK(print(table("columns kind; measure count"), ReportFormat::markdown, Language::en) ==
          "| =c | a\\|b | unknown | all |\n| ---: | ---: | ---: | ---: |\n| 2 | 1 | 1 | 4 |\n");
}

TEST_CASE("print(Table): CSV has keys, exact values and cells with records alone", "[report]") {
    const Table crossed = table("rows region; columns kind; measure count, sum(owed), share(count of row)");
    CHECK(print(crossed, ReportFormat::csv, Language::zh) == "region,kind,count,sum(owed),share(count of row)\n"
                                                             "north,'=c,1,5.00,1/2\n"
                                                             "north,a|b,1,1234567.00,1/2\n"
                                                             "south,'=c,1,-5.00,1\n"
                                                             ",,1,100.00,1\n");
    TableStyle margins;
    margins.csv_margins = true;
    CHECK_THAT(print(crossed, ReportFormat::csv, Language::zh, margins),
               Catch::Contains("*,'=c,2,0.00,1/2\n") && Catch::Contains("*,*,4,1234667.00,1\n"));
    CHECK(print(table("where kind = nowhere; measure count, sum(owed)"), ReportFormat::csv, Language::en) == "count,sum(owed)\n0,0.00\n");
}

TEST_CASE("print(Table): JSON has every cell and margin, with the records behind it", "[report]") {
    const std::string json =
        print(table("rows region; measure share(sum(people) of total), top(1, kind, sum(owed))"), ReportFormat::json, Language::zh);
    CHECK_THAT(json, Catch::Contains("\"definition\": \"rows region; measure share(sum(people) of total), top(1, kind, sum(owed))\""));
    CHECK_THAT(json, Catch::Contains("\"ratio\": \"1/3\"") && Catch::Contains("\"label\": \"不详\"") && Catch::Contains("\"key\": null"));
    CHECK_THAT(json, Catch::Contains("\"row\": null") && Catch::Contains("\"sum\": 1234567.00"));
}

TEST_CASE("print(Table): shares by largest remainder add up to 100%, where the exact ones add up to 1", "[report]") {
    TableStyle style;
    style.shares = ShareRounding::largest_remainder;
    style.share_decimals = 0;
    const std::string shares =
        print(table("rows kind; measure share(sum(people) of total), share(count of column)"), ReportFormat::text, Language::en, style);
    CHECK_THAT(shares, Catch::Contains("=c                               45%                     50%") &&   // 4/9: the largest remainder
                           Catch::Contains("a|b                              11%                     25%") &&
                           Catch::Contains("unknown                          44%                     25%"));
    CHECK_THAT(shares, Catch::EndsWith("so that they add up to 100%.\n"));
    style.share_decimals = 19;
    CHECK_THROWS_AS(print(table("measure count"), ReportFormat::text, Language::en, style), Error);
}
