// SPDX-License-Identifier: BSL-1.0
// expect: counts are not additive
#include <arrears/core/count.hpp>

using namespace arrears;

#if BROKEN
const auto both = PersonCount{1} + EnterpriseCount{2};
#else
const auto both = PersonCount{1} < PersonCount{2};
#endif
