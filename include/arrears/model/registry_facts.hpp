// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/model/registry_checks.hpp>

#include <compare>

// Facts that cannot all be true. Nothing here is for callers.

namespace arrears::detail {

template <class When>
void RegistryCheck<When>::check(const System& row, Position at) {
    if (!row.founded_year || (*row.founded_year >= year_min && *row.founded_year <= year_max)) return;
    const std::string year = std::to_string(*row.founded_year), first = std::to_string(year_min), last = std::to_string(year_max);
    fault<System>(ErrorKind::bad_argument, at, "founded_year", {"the year " + year + " is out of range", "年份 " + year + " 超出范围"}, year,
                  {"expected " + first + " to " + last, "应为 " + first + " 至 " + last});
}

/// A span from Date::first() began at an unknown day, which may lie after the founding.
template <class When>
template <class T>
void RegistryCheck<When>::not_before_founded(const Timeline<T>& history, Date founded, Position at, std::string_view field, const Text& word) {
    for (const auto& span : history.spans()) {
        const bool before = span.from == Date::first() ? span.to <= founded : span.from < founded;
        if (!before) return;   // spans come by date
        contradiction<Enterprise>(
            at, field,
            {word.en + " (" + std::string{label(span.value, Language::en)} + ") is from before it was founded on " + print(founded),
             word.zh + "（" + std::string{label(span.value, Language::zh)} + "）早于成立日期 " + print(founded)});
        return;
    }
}

template <class When>
void RegistryCheck<When>::check(const Enterprise& row, Position at) {
    if (!row.founded) return;
    not_before_founded(row.status, *row.founded, at, "status", {"operating status", "经营状况"});
    not_before_founded(row.certification, *row.founded, at, "certification", {"certification", "认定情况"});
    for (std::size_t i = 0; i < row.enrolment.size(); ++i) {
        const auto fund = enum_at<Insurance>(i);
        not_before_founded(row.enrolment[i], *row.founded, at, identifier(fund),
                           {std::string{label(fund, Language::en)} + " enrolment", std::string{label(fund, Language::zh)} + "参保情况"});
    }
}

/// What holds of anybody. No date of birth is shown: it is personal.
template <class When>
template <class Record>
void RegistryCheck<When>::person(const Record& row, Position at) {
    if (!row.citizen_number) return;
    if (row.birth && row.citizen_number->birth() != *row.birth) {
        contradiction<Record>(at, "citizen_number", {"identity number and date of birth disagree", "身份证号码与出生日期不一致"});
    }
    if (row.sex && row.citizen_number->is_male() != (*row.sex == Sex::male)) {
        contradiction<Record>(at, "citizen_number", {"identity number and sex disagree", "身份证号码与性别不一致"});
    }
}

template <class When>
void RegistryCheck<When>::check(const Worker& row, Position at) {
    person(row, at);
    if (row.sex && row.retirement_group && (*row.sex == Sex::male) != (*row.retirement_group == RetirementGroup::male)) {
        contradiction<Worker>(at, "retirement_group", {"sex and retirement group disagree", "性别与退休年龄类别不一致"});
    }
    const auto spans = row.employment.spans();
    if (!row.birth || spans.empty()) return;
    if (spans.front().from == Date::first() ? spans.front().to <= *row.birth : spans.front().from < *row.birth) {
        contradiction<Worker>(at, "employment", {"employment begins before birth", "就业状态早于出生日期"});
    }
}

template <class When>
void RegistryCheck<When>::check(const Retiree& row, Position at) {
    person(row, at);
    if (row.birth && row.retired && *row.retired < *row.birth) contradiction<Retiree>(at, "retired", {"retired before birth", "退休日期早于出生日期"});
}

template <class When>
void RegistryCheck<When>::check(const Household& row, Position at) {
    const Text expected{"expected 0 or more", "应不小于 0"};
    const auto negative = [&](std::optional<int> members, std::string_view field) {
        if (!members || *members >= 0) return false;
        const std::string count = std::to_string(*members);
        fault<Household>(ErrorKind::bad_argument, at, field, {count + " members", "成员数为 " + count}, count, expected);
        return true;
    };
    const bool able = negative(row.able_members, "able_members"), employed = negative(row.employed_members, "employed_members");
    if (able || employed || !row.able_members || !row.employed_members || *row.employed_members <= *row.able_members) return;
    const std::string more = std::to_string(*row.employed_members), of = std::to_string(*row.able_members);
    contradiction<Household>(at, "employed_members",
                             {more + " members have work, of " + of + " who are able", "已就业成员 " + more + " 人，多于有劳动能力的 " + of + " 人"});
}

/// The first month of the span throughout which the enterprise was not enrolled.
template <class When>
std::optional<Late<Month, When>> RegistryCheck<When>::first_month_out(const Timeline<Enrolment>& history, MonthSpan months) {
    const auto spans = history.spans();
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].value != Enrolment::not_enrolled) continue;
        const Date from = spans[i].from;
        while (i + 1 < spans.size() && spans[i + 1].value == Enrolment::not_enrolled && spans[i + 1].from == spans[i].to) ++i;
        const Date to = spans[i].to;
        const Month first = std::max(Month{from} + (from.day() == 1 ? 0 : 1), months.first);   // the first whole month without
        const Date end = first.last_day();
        if (first <= months.last && (to == Date::last() || end < to)) return first;
    }
    return std::nullopt;
}

