// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "description.hpp"

#include <arrears/core/allocate.hpp>
#include <arrears/core/integer.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace make_registry {

/// What one part may be: at least and at most so much, and how much it weighs (above zero).
struct Part {
    std::int64_t weight = 1;
    std::int64_t least = 0;
    std::int64_t most = 0;
};

/// In proportion to the weights, whole, summing to `total`. Amounts are in fen; heads are shared out as fen are.
[[nodiscard]] inline std::vector<std::int64_t> proportional(std::int64_t total, const std::vector<std::int64_t>& weights) {
    std::vector<std::int64_t> parts;
    for (const Money part : arrears::allocate(Money::from_fen(total), weights)) parts.push_back(part.fen());
    return parts;
}

/// `total` shared out over parts with bounds: each gets its least, the rest goes by weight, what a full part cannot take
/// goes on to the others. \throws Error where the bounds do not admit the total
[[nodiscard]] inline std::vector<std::int64_t> share_out(std::int64_t total, const std::vector<Part>& parts, const arrears::Place& place,
                                                         const std::string& what) {
    std::vector<std::int64_t> shares;
    arrears::detail::int128 least = 0;
    arrears::detail::int128 most = 0;
    bool sound = true;
    for (const Part& part : parts) {
        shares.push_back(part.least);
        least += part.least;
        most += part.most;
        sound = sound && part.least <= part.most;
    }
    if (!sound || total < least || total > most) {
        const std::string bounds = arrears::detail::to_text(least) + ".." + arrears::detail::to_text(most);
        throw cannot(place,
                     {what + ": " + std::to_string(total) + " cannot be shared over " + std::to_string(parts.size()) + ", which take " + bounds,
                      what + "：" + std::to_string(total) + " 无法分给 " + std::to_string(parts.size()) + " 个单位，可容纳 " + bounds});
    }
    for (std::int64_t rest = total - static_cast<std::int64_t>(least); rest > 0;) {
        std::vector<std::size_t> open;
        std::vector<std::int64_t> weights;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (shares[i] == parts[i].most) continue;
            open.push_back(i);
            weights.push_back(parts[i].weight);
        }
        const std::vector<std::int64_t> more = proportional(rest, weights);
        for (std::size_t i = 0; i < open.size(); ++i) {
            const std::int64_t taken = std::min(more[i], parts[open[i]].most - shares[open[i]]);
            shares[open[i]] += taken;
            rest -= taken;
        }
    }
    return shares;
}

/// What a row states of a scope: a system with all under it, or `*`, everything.
struct Stated {
    std::string scope;
    std::optional<std::int64_t> amount;
    const Row* row = nullptr;
};

/// The members that belong to a stated scope and to no stated scope inside it, with what is left for them.
struct Pool {
    std::vector<std::size_t> members;
    std::optional<std::int64_t> amount;
    const Row* row = nullptr;
};

/// Which scopes each member lies in, from the innermost outwards; the last is `*`.
using Scopes = std::vector<std::vector<std::string>>;

[[nodiscard]] inline std::vector<std::string> scopes_of(const std::string& system, const Description& description) {
    std::vector<std::string> scopes;
    for (std::string at = system; !at.empty();) {
        const auto found = std::find_if(description.systems.begin(), description.systems.end(), [&](const Row& row) { return row.text("id") == at; });
        if (found == description.systems.end() || scopes.size() > description.systems.size()) {
            throw cannot({"systems.csv", 0, 0, "id"}, {"no system \"" + at + "\", or it stands under itself", "没有系统“" + at + "”，或其隶属关系成环"});
        }
        scopes.push_back(at);
        at = found->text("parent");
    }
    scopes.emplace_back("*");
    return scopes;
}

/// The part of a margin that stays when what is stated of the scopes inside is taken off, scope by scope.
/// \throws Error where scopes inside state more than the one around them, or something is left for nobody
[[nodiscard]] inline std::vector<Pool> pools(const std::vector<Stated>& stated, const Scopes& members, const Description& description,
                                             const std::string& what) {
    std::map<std::string, std::size_t> at;
    std::vector<Pool> found;
    for (const Stated& one : stated) {
        if (!at.emplace(one.scope, found.size()).second) {
            throw cannot(one.row->place("scope"), {what + " is stated twice for " + one.scope, what + "：" + one.scope + " 重复给出"});
        }
        found.push_back({{}, one.amount, one.row});
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (const std::string& scope : members[i]) {
            const auto pool = at.find(scope);
            if (pool == at.end()) continue;
            found[pool->second].members.push_back(i);
            break;
        }
    }
    for (const Stated& one : stated) {
        if (one.scope == "*" || !one.amount) continue;
        const std::vector<std::string> around = scopes_of(one.scope, description);
        for (std::size_t i = 1; i < around.size(); ++i) {
            const auto pool = at.find(around[i]);
            if (pool == at.end()) continue;
            if (found[pool->second].amount) *found[pool->second].amount -= *one.amount;
            break;
        }
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!found[i].amount) continue;
        if (*found[i].amount < 0) {
            throw cannot(found[i].row->place("scope"), {what + ": the scopes inside " + stated[i].scope + " state more than it does",
                                                        what + "：" + stated[i].scope + " 内各范围之和超过其总数"});
        }
        if (*found[i].amount > 0 && found[i].members.empty()) {
            throw cannot(found[i].row->place("scope"), {what + ": nobody is left in " + stated[i].scope + " for what remains",
                                                        what + "：" + stated[i].scope + " 的余额没有承担者"});
        }
    }
    return found;
}

}   // namespace make_registry
