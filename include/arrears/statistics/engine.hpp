// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/plan.hpp>
#include <arrears/statistics/reader.hpp>
#include <arrears/statistics/state.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace arrears {

namespace detail {

/// The columns of a plan for a block of rows, and the conditions over them. Work goes a column at a time, so that what
/// is decided at run time is decided once a block.
template <class When = WhenCalled>
class Block {
    using Plan = Late<arrears::Plan, When>;
    using Dictionary = Late<arrears::Dictionary, When>;
    using Predicate = Late<arrears::Predicate, When>;
    using Byte = Late<unsigned char, When>;

public:
    static constexpr std::size_t rows_max = 256;   // a block and the one ahead of it stay in the first-level cache

    Block(const Plan& plan, std::vector<Dictionary>& dictionaries) : plan_{plan}, dictionaries_{dictionaries}, columns_(plan.columns.size()) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (is_code(i) || plan.columns[i].is_key) columns_[i].codes.resize(rows_max);
            if (!is_code(i)) columns_[i].numbers.resize(rows_max);
        }
    }

    /// The next rows that satisfy the plan's condition. \returns false where there are no more rows
    [[nodiscard]] bool read(RowReader& rows) {
        size_ = rows.next(rows_max);
        if (size_ == 0) return false;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            Column& column = columns_[i];
            const std::size_t field = plan_.columns[i].field;
            if (is_code(i) && plan_.columns[i].is_told) rows.codes(field, dictionaries_[i], column.codes.data());
            else if (is_code(i)) rows.known(field, dictionaries_[i], column.codes.data());
            else column.bound = rows.numbers(field, column.numbers.data());
        }
        if (plan_.where.kind != Predicate::Kind::always) select();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (!is_code(i) && plan_.columns[i].is_key) find_codes(i);
        }
        return true;
    }
    /// Finds the codes of a column of numbers, anew where they have become others.
    void find_codes(std::size_t column) {
        dictionaries_[column].codes_of(columns_[column].numbers.data(), size_, columns_[column].codes.data());
    }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const std::uint32_t* codes(std::size_t column) const noexcept { return columns_[column].codes.data(); }
    [[nodiscard]] const std::int64_t* numbers(std::size_t column) const noexcept { return columns_[column].numbers.data(); }
    /// Each number is from 0 to it; negative: not known.
    [[nodiscard]] std::int64_t bound(std::size_t column) const noexcept { return columns_[column].bound; }

    /// Sets mask[row] to 1 where the predicate holds of the row, else to 0.
    void test(const Predicate& predicate, unsigned char* mask) const {
        using Kind = typename Predicate::Kind;
        switch (predicate.kind) {
            case Kind::always: std::fill_n(mask, size_, static_cast<unsigned char>(1)); return;
            case Kind::all_of:
            case Kind::any_of: {
                test(predicate.parts.front(), mask);
                std::vector<Byte> other(size_);
                for (std::size_t i = 1; i < predicate.parts.size(); ++i) {
                    test(predicate.parts[i], other.data());
                    for (std::size_t row = 0; row < size_; ++row) {
                        mask[row] = predicate.kind == Kind::all_of ? mask[row] & other[row] : mask[row] | other[row];
                    }
                }
                return;
            }
            case Kind::unknown:
            case Kind::known: {
                const unsigned char when_unknown = predicate.kind == Kind::unknown ? 1 : 0;
                for (std::size_t row = 0; row < size_; ++row) {
                    const bool unknown =
                        is_code(predicate.column) ? codes(predicate.column)[row] == unknown_code : numbers(predicate.column)[row] == unknown_number;
                    mask[row] = unknown ? when_unknown : static_cast<unsigned char>(1 - when_unknown);
                }
                return;
            }
            case Kind::codes: return test_codes(predicate, mask);
            case Kind::numbers: return test_numbers(predicate, mask);
        }
    }

