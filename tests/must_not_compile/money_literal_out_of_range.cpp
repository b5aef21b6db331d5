// SPDX-License-Identifier: BSL-1.0
// expect: a_literal_is_out_of_range
#include <arrears/core/money.hpp>

using namespace arrears;

#if BROKEN
const Money most = 92233720368547758.08_yuan;
#else
const Money most = 92233720368547758.07_yuan;
#endif
