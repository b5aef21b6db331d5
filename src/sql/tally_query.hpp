// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../io/field_binding.hpp"

#include <arrears/sql/database_rows.hpp>
#include <arrears/sql/database_tally.hpp>
#include <arrears/statistics/plan.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears::detail {

/// What a query groups by in one of its columns.
struct Feature {
    enum class Kind : unsigned char {
        cell,     ///< what stands in the column, or for a date another that has the same value of the field: read as a file's cell is
        number,   ///< the number itself, of an amount in fen
        code,     ///< the field's code
        truth,    ///< whether a condition on one field holds: `1` or `t`, else `0` or `f`
    };
    Kind kind = Kind::cell;
    std::size_t binding = 0;
};

/// A query that gives a row for each group that the tally can tell apart, and how to read it.
struct TallyQuery {
    Sql sql{};
    std::vector<Feature> features{};                                  ///< the first columns
    std::vector<std::optional<std::size_t>> feature_of_binding{};     ///< where the value of a field stands
    std::map<const Predicate*, std::size_t> feature_of_condition{};   ///< where the truth of a condition on one field stands
    bool tells_unread = false;                                        ///< behind the count: of how many rows a value cannot be read
    std::vector<std::size_t> sums{};                                  ///< Plan::columns; of each how many are known, then the sum
    std::size_t columns_a_sum = 1;                                    ///< 2: the sum of the upper halves, then of the lower 32 bits
};

/// Writes the queries of one tally.
class TallyQueries {
public:
    /// All must outlive it. \throws Error (unknown_name) where a column is missing
    TallyQueries(const Plan& plan, const std::vector<Binding>& all, const Database& database, const DatabaseRows& rows, const AgeingBands& ageing);

    [[nodiscard]] TallyQuery of_cells() const;
    [[nodiscard]] TallyQuery of_things(const KeyTally& things) const;
    /// All rows: of each column() what it is read by, in their order, then the locator where there is one.
    [[nodiscard]] Sql of_rows() const;

    /// The columns that are read, each once, as positions in DatabaseRows::columns; and which of these a binding reads.
    [[nodiscard]] const std::vector<std::size_t>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t column_of(std::size_t binding) const noexcept { return column_of_[binding]; }
    [[nodiscard]] const SqlColumn& column(std::size_t binding) const noexcept { return rows_.columns[columns_[column_of_[binding]]]; }
    /// Whether a binding's cells are whole fen.
    [[nodiscard]] bool in_fen(std::size_t binding) const noexcept;
    /// What of the fields is understood outside the database.
    [[nodiscard]] std::vector<Text> notes() const;

private:
    class Writer;

    const Plan& plan_;
    const std::vector<Binding>& bindings_;
    DatabaseKind kind_;
    const DatabaseRows& rows_;
    const AgeingBands& ageing_;
    std::vector<std::size_t> columns_{};
    std::vector<std::size_t> column_of_{};   // by binding: in columns_
};

}   // namespace arrears::detail
