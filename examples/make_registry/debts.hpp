// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "draft.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace make_registry {

/// Chooses who owes in a pool: first those who owe nothing in any category yet, then by chance.
[[nodiscard]] inline std::vector<std::size_t> choose_owing(const Draft& draft, const std::string& category, const Pool& pool, Random& random) {
    std::vector<std::size_t> able;
    for (const std::size_t i : pool.members) {
        const auto& enrolment = draft.enterprises[i].enrolment;
        const auto fund = enrolment.find(category);
        if (fund == enrolment.end() || fund->second) able.push_back(i);
    }
    random.shuffle(able);
    std::stable_partition(able.begin(), able.end(), [&](std::size_t i) {
        return std::none_of(draft.owing.begin(), draft.owing.end(), [&](const auto& one) { return one.second.contains(i); });
    });
    if (static_cast<std::size_t>(*pool.amount) > able.size()) {
        throw cannot(pool.row->place("owing"), {category + ": more owe than can", category + "：拖欠企业多于可能拖欠的企业"});
    }
    able.resize(static_cast<std::size_t>(*pool.amount));
    return able;
}

/// Shares a pool's amount over those who owe: so many at or over the threshold, the others under it.
inline void share_amount(Draft& draft, const std::string& category, std::int64_t steps, const Pool& amount, const Pool* reaching, const Pool* exactly,
                         const std::vector<std::size_t>& members, Random& random) {
    struct Debtor {
        std::size_t enterprise;
        std::int64_t weight;
    };
    const Description& description = draft.description;
    std::vector<Debtor> debtors;
    for (const std::size_t i : members) {
        const Enterprise& enterprise = draft.enterprises[i];
        debtors.push_back({i, (enterprise.on_roll + enterprise.retired) * random.skewed(1, steps) * random.between(70, 140)});
    }
    std::sort(debtors.begin(), debtors.end(),
              [](const Debtor& a, const Debtor& b) { return a.weight != b.weight ? a.weight > b.weight : a.enterprise < b.enterprise; });

    const std::int64_t least = description.setting("least_owed").money("value").fen();
    const std::int64_t total = *amount.amount;
    std::vector<Part> parts;
    const auto over = static_cast<std::size_t>(reaching != nullptr ? *reaching->amount : 0);
    const auto at = static_cast<std::size_t>(exactly != nullptr && exactly->amount ? *exactly->amount : 0);
    if (over > debtors.size() || at > over) throw cannot(amount.row->place("reaching"), {"more reach the threshold than owe", "达到起点的企业多于拖欠企业"});
    for (std::size_t i = 0; i < debtors.size(); ++i) {
        Part part{debtors[i].weight, least, total};
        if (reaching != nullptr) {
            const std::int64_t threshold = amount.row->money("threshold").fen();
            if (i < over) part.least = threshold;
            else part.most = threshold / 1000 * random.between(700, 980);
            if (i < over && i + at >= over) part.most = threshold;
        }
        parts.push_back(part);
    }
    const auto shares = share_out(total, parts, amount.row->place("total"), category);
    for (std::size_t i = 0; i < shares.size(); ++i) draft.owing[category][debtors[i].enterprise].outstanding = Money::from_fen(shares[i]);
}

/// What was paid before the date on debts since settled or shrunk, by some of those who still owe.
inline void share_paid(Draft& draft, const std::string& category, const Pool& paid, const std::vector<std::size_t>& members, Random& random) {
    if (!paid.amount || *paid.amount == 0) return;
    std::vector<std::size_t> payers = members;
    random.shuffle(payers);
    const auto count = payers.size() * static_cast<std::size_t>(draft.description.number("payers_percent")) / 100;
    payers.resize(std::max<std::size_t>(count, 1));
    std::vector<Part> parts;
    for (const std::size_t i : payers) {
        const std::int64_t owed = draft.owing[category][i].outstanding.fen();
        parts.push_back({owed, 0, owed});
    }
    const auto shares = share_out(*paid.amount, parts, paid.row->place("paid"), category + ", paid");
    for (std::size_t i = 0; i < shares.size(); ++i) draft.owing[category][payers[i]].paid = Money::from_fen(shares[i]);
}

