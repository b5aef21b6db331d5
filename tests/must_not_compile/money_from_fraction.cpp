// SPDX-License-Identifier: BSL-1.0
// expect: a number is no amount
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const Money wage{19.99};
#else
const Money wage{19.99_yuan};
#endif
