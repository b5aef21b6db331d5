// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/table_source.hpp>

#include <arrears/io/registry_files.hpp>

#include "catch.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace arrears;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Rows in memory, at columns from 1; a table's name is its places' source.
class MemoryRows final : public TableReader {
public:
    MemoryRows(std::string source, const Rows& rows) : source_{std::move(source)}, rows_{rows} {}
    const CsvRow* next(Diagnostics&) override {
        if (at_ == rows_.size()) return nullptr;
        const std::vector<std::string_view> texts{rows_[at_].begin(), rows_[at_].end()};
        row_.assign(source_, ++at_, 1, texts);
        return &row_;
    }
    void name_columns(std::vector<std::string>) override {}
    std::uint64_t rows_lost() const noexcept override { return 0; }

private:
    std::string source_;
    const Rows& rows_;
    std::size_t at_ = 0;
    CsvRow row_;
};

/// Both ways: what is written into it can be read.
class Memory final : public TableSource, public TableSink {
public:
    std::map<std::string, Rows, std::less<>> held;
    std::map<std::string, std::vector<CellKind>, std::less<>> kinds;
    bool committed = false;

    std::string name() const override { return "memory"; }
    std::vector<std::string> tables() const override {
        std::vector<std::string> out;
        for (const auto& [table, rows] : held) out.push_back(table);
        return out;
    }
    bool has(std::string_view table) const override { return held.contains(table); }
    std::string label(std::string_view table) const override { return "the table " + std::string{table}; }
    std::string place_source(std::string_view table) const override { return std::string{table}; }
    std::unique_ptr<TableReader> open(std::string_view table, std::span<const CsvColumn>) override {
        const auto found = held.find(table);
        if (found == held.end()) throw Error{Fault{ErrorKind::unreadable, {label(table), 0, 0, ""}, {"it is not there", "不存在"}, {}, {}, {}}};
        return std::make_unique<MemoryRows>(std::string{table}, found->second);
    }
    void begin_table(std::string_view table, std::span<const SinkColumn> columns, bool) override {
        at_ = &held[std::string{table}];
        std::vector<CellKind>& kinds_here = kinds[std::string{table}];
        at_->emplace_back();
        for (const SinkColumn& column : columns) {
            at_->back().emplace_back(column.name);
            kinds_here.push_back(column.kind);
        }
    }
    void add_row(std::span<const std::string> cells) override { at_->emplace_back(cells.begin(), cells.end()); }
    void end_table() override { at_ = nullptr; }
    void commit() override { committed = true; }

private:
    Rows* at_ = nullptr;
};

Registry sample() {
    Diagnostics diagnostics;
    auto registry = read_registry((std::filesystem::path{ARREARS_SOURCE_DIR} / "examples/data/yangquan/registry").string(), diagnostics);
    REQUIRE(registry);
    return *std::move(registry);
}

}   // namespace

TEST_CASE("a row of numbered columns: its cells stand at them") {
    CsvRow row;
    const std::vector<std::string_view> texts{"", "厂,\"甲\"", "x"};
    row.assign("f.xlsx[工资]", 12, 3, texts);
    REQUIRE(row.size() == 3);
    CHECK(row[0].text.empty());
    CHECK(row[1].text == "厂,\"甲\"");
    CHECK(row.sound());
    CHECK(row.place(1, "name") == Place{"f.xlsx[工资]", 12, 4, "name"});
    CHECK(row.place() == Place{"f.xlsx[工资]", 12, 1, ""});
    row.assign("f", 1, 1, {});
    CHECK(row.size() == 0);
}

TEST_CASE("a registry written into any sink and read from any source is equal") {
    const Registry registry = sample();
    Memory memory;
    write_registry(registry, memory, Personal::written);
    CHECK_FALSE(memory.committed);   // the caller's to do
    CHECK(memory.held.size() == registry_table_names().size());
    CHECK(memory.held.at("arrears").size() == registry.arrears().size() + 1);
    Diagnostics diagnostics;
    const auto read = read_registry(memory, diagnostics, OtherTables::refused);
    CHECK(diagnostics.text(Language::en).empty());
    REQUIRE(read);
    CHECK(*read == registry);
}

TEST_CASE("a sink is told what stands in each column") {
    Memory memory;
    write_registry(sample(), memory, Personal::written);
    using enum CellKind;
    CHECK(memory.kinds.at("arrears") == std::vector{text, text, word, month, month, amount, date, whole});
    CHECK(memory.kinds.at("workers") == std::vector{text, text, text, word, date, word, word, word, date, word, words, text, word});
    CHECK(memory.kinds.at("systems") == std::vector{text, word, text, text, text, whole});
}

TEST_CASE("texts that a spreadsheet takes for formulas reach a sink as they are") {
    Memory memory;
    memory.held["enterprises"] = {{"id", "name"}, {"E1", "'=厂"}};
    Diagnostics diagnostics;
    const auto registry = read_registry(memory, diagnostics);
    REQUIRE(registry);
    Memory out;
    write_registry(*registry, out);
    CHECK(out.held.at("enterprises")[1][1] == "=厂");
}

TEST_CASE("what is wrong is told with the source's own names") {
    Memory memory;
    Diagnostics diagnostics;
    SECTION("a table that has to be there") {
        CHECK_FALSE(read_registry(memory, diagnostics));
        CHECK(diagnostics.text(Language::en) == "the table enterprises: it is not there\n");
    }
    SECTION("a table that is none of a registry's") {
        memory.held["enterprises"] = {{"id"}, {"E1"}};
        memory.held["worker"] = {{"id"}};
        CHECK(read_registry(memory, diagnostics));   // kept
        CHECK(diagnostics.empty());
        CHECK_FALSE(read_registry(memory, diagnostics, OtherTables::refused));
        REQUIRE(diagnostics.count() == 1);
        CHECK(diagnostics.faults()[0].place == Place{"memory", 0, 0, ""});
        CHECK(diagnostics.faults()[0].problem.en == "a registry has no table \"the table worker\"");
        CHECK(diagnostics.faults()[0].remedy.en == "did you mean workers or worker_advances?");
        CHECK(diagnostics.text(Language::zh).find("登记数据中没有名为") != std::string::npos);
    }
    SECTION("a history of nobody") {
        memory.held["enterprises"] = {{"id"}, {"E1"}};
        memory.held["enterprise_history"] = {{"enterprise", "attribute", "value"}, {"E2", "status", "normal"}};
        CHECK_FALSE(read_registry(memory, diagnostics));
        CHECK(diagnostics.text(Language::en) ==
              "enterprise_history:2:1 (enterprise): there is no enterprise \"E2\"; expected the id of an enterprise in the table enterprises\n");
    }
    SECTION("a reference, at its cell") {
        memory.held["enterprises"] = {{"id"}, {"E1"}};
        memory.held["arrears"] = {{"id", "enterprise", "category", "from", "through", "principal"},
                                  {"A1", "E9", "pension", "2005-01", "2005-02", "1.00"},
                                  {"A2", "E1", "pension", "2005-01", "2005-02", "x"}};
        CHECK_FALSE(read_registry(memory, diagnostics));
        REQUIRE(diagnostics.count() == 2);
        CHECK(diagnostics.faults()[0].place == Place{"arrears", 3, 6, "principal"});
        CHECK(diagnostics.faults()[1].place == Place{"arrears", 2, 2, "enterprise"});
    }
}
