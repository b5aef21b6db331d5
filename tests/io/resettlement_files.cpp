// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_files.hpp"

#include <arrears/io/resettlement_files.hpp>

#include <string>

using namespace arrears;
using namespace arrears::literals;

namespace {

const Date as_of{2010, 6, 30};

Files plan() {
    return {{"plan.csv", "编号,企业名称,类型,受理日期,财产,当地月平均工资,月最低工资\nP-07,第二纺织厂,破产,2009-06-03,6万元,1500,700\n"},
            {"steps.csv", "步骤,日期,会议,代表总数,出席人数,赞成票数,无记名投票\n拟订,2009-03-02,,,,,\n审议,2009-04-10,职代会,120,84,,\n"
                          "表决通过,2009-04-10,职代会,120,84,61,是\n"},
            {"workers.csv", "id,destination,service_from,service_through,wage\nW1,重新就业,,,\nW2,经济补偿,1998-07-01,2009-12-31,1200\n"},
            {"insurance.csv", "worker,insurance,standing,from,to\nW1,养老,欠费,2001-01-01,2003-01-01\nW1,养老,中断,2003-01-01,\n"},
            {"claims.csv", "id,kind,amount,owed_since,collateral,advance\nC1,工资,4万元,2005-12-31,,\nC2,职工工资,30000,2008-12-31,,是\n"}};
}
/// What is told of a plan with one file otherwise.
std::string problems_of(const std::string& name, const std::string& text, Language language = Language::en) {
    Files files = plan();
    files[name] = text;
    const ScratchFolder folder;
    put(folder, files);
    Diagnostics problems;
    if (const auto read = read_resettlement(folder.path().string(), national_parameters(), problems))
        CHECK_FALSE(cost_of(*read, {}, {}, as_of, problems).has_value());
    return told(problems, folder, language);
}

}   // namespace

TEST_CASE("Plan folders: read in either language's words, compensation computed", "[io]") {
    const ScratchFolder folder;
    put(folder, plan());
    Diagnostics problems;
    const auto read = read_resettlement(folder.path().string(), national_parameters(), problems);
    CHECK(told(problems, folder) == "");
    REQUIRE(read.has_value());
    CHECK(read->process.state() == ResettlementState::adopted);
    CHECK((read->process.plan() == ResettlementPlan{PlanId{"P-07"}, "第二纺织厂", ResettlementKind::bankrupt, Date{2009, 4, 10}}));
    REQUIRE(read->process.workers().size() == 2);
    CHECK(read->process.workers()[0].insurance[0].at(Date{2005, 1, 1}) == InsuranceStanding::interrupted);
    CHECK(read->estate.means == 60'000_yuan);
    CHECK(read->estate.claims[1].advance);
    const auto cost = cost_of(*read, {}, {}, as_of, problems);
    REQUIRE(cost.has_value());
    REQUIRE(cost->is_determined());
    REQUIRE(cost->estate.claims.size() == 3);
    CHECK(cost->shares().of(ClaimRank::first).claimed == 84'400_yuan);
    CHECK(
        (cost->estate.claims[2] == EstateClaim{ClaimKind::compensation, 14'400_yuan, Date{2009, 12, 31}, {}, false}));   // 2 years, and 9.5 begun: 10
}

TEST_CASE("Plan folders: what cannot be is told by file, line and column, in both languages", "[io]") {
    const std::string steps =
        "step,on,meeting,delegates,present,in_favour,secret_ballot\ndraft,2009-03-02,,,,,\nadopt,2009-04-10,职代会,120,84,61,是\n";
    CHECK(problems_of("steps.csv", steps).starts_with("steps.csv:3:1 (step): adopt: the plan is drafted; expected first: deliberate, by "));
    CHECK(problems_of("steps.csv", steps, Language::zh).starts_with("steps.csv:3:1 (step): 表决通过：方案已拟订；应先：审议，依据："));
    const std::string all =
        "step,on,meeting,delegates,present,in_favour,secret_ballot\ndraft,2009-03-02,,,,,\ndeliberate,2009-03-03,职代会,120,84,,\n"
        "adopt,2009-03-03,职代会,120,84,61,是\npetition,2009-03-04,,,,,\ncarry_out,2009-03-05,,,,,\n";
    Files files = plan();
    files["workers.csv"] = "id,destination\nW1,\n140399198001010012,\n";
    files["insurance.csv"] = "worker,insurance,standing\n";
    files["steps.csv"] = all;
    const ScratchFolder folder;
    put(folder, files);
    Diagnostics problems;
    CHECK_FALSE(read_resettlement(folder.path().string(), national_parameters(), problems).has_value());
    const std::string text = told(problems, folder);
    CHECK(text.starts_with("workers.csv:2:4 (destination): carry out: worker no. 1 has no destination; expected one of re_employed,"));
    CHECK(text.find("workers.csv:3:20 (destination): carry out: worker no. 2 has no destination") != std::string::npos);
    CHECK(text.find("140399") == std::string::npos);
    CHECK(problems_of("ranks.csv", "rank,claimed\n第一顺序,84400.01\n") ==
          "ranks.csv:2:6 (claimed): stated of first rank: 84400.01 yuan, while its claims add up to 84400.00; expected equal amounts\n");
    CHECK(problems_of("ranks.csv", "rank,claimed\nfirst,1\n", Language::zh) ==
          "ranks.csv:2:7 (claimed): 所列第一顺序为 1.00 元，而债权合计 84400.00 元；两者应相等\n");
}

TEST_CASE("Plan folders: a folder, or plan.csv, that is not there", "[io]") {
    Diagnostics problems;
    CHECK_THROWS_AS(read_resettlement("/no/such/folder", national_parameters(), problems), Error);
    const ScratchFolder folder;
    put(folder, {{"plan.csv", "id,kind\nP1,关闭\nP2,关闭\n"}});
    CHECK_FALSE(read_resettlement(folder.path().string(), national_parameters(), problems).has_value());
    CHECK(told(problems, folder) == "plan.csv:3:1: a folder is of one plan; expected one row\n");
}
