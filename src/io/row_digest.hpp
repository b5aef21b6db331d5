// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sha256.hpp"

#include <arrears/io/csv.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears::detail {

/// The columns of a file in the order of their names: in that order cells enter digests, whatever the file's own.
struct DigestColumns {
    /// \param header the first row \param size how many of its cells name a column
    DigestColumns(const CsvRow& header, std::size_t size);

    std::vector<std::size_t> cells{};   ///< of a row, by name; columns of one name in the order of the file
    std::string names{};                ///< as they enter the digest
};

/// What tells the rows of a return from those of another, in whatever order, form and number of parts they are read: the sum of the
/// digests of all rows modulo 2^256, and their number (docs/states.md). Equal rows count as often as they are there.
class RowDigest {
public:
    /// \param columns must outlive it
    explicit RowDigest(const DigestColumns& columns) : columns_{columns} {}

    /// Precondition: the row has all columns.
    void add(const CsvRow& row);
    /// The same of the texts of its cells.
    void add(std::span<const std::string_view> cells);
    /// The rows of another part of the same file.
    void add(const RowDigest& other);
    /// 64 hexadecimal digits.
    [[nodiscard]] std::string text();

private:
    void add(const std::array<std::uint64_t, 4>& words);

    const DigestColumns& columns_;
    Sha256 sha256_{};
    std::vector<std::string_view> texts_{};
    std::string bytes_{};
    std::array<std::uint64_t, 4> sum_{};   // least significant first
    std::uint64_t rows_ = 0;
};

}   // namespace arrears::detail
