// SPDX-License-Identifier: BSL-1.0
// expect: dates have a difference and no sum
#include <arrears/core/date.hpp>

#if BROKEN
const auto sum = arrears::Date{2018, 1, 1} + arrears::Date{2018, 1, 1};
#else
const auto difference = arrears::Date{2018, 1, 1} - arrears::Date{2018, 1, 1};
#endif
