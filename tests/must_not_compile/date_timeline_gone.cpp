// SPDX-License-Identifier: BSL-1.0
// expect: it would outlive the timeline
#include <arrears/core/timeline.hpp>

const arrears::Timeline<int> named = arrears::Timeline<int>::always(3);
#if BROKEN
const int* const value = arrears::Timeline<int>::always(3).find(arrears::Date{2018, 12, 31});
#else
const int* const value = named.find(arrears::Date{2018, 12, 31});
#endif
