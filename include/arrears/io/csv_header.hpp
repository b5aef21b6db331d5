// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/amount_unit.hpp>
#include <arrears/io/csv.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// Words of an office, and the code that each stands for.
using CellWords = std::map<std::string, std::string, std::less<>>;

/// A heading by which an office calls a column.
struct CsvHeading {
    std::string_view text;
    std::optional<AmountUnit> unit{};     ///< of an amount: that of cells and headings which name none
    const CellWords* words = nullptr;     ///< null: it has none of its own
};

/// A column that a reader knows.
struct CsvColumn {
    std::string_view name;                        ///< in files that this library writes, and in messages
    std::vector<std::string_view> aliases{};      ///< further names, Chinese ones first
    bool required = false;                        ///< a header without it is refused
    bool amount = false;                          ///< the header may name a unit: `principal(万元)`, `欠费金额（万元）`
    std::vector<CsvHeading> headings{};           ///< an office's own, which come before all names (column_map.hpp)
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
    /// stands in a row that is no header at all is not shown, for it may be a record. So are units that contradict each other.
    /// \param show messages may show names that are unknown; not in files about people
    /// \param others whether a name that is none of them is a fault
    /// \returns nothing where a required column is missing or any is there twice
    [[nodiscard]] static std::optional<CsvHeader> bind(const CsvRow& row, std::span<const CsvColumn> columns, Diagnostics& diagnostics,
                                                       bool show = true, OtherColumns others = OtherColumns::refused);

    /// Its cell in a row; nothing where the file does not have the column.
    [[nodiscard]] std::optional<std::size_t> cell_of(std::size_t column) const noexcept { return cells_[column]; }
    [[nodiscard]] AmountUnit unit_of(std::size_t column) const noexcept { return units_[column]; }   ///< yuan where none is named
    /// Whether an office's words may stand in its cells.
    [[nodiscard]] bool has_words(std::size_t column) const noexcept { return words_[column] != nullptr; }
    /// What the text of a cell says here: the code of an office's word, or of each of several joined by semicolons; else the text itself.
    /// \param room for what is put together; the result may lie in it
    [[nodiscard]] std::string_view meaning(std::size_t column, std::string_view text, std::string& room) const {
        return words_[column] == nullptr ? text : in_words(*words_[column], text, room);
    }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }                                ///< cells in a full row
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }          ///< of the cells, in the order of the file
    [[nodiscard]] bool complete() const noexcept { return complete_; }                               ///< every cell belongs to a known column

    /// Whether the row has as many cells as the header (empty ones at the end apart); a fault where it has not.
    [[nodiscard]] bool fits(const CsvRow& row, Diagnostics& diagnostics) const;

private:
    [[nodiscard]] static std::string_view in_words(const CellWords& words, std::string_view text, std::string& room);

    std::vector<std::optional<std::size_t>> cells_;
    std::vector<AmountUnit> units_;
    std::vector<const CellWords*> words_;
    std::vector<std::string> names_;
    std::size_t size_ = 0;
    bool complete_ = true;
};

}   // namespace arrears
