// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/fields.hpp>
#include <arrears/statistics/reader.hpp>
#include <arrears/statistics/state.hpp>
#include <arrears/statistics/table.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace arrears {

namespace detail {

template <class Range>
using Iterator = decltype(std::begin(std::declval<const Range&>()));
template <class Range>
using RowOf = std::remove_cvref_t<decltype(*std::begin(std::declval<const Range&>()))>;

/// Reads a range by a caller's fields: in place where the rows lie side by side, else through copies of a block of them.
template <class Range>
class RangeReader final : public RowReader {
public:
    using Row = RowOf<Range>;
    RangeReader(const Range& range, const Fields<Row>& fields) : fields_{fields}, at_{std::begin(range)}, end_{std::end(range)} {}

    [[nodiscard]] const std::shared_ptr<const Schema>& schema() const override { return fields_.schema(); }
    [[nodiscard]] std::size_t next(std::size_t count_max) override {
        passes_ = pass_ == 0 ? 1 : pass_;
        pass_ = 0;
        if constexpr (std::contiguous_iterator<Iterator<Range>>) {
            const auto left = static_cast<std::size_t>(end_ - at_);
            count_ = left < count_max ? left : count_max;
            rows_ = count_ == 0 ? nullptr : std::to_address(at_);
            at_ += static_cast<std::ptrdiff_t>(count_);
        } else {
            copies_.clear();
            for (; copies_.size() < count_max && at_ != end_; ++at_) copies_.push_back(*at_);
            count_ = copies_.size();
            rows_ = copies_.data();
        }
        return count_;
    }
    void codes(std::size_t field, Dictionary& dictionary, std::uint32_t* out) override {
        fields_[field].codes(rows_, count_, ahead(), dictionary, out);
    }
    std::int64_t numbers(std::size_t field, std::int64_t* out) override { return fields_[field].numbers(rows_, count_, ahead(), out); }

private:
    /// The part of the next block that this pass over the present one has the memory bring: all passes together bring all of it.
    [[nodiscard]] RowsAhead ahead() noexcept {
        const std::size_t bytes = count_ * sizeof(Row), begin = bytes * (pass_ < passes_ ? pass_ : 0) / passes_;
        ++pass_;
        return {reinterpret_cast<std::uintptr_t>(rows_) + 2 * bytes + begin, cache_line / passes_};
    }

    const Fields<Row>& fields_;
    Iterator<Range> at_;
    decltype(std::end(std::declval<const Range&>())) end_;
    const Row* rows_ = nullptr;
    std::size_t count_ = 0;
    std::size_t pass_ = 0;      // over the present block
    std::size_t passes_ = 1;    // over the block before
    std::vector<Row> copies_{};
};

}   // namespace detail

/// The neutral state of a tally over rows with these fields. \throws Error as try_bind() tells
template <class Row>
[[nodiscard]] State start(const Definition& definition, const Fields<Row>& fields) { return State{definition, fields.schema()}; }

/// Adds the rows of a range to a state made for the same fields. \throws Error (bad_argument) where it was made for others
template <class Range>
void add(State& state, const Range& rows, const Fields<detail::RowOf<Range>>& fields) {
    detail::RangeReader<Range> reader{rows, fields};
    state.add(reader);
}
/// Takes rows back that were added.
template <class Range>
void withdraw(State& state, const Range& rows, const Fields<detail::RowOf<Range>>& fields) {
    detail::RangeReader<Range> reader{rows, fields};
    state.withdraw(reader);
}

/// The table of a definition over a range:
///
///     tabulate(Definition::parse("rows industry; measure sum(owed)"), rows, {{"industry", &Row::industry}, {"owed", &Row::owed}})
///
/// \throws Error as try_bind() tells. Cost: O(rows)
template <class Range>
[[nodiscard]] Table tabulate(const Definition& definition, const Range& rows, const Fields<detail::RowOf<Range>>& fields) {
    State state = start(definition, fields);
    add(state, rows, fields);
    return state.table();
}

namespace detail {

template <class = WhenCalled>
void check_single(const Definition& definition) {
    if (!definition.is_single()) {
        throw bad_argument(
            "evaluate",
            {"the definition gives a table: " + in_quotes(print(definition), 200), "定义给出的是表：" + in_quotes(print(definition), 200)},
            {"expected one measure, no rows and no columns", "应只有一个指标，没有 rows 和 columns"});
    }
}

}   // namespace detail

/// The one figure of a definition without rows and columns. \throws Error as try_bind() tells; (bad_argument) where it gives more
template <class Range>
[[nodiscard]] Value evaluate(const Definition& definition, const Range& rows, const Fields<detail::RowOf<Range>>& fields) {
    detail::check_single(definition);
    return tabulate(definition, rows, fields).value(0, 0);
}

}   // namespace arrears
