// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "allocations.hpp"
#include "core/kind_of.hpp"

#include <arrears/rules/contribution.hpp>
#include <arrears/rules/verify.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const auto place = std::make_shared<const Source>(Source{{"a place's notice", "某地通知"}, {}, SourceLevel::local, true, {}});

ContributionFacts facts_of(Insurance insurance, Month month, std::optional<Money> wage, std::optional<Money> average_wage = {}) {
    return {insurance, month, Enrolment::enrolled, wage, average_wage, {}, {}, {}};
}
Contribution of(const ContributionRule& rule, const ContributionFacts& facts) { return rule.decide(facts).value().value(); }
MissingFacts missing(const ContributionFacts& facts) { return ContributionRule{}.decide(facts).missing(); }

ParameterKey key(ParameterName name, Insurance insurance) { return {name, insurance}; }

}   // namespace

TEST_CASE("ContributionRule: the wage between 60 and 300% of the average, times each rate", "[rules]") {
    // By the rates and bases of Shanxi in 2019: 16 and 8% of 2,739 to 13,695, which is 60 to 300% of 4,565.
    const auto pension = [](Money wage) { return of({}, facts_of(Insurance::pension, Month{2019, 6}, wage, 4565_yuan)); };
    CHECK(pension(2000_yuan) == Contribution{2739_yuan, 438.24_yuan, 219.12_yuan});
    CHECK(pension(2738.99_yuan) == pension(2739_yuan));
    CHECK(pension(2739.01_yuan).base == 2739.01_yuan);
    CHECK(pension(5000.55_yuan) == Contribution{5000.55_yuan, 800.09_yuan, 400.04_yuan});   // 800.088 and 400.044
    CHECK(pension(13695_yuan) == Contribution{13695_yuan, 2191.20_yuan, 1095.60_yuan});
    CHECK(pension(Money::max()) == pension(13695_yuan));
    CHECK(pension(Money{}) == pension(2739_yuan));
    // The bounds are themselves whole fen: 60% of 4,565.12 is 2,739.072.
    CHECK(of({}, facts_of(Insurance::pension, Month{2019, 6}, Money{}, 4565.12_yuan)).base == 2739.07_yuan);
    CHECK(of({}, facts_of(Insurance::medical, Month{2019, 6}, 3000_yuan, 4565_yuan)) == Contribution{3000_yuan, 180_yuan, 60_yuan});
    CHECK(of({}, facts_of(Insurance::unemployment, Month{2014, 1}, 3000_yuan, 4000_yuan)) == Contribution{3000_yuan, 60_yuan, 30_yuan});
    CHECK(of({}, facts_of(Insurance::maternity, Month{2014, 1}, 3000_yuan, 4000_yuan)) == Contribution{3000_yuan, 30_yuan, Money{}});
}

TEST_CASE("ContributionRule: the rate is that of the month's first day", "[rules]") {
    const auto employer = [](Month month) { return of({}, facts_of(Insurance::pension, month, 5000_yuan, 5000_yuan)).employer; };
    CHECK(employer(Month{2019, 4}) == 1000_yuan);
    CHECK(employer(Month{2019, 5}) == 800_yuan);
    CHECK(of({}, facts_of(Insurance::pension, Month{1999, 12}, 500_yuan, 500_yuan)).worker == 25_yuan);
    CHECK(of({}, facts_of(Insurance::pension, Month{2000, 1}, 500_yuan, 500_yuan)).worker == 30_yuan);
}

TEST_CASE("ContributionRule: the housing fund has a ceiling and no floor, and rates of the unit's choice", "[rules]") {
    CHECK(of({}, facts_of(Insurance::housing_fund, Month{2018, 6}, 100_yuan, 4000_yuan)) == Contribution{100_yuan, 5_yuan, 5_yuan});
    CHECK(of({}, facts_of(Insurance::housing_fund, Month{2018, 6}, 20000_yuan, 4000_yuan)).base == 12000_yuan);
    CHECK(of({}, facts_of(Insurance::housing_fund, Month{2000, 6}, 20000_yuan)).base == 20000_yuan);   // before any ceiling: no average asked
    auto facts = facts_of(Insurance::housing_fund, Month{2018, 6}, 4000_yuan, 4000_yuan);
    facts.employer_rate = 12_percent;
    facts.worker_rate = 8_percent;
    CHECK(of({}, facts) == Contribution{4000_yuan, 480_yuan, 320_yuan});
}

