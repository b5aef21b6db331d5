// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>
#include <arrears/core/enumeration.hpp>

#include <optional>

// The words of the field, a table each: identifier (CSV, JSON), Chinese, English, further words that files use.
// What differs from survey to survey (industry groups, age bands, systems) is no enumeration but a Grouping.

namespace arrears {

/// What the human-resources and social-security authority (人社部门) certified an enterprise as.
/// `none` is a statement of its own: asked, and not certified. Not known is an empty timeline or a gap in it.
ARREARS_ENUM(Certification,
    (none,             "未认定", "not certified", "未经认定", "无"),
    (hardship,         "困难",   "hardship", "困难企业"),
    (special_hardship, "特困",   "special hardship", "特困企业"));

/// What a HardshipRule makes of an enterprise from its certification and its state (困难企业类别).
ARREARS_ENUM(HardshipClass,
    (certified_hardship,         "认定困难企业",   "certified hardship", "困难企业"),
    (certified_special_hardship, "认定特困企业",   "certified special hardship", "特困企业"),
    (uncertified_in_hardship,    "未认定实际困难", "uncertified, in hardship", "未认定", "未认定困难企业"),
    (not_in_hardship,            "非困难企业",     "not in hardship", "不困难"));

/// How far an enterprise still works. Bankrupt (破产) and closed down (关闭) differ in law.
/// Since when: Enterprise::status. Where a source is silent the status is unknown, which is not `normal`.
ARREARS_ENUM(OperatingStatus,
    (normal,      "正常",   "operating normally", "正常生产", "正常经营", "基本正常", "基本正常经营"),
    (semi_halted, "半停产", "semi-halted", "半停产状态", "half halted"),
    (halted,      "停产",   "halted", "完全停产", "停产状态"),
    (bankrupt,    "破产",   "bankrupt"),
    (closed_down, "关闭",   "closed down", "closed"));

/// Who owns an enterprise (企业性质). The Yangquan survey uses the first three.
ARREARS_ENUM(Ownership,
    (state,        "国有", "state-owned", "国有企业"),
    (collective,   "集体", "collective", "集体企业"),
    (restructured, "改制", "restructured", "改制企业"),
    (private_,     "私营", "private", "私营企业", "民营"),
    (foreign,      "外资", "foreign", "外资企业", "外商投资"),
    (other,        "其他", "other", "其它"));

ARREARS_ENUM(Sex,
    (male,   "男", "male", "男性", "M"),
    (female, "女", "female", "女性", "F"));

/// Where a worker on the roll (在册职工) stands. In service (在职) is anyone on the roll, and is not "in post" (在岗).
/// Dormant (两不着, 两不找): still on the roll, but the enterprise gives neither work nor pay and the worker does not come for it.
ARREARS_ENUM(EmploymentStatus,
    (in_post,  "在岗",   "in post", "在岗职工"),
    (laid_off, "下岗",   "laid off", "下岗职工"),
    (dormant,  "两不着", "dormant", "两不找", "两不着人员"));

/// What a worker lives on, as far as the enterprise and the treasury go.
ARREARS_ENUM(IncomeSource,
    (wage,             "正常领取工资",   "wage", "工资", "领取工资"),
    (living_allowance, "财政生活费补贴", "living allowance", "生活费", "生活费补贴", "市财政生活费补贴"),
    (none,             "无",             "none", "无收入"));

/// Highest education, in the survey's three levels.
ARREARS_ENUM(Education,
    (primary,   "小学",     "primary", "小学文化"),
    (secondary, "中学中专", "secondary", "中学", "中专", "初中", "高中"),
    (tertiary,  "大专以上", "tertiary", "大专", "大专及以上", "大学", "本科"));

/// The five insurances and one fund (五险一金).
ARREARS_ENUM(Insurance,
    (pension,      "养老",       "pension", "养老保险", "养老保险金", "养老金", "基本养老保险"),
    (medical,      "医疗",       "medical insurance", "医疗保险", "医疗保险金", "基本医疗保险"),
    (unemployment, "失业",       "unemployment insurance", "失业保险", "失业保险金"),
    (work_injury,  "工伤",       "work injury insurance", "工伤保险", "工伤保险金"),
    (maternity,    "生育",       "maternity insurance", "生育保险", "生育保险金"),
    (housing_fund, "住房公积金", "housing fund", "公积金"));

/// Whether an enterprise takes part in a fund (参保; for the housing fund: pays into it, 缴纳).
/// Not enrolled is not "owes nothing": it is worse. Where a source is silent it is unknown, and neither of these.
ARREARS_ENUM(Enrolment,
    (enrolled,     "参保",   "enrolled", "已参保", "缴纳", "yes", "是"),
    (not_enrolled, "未参保", "not enrolled", "未缴纳", "no", "否"));

/// What is owed: six to funds (欠费), then eight to people (拖欠).
ARREARS_ENUM(ArrearsCategory,
    (pension,                     "养老保险",             "pension", "养老", "养老保险金", "养老金", "基本养老保险"),
    (medical,                     "医疗保险",             "medical insurance", "医疗", "医疗保险金", "基本医疗保险"),
    (unemployment,                "失业保险",             "unemployment insurance", "失业", "失业保险金"),
    (work_injury,                 "工伤保险",             "work injury insurance", "工伤", "工伤保险金"),
    (maternity,                   "生育保险",             "maternity insurance", "生育", "生育保险金"),
    (housing_fund,                "住房公积金",           "housing fund", "公积金"),
    (wages,                       "工资",                 "wages", "职工工资", "欠薪"),
    (heating,                     "采暖费",               "heating", "取暖费", "职工采暖费"),
    (medical_expense,             "医药费",               "medical expenses", "职工医药费", "医疗费"),
    (only_child_allowance,        "独生子女费",           "only-child allowance", "职工独生子女费"),
    (only_child_retirement_award, "退休时独生子女奖励费", "only-child retirement award", "独生子女奖励费"),
    (living_allowance,            "生活费",               "living allowance", "职工生活费"),
    (survivor_benefit,            "抚恤金",               "survivor benefit", "家属抚恤金"),
    (advance_repayment,           "职工垫缴款",           "repayment of workers' advances", "垫缴款", "职工垫缴"));

/// To whom arrears are owed: a fund (欠费) or people (拖欠).
ARREARS_ENUM(Creditor,
    (fund,   "基金", "fund", "社会保险基金"),
    (person, "职工", "people", "个人"));

/// The three statutory retirement ages: men 60, women 55 (cadres, 女干部), women 50 (workers, 女工人), before 2025.
ARREARS_ENUM(RetirementGroup,
    (male,     "男职工",   "men", "男"),
    (female55, "女干部",   "women, 55", "女55", "原法定退休年龄五十五周岁的女职工"),
    (female50, "女工人",   "women, 50", "女50", "原法定退休年龄五十周岁的女职工"));

/// What stands over enterprises: a supervising system (主管系统), a federation of collectives (联合社), a group (集团).
ARREARS_ENUM(SystemKind,
    (system,     "系统",   "system", "主管系统"),
    (federation, "联合社", "federation"),
    (group,      "集团",   "group", "企业集团"));

/// On an enterprise's roll (在册), or retired from it (退休) and perhaps still owed.
ARREARS_ENUM(Roll,
    (on_roll, "在册", "on the roll", "在职", "在册职工"),
    (retired, "退休", "retired", "退休人员"));

/// Why an enterprise has a plan for its workers (职工安置方案).
ARREARS_ENUM(ResettlementKind,
    (bankrupt,     "破产", "bankrupt"),
    (closed,       "关闭", "closed", "closed_down"),
    (restructured, "改制", "restructured"));

/// What becomes of a worker of such an enterprise (职工去向). Of retiring in time there is no word: that is no parting.
ARREARS_ENUM(WorkerDestination,
    (re_employed,         "重新就业", "re-employed", "转岗", "再就业"),
    (internally_retired,  "内部退养", "internally retired", "内退"),
    (insurance_continued, "接续社会保险", "insurance continued", "接续"),
    (transferred,         "转移安置", "transferred", "转移", "移交"),
    (compensated,         "领取经济补偿", "compensated", "经济补偿", "补偿"));

/// How a worker's social insurance stands over time.
ARREARS_ENUM(InsuranceStanding,
    (paid,        "正常缴费", "paid", "缴费"),
    (owed,        "欠缴", "owed", "欠费"),
    (interrupted, "中断", "interrupted", "断保"),
    (transferred, "已转移接续", "transferred", "转移"));

/// Who deliberates on a plan: delegates, or all workers of a small enterprise.
ARREARS_ENUM(WorkersMeeting,
    (workers_congress, "职工代表大会", "workers' congress", "职代会"),
    (general_meeting,  "职工大会", "general meeting of workers"));

/// What somebody claims from the estate of an enterprise that ends. A third party's advance is of the kind that it paid.
ARREARS_ENUM(ClaimKind,
    (procedure_costs,        "破产费用或清算费用", "costs of the procedure", "破产费用", "清算费用"),
    (common_debts,           "共益债务", "debts for the common benefit"),
    (wages,                  "工资", "wages", "职工工资"),
    (medical_and_disability, "医疗、伤残补助费用", "medical and disability benefits", "医疗费用", "伤残补助"),
    (survivors,              "抚恤费用", "survivors' benefits", "抚恤金"),
    (personal_accounts,      "应划入个人账户的养老、医疗保险费", "pension and medical insurance due to personal accounts", "个人账户"),
    (compensation,           "经济补偿金", "economic compensation", "补偿金", "法定补偿金"),
    (housing_fund,           "住房公积金", "housing fund", "公积金"),
    (other_benefits,         "采暖费等其他职工待遇", "other benefits of workers", "其他职工待遇"),
    (social_insurance,       "其他社会保险费", "other social insurance", "社会保险费"),
    (taxes,                  "税款", "taxes"),
    (ordinary,               "普通债权", "ordinary claims", "其他债务"),
    (earlier_surcharge,      "受理前的滞纳金", "surcharge from before acceptance"),
    (later_surcharge,        "受理后的滞纳金", "surcharge from after acceptance"),
    (secured,                "有财产担保的债权", "secured claims", "担保债权"));

/// In which turn an estate pays (清偿顺序).
ARREARS_ENUM(ClaimRank,
    (costs,        "破产费用或清算费用", "costs of the procedure"),
    (common_debts, "共益债务", "debts for the common benefit"),
    (first,        "第一顺序", "first rank", "1"),
    (second,       "第二顺序", "second rank", "2"),
    (third,        "第三顺序", "third rank", "3"),
    (not_admitted, "不予确认", "not admitted"));

/// Why a worker's household is in hardship (致困原因).
ARREARS_ENUM(HardshipCause,
    (low_income,          "收入低", "low income", "低收入", "因收入低"),
    (illness,             "因病", "illness", "疾病"),
    (disaster,            "因灾", "disaster", "灾害"),
    (schooling,           "子女上学", "children's schooling", "因学"),
    (unemployment,        "下岗失业", "lay-off or unemployment", "下岗", "失业"),
    (disability,          "残疾", "disability", "因残"),
    (no_social_insurance, "没有社会保险", "no social insurance", "未参保"));

/// How a household in hardship is helped (帮扶措施): social assistance by law, and what the union does.
/// Support for persons in extreme difficulty (特困人员供养) has nothing to do with enterprises in special hardship (特困企业).
ARREARS_ENUM(ReliefMeasure,
    (employment_policy,          "就业政策", "employment policy", "就业创业扶持"),
    (basic_medical_insurance,    "纳入基本医疗保险", "inclusion in basic medical insurance", "参加基本医疗保险"),
    (subsistence_allowance,      "最低生活保障", "subsistence allowance", "低保"),
    (extreme_difficulty_support, "特困人员供养", "support for persons in extreme difficulty"),
    (disaster_assistance,        "受灾人员救助", "disaster assistance"),
    (medical_assistance,         "医疗救助", "medical assistance"),
    (education_assistance,       "教育救助", "education assistance"),
    (housing_assistance,         "住房救助", "housing assistance"),
    (employment_assistance,      "就业救助", "employment assistance"),
    (temporary_assistance,       "临时救助", "temporary assistance"),
    (schooling_aid,              "助学", "the union's schooling aid", "金秋助学", "助学帮扶"),
    (insurance_rights,           "落实社保政策", "enforcement of social-insurance rights"),
    (sending_warmth,             "送温暖", "Sending Warmth"),
    (mutual_aid,                 "互助互济", "mutual aid"));

/// What has to be assured before a household counts as relieved (五保障). Not the rural 五保.
ARREARS_ENUM(FiveAssurances,
    (basic_medical_care,     "基本医疗", "basic medical care"),
    (employment_or_business, "就业创业", "employment or business"),
    (childrens_schooling,    "子女上学", "children's schooling"),
    (safe_housing,           "住房安全", "safe housing"),
    (basic_living,           "基本生活", "basic living"));

/// What one person is owed: a set of categories.
using CategorySet = EnumSet<ArrearsCategory>;

/// To whom a category is owed.
[[nodiscard]] constexpr Creditor creditor(ArrearsCategory category) noexcept {
    return category <= ArrearsCategory::housing_fund ? Creditor::fund : Creditor::person;
}

/// The category of what is owed to a fund.
[[nodiscard]] constexpr ArrearsCategory category(Insurance insurance) noexcept { return static_cast<ArrearsCategory>(insurance); }

/// The fund that a category is owed to; nothing for what is owed to people.
[[nodiscard]] constexpr std::optional<Insurance> insurance(ArrearsCategory category) noexcept {
    if (creditor(category) == Creditor::person) return std::nullopt;
    return static_cast<Insurance>(category);
}

static_assert(enum_count<ArrearsCategory> == 14 && enum_count<Insurance> == 6);
static_assert(category(Insurance::housing_fund) == ArrearsCategory::housing_fund && insurance(ArrearsCategory::pension) == Insurance::pension);
static_assert(creditor(ArrearsCategory::housing_fund) == Creditor::fund && creditor(ArrearsCategory::wages) == Creditor::person);

}   // namespace arrears
