// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "allocations.hpp"

#include <arrears/core/money_text.hpp>
#include <arrears/rules/surcharge.hpp>
#include <arrears/rules/verify.hpp>

#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

struct Vector {
    const char* principal;
    const char* due;
    const char* as_of;
    std::int64_t days;
    const char* amount;
    const char* capped;
};

// Computed from the law's text apart from this code: each day its own rate, one rounding at the end.
constexpr Vector vectors[] = {
    {"10,000.00", "2020-01-31", "2020-01-31", 0, "0.00", "0.00"},
    {"10,000.00", "2020-01-31", "2020-02-01", 1, "5.00", "5.00"},
    {"12,345.67", "2020-02-15", "2020-03-15", 29, "179.01", "179.01"},
    {"12,345.67", "2019-02-15", "2019-03-15", 28, "172.84", "172.84"},
    {"10,000.00", "2011-06-30", "2011-07-01", 1, "5.00", "5.00"},
    {"10,000.00", "2011-06-20", "2011-07-10", 20, "250.00", "250.00"},
    {"123,456.78", "2008-02-28", "2012-02-29", 1218 + 244, "315,802.44", "123,456.78"},
    {"10,000.00", "2015-01-01", "2020-06-23", 2000, "10,000.00", "10,000.00"},
    {"10,000.00", "2015-01-01", "2020-06-24", 2001, "10,005.00", "10,000.00"},
    {"10.00", "2020-06-30", "2020-07-01", 1, "0.01", "0.01"},
    {"93,190,300.00", "2005-12-31", "2018-12-31", 2007 + 2741, "501,783,170.35", "93,190,300.00"},
};

SurchargeFacts pension(Money principal, Date due) { return {ArrearsCategory::pension, principal, due, {}, {}}; }

Surcharge of(const SurchargeRule& rule, const SurchargeFacts& facts, Date as_of) { return rule.decide(facts, as_of).value(); }

}   // namespace

TEST_CASE("SurchargeRule: vectors computed by hand from the law", "[rules]") {
    for (const Vector& vector : vectors) {
        CAPTURE(vector.principal, vector.due, vector.as_of);
        const SurchargeFacts facts = pension(parse_money(vector.principal), parse_date(vector.due));
        const Date as_of = parse_date(vector.as_of);
        const Surcharge made = of({}, facts, as_of);
        CHECK(made.amount == parse_money(vector.amount));
        CHECK(made.days == vector.days);
        const Surcharge capped = of({.cap = SurchargeCap::principal}, facts, as_of);
        CHECK(capped.amount == parse_money(vector.capped));
        CHECK(capped.uncapped == parse_money(vector.amount));
    }
}

TEST_CASE("SurchargeRule: before its law there is no cap, and the reasons say so; of a cap that nobody knows there is an error", "[rules]") {
    SurchargeRule rule{.cap = SurchargeCap::principal};
    const SurchargeFacts facts = pension(Money::from_yuan(10000), Date{2009, 1, 31});   // 880 days at 2‰ to 2011-06-30, then 0.05%
    const auto told = [&](Date as_of) {
        const auto decision = rule.explain(facts, as_of);
        CHECK(decision.outcome == rule.decide(facts, as_of));
        CHECK(verify(decision, rule, facts, as_of).holds());
        for (const Citation& cited : decision.reasons.citations) CHECK(cited.in_force.contains(cited.on));
        const auto& steps = decision.reasons.steps;
        return std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.label == &words(SurchargeStep::before_cap); });
    };
    CHECK(of(rule, facts, Date{2011, 12, 31}).amount == Money::from_yuan(17600 + 920));
    CHECK(told(Date{2011, 12, 31}));
    CHECK(of(rule, facts, Date{2012, 1, 1}).amount == Money::from_yuan(10000));   // days from before count towards it
    CHECK_FALSE(told(Date{2012, 1, 1}));
    Parameters::Builder only_rates;
    const ParameterKey pension_rate{ParameterName::surcharge_daily_rate, ArrearsCategory::pension};
    for (const ParameterSpan& span : national_parameters().history(pension_rate).spans())
        only_rates.set(pension_rate, span.period(), *span.value.value.as<Rate>(), span.value.source);
    rule.parameters = only_rates.build();
    CHECK_THROWS_WITH(of(rule, facts, Date{2011, 12, 31}),
                      Catch::Matchers::Contains("cap of surcharge, a multiple of the principal: no value is known on 2011-12-31; nothing is known"));
    const auto place = std::make_shared<const Source>(Source{{"a place", "某地"}, {}, SourceLevel::local, true, {}});
    const ParameterKey key{ParameterName::surcharge_cap};
    rule.parameters = only_rates.set(key, {Date{2012, 1, 1}, Date{2015, 1, 1}}, 1, place).set(key, Date{2016, 1, 1}, 2, place).build();
    CHECK_THROWS_AS(of(rule, facts, Date{2015, 6, 30}), Error);   // in between nothing is known
    CHECK(of(rule, facts, Date{2030, 6, 30}).amount == Money::from_yuan(20000));
}

