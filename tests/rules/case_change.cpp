// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_cases.hpp"

#include <arrears/rules/case_change.hpp>
#include <arrears/rules/case_change_json.hpp>
#include <arrears/rules/case_change_text.hpp>

#include <memory>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const SurchargeFacts debt{ArrearsCategory::pension, 10'000_yuan, Date{2011, 6, 20}, {}, {}};
const RetirementFacts clerk{Date{1971, 4, 3}, RetirementGroup::female55, {}};

/// The row of a label; fails where there is none.
const StepChange& row(const std::vector<StepChange>& rows, const EnumWords& label, std::uint32_t ordinal = 0) {
    for (const StepChange& one : rows) {
        if (one.label == &label && one.ordinal == ordinal) return one;
    }
    FAIL("no row " << label.en);
    return rows.front();
}

/// The difference of two values, by a comparison of two explanations that conclude them.
StepValue difference(StepValue before, StepValue after) {
    const auto side = [](StepValue value) {
        Explanation out;
        out.steps.push_back({Operation::constant, &words(SurchargeStep::one), value, 0, 0, 0, 0, {}});
        out.conclusions = {0};
        return out;
    };
    const CaseChange change = what_changed(side(before), side(after));
    REQUIRE(change.outcome.size() == 1);
    CHECK(change.outcome_changed() == (before != after));
    return change.outcome[0].difference;
}

}   // namespace

TEST_CASE("what_changed: a surcharge across the change of rate of 2011-07-01", "[rules]") {
    // Ten days at 2‰ of 10,000 yuan, then ten more at 0.05%.
    const auto before = SurchargeRule{}.explain(debt, Date{2011, 6, 30}), after = SurchargeRule{}.explain(debt, Date{2011, 7, 10});
    const CaseChange change = what_changed(before, after);
    CHECK(change.rule == RuleName::surcharge);
    CHECK((change.before.as_of == Date{2011, 6, 30} && change.after.as_of == Date{2011, 7, 10}));
    REQUIRE(change.outcome.size() == 3);
    CHECK((change.outcome[0] == StepChange{&words(SurchargeStep::surcharge), 0, StepValue{200_yuan}, StepValue{250_yuan}, 50_yuan}));
    CHECK((change.outcome[1] == StepChange{&words(SurchargeStep::days_charged), 0, StepValue{10}, StepValue{20}, 10}));
    CHECK(change.facts.empty());   // the as-of date is no fact that differs: it is what is compared
    REQUIRE(change.choices.size() == 1);
    CHECK(change.choices[0].label == &words(Choice::crossing));   // told of the later date alone
    CHECK_FALSE(change.choices[0].before.has_value());
    REQUIRE(change.parameters.size() == 1);
    CHECK(change.parameters[0].key == ParameterKey{ParameterName::surcharge_daily_rate, ArrearsCategory::pension});
    CHECK_FALSE(change.parameters[0].before.has_value());
    CHECK(change.parameters[0].after->value == StepValue{0.05_percent});
    CHECK(change.parameters[0].after->in_force.from() == Date{2011, 7, 1});
    CHECK(print(change, Language::en) ==
          R"(surcharge, as of 2011-06-30 and as of 2011-07-10: the answer changed
- surcharge: 200.00 yuan → 250.00 yuan (+50.00 yuan)
- days that bear a charge: 10 → 20 (+10)
- surcharge before any cap: 200.00 yuan → 250.00 yuan (+50.00 yuan)
Choices that differ:
- where the rate changed meanwhile: only after: each day at its own rate
Parameters that differ:
- daily rate of surcharge (pension): only after: 0.05% (in force 2011-07-01 through now; Social Insurance Law, art. 86 (national))
)");
    CHECK(print(change, Language::zh) == R"(滞纳金，截至 2011年6月30日 与截至 2011年7月10日 相比：结果有变化
- 滞纳金：200.00 元 → 250.00 元（+50.00 元）
- 计收日数：10 → 20（+10）
- 上限之前的滞纳金：200.00 元 → 250.00 元（+50.00 元）
口径的不同：
- 跨越费率变更时：仅此后：按日分段：每日适用当日费率
所引参数的不同：
- 滞纳金日加收率（养老保险）：仅此后：0.05%（施行期间 2011年7月1日 至 今；社会保险法第八十六条（国家规定））
)");
    // Backwards it is the same with its signs turned.
    const CaseChange back = what_changed(after, before);
    CHECK(back.outcome[0].difference == StepValue{-50_yuan});
    CHECK(back.parameters[0].before == change.parameters[0].after);
    CHECK(print(back, Language::en).find("250.00 yuan → 200.00 yuan (−50.00 yuan)") != std::string::npos);
}

