// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/integer.hpp>

#include "catch.hpp"
#include "kind_of.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

using namespace arrears;
using detail::int128;
using detail::uint128;

namespace {

template <class... T>
constexpr bool all_whole = (WholeNumber<T> && ...);
template <class... T>
constexpr bool none_whole = (!WholeNumber<T> && ...);
enum class Choice { one };
static_assert(all_whole<signed char, unsigned char, short, unsigned short, int, unsigned, long, unsigned long, long long, unsigned long long>);
static_assert(all_whole<std::int8_t, std::uint8_t, std::int64_t, std::uint64_t, std::size_t, std::ptrdiff_t, const int>);
// A truth value or a letter that slips into a sum is a mistake, though the language takes both for integers.
static_assert(none_whole<bool, char, wchar_t, char8_t, char16_t, char32_t, const bool, const char>);
static_assert(none_whole<float, double, long double, Choice, int*, std::nullptr_t, std::string>);

static_assert(detail::to_int64(std::uint64_t{std::numeric_limits<std::int64_t>::max()}, "") == std::numeric_limits<std::int64_t>::max());
static_assert(detail::to_int64(std::numeric_limits<std::int64_t>::min(), "") == std::numeric_limits<std::int64_t>::min());
static_assert(detail::to_int64(std::uint8_t{255}, "") == 255 && detail::to_int64(std::int8_t{-128}, "") == -128);
static_assert(detail::narrow(int128{std::numeric_limits<std::int64_t>::min()}, "") == std::numeric_limits<std::int64_t>::min());

}   // namespace

TEST_CASE("integer: all digits of 128 bits are written", "[core]") {
    const auto lowest = static_cast<int128>(uint128{1} << 127U);
    CHECK(detail::to_text(0) == "0");
    CHECK(detail::to_text(-1) == "-1");
    CHECK(detail::to_text(lowest) == "-170141183460469231731687303715884105728");
    CHECK(detail::to_text(-(lowest + 1)) == "170141183460469231731687303715884105727");
    for (const std::int64_t number : {std::int64_t{10}, std::int64_t{-100}, std::numeric_limits<std::int64_t>::min()}) {
        CHECK(detail::to_text(number) == std::to_string(number));
    }
}

TEST_CASE("integer: what 64 bits do not hold is an overflow, told with the value and the place", "[core]") {
    CHECK_THROWS_WITH(detail::to_int64(std::uint64_t{1} << 63U, "here"), "result out of range in here: 9223372036854775808");
    CHECK(kind_of([] { return detail::to_int64(std::numeric_limits<std::uint64_t>::max(), "here"); }) == ErrorKind::overflow);
    const int128 past = int128{std::numeric_limits<std::int64_t>::max()} + 1;
    CHECK_THROWS_WITH(detail::narrow(past, "there"), "result out of range in there: 9223372036854775808");
    CHECK_THROWS_WITH(detail::narrow(-past - 1, "there"), "result out of range in there: -9223372036854775809");
    CHECK(detail::narrow(past - 1, "there") == std::numeric_limits<std::int64_t>::max());
}