TEST_CASE("SurchargeRule: days before the law are refused, or bear nothing where the caller says so", "[rules]") {
    const SurchargeFacts facts = pension(Money::from_yuan(10000), Date{1999, 1, 15});
    CHECK_THROWS_WITH(
        of({}, facts, Date{1999, 1, 31}),
        "daily rate of surcharge (pension): no value is known on 1999-01-16; known: 1999-01-22..; load it from a parameter file, or add it by "
        "Parameters::Builder");
    const Surcharge made = of({.before_law = BeforeLaw::none}, facts, Date{1999, 1, 31});
    CHECK(made.amount == Money::from_yuan(200));
    CHECK(made.days == 10);
    CHECK(of({.cap = SurchargeCap::principal, .before_law = BeforeLaw::none}, facts, Date{1999, 1, 31}).amount == Money::from_yuan(200));
    CHECK(of({.before_law = BeforeLaw::none}, facts, Date{1999, 1, 20}) == Surcharge{});
}

TEST_CASE("SurchargeRule: a span for which no source was read is unknown, also between known ones", "[rules]") {
    const SurchargeFacts facts{ArrearsCategory::work_injury, Money::from_yuan(100), Date{2010, 12, 30}, {}, {}};
    CHECK(of({}, facts, Date{2010, 12, 31}).amount == Money::from_fen(20));
    CHECK_THROWS_AS(of({.before_law = BeforeLaw::none}, facts, Date{2011, 1, 1}), Error);
    CHECK(of({}, {ArrearsCategory::work_injury, Money::from_yuan(100), Date{2011, 6, 30}, {}, {}}, Date{2011, 7, 2}).days == 2);
}

TEST_CASE("SurchargeRule: an employer not enrolled has its own rate, where the law has one", "[rules]") {
    SurchargeFacts facts{ArrearsCategory::work_injury, Money::from_yuan(10000), Date{2010, 12, 30}, {}, {}};
    facts.enrolment = Enrolment::not_enrolled;
    CHECK((of({}, facts, Date{2011, 1, 10}) == Surcharge{Money::from_yuan(70), 11, Money::from_yuan(70)}));   // one day at 2‰, ten at 0.05%
    CHECK(of({}, facts, Date{2011, 7, 9}).days == 191);   // no gap until 2011-06-30, and none after
    const SurchargeRule rule;
    const auto decision = rule.explain(facts, Date{2011, 1, 10});
    CHECK(verify(decision, rule, facts, Date{2011, 1, 10}).holds());
    for (const Citation& cited : decision.reasons.citations) {
        if (cited.key->name() != ParameterName::surcharge_daily_rate_not_enrolled) continue;
        CHECK_FALSE(cited.source->verified);
    }
    facts.enrolment = Enrolment::enrolled;   // of enrolled ones those days are not known
    CHECK_THROWS_AS(of({}, facts, Date{2011, 1, 10}), Error);
    facts.enrolment.reset();
    CHECK_THROWS_AS(of({}, facts, Date{2011, 1, 10}), Error);
    // Other insurances have no rate of their own: enrolled or not is one.
    SurchargeFacts fund = pension(Money::from_yuan(10000), Date{2011, 6, 20});
    fund.enrolment = Enrolment::not_enrolled;
    CHECK(of({}, fund, Date{2011, 7, 10}).amount == Money::from_yuan(250));
}

