// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/integer.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/default_groupings.hpp>
#include <arrears/model/registry_draft.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How a draft becomes what stands behind a Registry, and all that may be wrong with it. Nothing here is for callers.

namespace arrears::detail {

/// Checks a draft and joins its records. Goes on after each fault, so that all of them are told at once.
template <class When = WhenCalled>
class RegistryCheck {
    using RegistryDraft = Late<detail::RegistryDraft, When>;
    using RegistryStorage = Late<detail::RegistryStorage, When>;
    using Fault = Late<arrears::Fault, When>;

public:
    RegistryCheck(RegistryDraft draft, RegistryStorage& data) : draft_{std::move(draft)}, data_{data} {}

    [[nodiscard]] std::vector<Fault> run() {
        RegistryDraft::each_kind([this]<class Record>() { this->template take<Record>(); });
        join();
        own();
        cycles<System>(data_.joins.system_parent);
        cycles<Enterprise>(data_.joins.enterprise_parent);
        for (Position at = 0; at < data_.systems.count(); ++at) check(data_.systems[at], at);
        for (Position at = 0; at < data_.enterprises.count(); ++at) check(data_.enterprises[at], at);
        for (Position at = 0; at < data_.workers.count(); ++at) check(data_.workers[at], at);
        for (Position at = 0; at < data_.retirees.count(); ++at) check(data_.retirees[at], at);
        for (Position at = 0; at < data_.households.count(); ++at) check(data_.households[at], at);
        for (Position at = 0; at < data_.arrears.count(); ++at) check(data_.arrears[at], at);
        for (Position at = 0; at < data_.payments.count(); ++at) check(data_.payments[at], at);
        for (Position at = 0; at < data_.advances.count(); ++at) check(data_.advances[at], at);
        same_codes();
        same_people();
        take_groupings();
        std::stable_sort(faults_.begin(), faults_.end(), [](const Found& a, const Found& b) { return a.rank < b.rank; });
        std::vector<Fault> faults;
        faults.reserve(faults_.size());
        for (Found& found : faults_) faults.push_back(std::move(found.fault));
        return faults;
    }

private:
    struct Found {
        std::pair<std::size_t, Position> rank;   // kind of record, then position
        Fault fault;
    };

    /// Whether the record is a person's and came from a file: of such a file no text is shown, for names and numbers slip into
    /// neighbouring columns. The place leads to it.
    template <class Record>
    [[nodiscard]] bool withheld(Position at) const {
        return (std::same_as<Record, Worker> || std::same_as<Record, Retiree>) && !draft_.template of<Record>().place(at).source.empty();
    }
    template <class Record>
    [[nodiscard]] std::string name(Position at, Language language) const {
        return record_word<Record>().in(language) + ' ' + (withheld<Record>(at) ? "***" : shown_id(data_.template shelf<Record>()[at].id.view()));
    }
    template <class Record>
    void fault(ErrorKind kind, Position at, std::string_view field, Text problem, std::string value = {}, Text expected = {}, Text remedy = {}) {
        Place place = draft_.template of<Record>().place(at);
        place.field = field;
        problem.en = name<Record>(at, Language::en) + ": " + problem.en;
        problem.zh = name<Record>(at, Language::zh) + "：" + problem.zh;
        faults_.push_back(
            {{rank<Record>(), at}, {kind, std::move(place), std::move(problem), std::move(value), std::move(expected), std::move(remedy)}});
    }
    template <class Record>
    void contradiction(Position at, std::string_view field, Text problem, Text expected = {}) {
        fault<Record>(ErrorKind::contradiction, at, field, std::move(problem), {}, std::move(expected));
    }
    template <class Record>
    [[nodiscard]] static constexpr std::size_t rank() {
        std::size_t at = 0, found = RegistryDraft::kinds;
        RegistryDraft::each_kind([&]<class Other>() {
            if (std::same_as<Other, Record>) found = at;
            ++at;
        });
        return found;
    }
    [[nodiscard]] static std::string yuan(int128 fen) {
        return decimal_text(fen, 100, 2, Rounding::down);
    }

