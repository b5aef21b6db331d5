// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/tabulate.hpp>

#include "catch.hpp"
#include "statistics/some_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

using namespace arrears;
using some::Debt;

namespace {

// What the engine is measured against: for each cell all rows are gone through anew, by fields as text, with no state to share.

using Key = std::optional<std::string>;
using Rows = std::vector<const Debt*>;

Key key_of(const Debt& row, const std::string& field) {
    if (field == "region") return row.region ? Key{std::string{identifier(*row.region)}} : Key{};
    if (field == "enterprise") return std::string{row.enterprise.view()};
    if (field == "kind") return row.kind.empty() ? Key{} : Key{row.kind};
    if (field == "disputed") return row.disputed ? "yes" : "no";
    if (field == "due") return row.due ? Key{print(*row.due)} : Key{};
    if (field == "people") return row.people ? Key{std::to_string(*row.people)} : Key{};
    FAIL("no such field: " << field);
    return {};
}
std::optional<std::int64_t> amount_of(const Debt& row, const std::string& field) {
    if (field == "owed") return row.owed ? std::optional{row.owed->fen()} : std::nullopt;
    REQUIRE(field == "people");
    return row.people;
}
/// Empty where no amount is known though there are rows.
std::optional<std::int64_t> sum_of(const Rows& rows, const std::string& field) {
    std::int64_t sum = 0;
    bool any = rows.empty();
    for (const Debt* row : rows) {
        if (const auto amount = amount_of(*row, field)) sum += *amount, any = true;
    }
    return any ? std::optional{sum} : std::nullopt;
}
std::map<std::vector<std::string>, Rows> things_of(const Rows& rows, const std::vector<std::string>& fields) {
    std::map<std::vector<std::string>, Rows> out;
    for (const Debt* row : rows) {
        std::vector<std::string> keys;
        for (const std::string& field : fields) {
            if (const Key key = key_of(*row, field)) keys.push_back(*key);
        }
        if (keys.size() == fields.size()) out[keys].push_back(row);
    }
    return out;
}
Rows only(const Rows& rows, const std::function<bool(const Debt&)>& holds) {
    Rows out;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(out), [&](const Debt* row) { return holds(*row); });
    return out;
}
Rows in_heading(const Rows& rows, const TableHeading& heading) {
    return only(rows, [&](const Debt& row) {
        return std::all_of(heading.begin(), heading.end(),
                           [&](const TableKey& key) { return key_of(row, key.field) == (key.is_unknown ? Key{} : Key{key.key}); });
    });
}
std::string ratio_text(std::int64_t part, std::int64_t whole) { return whole == 0 ? "" : print(Value{Ratio{part, whole}}); }
std::string yuan(std::optional<std::int64_t> fen) { return fen ? to_string(Money::from_fen(*fen)) : ""; }

struct Question {
    std::string measure;
    /// What a cell should print, from its rows, those of its row, of its column and of the whole table.
    std::function<std::string(const Rows& cell, const Rows& row, const Rows& column, const Rows& total)> answer;
};

std::string top_owing(const Rows& cell, std::size_t limit) {
    std::vector<std::pair<std::int64_t, std::string>> sums;
    for (const auto& [key, rows] : things_of(cell, {"enterprise"})) {
        if (const auto sum = sum_of(rows, "people")) sums.emplace_back(-*sum, key.front());
    }
    std::sort(sums.begin(), sums.end());
    std::string out;
    for (std::size_t i = 0; i < sums.size() && (i < limit || sums[i].first == sums[limit - 1].first); ++i) {
        const auto better = std::count_if(sums.begin(), sums.end(), [&](const auto& each) { return each.first < sums[i].first; });
        out += (i == 0 ? "" : "; ") + std::to_string(better + 1) + ". " + sums[i].second + ' ' + std::to_string(-sums[i].first);
    }
    return out;
}

