// SPDX-License-Identifier: BSL-1.0
// Two offices send files as they have them: other encodings, headings, units and words, and rows that nobody can read. What can be read
// is counted; the rest comes back as a file with reasons, is corrected there, and is counted as well. All records are invented.
#include <arrears/io/csv_tally.hpp>
#include <arrears/report/table_text.hpp>

#include <iconv.h>
#include <stdlib.h>   // mkdtemp

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace arrears;
namespace fs = std::filesystem;

namespace {

/// The bytes by which Excel writes a text in China.
std::string in_gb18030(std::string text) {
    std::string out(text.size() * 2, '\0');
    char *from = text.data(), *to = out.data();
    std::size_t left = text.size(), room = out.size();
    const iconv_t converter = ::iconv_open("GB18030", "UTF-8");
    const bool done = ::iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1);
    ::iconv_close(converter);
    if (!done) throw std::runtime_error{"no GB18030"};
    out.resize(out.size() - room);
    return out;
}

void put(const fs::path& path, const std::string& text) { std::ofstream{path, std::ios::binary} << text; }
std::string contents(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// A folder that is there as long as this.
struct Folder {
    Folder() {
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder for the example"};
    }
    ~Folder() { fs::remove_all(name); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string name = (fs::temp_directory_path() / "arrears-example-XXXXXX").string();
};

const Definition question = Definition::parse("where category in (pension, medical, wages); rows category; "
                                              "measure sum(principal), distinct(enterprise_id), count");

/// What the offices call things, said once. No row has to be changed for it.
const ColumnMap office_words{{{"户号", {}, "enterprise_id", {}, {}},
                              {"款项", {}, "category", {}, {{"统筹养老", "pension"}, {"工资款", "wages"}}},
                              {"欠缴额", {}, "principal", {}, {}}}};

/// Counts what can be read of a file, tells the rest, and writes that to another file, to be corrected.
void take_in(State& state, const fs::path& file, const fs::path& rejects) {
    CsvRejects refused{Language::en};
    CsvTallyOptions options;
    options.map = office_words;
    options.refused = [&refused](const RefusedRow& row) { refused.add(row); };
    Diagnostics problems;
    const auto read = add_csv(state, bytes_of_file(file), file.filename(), options, problems);
    std::cout << problems.text(Language::en);
    if (!read) return;
    std::cout << file.filename().string() << ": counted " << read->taken << ", refused " << read->refused;
    if (refused.rows() > 0) {
        put(rejects, refused.take());
        std::cout << ": to be corrected in " << rejects.filename().string();
    }
    std::cout << "\n\n";
}

/// What a person does in a spreadsheet.
void correct(const fs::path& file, const std::vector<std::pair<std::string, std::string>>& cells) {
    std::string text = contents(file);
    for (const auto& [wrong, right] : cells) text.replace(text.find(wrong), wrong.size(), right);
    put(file, text);
}

}   // namespace

int main() {
    const Folder folder;
    const fs::path north = fs::path{folder.name} / "north.csv", south = fs::path{folder.name} / "south.csv";
    const fs::path north_rejects = fs::path{folder.name} / "north-rejects.csv", south_rejects = fs::path{folder.name} / "south-rejects.csv";
    put(north, in_gb18030("户号,款项,欠缴额（万元）,备注\r\n"
                          "mill,统筹养老,12.5,\"拖欠三个月,\r\n已催缴\"\r\n"
                          "depot,工资款,\"1,003.25\",\r\n"
                          "works,统筹养老,待核,\r\n"    // an amount to be found out
                          "tannery,养路费,2,\r\n"       // no such arrears
                          "brewery,工资款\r\n"          // cells are missing
                          "pit,\"工资款\"x,3,\r\n"));   // quotes gone wrong
    put(south, "户号;款项;欠缴额;备注\n"
               "mill;工资款;80000元;\n"
               "works;医疗;3万元;\n"
               "pit;pension;45OOO;\n");   // letters for noughts

    State state{question, csv_schema(question)};
    take_in(state, north, north_rejects);
    take_in(state, south, south_rejects);
    std::cout << print(state.table(), ReportFormat::text, Language::en) << "\nAs they came back:\n"
              << contents(south_rejects).substr(3);   // behind its byte order mark

    correct(north_rejects, {{"待核", "8"}, {"tannery,养路费", "tannery,工资款"}, {"brewery,工资款", "brewery,工资款,4,"}, {"\"工资款\"x", "工资款"}});
    correct(south_rejects, {{"45OOO", "45000"}});
    std::cout << "\nCorrected:\n";
    take_in(state, north_rejects, north_rejects);
    take_in(state, south_rejects, south_rejects);
    std::cout << print(state.table(), ReportFormat::text, Language::en);
}
