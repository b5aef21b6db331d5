// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/outcome.hpp>

#include <type_traits>

using namespace arrears;

static_assert(std::is_trivially_copyable_v<Outcome<int>> && std::is_nothrow_copy_constructible_v<Outcome<bool>>);
static_assert(Outcome<int>{3}.value() == 3 && Outcome<int>{3}.missing().empty());

TEST_CASE("Outcome: a value, or the facts that would decide", "[rules]") {
    const Outcome<bool> no = false;
    CHECK(no.is_determined());
    CHECK(no.known() == false);
    const auto open = Outcome<bool>::undetermined({Fact::employed_members, Fact::birth});
    CHECK_FALSE(open.is_determined());
    CHECK_FALSE(open.known().has_value());
    CHECK(open.missing() == MissingFacts{Fact::birth, Fact::employed_members});
    CHECK_FALSE(open == no);
    CHECK(open == Outcome<bool>::undetermined({Fact::birth, Fact::employed_members}));
    CHECK_THROWS_WITH(open.value(), "undetermined without: date of birth, members with work");
    try {
        static_cast<void>(open.value());
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::outside_known);
        CHECK(error.message(Language::zh) == "缺少以下事实，无法判定：出生日期、已就业的家庭成员");
    }
    CHECK_THROWS_WITH(Outcome<int>::undetermined({}), "Outcome::undetermined: no missing fact is named; expected at least one");
}
