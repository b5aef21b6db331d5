// SPDX-License-Identifier: BSL-1.0
// expect: money times money is nothing
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const auto square = 2_yuan * 3_yuan;
#else
const auto twice = 2_yuan * 3;
#endif
