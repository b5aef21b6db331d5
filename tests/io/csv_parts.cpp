// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_files.hpp"

#include <arrears/io/csv_parts.hpp>
#include <arrears/io/state_file.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

/// Cuts a text into stretches, scans each by itself, and hands the scans on as texts.
std::vector<CsvPart> parts_of(const std::string& text, std::vector<std::size_t> cuts, std::size_t at_once = 1000) {
    cuts.insert(cuts.begin(), 0);
    cuts.push_back(text.size());
    std::vector<CsvScan> scans;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        CsvScan scan;
        for (std::size_t at = cuts[i]; at < cuts[i + 1]; at += at_once)
            scan.add(std::string_view{text}.substr(at, std::min(at_once, cuts[i + 1] - at)));
        scans.push_back(CsvScan::parse(scan.text()));
    }
    return csv_parts(scans);
}
std::vector<std::size_t> some_cuts(std::mt19937_64& random, std::size_t size) {
    std::vector<std::size_t> cuts(random() % 6);
    for (std::size_t& cut : cuts) cut = random() % (size + 1);
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}
/// The rows, each with its line, and what is told.
std::string read(const std::string& text, std::uint64_t first_line = 1) {
    CsvReader reader{bytes_of_text(text), "f", {.first_line = first_line}};
    Diagnostics problems;
    std::string out;
    while (const CsvRow* const row = reader.next(problems)) {
        out += std::to_string(row->line());
        for (const CsvCell& cell : row->cells()) out.append("[").append(cell.text).append("]");
        out += '\n';
    }
    for (const Fault& fault : problems.faults()) out += fault.message() + '\n';
    return out;
}
std::vector<std::string> sorted_lines(const std::string& text) {
    std::vector<std::string> out{""};
    for (const char c : text) {
        if (c == '\n') out.emplace_back();
        else out.back() += c;
    }
    std::sort(out.begin(), out.end());
    return out;
}

}   // namespace

TEST_CASE("csv_parts: each row is in one part, with its line, whatever the cuts", "[io][property]") {
    std::mt19937_64 random{4180};
    std::size_t quoted = 0;
    for (int i = 0; i < test::cases / 5; ++i) {
        std::string text(random() % 40, ' ');
        for (char& c : text) c = "aa,,\"\"\n\r"[random() % 8];
        const auto parts = parts_of(text, some_cuts(random, text.size()), 1 + random() % 5);
        std::string together, bytes;
        for (const CsvPart& part : parts) {
            const std::string rows = text.substr(part.from, part.to - part.from);
            bytes += rows;
            together += read(rows, part.first_line);
        }
        INFO(text);
        CHECK(bytes == text);
        CHECK(sorted_lines(together) == sorted_lines(read(text)));
        quoted += text.find('"') != std::string::npos ? 1 : 0;
    }
    CHECK(quoted > static_cast<std::size_t>(test::cases) / 10);
}

TEST_CASE("csv_parts: a cut within quotes, and one between CR and LF", "[io]") {
    const std::string text = "id,name\r\n1,\"a\r\nb,\"\"c\"\r\n2,d\r\n";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        const auto parts = parts_of(text, {cut});
        std::string together;
        for (const CsvPart& part : parts) together += read(text.substr(part.from, part.to - part.from), part.first_line);
        CHECK(together == read(text));
    }
    CHECK_THROWS_AS(CsvScan::parse("44 1 "), Error);
    CHECK_THROWS_AS(CsvScan::parse(""), Error);
    CHECK_THROWS_AS(CsvScan::parse(CsvScan{}.text() + "1 "), Error);
}

TEST_CASE("csv_parts: parts of a file, read by themselves, add up to the file", "[io]") {
    const Definition definition = Definition::parse("rows category; measure sum(principal), count, distinct(enterprise_id)");
    std::string rows;
    for (int i = 0; i < 300; ++i) {
        const std::string number = std::to_string(i);
        rows += i % 50 == 7 ? "E" + number + ",工资,未知,\n"
                            : "E" + std::to_string(i % 40) + ",养老,\"1," + number.substr(0, 1) + "00.5\",\"注\n" + number + "\"\n";
    }
    const std::string header = "企业编号,欠费类别,本金,备注\n";
    for (const std::string& text : {header + rows, "\xEF\xBB\xBF\r\n \r\n" + header + rows}) {
        const ScratchFolder folder;
        put(folder, {{"f.csv", text}});
        const std::string path = (folder.path() / "f.csv").string();
        Diagnostics whole_problems;
        State whole{definition, csv_schema(definition)};
        const auto whole_read = add_csv(whole, bytes_of_file(path), path, {}, whole_problems);
        REQUIRE(whole_read.has_value());
        CHECK(whole_read->refused == 6);
        for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{400}}) {
            const CsvStart start = read_csv_start(path);
            CHECK(start.bytes == text.size());
            std::vector<CsvScan> scans;
            for (std::size_t i = 0; i < count; ++i) scans.push_back(scan_csv(path, start, text.size() * i / count, text.size() * (i + 1) / count));
            State sum{definition, csv_schema(definition)};
            Diagnostics problems;
            CsvRowsRead read;
            for (const CsvPart& part : csv_parts(scans)) {
                State own{definition, csv_schema(definition)};
                const auto of_part = add_csv_part(own, path, start, part, {.threads = 2}, problems);
                REQUIRE(of_part.has_value());
                read.taken += of_part->taken;
                read.refused += of_part->refused;
                sum.merge(own);
            }
            CHECK(write_state(sum) == write_state(whole));
            CHECK(problems.text(Language::zh) == whole_problems.text(Language::zh));
            CHECK(read.taken == whole_read->taken);
            CHECK(read.refused == whole_read->refused);
        }
    }
}

TEST_CASE("csv_parts: what cannot be read in parts", "[io]") {
    const ScratchFolder folder;
    put(folder, {{"f.csv", std::string{"\xFF\xFE"
                                       "i\0d\0\n\0",
                                       8}},
                 {"long.csv", std::string(2'000'000, 'x')}});
    CHECK_FALSE(read_csv_start((folder.path() / "f.csv").string()).can_be_cut);
    CHECK_THROWS_AS(read_csv_start((folder.path() / "long.csv").string()), Error);
    CHECK_THROWS_AS(read_csv_start((folder.path() / "none.csv").string()), Error);
    State state{Definition::parse("measure count"), csv_schema(Definition::parse("measure count"))};
    Diagnostics problems;
    CHECK_THROWS_AS(add_csv_part(state, "f.csv", {}, {}, {.input = "a return"}, problems), Error);
}