/// The known values of a field, rising.
std::vector<std::int64_t> values_of(const Rows& cell, const std::string& field) {
    std::vector<std::int64_t> out;
    for (const Debt* const row : cell) {
        if (const auto value = sum_of({row}, field)) out.push_back(*value);
    }
    std::sort(out.begin(), out.end());
    return out;
}
/// The sums of people by enterprise, rising; empty where no share of them means anything.
std::vector<std::int64_t> people_by_enterprise(const Rows& cell) {
    std::vector<std::int64_t> out;
    for (const auto& [key, rows] : things_of(cell, {"enterprise"})) {
        if (const auto sum = sum_of(rows, "people")) out.push_back(*sum);
    }
    std::sort(out.begin(), out.end());
    if (std::accumulate(out.begin(), out.end(), std::int64_t{0}) == 0) out.clear();
    return out;
}
/// The quantile p/q: of n values the one at place n p / q rounded up; halfway to the next where that is whole.
std::string quantile_text(const Rows& cell, const std::string& field, std::int64_t p, std::int64_t q) {
    const auto values = values_of(cell, field);
    if (values.empty()) return "";
    const auto n = static_cast<std::int64_t>(values.size()), place = n * p / q;
    const auto at = [&](std::int64_t i) { return values[static_cast<std::size_t>(std::clamp<std::int64_t>(i, 0, n - 1))]; };
    const std::int64_t twice = n * p % q == 0 ? at(place - 1) + at(place) : 2 * at(place);
    return to_string(Ratio{twice, field == "owed" ? 200 : 2});
}

