// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/model/registry_checks.hpp>
#include <arrears/model/registry_views.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// All records of a survey or an office, checked against each other: ids are unique, references lead somewhere, and
/// nothing contradicts anything. Immutable: copies share it, and any thread may read it. A Builder makes a changed one.
class Registry {
public:
    class Builder;
    class Built;

    Registry() : Registry{detail::RegistryStorage{}} {}   ///< without records

    // Views live as long as any copy of the registry, hence none are given by a temporary one.
    [[nodiscard]] Rows<SystemView> systems() const& noexcept { return all<SystemView, System>(); }
    [[nodiscard]] Rows<EnterpriseView> enterprises() const& noexcept { return all<EnterpriseView, Enterprise>(); }
    [[nodiscard]] Rows<WorkerView> workers() const& noexcept { return all<WorkerView, Worker>(); }
    [[nodiscard]] Rows<RetireeView> retirees() const& noexcept { return all<RetireeView, Retiree>(); }
    [[nodiscard]] Rows<HouseholdView> households() const& noexcept { return all<HouseholdView, Household>(); }
    [[nodiscard]] Rows<ArrearsView> arrears() const& noexcept { return all<ArrearsView, Arrears>(); }
    [[nodiscard]] Rows<PaymentView> payments() const& noexcept { return all<PaymentView, Payment>(); }
    [[nodiscard]] Rows<AdvanceView> advances() const& noexcept { return all<AdvanceView, WorkerAdvance>(); }
    [[nodiscard]] Rows<PlanView> plans() const& noexcept { return all<PlanView, ResettlementPlan>(); }
    Rows<SystemView> systems() const&& = delete;
    Rows<EnterpriseView> enterprises() const&& = delete;
    Rows<WorkerView> workers() const&& = delete;
    Rows<RetireeView> retirees() const&& = delete;
    Rows<HouseholdView> households() const&& = delete;
    Rows<ArrearsView> arrears() const&& = delete;
    Rows<PaymentView> payments() const&& = delete;
    Rows<AdvanceView> advances() const&& = delete;
    Rows<PlanView> plans() const&& = delete;

    /// The record with the id, if there is one; of a person's, whether on a roll or retired is the caller's question.
    [[nodiscard]] std::optional<SystemView> find(const SystemId& id) const& { return found<SystemView, System>(id); }
    [[nodiscard]] std::optional<EnterpriseView> find(const EnterpriseId& id) const& { return found<EnterpriseView, Enterprise>(id); }
    [[nodiscard]] std::optional<HouseholdView> find(const HouseholdId& id) const& { return found<HouseholdView, Household>(id); }
    [[nodiscard]] std::optional<ArrearsView> find(const ArrearsId& id) const& { return found<ArrearsView, Arrears>(id); }
    [[nodiscard]] std::optional<PaymentView> find(const PaymentId& id) const& { return found<PaymentView, Payment>(id); }
    [[nodiscard]] std::optional<AdvanceView> find(const AdvanceId& id) const& { return found<AdvanceView, WorkerAdvance>(id); }
    [[nodiscard]] std::optional<PlanView> find(const PlanId& id) const& { return found<PlanView, ResettlementPlan>(id); }
    [[nodiscard]] std::optional<WorkerView> find_worker(const WorkerId& id) const& { return found<WorkerView, Worker>(id); }
    [[nodiscard]] std::optional<RetireeView> find_retiree(const WorkerId& id) const& { return found<RetireeView, Retiree>(id); }
    template <class Tag>
    void find(const Id<Tag>& id) const&& = delete;
    void find_worker(const WorkerId& id) const&& = delete;
    void find_retiree(const WorkerId& id) const&& = delete;

    /// The record at a position of this registry. \throws Error (bad_argument) where there is none
    [[nodiscard]] SystemView operator[](SystemIndex index) const& { return at<SystemView, System>(index.value()); }
    [[nodiscard]] EnterpriseView operator[](EnterpriseIndex index) const& { return at<EnterpriseView, Enterprise>(index.value()); }
    [[nodiscard]] WorkerView operator[](WorkerIndex index) const& { return at<WorkerView, Worker>(index.value()); }
    [[nodiscard]] RetireeView operator[](RetireeIndex index) const& { return at<RetireeView, Retiree>(index.value()); }
    [[nodiscard]] HouseholdView operator[](HouseholdIndex index) const& { return at<HouseholdView, Household>(index.value()); }
    [[nodiscard]] ArrearsView operator[](ArrearsIndex index) const& { return at<ArrearsView, Arrears>(index.value()); }
    [[nodiscard]] PaymentView operator[](PaymentIndex index) const& { return at<PaymentView, Payment>(index.value()); }
    [[nodiscard]] AdvanceView operator[](AdvanceIndex index) const& { return at<AdvanceView, WorkerAdvance>(index.value()); }
    [[nodiscard]] PlanView operator[](PlanIndex index) const& { return at<PlanView, ResettlementPlan>(index.value()); }
    template <class Tag>
    void operator[](Index<Tag> index) const&& = delete;

    /// Whether the system is `ancestor` or stands under it, however deep; false where either is not there.
    [[nodiscard]] bool within(const SystemId& system, const SystemId& ancestor) const& {
        const auto below = find(system);
        const auto above = find(ancestor);
        return below && above && below->within(above->index());
    }

