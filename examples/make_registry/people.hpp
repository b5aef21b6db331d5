// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "draft.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace make_registry {

/// One person each for what size_enterprises() counted.
inline void hire(Draft& draft) {
    std::array<std::size_t, 2> last{};
    for (const bool retired : {false, true}) {
        for (std::size_t i = 0; i < draft.enterprises.size(); ++i) {
            const Enterprise& enterprise = draft.enterprises[i];
            for (std::int64_t one = 0; one < (retired ? enterprise.retired : enterprise.on_roll); ++one) {
                Person person;
                person.enterprise = i;
                person.retired = retired;
                person.id = numbered(retired ? "R" : "W", ++last[retired ? 1 : 0], 5);
                draft.people.push_back(std::move(person));
            }
        }
    }
}

/// The first month for which each enterprise owes something that is earned by working: who retired before is not owed it.
[[nodiscard]] inline std::map<std::pair<std::size_t, std::string>, Month> first_earned(const Draft& draft) {
    std::map<std::pair<std::size_t, std::string>, Month> first;
    for (const Row& kind : draft.description.categories) {
        if (kind.text("earned") != "yes") continue;
        for (const Debt& debt : draft.debts) {
            if (debt.category == kind.text("category")) first.try_emplace({debt.enterprise, debt.category}, debt.from);
        }
    }
    return first;
}

/// Whether a person can have the value at all.
[[nodiscard]] inline bool can_have(const Draft& draft, const Person& person, const std::string& attribute, const std::string& value,
                                   const std::map<std::pair<std::size_t, std::string>, Month>& earned) {
    if (attribute == "overdue") return draft.owes(person.enterprise, "pension");
    if (attribute != "owed") return true;
    if (!draft.owes(person.enterprise, value)) return false;
    const auto first = earned.find({person.enterprise, value});
    return !person.since || first == earned.end() || *person.since > first->second.last_day();
}

/// How an enterprise's people lean to a value: employment goes by its operating status.
struct Leaning {
    std::int64_t weight = 1;
    std::int64_t most_percent = 100;
};

[[nodiscard]] inline Leaning leaning(const Draft& draft, std::size_t enterprise, const std::string& attribute, const std::string& value) {
    if (attribute != "employment") return {};
    for (const Row& row : draft.description.employment_weights) {
        if (row.text("employment") == value && row.text("status") == draft.enterprises[enterprise].status) {
            return {row.whole("weight"), row.whole("most_percent")};
        }
    }
    return {};
}

/// Deals one attribute's values to the people of one roll, so that each margin of people.csv is met.
/// The values of an attribute exclude each other; kinds of what is owed do not, and are dealt one by one.
inline void deal(Draft& draft, const std::string& roll, const std::string& among, const std::string& attribute,
                 const std::vector<std::string>& values, const std::map<std::string, std::vector<Stated>>& stated) {
    const std::string name = roll + (among.empty() ? "" : " " + among) + " " + attribute;
    Random random = draft.random(name + (attribute == "owed" ? values.front() : ""));
    const auto earned = first_earned(draft);
    const auto equals = among.find('=');
    std::vector<std::vector<std::size_t>> base(draft.enterprises.size());
    for (std::size_t i = 0; i < draft.people.size(); ++i) {
        const Person& person = draft.people[i];
        if (person.retired != (roll == "retired")) continue;
        if (equals != std::string::npos) {
            const auto found = person.attributes.find(among.substr(0, equals));
            if (found == person.attributes.end() || found->second != among.substr(equals + 1)) continue;
        }
        if (can_have(draft, person, attribute, values.front(), earned)) base[person.enterprise].push_back(i);
    }
    std::vector<std::vector<std::string>> dealt(draft.enterprises.size());
    for (const std::string& value : values) {
        for (const Pool& pool : pools(stated.at(value), draft.scopes, draft.description, name + " = " + value)) {
            std::vector<Part> parts;
            for (const std::size_t i : pool.members) {
                const auto free = static_cast<std::int64_t>(base[i].size() - dealt[i].size());
                const auto all = static_cast<std::int64_t>(base[i].size());
                const Leaning lean = leaning(draft, i, attribute, value);
                parts.push_back({std::max<std::int64_t>(all * random.between(80, 120) * lean.weight, 1),
                                 attribute == "owed" ? std::min<std::int64_t>(free, 1) : 0, std::min(free, (all * lean.most_percent + 99) / 100)});
            }
            const auto shares = share_out(*pool.amount, parts, pool.row->place("count"), name + " = " + value);
            for (std::size_t i = 0; i < shares.size(); ++i) {
                auto& here = dealt[pool.members[i]];
                here.insert(here.end(), static_cast<std::size_t>(shares[i]), value);
            }
        }
    }
    for (std::size_t i = 0; i < base.size(); ++i) {
        dealt[i].resize(base[i].size());
        random.shuffle(dealt[i]);
        for (std::size_t one = 0; one < base[i].size(); ++one) {
            if (dealt[i][one].empty()) continue;
            Person& person = draft.people[base[i][one]];
            if (attribute == "owed") person.owed.push_back(dealt[i][one]);
            else person.attributes[attribute] = dealt[i][one];
        }
    }
}

