// SPDX-License-Identifier: BSL-1.0
// expect: no_such_day
#include <arrears/core/date.hpp>

#if BROKEN
constexpr arrears::Date date{2018, 2, 29};
static_assert(date.day() == 29);
#else
constexpr arrears::Date date{2020, 2, 29};
static_assert(date.day() == 29);
#endif