TEST_CASE("what_changed: a retirement across the decision on the delay, and rules of 2025", "[rules]") {
    // 2026-04 without delay, which is 15 whole months after 2025-01: four months later.
    const RetirementOptionsRule rule;
    const CaseChange change = what_changed(rule.explain(clerk, Date{2018, 12, 31}), rule.explain(clerk, Date{2025, 1, 1}));
    const auto& day = row(change.outcome, words(RetirementStep::day));
    CHECK((day.before == StepValue{Date{2026, 4, 3}} && day.after == StepValue{Date{2026, 8, 3}} && day.difference == StepValue{122}));
    CHECK(row(change.outcome, words(RetirementStep::delay)).difference == StepValue{4});
    const auto& latest = row(change.outcome, words(RetirementStep::latest));
    CHECK((latest.before == StepValue{Month{2026, 4}} && latest.after == StepValue{Month{2029, 8}} && latest.difference == StepValue{40}));
    CHECK_FALSE(row(change.outcome, words(RetirementStep::earliest)).changed());
    CHECK(change.parameters.size() == 4);   // the step and the most of the delay; the most of either choice
    const std::string text = print(change, Language::en);
    CHECK(text.find("- day on which the age is reached: 2026-04-03 → 2026-08-03 (+122 days)\n") != std::string::npos);
    CHECK(text.find("- latest month to retire in, by agreement: 2026-04 → 2029-08 (+40 months)\n") != std::string::npos);
    CHECK(print(change, Language::zh).find("- 与单位协商的最晚退休月份：2026年4月 → 2029年8月（+40 个月）\n") != std::string::npos);
}

