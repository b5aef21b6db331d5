// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/registry_json.hpp>
#include <arrears/io/table_tally.hpp>

#include "some_files.hpp"

#include "catch.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

using namespace arrears;

TEST_CASE("registry_json: a table counted as the file of CSV with its columns, faults at their values", "[io]") {
    const ScratchFolder folder;
    put(folder, {{"r.json", R"({"format": "arrears.registry", "version": 1, "tables": {"payments": [], "arrears": [
{"id": "A1", "enterprise": "E1", "category": "pension", "principal": "1234.50"},
{"id": "A2", "enterprise": "E1", "category": "pensoin", "principal": "x", "due": "2018-02-30"},
{"id": "A3", "enterprise": 5, "category": "wages"},
"A4",
{"id": "A5", "enterprise": "E2", "category": "wages", "principal": 0.5}]}})"}});
    CsvTallyOptions options;
    options.input = "a";
    const std::string question = "rows category; measure sum(principal), count, distinct(enterprise_id)";
    const Definition definition = Definition::parse(question);
    State state{definition, csv_schema(definition, options)}, of_file = state;
    CsvRejects rejected{Language::en};
    Diagnostics problems;
    JsonTables tables{folder.path() / "r.json", problems};
    const std::string table = table_of_source(tables, state, options);
    CHECK(table == "arrears");
    options.refused = [&](const RefusedRow& row) { rejected.add(row); };
    const auto read = add_table(state, *open_table(tables, table, state, options), tables.place_source(table), options, problems);
    tables.find_values(problems);
    REQUIRE(read);
    CHECK(read->taken == 2);
    CHECK(read->refused == 3);
    const std::string all = told(problems, folder);
    INFO(all);
    CHECK(all.find("r.json:3:46 (/tables/arrears/1/category): \"pensoin\" is no value of category") != std::string::npos);
    CHECK(all.find("r.json:3:70 (/tables/arrears/1/principal): ") != std::string::npos);
    CHECK(all.find("r.json:4:28 (/tables/arrears/2/enterprise): the value is of another kind") != std::string::npos);
    CHECK(all.find("r.json:5:1 (/tables/arrears/3): this is no record") != std::string::npos);
    const std::string rejects = rejected.take();
    CHECK(std::count(rejects.begin(), rejects.end(), '\n') == 3);   // of the last nothing is known
    CHECK(rejects.find(",A3,5,wages,") != std::string::npos);

    std::string header, first, last;
    for (const RegistryColumn& column : registry_columns("arrears")) {
        const auto cell = [&](std::map<std::string_view, std::string> cells) { return cells[column.name.name] + ','; };
        header += std::string{column.name.name} + ',';
        first += cell({{"id", "A1"}, {"enterprise", "E1"}, {"category", "pension"}, {"principal", "1234.50"}});
        last += cell({{"id", "A5"}, {"enterprise", "E2"}, {"category", "wages"}, {"principal", "0.5"}});
    }
    CHECK(add_csv(of_file, bytes_of_text(header + '\n' + last + '\n' + first + '\n'), "a.csv", options, problems));
    CHECK(of_file == state);
    CHECK(of_file.inputs() == state.inputs());
}
