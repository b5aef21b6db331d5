// SPDX-License-Identifier: BSL-1.0
#include "registry_forms.hpp"

#include <arrears/core/error.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/io/registry_json.hpp>
#ifdef ARREARS_SQL
#include <arrears/sql/registry_database.hpp>
#endif
#ifdef ARREARS_WORKBOOK
#include <arrears/workbook/registry_workbook.hpp>
#endif

#include <array>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>

namespace arrears::tool {

namespace {

/// Whether a text may be an object of JSON.
[[nodiscard]] bool begins_object(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    return at != std::string_view::npos && text[at] == '{';
}

#ifdef ARREARS_WORKBOOK
/// A sheet of records under one row of headings, and nothing else: there is nothing to tell.
[[nodiscard]] bool is_plain(const SheetTableReport& report) {
    return report.title_rows.empty() && !report.unit && !report.two_row_header && report.total_rows.empty() && report.note_rows.empty() &&
           report.hidden_rows == 0 && !report.sheet_hidden;
}
#endif

}   // namespace

Error not_built(const char* en, const char* zh) {
    return bad_argument("arrears", {std::string{"it was built without "} + en, std::string{"编译时未包含"} + zh});
}

Error not_said(const std::string& option, RegistryForm form) {
    const std::string en{label(form, Language::en)}, zh{label(form, Language::zh)};
    return bad_argument(option, {"it says nothing of " + en, "不适用于" + zh});
}

#ifdef ARREARS_WORKBOOK
void tell_sheets(std::span<const SheetTableReport> reports, Language language) {
    for (const SheetTableReport& report : reports) {
        if (!is_plain(report)) std::fprintf(stderr, "%s\n", printable(report.text(language)).c_str());
    }
}
#endif

bool is_address(std::string_view path) { return path.starts_with("postgresql://") || path.starts_with("postgres://"); }

std::string first_bytes(const ByteSource& bytes) {
    std::array<char, form_bytes> start{};
    std::size_t size = 0;
    while (const std::size_t got = bytes(std::span{start}.subspan(size))) size += got;
    return {start.data(), size};
}

std::optional<RegistryForm> form_of_bytes(std::string_view first) {
    if (first.starts_with(std::string_view{"SQLite format 3\0", 16})) return RegistryForm::database;
    if (first.starts_with("PK\x03\x04") || first.starts_with("\xD0\xCF\x11\xE0"))
        return RegistryForm::workbook;   // a workbook says of an old one what to do
    if (begins_object(first)) return RegistryForm::json;
    return std::nullopt;
}

RegistryForm form_of_input(const std::string& path) {
    if (is_address(path)) return RegistryForm::database;
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return RegistryForm::folder;
    const ByteSource bytes = bytes_of_file(path);
    if (const auto form = form_of_bytes(first_bytes(bytes))) return *form;
    if (std::filesystem::path{path}.extension() == ".json") return RegistryForm::json;
    throw Error{Fault{ErrorKind::unreadable,
                      {path, 0, 0, ""},
                      {"this is no registry", "这不是登记数据"},
                      {},
                      {"expected a folder of CSV files, an Excel workbook (.xlsx), JSON or a database", "应为 CSV 文件夹、Excel 工作簿（.xlsx）、JSON 或数据库"},
                      {}}};
}

RegistryForm form_of_output(const std::string& path) {
    if (is_address(path)) return RegistryForm::database;
    const std::string ending = std::filesystem::path{path}.extension().string();
    if (ending.empty() || path.ends_with('/')) return RegistryForm::folder;
    if (ending == ".xlsx") return RegistryForm::workbook;
    if (ending == ".json") return RegistryForm::json;
    if (ending == ".sqlite" || ending == ".sqlite3" || ending == ".db") return RegistryForm::database;
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return RegistryForm::folder;
    throw bad_argument("OUT",
                       {in_quotes(ending) + " is the ending of nothing that can be written", "不能写出以 " + in_quotes(ending) + " 结尾的文件"},
                       {"expected .xlsx, .json, .sqlite, postgresql://… or the name of a folder", "应为 .xlsx、.json、.sqlite、postgresql://… 或文件夹名"});
}

std::string registry_folder(const std::string& path) {
    const std::filesystem::path folder{path};
    std::error_code error;
    if (!std::filesystem::exists(folder / "enterprises.csv", error) && std::filesystem::exists(folder / "registry" / "enterprises.csv", error))
        return (folder / "registry").string();
    return path;
}

std::optional<Registry> read_registry_of(RegistryForm form, const std::string& path, const OfficeTerms& office, [[maybe_unused]] Language language,
                                         Diagnostics& problems) {
    if (office.encoding && form != RegistryForm::folder) throw not_said("--encoding", form);
    if (office.map && form != RegistryForm::folder && form != RegistryForm::workbook) throw not_said("--map", form);
    const ColumnMap map = office.map.value_or(ColumnMap{});
    switch (form) {
    case RegistryForm::folder: return read_registry(registry_folder(path), problems, {office.encoding, {}}, map);
    case RegistryForm::workbook: {
#ifdef ARREARS_WORKBOOK
        std::vector<SheetTableReport> reports;
        std::optional<Registry> made = read_registry_workbook(path, problems, &reports, map);
        tell_sheets(reports, language);
        return made;
#else
        throw not_built("workbooks", "工作簿");
#endif
    }
    case RegistryForm::json: return read_registry_json(path, problems);
    case RegistryForm::database: break;
    }
#ifdef ARREARS_SQL
    return read_registry_database(*open_database(path), problems);
#else
    throw not_built("databases", "数据库");
#endif
}

void write_registry_as(RegistryForm form, const Registry& registry, const std::string& path, Personal personal, Overwrite overwrite,
                       [[maybe_unused]] Language language) {
    switch (form) {
    case RegistryForm::folder: {
        std::error_code error;
        std::filesystem::create_directories(path, error);
        return write_registry(registry, path, personal, overwrite);
    }
    case RegistryForm::workbook:
#ifdef ARREARS_WORKBOOK
        return write_registry_workbook(registry, path, personal, overwrite, language);
#else
        throw not_built("workbooks", "工作簿");
#endif
    case RegistryForm::json: return write_registry_json(registry, path, personal, overwrite);
    case RegistryForm::database: break;
    }
#ifdef ARREARS_SQL
    write_registry_database(registry, *open_database(path, DatabaseAccess::write), personal, overwrite);
#else
    throw not_built("databases", "数据库");
#endif
}

}   // namespace arrears::tool
