// SPDX-License-Identifier: BSL-1.0
// One table of files that several machines read, each its share: mpirun -n 3 mpi_tabulate FILE…   Without files, three invented ones.
// But for the group, and the line that merges, this is the program for one machine.
#include <arrears/mpi/group.hpp>
#include <arrears/report/table_text.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using namespace arrears;

namespace {

/// Rank 0 writes what cities might have handed in; the path is the same for all.
std::vector<std::string> invented(const mpi::Group& group) {
    std::vector<std::string> files;
    for (int city = 0; city < 3; ++city) {
        files.push_back((std::filesystem::temp_directory_path() / ("arrears_example_city_" + std::to_string(city) + ".csv")).string());
        if (group.rank() != 0) continue;
        std::ofstream file{files.back()};
        file << "企业编号,欠费类别,本金\n";
        for (int i = 0; i < 1000; ++i) file << 'E' << (city * 300 + i % 500) << (i % 2 == 0 ? ",养老," : ",工资,") << i % 90 << ".05\n";
    }
    (void)group.all_gather({});   // they are there
    return files;
}

}   // namespace

int main(int argc, char** argv) try {
    const mpi::Session session{argc, argv};
    const mpi::Group all = mpi::Group::world();
    const std::vector<std::string> files = argc > 1 ? std::vector<std::string>(argv + 1, argv + argc) : invented(all);

    const Definition definition = Definition::parse("rows category; measure sum(principal), count, distinct(enterprise_id)");
    State state{definition, csv_schema(definition)};
    const mpi::CsvShare share = mpi::add_csv(all, state, files, {}, Language::en);
    std::cerr << share.problems;
    if (const auto sum = all.reduce(state)) std::cout << print(sum->table(), ReportFormat::text, Language::en);
    return share.is_complete && share.read.refused == 0 ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
