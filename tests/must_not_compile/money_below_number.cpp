// SPDX-License-Identifier: BSL-1.0
// expect: a number is no amount: compare with
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const bool owed = 0 < 1_yuan;
#else
const bool owed = 0_yuan < 1_yuan;
#endif