TEST_CASE("ContributionRule: floor and ceiling as published go before the percentages", "[rules]") {
    const Period year{Date{2018, 7, 1}, Date{2019, 7, 1}};
    const ContributionRule rule{.parameters = Parameters::Builder{national_parameters()}
                                                  .set(key(ParameterName::base_floor, Insurance::pension), year, 2500_yuan, place)
                                                  .set(key(ParameterName::base_ceiling, Insurance::pension), year, 14000_yuan, place)
                                                  .build()};
    CHECK(of(rule, facts_of(Insurance::pension, Month{2018, 7}, 1_yuan)).base == 2500_yuan);   // no average wage needed
    CHECK(of(rule, facts_of(Insurance::pension, Month{2018, 7}, 1_yuan, 4565_yuan)).base == 2500_yuan);
    CHECK(of(rule, facts_of(Insurance::pension, Month{2019, 6}, 99999_yuan)).base == 14000_yuan);
    CHECK(of(rule, facts_of(Insurance::pension, Month{2019, 7}, 1_yuan, 4565_yuan)).base == 2739_yuan);   // the percentages again
    CHECK(rule.decide(facts_of(Insurance::pension, Month{2019, 7}, 1_yuan)).missing() == MissingFacts{Fact::average_wage});
    CHECK(of(rule, facts_of(Insurance::medical, Month{2018, 7}, 1_yuan, 4565_yuan)).base == 2739_yuan);   // another insurance

    const ContributionRule half{
        .parameters =
            Parameters::Builder{national_parameters()}.set(key(ParameterName::base_floor, Insurance::pension), year, 2500_yuan, place).build()};
    CHECK(half.decide(facts_of(Insurance::pension, Month{2018, 7}, 1_yuan)).missing() == MissingFacts{Fact::average_wage});   // for the ceiling
}

TEST_CASE("ContributionRule: base years of fourteen months are spans like any other", "[rules]") {
    // A base year that began in May and was prolonged to June of the next year, then one from July.
    const ParameterKey average{ParameterName::average_wage};
    const ContributionRule rule{.parameters = Parameters::Builder{national_parameters()}
                                                  .set(average, {Date{2019, 5, 1}, Date{2020, 7, 1}}, 5000_yuan, place)
                                                  .set(average, {Date{2020, 7, 1}, Date{2021, 7, 1}}, 6000_yuan, place)
                                                  .build()};
    int months = 0;
    for (Month month{2019, 4}; month <= Month{2021, 7}; ++month) {
        const auto outcome = rule.decide(facts_of(Insurance::pension, month, 1_yuan));
        if (month < Month{2019, 5} || Month{2021, 6} < month) {
            CHECK(outcome.missing() == MissingFacts{Fact::average_wage});
        } else {
            CHECK(outcome.value()->base == (month < Month{2020, 7} ? 3000_yuan : 3600_yuan));
            if (month < Month{2020, 7}) ++months;
        }
    }
    CHECK(months == 14);
    // What a caller states goes before what the parameters have.
    CHECK(of(rule, facts_of(Insurance::pension, Month{2020, 1}, 1_yuan, 4000_yuan)).base == 2400_yuan);
}

TEST_CASE("ContributionRule: roundings are data of the place and the insurance", "[rules]") {
    const Date since{2018, 1, 1};
    const ContributionRule rule{
        .parameters = Parameters::Builder{national_parameters()}
                          .set(key(ParameterName::contribution_rounding, Insurance::pension), since, Rounding::up, place)   // up to the jiao
                          .set(key(ParameterName::contribution_unit, Insurance::pension), since, 0.10_yuan, place)
                          .set(key(ParameterName::contribution_unit, Insurance::housing_fund), since, 1_yuan, place)   // to the yuan
                          .build()};
    CHECK(of(rule, facts_of(Insurance::pension, Month{2018, 1}, 3000.01_yuan, 3000_yuan)) == Contribution{3000.01_yuan, 600.10_yuan, 240.10_yuan});
    CHECK(of(rule, facts_of(Insurance::pension, Month{2018, 1}, 3000_yuan, 3000_yuan)) == Contribution{3000_yuan, 600_yuan, 240_yuan});
    CHECK(of(rule, facts_of(Insurance::pension, Month{2017, 12}, 3000.01_yuan, 3000_yuan)).employer == 600_yuan);
    CHECK(of(rule, facts_of(Insurance::housing_fund, Month{2018, 1}, 3010_yuan, 3000_yuan)).employer == 151_yuan);   // 150.50
    CHECK(of(rule, facts_of(Insurance::housing_fund, Month{2018, 1}, 3009.80_yuan, 3000_yuan)).employer == 150_yuan);
    CHECK(of(rule, facts_of(Insurance::medical, Month{2018, 1}, 3010.10_yuan, 3000_yuan)).employer == 180.61_yuan);   // elsewhere to the fen
}

