// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/rules/ledger.hpp>

#include <optional>
#include <string>

namespace arrears {

/// Reads the entries of a ledger from a CSV file, one a row: `id, on, kind, amount` and, as the kind asks for them, `entered`
/// (else the day itself), `debt, category, component, due, through, worker, to, basis, reverses`. Rows may stand in any order;
/// they are entered by the day of entry. Basis is the name of the law or decision.
///
/// \returns nothing where a fault was told
/// \throws Error (unreadable)
[[nodiscard]] std::optional<Ledger> read_ledger(const std::string& path, const EnterpriseId& enterprise, Diagnostics& diagnostics);

}   // namespace arrears
