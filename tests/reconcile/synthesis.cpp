// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/synthesis.hpp>

#include "some_figures.hpp"

#include "catch.hpp"

#include <arrears/core/money_text.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

using namespace arrears;
using Kind = RecordColumn::Kind;

namespace {

[[nodiscard]] PublishedFigure defined(const std::string& id, std::string_view value, const char* definition, FigureUnit unit = FigureUnit::items) {
    PublishedFigure out = some_figure(id, value, unit);
    out.definition = Definition::parse(definition);
    return out;
}
[[nodiscard]] RecordColumn codes(const std::string& name, std::initializer_list<const char*> keys) {
    RecordColumn out{.name = name, .kind = Kind::code};
    for (const char* const key : keys) out.values.push_back({.key = key});
    return out;
}
[[nodiscard]] RecordColumn numbers(const std::string& name, std::initializer_list<std::int64_t> values) {
    RecordColumn out{.name = name, .kind = Kind::number};
    for (const std::int64_t value : values) out.values.push_back({.first = value, .last = value});
    return out;
}
[[nodiscard]] RecordColumn ids(const char* pattern) { return {.name = "id", .kind = Kind::id, .of = pattern}; }
[[nodiscard]] Population items(std::vector<RecordColumn> columns) {
    columns.insert(columns.begin(), ids("I{n}"));
    return {{{"items", std::move(columns)}}};
}
[[nodiscard]] std::int64_t count(const RecordTable& table, std::initializer_list<std::pair<const char*, const char*>> wanted) {
    return std::count_if(table.rows.begin(), table.rows.end(), [&](const auto& row) {
        return std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) {
            const auto at = std::find(table.columns.begin(), table.columns.end(), one.first) - table.columns.begin();
            return row[static_cast<std::size_t>(at)] == one.second;
        });
    });
}
/// By what is printed: above nought, or at it and strictly so.
[[nodiscard]] bool contradicts(const SynthesisProof& proof) {
    if (proof.split) return proof.cases.size() == 2 && std::all_of(proof.cases.begin(), proof.cases.end(), contradicts);
    WideRatio sum = 0;
    bool strict = false;
    for (const auto& line : proof.lines) {
        REQUIRE(line.times > 0);
        sum += (line.upper ? -1 : 1) * line.times * line.end;
        strict = strict || !line.closed;
    }
    return sum > 0 || (sum == 0 && strict);
}

}   // namespace

TEST_CASE("synthesize: rows of 40 and 60 and columns of 50, 31 and 20 are no table, and one line says so", "[reconcile]") {
    const auto sheet = [](const char* last) {
        return std::vector<PublishedFigure>{
            defined("r1", "40", "where row = r1; measure count"), defined("r2", "60", "where row = r2; measure count"),
            defined("c1", "50", "where column = c1; measure count"), defined("c2", "31", "where column = c2; measure count"),
            defined("c3", last, "where column = c3; measure count")};
    };
    const Population population = items({codes("row", {"r1", "r2"}), codes("column", {"c1", "c2", "c3"})});
    const Synthesis none = synthesize(sheet("20"), population);
    REQUIRE(none.verdict == SynthesisVerdict::impossible);
    REQUIRE(none.proof->lines.size() == 5);
    for (const auto& line : none.proof->lines) CHECK((line.times == 1 && line.upper == none.proof->lines.front().upper) == (line.index < 2));
    CHECK(contradicts(*none.proof));
    const Synthesis made = synthesize(sheet("19"), population);
    REQUIRE(made.verdict == SynthesisVerdict::made);
    CHECK(made.tables.front().rows.size() == 100);
    CHECK(count(made.tables.front(), {{"row", "r1"}}) == 40);
    CHECK(count(made.tables.front(), {{"column", "c2"}}) == 31);
    std::set<std::string> known;
    for (const auto& row : made.tables.front().rows) CHECK(known.insert(row[0]).second);
}

TEST_CASE("synthesize: weights of 15000, 500 and 250 are never 1100 of 165000 in all", "[reconcile]") {
    const std::vector<PublishedFigure> figures{defined("items", "1100", "measure count"), defined("weight", "165000", "measure sum(weight)")};
    const Synthesis none = synthesize(figures, items({numbers("weight", {15000, 500, 250})}));
    REQUIRE(none.verdict == SynthesisVerdict::impossible);
    REQUIRE(none.proof->lines.size() == 2);
    CHECK(none.proof->lines[0].times == 250);
    CHECK_FALSE(none.proof->lines[0].upper);
    CHECK(none.proof->lines[1].times == 1);
    CHECK(none.proof->lines[1].upper);
}

