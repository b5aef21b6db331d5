// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>
#include <arrears/core/enumeration.hpp>

namespace arrears {

/// What a rule asks to be told: an input that its reasons cite, or, where it is missing, what an undetermined outcome names.
ARREARS_ENUM(Fact,
    (as_of,                     "截止日", "as of"),
    (certification,             "认定情况", "certification"),
    (operating_status,          "经营状况", "operating status"),
    (operating_status_since,    "经营状况起始日期", "since when the operating status holds"),
    (owed_to_funds,             "欠缴基金金额", "amount owed to funds"),
    (owed_to_people,            "拖欠职工金额", "amount owed to people"),
    (months_of_wages_owed,      "拖欠工资月数", "months of wages owed"),
    (months_of_insurance_owed,  "欠缴社会保险月数", "months of social insurance owed"),
    (years_of_loss,             "连续亏损年数", "years of loss running"),
    (workers_on_roll,           "在册职工人数", "workers on the roll"),
    (workers_laid_off,          "下岗职工人数", "workers laid off"),
    (average_wage_paid,         "实发月平均工资", "average monthly wage paid"),
    (minimum_wage,              "当地最低工资标准", "the local minimum wage"),
    (own_criterion,             "调用方自定条件所需的事实", "what a criterion of the caller's own asks for"),
    (birth,                     "出生日期", "date of birth"),
    (sex,                       "性别", "sex"),
    (retirement_group,          "退休年龄类别", "retirement group"),
    (contribution_months,       "累计缴费月数", "months of contributions"),
    (employment_status,         "就业状态", "employment status"),
    (work_given,                "是否安排工作", "whether the enterprise gives work"),
    (pay_given,                 "是否发放工资或生活费", "whether wages or an allowance are paid"),
    (comes_for_work,            "本人是否到岗", "whether the worker comes for it"),
    (labour_relation,           "劳动关系是否存续", "whether the labour relation stands"),
    (internal_retirement,       "内部退养是否经申请和批准", "whether internal retirement was asked for and approved"),
    (works_elsewhere,           "是否在他处就业", "whether there is work elsewhere"),
    (seeks_work,                "有劳动能力并求职", "able to work and seeking it"),
    (on_roll,                   "是否在册", "whether on the roll"),
    (able_with_work,            "有劳动能力、已就业的成员数", "able members with work"),
    (able_without_work,         "有劳动能力、未就业的成员数", "able members without work"),
    (able_work_unknown,         "有劳动能力、就业情况不详的成员数", "able members whose work is unknown"),
    (perhaps_able_with_work,    "劳动能力不详、已就业的成员数", "members with work whose ability is unknown"),
    (perhaps_able_without_work, "劳动能力不详、未就业的成员数", "members without work whose ability is unknown"),
    (nothing_known_of,          "劳动能力和就业情况均不详的成员数", "members of whom nothing is known"),
    (able_members,              "有劳动能力和就业意愿的家庭成员", "members able and willing to work"),
    (employed_members,          "已就业的家庭成员", "members with work"),
    (enterprise_arrears,        "企业欠缴养老保险金额", "the enterprise's pension arrears"),
    (own_arrears,               "本人欠缴养老保险金额", "the worker's own pension arrears"),
    (blocked_by,                "受阻口径", "which arrears bar retirement, a choice of policy"),
    (category,                  "欠费类别", "category of arrears"),
    (principal,                 "欠费本金", "principal"),
    (principal_through,         "清偿前本金计收末日", "last day that bears the principal before a part was settled"),
    (principal_left,            "部分清偿后的本金", "principal that a settlement left"),
    (due,                       "应缴截止日", "last day to pay in time"),
    (exempt_from,               "免收期间首日", "first day of a span without surcharge"),
    (exempt_through,            "免收期间末日", "last day of a span without surcharge"),
    (petition_accepted,         "破产申请受理日", "day the bankruptcy petition was accepted"),
    (order_unmet,               "责令限期支付而逾期未付", "an order to pay was served and not met"),
    (resettlement_kind,         "企业终止或改制的原因", "why the enterprise has a plan"),
    (means,                     "无担保负担的财产", "means free of security"),
    (collateral,                "担保财产价值", "value of the collateral"),
    (secured,                   "有财产担保的债权", "secured claims"),
    (covered,                   "担保财产足以覆盖的债权", "secured claims that their own collateral covers"),
    (claim,                     "债权额", "amount claimed"),
    (claims_dated,              "职工债权的所欠日期", "since when the workers' claims are owed"),
    (service_from,              "工作年限起算日", "first day of service"),
    (insurance_standing,        "社会保险缴费状态", "how the insurance stands"),
    (insurance,                 "险种", "insurance"),
    (month,                     "月份", "month"),
    (wage,                      "本人月平均工资", "the worker's monthly average wage"),
    (average_wage,              "当地月平均工资", "the local monthly average wage"),
    (enrolment,                 "参保情况", "enrolment"),
    (risk_class,                "工伤风险类别", "risk class for work injury"),
    (employer_rate,             "单位缴费比例", "the employer's rate as given"),
    (worker_rate,               "个人缴费比例", "the worker's rate as given"));

/// The facts that would decide, in the order of Fact; no allocation.
using MissingFacts = EnumSet<Fact>;

}   // namespace arrears
