// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/registry_files.hpp>

#include "csv_table.hpp"

#include <arrears/core/grouping_rows.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace arrears {

namespace {

using detail::CellFault;
using detail::CellTerms;
using detail::column;
using detail::TableColumn;
constexpr auto required = detail::Presence::required;

/// A row of enterprise_history.csv: from a day on, up to but without another.
struct HistoryRow {
    EnterpriseId enterprise{};
    std::string attribute{};
    std::string value{};
    std::optional<Date> from{};
    std::optional<Date> to{};
};

/// A worker's row: the history of employment has one span in it.
struct WorkerRow {
    Worker worker{};
    std::optional<EmploymentStatus> employment{};
    std::optional<Date> employment_since{};
};

template <auto Member>
[[nodiscard]] TableColumn<WorkerRow> of_worker(std::string_view name, std::vector<std::string_view> aliases,
                                               detail::Presence presence = detail::Presence::optional) {
    return {{name, std::move(aliases), presence == required, false},
            [](std::string_view text, const CellTerms& terms, WorkerRow& row) { return detail::read_cell(text, terms, row.worker.*Member); },
            [](const WorkerRow& row) { return detail::cell_text(row.worker.*Member); },
            false, detail::cell_kind<std::remove_cvref_t<decltype(std::declval<Worker>().*Member)>>,
            detail::cell_words<std::remove_cvref_t<decltype(std::declval<Worker>().*Member)>>};
}

template <class Record>
[[nodiscard]] TableColumn<Record> personal(TableColumn<Record> made) {
    made.personal = true;
    return made;
}

/// One side of a name in two languages.
template <std::string Text::*Side>
[[nodiscard]] TableColumn<System> system_name(std::string_view name, std::vector<std::string_view> aliases) {
    return {{name, std::move(aliases)},
            [](std::string_view text, const CellTerms& terms, System& system) { return detail::read_cell(text, terms, system.name.*Side); },
            [](const System& system) { return detail::cell_text(system.name.*Side); }};
}
template <Month MonthSpan::*End>
[[nodiscard]] TableColumn<Arrears> month_owed(std::string_view name, std::vector<std::string_view> aliases) {
    return {{name, std::move(aliases), true},
            [](std::string_view text, const CellTerms& terms, Arrears& arrears) { return detail::read_cell(text, terms, arrears.months.*End); },
            [](const Arrears& arrears) { return detail::cell_text(arrears.months.*End); },
            false, CellKind::month};
}
template <std::string GroupingRow::*Member>
[[nodiscard]] TableColumn<GroupingRow> grouping_text(std::string_view name, std::vector<std::string_view> aliases) {
    return column<GroupingRow, Member>(name, std::move(aliases), required);
}
template <std::string Group::*Member>
[[nodiscard]] TableColumn<GroupingRow> group_text(std::string_view name, std::vector<std::string_view> aliases) {
    return {{name, std::move(aliases), true},
            [](std::string_view text, const CellTerms& terms, GroupingRow& row) { return detail::read_cell(text, terms, row.group.*Member); },
            [](const GroupingRow& row) { return detail::cell_text(row.group.*Member); }};
}
template <std::string Text::*Side>
[[nodiscard]] TableColumn<GroupingRow> group_label(std::string_view name, std::vector<std::string_view> aliases) {
    return {{name, std::move(aliases)},
            [](std::string_view text, const CellTerms& terms, GroupingRow& row) { return detail::read_cell(text, terms, row.group.label.*Side); },
            [](const GroupingRow& row) { return detail::cell_text(row.group.label.*Side); }};
}

/// A column of the words that some enumerations have together.
[[nodiscard]] TableColumn<HistoryRow> in_words(TableColumn<HistoryRow> made, detail::GiveWords words) {
    made.words = words;
    return made;
}
template <Enumeration E>
void add_words(std::vector<VocabularyEntry>& to) {
    const Vocabulary words = Vocabulary::of<E>();
    to.insert(to.end(), words.entries().begin(), words.entries().end());
}
[[nodiscard]] detail::Words history_attributes() {
    std::vector<VocabularyEntry> all{{"certification", {"certification", "认定情况"}, {}, {}}, {"status", {"status", "经营状况"}, {}, {}}};
    add_words<Insurance>(all);
    return std::make_shared<const Vocabulary>(std::move(all), true);
}
[[nodiscard]] detail::Words history_values() {
    std::vector<VocabularyEntry> all;
    add_words<Certification>(all);
    add_words<OperatingStatus>(all);
    add_words<Enrolment>(all);
    return std::make_shared<const Vocabulary>(std::move(all), true);
}

const std::vector<TableColumn<System>>& system_columns() {
    static const std::vector<TableColumn<System>> columns{
        column<System, &System::id>("id", {"编号"}, required),
        column<System, &System::kind>("kind", {"类型"}, required),
        system_name<&Text::zh>("name", {"名称"}),
        system_name<&Text::en>("name_en", {"英文名称"}),
        column<System, &System::parent>("parent", {"上级"}),
        column<System, &System::founded_year>("founded_year", {"成立年份"})};
    return columns;
}

const std::vector<TableColumn<Enterprise>>& enterprise_columns() {
    static const std::vector<TableColumn<Enterprise>> columns{
        column<Enterprise, &Enterprise::id>("id", {"编号", "企业编号"}, required),
        column<Enterprise, &Enterprise::name>("name", {"名称", "企业名称", "单位名称"}),
        column<Enterprise, &Enterprise::uscc>("uscc", {"统一社会信用代码"}),
        column<Enterprise, &Enterprise::system>("system", {"主管系统", "系统"}),
        column<Enterprise, &Enterprise::parent>("parent", {"上级企业"}),
        column<Enterprise, &Enterprise::ownership>("ownership", {"企业性质", "性质"}),
        column<Enterprise, &Enterprise::industry>("industry", {"行业", "行业代码"}),
        column<Enterprise, &Enterprise::founded>("founded", {"成立日期"})};
    return columns;
}

const std::vector<TableColumn<HistoryRow>>& history_columns() {
    static const std::vector<TableColumn<HistoryRow>> columns{
        column<HistoryRow, &HistoryRow::enterprise>("enterprise", {"企业", "企业编号"}, required),
        in_words(column<HistoryRow, &HistoryRow::attribute>("attribute", {"项目"}, required), &history_attributes),
        in_words(column<HistoryRow, &HistoryRow::value>("value", {"内容"}, required), &history_values),
        column<HistoryRow, &HistoryRow::from>("from", {"起"}),
        column<HistoryRow, &HistoryRow::to>("to", {"止"})};
    return columns;
}

const std::vector<TableColumn<WorkerRow>>& worker_columns() {
    static const std::vector<TableColumn<WorkerRow>> columns{
        of_worker<&Worker::id>("id", {"编号", "职工编号"}, required),
        of_worker<&Worker::enterprise>("enterprise", {"企业", "企业编号"}, required),
        of_worker<&Worker::household>("household", {"家庭", "家庭编号"}),
        of_worker<&Worker::sex>("sex", {"性别"}),
        of_worker<&Worker::birth>("birth", {"出生日期"}),
        of_worker<&Worker::retirement_group>("retirement_group", {"退休年龄类别"}),
        of_worker<&Worker::education>("education", {"文化程度"}),
        column<WorkerRow, &WorkerRow::employment>("employment", {"就业状态"}),
        column<WorkerRow, &WorkerRow::employment_since>("employment_since", {"就业状态起"}),
        of_worker<&Worker::income>("income", {"收入来源"}),
        of_worker<&Worker::owed>("owed", {"被拖欠"}),
        personal(of_worker<&Worker::name>("name", {"姓名"})),
        personal(of_worker<&Worker::citizen_number>("citizen_number", {"公民身份号码", "身份证号"}))};
    return columns;
}

const std::vector<TableColumn<Retiree>>& retiree_columns() {
    static const std::vector<TableColumn<Retiree>> columns{
        column<Retiree, &Retiree::id>("id", {"编号", "职工编号"}, required),
        column<Retiree, &Retiree::enterprise>("enterprise", {"企业", "企业编号"}, required),
        column<Retiree, &Retiree::sex>("sex", {"性别"}),
        column<Retiree, &Retiree::birth>("birth", {"出生日期"}),
        column<Retiree, &Retiree::retired>("retired", {"退休日期"}),
        column<Retiree, &Retiree::owed>("owed", {"被拖欠"}),
        personal(column<Retiree, &Retiree::name>("name", {"姓名"})),
        personal(column<Retiree, &Retiree::citizen_number>("citizen_number", {"公民身份号码", "身份证号"}))};
    return columns;
}

const std::vector<TableColumn<Household>>& household_columns() {
    static const std::vector<TableColumn<Household>> columns{
        column<Household, &Household::id>("id", {"编号", "家庭编号"}, required),
        column<Household, &Household::district>("district", {"区县"}),
        column<Household, &Household::able_members>("able_members", {"有劳动能力的其他成员"}),
        column<Household, &Household::employed_members>("employed_members", {"已就业的其他成员"})};
    return columns;
}

const std::vector<TableColumn<Arrears>>& arrears_columns() {
    static const std::vector<TableColumn<Arrears>> columns{
        column<Arrears, &Arrears::id>("id", {"编号"}, required),
        column<Arrears, &Arrears::enterprise>("enterprise", {"企业", "企业编号"}, required),
        column<Arrears, &Arrears::category>("category", {"类别", "欠费类别"}, required),
        month_owed<&MonthSpan::first>("from", {"起始月份"}),
        month_owed<&MonthSpan::last>("through", {"截至月份"}),
        column<Arrears, &Arrears::principal>("principal", {"本金", "欠费金额"}, required),
        column<Arrears, &Arrears::due>("due", {"应缴日期"}),
        column<Arrears, &Arrears::persons>("persons", {"人数", "涉及人数"})};
    return columns;
}

const std::vector<TableColumn<Payment>>& payment_columns() {
    static const std::vector<TableColumn<Payment>> columns{
        column<Payment, &Payment::id>("id", {"编号"}, required),
        column<Payment, &Payment::arrears>("arrears", {"欠费编号"}, required),
        column<Payment, &Payment::on>("date", {"日期"}, required),
        column<Payment, &Payment::amount>("amount", {"金额"}, required)};
    return columns;
}

const std::vector<TableColumn<WorkerAdvance>>& advance_columns() {
    static const std::vector<TableColumn<WorkerAdvance>> columns{
        column<WorkerAdvance, &WorkerAdvance::id>("id", {"编号"}, required),
        column<WorkerAdvance, &WorkerAdvance::worker>("worker", {"职工", "职工编号"}, required),
        column<WorkerAdvance, &WorkerAdvance::enterprise>("enterprise", {"企业", "企业编号"}, required),
        column<WorkerAdvance, &WorkerAdvance::arrears>("arrears", {"欠费编号"}),
        column<WorkerAdvance, &WorkerAdvance::amount>("amount", {"金额", "垫缴金额"}, required),
        column<WorkerAdvance, &WorkerAdvance::on>("date", {"日期"}, required)};
    return columns;
}

const std::vector<TableColumn<ResettlementPlan>>& plan_columns() {
    static const std::vector<TableColumn<ResettlementPlan>> columns{
        column<ResettlementPlan, &ResettlementPlan::id>("id", {"编号"}, required),
        column<ResettlementPlan, &ResettlementPlan::enterprise_name>("enterprise_name", {"企业名称"}),
        column<ResettlementPlan, &ResettlementPlan::kind>("kind", {"类型"}, required),
        column<ResettlementPlan, &ResettlementPlan::adopted>("adopted", {"通过日期"})};
    return columns;
}

const std::vector<TableColumn<GroupingRow>>& grouping_columns() {
    static const std::vector<TableColumn<GroupingRow>> columns{
        grouping_text<&GroupingRow::grouping>("grouping", {"分组"}),
        grouping_text<&GroupingRow::field>("field", {"字段"}),
        group_text<&Group::id>("group", {"组"}),
        group_label<&Text::zh>("label", {"名称"}),
        group_label<&Text::en>("label_en", {"英文名称"}),
        group_text<&Group::match>("match", {"取值"})};
    return columns;
}

/// Takes rows of groupings, each with its place.
[[nodiscard]] auto grouping_row(std::vector<GroupingRow>& rows) {
    return [&rows](GroupingRow row, Place place) {
        row.group.place = std::move(place);
        rows.push_back(std::move(row));
    };
}

/// The rows of enterprise_history.csv on their way into enterprises.
class Histories {
public:
    void add(HistoryRow row, Place place, Diagnostics& diagnostics) {
        Histories::Of& of = by_enterprise_[row.enterprise];
        if (of.rows.empty()) of.place = place;
        const std::string_view attribute = detail::trimmed(row.attribute);
        if (attribute == "certification" || attribute == "认定情况") {
            put(of.certification, row, place, diagnostics);
        } else if (attribute == "status" || attribute == "经营状况") {
            put(of.status, row, place, diagnostics);
        } else if (const auto fund = parse_enum<Insurance>(attribute)) {
            put(of.enrolment[static_cast<std::size_t>(*fund)], row, place, diagnostics);
        } else {
            place.field = "attribute";
            const std::string shown = detail::may_show(attribute, CellTerms{}) ? in_quotes(attribute) : "***";
            diagnostics.add({ErrorKind::unknown_name, std::move(place),
                             {shown + " is no history of an enterprise", shown + " 不是企业的历史项目"}, {},
                             {"expected certification, status or an insurance: " + identifiers<Insurance>(),
                              "应为 certification（认定情况）、status（经营状况）或险种：" + identifiers<Insurance>()}, {}});
        }
        of.rows.push_back(std::move(row));
    }

