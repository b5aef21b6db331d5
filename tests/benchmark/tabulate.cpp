// SPDX-License-Identifier: BSL-1.0
// A cross-table of 8 groups × 14 categories by a definition read at run time, against the loop that one would write by hand for it.
// Synthetic rows, from a seed.
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
    Money owed;
};
constexpr std::size_t groups = enum_count<Group>, categories = enum_count<ArrearsCategory>;
static_assert(groups == 8 && categories == 14);

std::vector<Row> make_rows() {
    std::mt19937_64 random{20190601};
    std::vector<Row> out(10'000'000);
    for (Row& row : out) {
        row = {enum_at<Group>(random() % groups), enum_at<ArrearsCategory>(random() % categories),
               Money::from_fen(static_cast<std::int64_t>(random() % 100'000'000))};
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
Table by_definition() {
    return tabulate(Definition::parse("rows group; columns category; measure sum(owed), count"), rows(),
                    {{"group", &Row::group}, {"category", &Row::category}, {"owed", &Row::owed}});
}

/// Both must give the same, or the ratio says nothing.
void check() {
    const Table table = by_definition();
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

void tabulate_definition(benchmark::State& state) {
    check();
    for (auto _ : state) benchmark::DoNotOptimize(by_definition());
}
void tabulate_hand_written(benchmark::State& state) {
    rows();
    for (auto _ : state) benchmark::DoNotOptimize(by_hand());
}

BENCHMARK(tabulate_definition)->Name("tabulate/definition")->Unit(benchmark::kMillisecond);
BENCHMARK(tabulate_hand_written)->Name("tabulate/hand_written")->Unit(benchmark::kMillisecond);

}   // namespace
