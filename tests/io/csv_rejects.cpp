// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_rejects.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/io/csv_writer.hpp>

#include "catch.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace arrears;

namespace {

const Definition& question() {
    static const Definition made = Definition::parse("rows category, note; measure sum(principal), count, distinct(enterprise_id)");
    return made;
}

struct Run {
    State state{question(), csv_schema(question())};
    CsvRowsRead read{};
    std::string rejects{};
    std::vector<std::uint64_t> lines{};
};

void add(Run& to, const std::string& file, unsigned threads = 1, Language language = Language::en) {
    CsvTallyOptions options;
    options.threads = threads;
    CsvRejects rejects{language};
    options.refused = [&](const RefusedRow& row) {
        rejects.add(row);
        if (!row.header) to.lines.push_back(row.line);
    };
    Diagnostics told;
    to.read = add_csv(to.state, bytes_of_text(file), "a.csv", options, told).value();
    CHECK(rejects.rows() == to.read.refused);
    to.rejects = rejects.take();
}
Run count(const std::string& file, unsigned threads = 1, Language language = Language::en) {
    Run out;
    add(out, file, threads, language);
    return out;
}

/// The cells of a file as they stand there, without the first `skipped` of each row.
std::vector<std::vector<std::string>> cells(const std::string& file, std::size_t skipped) {
    CsvOptions options;
    options.unsound_rows = true;
    CsvReader reader = open_csv(bytes_of_text(file), "cells", {}, options);
    Diagnostics told;
    std::vector<std::vector<std::string>> out;
    while (const CsvRow* const row = reader.next(told)) {
        std::vector<std::string>& line = out.emplace_back();
        for (std::size_t i = skipped; i < row->size(); ++i) {
            const std::string_view text = (*row)[i].sound ? (*row)[i].text : row->raw(i), quote = text.substr(0, text.starts_with('"') ? 1 : 0);
            line.push_back(std::string{quote} += unguard_formula(text.substr(quote.size())));
        }
    }
    return out;
}

/// Rows as they should be, and the same with faults in some.
struct Generated {
    std::string clean{}, dirty{};
    std::vector<std::string> rows{};       // the clean ones, without line ends
    std::vector<std::size_t> line_row{};   // by the line of the dirty file: its row
};

Generated generate(unsigned seed, std::size_t count) {
    std::mt19937 random{seed};
    const auto below = [&random](std::size_t end) { return static_cast<std::size_t>(random() % end); };
    const char separator = ",;\t"[below(3)];
    const auto joined = [separator](const std::vector<std::string>& row) {
        std::string out;
        for (const std::string& cell : row) out += (&cell == &row.front() ? "" : std::string{separator}) + cell;
        return out;
    };
    Generated out;
    out.clean = out.dirty = joined({"enterprise_id", "category", "principal", "note"}) + '\n';
    out.line_row = {0, 0};
    for (std::size_t i = 0; i < count; ++i) {
        static const std::vector<std::string> notes{"",         "x",       "=1+1", "'=1+1",      "-5",  "\"a\"\"b\"", "\"a,b;c\td\"",
                                                    "\"a\nb\"", "@SUM(1)", "厂",   "\"=2,;\t\"", "+86", "''-x"};
        std::vector<std::string> row{"E" + std::to_string(below(5)), below(2) == 0 ? "pension" : "养老", std::to_string(below(100000)) + ".05",
                                     notes[below(notes.size())]};
        if (below(9) == 0) row[2] = "\"-" + row[2] + '"';   // wanted for what the guard does not touch
        const std::string good = joined(row);
        out.rows.push_back(good);
        out.clean += good + '\n';
        switch (below(12)) {
        case 0: row[2] = "1O0"; break;
        case 1: row[1] = "=pensoin"; break;
        case 2: row.pop_back(); break;
        case 3: row.insert(row.begin() + 1, "much"); break;
        case 4: row[3] = "=a\"b"; break;
        case 5: row[3] = "\"=a\"b"; break;
        case 6: row[0] = "E\xFF"; break;
        case 7: row[1] = row[2] = "?"; break;
        default: break;
        }
        const std::string made = joined(row) + '\n';
        out.line_row.push_back(i);
        for (auto line_ends = std::count(made.begin(), made.end(), '\n'); line_ends > 1; --line_ends) out.line_row.push_back(i);
        out.dirty += made;
    }
    return out;
}

}   // namespace

