// SPDX-License-Identifier: BSL-1.0
// expect: days are whole
#include <arrears/core/date.hpp>

#if BROKEN
const auto date = arrears::Date{2018, 1, 1} + 0.5;
#else
const auto date = arrears::Date{2018, 1, 1} + 1;
#endif
