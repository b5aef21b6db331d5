// SPDX-License-Identifier: BSL-1.0
#pragma once

// A registry in whatever form: a folder of CSV files, a workbook, a file of JSON, a database.

#include "command_line.hpp"

#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/registry_files.hpp>
#include <arrears/model/registry.hpp>
#ifdef ARREARS_WORKBOOK
#include <arrears/workbook/sheet_table.hpp>
#endif

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace arrears::tool {

/// How a registry is kept.
ARREARS_ENUM(RegistryForm,
    (folder,   "CSV 文件夹", "a folder of CSV files", "csv"),
    (workbook, "Excel 工作簿", "an Excel workbook", "xlsx"),
    (json,     "JSON 文件", "a file of JSON"),
    (database, "数据库", "a database", "sqlite", "postgresql"));

/// Found by what is there: a folder, the first bytes of a file, the address of a database.
/// \throws Error (unreadable) where there is nothing, or what holds no registry
[[nodiscard]] RegistryForm form_of_input(const std::string& path);
/// How many bytes of a file tell what it is.
inline constexpr std::size_t form_bytes = 16;
/// So many, or as many as there are. \throws Error (unreadable) as the bytes do
[[nodiscard]] std::string first_bytes(const ByteSource& bytes);
/// What the first bytes of a file are those of: a workbook, a database, an object of JSON; nothing: none of these.
[[nodiscard]] std::optional<RegistryForm> form_of_bytes(std::string_view first);

/// Found by what the name ends with: `.xlsx`; `.json`; `.sqlite`, `.sqlite3`, `.db` and addresses of databases; without an ending a folder.
/// \throws Error (bad_argument) where it ends otherwise
[[nodiscard]] RegistryForm form_of_output(const std::string& path);

/// Whether it is the address of a database: `postgresql://…`.
[[nodiscard]] bool is_address(std::string_view path);

/// The folder with the CSV files: the path itself, or `registry` in it, as surveys have it.
[[nodiscard]] std::string registry_folder(const std::string& path);

/// \param office what is said of CSV files and workbooks
/// \returns nothing where something is wrong: it is among the problems
/// \throws Error (unreadable); (bad_argument) where the tool was built without what the form takes, or of which nothing
/// can be said
[[nodiscard]] std::optional<Registry> read_registry_of(RegistryForm form, const std::string& path, const OfficeTerms& office, Language language,
                                                       Diagnostics& problems);
/// \throws Error (unwritable); (bad_argument) as above
void write_registry_as(RegistryForm form, const Registry& registry, const std::string& path, Personal personal, Overwrite overwrite,
                       Language language);

/// What the tool was built without.
[[nodiscard]] Error not_built(const char* en, const char* zh);
/// An option that says nothing of a form.
[[nodiscard]] Error not_said(const std::string& option, RegistryForm form);

#ifdef ARREARS_WORKBOOK
/// Tells on standard error what of sheets is no record, where there is any such.
void tell_sheets(std::span<const SheetTableReport> reports, Language language);
#endif

}   // namespace arrears::tool
