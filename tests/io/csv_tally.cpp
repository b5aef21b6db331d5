// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_tally.hpp>

#include "catch.hpp"

#include "../../src/io/bound_values.hpp"
#include "../../src/io/refused_rows.hpp"

#include <arrears/io/csv_header.hpp>
#include <arrears/io/csv_records.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

struct Tallied {
    Table table;
    CsvRowsRead read;
    std::string told;
};

Tallied tally(const std::string& question, const std::string& file, const CsvTallyOptions& options = {}) {
    const Definition definition = Definition::parse(question);
    State state{definition, csv_schema(definition, options)};
    Diagnostics diagnostics;
    const auto read = add_csv(state, bytes_of_text(file), "a.csv", options, diagnostics);
    return {state.table(), read.value_or(CsvRowsRead{}), diagnostics.text(Language::en)};
}
std::string value(const Table& table, const char* row, std::size_t measure = 0) {
    const auto at = table.find_row(row);
    return at ? print(table.value(*at, Table::all, measure)) : "no such row";
}

/// The state's inputs after a file was added as one of that name.
StateInputs inputs(const std::string& file, const std::string& question = "rows kind; measure count", unsigned threads = 1) {
    CsvTallyOptions options;
    options.input = "a.csv";
    options.threads = threads;
    const Definition definition = Definition::parse(question);
    State state{definition, csv_schema(definition, options)};
    Diagnostics diagnostics;
    static_cast<void>(add_csv(state, bytes_of_text(file), "a.csv", options, diagnostics));
    return state.inputs();
}

/// A file's rows as they come out, and what was told of the others.
struct ReadRows {
    std::vector<std::string> taken{};     // line and cells
    std::vector<std::string> refused{};   // line and cells
    std::uint64_t rows_refused = 0;
    std::string told{};
    WideMoney sum{};
};
constexpr std::array columns{"enterprise_id", "category", "principal", "due", "note"};
constexpr const char* all_of_them = "rows category, note; measure sum(principal), distinct(enterprise_id), min(due)";

