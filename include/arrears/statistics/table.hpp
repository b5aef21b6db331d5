// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/definition.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/measure_unit.hpp>
#include <arrears/statistics/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// One value of one field, as the heading of a row or a column.
struct TableKey {
    std::string field{};
    std::string key{};      ///< as in definitions; empty where unknown
    Text label{};
    bool is_unknown = false;
    FieldKind kind = FieldKind::code;   ///< of the field

    /// The condition that its records satisfy.
    template <class = detail::WhenCalled>
    [[nodiscard]] Condition condition() const {
        if (is_unknown) return Condition::leaf(Condition::Kind::unknown, field);
        return Condition::compare(field, Comparison::equal, key);
    }
    friend bool operator==(const TableKey&, const TableKey&) = default;
};
/// The heading of a row or a column: a value of each field that makes rows, or columns; of a subtotal fewer, those that are alike.
using TableHeading = std::vector<TableKey>;

/// The finished table of a state: rows, columns, a value of each measure in each cell, and margins. Margins come from the
/// state: an enterprise in two rows counts once in theirs. Tables do not merge; states do.
///
/// Rows and columns stand in the order of the vocabulary where it is closed (and all its values stand, other than
/// those that the condition excludes), else by key; unknown has its own, last, where it occurs. A subtotal (State::table) stands before
/// the rows, or columns, that it is of, and comes from the state as margins do.
class Table {
public:
    /// In place of a row or a column: all of them, the margin.
    static constexpr std::size_t all = static_cast<std::size_t>(-1);

    [[nodiscard]] const Definition& definition() const noexcept { return definition_; }
    /// At least one: where the definition has no rows, one with an empty heading.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::span<const TableHeading> rows() const noexcept {
        return detail::late<When>(rows_);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::span<const TableHeading> columns() const noexcept {
        return detail::late<When>(columns_);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::span<const Measure> measures() const noexcept {
        return detail::late<When>(definition_.measures());
    }

    /// \param row, column a position, or `all` for the margin. \throws Error (bad_argument) for a position that is not there
    template <class = detail::WhenCalled>
    [[nodiscard]] const Value& value(std::size_t row, std::size_t column, std::size_t measure = 0) const {
        if (measure >= measures().size())
            throw bad_argument("Table", {"there is no measure " + std::to_string(measure), "没有第 " + std::to_string(measure) + " 个指标"});
        return values_[cell(row, column) * measures().size() + measure];
    }
    /// In what the values of a measure are, and how exact. \throws Error (bad_argument) for one that is not there
    template <class = detail::WhenCalled>
    [[nodiscard]] const MeasureUnit& unit(std::size_t measure) const {
        static_cast<void>(value(all, all, measure));
        return units_[measure];
    }
    /// How the values of a field that makes rows or columns are sorted.
    struct Order {
        FieldKind kind = FieldKind::code;   ///< numbers by size, codes by key
        std::shared_ptr<const Vocabulary> closed{};   ///< codes as this vocabulary has them, where it is closed

        template <class = detail::WhenCalled>
        friend bool operator==(const Order& a, const Order& b) {
            const bool same = a.closed == b.closed || (a.closed != nullptr && b.closed != nullptr && a.closed->keys() == b.closed->keys());
            return same && a.kind == b.kind;
        }
    };
    /// Of each field of the rows, then of the columns.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::span<const Order> orders() const noexcept {
        return detail::late<When>(orders_);
    }
    /// Rows for columns and columns for rows; shares of a row become those of a column. The table of the definition so turned.
    template <class = detail::WhenCalled>
    [[nodiscard]] Table transposed() const;

