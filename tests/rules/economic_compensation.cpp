// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/economic_compensation.hpp>
#include <arrears/rules/verify.hpp>

#include <memory>

using namespace arrears;
using namespace arrears::literals;

namespace {

constexpr Money usual_wage = 4000_yuan, usual_average = 3000_yuan, usual_minimum = 1500_yuan;   // Clang 14 takes no literal as a default

EconomicCompensation of(Date from, Date through, Money wage = usual_wage, const EconomicCompensationRule& rule = {}, Money average = usual_average,
                        Money minimum = usual_minimum) {
    const CompensationFacts facts{from, wage, average, minimum};
    const auto decision = rule.explain(facts, through);
    CHECK(decision.outcome == rule.decide(facts, through));
    CHECK(verify(decision, rule, facts, through).holds());
    return decision.outcome.value();
}
constexpr Date law{2008, 1, 1};

}   // namespace

TEST_CASE("EconomicCompensationRule: a month for a year, and for six months or more; half a month for less", "[rules]") {
    CHECK((of(law, Date{2018, 12, 31}) == EconomicCompensation{44'000_yuan, 22, 0}));   // eleven full years
    CHECK((of(law, Date{2019, 1, 1}) == EconomicCompensation{46'000_yuan, 23, 0}));     // a day more
    CHECK((of(law, Date{2019, 6, 29}) == EconomicCompensation{46'000_yuan, 23, 0}));    // six months less a day
    CHECK((of(law, Date{2019, 6, 30}) == EconomicCompensation{48'000_yuan, 24, 0}));    // six months
    CHECK((of(law, law) == EconomicCompensation{2'000_yuan, 1, 0}));                    // one day
    CHECK(of(law, law, 1'500.01_yuan).amount == 750.01_yuan);                           // 750.005
    EconomicCompensationRule down;
    down.rounding = Rounding::down;
    CHECK(of(law, law, 1'500.01_yuan, down).amount == 750_yuan);
}

TEST_CASE("EconomicCompensationRule: three times the average, and then twelve years at most; not under the minimum wage", "[rules]") {
    CHECK((of(law, Date{2022, 12, 31}, 9'000_yuan) == EconomicCompensation{135'000_yuan, 30, 0}));      // just three times: no cap of years
    CHECK((of(law, Date{2022, 12, 31}, 9'000.01_yuan) == EconomicCompensation{108'000_yuan, 24, 0}));   // above: 9,000 for twelve
    CHECK((of(law, Date{2008, 12, 31}, 1'000_yuan) == EconomicCompensation{1'500_yuan, 2, 0}));
}

TEST_CASE("EconomicCompensationRule: service on both sides of 2008-01-01, by each reading of the older rules", "[rules]") {
    EconomicCompensationRule rule;
    const Date from{1990, 7, 1}, through{2008, 12, 31};   // 17 and a half years, then one
    CHECK((of(from, through, 4000_yuan, rule) == EconomicCompensation{76'000_yuan, 2, 18}));
    rule.earlier = EarlierService::at_most_12_months;
    CHECK((of(from, through, 4000_yuan, rule) == EconomicCompensation{52'000_yuan, 2, 12}));
    rule.earlier = EarlierService::none;
    CHECK((of(from, through, 4000_yuan, rule) == EconomicCompensation{4'000_yuan, 2, 0}));
    // All before the law: no average wage is asked for, the cap is not there.
    rule.earlier = EarlierService::each_year;
    const CompensationFacts facts{from, 20'000_yuan, {}, 500_yuan};
    CHECK((rule.decide(facts, Date{2007, 12, 31}).value() == EconomicCompensation{360'000_yuan, 0, 18}));
    CHECK((of(Date{2007, 12, 31}, law) == EconomicCompensation{6'000_yuan, 1, 1}));   // a day on each side
}

TEST_CASE("EconomicCompensationRule: wages that the facts do not tell are those of the place on the last day", "[rules]") {
    EconomicCompensationRule rule;
    const auto city = std::make_shared<const Source>(Source{{"City", "市"}, {}, SourceLevel::local, true, {}});
    rule.parameters = Parameters::Builder{rule.parameters}
                          .set(ParameterKey{ParameterName::average_wage}, law, 1'000_yuan, city)
                          .set(ParameterKey{ParameterName::average_wage}, Date{2009, 1, 1}, 1'200_yuan, city)
                          .set(ParameterKey{ParameterName::minimum_wage}, law, 800_yuan, city)
                          .build();
    const auto paid = [&](const CompensationFacts& facts, Date through) {
        const auto decision = rule.explain(facts, through);
        CHECK(decision.outcome == rule.decide(facts, through));
        CHECK(verify(decision, rule, facts, through).holds());
        return decision.outcome.value().amount;
    };
    CHECK(paid({law, 9'000_yuan, {}, {}}, Date{2008, 12, 31}) == 3'000_yuan);           // three times that of the year
    CHECK(paid({law, 9'000_yuan, {}, {}}, Date{2009, 12, 31}) == 7'200_yuan);           // two years, of the next
    CHECK(paid({law, 500_yuan, {}, {}}, Date{2008, 12, 31}) == 800_yuan);
    CHECK(paid({law, 9'000_yuan, 2'000_yuan, {}}, Date{2008, 12, 31}) == 6'000_yuan);   // what is told goes first
}

TEST_CASE("EconomicCompensationRule: asks for what is unknown, and refuses what cannot be", "[rules]") {
    const EconomicCompensationRule rule;
    CHECK(rule.decide({}, Date{2018, 12, 31}).missing() == MissingFacts{Fact::service_from, Fact::wage, Fact::minimum_wage, Fact::average_wage});
    CHECK(rule.decide({law, 1000_yuan, {}, 500_yuan}, Date{2018, 12, 31}).missing() == MissingFacts{Fact::average_wage});
    CHECK_THROWS_AS(rule.decide({Date{2019, 1, 2}, 1000_yuan, 1000_yuan, 500_yuan}, law), Error);
    CHECK_THROWS_AS(rule.decide({law, 1000_yuan, -1_yuan, 500_yuan}, law), Error);
    CHECK_THROWS_AS(rule.decide({law, -1_yuan, 1000_yuan, 500_yuan}, law), Error);
    CHECK_THROWS_AS(rule.decide({law, 1000_yuan, 1000_yuan, -1_yuan}, law), Error);
    EconomicCompensationRule bare;
    bare.parameters = Parameters{};
    CHECK_THROWS_AS(bare.decide({law, 1000_yuan, 1000_yuan, 500_yuan}, Date{2018, 12, 31}), Error);
}