    /// How fields are grouped here, in the order of their coming; by default those of the builder's defaults.
    [[nodiscard]] std::span<const Grouping> groupings() const& noexcept { return data_->groupings; }
    std::span<const Grouping> groupings() const&& = delete;
    [[nodiscard]] const Grouping* find_grouping(std::string_view name) const& noexcept {
        for (const Grouping& grouping : data_->groupings) {
            if (grouping.name() == name) return &grouping;
        }
        return nullptr;
    }
    const Grouping* find_grouping(std::string_view name) const&& = delete;

    /// The same records in the same order, and the same groupings.
    friend bool operator==(const Registry& a, const Registry& b) { return a.data_ == b.data_ || same(*a.data_, *b.data_); }

private:
    explicit Registry(detail::RegistryStorage data) : data_{std::make_shared<const detail::RegistryStorage>(std::move(data))} {}

    [[nodiscard]] static bool same(const detail::RegistryStorage& a, const detail::RegistryStorage& b) {
        return a.systems.records == b.systems.records && a.enterprises.records == b.enterprises.records && a.workers.records == b.workers.records &&
               a.retirees.records == b.retirees.records && a.households.records == b.households.records && a.arrears.records == b.arrears.records &&
               a.payments.records == b.payments.records && a.advances.records == b.advances.records && a.plans.records == b.plans.records &&
               a.groupings == b.groupings;
    }
    template <class View, class Record>
    [[nodiscard]] Rows<View> all() const noexcept {
        return {*data_, data_->shelf<Record>().size()};
    }
    template <class View, class Record>
    [[nodiscard]] std::optional<View> found(const decltype(Record::id)& id) const {
        const detail::Position at = data_->shelf<Record>().find(id);
        if (at == detail::nowhere) return std::nullopt;
        return View{*data_, at};
    }
    template <class View, class Record>
    [[nodiscard]] View at(detail::Position position) const {
        const std::size_t size = data_->shelf<Record>().size();
        if (position >= size) {
            const std::string one = std::to_string(position), of = std::to_string(size);
            throw bad_argument("Registry::operator[]", {"index " + one + " of " + of + " records", "序号 " + one + " 超出记录数 " + of});
        }
        return View{*data_, position};
    }

    std::shared_ptr<const detail::RegistryStorage> data_;
};

/// What Builder::try_build() gives: the registry, or all that is wrong with its records at once.
class [[nodiscard]] Registry::Built {
public:
    [[nodiscard]] bool has_value() const noexcept { return registry_.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }
    /// \throws Error with the first fault, which also says how many more there are
    [[nodiscard]] const Registry& value() const& {
        if (!registry_) fail();
        return *registry_;
    }
    [[nodiscard]] Registry value() && {
        if (!registry_) fail();
        return *std::move(registry_);
    }
    /// By kind of record and in the order in which the records came; empty where there is a registry.
    [[nodiscard]] const std::vector<Fault>& faults() const noexcept { return faults_; }

private:
    friend class Registry::Builder;
    Built(std::optional<Registry> registry, std::vector<Fault> faults) : registry_{std::move(registry)}, faults_{std::move(faults)} {}
    [[noreturn]] void fail() const {
        Fault first = faults_.front();
        if (faults_.size() > 1) {
            const std::string more = std::to_string(faults_.size() - 1);
            first.remedy.en += (first.remedy.en.empty() ? "" : "; ") + ("and " + more + " more");
            first.remedy.zh += (first.remedy.zh.empty() ? "" : "；") + ("另有 " + more + " 处问题");
        }
        throw Error{std::move(first)};
    }
    std::optional<Registry> registry_;
    std::vector<Fault> faults_;
};

/// Gathers records, in any order; they are checked when it builds. It may start from a registry, to change it.
class Registry::Builder {
public:
    Builder() = default;
    /// Starts with all records and groupings of a registry.
    explicit Builder(const Registry& from) : draft_{detail::RegistryDraft::from(*from.data_)} {}

    /// \param place where the record was read, for messages
    template <class Record>
        requires detail::RegistryRecord<Record>
    Builder& add(Record record, Place place = {}) {
        draft_.of<Record>().add(std::move(record), std::move(place));
        return *this;
    }
    Builder& add(Grouping grouping) {
        draft_.groupings.push_back(std::move(grouping));
        return *this;
    }
    /// Puts a record in the place of the one with its id. Cost: linear. \throws Error (unknown_name) where there is none
    template <class Record>
        requires detail::RegistryRecord<Record>
    Builder& replace(Record record) {
        auto& kind = draft_.of<Record>();
        kind.records[kind.position(record.id)] = std::move(record);
        return *this;
    }
    /// Takes a record away: `remove<Payment>(id)`. Cost: linear. \throws Error (unknown_name) where there is none
    template <class Record>
        requires detail::RegistryRecord<Record>
    Builder& remove(const decltype(Record::id)& id) {
        auto& kind = draft_.of<Record>();
        kind.erase(kind.position(id));
        return *this;
    }

    /// \throws Error with the first fault, which also says how many more there are
    [[nodiscard]] Registry build() const& { return try_build().value(); }
    [[nodiscard]] Registry build() && { return std::move(*this).try_build().value(); }
    [[nodiscard]] Built try_build() const& { return Builder{*this}.take(); }
    [[nodiscard]] Built try_build() && { return take(); }

private:
    [[nodiscard]] Built take() {
        detail::RegistryStorage data;
        std::vector<Fault> faults = detail::check_registry(std::move(draft_), data);
        draft_ = {};
        if (!faults.empty()) return {std::nullopt, std::move(faults)};
        return {Registry{std::move(data)}, {}};
    }
    detail::RegistryDraft draft_;
};

}   // namespace arrears
