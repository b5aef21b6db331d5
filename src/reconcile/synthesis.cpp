// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/synthesis.hpp>

#include "random.hpp"
#include "records_dealer.hpp"
#include "simplex.hpp"
#include "synthesis_model.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace arrears {

namespace {

using detail::Domain;
using detail::ProgramRow;
using detail::Random;
using detail::Simplex;
using detail::SynthesisModel;

constexpr int attempts = 24;               // to settle all numbers, each with other chances
constexpr int attempts_in_order = 8;       // of which the first settle small numbers first
constexpr std::size_t cases_most = 2000;   // of a proof that only whole numbers make

/// Shares of what is counted, and sums, that come near to the figures: iterative proportional fitting, in whole numbers of 2^-16.
class Fit {
public:
    static constexpr std::int64_t one = 1 << 16;

    explicit Fit(const SynthesisModel& model) : model_{&model}, at_(model.variables, one) {
        for (std::size_t kind = 0; kind < model.trees.size(); ++kind) {
            for (const detail::Clique& clique : model.trees[kind].cliques) {
                for (std::size_t cell = 0; cell < clique.cells; ++cell) {
                    const auto atoms = model.atoms_of(clique.attributes, cell);
                    std::int64_t weight = one;
                    for (std::size_t i = 0; i < atoms.size(); ++i) {
                        const std::int64_t by = model.attributes[clique.attributes[i]].atoms[atoms[i]].weight();
                        weight = weight > limit / by ? limit : weight * by;
                    }
                    at_[clique.first + cell] = weight;
                }
            }
        }
    }
    /// Of counts. \param totals by kind: how many records there might be, where no figure says
    void fit_counts(const std::vector<std::int64_t>& totals) {
        for (std::size_t kind = 0; kind < model_->trees.size(); ++kind) {
            for (const detail::Clique& clique : model_->trees[kind].cliques) {
                std::vector<std::size_t> cells(clique.cells);
                std::iota(cells.begin(), cells.end(), clique.first);
                scale(cells, detail::int128{totals[kind]} * one);
            }
        }
        fit_rows(false);
    }
    /// Of sums, by the numbers of records that they are of.
    void fit_sums(const std::vector<std::int64_t>& values) {
        for (const detail::Sums& each : model_->sums) {
            const detail::Clique& clique = model_->clique_with(each.kind, each.attributes);
            std::map<std::size_t, std::int64_t> counted;
            model_->each_cell(clique, each.attributes, [&](std::size_t cell, std::size_t variable) { counted[cell] += values[variable]; });
            for (std::size_t cell = 0; cell < each.of.size(); ++cell) {
                if (!each.of[cell]) continue;
                const auto [least, most] = each.each[cell];
                const cpp_int usual = least > 0 ? cpp_int{sqrt(cpp_int{least} * most)} : cpp_int{(cpp_int{least} + most) / 2};   // amounts are skewed
                const cpp_int all = usual * counted[cell];
                at_[*each.of[cell]] = static_cast<std::int64_t>(std::clamp<cpp_int>(all, -limit, limit));
            }
        }
        fit_rows(true);
    }
    [[nodiscard]] std::int64_t operator[](std::size_t variable) const { return at_[variable]; }

private:
    static constexpr std::int64_t limit = std::int64_t{1} << 60U;

