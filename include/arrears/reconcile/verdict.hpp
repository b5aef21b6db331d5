// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/language.hpp>
#include <arrears/reconcile/relation.hpp>
#include <arrears/core/wide.hpp>

#include <span>

namespace arrears {

/// What the printed digits of a relation's figures say of it.
ARREARS_ENUM(Verdict, (holds, "成立", "holds"),                              // some values that print so satisfy it
             (holds_if_truncated, "若为截尾则成立", "holds if truncated"),   // not as the figures on the right are said to be rounded, but so
             (holds_if_rounded_up, "若为进一则成立", "holds if rounded up"),
             (undecided, "不能判定", "undecided"),     // only what a hedge leaves open satisfies it
             (unresolved, "未能解出", "unresolved"),   // neither shown to hold nor to fail within the limits
             (fails, "不成立", "fails"));              // no values that print so satisfy it

/// A verdict on one relation taken by itself.
struct RelationVerdict {
    Verdict verdict = Verdict::holds;
    /// Where it does not hold: by how much left and right miss each other at the least, in the base of their dimension: fen, 1 for 100%, one.
    WideRatio excess{};

    [[nodiscard]] bool holds() const noexcept { return verdict == Verdict::holds; }
    friend bool operator==(const RelationVerdict&, const RelationVerdict&) = default;
};

/// Whether values within the printed intervals satisfy a relation; whole things are counted in whole numbers.
///
/// Hedged figures (over, near, about) satisfy it where their digits do without the hedge, or where all that the hedge allows does; where only
/// some of it does, the relation is undecided. Exact: nothing is rounded.
[[nodiscard]] RelationVerdict check(const Relation& relation, std::span<const PublishedFigure> figures);

/// A relation that does not hold, in a sentence: its figures as printed, and by how much they miss each other.
[[nodiscard]] Text describe_failure(const Relation& relation, const RelationVerdict& verdict, std::span<const PublishedFigure> figures);

}   // namespace arrears