TEST_CASE("csv_rejects: corrected and counted they give the totals of a clean file", "[io]") {
    const auto seed = GENERATE(take(static_cast<std::size_t>(test::seeds(40)), random(0U, 1'000'000U)));
    INFO(seed);
    const Generated made = generate(seed, 200);
    const Run clean = count(made.clean);
    REQUIRE(clean.read.refused == 0);
    Run dirty = count(made.dirty);
    REQUIRE(dirty.read.refused > 0);
    CHECK(dirty.lines.size() == dirty.read.refused);
    CHECK(std::is_sorted(dirty.lines.begin(), dirty.lines.end()));

    const Run again = count(dirty.rejects, 1, Language::zh);   // nobody has corrected anything
    CHECK(again.read.taken == 0);
    CHECK(again.read.refused == dirty.read.refused);
    CHECK(again.rejects.find("退回原因") == 3);
    CHECK(again.rejects.find("reject_reason") == std::string::npos);
    CHECK(cells(again.rejects, 1) == cells(dirty.rejects, 1));

    std::string corrected = dirty.rejects.substr(0, dirty.rejects.find('\n') + 1);
    const char separator = corrected[corrected.find_first_of(",;\t")];
    for (const std::uint64_t line : dirty.lines) corrected += "mended" + std::string{separator} + made.rows[made.line_row[line]] + '\n';
    const std::uint64_t taken = dirty.read.taken;
    add(dirty, corrected);
    CHECK(dirty.read.refused == 0);
    CHECK(taken + dirty.read.taken == clean.read.taken);
    CHECK(dirty.state == clean.state);
}

TEST_CASE("csv_rejects: cells are those of the file", "[io]") {
    const auto seed = GENERATE(take(static_cast<std::size_t>(test::seeds(10)), random(0U, 1'000'000U)));
    const Generated made = generate(seed, 100);
    const Run dirty = count(made.dirty);
    std::vector<std::vector<std::string>> wanted;
    CsvOptions options;
    options.unsound_rows = true;
    CsvReader reader = open_csv(bytes_of_text(made.dirty), "cells", {}, options);
    Diagnostics told;
    for (const auto& row : cells(made.dirty, 0)) {
        const std::uint64_t line = reader.next(told)->line();
        if (line == 1 || std::find(dirty.lines.begin(), dirty.lines.end(), line) != dirty.lines.end()) wanted.push_back(row);
    }
    CHECK(cells(dirty.rejects, 1) == wanted);
}

TEST_CASE("csv_rejects: in the order of the file for any number of threads", "[io]") {
    std::string file = "category,principal\n";
    while (file.size() < std::size_t{3} * 1024 * 1024) {   // several blocks
        for (int i = 0; i < 100; ++i) file += "pension,1.00," + std::string(150, ' ') + '\n';
        file += "pension," + std::to_string(file.size()) + "x\n";
    }
    file.insert(file.find('\n'), ",note");
    const Definition sums = Definition::parse("rows category; measure sum(principal)");
    const auto rejects_of = [&](unsigned threads) {
        CsvTallyOptions options;
        options.threads = threads;
        CsvRejects rejects{Language::en};
        options.refused = [&rejects](const RefusedRow& row) { rejects.add(row); };
        State state{sums, csv_schema(sums, options)};
        Diagnostics told;
        static_cast<void>(add_csv(state, bytes_of_text(file), "a.csv", options, told));
        CHECK(rejects.rows() > 100);
        return rejects.take();
    };
    const std::string one = rejects_of(1);
    CHECK(rejects_of(3) == one);
}

TEST_CASE("csv_rejects: reasons name the field and what was expected", "[io]") {
    const std::string file = "note,principal,category\n=1+1,abc,pensoin\n,1\n" + std::string(2'000'000, 'x') + "\n-1,-2,?\n";
    Run out;
    CsvTallyOptions options;
    CsvRejects rejects{Language::en};
    options.refused = [&rejects](const RefusedRow& row) { rejects.add(row); };
    const Definition by = Definition::parse("rows category; measure sum(principal)");
    State state{by, csv_schema(by)};
    Diagnostics told;
    const auto read = add_csv(state, bytes_of_text(file), "a.csv", options, told);
    REQUIRE(read);
    CHECK(read->refused == 4);
    CHECK(rejects.rows() == 3);   // the long one is known by its fault alone
    const std::string text = rejects.take();
    INFO(text);
    CHECK(text.starts_with("\xEF\xBB\xBFreject_reason,note,principal,category\n"));
    CHECK(text.find(" | principal: the text (not shown) has another character where a digit should stand") != std::string::npos);
    CHECK(text.find("category: \"\"pensoin\"\" is no value of category; did you mean pension? | ") != std::string::npos);
    CHECK(text.find(",'=1+1,abc,pensoin\n") != std::string::npos);   // a spreadsheet shall not run it
    CHECK(text.find(",-1,-2,?\n") != std::string::npos);             // but numbers are numbers
    CHECK(text.find("the row has 2 cells") != std::string::npos);
    CHECK(told.count() == 5);
    CHECK(rejects.take().empty());
}
