// SPDX-License-Identifier: BSL-1.0
#include "standard_tables.hpp"

#include <arrears/model/enumerations.hpp>

#include <string_view>

namespace arrears {

namespace {

constexpr const char* million = "1000000";   // yuan: the survey's 百万元以上, which includes the number

/// The definitions that show the same of any set of enterprises: `where` is empty for all, or ends in "; ".
void add_people(std::vector<std::string>& out, const std::string& where) {
    out.push_back("from workers; " + where + "measure count");
    out.push_back("from workers; " + where + "rows employment; measure count, share(count of total)");
}

void add_arrears(std::vector<std::string>& out, const std::string& where) {
    out.push_back("from arrears; " + where + "rows category; measure sum(outstanding), distinct(enterprise) having sum(outstanding) > 0, " +
                  "distinct(enterprise) having sum(outstanding) >= " + million);
    out.push_back("from claims; " + where + "rows category; measure distinct(person)");
    out.push_back("from worker_advances; " + where + "rows category; measure distinct(person), sum(amount)");
}

[[nodiscard]] std::vector<std::string> enrolment(const std::string& where) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < enum_count<Insurance>; ++i) {
        out.push_back("from enterprises; " + where + "rows enrolled_" + std::string{identifier(enum_at<Insurance>(i))} + "; measure count");
    }
    return out;
}

[[nodiscard]] std::string in_quotes(std::string_view text) {
    std::string out{"\""};
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

/// The number at which a band begins, as written: "40" of `40..46`; empty where it begins at none.
[[nodiscard]] std::string lower_edge(const Group& group) {
    const std::size_t dots = group.match.find("..");
    return dots == std::string::npos ? std::string{} : group.match.substr(0, dots);
}

/// What one system, federation or group shows by itself.
[[nodiscard]] TableSpec case_study(const System& system) {
    const std::string id{system.id.view()};
    const std::string where = "where system within " + in_quotes(id) + "; ";
    TableSpec table{"system_" + id, system.name, {}};
    table.definitions.push_back("from systems; where system = " + in_quotes(id) + "; measure min(founded_year), min(age_years)");
    table.definitions.push_back("from enterprises; " + where + "measure count");
    for (const char* const field : {"hardship_class", "operating_status"}) {
        table.definitions.push_back("from enterprises; " + where + "rows " + field + "; measure count");
    }
    table.definitions.push_back("from enterprises; where operating_status in (halted, semi_halted) and system within " + in_quotes(id) + "; measure count");
    table.definitions.push_back("from enterprises; " + where + "rows operating_status; measure max(status_years)");
    for (std::string& definition : enrolment(where)) table.definitions.push_back(std::move(definition));
    add_people(table.definitions, where);
    add_arrears(table.definitions, where);
    return table;
}

}   // namespace

std::vector<TableSpec> standard_tables(const Registry& registry) {
    std::vector<TableSpec> out;
    const auto add = [&](std::string id, Text title, std::vector<std::string> definitions) {
        out.push_back({std::move(id), std::move(title), std::move(definitions)});
    };
    add("enterprises", {"Enterprises by class of hardship", "企业困难类别"},
        {"from enterprises; measure count", "from enterprises; rows hardship_class; measure count"});
    for (const Grouping& grouping : registry.groupings()) {
        if (grouping.field() != "industry") continue;
        add("enterprises_by_" + grouping.name(), {"Enterprises by industry", "企业行业分布"}, {"from enterprises; rows " + grouping.name() + "; measure count"});
    }
    add("enterprises_by_ownership", {"Enterprises by ownership", "企业性质"}, {"from enterprises; rows ownership; measure count"});
    add("operation", {"Operation and years halted", "生产经营状况"},
        {"from enterprises; rows operating_status; measure count", "from enterprises; rows halt_band; measure count"});

    add("workforce", {"Workers on the roll", "在册职工"},
        {"from workers; measure count", "from workers; rows sex; measure count", "from workers; rows employment; measure count, share(count of total)",
         "from households; rows zero_employment; measure count", "from workers; rows overdue_retirement; measure count"});
    for (const Grouping& grouping : registry.groupings()) {
        if (grouping.field() != "age") continue;
        std::vector<std::string> definitions{"from workers; rows " + grouping.name() + "; measure count, share(count of total)"};
        for (const Group& group : grouping.groups()) {
            if (const std::string edge = lower_edge(group); !edge.empty()) definitions.push_back("from workers; measure share(count where age >= " + edge + ")");
        }
        add("workers_by_" + grouping.name(), {"Workers by age", "职工年龄结构"}, std::move(definitions));
    }
    add("education", {"Workers by education", "职工文化程度"}, {"from workers; rows education; measure count, share(count of total)"});
    add("income", {"Workers by income and employment", "职工收入情况"}, {"from workers; rows income; columns employment; measure count"});

    add("people_owed", {"People who are owed", "被拖欠人数"}, {"from claims; rows category; columns roll; measure distinct(person)"});
    std::vector<std::string> owed;
    add_arrears(owed, "");
    owed.erase(owed.begin() + 1);   // the people owed have the table before
    add("arrears", {"What is owed, by category", "各类欠费与拖欠"}, std::move(owed));
    add("enrolment", {"Enrolment in the insurances", "参保情况"}, enrolment(""));
    add("resettlement", {"Enterprises under resettlement plans", "实施职工安置方案的企业"},
        {"from resettlement_plans; measure count", "from resettlement_plans; rows kind; measure count"});
    for (const auto& system : registry.systems()) out.push_back(case_study(system.record()));
    return out;
}

}   // namespace arrears
