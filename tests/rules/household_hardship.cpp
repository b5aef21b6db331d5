// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "core/kind_of.hpp"

#include <arrears/rules/household_hardship.hpp>
#include <arrears/rules/verify.hpp>

#include <memory>

using namespace arrears;

namespace {

constexpr Date as_of{2018, 12, 31};

const Parameters& place() {
    static const Parameters made = [] {
        const auto notice = std::make_shared<const Source>(Source{{"a notice", "某通知"}, {}, SourceLevel::local, true, {}});
        return Parameters::Builder{national_parameters()}
            .set(ParameterKey{ParameterName::subsistence_line}, {Date{2017, 7, 1}, Date{2018, 7, 1}}, Money::from_yuan(480), notice)
            .set(ParameterKey{ParameterName::subsistence_line}, Date{2018, 7, 1}, Money::from_yuan(500), notice)
            .set(ParameterKey{ParameterName::subsistence_assets_max}, Date{2017, 7, 1}, Money::from_yuan(12'000), notice)
            .build();
    }();
    return made;
}
const HouseholdHardshipRule rule{.parameters = place()};

/// Three persons: the line is 18,000 yuan a year.
HouseholdFacts three(Money income, Money expenses = {}, Money costs = {}, bool accident = false) {
    return {.persons = 3, .income = income, .rigid_expenses = expenses, .costs = costs, .accident = accident};
}
HouseholdHardship level(const HouseholdFacts& facts, Date day = as_of) { return rule.decide(facts, day).value(); }
MissingFacts missing(const HouseholdFacts& facts, Date day = as_of) { return rule.decide(facts, day).missing(); }

constexpr Money fen = Money::from_fen(1);

}   // namespace

TEST_CASE("HouseholdHardshipRule: thresholds to the fen, none of them included", "[rules]") {
    const Money line = Money::from_yuan(18'000);
    CHECK(level(three(line - fen)) == HouseholdHardship::deep);
    CHECK(level(three(line)) == HouseholdHardship::relative);
    CHECK(level(three(line + Money::from_yuan(500), Money::from_yuan(500) + fen)) == HouseholdHardship::deep);   // what is left counts
    CHECK(level(three(line * 2 - fen)) == HouseholdHardship::relative);
    CHECK(level(three(line * 2)) == HouseholdHardship::none);
    CHECK(level(three(line * 2, {}, {}, true)) == HouseholdHardship::by_accident);
    CHECK(level(three(line * 5, {}, line * 4)) == HouseholdHardship::none);   // just 80% of income
    CHECK(level(three(line * 5, {}, line * 4 + fen)) == HouseholdHardship::by_accident);
    CHECK(level(three(line, {}, {}, true)) == HouseholdHardship::relative);   // the deeper goes before
}

TEST_CASE("HouseholdHardshipRule: the line is the place's own, of the day", "[rules]") {
    const HouseholdFacts home = three(Money::from_yuan(17'500));
    CHECK(level(home) == HouseholdHardship::deep);
    CHECK(level(home, Date{2018, 6, 30}) == HouseholdHardship::relative);   // 480 a month: 17,280 a year
    CHECK(missing(home, Date{2017, 6, 30}) == MissingFacts{Fact::subsistence_line});
    CHECK(HouseholdHardshipRule{}.decide(home, as_of).missing() == MissingFacts{Fact::subsistence_line});
}

TEST_CASE("HouseholdHardshipRule: asks for what would decide, and for nothing else", "[rules]") {
    CHECK(missing({}) == MissingFacts{Fact::household_persons, Fact::household_income, Fact::shock_costs, Fact::accident});
    HouseholdFacts home{.persons = 3, .income = Money::from_yuan(17'000)};
    CHECK(level(home) == HouseholdHardship::deep);   // whatever the expenses
    home.income = Money::from_yuan(20'000);
    CHECK(missing(home) == MissingFacts{Fact::rigid_expenses});   // relative at least, without more
    home.rigid_expenses = Money{};
    CHECK(level(home) == HouseholdHardship::relative);
    home.income = Money::from_yuan(90'000);
    CHECK(missing(home) == MissingFacts{Fact::shock_costs, Fact::accident});
    home.accident = false;
    CHECK(missing(home) == MissingFacts{Fact::shock_costs});
    home.accident = true;
    CHECK(level(home) == HouseholdHardship::by_accident);
}

TEST_CASE("HouseholdHardshipRule: another place's levels are criteria and parameters of its own", "[rules]") {
    const auto notice = std::make_shared<const Source>(Source{{"another notice", "另一通知"}, {}, SourceLevel::local, true, {}});
    const HouseholdHardshipRule other{
        .by_accident = HouseholdHardshipRule::costs_to_the_line(),
        .parameters =
            Parameters::Builder{place()}.set(ParameterKey{ParameterName::relative_hardship_multiple}, Date{2018, 1, 1}, 150_percent, notice).build()};
    const auto of = [&](const HouseholdFacts& facts) {
        const auto decision = other.explain(facts, as_of);
        CHECK(verify(decision, other, facts, as_of).holds());
        return decision.outcome.value();
    };
    CHECK(of(three(Money::from_yuan(27'000) - fen)) == HouseholdHardship::relative);
    CHECK(of(three(Money::from_yuan(27'000))) == HouseholdHardship::none);
    CHECK(of(three(Money::from_yuan(54'000), {}, Money::from_yuan(36'000))) == HouseholdHardship::by_accident);   // three times; the line after costs
    CHECK(of(three(Money::from_yuan(54'000) + fen, {}, Money::from_yuan(40'000))) == HouseholdHardship::none);
    CHECK(of(three(Money::from_yuan(54'000), {}, Money::from_yuan(36'000) - fen)) == HouseholdHardship::none);
}

TEST_CASE("HouseholdHardshipRule: impossible facts and sums beyond range are errors", "[rules]") {
    CHECK(kind_of([] { return level(three(-fen)); }) == ErrorKind::bad_argument);
    CHECK(kind_of([] { return level(three(fen, -fen)); }) == ErrorKind::bad_argument);
    HouseholdFacts home = three(fen);
    home.persons = 0;
    CHECK(kind_of([&] { return level(home); }) == ErrorKind::bad_argument);
    home.persons = INT64_MAX;
    CHECK(kind_of([&] { return level(home); }) == ErrorKind::overflow);
}

TEST_CASE("SubsistenceAllowanceRule: income under the line, and assets within the limit", "[rules]") {
    const SubsistenceAllowanceRule allowance{.parameters = place()};
    HouseholdFacts home = three(Money::from_yuan(18'000) - fen);
    CHECK(allowance.decide(home, as_of).missing() == MissingFacts{Fact::household_assets});
    home.assets = Money::from_yuan(36'000);
    CHECK(allowance.decide(home, as_of).value());
    home.assets = Money::from_yuan(36'000) + fen;
    CHECK_FALSE(allowance.decide(home, as_of).value());
    home.assets.reset();
    home.income = Money::from_yuan(18'000);
    CHECK_FALSE(allowance.decide(home, as_of).value());   // whatever the assets
    home.income.reset();
    home.assets = Money::from_yuan(40'000);
    CHECK_FALSE(allowance.decide(home, as_of).value());   // whatever the income
    CHECK(SubsistenceAllowanceRule{}.decide(three(Money{}), as_of).missing() ==
          MissingFacts{Fact::household_assets, Fact::subsistence_line, Fact::assets_limit});
}
