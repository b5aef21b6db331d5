// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "draft.hpp"

#include <arrears/core/uscc.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/io/output_files.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace make_registry {

/// A CSV file being put together; finish() adds it to the files that appear together at the end.
class Sheet {
public:
    Sheet(std::filesystem::path file, std::initializer_list<std::string_view> header) : file_{std::move(file)} {
        for (const std::string_view name : header) csv_.value(name);
        csv_.end_row();
    }
    Sheet& operator<<(const std::string& cell) {
        csv_.text(cell);
        return *this;
    }
    Sheet& operator<<(Date date) { return put(print(date)); }
    Sheet& operator<<(Month month) { return put(print(month)); }
    Sheet& operator<<(Money amount) { return put(to_string(amount)); }
    Sheet& operator<<(std::int64_t number) { return put(std::to_string(number)); }
    template <class T>
    Sheet& operator<<(const std::optional<T>& value) {
        return value ? *this << *value : put({});
    }
    void end() { csv_.end_row(); }
    void finish(arrears::OutputFiles& files) { files.add(file_.string(), text_); }

private:
    Sheet& put(const std::string& cell) {
        csv_.value(cell);
        return *this;
    }

    std::filesystem::path file_;
    std::string text_;
    arrears::CsvWriter csv_{text_};
};

[[nodiscard]] inline std::string uscc(const Draft& draft, std::size_t index) {
    const std::string stem = draft.description.setting("uscc_stem").text("value") + numbered("", index + 1, 5);
    const auto check = arrears::uscc_check_character(stem);
    if (!check) throw cannot({"settings.csv", 0, 0, "uscc_stem"}, {"is not the first 12 characters of a code", "不是统一社会信用代码的前 12 位"});
    return stem + *check;
}

inline void write_enterprises(const Draft& draft, const std::filesystem::path& directory, arrears::OutputFiles& files) {
    Sheet sheet{directory / "enterprises.csv", {"id", "name", "uscc", "system", "parent", "ownership", "industry", "founded"}};
    Sheet history{directory / "enterprise_history.csv", {"enterprise", "attribute", "value", "from", "to"}};
    const std::string none;
    for (std::size_t i = 0; i < draft.enterprises.size(); ++i) {
        const Enterprise& one = draft.enterprises[i];
        (sheet << one.id << one.name << uscc(draft, i) << one.system << none << one.ownership << one.industry << one.founded).end();
        if (!one.certification.empty()) {
            const auto from = one.certification == "none" ? std::optional<Date>{} : one.certified;
            (history << one.id << std::string{"certification"} << one.certification << from << none).end();
        }
        if (one.since) (history << one.id << std::string{"status"} << std::string{"normal"} << one.founded << *one.since).end();
        if (!one.status.empty()) (history << one.id << std::string{"status"} << one.status << one.since << none).end();
        for (const auto& [insurance, since] : one.enrolment) {
            (history << one.id << insurance << std::string{since ? "enrolled" : "not_enrolled"} << since << none).end();
        }
    }
    sheet.finish(files);
    history.finish(files);
}

inline void write_people(const Draft& draft, const std::filesystem::path& directory, arrears::OutputFiles& files) {
    Sheet workers{directory / "workers.csv", {"id", "enterprise", "household", "sex", "birth", "retirement_group", "education", "employment",
                                              "employment_since", "income", "owed"}};
    Sheet retirees{directory / "retirees.csv", {"id", "enterprise", "sex", "birth", "retired", "owed"}};
    for (const Person& one : draft.people) {
        const std::string& enterprise = draft.enterprises[one.enterprise].id;
        const auto of = [&](const std::string& attribute) {
            const auto found = one.attributes.find(attribute);
            return found == one.attributes.end() ? std::string{} : found->second;
        };
        std::string owed;
        for (const std::string& category : one.owed) owed += (owed.empty() ? "" : ";") + category;
        if (one.retired) {
            (retirees << one.id << enterprise << of("sex") << one.birth << one.since << owed).end();
        } else {
            (workers << one.id << enterprise << one.household << of("sex") << one.birth << one.group << of("education") << of("employment")
                     << one.since << of("income") << owed).end();
        }
    }
    workers.finish(files);
    retirees.finish(files);
    Sheet households{directory / "households.csv", {"id", "district", "able_members", "employed_members"}};
    for (const Household& one : draft.households) (households << one.id << one.district << one.able << one.employed).end();
    households.finish(files);
}

