// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/id.hpp>

namespace arrears {

// An id is the office's own text and holds everywhere; an index is a position in one registry, from 0.

using SystemId = Id<struct SystemTag>;
using EnterpriseId = Id<struct EnterpriseTag>;
using WorkerId = Id<struct WorkerTag>;   ///< a person's: kept on retirement, so that workers and retirees share one space
using HouseholdId = Id<struct HouseholdTag>;
using ArrearsId = Id<struct ArrearsTag>;
using PaymentId = Id<struct PaymentTag>;
using AdvanceId = Id<struct AdvanceTag>;
using PlanId = Id<struct PlanTag>;

using SystemIndex = Index<struct SystemTag>;
using EnterpriseIndex = Index<struct EnterpriseTag>;
using WorkerIndex = Index<struct WorkerTag>;
using RetireeIndex = Index<struct RetireeTag>;
using HouseholdIndex = Index<struct HouseholdTag>;
using ArrearsIndex = Index<struct ArrearsTag>;
using PaymentIndex = Index<struct PaymentTag>;
using AdvanceIndex = Index<struct AdvanceTag>;
using PlanIndex = Index<struct PlanTag>;

}   // namespace arrears