const std::vector<Question>& questions() {
    const auto size = [](const Rows& rows) { return static_cast<std::int64_t>(rows.size()); };
    const auto distinct = [](const Rows& rows) { return static_cast<std::int64_t>(things_of(rows, {"enterprise"}).size()); };
    static const std::vector<Question> all{
        {"count", [=](const Rows& cell, auto&&...) { return std::to_string(size(cell)); }},
        {"sum(owed)", [](const Rows& cell, auto&&...) { return yuan(sum_of(cell, "owed")); }},
        {"sum(people)",
         [](const Rows& cell, auto&&...) {
             const auto sum = sum_of(cell, "people");
             return sum ? std::to_string(*sum) : "";
         }},
        {"distinct(enterprise)", [=](const Rows& cell, auto&&...) { return std::to_string(distinct(cell)); }},
        {"distinct(enterprise, kind)",
         [](const Rows& cell, auto&&...) {
             return std::to_string(things_of(cell, {"enterprise", "kind"}).size());
         }},
        {"distinct(due)", [](const Rows& cell, auto&&...) { return std::to_string(things_of(cell, {"due"}).size()); }},
        {"distinct(enterprise) having sum(owed) >= 150万元",
         [](const Rows& cell, auto&&...) {
             const auto things = things_of(cell, {"enterprise"});
             return std::to_string(std::count_if(things.begin(), things.end(), [](const auto& thing) {
                 const bool known = std::any_of(thing.second.begin(), thing.second.end(), [](const Debt* row) { return row->owed.has_value(); });
                 return known && *sum_of(thing.second, "owed") >= 150'000'000;
             }));
         }},
        {"min(due)",
         [](const Rows& cell, auto&&...) {
             const auto things = things_of(cell, {"due"});   // ISO dates: text order is their order
             return things.empty() ? "" : things.begin()->first.front();
         }},
        {"max(owed)",
         [](const Rows& cell, auto&&...) {
             std::optional<std::int64_t> most;
             for (const Debt* row : cell) {
                 if (row->owed && (!most || row->owed->fen() > *most)) most = row->owed->fen();
             }
             return yuan(most);
         }},
        {"share(count where disputed = yes and owed > 0)",
         [=](const Rows& cell, auto&&...) {
             return ratio_text(size(only(cell, [](const Debt& row) { return row.disputed && row.owed && row.owed->fen() > 0; })), size(cell));
         }},
        {"share(sum(people) where kind in (a, b))",
         [](const Rows& cell, auto&&...) {
             const auto whole = sum_of(cell, "people");
             const auto part = sum_of(only(cell, [](const Debt& row) { return row.kind == "a" || row.kind == "b"; }), "people");
             return part && whole ? ratio_text(*part, *whole) : "";
         }},
        {"share(count of row)", [=](const Rows& cell, const Rows& row, auto&&...) { return ratio_text(size(cell), size(row)); }},
        {"share(count of column)",
         [=](const Rows& cell, const Rows&, const Rows& column, auto&&...) { return ratio_text(size(cell), size(column)); }},
        {"share(distinct(enterprise) of total)",
         [=](const Rows& cell, const Rows&, const Rows&, const Rows& total) { return ratio_text(distinct(cell), distinct(total)); }},
        {"top(2, enterprise, sum(people))", [](const Rows& cell, auto&&...) { return top_owing(cell, 2); }},
        {"count(where kind = a)",
         [=](const Rows& cell, auto&&...) { return std::to_string(size(only(cell, [](const Debt& row) { return row.kind == "a"; }))); }},
        {"sum(people where disputed = yes)",
         [](const Rows& cell, auto&&...) {
             const auto sum = sum_of(only(cell, [](const Debt& row) { return row.disputed; }), "people");
             return sum ? std::to_string(*sum) : "";
         }},
        {"distinct(enterprise where people >= 3)",
         [=](const Rows& cell, auto&&...) { return std::to_string(distinct(only(cell, [](const Debt& row) { return row.people >= 3; }))); }},
        {"share(distinct(enterprise where people >= 3) where kind = a)",
         [=](const Rows& cell, auto&&...) {
             const auto whole = only(cell, [](const Debt& row) { return row.people >= 3; });
             return ratio_text(distinct(only(whole, [](const Debt& row) { return row.kind == "a"; })), distinct(whole));
         }},
        {"mean(people)",
         [](const Rows& cell, auto&&...) {
             const auto values = values_of(cell, "people");
             return values.empty()
                        ? ""
                        : ratio_text(std::accumulate(values.begin(), values.end(), std::int64_t{0}), static_cast<std::int64_t>(values.size()));
         }},
        {"mean(owed where disputed = no)",
         [](const Rows& cell, auto&&...) {
             const auto values = values_of(only(cell, [](const Debt& row) { return !row.disputed; }), "owed");
             if (values.empty()) return std::string{};
             return to_string(Ratio{std::accumulate(values.begin(), values.end(), std::int64_t{0}), 100 * static_cast<std::int64_t>(values.size())});
         }},
        {"median(owed)", [](const Rows& cell, auto&&...) { return quantile_text(cell, "owed", 1, 2); }},
        {"quantile(0.25, people)", [](const Rows& cell, auto&&...) { return quantile_text(cell, "people", 1, 4); }},
        {"quantile(0.9, owed)", [](const Rows& cell, auto&&...) { return quantile_text(cell, "owed", 9, 10); }},
        {"quantile(1, people)", [](const Rows& cell, auto&&...) { return quantile_text(cell, "people", 1, 1); }},
        {"by(enterprise, sum(owed))",   // every row has an enterprise
         [](const Rows& cell, auto&&...) { return yuan(sum_of(cell, "owed")); }},
        {"gini(enterprise, sum(people))",   // half the mean difference, by the mean: from its definition
         [](const Rows& cell, auto&&...) {
             const auto sums = people_by_enterprise(cell);
             std::int64_t apart = 0, total = 0;
             for (const std::int64_t a : sums) {
                 total += a;
                 for (const std::int64_t b : sums) apart += a < b ? b - a : a - b;
             }
             return sums.empty() ? "" : to_string(Ratio{apart, 2 * static_cast<std::int64_t>(sums.size()) * total});
         }},
        {"hhi(enterprise, sum(people))",
         [](const Rows& cell, auto&&...) {
             const auto sums = people_by_enterprise(cell);
             const auto total = std::accumulate(sums.begin(), sums.end(), std::int64_t{0});
             Ratio out;
             for (const std::int64_t each : sums) out += Ratio{each, total} * Ratio{each, total};
             return sums.empty() ? "" : to_string(out);
         }},
        {"cr(3, enterprise, sum(people))",
         [](const Rows& cell, auto&&...) {
             const auto sums = people_by_enterprise(cell);
             const auto total = std::accumulate(sums.begin(), sums.end(), std::int64_t{0});
             const auto most = std::accumulate(sums.rbegin(), sums.rbegin() + std::min<std::ptrdiff_t>(3, std::ssize(sums)), std::int64_t{0});
             return sums.empty() ? "" : to_string(Ratio{most, total});
         }},
        {"lorenz(4, enterprise, sum(people))",   // each sum cut in four, the quarters laid in a row
         [](const Rows& cell, auto&&...) {
             const auto sums = people_by_enterprise(cell);
             const auto total = std::accumulate(sums.begin(), sums.end(), std::int64_t{0});
             std::string out;
             std::int64_t before = 0;
             for (std::size_t quarter = 0; quarter < 4 * sums.size(); ++quarter) {
                 before += sums[quarter / 4];
                 if ((quarter + 1) % sums.size() == 0) out += (out.empty() ? "" : "; ") + to_string(Ratio{before, 4 * total});
             }
             return out;
         }},
    };
    return all;
}

