// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/state_data.hpp>
#include <arrears/statistics/table.hpp>
#include <arrears/statistics/value_difference.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// One of several tables that stand side by side.
struct TableSide {
    std::string name{};   ///< stands in CSV and JSON: `published`, `2018`
    Text label{};         ///< for people; where empty, the name
    Table table{};

    friend bool operator==(const TableSide&, const TableSide&) = default;
};

/// What one side of a joined table has more, or less, than another.
struct SideDifference {
    std::string name = "difference";
    Text label{"difference", "差额"};
    std::size_t minuend = 0;   ///< a position in JoinedTable::sides()
    std::size_t subtrahend = 0;

    friend bool operator==(const SideDifference&, const SideDifference&) = default;
};

/// Finished tables side by side, over the rows and columns that any of them has: what was published beside what was computed, one year
/// beside another. Each side keeps its own definition, records and units. What a side does not have is missing, which is not nought.
/// Nothing is added up, so that such tables need not be of one definition, only of the same fields.
class JoinedTable {
public:
    /// In place of a row or a column: all of them, the margin.
    static constexpr std::size_t all = Table::all;

    /// \throws Error (bad_argument) of no sides; (duplicate) of two of one name; (mismatch) where rows or columns are of other fields, or
    /// measures are not as many
    template <class When = detail::WhenCalled>
    explicit JoinedTable(std::vector<detail::Late<TableSide, When>> sides);

    /// A difference beside the sides: \throws Error (unknown_name) where there is no such side; (duplicate) where the name is taken;
    /// (mismatch) where a measure's values are in other units on the two sides, or have no difference (rankings, curves)
    template <class When = detail::WhenCalled>
    JoinedTable& add_difference(std::string_view minuend, std::string_view subtrahend, SideDifference named = {});

    [[nodiscard]] std::span<const TableHeading> rows() const noexcept { return rows_.headings; }
    [[nodiscard]] std::span<const TableHeading> columns() const noexcept { return columns_.headings; }
    [[nodiscard]] std::span<const TableSide> sides() const noexcept { return sides_; }
    [[nodiscard]] std::span<const SideDifference> differences() const noexcept { return differences_; }
    /// How many measures each side has; those of one place stand together.
    [[nodiscard]] std::size_t measures() const noexcept { return sides_.front().table.measures().size(); }

    /// The cell of the side's own table; nothing where it has no such row or column. \throws Error (bad_argument) for a position or a side
    /// that is not there
    template <class = detail::WhenCalled>
    [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> place(std::size_t row, std::size_t column, std::size_t side) const {
        if (side >= sides_.size())
            throw bad_argument("JoinedTable", {"there is no side " + std::to_string(side), "没有第 " + std::to_string(side) + " 张表"});
        const std::size_t r = rows_.of(row, side), c = columns_.of(column, side);
        if (r == missing || c == missing) return std::nullopt;
        return std::pair{r, c};
    }
    /// Null where it is missing.
    template <class = detail::WhenCalled>
    [[nodiscard]] const Value* value(std::size_t row, std::size_t column, std::size_t side, std::size_t measure = 0) const {
        const auto at = place(row, column, side);
        return at ? &sides_[side].table.value(at->first, at->second, measure) : nullptr;
    }
    /// How many records stand behind it; nothing where it is missing.
    template <class = detail::WhenCalled>
    [[nodiscard]] std::optional<std::int64_t> records(std::size_t row, std::size_t column, std::size_t side) const {
        const auto at = place(row, column, side);
        return at ? std::optional{sides_[side].table.records(at->first, at->second)} : std::nullopt;
    }
    /// As Table::cell_definition; nothing where it is missing.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::optional<detail::Late<Definition, When>> cell_definition(std::size_t row, std::size_t column, std::size_t side,
                                                                                std::size_t measure = 0) const {
        const auto at = place(row, column, side);
        if (!at) return std::nullopt;
        return sides_[side].table.cell_definition(at->first, at->second, measure);
    }
    /// No value where either side's is missing or none. \throws Error (bad_argument) for what is not there; (overflow)
    template <class = detail::WhenCalled>
    [[nodiscard]] Value difference(std::size_t row, std::size_t column, std::size_t which, std::size_t measure = 0) const {
        if (which >= differences_.size())
            throw bad_argument("JoinedTable", {"there is no difference " + std::to_string(which), "没有第 " + std::to_string(which) + " 个差额"});
        const Value* const a = value(row, column, differences_[which].minuend, measure);
        const Value* const b = value(row, column, differences_[which].subtrahend, measure);
        return a != nullptr && b != nullptr ? arrears::difference(*a, *b) : Value{};
    }

    friend bool operator==(const JoinedTable&, const JoinedTable&) = default;

private:
    static constexpr std::size_t missing = static_cast<std::size_t>(-2);