ReadRows by_tally(const std::string& file, unsigned threads) {
    ReadRows out;
    CsvTallyOptions options;
    options.threads = threads;
    options.refused = [&](const RefusedRow& row) {
        if (row.header) return;
        std::string& told = out.refused.emplace_back(std::to_string(row.line));
        for (const auto& cell : row.cells) told += '|' + cell.text;
    };
    const Definition definition = Definition::parse(all_of_them);
    State state{definition, csv_schema(definition, options)};
    Diagnostics diagnostics, again;
    out.rows_refused = add_csv(state, bytes_of_text(file), "a.csv", options, diagnostics)->refused;
    out.told = diagnostics.text(Language::en);
    const Table table = state.table();
    if (const auto* const sum = table.value(Table::all, Table::all, 0).money()) out.sum = *sum;
    const std::array<std::string, 2> show{"enterprise_id", "note"};
    const auto take = [&](const CsvRecord& record) {
        out.taken.push_back(std::to_string(record.line) + '|' + std::string{record.shown[0]} + '|' + std::string{record.shown[1]});
    };
    REQUIRE(each_csv_record(state, table.cell_definition(Table::all, Table::all, 0), bytes_of_text(file), "a.csv", show, options, take, again));
    return out;
}
/// The same a row and a cell at a time, by the reader and the cells' readers that know all that may occur.
ReadRows by_reader(const std::string& file) {
    ReadRows out;
    Diagnostics told;
    CsvOptions options;
    options.unsound_rows = true;
    CsvReader reader{bytes_of_text(file), "a.csv", options};
    std::vector<CsvColumn> known;
    for (const char* const name : columns) known.push_back({name});
    const auto header = CsvHeader::bind(*reader.next(told), known, told);
    reader.name_columns(header->names());
    const auto all = detail::bindings(Definition::parse(all_of_them), {});
    const AgeingBands ageing{};
    detail::BoundValues values{all, ageing};
    while (const CsvRow* const row = reader.next(told)) {
        const bool fits = row->sound() && header->fits(*row, told);
        bool sound = fits;
        values.clear();
        for (std::size_t i = 0; fits && i < all.size(); ++i) {
            const std::string& name = all[i].info.name;
            const auto cell = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
            if (auto fault = values.put(i, cell < row->size() ? (*row)[cell].text : std::string_view{}, {})) {
                fault->place = row->place(cell, name);
                told.add(*std::move(fault));
                sound = false;
            }
        }
        std::string shown = std::to_string(row->line());
        if (sound) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (all[i].info.name == "principal" && values.number(i, 0) != unknown_number) out.sum += Money::from_fen(values.number(i, 0));
            }
            for (const char* const name : {"enterprise_id", "note"}) {
                for (std::size_t i = 0; i < all.size(); ++i) {
                    if (all[i].info.name == name) shown += '|' + std::string{values.text(i, 0)};
                }
            }
            out.taken.push_back(shown);
        } else {
            ++out.rows_refused;
            for (const auto& cell : detail::refused_row(*row, {}, ',').cells) shown += '|' + cell.text;
            out.refused.push_back(shown);
        }
    }
    out.rows_refused += reader.rows_lost();
    out.told = told.text(Language::en);
    return out;
}
/// A file of many rows that are right and some that are not, in each of the ways that occur.
std::string messy_file(std::mt19937_64& random, std::size_t rows) {
    using Texts = std::vector<std::string>;
    const std::array<Texts, 5> good{Texts{"E1", "E23", "91140300MA00091791", "a name that is longer than most of them"},
                                    Texts{"pension", "wages", "养老", "工资"},
                                    Texts{"1.50", "\"1,234.50\"", "0", "99999999.99"}, Texts{"2018-03-01", "2019-12-31"}, Texts{"a", "备注", ""}};
    const std::array<Texts, 5> odd{
        Texts{"", " E2 ", "\"E3\"", "\"E\"\"4\"", "不详", "'=E5", "e\"6", "1.4E+17"},
        Texts{" wages ", "\"工资\"", "nonsense", "", "unknown", "　养老　"},
        Texts{"1.005", "abc", "", "１２", "1.5万元", "-3", "\"12,34\"", "999999999999999999999", "\" 7 \"", "12345678901234567"},
        Texts{"2018/3/1", "2018年3月1日", "2018-02-30", "", "x", "\"2018-03-01\""},
        Texts{"\"x\ny\"", "\"a,b\"", "\xFF", "a\"b", "\"a\"b", std::string{"n\0l", 3}, "\"\"\"q\"\"\"", "b,c", "d,"}};
    const std::string line_end = std::array{"\n", "\r\n", "\r"}[random() % 3];
    std::string out = "enterprise_id,category,principal,due,note" + line_end;
    for (std::size_t row = 0; row < rows; ++row) {
        if (random() % 97 == 0) out += std::array{"", ",,,,", "  ", ",,", "E1"}[random() % 5] + line_end;
        for (std::size_t i = 0; i < 5; ++i) {
            const Texts& from = (random() % 40 == 0 ? odd : good)[i];
            out += (i == 0 ? "" : ",") + from[random() % from.size()];
        }
        out += line_end;
    }
    if (random() % 2 == 0) out.resize(out.size() - line_end.size());
    if (random() % 8 == 0) out += "E1,wages,\"1.00";   // never closed
    return out;
}

}   // namespace

