// SPDX-License-Identifier: BSL-1.0
// Tables by definitions read at run time, against the loops that one would write by hand for them: sums and counts of 8 groups × 14
// categories, enterprises owing in each, and enterprises owing a million or more. Synthetic rows, from a seed.
#include <arrears/arrears.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <vector>

namespace {

using namespace arrears;

ARREARS_ENUM(Group, (group_1, "一", "one"), (group_2, "二", "two"), (group_3, "三", "three"), (group_4, "四", "four"), (group_5, "五", "five"),
    (group_6, "六", "six"), (group_7, "七", "seven"), (group_8, "八", "eight"));

struct Row {
    Group group;
    ArrearsCategory category;
    std::uint32_t enterprise;
    Money owed;
};
constexpr std::uint32_t enterprises = 100'000;
constexpr std::size_t groups = enum_count<Group>, categories = enum_count<ArrearsCategory>;
static_assert(groups == 8 && categories == 14);

std::vector<Row> make_rows() {
    std::mt19937_64 random{20190601};
    std::vector<Row> out(10'000'000);
    for (Row& row : out) {
        row = {enum_at<Group>(random() % groups), enum_at<ArrearsCategory>(random() % categories),
               static_cast<std::uint32_t>(random() % enterprises), Money::from_fen(static_cast<std::int64_t>(random() % 100'000'000))};
    }
    return out;
}
const std::vector<Row>& rows() {
    static const std::vector<Row> out = make_rows();
    return out;
}

struct Cell {
    __extension__ __int128 sum = 0;   // as exact as a table's
    std::int64_t count = 0;
};
struct ByHand {
    Cell cells[groups][categories];
};
ByHand by_hand() {
    ByHand out{};
    for (const Row& row : rows()) {
        Cell& cell = out.cells[static_cast<std::size_t>(row.group)][static_cast<std::size_t>(row.category)];
        cell.sum += row.owed.fen();
        ++cell.count;
    }
    return out;
}
Table by_definition(const char* definition) {
    return tabulate(Definition::parse(definition), rows(),
                    {{"group", &Row::group}, {"category", &Row::category}, {"enterprise", &Row::enterprise}, {"owed", &Row::owed}});
}
constexpr auto cross = "rows group; columns category; measure sum(owed), count";

/// How many enterprises there are in each category, and in all.
struct Enterprises {
    std::int64_t in[categories + 1] = {};
};
constexpr auto distinct = "rows category; measure distinct(enterprise)";
Enterprises distinct_by_hand() {
    std::vector<std::uint8_t> seen(categories * enterprises);
    for (const Row& row : rows()) seen[static_cast<std::size_t>(row.category) * enterprises + row.enterprise] = 1;
    Enterprises out;
    for (std::uint32_t i = 0; i < enterprises; ++i) {
        bool any = false;
        for (std::size_t c = 0; c < categories; ++c) {
            out.in[c] += seen[c * enterprises + i];
            any = any || seen[c * enterprises + i] != 0;
        }
        out.in[categories] += any ? 1 : 0;
    }
    return out;
}
/// Those who owe 5 million yuan or more; in all categories together as well.
constexpr auto threshold = "rows category; measure distinct(enterprise) having sum(owed) >= 5000000";
Enterprises threshold_by_hand() {
    constexpr std::int64_t least = 500'000'000;
    std::vector<std::int64_t> owed(categories * enterprises);   // 64 bits hold these amounts: what the rows are is known here
    for (const Row& row : rows()) owed[static_cast<std::size_t>(row.category) * enterprises + row.enterprise] += row.owed.fen();
    Enterprises out;
    for (std::uint32_t i = 0; i < enterprises; ++i) {
        std::int64_t all = 0;
        for (std::size_t c = 0; c < categories; ++c) {
            out.in[c] += owed[c * enterprises + i] >= least ? 1 : 0;
            all += owed[c * enterprises + i];
        }
        out.in[categories] += all >= least ? 1 : 0;
    }
    return out;
}

/// Both must give the same, or the ratio says nothing.
void check() {
    const Table table = by_definition(cross);
    const ByHand hand = by_hand();
    for (std::size_t g = 0; g < groups; ++g) {
        for (std::size_t c = 0; c < categories; ++c) {
            const Cell& cell = hand.cells[g][c];
            const auto row = *table.find_row(identifier(enum_at<Group>(g))), column = *table.find_column(identifier(enum_at<ArrearsCategory>(c)));
            const auto sum = WideMoney::from_words(static_cast<std::int64_t>(cell.sum >> 64U), static_cast<std::uint64_t>(cell.sum));
            if (*table.value(row, column, 0).money() != sum || table.records(row, column) != cell.count)
                throw std::logic_error{"the table by definition differs from the one by hand"};
        }
    }
}

void check(const char* definition, const Enterprises& hand) {
    const Table table = by_definition(definition);
    for (std::size_t c = 0; c <= categories; ++c) {
        const std::size_t row = c == categories ? Table::all : *table.find_row(identifier(enum_at<ArrearsCategory>(c)));
        if (table.value(row, Table::all).count()->number != hand.in[c]) throw std::logic_error{std::string{definition} + " differs from the one by hand"};
    }
}

void tabulate_definition(benchmark::State& state) {
    check();
    for (auto _ : state) benchmark::DoNotOptimize(by_definition(cross));
}
void tabulate_distinct(benchmark::State& state) {
    check(distinct, distinct_by_hand());
    for (auto _ : state) benchmark::DoNotOptimize(by_definition(distinct));
}
void tabulate_distinct_hand_written(benchmark::State& state) {
    rows();
    for (auto _ : state) benchmark::DoNotOptimize(distinct_by_hand());
}
void tabulate_threshold(benchmark::State& state) {
    check(threshold, threshold_by_hand());
    for (auto _ : state) benchmark::DoNotOptimize(by_definition(threshold));
}
void tabulate_threshold_hand_written(benchmark::State& state) {
    rows();
    for (auto _ : state) benchmark::DoNotOptimize(threshold_by_hand());
}
void tabulate_hand_written(benchmark::State& state) {
    rows();
    for (auto _ : state) benchmark::DoNotOptimize(by_hand());
}

BENCHMARK(tabulate_definition)->Name("tabulate/definition")->Unit(benchmark::kMillisecond);
BENCHMARK(tabulate_distinct)->Name("distinct/definition")->Unit(benchmark::kMillisecond);
BENCHMARK(tabulate_distinct_hand_written)->Name("distinct/hand_written")->Unit(benchmark::kMillisecond);
BENCHMARK(tabulate_threshold)->Name("threshold/definition")->Unit(benchmark::kMillisecond);
BENCHMARK(tabulate_threshold_hand_written)->Name("threshold/hand_written")->Unit(benchmark::kMillisecond);
BENCHMARK(tabulate_hand_written)->Name("tabulate/hand_written")->Unit(benchmark::kMillisecond);

}   // namespace
