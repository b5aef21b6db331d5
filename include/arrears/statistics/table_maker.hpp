// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/ratio.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/state.hpp>
#include <arrears/statistics/table.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// Makes a table of a state. Use State::table.
template <class When = detail::WhenCalled>
class TableMaker {
    using State = detail::Late<arrears::State, When>;
    using Plan = detail::Late<arrears::Plan, When>;
    using TableKey = detail::Late<arrears::TableKey, When>;
    using Table = detail::Late<arrears::Table, When>;
    using Value = detail::Late<arrears::Value, When>;
    using RankedKey = detail::Late<arrears::RankedKey, When>;
    using Tally = detail::Late<detail::Tally, When>;
    using NarrowTally = detail::Late<detail::NarrowTally, When>;
    using Codes = std::vector<detail::Late<std::uint32_t, When>>;
    using Whole = std::optional<detail::Late<detail::int128, When>>;   // of count, sum and distinct

public:
    explicit TableMaker(const State& state, Subtotals subtotals = Subtotals::none) : state_{state}, plan_{state.plan()}, subtotals_{subtotals} {}

    [[nodiscard]] Table operator()() {
        table_.definition_ = plan_.definition;
        for (const auto& each : plan_.measures) table_.units_.push_back(unit_of(each));
        for (const std::size_t column : plan_.keys) {
            const bool closed = state_.dictionaries_[column].is_closed();
            table_.orders_.push_back({plan_.field(column).kind, closed ? plan_.field(column).vocabulary : nullptr});
        }
        find_headings();
        width_ = columns_.size() + 1;
        size_ = (rows_.size() + 1) * width_;
        cells_.assign(plan_.cells.size(), std::vector<Tally>(size_));
        for (std::uint32_t cell = 0; cell < state_.cell_count(); ++cell) {
            if (place_[cell].first == Table::all) continue;
            for (const std::size_t target : targets(cell)) {
                for (std::size_t t = 0; t < cells_.size(); ++t) cells_[t][target].add(state_.cells_[t][cell], 1);
            }
        }
        for (const Tally& each : cells_.front()) table_.records_.push_back(each.count);
        const std::size_t count = plan_.measures.size();
        table_.values_.resize(size_ * count);
        for (std::size_t m = 0; m < count; ++m) {
            std::vector<Value> values = values_of(plan_.measures[m]);
            for (std::size_t i = 0; i < size_; ++i) table_.values_[i * count + m] = std::move(values[i]);
        }
        return std::move(table_);
    }

    /// A sum, an extreme or a difference of a field of that kind.
    [[nodiscard]] static Value number(FieldKind kind, detail::int128 whole) {
        if (kind == FieldKind::money) return WideMoney::from_words(static_cast<std::int64_t>(whole >> 64), static_cast<std::uint64_t>(whole));
        const std::int64_t narrow = detail::narrow(whole, "Table");
        if (kind == FieldKind::date) return Date{} + narrow;
        return narrow;
    }
    /// Calls `take(row, column, key, sum)` for every thing of a measure by key in each cell and margin, whose sum is known. After ().
    template <class Take>
    void each_sum(std::size_t measure, Take take) const {
        const PlanMeasure& one = plan_.measures[measure];
        const Dictionary& dictionary = state_.dictionaries_[plan_.keyed[one.tally].keys.front()];
        each_thing(one.tally, [&](std::size_t target, const Codes& codes, const Tally& thing) {
            const std::size_t row = target / width_, column = target % width_;
            if (thing.count > thing.unknown) {
                take(row == rows_.size() ? Table::all : row, column == columns_.size() ? Table::all : column, dictionary.key(codes.front()),
                     thing.sum);
            }
        });
    }

private:
    [[nodiscard]] static Error too_many_withdrawn() {
        return Error{Fault{ErrorKind::contradiction, {}, {"more rows were withdrawn than added", "撤回的行多于加入的行"}, {},
                           {"expected every withdrawn row to have been added, here or in a state merged", "撤回的每一行都应已加入本状态或已合并的状态"}, {}}};
    }

    // Headings