    void move_into(Enterprise& enterprise) {
        const auto found = by_enterprise_.find(enterprise.id);
        if (found == by_enterprise_.end()) return;
        enterprise.certification = found->second.certification.timeline();
        enterprise.status = found->second.status.timeline();
        for (std::size_t i = 0; i < enterprise.enrolment.size(); ++i) enterprise.enrolment[i] = found->second.enrolment[i].timeline();
        by_enterprise_.erase(found);
    }

    /// Histories of enterprises that are not there.
    void report_strangers(const std::string& enterprises, Diagnostics& diagnostics) const {
        std::vector<std::pair<Place, EnterpriseId>> strangers;
        for (const auto& [id, of] : by_enterprise_) strangers.emplace_back(of.place, id);
        std::ranges::sort(strangers, {}, [](const auto& stranger) { return stranger.first.line; });
        for (auto& [place, id] : strangers) {
            const std::string shown = detail::shown_id(id.view());
            place.field = "enterprise";
            diagnostics.add({ErrorKind::dangling,
                             std::move(place),
                             {"there is no enterprise " + shown, "没有企业 " + shown},
                             shown == "***" ? std::string{} : std::string{id.view()},
                             {"expected the id of an enterprise in " + enterprises, "应为 " + enterprises + " 中的企业编号"},
                             {}});
        }
    }

private:
    /// The spans so far, kept free of overlaps.
    template <class T>
    struct Spans {
        std::vector<DatedValue<T>> spans;
        [[nodiscard]] Timeline<T> timeline() const { return Timeline<T>::from(spans); }
    };
    struct Of {
        Place place;   // of its first row
        std::vector<HistoryRow> rows;
        Spans<Certification> certification;
        Spans<OperatingStatus> status;
        std::array<Spans<Enrolment>, enum_count<Insurance>> enrolment;
    };

