// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/interner.hpp>
#include <arrears/statistics/narrow_matrix.hpp>
#include <arrears/statistics/tally.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace arrears::detail {

/// A tally for each thing in each cell, a thing being one code or several.
///
/// Where things are told apart by one code and most cells have most of them, tallies stand in a matrix of narrow numbers, which one
/// addition a row reaches; elsewhere they are looked up, which costs many times that. Which of the two never shows.
class Things {
public:
    /// \param keys how many codes tell a thing apart \param sums whether amounts are added up
    template <class = WhenCalled>
    Things(std::size_t keys, bool sums) : matrix_{sums}, ids_(keys + 1), one_key_{keys == 1}, dense_{one_key_} {}

    /// Adds rows, of which `codes` gives a column of codes for each key. Cells and codes are less than these numbers.
    template <class When = WhenCalled>
    void add_rows(const ThingRows& rows, const std::uint32_t* const* codes, std::size_t cells_end, std::size_t codes_end) {
        if (dense_) {
            make_room(cells_end, codes_end);
            if (dense_ && matrix_.add(rows, codes[0])) return;
            if (dense_) spread();
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
            if (dense_ && matrix_.add(codes[1], codes[0], tally, sign)) return;
            if (dense_) spread();
        }
        const std::uint32_t id = ids_(codes);
        auto& wide = late<When>(wide_);
        if (wide.size() <= id) wide.resize(std::size_t{id} + 1);
        wide[id].add(tally, sign);
    }
    /// Adds the tallies of another, which is dense. \param cells what its cells have become here \param met its codes \param became and they
    template <class When = WhenCalled>
    void add(const Things& other, const std::vector<std::uint32_t>& cells, const std::vector<std::uint32_t>& met,
             const std::vector<std::uint32_t>& became, int sign) {
        constexpr std::size_t ahead = 32;
        std::vector<Late<std::uint32_t, When>> codes(2);
        const std::size_t cells_end = cells.empty() ? 0 : std::size_t{*std::max_element(cells.begin(), cells.end())} + 1;
        for (std::size_t i = 0; i < met.size(); ++i) {
            if (dense_ && i + ahead < met.size()) matrix_.prefetch(became[i + ahead]);
            const std::uint8_t* const small = sign > 0 ? other.small_counts(met[i]) : nullptr;
            if (small != nullptr && dense_) make_room(cells_end, std::size_t{became[i]} + 1);
            if (small != nullptr && dense_ && matrix_.add_counts(became[i], small, std::min(cells.size(), other.cells_end()), cells.data())) continue;
            codes[1] = became[i];
            other.each_of(met[i], [&](std::size_t cell, const Tally& tally) {
                codes[0] = cells[cell];
                add(codes, tally, sign);
            });
        }
    }
    /// The codes of which a dense one has a tally that is not nought.
    template <class When = WhenCalled>
    [[nodiscard]] std::vector<std::uint32_t> codes_met() const {
        std::vector<Late<std::uint32_t, When>> out;
        for (std::size_t code = 0; code < codes_end(); ++code) {
            unsigned any = 0;
            if (const std::uint8_t* const counts = small_counts(code)) {
                for (std::size_t cell = 0; cell < cells_end(); ++cell) any |= counts[cell];
            } else {
                matrix_.each_of(code, [&](std::size_t, const NarrowTally&) { any = 1; });
            }
            if (any != 0) out.push_back(static_cast<std::uint32_t>(code));
        }
        return out;
    }
    /// How many codes of a key there may be without a change of the layout.
    [[nodiscard]] std::size_t codes_most() const noexcept {
        if (!dense_) return std::numeric_limits<std::uint32_t>::max();
        return std::max(free_slots, slots_a_thing() * matrix_.used()) / std::max<std::size_t>(matrix_.cells_end(), 1);
    }
    /// Gives the codes of a key, counted from 0, those that they have become, which are less than a number.
    template <class When = WhenCalled>
    void recode(std::size_t key, const std::vector<std::uint32_t>& became, std::size_t codes_end) {
        if (dense_) return matrix_.recode<When>(became, codes_end);
        Late<Things, When> made{ids_.length() - 1, matrix_.has_sums()};
        for_each([&](auto& codes, const Tally& tally) {
            auto moved = codes;
            moved[key + 1] = became[moved[key + 1]];
            made.add(moved, tally, 1);
        });
        *this = std::move(made);
    }
    [[nodiscard]] Tally find(const std::vector<std::uint32_t>& codes) {
        if (dense_) return matrix_.at(codes[1], codes[0]);
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
                matrix_.each_of(code, [&](std::size_t cell, const Tally& tally) {
                    codes[0] = static_cast<std::uint32_t>(cell);
                    take(codes, tally);
                });
            }
            return;
        }
        for (std::uint32_t id = 0; id < wide_.size(); ++id) {
            if (wide_[id].is_zero()) continue;
            ids_.codes(id, codes);
            take(codes, wide_[id]);
        }
    }
    /// Whether the tallies of one code after the other can be had, by each_of().
    [[nodiscard]] bool is_dense() const noexcept { return dense_; }
    [[nodiscard]] std::size_t codes_end() const noexcept { return matrix_.codes_end(); }
    [[nodiscard]] std::size_t cells_end() const noexcept { return matrix_.cells_end(); }
    /// Calls `take(cell, tally)` for each of a code's that is not nought, a narrow one.
    template <class Take>
    void each_of(std::size_t code, Take take) const {
        matrix_.each_of(code, take);
    }
    /// The counts of a code, by cell, where each is a byte; else null. Precondition: is_dense()
    [[nodiscard]] const std::uint8_t* small_counts(std::size_t code) const noexcept { return matrix_.small_counts(code); }
    /// How many records each of so many cells has: those of its things.
    template <class When = WhenCalled>
    [[nodiscard]] std::vector<std::int64_t> counts_by_cell(std::size_t cells) const {
        std::vector<Late<std::int64_t, When>> out(std::max(cells, matrix_.cells_end()));
        if (!dense_) {
            for_each([&](const auto& codes, const Tally& tally) { out[codes[0]] += tally.count; });
            return out;
        }
        for (std::size_t code = 0; code < codes_end(); ++code) {
            if (const std::uint8_t* const counts = small_counts(code)) {
                for (std::size_t cell = 0; cell < matrix_.cells_end(); ++cell) out[cell] += counts[cell];
            } else {
                matrix_.each_of(code, [&](std::size_t cell, const NarrowTally& tally) { out[cell] += tally.count; });
            }
        }
        return out;
    }
    template <class = WhenCalled>
    [[nodiscard]] bool is_zero() const {
        bool zero = true;
        for_each([&](const auto&, const Tally&) { zero = false; });
        return zero;
    }

