// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/tally.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace arrears::detail {

/// Rows of a block for tallies of things: where each counts, and what.
struct ThingRows {
    std::size_t size = 0;
    const std::uint32_t* cells = nullptr;
    const unsigned char* mask = nullptr;      ///< rows with 0 do not count; null: all do
    const std::int64_t* numbers = nullptr;    ///< what is added up; null: nothing is
    std::int64_t bound = -1;                  ///< each number is from 0 to it; negative: not known
    int sign = 1;
};

/// Tallies by code and cell, in as few bytes as mostly do: a count has one, and what goes beyond it is carried over to wider numbers that
/// are there only where one is needed; a sum has eight. Codes come in chunks, so that none moves where others are met.
class NarrowMatrix {
public:
    explicit NarrowMatrix(bool sums) noexcept : sums_wanted_{sums} {}

    [[nodiscard]] bool has_sums() const noexcept { return sums_wanted_; }
    /// How many cells and codes there is room for.
    [[nodiscard]] std::size_t cells_end() const noexcept { return width_; }
    [[nodiscard]] std::size_t codes_end() const noexcept { return chunks_.size() * chunk_codes; }
    [[nodiscard]] Tally at(std::size_t code, std::size_t cell) const noexcept {
        return cell < width_ && code < codes_end() ? chunks_[code / chunk_codes].tally(place(code, cell)) : Tally{};
    }
    /// Calls `take(cell, tally)` for each of a code's that is not nought. All tallies of a matrix together fit 62 bits.
    template <class Take>
    void each_of(std::size_t code, Take take) const {
        const Chunk& chunk = chunks_[code / chunk_codes];
        const std::size_t first = place(code, 0);
        for (std::size_t cell = 0; cell < width_; ++cell) {
            if (const Tally each = chunk.tally(first + cell); !each.is_zero()) take(cell, each);
        }
    }
    /// How many are not nought.
    [[nodiscard]] std::size_t used() const noexcept {
        std::size_t out = 0;
        for (std::size_t code = 0; code < codes_end(); ++code) each_of(code, [&](std::size_t, const Tally&) { ++out; });
        return out;
    }
    /// Makes room for so many.
    template <class When = WhenCalled>
    void reserve(std::size_t cells, std::size_t codes) {
        auto& chunks = late<When>(chunks_);
        if (cells > width_) {
            for (auto& chunk : chunks) {
                chunk.each([&](auto& numbers) {
                    if (numbers.empty()) return;
                    std::remove_cvref_t<decltype(numbers)> made(chunk_codes * cells);
                    for (std::size_t code = 0; code < chunk_codes; ++code) std::copy_n(&numbers[place(code, 0)], width_, &made[code * cells]);
                    numbers = std::move(made);
                });
            }
            width_ = cells;
        }
        while (codes_end() < codes) {
            auto& chunk = chunks.emplace_back();
            chunk.counts.resize(chunk_codes * width_);
            if (sums_wanted_) chunk.sums.resize(chunk_codes * width_);
        }
    }
    /// Adds a block, whose cells and codes there is room for. \returns false, with nothing done, where a sum or a count might not fit
    [[nodiscard]] bool add(const ThingRows& rows, const std::uint32_t* codes) {
        if (rows.size > count_most - count_reach_) return false;
        std::uint64_t reach = 0;
        if (rows.numbers != nullptr) {
            std::int64_t seen = rows.bound;
            if (seen < 0) {   // the bits of each that differ from its sign; an unknown one counts as nought
                seen = 0;
                for (std::size_t row = 0; row < rows.size; ++row) {
                    const std::int64_t number = rows.numbers[row];
                    if (number != unknown_number) seen |= number ^ (number < 0 ? -1 : 0);
                }
            }
            if (seen > static_cast<std::int64_t>(sum_most / rows.size) - 1) return false;
            reach = (static_cast<std::uint64_t>(seen) + 1) * rows.size;
            if (reach > sum_most - sum_reach_) return false;
        }
        count_reach_ += rows.size;
        sum_reach_ += reach;
        // The matrix may be larger than the caches: the places of some rows are all found, and fetched, before the first is added to.
        constexpr std::size_t at_once = 64;
        std::uint8_t* counts[at_once];
        std::int64_t* sums[at_once];
        for (std::size_t first = 0; first < rows.size; first += at_once) {
            const std::size_t size = std::min(at_once, rows.size - first);
            for (std::size_t i = 0; i < size; ++i) __builtin_prefetch(counts[i] = at(&Chunk::counts, rows, codes, first + i), 1);
            if (rows.numbers != nullptr) {
                for (std::size_t i = 0; i < size; ++i) __builtin_prefetch(sums[i] = at(&Chunk::sums, rows, codes, first + i), 1);
            }
            const auto carry = [&](std::size_t i, std::vector<std::int32_t> Chunk::*numbers, std::int32_t by) {
                const std::size_t code = codes[first + i];
                Chunk& chunk = chunks_[code / chunk_codes];
                chunk.add_to(chunk.*numbers, place(code, rows.cells[first + i]), by);
            };
            add_counts(rows, first, size, counts, carry);
            if (rows.numbers != nullptr) add_sums(rows, first, size, sums, carry);
        }
        return true;
    }
    /// Adds a tally at a place that there is room for. \returns false, with nothing done, where it might not fit
    [[nodiscard]] bool add(std::size_t code, std::size_t cell, const Tally& tally, int sign) {
        const auto within = [](int128 number, std::uint64_t most) { return number <= int128{most} && number >= -int128{most}; };
        const auto size = [](int128 number) { return static_cast<std::uint64_t>(number < 0 ? -number : number); };
        if (!within(tally.count, count_most - count_reach_) || !within(tally.unknown, count_most - count_reach_) ||
            !within(tally.sum, sum_most - sum_reach_) || (!sums_wanted_ && (tally.sum != 0 || tally.unknown != 0)))
            return false;
        count_reach_ += std::max(size(tally.count), size(tally.unknown));
        sum_reach_ += size(tally.sum);
        Chunk& chunk = chunks_[code / chunk_codes];
        const std::size_t where = place(code, cell);
        chunk.count(where, static_cast<std::int32_t>(sign * tally.count));
        if (tally.unknown != 0) chunk.add_to(chunk.unknown, where, static_cast<std::int32_t>(sign * tally.unknown));
        if (sums_wanted_) chunk.sums[where] += static_cast<std::int64_t>(sign * tally.sum);
        return true;
    }

private:
    static constexpr std::size_t chunk_codes = 1024;
    static constexpr int byte_bits = 8;
    static constexpr std::uint64_t count_most = std::uint64_t{1} << 30U;
    static constexpr std::uint64_t sum_most = std::uint64_t{1} << 62U;