TEST_CASE("what_changed: a contribution across 2025-01-01, where a place changes its average wage", "[rules]") {
    const auto notice = [](const char* en, const char* zh) {
        return std::make_shared<const Source>(Source{{en, zh}, {}, SourceLevel::local, true, {}});
    };
    const ParameterKey average{ParameterName::average_wage};
    Parameters::Builder place{national_parameters()};
    place.set(average, {Date{2024, 1, 1}, Date{2025, 1, 1}}, 7000_yuan, notice("A notice of 2024", "2024 年通知"));
    place.set(average, Date{2025, 1, 1}, 7200_yuan, notice("A notice of 2025", "2025 年通知"));
    const ContributionRule rule{.parameters = place.build()};
    ContributionFacts worker{.insurance = Insurance::pension, .month = Month{2024, 12}, .enrolment = Enrolment::enrolled, .wage = 3000_yuan};
    const auto before = rule.explain(worker);
    worker.month = Month{2025, 1};
    const CaseChange change = what_changed(before, rule.explain(worker));
    REQUIRE(change.outcome.size() == 3);   // 60% of 7,000 and of 7,200; 16% and 8% of either
    CHECK((change.outcome[0].before == StepValue{4200_yuan} && change.outcome[0].after == StepValue{4320_yuan}));
    CHECK((change.outcome[1].before == StepValue{672_yuan} && change.outcome[1].after == StepValue{691.20_yuan}));
    CHECK(change.outcome[1].difference == StepValue{19.20_yuan});
    CHECK(change.outcome[2].difference == StepValue{9.60_yuan});
    REQUIRE(change.parameters.size() == 1);
    CHECK(change.parameters[0].difference == StepValue{200_yuan});
    CHECK(print(change, Language::en).find(R"(- local monthly average wage: 7000.00 yuan → 7200.00 yuan (+200.00 yuan)
  - before: in force 2024-01-01 through 2024-12-31; A notice of 2024 (local)
  - after: in force 2025-01-01 through now; A notice of 2025 (local)
)") != std::string::npos);
}

TEST_CASE("what_changed: two sets of parameters, and the same value by another source or over other days", "[rules]") {
    const auto source = std::make_shared<const Source>(Source{{"a place", "某地"}, {}, SourceLevel::local, true, {}});
    const ParameterKey daily{ParameterName::surcharge_daily_rate, ArrearsCategory::pension};
    const Date day{2020, 12, 31};
    const SurchargeFacts owed{ArrearsCategory::pension, 100_yuan, Date{2020, 1, 31}, {}, {}};
    SurchargeRule local;
    local.parameters = Parameters::Builder{national_parameters()}.set(daily, Date{2011, 7, 1}, 0.05_percent, source).build();
    const CaseChange by = what_changed(SurchargeRule{}.explain(owed, day), local.explain(owed, day));
    CHECK_FALSE(by.outcome_changed());
    CHECK_FALSE(by.empty());
    REQUIRE(by.parameters.size() == 1);
    CHECK(by.parameters[0].difference == StepValue{Rate{}});
    CHECK(*by.parameters[0].after->source == *source);
    CHECK(print(by, Language::en).find("in two cases: the same answer, for other reasons\n") != std::string::npos);
    CHECK(print(by, Language::zh).find("两种情形相比：结果不变，依据有变化\n") != std::string::npos);
    CHECK(print(by, Language::en).find("- daily rate of surcharge (pension): 0.05%, unchanged\n  - before: ") != std::string::npos);

    const Parameters& national = national_parameters();
    local.parameters =
        Parameters::Builder{national}.set(daily, {Date{2021, 1, 1}, Date{2022, 1, 1}}, 0.04_percent, source).build();   // cuts the span short
    const CaseChange span = what_changed(SurchargeRule{}.explain(owed, day), local.explain(owed, day));
    REQUIRE(span.parameters.size() == 1);
    CHECK(span.parameters[0].before->in_force.open_end());
    CHECK(span.parameters[0].after->in_force.to() == Date{2021, 1, 1});
}

TEST_CASE("what_changed: facts and choices", "[rules]") {
    const Date day{2020, 12, 31};
    const std::vector<Exemption> spans{{Date{2020, 2, 1}, Date{2020, 2, 29}, {}}, {Date{2020, 5, 1}, Date{2020, 5, 31}, {}}};
    SurchargeFacts owed{ArrearsCategory::pension, 100_yuan, Date{2020, 1, 31}, {}, {}};
    const auto plain = SurchargeRule{}.explain(owed, day);
    owed.exemptions = spans;
    owed.principal = 300_yuan;
    owed.petition_accepted = Date{2020, 12, 1};
    const CaseChange change = what_changed(plain, SurchargeRule{.cap = SurchargeCap::principal}.explain(owed, day));
    CHECK(row(change.facts, words(Fact::principal)).difference == StepValue{200_yuan});
    CHECK(row(change.facts, words(Fact::exempt_through), 1).after == StepValue{Date{2020, 5, 31}});
    CHECK_FALSE(row(change.facts, words(Fact::petition_accepted)).before.has_value());
    const auto& cap = row(change.choices, words(Choice::surcharge_cap));
    CHECK((cap.before == StepValue{SurchargeCap::none} && cap.after == StepValue{SurchargeCap::principal} && !cap.difference.is_known()));
    CHECK(row(change.choices, words(Choice::petition_day)).after == StepValue{PetitionDay::first_free});
    const std::string text = print(change, Language::en);
    CHECK(text.find("Facts that differ:\n- principal: 100.00 yuan → 300.00 yuan (+200.00 yuan)\n") != std::string::npos);
    CHECK(text.find("Choices that differ:\n- ") != std::string::npos);
    CHECK(text.find("- cap of the surcharge: no cap → capped at the principal\n") != std::string::npos);
    CHECK(text.find("only after: 2020-05-31\n") != std::string::npos);
}

TEST_CASE("what_changed: several leaves of one name, as of a criterion's states", "[rules]") {
    HardshipFacts works;
    works.certification = InForce<Certification>{Certification::none, {}};
    works.status = InForce<OperatingStatus>{OperatingStatus::halted, {}};
    const auto by = [&](EnumSet<OperatingStatus> states) {
        return HardshipRule{.in_hardship = Criterion::status(states)}.explain(works, Date{2018, 12, 31});
    };
    using enum OperatingStatus;
    const CaseChange change = what_changed(by({halted, semi_halted}), by({halted, closed_down}));
    CHECK_FALSE(change.outcome_changed());
    REQUIRE(change.choices.size() == 2);   // what both sides have does not stand here
    CHECK((change.choices[0].before == StepValue{semi_halted} && !change.choices[0].after.has_value()));
    CHECK((change.choices[1].after == StepValue{closed_down} && !change.choices[1].before.has_value()));
}

TEST_CASE("what_changed: nothing", "[rules]") {
    const auto answer = SurchargeRule{}.explain(debt, Date{2011, 7, 10});
    CHECK(what_changed(answer, answer).empty());
    CHECK(print(what_changed(answer, answer), Language::en).starts_with("surcharge, as of 2011-07-10, in two cases: nothing changed\n"));
    CHECK(print(what_changed(answer, answer), Language::zh)
              .starts_with("滞纳金，截至 2011年7月10日，两种情形相比：没有变化\n- 滞纳金：250.00 元，不变\n"));
    const HaltFacts mill{InForce<OperatingStatus>{OperatingStatus::halted, Date{2003, 5, 1}}};
    const CaseChange later = what_changed(HaltBandRule{}.explain(mill, Date{2018, 12, 31}), HaltBandRule{}.explain(mill, Date{2019, 1, 31}));
    CHECK(later.empty());
}

TEST_CASE("what_changed: undetermined before or after", "[rules]") {
    SurchargeFacts unknown = debt;
    unknown.due.reset();
    const Date day{2011, 7, 10};
    const auto known = SurchargeRule{}.explain(debt, day), missing = SurchargeRule{}.explain(unknown, day);
    const CaseChange found = what_changed(missing, known);
    CHECK(found.before.missing == MissingFacts{Fact::due});
    CHECK(found.outcome_changed());
    REQUIRE(found.outcome.size() == 3);
    CHECK_FALSE(found.outcome[0].before.has_value());
    CHECK((found.outcome[0].after == StepValue{250_yuan} && !found.outcome[0].difference.is_known()));
    CHECK((row(found.facts, words(Fact::due)).before == StepValue{} && row(found.facts, words(Fact::due)).after == StepValue{*debt.due}));
    const std::string text = print(found, Language::en);
    CHECK(text.find("- before: undetermined; what would decide: last day to pay in time\n- surcharge: after 250.00 yuan\n") != std::string::npos);
    CHECK(text.find("- last day to pay in time: unknown → 2011-06-20\n") != std::string::npos);
    CHECK(print(what_changed(known, missing), Language::zh).find("- 此后：无法判定，缺少：应缴截止日\n- 滞纳金：此前 250.00 元\n") !=
          std::string::npos);
    CHECK(what_changed(missing, missing).empty());
    CHECK(what_changed(missing, missing).outcome.empty());
}

TEST_CASE("what_changed: each kind of value has its exact difference, or none", "[rules]") {
    CHECK(difference(3, 10) == StepValue{7});
    CHECK(difference(1_yuan, 0.99_yuan) == StepValue{Money::from_fen(-1)});
    CHECK(difference(UnroundedMoney::product(1_yuan, 0.05_percent), UnroundedMoney::product(3_yuan, 0.05_percent)) ==
          StepValue{UnroundedMoney::product(2_yuan, 0.05_percent)});
    CHECK(difference(20_percent, 16_percent) == StepValue{-4_percent});
    CHECK(difference(Ratio{1, 2}, Ratio{2, 3}) == StepValue{Ratio{1, 6}});
    CHECK(difference(Date{2020, 2, 28}, Date{2020, 3, 1}) == StepValue{2});
    CHECK(difference(Month{2020, 2}, Month{2019, 12}) == StepValue{-2});
    CHECK(difference(true, false) == StepValue{});
    CHECK(difference(Sex::male, Sex::male) == StepValue{});
    CHECK(difference(StepValue{}, 3) == StepValue{});
    CHECK(difference(3_yuan, 3) == StepValue{});   // of two kinds
    CHECK_THROWS_AS(difference(Money::min(), Money::max()), Error);
}

TEST_CASE("print: a difference of rates is one of percentage points", "[rules]") {
    const ContributionRule rule;
    ContributionFacts worker{
        .insurance = Insurance::pension, .month = Month{2019, 4}, .enrolment = Enrolment::enrolled, .wage = 2000_yuan, .average_wage = 4565_yuan};
    const auto before = rule.explain(worker);
    worker.month = Month{2019, 5};
    const CaseChange change = what_changed(before, rule.explain(worker));   // 20% and 16% of 2,739
    CHECK(print(change, Language::en).find("- employer's share: 547.80 yuan → 438.24 yuan (−109.56 yuan)\n") != std::string::npos);
    CHECK(print(change, Language::en).find("- employer's rate (pension): 20% → 16% (−4 percentage points)\n  - before: in force 2016-05-01") !=
          std::string::npos);
    CHECK(print(change, Language::zh).find("20% → 16%（−4 个百分点）\n  - 此前：施行期间 2016年5月1日") != std::string::npos);
}

TEST_CASE("what_changed: reasons of two rules do not compare", "[rules]") {
    const auto surcharge = SurchargeRule{}.explain(debt, Date{2011, 7, 10});
    const auto age = RetirementAgeRule{}.explain(clerk, Date{2011, 7, 10});
    try {
        (void)what_changed(surcharge.reasons, age.reasons);
        FAIL("compared");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::mismatch);
        CHECK(std::string{error.what()} == "reasons of two rules do not compare: surcharge and retirement_age; expected two answers of one rule");
        CHECK(error.message(Language::zh).starts_with("不同规则的理由不能比较：滞纳金与法定退休年龄"));
    }
}

