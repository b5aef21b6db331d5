// SPDX-License-Identifier: BSL-1.0
#include "fuzz.hpp"

#include <arrears/io/csv_tally.hpp>
#include <arrears/statistics/table.hpp>

#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string input{fuzz::text(data, size)};
    static const Definition question =
        Definition::parse("rows category, due_month; columns note; measure sum(principal), count, distinct(enterprise_id), max(persons)");
    const auto tally = [&](unsigned threads, std::string& told) {
        CsvTallyOptions options;
        options.threads = threads;
        options.csv.limits.row_bytes_max = 300;   // so that short inputs reach it
        State state{question, csv_schema(question, options)};
        Diagnostics diagnostics;
        const auto read = add_csv(state, bytes_of_text(input), "fuzz", options, diagnostics);
        told = diagnostics.text(Language::en);
        if (read)
            fuzz::require(static_cast<std::uint64_t>(state.table().records(Table::all, Table::all)) == read->taken, "every row taken is counted");
        return state;
    };
    std::string one_told, two_told;
    const State one = tally(1, one_told), two = tally(2, two_told);
    fuzz::require(one == two && one_told == two_told, "threads do not show");
    return 0;
}