    template <class T>
    static void put(Spans<T>& to, const HistoryRow& row, const Place& place, Diagnostics& diagnostics) {
        DatedValue<T> span{row.from.value_or(Date::first()), row.to.value_or(Date::last()), {}};
        CellFault fault = detail::read_cell(row.value, CellTerms{}, span.value);
        if (!fault) {
            auto with = to.spans;
            with.push_back(span);
            if (auto made = Timeline<T>::try_from(with)) to.spans = std::move(with);
            else fault = made.fault();
        }
        if (!fault) return;
        fault->place = place;
        fault->place.field = fault->kind == ErrorKind::unknown_name ? "value" : "from";
        diagnostics.add(std::move(*fault));
    }

    std::unordered_map<EnterpriseId, Of> by_enterprise_;
};

/// The tables of a registry, in the order in which they are read.
constexpr std::array<std::string_view, 11> table_names{
    "enterprise_history", "systems", "enterprises", "workers", "retirees", "households",
    "arrears", "payments", "worker_advances", "resettlement_plans", "groupings"};

/// A folder of CSV files, each a table.
class FolderSource final : public TableSource {
public:
    FolderSource(const std::string& path, const CsvForm& form) : path_{path}, form_{form} {
        std::error_code error;
        if (!std::filesystem::is_directory(path_, error)) {
            throw Error{Fault{ErrorKind::unreadable, {path, 0, 0, ""}, {"there is no such folder", "没有此文件夹"}, {},
                              {"expected a folder with enterprises.csv", "应为含有 enterprises.csv 的文件夹"}, {}}};
        }
    }
    [[nodiscard]] std::string name() const override { return path_.string(); }
    [[nodiscard]] std::vector<std::string> tables() const override {
        std::vector<std::string> out;
        std::error_code error;
        for (std::filesystem::directory_iterator at{path_, error}, end; at != end; at.increment(error)) {
            if (at->path().extension() == ".csv") out.push_back(at->path().stem().string());
        }
        std::ranges::sort(out);
        return out;
    }
    [[nodiscard]] bool has(std::string_view table) const override {
        std::error_code error;
        return std::filesystem::exists(path_ / label(table), error);
    }
    [[nodiscard]] std::string label(std::string_view table) const override { return std::string{table} + ".csv"; }
    [[nodiscard]] std::string place_source(std::string_view table) const override { return (path_ / label(table)).string(); }
    [[nodiscard]] std::unique_ptr<TableReader> open(std::string_view table, std::span<const CsvColumn>) override {
        const std::string path = place_source(table);
        return std::make_unique<CsvReader>(open_csv(bytes_of_file(path), path, form_));
    }

private:
    std::filesystem::path path_;
    CsvForm form_;
};

/// In which tables the records stand that a column refers to.
[[nodiscard]] std::vector<std::string_view> tables_named_by(std::string_view field) {
    if (field == "worker") return {"workers", "retirees"};
    if (field == "household") return {"households"};
    if (field == "arrears") return {"arrears"};
    if (field == "system") return {"systems"};
    return {"enterprises", "systems"};   // enterprise, parent
}

/// Reads the tables of a source and remembers which of them had faults, also where those are no longer kept.
class Tables {
public:
    Tables(TableSource& source, const ColumnMap& map, Diagnostics& diagnostics) : source_{source}, map_{map}, diagnostics_{diagnostics} {}

