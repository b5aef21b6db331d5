// SPDX-License-Identifier: BSL-1.0
// expect: id_fault
#include <arrears/core/id.hpp>

using EnterpriseId = arrears::Id<struct EnterpriseTag>;
using WorkerId = arrears::Id<struct WorkerTag>;

#if BROKEN
constexpr EnterpriseId id{" 1"};
static_assert(!id.empty());
#else
constexpr EnterpriseId id{"1"};
static_assert(!id.empty());
#endif