struct Shape {
    std::string clauses;
    std::function<bool(const Debt&)> where = [](const Debt&) { return true; };
};
const std::vector<Shape>& shapes() {
    static const std::vector<Shape> all{
        {""},
        {"rows region; "},
        {"columns kind; "},
        {"rows region; columns disputed; "},
        {"rows kind; columns enterprise; "},
        {"rows due; columns people, region; "},
        {"where disputed = no; rows region, kind; ", [](const Debt& row) { return !row.disputed; }},
        {"where not region = north and owed <= 1万元; rows enterprise; ",
         [](const Debt& row) { return row.region && *row.region != some::Region::north && row.owed && *row.owed <= Money::from_yuan(10'000); }},
        {"where due < 2017-01-01 or kind is unknown; rows region; columns region; ",
         [](const Debt& row) { return (row.due && *row.due < Date(2017, 1, 1)) || row.kind.empty(); }},
        {"where people in (1, 3) and kind not in (c); columns kind; ",
         [](const Debt& row) { return (row.people == 1 || row.people == 3) && !row.kind.empty() && row.kind != "c"; }},
    };
    return all;
}

template <class T>
concept adds_up = requires(T a, T b) {
    a + b;
};
template <class T>
concept merges = requires(T a, const T& b) {
    a.merge(b);
}
|| requires(T a, const T& b) { merge(a, b); };

std::string all_measures() {
    std::string out;
    for (const Question& each : questions()) out += (out.empty() ? "measure " : ", ") + each.measure;
    return out;
}

/// Everything that a table shows, for comparison and for messages.
std::string shown(const Table& table) {
    std::string out;
    const auto headings = [&out](std::span<const TableHeading> all) {
        for (const TableHeading& heading : all) {
            for (const TableKey& key : heading) out += key.is_unknown ? "?" : key.key, out += '/';
            out += ' ';
        }
        out += '\n';
    };
    headings(table.rows());
    headings(table.columns());
    for (std::size_t row = 0; row <= table.rows().size(); ++row) {
        for (std::size_t column = 0; column <= table.columns().size(); ++column) {
            const std::size_t r = row == table.rows().size() ? Table::all : row, c = column == table.columns().size() ? Table::all : column;
            out += std::to_string(table.records(r, c));
            for (std::size_t m = 0; m < table.measures().size(); ++m) out += " | " + print(table.value(r, c, m));
            out += '\n';
        }
    }
    return out;
}

}   // namespace

TEST_CASE("tabulate: every cell and margin is what going through its rows gives", "[statistics][property]") {
    const auto seed = GENERATE(range(1, 1 + test::seeds(12)));
    const auto shape = GENERATE(range(std::size_t{0}, shapes().size()));
    std::mt19937_64 random{static_cast<std::uint64_t>(seed)};
    const std::vector<Debt> debts = some::debts(random, std::vector<std::size_t>{0, 1, 5, 60, 1500}[random() % 5]);
    const Shape& asked = shapes()[shape];
    INFO("seed " << seed << ", " << debts.size() << " rows; " << asked.clauses);

    const Table table = tabulate(Definition::parse(asked.clauses + all_measures()), debts, some::debt_fields());
    Rows all;
    for (const Debt& each : debts) all.push_back(&each);
    const Rows total = only(all, asked.where);
    const auto part = [&](std::span<const TableHeading> headings, std::size_t at, const Rows& of) {
        return at == Table::all ? of : in_heading(of, headings[at]);
    };
    std::vector<std::size_t> rows(table.rows().size()), columns(table.columns().size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    std::size_t placed = 0;
    for (const std::size_t row : rows) placed += part(table.rows(), row, total).size();
    CHECK(placed == total.size());   // each record has its row
    rows.push_back(Table::all);
    columns.push_back(Table::all);
    for (const std::size_t row : rows) {
        const Rows in_row = part(table.rows(), row, total);
        for (const std::size_t column : columns) {
            const Rows in_column = part(table.columns(), column, total), cell = part(table.columns(), column, in_row);
            CHECK(table.records(row, column) == static_cast<std::int64_t>(cell.size()));
            for (std::size_t m = 0; m < questions().size(); ++m) {
                INFO(questions()[m].measure << ", row " << row << ", column " << column);
                CHECK(print(table.value(row, column, m)) == questions()[m].answer(cell, in_row, in_column, total));
            }
        }
    }
}

TEST_CASE("tabulate: a cell's own definition gives the cell's value", "[statistics][property]") {
    std::mt19937_64 random{7};
    const std::vector<Debt> debts = some::debts(random, 200);
    const auto clauses = GENERATE(as<std::string>{}, "rows region; columns kind; ", "where disputed = yes; rows due; ", "rows enterprise, region; ");
    const Table table = tabulate(Definition::parse(clauses + all_measures()), debts, some::debt_fields());
    for (std::size_t row = 0; row <= table.rows().size(); ++row) {
        for (std::size_t column = 0; column <= table.columns().size(); ++column) {
            const std::size_t r = row == table.rows().size() ? Table::all : row, c = column == table.columns().size() ? Table::all : column;
            for (std::size_t m = 0; m < table.measures().size(); ++m) {
                const Definition own = table.cell_definition(r, c, m);
                INFO(print(own));
                CHECK(evaluate(own, debts, some::debt_fields()) == table.value(r, c, m));
            }
        }
    }
}

TEST_CASE("State: neither order nor split shows; what is withdrawn was never there", "[statistics][property]") {
    const auto seed = GENERATE(range(1, 1 + test::seeds(24)));
    std::mt19937_64 random{static_cast<std::uint64_t>(seed)};
    INFO("seed " << seed);
    std::vector<Debt> debts = some::debts(random, 300);
    const Shape& asked = shapes()[random() % shapes().size()];
    const Definition question = Definition::parse(asked.clauses + all_measures());
    const auto& fields = some::debt_fields();
    const std::string whole = shown(tabulate(question, debts, fields));

    std::shuffle(debts.begin(), debts.end(), random);
    std::vector<State> parts;
    for (std::size_t at = 0; at < debts.size();) {
        const std::size_t take = std::min<std::size_t>(random() % 90, debts.size() - at);
        parts.push_back(start(question, fields));
        add(parts.back(), std::span{debts}.subspan(at, take), fields);
        at += take;
    }
    while (parts.size() > 1) {   // any tree of merges
        const std::size_t one = random() % parts.size();
        const State taken = parts[one];
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(one));
        parts[random() % parts.size()].merge(taken);
    }
    CHECK(shown(parts.front().table()) == whole);

    State all = start(question, fields);
    add(all, debts, fields);
    CHECK(all == parts.front());
    const std::vector<Debt> others = some::debts(random, 100);
    State more = all;
    add(more, others, fields);
    CHECK_FALSE(more == all);
    withdraw(more, others, fields);
    CHECK(more == all);
    CHECK(shown(more.table()) == whole);
    withdraw(more, debts, fields);
    CHECK(more == start(question, fields));
}

TEST_CASE("State: many numbers that tell things apart count as they do in small parts", "[statistics][property]") {
    struct Visit {
        std::int64_t person;
        std::int64_t place;
        Money paid;
    };
    const Fields<Visit> fields{{"person", &Visit::person}, {"place", &Visit::place}, {"paid", &Visit::paid}};
    const auto definition = Definition::parse("rows place; measure distinct(person), distinct(person, place) having sum(paid) >= 20");
    for (const std::int64_t persons : {std::int64_t{4000}, std::int64_t{60'000}}) {   // on the way, or not before a few thousand rows
        CAPTURE(persons);
        std::mt19937_64 random{static_cast<std::uint64_t>(persons)};
        std::vector<Visit> visits;
        for (int i = 0; i < 70'000; ++i) {
            const auto number = [&](std::int64_t below) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below)); };
            const std::int64_t person = random() % 500 == 0 ? (std::int64_t{1} << 40U) - number(9) : number(persons);
            visits.push_back({person, number(5), Money::from_fen(100 * number(30))});
        }
        std::map<std::int64_t, std::set<std::int64_t>> met;
        for (const Visit& visit : visits) met[visit.place].insert(visit.person);
        State whole = start(definition, fields), parts = start(definition, fields);
        add(whole, visits, fields);
        for (std::size_t first = 0; first < visits.size(); first += 7000) {
            State part = start(definition, fields);
            add(part, std::vector<Visit>(&visits[first], &visits[first] + 7000), fields);
            parts.merge(part);
        }
        CHECK((whole.data() == parts.data()));
        CHECK((merge(whole, parts).data() == merge(parts, whole).data()));
        const Table table = whole.table();
        for (const auto& [place, people] : met) {
            CHECK(table.value(*table.find_row(std::to_string(place)), Table::all, 0).count()->number == static_cast<std::int64_t>(people.size()));
        }
        withdraw(parts, visits, fields);
        CHECK((parts.data() == start(definition, fields).data()));
    }
}

TEST_CASE("State: withdrawing what was not there is told when a table is wanted", "[statistics]") {
    const auto& fields = some::debt_fields();
    State state = start(Definition::parse("rows kind; measure count, distinct(enterprise)"), fields);
    Debt row;
    row.enterprise = EnterpriseId{"e1"};
    row.kind = "a";
    withdraw(state, std::vector<Debt>{row}, fields);
    CHECK_THROWS_AS(static_cast<void>(state.table()), Error);
    add(state, std::vector<Debt>{row}, fields);   // it may come later: offices send in any order
    CHECK(state.table().value(Table::all, Table::all).count()->number == 0);
}

TEST_CASE("State: only states of one definition over the same fields merge, and the message says what differs", "[statistics]") {
    const auto& fields = some::debt_fields();
    const auto fault = [&](const char* one, const char* other) {
        State state = start(Definition::parse(one), fields);
        try {
            state.merge(start(Definition::parse(other), fields));
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::mismatch);
            return error.message(Language::en);
        }
        return std::string{"merged"};
    };
    CHECK(fault("where kind = a and disputed = yes; measure count", "where disputed = yes and kind = a; measure count") == "merged");
    CHECK_THAT(fault("where kind = a; measure count", "where kind = b; measure count"), Catch::Contains("kind = a") && Catch::Contains("kind = b"));
    CHECK_THAT(fault("rows kind; measure count", "rows region; measure count"), Catch::Contains("rows kind") && Catch::Contains("rows region"));
    CHECK_THAT(fault("measure count", "measure sum(owed)"), Catch::Contains("measures"));

    const Fields<Debt> texts{{"region", [](const Debt& row) { return row.kind; }}};
    const Definition by_region = Definition::parse("rows region; measure count");
    State one = start(by_region, fields);
    CHECK_THROWS_AS(one.merge(start(by_region, texts)), Error);
    CHECK_THROWS_AS(add(one, std::vector<Debt>{}, texts), Error);
}

