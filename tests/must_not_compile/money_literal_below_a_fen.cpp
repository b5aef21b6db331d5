// SPDX-License-Identifier: BSL-1.0
// expect: a_literal_has_more_digits_than_its_type_can_hold_exactly
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const Money wage = 19.999_yuan;
#else
const Money wage = 19.990_yuan;
#endif