inline void deal_attributes(Draft& draft) {
    struct Deal {
        std::string roll, among, attribute;
        std::vector<std::string> values;
        std::map<std::string, std::vector<Stated>> stated;
    };
    std::vector<Deal> deals;
    for (const Row& row : draft.description.people) {
        if (!row.has("attribute")) continue;
        const std::string value = row.text("value");
        auto deal = std::find_if(deals.begin(), deals.end(), [&](const Deal& one) {
            return one.roll == row.text("roll") && one.among == row.text("among") && one.attribute == row.text("attribute") &&
                   (one.attribute != "owed" || one.values.front() == value);
        });
        if (deal == deals.end()) deal = deals.insert(deals.end(), {row.text("roll"), row.text("among"), row.text("attribute"), {}, {}});
        if (!deal->stated.contains(value)) deal->values.push_back(value);
        deal->stated[value].push_back({row.text("scope"), row.whole("count"), &row});
    }
    for (const Deal& one : deals) deal(draft, one.roll, one.among, one.attribute, one.values, one.stated);
}

/// The retirement group: men have one; a woman's goes by education, in the percentages of retirement.csv.
[[nodiscard]] inline const Row& retirement_group(const Draft& draft, const Person& person, Random& random) {
    const auto of = [&](const std::string& attribute) {
        const auto found = person.attributes.find(attribute);
        return found == person.attributes.end() ? std::string{} : found->second;
    };
    std::int64_t chance = random.between(1, 100);
    for (const Row& row : draft.description.retirement) {
        if (row.text("sex") != of("sex")) continue;
        chance -= row.whole(of("education") == "tertiary" ? "percent_tertiary" : "percent");
        if (chance <= 0) return row;
    }
    throw cannot({"retirement.csv", 0, 0, "sex"}, {"no group for " + of("sex"), "没有对应的退休类别：" + of("sex")});
}

/// The ages of a band of groupings.csv, open ends clipped to `bounds`.
[[nodiscard]] inline Range ages(const Draft& draft, const std::string& band, Range bounds) {
    for (const Row& row : draft.description.groupings) {
        if (row.text("field") != "age" || row.text("group") != band) continue;
        const std::string match = row.text("match");
        const auto dots = match.find("..");
        if (dots == std::string::npos) break;
        if (dots > 0) bounds.first = std::max<std::int64_t>(bounds.first, std::stoll(match));
        if (dots + 2 < match.size()) bounds.last = std::min<std::int64_t>(bounds.last, std::stoll(match.substr(dots + 2)) - 1);
        return bounds;
    }
    throw cannot({"groupings.csv", 0, 0, "group"}, {"no band of ages \"" + band + '"', "没有年龄段“" + band + "”"});
}

/// Births that fit band, enterprise and statutory age; since when a worker stands as he does.
inline void date_workers(Draft& draft) {
    const Description& description = draft.description;
    const std::int64_t youngest = description.number("youngest_age");
    const std::int64_t hiring = description.number("hiring_age");
    Random random = draft.random("births");
    for (Person& person : draft.people) {
        if (person.retired) continue;
        const Enterprise& enterprise = draft.enterprises[person.enterprise];
        const Row& group = retirement_group(draft, person, random);
        person.group = group.text("retirement_group");
        const bool overdue = person.attributes.contains("overdue");
        const bool halted = enterprise.status == "halted" && enterprise.since;
        Range range{halted ? std::max(youngest, hiring + arrears::completed_years(*enterprise.since, draft.as_of)) : youngest,
                    group.whole("age") - 1};
        if (overdue) range = {group.whole("age"), group.whole("latest")};
        const std::string band = person.attributes["age_band"];
        const Range fitting = ages(draft, band, range);
        if (fitting.first > fitting.last) {
            throw cannot({"people.csv", 0, 0, "count"}, {"nobody of band " + band + " can be on the roll of " + enterprise.id,
                                                         enterprise.id + " 的在册职工不可能属于年龄段 " + band});
        }
        const std::int64_t one = random.between(fitting.first, fitting.last);
        const std::int64_t two = random.between(fitting.first, fitting.last);
        const bool young = fitting.first == range.first;   // the open lower band: most are near its upper end
        const bool old = fitting.last == range.last;       // the open upper band: most are near its lower end
        person.birth = years_before(draft.as_of, young ? std::max(one, two) : old ? std::min(one, two) : one, random);

        Date hired = std::max(person.birth->plus_years(hiring), enterprise.founded);
        if (person.attributes["employment"] != "in_post") hired = std::max(hired, description.setting("lay_offs_from").date("value"));
        const std::int64_t days = draft.as_of - hired;
        Date since = hired + random.between(0, days - 30);
        if (person.attributes["employment"] != "in_post" && enterprise.since && *enterprise.since > hired) {
            since = std::min(*enterprise.since + random.between(0, 1000), draft.as_of - 30);
        }
        person.since = since;
    }
}

