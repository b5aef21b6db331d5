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
using detail::System;
using Positions = std::vector<std::size_t>;
using Status = System::Status;

/// All sets of the least cost that have something in common with each of the given ones.
class HittingSets {
public:
    HittingSets(const std::vector<Positions>& sets, const std::vector<std::int64_t>& costs, std::size_t most)
        : sets_{sets}, costs_{costs}, most_{most} {
        search({}, {}, 0);
        std::sort(found_.begin(), found_.end());
    }
    [[nodiscard]] const std::vector<Positions>& all() const noexcept { return found_; }
    [[nodiscard]] bool complete() const noexcept { return complete_; }

private:
    [[nodiscard]] static bool meet(const Positions& a, const Positions& b) {
        return std::any_of(a.begin(), a.end(), [&](std::size_t each) { return std::binary_search(b.begin(), b.end(), each); });
    }
    void search(Positions chosen, Positions left_out, std::int64_t cost) {
        const auto open = std::find_if(sets_.begin(), sets_.end(), [&](const Positions& each) { return !meet(chosen, each); });
        if (open == sets_.end()) {
            if (!least_ || cost < *least_) found_.clear(), complete_ = true, least_ = cost;
            if (found_.size() == most_) complete_ = false;
            else
                found_.push_back({[&] {
                    std::sort(chosen.begin(), chosen.end());
                    return std::move(chosen);
                }()});
            return;
        }
        for (const std::size_t each : *open) {
            if (std::find(left_out.begin(), left_out.end(), each) != left_out.end()) continue;
            const std::int64_t made = cost + costs_[each];
            if (!least_ || made <= *least_) {
                chosen.push_back(each);
                search(chosen, left_out, made);
                chosen.pop_back();
            }
            left_out.push_back(each);   // sets with it are found by now
        }
    }

    const std::vector<Positions>& sets_;
    const std::vector<std::int64_t>& costs_;
    std::size_t most_;
    std::optional<std::int64_t> least_{};
    std::vector<Positions> found_{};
    bool complete_ = true;
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
        if (costs_.empty()) costs_.assign(figures.size(), 1);
        limits_ = {options.splits_most, [this] {
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
        if (!all.empty() && limits_.go_on()) out.slips = find_slips(figures_, relations_, all);
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
    [[nodiscard]] System::Answer ask(const Positions& relations, const Positions& freed) {
        ++answered_;
        return system_.ask(relations, freed, limits_);
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
    [[nodiscard]] System::Answer narrowed(System::Answer answer, const Positions& freed, bool& irreducible) {
        Positions needed = answer.relations;
        for (std::size_t i = 0; i < needed.size();) {
            Positions without = needed;
            without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
            System::Answer less = ask(without, freed);
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
    };
    [[nodiscard]] Found look_at(const Positions& relations) {
        Found out;
        System::Answer answer = ask(relations, {});
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
        const auto add = [&](System::Answer found, const Positions& freed) {
            bool irreducible = true;
            found = narrowed(std::move(found), freed, irreducible);
            System::Answer plain = found;
            if (!freed.empty()) {   // and with nothing freed: perhaps fewer relations, by what is printed
                irreducible = true;
                System::Answer tighter = ask(found.relations, {});
                if (tighter.status == Status::infeasible) plain = narrowed(std::move(tighter), {}, irreducible);
                else irreducible = false;
            }
            Conflict conflict{plain.relations, plain.figures, plain.proof, irreducible};
            const auto same = [&](const Conflict& each) { return each.relations == conflict.relations; };
            if (std::none_of(out.conflicts.begin(), out.conflicts.end(), same)) out.conflicts.push_back(std::move(conflict));
            cores.push_back(std::move(found.figures));
        };
        add(std::move(answer), {});
        for (bool again = true; again && limits_.go_on();) {
            again = false;
            out.repairs.clear();
            out.complete = true;
            if (std::any_of(cores.begin(), cores.end(), [](const Positions& each) { return each.empty(); })) return out;   // no figure can mend it
            std::vector<std::vector<Positions>> sets;   // by cores that have figures in common
            for (const std::vector<Positions>& cluster : clusters(cores)) {
                const HittingSets hitting{cluster, costs_, options_.repairs_most};
                out.complete = out.complete && hitting.complete();
                sets.push_back(hitting.all());
            }
            for (const Positions& set : combined(sets, options_.repairs_most, out.complete)) {
                System::Answer tried = ask(relations, set);
                if (tried.status == Status::feasible) {
                    out.repairs.push_back(set);
                } else if (tried.status == Status::unresolved) {
                    out.complete = false;
                } else {
                    add(std::move(tried), set);
                    again = true;
                    break;
                }
            }
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
            if (known == implied_.end()) known = implied_.emplace(std::pair{figure, freed}, system_.implied(figure, part->second, freed)).first;
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
    System::Limits limits_{};
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
    if (!options.costs.empty() && (options.costs.size() != figures.size() ||
                                   std::any_of(options.costs.begin(), options.costs.end(), [](std::int64_t each) { return each < 1; }))) {
        throw bad_argument("reconcile", {"costs are not one for each figure, above nought", "代价须每个指标一个，且大于零"}, {});
    }
    const RelationReader reader{figures};
    for (const Relation& each : relations) {
        if (std::optional<Fault> fault = reader.sense_fault(each)) throw Error{*std::move(fault)};
    }
    return Reconciler{figures, relations, options}();
}

}   // namespace arrears