private:
    struct Column {
        std::vector<Late<std::uint32_t, When>> codes{};
        std::vector<Late<std::int64_t, When>> numbers{};
        std::int64_t bound = -1;
    };

    [[nodiscard]] bool is_code(std::size_t column) const noexcept { return plan_.field(column).kind == FieldKind::code; }
    void test_codes(const Predicate& predicate, unsigned char* mask) const {
        const std::uint32_t* const values = codes(predicate.column);
        const Dictionary& dictionary = dictionaries_[predicate.column];
        const std::size_t known = predicate.accepts.size();
        for (std::size_t row = 0; row < size_; ++row) {
            if (values[row] < known) mask[row] = predicate.accepts[values[row]];
            else
                mask[row] =
                    std::binary_search(predicate.keys.begin(), predicate.keys.end(), dictionary.text(values[row])) != predicate.negated ? 1 : 0;
        }
    }
    template <class Test>
    void test_each(const std::int64_t* values, unsigned char* mask, Test holds) const {
        for (std::size_t row = 0; row < size_; ++row) {
            mask[row] = static_cast<unsigned char>(static_cast<unsigned>(values[row] != unknown_number) & static_cast<unsigned>(holds(values[row])));
        }
    }
    void test_numbers(const Predicate& predicate, unsigned char* mask) const {
        const std::int64_t* const values = numbers(predicate.column);
        const std::int64_t wanted = predicate.numbers.front();
        if (predicate.numbers.size() > 1) {
            const bool listed = predicate.comparison == Comparison::equal;
            return test_each(values, mask, [&](std::int64_t value) {
                return (std::find(predicate.numbers.begin(), predicate.numbers.end(), value) != predicate.numbers.end()) == listed;
            });
        }
        switch (predicate.comparison) {
            case Comparison::equal: return test_each(values, mask, [=](std::int64_t value) { return value == wanted; });
            case Comparison::not_equal: return test_each(values, mask, [=](std::int64_t value) { return value != wanted; });
            case Comparison::less: return test_each(values, mask, [=](std::int64_t value) { return value < wanted; });
            case Comparison::less_equal: return test_each(values, mask, [=](std::int64_t value) { return value <= wanted; });
            case Comparison::greater: return test_each(values, mask, [=](std::int64_t value) { return value > wanted; });
            case Comparison::greater_equal: return test_each(values, mask, [=](std::int64_t value) { return value >= wanted; });
        }
    }
    /// Keeps the rows of which the condition holds, moved together.
    void select() {
        mask_.resize(rows_max);
        test(plan_.where, mask_.data());
        selected_.resize(rows_max);
        std::size_t kept = 0;
        for (std::uint32_t row = 0; row < size_; ++row) {
            selected_[kept] = row;
            kept += mask_[row];
        }
        selected_.resize(kept);
        size_ = kept;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (is_code(i)) gather(columns_[i].codes);
            else gather(columns_[i].numbers);
        }
    }
    template <class T>
    void gather(std::vector<T>& values) const noexcept {
        for (std::size_t row = 0; row < size_; ++row) values[row] = values[selected_[row]];
    }

    const Plan& plan_;
    std::vector<Dictionary>& dictionaries_;
    std::vector<Column> columns_;
    std::vector<Byte> mask_{};
    std::vector<Late<std::uint32_t, When>> selected_{};
    std::size_t size_ = 0;
};

}   // namespace detail

