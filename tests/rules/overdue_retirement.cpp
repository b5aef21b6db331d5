// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/overdue_retirement.hpp>

using namespace arrears;

namespace {
constexpr Date as_of{2018, 12, 31};
const RetirementFacts of_age{Date{1958, 12, 31}, RetirementGroup::male, {}}, younger{Date{1959, 1, 1}, RetirementGroup::male, {}};
constexpr Money some = Money::from_fen(1);
Outcome<bool> survey(const OverdueRetirementFacts& facts) { return OverdueRetirementRule::of_survey().decide(facts, as_of); }
}   // namespace

TEST_CASE("OverdueRetirementRule: of age, on the roll, and the enterprise owes pension", "[rules]") {
    CHECK(survey({of_age, true, some, {}}).value());
    CHECK_FALSE(survey({of_age, true, Money{}, {}}).value());
    CHECK_FALSE(survey({younger, true, some, {}}).value());
    CHECK_FALSE(survey({of_age, false, some, {}}).value());
    CHECK_FALSE(survey({younger, true, {}, {}}).value());   // not of age, whatever is owed
    CHECK_FALSE(survey({{}, true, Money{}, {}}).value());   // nothing owed, whatever the age
    CHECK(survey({of_age, true, {}, {}}).missing() == MissingFacts{Fact::enterprise_arrears});
    CHECK(survey({{{}, RetirementGroup::male, {}}, true, some, {}}).missing() == MissingFacts{Fact::birth});
    CHECK(survey({{}, true, {}, {}}).missing() == MissingFacts{Fact::birth, Fact::retirement_group, Fact::enterprise_arrears});
}

TEST_CASE("OverdueRetirementRule: which arrears bar is a policy, undetermined until chosen", "[rules]") {
    const OverdueRetirementRule open;
    CHECK(open.decide({of_age, true, some, some}, as_of).missing() == MissingFacts{Fact::blocked_by});
    CHECK_FALSE(open.decide({younger, true, some, some}, as_of).value());
    CHECK_FALSE(open.decide({of_age, true, Money{}, Money{}}, as_of).value());   // nothing owed under any policy
    const OverdueRetirementRule own{.age = {}, .blocked_by = RetirementBar::own_arrears};
    CHECK(own.decide({of_age, true, Money{}, some}, as_of).value());
    CHECK_FALSE(own.decide({of_age, true, some, Money{}}, as_of).value());
    CHECK(own.decide({of_age, true, some, {}}, as_of).missing() == MissingFacts{Fact::own_arrears});
    const OverdueRetirementRule none{.age = {}, .blocked_by = RetirementBar::none};
    CHECK_FALSE(none.decide({of_age, true, some, some}, as_of).value());
}
