// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/registry_checks.hpp>
#include <arrears/model/registry_views.hpp>

#include <concepts>
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

    template <class When = detail::WhenCalled>
    Registry() : Registry{std::make_shared<const detail::Late<detail::RegistryStorage, When>>()} {}   ///< without records

    // Views live as long as any copy of the registry, hence none are given by a temporary one.
    [[nodiscard]] Rows<SystemView> systems() const& noexcept { return all<SystemView>(); }
    [[nodiscard]] Rows<EnterpriseView> enterprises() const& noexcept { return all<EnterpriseView>(); }
    [[nodiscard]] Rows<WorkerView> workers() const& noexcept { return all<WorkerView>(); }
    [[nodiscard]] Rows<RetireeView> retirees() const& noexcept { return all<RetireeView>(); }
    [[nodiscard]] Rows<HouseholdView> households() const& noexcept { return all<HouseholdView>(); }
    [[nodiscard]] Rows<ArrearsView> arrears() const& noexcept { return all<ArrearsView>(); }
    [[nodiscard]] Rows<PaymentView> payments() const& noexcept { return all<PaymentView>(); }
    [[nodiscard]] Rows<AdvanceView> advances() const& noexcept { return all<AdvanceView>(); }
    [[nodiscard]] Rows<PlanView> plans() const& noexcept { return all<PlanView>(); }
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
    template <class Tag>
        requires(!std::same_as<Id<Tag>, WorkerId>)
    [[nodiscard]] std::optional<detail::ViewOf<Index<Tag>>> find(const Id<Tag>& id) const& {
        return found<detail::ViewOf<Index<Tag>>>(id);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<WorkerView, When>> find_worker(const WorkerId& id) const& {
        return found<detail::Late<WorkerView, When>>(id);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<RetireeView, When>> find_retiree(const WorkerId& id) const& {
        return found<detail::Late<RetireeView, When>>(id);
    }
    template <class Tag>
    void find(const Id<Tag>& id) const&& = delete;
    void find_worker(const WorkerId& id) const&& = delete;
    void find_retiree(const WorkerId& id) const&& = delete;

    /// The record at a position of this registry. \throws Error (bad_argument) where there is none
    template <class Tag>
    [[nodiscard]] detail::ViewOf<Index<Tag>> operator[](Index<Tag> index) const& {
        return at<detail::ViewOf<Index<Tag>>>(index.value());
    }
    template <class Tag>
    void operator[](Index<Tag> index) const&& = delete;

    /// Whether the system is `ancestor` or stands under it, however deep; false where either is not there.
    template <class = detail::WhenCalled>
    [[nodiscard]] bool within(const SystemId& system, const SystemId& ancestor) const& {
        const auto below = find(system);
        const auto above = find(ancestor);
        return below && above && below->within(above->index());
    }

    /// How fields are grouped here, in the order of their coming; by default those of the builder's defaults.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::span<const Grouping> groupings() const& noexcept {
        return detail::late<When>(data_->groupings);
    }
    std::span<const Grouping> groupings() const&& = delete;
    [[nodiscard]] const Grouping* find_grouping(std::string_view name) const& noexcept {
        for (const Grouping& grouping : data_->groupings) {
            if (grouping.name() == name) return &grouping;
        }
        return nullptr;
    }
    const Grouping* find_grouping(std::string_view name) const&& = delete;

    /// The same records in the same order, and the same groupings.
    template <class When = detail::WhenCalled>
    friend bool operator==(const Registry& a, const Registry& b) {
        return a.data_ == b.data_ || same<When>(*a.data_, *b.data_);
    }

private:
    explicit Registry(std::shared_ptr<const detail::RegistryStorage> data) noexcept : data_{std::move(data)} {}

    template <class When>
    [[nodiscard]] static bool same(const detail::Late<detail::RegistryStorage, When>& a, const detail::RegistryStorage& b) {
        bool equal = a.groupings == b.groupings;
        detail::RegistryDraft::each_kind([&]<class Record>() { equal = equal && a.template shelf<Record>().records == b.shelf<Record>().records; });
        return equal;
    }
    template <class View>
    [[nodiscard]] Rows<View> all() const noexcept {
        return {*data_, data_->shelf<typename View::Record>().size()};
    }
    template <class View>
    [[nodiscard]] std::optional<View> found(const decltype(View::Record::id)& id) const {
        const detail::Position at = data_->shelf<typename View::Record>().find(id);
        if (at == detail::nowhere) return std::nullopt;
        return View{*data_, at};
    }
    template <class View>
    [[nodiscard]] View at(detail::Position position) const {
        const std::size_t size = data_->shelf<typename View::Record>().size();
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
    [[nodiscard]] bool has_value() const noexcept { return faults_.empty(); }
    explicit operator bool() const noexcept { return has_value(); }
    /// \throws Error with the first fault, which also says how many more there are
    template <class = detail::WhenCalled>
    [[nodiscard]] const Registry& value() const& {
        if (!has_value()) fail();
        return registry_;
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] Registry value() && {
        if (!has_value()) fail();
        return std::move(registry_);
    }
    /// By kind of record and in the order in which the records came; empty where there is a registry.
    [[nodiscard]] const std::vector<Fault>& faults() const noexcept { return faults_; }

private:
    friend class Registry::Builder;
    Built(Registry registry, std::vector<Fault> faults) noexcept : registry_{std::move(registry)}, faults_{std::move(faults)} {}
    template <class = detail::WhenCalled>
    [[noreturn]] void fail() const {
        Fault first = faults_.front();
        if (faults_.size() > 1) {
            const std::string more = std::to_string(faults_.size() - 1);
            first.remedy.en += (first.remedy.en.empty() ? "" : "; ") + ("and " + more + " more");
            first.remedy.zh += (first.remedy.zh.empty() ? "" : "；") + ("另有 " + more + " 处问题");
        }
        throw Error{std::move(first)};
    }
    Registry registry_;   // of nothing at all where there are faults
    std::vector<Fault> faults_;
};

/// Gathers records, in any order; they are checked when it builds. It may start from a registry, to change it.
class Registry::Builder {
public:
    Builder() = default;
    /// Starts with all records and groupings of a registry.
    template <class When = detail::WhenCalled>
    explicit Builder(const Registry& from) : draft_{detail::RegistryDraft::from<When>(*from.data_)} {}

    /// \param place where the record was read, for messages
    template <class Record>
        requires detail::RegistryRecord<Record>
    Builder& add(Record record, Place place = {}) {
        draft_.of<Record>().add(std::move(record), std::move(place));
        return *this;
    }
    template <class When = detail::WhenCalled>
    Builder& add(Grouping grouping) {
        detail::late<When>(draft_.groupings).push_back(std::move(grouping));
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
    template <class When = detail::WhenCalled>
    [[nodiscard]] Registry build() const& { return try_build<When>().value(); }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Registry build() && { return std::move(*this).template try_build<When>().value(); }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Built try_build() const& { return detail::Late<Builder, When>{*this}.template take<When>(); }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Built try_build() && { return take<When>(); }

private:
    template <class When>
    [[nodiscard]] Built take() {
        const auto data = std::make_shared<detail::Late<detail::RegistryStorage, When>>();
        auto faults = detail::check_registry<When>(std::move(draft_), *data);
        detail::late<When>(draft_) = {};
        return {Registry{faults.empty() ? data : nullptr}, std::move(faults)};
    }
    detail::RegistryDraft draft_;
};

}   // namespace arrears