/// Feeds rows to a state, block by block. Use State::add.
template <class When = detail::WhenCalled>
class Engine {
    using State = detail::Late<arrears::State, When>;
    using Plan = detail::Late<arrears::Plan, When>;

public:
    Engine(State& state, int sign)
        : state_{state}, plan_{state.plan()}, sign_{sign}, block_{plan_, state.dictionaries_}, cells_(detail::Block<When>::rows_max),
          narrow_(plan_.cells.size()) {
        filters_.resize(plan_.filters.size());
        for (auto& mask : filters_) mask.resize(cells_.size());
        for (const CellTally& each : plan_.cells) {
            const auto same = [&](const KeyTally& keyed) { return !each.sum && keyed.filter == each.filter; };
            const auto at = std::find_if(plan_.keyed.begin(), plan_.keyed.end(), same);
            counted_by_.push_back(static_cast<std::size_t>(at - plan_.keyed.begin()));
        }
    }
    void run(RowReader& rows) {
        std::size_t met = 0, look_again = std::size_t{1} << 14U;
        while (block_.read(rows)) {
            if (block_.size() == 0) continue;
            if (met += block_.size(); met >= look_again) {
                look_again = 2 * met;
                number_things_directly();
            }
            number_cells();
            for (std::size_t i = 0; i < filters_.size(); ++i) block_.test(plan_.filters[i], filters_[i].data());
            for (std::size_t i = 0; i < plan_.cells.size(); ++i) {
                const CellTally& each = plan_.cells[i];
                if (counted_by_[i] < plan_.keyed.size()) continue;
                if (!each.sum) add_counts(i, each);
                else if (!add_narrow(i, each)) tally(i, each);
            }
            for (std::size_t i = 0; i < plan_.keyed.size(); ++i) tally_things(i);
        }
        for (std::size_t i = 0; i < narrow_.size(); ++i) {
            if (counted_by_[i] < plan_.keyed.size()) take_counts(i);
            else widen(i);
        }
    }

private:
    /// Where numbers tell things apart, and nothing else: cells would be as many as codes.
    void number_things_directly() {
        for (std::size_t column = 0; column < plan_.columns.size(); ++column) {
            const bool is_cell = std::find(plan_.keys.begin(), plan_.keys.end(), column) != plan_.keys.end();
            if (!plan_.columns[column].is_key || plan_.field(column).kind == FieldKind::code || is_cell) continue;
            if (!state_.dictionaries_[column].looks_up()) continue;
            std::size_t most = std::numeric_limits<std::size_t>::max();
            each_key(column, [&](auto& things, std::size_t) { most = std::min(most, things.codes_most()); });
            auto& dictionary = state_.dictionaries_[column];
            const auto became = dictionary.number_directly(most);
            if (became.empty()) continue;
            block_.find_codes(column);
            each_key(column, [&](auto& things, std::size_t key) { things.recode(key, became, dictionary.codes()); });
        }
    }
    /// Calls `take` with the things that the column tells apart, and the place of the column among their keys.
    template <class Take>
    void each_key(std::size_t column, Take take) {
        for (std::size_t i = 0; i < plan_.keyed.size(); ++i) {
            for (std::size_t key = 0; key < plan_.keyed[i].keys.size(); ++key) {
                if (plan_.keyed[i].keys[key] == column) take(state_.things_[i], key);
            }
        }
    }
    void number_cells() {
        const std::size_t size = block_.size();
        at_ = cells_.data();
        if (!state_.dense_) {
            std::fill_n(cells_.begin(), size, 0U);
            for (std::size_t k = 0; k < plan_.keys.size(); ++k) {
                const std::uint32_t* const codes = block_.codes(plan_.keys[k]);
                for (std::size_t row = 0; row < size; ++row) cells_[row] = state_.tuples_.next(k, cells_[row], codes[row]);
            }
            return state_.reserve_cells(state_.tuples_.size());
        }
        if (plan_.keys.empty()) {
            std::fill_n(cells_.begin(), size, 0U);
            return;
        }
        at_ = block_.codes(plan_.keys.front());
        for (std::size_t k = 1; k < plan_.keys.size(); ++k) {
            const std::uint32_t* const codes = block_.codes(plan_.keys[k]);
            const std::uint32_t width = state_.strides_[k - 1] / state_.strides_[k];
            for (std::size_t row = 0; row < size; ++row) cells_[row] = at_[row] * width + codes[row];
            at_ = cells_.data();
        }
        if (plan_.keys.size() == 1) state_.reserve_cells(state_.dictionaries_[plan_.keys.front()].codes());
    }
    /// Counts and sums of one cell tally in 64 bits each, carried over to the state's wider ones before they could overflow: a row
    /// then costs one addition of two numbers and one store, a third of what 128 bits cost.
    struct Narrow {
        using Pair = std::int64_t __attribute__((vector_size(16)));   // sum, count
        struct Cell {
            Pair turns[2];   // rows take turns, so that one need not wait for what the row before has just stored
        };
        std::vector<Cell> cells{};
        static constexpr std::size_t turns = 4;
        std::vector<detail::Late<std::uint32_t, When>> counts{};   // where nothing is added up: by cell and turn
        std::uint64_t reach = 0;        // no sum, or count, is further from zero
    };
    /// Adds a block to the narrow tally. \returns false, with nothing done, where an amount is unknown or too large for it
    [[nodiscard]] bool add_narrow(std::size_t index, const CellTally& each) {
        constexpr unsigned bits = 50;   // over a trillion yuan; a block of such rows stays under 2^60
        const std::size_t size = block_.size();
        const std::int64_t* const numbers = block_.numbers(*each.sum);
        std::int64_t seen = block_.bound(*each.sum);
        if (seen < 0) {   // the bits of each that differ from its sign
            seen = 0;
            for (std::size_t row = 0; row < size; ++row) seen |= numbers[row] ^ (numbers[row] < 0 ? -1 : 0);
        }
        if ((seen >> bits) != 0) return false;
        Narrow& narrow = narrow_[index];
        const std::uint64_t reach = (static_cast<std::uint64_t>(seen) + 1) * size;
        if (narrow.reach + reach > (std::uint64_t{1} << 62U)) widen(index);
        narrow.reach += reach;
        if (narrow.cells.size() < state_.cells_[index].size()) narrow.cells.resize(state_.cells_[index].size());
        using Pair = typename Narrow::Pair;
        if (!each.filter) {
            add_pairs(narrow, [=](std::size_t row) { return Pair{numbers[row], 0} + Pair{0, 1}; });
        } else {
            const unsigned char* const mask = filters_[*each.filter].data();
            add_pairs(narrow, [=](std::size_t row) { return Pair{numbers[row] & -std::int64_t{mask[row]}, mask[row]}; });
        }
        return true;
    }
    template <class PairOf>
    void add_pairs(Narrow& narrow, PairOf pair) const {
        typename Narrow::Cell* const cells = narrow.cells.data();
        for (std::size_t row = 0, size = block_.size(); row < size; ++row) cells[at_[row]].turns[row % 2] += pair(row);
    }
    void widen(std::size_t index) {
        Narrow& narrow = narrow_[index];
        for (std::size_t cell = 0; cell < narrow.cells.size(); ++cell) {
            const typename Narrow::Pair both = narrow.cells[cell].turns[0] + narrow.cells[cell].turns[1];
            state_.cells_[index][cell].add({both[0], both[1], 0}, sign_);
            narrow.cells[cell] = typename Narrow::Cell{};
        }
        for (std::size_t at = 0; at < narrow.counts.size(); ++at) {
            state_.cells_[index][at / Narrow::turns].add({0, narrow.counts[at], 0}, sign_);
            narrow.counts[at] = 0;
        }
        narrow.reach = 0;
    }
    /// Counts a block in 32 bits, carried over before they could overflow. Rows take turns here too.
    void add_counts(std::size_t index, const CellTally& each) {
        Narrow& narrow = narrow_[index];
        const std::size_t size = block_.size(), cells = state_.cells_[index].size();
        if (narrow.reach + size > std::numeric_limits<std::uint32_t>::max()) widen(index);
        narrow.reach += size;
        if (narrow.counts.size() < cells * Narrow::turns) narrow.counts.resize(cells * Narrow::turns);
        std::uint32_t* const counts = narrow.counts.data();
        if (!each.filter) {
            for (std::size_t row = 0; row < size; ++row) ++counts[at_[row] * Narrow::turns + row % Narrow::turns];
        } else {
            const unsigned char* const mask = filters_[*each.filter].data();
            for (std::size_t row = 0; row < size; ++row) counts[at_[row] * Narrow::turns + row % Narrow::turns] += mask[row];
        }
    }
    /// Counts what the things of the same rows have been counted to.
    void take_counts(std::size_t index) {
        auto& tallies = state_.cells_[index];
        const auto counts = state_.things_[counted_by_[index]].counts_by_cell(tallies.size());
        for (std::size_t cell = 0; cell < tallies.size(); ++cell) tallies[cell].add({0, counts[cell], 0}, 1);
    }
    /// Adds each row to the tally at its place.
    void tally(std::size_t index, const CellTally& each) {
        const unsigned char* const mask = each.filter ? filters_[*each.filter].data() : nullptr;
        const std::int64_t* const numbers = block_.numbers(*each.sum);
        for (std::size_t row = 0, size = block_.size(); row < size; ++row) {
            if (mask == nullptr || mask[row] != 0) state_.cells_[index][at_[row]].count_record(numbers[row], sign_);
        }
    }
    void tally_things(std::size_t index) {
        const KeyTally& each = plan_.keyed[index];
        detail::Late<detail::ThingRows, When> rows{block_.size(), at_, each.filter ? filters_[*each.filter].data() : nullptr, nullptr, -1, sign_};
        if (each.sum) rows.numbers = block_.numbers(*each.sum), rows.bound = block_.bound(*each.sum);
        codes_.clear();
        for (const std::size_t key : each.keys) codes_.push_back(block_.codes(key));
        state_.things_[index].add_rows(rows, codes_.data(), state_.cell_count(), state_.dictionaries_[each.keys.front()].codes());
    }

