// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/model/registry_rows.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace arrears {

class SystemView;
class EnterpriseView;
class WorkerView;
class RetireeView;
class HouseholdView;
class ArrearsView;
class PaymentView;
class AdvanceView;
class PlanView;

/// A record in a registry, by value and cheap to copy: its fields, and the records that it is joined with. It lives as
/// long as any copy of the registry does. Fields are those of the record of the same name, where they are explained.
template <class RecordType, class Index>
class RecordView {
public:
    using Record = RecordType;

    [[nodiscard]] Index index() const { return Index{at_}; }
    [[nodiscard]] const decltype(Record::id)& id() const noexcept { return shelf()[at_].id; }
    /// A copy of the whole record, for a Builder or a writer.
    [[nodiscard]] Record record() const { return shelf()[at_]; }

    /// The same record of the same registry.
    friend bool operator==(const RecordView& a, const RecordView& b) noexcept { return a.data_ == b.data_ && a.at_ == b.at_; }

protected:
    RecordView(const detail::RegistryStorage& data, detail::Position at) noexcept : data_{&data}, at_{at} {}
    [[nodiscard]] const Record& row() const noexcept { return shelf()[at_]; }
    [[nodiscard]] const detail::RegistryStorage& data() const noexcept { return *data_; }
    [[nodiscard]] detail::Position at() const noexcept { return at_; }
    template <class View>
    [[nodiscard]] View joined(detail::Position at) const {
        return View{*data_, at};
    }
    template <class View>
    [[nodiscard]] std::optional<View> maybe(detail::Position at) const {
        if (at == detail::nowhere) return std::nullopt;
        return View{*data_, at};
    }
    template <class View>
    [[nodiscard]] Rows<View> rows(const detail::Lists& lists) const {
        return {*data_, lists.of(at_)};
    }

private:
    [[nodiscard]] const detail::Shelf<Record>& shelf() const noexcept { return data_->template shelf<Record>(); }
    const detail::RegistryStorage* data_;
    detail::Position at_;
};

class SystemView : public RecordView<System, SystemIndex> {
public:
    SystemView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] SystemKind kind() const noexcept { return row().kind; }
    [[nodiscard]] const Text& name() const noexcept { return row().name; }
    [[nodiscard]] std::optional<int> founded_year() const noexcept { return row().founded_year; }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<SystemView, When>> parent() const {
        return maybe<detail::Late<SystemView, When>>(data().joins.system_parent[at()]);
    }
    [[nodiscard]] Rows<SystemView> systems() const { return rows<SystemView>(data().owned.systems_of_system); }   ///< those right under it
    [[nodiscard]] Rows<EnterpriseView> enterprises() const;   ///< those that name it; those of systems under it not
    /// Whether it is `ancestor` or stands under it, however deep.
    [[nodiscard]] bool within(SystemIndex ancestor) const {
        for (detail::Position step = at(); step != detail::nowhere; step = data().joins.system_parent[step]) {
            if (step == ancestor.value()) return true;
        }
        return false;
    }
};

class EnterpriseView : public RecordView<Enterprise, EnterpriseIndex> {
public:
    EnterpriseView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] std::string_view name() const noexcept { return row().name; }
    [[nodiscard]] std::optional<Uscc> uscc() const noexcept { return row().uscc; }
    [[nodiscard]] std::optional<Ownership> ownership() const noexcept { return row().ownership; }
    [[nodiscard]] std::string_view industry() const noexcept { return row().industry; }   ///< empty: unknown
    [[nodiscard]] std::optional<Date> founded() const noexcept { return row().founded; }
    [[nodiscard]] const Timeline<Certification>& certification() const noexcept { return row().certification; }
    [[nodiscard]] const Timeline<OperatingStatus>& status() const noexcept { return row().status; }
    [[nodiscard]] const Timeline<Enrolment>& enrolment(Insurance fund) const noexcept { return row().enrolment_in(fund); }

    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<EnterpriseView, When>> parent() const {
        return maybe<detail::Late<EnterpriseView, When>>(data().joins.enterprise_parent[at()]);
    }
    /// The system it belongs to: its own, or else its parent's, however far up.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<SystemView, When>> system() const {
        detail::Position step = at();
        while (step != detail::nowhere && data().joins.enterprise_system[step] == detail::nowhere) step = data().joins.enterprise_parent[step];
        return step == detail::nowhere ? std::nullopt : maybe<detail::Late<SystemView, When>>(data().joins.enterprise_system[step]);
    }
    /// Whether its system is `ancestor` or stands under it, however deep.
    template <class = detail::WhenCalled>
    [[nodiscard]] bool within(SystemIndex ancestor) const {
        const auto own = system();
        return own && own->within(ancestor);
    }
    [[nodiscard]] Rows<EnterpriseView> units() const { return rows<EnterpriseView>(data().owned.units_of_enterprise); }   ///< whose parent it is
    [[nodiscard]] Rows<WorkerView> workers() const;
    [[nodiscard]] Rows<RetireeView> retirees() const;
    [[nodiscard]] Rows<ArrearsView> arrears() const;
    [[nodiscard]] Rows<AdvanceView> advances() const;   ///< those that workers made in its stead
    /// What it owes in a category: all arrears due as of the date, less what settled them. \throws Error (overflow)
    [[nodiscard]] Money outstanding(ArrearsCategory category, Date as_of) const;
    /// What it owes to funds, or to people. \throws Error (overflow)
    [[nodiscard]] Money outstanding(Creditor creditor, Date as_of) const;
    /// Whether the registry holds arrears at all, of any enterprise: where it does not, owing nothing is not known either.
    [[nodiscard]] bool arrears_recorded() const noexcept { return data().arrears.size() != 0; }
};

