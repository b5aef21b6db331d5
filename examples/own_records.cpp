// SPDX-License-Identifier: BSL-1.0
// Statistics over records of one's own: no registry, no copying, only names for the members. A question is a line of text, so a
// program can take it from its user. The records below are invented.
#include <arrears/arrears.hpp>

#include <iostream>
#include <string>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

struct Claim {
    std::string enterprise;
    std::string district;
    ArrearsCategory category;
    Money owed;
};

int main() {
    const std::vector<Claim> claims{
        {"Cotton mill", "north", ArrearsCategory::pension, 120.5_wan}, {"Cotton mill", "north", ArrearsCategory::wages, 40_wan},
        {"Bus company", "north", ArrearsCategory::pension, 99.99_wan}, {"Brickworks", "south", ArrearsCategory::pension, 310_wan},
        {"Brickworks", "south", ArrearsCategory::wages, 0.01_yuan},
    };
    const Fields<Claim> fields{
        {"enterprise", &Claim::enterprise}, {"district", &Claim::district}, {"category", &Claim::category}, {"owed", &Claim::owed}};

    const auto question = Definition::parse("rows district; columns category; measure sum(owed), distinct(enterprise)");
    const Table table = tabulate(question, claims, fields);
    for (std::size_t row = 0; row < table.rows().size(); ++row) {
        std::cout << table.rows()[row][0].key << ": " << table.value(row, Table::all, 0) << " yuan, " << table.value(row, Table::all, 1)
                  << " enterprises\n";
    }
    std::cout << "both: " << table.value(Table::all, Table::all, 0) << " yuan, " << table.value(Table::all, Table::all, 1) << " enterprises\n";

    const auto million = Definition::parse("where category = pension; measure distinct(enterprise) having sum(owed) >= 100万元");
    std::cout << "owing 1 million or more of pension: " << evaluate(million, claims, fields) << '\n';

    // Two offices count apart and add up their states; the enterprise that is in both counts once.
    State north = start(question, fields), south = start(question, fields);
    add(north, std::vector<Claim>(claims.begin(), claims.begin() + 3), fields);
    add(south, std::vector<Claim>(claims.begin() + 3, claims.end()), fields);
    north.merge(south);
    std::cout << "counted apart and merged, the same: " << std::boolalpha << (north.table() == table) << '\n';
}
