// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/csv.hpp>
#include <arrears/io/csv_rejects.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace arrears::detail {

/// The row with what was told of it. \param told also of rows before it
[[nodiscard]] RefusedRow refused_row(const CsvRow& row, std::span<const Fault> told, char separator);
[[nodiscard]] RefusedRow header_row(const CsvRow& row, char separator);

/// Hands on what several threads refuse of a file, in the order of its blocks. Memory holds what comes before its turn.
class RefusedRows {
public:
    explicit RefusedRows(std::function<void(const RefusedRow&)> give) : give_{std::move(give)} {}

    /// All that was refused of a block: to be called once for each.
    void add(std::uint64_t block, std::vector<RefusedRow> rows) {
        const std::lock_guard lock{mutex_};
        waiting_.emplace(block, std::move(rows));
        for (auto at = waiting_.find(next_); at != waiting_.end(); at = waiting_.find(++next_)) {
            for (const RefusedRow& row : at->second) give_(row);
            waiting_.erase(at);
        }
    }

private:
    std::function<void(const RefusedRow&)> give_;
    std::mutex mutex_{};
    std::uint64_t next_ = 0;
    std::map<std::uint64_t, std::vector<RefusedRow>> waiting_{};
};

}   // namespace arrears::detail
