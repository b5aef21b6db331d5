// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/reconcile/relation.hpp>

#include <span>
#include <string>
#include <vector>

namespace arrears {

/// Reads relations between figures from a CSV file: columns id, relation and optionally assumption (docs/reconcile.md).
/// \returns the sound ones; the others' faults go to the diagnostics, at the character of the relation that they concern, where that is
/// plain text \throws Error (unreadable)
[[nodiscard]] std::vector<Relation> read_relations(const std::string& path, std::span<const PublishedFigure> figures, Diagnostics& diagnostics);

}   // namespace arrears
