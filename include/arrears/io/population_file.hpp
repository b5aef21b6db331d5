// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/reconcile/population.hpp>

#include <string>

namespace arrears {

/// Reads what records are to be made from a CSV file: columns kind,column,is and, as each needs, of,values,weights (docs/synthesis.md).
/// \returns what is described soundly; faults of the rest, and of the whole, go to the diagnostics, each at its row \throws Error (unreadable)
[[nodiscard]] Population read_population(const std::string& path, Diagnostics& diagnostics);

}   // namespace arrears
