// SPDX-License-Identifier: BSL-1.0
#include "row_files.hpp"

#include "registry_forms.hpp"

#include <arrears/core/error.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/io/registry_json.hpp>
#include <arrears/io/table_tally.hpp>
#ifdef ARREARS_WORKBOOK
#include <arrears/workbook/registry_workbook.hpp>
#endif

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

namespace arrears::tool {

namespace {

[[nodiscard]] bool is_file(const std::string& path) {
    std::error_code error;
    return path != "-" && std::filesystem::is_regular_file(path, error);
}

/// Bytes of which the first were taken already.
[[nodiscard]] ByteSource put_back(std::string first, ByteSource rest) {
    return [first = std::move(first), at = std::size_t{0}, rest = std::move(rest)](std::span<char> to) mutable {
        const std::size_t size = std::min(first.size() - at, to.size());
        std::copy_n(first.begin() + static_cast<std::ptrdiff_t>(at), size, to.begin());
        at += size;
        return size < to.size() ? size + rest(to.subspan(size)) : size;
    };
}

/// A file of rows, opened once: what comes from a pipe is there only once.
struct RowFile {
    std::optional<RegistryForm> form{};   // nothing: CSV
    ByteSource bytes{};                   // of CSV
};

[[nodiscard]] RowFile open_file(const std::string& path, const std::string& table, const CsvTallyOptions& options) {
    const Error no_mixture = bad_argument("tabulate", {"databases and other files do not go together", "数据库不能与其他文件一起统计"},
                                          {"expected databases alone, and --table NAME", "应只有数据库，并有 --table 表名"});
    if (is_address(path)) throw no_mixture;
    ByteSource bytes = bytes_of_file(path);
    std::string first = first_bytes(bytes);
    const auto form = form_of_bytes(first);
    if (!form) {
        if (table.empty()) return {form, put_back(std::move(first), std::move(bytes))};
        throw bad_argument("--table", {"a CSV file has no tables by name", "CSV 文件中没有可按名称选取的表"},
                           {"expected an Excel workbook, JSON or a database", "应为 Excel 工作簿、JSON 或数据库"});
    }
    const std::string en{label(*form, Language::en)}, zh{label(*form, Language::zh)};
    if (*form == RegistryForm::database) throw no_mixture;
    if (options.form.encoding) throw not_said("--encoding", *form);
    if (*form == RegistryForm::json && !options.map.columns().empty()) throw not_said("--map", *form);
    if (is_file(path)) return {form, {}};
    throw Error{Fault{ErrorKind::unreadable,
                      {path == "-" ? "stdin" : path, 0, 0, {}},
                      {"this is " + en + ", which is gone through more than once", "这是" + zh + "，需要多次读取"},
                      {},
                      {"expected a file and its path", "应给出文件及其路径"},
                      {}}};
}

/// Calls `use` with the table that is meant and what stands as `source` in its places. \returns what that returns; nothing where what stands
/// around the tables is wrong, which is told
template <class Use>
[[nodiscard]] auto with_table(RegistryForm form, const std::string& path, const std::string& name, const State& state, const CsvTallyOptions& options,
                              [[maybe_unused]] std::optional<Language> told, Diagnostics& problems, Use use)
    -> decltype(use(std::declval<TableReader&>(), std::string{})) {
    const auto use_of = [&](TableSource& source, const std::string& table) {
        return use(*open_table(source, table, state, options), source.place_source(table));
    };
    if (form == RegistryForm::json) {
        const std::uint64_t before = problems.count();
        JsonTables tables{path, problems};
        if (problems.count() != before) return std::nullopt;
        const auto out = use_of(tables, table_of_source(tables, state, options, name));
        tables.find_values(problems);
        return out;
    }
#ifdef ARREARS_WORKBOOK
    WorkbookTables tables{path};
    const std::string table = table_of_source(tables, state, options, name);
    const auto out = use_of(tables, table);
    std::vector<SheetTableReport> reports = tables.reports();
    std::erase_if(reports, [&](const SheetTableReport& each) { return each.sheet != tables.label(table); });
    if (told) tell_sheets(reports, *told);
    return out;
#else
    throw not_built("workbooks", "工作簿");
#endif
}

}   // namespace

bool has_named_tables(const std::string& path) {
    if (!is_file(path)) return false;
    const auto form = form_of_bytes(first_bytes(bytes_of_file(path)));
    return form == RegistryForm::workbook || form == RegistryForm::json;
}

std::optional<CsvRowsRead> add_rows(State& state, const std::string& path, const std::string& table, const CsvTallyOptions& options,
                                    Language language, Diagnostics& problems) {
    const RowFile file = open_file(path, table, options);
    if (!file.form) return add_csv(state, file.bytes, path == "-" ? "stdin" : path, options, problems);
    return with_table(*file.form, path, table, state, options, language, problems,
                      [&](TableReader& rows, const std::string& source) { return add_table(state, rows, source, options, problems); });
}

bool each_record(const State& state, const Definition& cell, const std::string& path, const std::string& table, std::span<const std::string> show,
                 const CsvTallyOptions& options, const std::function<void(const std::string& source, const CsvRecord&)>& take,
                 Diagnostics& problems) {
    const auto take_of = [&](const std::string& source) { return [&take, source](const CsvRecord& record) { take(source, record); }; };
    const RowFile file = open_file(path, table, options);
    if (!file.form) return each_csv_record(state, cell, file.bytes, path, show, options, take_of(path), problems).has_value();
    return with_table(*file.form, path, table, state, options, std::nullopt, problems,
                      [&](TableReader& rows, const std::string& source) {
                          return each_table_record(state, cell, rows, source, show, options, take_of(source), problems);
                      })
        .has_value();
}

}   // namespace arrears::tool
