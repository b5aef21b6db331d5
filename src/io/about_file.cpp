// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/about_file.hpp>

#include <arrears/io/csv.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/io/csv_input.hpp>
#include <arrears/io/csv_writer.hpp>

#include <filesystem>
#include <string_view>
#include <utility>

namespace arrears {

RegistryAbout read_about(const std::string& path, Diagnostics& diagnostics) {
    RegistryAbout out;
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return out;
    const CsvColumn columns[] = {{.name = "key", .aliases = {"项目"}, .required = true},
                                 {.name = "value", .aliases = {"内容"}, .required = true},
                                 {.name = "value_en", .aliases = {"英文"}}};
    CsvReader reader = open_csv(bytes_of_file(path), path);
    const std::uint64_t faults_before = diagnostics.count();
    std::optional<CsvHeader> header;
    while (const CsvRow* const row = reader.next(diagnostics)) {
        if (!header) {
            header = CsvHeader::bind(*row, columns, diagnostics);
            if (!header) return out;
            reader.name_columns(header->names());
            continue;
        }
        if (!header->fits(*row, diagnostics)) continue;
        const auto cell = [&](std::size_t column) {
            const auto at = header->cell_of(column);
            return at && *at < row->size() ? unguard_formula((*row)[*at].text) : std::string_view{};
        };
        const auto refuse = [&](std::size_t column, Text problem, Text expected) {
            diagnostics.add({ErrorKind::bad_syntax, row->place(header->cell_of(column).value_or(0), columns[column].name), std::move(problem),
                             {}, std::move(expected), {}});
        };
        const std::string_view key = cell(0);
        const std::string_view value = cell(1);
        Text text{std::string{cell(2).empty() ? value : cell(2)}, std::string{value.empty() ? cell(2) : value}};
        if (key == "title") {
            out.title = std::move(text);
        } else if (key == "note") {
            out.notes.push_back(std::move(text));
        } else if (key == "synthetic") {
            if (value == "yes" || value == "no" || value == "是" || value == "否") {
                out.synthetic = value == "yes" || value == "是";
            } else {
                refuse(1, {"neither yes nor no", "既不是“是”也不是“否”"}, {"expected yes or no", "应为 yes 或 no"});
            }
        } else if (key == "as_of") {
            if (auto date = try_parse_date(value)) {
                out.as_of = *date;
            } else {
                Fault fault = date.fault();
                fault.place = row->place(header->cell_of(1).value_or(0), "value");
                diagnostics.add(std::move(fault));
            }
        } else {
            refuse(0, {"an unknown key", "未知的项目"}, {"expected title, as_of, synthetic or note", "应为 title、as_of、synthetic 或 note"});
        }
    }
    if (!header && diagnostics.count() == faults_before) {
        diagnostics.add({ErrorKind::bad_syntax, {path, 1, 1, ""}, {"the file is empty", "文件为空"}, {},
                         {"expected a header key,value,value_en", "应有表头 key,value,value_en"}, {}});
    }
    return out;
}

}   // namespace arrears