/// What each enterprise owes in each category, from the margins of amounts.csv.
inline void share_amounts(Draft& draft) {
    const Description& description = draft.description;
    for (const Row& kind : description.categories) {
        const std::string category = kind.text("category");
        std::vector<Stated> total, owing, reaching, exactly, paid;
        for (const Row& row : description.amounts) {
            if (row.text("category") != category || row.text("use") == "no") continue;
            const std::string scope = row.text("scope");
            total.push_back({scope, row.money("total").fen(), &row});
            owing.push_back({scope, row.whole("owing"), &row});
            reaching.push_back({scope, row.try_whole("reaching"), &row});
            exactly.push_back({scope, row.try_whole("exactly"), &row});
            paid.push_back({scope, row.has("paid") ? row.money("paid").fen() : 0, &row});
        }
        Random random = draft.random("owing " + category);
        const auto amounts = pools(total, draft.scopes, description, category);
        const auto counts = pools(owing, draft.scopes, description, category + ", owing");
        const auto thresholds = pools(reaching, draft.scopes, description, category + ", reaching");
        const auto exact = pools(exactly, draft.scopes, description, category + ", exactly");
        const auto before = pools(paid, draft.scopes, description, category + ", paid");
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            const auto members = choose_owing(draft, category, counts[i], random);
            share_amount(draft, category, kind.whole("steps"), amounts[i], thresholds[i].amount ? &thresholds[i] : nullptr, &exact[i], members,
                         random);
            share_paid(draft, category, before[i], members, random);
        }
    }
}

/// Who advanced how much of what the enterprise owes a fund. The day is set with the debts.
inline void share_advances(Draft& draft) {
    const Description& description = draft.description;
    for (const Row& row : description.advances) {
        const std::string category = row.text("category");
        Random random = draft.random("advances " + row.text("scope"));
        std::vector<std::size_t> members;
        std::vector<Part> parts;
        for (const auto& [i, owing] : draft.owing[category]) {
            const auto& scopes = draft.scopes[i];
            if (std::find(scopes.begin(), scopes.end(), row.text("scope")) == scopes.end()) continue;
            members.push_back(i);
            parts.push_back({owing.outstanding.fen(), 0, draft.enterprises[i].retired});
        }
        const auto people = share_out(row.whole("people"), parts, row.place("people"), "people who advanced");
        std::map<std::size_t, std::vector<std::size_t>> retired;
        for (std::size_t i = 0; i < draft.people.size(); ++i) {
            if (draft.people[i].retired) retired[draft.people[i].enterprise].push_back(i);
        }
        std::vector<Part> weights;
        std::vector<std::size_t> persons;
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (std::size_t one = 0; one < static_cast<std::size_t>(people[i]); ++one) {
                persons.push_back(retired[members[i]][one]);
                weights.push_back({random.between(3, description.number("advance_spread")), 0, row.money("total").fen()});
            }
        }
        const auto amounts = share_out(row.money("total").fen(), weights, row.place("total"), "advances");
        for (std::size_t i = 0; i < persons.size(); ++i) {
            const Money amount = Money::from_fen(amounts[i]);
            draft.advances.push_back({persons[i], category, draft.as_of, amount});
            draft.owing[category][draft.people[persons[i]].enterprise].advanced += amount;
        }
    }
}

/// The debts of one enterprise in one category, month by month, oldest first: amounts that change slowly, as bases do.
[[nodiscard]] inline std::vector<Debt> spread(const Draft& draft, const Row& kind, std::size_t index, Money principal, Random& random) {
    const Enterprise& enterprise = draft.enterprises[index];
    const std::string pattern = kind.text("pattern");
    const Range lengths = kind.range("months");
    const Range ended = kind.range("ended");
    const auto due_months = kind.whole("due_months");
    const int due_day = static_cast<int>(kind.whole("due_day"));
    Month earliest{arrears::parse_month(kind.text("earliest"))};
    const auto enrolment = enterprise.enrolment.find(kind.text("category"));
    if (enrolment != enterprise.enrolment.end() && enrolment->second) earliest = std::max(earliest, Month{*enrolment->second});
    earliest = std::max(earliest, Month{enterprise.founded});

    const auto due_of = [&](Month last) {
        const Month month = last + due_months;
        return Date{month.year(), month.month(), std::min(due_day, month.days())};
    };
    Month end = Month{draft.as_of} - random.between(ended.first, ended.last);
    while (due_of(end) > draft.as_of) end -= 1;
    const std::int64_t affordable = std::max<std::int64_t>(1, principal.fen() / draft.description.setting("least_row").money("value").fen());
    const std::int64_t heads = enterprise.on_roll + enterprise.retired;
    const std::int64_t bearable = principal.fen() / (kind.money("most_per_head").fen() * heads) + 1;   // so many rows at least
    const std::int64_t length = std::min(std::max(random.between(lengths.first, lengths.last), bearable), affordable);

    std::vector<Debt> debts;
    const auto add = [&](Month from, Month through) {
        if (from < earliest || due_of(through) > draft.as_of) return;
        debts.push_back({{}, index, kind.text("category"), from, through, {}, due_of(through), 0, {}});
    };
    if (pattern == "monthly") {
        for (std::int64_t i = length; i > 0; --i) add(end - (i - 1), end - (i - 1));
    } else if (pattern == "season") {   // heating: November to March
        const int last = end.month() >= 3 ? end.year() : end.year() - 1;
        for (std::int64_t i = length; i > 0; --i) add(Month{last - static_cast<int>(i), 11}, Month{last - static_cast<int>(i) + 1, 3});
    } else if (pattern == "scattered") {
        std::vector<std::int64_t> back;
        for (std::int64_t i = 0; i < length * 3; ++i) back.push_back(i);
        random.shuffle(back);
        back.resize(static_cast<std::size_t>(length));
        std::sort(back.rbegin(), back.rend());
        for (const std::int64_t i : back) add(end - i, end - i);
    } else {
        throw cannot(kind.place("pattern"), {"no pattern \"" + pattern + '"', "没有分布方式“" + pattern + "”"});
    }
    if (debts.empty()) throw cannot(kind.place("earliest"), {enterprise.id + " has no month to owe in", enterprise.id + " 没有可拖欠的月份"});

    std::vector<std::int64_t> weights;
    std::int64_t base = 1000;
    for (const Debt& debt : debts) {
        if (!weights.empty() && debt.from.month() == (pattern == "season" ? 11 : 7)) base += random.between(10, 90);
        weights.push_back(pattern == "scattered" ? random.between(200, 1800) : base + random.between(-9, 9));
    }
    const auto shares = proportional(principal.fen(), weights);
    for (std::size_t i = 0; i < debts.size(); ++i) debts[i].principal = Money::from_fen(shares[i]);
    return debts;
}