TEST_CASE("ContributionRule: not enrolled is an answer of its own, and unknown is another", "[rules]") {
    auto facts = facts_of(Insurance::pension, Month{2018, 6}, 3000_yuan, 4000_yuan);
    facts.enrolment = Enrolment::not_enrolled;
    const auto decision = ContributionRule{}.explain(facts);
    REQUIRE(decision.outcome.is_determined());
    CHECK_FALSE(decision.outcome.value().has_value());   // not nought: nothing is owed to a fund that the enterprise is no member of
    CHECK(verify(decision, ContributionRule{}, facts, facts.month.last_day()).holds());
    facts.enrolment.reset();
    CHECK(missing(facts) == MissingFacts{Fact::enrolment});
    CHECK(missing({}) == MissingFacts{Fact::enrolment});   // what else is missing matters only to who is enrolled
    facts.enrolment = Enrolment::not_enrolled;
    facts.wage.reset();
    CHECK_FALSE(ContributionRule{}.decide(facts).value().has_value());
}

TEST_CASE("ContributionRule: all that is missing is told at once", "[rules]") {
    CHECK(missing(facts_of(Insurance::pension, Month{2018, 6}, {})) == MissingFacts{Fact::wage, Fact::average_wage});
    CHECK(missing(facts_of(Insurance::work_injury, Month{2018, 6}, {})) == MissingFacts{Fact::wage, Fact::average_wage, Fact::risk_class});
    CHECK(missing(facts_of(Insurance::work_injury, Month{2018, 6}, 3000_yuan, 4000_yuan)) == MissingFacts{Fact::risk_class});
    CHECK(missing(facts_of(Insurance::housing_fund, Month{2000, 6}, {})) == MissingFacts{Fact::wage});
}

TEST_CASE("ContributionRule: work injury goes by the enterprise's risk class", "[rules]") {
    const auto by_class = [](Month month, std::int64_t risk_class) {
        auto facts = facts_of(Insurance::work_injury, month, 5000_yuan, 5000_yuan);
        facts.risk_class = risk_class;
        return of({}, facts);
    };
    const Money in_2018[] = {10_yuan, 20_yuan, 35_yuan, 45_yuan, 55_yuan, 65_yuan, 80_yuan, 95_yuan};
    for (int i = 0; i < 8; ++i) CHECK(by_class(Month{2018, 6}, i + 1) == Contribution{5000_yuan, in_2018[i], Money{}});
    CHECK(by_class(Month{2015, 9}, 3).employer == 100_yuan);   // of three classes
    CHECK(by_class(Month{2015, 10}, 3).employer == 35_yuan);   // of eight
    CHECK(kind_of([&] { return by_class(Month{2015, 9}, 4); }) == ErrorKind::outside_known);
    CHECK(kind_of([&] { return by_class(Month{2018, 6}, 0); }) == ErrorKind::bad_argument);
    CHECK(kind_of([&] { return by_class(Month{2018, 6}, 9); }) == ErrorKind::bad_argument);
    auto given = facts_of(Insurance::work_injury, Month{2018, 6}, 5000_yuan, 5000_yuan);
    given.employer_rate = 0.84_percent;   // a class that floats: the unit's own rate, and no class asked
    CHECK(of({}, given).employer == 42_yuan);
}

