// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/reconciliation.hpp>

#include "judgement.hpp"
#include "system.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace arrears {

namespace {

using detail::Domain;
using detail::Inquiry;
using detail::Status;
using detail::System;
using Positions = std::vector<std::size_t>;

/// Sets of the least cost that have something in common with each of the given ones: all of them, or so many.
class HittingSets {
public:
    HittingSets(const std::vector<Positions>& sets, const std::vector<std::int64_t>& costs, std::size_t most, const detail::Limits& limits)
        : sets_{sets}, costs_{costs}, most_{most}, limits_{limits}, chosen_(costs.size()), left_out_(costs.size()) {
        // The narrow ones first: they have less in common, and say the most of what is needed at the least.
        std::stable_sort(sets_.begin(), sets_.end(), [](const Positions& a, const Positions& b) { return a.size() < b.size(); });
        search({}, 0);
        std::sort(found_.begin(), found_.end());
    }
    [[nodiscard]] const std::vector<Positions>& all() const noexcept { return found_; }
    /// Whether these are all.
    [[nodiscard]] bool complete() const noexcept { return !ended_ && !too_many_; }
    /// What the least of them costs; nothing where the search was ended.
    [[nodiscard]] std::optional<std::int64_t> least() const noexcept { return ended_ ? std::nullopt : least_; }

private:
    [[nodiscard]] bool open(const Positions& set) const {
        return std::none_of(set.begin(), set.end(), [this](std::size_t each) { return chosen_[each] != 0; });
    }
    /// What it costs at the least to meet the sets that are open: some that have nothing in common, the cheapest of each. Nothing where one of them
    /// cannot be met any more.
    [[nodiscard]] std::optional<std::int64_t> at_least() const {
        std::int64_t out = 0;
        std::vector<char> taken(costs_.size());
        for (const Positions& each : sets_) {
            if (!open(each)) continue;
            std::optional<std::int64_t> cheapest;
            for (const std::size_t figure : each) {
                if (left_out_[figure] == 0 && (!cheapest || costs_[figure] < *cheapest)) cheapest = costs_[figure];
            }
            if (!cheapest) return std::nullopt;
            const auto free = [&](std::size_t figure) { return left_out_[figure] != 0 || taken[figure] == 0; };
            if (!std::all_of(each.begin(), each.end(), free)) continue;
            for (const std::size_t figure : each) taken[figure] = 1;
            out += *cheapest;
        }
        return out;
    }
    void search(Positions now, std::int64_t cost) {
        ended_ = ended_ || !limits_.go_on();
        if (ended_) return;
        const auto rest = at_least();
        if (!rest) return;
        // Another as cheap is wanted only where there is room for it.
        if (least_ && (cost + *rest > *least_ || (most_ == 1 && cost + *rest == *least_))) {
            too_many_ = too_many_ || cost + *rest == *least_;
            return;
        }
        const Positions* narrowest = nullptr;
        std::size_t fewest = 0;
        for (const Positions& each : sets_) {
            if (!open(each)) continue;
            std::size_t ways = 0;
            for (const std::size_t figure : each) ways += left_out_[figure] == 0 ? 1 : 0;
            if (narrowest == nullptr || ways < fewest) narrowest = &each, fewest = ways;
        }
        if (narrowest == nullptr) {
            if (!least_ || cost < *least_) found_.clear(), too_many_ = false, least_ = cost;
            if (found_.size() == most_) {
                too_many_ = true;
                return;
            }
            std::sort(now.begin(), now.end());
            found_.push_back(std::move(now));
            return;
        }
        Positions tried;
        for (const std::size_t each : *narrowest) {
            if (left_out_[each] != 0) continue;
            chosen_[each] = 1;
            now.push_back(each);
            search(now, cost + costs_[each]);
            now.pop_back();
            chosen_[each] = 0;
            left_out_[each] = 1;   // sets with it are found by now
            tried.push_back(each);
        }
        for (const std::size_t each : tried) left_out_[each] = 0;
    }

