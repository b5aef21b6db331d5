// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/reconcile/proof.hpp>
#include <arrears/reconcile/relation.hpp>
#include <arrears/reconcile/slip.hpp>
#include <arrears/reconcile/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace arrears {

/// Whether all relations can hold together.
ARREARS_ENUM(Joint, (consistent, "可同时成立", "all hold together"),        // shown by values
             (contradictory, "不能同时成立", "cannot all hold together"),   // shown by proofs
             (unresolved, "未能解出", "unresolved"));                       // neither, within the limits

/// Relations that cannot hold together, though they can when any one of them is left out.
struct Conflict {
    std::vector<std::size_t> relations{};   ///< in order
    std::vector<std::size_t> figures{};     ///< whose printed values the contradiction needs: one of them has to change, or a relation to go
    Proof proof{};
    bool irreducible = true;   ///< false where it is unresolved whether the others can hold without one of them

    friend bool operator==(const Conflict&, const Conflict&) = default;
};

/// Figures whose change makes everything hold, at the least cost.
struct Repair {
    struct Change {
        std::size_t figure = 0;
        /// What the figure would have to be, in the base of its dimension: no end where there is none, or none was found within the limits.
        std::optional<WideRatio> low{}, high{};
        friend bool operator==(const Change&, const Change&) = default;
    };
    std::vector<Change> changes{};
    std::int64_t cost = 0;

    friend bool operator==(const Repair&, const Repair&) = default;
};

/// What holds under one reading: without assumptions, or with those of one name.
struct Reading {
    std::string assumption{};   ///< empty: none
    Joint joint = Joint::consistent;
    std::vector<WideRatio> witness{};    ///< consistent: a value for each figure, that satisfies all
    std::vector<Conflict> conflicts{};   ///< under an assumption: those that are not there without it
    std::vector<Repair> repairs{};       ///< contradictory: every one of the least cost, in order; of this reading as a whole
    bool all_repairs = true;             ///< false where a limit was met, or one could not be resolved
    std::int64_t cost_least = 0;         ///< no repair costs less, also where the search was ended before one was found

    friend bool operator==(const Reading&, const Reading&) = default;
};

struct Reconciliation {
    std::vector<RelationVerdict> verdicts{};   ///< one for each relation, by itself
    std::vector<Reading> readings{};           ///< without assumptions first, then by each, in the order in which they are met
    std::vector<Slip> slips{};                 ///< what may have gone wrong with the figures of the conflicts without assumptions

    /// Whether every relation holds, alone and together with all others, under every reading.
    [[nodiscard]] bool all_hold() const noexcept;
    friend bool operator==(const Reconciliation&, const Reconciliation&) = default;
};

struct ReconcileOptions {
    /// What changing each figure costs, 1 to PublishedFigure::weight_most: the more it is relied on, the more. Empty: the figures' weights.
    std::vector<std::int64_t> costs{};
    std::size_t repairs_most = 100;   ///< where there are more, each figure that is in one is in some of those given
    std::size_t splits_most = 1000;   ///< of whole numbers into cases, in one question
    std::size_t halvings_most = 64;   ///< of the intervals of what multiplies, in one question
    /// Asked again and again, at every step of the simplex method too, with how many questions have been answered; false ends the search: what
    /// is open then is unresolved.
    std::function<bool(std::size_t answered)> go_on{};
};

/// Judges relations between figures, each by itself and all together.
///
/// Together they are linear inequalities over the printed intervals, solved in exact rationals: what is said to hold has values that satisfy
/// it, what is said to fail has a proof that adds up. A product or quotient of two figures that are both intervals enters as l·b ≤ a ≤ u·b;
/// what then seems possible has to be shown by values, and is unresolved where none were found. A changed figure may be anything of its kind:
/// counts are whole and not below nought, and what divides or multiplies keeps its sign.
/// \throws Error (bad_argument) where options.costs has another size than figures, or a cost or weight is out of range; and what
/// RelationReader::sense_fault() finds
[[nodiscard]] Reconciliation reconcile(std::span<const PublishedFigure> figures, std::span<const Relation> relations,
                                       const ReconcileOptions& options = {});

}   // namespace arrears
