// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/rate.hpp>
#include <arrears/core/rounding.hpp>
#include <arrears/rules/parameters.hpp>

#include <memory>
#include <utility>

namespace arrears {

/// The parameters of national rules, with their dates and sources. They are frames that provinces fill: lay a place's own
/// over them by Parameters::Builder, or from a file. What no text was read for is marked so, and reasons that cite it say so.
///
/// Not among them, because only a place has them: average wages, published floors and ceilings, minimum wages.
[[nodiscard]] inline const Parameters& national_parameters() {
    static const Parameters national = [] {
        const auto law = [](const char* zh, const char* en, const char* article_zh, const char* article_en, bool verified = true, Text note = {}) {
            return std::make_shared<const Source>(Source{{en, zh}, {article_en, article_zh}, SourceLevel::national, verified, std::move(note)});
        };
        Parameters::Builder set;
        const Date reform{2011, 7, 1};

        // Surcharge.
        const auto decree_259 = law("社会保险费征缴暂行条例（国务院令第259号）",
                                    "Interim Regulations on Collecting Social Insurance Premiums (Decree 259)", "第十三条", "art. 13");
        const auto insurance_law = law("社会保险法", "Social Insurance Law", "第八十六条", "art. 86");
        const auto work_injury_2004 = law("工伤保险条例（经第三条适用国务院令第259号）",
                                          "Regulations on Work Injury Insurance (by reference to Decree 259)", "第三条", "art. 3");
        const auto maternity_1994 = law("企业职工生育保险试行办法（劳部发〔1994〕504号）", "Trial Measures for Maternity Insurance (1994, no. 504)",
                                        "第十二条", "art. 12", false);
        const auto rate = [](ArrearsCategory of) { return ParameterKey{ParameterName::surcharge_daily_rate, of}; };
        for (const auto category : {ArrearsCategory::pension, ArrearsCategory::medical, ArrearsCategory::unemployment}) {
            set.set(rate(category), {Date{1999, 1, 22}, reform}, 2_permille, decree_259);
        }
        // From 2011-01-01 to 2011-06-30 no source was read for enrolled employers: those days stay unknown.
        set.set(rate(ArrearsCategory::work_injury), {Date{2004, 1, 1}, Date{2011, 1, 1}}, 2_permille, work_injury_2004);
        set.set(rate(ArrearsCategory::maternity), {Date{1995, 1, 1}, reform}, 2_permille, maternity_1994);
        for (const auto category : {ArrearsCategory::pension, ArrearsCategory::medical, ArrearsCategory::unemployment, ArrearsCategory::work_injury,
                                    ArrearsCategory::maternity}) {
            set.set(rate(category), reform, 0.05_percent, insurance_law);
        }
        set.set(rate(ArrearsCategory::housing_fund), Date{1999, 4, 3}, Rate{},
                law("住房公积金管理条例", "Regulations on the Housing Fund", "第三十八条", "art. 38", true,
                    {"no surcharge: the centre orders payment within a term, then asks the court to enforce it",
                     "不加收滞纳金：由公积金管理中心责令限期缴存，逾期可申请人民法院强制执行"}));
        const auto people =
            law("劳动合同法", "Labour Contract Law", "第八十五条", "art. 85", true,
                {"no daily surcharge: only where an order to pay is not met, damages of 50 to 100% on top (from 1995 to 2017-11-24 also 25%, "
                 "劳部发[1994]481, not verified)",
                 "不按日加收滞纳金：仅在责令支付而逾期不付时，加付 50% 至 100% 赔偿金（1995 年至 2017-11-24 另有 25% "
                 "经济补偿金，劳部发〔1994〕481号，未核）"});
        for (std::size_t i = 0; i < enum_count<ArrearsCategory>; ++i) {
            const auto category = enum_at<ArrearsCategory>(i);
            if (creditor(category) == Creditor::person) set.set(rate(category), Date::first(), Rate{}, people);
        }
        set.set(ParameterKey{ParameterName::surcharge_cap}, Date{2012, 1, 1}, 1,
                law("行政强制法", "Administrative Compulsion Law", "第四十五条第二款", "art. 45(2)", true,
                    {"contested: courts split on whether a surcharge by law is such an enforcement measure",
                     "有争议：法定滞纳金是否属于该条所称滞纳金，裁判不一"}));
        return set.build();
    }();
    return national;
}

}   // namespace arrears
