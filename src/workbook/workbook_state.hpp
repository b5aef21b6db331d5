// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "archive.hpp"

#include <arrears/workbook/workbook.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// Texts that cells of all sheets share, by number, in one string.
struct SharedStrings {
    std::string pool;
    std::vector<std::uint64_t> ends;   // of each in the pool

    [[nodiscard]] std::size_t size() const noexcept { return ends.size(); }
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept {
        const std::uint64_t from = i == 0 ? 0 : ends[i - 1];
        return std::string_view{pool}.substr(from, ends[i] - from);
    }
};

/// What of a workbook is known once it is open, and what is read of it when first wanted.
struct Workbook::State {
    State(std::string file, const WorkbookLimits& asked) : path{std::move(file)}, limits{asked}, archive{path, limits} {}

    std::string path;
    WorkbookLimits limits;
    detail::Archive archive;
    std::vector<SheetInfo> sheets;
    std::vector<std::string> sheet_parts;   // as many
    DateEpoch epoch = DateEpoch::since_1900;
    std::string shared_part, styles_part;   // empty where there are none
    std::optional<SharedStrings> shared;    // read when a cell first wants it
    std::optional<std::vector<NumberFormat>> formats;

    [[nodiscard]] const SharedStrings& shared_strings();
    [[nodiscard]] const std::vector<NumberFormat>& cell_formats();
};

}   // namespace arrears
