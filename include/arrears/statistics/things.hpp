// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/interner.hpp>
#include <arrears/statistics/tally.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
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

/// A tally for each thing in each cell, a thing being one code or several.
///
/// Where things are told apart by one code and most cells have most of them, tallies stand in a matrix of narrow numbers, which one
/// addition a row reaches; elsewhere they are looked up, which costs many times that. Which of the two never shows.
class Things {
public:
    /// \param keys how many codes tell a thing apart \param sums whether amounts are added up
    template <class = WhenCalled>
    Things(std::size_t keys, bool sums) : ids_(keys + 1), sums_{sums}, one_key_{keys == 1}, dense_{one_key_} {}

    /// Adds rows, of which `codes` gives a column of codes for each key. Cells and codes are less than these numbers.
    template <class When = WhenCalled>
    void add_rows(const ThingRows& rows, const std::uint32_t* const* codes, std::size_t cells_end, std::size_t codes_end) {
        if (dense_) {
            make_room(cells_end, codes_end);
            if (dense_ && add_narrow(rows, codes[0])) return;
        }
        auto& numbers = late<When>(numbers_);
        numbers.resize(rows.size);
        for (std::size_t row = 0; row < rows.size; ++row) numbers[row] = ids_.next(0, 0, rows.cells[row]);
        for (std::size_t k = 0; k + 1 < ids_.length(); ++k) {
            for (std::size_t row = 0; row < rows.size; ++row) numbers[row] = ids_.next(k + 1, numbers[row], codes[k][row]);
        }
        auto& wide = late<When>(wide_);
        if (wide.size() < ids_.size()) wide.resize(ids_.size());
        for (std::size_t row = 0; row < rows.size; ++row) {
            if (rows.mask != nullptr && rows.mask[row] == 0) continue;
            wide[numbers[row]].count_record(rows.numbers == nullptr ? 0 : rows.numbers[row], rows.sign);
        }
        if (one_key_ && ids_.size() >= look_again_) gather(cells_end, codes_end);
    }
    /// Adds a tally. \param codes the cell, then the thing's \throws Error (overflow), with nothing changed
    template <class When = WhenCalled>
    void add(const std::vector<std::uint32_t>& codes, const Tally& tally, int sign) {
        if (dense_) {
            make_room(std::size_t{codes[0]} + 1, std::size_t{codes[1]} + 1);
            if (dense_ && add_narrow(codes[0], codes[1], tally, sign)) return;
        }
        const std::uint32_t id = ids_(codes);
        auto& wide = late<When>(wide_);
        if (wide.size() <= id) wide.resize(std::size_t{id} + 1);
        wide[id].add(tally, sign);
    }
    [[nodiscard]] Tally find(const std::vector<std::uint32_t>& codes) {
        if (dense_) return codes[0] < width_ && codes[1] < codes_end() ? narrow(codes[1], codes[0]) : Tally{};
        const std::uint32_t id = ids_(codes);
        return id < wide_.size() ? wide_[id] : Tally{};
    }
    /// Calls `take(codes, tally)` for each that is not nought: the cell, then the thing's codes.
    template <class When = WhenCalled, class Take>
    void for_each(Take take) const {
        std::vector<Late<std::uint32_t, When>> codes(ids_.length());
        if (dense_) {
            for (std::size_t code = 0; code < codes_end(); ++code) {
                codes[1] = static_cast<std::uint32_t>(code);
                for (std::size_t cell = 0; cell < width_; ++cell) {
                    const Tally tally = narrow(code, cell);
                    codes[0] = static_cast<std::uint32_t>(cell);
                    if (!tally.is_zero()) take(codes, tally);
                }
            }
            return;
        }
        for (std::uint32_t id = 0; id < wide_.size(); ++id) {
            if (wide_[id].is_zero()) continue;
            ids_.codes(id, codes);
            take(codes, wide_[id]);
        }
    }
    /// Whether all cells' tallies of one code after the other can be had, by at().
    [[nodiscard]] bool is_dense() const noexcept { return dense_; }
    [[nodiscard]] std::size_t codes_end() const noexcept { return sums_ ? slots_.size() * chunk_codes : counts_.size() * chunk_codes; }
    [[nodiscard]] Tally at(std::size_t code, std::size_t cell) const noexcept { return cell < width_ ? narrow(code, cell) : Tally{}; }
    template <class = WhenCalled>
    [[nodiscard]] bool is_zero() const {
        bool zero = true;
        for_each([&](const auto&, const Tally&) { zero = false; });
        return zero;
    }

private:
    struct Narrow {
        std::int64_t sum = 0;
        std::int32_t count = 0;
        std::int32_t unknown = 0;
    };
    static constexpr std::size_t chunk_codes = 1024;
    static constexpr std::size_t free_slots = std::size_t{1} << 20U;       // so many are taken without asking what they are good for
    static constexpr std::size_t slots_a_thing = 32;                       // a matrix emptier than this is given up
    static constexpr std::uint64_t count_most = std::numeric_limits<std::int32_t>::max();
    static constexpr std::uint64_t sum_most = std::uint64_t{1} << 62U;

