// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/tally.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

/// A tally of a matrix. All of a matrix together fit 62 bits.
struct NarrowTally {
    std::int64_t sum = 0, count = 0, unknown = 0;

    operator Tally() const noexcept { return {sum, count, unknown}; }
    [[nodiscard]] bool is_zero() const noexcept { return (sum | count | unknown) == 0; }
    void add(const NarrowTally& other) noexcept { sum += other.sum, count += other.count, unknown += other.unknown; }
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
        return cell < width_ && code < codes_end() ? tally(chunks_[code / chunk_codes], place(code, cell)) : NarrowTally{};
    }
    /// Calls `take(cell, tally)` for each of a code's that is not nought.
    template <class Take>
    void each_of(std::size_t code, Take take) const {
        const Chunk& chunk = chunks_[code / chunk_codes];
        const auto take_each = [&](auto of) {
            for (std::size_t cell = 0; cell < width_; ++cell) {
                if (const NarrowTally each = of(cell); !each.is_zero()) take(cell, each);
            }
        };
        if (chunk.carried.empty() && chunk.unknown.empty()) {   // what is mostly so is decided once
            const std::uint8_t* const slots = chunk.slots.data() + place(code, 0) * slot_size();
            const auto with_sum = [slots](std::size_t cell) {
                const std::uint8_t* const slot = slots + cell * (sum_size + 1);
                return NarrowTally{load_sum(slot), slot[sum_size], 0};
            };
            if (sums_wanted_) take_each(with_sum);
            else take_each([slots](std::size_t cell) { return NarrowTally{0, slots[cell], 0}; });
        } else {
            take_each([&](std::size_t cell) { return tally(chunk, place(code, cell)); });
        }
    }
    /// The counts of a code, by cell, where nothing else is tallied and each is a byte; else null.
    [[nodiscard]] const std::uint8_t* small_counts(std::size_t code) const noexcept {
        const Chunk& chunk = chunks_[code / chunk_codes];
        return sums_wanted_ || !chunk.carried.empty() ? nullptr : chunk.slots.data() + place(code, 0);
    }
    /// Has the tallies of a code brought near, if there is room for it.
    void prefetch(std::size_t code) const noexcept {
        if (code >= codes_end()) return;
        const std::uint8_t* const slots = chunks_[code / chunk_codes].slots.data() + place(code, 0) * slot_size();
        for (std::size_t at = 0; at < width_ * slot_size() && at < 512; at += 64) __builtin_prefetch(slots + at, 1);
    }
    /// How many are not nought.
    [[nodiscard]] std::size_t used() const noexcept {
        std::size_t out = 0;
        for (std::size_t code = 0; code < codes_end(); ++code) each_of(code, [&](std::size_t, const NarrowTally&) { ++out; });
        return out;
    }
    /// Makes room for so many.
    template <class When = WhenCalled>
    void reserve(std::size_t cells, std::size_t codes) {
        if (cells > width_) rebuild<When>(cells, codes, codes_end(), [](std::size_t code) { return code; });
        else add_chunks<When>(codes);
    }
    /// Moves each code's tallies to the code that it has become, which is less than a number.
    template <class When = WhenCalled>
    void recode(const std::vector<std::uint32_t>& became, std::size_t end_of_codes) {
        rebuild<When>(width_, end_of_codes, std::min(became.size(), codes_end()), [&](std::size_t code) { return became[code]; });
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
        constexpr std::size_t at_once = 256;   // so many wait in a first-level cache
        std::uint8_t* slots[at_once];
        for (std::size_t first = 0; first < rows.size; first += at_once) {
            const std::size_t size = std::min(at_once, rows.size - first);
            const auto find = [&, width = width_, chunks = chunks_.data()](std::size_t slot_size) {
                for (std::size_t i = 0; i < size; ++i) {
                    const std::size_t code = codes[first + i];
                    std::uint8_t* const slots_of = chunks[code / chunk_codes].slots.data();
                    __builtin_prefetch(slots[i] = slots_of + (code % chunk_codes * width + rows.cells[first + i]) * slot_size, 1);
                }
            };
            if (sums_wanted_) find(sum_size + 1);
            else find(1);
            const auto carry = [&](std::size_t i, std::vector<std::int32_t> Chunk::*numbers, std::int32_t by) {
                const std::size_t code = codes[first + i];
                add_to(chunks_[code / chunk_codes].*numbers, place(code, rows.cells[first + i]), by);
            };
            add_counts(rows, first, size, slots, carry);
            if (rows.numbers != nullptr) add_sums(rows, first, size, slots, carry);
        }
        return true;
    }
    /// Adds some counts to those of a code, each to the cell that `cells` gives for it; there is room for them. Precondition: !has_sums()
    /// \returns false, with nothing done, where one might not fit
    [[nodiscard]] bool add_counts(std::size_t code, const std::uint8_t* counts, std::size_t size, const std::uint32_t* cells) {
        constexpr std::size_t at_once = sizeof(std::uint64_t);
        if (std::uint64_t{size} << byte_bits > count_most - count_reach_) return false;
        Chunk& chunk = chunks_[code / chunk_codes];
        const std::size_t first = place(code, 0);
        std::uint8_t* const slots = chunk.slots.data() + first;
        for (std::size_t from = 0; from < size; from += at_once) {
            const std::size_t some = std::min(at_once, size - from);
            std::uint64_t any = 0;   // most cells have nothing of a thing
            if (some == at_once) std::memcpy(&any, counts + from, at_once);
            else any = 1;
            if (any == 0) continue;
            for (std::size_t at = from; at < from + some; ++at) {
                if (counts[at] == 0) continue;
                count_reach_ += counts[at];
                const unsigned made = unsigned{slots[cells[at]]} + counts[at];
                slots[cells[at]] = static_cast<std::uint8_t>(made);
                if (made >> byte_bits != 0) [[unlikely]] add_to(chunk.carried, first + cells[at], 1);
            }
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
        const std::size_t at = place(code, cell);
        count(chunk, at, static_cast<std::int32_t>(sign * tally.count));
        if (tally.unknown != 0) add_to(chunk.unknown, at, static_cast<std::int32_t>(sign * tally.unknown));
        if (sums_wanted_) add_to_sum(chunk.slots.data() + at * slot_size(), static_cast<std::int64_t>(sign * tally.sum));
        return true;
    }

private:
    static constexpr std::size_t chunk_codes = 1024;
    static constexpr int byte_bits = 8;
    static constexpr std::uint64_t count_most = std::uint64_t{1} << 30U;
    static constexpr std::uint64_t sum_most = std::uint64_t{1} << 62U;

    static constexpr std::size_t sum_size = sizeof(std::int64_t);

    /// A place for each code and cell.
    struct Chunk {
        std::vector<std::uint8_t> slots{};      // of each place the sum, where one is wanted, then the count: next to each other, one fetch
        std::vector<std::int32_t> carried{};    // of counts, in units of 256; where one was
        std::vector<std::int32_t> unknown{};    // where one was
    };

    [[nodiscard]] std::size_t to_count() const noexcept { return sums_wanted_ ? sum_size : 0; }
    [[nodiscard]] std::size_t slot_size() const noexcept { return to_count() + 1; }
    [[nodiscard]] std::size_t place(std::size_t code, std::size_t cell) const noexcept { return code % chunk_codes * width_ + cell; }
    [[nodiscard]] static std::int64_t load_sum(const std::uint8_t* slot) noexcept {
        std::int64_t out;
        std::memcpy(&out, slot, sum_size);
        return out;
    }
    static void add_to_sum(std::uint8_t* slot, std::int64_t by) noexcept {
        const std::int64_t made = load_sum(slot) + by;
        std::memcpy(slot, &made, sum_size);
    }
    [[nodiscard]] NarrowTally tally(const Chunk& chunk, std::size_t place) const noexcept {
        const std::uint8_t* const slot = chunk.slots.data() + place * slot_size();
        const auto of = [place](const auto& numbers) { return numbers.empty() ? 0 : numbers[place]; };
        return {sums_wanted_ ? load_sum(slot) : 0, of(chunk.carried) * (1 << byte_bits) + slot[to_count()], of(chunk.unknown)};
    }
    void count(Chunk& chunk, std::size_t place, std::int32_t by) {
        std::uint8_t& count = chunk.slots[place * slot_size() + to_count()];
        const std::int32_t made = count + by;
        count = static_cast<std::uint8_t>(made);
        if (const std::int32_t over = made >> byte_bits; over != 0) add_to(chunk.carried, place, over);
    }
    void add_to(std::vector<std::int32_t>& numbers, std::size_t place, std::int32_t by) {
        if (numbers.empty()) numbers.resize(chunk_codes * width_);
        numbers[place] += by;
    }
    template <class When>
    void add_chunks(std::size_t codes) {
        auto& chunks = late<When>(chunks_);
        while (codes_end() < codes) chunks.emplace_back().slots.resize(chunk_codes * width_ * slot_size());
    }
    /// Becomes as large as that, the first codes up to an end being those that `became` tells.
    template <class When, class Became>
    void rebuild(std::size_t cells, std::size_t codes, std::size_t end, Became became) {
        Late<NarrowMatrix, When> made{sums_wanted_};
        made.width_ = cells;
        made.template add_chunks<When>(std::max(codes, codes_end()));
        for (std::size_t code = 0; code < end; ++code) {
            const std::size_t to = became(code);
            const Chunk& from = chunks_[code / chunk_codes];
            Chunk& into = made.chunks_[to / chunk_codes];
            std::copy_n(from.slots.data() + place(code, 0) * slot_size(), width_ * slot_size(), into.slots.data() + made.place(to, 0) * slot_size());
            for (const auto numbers : {&Chunk::carried, &Chunk::unknown}) {
                if ((from.*numbers).empty()) continue;
                if ((into.*numbers).empty()) (into.*numbers).resize(chunk_codes * cells);
                std::copy_n(&(from.*numbers)[place(code, 0)], width_, &(into.*numbers)[made.place(to, 0)]);
            }
        }
        width_ = cells;
        chunks_ = std::move(made.chunks_);
    }
    template <class Carry>
    void add_counts(const ThingRows& rows, std::size_t first, std::size_t size, std::uint8_t* const* slots, const Carry& carry) const {
        const std::size_t at = to_count();
        if (rows.mask != nullptr) {
            const unsigned char* const mask = rows.mask + first;
            for (std::size_t i = 0; i < size; ++i) {
                const std::int32_t made = slots[i][at] + rows.sign * mask[i];
                slots[i][at] = static_cast<std::uint8_t>(made);
                if (const std::int32_t over = made >> byte_bits; over != 0) [[unlikely]] carry(i, &Chunk::carried, over);
            }
        } else if (rows.sign > 0) {
            for (std::size_t i = 0; i < size; ++i) {
                if (++slots[i][at] == 0) [[unlikely]] carry(i, &Chunk::carried, 1);
            }
        } else {
            for (std::size_t i = 0; i < size; ++i) {
                if (slots[i][at]-- == 0) [[unlikely]] carry(i, &Chunk::carried, -1);
            }
        }
    }
    template <class Carry>
    static void add_sums(const ThingRows& rows, std::size_t first, std::size_t size, std::uint8_t* const* slots, const Carry& carry) {
        const std::int64_t* const numbers = rows.numbers + first;
        const int sign = rows.sign;
        if (rows.bound >= 0 && rows.mask == nullptr) {
            for (std::size_t i = 0; i < size; ++i) add_to_sum(slots[i], sign * numbers[i]);
            return;
        }
        for (std::size_t i = 0; i < size; ++i) {
            const int by = rows.mask == nullptr ? sign : sign * rows.mask[first + i];
            if (numbers[i] == unknown_number) carry(i, &Chunk::unknown, by);
            else add_to_sum(slots[i], by * numbers[i]);
        }
    }

    bool sums_wanted_ = false;
    std::size_t width_ = 0;
    std::vector<Chunk> chunks_{};
    std::uint64_t count_reach_ = 0;   // no count is further from zero, nor all together
    std::uint64_t sum_reach_ = 0;
};

}   // namespace arrears::detail