class WorkerView : public RecordView<Worker, WorkerIndex> {
public:
    WorkerView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] EnterpriseView enterprise() const { return joined<EnterpriseView>(data().joins.worker_enterprise[at()]); }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<HouseholdView, When>> household() const;
    [[nodiscard]] std::optional<Sex> sex() const noexcept { return row().sex; }
    [[nodiscard]] std::optional<Date> birth() const noexcept { return row().birth; }
    [[nodiscard]] std::optional<RetirementGroup> retirement_group() const noexcept { return row().retirement_group; }
    [[nodiscard]] std::optional<Education> education() const noexcept { return row().education; }
    [[nodiscard]] const Timeline<EmploymentStatus>& employment() const noexcept { return row().employment; }
    [[nodiscard]] std::optional<IncomeSource> income() const noexcept { return row().income; }
    [[nodiscard]] CategorySet owed() const noexcept { return row().owed; }
};

class RetireeView : public RecordView<Retiree, RetireeIndex> {
public:
    RetireeView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] EnterpriseView enterprise() const { return joined<EnterpriseView>(data().joins.retiree_enterprise[at()]); }
    [[nodiscard]] std::optional<Sex> sex() const noexcept { return row().sex; }
    [[nodiscard]] std::optional<Date> birth() const noexcept { return row().birth; }
    [[nodiscard]] std::optional<Date> retired() const noexcept { return row().retired; }
    [[nodiscard]] CategorySet owed() const noexcept { return row().owed; }
};

class HouseholdView : public RecordView<Household, HouseholdIndex> {
public:
    HouseholdView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] const std::optional<std::string>& district() const noexcept { return row().district; }
    [[nodiscard]] std::optional<int> able_members() const noexcept { return row().able_members; }
    [[nodiscard]] std::optional<int> employed_members() const noexcept { return row().employed_members; }
    [[nodiscard]] Rows<WorkerView> workers() const { return rows<WorkerView>(data().owned.workers_of_household); }   ///< its members on a roll
};

class ArrearsView : public RecordView<Arrears, ArrearsIndex> {
public:
    ArrearsView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] EnterpriseView enterprise() const { return joined<EnterpriseView>(data().joins.arrears_enterprise[at()]); }
    [[nodiscard]] ArrearsCategory category() const noexcept { return row().category; }
    [[nodiscard]] Creditor creditor() const noexcept { return arrears::creditor(row().category); }
    [[nodiscard]] MonthSpan months() const noexcept { return row().months; }
    [[nodiscard]] Money principal() const noexcept { return row().principal; }
    [[nodiscard]] std::optional<Date> due() const noexcept { return row().due; }
    [[nodiscard]] std::optional<std::int64_t> persons() const noexcept { return row().persons; }
    [[nodiscard]] Date due_date() const { return row().due_date(); }
    [[nodiscard]] bool is_due(Date as_of) const { return row().is_due(as_of); }

    [[nodiscard]] Rows<PaymentView> payments() const;
    [[nodiscard]] Rows<AdvanceView> advances() const;   ///< those that name it
    [[nodiscard]] Money paid(Date as_of) const;         ///< by the enterprise, up to and including the date
    [[nodiscard]] Money advanced(Date as_of) const;     ///< by workers naming it, up to and including the date
    /// Principal less payments and advances up to and including the date; whether it is due is another question.
    [[nodiscard]] Money outstanding(Date as_of) const { return row().principal - paid(as_of) - advanced(as_of); }
};

