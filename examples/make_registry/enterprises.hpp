// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "draft.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace make_registry {

/// Gives `enterprise` what a row of enterprises.csv or quotas.csv says of its status.
inline void set_status(Enterprise& enterprise, const Row& row, const std::string& status, Date as_of, Random& random) {
    enterprise.status = status;
    if (row.has("since")) enterprise.since = row.date("since");
    else if (row.has("years")) {
        const Range years = row.range("years");
        enterprise.since = years_before(as_of, random.between(years.first, years.last), random);
    }
    if (enterprise.since && (*enterprise.since > as_of || *enterprise.since <= enterprise.founded)) {
        throw cannot(row.place("years"), {"a status does not begin between the founding and the as-of date", "经营状况起始日期不在成立日期与统计日期之间"});
    }
}

inline void set_attribute(Enterprise& enterprise, const std::string& attribute, const Row& row, const std::string& value, Date as_of,
                          Random& random) {
    if (attribute == "status") set_status(enterprise, row, value, as_of, random);
    else if (attribute == "certification") enterprise.certification = value;
    else if (attribute == "ownership") enterprise.ownership = value;
    else if (attribute == "industry") enterprise.industry = value;
    else throw cannot(row.place("attribute"), {"no attribute \"" + attribute + "\" of enterprises", "企业没有属性“" + attribute + "”"});
}

/// Values counted out in quotas.csv, dealt to the enterprises of their group.
inline void deal_quotas(Draft& draft) {
    std::map<std::string, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < draft.enterprises.size(); ++i) members[draft.enterprises[i].group].push_back(i);
    std::map<std::pair<std::string, std::string>, std::vector<const Row*>> dealt;
    for (const Row& row : draft.description.quotas) {
        auto& values = dealt[{row.text("group"), row.text("attribute")}];
        values.insert(values.end(), static_cast<std::size_t>(row.whole("count")), &row);
    }
    for (auto& [key, values] : dealt) {
        const auto& [group, attribute] = key;
        const auto& those = members[group];
        if (values.size() != those.size()) {
            const std::string counts = std::to_string(values.size()) + " / " + std::to_string(those.size());
            throw cannot({"quotas.csv", 0, 0, "count"}, {group + ", " + attribute + ": quotas and enterprises differ, " + counts,
                                                         group + "，" + attribute + "：配额与企业数不等，" + counts});
        }
        Random random = draft.random("quota " + group + " " + attribute);
        random.shuffle(values);
        for (std::size_t i = 0; i < those.size(); ++i) {
            set_attribute(draft.enterprises[those[i]], attribute, *values[i], values[i]->text("value"), draft.as_of, random);
        }
    }
}

/// Which enterprises are enrolled in which fund, since when. A fund with no row in enrolments.csv stays unknown.
inline void deal_enrolments(Draft& draft) {
    std::map<std::string, std::vector<Stated>> stated;
    for (const Row& row : draft.description.enrolments) {
        stated[row.text("insurance")].push_back({row.text("scope"), row.whole("enrolled"), &row});
    }
    const Range years = draft.description.setting("enrolled_years").range("value");
    for (const auto& [insurance, margins] : stated) {
        Random random = draft.random("enrolment " + insurance);
        for (Pool& pool : pools(margins, draft.scopes, draft.description, "enrolled in " + insurance)) {
            random.shuffle(pool.members);
            if (static_cast<std::size_t>(*pool.amount) > pool.members.size()) {
                throw cannot(pool.row->place("enrolled"), {"more enrolled than there are enterprises", "参保企业多于企业总数"});
            }
            for (std::size_t i = 0; i < pool.members.size(); ++i) {
                Enterprise& enterprise = draft.enterprises[pool.members[i]];
                auto& since = enterprise.enrolment[insurance];
                if (static_cast<std::int64_t>(i) >= *pool.amount) continue;
                since = arrears::Month{years_before(draft.as_of, random.between(years.first, years.last), random)}.first_day();
            }
        }
    }
}

inline void make_enterprises(Draft& draft) {
    const Description& description = draft.description;
    std::map<std::string, std::size_t> last;
    const Range certified = description.setting("certified_years").range("value");
    for (const Row& row : description.enterprises) {
        Random random = draft.random("enterprises " + row.text("group"));
        const Range founded = row.range("founded");
        std::vector<std::string> industries = split(row.text("industry"), ';');
        for (std::int64_t i = 0; i < row.whole("count"); ++i) {
            Enterprise enterprise;
            const std::size_t number = ++last[row.text("prefix")];
            enterprise.group = row.text("group");
            enterprise.id = row.text("prefix") + std::to_string(number);
            enterprise.name = row.text("name");
            if (const auto at = enterprise.name.find("{n}"); at != std::string::npos) enterprise.name.replace(at, 3, numbered("", number, 2));
            enterprise.system = row.text("system");
            enterprise.size = row.whole("size");
            enterprise.size_steps = row.whole("steps");
            enterprise.founded = Date{static_cast<int>(random.between(founded.first, founded.last)), static_cast<int>(random.between(1, 12)), 1};
            enterprise.certified = years_before(draft.as_of, random.between(certified.first, certified.last), random);
            enterprise.ownership = row.text("ownership");
            enterprise.certification = row.text("certification");
            if (!industries.empty()) enterprise.industry = industries[static_cast<std::size_t>(i) % industries.size()];
            if (row.has("status")) set_status(enterprise, row, row.text("status"), draft.as_of, random);
            draft.scopes.push_back(scopes_of(enterprise.system, description));
            draft.enterprises.push_back(std::move(enterprise));
        }
    }
    deal_quotas(draft);
    deal_enrolments(draft);
}

/// How many people each enterprise has on its roll and in retirement.
inline void size_enterprises(Draft& draft) {
    const Description& description = draft.description;
    for (const std::string roll : {"on_roll", "retired"}) {
        std::vector<Stated> stated;
        for (const Row& row : description.people) {
            if (row.text("roll") == roll && !row.has("attribute")) stated.push_back({row.text("scope"), row.whole("count"), &row});
        }
        const bool retired = roll == "retired";
        const std::int64_t least = description.number(retired ? "retired_min" : "roll_min");
        Random random = draft.random("size " + roll);
        for (const Pool& pool : pools(stated, draft.scopes, description, roll)) {
            std::vector<Part> parts;
            for (const std::size_t i : pool.members) {
                const Enterprise& enterprise = draft.enterprises[i];
                const std::int64_t weight = retired ? (enterprise.on_roll + 20) * random.between(70, 130)
                                                    : random.skewed(enterprise.size, enterprise.size_steps) * random.between(70, 140);
                parts.push_back({weight, least, *pool.amount});
            }
            const auto shares = share_out(*pool.amount, parts, pool.row->place("count"), roll);
            for (std::size_t i = 0; i < shares.size(); ++i) {
                (retired ? draft.enterprises[pool.members[i]].retired : draft.enterprises[pool.members[i]].on_roll) = shares[i];
            }
        }
    }
}

}   // namespace make_registry