    State& state_;
    const Plan& plan_;
    int sign_;
    detail::Block<When> block_;
    std::vector<detail::Late<std::uint32_t, When>> cells_;   // room for the numbers of the block's cells
    const std::uint32_t* at_ = nullptr;                      // those numbers: there, or the codes of a single key
    std::vector<const detail::Late<std::uint32_t, When>*> codes_{};   // of the keys of a thing
    std::vector<std::vector<detail::Late<unsigned char, When>>> filters_{};
    std::vector<Narrow> narrow_;   // by Plan::cells
    std::vector<detail::Late<std::size_t, When>> counted_by_{};   // as well: which things have the same count; the end of all: none
};

template <class When>
State& State::consume(RowReader& rows, int sign) {
    if (rows.schema() != plan_->schema) {
        throw bad_argument("State", {"the rows have another schema than the state was made for", "行的字段表与状态的不同"},
                           {"expected a reader of the same schema", "应使用同一字段表"});
    }
    detail::Late<State, When> part{plan_};
    Engine<When>{part, sign}.run(rows);
    part.begun_ = true;
    if (begun_) {
        absorb(part, 1);
    } else {
        part.inputs_ = std::move(inputs_);
        *this = std::move(part);
    }
    inputs_.complete = false;
    return *this;
}

