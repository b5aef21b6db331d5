// SPDX-License-Identifier: BSL-1.0
// expect: ids of different kinds of record never compare
#include <arrears/core/id.hpp>

using EnterpriseId = arrears::Id<struct EnterpriseTag>;
using WorkerId = arrears::Id<struct WorkerTag>;

#if BROKEN
const bool before = EnterpriseId{"1"} < WorkerId{"2"};
#else
const bool before = EnterpriseId{"1"} < EnterpriseId{"2"};
#endif