TEST_CASE("csv_tally: many rows at a time are what each is by itself", "[io][property]") {
    for (int seed = 0; seed < 4 * test::seeds(100); ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random{static_cast<std::uint64_t>(seed)};
        const std::string file = messy_file(random, seed % 16 == 0 ? 15'000 : random() % 700);
        const ReadRows expected = by_reader(file);
        for (const unsigned threads : {1U, 3U}) {
            const ReadRows read = by_tally(file, threads);
            CHECK(read.taken == expected.taken);
            CHECK(read.refused == expected.refused);
            CHECK(read.rows_refused == expected.rows_refused);
            CHECK(read.told == expected.told);
            CHECK(read.sum == expected.sum);
        }
    }
}

TEST_CASE("csv_tally: columns by the model's names, aliases, and their own", "[io]") {
    const std::string file = "企业编号,欠费类别,本金（万元）,备注,应缴日期\nE1,养老,1.5,x,2018-03-01\nE2,pension,2,x,2019-01-31\nE2,工资,,y,\n";
    const auto by_category = tally("rows category; measure sum(principal), distinct(enterprise_id), count", file);
    CHECK(by_category.told.empty());
    CHECK(by_category.read.taken == 3);
    CHECK(value(by_category.table, "pension") == "35000.00");
    CHECK(value(by_category.table, "pension", 1) == "2");
    CHECK(value(by_category.table, "wages") == "");   // unknown, not nought
    CHECK(value(by_category.table, "wages", 2) == "1");
    CHECK(by_category.table.value(Table::all, Table::all, 1).count()->what == Counted::enterprises);
    CHECK(value(tally("rows 备注; measure count", file).table, "x") == "2");
    CHECK(value(tally("rows due_year; measure count", file).table, "2018") == "1");
    CHECK(value(tally("rows due_month; measure count", file).table, "2019-01") == "1");
    CHECK(value(tally("rows due_month; measure count", file).table, "") == "1");
    CHECK(value(tally("as of 2019-03-01; rows due_ageing; measure count", file).table, "up_to_3_months") == "1");
    CHECK(value(tally("as of 2019-03-01; rows due_ageing; measure count", file).table, "over_3_months") == "1");   // a year to the day
    CHECK(value(tally("as of 2019-03-01; rows due_age; measure max(due_days)", file).table, "1") == "365");
    CHECK(value(tally("as of 2019-01-01; rows due_age; measure min(due_days)", file).table, "") == "-30");   // to come: no age, and unknown
    CsvTallyOptions half_years;
    half_years.ageing = AgeingBands{{6}};
    CHECK(value(tally("as of 2019-03-01; rows 应缴日期_ageing; measure count", file, half_years).table, "over_6_months") == "1");
    CsvTallyOptions days;
    days.groupings = {Grouping{"lateness", "due_days", {{"month", {"a month", "一月"}, "..31"}, {"more", {"more", "更久"}, "31.."}}}};
    CHECK(value(tally("as of 2019-02-15; rows lateness; measure count", file, days).table, "month") == "1");
    CHECK(value(tally("as of 2019-02-15; rows lateness; measure count", file, days).table, "more") == "1");
    CHECK_THROWS_WITH(tally("rows due_ageing; measure count", file),
                      "field due_ageing needs a day, and the definition names none; expected as of and a date before where, rows and columns");
}

TEST_CASE("csv_tally: groupings of codes and of amounts, kinds stated", "[io]") {
    const std::string file = "industry,principal,note\nC26,99.99,1\nE47,100,2\n26,100000,3\n,,4\n";
    CsvTallyOptions options;
    options.groupings.push_back(
        {"size", "principal", {{"small", {}, "..100", {}}, {"middle", {}, "100..100000", {}}, {"large", {}, "100000..", {}}}});
    options.groupings.push_back({"kind", "industry", {{"chemical", {}, "C26;=26", {}}, {"others", {}, "*", {}}}});
    options.kinds["note"] = FieldKind::integer;
    const auto size = tally("rows size; measure count, sum(note)", file, options);
    CHECK(value(size.table, "small") == "1");
    CHECK(value(size.table, "middle") == "1");
    CHECK(value(size.table, "large") == "1");
    CHECK(value(size.table, "", 0) == "1");
    CHECK(value(size.table, "large", 1) == "3");
    const auto kind = tally("rows kind; measure count", file, options);
    CHECK(value(kind.table, "chemical") == "2");
    CHECK(value(kind.table, "others") == "1");
    const auto section = tally("rows industry_section; measure count", file);
    CHECK(value(section.table, "C") == "2");
    CHECK(value(section.table, "E") == "1");
}

TEST_CASE("csv_tally: a file without a column, a header, or rows", "[io]") {
    const Definition definition = Definition::parse("rows industry; measure sum(principal)");
    const auto told = [&](const std::string& file) {
        State state{definition, csv_schema(definition)}, before = state;
        Diagnostics diagnostics;
        const auto read = add_csv(state, bytes_of_text(file), "a.csv", {}, diagnostics);
        CHECK(state == before);
        return (read ? "read " : "") + diagnostics.text(Language::en);
    };
    CHECK_THAT(told(""), Catch::Contains("the file is empty"));
    CHECK_THAT(told("industri,principal\n"), Catch::Contains("a.csv:1:1: the header has no column \"industry\"; did you mean industri?"));
    CHECK(told("industry,principal\n") == "read ");
    CHECK_THAT(told("industry,principal,principal\n"), Catch::Contains("twice"));
}

TEST_CASE("csv_tally: the same for any number of threads and any line ends", "[io][property]") {
    const auto seed = GENERATE(take(static_cast<std::size_t>(test::seeds(6)), random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const char* const ends[] = {"\n", "\r\n", "\r"};
    const std::string end = ends[random() % 3];
    std::string file = "kind,principal" + end;
    for (int i = 0; i < 120'000; ++i) {   // some blocks of a mebibyte
        const auto amount = std::to_string(random() % 100'000);
        switch (random() % 20) {
        case 0: file += "\"a" + end + "b\"," + amount; break;
        case 1: file += "bad,1.234"; break;
        case 2: file += "\"q\"\"q\",\"1,234.50\""; break;
        default: file += std::string(1, static_cast<char>('a' + random() % 5)) + ',' + amount;
        }
        file += end;
    }
    const Tallied one = tally("rows kind; measure count, sum(principal), median(principal)", file);
    CHECK(one.read.taken + one.read.refused == 120'000);
    for (const unsigned threads : {2U, 3U, 7U}) {
        CsvTallyOptions options;
        options.threads = threads;
        const Tallied many = tally("rows kind; measure count, sum(principal), median(principal)", file, options);
        CHECK(many.table == one.table);
        CHECK(many.told == one.told);
        CHECK(many.read.refused == one.read.refused);
    }
}

TEST_CASE("csv_tally: the digest of a return is that of its rows, whatever form they come in", "[io]") {
    const StateInputs plain = inputs("kind,note,who\na,x,1\nb,\"q\"\"q\",2\nb,\"q\"\"q\",2\n");
    REQUIRE(plain.listed.size() == 1);
    CHECK(plain.complete);
    CHECK(plain.listed.front().name == "a.csv");
    CHECK(plain.listed.front().rows == 3);
    // Computed apart from this code, by Python's hashlib, of the rows as docs/states.md writes them.
    CHECK(plain.listed.front().digest == "69eb270e5b1faaa79394e5042080ae26b241ac7209cb6e1230aaf3de5e64b1a4");
    const auto digest = [](const StateInputs& of) { return of.listed.front().digest; };
    const std::string same = digest(plain);
    CHECK(digest(inputs("\xEF\xBB\xBFwho,kind,note\r\n2,b,\"q\"\"q\"\r\n\"1\",\"a\",\"x\"\r\n\r\n2,b,\"q\"\"q\",,\r\n")) == same);
    CHECK(digest(inputs("kind,note,who\na,x,1\nb,\"q\"\"q\",2\nb,\"q\"\"q\",2\n", "where who = 1; measure distinct(note)")) == same);
    for (const char* const other : {"kind,note,who\na,x,1\nb,\"q\"\"q\",2\n",                                 // a row less
                                    "kind,note,who\na,x,1\na,x,1\nb,\"q\"\"q\",2\n",                          // another twice
                                    "kind,note,who\na,x,1\nb,\"q\"\"q\",2\nb,\"q\"\"q\",3\n",                // a cell that nobody counts
                                    "kind,note,whose\na,x,1\nb,\"q\"\"q\",2\nb,\"q\"\"q\",2\n",              // a name of a column
                                    "kind,who,note\na,x,1\nb,\"q\"\"q\",2\nb,\"q\"\"q\",2\n",                // values the other way round
                                    "kind,note,who\na,x,1\nb,\"q\"\"q \",2\nb,\"q\"\"q\",2\n"}) {
        CAPTURE(other);
        CHECK(digest(inputs(other)) != same);
    }
    CHECK(digest(inputs("kind,a,b\nx,1,23\n")) != digest(inputs("kind,a,b\nx,12,3\n")));
    CHECK(digest(inputs("kind,who\na,1\n\"b\"x,2\nc\n", "rows kind; measure count")) == digest(inputs("kind,who\na,1\n")));   // refused rows
}

TEST_CASE("csv_tally: neither order of rows and columns nor threads show in a digest", "[io][property]") {
    const auto seed = GENERATE(take(static_cast<std::size_t>(test::seeds(4)), random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::vector<std::string> rows;
    for (int i = 0; i < 90'000; ++i) {
        rows.push_back(std::to_string(random() % 100) + "," + std::to_string(random() % 1000) + ",some words to fill it");
    }
    const auto file = [&] {
        std::string out = "kind,who,note\n";
        for (const std::string& row : rows) out += row + '\n';
        return out;
    };
    const StateInputs one = inputs(file());
    std::shuffle(rows.begin(), rows.end(), random);
    for (const unsigned threads : {1U, 2U, 5U}) CHECK(inputs(file(), "rows kind; measure count", threads) == one);
    rows.pop_back();
    CHECK_FALSE(inputs(file()).listed.front().digest == one.listed.front().digest);
}

TEST_CASE("csv_tally: the same return twice is told, and taken back it may come again", "[io]") {
    const std::string file = "kind,who\na,1\nb,2\n";
    const Definition question = Definition::parse("rows kind; measure count");
    CsvTallyOptions options;
    State state{question, csv_schema(question, options)};
    const State none = state;
    Diagnostics diagnostics;
    options.input = "north.csv";
    REQUIRE(add_csv(state, bytes_of_text(file), "north.csv", options, diagnostics));
    const State once = state;
    options.input = "copy.csv";
    CHECK_FALSE(add_csv(state, bytes_of_text(file), "some/copy.csv", options, diagnostics));
    CHECK(diagnostics.text(Language::en) ==
          "some/copy.csv: the same return is there twice: \"copy.csv\" alias \"north.csv\" (2 rows); expected every return once; leave one "
          "of them out, or withdraw it\n");
    CHECK(state == once);
    CHECK(withdraw_csv(state, bytes_of_text(file), "copy.csv", options, diagnostics));
    CHECK(state == none);
    options.input.reset();
    CHECK(add_csv(state, bytes_of_text(file), "a.csv", options, diagnostics));
    CHECK(add_csv(state, bytes_of_text(file), "a.csv", options, diagnostics));   // nobody said that it is a return
    CHECK_FALSE(state.inputs().complete);
    CHECK(withdraw_csv(state, bytes_of_text(file), "a.csv", options, diagnostics));
    CHECK(state.table() == once.table());
    options.input = "\xFF";
    CHECK_THROWS_AS(add_csv(state, bytes_of_text(file), "a.csv", options, diagnostics), Error);
}
