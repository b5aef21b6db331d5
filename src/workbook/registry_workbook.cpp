// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/registry_workbook.hpp>

#include "workbook_error.hpp"

#include <arrears/workbook/workbook_sink.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace arrears {

namespace {

/// A table and the names that its sheet may have besides the table's own; the first is the one written.
struct SheetNames {
    std::string_view table;
    std::vector<std::string_view> chinese;
};

const std::array<SheetNames, 11>& sheet_names() {
    static const std::array<SheetNames, 11> names{{{"systems", {"系统", "主管系统"}},
                                                   {"enterprises", {"企业", "企业名单"}},
                                                   {"enterprise_history", {"企业历史", "企业沿革"}},
                                                   {"workers", {"职工", "职工名册", "在职职工"}},
                                                   {"retirees", {"退休人员", "退休职工"}},
                                                   {"households", {"家庭", "职工家庭"}},
                                                   {"arrears", {"欠费", "欠费明细"}},
                                                   {"payments", {"缴费", "缴费记录"}},
                                                   {"worker_advances", {"职工垫缴", "垫缴"}},
                                                   {"resettlement_plans", {"安置方案"}},
                                                   {"groupings", {"分组"}}}};
    return names;
}

[[nodiscard]] std::string folded(std::string_view name) {
    std::string out;
    while (!name.empty()) {
        const Utf8Character next = read_utf8(name);
        const char32_t code = fold_width(next.code);
        if (!is_blank(code)) append_utf8(out, code >= U'A' && code <= U'Z' ? code - U'A' + U'a' : code);
        name.remove_prefix(next.bytes);
    }
    return out;
}

/// The table that a sheet of this name is; as the sheet is called, where it is none.
[[nodiscard]] std::string table_of(const std::string& sheet) {
    const std::string name = folded(sheet);
    for (const SheetNames& each : sheet_names()) {
        if (name == each.table || std::ranges::find(each.chinese, name) != each.chinese.end()) return std::string{each.table};
    }
    return sheet;
}

[[nodiscard]] bool is_remark(const std::string& sheet) {
    const std::string name = folded(sheet);
    return name == "about" || name == "说明";
}

/// A sheet's table that leaves its report when it is read to the end.
class ReportingTable final : public TableReader {
public:
    ReportingTable(const Workbook& workbook, std::size_t sheet, std::span<const CsvColumn> columns, SheetTableReport& report)
        : table_{workbook, sheet, columns}, report_{report} {}
    const CsvRow* next(Diagnostics& diagnostics) override {
        const CsvRow* const row = table_.next(diagnostics);
        if (row == nullptr) report_ = table_.report();
        return row;
    }
    void name_columns(std::vector<std::string> names) override { table_.name_columns(std::move(names)); }
    std::uint64_t rows_lost() const noexcept override { return table_.rows_lost(); }
    void give_unsound_rows() override { table_.give_unsound_rows(); }
    bool is_broken_off() const noexcept override { return table_.is_broken_off(); }

private:
    SheetTable table_;
    SheetTableReport& report_;
};

}   // namespace

std::string_view registry_sheet_name(std::string_view table, Language language) {
    const auto found = std::ranges::find(sheet_names(), table, &SheetNames::table);
    return found == sheet_names().end() || language == Language::en ? table : found->chinese.front();
}

WorkbookTables::WorkbookTables(const std::string& path, const WorkbookLimits& limits) : workbook_{path, limits} {
    for (std::size_t i = 0; i < workbook_.sheets().size(); ++i) {
        const std::string& sheet = workbook_.sheets()[i].name;
        if (is_remark(sheet)) continue;
        const auto [at, is_new] = sheets_.emplace(table_of(sheet), i);
        if (is_new) continue;
        const std::string first = in_quotes(workbook_.sheets()[at->second].name), second = in_quotes(sheet);
        throw detail::workbook_error(
            ErrorKind::duplicate, path,
            {"the sheets " + first + " and " + second + " are the same table", "工作表 " + first + " 与 " + second + " 是同一个表"},
            {"expected each table once", "每个表应只有一个工作表"});
    }
}

std::string WorkbookTables::name() const { return workbook_.path(); }

std::vector<std::string> WorkbookTables::tables() const {
    std::vector<std::string> out;
    for (const auto& [table, sheet] : sheets_) {
        const bool known = std::ranges::find(sheet_names(), table, &SheetNames::table) != sheet_names().end();
        if (!known) {   // an empty sheet is none
            SheetReader rows = workbook_.rows(sheet);
            const WorkbookRow* row = rows.next();
            while (row != nullptr && row->cells.empty()) row = rows.next();
            if (row == nullptr) continue;
        }
        out.push_back(table);
    }
    return out;
}

bool WorkbookTables::has(std::string_view table) const { return sheets_.contains(table); }

std::string WorkbookTables::label(std::string_view table) const {
    const auto found = sheets_.find(table);
    return found == sheets_.end() ? std::string{table} : workbook_.sheets()[found->second].name;
}

std::string WorkbookTables::place_source(std::string_view table) const {
    const auto found = sheets_.find(table);
    return found == sheets_.end() ? workbook_.path() : workbook_.place_source(found->second);
}

std::unique_ptr<TableReader> WorkbookTables::open(std::string_view table, std::span<const CsvColumn> columns) {
    const auto found = sheets_.find(table);
    if (found == sheets_.end()) {
        const std::string english{table}, chinese{registry_sheet_name(table, Language::zh)};
        throw detail::workbook_error(
            ErrorKind::unreadable, workbook_.path(),
            {"the workbook has no sheet " + english + " (" + chinese + ')', "工作簿中没有工作表 " + chinese + "（" + english + "）"});
    }
    return std::make_unique<ReportingTable>(workbook_, found->second, columns, reports_[found->second]);
}

std::vector<SheetTableReport> WorkbookTables::reports() const {
    std::vector<SheetTableReport> out;
    for (const auto& [sheet, report] : reports_) {
        if (!report.sheet.empty()) out.push_back(report);
    }
    return out;
}

std::optional<Registry> read_registry_workbook(const std::string& path, Diagnostics& diagnostics, std::vector<SheetTableReport>* reports,
                                               const ColumnMap& map) {
    WorkbookTables tables{path};
    std::optional<Registry> registry = read_registry(tables, diagnostics, OtherTables::refused, map);
    if (reports != nullptr) *reports = tables.reports();
    return registry;
}

void write_registry_workbook(const Registry& registry, const std::string& path, Personal personal, Overwrite overwrite, Language language) {
    WorkbookSinkOptions options;
    options.overwrite = overwrite;
    options.access = personal == Personal::written ? Access::owner : Access::shared;
    options.headings = language;
    options.sheet_name = [language](std::string_view table) { return std::string{registry_sheet_name(table, language)}; };
    WorkbookSink sink{path, std::move(options)};
    write_registry(registry, sink, personal);
    sink.commit();
}

}   // namespace arrears