    // Ids.

    template <class Record>
    void take() {
        Shelf<Record>& shelf = data_.template shelf<Record>();
        shelf.records = std::move(draft_.template of<Record>().records);
        if (shelf.size() >= nowhere) throw Error{Fault{ErrorKind::limit, {}, {"too many records", "记录过多"}, std::to_string(shelf.size()), {}, {}}};
        shelf.by_id.fill(shelf.records, [this, &shelf](Position at, Position first) {
            if (shelf[at].id.empty()) return;   // told below
            Text problem{"is given twice", "重复出现"};
            if constexpr (std::same_as<Record, Worker>) {
                const auto &one = shelf[first].household, &other = shelf[at].household;
                if (one && other && *one != *other) {
                    const bool hidden = withheld<Worker>(at);
                    problem.en += hidden ? ", in two households" : ", in the households " + shown_id(one->view()) + " and " + shown_id(other->view());
                    problem.zh += hidden ? "，分属两个家庭" : "，分属家庭 " + shown_id(one->view()) + " 和 " + shown_id(other->view());
                }
            }
            duplicate<Record>(at, "id", std::move(problem), draft_.template of<Record>().place(first));
        });
        for (Position at = 0; at < shelf.count(); ++at) {
            if (shelf[at].id.empty()) fault<Record>(ErrorKind::bad_argument, at, "id", {"has no id", "没有编号"});
        }
        if constexpr (std::same_as<Record, Retiree>) {
            for (Position at = 0; at < shelf.count(); ++at) {
                const Position worker = data_.workers.find(shelf[at].id);
                if (worker == nowhere || shelf[at].id.empty()) continue;
                duplicate<Retiree>(at, "id", {"is on a roll as well", "同时又是在册职工"}, draft_.template of<Worker>().place(worker));
            }
        }
    }
    template <class Record>
    void duplicate(Position at, std::string_view field, Text problem, const Place& first) {
        Text expected{};
        if (const std::string where = first.text(); !where.empty()) expected = {"it stands at " + where, "另见 " + where};
        fault<Record>(ErrorKind::duplicate, at, field, std::move(problem), {}, std::move(expected), {"leave one of them", "请只保留一条"});
    }

    // References.

