// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "synthesis_model.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace arrears::detail {

/// Cliques such that each of the sets lies within one, in the order of a tree: what a clique shares with any before it, it shares with its
/// parent (Lauritzen and Spiegelhalter, 1988; attributes are taken out by least fill). At least one clique, be it of nothing.
/// \param cost how many cells a set of attributes makes
template <class Cost>
[[nodiscard]] std::vector<Clique> junction_tree(const std::vector<std::vector<std::size_t>>& sets, const Cost& cost) {
    using Attributes = std::vector<std::size_t>;
    std::map<std::size_t, std::set<std::size_t>> beside;
    for (const Attributes& of : sets) {
        for (const std::size_t a : of) {
            for (const std::size_t b : of) {
                if (a != b) beside[a].insert(b);
                else beside[a];
            }
        }
    }
    std::vector<Attributes> cliques;
    while (!beside.empty()) {
        std::size_t chosen = 0;
        std::pair<std::size_t, std::size_t> least{static_cast<std::size_t>(-1), 0};
        for (const auto& [attribute, others] : beside) {
            std::size_t fill = 0;
            for (const std::size_t a : others) {
                for (const std::size_t b : others) fill += a < b && !beside[a].contains(b) ? 1 : 0;
            }
            Attributes of(others.begin(), others.end());
            of.push_back(attribute);
            if (const std::pair<std::size_t, std::size_t> so{fill, cost(of)}; so < least) least = so, chosen = attribute;
        }
        const std::set<std::size_t> others = beside[chosen];
        Attributes clique(others.begin(), others.end());
        clique.insert(std::lower_bound(clique.begin(), clique.end(), chosen), chosen);
        for (const std::size_t a : others) {
            for (const std::size_t b : others) {
                if (a != b) beside[a].insert(b);
            }
            beside[a].erase(chosen);
        }
        beside.erase(chosen);
        const bool within = std::any_of(cliques.begin(), cliques.end(), [&](const Attributes& other) {
            return std::includes(other.begin(), other.end(), clique.begin(), clique.end());
        });
        if (!within) cliques.push_back(std::move(clique));
    }
    if (cliques.empty()) cliques.emplace_back();
    std::vector<Clique> out;
    std::vector<bool> taken(cliques.size(), false);
    const auto take = [&](std::size_t at, std::optional<std::size_t> parent, Attributes shared) {
        taken[at] = true;
        out.push_back({cliques[at], parent, std::move(shared), 0, 1});
    };
    take(cliques.size() - 1, {}, {});
    while (out.size() < cliques.size()) {
        std::size_t best = 0, parent = 0;
        std::optional<Attributes> most;
        for (std::size_t at = 0; at < cliques.size(); ++at) {
            if (taken[at]) continue;
            for (std::size_t with = 0; with < out.size(); ++with) {
                Attributes shared;
                std::set_intersection(cliques[at].begin(), cliques[at].end(), out[with].attributes.begin(), out[with].attributes.end(),
                                      std::back_inserter(shared));
                if (!most || shared.size() > most->size()) most = std::move(shared), best = at, parent = with;
            }
        }
        take(best, parent, *std::move(most));
    }
    return out;
}

}   // namespace arrears::detail
