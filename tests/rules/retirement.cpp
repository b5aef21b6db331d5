// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/retirement.hpp>

#include <memory>
#include <random>

using namespace arrears;

namespace {
constexpr Date today{2026, 1, 1};
struct Vector {
    const char* birth;
    int delay;
    const char* retirement;
};
RetirementDue due(Date birth, RetirementGroup group, Date as_of = today) { return RetirementAgeRule{}.decide({birth, group, {}}, as_of).value(); }
void check(const Vector& vector, RetirementGroup group, int age_months) {
    CAPTURE(vector.birth, group);
    const Month birth = parse_month(vector.birth);
    for (const Date day : {birth.first_day(), birth.last_day()}) {   // the month of retirement follows from the month of birth
        const RetirementDue made = due(day, group);
        CHECK(made.delay_months == vector.delay);
        CHECK(print(made.month()) == vector.retirement);
        CHECK(made.age_months == age_months + vector.delay);
    }
}

// Computed from the law's annex apart from this code; some were also seen on published pages.
constexpr Vector men[] = {{"1964-12", 0, "2024-12"},  {"1965-01", 1, "2025-02"},  {"1965-04", 1, "2025-05"},  {"1965-05", 2, "2025-07"},
                          {"1965-09", 3, "2025-12"},  {"1965-12", 3, "2026-03"},  {"1966-01", 4, "2026-05"},  {"1966-04", 4, "2026-08"},
                          {"1967-05", 8, "2028-01"},  {"1968-08", 11, "2029-07"}, {"1969-01", 13, "2030-02"}, {"1969-10", 15, "2031-01"},
                          {"1970-06", 17, "2031-11"}, {"1972-12", 24, "2034-12"}, {"1973-01", 25, "2035-02"}, {"1975-10", 33, "2038-07"},
                          {"1976-08", 35, "2039-07"}, {"1976-09", 36, "2039-09"}, {"1976-12", 36, "2039-12"}, {"1986-01", 36, "2049-01"}};
constexpr Vector women_55[] = {{"1969-12", 0, "2024-12"},  {"1970-01", 1, "2025-02"},  {"1970-04", 1, "2025-05"},  {"1970-05", 2, "2025-07"},
                               {"1970-09", 3, "2025-12"},  {"1970-12", 3, "2026-03"},  {"1971-01", 4, "2026-05"},  {"1971-04", 4, "2026-08"},
                               {"1972-05", 8, "2028-01"},  {"1973-08", 11, "2029-07"}, {"1974-01", 13, "2030-02"}, {"1974-10", 15, "2031-01"},
                               {"1975-06", 17, "2031-11"}, {"1977-12", 24, "2034-12"}, {"1978-01", 25, "2035-02"}, {"1980-10", 33, "2038-07"},
                               {"1981-08", 35, "2039-07"}, {"1981-09", 36, "2039-09"}, {"1981-12", 36, "2039-12"}, {"1991-01", 36, "2049-01"}};
constexpr Vector women_50[] = {{"1974-12", 0, "2024-12"},  {"1975-01", 1, "2025-02"},  {"1975-02", 1, "2025-03"},  {"1975-03", 2, "2025-05"},
                               {"1975-12", 6, "2026-06"},  {"1976-01", 7, "2026-08"},  {"1976-12", 12, "2027-12"}, {"1977-01", 13, "2028-02"},
                               {"1978-06", 21, "2030-03"}, {"1979-06", 27, "2031-09"}, {"1980-05", 33, "2033-02"}, {"1980-12", 36, "2033-12"},
                               {"1981-01", 37, "2034-02"}, {"1982-02", 43, "2035-09"}, {"1983-07", 52, "2037-11"}, {"1984-09", 59, "2039-08"},
                               {"1984-10", 59, "2039-09"}, {"1984-11", 60, "2039-11"}, {"1984-12", 60, "2039-12"}, {"1986-01", 60, "2041-01"}};
}   // namespace

TEST_CASE("RetirementAgeRule: the schedule of 2025", "[rules]") {
    for (const Vector& vector : men) check(vector, RetirementGroup::male, 60 * 12);
    for (const Vector& vector : women_55) check(vector, RetirementGroup::female55, 55 * 12);
    for (const Vector& vector : women_50) check(vector, RetirementGroup::female50, 50 * 12);
}