TEST_CASE("State: where reading throws it is as before", "[statistics]") {
    struct Row {
        std::string kind;
        int amount;
    };
    const Fields<Row> fields{{"kind", &Row::kind}, {"amount", [](const Row& row) {
                                 if (row.amount < 0) throw std::runtime_error{"unreadable"};
                                 return std::int64_t{row.amount};
                             }}};
    const Definition question = Definition::parse("rows kind; measure sum(amount)");
    State state = start(question, fields);
    add(state, std::vector<Row>{{"a", 1}, {"b", 2}}, fields);
    const std::string before = shown(state.table());
    std::vector<Row> rows(3000, Row{"c", 5});
    rows.back().amount = -1;
    CHECK_THROWS_AS(add(state, rows, fields), std::runtime_error);
    CHECK(shown(state.table()) == before);
}

TEST_CASE("tabulate: takes any range, and copies rows only where they do not lie side by side", "[statistics]") {
    std::mt19937_64 random{11};
    const std::vector<Debt> debts = some::debts(random, 2500);
    const Definition question = Definition::parse("rows region; columns kind; measure count, sum(owed), distinct(enterprise)");
    const Table table = tabulate(question, debts, some::debt_fields());
    CHECK(tabulate(question, std::list<Debt>(debts.begin(), debts.end()), some::debt_fields()) == table);
    CHECK(tabulate(question, std::span{debts}, some::debt_fields()) == table);
}