inline void write_debts(const Draft& draft, const std::filesystem::path& directory, arrears::OutputFiles& files) {
    Sheet debts{directory / "arrears.csv", {"id", "enterprise", "category", "from", "through", "principal", "due", "persons"}};
    for (const Debt& one : draft.debts) {
        const std::string persons = one.persons == 0 ? std::string{} : std::to_string(one.persons);
        (debts << one.id << draft.enterprises[one.enterprise].id << one.category << one.from << one.through << one.principal << one.due << persons)
            .end();
    }
    debts.finish(files);
    Sheet payments{directory / "payments.csv", {"id", "arrears", "date", "amount"}};
    for (std::size_t i = 0; i < draft.payments.size(); ++i) {
        const Payment& one = draft.payments[i];
        (payments << numbered("P", i + 1, 4) << one.arrears << one.on << one.amount).end();
    }
    payments.finish(files);
    Sheet advances{directory / "worker_advances.csv", {"id", "worker", "enterprise", "arrears", "amount", "date"}};
    for (std::size_t i = 0; i < draft.advances.size(); ++i) {
        const Advance& one = draft.advances[i];
        const Person& person = draft.people[one.person];
        (advances << numbered("V", i + 1, 4) << person.id << draft.enterprises[person.enterprise].id << one.arrears << one.amount << one.on).end();
    }
    advances.finish(files);
}

/// Files that the description states as they are, and the resettlement plans.
inline void write_rest(const Draft& draft, const std::filesystem::path& directory, arrears::OutputFiles& files) {
    Sheet systems{directory / "systems.csv", {"id", "kind", "name", "name_en", "parent", "founded_year"}};
    for (const Row& row : draft.description.systems) {
        for (const std::string column : {"id", "kind", "name", "name_en", "parent", "founded_year"}) systems << row.text(column);
        systems.end();
    }
    systems.finish(files);
    Sheet groupings{directory / "groupings.csv", {"grouping", "field", "group", "label", "label_en", "match"}};
    for (const Row& row : draft.description.groupings) {
        for (const std::string column : {"grouping", "field", "group", "label", "label_en", "match"}) groupings << row.text(column);
        groupings.end();
    }
    groupings.finish(files);
    Sheet about{directory / "about.csv", {"key", "value", "value_en"}};
    for (const Row& row : draft.description.about) (about << row.text("key") << row.text("value") << row.text("value_en")).end();
    (about << std::string{"as_of"} << draft.as_of << std::string{}).end();
    for (const Row& row : draft.description.readings) (about << std::string{"note"} << row.text("text_zh") << row.text("text_en")).end();
    about.finish(files);
    Sheet plans{directory / "resettlement_plans.csv", {"id", "enterprise_name", "kind", "adopted"}};
    Random random = draft.random("plans");
    std::size_t number = 0;
    for (const Row& row : draft.description.plans) {
        const Range years = row.range("adopted");
        for (std::int64_t i = 1; i <= row.whole("count"); ++i) {
            std::string name = row.text("name");
            if (const auto at = name.find("{n}"); at != std::string::npos) name.replace(at, 3, numbered("", static_cast<std::size_t>(i), 2));
            const Date adopted{static_cast<int>(random.between(years.first, years.last)), static_cast<int>(random.between(1, 12)),
                               static_cast<int>(random.between(1, 28))};
            (plans << numbered("S", ++number, 2) << name << row.text("kind") << adopted).end();
        }
    }
    plans.finish(files);
}

}   // namespace make_registry
