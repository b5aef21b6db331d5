// SPDX-License-Identifier: BSL-1.0
// expect: a_literal_is_plain_decimal_digits_with_at_most_one_point
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const Money wage = 0x10_yuan;
#else
const Money wage = 16_yuan;
#endif