TEST_CASE("tabulate: blocks of small, large, negative and unknown amounts in any sequence add up exactly", "[statistics][property]") {
    struct Row {
        std::string kind;
        std::optional<Money> owed;
        bool disputed;
    };
    const Fields<Row> fields{{"kind", &Row::kind}, {"owed", &Row::owed}, {"disputed", &Row::disputed}};
    const std::uint64_t seed = static_cast<std::uint64_t>(GENERATE(range(1, 1 + test::seeds(20))));
    CAPTURE(seed);
    const bool shares = seed % 2 == 0;   // whose terms have to fit a Ratio
    const Definition question =
        Definition::parse(std::string{"rows kind; measure sum(owed)"} + (shares ? ", share(sum(owed) where disputed = yes)" : ""));
    std::mt19937_64 random{seed};
    std::vector<Row> rows;
    for (int run = 0; run < 60; ++run) {   // amounts of one size for a while, so that whole blocks are of it
        const unsigned bits = 1 + static_cast<unsigned>(random() % (shares ? 48 : 63));
        const bool negative = random() % 3 == 0, unknown = random() % 4 == 0;
        for (std::size_t i = random() % 700; i > 0; --i) {
            const auto size = static_cast<std::int64_t>(random() >> (64 - bits));
            const Money owed = Money::from_fen(negative && random() % 2 == 0 ? -size : size);
            Row row{std::string(1, static_cast<char>('a' + random() % 3)), owed, random() % 2 == 0};
            if (unknown && random() % 9 == 0) row.owed.reset();
            rows.push_back(row);
        }
    }
    const Table table = tabulate(question, rows, fields);
    for (const char* const kind : {"a", "b", "c"}) {
        WideMoney all, disputed;
        for (const Row& row : rows) {
            if (row.kind != kind || !row.owed) continue;
            all += *row.owed;
            if (row.disputed) disputed += *row.owed;
        }
        const auto at = table.find_row(kind);
        REQUIRE(at);
        CHECK(*table.value(*at, Table::all, 0).money() == all);
        if (shares) CHECK(*table.value(*at, Table::all, 1).share() == disputed.to_money() / all.to_money());
    }
    State state = start(question, fields);
    add(state, rows, fields);
    withdraw(state, rows, fields);
    CHECK(state == start(question, fields));
}

