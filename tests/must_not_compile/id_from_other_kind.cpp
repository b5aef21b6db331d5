// SPDX-License-Identifier: BSL-1.0
// expect: no matching (function|constructor)|no viable|cannot convert
#include <arrears/core/id.hpp>

using EnterpriseId = arrears::Id<struct EnterpriseTag>;
using WorkerId = arrears::Id<struct WorkerTag>;

#if BROKEN
const EnterpriseId id{WorkerId{"1"}};
#else
const EnterpriseId id{EnterpriseId{"1"}};
#endif