    void scale(const std::vector<std::size_t>& variables, detail::int128 to) {
        detail::int128 now = 0;
        for (const std::size_t variable : variables) now += at_[variable];
        if (now <= 0 || to < 0) return;
        for (const std::size_t variable : variables) {
            // The quotient fits: what is scaled is a part of `now`.
            const cpp_int made = cpp_int{at_[variable]} * cpp_int{to} / cpp_int{now};
            at_[variable] = made > limit ? limit : static_cast<std::int64_t>(made);
        }
    }
    void fit_rows(bool of_sums) {
        for (int round = 0; round < 40; ++round) {
            for (const ProgramRow& row : model_->rows) fit(row, of_sums);
        }
    }
    void fit(const ProgramRow& row, bool of_sums) {
        if (row.form.empty() || row.is_base || (row.form.front().first >= model_->counts) != of_sums ||
            (row.form.back().first >= model_->counts) != of_sums)
            return;
        std::vector<std::size_t> more, less;
        WideRatio by = 0;
        for (const auto& [variable, factor] : row.form) {
            (factor > 0 ? more : less).push_back(variable);
            if (factor > 0) by = factor;
        }
        const auto unit = of_sums ? WideRatio{1} : WideRatio{one};
        const auto sum = [this](const std::vector<std::size_t>& of) {
            detail::int128 out = 0;
            for (const std::size_t variable : of) out += at_[variable];
            return out;
        };
        if (row.share_end) {   // the part to the rest as the share says
            if (less.empty() || more.empty() || *row.share_end >= 1 || *row.share_end <= 0 || !row.domain.low) return;
            const detail::int128 all = sum(more) + sum(less);
            const auto part = static_cast<detail::int128>(floor_of(WideRatio{cpp_int{all}} * *row.share_end));
            scale(more, part);
            return scale(less, all - part);
        }
        if (row.figure) {
            if (!less.empty() || std::any_of(row.form.begin(), row.form.end(), [](const auto& term) { return term.second != 1; })) return;
            const WideRatio middle = (row.domain.low->at + row.domain.high->at) / 2 * unit;
            return scale(more, static_cast<detail::int128>(floor_of(middle)));
        }
        if (!row.domain.is_point() || by != 1 || less.empty() || of_sums) return;   // what two cliques share
        const detail::int128 to = (sum(more) + sum(less)) / 2;
        scale(more, to);
        scale(less, to);
    }

    const SynthesisModel* model_;
    std::vector<std::int64_t> at_;
};

class Search {
public:
    Search(const SynthesisModel& model, const SynthesisOptions& options) : model_{model}, options_{options} {
        for (std::size_t i = 0; i < model.variables; ++i) simplex_.add_variable(free(i));
        for (const ProgramRow& row : model.rows) simplex_.add_form({row.form.begin(), row.form.end()}, row.domain);
    }

    [[nodiscard]] Synthesis answer() {
        Synthesis out;
        if (const auto found = check(); found != Simplex::Found::values) {
            if (found == Simplex::Found::nothing) return out;
            out.verdict = SynthesisVerdict::impossible;
            out.proof = proof_of(contradiction_);
            return out;
        }
        for (int attempt = 0; attempt < attempts && !stopped_; ++attempt) {
            in_order_ = attempt < attempts_in_order;
            if (settle_all(Random{options_.seed, "numbers " + std::to_string(attempt)}) && deal(out)) return out;
            for (std::size_t i = 0; i < model_.variables; ++i) simplex_.set_domain(i, free(i));
            for (const detail::SharesOfOne& each : model_.shares) {
                set_free(each.base);
                for (const auto& [part, figure] : each.parts) set_free(part);
            }
            static_cast<void>(check());
        }
        if (stopped_) return out;
        if (auto proof = split()) {
            out.verdict = SynthesisVerdict::impossible;
            out.proof = std::move(proof);
        } else if (whole_) {   // found after all, by halving
            values_ = *whole_;
            static_cast<void>(deal(out));
        }
        return out;
    }

private:
    /// Asked before each step of the program: every so often the caller is.
    [[nodiscard]] bool may_go_on() {
        if (!stopped_ && options_.go_on && ++steps_ % 64 == 0) stopped_ = !options_.go_on(settled_);
        return !stopped_;
    }
    [[nodiscard]] Simplex::Found check() {
        contradiction_.clear();
        return simplex_.check(contradiction_, go_on_);
    }
    void set_free(std::size_t row) { simplex_.set_domain(model_.variables + row, model_.rows[row].domain); }
    /// As no figure bounds it: sums of what may be below nought have no end of their own.
    [[nodiscard]] Domain free(std::size_t variable) const { return model_.is_signed(variable) ? Domain{} : Domain{Domain::End{0, true}, {}, false}; }
    [[nodiscard]] bool deal(Synthesis& out) {
        auto tables = detail::deal_records(model_, values_, options_.seed, options_.records_most);
        if (!tables) return false;
        out.verdict = SynthesisVerdict::made;
        out.tables = *std::move(tables);
        return true;
    }