TEST_CASE("SurchargeRule: old debts by the older rate throughout, where the caller takes that reading", "[rules]") {
    const SurchargeFacts facts = pension(Money::from_yuan(10000), Date{2011, 6, 20});
    CHECK(of({.crossing = RateCrossing::rate_of_first_day}, facts, Date{2011, 7, 10}).amount == Money::from_yuan(400));
    const SurchargeFacts later = pension(Money::from_yuan(10000), Date{2011, 6, 30});
    CHECK(of({.crossing = RateCrossing::rate_of_first_day}, later, Date{2011, 7, 10}).amount == Money::from_yuan(50));
    // An old debt stays one where its first days are exempt: five days at the older rate.
    const std::vector<Exemption> first_days{{Date{2011, 6, 1}, Date{2011, 7, 5}, {}}};
    SurchargeFacts deferred = facts;
    deferred.exemptions = first_days;
    CHECK(of({.crossing = RateCrossing::rate_of_first_day}, deferred, Date{2011, 7, 10}).amount == Money::from_yuan(100));
    CHECK(of({}, deferred, Date{2011, 7, 10}).amount == Money::from_yuan(25));
}

TEST_CASE("SurchargeRule: day counts, petitions, rounding of each span", "[rules]") {
    const Money principal = Money::from_yuan(10000);
    SurchargeFacts facts = pension(principal, Date{2020, 1, 31});
    CHECK(of({.day_count = DayCount::due_through_as_of}, facts, Date{2020, 2, 1}).days == 2);
    CHECK(of({.day_count = DayCount::after_due_before_as_of}, facts, Date{2020, 2, 1}).days == 0);
    CHECK(of({.day_count = DayCount::after_due_before_as_of}, facts, Date{2020, 1, 1}).days == 0);
    facts.petition_accepted = Date{2020, 2, 11};
    CHECK(of({}, facts, Date{2020, 12, 31}).days == 10);
    CHECK(of({.petition_day = PetitionDay::last_charged}, facts, Date{2020, 12, 31}).days == 11);
    CHECK(of({}, facts, Date{2020, 2, 5}).days == 5);
    facts.petition_accepted = Date{2019, 2, 11};   // before it was even due
    CHECK(of({}, facts, Date{2020, 12, 31}) == Surcharge{});

    // 0.005 yuan a day before and after the change of rate: rounded once 0.01 + ..., or twice.
    const SurchargeFacts odd{ArrearsCategory::pension, Money::from_fen(250), Date{2011, 6, 29}, {}, {}};   // 0.005, then 0.00125 a day
    CHECK(of({}, odd, Date{2011, 7, 4}).amount == Money::from_fen(1));                                     // 0.005 + 4 × 0.00125 = 0.01
    CHECK(of({.rounding_of = RoundingOf::each_span}, odd, Date{2011, 7, 4}).amount == Money::from_fen(2));
    CHECK(of({.rounding = Rounding::up, .rounding_unit = Money::from_yuan(1)}, odd, Date{2011, 7, 4}).amount == Money::from_yuan(1));
}

