// SPDX-License-Identifier: BSL-1.0
// Another city's survey: its own groups, bands and questions, over its own records, with nothing of it in the library.
// City, enterprises and amounts are invented: the records are synthetic.
#include <arrears/arrears.hpp>
#include <arrears/report/table_text.hpp>

#include <iostream>
#include <string>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

namespace {

// What this city's form asks: not Yangquan's systems and industry groups, but districts, kinds of trade and size.
ARREARS_ENUM(District, (harbour, "港口区", "Harbour"), (old_town, "老城区", "Old town"), (new_area, "新区", "New area"));

struct Answer {
    std::string enterprise;
    District district;
    std::string trade;         // code of GB/T 4754
    std::int64_t staff;
    ArrearsCategory category;
    Money owed;
    Date due;
};

const std::vector<Answer> answers{
    {"shipyard", District::harbour, "C3731", 820, ArrearsCategory::pension, 412.5_wan, {2018, 6, 30}},
    {"shipyard", District::harbour, "C3731", 820, ArrearsCategory::wages, 96.31_wan, {2018, 11, 30}},
    {"net works", District::harbour, "C1782", 64, ArrearsCategory::pension, 18.2_wan, {2017, 12, 31}},
    {"silk mill", District::old_town, "C1741", 305, ArrearsCategory::pension, 133.07_wan, {2016, 3, 31}},
    {"silk mill", District::old_town, "C1741", 305, ArrearsCategory::medical, 20.4_wan, {2018, 9, 30}},
    {"department store", District::old_town, "F5211", 47, ArrearsCategory::wages, 8.85_wan, {2018, 12, 31}},
    {"building company", District::new_area, "E4710", 150, ArrearsCategory::pension, 77.6_wan, {2018, 1, 31}},
    {"building company", District::new_area, "E4710", 150, ArrearsCategory::wages, 120_wan, {2018, 12, 15}},
};

const Grouping size{"size", "staff", {{"small", {"under 100", "百人以下"}, "..100"}, {"middle", {"100 to 299", "100–299 人"}, "100..300"},
                                      {"large", {"300 and more", "300 人以上"}, "300.."}}};
const Grouping trade{"trade", "industry", {{"textiles", {"Textiles", "纺织"}, "C17"}, {"making", {"Other manufacturing", "其他制造业"}, "C"},
                                           {"others", {"Others", "其他"}, "*"}}};

const Fields<Answer> fields{{"enterprise", &Answer::enterprise, {}, Counted::enterprises},
                            {"district", &Answer::district},
                            {"trade", &Answer::trade, trade},
                            {"size", &Answer::staff, size},
                            {"category", &Answer::category},
                            {"owed", &Answer::owed},
                            {"due", &Answer::due}};

}   // namespace

int main() {
    TableStyle in_wan;
    in_wan.unit = AmountUnit::wan_yuan;
    in_wan.shares = ShareRounding::largest_remainder;
    in_wan.share_decimals = 1;
    std::cout << "Synthetic records of an invented city.\n";
    for (const char* const question : {"rows district; measure distinct(enterprise), sum(owed), share(sum(owed) of total)",
                                       "rows trade, size; columns district; measure sum(owed)",
                                       "where category in (pension, medical) and due < 2018-07-01; rows size; "
                                       "measure median(owed), max(owed), min(due)",
                                       "measure gini(enterprise, sum(owed)), cr(2, enterprise, sum(owed)), top(2, enterprise, sum(owed))",
                                       "measure distinct(enterprise) having sum(owed) >= 100万元, count(where category = wages)"}) {
        const Table table = tabulate(Definition::parse(question), answers, fields);
        std::cout << '\n' << question << "\n\n" << print(table, ReportFormat::text, Language::zh, in_wan);
    }
}