TEST_CASE("tabulate: the sum of extreme amounts is exact, and one beyond Money stays a WideMoney", "[statistics]") {
    const std::vector<Money> amounts{Money::max(), Money::max(), Money::max(), Money::from_fen(Money::min().fen() + 1)};
    const Fields<Money> fields{{"owed", [](Money amount) { return amount; }}};
    const Value sum = evaluate(Definition::parse("measure sum(owed)"), amounts, fields);
    CHECK(*sum.money() == WideMoney{Money::max()} * 2);
    CHECK_THROWS_AS(static_cast<void>(sum.exact()), Error);
    CHECK_THROWS_AS(evaluate(Definition::parse("measure sum(owed)"), std::vector<Money>{Money::min()}, fields), Error);   // stands for unknown
}

TEST_CASE("evaluate: only of one figure", "[statistics]") {
    const std::vector<Debt> none;
    for (const char* const text : {"rows kind; measure count", "columns kind; measure count", "measure count, sum(owed)"}) {
        CHECK_THROWS_AS(evaluate(Definition::parse(text), none, some::debt_fields()), Error);
    }
    CHECK(print(evaluate(Definition::parse("measure sum(owed)"), none, some::debt_fields())) == "0.00");
    CHECK_FALSE(evaluate(Definition::parse("measure share(count where kind = a)"), none, some::debt_fields()).has_value());
}

TEST_CASE("bind: a field or value that is not known is told with those that come near, and with its place", "[statistics]") {
    struct Case {
        const char* text;
        const char* says;
    };
    const auto one = GENERATE(values<Case>({
        {"rows regoin; measure count", "region"},
        {"where region = nroth; measure count", "north"},
        {"measure sum(kind)", "kind"},
        {"where owed = soon; measure count", "soon"},
        {"where due < 2017-02-30; measure count", "2017-02-30"},
        {"where kind < a; measure count", "kind"},
        {"measure distinct(enterprise) having sum(kind) > 1", "kind"},
    }));
    const auto plan = try_bind(Definition::parse(one.text), some::debt_fields().schema());
    REQUIRE_FALSE(plan);
    INFO(plan.fault().message(Language::en));
    CHECK_THAT(plan.fault().message(Language::en), Catch::Contains(one.says));
    CHECK_FALSE(plan.fault().message(Language::zh).empty());
}

