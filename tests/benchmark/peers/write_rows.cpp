// SPDX-License-Identifier: BSL-1.0
// Writes the rows of the benchmarks as CSV, and behind them, on standard error, what is asked of them: for peers in other languages.
#include "../rows.hpp"

#include <cstdint>
#include <cstdio>

int main() {
    using namespace arrears::benchmarks;
    std::puts("in_group,category,enterprise,owed");
    for (const Row& row : rows()) {
        std::printf("%d,%d,%u,%lld\n", static_cast<int>(row.group), static_cast<int>(row.category), row.enterprise,
                    static_cast<long long>(row.owed.fen()));
    }
    std::int64_t distinct = 0, threshold = 0;
    for (const std::int64_t each : distinct_by_hand().in) distinct += each;
    for (const std::int64_t each : threshold_by_hand().in) threshold += each;
    std::fprintf(stderr, "%zu %lld %lld\n", rows().size(), static_cast<long long>(distinct), static_cast<long long>(threshold));
}
