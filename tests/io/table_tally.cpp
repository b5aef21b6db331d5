// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/table_tally.hpp>

#include "catch.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace arrears;

namespace {

/// Rows of texts, of which some may be unsound, and an end before the end.
class TextRows final : public TableReader {
public:
    explicit TextRows(std::vector<std::vector<std::string>> rows, bool broken_off = false) : rows_{std::move(rows)}, broken_off_{broken_off} {}
    const CsvRow* next(Diagnostics& diagnostics) override {
        while (at_ < rows_.size()) {
            const std::vector<std::string>& cells = rows_[at_++];
            const bool sound = std::find(cells.begin(), cells.end(), "#REF!") == cells.end();
            const std::vector<std::string_view> views{cells.begin(), cells.end()};
            row_.assign("t", at_, 1, views, sound);
            if (sound) return &row_;
            diagnostics.add({ErrorKind::bad_syntax, row_.place(0, "x"), {"an error", "错误"}, {}, {}, {}});
            if (unsound_) return &row_;
            ++lost_;
        }
        return nullptr;
    }
    void name_columns(std::vector<std::string>) override {}
    std::uint64_t rows_lost() const noexcept override { return lost_; }
    void give_unsound_rows() override { unsound_ = true; }
    bool is_broken_off() const noexcept override { return broken_off_ && at_ == rows_.size(); }

private:
    std::vector<std::vector<std::string>> rows_;
    bool broken_off_;
    bool unsound_ = false;
    std::size_t at_ = 0;
    std::uint64_t lost_ = 0;
    CsvRow row_{};
};

/// Tables of texts by name.
class TextTables final : public TableSource {
public:
    explicit TextTables(std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> tables) : tables_{std::move(tables)} {}
    std::string name() const override { return "book"; }
    std::vector<std::string> tables() const override {
        std::vector<std::string> out;
        for (const auto& [name, rows] : tables_) out.push_back(name);
        return out;
    }
    bool has(std::string_view table) const override { return tables_.contains(table); }
    std::string label(std::string_view table) const override { return "表" + std::string{table}; }
    std::string place_source(std::string_view table) const override { return "book[" + std::string{table} + ']'; }
    std::unique_ptr<TableReader> open(std::string_view table, std::span<const CsvColumn>) override {
        return std::make_unique<TextRows>(tables_.find(table)->second);
    }

private:
    std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> tables_;
};

/// A state and all that was told on the way to it.
struct Run {
    Run(const std::string& question, const CsvTallyOptions& asked)
        : definition{Definition::parse(question)}, options{asked}, state{definition, csv_schema(definition, asked)} {
        options.refused = [this](const RefusedRow& row) { rejects.add(row); };
    }
    void add_text(const std::string& file) { read = add_csv(state, bytes_of_text(file), "a.csv", options, told); }
    void add(TableReader& table) { read = add_table(state, table, "a.csv", options, told); }
    [[nodiscard]] std::vector<std::string> messages() const {
        std::istringstream all{told.text(Language::zh)};
        std::vector<std::string> out;
        for (std::string line; std::getline(all, line);) out.push_back(line);
        std::sort(out.begin(), out.end());
        return out;
    }

    Definition definition;
    CsvTallyOptions options;
    State state;
    CsvRejects rejects{Language::en};
    Diagnostics told{};
    std::optional<CsvRowsRead> read{};
};

std::string told_of(TableSource& source, const std::string& question, std::string_view name = {}) {
    const Run run{question, {}};
    try {
        return table_of_source(source, run.state, run.options, name);
    } catch (const Error& error) {
        return error.message(Language::en) + '\n' + error.message(Language::zh);
    }
}

}   // namespace

TEST_CASE("table_tally: what add_csv makes of a file add_table makes of its rows", "[io]") {
    const auto seed = GENERATE(take(static_cast<std::size_t>(test::seeds(60)), random(0U, 1'000'000U)));
    INFO(seed);
    std::mt19937 random{seed};
    const auto one_of = [&random](const std::vector<std::string>& of) { return of[random() % of.size()]; };
    std::string file = one_of({"户号,类别,本金（万元）,备注,应缴日期\n", "户号,category,principal,备注,due\n"});
    for (std::size_t rows = random() % 40; rows > 0; --rows) {
        file += one_of({"E1", "E2", "\"E,3\"", "", "E\xFF"}) + ',' + one_of({"养老", "wages", " pension ", "甲", "nothing", ""}) + ',' +
                one_of({"1", "2.5", "\"1,234.56\"", "3万元", "x", "", "不详"}) + ',' + one_of({"x", "=1", "'=1", "\"a\"\"b\"", "\"a\nb\"", ""}) +
                ',' + one_of({"2018-01-31", "2019-02-28", "2019-02-30", ""}) + one_of({"", "", "", "", ",", ",y"}) + one_of({"\n", "\r\n"});
    }
    CsvTallyOptions options;
    options.map = ColumnMap{{{"户号", {}, "enterprise_id", {}, {}}, {"类别", {}, "category", {}, {{"甲", "medical"}}}}};
    options.groupings = {Grouping{"band", "principal", {{"small", {}, "..1000"}, {"large", {}, "1000.."}}}};
    options.input = "a.csv";
    const std::string question =
        one_of({"as of 2019-06-30; rows category, band; columns due_ageing; measure sum(principal), count, distinct(enterprise_id)",
                "as of 2019-01-01; where principal > 1元; rows 备注, due_month; measure median(principal), sum(due_days)", "measure count"});
    Run of_file{question, options}, of_table{question, options};
    of_file.add_text(file);
    CsvReader rows{bytes_of_text(file), "a.csv"};
    of_table.add(rows);
    REQUIRE(of_file.read);
    REQUIRE(of_table.read);
    CHECK(of_table.state == of_file.state);
    CHECK(of_table.state.inputs() == of_file.state.inputs());
    CHECK(of_table.read->taken == of_file.read->taken);
    CHECK(of_table.read->refused == of_file.read->refused);
    CHECK(of_table.messages() == of_file.messages());
    CHECK(of_table.rejects.take() == of_file.rejects.take());

    const bool empty = of_file.read->taken == 0;   // such a return may come any number of times (StateInputs)
    CsvReader again{bytes_of_text(file), "a.csv"};
    of_table.add(again);   // the same return once more
    if (empty) {
        REQUIRE(of_table.read);
        of_file.add_text(file);
    } else {
        CHECK_FALSE(of_table.read);
        CHECK(of_table.told.faults().back().kind == ErrorKind::duplicate);
    }
    CHECK(of_table.state == of_file.state);
    for (int times = empty ? 2 : 1; times > 0; --times) {
        CsvReader back{bytes_of_text(file), "a.csv"};
        CHECK(withdraw_table(of_table.state, back, "a.csv", options, of_table.told));
    }
    CHECK(of_table.state == Run{question, options}.state);
}