inline void date_retirees(Draft& draft) {
    const Range years = draft.description.setting("retired_years").range("value");
    const auto earned = first_earned(draft);
    Random random = draft.random("retirements");
    for (Person& person : draft.people) {
        if (!person.retired) continue;
        if (!person.since) {
            person.since = years_before(draft.as_of, random.between(years.first, years.last), random);
            for (const std::string& category : person.owed) {
                const auto first = earned.find({person.enterprise, category});
                if (first == earned.end() || *person.since > first->second.last_day()) continue;
                person.since = draft.as_of - random.between(0, draft.as_of - first->second.last_day() - 1);
            }
        }
        const Row& group = retirement_group(draft, person, random);
        person.birth = person.since->plus_years(-group.whole("age")) - random.between(0, 60);
    }
}

/// How many people are owed by an enterprise in a category goes with its debts to people.
inline void count_owed(Draft& draft) {
    std::map<std::pair<std::size_t, std::string>, std::int64_t> owed;
    for (const Person& person : draft.people) {
        for (const std::string& category : person.owed) ++owed[{person.enterprise, category}];
    }
    std::map<std::string, bool> to_people;
    for (const Row& row : draft.description.categories) to_people[row.text("category")] = row.text("people") == "yes";
    std::map<std::pair<std::size_t, std::string>, std::pair<std::int64_t, std::int64_t>> rows;   // how many, how many passed
    for (const Debt& debt : draft.debts) ++rows[{debt.enterprise, debt.category}].first;
    for (Debt& debt : draft.debts) {
        if (!to_people[debt.category]) continue;
        auto& [count, passed] = rows[{debt.enterprise, debt.category}];
        ++passed;
        const std::int64_t all = owed[{debt.enterprise, debt.category}];
        if (all == 0) {
            throw cannot({"people.csv", 0, 0, "count"}, {draft.enterprises[debt.enterprise].id + " owes " + debt.category + " to nobody",
                                                         draft.enterprises[debt.enterprise].id + " 拖欠 " + debt.category + " 但无被拖欠人"});
        }
        debt.persons = std::max<std::int64_t>(1, all * (6 * count + 4 * passed) / (10 * count));   // grows to all of them
    }
}

/// Households by the kinds of households.csv, each of workers nobody has claimed yet.
inline void house(Draft& draft) {
    const Description& description = draft.description;
    Random random = draft.random("households");
    std::map<std::string, std::vector<std::size_t>> free;
    for (std::size_t i = 0; i < draft.people.size(); ++i) {
        Person& person = draft.people[i];
        if (!person.retired && !person.attributes.contains("overdue")) free[person.attributes["employment"]].push_back(i);
    }
    for (auto& [status, those] : free) random.shuffle(those);
    std::int64_t weight = 0;
    for (const Row& row : description.districts) weight += row.whole("weight");
    for (const Row& row : description.households) {
        const auto members = split(row.text("members"), ';');
        for (std::int64_t i = 0; i < row.whole("count"); ++i) {
            Household household;
            household.id = numbered(row.text("prefix"), draft.households.size() + 1, 5);
            std::int64_t place = random.between(1, weight);
            for (const Row& district : description.districts) {
                place -= district.whole("weight");
                if (place > 0) continue;
                household.district = district.text("district");
                break;
            }
            if (row.has("able")) household.able = random.between(row.range("able").first, row.range("able").last);
            if (row.has("employed"))
                household.employed = std::min(random.between(row.range("employed").first, row.range("employed").last), *household.able);
            std::string sex;
            for (const std::string& status : members) {   // couples, where there are two
                auto& those = free[status];
                const auto fits =
                    std::find_if(those.rbegin(), those.rend(), [&](std::size_t one) { return draft.people[one].attributes["sex"] != sex; });
                if (fits == those.rend()) throw cannot(row.place("count"), {"too few workers " + status, "职工人数不足：" + status});
                draft.people[*fits].household = household.id;
                sex = draft.people[*fits].attributes["sex"];
                those.erase(std::next(fits).base());
            }
            draft.households.push_back(std::move(household));
        }
    }
}

}   // namespace make_registry