    /// The rows of a table that may be absent.
    template <class Record, class Take>
    void read(std::string_view name, const std::vector<TableColumn<Record>>& columns, bool about_people, Take take) {
        if (source_.has(name)) read_required(name, columns, about_people, std::move(take));
    }
    template <class Record, class Take>
    void read_required(std::string_view name, const std::vector<TableColumn<Record>>& columns, bool about_people, Take take) {
        const std::uint64_t before = diagnostics_.count();
        try {
            std::vector<CsvColumn> names = detail::names_of<Record>(columns);
            map_.apply(name, names);
            const std::unique_ptr<TableReader> reader = source_.open(name, names);
            detail::read_table<Record>(*reader, source_.place_source(name), columns, names, about_people, diagnostics_, std::move(take));
            read_.emplace_back(name, std::move(names));
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::unreadable) throw;
            diagnostics_.add(error.fault());   // told with all else that is wrong
        }
        if (diagnostics_.count() != before) faulty_.insert(name);
    }
    [[nodiscard]] bool faulty(std::string_view name) const { return faulty_.contains(name); }

    /// Puts what was found on whole records, and so names a row and a field, at the field's cell.
    void find_cells() {
        std::vector<Place*> places;
        diagnostics_.amend([&](Fault& fault) { places.push_back(&fault.place); });
        for (const auto& [name, columns] : read_) {
            const auto open = [&, table = name, &wanted = columns] { return source_.open(table, wanted); };
            detail::find_cells_of_rows(open, source_.place_source(name), columns, places);
        }
    }

private:
    TableSource& source_;
    const ColumnMap& map_;
    Diagnostics& diagnostics_;
    std::set<std::string_view> faulty_;
    std::vector<std::pair<std::string_view, std::vector<CsvColumn>>> read_;
};