TEST_CASE("State: a subtotal is what a table by fewer fields has, of every measure", "[statistics][property]") {
    const auto seed = GENERATE(take(20, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const std::vector<some::Debt> rows = some::debts(random, random() % 80);
    const char* const fields[] = {"region", "disputed", "kind"};
    const std::string measures =
        "measure count, sum(owed), distinct(enterprise), distinct(enterprise) having sum(owed) >= 50万元, median(owed), max(due), mean(people), "
        "top(2, enterprise, sum(owed)), share(count of column), share(count of total), share(sum(people) of row), gini(enterprise, sum(people))";
    const auto state_of = [&](const std::string& question) {
        State state = start(Definition::parse(question), some::debt_fields());
        add(state, rows, some::debt_fields());
        return state;
    };
    const State state = state_of("rows region, disputed, kind; columns people; " + measures);
    const Table nested = state.table(Subtotals::rows);
    const Table turned = state_of("rows people; columns region, disputed, kind; " + measures).table(Subtotals::both);
    for (std::size_t size = 1; size <= 3; ++size) {
        std::string by;
        for (std::size_t f = 0; f < size; ++f) by += (f == 0 ? "" : ", ") + std::string{fields[f]};
        const Table plain = state_of("rows " + by + "; columns people; " + measures).table();
        std::size_t met = 0;
        for (std::size_t row = 0; row < nested.rows().size(); ++row) {
            if (nested.rows()[row].size() != size) continue;
            ++met;
            if (row > 0 && size > 1) CHECK(nested.rows()[row - 1].front() == nested.rows()[row].front());   // under what it is of
            const auto at = std::find(plain.rows().begin(), plain.rows().end(), nested.rows()[row]);
            REQUIRE(at != plain.rows().end());
            for (std::size_t column = 0; column <= plain.columns().size(); ++column) {
                const std::size_t c = column == plain.columns().size() ? Table::all : column, p = static_cast<std::size_t>(at - plain.rows().begin());
                CHECK(nested.records(row, c) == plain.records(p, c));
                for (std::size_t m = 0; m < plain.measures().size(); ++m) CHECK(nested.value(row, c, m) == plain.value(p, c, m));
                CHECK(nested.records_definition(row, c) == plain.records_definition(p, c));
                CHECK(turned.columns()[row] == nested.rows()[row]);
                CHECK(turned.value(c, row, 1) == nested.value(row, c, 1));
            }
        }
        std::size_t with_records = 0;
        for (std::size_t row = 0; row < plain.rows().size(); ++row) with_records += plain.records(row, Table::all) > 0 ? 1 : 0;
        CHECK(met == with_records);
    }
    CHECK(state.table(Subtotals::columns) == state.table());
    CHECK(nested.transposed().transposed() == nested);
}

TEST_CASE("Fields: ageing bands of a day, of dates that may be unknown", "[statistics]") {
    const Fields<some::Debt> fields{{"ageing", &some::Debt::due, AgeingBands{{12}}, Date{2019, 1, 1}}};
    std::vector<some::Debt> rows(4);
    rows[0].due = Date{2019, 1, 1};
    rows[1].due = Date{2018, 1, 1};
    rows[2].due = Date{2017, 12, 31};
    const Table table = tabulate(Definition::parse("rows ageing; measure count"), rows, fields);
    REQUIRE(table.rows().size() == 4);
    for (std::size_t row = 0; row < 4; ++row) CHECK(table.records(row, Table::all) == 1);
    CHECK(table.find_row("up_to_12_months") == 1);
    CHECK(table.rows()[3].front().is_unknown);
}

TEST_CASE("Fields: no floating point, no name twice", "[statistics]") {
    struct Row {
        double share = 0;
        Money owed{};
    };
    using Projection = double Row::*;
    STATIC_REQUIRE_FALSE(std::is_constructible_v<RowField<Row>, std::string_view, Projection>);
    CHECK_THROWS_AS((Fields<Row>{{"owed", &Row::owed}, {"owed", &Row::owed}}), Error);
}

TEST_CASE("Table: counts do not add up, and neither do tables", "[statistics]") {
    STATIC_REQUIRE_FALSE(adds_up<Value>);
    STATIC_REQUIRE_FALSE(adds_up<CountValue>);
    STATIC_REQUIRE(merges<State>);
    STATIC_REQUIRE_FALSE(merges<Table>);
    const Table table = tabulate(Definition::parse("rows kind; measure count"), std::vector<Debt>{}, some::debt_fields());
    CHECK(table.rows().empty());
    CHECK_THROWS_AS(table.value(0, Table::all), Error);
    CHECK_THROWS_AS(table.value(Table::all, Table::all, 1), Error);
}