    /// A row for each code, a place in it for each cell.
    struct Chunk {
        std::vector<std::uint8_t> counts{};
        std::vector<std::int64_t> sums{};       // where they are wanted
        std::vector<std::int32_t> carried{};    // of counts, in units of 256; where one was
        std::vector<std::int32_t> unknown{};    // where one was

        [[nodiscard]] Tally tally(std::size_t place) const noexcept {
            const auto of = [place](const auto& numbers) { return numbers.empty() ? 0 : numbers[place]; };
            return {of(sums), of(carried) * (1 << byte_bits) + counts[place], of(unknown)};
        }
        void count(std::size_t place, std::int32_t by) {
            const std::int32_t made = counts[place] + by;
            counts[place] = static_cast<std::uint8_t>(made);
            if (const std::int32_t over = made >> byte_bits; over != 0) add_to(carried, place, over);
        }
        void add_to(std::vector<std::int32_t>& numbers, std::size_t place, std::int32_t by) {
            if (numbers.empty()) numbers.resize(counts.size());
            numbers[place] += by;
        }
        template <class Take>
        void each(Take take) {
            take(counts), take(sums), take(carried), take(unknown);
        }
    };

    [[nodiscard]] std::size_t place(std::size_t code, std::size_t cell) const noexcept { return code % chunk_codes * width_ + cell; }
    template <class T>
    [[nodiscard]] T* at(std::vector<T> Chunk::*numbers, const ThingRows& rows, const std::uint32_t* codes, std::size_t row) noexcept {
        return (chunks_[codes[row] / chunk_codes].*numbers).data() + place(codes[row], rows.cells[row]);
    }
    template <class Carry>
    static void add_counts(const ThingRows& rows, std::size_t first, std::size_t size, std::uint8_t* const* counts, const Carry& carry) {
        const auto add = [&](auto by) {
            for (std::size_t i = 0; i < size; ++i) {
                const std::int32_t made = *counts[i] + by(i);
                *counts[i] = static_cast<std::uint8_t>(made);
                if (const std::int32_t over = made >> byte_bits; over != 0) [[unlikely]] carry(i, &Chunk::carried, over);
            }
        };
        const int sign = rows.sign;
        if (rows.mask == nullptr) add([=](std::size_t) { return sign; });
        else add([=, mask = rows.mask + first](std::size_t i) { return sign * mask[i]; });
    }
    template <class Carry>
    static void add_sums(const ThingRows& rows, std::size_t first, std::size_t size, std::int64_t* const* sums, const Carry& carry) {
        const std::int64_t* const numbers = rows.numbers + first;
        const int sign = rows.sign;
        if (rows.bound >= 0 && rows.mask == nullptr) {
            for (std::size_t i = 0; i < size; ++i) *sums[i] += sign * numbers[i];
            return;
        }
        for (std::size_t i = 0; i < size; ++i) {
            const int by = rows.mask == nullptr ? sign : sign * rows.mask[first + i];
            if (numbers[i] == unknown_number) carry(i, &Chunk::unknown, by);
            else *sums[i] += by * numbers[i];
        }
    }

    bool sums_wanted_ = false;
    std::size_t width_ = 0;
    std::vector<Chunk> chunks_{};
    std::uint64_t count_reach_ = 0;   // no count is further from zero, nor all together
    std::uint64_t sum_reach_ = 0;
};

}   // namespace arrears::detail
