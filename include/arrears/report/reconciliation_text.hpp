// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/reconcile/reconciliation.hpp>
#include <arrears/report/table_text.hpp>

#include <span>
#include <string>

namespace arrears {

/// What reconcile() found, as people read it, or as CSV (a row for each relation) or JSON (docs/reconcile.md).
[[nodiscard]] std::string print(const Reconciliation& found, std::span<const Relation> relations, std::span<const PublishedFigure> figures,
                                ReportFormat format, Language language);

/// A proof line by line, each with what it is taken from and how many times, and what they add up to.
[[nodiscard]] std::string print(const Proof& proof, std::span<const Relation> relations, std::span<const PublishedFigure> figures, Language language);

}   // namespace arrears