/// Tables that no registry has, each a fault.
void refuse_others(const TableSource& source, Diagnostics& diagnostics) {
    const std::vector<std::string> known{table_names.begin(), table_names.end()};
    std::string all;
    for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
    for (const std::string& table : source.tables()) {
        if (std::ranges::find(known, table) != known.end()) continue;
        const std::string shown = in_quotes(source.label(table));
        diagnostics.add({ErrorKind::unknown_name,
                         {source.name(), 0, 0, {}},
                         {"a registry has no table " + shown, "登记数据中没有名为 " + shown + " 的表"},
                         table,
                         {"expected some of " + all, "应为其中若干：" + all},
                         did_you_mean(table, known)});
    }
}

/// A worker with the one span of employment that the row gives.
[[nodiscard]] CellFault employ(WorkerRow& row) {
    const Date since = row.employment_since.value_or(Date::first());
    if (!row.employment) {
        if (!row.employment_since) return std::nullopt;
        return Fault{ErrorKind::contradiction, {}, {"since when is said, but not what", "写了起始日期，却没有就业状态"}, {},
                     {"expected an employment beside employment_since", "employment_since 须与 employment 并用"}, {}};
    }
    Result<Timeline<EmploymentStatus>> history = Timeline<EmploymentStatus>::try_from({{since, Date::last(), *row.employment}});
    if (!history) return history.fault();
    row.worker.employment = *std::move(history);
    return std::nullopt;
}

}   // namespace

