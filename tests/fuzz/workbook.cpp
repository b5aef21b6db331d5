// SPDX-License-Identifier: BSL-1.0
// The parts of a workbook, as text: a line `=== NAME` begins each. They are put into an archive, and that is read. What does not begin so
// is the bytes of the archive itself.
#include "some_file.hpp"

#include <arrears/workbook/sheet_table.hpp>
#include <arrears/workbook/workbook.hpp>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zip.h>

namespace {

/// The archive's bytes.
std::string archive_of(std::string_view text) {
    std::vector<std::pair<std::string, std::string_view>> parts;
    constexpr std::string_view mark = "=== ";
    while (text.starts_with(mark) && parts.size() < 20) {
        const std::size_t line = std::min(text.find('\n'), text.size() - 1);
        const std::size_t next = std::min(text.find("\n=== ", line), text.size());
        parts.emplace_back(text.substr(mark.size(), line - mark.size()), text.substr(line + 1, next - line - 1));
        text.remove_prefix(std::min(next + 1, text.size()));
    }
    zip_source_t* const target = ::zip_source_buffer_create(nullptr, 0, 0, nullptr);
    ::zip_source_keep(target);
    zip_t* const archive = ::zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
    fuzz::require(archive != nullptr, "an archive is begun");
    for (const auto& [name, bytes] : parts) {
        zip_source_t* const source = ::zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        const zip_int64_t at = ::zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_RAW);
        if (at < 0) ::zip_source_free(source);
        else ::zip_set_file_compression(archive, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
    }
    std::string out;
    if (::zip_close(archive) == 0 && ::zip_source_open(target) == 0) {
        std::array<char, 4096> buffer{};
        for (zip_int64_t got = 0; (got = ::zip_source_read(target, buffer.data(), buffer.size())) > 0;)
            out.append(buffer.data(), static_cast<std::size_t>(got));
        ::zip_source_close(target);
    }
    ::zip_source_free(target);
    return out;
}

/// Everything that a workbook says, in one text.
std::string read(const std::string& path, bool& sound) {
    arrears::WorkbookLimits limits;
    limits.part_bytes_max = limits.all_bytes_max = 1024 * 1024;
    std::string out;
    try {
        const arrears::Workbook workbook{path, limits};
        for (std::size_t i = 0; i < workbook.sheets().size(); ++i) {
            arrears::SheetReader rows = workbook.rows(i);
            std::uint32_t row_before = 0;
            while (const arrears::WorkbookRow* const row = rows.next()) {
                fuzz::require(row->number > row_before && row->number <= limits.rows_max, "rows follow each other");
                row_before = row->number;
                std::uint32_t column_before = 0;
                for (const arrears::WorkbookCell& cell : row->cells) {
                    fuzz::require(cell.at.row == row->number && cell.at.column > column_before && cell.at.column <= limits.columns_max, "cells too");
                    column_before = cell.at.column;
                    out += print(cell.at) + '=' + std::string{cell.text} + '\n';
                }
            }
            static_cast<void>(workbook.merged_ranges(i));
            const std::vector<arrears::CsvColumn> columns{{"id", {"编号"}, true}, {"principal", {"本金"}, true, true}, {"name", {"名称"}}};
            arrears::SheetTable table{workbook, i, columns};
            arrears::Diagnostics diagnostics;
            std::uint64_t given = 0;
            while (const arrears::CsvRow* const row = table.next(diagnostics)) {
                fuzz::require(row->place().source == workbook.place_source(i), "a row has its sheet");
                ++given;
            }
            fuzz::require(given == 0 || table.report().records + 1 == given, "records are counted");
            out += diagnostics.text(arrears::Language::zh);
        }
        sound = true;
    } catch (const arrears::Error& error) {
        fuzz::require(!error.fault().problem.en.empty() && !error.fault().problem.zh.empty(), "a fault says what is wrong");
        out += error.what();
        sound = false;
    }
    return out;
}

}   // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::text(data, size);
    const fuzz::MemoryFile file{input.starts_with("=== ") ? archive_of(input) : std::string{input}};
    bool sound = false, again = false;
    const std::string first = read(file.path(), sound);
    fuzz::require(read(file.path(), again) == first && again == sound, "a file reads the same each time");
    return 0;
}