/// Calls `take(position, in_block)` for each row that satisfies a definition's condition, in their order: its position among all rows, from 0,
/// and among those that the reader has current. Ends where `take` returns false.
template <class Take, class When = detail::WhenCalled>
void each_selected(const Plan& plan, RowReader& rows, Take take) {
    std::vector<detail::Late<Dictionary, When>> dictionaries;
    for (std::size_t i = 0; i < plan.columns.size(); ++i) dictionaries.emplace_back(plan.field(i));
    detail::Late<Plan, When> wanted = plan;   // only what the condition reads, all rows counted
    const Predicate where = std::exchange(wanted.where, Predicate{});
    for (PlanColumn& column : wanted.columns) column.is_key = false;
    detail::Block<When> block{wanted, dictionaries};
    std::vector<detail::Late<unsigned char, When>> mask(detail::Block<When>::rows_max);
    for (std::size_t first = 0; block.read(rows); first += block.size()) {
        block.test(where, mask.data());
        for (std::size_t row = 0; row < block.size(); ++row) {
            if (mask[row] != 0 && !take(first + row, row)) return;
        }
    }
}

/// The positions, from 0, of the rows that satisfy a definition's condition: the records behind its figure.
template <class When = detail::WhenCalled>
[[nodiscard]] std::vector<std::size_t> select_rows(const Plan& plan, RowReader& rows, std::size_t limit = static_cast<std::size_t>(-1)) {
    std::vector<detail::Late<std::size_t, When>> out;
    if (limit == 0) return out;
    each_selected(plan, rows, [&](std::size_t position, std::size_t) {
        out.push_back(position);
        return out.size() < limit;
    });
    return out;
}

}   // namespace arrears
