// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/long_ratio.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/statistics/state.hpp>
#include <arrears/statistics/table.hpp>
#include <arrears/statistics/table_maker.hpp>
#include <arrears/statistics/value_difference.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// How one value changed. What is not known on one side has no difference: it is not nought.
struct ValueChange {
    Value before{};
    Value after{};
    Value difference{};                     ///< as difference() of two values; of dates in days
    std::optional<LongRatio> growth{};      ///< difference ⁄ before, of counts, sums and whole numbers; nothing where that is not above nought
    // Of a measure by(key, sum(f)); they add up to the difference.
    Value entered{};                        ///< the sums of those that are there only after
    Value left{};                           ///< of those only before, negative
    Value more{};                           ///< by how much those grew that are in both and grew
    Value less{};                           ///< by how much the others shrank, negative

    friend bool operator==(const ValueChange&, const ValueChange&) = default;
};

/// Two states of one definition side by side, say of two dates or of two years' returns: every cell and margin, before and after.
class ChangeTable {
public:
    /// In place of a row or a column: all of them, the margin.
    static constexpr std::size_t all = Table::all;

    [[nodiscard]] const Definition& definition() const noexcept { return headings_.definition(); }
    /// Those of either side, as a Table has them.
    [[nodiscard]] std::span<const TableHeading> rows() const noexcept { return headings_.rows(); }
    [[nodiscard]] std::span<const TableHeading> columns() const noexcept { return headings_.columns(); }
    [[nodiscard]] std::span<const Measure> measures() const noexcept { return headings_.measures(); }
    [[nodiscard]] const MeasureUnit& unit(std::size_t measure) const { return headings_.unit(measure); }   ///< as Table::unit
    /// \throws Error (bad_argument) for a position that is not there
    template <class = detail::WhenCalled>
    [[nodiscard]] const ValueChange& change(std::size_t row, std::size_t column, std::size_t measure = 0) const {
        static_cast<void>(headings_.value(row, column, measure));
        const std::size_t r = row == all ? rows().size() : row, c = column == all ? columns().size() : column;
        return changes_[(r * (columns().size() + 1) + c) * measures().size() + measure];
    }

    /// The days as of which the two sides stand, where their definitions name days.
    [[nodiscard]] std::optional<Date> as_of_before() const noexcept { return as_of_before_; }
    [[nodiscard]] std::optional<Date> as_of_after() const noexcept { return as_of_after_; }

    /// Whether there are records in a cell, before or after.
    [[nodiscard]] bool has_records(std::size_t row, std::size_t column) const { return headings_.records(row, column) != 0; }

    friend bool operator==(const ChangeTable&, const ChangeTable&) = default;

private:
    template <class>
    friend class ChangeMaker;

    Table headings_{};   // of both states together
    std::vector<ValueChange> changes_{};
    std::optional<Date> as_of_before_{};
    std::optional<Date> as_of_after_{};
};

/// Makes a ChangeTable. Use change().
template <class When = detail::WhenCalled>
class ChangeMaker {
    using State = detail::Late<arrears::State, When>;
    using Table = detail::Late<arrears::Table, When>;
    using Value = detail::Late<arrears::Value, When>;
    using ValueChange = detail::Late<arrears::ValueChange, When>;
    using ChangeTable = detail::Late<arrears::ChangeTable, When>;

public:
    ChangeMaker(const State& before, const State& after) : before_{before}, after_{after} {}

