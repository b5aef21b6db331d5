// SPDX-License-Identifier: BSL-1.0
// Tables by definitions read at run time, against the loops that one would write by hand for them: sums and counts of 8 groups × 14
// categories, enterprises owing in each category, and enterprises owing 5 million or more, these by whole numbers and by text ids.
#include "rows.hpp"

#include <arrears/arrears.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

using namespace arrears;
using namespace arrears::benchmarks;

constexpr const char* cross = "rows group; columns category; measure sum(owed), count";
constexpr const char* distinct = "rows category; measure distinct(enterprise)";
constexpr const char* threshold = "rows category; measure distinct(enterprise) having sum(owed) >= 5000000";

Table by_definition(const char* definition) {
    return tabulate(Definition::parse(definition), rows(),
                    {{"group", &Row::group}, {"category", &Row::category}, {"enterprise", &Row::enterprise}, {"owed", &Row::owed}});
}

/// The same rows where enterprises have ids as in files.
struct TextRow {
    ArrearsCategory category;
    EnterpriseId enterprise;
    Money owed;
};
const std::vector<TextRow>& text_rows() {
    static const std::vector<TextRow> made = [] {
        std::vector<TextRow> out;
        out.reserve(rows().size());
        for (const Row& row : rows()) out.push_back({row.category, EnterpriseId{"E" + std::to_string(100'000'000 + row.enterprise)}, row.owed});
        return out;
    }();
    return made;
}
Table by_text_definition(const char* definition) {
    return tabulate(Definition::parse(definition), text_rows(),
                    {{"category", &TextRow::category}, {"enterprise", &TextRow::enterprise}, {"owed", &TextRow::owed}});
}
/// As distinct_by_hand(), by numbers that a map gives the ids.
EnterpriseCounts text_distinct_by_hand() {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    std::vector<std::uint8_t> seen[categories];
    for (const TextRow& row : text_rows()) {
        const auto [at, fresh] = numbers.emplace(row.enterprise.view(), static_cast<std::uint32_t>(numbers.size()));
        if (fresh) {
            for (auto& each : seen) each.push_back(0);
        }
        seen[static_cast<std::size_t>(row.category)][at->second] = 1;
    }
    EnterpriseCounts out;
    for (std::uint32_t i = 0; i < numbers.size(); ++i) {
        bool any = false;
        for (std::size_t c = 0; c < categories; ++c) {
            out.in[c] += seen[c][i];
            any = any || seen[c][i] != 0;
        }
        out.in[categories] += any ? 1 : 0;
    }
    return out;
}

// Both must give the same, or the ratio says nothing.

void check(const Table& table, const ByHand& hand) {
    for (std::size_t g = 0; g < groups; ++g) {
        for (std::size_t c = 0; c < categories; ++c) {
            const Cell& cell = hand.cells[g][c];
            const auto row = *table.find_row(identifier(enum_at<Branch>(g))), column = *table.find_column(identifier(enum_at<ArrearsCategory>(c)));
            const auto sum = WideMoney::from_words(static_cast<std::int64_t>(cell.sum >> 64U), static_cast<std::uint64_t>(cell.sum));
            if (*table.value(row, column, 0).money() != sum || table.records(row, column) != cell.count)
                throw std::logic_error{"the table by definition differs from the one by hand"};
        }
    }
}
void check(const Table& table, const EnterpriseCounts& hand) {
    for (std::size_t c = 0; c <= categories; ++c) {
        const std::size_t row = c == categories ? Table::all : *table.find_row(identifier(enum_at<ArrearsCategory>(c)));
        if (table.value(row, Table::all).count()->number != hand.in[c])
            throw std::logic_error{"the table by definition differs from the one by hand"};
    }
}

template <class Ours, class Hand>
void compared(const char* name, Ours ours, Hand hand) {
    const std::string of{name};
    benchmark::RegisterBenchmark((of + "/definition").c_str(), [=](benchmark::State& state) {
        check(ours(), hand());
        for (auto _ : state) benchmark::DoNotOptimize(ours());
    })->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((of + "/hand_written").c_str(), [=](benchmark::State& state) {
        for (auto _ : state) benchmark::DoNotOptimize(hand());
    })->Unit(benchmark::kMillisecond);
}

}   // namespace

int main(int argc, char** argv) {
    compared("tabulate", [] { return by_definition(cross); }, by_hand);
    compared("distinct", [] { return by_definition(distinct); }, distinct_by_hand);
    compared("threshold", [] { return by_definition(threshold); }, threshold_by_hand);
    compared("distinct_ids", [] { return by_text_definition(distinct); }, text_distinct_by_hand);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