std::vector<Grouping> read_groupings(const std::string& path, Diagnostics& diagnostics) {
    std::vector<GroupingRow> rows;
    detail::read_table<GroupingRow>(path, grouping_columns(), false, diagnostics, grouping_row(rows));
    Groupings made = make_groupings(std::move(rows));
    for (Fault& fault : made.faults) diagnostics.add(std::move(fault));
    return std::move(made.groupings);
}

std::optional<Registry> read_registry(const std::string& folder, Diagnostics& diagnostics, const CsvForm& form, const ColumnMap& map) {
    FolderSource source{folder, form};
    return read_registry(source, diagnostics, OtherTables::kept, map);
}

std::span<const std::string_view> registry_table_names() noexcept { return table_names; }

namespace {

template <class Record>
[[nodiscard]] std::vector<RegistryColumn> described(const std::vector<TableColumn<Record>>& columns) {
    std::vector<RegistryColumn> out;
    for (const TableColumn<Record>& each : columns)
        out.push_back({each.name, each.kind, each.words == nullptr ? nullptr : each.words(), each.personal});
    return out;
}

}   // namespace

std::span<const RegistryColumn> registry_columns(std::string_view table) {
    static const std::map<std::string_view, std::vector<RegistryColumn>> all{{"enterprise_history", described(history_columns())},
                                                                             {"systems", described(system_columns())},
                                                                             {"enterprises", described(enterprise_columns())},
                                                                             {"workers", described(worker_columns())},
                                                                             {"retirees", described(retiree_columns())},
                                                                             {"households", described(household_columns())},
                                                                             {"arrears", described(arrears_columns())},
                                                                             {"payments", described(payment_columns())},
                                                                             {"worker_advances", described(advance_columns())},
                                                                             {"resettlement_plans", described(plan_columns())},
                                                                             {"groupings", described(grouping_columns())}};
    const auto at = all.find(table);
    if (at == all.end()) return {};
    return at->second;
}

