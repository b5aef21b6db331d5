// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "normal_form.hpp"

#include <arrears/reconcile/verdict.hpp>

#include <span>

namespace arrears::detail {

/// As check(), where the form over the same figures is there already. `whole` is the variable that `whole` is in it.
[[nodiscard]] RelationVerdict judge(const Relation& relation, const NormalForm& form, std::size_t whole, std::span<const PublishedFigure> figures);

}   // namespace arrears::detail