TEST_CASE("json: what changed, in one line", "[rules]") {
    const auto before = SurchargeRule{}.explain(debt, Date{2011, 6, 30}), after = SurchargeRule{}.explain(debt, Date{2011, 7, 10});
    const std::string text = json(what_changed(before, after), 0);
    CHECK(text.starts_with(R"({"form":1,"rule":"surcharge","before":{"as_of":"2011-06-30","missing":[]},"after":{"as_of":"2011-07-10","missing":[]},)"
                           R"("changed":true,"outcome_changed":true,"outcome":[)"
                           R"({"label":"surcharge","zh":"滞纳金","en":"surcharge","changed":true,"before":{"kind":"yuan","value":"200.00"},)"
                           R"("after":{"kind":"yuan","value":"250.00"},"difference":{"kind":"yuan","value":"50.00"}},)"));
    CHECK(text.ends_with(R"("facts":[],"choices":[{"label":"crossing","zh":"跨越费率变更时","en":"where the rate changed meanwhile","changed":true,)"
                         R"("after":{"kind":"word","value":"each_day_its_rate","zh":"按日分段：每日适用当日费率","en":"each day at its own rate"}}],)"
                         R"("parameters":[{"parameter":"surcharge_daily_rate","of":"pension","after":{"value":{"kind":"rate","value":"0.0005"},)"
                         R"("in_force":"2011-07-01..","for":"2011-07-01","source":{"document":{"zh":"社会保险法","en":"Social Insurance Law"},)"
                         R"("article":{"zh":"第八十六条","en":"art. 86"},"level":"national","verified":true}}}]})"));
}

TEST_CASE("what_changed: of every rule, the differences lead from one answer to the other and back", "[rules][property]") {
    some::Random random{1};
    std::size_t compared = 0, wrong = 0;
    for (int i = 0; i < 300; ++i) {
        some::each_rule(random, [&](const auto& rule, const auto& facts, Date day) {
            try {
                const auto before = some::explain(rule, facts, day), after = some::explain(rule, facts, day + random() % 3000);
                const CaseChange there = what_changed(before, after), back = what_changed(after, before);
                ++compared;
                if (there.outcome_changed() != (before.outcome != after.outcome)) ++wrong;
                if (there.empty() != back.empty() || there.facts.size() != back.facts.size() || there.choices.size() != back.choices.size() ||
                    there.parameters.size() != back.parameters.size())
                    ++wrong;
                for (const Language language : {Language::en, Language::zh}) {
                    if (print(there, language).empty()) ++wrong;
                }
                if (json(there).empty()) ++wrong;
            } catch (const Error&) {
                return;   // a day of which the parameters know nothing
            }
        });
    }
    CHECK(compared > 1000);
    CHECK(wrong == 0);
}