TEST_CASE("synthesize: what only whole records make impossible is proved by cases", "[reconcile]") {
    const std::vector<PublishedFigure> odd{defined("n", "7", "measure count"), defined("s", "33", "measure sum(weight)")};
    const Synthesis none = synthesize(odd, items({numbers("weight", {4, 6, 8})}));
    REQUIRE(none.verdict == SynthesisVerdict::impossible);
    CHECK(none.proof->split);
    CHECK(contradicts(*none.proof));
    const std::vector<PublishedFigure> share{defined("people", "240", "measure count"),
                                             defined("share", "13.6", "measure share(count where row = r1)", FigureUnit::percent)};
    CHECK(synthesize(share, items({codes("row", {"r1", "r2"})})).verdict == SynthesisVerdict::impossible);   // 32 are 13.3%, 33 are 13.75%
}

TEST_CASE("synthesize: tables of two ways, three values each, are made just where there are some", "[reconcile][property]") {
    std::mt19937_64 random{20190601};
    const Population population = items({codes("a", {"x", "y"}), codes("b", {"x", "y", "z"})});
    const char* const definitions[] = {"measure count",
                                       "where a = x; measure count",
                                       "where b = x; measure count",
                                       "where b in (x, y); measure count",
                                       "where a = x and b = y; measure count",
                                       "where a = y or b = z; measure count",
                                       "where a = x and b != y; measure count"};
    const auto takes = [](std::size_t definition, std::size_t cell) {   // a = cell / 3, b = cell % 3
        const bool x = cell / 3 == 0, bx = cell % 3 == 0, by = cell % 3 == 1, bz = cell % 3 == 2;
        const bool answers[] = {true, x, bx, bx || by, x && by, !x || bz, x && !by};
        return answers[definition];
    };
    int made = 0, impossible = 0;
    for (int round = 0; round < test::seeds(400); ++round) {
        std::vector<PublishedFigure> figures;
        std::vector<std::pair<std::size_t, int>> wanted;
        for (std::size_t definition = 0; definition < std::size(definitions); ++definition) {
            if (random() % 3 == 0) continue;
            wanted.emplace_back(definition, static_cast<int>(random() % 5));
            figures.push_back(defined("f" + std::to_string(definition), std::to_string(wanted.back().second), definitions[definition]));
        }
        bool some = false;
        std::vector<int> cells(6, 0);
        const std::function<void(std::size_t)> go = [&](std::size_t cell) {
            if (some) return;
            if (cell == cells.size()) {
                some = std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) {
                    int sum = 0;
                    for (std::size_t i = 0; i < cells.size(); ++i) sum += takes(one.first, i) ? cells[i] : 0;
                    return sum == one.second;
                });
                return;
            }
            for (cells[cell] = 0; cells[cell] <= 4 && !some; ++cells[cell]) go(cell + 1);
            if (!some) cells[cell] = 0;
        };
        go(0);
        const Synthesis found = synthesize(figures, population, {.seed = static_cast<std::uint64_t>(round)});
        CAPTURE(round);
        REQUIRE(found.verdict == (some ? SynthesisVerdict::made : SynthesisVerdict::impossible));
        if (found.verdict == SynthesisVerdict::impossible) CHECK(contradicts(*found.proof));
        (some ? made : impossible) += 1;
    }
    CHECK(made > 0);
    CHECK(impossible > 0);
}

TEST_CASE("synthesize: records lie under others, over thresholds, and each seed makes its own", "[reconcile]") {
    RecordColumn owed{.name = "owed", .kind = Kind::money, .values = {{.first = 100, .last = 300'000'000}}};
    const Population population{{{"enterprises", {ids("E{n}"), codes("system", {"north", "south"})}},
                                 {"arrears",
                                  {ids("A{n}"),
                                   {.name = "enterprise", .kind = Kind::under, .of = "enterprises", .some = true, .first = 1, .last = 3},
                                   codes("category", {"wages", "pension"}),
                                   owed}}}};
    const std::vector<PublishedFigure> figures{
        defined("all", "9", "from enterprises; measure count"), defined("north", "4", "from enterprises; where system = north; measure count"),
        defined("owing", "6", "from arrears; where category = pension; measure distinct(enterprise)"),
        defined("million", "3",
                "from arrears; where category = pension and system = north; measure distinct(enterprise) having sum(owed) >= 100万元"),
        defined("sum", "512.34", "from arrears; where category = pension; measure sum(owed)", FigureUnit::wan_yuan)};
    std::set<std::vector<std::vector<std::string>>> seen;
    for (const std::uint64_t seed : {1U, 2U, 3U, 1U}) {
        const Synthesis found = synthesize(figures, population, {.seed = seed});
        REQUIRE(found.verdict == SynthesisVerdict::made);
        const RecordTable& arrears = found.tables[1];
        REQUIRE(arrears.columns == std::vector<std::string>{"id", "enterprise", "category", "owed", "system"});
        std::map<std::string, cpp_int> by_owner;
        cpp_int sum = 0;
        for (const auto& row : arrears.rows) {
            if (row[2] != "pension") continue;
            const cpp_int fen = to_cpp_int(parse_money(row[3]));
            CHECK(fen >= 100);
            CHECK(fen <= 300'000'000);
            by_owner[row[1] + row[4]] += fen, sum += fen;
        }
        CHECK(by_owner.size() == 6);
        CHECK(std::count_if(by_owner.begin(), by_owner.end(),
                            [](const auto& one) { return one.first.ends_with("north") && one.second >= 100'000'000; }) == 3);
        CHECK((sum >= 512'335'000 && sum < 512'345'000));
        seen.insert(arrears.rows);
    }
    CHECK(seen.size() == 3);
}