TEST_CASE("RetirementAgeRule: before 2025 men at 60, women at 55 or 50, on the birthday", "[rules]") {
    CHECK(due(Date{1958, 12, 31}, RetirementGroup::male) == RetirementDue{Date{2018, 12, 31}, 720, 0});
    CHECK(due(Date{1963, 12, 31}, RetirementGroup::female55) == RetirementDue{Date{2018, 12, 31}, 660, 0});
    CHECK(due(Date{1968, 12, 31}, RetirementGroup::female50) == RetirementDue{Date{2018, 12, 31}, 600, 0});
    CHECK(due(Date{1964, 12, 31}, RetirementGroup::male).on == Date{2024, 12, 31});   // the last day undelayed
    CHECK(due(Date{1965, 1, 1}, RetirementGroup::male).on == Date{2025, 2, 1});
    CHECK(due(Date{1956, 2, 29}, RetirementGroup::female55).on == Date{2011, 2, 28});   // no such day in 2011
    CHECK(due(Date{1965, 1, 31}, RetirementGroup::male).on == Date{2025, 2, 28});       // nor a 31st in February
}

TEST_CASE("RetirementAgeRule: as of a date before the decision nobody is delayed", "[rules]") {
    CHECK(due(Date{1975, 6, 15}, RetirementGroup::male, Date{2018, 12, 31}).on == Date{2035, 6, 15});
    CHECK(due(Date{1975, 6, 15}, RetirementGroup::male, Date{2024, 9, 12}).on == Date{2035, 6, 15});
    CHECK(due(Date{1975, 6, 15}, RetirementGroup::male, Date{2024, 9, 13}).on == Date{2038, 2, 15});
}

TEST_CASE("RetirementAgeRule: missing facts", "[rules]") {
    const RetirementAgeRule rule;
    CHECK(rule.decide({}, today).missing() == MissingFacts{Fact::birth, Fact::retirement_group});
    CHECK(rule.decide({{}, RetirementGroup::male, {}}, today).missing() == MissingFacts{Fact::birth});
    CHECK(rule.decide({Date{1960, 1, 1}, {}, Sex::female}, today).missing() == MissingFacts{Fact::retirement_group});
    CHECK(rule.decide({Date{1960, 1, 1}, {}, Sex::male}, today).value().on == Date{2020, 1, 1});   // a man's group is known
    CHECK(rule.reached({{}, {}, Sex::male}, today).missing() == MissingFacts{Fact::birth});
}

TEST_CASE("RetirementAgeRule: reached on the day, and decided where all possible groups agree", "[rules]") {
    const RetirementAgeRule rule;
    const Date as_of{2018, 12, 31};
    const auto woman = [&](Date birth) { return rule.reached({birth, {}, Sex::female}, as_of); };
    CHECK(woman(Date{1963, 12, 31}).value());       // 55: of age in either group
    CHECK_FALSE(woman(Date{1969, 1, 1}).value());   // not yet 50
    CHECK(woman(Date{1964, 1, 1}).missing() == MissingFacts{Fact::retirement_group});
    CHECK(woman(Date{1968, 12, 31}).missing() == MissingFacts{Fact::retirement_group});
    CHECK(rule.reached({Date{1958, 12, 31}, {}, {}}, as_of).value());   // 60: of age whoever it is
    CHECK(rule.reached({Date{1959, 1, 1}, {}, {}}, as_of).missing() == MissingFacts{Fact::retirement_group});
    CHECK(rule.reached({Date{1958, 12, 31}, RetirementGroup::male, {}}, as_of).value());
    CHECK_FALSE(rule.reached({Date{1959, 1, 1}, RetirementGroup::male, {}}, as_of).value());
}

