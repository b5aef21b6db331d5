// SPDX-License-Identifier: BSL-1.0
// expect: a Rate is exact: write 0.05_percent
#include <arrears/core/rate.hpp>

using namespace arrears;

#if BROKEN
const Rate rate{0.0005};
#else
const Rate rate{0.05_percent};
#endif
