// SPDX-License-Identifier: BSL-1.0
// expect: say Money::from_fen\(n\) or Money::from_yuan\(n\)
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const Money sum = 1_yuan + 5;
#else
const Money sum = 1_yuan + Money::from_fen(5);
#endif
