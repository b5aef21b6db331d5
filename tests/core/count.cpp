// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/count.hpp>

#include "catch.hpp"
#include "kind_of.hpp"

#include <cstdint>
#include <limits>
#include <sstream>
#include <type_traits>
#include <unordered_set>

using namespace arrears;

namespace {

static_assert(PersonCount{}.value() == 0 && PersonCount{3}.value() == 3 && PersonCount{2U} < PersonCount{std::int64_t{3}});
static_assert(PersonCount{3} == PersonCount{3} && PersonCount{3} != PersonCount{4} && PersonCount{4} >= PersonCount{3});

// What is in two groups stands in both counts, so that a sum of counts is no count, be they of one kind or of two.
template <class A, class B>
concept Adds = requires(A a, B b) { a + b; } || requires(A a, B b) { a - b; } || requires(A a, B b) { a += b; } || requires(A a, B b) { a -= b; };
template <class A, class B>
concept Compares = requires(A a, B b) { a == b; } || requires(A a, B b) { a < b; };
static_assert(!Adds<PersonCount, PersonCount> && !Adds<PersonCount, EnterpriseCount> && !Adds<RecordCount, RecordCount>);
static_assert(!Adds<PersonCount, int> && !Adds<int, PersonCount> && !Adds<HouseholdCount, double>);
static_assert(Compares<PersonCount, PersonCount> && !Compares<PersonCount, EnterpriseCount> && !Compares<PersonCount, int>);
static_assert(!Compares<HouseholdCount, PersonCount> && !Compares<RecordCount, PersonCount> && !Compares<RecordCount, EnterpriseCount>);
static_assert(!std::is_convertible_v<PersonCount, EnterpriseCount> && !std::is_constructible_v<PersonCount, EnterpriseCount>);
static_assert(!std::is_assignable_v<PersonCount&, EnterpriseCount> && !std::is_assignable_v<PersonCount&, int>);
static_assert(!std::is_convertible_v<int, PersonCount> && !std::is_convertible_v<PersonCount, int>);
static_assert(!std::is_constructible_v<PersonCount, double> && !std::is_constructible_v<PersonCount, bool>);
static_assert(!std::is_constructible_v<PersonCount, char>);

}   // namespace

TEST_CASE("count: is never below zero nor beyond 64 bits", "[core]") {
    CHECK(PersonCount{std::numeric_limits<std::int64_t>::max()}.value() == std::numeric_limits<std::int64_t>::max());
    CHECK_THROWS_WITH(PersonCount{-1}, "Count: a count is below zero: -1");
    CHECK(kind_of([] { return PersonCount{std::numeric_limits<std::int64_t>::min()}; }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return PersonCount{std::uint64_t{1} << 63U}; }) == ErrorKind::overflow);
}

TEST_CASE("count: prints the bare number whatever the stream's flags, and hashes by value", "[core]") {
    std::ostringstream out;
    out << std::hex << std::showpos << EnterpriseCount{206} << ' ' << PersonCount{};
    CHECK(out.str() == "206 0");
    CHECK(to_string(HouseholdCount{17}) == "17");
    CHECK(std::unordered_set<PersonCount>{PersonCount{1}, PersonCount{1}, PersonCount{2}}.size() == 2);
}
