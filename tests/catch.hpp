// SPDX-License-Identifier: BSL-1.0
#pragma once
// The one place that knows which Catch2 is installed, and how many random cases a property has.
#include <catch2/catch.hpp>

#include <cstdint>
#include <cstdlib>

namespace test {

/// Of properties that are checked on many cases: as many as ARREARS_TEST_CASES asks for, else 20,000. The sanitizers slow a case down
/// tenfold and see what they see in far fewer; a locale changes a case as soon as any.
inline const int cases = [] {
    if (const char* const asked = std::getenv("ARREARS_TEST_CASES")) return std::atoi(asked);
#ifdef ARREARS_SANITIZED
    return 2'000;
#else
    return std::getenv("ARREARS_TEST_FOREIGN_LOCALE") == nullptr ? 20'000 : 2'000;
#endif
}();
/// So many seeds, where 100,000 cases are asked for, of a property whose cases are whole tables; else in proportion, and at least one.
[[nodiscard]] inline int seeds(int number) { return static_cast<int>((std::int64_t{number} * cases + 99'999) / 100'000); }

}   // namespace test