std::optional<Registry> read_registry(TableSource& source, Diagnostics& diagnostics, OtherTables others, const ColumnMap& map) {
    const std::uint64_t faults_before = diagnostics.count();
    if (others == OtherTables::refused) refuse_others(source, diagnostics);
    Registry::Builder builder;
    Histories histories;
    Tables tables{source, map, diagnostics};
    const auto add = [&builder](auto record, Place place) { builder.add(std::move(record), std::move(place)); };
    tables.read<HistoryRow>("enterprise_history", history_columns(), false,
                            [&](HistoryRow row, Place place) { histories.add(std::move(row), std::move(place), diagnostics); });
    tables.read<System>("systems", system_columns(), false, add);
    tables.read_required<Enterprise>("enterprises", enterprise_columns(), false, [&](Enterprise enterprise, Place place) {
        histories.move_into(enterprise);
        builder.add(std::move(enterprise), std::move(place));
    });
    if (!tables.faulty("enterprises")) histories.report_strangers(source.label("enterprises"), diagnostics);
    tables.read<WorkerRow>("workers", worker_columns(), true, [&](WorkerRow row, Place place) {
        if (CellFault fault = employ(row)) {
            fault->place = std::move(place);
            fault->place.field = "employment_since";
            diagnostics.add(std::move(*fault));
            return;
        }
        builder.add(std::move(row.worker), std::move(place));
    });
    tables.read<Retiree>("retirees", retiree_columns(), true, add);
    tables.read<Household>("households", household_columns(), false, add);
    tables.read<Arrears>("arrears", arrears_columns(), false, add);
    tables.read<Payment>("payments", payment_columns(), false, add);
    tables.read<WorkerAdvance>("worker_advances", advance_columns(), false, add);
    tables.read<ResettlementPlan>("resettlement_plans", plan_columns(), false, add);
    std::vector<GroupingRow> rows;
    tables.read<GroupingRow>("groupings", grouping_columns(), false, grouping_row(rows));
    Groupings made = make_groupings(std::move(rows));
    for (Fault& fault : made.faults) diagnostics.add(std::move(fault));
    for (Grouping& grouping : made.groupings) builder.add(std::move(grouping));
    // A row that could not be read would show again wherever another names it: no such reference is told where its file has faults.
    const bool all_read = diagnostics.count() == faults_before;
    Registry::Built built = std::move(builder).try_build();
    for (const Fault& fault : built.faults()) {
        const bool follows = fault.kind == ErrorKind::dangling &&
                             std::ranges::any_of(tables_named_by(fault.place.field), [&](std::string_view name) { return tables.faulty(name); });
        if (!follows) diagnostics.add(fault);
    }
    tables.find_cells();
    if (!all_read || !built) return std::nullopt;
    return std::move(built).value();
}