    // Numbers, one after the other, each within what the others leave.

    [[nodiscard]] bool settle_all(Random random) {
        values_.assign(model_.variables, 0);
        std::vector<std::int64_t> totals(model_.trees.size(), 100);
        const std::vector<std::size_t>& kinds = model_.from_above;
        const auto guess = [&](std::size_t kind) {   // in between, by proportion, of what owners may have
            if (!model_.trees[kind].counted || !model_.owner[kind]) return;
            const RecordColumn& under = *model_.population.kinds[kind].find(RecordColumn::Kind::under);
            const cpp_int each = sqrt(cpp_int{std::max<std::int64_t>(under.first, 1)} * under.last);
            totals[kind] = static_cast<std::int64_t>(std::min<cpp_int>(each * totals[*model_.owner[kind]], cpp_int{1} << 40U));
        };
        for (const std::size_t kind : kinds) guess(kind);
        Fit fit{model_};
        fit.fit_counts(totals);
        for (const detail::SharesOfOne& each : model_.shares) {
            if (!settle_shares(each, fit, random)) return false;
        }
        for (const std::size_t kind : kinds) {
            if (model_.owner[kind]) {   // by now it is known how many owners there are
                guess(kind);
                fit = Fit{model_};
                fit.fit_counts(totals);
            }
            for (const detail::Clique& clique : model_.trees[kind].cliques) {
                for (const std::size_t cell : in_order(clique.first, clique.cells, fit, random)) {
                    if (!settle(cell, near(fit[cell], Fit::one, random))) return false;
                }
            }
            if (model_.trees[kind].cliques.empty()) continue;
            const detail::Clique& root = model_.trees[kind].cliques.front();
            const auto first = values_.begin() + static_cast<std::ptrdiff_t>(root.first);
            totals[kind] = std::accumulate(first, first + static_cast<std::ptrdiff_t>(root.cells), std::int64_t{0});
        }
        fit.fit_sums(values_);
        const std::vector<std::size_t> sums = in_order(model_.counts, model_.variables - model_.counts, fit, random);
        return std::all_of(sums.begin(), sums.end(), [&](std::size_t sum) { return settle(sum, near(fit[sum], 1, random)); });
    }
    /// The small ones first: what all settled numbers leave is then least felt. Or in any order, where that leads to no whole numbers.
    [[nodiscard]] std::vector<std::size_t> in_order(std::size_t first, std::size_t count, const Fit& fit, Random& random) const {
        std::vector<std::size_t> out(count);
        std::iota(out.begin(), out.end(), first);
        random.shuffle(out);
        if (in_order_) std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return fit[a] < fit[b]; });
        return out;
    }
    /// Up to a tenth more or less, and by chance up or down.
    [[nodiscard]] static cpp_int near(std::int64_t fitted, std::int64_t one, Random& random) {
        const cpp_int scaled = cpp_int{fitted} * random.between(900, 1100);
        const cpp_int step = cpp_int{one} * 1000;
        const cpp_int chance = step * random.between(0, 999) / 1000;
        return (scaled + chance) / step;
    }
    /// A number of records of which there are whole parts that print as their shares do: few numbers have them all.
    [[nodiscard]] bool settle_shares(const detail::SharesOfOne& shares, const Fit& fit, Random& random) {
        constexpr int tried_most = 20'000, asked_most = 60;
        std::int64_t fitted = 0;
        for (const auto& [variable, by] : model_.rows[shares.base].form) fitted += fit[variable];
        const cpp_int from = near(fitted, Fit::one, random);
        const auto [least, most] = range(model_.variables + shares.base);
        int asked = 0;
        for (int i = 0; i < tried_most && asked < asked_most; ++i) {   // outwards from what is fitted
            cpp_int base = from + (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
            if (from < least) base = least + i;
            if (most && from > *most) base = *most - i;
            if (base < least || (most && base > *most)) continue;
            std::vector<std::pair<cpp_int, cpp_int>> parts;
            for (const auto& [part, figure] : shares.parts) {
                const Domain& printed = model_.printed[figure];
                const WideRatio low = printed.low->at * WideRatio{base}, high = printed.high->at * WideRatio{base};
                cpp_int first = ceiling_of(low), last = floor_of(high);
                if (!printed.low->closed && low == WideRatio{first}) ++first;
                if (!printed.high->closed && high == WideRatio{last}) --last;
                if (first > last) break;
                parts.emplace_back(std::move(first), std::move(last));
            }
            if (parts.size() < shares.parts.size()) continue;
            ++asked;
            bool sound = fix(model_.variables + shares.base, base);
            for (std::size_t p = 0; sound && p < parts.size(); ++p) {
                const std::size_t variable = model_.variables + shares.parts[p].first;
                sound = false;
                for (cpp_int part = parts[p].first; !sound && part <= parts[p].second && part < parts[p].first + 20; ++part)
                    sound = fix(variable, part);
            }
            if (sound) return true;
            for (const auto& [part, figure] : shares.parts) set_free(part);
            set_free(shares.base);
            static_cast<void>(check());
        }
        return false;
    }
    /// The whole numbers that all else leaves a variable, from and, where there is an end, to.
    [[nodiscard]] std::pair<cpp_int, std::optional<cpp_int>> range(std::size_t variable) {
        const auto low = simplex_.extreme(variable, false, go_on_), high = simplex_.extreme(variable, true, go_on_);
        cpp_int least = low ? ceiling_of(low->at.wide()) : cpp_int{std::numeric_limits<std::int64_t>::min()};
        if (low && low->steps.sign() > 0 && low->at.wide() == WideRatio{least}) ++least;
        if (!high) return {least, std::nullopt};
        cpp_int most = floor_of(high->at.wide());
        if (high->steps.sign() < 0 && high->at.wide() == WideRatio{most}) --most;
        return {least, most};
    }
    [[nodiscard]] bool settle(std::size_t variable, cpp_int wanted) {
        ++settled_;
        if (!may_go_on()) return false;
        if (!fix(variable, wanted)) {
            simplex_.set_domain(variable, free(variable));
            static_cast<void>(check());
            const auto [least, most] = range(variable);
            if (most && *most < least) return false;
            if (most) wanted = std::min(wanted, *most);
            wanted = std::max(wanted, least);
            if (!fix(variable, wanted)) return false;
        }
        if (wanted > std::numeric_limits<std::int64_t>::max() || wanted < std::numeric_limits<std::int64_t>::min()) return false;
        values_[variable] = static_cast<std::int64_t>(wanted);
        return true;
    }
    [[nodiscard]] bool fix(std::size_t variable, const cpp_int& value) {
        const Domain::End end{WideRatio{value}, true};
        simplex_.set_domain(variable, {end, end, false});
        return check() == Simplex::Found::values;
    }

    // Proofs

    /// What contradicts itself, as the lines that are not so of all records.
    [[nodiscard]] SynthesisProof proof_of(const std::vector<Simplex::Use>& uses) const {
        SynthesisProof out;
        using Of = SynthesisProof::Line::Of;
        for (const Simplex::Use& use : uses) {
            if (use.variable < model_.variables) {
                for (std::size_t i = splits_.size(); i > 0; --i) {
                    const Side& side = splits_[i - 1];
                    if (side.variable != use.variable || side.upper != use.upper) continue;
                    out.lines.push_back({Of::split, i - 1, use.upper, use.multiplier, WideRatio{side.at}, true});
                    break;
                }
                continue;
            }
            const ProgramRow& row = model_.rows[use.variable - model_.variables];
            if (!row.figure) continue;
            const Domain::End& end = use.upper ? *row.domain.high : *row.domain.low;
            out.lines.push_back(
                {row.is_base ? Of::base : Of::figure, *row.figure, use.upper, use.multiplier, row.share_end ? *row.share_end : end.at, end.closed});
        }
        std::stable_sort(out.lines.begin(), out.lines.end(), [](const auto& a, const auto& b) {
            return std::pair{a.of, a.index} < std::pair{b.of, b.index};
        });
        cpp_int divisor = 0, multiple = 1;   // as small as whole numbers can be
        for (const auto& line : out.lines) multiple = lcm(multiple, line.times.denominator());
        for (auto& line : out.lines) line.times *= multiple, divisor = gcd(divisor, line.times.numerator());
        for (auto& line : out.lines) line.times /= divisor;
        return out;
    }
    /// A proof by cases that no whole numbers will do; nothing where some do, which whole_ then has, or where that takes too many cases.
    [[nodiscard]] std::optional<SynthesisProof> split() {
        if (++cases_ > cases_most || !may_go_on()) {
            stopped_ = true;
            return std::nullopt;
        }
        if (const auto found = check(); found != Simplex::Found::values) {
            if (found == Simplex::Found::nothing) return stopped_ = true, std::nullopt;
            return proof_of(contradiction_);
        }
        const std::vector<WideRatio> values = simplex_.values();
        const auto end = values.begin() + static_cast<std::ptrdiff_t>(model_.variables);
        const auto broken = std::find_if(values.begin(), end, [](const WideRatio& value) { return WideRatio{floor_of(value)} != value; });
        if (broken == end) {
            whole_.emplace();
            for (auto at = values.begin(); at != end; ++at) {
                if (*at > std::numeric_limits<std::int64_t>::max() || *at < std::numeric_limits<std::int64_t>::min())
                    return whole_.reset(), std::nullopt;
                whole_->push_back(static_cast<std::int64_t>(floor_of(*at)));
            }
            return std::nullopt;
        }
        const auto variable = static_cast<std::size_t>(broken - values.begin());
        const cpp_int at = floor_of(*broken);
        SynthesisProof out;
        out.split = {model_.describe(variable), at};
        Domain before = free(variable);   // as the enclosing splits have it
        for (const Side& side : splits_) {
            if (side.variable == variable) (side.upper ? before.high : before.low) = Domain::End{WideRatio{side.at}, true};
        }
        for (const bool upper : {true, false}) {
            Domain domain = before;
            const cpp_int end_at = upper ? at : at + 1;
            (upper ? domain.high : domain.low) = Domain::End{WideRatio{end_at}, true};
            splits_.push_back({variable, upper, end_at});
            simplex_.set_domain(variable, domain);
            auto proof = split();
            splits_.pop_back();
            simplex_.set_domain(variable, before);
            if (!proof) return std::nullopt;
            out.cases.push_back(*std::move(proof));
        }
        return out;
    }

    struct Side {
        std::size_t variable = 0;
        bool upper = false;
        cpp_int at{};
    };

    const SynthesisModel& model_;
    const SynthesisOptions& options_;
    Simplex simplex_{};
    std::vector<std::int64_t> values_{};
    std::vector<Side> splits_{};
    std::optional<std::vector<std::int64_t>> whole_{};
    std::vector<Simplex::Use> contradiction_{};
    Simplex::GoOn go_on_ = [this] { return may_go_on(); };
    std::size_t settled_ = 0, steps_ = 0, cases_ = 0;
    bool in_order_ = true, stopped_ = false;
};

}   // namespace

Synthesis synthesize(std::span<const PublishedFigure> figures, const Population& population, const SynthesisOptions& options) {
    if (auto faults = population.faults(); !faults.empty()) throw Error{std::move(faults.front())};
    const SynthesisModel model{figures, population};
    if (!model.open.empty()) {
        Synthesis out;
        out.open = model.open;
        return out;
    }
    return Search{model, options}.answer();
}

}   // namespace arrears
