// SPDX-License-Identifier: BSL-1.0
#include "standard_tables.hpp"

#include <arrears/model/enumerations.hpp>

#include <string_view>
#include <utility>

namespace arrears {

namespace {

constexpr const char* million = "1000000";   // yuan: the survey's 百万元以上, which includes the number

const Text about_enterprises{"enterprises", "企业"};
const Text about_workers{"on the roll", "在册职工"};
const Text about_owed{"people owed", "被拖欠人员"};
const Text about_advances{"advances by workers", "职工垫缴"};

[[nodiscard]] std::string quoted_word(std::string_view text) {
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

/// One table in the making: all its parts are of the records that a base condition takes.
class Maker {
public:
    Maker(std::string id, Text title, std::string base = {}) : made_{std::move(id), std::move(title), std::move(base), {}} {}

    /// \param where a condition besides the base; \param rest the clauses behind it
    Maker& add(const char* from, const std::string& where, const std::string& rest, const Text& about = {}) {
        std::string condition = made_.base;
        if (!where.empty()) condition += (condition.empty() ? "" : " and ") + where;
        made_.parts.push_back({about, std::string{"from "} + from + "; " + (condition.empty() ? "" : "where " + condition + "; ") + rest});
        return *this;
    }
    Maker& arrears() {
        return add("arrears", "", std::string{"rows category; measure sum(outstanding), distinct(enterprise) having sum(outstanding) > 0, "} +
                                      "distinct(enterprise) having sum(outstanding) >= " + million);
    }
    Maker& enrolment(const Text& about = {}) {
        for (std::size_t i = 0; i < enum_count<Insurance>; ++i) {
            const std::string field = "enrolled_" + std::string{identifier(enum_at<Insurance>(i))};
            add("enterprises", field + " = enrolled", "measure count", about);
            add("enterprises", field + " = not_enrolled", "measure count", about);
            add("enterprises", field + " is unknown", "rows " + field + "; measure count", about);   // a line only where it occurs
        }
        return *this;
    }
    [[nodiscard]] TableSpec take() { return std::move(made_); }

private:
    TableSpec made_;
};

/// What one system, federation or group shows by itself.
[[nodiscard]] TableSpec case_study(const SystemView& view) {
    const std::string id{view.id().view()};
    Maker table{"system_" + id, view.name(), "system within " + quoted_word(id)};
    table.add("enterprises", "", "measure count", about_enterprises)
        .add("enterprises", "", "rows hardship_class; measure count", about_enterprises)
        .add("enterprises", "", "rows operating_status; measure count", about_enterprises)
        .add("enterprises", "operating_status in (halted, semi_halted)", "measure count", about_enterprises);
    if (view.kind() == SystemKind::group) {
        table.add("enterprises", "operating_status in (halted, semi_halted)", "rows enterprise; measure min(status_years)", about_enterprises);
    }
    table.enrolment(about_enterprises)
        .add("workers", "", "measure count", about_workers)
        .add("workers", "", "rows employment; measure count, share(count of total)", about_workers)
        .arrears()
        .add("claims", "", "rows category; measure distinct(person)", about_owed)
        .add("worker_advances", "", "rows category; measure distinct(person), sum(amount)", about_advances);
    TableSpec made = table.take();
    if (view.founded_year()) {
        made.parts.insert(made.parts.begin(),
                          {{}, "from systems; where system = " + quoted_word(id) + "; measure min(founded_year), min(age_years)"});
    }
    return made;
}

}   // namespace

std::vector<TableSpec> standard_tables(const Registry& registry) {
    std::vector<TableSpec> out;
    out.push_back(Maker{"enterprises", {"Enterprises by class of hardship", "企业困难类别"}}
                      .add("enterprises", "", "measure count")
                      .add("enterprises", "", "rows hardship_class; measure count")
                      .take());
    std::size_t of_industry = 0;
    for (const Grouping& grouping : registry.groupings()) of_industry += grouping.field() == "industry" ? 1U : 0U;
    for (const Grouping& grouping : registry.groupings()) {
        // The sections of GB/T 4754, which every registry has, only where there is no grouping of its own.
        if (grouping.field() != "industry" || (of_industry > 1 && grouping.name() == "industry_section")) continue;
        out.push_back(Maker{"enterprises_by_" + grouping.name(), {"Enterprises by industry", "企业行业分布"}}
                          .add("enterprises", "", "rows " + grouping.name() + "; measure count")
                          .take());
    }
    out.push_back(
        Maker{"enterprises_by_ownership", {"Enterprises by ownership", "企业性质"}}.add("enterprises", "", "rows ownership; measure count").take());
    out.push_back(Maker{"operation", {"Operation and years halted", "生产经营状况"}}
                      .add("enterprises", "", "rows operating_status; measure count")
                      .add("enterprises", "", "rows halt_band; measure count")
                      .take());
    out.push_back(Maker{"workforce", {"Workers on the roll", "在册职工"}}
                      .add("workers", "", "measure count")
                      .add("workers", "", "rows sex; measure count")
                      .add("workers", "", "rows employment; measure count, share(count of total)")
                      .add("households", "zero_employment = yes", "measure count")
                      .add("workers", "overdue_retirement = yes", "measure count")
                      .take());
    for (const Grouping& grouping : registry.groupings()) {
        if (grouping.field() != "age") continue;
        Maker ages{"workers_by_" + grouping.name(), {"Workers by age", "职工年龄结构"}};
        ages.add("workers", "", "rows " + grouping.name() + "; measure count, share(count of total)");
        for (const Group& group : grouping.groups()) {
            if (const std::string edge = lower_edge(group); !edge.empty()) ages.add("workers", "", "measure share(count where age >= " + edge + ")");
        }
        out.push_back(ages.take());
    }
    out.push_back(Maker{"education", {"Workers by education", "职工文化程度"}}
                      .add("workers", "", "rows education; measure count, share(count of total)")
                      .take());
    out.push_back(Maker{"income", {"Workers by income and employment", "职工收入情况"}}
                      .add("workers", "", "rows income; measure count")
                      .add("workers", "", "rows income, employment; measure count")
                      .take());
    out.push_back(Maker{"people_owed", {"People who are owed", "被拖欠人数"}}
                      .add("claims", "", "rows category; columns roll; measure distinct(person)")
                      .take());
    out.push_back(Maker{"arrears", {"What is owed, by category", "各类欠费与拖欠"}}.arrears().take());
    out.push_back(Maker{"advances", {"Advances by workers", "职工垫缴"}}
                      .add("worker_advances", "", "rows category; measure distinct(person), sum(amount)")
                      .take());
    out.push_back(Maker{"enrolment", {"Enrolment in the insurances", "参保情况"}}.enrolment().take());
    out.push_back(Maker{"resettlement", {"Enterprises under resettlement plans", "实施职工安置方案的企业"}}
                      .add("resettlement_plans", "", "measure count")
                      .add("resettlement_plans", "", "rows kind; measure count")
                      .take());
    for (const SystemView system : registry.systems()) out.push_back(case_study(system));
    return out;
}

}   // namespace arrears
