// SPDX-License-Identifier: BSL-1.0
// expect: indexes of different kinds of record never compare
#include <arrears/core/id.hpp>

using EnterpriseIndex = arrears::Index<struct EnterpriseTag>;
using WorkerIndex = arrears::Index<struct WorkerTag>;

#if BROKEN
const bool same = EnterpriseIndex{1} == WorkerIndex{1};
#else
const bool same = EnterpriseIndex{1} == EnterpriseIndex{1};
#endif
