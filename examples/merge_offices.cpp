// SPDX-License-Identifier: BSL-1.0
// Three offices count their own records by one definition and hand over states, not records. The province adds the states up: an
// enterprise that owes in two cities counts once, and a correction takes back what it replaces. All records are invented.
#include <arrears/arrears.hpp>
#include <arrears/io/state_file.hpp>
#include <arrears/report/table_text.hpp>

#include <iostream>
#include <string>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

namespace {

struct Row {
    EnterpriseId enterprise;
    ArrearsCategory category;
    Money owed;
};
const Fields<Row> fields{{"enterprise", &Row::enterprise}, {"category", &Row::category}, {"owed", &Row::owed}};

const Definition monthly_return = Definition::parse("where category in (pension, wages); rows category; measure distinct(enterprise), sum(owed), "
                                                    "distinct(enterprise) having sum(owed) >= 100万元");

/// What an office does: its records stay with it.
std::string hand_over(const std::vector<Row>& records) {
    State state = start(monthly_return, fields);
    add(state, records, fields);
    return write_state(state);
}

}   // namespace

int main() {
    const EnterpriseId mill{"mill"}, depot{"depot"}, works{"works"};
    const std::vector<Row> north{{mill, ArrearsCategory::pension, 60_wan}, {depot, ArrearsCategory::wages, 7.5_wan}};
    const std::vector<Row> south{{mill, ArrearsCategory::pension, 55_wan}, {works, ArrearsCategory::pension, 20_wan}};
    const std::vector<Row> east{{works, ArrearsCategory::wages, 3_wan}, {depot, ArrearsCategory::wages, 99_wan}};

    State province = start(monthly_return, fields);
    for (const std::vector<Row>& office : {east, north, south}) {   // in any order
        const std::string document = hand_over(office);
        std::cout << "handed over: " << document.size() << " bytes\n";
        province.merge(read_state(bytes_of_text(document), "an office").value());
    }
    std::cout << '\n' << print(province.table(), ReportFormat::text, Language::en);

    // In the mill's two cities it owes under a million each, in the province more: no sum of tables would have found it.
    // East finds that it typed 99 for 9.9, and hands over what to take back and what to put in its place.
    State correction = start(monthly_return, fields);
    withdraw(correction, std::vector<Row>{{depot, ArrearsCategory::wages, 99_wan}}, fields);
    add(correction, std::vector<Row>{{depot, ArrearsCategory::wages, 9.9_wan}}, fields);
    province.merge(correction);
    std::cout << "\ncorrected:\n" << print(province.table(), ReportFormat::text, Language::en);
}