    /// How many records stand behind a cell.
    [[nodiscard]] std::int64_t records(std::size_t row, std::size_t column) const { return records_[cell(row, column)]; }
    /// The row with one key (empty: unknown) of the first row field; nothing where there is none.
    [[nodiscard]] std::optional<std::size_t> find_row(std::string_view key) const noexcept { return find(rows_, key); }
    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view key) const noexcept { return find(columns_, key); }

    /// The definition of one cell's value alone, in canonical form: the same condition and the cell's. A share of the
    /// row, the column or the total becomes the share for which the cell's condition holds as well.
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition cell_definition(std::size_t row, std::size_t column, std::size_t measure = 0) const {
        (void)value(row, column, measure);
        const Condition in_row = condition(rows_, row), in_column = condition(columns_, column);
        const Measure& one = measures()[measure];
        Condition where = definition_.where(), added;
        switch (one.kind()) {
            case Measure::Kind::share_row: where = where && in_row, added = in_column; break;
            case Measure::Kind::share_column: where = where && in_column, added = in_row; break;
            case Measure::Kind::share_total: added = in_row && in_column; break;
            default: where = where && in_row && in_column;
        }
        return definition_.of_records()
            .where(std::move(where))
            .measure(added.is_always() ? one : measure::share(one.of(), std::move(added)))
            .canonical();
    }

    /// The definition of the count of just the records that a cell counts: what records_behind() takes. A measure's own condition is no
    /// part of it.
    template <class = detail::WhenCalled>
    [[nodiscard]] Definition records_definition(std::size_t row, std::size_t column) const {
        static_cast<void>(records(row, column));
        return definition_.of_records().where(Condition{definition_.where()} && condition(rows_, row) && condition(columns_, column)).canonical();
    }

    friend bool operator==(const Table&, const Table&) = default;

private:
    template <class>
    friend class TableMaker;

    [[nodiscard]] std::size_t cell(std::size_t row, std::size_t column) const {
        return at(row, rows_, "row") * (columns_.size() + 1) + at(column, columns_, "column");
    }
    [[nodiscard]] static std::size_t at(std::size_t position, const std::vector<TableHeading>& headings, const char* what) {
        if (position == all) return headings.size();
        if (position < headings.size()) return position;
        throw bad_argument("Table", {std::string{"there is no "} + what + ' ' + std::to_string(position),
                                     std::string{"没有 "} + what + ' ' + std::to_string(position)});
    }
    [[nodiscard]] static std::optional<std::size_t> find(const std::vector<TableHeading>& headings, std::string_view key) noexcept {
        for (std::size_t i = 0; i < headings.size(); ++i) {
            if (!headings[i].empty() && headings[i].front().key == key && headings[i].front().is_unknown == key.empty()) return i;
        }
        return std::nullopt;
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] static Condition condition(const std::vector<TableHeading>& headings, std::size_t position) {
        Condition made;
        if (position == all) return made;
        for (const TableKey& key : headings[position]) made = std::move(made) && key.condition();
        return made;
    }

    Definition definition_{};
    std::vector<TableHeading> rows_{};
    std::vector<TableHeading> columns_{};
    std::vector<Value> values_{};            // by row (all last), column (all last), measure
    std::vector<std::int64_t> records_{};    // by row, column
    std::vector<MeasureUnit> units_{};
    std::vector<Order> orders_{};
};

template <class When>
Table Table::transposed() const {
    detail::Late<Table, When> out;
    std::vector<detail::Late<Measure, When>> turned;
    for (const Measure& each : measures()) {
        if (each.kind() == Measure::Kind::share_row) turned.push_back(measure::share_of_column(each.of()));
        else if (each.kind() == Measure::Kind::share_column) turned.push_back(measure::share_of_row(each.of()));
        else turned.push_back(each);
    }
    out.definition_ = definition_;
    out.definition_.rows(definition_.columns()).columns(definition_.rows()).measures(std::move(turned));
    out.rows_ = columns_;
    out.columns_ = rows_;
    out.units_ = units_;
    out.orders_ = orders_;
    std::rotate(out.orders_.begin(), out.orders_.begin() + static_cast<std::ptrdiff_t>(definition_.rows().size()), out.orders_.end());
    for (std::size_t column = 0; column <= columns_.size(); ++column) {
        for (std::size_t row = 0; row <= rows_.size(); ++row) {
            const std::size_t cell = row * (columns_.size() + 1) + column;
            out.records_.push_back(records_[cell]);
            for (std::size_t m = 0; m < measures().size(); ++m) out.values_.push_back(values_[cell * measures().size() + m]);
        }
    }
    return out;
}

}   // namespace arrears

#include <arrears/statistics/state.hpp>
#include <arrears/statistics/table_maker.hpp>   // State::table