    void find_headings() {
        Codes codes(state_.keys());
        std::vector<Codes> rows, columns;
        place_.assign(state_.cell_count(), {Table::all, Table::all});
        Codes present;
        for (std::uint32_t cell = 0; cell < state_.cell_count(); ++cell) {
            const std::int64_t count = state_.cells_.front()[cell].count;
            for (const auto& tallies : state_.cells_) {
                if (tallies[cell].count < 0 || (count == 0 && !tallies[cell].is_zero())) throw too_many_withdrawn();
            }
            if (count == 0) continue;
            present.push_back(cell);
            state_.codes_of(cell, codes);
            rows.emplace_back(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(plan_.row_keys));
            columns.emplace_back(codes.begin() + static_cast<std::ptrdiff_t>(plan_.row_keys), codes.end());
        }
        rows_ = headings(rows, 0, plan_.row_keys);
        columns_ = headings(columns, plan_.row_keys, state_.keys());
        const auto position = [this](const std::vector<Codes>& all, std::size_t first, const Codes& wanted) {
            const auto at =
                std::lower_bound(all.begin(), all.end(), wanted, [this, first](const Codes& a, const Codes& b) { return before(first, a, b); });
            return static_cast<std::size_t>(at - all.begin());
        };
        for (std::size_t i = 0; i < present.size(); ++i)
            place_[present[i]] = {position(rows_, 0, rows[i]), position(columns_, plan_.row_keys, columns[i])};
        over_rows_ = over(rows_, plan_.row_keys);
        over_columns_ = over(columns_, state_.keys() - plan_.row_keys);
        for (const Codes& each : rows_) table_.rows_.push_back(heading(each, 0));
        for (const Codes& each : columns_) table_.columns_.push_back(heading(each, plan_.row_keys));
    }
    /// By heading: those of subtotals that stand over it.
    [[nodiscard]] std::vector<std::vector<detail::Late<std::size_t, When>>> over(const std::vector<Codes>& all, std::size_t fields) const {
        std::vector<std::vector<detail::Late<std::size_t, When>>> out(all.size());
        std::vector<detail::Late<std::size_t, When>> open;   // what the headings that follow may stand under
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto begins = [&](const Codes& start) {
                return start.size() < all[i].size() && std::equal(start.begin(), start.end(), all[i].begin());
            };
            while (!open.empty() && !begins(all[open.back()])) open.pop_back();
            if (all[i].size() == fields) out[i] = open;
            else open.push_back(i);
        }
        return out;
    }
    /// The headings met, and all values of a single closed field, in order.
    [[nodiscard]] std::vector<Codes> headings(std::vector<Codes> all, std::size_t first, std::size_t end) const {
        if (end == first) return {Codes{}};
        const std::size_t column = plan_.keys[first];
        const Dictionary& dictionary = state_.dictionaries_[column];
        if (end - first == 1 && dictionary.is_closed()) {
            for (std::uint32_t code = 1; code < dictionary.codes(); ++code) {
                if (allows(plan_.where, column, code)) all.push_back({code});
            }
        }
        const Subtotals own = first == 0 && end == plan_.row_keys ? Subtotals::rows : Subtotals::columns;
        if (subtotals_ == Subtotals::both || subtotals_ == own) {
            for (std::size_t i = 0, met = all.size(); i < met; ++i) {
                for (std::size_t size = 1; size < end - first; ++size) {
                    all.emplace_back(all[i].begin(), all[i].begin() + static_cast<std::ptrdiff_t>(size));
                }
            }
        }
        std::sort(all.begin(), all.end(), [&](const Codes& a, const Codes& b) { return before(first, a, b); });
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }
    /// Whether a condition, as far as it is on this field alone, leaves room for a value.
    [[nodiscard]] static bool allows(const Predicate& where, std::size_t column, std::uint32_t code) {
        if (where.kind == Predicate::Kind::all_of) {
            return std::all_of(where.parts.begin(), where.parts.end(), [&](const Predicate& part) { return allows(part, column, code); });
        }
        if (where.column != column || where.kind == Predicate::Kind::always || where.kind == Predicate::Kind::any_of) return true;
        if (where.kind == Predicate::Kind::codes) return where.accepts[code] != 0;
        return where.kind != Predicate::Kind::unknown;
    }
    /// By vocabulary where closed, by number where there is one, else by key; unknown last; a subtotal before what it adds up.
    [[nodiscard]] bool before(std::size_t first, const Codes& a, const Codes& b) const {
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            if (a[i] == b[i]) continue;
            if (a[i] == unknown_code || b[i] == unknown_code) return b[i] == unknown_code;
            const std::size_t column = plan_.keys[first + i];
            const Dictionary& dictionary = state_.dictionaries_[column];
            if (plan_.field(column).kind != FieldKind::code) return dictionary.number(a[i]) < dictionary.number(b[i]);
            return dictionary.is_closed() ? a[i] < b[i] : dictionary.text(a[i]) < dictionary.text(b[i]);
        }
        return a.size() < b.size();
    }
    [[nodiscard]] TableHeading heading(const Codes& codes, std::size_t first) const {
        TableHeading made;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            const std::size_t column = plan_.keys[first + i];
            TableKey key{plan_.field(column).name, {}, {"unknown", "不详"}, true, plan_.field(column).kind};
            if (codes[i] != unknown_code) {
                const Dictionary& dictionary = state_.dictionaries_[column];
                key = {key.field, dictionary.key(codes[i]), dictionary.label(codes[i]), false, key.kind};
                if (key.label.zh.empty()) key.label.zh = key.label.en.empty() ? key.key : key.label.en;
                if (key.label.en.empty()) key.label.en = key.label.zh;
            }
            made.push_back(std::move(key));
        }
        return made;
    }

    // Values

    /// Where a cell counts: first itself, then in the subtotals over it and in the margins.
    [[nodiscard]] std::vector<detail::Late<std::size_t, When>> targets(std::uint32_t cell) const {
        std::vector<detail::Late<std::size_t, When>> out, rows{place_[cell].first}, columns{place_[cell].second};
        rows.insert(rows.end(), over_rows_[rows.front()].begin(), over_rows_[rows.front()].end());
        columns.insert(columns.end(), over_columns_[columns.front()].begin(), over_columns_[columns.front()].end());
        rows.push_back(rows_.size());
        columns.push_back(columns_.size());
        for (const std::size_t row : rows) {
            for (const std::size_t column : columns) out.push_back(row * width_ + column);
        }
        return out;
    }
    [[nodiscard]] std::vector<Value> values_of(const PlanMeasure& measure) {
        std::vector<Value> out(size_);
        using Kind = Measure::Kind;
        if (measure.kind == Kind::least || measure.kind == Kind::greatest) return extremes(measure);
        if (measure.kind == Kind::top) return rankings(measure);
        if (measure.kind == Kind::mean) return means(measure);
        if (measure.kind == Kind::by) return sums_kept(measure);
        if (measure.kind == Kind::quantile) return quantiles(measure);
        if (measure.kind == Kind::gini || measure.kind == Kind::hhi || measure.kind == Kind::concentration || measure.kind == Kind::lorenz)
            return inequalities(measure);
        const std::vector<Whole> wholes = wholes_of(measure, measure.tally);
        if (!measure.share) {
            for (std::size_t i = 0; i < size_; ++i) {
                if (wholes[i])
                    out[i] = measure.kind == Kind::sum ? number(*measure.number, *wholes[i])
                                                       : Value{CountValue{measure.counts, detail::narrow(*wholes[i], "Table")}};
            }
            return out;
        }
        const std::vector<Whole> parts = *measure.share == Kind::share_where ? wholes_of(measure, measure.part_tally) : wholes;
        for (std::size_t i = 0; i < size_; ++i) {
            const std::size_t row = i / width_, column = i % width_;
            std::size_t base = i;
            if (*measure.share == Kind::share_row) base = row * width_ + width_ - 1;
            if (*measure.share == Kind::share_column) base = rows_.size() * width_ + column;
            if (*measure.share == Kind::share_total) base = size_ - 1;
            if (parts[i] && wholes[base] && *wholes[base] != 0) out[i] = detail::reduce(*parts[i], *wholes[base]);
        }
        return out;
    }
    [[nodiscard]] std::vector<Whole> wholes_of(const PlanMeasure& measure, std::size_t tally) {
        std::vector<Whole> out(size_);
        if (measure.kind == Measure::Kind::distinct) {
            std::vector<detail::Late<std::int64_t, When>> counts(size_);
            if (!measure.having && state_.things_[tally].is_dense()) count_things_of_matrix(state_.things_[tally], counts);
            else
                each_thing(tally, [&](std::size_t target, const Codes&, const Tally& thing) {
                    if (!measure.having || (thing.count > thing.unknown && holds(*measure.having, thing.sum, measure.having_amount)))
                        ++counts[target];
                });
            out.assign(counts.begin(), counts.end());
            return out;
        }
        for (std::size_t i = 0; i < size_; ++i) {
            const Tally& each = cells_[tally][i];
            if (measure.kind == Measure::Kind::count) out[i] = each.count;
            else if (each.count == 0 || each.unknown < each.count) out[i] = each.sum;
        }
        return out;
    }
    [[nodiscard]] static bool holds(Comparison comparison, detail::int128 sum, std::int64_t amount) noexcept {
        switch (comparison) {
            case Comparison::equal: return sum == amount;
            case Comparison::not_equal: return sum != amount;
            case Comparison::less: return sum < amount;
            case Comparison::less_equal: return sum <= amount;
            case Comparison::greater: return sum > amount;
            case Comparison::greater_equal: return sum >= amount;
        }
        return false;
    }
    /// Where there is one row or one column, its margin has the same things: the place of which is looked at for both.
    [[nodiscard]] std::size_t same(std::size_t target) const noexcept {
        const std::size_t row = target / width_, column = target % width_;
        return (rows_.size() == 1 ? 0 : row) * width_ + (columns_.size() == 1 ? 0 : column);
    }
    /// Calls `take(target, key codes, tally)` once for each thing in each cell and margin, its records put together. Things of
    /// which a key is unknown are left out.
    template <class Take>
    void each_thing(std::size_t tally, Take take) const {
        const detail::Late<detail::Things, When>& things = state_.things_[tally];
        std::vector<std::vector<detail::Late<std::size_t, When>>> taken_for(size_);
        for (std::size_t target = 0; target < size_; ++target) taken_for[same(target)].push_back(target);
        const auto take_all = [&](std::size_t target, const Codes& codes, const Tally& thing) {
            for (const std::size_t each : taken_for[target]) take(each, codes, thing);
        };
        if (things.is_dense()) return each_thing_of_matrix(things, take_all);
        detail::Late<detail::TupleInterner, When> ids{plan_.keyed[tally].keys.size() + 1};
        std::vector<Tally> tallies;
        things.for_each([&](Codes& codes, const Tally& each) {
            if (each.count < 0) throw too_many_withdrawn();
            if (std::find(codes.begin() + 1, codes.end(), unknown_code) != codes.end()) return;
            const std::uint32_t cell = codes[0];
            if (place_[cell].first == Table::all) throw too_many_withdrawn();
            for (const std::size_t target : targets(cell)) {
                if (same(target) != target) continue;
                codes[0] = static_cast<std::uint32_t>(target);
                const std::uint32_t id = ids(codes);
                if (id >= tallies.size()) tallies.resize(std::size_t{id} + 1);
                tallies[id].add(each, 1);
            }
        });
        Codes codes(plan_.keyed[tally].keys.size() + 1), keys;
        for (std::uint32_t id = 0; id < tallies.size(); ++id) {
            if (tallies[id].count == 0) continue;
            ids.codes(id, codes);
            keys.assign(codes.begin() + 1, codes.end());
            take_all(codes[0], keys, tallies[id]);
        }
    }
    /// Where things of a cell count: once in its own place, together with those of other cells in the margins.
    struct OwnAndMargins {
        std::optional<detail::Late<std::size_t, When>> own{};   // nothing: the cell has no records
        std::vector<detail::Late<std::size_t, When>> margins{};
    };
    [[nodiscard]] std::vector<OwnAndMargins> own_and_margins() const {
        std::vector<OwnAndMargins> out(state_.cell_count());
        for (std::uint32_t cell = 0; cell < out.size(); ++cell) {
            if (place_[cell].first == Table::all) continue;
            const auto at = targets(cell);
            out[cell].own = at.front();
            std::copy_if(at.begin() + 1, at.end(), std::back_inserter(out[cell].margins), [&](std::size_t target) { return same(target) == target; });
        }
        return out;
    }
    /// How many things each cell and margin has, of things that stand in the order of their codes: that one has records there is enough.
    void count_things_of_matrix(const detail::Things& things, std::vector<detail::Late<std::int64_t, When>>& counts) const {
        const std::vector<OwnAndMargins> places = own_and_margins();
        const std::size_t cells = std::min(places.size(), things.cells_end());   // beyond either there are no things
        const std::size_t words = things.cells_end() / 64 + 1;
        std::vector<detail::Late<std::size_t, When>> margins;
        std::vector<std::vector<detail::Late<std::uint64_t, When>>> cells_of(size_);   // a bit for each cell that falls into a margin
        for (std::size_t cell = 0; cell < cells; ++cell) {
            for (const std::size_t target : places[cell].margins) {
                if (cells_of[target].empty()) margins.push_back(target), cells_of[target].resize(words);
                cells_of[target][cell / 64] |= std::uint64_t{1} << cell % 64;
            }
        }
        std::vector<detail::Late<std::uint64_t, When>> present(words);
        std::vector<detail::Late<std::int64_t, When>> own(things.cells_end());
        std::vector<detail::Late<std::uint8_t, When>> room(own.size());
        for (std::size_t code = 0; code < things.codes_end(); ++code) {
            const std::uint8_t* met = things.small_counts(code);
            if (met == nullptr || code == unknown_code) {
                std::fill(room.begin(), room.end(), std::uint8_t{0});
                things.each_of(code, [&](std::size_t cell, const NarrowTally& each) {
                    if (each.count < 0 || cell >= cells || !places[cell].own) throw too_many_withdrawn();
                    room[cell] = code != unknown_code && each.count != 0 ? 1 : 0;
                });
                met = room.data();
            }
            std::fill(present.begin(), present.end(), std::uint64_t{0});
            for (std::size_t from = 0; from < own.size(); from += 8) {   // eight at a time, of which mostly none or few are there
                const std::size_t some = std::min<std::size_t>(8, own.size() - from);
                std::uint64_t eight = 0;
                std::memcpy(&eight, met + from, some);
                if (eight == 0) continue;
                for (std::size_t cell = from; cell < from + some; ++cell) {
                    const std::uint64_t one = met[cell] != 0 ? 1 : 0;
                    own[cell] += static_cast<std::int64_t>(one);
                    present[cell / 64] |= one << cell % 64;
                }
            }
            for (const std::size_t target : margins) {
                std::uint64_t any = 0;
                for (std::size_t word = 0; word < words; ++word) any |= present[word] & cells_of[target][word];
                counts[target] += any != 0 ? 1 : 0;
            }
        }
        for (std::size_t cell = 0; cell < own.size(); ++cell) {
            if (cell < cells && places[cell].own) counts[*places[cell].own] += own[cell];
            else if (own[cell] != 0) throw too_many_withdrawn();
        }
        for (std::size_t target = 0; target < size_; ++target) counts[target] = counts[same(target)];
    }
    /// each_thing() of such things: nothing has to be looked up.
    template <class TakeAll>
    void each_thing_of_matrix(const detail::Things& things, const TakeAll& take_all) const {
        const std::vector<OwnAndMargins> places = own_and_margins();
        Codes key(1);
        std::vector<NarrowTally> tallies(size_);
        std::vector<detail::Late<std::size_t, When>> met;
        for (std::size_t code = 0; code < things.codes_end(); ++code) {
            key[0] = static_cast<std::uint32_t>(code);
            things.each_of(code, [&](std::size_t cell, const NarrowTally& each) {
                if (each.count < 0 || !places[cell].own) throw too_many_withdrawn();
                if (code == unknown_code || each.count == 0) return;
                take_all(*places[cell].own, key, each);
                for (const std::size_t target : places[cell].margins) {
                    if (tallies[target].count == 0) met.push_back(target);
                    tallies[target].add(each);
                }
            });
            for (const std::size_t target : met) take_all(target, key, std::exchange(tallies[target], NarrowTally{}));
            met.clear();
        }
    }
    [[nodiscard]] std::vector<Value> extremes(const PlanMeasure& measure) const {
        std::vector<std::optional<detail::Late<std::int64_t, When>>> found(size_);
        const Dictionary& dictionary = state_.dictionaries_[plan_.keyed[measure.tally].keys.front()];
        each_thing(measure.tally, [&](std::size_t target, const Codes& codes, const Tally&) {
            const std::int64_t value = dictionary.number(codes.front());
            auto& best = found[target];
            if (!best || (measure.kind == Measure::Kind::least ? value < *best : value > *best)) best = value;
        });
        std::vector<Value> out(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            if (found[i]) out[i] = number(*measure.number, *found[i]);
        }
        return out;
    }
    [[nodiscard]] std::vector<Value> rankings(const PlanMeasure& measure) const {
        struct Standing {
            detail::int128 sum;
            std::uint32_t code;
        };
        std::vector<std::vector<Standing>> found(size_);
        const std::size_t column = plan_.keyed[measure.tally].keys.front();
        const Dictionary& dictionary = state_.dictionaries_[column];
        each_thing(measure.tally, [&](std::size_t target, const Codes& codes, const Tally& thing) {
            if (thing.count > thing.unknown) found[target].push_back({thing.sum, codes.front()});
        });
        std::vector<Value> out(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            std::vector<Standing>& places = found[i];
            std::sort(places.begin(), places.end(), [&](const Standing& a, const Standing& b) {
                return a.sum != b.sum ? a.sum > b.sum : dictionary.key(a.code) < dictionary.key(b.code);
            });
            std::vector<RankedKey> ranking;
            for (std::size_t at = 0; at < places.size(); ++at) {
                const bool tied = at > 0 && places[at].sum == places[at - 1].sum;
                if (at >= measure.limit && !tied) break;
                const std::uint32_t code = places[at].code;
                RankedKey key{tied ? ranking.back().rank : at + 1, dictionary.key(code), dictionary.label(code), {}, {}};
                const Value sum = number(*measure.number, places[at].sum);
                if (sum.money() != nullptr) key.amount = *sum.money();
                else key.number = *sum.number();
                ranking.push_back(std::move(key));
            }
            out[i] = std::move(ranking);
        }
        return out;
    }

    [[nodiscard]] std::vector<Value> sums_kept(const PlanMeasure& measure) const {
        std::vector<Whole> sums(size_);
        each_thing(measure.tally, [&](std::size_t target, const Codes&, const Tally& thing) {
            if (thing.count > thing.unknown) sums[target] = checked_sum(sums[target].value_or(0), thing.sum);
        });
        std::vector<Value> out(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            if (sums[i]) out[i] = number(*measure.number, *sums[i]);
            else if (cells_.front()[i].count == 0) out[i] = number(*measure.number, 0);   // as a sum of no records
        }
        return out;
    }
    [[nodiscard]] std::vector<Value> means(const PlanMeasure& measure) const {
        std::vector<Value> out(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            const Tally& each = cells_[measure.tally][i];
            if (const std::int64_t known = each.count - each.unknown; known > 0) {
                out[i] = Value{LongRatio{each.sum, detail::int128{known}}, measure.number == FieldKind::money};
            }
        }
        return out;
    }
    /// The value up to which the share of the values is at least the level; where it is just that, halfway to the next (of dates the
    /// earlier).
    [[nodiscard]] std::vector<Value> quantiles(const PlanMeasure& measure) const {
        struct Met {
            std::int64_t value;
            std::int64_t count;
        };
        std::vector<std::vector<Met>> found(size_);
        const Dictionary& dictionary = state_.dictionaries_[plan_.keyed[measure.tally].keys.front()];
        each_thing(measure.tally, [&](std::size_t target, const Codes& codes, const Tally& thing) {
            found[target].push_back({dictionary.number(codes.front()), thing.count});
        });
        std::int64_t level = 0, scale = 1;   // level / scale
        for (const char c : measure.level) {
            if (c == '.') scale = 1;
            else level = level * 10 + (c - '0'), scale *= 10;
        }
        if (measure.level.find('.') == std::string::npos) scale = 1;
        std::vector<Value> out(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            std::vector<Met>& met = found[i];
            if (met.empty()) continue;
            std::sort(met.begin(), met.end(), [](const Met& a, const Met& b) { return a.value < b.value; });
            detail::int128 all = 0;
            for (const Met& each : met) all += each.count;
            const detail::int128 wanted = all * level;   // of them, times scale
            detail::int128 passed = 0;
            for (std::size_t at = 0; at < met.size(); ++at) {
                passed += met[at].count;
                const detail::int128 reached = passed * scale;
                if (reached < wanted && at + 1 < met.size()) continue;
                const bool between = reached == wanted && at + 1 < met.size();
                const detail::int128 value = met[at].value, next = between ? met[at + 1].value : met[at].value;
                if (measure.number == FieldKind::date) out[i] = number(FieldKind::date, value);
                else out[i] = Value{LongRatio{value + next, detail::int128{2}}, measure.number == FieldKind::money};
                break;
            }
        }
        return out;
    }
    /// Of the sums by key in each cell. No value where there are none, their total is nought, or one is negative: shares of them would
    /// mean nothing.
    [[nodiscard]] std::vector<Value> inequalities(const PlanMeasure& measure) const {
        std::vector<std::vector<detail::Late<detail::int128, When>>> found(size_);
        each_thing(measure.tally, [&](std::size_t target, const Codes&, const Tally& thing) {
            if (thing.count > thing.unknown) found[target].push_back(thing.sum);
        });
        std::vector<Value> out(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            auto& sums = found[i];
            std::sort(sums.begin(), sums.end());
            detail::int128 total = 0;
            for (const detail::int128 each : sums) total = checked_sum(total, each);
            if (sums.empty() || sums.front() < 0 || total == 0) continue;
            out[i] = inequality(measure, sums, total);
        }
        return out;
    }
    /// \param sums rising, none negative
    [[nodiscard]] static Value inequality(const PlanMeasure& measure, const std::vector<detail::Late<detail::int128, When>>& sums,
                                          detail::int128 total) {
        using Kind = Measure::Kind;
        const auto n = static_cast<std::int64_t>(sums.size());
        if (measure.kind == Kind::gini) {   // (2 Σ i x_i) / (n Σ x) - (n + 1) / n, x rising
            detail::int128 weighted = 0;
            for (std::int64_t at = 0; at < n; ++at) {
                weighted = checked_sum(weighted, checked_product(sums[static_cast<std::size_t>(at)], 2 * at + 1 - n));
            }
            return {LongRatio{weighted, checked_product(total, n)}, false};
        }
        if (measure.kind == Kind::hhi) {
            detail::int128 squares = 0;
            for (const detail::int128 each : sums) squares = checked_sum(squares, checked_product(each, each));
            return {LongRatio{squares, checked_product(total, total)}, false};
        }
        if (measure.kind == Kind::concentration) {
            detail::int128 greatest = 0;
            for (std::size_t at = sums.size() - std::min<std::size_t>(measure.limit, sums.size()); at < sums.size(); ++at) greatest += sums[at];
            return {LongRatio{greatest, total}, false};
        }
        std::vector<detail::Late<LongRatio, When>> curve;   // straight between whole numbers of things
        detail::int128 before = 0;
        std::int64_t taken = 0;
        for (std::int64_t step = 1; step <= measure.limit; ++step) {
            const std::int64_t share = step * n, whole = share / measure.limit, rest = share % measure.limit;
            for (; taken < whole; ++taken) before += sums[static_cast<std::size_t>(taken)];
            const detail::int128 part = rest == 0 ? 0 : checked_product(sums[static_cast<std::size_t>(taken)], rest);
            curve.push_back({checked_sum(checked_product(before, measure.limit), part), checked_product(total, measure.limit)});
        }
        return curve;
    }
    [[nodiscard]] static detail::int128 checked_sum(detail::int128 a, detail::int128 b) {
        detail::int128 out = 0;
        if (__builtin_add_overflow(a, b, &out)) throw overflow("Table", detail::to_text(a) + " + " + detail::to_text(b));
        return out;
    }
    [[nodiscard]] static detail::int128 checked_product(detail::int128 a, detail::int128 b) {
        detail::int128 out = 0;
        if (__builtin_mul_overflow(a, b, &out)) throw overflow("Table", detail::to_text(a) + " * " + detail::to_text(b));
        return out;
    }

    const State& state_;
    const Plan& plan_;
    Subtotals subtotals_;
    Table table_{};
    std::vector<Codes> rows_{};
    std::vector<Codes> columns_{};
    std::vector<std::vector<detail::Late<std::size_t, When>>> over_rows_{};      // by row: the subtotals over it
    std::vector<std::vector<detail::Late<std::size_t, When>>> over_columns_{};
    std::vector<std::pair<detail::Late<std::size_t, When>, std::size_t>> place_{};   // of each cell; all: no records
    std::vector<std::vector<Tally>> cells_{};                                        // by Plan::cells, then by place in the table
    std::size_t width_ = 1;
    std::size_t size_ = 1;
};

template <class When>
Table State::table(Subtotals subtotals) const { return TableMaker<When>{*this, subtotals}(); }

}   // namespace arrears