    std::vector<Positions> sets_;
    const std::vector<std::int64_t>& costs_;
    std::size_t most_;
    const detail::Limits& limits_;
    std::vector<char> chosen_, left_out_;   // by figure
    std::optional<std::int64_t> least_{};
    std::vector<Positions> found_{};
    bool ended_ = false, too_many_ = false;
};

[[nodiscard]] Positions united(const Positions& a, const Positions& b) {
    Positions out;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
    return out;
}

/// One of each list, in every way; where there are too many ways, the first of each, varied one list at a time.
[[nodiscard]] std::vector<Positions> combined(const std::vector<std::vector<Positions>>& lists, std::size_t most, bool& complete) {
    std::size_t count = 1;
    for (const auto& list : lists) count = list.size() > most / count ? most + 1 : count * list.size();
    std::vector<Positions> out{{}};
    if (count <= most) {
        for (const auto& list : lists) {
            std::vector<Positions> made;
            for (const Positions& before : out) {
                for (const Positions& each : list) made.push_back(united(before, each));
            }
            out = std::move(made);
        }
    } else {
        complete = false;
        for (const auto& list : lists) out.front() = united(out.front(), list.front());
        for (std::size_t i = 0; i < lists.size() && out.size() < most; ++i) {
            for (std::size_t j = 1; j < lists[i].size() && out.size() < most; ++j) {
                Positions made;
                for (std::size_t k = 0; k < lists.size(); ++k) made = united(made, k == i ? lists[k][j] : lists[k].front());
                out.push_back(std::move(made));
            }
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

class Reconciler {
public:
    Reconciler(std::span<const PublishedFigure> figures, std::span<const Relation> relations, const ReconcileOptions& options)
        : figures_{figures}, relations_{relations}, options_{options}, costs_{options.costs}, system_{forms(), comparisons(),
                                                                                                      detail::domains_of(figures)} {
        if (costs_.empty()) {
            for (const PublishedFigure& each : figures) costs_.push_back(each.weight);
        }
        limits_ = {options.splits_most, options.halvings_most, [this] {
                       ended_ = ended_ || (options_.go_on && !options_.go_on(answered_));
                       return !ended_;
                   }};
    }

    [[nodiscard]] Reconciliation operator()() {
        Reconciliation out;
        for (std::size_t r = 0; r < relations_.size(); ++r) {
            if (!limits_.go_on()) {
                out.verdicts.push_back({Verdict::unresolved, {}});
                continue;
            }
            out.verdicts.push_back(detail::judge(relations_[r], system_.form(r), figures_.size() + r, figures_));
            ++answered_;
        }
        std::vector<std::string> assumptions{{}};
        for (const Relation& each : relations_) {
            if (std::find(assumptions.begin(), assumptions.end(), each.assumption) == assumptions.end()) assumptions.push_back(each.assumption);
        }
        for (const std::string& assumption : assumptions) out.readings.push_back(reading(assumption));
        std::set<std::size_t> suspects;
        for (const Conflict& each : out.readings.front().conflicts) suspects.insert(each.figures.begin(), each.figures.end());
        const Positions all{suspects.begin(), suspects.end()};
        if (!all.empty() && limits_.go_on()) out.slips = find_slips(figures_, relations_, all, [this] { return limits_.go_on(); });
        return out;
    }

private:
    [[nodiscard]] std::vector<detail::NormalForm> forms() const {
        std::vector<detail::NormalForm> out;
        for (std::size_t r = 0; r < relations_.size(); ++r) out.push_back(detail::normal_form(relations_[r], figures_.size() + r));
        return out;
    }
    [[nodiscard]] std::vector<Comparison> comparisons() const {
        std::vector<Comparison> out;
        for (const Relation& each : relations_) out.push_back(each.is);
        return out;
    }
    [[nodiscard]] Inquiry::Answer ask(Inquiry& inquiry, const Positions& freed) {
        ++answered_;
        return inquiry.ask(freed, limits_);
    }
    /// Of a few of them.
    [[nodiscard]] Inquiry::Answer ask(const Positions& relations, const Positions& freed) {
        Inquiry inquiry{system_, relations};
        return ask(inquiry, freed);
    }
    /// Kept, for what is asked about a component later begins where this ends.
    [[nodiscard]] Inquiry& inquiry_of(const Positions& relations) {
        auto known = inquiries_.find(relations);
        if (known == inquiries_.end()) known = inquiries_.emplace(relations, Inquiry{system_, relations}).first;
        return known->second;
    }

    /// Relations that share no figure, directly or through others, say nothing of each other.
    [[nodiscard]] std::vector<Positions> components(const std::string& assumption) const {
        std::vector<std::size_t> parent(figures_.size());
        std::iota(parent.begin(), parent.end(), std::size_t{0});
        const auto root = [&parent](std::size_t of) {
            while (parent[of] != of) of = parent[of] = parent[parent[of]];
            return of;
        };
        const auto active = [&](std::size_t r) { return relations_[r].assumption.empty() || relations_[r].assumption == assumption; };
        for (std::size_t r = 0; r < relations_.size(); ++r) {
            const Positions all = active(r) ? system_.figures_of(r) : Positions{};
            for (std::size_t i = 1; i < all.size(); ++i) parent[root(all[i])] = root(all[0]);
        }
        std::map<std::size_t, std::size_t> number;
        std::vector<Positions> out;
        for (std::size_t r = 0; r < relations_.size(); ++r) {
            if (!active(r)) continue;
            const Positions all = system_.figures_of(r);
            // One without figures is a component by itself.
            const auto [at, fresh] = number.emplace(all.empty() ? figures_.size() + r : root(all.front()), out.size());
            if (fresh) out.emplace_back();
            out[at->second].push_back(r);
        }
        return out;
    }

    /// Leaves out what the contradiction does not need, one relation after the other.
    /// \param irreducible is made false where it is unresolved whether one is needed
    [[nodiscard]] Inquiry::Answer narrowed(Inquiry::Answer answer, const Positions& freed, bool& irreducible) {
        Positions needed = answer.relations;
        for (std::size_t i = 0; i < needed.size();) {
            Positions without = needed;
            without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
            Inquiry::Answer less = ask(without, freed);
            if (less.status != Status::infeasible) {
                irreducible = irreducible && less.status == Status::feasible;
                ++i;
                continue;
            }
            answer = std::move(less);
            // Those before i are needed still: without any one of them, more relations than these were possible together.
            needed = answer.relations;
        }
        return answer;
    }

    struct Found {
        Joint joint = Joint::consistent;
        std::map<std::size_t, WideRatio> values{};
        std::vector<Conflict> conflicts{};
        std::vector<Positions> repairs{};
        bool complete = true;
        std::int64_t cost_least = 0;
    };
    [[nodiscard]] Found look_at(const Positions& relations) {
        Found out;
        Inquiry& inquiry = inquiry_of(relations);
        Inquiry::Answer answer = ask(inquiry, {});
        if (answer.status == Status::feasible) {
            out.values = std::move(answer.values);
            return out;
        }
        if (answer.status == Status::unresolved) {
            out.joint = Joint::unresolved, out.complete = false;
            return out;
        }
        out.joint = Joint::contradictory;
        std::vector<Positions> cores;   // each has a figure in every repair
        const auto add = [&](Inquiry::Answer found, const Positions& freed) {
            bool irreducible = true;
            found = narrowed(std::move(found), freed, irreducible);
            Inquiry::Answer plain = found;
            if (!freed.empty()) {   // and with nothing freed: perhaps fewer relations, by what is printed
                irreducible = true;
                Inquiry::Answer tighter = ask(found.relations, {});
                if (tighter.status == Status::infeasible) plain = narrowed(std::move(tighter), {}, irreducible);
                else irreducible = false;
            }
            Conflict conflict{plain.relations, plain.figures, plain.proof, irreducible};
            const auto same = [&](const Conflict& each) { return each.relations == conflict.relations; };
            if (std::none_of(out.conflicts.begin(), out.conflicts.end(), same)) out.conflicts.push_back(std::move(conflict));
            cores.push_back(std::move(found.figures));
        };
        // With all figures of what was found freed as well, what else there is: the more of them, the fewer sets have to be tried.
        const auto add_all = [&](Inquiry::Answer found, Positions freed) {
            while (found.status == Status::infeasible) {
                add(std::move(found), freed);
                if (cores.back().empty()) return;
                freed = united(freed, cores.back());
                found = ask(inquiry, freed);
            }
        };
        add_all(std::move(answer), {});
        // One set of the least cost at a time, until one of them mends all; then every one.
        for (bool one = true; limits_.go_on();) {
            out.repairs.clear();
            out.complete = true;
            if (std::any_of(cores.begin(), cores.end(), [](const Positions& each) { return each.empty(); })) return out;   // no figure can mend it
            std::int64_t cost = 0;
            std::vector<std::vector<Positions>> sets;   // by cores that have figures in common
            for (const std::vector<Positions>& cluster : clusters(cores)) {
                const HittingSets hitting{cluster, costs_, one ? 1 : options_.repairs_most, limits_};
                out.complete = out.complete && hitting.complete();
                cost += hitting.least().value_or(0);
                sets.push_back(hitting.all());
            }
            out.cost_least = std::max(out.cost_least, cost);
            if (!limits_.go_on()) break;
            bool refuted = false;
            for (const Positions& set : combined(sets, options_.repairs_most, out.complete)) {
                Inquiry::Answer tried = ask(inquiry, set);
                if (tried.status == Status::feasible) {
                    out.repairs.push_back(set);
                } else if (tried.status == Status::unresolved) {
                    out.complete = false;
                } else {
                    add_all(std::move(tried), set);
                    refuted = true;
                    break;
                }
            }
            if (!refuted && !one) break;
            one = refuted;
        }
        if (!limits_.go_on()) out.complete = false, out.repairs.clear();
        std::sort(out.conflicts.begin(), out.conflicts.end(), [](const Conflict& a, const Conflict& b) { return a.relations < b.relations; });
        return out;
    }
    [[nodiscard]] static std::vector<std::vector<Positions>> clusters(const std::vector<Positions>& cores) {
        std::vector<std::vector<Positions>> out;
        std::vector<Positions> all;   // the figures of each
        for (const Positions& core : cores) {
            std::vector<Positions> together{core};
            Positions figures = core;
            for (std::size_t i = 0; i < out.size();) {
                Positions common;
                std::set_intersection(all[i].begin(), all[i].end(), core.begin(), core.end(), std::back_inserter(common));
                if (common.empty()) {
                    ++i;
                    continue;
                }
                together.insert(together.end(), out[i].begin(), out[i].end());
                figures = united(figures, all[i]);
                out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
                all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
            }
            out.push_back(std::move(together));
            all.push_back(std::move(figures));
        }
        return out;
    }

    [[nodiscard]] Reading reading(const std::string& assumption) {
        Reading out;
        out.assumption = assumption;
        std::map<std::size_t, WideRatio> values;
        std::vector<std::vector<Positions>> repairs;
        std::vector<std::pair<Positions, Positions>> parts;   // of components that need repair: figures, relations
        bool unresolved = false, mendable = true;
        for (const Positions& relations : components(assumption)) {
            auto known = by_component_.find(relations);
            if (known == by_component_.end()) known = by_component_.emplace(relations, look_at(relations)).first;
            const Found& found = known->second;
            values.insert(found.values.begin(), found.values.end());
            unresolved = unresolved || found.joint == Joint::unresolved;
            out.all_repairs = out.all_repairs && found.complete;
            out.cost_least += found.cost_least;
            if (found.joint != Joint::contradictory) continue;
            out.joint = Joint::contradictory;
            for (const Conflict& each : found.conflicts) {
                const bool rests =
                    std::any_of(each.relations.begin(), each.relations.end(), [&](std::size_t r) { return relations_[r].assumption == assumption; });
                if (assumption.empty() || rests) out.conflicts.push_back(each);
            }
            mendable = mendable && !found.repairs.empty();
            repairs.push_back(found.repairs);
            Positions figures;
            for (const std::size_t r : relations) figures = united(figures, system_.figures_of(r));
            parts.emplace_back(std::move(figures), relations);
        }
        if (out.joint == Joint::contradictory) {
            if (mendable) {
                for (const Positions& set : combined(repairs, options_.repairs_most, out.all_repairs)) out.repairs.push_back(repair(set, parts));
            }
            return out;
        }
        if (unresolved) {
            out.joint = Joint::unresolved;
            return out;
        }
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const auto at = values.find(i);
            out.witness.push_back(at == values.end() ? system_.domains()[i].some() : at->second);
        }
        return out;
    }
    [[nodiscard]] Repair repair(const Positions& set, const std::vector<std::pair<Positions, Positions>>& parts) {
        Repair out;
        for (const std::size_t figure : set) {
            const auto part = std::find_if(parts.begin(), parts.end(),
                                           [&](const auto& each) { return std::binary_search(each.first.begin(), each.first.end(), figure); });
            Positions freed;   // those of the same component
            std::set_intersection(set.begin(), set.end(), part->first.begin(), part->first.end(), std::back_inserter(freed));
            auto known = implied_.find({figure, freed});
            if (known == implied_.end()) {
                const Domain range = inquiry_of(part->second).implied(figure, freed, limits_);
                known = implied_.emplace(std::pair{figure, freed}, range).first;
            }
            Repair::Change change{figure, {}, {}};
            if (known->second.low) change.low = known->second.low->at;
            if (known->second.high) change.high = known->second.high->at;
            out.changes.push_back(std::move(change));
            out.cost += costs_[figure];
        }
        return out;
    }

    std::span<const PublishedFigure> figures_;
    std::span<const Relation> relations_;
    const ReconcileOptions& options_;
    std::vector<std::int64_t> costs_;
    System system_;
    detail::Limits limits_{};
    std::map<Positions, Inquiry> inquiries_{};   // by component
    std::size_t answered_ = 0;
    bool ended_ = false;
    std::map<Positions, Found> by_component_{};
    std::map<std::pair<std::size_t, Positions>, Domain> implied_{};
};

}   // namespace

bool Reconciliation::all_hold() const noexcept {
    return std::all_of(verdicts.begin(), verdicts.end(), [](const RelationVerdict& each) { return each.holds(); }) &&
           std::all_of(readings.begin(), readings.end(), [](const Reading& each) { return each.joint == Joint::consistent; });
}

Reconciliation reconcile(std::span<const PublishedFigure> figures, std::span<const Relation> relations, const ReconcileOptions& options) {
    const auto no_cost = [](std::int64_t each) { return each < 1 || each > PublishedFigure::weight_most; };
    if ((!options.costs.empty() && options.costs.size() != figures.size()) || std::any_of(options.costs.begin(), options.costs.end(), no_cost) ||
        std::any_of(figures.begin(), figures.end(), [&](const PublishedFigure& each) { return no_cost(each.weight); })) {
        throw bad_argument("reconcile", {"costs are not one for each figure, of 1 to 1,000,000", "代价须每个指标一个，为 1 至 1,000,000"}, {});
    }
    const RelationReader reader{figures};
    for (const Relation& each : relations) {
        if (std::optional<Fault> fault = reader.sense_fault(each)) throw Error{*std::move(fault)};
    }
    return Reconciler{figures, relations, options}();
}

}   // namespace arrears
