// SPDX-License-Identifier: BSL-1.0
// expect: Money is exact: parse decimal text, or give whole fen
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const Money wage = Money::from_fen(19.99);
#else
const Money wage = Money::from_fen(1999);
#endif