TEST_CASE("RetirementAgeRule: whoever is born later does not retire earlier", "[rules][property]") {
    const auto seed = GENERATE(take(50, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto group = enum_at<RetirementGroup>(random() % 3);
    Date birth = Date{1940, 1, 1} + random() % 3000;
    for (Date before = due(birth, group).on; birth < Date{1995, 1, 1};) {
        birth += 1 + random() % 200;
        const RetirementDue now = due(birth, group);
        CHECK(before <= now.on);
        CHECK(now.on == birth.plus_months(now.age_months));
        before = now.on;
    }
}

TEST_CASE("RetirementAgeRule: ages, steps and most delay are parameters", "[rules]") {
    const auto place = std::make_shared<const Source>(Source{{"a trial", "试点"}, {}, SourceLevel::local, true, {}});
    const ParameterKey most{ParameterName::retirement_delay_months_max, RetirementGroup::male};
    const ParameterKey step{ParameterName::retirement_delay_step_months, RetirementGroup::male};
    RetirementAgeRule rule;
    rule.parameters = Parameters::Builder{national_parameters()}.set(most, Date{2025, 1, 1}, 0, place).build();
    CHECK(rule.decide({Date{1990, 1, 1}, RetirementGroup::male, {}}, today).value().on == Date{2050, 1, 1});
    rule.parameters = Parameters::Builder{national_parameters()}.set(step, Date{2025, 1, 1}, 0, place).build();
    CHECK_THROWS_WITH(rule.decide({Date{1990, 1, 1}, RetirementGroup::male, {}}, today),
                      "RetirementAgeRule: a step is under one month; expected 1 or more");
    CHECK_THROWS_AS(RetirementAgeRule{}.decide({Date{1900, 1, 1}, RetirementGroup::male, {}}, Date{1970, 1, 1}), Error);   // no age known then
}

TEST_CASE("RetirementOptionsRule: up to three years earlier or later, and the minimum months of contributions", "[rules]") {
    const auto options = [](Date birth, RetirementGroup group, Date as_of = today) {
        return RetirementOptionsRule{}.decide({birth, group, {}}, as_of).value();
    };
    const RetirementOptions none = options(Date{1964, 12, 31}, RetirementGroup::male);   // 2024-12: before the reform
    CHECK_FALSE(none.earliest.has_value());
    CHECK_FALSE(none.latest.has_value());
    CHECK(none.contribution_months_min == 180);
    const RetirementOptions delayed = options(Date{1971, 4, 3}, RetirementGroup::female55);   // 2026-08, four months late
    CHECK(delayed.earliest == Month{2026, 4});                                                // not under 55
    CHECK(delayed.latest == Month{2029, 8});
    CHECK(delayed.contribution_months_min == 180);
    const RetirementOptions full = options(Date{1984, 11, 1}, RetirementGroup::female50);   // 2039-11, 55 instead of 50
    CHECK(full.earliest == Month{2036, 11});                                                // three years and no more
    CHECK(full.contribution_months_min == 240);
    for (int year = 2026; year <= 2045; ++year) {                     // 180 to 2029, then 6 more a year up to 240
        const Date birth = Date{year, 6, 15}.plus_months(-63 * 12);   // a man at the full delay retires at 63
        const int expected = year < 2030 ? 180 : year < 2039 ? 180 + 6 * (year - 2029) : 240;
        const RetirementOptions made = options(birth, RetirementGroup::male);
        if (made.due.month().year() == year) CHECK(made.contribution_months_min == expected);
    }
    CHECK(RetirementOptionsRule{}.decide({}, today).missing() == MissingFacts{Fact::birth, Fact::retirement_group});
    CHECK_FALSE(options(Date{1975, 6, 15}, RetirementGroup::male, Date{2018, 12, 31}).latest.has_value());   // not known then
}

TEST_CASE("RetirementOptionsRule: its reasons say what may be chosen, and by which law", "[rules]") {
    const RetirementFacts clerk{Date{1971, 4, 3}, RetirementGroup::female55, {}};
    const RetirementOptionsRule rule;
    const auto decision = rule.explain(clerk, today);
    CHECK(decision.outcome == rule.decide(clerk, today));
    CHECK(decision.reasons.rule == RuleName::retirement_options);
    REQUIRE(decision.reasons.conclusions.size() == 6);
    const auto concluded = [&](std::size_t part) { return decision.reasons.steps[decision.reasons.conclusions[part]]; };
    CHECK(concluded(3).value == StepValue{Month{2026, 4}});
    CHECK(concluded(4).value == StepValue{Month{2029, 8}});
    CHECK(concluded(5).value == StepValue{180});
    CHECK(concluded(5).citation != 0);
    // Where nothing may be chosen the statutory month stands for both.
    const auto before = rule.explain(clerk, Date{2018, 12, 31});
    CHECK_FALSE(before.outcome.value().latest.has_value());
    for (const std::size_t part : {3U, 4U}) CHECK(before.reasons.steps[before.reasons.conclusions[part]].value == StepValue{Month{2026, 4}});
}
