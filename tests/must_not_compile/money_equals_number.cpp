// SPDX-License-Identifier: BSL-1.0
// expect: a number is no amount: compare with
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const bool none = 1_yuan == 0;
#else
const bool none = 1_yuan == 0_yuan;
#endif