TEST_CASE("SurchargeRule: nothing accrues in exempt spans", "[rules]") {
    const std::vector<Exemption> spans{{Date{2020, 2, 1}, Date{2020, 2, 29}, {}}, {Date{2020, 3, 2}, Date{2020, 3, 31}, {}}};
    SurchargeFacts facts = pension(Money::from_yuan(10000), Date{2020, 1, 30});
    facts.exemptions = spans;
    CHECK(of({}, facts, Date{2020, 4, 1}).days == 3);   // 31 January, 1 March, 1 April
    CHECK(of({}, facts, Date{2020, 2, 15}).days == 1);
    facts.due = Date{2020, 2, 10};   // begins within a span
    CHECK(of({}, facts, Date{2020, 3, 1}).days == 1);
    const std::vector<Exemption> reversed{{Date{2020, 2, 29}, Date{2020, 2, 1}, {}}};
    facts.exemptions = reversed;
    CHECK_THROWS_AS(of({}, facts, Date{2020, 4, 1}), Error);
    const std::vector<Exemption> overlapping{{Date{2020, 2, 1}, Date{2020, 2, 29}, {}}, {Date{2020, 2, 29}, Date{2020, 3, 31}, {}}};
    facts.exemptions = overlapping;
    CHECK_THROWS_AS(of({}, facts, Date{2020, 4, 1}), Error);
}

TEST_CASE("SurchargeRule: each day bears on the principal that stands", "[rules]") {
    const std::vector<PrincipalFall> falls{{Date{2020, 2, 10}, Money::from_yuan(6000)}, {Date{2020, 2, 20}, Money{}}};
    SurchargeFacts facts = pension(Money::from_yuan(10000), Date{2020, 1, 31});
    facts.falls = falls;
    CHECK(of({}, facts, Date{2020, 2, 10}).amount == Money::from_yuan(50));
    CHECK(of({}, facts, Date{2020, 2, 15}).amount == Money::from_yuan(65));
    CHECK(of({}, facts, Date{2025, 2, 15}) == Surcharge{Money::from_yuan(80), 20, Money::from_yuan(80)});
    const std::vector<PrincipalFall> early{{Date{2020, 1, 10}, Money::from_yuan(4000)}};   // before it was due
    facts.falls = early;
    CHECK(of({}, facts, Date{2020, 2, 1}).amount == Money::from_yuan(2));
    for (const std::vector<PrincipalFall>& wrong : {std::vector<PrincipalFall>{{Date{2020, 2, 10}, Money::from_yuan(10000)}},
                                                    {{Date{2020, 2, 10}, Money::from_yuan(-1)}},
                                                    {{Date{2020, 2, 10}, Money::from_yuan(6000)}, {Date{2020, 2, 10}, Money::from_yuan(5000)}}}) {
        facts.falls = wrong;
        CHECK_THROWS_AS(of({}, facts, Date{2020, 2, 1}), Error);
    }
}

TEST_CASE("SurchargeRule: the housing fund and people get no daily surcharge, and the reasons say what they get instead", "[rules]") {
    for (std::size_t i = 0; i < enum_count<ArrearsCategory>; ++i) {
        const auto category = enum_at<ArrearsCategory>(i);
        if (category != ArrearsCategory::housing_fund && creditor(category) == Creditor::fund) continue;
        const SurchargeFacts facts{category, Money::from_yuan(10000), Date{2005, 1, 31}, {}, {}};
        const auto decision = SurchargeRule{}.explain(facts, Date{2018, 12, 31});
        CHECK(decision.outcome.value() == Surcharge{});
        CHECK(decision.reasons.citations.front().source->note.en.starts_with(category == ArrearsCategory::housing_fund ? "no surcharge"
                                                                                                                       : "no daily surcharge"));
    }
}

TEST_CASE("SurchargeRule: misuse", "[rules]") {
    CHECK_THROWS_WITH(of({}, pension(Money::from_fen(-1), Date{2020, 1, 1}), Date{2020, 2, 1}),
                      "SurchargeRule: the principal is negative: -0.01; expected nought or more; record a repayment as a payment");
    CHECK(SurchargeRule{}.decide({}, Date{2020, 1, 1}).missing() == MissingFacts{Fact::due});
    CHECK_THROWS_AS(of({}, pension(Money::max(), Date{1999, 2, 1}), Date{2020, 1, 1}), Error);   // more than Money holds
}

