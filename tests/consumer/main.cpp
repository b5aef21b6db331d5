// SPDX-License-Identifier: BSL-1.0
// What a stranger's program does with the library: one include, one number.
#include <arrears/arrears.hpp>

#include <cstdio>

#ifdef WANTS_REPORT
#include <arrears/report/survey_report.hpp>
#endif

int main() {
    const arrears::Money owed = arrears::parse_money("72,657.41万元");
    if (owed != arrears::Money::from_yuan(726'574'100)) return 1;
#ifdef WANTS_REPORT
    if (print(arrears::SurveyReport{}, arrears::ReportFormat::text, arrears::Language::zh).empty()) return 1;
#endif
    std::puts("consumer runs");
}