TEST_CASE("synthesize: what is not tried is named, and a search that is cut short says nothing", "[reconcile]") {
    const Population population = items({codes("row", {"r1", "r2"}), numbers("weight", {4, 6, 8})});
    for (const char* const definition :
         {"measure median(weight)", "from others; measure count", "where row = r3; measure count", "where colour = r1; measure count",
          "measure sum(row)", "measure distinct(row)", "rows row; measure count", "where row < r2; measure count"}) {
        CAPTURE(definition);
        const Synthesis found = synthesize(std::vector{defined("n", "3", "measure count"), defined("f", "3", definition)}, population);
        CHECK(found.verdict == SynthesisVerdict::unresolved);
        REQUIRE(found.open.size() == 1);
        CHECK(found.open[0].figure == 1);
        CHECK_FALSE(found.open[0].why.zh.empty());
    }
    const std::vector<PublishedFigure> odd{defined("n", "70", "measure count"), defined("s", "333", "measure sum(weight)")};
    const Synthesis cut = synthesize(odd, population, {.seed = 1, .go_on = [](std::size_t) { return false; }});
    CHECK(cut.verdict == SynthesisVerdict::unresolved);
    CHECK(cut.open.empty());
    CHECK(synthesize(std::vector{some_figure("bare", "5", FigureUnit::items)}, population).verdict == SynthesisVerdict::made);
}

TEST_CASE("Population: what is amiss is told", "[reconcile]") {
    const auto faults = [](std::vector<RecordColumn> columns) { return items(std::move(columns)).faults().size(); };
    CHECK(faults({}) == 0);
    CHECK(Population{}.faults().size() == 1);
    CHECK(Population{{{"a", {}}}}.faults().size() == 1);   // no id
    CHECK(faults({codes("a", {"x", "x"})}) == 1);
    CHECK(faults({codes("a", {})}) == 1);
    CHECK(faults({codes("a", {"x"}), codes("a", {"x"})}) == 1);
    CHECK(faults({{.name = "u", .kind = Kind::under, .of = "items", .first = 0, .last = 2}}) == 1);   // under themselves
    CHECK(faults({{.name = "b", .kind = Kind::bands, .of = "none", .values = {{.key = "k"}}}}) == 1);
    CHECK(faults({{.name = "m", .kind = Kind::money, .values = {{.first = 0, .last = 5}}}}) == 1);
    CHECK_THROWS_AS(synthesize({}, Population{}), Error);
}

TEST_CASE("synthesize: a sum keeps out of the gaps between values, and signs and units are minded", "[reconcile]") {
    RecordColumn age{.name = "age", .kind = Kind::number, .values = {{.first = 22, .last = 29}, {.first = 31, .last = 59}}};
    const auto ages = [&](const char* count, const char* sum) {
        return synthesize(std::vector{defined("n", count, "measure count"), defined("s", sum, "measure sum(age)")}, items({age})).verdict;
    };
    CHECK(ages("1", "30") == SynthesisVerdict::impossible);
    CHECK(ages("2", "60") == SynthesisVerdict::made);
    CHECK(ages("2", "119") == SynthesisVerdict::impossible);
    const Population signed_numbers =
        items({RecordColumn{.name = "n", .kind = Kind::number, .values = {{.first = -5, .last = -1}}}, codes("c", {"a", "b"})});
    const Synthesis below = synthesize(std::vector{defined("n", "10", "measure count"), defined("s", "-30", "measure sum(n)")}, signed_numbers);
    REQUIRE(below.verdict == SynthesisVerdict::made);
    CHECK(below.tables[0].numbers == std::vector<bool>{false, true, false});
    CHECK(synthesize(std::vector{defined("s", "50", "measure share(sum(n) where c = a)", FigureUnit::percent)}, signed_numbers).open.size() == 1);
    CHECK(synthesize(std::vector{defined("n", "10", "measure count", FigureUnit::wan_yuan)}, signed_numbers).open.size() == 1);
    CHECK(synthesize(std::vector{defined("s", "-30", "measure sum(n)", FigureUnit::yuan)}, signed_numbers).open.size() == 1);
}
