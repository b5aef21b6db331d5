// SPDX-License-Identifier: BSL-1.0
// expect: use times\(money, rate or ratio, rounding\)
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const Money share = 1_yuan * 0.5;
#else
const Money share = times(1_yuan, Ratio{1, 2}, Rounding::half_even);
#endif
