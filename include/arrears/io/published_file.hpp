// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/reconcile/figure.hpp>

#include <string>
#include <vector>

namespace arrears {

/// Reads published figures from a CSV file: columns id, label, label_en, value, unit, precision, rounding, qualifier, paragraph,
/// counts, definition. The value's decimals must be as many as `precision` says; each definition must give one figure.
/// \returns the sound rows; the others' faults go to the diagnostics, with their places. \throws Error (unreadable)
[[nodiscard]] std::vector<PublishedFigure> read_published(const std::string& path, Diagnostics& diagnostics);

}   // namespace arrears