namespace {

struct Case {
    SurchargeRule rule;
    SurchargeFacts facts;
    Date as_of;
    std::vector<Exemption> exemptions;
};

void make(std::mt19937& random, Case& out) {
    out.rule.day_count = enum_at<DayCount>(random() % enum_count<DayCount>);
    out.rule.crossing = random() % 4 == 0 ? RateCrossing::rate_of_first_day : RateCrossing::each_day_its_rate;
    out.rule.before_law = BeforeLaw::none;
    out.rule.rounding_of = random() % 4 == 0 ? RoundingOf::each_span : RoundingOf::total;
    out.rule.rounding = enum_at<Rounding>(random() % enum_count<Rounding>);
    out.rule.petition_day = enum_at<PetitionDay>(random() % 2);
    out.facts.category = random() % 8 == 0 ? enum_at<ArrearsCategory>(random() % enum_count<ArrearsCategory>) : ArrearsCategory::pension;
    if (out.facts.category == ArrearsCategory::work_injury || out.facts.category == ArrearsCategory::housing_fund)
        out.facts.category = ArrearsCategory::wages;
    out.facts.principal = Money::from_fen(random() % 1'000'000'000);
    out.facts.due.reset();
    if (random() % 50 != 0) out.facts.due = Date{1998, 6, 1} + random() % 9000;
    out.as_of = Date{2000, 1, 1} + random() % 9000;
    out.rule.cap = random() % 3 == 0 ? SurchargeCap::principal : SurchargeCap::none;
    out.facts.petition_accepted.reset();
    if (random() % 4 == 0) out.facts.petition_accepted = Date{2000, 1, 1} + random() % 9000;
    out.exemptions.clear();
    for (Date day = Date{2002, 1, 1} + random() % 3000; out.exemptions.size() < random() % 4;) {
        const Date last = day + random() % 700;
        out.exemptions.push_back({day, last, {}});
        day = last + 1 + random() % 1500;
    }
    out.facts.exemptions = out.exemptions;
}

/// Counts day by day, from the law's text: no spans, no boundaries.
Money day_by_day(const SurchargeFacts& facts, Date as_of) {
    UnroundedMoney sum;
    for (Date day = *facts.due + 1; day <= as_of; day += 1) {
        const bool free =
            std::any_of(facts.exemptions.begin(), facts.exemptions.end(), [day](const Exemption& e) { return e.first <= day && day <= e.last; });
        if (free || day < Date{1999, 1, 22} || creditor(facts.category) == Creditor::person) continue;
        if (facts.petition_accepted && *facts.petition_accepted <= day) continue;
        sum += UnroundedMoney::product(facts.principal, day < Date{2011, 7, 1} ? 2_permille : 0.05_percent);
    }
    return sum.round(Rounding::half_away_from_zero);
}

}   // namespace

TEST_CASE("SurchargeRule: the same as counting day by day", "[rules][property]") {
    std::mt19937 random{20111};
    Case one;
    for (int i = 0; i < 2000; ++i) {
        make(random, one);
        if (!one.facts.due || one.facts.category == ArrearsCategory::maternity) continue;
        CAPTURE(i, *one.facts.due, one.as_of, one.facts.principal);
        CHECK(of({.before_law = BeforeLaw::none}, one.facts, one.as_of).amount == day_by_day(one.facts, one.as_of));
    }
}

TEST_CASE("SurchargeRule: decide and explain are one, and every reason verifies, on many cases", "[rules][property]") {
    std::mt19937 random{5};
    Case one;
    std::size_t different = 0, unverified = 0;
    for (int i = 0; i < test::cases; ++i) {
        make(random, one);
        const auto decision = one.rule.explain(one.facts, one.as_of);
        if (decision.outcome != one.rule.decide(one.facts, one.as_of)) ++different;
        if (i % 10 == 0 && !verify(decision, one.rule, one.facts, one.as_of).holds()) ++unverified;
    }
    CHECK(different == 0);
    CHECK(unverified == 0);
}

TEST_CASE("SurchargeRule: monotone in days and principal", "[rules][property]") {
    const auto seed = GENERATE(take(100, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    Case one;
    make(random, one);
    one.facts.due = Date{2000, 1, 1} + random() % 6000;
    const Money amount = of({}, one.facts, one.as_of).amount;
    if (creditor(one.facts.category) == Creditor::fund) {
        CHECK(of({}, one.facts, one.as_of + random() % 100).amount >= amount);
        one.facts.principal += Money::from_fen(random() % 1000);
        CHECK(of({}, one.facts, one.as_of).amount >= amount);
    }
}

TEST_CASE("SurchargeRule: decide allocates nothing", "[rules]") {
    const SurchargeRule rule;
    const SurchargeFacts facts = pension(Money::from_yuan(10000), Date{2005, 1, 31});
    const std::size_t before = allocations();
    const auto outcome = rule.decide(facts, Date{2018, 12, 31});
    CHECK(allocations() == before);
    CHECK(outcome.value().days > 0);
}

namespace {
/// The amount that the reasons show under a label; nothing where they show none.
std::optional<Money> shown(const Decision<Surcharge>& decision, SurchargeStep label) {
    for (const Step& step : decision.reasons.steps) {
        if (step.label == &words(label)) return step.value.as<Money>();
    }
    return std::nullopt;
}
}   // namespace

TEST_CASE("SurchargeRule: reasons show the other reading of a change of the rate, just where it matters", "[rules]") {
    const SurchargeFacts facts = pension(Money::from_yuan(10000), Date{2011, 6, 20});
    const SurchargeRule each, old{.crossing = RateCrossing::rate_of_first_day};
    const Date day{2011, 7, 10};
    CHECK(shown(each.explain(facts, day), SurchargeStep::if_first_day) == Money::from_yuan(400));
    CHECK_FALSE(shown(each.explain(facts, day), SurchargeStep::if_each_day).has_value());
    CHECK(shown(old.explain(facts, day), SurchargeStep::if_each_day) == Money::from_yuan(250));
    CHECK_FALSE(shown(old.explain(facts, day), SurchargeStep::if_first_day).has_value());
    for (const SurchargeRule& rule : {each, old}) {   // all days before the change, or after it
        CHECK_FALSE(shown(rule.explain(facts, Date{2011, 6, 30}), SurchargeStep::if_first_day).has_value());
        CHECK_FALSE(shown(rule.explain(facts, Date{2011, 6, 30}), SurchargeStep::if_each_day).has_value());
        CHECK_FALSE(shown(rule.explain(pension(Money::from_yuan(10000), Date{2011, 6, 30}), day), SurchargeStep::if_first_day).has_value());
    }
    // Only exempt days lie before the change: by the older rule the debt stays an old one.
    const std::vector<Exemption> first_days{{Date{2011, 6, 1}, Date{2011, 7, 5}, {}}};
    SurchargeFacts deferred = facts;
    deferred.exemptions = first_days;
    CHECK(shown(each.explain(deferred, day), SurchargeStep::if_first_day) == Money::from_yuan(100));
    CHECK(shown(old.explain(deferred, day), SurchargeStep::if_each_day) == Money::from_yuan(25));
    // The cap that was chosen holds for the other reading as well.
    const SurchargeFacts long_owed = pension(Money::from_yuan(10000), Date{2010, 12, 31});   // 181 days at 2‰, then 550 at 0.05%
    const Date later{2012, 12, 31};
    CHECK(shown(SurchargeRule{.cap = SurchargeCap::principal}.explain(long_owed, later), SurchargeStep::if_first_day) == Money::from_yuan(10000));
    CHECK(shown(each.explain(long_owed, later), SurchargeStep::if_first_day) == Money::from_yuan(14620));
    CHECK(shown(each.explain(long_owed, later), SurchargeStep::surcharge) == Money::from_yuan(3620 + 2750));
    // Where the other reading needs a day of which no rate is known, it is not shown.
    const SurchargeFacts injury{ArrearsCategory::work_injury, Money::from_yuan(100), Date{2010, 12, 30}, {}, {}};
    const auto kept = old.explain(injury, Date{2011, 7, 2});
    CHECK_FALSE(shown(kept, SurchargeStep::if_each_day).has_value());
    CHECK(verify(kept, old, injury, Date{2011, 7, 2}).holds());
}
