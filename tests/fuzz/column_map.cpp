// SPDX-License-Identifier: BSL-1.0
// A map of columns up to a line `===`, and behind that a file that is counted with it.
#include "fuzz.hpp"

#include <arrears/io/column_map_file.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/statistics/table.hpp>

#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    const std::size_t mark = std::min(input.find("\n===\n"), input.size());
    const std::string text{input.substr(0, mark)}, file{input.substr(std::min(mark + 5, input.size()))};
    Diagnostics problems;
    const auto map = read_column_map(bytes_of_text(text), "map", problems);
    fuzz::require(map.has_value() == problems.empty(), "a map is sound, or something is told");
    for (const Fault& fault : problems.faults()) fuzz::check_fault(fault, text);
    if (!map) return 0;
    static const Definition question = Definition::parse("rows category; measure sum(principal), count, distinct(enterprise_id)");
    CsvTallyOptions options;
    options.map = *map;
    State state{question, csv_schema(question, options)};
    Diagnostics told;
    const auto read = add_csv(state, bytes_of_text(file), "fuzz", options, told);
    if (read) fuzz::require(static_cast<std::uint64_t>(state.table().records(Table::all, Table::all)) == read->taken, "every row taken is counted");
    return 0;
}
