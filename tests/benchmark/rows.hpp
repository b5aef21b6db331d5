// SPDX-License-Identifier: BSL-1.0
#pragma once

// Synthetic rows, from a seed, and the loops that one would write by hand for what is asked of them: what is measured against.

#include <arrears/core/money.hpp>
#include <arrears/model/enumerations.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace arrears::benchmarks {

ARREARS_ENUM(Branch, (group_1, "一", "one"), (group_2, "二", "two"), (group_3, "三", "three"), (group_4, "四", "four"), (group_5, "五", "five"),
    (group_6, "六", "six"), (group_7, "七", "seven"), (group_8, "八", "eight"));

struct Row {
    Branch group;
    ArrearsCategory category;
    std::uint32_t enterprise;
    Money owed;
};
constexpr std::uint32_t enterprises = 100'000;
constexpr std::size_t groups = enum_count<Branch>, categories = enum_count<ArrearsCategory>;
static_assert(groups == 8 && categories == 14);

inline std::vector<Row> make_rows() {
    std::mt19937_64 random{20190601};
    std::vector<Row> out(10'000'000);
    for (Row& row : out) {
        row = {enum_at<Branch>(random() % groups), enum_at<ArrearsCategory>(random() % categories),
               static_cast<std::uint32_t>(random() % enterprises), Money::from_fen(static_cast<std::int64_t>(random() % 100'000'000))};
    }
    return out;
}
inline const std::vector<Row>& rows() {
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
inline ByHand by_hand() {
    ByHand out{};
    for (const Row& row : rows()) {
        Cell& cell = out.cells[static_cast<std::size_t>(row.group)][static_cast<std::size_t>(row.category)];
        cell.sum += row.owed.fen();
        ++cell.count;
    }
    return out;
}
/// How many enterprises there are in each category, and in all.
struct EnterpriseCounts {
    std::int64_t in[categories + 1] = {};
};
inline EnterpriseCounts distinct_by_hand() {
    std::vector<std::uint8_t> seen(categories * enterprises);
    for (const Row& row : rows()) seen[static_cast<std::size_t>(row.category) * enterprises + row.enterprise] = 1;
    EnterpriseCounts out;
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
inline EnterpriseCounts threshold_by_hand() {
    constexpr std::int64_t least = 500'000'000;
    std::vector<std::int64_t> owed(categories * enterprises);   // 64 bits hold these amounts: what the rows are is known here
    for (const Row& row : rows()) owed[static_cast<std::size_t>(row.category) * enterprises + row.enterprise] += row.owed.fen();
    EnterpriseCounts out;
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

}   // namespace arrears::benchmarks
