// SPDX-License-Identifier: BSL-1.0
// expect: a Ratio is exact: give numerator and denominator
#include <arrears/core/ratio.hpp>

using namespace arrears;

#if BROKEN
const Ratio half{0.5};
#else
const Ratio half{1, 2};
#endif