    [[nodiscard]] std::size_t place(std::size_t code, std::size_t cell) const noexcept { return code % chunk_codes * width_ + cell; }
    [[nodiscard]] Tally narrow(std::size_t code, std::size_t cell) const noexcept {
        if (!sums_) return {0, counts_[code / chunk_codes][place(code, cell)], 0};
        const Narrow& slot = slots_[code / chunk_codes][place(code, cell)];
        return {slot.sum, slot.count, slot.unknown};
    }
    [[nodiscard]] std::size_t used() const noexcept {
        std::size_t out = 0;
        for (const auto& chunk : counts_) out += chunk.size() - static_cast<std::size_t>(std::count(chunk.begin(), chunk.end(), 0));
        for (const auto& chunk : slots_) {
            out += static_cast<std::size_t>(std::count_if(chunk.begin(), chunk.end(), [](const Narrow& slot) { return slot.count != 0; }));
        }
        return out;
    }
    /// A matrix of at least so many cells and codes; where that would be mostly empty, there is none afterwards.
    template <class When = WhenCalled>
    void make_room(std::size_t cells, std::size_t codes) {
        if (cells <= width_ && codes <= codes_end()) return;
        const std::size_t width = cells <= width_ ? width_ : width_ == 0 ? cells : std::max(cells, 2 * width_);
        const std::size_t slots = width * std::max(codes, codes_end());
        if (slots > free_slots && slots > looked_at_ + looked_at_ / 2) {   // not at every chunk
            looked_at_ = slots;
            if (slots > slots_a_thing * used()) return spread();
        }
        lay_out(width, codes);
    }
    template <class When = WhenCalled>
    void lay_out(std::size_t width, std::size_t codes) {
        const auto widened = [&](auto& chunks) {
            for (auto& chunk : chunks) {
                std::remove_cvref_t<decltype(chunk)> made(chunk_codes * width);
                for (std::size_t code = 0; code < chunk_codes && width_ != 0; ++code) {
                    std::copy_n(chunk.begin() + static_cast<std::ptrdiff_t>(code * width_), width_,
                                made.begin() + static_cast<std::ptrdiff_t>(code * width));
                }
                chunk = std::move(made);
            }
        };
        const auto lengthened = [&](auto& chunks) {
            while (chunks.size() * chunk_codes < codes) chunks.emplace_back(chunk_codes * width);
        };
        if (width != width_) widened(late<When>(slots_)), widened(late<When>(counts_));
        width_ = width;
        if (sums_) lengthened(late<When>(slots_));
        else lengthened(late<When>(counts_));
    }
    /// Adds a block to the matrix. \returns false, with nothing done and the matrix given up, where an amount or a count might not fit
    [[nodiscard]] bool add_narrow(const ThingRows& rows, const std::uint32_t* codes) {
        if (rows.size > count_most - count_reach_) return spread(), false;
        if (rows.numbers == nullptr) {
            count_reach_ += rows.size;
            const auto add = [&](auto sign) {
                each_slot(counts_, rows, codes, [&](std::size_t row, std::int32_t& count) { count += sign(row); });
            };
            if (rows.mask == nullptr) add([sign = rows.sign](std::size_t) { return sign; });
            else add([&](std::size_t row) { return rows.sign * rows.mask[row]; });
            return true;
        }
        const std::int64_t* const numbers = rows.numbers;
        std::int64_t seen = rows.bound;
        if (seen < 0) {   // the bits of each that differ from its sign; an unknown one counts as nought
            seen = 0;
            for (std::size_t row = 0; row < rows.size; ++row) {
                if (numbers[row] != unknown_number) seen |= numbers[row] ^ (numbers[row] < 0 ? -1 : 0);
            }
        }
        if (seen > static_cast<std::int64_t>(sum_most / rows.size) - 1) return spread(), false;
        const std::uint64_t reach = (static_cast<std::uint64_t>(seen) + 1) * rows.size;
        if (reach > sum_most - sum_reach_) return spread(), false;
        count_reach_ += rows.size;
        sum_reach_ += reach;
        const int sign = rows.sign;
        if (rows.bound >= 0 && rows.mask == nullptr) {
            each_slot(slots_, rows, codes, [&](std::size_t row, Narrow& slot) {
                slot.sum += sign * numbers[row];
                slot.count += sign;
            });
            return true;
        }
        each_slot(slots_, rows, codes, [&](std::size_t row, Narrow& slot) {
            const int by = rows.mask == nullptr ? sign : sign * rows.mask[row];
            slot.count += by;
            if (numbers[row] == unknown_number) slot.unknown += by;
            else slot.sum += by * numbers[row];
        });
        return true;
    }
    /// Calls `add(row, slot)` for each row. The matrix is larger than the caches: places some rows on are fetched ahead.
    template <class Slot, class Add>
    void each_slot(std::vector<std::vector<Slot>>& chunks, const ThingRows& rows, const std::uint32_t* codes, Add add) const {
        constexpr std::size_t at_once = 256;
        Slot* slots[at_once];
        const std::size_t width = width_;
        std::vector<Slot>* const all = chunks.data();
        for (std::size_t first = 0; first < rows.size; first += at_once) {
            const std::size_t count = std::min(at_once, rows.size - first);
            for (std::size_t i = 0; i < count; ++i) {
                const std::size_t code = codes[first + i];
                slots[i] = all[code / chunk_codes].data() + (code % chunk_codes * width + rows.cells[first + i]);
                __builtin_prefetch(slots[i], 1);
            }
            for (std::size_t i = 0; i < count; ++i) add(first + i, *slots[i]);
        }
    }
    [[nodiscard]] bool add_narrow(std::size_t cell, std::size_t code, const Tally& tally, int sign) {
        const auto within = [](int128 number, std::uint64_t most) { return number <= int128{most} && number >= -int128{most}; };
        const auto size = [](int128 number) { return static_cast<std::uint64_t>(number < 0 ? -number : number); };
        if (!within(tally.count, count_most - count_reach_) || !within(tally.unknown, count_most - count_reach_) ||
            !within(tally.sum, sum_most - sum_reach_) || (!sums_ && (tally.sum != 0 || tally.unknown != 0)))
            return spread(), false;
        count_reach_ += std::max(size(tally.count), size(tally.unknown));
        sum_reach_ += size(tally.sum);
        if (!sums_) {
            counts_[code / chunk_codes][place(code, cell)] += static_cast<std::int32_t>(sign * tally.count);
            return true;
        }
        Narrow& slot = slots_[code / chunk_codes][place(code, cell)];
        slot.sum += static_cast<std::int64_t>(sign * tally.sum);
        slot.count += static_cast<std::int32_t>(sign * tally.count);
        slot.unknown += static_cast<std::int32_t>(sign * tally.unknown);
        return true;
    }
    /// From the matrix to numbered things.
    template <class When = WhenCalled>
    void spread() {
        auto& wide = late<When>(wide_);
        for_each([&](const auto& codes, const Tally& tally) {
            const std::uint32_t id = ids_(codes);
            if (wide.size() <= id) wide.resize(std::size_t{id} + 1);
            wide[id] = tally;
        });
        dense_ = false;
        width_ = looked_at_ = 0;
        counts_ = {};
        slots_ = {};
        look_again_ = std::max<std::size_t>(2 * ids_.size(), free_slots / slots_a_thing);
    }
    /// From numbered things to a matrix, where it would be full enough and all fits.
    template <class When = WhenCalled>
    void gather(std::size_t cells, std::size_t codes) {
        look_again_ = 2 * ids_.size();
        if (cells * codes > slots_a_thing / 2 * ids_.size()) return;
        Late<Things, When> made{1, sums_};
        made.lay_out(cells, codes);
        bool fits = true;
        for_each([&](const auto& key, const Tally& tally) { fits = fits && made.dense_ && made.add_narrow(key[0], key[1], tally, 1); });
        if (fits && made.dense_) *this = std::move(made);
    }

    TupleInterner ids_;                         // not dense: of the cell and the codes
    std::vector<Tally> wide_{};
    std::vector<std::uint32_t> numbers_{};      // of a block's things
    std::size_t look_again_ = free_slots / slots_a_thing;
    bool sums_ = false;
    bool one_key_ = false;
    bool dense_ = false;
    // Dense: a row of the matrix for each code, a column for each cell. Rows come in chunks, so that none moves where codes are met.
    std::size_t width_ = 0;
    std::size_t looked_at_ = 0;                         // how large it was when last found full enough
    std::vector<std::vector<std::int32_t>> counts_{};   // where nothing is added up
    std::vector<std::vector<Narrow>> slots_{};          // else
    std::uint64_t count_reach_ = 0;             // no count is further from zero
    std::uint64_t sum_reach_ = 0;
};

}   // namespace arrears::detail
