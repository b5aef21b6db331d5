// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/language.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/reconcile/figure.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// How published figures are bound to each other by what their definitions say of the records behind them.
ARREARS_ENUM(RelationKind,
    (same, "同一数字", "same figure"),                      // two figures with one definition are equal
    (subset, "部分不大于整体", "no more than"),              // records of the one are records of the other
    (parts, "各部分之和", "parts and whole"),                // parts divide the whole by the values of a field
    (share, "比重", "share"),                               // a share is the ratio of two figures
    (threshold, "门槛", "threshold"));                      // so many reaching an amount have at least so much together

/// One relation between figures, by their positions in the list that it was derived from.
struct Relation {
    RelationKind kind = RelationKind::subset;
    std::size_t figure = 0;            ///< the subset, the whole, the share, or the sum
    std::vector<std::size_t> others;   ///< the superset; the parts; numerator and denominator; the count
    bool complete = false;             ///< parts: every value of the field is there, so that the sum is the whole
    std::string field{};               ///< parts: what divides them
    std::string reading{};             ///< what of the records' structure it rests on: `FED within GJJ`; empty: the definitions alone
    std::optional<Ratio> amount{};     ///< threshold: what each reaches, in fen

    friend bool operator==(const Relation&, const Relation&) = default;
};

/// What derivation has to know of the world besides the definitions.
struct RelationContext {
    /// Whether a value of a field lies under another: a federation within a system. May be empty: then nothing does.
    std::function<bool(std::string_view field, std::string_view lower, std::string_view upper)> within;
    /// All values of a field, where they are closed; empty where they are not. May be empty.
    std::function<std::vector<std::string>(std::string_view field)> values;
};

/// Every relation that follows from the definitions of `figures`, in the order of the figures. Nothing is listed by hand.
///
/// Amounts owed, counts and distinct counts never grow when a condition is added, so a figure whose conditions imply another's
/// is no more than that. Figures that differ in one condition `field = value` divide the figure without it: for counts of records
/// and sums their total is no more than the whole. `share(M where c)` is the quotient of M with c by M.
/// Cost: O(n²) in the number of figures.
[[nodiscard]] std::vector<Relation> derive_relations(std::span<const PublishedFigure> figures, const RelationContext& context = {});

/// Whether values within the printed intervals satisfy one relation, and if none do, by how much it fails at the least.
struct RelationVerdict {
    bool holds = true;
    Ratio by{};   ///< where it fails: the least excess, in the base of the figures' dimension
};

[[nodiscard]] RelationVerdict check(const Relation& relation, std::span<const PublishedFigure> figures);

/// The relation and its failure in a sentence: both figures as printed, and by how much they miss each other.
[[nodiscard]] Text describe_failure(const Relation& relation, const RelationVerdict& verdict, std::span<const PublishedFigure> figures);

}   // namespace arrears
