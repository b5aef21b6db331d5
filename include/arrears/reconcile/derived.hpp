// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/reconcile/relation.hpp>
#include <arrears/statistics/value.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

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
/// and sums their total is no more than the whole, and the whole itself where all values of the field are there. `share(M where c)` is the
/// quotient of M with c by M; where M with c was not published, it is still a whole number of records.
/// What rests on one value lying under another carries that as its assumption: `FED within GJJ`.
/// Cost: O(n²) in the number of figures.
[[nodiscard]] std::vector<Relation> derive_relations(std::span<const PublishedFigure> figures, const RelationContext& context = {});

/// One relation for each figure with a definition: that it is what records give by it, in the order of the figures. It holds where what is printed
/// may stand for that value. Where records give no number, as for a share of nothing or a date, there is none.
/// \param evaluate what records give by a definition, as RegistryTables::evaluate()
/// \throws Error, with the place of the figure's definition: what `evaluate` throws; (mismatch) where the value is of another dimension than the
/// figure; (overflow) where it does not fit 64 bits
[[nodiscard]] std::vector<Relation> relations_to_records(std::span<const PublishedFigure> figures,
                                                         const std::function<Value(const Definition&)>& evaluate);

}   // namespace arrears