/// Settles the oldest debts first with `amount`, on `on` or as soon after as enough of them are due.
/// Calls `record(debt, day, amount)` for each debt touched. \returns the day
template <class Record>
Date settle(std::vector<Debt>& debts, Money amount, Date on, const Record& record) {
    Money open;
    for (const Debt& debt : debts) {
        open += debt.principal - debt.settled;
        if (open >= amount) {
            on = std::max(on, debt.due + 1);
            break;
        }
    }
    for (Debt& debt : debts) {
        const Money taken = std::min(amount, debt.principal - debt.settled);
        if (taken == Money{}) continue;
        debt.settled += taken;
        amount -= taken;
        record(debt, on, taken);
        if (amount == Money{}) break;
    }
    return on;
}

/// Rows of arrears, payments and advances that leave outstanding what share_amounts() decided.
inline void make_debts(Draft& draft) {
    const auto promised = std::exchange(draft.advances, {});
    struct Settling {
        Date on;
        Money amount;
        std::optional<std::size_t> person;
    };
    for (std::size_t index = 0; index < draft.enterprises.size(); ++index) {
        for (const Row& kind : draft.description.categories) {
            const std::string category = kind.text("category");
            if (!draft.owes(index, category)) continue;
            Random random = draft.random("debts " + draft.enterprises[index].id + " " + category);
            const Owing& owing = draft.owing[category][index];
            auto debts = spread(draft, kind, index, owing.outstanding + owing.paid + owing.advanced, random);
            for (Debt& debt : debts) debt.id = numbered("A", draft.debts.size() + static_cast<std::size_t>(&debt - debts.data()) + 1, 5);

            const std::int64_t days = draft.as_of - debts.front().due;
            std::vector<Settling> settlings;
            for (const Advance& advance : promised) {
                if (draft.people[advance.person].enterprise != index || advance.arrears != category) continue;
                settlings.push_back({draft.as_of - random.between(0, days * 3 / 4), advance.amount, advance.person});
            }
            if (owing.paid > Money{}) {
                std::vector<std::int64_t> weights(static_cast<std::size_t>(random.between(1, 4)));
                for (std::int64_t& weight : weights) weight = random.between(2, 9);
                for (const std::int64_t fen : proportional(owing.paid.fen(), weights)) {
                    settlings.push_back({draft.as_of - random.between(0, days / 2), Money::from_fen(fen), {}});
                }
            }
            std::stable_sort(settlings.begin(), settlings.end(), [](const Settling& a, const Settling& b) { return a.on < b.on; });
            for (const Settling& one : settlings) {
                const Date on = settle(debts, one.amount, one.on, [&](const Debt& debt, Date day, Money amount) {
                    if (one.person) draft.advances.push_back({*one.person, debt.id, day, amount});
                    else draft.payments.push_back({debt.id, day, amount});
                });
                if (on > draft.as_of) {
                    throw cannot(kind.place("months"), {draft.enterprises[index].id + " settles more than was due by the as-of date",
                                                        draft.enterprises[index].id + " 的补缴超过统计日期前应缴金额"});
                }
                if (one.person) draft.people[*one.person].since = on;
            }
            draft.debts.insert(draft.debts.end(), debts.begin(), debts.end());
        }
    }
}

}   // namespace make_registry