private:
    static constexpr std::size_t free_slots = std::size_t{1} << 21U;       // so many are taken without asking what they are good for
    static constexpr std::size_t first_look = std::size_t{1} << 16U;       // things numbered before a matrix is thought of

    /// A matrix that has more slots than this for each thing is given up. One of counts has a byte a slot, where a numbered thing has some
    /// seventy, and is a memory's access away where that is five.
    [[nodiscard]] std::size_t slots_a_thing() const noexcept { return matrix_.has_sums() ? 32 : 128; }

    /// A matrix of at least so many cells and codes; where that would be mostly empty, there is none afterwards.
    template <class When = WhenCalled>
    void make_room(std::size_t cells, std::size_t codes) {
        const std::size_t now = matrix_.cells_end();
        if (cells <= now && codes <= codes_end()) return;
        const std::size_t width = cells <= now ? now : now == 0 ? cells : std::max(cells, 2 * now);
        const std::size_t slots = width * std::max(codes, codes_end());
        if (slots > free_slots && slots > looked_at_ + looked_at_ / 2) {   // not at every chunk
            looked_at_ = slots;
            if (slots > slots_a_thing() * matrix_.used()) return spread();
        }
        matrix_.reserve<When>(width, codes);
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
        looked_at_ = 0;
        matrix_ = NarrowMatrix{matrix_.has_sums()};
        look_again_ = std::max<std::size_t>(2 * ids_.size(), first_look);
    }
    /// From numbered things to a matrix, where it would be full enough and all fits.
    template <class When = WhenCalled>
    void gather(std::size_t cells, std::size_t codes) {
        look_again_ = 2 * ids_.size();
        if (cells * codes > slots_a_thing() / 2 * ids_.size()) return;
        Late<Things, When> made{1, matrix_.has_sums()};
        made.matrix_.template reserve<When>(cells, codes);
        bool fits = true;
        for_each([&](const auto& key, const Tally& tally) { fits = fits && made.matrix_.add(key[1], key[0], tally, 1); });
        if (fits) *this = std::move(made);
    }

    NarrowMatrix matrix_;                       // dense: a row for each code, a column for each cell
    std::size_t looked_at_ = 0;                 // how large it was when last found full enough
    TupleInterner ids_;                         // not dense: of the cell and the codes
    std::vector<Tally> wide_{};
    std::vector<std::uint32_t> numbers_{};      // of a block's things
    std::size_t look_again_ = first_look;
    bool one_key_ = false;
    bool dense_ = false;
};

}   // namespace arrears::detail
