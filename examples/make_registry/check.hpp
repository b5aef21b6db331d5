// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "draft.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace make_registry {

[[nodiscard]] inline bool lies_in(const Draft& draft, std::size_t enterprise, const std::string& scope) {
    const auto& scopes = draft.scopes[enterprise];
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

[[nodiscard]] inline bool has(const Person& person, const std::string& attribute, const std::string& value) {
    if (attribute == "owed") return std::find(person.owed.begin(), person.owed.end(), value) != person.owed.end();
    const auto found = person.attributes.find(attribute);
    return found != person.attributes.end() && found->second == value;
}

inline void expect(bool met, const Row& row, const std::string& column, const std::string& found) {
    if (!met) throw cannot(row.place(column), {"not met: the records give " + found, "未满足：生成的记录为 " + found});
}

/// Counts and sums the finished records anew and holds them against every row of the description.
/// \throws Error at the first row that they do not meet
inline void check(const Draft& draft) {
    for (const Row& row : draft.description.people) {
        std::int64_t count = 0;
        const std::string among = row.text("among");
        const auto equals = among.find('=');
        for (const Person& person : draft.people) {
            if (person.retired != (row.text("roll") == "retired") || !lies_in(draft, person.enterprise, row.text("scope"))) continue;
            if (equals != std::string::npos && !has(person, among.substr(0, equals), among.substr(equals + 1))) continue;
            if (!row.has("attribute") || has(person, row.text("attribute"), row.text("value"))) ++count;
        }
        expect(count == row.whole("count"), row, "count", std::to_string(count));
    }
    std::map<std::string, const Debt*> debts;
    std::map<std::pair<std::string, std::size_t>, Money> outstanding;
    for (const Debt& debt : draft.debts) {
        debts[debt.id] = &debt;
        outstanding[{debt.category, debt.enterprise}] += debt.principal;
    }
    for (const Payment& one : draft.payments) outstanding[{debts.at(one.arrears)->category, debts.at(one.arrears)->enterprise}] -= one.amount;
    for (const Advance& one : draft.advances) outstanding[{debts.at(one.arrears)->category, debts.at(one.arrears)->enterprise}] -= one.amount;
    for (const Row& row : draft.description.amounts) {
        if (row.text("use") == "no") continue;
        Money total;
        std::int64_t owing = 0, reaching = 0, exactly = 0;
        for (const auto& [key, amount] : outstanding) {
            if (key.first != row.text("category") || !lies_in(draft, key.second, row.text("scope"))) continue;
            total += amount;
            if (amount > Money{}) ++owing;
            if (row.has("threshold") && amount >= row.money("threshold")) ++reaching;
            if (row.has("threshold") && amount == row.money("threshold")) ++exactly;
        }
        expect(total == row.money("total"), row, "total", to_string(total));
        expect(owing == row.whole("owing"), row, "owing", std::to_string(owing));
        if (row.has("reaching")) expect(reaching == row.whole("reaching"), row, "reaching", std::to_string(reaching));
        if (row.has("exactly")) expect(exactly >= row.whole("exactly"), row, "exactly", std::to_string(exactly));
    }
    for (const Row& row : draft.description.enrolments) {
        std::int64_t enrolled = 0;
        for (std::size_t i = 0; i < draft.enterprises.size(); ++i) {
            if (lies_in(draft, i, row.text("scope")) && draft.enterprises[i].enrolment.at(row.text("insurance"))) ++enrolled;
        }
        expect(enrolled == row.whole("enrolled"), row, "enrolled", std::to_string(enrolled));
    }
    for (const Row& row : draft.description.advances) {
        std::map<std::size_t, Money> advanced;
        Money total;
        for (const Advance& one : draft.advances) {
            if (debts.at(one.arrears)->category != row.text("category") || !lies_in(draft, draft.people[one.person].enterprise, row.text("scope")))
                continue;
            advanced[one.person] += one.amount;
            total += one.amount;
        }
        expect(static_cast<std::int64_t>(advanced.size()) == row.whole("people"), row, "people", std::to_string(advanced.size()));
        expect(total == row.money("total"), row, "total", to_string(total));
    }
}

/// What was made, the figures left out with the clash that keeps them out, and the readings taken.
[[nodiscard]] inline std::string summary(const Draft& draft) {
    std::string out = std::to_string(draft.enterprises.size()) + " enterprises, " + std::to_string(draft.people.size()) + " people, " +
                      std::to_string(draft.households.size()) + " households, " + std::to_string(draft.debts.size()) + " rows of arrears, " +
                      std::to_string(draft.payments.size()) + " payments, " + std::to_string(draft.advances.size()) + " advances. All synthetic.\n";
    out += "Every row of the description is met, those marked use = no apart:\n";
    for (const Row& row : draft.description.amounts) {
        if (row.text("use") != "no") continue;
        const auto around = scopes_of(row.text("scope"), draft.description);
        out += "- " + row.place("total").text() + ": " + row.text("scope") + ", " + row.text("category") + ", " + to_string(row.money("total")) +
               " yuan";
        for (const Row& other : draft.description.amounts) {
            if (other.text("use") == "no" || other.text("category") != row.text("category")) continue;
            const bool outer = std::find(around.begin() + 1, around.end(), other.text("scope")) != around.end();
            if (!outer || other.money("total") >= row.money("total")) continue;
            out += "; more than the " + to_string(other.money("total")) + " of " + other.text("scope") + ", which includes it, by " +
                   to_string(row.money("total") - other.money("total"));
        }
        out += '\n';
    }
    out += "Readings taken:\n";
    for (const Row& row : draft.description.readings) out += "- " + row.text("reading") + ": " + row.text("text_en") + '\n';
    return out;
}

}   // namespace make_registry