    template <class Target, class Record, class IdOf>
    void resolve(std::vector<Position>& joins, std::string_view field, IdOf id_of) {
        const Shelf<Record>& from = data_.template shelf<Record>();
        const Shelf<Target>& to = data_.template shelf<Target>();
        joins.assign(from.size(), nowhere);
        const Text word = record_word<Target>();
        for (Position at = 0; at < from.count(); ++at) {
            const auto* const id = id_of(from[at]);
            if (id == nullptr) continue;
            joins[at] = id->empty() ? nowhere : to.find(*id);
            if (joins[at] != nowhere) continue;
            if (id->empty()) {
                fault<Record>(ErrorKind::dangling, at, field, {"names no " + word.en, "没有指明" + word.zh});
            } else {
                const bool person = std::same_as<Target, Worker> && !draft_.template of<Record>().place(at).source.empty();
                const std::string shown = person || withheld<Record>(at) ? "***" : shown_id(id->view());
                fault<Record>(ErrorKind::dangling, at, field, {"there is no " + word.en + ' ' + shown, "没有" + word.zh + ' ' + shown},
                              shown == "***" ? std::string{} : std::string{id->view()}, {"expected the id of a record", "应为已有记录的编号"});
            }
        }
    }
    template <class T>
    [[nodiscard]] static const T* optional(const std::optional<T>& value) noexcept {
        return value ? &*value : nullptr;
    }
    void join() {
        typename RegistryStorage::Joins& joins = data_.joins;
        resolve<System, System>(joins.system_parent, "parent", [](const System& row) { return optional(row.parent); });
        resolve<System, Enterprise>(joins.enterprise_system, "system", [](const Enterprise& row) { return optional(row.system); });
        resolve<Enterprise, Enterprise>(joins.enterprise_parent, "parent", [](const Enterprise& row) { return optional(row.parent); });
        resolve<Enterprise, Worker>(joins.worker_enterprise, "enterprise", [](const Worker& row) { return &row.enterprise; });
        resolve<Household, Worker>(joins.worker_household, "household", [](const Worker& row) { return optional(row.household); });
        resolve<Enterprise, Retiree>(joins.retiree_enterprise, "enterprise", [](const Retiree& row) { return &row.enterprise; });
        resolve<Enterprise, Arrears>(joins.arrears_enterprise, "enterprise", [](const Arrears& row) { return &row.enterprise; });
        resolve<Arrears, Payment>(joins.payment_arrears, "arrears", [](const Payment& row) { return &row.arrears; });
        resolve<Enterprise, WorkerAdvance>(joins.advance_enterprise, "enterprise", [](const WorkerAdvance& row) { return &row.enterprise; });
        resolve<Arrears, WorkerAdvance>(joins.advance_arrears, "arrears", [](const WorkerAdvance& row) { return optional(row.arrears); });
        joins.advance_retiree.assign(data_.advances.size(), nowhere);   // of a person: on a roll or retired
        for (Position at = 0; at < data_.advances.count(); ++at) joins.advance_retiree[at] = data_.retirees.find(data_.advances[at].worker);
        resolve<Worker, WorkerAdvance>(joins.advance_worker, "worker", [this](const WorkerAdvance& row) {
            const bool retired = !row.worker.empty() && data_.retirees.find(row.worker) != nowhere;
            return retired ? nullptr : &row.worker;
        });
    }
    void own() {
        const typename RegistryStorage::Joins& joins = data_.joins;
        data_.owned = {{data_.systems.size(), joins.system_parent},
                       {data_.systems.size(), joins.enterprise_system},
                       {data_.enterprises.size(), joins.enterprise_parent},
                       {data_.enterprises.size(), joins.worker_enterprise},
                       {data_.enterprises.size(), joins.retiree_enterprise},
                       {data_.enterprises.size(), joins.arrears_enterprise},
                       {data_.enterprises.size(), joins.advance_enterprise},
                       {data_.households.size(), joins.worker_household},
                       {data_.arrears.size(), joins.payment_arrears},
                       {data_.arrears.size(), joins.advance_arrears}};
    }
    /// Each circle of parents once, told of its first member.
    template <class Record>
    void cycles(const std::vector<Position>& parents) {
        std::vector<Late<Position, When>> walk(parents.size(), nowhere);   // who first came by
        for (Position start = 0; start < parents.size(); ++start) {
            Position step = start;
            while (step != nowhere && walk[step] == nowhere) {
                walk[step] = start;
                step = parents[step];
            }
            if (step == nowhere || walk[step] != start) continue;
            Position first = step;
            for (Position member = parents[step]; member != step; member = parents[member]) first = std::min(first, member);
            contradiction<Record>(first, "parent", {"stands under itself", "隶属于自身"}, {"expected parents that come to an end", "上级关系不应循环"});
        }
    }

    // Facts: registry_facts below.

    void check(const System& row, Position at);
    void check(const Enterprise& row, Position at);
    void check(const Worker& row, Position at);
    void check(const Retiree& row, Position at);
    void check(const Household& row, Position at);
    void check(const Arrears& row, Position at);
    void check(const Payment& row, Position at);
    void check(const WorkerAdvance& row, Position at);
    void same_codes();
    void same_people();
    void take_groupings();
    template <class Record>
    void person(const Record& row, Position at);
    template <class T>
    void not_before_founded(const Timeline<T>& history, Date founded, Position at, std::string_view field, const Text& word);
    template <class Record>
    void settles(Position settled, Date on, Money amount, Position at, std::string_view date_field);
    [[nodiscard]] static std::optional<Late<Month, When>> first_month_out(const Timeline<Enrolment>& history, MonthSpan months);

    RegistryDraft draft_;
    RegistryStorage& data_;
    std::vector<Found> faults_;
};

}   // namespace arrears::detail

#include <arrears/model/registry_facts.hpp>   // the definitions of its checks of facts