template <class When>
void RegistryCheck<When>::check(const Arrears& row, Position at) {
    if (row.principal.is_negative()) {
        const std::string amount = yuan(row.principal.fen());
        fault<Arrears>(ErrorKind::bad_argument, at, "principal", {"the principal is " + amount, "本金为 " + amount}, amount,
                       {"expected 0 or more", "应不小于 0"});
    }
    if (row.persons && *row.persons < 0) {
        const std::string count = std::to_string(*row.persons);
        fault<Arrears>(ErrorKind::bad_argument, at, "persons", {count + " persons", "涉及人数为 " + count}, count, {"expected 0 or more", "应不小于 0"});
    }
    if (row.months.last < row.months.first) {
        const std::string first = print(row.months.first), last = print(row.months.last);
        contradiction<Arrears>(at, "through",
                               {"the months end in " + last + ", before they begin in " + first, "欠款月份止于 " + last + "，早于开始月份 " + first});
        return;
    }
    if (row.due && *row.due < row.months.first_day()) {
        const std::string due = print(*row.due), first = print(row.months.first);
        contradiction<Arrears>(at, "due", {"due on " + due + ", before the first month owed, " + first, "到期日 " + due + " 早于首个欠款月份 " + first});
    }
    int128 settled = 0;
    for (const Position payment : data_.owned.payments_of_arrears.of(at)) settled += data_.payments[payment].amount.fen();
    for (const Position advance : data_.owned.advances_of_arrears.of(at)) settled += data_.advances[advance].amount.fen();
    if (settled > row.principal.fen() && settled > 0) {
        const std::string paid = yuan(settled), owed = yuan(row.principal.fen());
        contradiction<Arrears>(
            at, "principal",
            {"payments and advances come to " + paid + ", more than the principal " + owed, "缴款和垫缴合计 " + paid + "，超过本金 " + owed});
    }
    const auto fund = insurance(row.category);
    const Position owner = data_.joins.arrears_enterprise[at];
    if (!fund || owner == nowhere) return;
    const Enterprise& enterprise = data_.enterprises[owner];
    if (const auto out = first_month_out(enterprise.enrolment_in(*fund), row.months)) {
        const std::string month = print(*out), id = shown_id(enterprise.id.view());
        contradiction<Arrears>(at, "category",
                               {"enterprise " + id + " was not enrolled in " + std::string{label(*fund, Language::en)} + " in " + month,
                                "企业 " + id + " 在 " + month + " 未参加" + std::string{label(row.category, Language::zh)}},
                               {"expected arrears for months of enrolment only: not enrolled is not the same as owing", "只有参保月份才会有欠费：未参保不等于欠费"});
    }
}

template <class When>
template <class Record>
void RegistryCheck<When>::settles(Position settled, Date on, Money amount, Position at, std::string_view date_field) {
    if (amount.is_negative()) {
        const std::string text = yuan(amount.fen());
        fault<Record>(ErrorKind::bad_argument, at, "amount", {"the amount is " + text, "金额为 " + text}, text, {"expected 0 or more", "应不小于 0"});
    }
    if (settled == nowhere) return;
    const Arrears& arrears = data_.arrears[settled];
    if (on < arrears.months.first_day()) {
        const std::string day = print(on), first = print(arrears.months.first), id = shown_id(arrears.id.view());
        contradiction<Record>(at, date_field,
                              {"dated " + day + ", before the first month owed of arrears " + id + ", " + first,
                               "日期 " + day + " 早于欠款 " + id + " 的首个欠款月份 " + first});
    }
}

template <class When>
void RegistryCheck<When>::check(const Payment& row, Position at) {
    settles<Payment>(data_.joins.payment_arrears[at], row.on, row.amount, at, "date");
}

