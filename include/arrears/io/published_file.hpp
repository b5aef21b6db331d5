// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/reconcile/figure.hpp>

#include <string>
#include <vector>

namespace arrears {

/// Reads published figures from a CSV file: columns id, label, label_en, value, unit, precision, rounding (default unknown), qualifier
/// (default exact), paragraph, counts, weight (default 1), definition. The value's decimals must be as many as `precision` says where it is
/// given; each definition must give one figure.
/// \param defined whether each figure needs a definition
/// \returns the sound rows; the others' faults go to the diagnostics, with their places. \throws Error (unreadable)
[[nodiscard]] std::vector<PublishedFigure> read_published(const std::string& path, Diagnostics& diagnostics, bool defined = true);

}   // namespace arrears