    [[nodiscard]] ChangeTable operator()() {
        State both = before_.state.undated();
        both.declare({{}, false});   // a return may be in both: nothing is counted here
        both.merge(after_.state.undated());
        out_.headings_ = both.table();
        out_.as_of_before_ = before_.state.definition().as_of();
        out_.as_of_after_ = after_.state.definition().as_of();
        const std::size_t measures = out_.measures().size();
        out_.changes_.resize((out_.rows().size() + 1) * (out_.columns().size() + 1) * measures);
        before_.find(out_);
        after_.find(out_);
        std::size_t at = 0;
        for (std::size_t row = 0; row <= out_.rows().size(); ++row) {
            for (std::size_t column = 0; column <= out_.columns().size(); ++column) {
                for (std::size_t m = 0; m < measures; ++m) out_.changes_[at++] = between(before_.value(row, column, m), after_.value(row, column, m));
            }
        }
        for (std::size_t m = 0; m < measures; ++m) {
            if (out_.measures()[m].kind() == Measure::Kind::by) decompose(m);
        }
        return std::move(out_);
    }

private:
    /// One of the two states, by the headings of both.
    struct Side {
        explicit Side(const State& of) : state{of}, maker{state}, table{maker()} {}
        void find(const ChangeTable& all) {
            const auto places = [](std::span<const TableHeading> wanted, std::span<const TableHeading> mine) {
                std::vector<detail::Late<std::size_t, When>> found;
                for (const TableHeading& heading : wanted) {
                    std::size_t i = 0;
                    while (i < mine.size() && !(mine[i] == heading)) ++i;
                    found.push_back(i);
                }
                found.push_back(Table::all);
                return found;
            };
            rows = places(all.rows(), table.rows());
            columns = places(all.columns(), table.columns());
        }
        /// What the side has at a place of both; of records that are not there a count of nought and a sum of nought.
        [[nodiscard]] Value value(std::size_t row, std::size_t column, std::size_t measure) const {
            const std::size_t r = rows[row], c = columns[column];
            if (r == table.rows().size() || c == table.columns().size()) return of_nothing(measure);
            return table.value(r, c, measure);
        }
        [[nodiscard]] Value of_nothing(std::size_t measure) const {
            const Measure& one = table.measures()[measure];
            const detail::Late<PlanMeasure, When>& plan = state.plan().measures[measure];
            switch (one.kind()) {
                case Measure::Kind::count:
                case Measure::Kind::distinct: return CountValue{plan.counts, 0};
                case Measure::Kind::sum:
                case Measure::Kind::by: return plan.number == FieldKind::money ? Value{WideMoney{}} : Value{std::int64_t{0}};
                default: return {};
            }
        }

        State state;
        TableMaker<When> maker;
        Table table;
        std::vector<detail::Late<std::size_t, When>> rows{}, columns{};   // the side's own, by those of both; size(): it has none
    };

    [[nodiscard]] static ValueChange between(const Value& before, const Value& after) {
        ValueChange out{before, after, {}, {}, {}, {}, {}, {}};
        out.difference = difference(after, before);
        const auto grown = [&](std::int64_t old) {
            if (old > 0) out.growth = LongRatio{detail::int128{*out.difference.number()}, detail::int128{old}};
        };
        if (!out.difference.has_value()) return out;
        if (before.count() != nullptr) grown(before.count()->number);
        else if (before.number() != nullptr) grown(*before.number());
        else if (before.money() != nullptr && *before.money() > WideMoney{}) out.growth = LongRatio{*out.difference.money(), *before.money()};
        return out;
    }
    void decompose(std::size_t measure) {
        struct Pair {
            std::optional<detail::Late<detail::int128, When>> before{}, after{};
        };
        struct Parts {
            detail::int128 entered = 0, left = 0, more = 0, less = 0;
        };
        using Key = std::pair<std::size_t, std::string>;   // a place of both, a thing
        std::map<Key, Pair> things;
        const std::size_t width = out_.columns().size() + 1;
        const auto gather = [&](const Side& side, bool later) {
            const auto place = [](const auto& mine, std::size_t wanted, std::size_t of_all) {
                if (wanted == Table::all) return of_all;
                std::size_t i = 0;
                while (mine[i] != wanted) ++i;
                return i;
            };
            side.maker.each_sum(measure, [&](std::size_t row, std::size_t column, const std::string& key, detail::int128 sum) {
                const std::size_t at = place(side.rows, row, out_.rows().size()) * width + place(side.columns, column, out_.columns().size());
                Pair& pair = things[{at, key}];
                (later ? pair.after : pair.before) = sum;
            });
        };
        gather(before_, false);
        gather(after_, true);
        std::vector<Parts> parts(out_.changes_.size() / out_.measures().size());
        for (const auto& [key, pair] : things) {
            Parts& to = parts[key.first];
            if (!pair.before) to.entered += *pair.after;
            else if (!pair.after) to.left -= *pair.before;
            else (*pair.after > *pair.before ? to.more : to.less) += *pair.after - *pair.before;
        }
        const FieldKind kind = *before_.state.plan().measures[measure].number;
        const auto value = [kind](detail::int128 sum) { return TableMaker<When>::number(kind, sum); };
        for (std::size_t at = 0; at < parts.size(); ++at) {
            ValueChange& change = out_.changes_[at * out_.measures().size() + measure];
            if (!change.difference.has_value()) continue;
            change.entered = value(parts[at].entered);
            change.left = value(parts[at].left);
            change.more = value(parts[at].more);
            change.less = value(parts[at].less);
        }
    }

    Side before_;
    Side after_;
    ChangeTable out_{};
};

/// What changed from one state to another of the same definition, but for the day that it names.
/// \throws Error (mismatch) as State::merge() tells; (contradiction) as State::table(); (overflow)
template <class When = detail::WhenCalled>
[[nodiscard]] ChangeTable change(const State& before, const State& after) {
    return ChangeMaker<When>{before, after}();
}

}   // namespace arrears