class PaymentView : public RecordView<Payment, PaymentIndex> {
public:
    PaymentView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] ArrearsView arrears() const { return joined<ArrearsView>(data().joins.payment_arrears[at()]); }
    [[nodiscard]] Date on() const noexcept { return row().on; }
    [[nodiscard]] Money amount() const noexcept { return row().amount; }
};

class AdvanceView : public RecordView<WorkerAdvance, AdvanceIndex> {
public:
    AdvanceView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] const WorkerId& person() const noexcept { return row().worker; }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<WorkerView, When>> worker() const {   ///< still on a roll
        return maybe<detail::Late<WorkerView, When>>(data().joins.advance_worker[at()]);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<RetireeView, When>> retiree() const {   ///< retired since
        return maybe<detail::Late<RetireeView, When>>(data().joins.advance_retiree[at()]);
    }
    [[nodiscard]] EnterpriseView enterprise() const { return joined<EnterpriseView>(data().joins.advance_enterprise[at()]); }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<ArrearsView, When>> arrears() const {
        return maybe<detail::Late<ArrearsView, When>>(data().joins.advance_arrears[at()]);
    }
    [[nodiscard]] Money amount() const noexcept { return row().amount; }
    [[nodiscard]] Date on() const noexcept { return row().on; }
};

class PlanView : public RecordView<ResettlementPlan, PlanIndex> {
public:
    PlanView(const detail::RegistryStorage& data, detail::Position at) noexcept : RecordView{data, at} {}
    [[nodiscard]] std::string_view enterprise_name() const noexcept { return row().enterprise_name; }
    [[nodiscard]] ResettlementKind kind() const noexcept { return row().kind; }
    [[nodiscard]] std::optional<Date> adopted() const noexcept { return row().adopted; }
};

namespace detail {

SystemView view_of(SystemIndex);
EnterpriseView view_of(EnterpriseIndex);
WorkerView view_of(WorkerIndex);
RetireeView view_of(RetireeIndex);
HouseholdView view_of(HouseholdIndex);
ArrearsView view_of(ArrearsIndex);
PaymentView view_of(PaymentIndex);
AdvanceView view_of(AdvanceIndex);
PlanView view_of(PlanIndex);
/// The view on a record with this kind of index.
template <class Index>
using ViewOf = decltype(view_of(Index{}));

}   // namespace detail

inline Rows<EnterpriseView> SystemView::enterprises() const { return rows<EnterpriseView>(data().owned.enterprises_of_system); }
inline Rows<WorkerView> EnterpriseView::workers() const { return rows<WorkerView>(data().owned.workers_of_enterprise); }
inline Rows<RetireeView> EnterpriseView::retirees() const { return rows<RetireeView>(data().owned.retirees_of_enterprise); }
inline Rows<ArrearsView> EnterpriseView::arrears() const { return rows<ArrearsView>(data().owned.arrears_of_enterprise); }
inline Rows<AdvanceView> EnterpriseView::advances() const { return rows<AdvanceView>(data().owned.advances_of_enterprise); }
inline Money EnterpriseView::outstanding(ArrearsCategory category, Date as_of) const {
    Money sum;
    for (const ArrearsView owed : arrears()) {
        if (owed.category() == category && owed.is_due(as_of)) sum += owed.outstanding(as_of);
    }
    return sum;
}
inline Money EnterpriseView::outstanding(Creditor creditor, Date as_of) const {
    Money sum;
    for (const ArrearsView owed : arrears()) {
        if (owed.creditor() == creditor && owed.is_due(as_of)) sum += owed.outstanding(as_of);
    }
    return sum;
}
template <class When>
std::optional<detail::Late<HouseholdView, When>> WorkerView::household() const {
    return maybe<detail::Late<HouseholdView, When>>(data().joins.worker_household[at()]);
}
inline Rows<PaymentView> ArrearsView::payments() const { return rows<PaymentView>(data().owned.payments_of_arrears); }
inline Rows<AdvanceView> ArrearsView::advances() const { return rows<AdvanceView>(data().owned.advances_of_arrears); }
inline Money ArrearsView::paid(Date as_of) const {
    Money sum;
    for (const PaymentView payment : payments()) {
        if (payment.on() <= as_of) sum += payment.amount();
    }
    return sum;
}
inline Money ArrearsView::advanced(Date as_of) const {
    Money sum;
    for (const AdvanceView advance : advances()) {
        if (advance.on() <= as_of) sum += advance.amount();
    }
    return sum;
}

}   // namespace arrears
