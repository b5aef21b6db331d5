// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/language.hpp>

namespace arrears {

/// What a rule leaves to its caller, because the law is silent or contested: a member of the rule, with a default.
ARREARS_ENUM(Choice,
    (hardship_states,              "视为困难的经营状况", "states that count as hardship"),
    (hardship_state_months_min,    "该状况至少持续月数", "months that the state has to have lasted"),
    (owed_to_funds_min,            "欠缴基金界限", "least amount owed to funds"),
    (owed_to_people_min,           "拖欠职工界限", "least amount owed to people"),
    (months_of_wages_owed_min,     "拖欠工资月数界限", "least months of wages owed"),
    (months_of_insurance_owed_min, "欠缴社会保险月数界限", "least months of insurance owed"),
    (years_of_loss_min,            "连续亏损年数界限", "least years of loss"),
    (share_laid_off_min,           "下岗比例界限", "least share laid off"),
    (criteria_min,                 "至少成立的条件数", "how many criteria have to hold"),
    (halt_band_edge,               "分段界限（年）", "edge of a band in years"),
    (roll_decides,                 "以名册为准", "the roll goes before the evidence"),
    (laid_off_has_work,            "下岗视为就业", "the laid off count as with work"),
    (dormant_has_work,             "两不着视为就业", "the dormant count as with work"),
    (blocked_by,                   "受阻口径", "which arrears bar retirement"),
    (law_known,                    "延迟退休办法公布后", "as of the decision on delayed retirement or later"),
    (day_count,                    "日数计算方式", "how days are counted"),
    (crossing,                     "跨越费率变更时", "where the rate changed meanwhile"),
    (before_law,                   "有据可查的费率之前", "before any known rate"),
    (surcharge_cap,                "滞纳金上限", "cap of the surcharge"),
    (petition_day,                 "破产申请受理当日", "the day the petition was accepted"),
    (rank_law,                     "清偿顺序所依规定", "law that governs the ranks"),
    (restructured_as,              "改制企业比照的清偿顺序", "whose ranks a restructured enterprise's debts take"),
    (earlier_service,              "2008 年以前的工作年限", "service from before 2008"),
    (liability_law,                "滞纳金以外的责任所依规定", "law that governs liabilities beside the surcharge"),
    (rounding,                     "取整方式", "rounding"),
    (rounding_unit,                "取整单位", "unit of rounding"),
    (rounding_of,                  "取整时点", "what is rounded"),
    (average_wage,                 "当地月平均工资", "local monthly average wage as given"));

/// What a reader has to know of a choice that is contested: both views. Empty where there is nothing to say.
[[nodiscard]] inline Text note(Choice choice) {
    switch (choice) {
    case Choice::crossing:
        return {"contested for arrears from before 2011-07-01: either each day takes its own rate, or old arrears keep the older rule throughout "
                "(Order 13 of 2011, art. 29; Qingdao 2011, no. 27)",
                "2011-07-01 以前的欠费如何计算有争议：或按日适用当日费率，或旧欠费始终适用旧规定（人社部令第13号第二十九条；青人社发〔2011〕27号）"};
    case Choice::surcharge_cap:
        return {"contested: for a cap, Administrative Compulsion Law art. 45(2), from 2012-01-01; against it, Social Insurance Law art. 86 makes the "
                "surcharge a charge by law and not a measure of enforcement (not verified)",
                "有争议：主张设限的依据行政强制法第四十五条第二款（2012-01-01 "
                "起）；反对的认为社会保险法第八十六条的滞纳金属法定加收，并非强制执行措施（未核）"};
    case Choice::petition_day:
        return {"courts have counted either way (Provisions (III) on the Enterprise Bankruptcy Law, art. 3)",
                "裁判两说均有（破产法规定（三）第三条）"};
    case Choice::liability_law:
        return {"contested for delays that began under an older law: for failures from before 2011-07-01 the earlier rules hold (Order 13 of 2011, "
                "art. 29)",
                "逾期始于旧规定施行期间的有争议：2011-07-01 以前未缴的适用当时的规定（人社部令第13号第二十九条）"};
    case Choice::rank_law:
        return {"for cases accepted before 2007-06-01 and pending then, courts uphold claims under art. 132 and adjust by art. 113(3) (Supreme Court "
                "2007, no. 10, arts. 14 and 15); that all of art. 113 governs them is the library's reading",
                "2007-06-01 以前受理、当时尚未审结的案件，第一百三十二条的主张应予支持，并依第一百一十三条第三款调整（法释〔2007〕10号第十四、十五条）；"
                "由此认为第一百一十三条整体适用为本库理解"};
    case Choice::restructured_as:
        return {"no law ranks the debts of an enterprise that goes on", "企业改制后存续，其债务没有法定清偿顺序"};
    case Choice::earlier_service:
        return {"Labour Contract Law art. 97 sends service from before 2008 to the rules of that time; whether they gave anything where a contract "
                "ended by bankruptcy or closure is contested (劳部发[1994]481, not verified)",
                "劳动合同法第九十七条规定此前年限依当时规定；因破产、关闭终止合同当时是否应支付有争议（劳部发〔1994〕481号，未核）"};
    case Choice::day_count: return {"no national rule states the convention", "国家层面没有规定起讫日的算法"};
    case Choice::blocked_by:
        return {"no national law that was read bars retirement for arrears; it is local practice", "未见国家法律规定欠费不得办理退休，属地方做法"};
    default: break;
    }
    return {};
}

}   // namespace arrears
