// SPDX-License-Identifier: BSL-1.0
#pragma once

// `--batch FILE.csv`: each row is a question; the answer's columns are appended to it. Rows keep their order and their cells;
// a row that cannot be answered keeps its place with empty answers and is told on standard error. The file streams: memory does
// not grow with it.

#include "../io/csv_table.hpp"
#include "command_line.hpp"

#include <unistd.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::tool {

/// A line on standard error while a long file is read, where that is a terminal.
class Progress {
public:
    explicit Progress(Language language) : language_{language}, shows_{isatty(2) == 1} {}
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() {
        if (shown_) std::fputs("\r\033[K", stderr);
    }
    void row() {
        if (++rows_ % 100'000 != 0 || !shows_) return;
        shown_ = true;
        std::fprintf(stderr, language_ == Language::zh ? "\r%llu 行" : "\r%llu rows", static_cast<unsigned long long>(rows_));
    }

private:
    Language language_;
    bool shows_;
    bool shown_ = false;
    std::uint64_t rows_ = 0;
};

/// Whether messages about a file must not show what stands in it.
enum class AboutPeople : bool { no, yes };

/// Answers every row of a file. \param answers the names of the columns that `answer` writes
/// \param answer `(const Record&, CsvWriter&)`: writes one cell for each of `answers`, or throws an Error and writes nothing
/// \returns done, or findings where rows could not be answered \throws Error (unreadable, unwritable)
template <class Record, class Answer>
[[nodiscard]] int run_batch(const std::string& path, std::span<const detail::TableColumn<Record>> columns, std::span<const std::string_view> answers,
                            Language language, Answer answer, AboutPeople people = AboutPeople::no) {
    std::vector<CsvColumn> names;
    for (const auto& each : columns) names.push_back(each.name);
    CsvOptions options;
    options.unsound_rows = true;
    CsvReader reader = open_csv(bytes_of_file(path), path == "-" ? "stdin" : path, {}, options);
    Diagnostics problems;
    std::optional<CsvHeader> header;
    std::size_t width = 0;
    std::string out;
    Progress progress{language};
    std::uint64_t refused = 0;
    while (const CsvRow* const row = reader.next(problems)) {
        CsvWriter writer{out};   // of one row: what is finished is written out between rows
        if (!header) {
            header = CsvHeader::bind(*row, names, problems, true, OtherColumns::kept);
            if (!header) break;
            reader.name_columns(header->names());
            width = header->size();
            for (std::size_t cell = 0; cell < width; ++cell) {
                const std::string_view name = (*row)[cell].text;
                for (const std::string_view one : answers) {
                    if (name != one) continue;
                    problems.add({ErrorKind::duplicate,
                                  row->place(cell, one),
                                  {"the file has a column " + std::string{one} + " already", "文件已有列 " + std::string{one}},
                                  std::string{one},
                                  {},
                                  {"take it away or call it otherwise", "请删去或改名"}});
                }
                writer.value(name);
            }
            if (!problems.empty()) break;
            for (const std::string_view one : answers) writer.value(one);
            writer.end_row();
            continue;
        }
        progress.row();
        const std::uint64_t before = problems.count();
        for (const CsvCell& cell : row->cells()) writer.value(cell.text);
        for (std::size_t cell = row->size(); cell < width; ++cell) writer.value("");
        bool sound = header->fits(*row, problems) && row->sound();
        Record record{};
        for (std::size_t c = 0; sound && c < columns.size(); ++c) {
            const auto cell = header->cell_of(c);
            if (!cell || *cell >= row->size()) continue;
            if (detail::CellFault fault = columns[c].read((*row)[*cell].text, {header->unit_of(c), people == AboutPeople::no}, record)) {
                fault->place = row->place(*cell, columns[c].name.name);
                problems.add(std::move(*fault));
            }
        }
        sound = sound && problems.count() == before;
        if (sound) {
            try {
                answer(record, writer);
            } catch (const Error& error) {
                Fault fault = error.fault();
                if (people == AboutPeople::yes && fault.kind == ErrorKind::overflow) {   // its words carry the numbers
                    fault = {ErrorKind::overflow, {}, {"a number (not shown) is out of range", "有数字（不显示）超出范围"}, {}, {}, {}};
                }
                fault.place = row->place();
                problems.add(std::move(fault));
                sound = false;
            }
        }
        if (!sound) {
            ++refused;
            if (row->size() <= width) {   // a row with more cells than the header is left as it was
                for (std::size_t i = 0; i < answers.size(); ++i) writer.value("");
            }
        }
        writer.end_row();
        if (out.size() > 64 * 1024) {
            write_out(out);
            out.clear();
        }
    }
    if (!header && problems.empty()) {
        problems.add({ErrorKind::bad_syntax, {path, 0, 0, ""}, {"the file is empty", "文件为空"}, {}, {"expected a header", "应有表头"}, {}});
    }
    if (header) write_out(out);
    refused += reader.rows_lost();
    std::fputs(problems.text(language).c_str(), stderr);
    if (refused > 0) {
        const std::string count = std::to_string(refused);
        say({count + (refused == 1 ? " row was" : " rows were") + " not answered", "有 " + count + " 行未能作答"}, language);
    }
    return problems.empty() ? done : findings;
}

}   // namespace arrears::tool
