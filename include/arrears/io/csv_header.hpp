// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/amount_unit.hpp>
#include <arrears/io/csv.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// A column that a reader knows.
struct CsvColumn {
    std::string_view name;                        ///< in files that this library writes, and in messages
    std::vector<std::string_view> aliases{};      ///< further names, Chinese ones first
    bool required = false;                        ///< a header without it is refused
    bool amount = false;                          ///< the header may name a unit: `principal(万元)`, `欠费金额（万元）`
};

/// What becomes of columns that are none of the known ones.
enum class OtherColumns : unsigned char {
    refused,   ///< each is a fault
    kept,      ///< they are the caller's own, and passed over
};

/// Which cell of a row stands in which known column.
class CsvHeader {
public:
    /// Finds the columns in a first row, in any order; upper and lower case, full-width forms and blanks around do not
    /// matter. Told as faults: a required column that is missing, one named twice, a name that is none of them. What
    /// stands in a row that is no header at all is not shown, for it may be a record.
    /// \param show messages may show names that are unknown; not in files about people
    /// \param others whether a name that is none of them is a fault
    /// \returns nothing where a required column is missing or any is there twice
    [[nodiscard]] static std::optional<CsvHeader> bind(const CsvRow& row, std::span<const CsvColumn> columns, Diagnostics& diagnostics,
                                                       bool show = true, OtherColumns others = OtherColumns::refused);

    /// Its cell in a row; nothing where the file does not have the column.
    [[nodiscard]] std::optional<std::size_t> cell_of(std::size_t column) const noexcept { return cells_[column]; }
    [[nodiscard]] AmountUnit unit_of(std::size_t column) const noexcept { return units_[column]; }   ///< yuan where none is named
    [[nodiscard]] std::size_t size() const noexcept { return size_; }                                ///< cells in a full row
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }          ///< of the cells, in the order of the file
    [[nodiscard]] bool complete() const noexcept { return complete_; }                               ///< every cell belongs to a known column

    /// Whether the row has as many cells as the header (empty ones at the end apart); a fault where it has not.
    [[nodiscard]] bool fits(const CsvRow& row, Diagnostics& diagnostics) const;

private:
    std::vector<std::optional<std::size_t>> cells_;
    std::vector<AmountUnit> units_;
    std::vector<std::string> names_;
    std::size_t size_ = 0;
    bool complete_ = true;
};

}   // namespace arrears
