// SPDX-License-Identifier: BSL-1.0
// expect: use times\(money, rate, rounding\)
#include <arrears/core/rate.hpp>

using namespace arrears;

#if BROKEN
const Money surcharge = 1000_yuan * 0.05_percent;
#else
const Money surcharge = times(1000_yuan, 0.05_percent, Rounding::half_away_from_zero);
#endif
