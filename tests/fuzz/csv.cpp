// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/io/csv.hpp>
#include <arrears/io/csv_writer.hpp>

#include <string>
#include <vector>

namespace {

using Table = std::vector<std::vector<std::string>>;

Table read(std::string_view text, std::size_t buffer_bytes, arrears::Diagnostics& diagnostics) {
    arrears::CsvOptions options;
    options.buffer_bytes = buffer_bytes;
    arrears::CsvReader reader{arrears::bytes_of_text(std::string{text}), "f.csv", options};
    Table table;
    while (const arrears::CsvRow* const row = reader.next(diagnostics)) {
        table.emplace_back();
        for (const arrears::CsvCell& cell : row->cells()) table.back().emplace_back(cell.text);
    }
    return table;
}

}   // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::text(data, size);
    arrears::Diagnostics diagnostics, in_bits, none;
    const Table table = read(input, 64 * 1024, diagnostics);
    for (const arrears::Fault& fault : diagnostics.faults()) {
        fuzz::check_fault(fault, input);
        fuzz::require(fault.place.source == "f.csv" && fault.place.line > 0, "a fault has a file and a line");
    }
    fuzz::require(read(input, 1 + size % 7, in_bits) == table, "the size of the buffer does not show");
    fuzz::require(in_bits.text(arrears::Language::en) == diagnostics.text(arrears::Language::en), "nor in what is told");

    for (const arrears::CsvFor reader : {arrears::CsvFor::programs, arrears::CsvFor::excel}) {
        std::string written;
        arrears::CsvWriter writer{written, reader};
        for (const auto& row : table) {
            for (const std::string& cell : row) writer.value(cell);
            writer.end_row();
        }
        fuzz::require(read(written, 64 * 1024, none) == table, "what was read is written so that it reads the same");
        fuzz::require(none.empty(), "and without a fault");
    }
    for (const auto& row : table) {
        for (const std::string& cell : row) fuzz::require(arrears::unguard_formula(arrears::guard_formula(cell)) == cell, "a guard comes off");
    }
    return 0;
}
