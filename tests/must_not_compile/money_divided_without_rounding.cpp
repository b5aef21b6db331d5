// SPDX-License-Identifier: BSL-1.0
// expect: use divide\(money, n, rounding\), or allocate
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const Money third = 1_yuan / 3;
#else
const Money third = divide(1_yuan, 3, Rounding::half_even);
#endif