namespace {

template <class T>
void history_rows(std::vector<HistoryRow>& out, const EnterpriseId& id, std::string_view attribute, const Timeline<T>& history) {
    for (const DatedValue<T>& span : history.spans()) {
        HistoryRow row{id, std::string{attribute}, std::string{identifier(span.value)}, {}, {}};
        if (span.from != Date::first()) row.from = span.from;
        if (span.to != Date::last()) row.to = span.to;
        out.push_back(std::move(row));
    }
}

template <class View>
[[nodiscard]] auto records(const Rows<View>& rows) {
    std::vector<decltype(rows[0].record())> out;
    for (const View row : rows) out.push_back(row.record());
    return out;
}

/// Writes each table as a CSV file of a folder.
class FolderSink final : public TableSink {
public:
    FolderSink(std::string folder, Overwrite overwrite) : folder_{std::move(folder)}, files_{overwrite} {}
    [[nodiscard]] std::string name() const override { return folder_; }
    void begin_table(std::string_view table, std::span<const SinkColumn> columns, bool about_people) override {
        path_ = std::filesystem::path{folder_} / (std::string{table} + ".csv");
        access_ = about_people ? Access::owner : Access::shared;
        kinds_.clear();
        text_.clear();
        rows_ = 0;
        writer_.emplace(text_);
        for (const SinkColumn& column : columns) {
            writer_->value(column.name);
            kinds_.push_back(column.kind);
        }
        writer_->end_row();
    }
    void add_row(std::span<const std::string> cells) override {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (kinds_[i] == CellKind::text) writer_->text(cells[i]);
            else writer_->value(cells[i]);
        }
        writer_->end_row();
        ++rows_;
    }
    void end_table() override {
        std::error_code error;
        if (rows_ == 0 && !std::filesystem::exists(path_, error)) return;   // of an old file, only the header stays
        files_.add(path_.string(), text_, access_);
    }
    void commit() override { files_.commit(); }

private:
    std::string folder_;
    OutputFiles files_;
    std::filesystem::path path_;
    Access access_ = Access::shared;
    std::vector<CellKind> kinds_;
    std::string text_;
    std::uint64_t rows_ = 0;
    std::optional<CsvWriter> writer_;
};

}   // namespace

void write_registry(const Registry& registry, const std::string& folder, Personal personal, Overwrite overwrite) {
    FolderSink sink{folder, overwrite};
    write_registry(registry, sink, personal);
    sink.commit();
}

void write_registry(const Registry& registry, TableSink& sink, Personal personal) {
    const bool with_personal = personal == Personal::written;
    const auto write = [&](std::string_view name, const auto& records, const auto& columns, bool people) {
        using Record = typename std::remove_cvref_t<decltype(records)>::value_type;
        detail::write_table<Record>(sink, name, records, columns, with_personal, people && with_personal);
    };
    std::vector<HistoryRow> histories;
    for (const EnterpriseView row : registry.enterprises()) {
        history_rows(histories, row.id(), "certification", row.certification());
        history_rows(histories, row.id(), "status", row.status());
        for (std::size_t i = 0; i < enum_count<Insurance>; ++i) {
            history_rows(histories, row.id(), identifier(enum_at<Insurance>(i)), row.enrolment(enum_at<Insurance>(i)));
        }
    }
    std::vector<WorkerRow> workers;
    for (const WorkerView view : registry.workers()) {
        WorkerRow row{view.record(), {}, {}};
        const auto spans = row.worker.employment.spans();
        if (spans.size() > 1 || (!spans.empty() && spans.back().to != Date::last())) {
            throw Error{Fault{ErrorKind::unwritable, {sink.name(), 0, 0, "employment"},
                              {"a worker's history of employment has more than one span, and the table workers has room for one",
                               "有职工的就业状态历史多于一段，而 workers 表只能写一段"}, {}, {}, {}}};
        }
        if (!spans.empty()) {
            row.employment = spans.front().value;
            if (spans.front().from != Date::first()) row.employment_since = spans.front().from;
        }
        workers.push_back(std::move(row));
    }
    std::vector<GroupingRow> groupings;
    for (const Grouping& grouping : registry.groupings()) {
        for (const Group& group : grouping.groups()) groupings.push_back({grouping.name(), grouping.field(), group});
    }
    write("systems", records(registry.systems()), system_columns(), false);
    write("enterprises", records(registry.enterprises()), enterprise_columns(), false);
    write("enterprise_history", histories, history_columns(), false);
    write("workers", workers, worker_columns(), true);
    write("retirees", records(registry.retirees()), retiree_columns(), true);
    write("households", records(registry.households()), household_columns(), false);
    write("arrears", records(registry.arrears()), arrears_columns(), false);
    write("payments", records(registry.payments()), payment_columns(), false);
    write("worker_advances", records(registry.advances()), advance_columns(), false);
    write("resettlement_plans", records(registry.plans()), plan_columns(), false);
    write("groupings", groupings, grouping_columns(), false);
}

}   // namespace arrears
