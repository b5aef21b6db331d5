// SPDX-License-Identifier: BSL-1.0
// A hardship household from its application to its exit: its level, the measures due and why, the five assurances with their evidence,
// relieved and exited as two outcomes; and the union's roster against the civil-affairs office's. Everything below is invented.
#include <arrears/arrears.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

namespace {

std::shared_ptr<const Source> document(const char* en, const char* zh) {
    return std::make_shared<const Source>(Source{{en, zh}, {}, SourceLevel::caller, false, {}});
}

Parameters invented_city() {
    const auto notice = document("a notice invented for this example", "本例虚构的通知");
    return Parameters::Builder{national_parameters()}
        .set(ParameterKey{ParameterName::subsistence_line}, Date{2018, 1, 1}, 500_yuan, notice)
        .set(ParameterKey{ParameterName::subsistence_assets_max}, Date{2018, 1, 1}, 12'000_yuan, notice)
        .build();
}

/// Three persons; the father is ill, the mother laid off, and nothing has been found out about the house.
HouseholdFacts applicants() {
    HouseholdFacts home{.persons = 3,
                        .income = 15'000_yuan,
                        .rigid_expenses = 6'000_yuan,
                        .costs = 13'000_yuan,
                        .aid = 0_yuan,
                        .assets = 20'000_yuan,
                        .months_above_line = 0,
                        .accident = false,
                        .extreme_difficulty = false,
                        .someone_seeks_work = true};
    home.causes = Statements<HardshipCause>::just({HardshipCause::low_income, HardshipCause::illness, HardshipCause::unemployment});
    home.assured.set(FiveAssurances::basic_medical_care, false);
    home.assured.set(FiveAssurances::employment_or_business, false);
    home.assured.set(FiveAssurances::childrens_schooling, true);
    home.evidence[static_cast<std::size_t>(FiveAssurances::childrens_schooling)] = document("the school's certificate", "学校证明");
    return home;
}

void tell(const char* when, const HouseholdFacts& home, Date as_of, const Parameters& city) {
    std::cout << when << ", " << as_of << ": level " << HouseholdHardshipRule{.parameters = city}.decide(home, as_of).value();
    const auto outcome = ReliefOutcomeRule{.parameters = city}.decide(home, as_of);
    if (outcome.is_determined()) std::cout << ", " << outcome.value() << '\n';
    else std::cout << ", outcome undetermined without " << outcome.missing() << '\n';
    for (const ReliefRule& rule : relief_rules(city)) {
        const auto due = rule.decide(home, as_of);
        if (!due.is_determined()) std::cout << "  " << rule.measure << "? ask for " << due.missing() << '\n';
        else if (due.value()) std::cout << "  " << rule.measure << '\n';
    }
}

}   // namespace

int main() {
    const Parameters city = invented_city();
    HouseholdFacts home = applicants();
    const Date applied{2018, 12, 31}, a_year_later{2019, 12, 31}, two_years_later{2020, 12, 31};
    tell("on application", home, applied, city);

    const ReliefRule medical{.measure = ReliefMeasure::medical_assistance, .parameters = city};
    const auto why = medical.explain(home, applied);
    std::cout << '\n' << print(why, Language::en) << "verifies: " << std::boolalpha << verify(why, medical, home, applied).holds() << "\n\n";

    home.costs = 2'000_yuan;
    home.aid = 9'000_yuan;
    home.someone_seeks_work = false;
    for (std::size_t i = 0; i < enum_count<FiveAssurances>; ++i) home.assured.set(enum_at<FiveAssurances>(i), true);
    home.evidence[static_cast<std::size_t>(FiveAssurances::basic_medical_care)] = document("the insurance card", "医保参保凭证");
    home.evidence[static_cast<std::size_t>(FiveAssurances::employment_or_business)] = document("the labour contract", "劳动合同");
    home.evidence[static_cast<std::size_t>(FiveAssurances::safe_housing)] = document("the survey of the house", "房屋鉴定");
    tell("after aid", home, a_year_later, city);

    home.causes = Statements<HardshipCause>::just({});
    home.income = 48'000_yuan;
    home.rigid_expenses = 3'000_yuan;
    home.costs = home.aid = 0_yuan;
    home.months_above_line = 11;
    tell("with work", home, two_years_later, city);

    // Rows are told by their position: no name and no number is printed.
    const CitizenNumber number{"140399198001010012"};   // of an unassigned division: nobody's
    const std::vector<RosterRow> unions{{number, "甲", {}, "一厂"}, {{}, "乙", Date{1975, 3, 4}, "一厂"}, {{}, "丙", Date{1969, 7, 1}, "二厂"}};
    const std::vector<RosterRow> offices{
        {{}, "乙", Date{1975, 3, 4}, "一厂"}, {number, "甲某", {}, ""}, {{}, "丙", Date{1969, 7, 1}, "三厂"}, {{}, "丁", Date{1980, 1, 1}, ""}};
    const CrossCheckResult found = CrossCheck{}.match(unions, offices);
    std::cout << "\nthe union's roster against the office's:\n";
    for (const RosterMatch& one : found.matched) {
        std::cout << "  row " << one.a + 1 << " is row " << one.b + 1 << ", by " << one.by << ", score " << one.score;
        if (!one.differing.empty()) std::cout << "; different: " << one.differing;
        std::cout << '\n';
    }
    for (const RosterQuestion& one : found.questions)
        std::cout << "  look at row " << one.a[0] + 1 << " and row " << one.b[0] + 1 << ": " << one.why << ", score " << one.score << '\n';
    for (const std::size_t row : found.only_b) std::cout << "  only the office has its row " << row + 1 << '\n';
}