    /// The rows or the columns of all sides together.
    struct Union {
        std::vector<TableHeading> headings{};
        std::vector<std::vector<std::size_t>> places{};   // by heading, side: the side's own, or `missing`

        [[nodiscard]] std::size_t of(std::size_t position, std::size_t side) const {
            if (position == all) return all;
            if (position < headings.size()) return places[position][side];
            const std::string at = std::to_string(position);
            throw bad_argument("JoinedTable", {"there is no row or column " + at, "没有第 " + at + " 行或列"});
        }
        friend bool operator==(const Union&, const Union&) = default;
    };
    /// Headings of one side that begin alike, from `begin` to before `end`.
    struct Run {
        std::size_t begin = 0, end = 0;
    };
    template <class When>
    void unite(bool rows, std::size_t field, const std::vector<detail::Late<Run, When>>& runs, Union& out) const;
    template <class When>
    [[nodiscard]] std::vector<TableKey> keys_in_order(bool rows, std::size_t field, const std::vector<detail::Late<Run, When>>& runs) const;
    [[nodiscard]] std::span<const TableHeading> headings(std::size_t side, bool rows) const noexcept {
        return rows ? sides_[side].table.rows() : sides_[side].table.columns();
    }

    std::vector<TableSide> sides_;
    std::vector<SideDifference> differences_{};
    Union rows_{};
    Union columns_{};
};

namespace detail {

template <class = WhenCalled>
[[nodiscard]] bool same_thing(const TableKey& a, const TableKey& b) {
    return a.is_unknown == b.is_unknown && a.key == b.key;
}

}   // namespace detail

template <class When>
JoinedTable::JoinedTable(std::vector<detail::Late<TableSide, When>> sides) : sides_{std::move(sides)} {
    if (sides_.empty()) throw bad_argument("JoinedTable", {"there are no tables to join", "没有可并列的表"});
    const Definition& first = sides_.front().table.definition();
    for (std::size_t i = 0; i < sides_.size(); ++i) {
        TableSide& side = sides_[i];
        if (side.label.en.empty()) side.label.en = side.label.zh.empty() ? side.name : side.label.zh;
        if (side.label.zh.empty()) side.label.zh = side.label.en;
        for (std::size_t j = 0; j < i; ++j) {
            if (sides_[j].name != side.name) continue;
            throw Error{Fault{
                ErrorKind::duplicate, {}, {"two tables are called " + in_quotes(side.name), "有两张表名为 " + in_quotes(side.name)}, {}, {}, {}}};
        }
        const Definition& own = side.table.definition();
        const auto differs = [&](const std::string& en, const std::string& zh) {
            throw Error{Fault{ErrorKind::mismatch,
                              {},
                              {"table " + in_quotes(side.name) + " has other " + en + " than " + in_quotes(sides_.front().name),
                               "表 " + in_quotes(side.name) + " 的" + zh + "与 " + in_quotes(sides_.front().name) + " 不同"},
                              {},
                              {"expected tables of the same fields, with as many measures", "应为字段相同、指标个数相同的表"},
                              {}}};
        };
        if (!(own.rows() == first.rows())) differs("row fields", "行字段");
        if (!(own.columns() == first.columns())) differs("column fields", "列字段");
        if (own.measures().size() != first.measures().size()) differs("numbers of measures", "指标个数");
    }
    for (const bool rows : {true, false}) {
        std::vector<detail::Late<Run, When>> runs;
        for (std::size_t i = 0; i < sides_.size(); ++i) runs.push_back({0, headings(i, rows).size()});
        unite<When>(rows, 0, runs, rows ? rows_ : columns_);
    }
}

/// Appends the headings of these runs, whose first `field` keys are alike: level by level, so that what stands under a key stays there.
template <class When>
void JoinedTable::unite(bool rows, std::size_t field, const std::vector<detail::Late<Run, When>>& runs, Union& out) const {
    std::vector<detail::Late<Run, When>> left = runs;
    std::vector<detail::Late<std::size_t, When>> ended(left.size(), missing);
    const TableHeading* heading = nullptr;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i].begin == left[i].end || headings(i, rows)[left[i].begin].size() > field) continue;
        ended[i] = left[i].begin++;   // it ends here: there are no more fields, or it is what stands over those that follow
        heading = &headings(i, rows)[ended[i]];
    }
    if (heading != nullptr) {
        detail::late<When>(out.headings).push_back(*heading);
        detail::late<When>(out.places).push_back(ended);
    }
    bool more = false;
    for (const auto& run : left) more = more || run.begin != run.end;
    if (!more) return;
    for (const TableKey& key : keys_in_order<When>(rows, field, left)) {
        std::vector<detail::Late<Run, When>> inner;
        for (std::size_t i = 0; i < left.size(); ++i) {
            const auto has_key = [&](std::size_t at) { return at < left[i].end && detail::same_thing(headings(i, rows)[at][field], key); };
            Run run{left[i].begin, left[i].begin};
            while (run.begin < left[i].end && !has_key(run.begin)) ++run.begin;
            for (run.end = run.begin; has_key(run.end);) ++run.end;
            inner.push_back(run);
        }
        unite<When>(rows, field + 1, inner, out);
    }
}

