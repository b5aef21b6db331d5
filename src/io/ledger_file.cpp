// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/ledger_file.hpp>

#include "csv_table.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace arrears {

namespace {

struct Row {
    LedgerEntryId id{};
    std::optional<Date> on{};
    std::optional<Date> entered{};
    LedgerEntryKind kind = LedgerEntryKind::opening;
    std::optional<Money> amount{};
    std::optional<ArrearsId> debt{};
    std::optional<ArrearsCategory> category{};
    std::optional<DebtComponent> component{};
    std::optional<Date> due{};
    std::optional<Date> through{};
    std::optional<WorkerId> worker{};
    std::optional<EnterpriseId> to{};
    std::string basis{};
    std::optional<LedgerEntryId> reverses{};
    Place place{};
};

[[nodiscard]] std::vector<detail::TableColumn<Row>> columns() {
    using detail::column;
    using detail::Presence;
    return {column<Row, &Row::id>("id", {"编号"}, Presence::required),
            column<Row, &Row::on>("on", {"日期", "发生日期"}, Presence::required),
            column<Row, &Row::entered>("entered", {"录入日期"}),
            column<Row, &Row::kind>("kind", {"类型"}, Presence::required),
            column<Row, &Row::amount>("amount", {"金额"}, Presence::required),
            column<Row, &Row::debt>("debt", {"欠费编号", "债务"}),
            column<Row, &Row::category>("category", {"欠费类别", "类别"}),
            column<Row, &Row::component>("component", {"构成"}),
            column<Row, &Row::due>("due", {"应缴截止日"}),
            column<Row, &Row::through>("through", {"缓缴截止日"}),
            column<Row, &Row::worker>("worker", {"职工编号"}),
            column<Row, &Row::to>("to", {"划入企业"}),
            column<Row, &Row::basis>("basis", {"依据"}),
            column<Row, &Row::reverses>("reverses", {"冲销编号"})};
}

/// What a row says as an entry; a fault, with its column, where the kind asks for more than the row has.
[[nodiscard]] Result<entries::Any> meaning(const Row& row) {
    const auto missing = [&](const char* field) {
        const std::string kind{identifier(row.kind)};
        Fault fault{ErrorKind::bad_syntax,
                    {},
                    {std::string{field} + " is missing", std::string{"缺少 "} + field},
                    {},
                    {"expected it of a row of kind " + kind, "此类记录须填：" + std::string{label(row.kind, Language::zh)}},
                    {}};
        fault.place.field = field;
        return fault;
    };
    const std::shared_ptr<const Source> basis =
        row.basis.empty() ? nullptr : std::make_shared<const Source>(Source{{row.basis, row.basis}, {}, SourceLevel::caller, false, {}});
    const auto category = row.category.value_or(ArrearsCategory::pension);
    if (!row.amount && row.kind != LedgerEntryKind::deferral && row.kind != LedgerEntryKind::petition && row.kind != LedgerEntryKind::reversal)
        return missing("amount");
    switch (row.kind) {
    case LedgerEntryKind::opening:
        if (!row.debt) return missing("debt");
        if (!row.category) return missing("category");
        return entries::Any{entries::Opening{*row.debt, category, *row.amount, row.due.value_or(*row.on)}};
    case LedgerEntryKind::fine:
        if (!row.debt) return missing("debt");
        return entries::Any{entries::Fine{*row.debt, category, row.component.value_or(DebtComponent::fine), *row.amount, basis}};
    case LedgerEntryKind::deferral:
        if (!row.through) return missing("through");
        return entries::Any{entries::Deferral{row.debt, row.category, *row.through, basis}};
    case LedgerEntryKind::petition: return entries::Any{entries::Petition{}};
    case LedgerEntryKind::waiver:
        if (!row.debt) return missing("debt");
        return entries::Any{entries::Waiver{*row.debt, row.component.value_or(DebtComponent::surcharge), *row.amount, basis}};
    case LedgerEntryKind::write_off:
        if (!row.debt) return missing("debt");
        return entries::Any{entries::WriteOff{*row.debt, row.component.value_or(DebtComponent::principal), *row.amount, basis}};
    case LedgerEntryKind::transfer:
        if (!row.debt) return missing("debt");
        if (!row.to) return missing("to");
        return entries::Any{entries::Transfer{*row.debt, *row.amount, *row.to}};
    case LedgerEntryKind::payment: return entries::Any{entries::Payment{*row.amount, row.category, row.debt}};
    case LedgerEntryKind::worker_advance:
        if (!row.worker) return missing("worker");
        return entries::Any{entries::Advance{*row.amount, *row.worker, category, row.debt}};
    case LedgerEntryKind::reversal:
        if (!row.reverses) return missing("reverses");
        return entries::Any{entries::Reversal{*row.reverses}};
    }
    return missing("kind");
}

}   // namespace

std::optional<Ledger> read_ledger(const std::string& path, const EnterpriseId& enterprise, Diagnostics& diagnostics) {
    const std::uint64_t before = diagnostics.count();
    const auto known = columns();
    std::vector<Row> rows;
    // Workers' ids stand in it: no message shows what is in a cell.
    detail::read_table<Row>(path, known, true, diagnostics, [&](Row row, Place place) {
        row.place = std::move(place);
        if (!row.on) {
            Fault fault{ErrorKind::bad_syntax, row.place, {"the day is missing", "缺少日期"}, {}, {"expected a date", "应为日期"}, {}};
            fault.place.field = "on";
            diagnostics.add(std::move(fault));
            return;
        }
        if (!row.entered) row.entered = row.on;
        rows.push_back(std::move(row));
    });
    // By the day of entry. On one day what names a debt may stand before the debt: openings and fines come first, reversals last.
    const auto turn = [](const Row& row) {
        return row.kind == LedgerEntryKind::opening || row.kind == LedgerEntryKind::fine ? 0 : row.kind == LedgerEntryKind::reversal ? 2 : 1;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const Row& a, const Row& b) { return *a.entered != *b.entered ? *a.entered < *b.entered : turn(a) < turn(b); });
    Ledger ledger{enterprise};
    for (Row& row : rows) {
        const auto tell = [&](Fault fault) {
            fault.place = {row.place.source, row.place.line, row.place.column, fault.place.field};
            diagnostics.add(std::move(fault));
        };
        const Result<entries::Any> what = meaning(row);
        if (!what) {
            tell(what.fault());
            continue;
        }
        const auto added = ledger.try_append({row.id, *row.on, *row.entered, *what});
        if (!added) tell(added.fault());
    }
    if (diagnostics.count() != before) return std::nullopt;
    return ledger;
}

}   // namespace arrears