TEST_CASE("table_tally: rows with faults of the table's own are refused and handed on", "[io]") {
    CsvTallyOptions options;
    options.kinds["n"] = FieldKind::integer;
    Run run{"rows k; measure count, sum(n)", options};
    TextRows rows{{{"k", "n"}, {"a", "1"}, {"#REF!", "2"}, {"b", "x"}, {"b", "3", "more"}, {"b", "4"}}};
    run.add(rows);
    REQUIRE(run.read);
    CHECK(run.read->taken == 2);
    CHECK(run.read->refused == 3);
    CHECK(run.told.count() == 3);
    const std::string rejects = run.rejects.take();
    CHECK(std::count(rejects.begin(), rejects.end(), '\n') == 4);
    CHECK(rejects.find("reject_reason,k,n\nx: an error,#REF!,2\n") != std::string::npos);
    CHECK(rejects.find(",b,3,more\n") != std::string::npos);
    CHECK(run.told.text(Language::en).find("t:4:2 (n)") != std::string::npos);
}

TEST_CASE("table_tally: what is not taken in leaves the state as it was", "[io]") {
    for (const bool broken_off : {false, true}) {
        Run run{"rows k; measure count", {}};
        TextRows rows{{{"k"}, {"a"}}, broken_off};
        run.add(rows);
        CHECK(run.read.has_value() == !broken_off);
        CHECK((run.state == Run{"rows k; measure count", {}}.state) == broken_off);
    }
    Run empty{"rows k; measure count", {}};
    TextRows none{{}};
    empty.add(none);
    CHECK_FALSE(empty.read);
    CHECK(empty.told.text(Language::en).find("the table is empty") != std::string::npos);
    Run other{"rows kind; measure count", {}};
    TextRows rows{{{"kinds"}, {"a"}}};
    other.add(rows);
    CHECK_FALSE(other.read);
    CHECK(other.told.text(Language::en).find("no column \"kind\"") != std::string::npos);
    CHECK(other.told.text(Language::en).find("did you mean kinds") != std::string::npos);
    CsvTallyOptions bad;
    bad.input = "\xFF";
    Run named{"rows k; measure count", bad};
    CHECK_THROWS_AS(named.add(rows), Error);
}

TEST_CASE("table_tally: which table of several is meant", "[io]") {
    TextTables one{{{"x", {{"other"}}}}};
    CHECK(told_of(one, "from arrears; rows k; measure count") == "x");   // as a CSV file is read, whatever it is called
    CHECK(told_of(one, "rows k; measure count", "y").find("expected one of \"表x\" (x)") != std::string::npos);
    TextTables some{{{"a", {{"k", "n"}}}, {"b", {{"n", "m", "principal(万元)"}}}, {"c", {}}}};
    CHECK(told_of(some, "rows k; measure count") == "a");
    CHECK(told_of(some, "rows m; measure sum(principal)") == "b");
    CHECK(told_of(some, "from b; rows k; measure count") == "b");
    CHECK(told_of(some, "from b; rows k; measure count", "表a") == "a");
    CHECK(told_of(some, "from d; rows k; measure count").find("expected one of \"表a\" (a), \"表b\" (b), \"表c\" (c)") != std::string::npos);
    const std::string both = told_of(some, "rows n; measure count"), none = told_of(some, "rows k, m; measure count");
    CHECK(both.find("several of its tables have all the columns; expected one of \"表a\" (a), \"表b\" (b)") != std::string::npos);
    CHECK(both.find("有多个表具备所需的各列") != std::string::npos);
    CHECK(both.find("表c") == std::string::npos);
    CHECK(none.find("none of its tables has all the columns k, m") != std::string::npos);
    CHECK(none.find("没有一个表具备全部所需的列：k, m") != std::string::npos);
    TextTables nothing{{}};
    CHECK(told_of(nothing, "rows k; measure count").find("there is no table in it") != std::string::npos);
}

TEST_CASE("table_tally: records behind a cell", "[io]") {
    Run run{"rows k; measure count", {}};
    TextRows rows{{{"k", "note"}, {"a", "1"}, {"b", " 2 "}, {"#REF!", "3"}, {"b", ""}}}, again = rows;
    run.add(rows);
    std::vector<std::string> met;
    const Definition cell = Definition::parse("where k = b; measure count");
    const std::vector<std::string> show{"note"};
    const auto count = each_table_record(
        run.state, cell, again, "t", show, {}, [&](const CsvRecord& record) { met.push_back(std::to_string(record.line) + record.shown[0]); },
        run.told);
    CHECK(count == 2U);
    CHECK(met == std::vector<std::string>{"32", "5"});
}