/// The keys that a field has in any of these runs, each once: sorted as the tables sort them, or, where these sort differently, each before
/// the next that both have.
template <class When>
std::vector<TableKey> JoinedTable::keys_in_order(bool rows, std::size_t field, const std::vector<detail::Late<Run, When>>& runs) const {
    std::vector<detail::Late<TableKey, When>> out;
    bool sorted = true;
    const auto order_of = [&](std::size_t side) -> const Table::Order& {
        return sides_[side].table.orders()[(rows ? 0 : sides_[side].table.definition().rows().size()) + field];
    };
    const Table::Order& order = order_of(0);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        std::vector<detail::Late<TableKey, When>> own;
        for (std::size_t at = runs[i].begin; at < runs[i].end; ++at) {
            const TableKey& key = headings(i, rows)[at][field];
            if (own.empty() || !detail::same_thing(own.back(), key)) own.push_back(key);
        }
        sorted = sorted && order_of(i) == order;
        const auto find = [&out](const TableKey& key) {
            std::size_t at = 0;
            while (at < out.size() && !detail::same_thing(out[at], key)) ++at;
            return at;
        };
        for (std::size_t k = 0; k < own.size(); ++k) {
            if (find(own[k]) != out.size()) continue;
            std::size_t before = out.size();
            for (std::size_t next = k + 1; next < own.size() && before == out.size(); ++next) before = find(own[next]);
            out.insert(out.begin() + static_cast<std::ptrdiff_t>(before), own[k]);
        }
    }
    if (!sorted) return out;
    std::stable_sort(out.begin(), out.end(), [&order](const TableKey& a, const TableKey& b) {
        if (a.is_unknown || b.is_unknown) return !a.is_unknown && b.is_unknown;
        if (order.closed) return order.closed->find(a.key) < order.closed->find(b.key);
        if (order.kind == FieldKind::code) return a.key < b.key;
        return detail::number_of_key(order.kind, a.key).value_or(0) < detail::number_of_key(order.kind, b.key).value_or(0);
    });
    return out;
}

template <class When>
JoinedTable& JoinedTable::add_difference(std::string_view minuend, std::string_view subtrahend, SideDifference named) {
    const auto find = [&](std::string_view name) {
        for (std::size_t i = 0; i < sides_.size(); ++i) {
            if (sides_[i].name == name) return i;
        }
        throw Error{
            Fault{ErrorKind::unknown_name, {}, {"there is no table " + in_quotes(name), "没有名为 " + in_quotes(name) + " 的表"}, {}, {}, {}}};
    };
    named.minuend = find(minuend);
    named.subtrahend = find(subtrahend);
    bool taken = false;
    for (const TableSide& side : sides_) taken = taken || side.name == named.name;
    for (const SideDifference& other : differences_) taken = taken || other.name == named.name;
    if (taken)
        throw Error{Fault{ErrorKind::duplicate,
                          {},
                          {"there is something called " + in_quotes(named.name) + " already", in_quotes(named.name) + " 已被使用"},
                          {},
                          {},
                          {}}};
    for (std::size_t m = 0; m < measures(); ++m) {
        const Table &a = sides_[named.minuend].table, &b = sides_[named.subtrahend].table;
        const Quantity quantity = a.unit(m).quantity;
        const bool none = quantity == Quantity::ranking || quantity == Quantity::curve;
        if (!none && comparable(a.unit(m), b.unit(m))) continue;
        const std::string one = in_quotes(print(a.measures()[m]), 120), other = in_quotes(print(b.measures()[m]), 120);
        const auto unit = [](const MeasureUnit& of, Language language) {
            const std::string label = of.label().in(language);
            return std::string{arrears::label(of.quantity, language)} + (label.empty() ? label : ", " + label);
        };
        throw Error{
            Fault{ErrorKind::mismatch,
                  {},
                  none ? Text{one + " has no differences", one + " 没有差额"}
                       : Text{one + " (" + unit(a.unit(m), Language::en) + ") and " + other + " (" + unit(b.unit(m), Language::en) +
                                  ") are in different units",
                              one + "（" + unit(a.unit(m), Language::zh) + "）与 " + other + "（" + unit(b.unit(m), Language::zh) + "）单位不同"},
                  {},
                  {"expected measures of the same quantity, of the same things", "应为同类、同一对象的指标"},
                  {}}};
    }
    detail::late<When>(differences_).push_back(std::move(named));
    return *this;
}

}   // namespace arrears
