// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/rate.hpp>
#include <arrears/core/rounding.hpp>
#include <arrears/rules/parameters.hpp>

#include <initializer_list>
#include <memory>
#include <tuple>
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
                                          "Regulations on Work Injury Insurance (by reference to Decree 259)", "第三条", "art. 3", false,
                                          {"read in the text of 2010; that in force until then is from memory", "所核为 2010 年文本，此前施行的文本未核"});
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
        // No law before 2008 was read that gives what is owed to people a daily surcharge.
        const auto people_1995 = std::make_shared<const Source>(
            Source{{"No rule was found for the time before the Labour Contract Law", "未见劳动合同法施行前的规定"},
                   {},
                   SourceLevel::choice,
                   false,
                   {"no daily surcharge; from 1995 damages of 25% (劳部发[1994]481, not verified)",
                    "不按日加收滞纳金；1995 年起另有 25% 经济补偿金（劳部发〔1994〕481号，未核）"}});
        const Date labour_contract_law{2008, 1, 1};
        const auto people_2008 =
            law("劳动合同法", "Labour Contract Law", "第八十五条", "art. 85", true,
                {"no daily surcharge: only where an order to pay is not met, damages of 50 to 100% on top (until 2017-11-24 also 25%, "
                 "劳部发[1994]481, not verified)",
                 "不按日加收滞纳金：仅在责令支付而逾期不付时，加付 50% 至 100% 赔偿金（2017-11-24 以前另有 25% "
                 "经济补偿金，劳部发〔1994〕481号，未核）"});
        for (std::size_t i = 0; i < enum_count<ArrearsCategory>; ++i) {
            const auto category = enum_at<ArrearsCategory>(i);
            if (creditor(category) != Creditor::person) continue;
            set.set(rate(category), Period::until(labour_contract_law), Rate{}, people_1995);
            set.set(rate(category), labour_contract_law, Rate{}, people_2008);
        }
        // Employers that are not enrolled have a history of their own for work injury.
        const ParameterKey not_enrolled{ParameterName::surcharge_daily_rate_not_enrolled, ArrearsCategory::work_injury};
        set.set(not_enrolled, {Date{2004, 1, 1}, Date{2011, 1, 1}}, 2_permille, work_injury_2004);
        set.set(not_enrolled, Date{2011, 1, 1}, 0.05_percent,
                law("工伤保险条例（2010 年修订）", "Regulations on Work Injury Insurance as amended in 2010", "第六十二条", "art. 62", false,
                    {"of employers that should have enrolled and did not; its first day is from memory", "应参保而未参保的用人单位；施行首日未核"}));
        // What stands beside the surcharge.
        const auto fine = law("社会保险法", "Social Insurance Law", "第八十六条", "art. 86", true,
                              {"where an order to pay was not met; the amount is the administrative department's to set",
                               "责令限期缴纳而逾期仍不缴纳的，由有关行政部门处罚"});
        for (const auto category : {ArrearsCategory::pension, ArrearsCategory::medical, ArrearsCategory::unemployment, ArrearsCategory::work_injury,
                                    ArrearsCategory::maternity}) {
            set.set({ParameterName::fine_share_min, category}, reform, 100_percent, fine);
            set.set({ParameterName::fine_share_max, category}, reform, 300_percent, fine);
        }
        const auto damages = law("劳动合同法", "Labour Contract Law", "第八十五条", "art. 85", true,
                                 {"where an order to pay was not met", "责令限期支付而逾期不支付的"});
        const auto damages_by_analogy = std::make_shared<const Source>(
            Source{{"Labour Contract Law, as for wages", "劳动合同法，比照工资"},
                   {"art. 85", "第八十五条"},
                   SourceLevel::choice,
                   false,
                   {"the article names remuneration, overtime pay and severance; that it covers this debt is the library's reading",
                    "该条列举劳动报酬、加班费和经济补偿；适用于此类欠款为本库理解"}});
        for (std::size_t i = 0; i < enum_count<ArrearsCategory>; ++i) {
            const auto category = enum_at<ArrearsCategory>(i);
            if (creditor(category) != Creditor::person || category == ArrearsCategory::advance_repayment) continue;
            const auto& source = category == ArrearsCategory::wages ? damages : damages_by_analogy;
            set.set({ParameterName::damages_share_min, category}, labour_contract_law, 50_percent, source);
            set.set({ParameterName::damages_share_max, category}, labour_contract_law, 100_percent, source);
        }
        set.set({ParameterName::late_wage_compensation_share, ArrearsCategory::wages}, Period::inclusive(Date{1995, 1, 1}, Date{2017, 11, 24}),
                25_percent,
                law("违反和解除劳动合同的经济补偿办法（劳部发〔1994〕481号）", "Measures on Compensation under Labour Contracts (1994, no. 481)", "", "",
                    false, {"without any order to pay", "无须先责令支付"}));
        set.set(ParameterKey{ParameterName::surcharge_cap}, Date{2012, 1, 1}, 1,
                law("行政强制法", "Administrative Compulsion Law", "第四十五条第二款", "art. 45(2)", true,
                    {"contested: courts split on whether a surcharge by law is such an enforcement measure; whether days from before it count "
                     "towards the cap is open, and here they do",
                     "有争议：法定滞纳金是否属于该条所称滞纳金，裁判不一；施行前的日数是否计入上限未见规定，此处计入"}));
        // Contributions: frames for provinces. Where a document gives only a total or an upper bound, the value is chosen and its source says so.
        const auto employer = [](Insurance of) { return ParameterKey{ParameterName::employer_rate, of}; };
        const auto worker = [](Insurance of) { return ParameterKey{ParameterName::worker_rate, of}; };
        const auto pension_1997 = law("国务院关于建立统一的企业职工基本养老保险制度的决定（国发〔1997〕26号）",
                                      "State Council Decision on Basic Pension Insurance (1997, no. 26)", "", "", false,
                                      {"generally at most 20% of the payroll, which was read; places differ; its first day is from memory",
                                       "一般不超过工资总额的百分之二十（已核），各地不同；施行首日未核"});
        const auto pension_steps = law("国务院关于建立统一的企业职工基本养老保险制度的决定（国发〔1997〕26号）",
                                       "State Council Decision on Basic Pension Insurance (1997, no. 26)", "", "", false,
                                       {"at least 4% in 1997, one point more every two years from 1998 up to 8%; dates differ from place to place",
                                        "1997 年不低于 4%，1998 年起每两年提高一个百分点，至 8%；各地时间不同"});
        const auto pension_2016 =
            law("关于阶段性降低社会保险费率的通知（人社部发〔2016〕36号）", "Notice on Lowering Contribution Rates (2016, no. 36)", "", "", false,
                {"19% where the fund had reserves for more than nine months", "基金累计结余可支付月数高于 9 个月的，可降至 19%"});
        const auto pension_2019 =
            law("降低社会保险费率综合方案（国办发〔2019〕13号）", "Plan for Lowering Contribution Rates (2019, no. 13)", "", "");
        set.set(employer(Insurance::pension), {Date{1997, 7, 16}, Date{2016, 5, 1}}, 20_percent, pension_1997);
        set.set(employer(Insurance::pension), {Date{2016, 5, 1}, Date{2019, 5, 1}}, 20_percent, pension_2016);
        set.set(employer(Insurance::pension), Date{2019, 5, 1}, 16_percent, pension_2019);
        set.set(worker(Insurance::pension), {Date{1997, 7, 16}, Date{1998, 1, 1}}, 4_percent, pension_steps);
        set.set(worker(Insurance::pension), {Date{1998, 1, 1}, Date{2000, 1, 1}}, 5_percent, pension_steps);
        set.set(worker(Insurance::pension), {Date{2000, 1, 1}, Date{2002, 1, 1}}, 6_percent, pension_steps);
        set.set(worker(Insurance::pension), {Date{2002, 1, 1}, Date{2004, 1, 1}}, 7_percent, pension_steps);
        set.set(worker(Insurance::pension), Date{2004, 1, 1}, 8_percent, pension_steps);

        const auto medical_1998 = law("国务院关于建立城镇职工基本医疗保险制度的决定（国发〔1998〕44号）",
                                      "State Council Decision on Basic Medical Insurance (1998, no. 44)", "", "", false,
                                      {"about 6% and 2%, which was read; places differ; its first day is from memory",
                                       "单位 6% 左右、个人一般 2%（已核），各地不同；施行首日未核"});
        set.set(employer(Insurance::medical), Date{1998, 12, 14}, 6_percent, medical_1998);
        set.set(worker(Insurance::medical), Date{1998, 12, 14}, 2_percent, medical_1998);

        const auto unemployment_1999 = law("失业保险条例", "Regulations on Unemployment Insurance", "第六条", "art. 6", true,
                                           {"peasant workers under contract pay nothing themselves", "农民合同制工人本人不缴费"});
        const auto split = [](Text document, bool verified) {
            return std::make_shared<const Source>(Source{std::move(document),
                                                         {},
                                                         SourceLevel::choice,
                                                         verified,
                                                         {"the document gives a total, which provinces split; the split is the library's",
                                                          "文件只规定总费率，由各省划分；此处的划分为本库取值"}});
        };
        const auto unemployment_2015 =
            split({"Notice on Unemployment Rates (2015, no. 24): 2% in all", "关于调整失业保险费率的通知（人社部发〔2015〕24号）：总费率 2%"}, true);
        const auto unemployment_2016 = split({"Notice on Lowering Contribution Rates (2016, no. 36): 1 to 1.5% in all, workers at most 0.5%",
                                              "人社部发〔2016〕36号：总费率 1% 至 1.5%，个人不超过 0.5%"},
                                             false);
        const auto unemployment_2017 = split({"Notices on Unemployment Rates (2017, no. 14; 2023, no. 19; 2024, no. 40): 1% in all",
                                              "人社部发〔2017〕14号、〔2023〕19号、〔2024〕40号：总费率 1%"},
                                             false);
        set.set(employer(Insurance::unemployment), {Date{1999, 1, 22}, Date{2015, 3, 1}}, 2_percent, unemployment_1999);
        set.set(worker(Insurance::unemployment), {Date{1999, 1, 22}, Date{2015, 3, 1}}, 1_percent, unemployment_1999);
        set.set(employer(Insurance::unemployment), {Date{2015, 3, 1}, Date{2016, 5, 1}}, 1.5_percent, unemployment_2015);
        set.set(worker(Insurance::unemployment), {Date{2015, 3, 1}, Date{2016, 5, 1}}, 0.5_percent, unemployment_2015);
        set.set(employer(Insurance::unemployment), {Date{2016, 5, 1}, Date{2017, 1, 1}}, 1_percent, unemployment_2016);
        set.set(worker(Insurance::unemployment), {Date{2016, 5, 1}, Date{2017, 1, 1}}, 0.5_percent, unemployment_2016);
        for (const auto key : {employer(Insurance::unemployment), worker(Insurance::unemployment)}) {
            set.set(key, {Date{2017, 1, 1}, Date{2026, 1, 1}}, 0.5_percent, unemployment_2017);   // prolonged to the end of 2025; later is not known
        }

        const auto injury_2003 = law("关于工伤保险费率问题的通知（劳社部发〔2003〕29号）", "Notice on Work Injury Rates (2003, no. 29)", "", "", false,
                                     {"about 0.5, 1 and 2%, which was read; classes 2 and 3 vary; its first day is from memory",
                                      "0.5%、1%、2% 左右（已核），二、三类浮动；施行首日未核"});
        const auto injury_2015 =
            law("关于调整工伤保险费率政策的通知（人社部发〔2015〕71号）", "Notice on Work Injury Rates (2015, no. 71)", "", "", true,
                {"base rates; they vary by the unit's record, and were cut by 20 or 50% from 2018-05-01 where funds allowed (not verified)",
                 "行业基准费率，按单位情况浮动；2018-05-01 起符合条件的地方下调 20% 或 50%（未核）"});
        constexpr Rate classes_2004[] = {0.5_percent, 1_percent, 2_percent};
        constexpr Rate classes_2015[] = {0.2_percent, 0.4_percent, 0.7_percent, 0.9_percent, 1.1_percent, 1.3_percent, 1.6_percent, 1.9_percent};
        for (std::size_t i = 0; i < 8; ++i) {
            const auto key = ParameterKey::of_part(ParameterName::work_injury_rate, i);
            if (i < 3) set.set(key, {Date{2004, 1, 1}, Date{2015, 10, 1}}, classes_2004[i], injury_2003);
            set.set(key, Date{2015, 10, 1}, classes_2015[i], injury_2015);
        }
        // Workers pay nothing: read in the text of 2010, from memory for the one before.
        for (const bool read : {false, true}) {
            const Date rates_2015{2015, 10, 1};
            set.set(worker(Insurance::work_injury), read ? Period::since(rates_2015) : Period{Date{2004, 1, 1}, rates_2015}, Rate{},
                    law("工伤保险条例", "Regulations on Work Injury Insurance", "第十条", "art. 10", read));
        }

        const auto maternity_rate = law("企业职工生育保险试行办法（劳部发〔1994〕504号）", "Trial Measures for Maternity Insurance (1994, no. 504)",
                                        "第四条", "art. 4", true, {"at most 1%", "不超过工资总额的百分之一"});
        const auto maternity_2015 =
            law("关于适当降低生育保险费率的通知（人社部发〔2015〕70号）", "Notice on Lowering Maternity Rates (2015, no. 70)", "", "", false,
                {"0.5% where reserves exceed nine months; elsewhere up to 1%. Merged into medical insurance by the end of 2019, rates added",
                 "基金结余超过 9 个月的地方不超过 0.5%，其他地方不超过 1%；2019 年底前并入医疗保险，费率相加"});
        set.set(employer(Insurance::maternity), {Date{1995, 1, 1}, Date{2015, 10, 1}}, 1_percent, maternity_rate);
        set.set(employer(Insurance::maternity), {Date{2015, 10, 1}, Date{2020, 1, 1}}, 0.5_percent, maternity_2015);
        set.set(worker(Insurance::maternity), {Date{1995, 1, 1}, Date{2020, 1, 1}}, Rate{}, maternity_rate);

        const auto housing_rate = law("住房公积金管理条例", "Regulations on the Housing Fund", "第十八条", "art. 18", true,
                                      {"at least 5%, at most 12% (建金管〔2005〕5号; since when is from memory): the unit chooses; 5% is taken where "
                                       "it is not told",
                                       "不低于 5%，不高于 12%（建金管〔2005〕5号，起始日期未核），由单位选定；未给出时取 5%"});
        set.set(employer(Insurance::housing_fund), Date{1999, 4, 3}, 5_percent, housing_rate);
        set.set(worker(Insurance::housing_fund), Date{1999, 4, 3}, 5_percent, housing_rate);

        // Bases.
        const auto clamp = law("基本养老保险缴费基数（劳办发〔1997〕116号等）", "Base of pension contributions (1997, no. 116, and others)", "", "",
                               false,
                               {"between 60 and 300% of the local average wage; its first day is from memory",
                                "为当地平均工资的 60% 至 300%；施行首日未核"});
        const auto clamp_others = std::make_shared<const Source>(
            Source{{"As for pension; no national rule was read for this insurance", "比照养老保险；未见该险种的国家规定"},
                   {},
                   SourceLevel::choice,
                   false,
                   {}});
        for (const auto of : {Insurance::pension, Insurance::medical, Insurance::unemployment, Insurance::work_injury, Insurance::maternity}) {
            const auto& source = of == Insurance::pension ? clamp : clamp_others;
            set.set(ParameterKey{ParameterName::base_floor_share, of}, Date{1995, 1, 1}, 60_percent, source);
            set.set(ParameterKey{ParameterName::base_ceiling_share, of}, Date{1995, 1, 1}, 300_percent, source);
        }
        set.set(ParameterKey{ParameterName::base_ceiling_share, Insurance::housing_fund}, Date{2005, 1, 1}, 300_percent,
                law("住房公积金缴存基数上限", "Ceiling of the housing fund's base", "", "", false,
                    {"three times the city's average wage", "不超过当地月平均工资的三倍"}));
        const auto to_the_fen = std::make_shared<const Source>(
            Source{{"No national rule was found: to the fen, half away from zero", "未见国家规定：四舍五入到分"}, {}, SourceLevel::choice, true, {}});
        for (std::size_t i = 0; i < enum_count<Insurance>; ++i) {
            set.set({ParameterName::contribution_rounding, enum_at<Insurance>(i)}, Date::first(), Rounding::half_away_from_zero, to_the_fen);
            set.set({ParameterName::contribution_unit, enum_at<Insurance>(i)}, Date::first(), Money::from_fen(1), to_the_fen);
        }

        // Retirement.
        const auto ages = law("国务院关于工人退休、退职的暂行办法等（国发〔1978〕104号）",
                              "Provisional Measures on Workers' Retirement and others (1978, no. 104)", "", "");
        const auto delay = law("全国人大常委会关于实施渐进式延迟法定退休年龄的决定",
                               "NPC Standing Committee Decision on Gradually Raising the Retirement Age (2024-09-13)", "", "");
        constexpr int age_months[] = {720, 660, 600}, step_months[] = {4, 4, 2}, delay_max[] = {36, 36, 60};
        for (std::size_t i = 0; i < enum_count<RetirementGroup>; ++i) {
            const auto group = enum_at<RetirementGroup>(i);
            set.set({ParameterName::retirement_age_months, group}, Date{1978, 6, 2}, age_months[i], ages);
            set.set({ParameterName::retirement_delay_step_months, group}, Date{2025, 1, 1}, step_months[i], delay);
            set.set({ParameterName::retirement_delay_months_max, group}, Date{2025, 1, 1}, delay_max[i], delay);
        }
        set.set(ParameterKey{ParameterName::flexible_early_months_max}, Date{2025, 1, 1}, 36, delay);
        set.set(ParameterKey{ParameterName::flexible_late_months_max}, Date{2025, 1, 1}, 36, delay);
        const ParameterKey minimum{ParameterName::minimum_contribution_months};
        set.set(minimum, {Date{1997, 7, 16}, reform}, 180,
                law("国务院关于建立统一的企业职工基本养老保险制度的决定（国发〔1997〕26号）",
                    "State Council Decision on Basic Pension Insurance (1997, no. 26)", "", "", false));
        set.set(minimum, {reform, Date{2030, 1, 1}}, 180, law("社会保险法", "Social Insurance Law", "第十六条", "art. 16"));
        for (int year = 2030; year < 2039; ++year) set.set(minimum, {Date{year, 1, 1}, Date{year + 1, 1, 1}}, 180 + 6 * (year - 2029), delay);
        set.set(minimum, Date{2039, 1, 1}, 240, delay);
        set.set(ParameterKey{ParameterName::internal_retirement_months_max}, Date{1993, 4, 20}, 60,
                law("国有企业富余职工安置规定（国务院令第111号）", "Provisions on Settling Surplus Workers of State Enterprises (Decree 111)", "第九条",
                    "art. 9", false,
                    {"less than five years before the age, which was read; written for state enterprises; its first day is from memory",
                     "距退休年龄不到五年（已核），适用于国有企业；施行首日未核"}));

        // Resettlement: how workers adopt a plan, in which turn an estate pays, what a contract's end is worth.
        const Date provisions_2012{2012, 2, 13}, bankruptcy_law{2007, 6, 1};
        const auto congress_1986 = law("全民所有制工业企业职工代表大会条例（1986）", "Regulations on Workers' Congresses of State Industrial Enterprises (1986)", "",
                                       "", false, {"written for state industrial enterprises", "适用于全民所有制工业企业"});
        const auto congress_2012 = law("企业民主管理规定（总工发〔2012〕12号）", "Provisions on Democratic Management of Enterprises (2012, no. 12)", "", "", false,
                                       {"the text was not read; Zhejiang's (2010, art. 15) and Shanghai's (2017, arts. 28 and 31), which were, agree",
                                        "未核原文；已核的浙江省企业民主管理条例（2010）第十五条、上海市职工代表大会条例（2017）第二十八、三十一条与之一致"});
        const ParameterKey quorum{ParameterName::congress_quorum}, majority{ParameterName::congress_majority};
        set.set(quorum, {Date{1986, 10, 1}, provisions_2012}, Ratio{2, 3}, congress_1986);
        set.set(quorum, provisions_2012, Ratio{2, 3}, congress_2012);
        set.set(majority, {Date{1986, 10, 1}, provisions_2012}, Ratio{1, 2}, congress_1986);
        set.set(majority, provisions_2012, Ratio{1, 2}, congress_2012);

        struct Turn {
            ClaimKind of;
            ClaimRank rank;
            std::shared_ptr<const Source> source;
        };
        const auto ranks = [&set](ParameterName name, Period in_force, std::initializer_list<Turn> turns) {
            for (const Turn& turn : turns) set.set(ParameterKey{name, turn.of}, in_force, turn.rank, turn.source);
        };
        const auto by_choice = [](const char* zh, const char* en) {
            return std::make_shared<const Source>(Source{{en, zh}, {}, SourceLevel::choice, false, {}});
        };
        const auto trial = [&law](const char* article_zh, const char* article_en) {
            return law("企业破产法（试行）（1986）", "Enterprise Bankruptcy Law (Trial) of 1986", article_zh, article_en, false,
                       {"the text was not read; the Supreme Court's provisions of 2002 cite it", "未核原文；最高人民法院 2002 年规定有引用"});
        };
        const auto court_2002 = [&law](const char* article_zh, const char* article_en) {
            return law("最高人民法院关于审理企业破产案件若干问题的规定（法释〔2002〕23号）", "Supreme Court Provisions on Bankruptcy Cases (2002, no. 23)",
                       article_zh, article_en);
        };
        const auto benefits_as_wages = by_choice("未见规定：比照工资", "No rule was found: as wages");
        const auto housing_as_wages = by_choice("实践做法：住房公积金比照工资，各地不一", "Practice, which varies: housing fund arrears rank as wages");
        const auto surcharge_ordinary = by_choice("受理前的滞纳金列为普通债权", "Surcharge from before acceptance ranks as ordinary");
        const auto trial_37 = trial("第三十七条", "art. 37");
        const auto trial_34 = trial("第三十四条", "art. 34");
        ranks(ParameterName::bankruptcy_rank, {Date{1988, 11, 1}, bankruptcy_law},
              {{ClaimKind::procedure_costs, ClaimRank::costs, trial_34},
               {ClaimKind::common_debts, ClaimRank::costs, trial_34},
               {ClaimKind::wages, ClaimRank::first, trial_37},
               {ClaimKind::medical_and_disability, ClaimRank::first, trial_37},
               {ClaimKind::survivors, ClaimRank::first, trial_37},
               {ClaimKind::personal_accounts, ClaimRank::first, trial_37},
               {ClaimKind::social_insurance, ClaimRank::first, trial_37},
               {ClaimKind::housing_fund, ClaimRank::first, housing_as_wages},
               {ClaimKind::other_benefits, ClaimRank::first, benefits_as_wages},
               {ClaimKind::taxes, ClaimRank::second, trial_37},
               {ClaimKind::ordinary, ClaimRank::third, trial_37},
               {ClaimKind::earlier_surcharge, ClaimRank::third, surcharge_ordinary}});
        // Compensation by the provisions of 2002; of the time before nothing was read.
        ranks(ParameterName::bankruptcy_rank, {Date{2002, 9, 1}, bankruptcy_law},
              {{ClaimKind::compensation, ClaimRank::first, court_2002("第五十六条", "art. 56")},
               {ClaimKind::later_surcharge, ClaimRank::not_admitted, court_2002("第六十一条", "art. 61(2)")}});
        const auto law_43 = law("企业破产法", "Enterprise Bankruptcy Law", "第四十三条", "art. 43");
        const auto law_113_1 = law("企业破产法", "Enterprise Bankruptcy Law", "第一百一十三条第一款第一项", "art. 113(1)(1)", true,
                                   {"directors' and managers' wages at the firm's average: what is above is the caller's to leave out",
                                    "董事、监事和高级管理人员的工资按企业职工平均工资计算，超出部分由调用方剔除"});
        const auto law_113_2 = law("企业破产法", "Enterprise Bankruptcy Law", "第一百一十三条第一款第二项", "art. 113(1)(2)");
        const auto law_113_3 = law("企业破产法", "Enterprise Bankruptcy Law", "第一百一十三条第一款第三项", "art. 113(1)(3)");
        ranks(ParameterName::bankruptcy_rank, Period::since(bankruptcy_law),
              {{ClaimKind::procedure_costs, ClaimRank::costs, law_43},
               {ClaimKind::common_debts, ClaimRank::common_debts, law_43},
               {ClaimKind::wages, ClaimRank::first, law_113_1},
               {ClaimKind::medical_and_disability, ClaimRank::first, law_113_1},
               {ClaimKind::survivors, ClaimRank::first, law_113_1},
               {ClaimKind::personal_accounts, ClaimRank::first, law_113_1},
               {ClaimKind::compensation, ClaimRank::first, law_113_1},
               {ClaimKind::housing_fund, ClaimRank::first, housing_as_wages},
               {ClaimKind::other_benefits, ClaimRank::first, benefits_as_wages},
               {ClaimKind::social_insurance, ClaimRank::second, law_113_2},
               {ClaimKind::taxes, ClaimRank::second, law_113_2},
               {ClaimKind::ordinary, ClaimRank::third, law_113_3},
               {ClaimKind::earlier_surcharge, ClaimRank::third, surcharge_ordinary},
               {ClaimKind::later_surcharge, ClaimRank::not_admitted,
                law("最高人民法院关于适用企业破产法若干问题的规定（三）", "Supreme Court Provisions (III) on the Enterprise Bankruptcy Law", "第三条", "art. 3",
                    false, {"in force from 2019-03-28; before it by the provisions of 2002, art. 61(2), or by the caller",
                            "2019-03-28 起施行；此前参照 2002 年规定第六十一条第二项"})}});
        const auto art_132 = law("企业破产法", "Enterprise Bankruptcy Law", "第一百三十二条", "art. 132");
        for (const auto of : {ClaimKind::wages, ClaimKind::medical_and_disability, ClaimKind::survivors, ClaimKind::personal_accounts,
                              ClaimKind::compensation}) {
            set.set(ParameterKey{ParameterName::old_claims_before, of}, bankruptcy_law, Date{2006, 8, 27}, art_132);
        }
        const auto collective = law("城镇集体所有制企业条例", "Regulations on Urban Collective Enterprises", "第十八条", "art. 18", true,
                                    {"written for urban collectives", "适用于城镇集体企业"});
        const auto company_2006 = law("公司法（2005 年修订）", "Company Law as revised in 2005", "第一百八十七条", "art. 187", false,
                                      {"later art. 186, which was read in the text of 2018", "后为第一百八十六条（已核 2018 年文本）"});
        const auto company_2024 = law("公司法（2023 年修订）", "Company Law as revised in 2023", "第二百三十六条", "art. 236");
        for (const auto& [from, to, source] : {std::tuple{Date{1992, 1, 1}, Date{2006, 1, 1}, collective},
                                               std::tuple{Date{2006, 1, 1}, Date{2024, 7, 1}, company_2006},
                                               std::tuple{Date{2024, 7, 1}, Date::last(), company_2024}}) {
            ranks(ParameterName::liquidation_rank, {from, to},
                  {{ClaimKind::procedure_costs, ClaimRank::costs, source},
                   {ClaimKind::common_debts, ClaimRank::costs, source},
                   {ClaimKind::wages, ClaimRank::first, source},
                   {ClaimKind::medical_and_disability, ClaimRank::first, benefits_as_wages},
                   {ClaimKind::survivors, ClaimRank::first, benefits_as_wages},
                   {ClaimKind::personal_accounts, ClaimRank::first, source},
                   {ClaimKind::compensation, ClaimRank::first, from < Date{2006, 1, 1} ? benefits_as_wages : source},
                   {ClaimKind::housing_fund, ClaimRank::first, housing_as_wages},
                   {ClaimKind::other_benefits, ClaimRank::first, benefits_as_wages},
                   {ClaimKind::social_insurance, ClaimRank::first, source},
                   {ClaimKind::taxes, ClaimRank::second, source},
                   {ClaimKind::ordinary, ClaimRank::third, source},
                   {ClaimKind::earlier_surcharge, ClaimRank::third, surcharge_ordinary},
                   {ClaimKind::later_surcharge, ClaimRank::third, surcharge_ordinary}});
        }
        const auto compensation = law("劳动合同法", "Labour Contract Law", "第四十七条第二款", "art. 47(2)");
        set.set(ParameterKey{ParameterName::compensation_wage_multiple}, labour_contract_law, 3, compensation);
        set.set(ParameterKey{ParameterName::compensation_years_max}, labour_contract_law, 12, compensation);

        // Hardship of households. No national text was read: what one or two places do, to be laid over by a place's own.
        const auto local_practice = [](const char* zh, const char* en) {
            return std::make_shared<const Source>(Source{{"No national text was found: local practice", "未见国家规定：取自地方做法"},
                                                         {},
                                                         SourceLevel::choice,
                                                         false,
                                                         {en, zh}});
        };
        const auto levels = local_practice("青岛：低于低保标准为深度困难，低于其二倍为相对困难；另有地方以低收入标准的 1.5 倍为相对困难",
                                           "Qingdao: under the line deep, under twice the line relative hardship; elsewhere 1.5 times the "
                                           "income limit");
        const auto accident = local_practice("青岛：费用超过家庭收入的 80%；另有地方以收入不超过低保标准三倍且支出后不超过低保标准为准",
                                             "Qingdao: costs over 80% of income; elsewhere income of at most three times the line, and at most "
                                             "the line after costs");
        const ParameterKey deep{ParameterName::deep_hardship_multiple}, relative{ParameterName::relative_hardship_multiple};
        set.set(deep, Date::first(), 100_percent, levels);
        set.set(relative, Date::first(), 200_percent, levels);
        set.set(ParameterKey{ParameterName::accident_income_multiple}, Date::first(), 300_percent, accident);
        set.set(ParameterKey{ParameterName::accident_costs_share}, Date::first(), 80_percent, accident);
        set.set(ParameterKey{ParameterName::exit_months_min}, Date::first(), 6,
                local_practice("人均收入连续六个月高于低保标准且致困原因消除", "income per head above the line for six months running, and the causes gone"));
        const auto hard_to_place = local_practice("通常所称 4050 人员：女满 40 周岁、男满 50 周岁", "as commonly said of the 4050: women from 40, men from 50");
        set.set(ParameterKey{ParameterName::hard_to_place_age_men}, Date::first(), 50, hard_to_place);
        set.set(ParameterKey{ParameterName::hard_to_place_age_women}, Date::first(), 40, hard_to_place);
        return set.build();
    }();
    return national;
}

}   // namespace arrears
