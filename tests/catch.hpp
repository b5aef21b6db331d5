// SPDX-License-Identifier: BSL-1.0
#pragma once
// The one place that knows which Catch2 is installed, and how many random cases a property has.
#include <catch2/catch.hpp>

namespace test {

/// Of properties that are checked on many cases. The sanitizers slow a case down tenfold, and see what they see in far fewer.
#ifdef ARREARS_SANITIZED
inline constexpr int cases = 5'000;
#else
inline constexpr int cases = 100'000;
#endif
/// So many seeds of a property whose cases are whole tables; the same in proportion, and at least one.
[[nodiscard]] constexpr int seeds(int number) { return cases == 100'000 ? number : (number + 5) / 6; }

}   // namespace test
