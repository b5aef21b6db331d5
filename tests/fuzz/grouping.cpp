// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/core/grouping_rows.hpp>

#include <array>

// The input is a table: rows by line, cells (grouping, field, group, match) by '|'.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    std::string_view rest = fuzz::text(data, size);
    std::vector<GroupingRow> rows;
    while (!rest.empty() && rows.size() < 50) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() == rest.size() ? rest.size() : line.size() + 1);
        std::array<std::string, 4> cells;
        for (std::string& cell : cells) {
            cell = line.substr(0, line.find('|'));
            line.remove_prefix(cell.size() == line.size() ? line.size() : cell.size() + 1);
        }
        rows.push_back({cells[0], cells[1], {cells[2], {}, cells[3], {"f.csv", rows.size() + 1, 1, {}}}});
    }
    const std::size_t count = rows.size();
    const Groupings made = make_groupings(std::move(rows));
    for (const Fault& fault : made.faults) fuzz::require(!fault.problem.en.empty() && fault.place.line <= count, "a fault has its row");
    for (const Grouping& grouping : made.groupings) {
        std::vector<Group> groups(grouping.groups().begin(), grouping.groups().end());
        const auto [again, faults] = Grouping::try_make(grouping.name(), grouping.field(), groups);
        fuzz::require(again && faults.empty() && *again == grouping && again->kind() == grouping.kind(), "a grouping can be made again");
        for (std::size_t i = 0; i < grouping.size(); ++i) {
            fuzz::require(grouping.find(groups[i].id) == i, "a group is found by its id");
            fuzz::require(!grouping.label(i, Language::zh).empty(), "a group has a label");
        }
        for (const std::int64_t number : {INT64_MIN, INT64_C(-1), INT64_C(0), INT64_C(40), INT64_MAX}) {
            if (grouping.kind() != GroupingKind::numbers) break;
            const auto group = grouping.group_of(number);
            fuzz::require(!group || *group < grouping.size(), "a number falls into a group that is there");
        }
        for (const char* const code : {"", "C", "C26", "C2614", "\xFF"}) {
            if (grouping.kind() != GroupingKind::codes) break;
            const auto group = grouping.group_of(std::string_view{code});
            fuzz::require(!group || (*group < grouping.size() && *code != '\0'), "a code falls into a group that is there");
        }
    }
    return 0;
}