TEST_CASE("ContributionRule: misuse, and parameters that contradict each other", "[rules]") {
    CHECK_THROWS_WITH(ContributionRule{}.decide(facts_of(Insurance::pension, Month{2018, 6}, -(1_yuan), 4000_yuan)),
                      "ContributionRule: a wage is negative: -1.00; expected nought or more");
    CHECK(kind_of([] {
              return ContributionRule{}.decide(facts_of(Insurance::pension, Month{2018, 6}, 1_yuan, -(0.01_yuan)));
          }) == ErrorKind::bad_argument);
    auto facts = facts_of(Insurance::pension, Month{2018, 6}, 1_yuan, 4000_yuan);
    facts.worker_rate = -(8_percent);
    CHECK_THROWS_WITH(ContributionRule{}.decide(facts), "ContributionRule: a rate is negative: -0.08; expected nought or more");

    const ContributionRule odd{.parameters = Parameters::Builder{national_parameters()}
                                                 .set(key(ParameterName::base_floor, Insurance::pension), Date{2018, 1, 1}, 12000.01_yuan, place)
                                                 .build()};
    try {
        (void)odd.decide(facts_of(Insurance::pension, Month{2018, 6}, 1_yuan, 4000_yuan));
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::contradiction);
        CHECK(error.message(Language::en) == "the floor of the base, 12000.01, is above the ceiling, 12000.00; mend the parameters for 2018-06");
        CHECK(error.message(Language::zh) == "缴费基数下限 12000.01 高于上限 12000.00；请更正 2018-06 的参数");
    }
    const ContributionRule even{.parameters = Parameters::Builder{national_parameters()}
                                                  .set(key(ParameterName::base_floor, Insurance::pension), Date{2018, 1, 1}, 12000_yuan, place)
                                                  .build()};
    CHECK(of(even, facts_of(Insurance::pension, Month{2018, 6}, 1_yuan, 4000_yuan)).base == 12000_yuan);
    CHECK(kind_of([] {
              return ContributionRule{}.decide(facts_of(Insurance::medical, Month{2018, 6}, 1_yuan, Money::max()));
          }) == ErrorKind::overflow);   // three times the greatest amount
}

TEST_CASE("ContributionRule: months without a known rate are refused by name", "[rules]") {
    CHECK_THROWS_WITH(ContributionRule{}.decide(facts_of(Insurance::pension, Month{1990, 1}, 100_yuan)),
                      "employer's rate (pension): no value is known on 1990-01-01; known: 1997-07-16..; load it from a parameter file, or add it by "
                      "Parameters::Builder");
    CHECK(kind_of([] {
              return ContributionRule{}.decide(facts_of(Insurance::pension, Month{1997, 7}, 100_yuan, 100_yuan));
          }) == ErrorKind::outside_known);   // the rate began within the month
    CHECK(of({}, facts_of(Insurance::pension, Month{1997, 8}, 100_yuan, 100_yuan)).employer == 20_yuan);
    CHECK(kind_of([] {
              return ContributionRule{}.decide(facts_of(Insurance::maternity, Month{2020, 1}, 100_yuan, 100_yuan));
          }) == ErrorKind::outside_known);   // merged into medical insurance
    CHECK(kind_of([] {
              return ContributionRule{}.decide(facts_of(Insurance::unemployment, Month{2026, 1}, 100_yuan, 100_yuan));
          }) == ErrorKind::outside_known);
}

TEST_CASE("payroll: adds up what is determined and counts the rest apart", "[rules]") {
    auto stranger = facts_of(Insurance::pension, Month{2018, 6}, 3000_yuan, 4000_yuan);
    stranger.enrolment = Enrolment::not_enrolled;
    auto unknown = stranger;
    unknown.enrolment.reset();
    const std::vector<ContributionFacts> workers{facts_of(Insurance::pension, Month{2018, 6}, 3000_yuan, 4000_yuan),
                                                 facts_of(Insurance::pension, Month{2018, 6}, 1000_yuan, 4000_yuan),
                                                 facts_of(Insurance::pension, Month{2018, 6}, {}, 4000_yuan), stranger, unknown};
    const Payroll sum = payroll({}, workers);
    CHECK(sum == Payroll{WideMoney{5400_yuan}, WideMoney{1080_yuan}, WideMoney{432_yuan}, 2, 1, 2, {Fact::enrolment, Fact::wage}});
    CHECK(payroll({}, {}) == Payroll{});
    auto reversed = workers;
    std::reverse(reversed.begin(), reversed.end());
    CHECK(payroll({}, reversed) == sum);
}

