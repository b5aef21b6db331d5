// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/registry_storage.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

// What a Registry::Builder has gathered. Nothing here is for callers.

namespace arrears::detail {

template <class Record>
concept RegistryRecord = std::same_as<Record, System> || std::same_as<Record, Enterprise> || std::same_as<Record, Worker> ||
                         std::same_as<Record, Retiree> || std::same_as<Record, Household> || std::same_as<Record, Arrears> ||
                         std::same_as<Record, Payment> || std::same_as<Record, WorkerAdvance> || std::same_as<Record, ResettlementPlan>;

/// What a record of the kind is called, and its rank among the kinds.
template <RegistryRecord Record>
[[nodiscard]] Text record_word() {
    if constexpr (std::same_as<Record, System>) return {"system", "系统"};
    else if constexpr (std::same_as<Record, Enterprise>) return {"enterprise", "企业"};
    else if constexpr (std::same_as<Record, Worker>) return {"worker", "职工"};
    else if constexpr (std::same_as<Record, Retiree>) return {"retiree", "退休人员"};
    else if constexpr (std::same_as<Record, Household>) return {"household", "家庭"};
    else if constexpr (std::same_as<Record, Arrears>) return {"arrears", "欠款"};
    else if constexpr (std::same_as<Record, Payment>) return {"payment", "缴款"};
    else if constexpr (std::same_as<Record, WorkerAdvance>) return {"advance", "垫缴"};
    else return {"plan", "安置方案"};
}

/// An id as a message may show it: an office may have numbered its people by what must not be printed.
template <class = WhenCalled>
[[nodiscard]] std::string shown_id(std::string_view id) {
    std::size_t digits = 0, longest = 0;   // in one go: an identity number has 15, or 17 before its check character
    for (const char c : id) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        longest = digits > longest ? digits : longest;
    }
    return longest >= 15 ? "***" : in_quotes(id);
}

/// The records of one kind with the places where they were read.
template <RegistryRecord Record>
struct DraftKind {
    std::vector<Record> records{};
    std::vector<Late<Place, Record>> places{};   // as many as records, or fewer where the rest have none

    void add(Record record, Place place) {
        if (place != Place{}) {
            places.resize(records.size());
            places.push_back(std::move(place));
        }
        records.push_back(std::move(record));
    }
    [[nodiscard]] Place place(std::size_t position) const { return position < places.size() ? places[position] : Place{}; }
    [[nodiscard]] std::size_t position(const decltype(Record::id)& id) const {
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (records[i].id == id) return i;
        }
        const Text word = record_word<Record>();
        const std::string shown = shown_id(id.view());
        throw Error{Fault{ErrorKind::unknown_name, {}, {"there is no " + word.en + ' ' + shown, "没有" + word.zh + ' ' + shown}, {}, {}, {}}};
    }
    void erase(std::size_t position) {
        records.erase(records.begin() + static_cast<std::ptrdiff_t>(position));
        if (position < places.size()) places.erase(places.begin() + static_cast<std::ptrdiff_t>(position));
    }
};

/// Records of several kinds; a base each, which costs less to compile than a tuple.
template <RegistryRecord... Records>
struct DraftKinds : DraftKind<Records>... {
    static constexpr std::size_t kinds = sizeof...(Records);

    template <RegistryRecord Record>
    [[nodiscard]] DraftKind<Record>& of() noexcept {
        return *this;
    }
    template <RegistryRecord Record>
    [[nodiscard]] const DraftKind<Record>& of() const noexcept {
        return *this;
    }
    /// Calls `visit.operator()<Record>()` for each kind, in order.
    template <class Visit>
    static constexpr void each_kind(Visit visit) {
        (visit.template operator()<Records>(), ...);
    }
};

struct RegistryDraft : DraftKinds<System, Enterprise, Worker, Retiree, Household, Arrears, Payment, WorkerAdvance, ResettlementPlan> {
    std::vector<Grouping> groupings{};

    template <class When = WhenCalled>
    [[nodiscard]] static RegistryDraft from(const RegistryStorage& data) {
        Late<RegistryDraft, When> draft;
        each_kind([&]<class Record>() { draft.template of<Record>().records = data.template shelf<Record>().records; });
        draft.groupings = data.groupings;
        return draft;
    }
};

}   // namespace arrears::detail