template <class When>
void RegistryCheck<When>::check(const WorkerAdvance& row, Position at) {
    const Position settled = data_.joins.advance_arrears[at];
    settles<WorkerAdvance>(settled, row.on, row.amount, at, "date");
    if (settled == nowhere) return;
    const Arrears& arrears = data_.arrears[settled];
    const std::string id = shown_id(arrears.id.view());
    if (!arrears.enterprise.empty() && !row.enterprise.empty() && arrears.enterprise != row.enterprise) {
        contradiction<WorkerAdvance>(at, "arrears", {"arrears " + id + " are another enterprise's", "欠款 " + id + " 属于另一企业"});
    }
    if (creditor(arrears.category) != Creditor::fund) {
        contradiction<WorkerAdvance>(at, "arrears", {"arrears " + id + " are owed to people, not to a fund", "欠款 " + id + " 是拖欠职工的款项，不是欠缴基金"});
    }
}

/// One credit code is one enterprise.
template <class When>
void RegistryCheck<When>::same_codes() {
    std::vector<std::pair<Late<Uscc, When>, Position>> codes;
    for (Position at = 0; at < data_.enterprises.count(); ++at) {
        if (const auto& code = data_.enterprises[at].uscc) codes.emplace_back(*code, at);
    }
    std::sort(codes.begin(), codes.end());
    for (std::size_t i = 1; i < codes.size(); ++i) {
        if (codes[i].first != codes[i - 1].first) continue;
        const Position other = codes[i - 1].second;
        duplicate<Enterprise>(codes[i].second, "uscc",
                              {"has the credit code of " + name<Enterprise>(other, Language::en),
                               "统一社会信用代码与" + name<Enterprise>(other, Language::zh) + " 相同"},
                              draft_.template of<Enterprise>().place(other));
    }
}

/// One identity number is one person, with one household. The number is never shown.
template <class When>
void RegistryCheck<When>::same_people() {
    struct Entry {
        CitizenNumber number;
        bool retired;
        Position at;
    };
    std::vector<Late<Entry, When>> people;
    for (Position at = 0; at < data_.workers.count(); ++at) {
        if (const auto& number = data_.workers[at].citizen_number) people.push_back({*number, false, at});
    }
    for (Position at = 0; at < data_.retirees.count(); ++at) {
        if (const auto& number = data_.retirees[at].citizen_number) people.push_back({*number, true, at});
    }
    std::stable_sort(people.begin(), people.end(), [](const Entry& a, const Entry& b) { return a.number < b.number; });
    for (std::size_t i = 1; i < people.size(); ++i) {
        const Entry &one = people[i - 1], &two = people[i];
        if (one.number != two.number) continue;
        const auto named = [this](const Entry& entry, Language language) {
            return entry.retired ? name<Retiree>(entry.at, language) : name<Worker>(entry.at, language);
        };
        const Place first = one.retired ? draft_.template of<Retiree>().place(one.at) : draft_.template of<Worker>().place(one.at);
        Text problem{"has the identity number of " + named(one, Language::en), "身份证号码与" + named(one, Language::zh) + " 相同"};
        if (!two.retired) {
            const auto &here = data_.workers[two.at].household, &there = data_.workers[one.at].household;
            if (here && there && *here != *there) {
                problem.en += ", in another household";
                problem.zh += "，且分属两个家庭";
            }
            duplicate<Worker>(two.at, "citizen_number", std::move(problem), first);
        } else {
            duplicate<Retiree>(two.at, "citizen_number", std::move(problem), first);
        }
    }
}

template <class When>
void RegistryCheck<When>::take_groupings() {
    for (Grouping& grouping : draft_.groupings) {
        const bool twice =
            std::any_of(data_.groupings.begin(), data_.groupings.end(), [&](const Grouping& other) { return other.name() == grouping.name(); });
        if (twice) {
            Place place = grouping.groups().empty() ? Place{} : grouping.groups().front().place;
            place.field = "grouping";
            const std::string shown = in_quotes(grouping.name());
            faults_.push_back({{RegistryDraft::kinds, 0},
                               {ErrorKind::duplicate,
                                std::move(place),
                                {"grouping " + shown + " is given twice", "分组 " + shown + " 重复出现"},
                                grouping.name(),
                                {},
                                {"leave one of them", "请只保留一条"}}});
        } else {
            data_.groupings.push_back(std::move(grouping));
        }
    }
    add_default_groupings(data_.groupings);
}

/// What a draft makes, and its faults: where there are any, `data` is not to be used.
template <class When = WhenCalled>
[[nodiscard]] std::vector<Fault> check_registry(Late<RegistryDraft, When> draft, RegistryStorage& data) {
    return RegistryCheck<When>{std::move(draft), data}.run();
}

}   // namespace arrears::detail