namespace {

/// The national parameters with a place's own laid over them at random, from some first of a month on.
Parameters some_place(std::mt19937& random) {
    Parameters::Builder set{national_parameters()};
    for (std::size_t i = 0; i < enum_count<Insurance>; ++i) {
        const auto insurance = enum_at<Insurance>(i);
        const auto span = [&] {
            const Month from{static_cast<int>(2000 + random() % 20), static_cast<int>(1 + random() % 12)};
            return Period{from.first_day(), (from + (6 + random() % 60)).first_day()};
        };
        if (random() % 2 == 0) set.set(key(ParameterName::base_floor, insurance), span(), Money::from_fen(50'000 + random() % 100'000), place);
        if (random() % 2 == 0) set.set(key(ParameterName::base_ceiling, insurance), span(), Money::from_fen(200'000 + random() % 2'000'000), place);
        if (random() % 2 == 0)
            set.set(key(ParameterName::contribution_rounding, insurance), span(), enum_at<Rounding>(random() % enum_count<Rounding>), place);
        constexpr std::int64_t units[] = {1, 10, 100};
        if (random() % 2 == 0) set.set(key(ParameterName::contribution_unit, insurance), span(), Money::from_fen(units[random() % 3]), place);
    }
    for (int i = 0; i < 3; ++i) {
        const Date from{static_cast<int>(2000 + 8 * i), 1, 1};
        set.set(ParameterKey{ParameterName::average_wage}, {from, from.plus_months(14 + static_cast<std::int64_t>(random() % 60))},
                Money::from_fen(80'000 + random() % 400'000), place);
    }
    return set.build();
}

ContributionFacts some_facts(std::mt19937& random) {
    ContributionFacts facts;
    facts.insurance = enum_at<Insurance>(random() % enum_count<Insurance>);
    facts.month = Month{static_cast<int>(1996 + random() % 30), static_cast<int>(1 + random() % 12)};
    if (random() % 20 != 0) facts.enrolment = random() % 10 == 0 ? Enrolment::not_enrolled : Enrolment::enrolled;
    if (random() % 20 != 0) facts.wage = Money::from_fen(random() % 3'000'000);
    if (random() % 3 != 0) facts.average_wage = Money::from_fen(80'000 + random() % 600'000);
    if (random() % 8 != 0) facts.risk_class = static_cast<std::int64_t>(1 + random() % 8);
    if (random() % 6 == 0) facts.employer_rate = Rate::from_trillionths(static_cast<std::int64_t>(random() % 2001) * 100'000'000);
    if (random() % 6 == 0) facts.worker_rate = Rate::from_trillionths(static_cast<std::int64_t>(random() % 2001) * 100'000'000);
    return facts;
}

}   // namespace

TEST_CASE("ContributionRule: decide and explain are one, every reason verifies, clamping is idempotent, on many cases", "[rules][property]") {
    std::mt19937 random{2018};
    std::vector<ContributionRule> rules;
    for (int i = 0; i < 40; ++i) rules.push_back({some_place(random)});
    std::size_t different = 0, unverified = 0, moved = 0, uncited = 0, refused = 0, determined = 0;
    for (int i = 0; i < test::cases; ++i) {
        const ContributionRule& rule = rules[random() % rules.size()];
        ContributionFacts facts = some_facts(random);
        std::optional<ErrorKind> error;
        std::optional<Outcome<std::optional<Contribution>>> outcome;
        try {
            outcome = rule.decide(facts);
        } catch (const Error& thrown) {
            error = thrown.kind();
        }
        try {
            const auto decision = rule.explain(facts);
            if (decision.outcome != outcome) ++different;
            if (!verify(decision, rule, facts, facts.month.last_day()).holds()) ++unverified;
            for (const Citation& cited : decision.reasons.citations) {
                if (!cited.in_force.contains(facts.month.first_day())) ++uncited;
            }
        } catch (const Error& thrown) {
            if (error != thrown.kind()) ++different;
            ++refused;
            continue;
        }
        if (!outcome->is_determined() || !outcome->value()) continue;
        ++determined;
        const Contribution made = *outcome->value();
        facts.wage = made.base;
        if (of(rule, facts) != made) ++moved;
    }
    CHECK(different == 0);
    CHECK(unverified == 0);
    CHECK(uncited == 0);
    CHECK(moved == 0);
    CHECK(determined > static_cast<std::size_t>(test::cases / 2));
    CHECK(refused < 30'000);
}

TEST_CASE("ContributionRule: decide allocates nothing", "[rules]") {
    std::mt19937 random{1};
    const ContributionRule rule;
    std::vector<ContributionFacts> cases;
    while (cases.size() < 1000) {
        ContributionFacts facts = some_facts(random);
        facts.month = Month{2018, static_cast<int>(1 + random() % 12)};
        cases.push_back(facts);
    }
    std::size_t determined = 0;
    const std::size_t before = allocations();
    for (const ContributionFacts& facts : cases) determined += rule.decide(facts).is_determined() ? 1U : 0U;
    CHECK(allocations() == before);
    CHECK(determined > 500);
}
