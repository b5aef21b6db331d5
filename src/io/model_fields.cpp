// SPDX-License-Identifier: BSL-1.0
#include "model_fields.hpp"

#include "cells.hpp"

#include <arrears/model/enumerations.hpp>

#include <algorithm>

namespace arrears::detail {

namespace {

template <Enumeration E>
[[nodiscard]] ModelField word(std::vector<std::string_view> names, Text label) {
    return {std::move(names), std::move(label), FieldKind::code, Counted::values, &words_of<E>};
}
[[nodiscard]] ModelField id(std::vector<std::string_view> names, Text label, Counted counts) {
    return {std::move(names), std::move(label), FieldKind::code, counts};
}
[[nodiscard]] ModelField money(std::vector<std::string_view> names, Text label) { return {std::move(names), std::move(label), FieldKind::money}; }
[[nodiscard]] ModelField number(std::vector<std::string_view> names, Text label) { return {std::move(names), std::move(label), FieldKind::integer}; }
[[nodiscard]] ModelField date(std::vector<std::string_view> names, Text label) { return {std::move(names), std::move(label), FieldKind::date}; }

}   // namespace

std::span<const ModelField> model_fields() {
    static const std::vector<ModelField> all{
        id({"enterprise_id", "enterprise", "企业编号", "企业", "单位编号"}, {"enterprise", "企业"}, Counted::enterprises),
        id({"worker_id", "worker", "person_id", "person", "职工编号", "职工", "人员编号"}, {"person", "人员"}, Counted::persons),
        id({"household_id", "household", "家庭编号", "家庭"}, {"household", "家庭"}, Counted::households),
        id({"system", "主管系统", "系统"}, {"system", "主管系统"}, Counted::systems),
        word<ArrearsCategory>({"category", "类别", "欠费类别", "欠款类别"}, {"category", "类别"}),
        word<Ownership>({"ownership", "企业性质", "性质"}, {"ownership", "企业性质"}),
        word<Certification>({"certification", "困难企业认定", "认定情况"}, {"certification", "困难企业认定"}),
        word<OperatingStatus>({"operating_status", "经营状况", "经营状态"}, {"operating status", "经营状况"}),
        word<Creditor>({"creditor", "债权人"}, {"creditor", "债权人"}),
        word<Insurance>({"insurance", "险种"}, {"insurance", "险种"}),
        word<Sex>({"sex", "性别"}, {"sex", "性别"}),
        word<Education>({"education", "文化程度", "学历"}, {"education", "文化程度"}),
        word<EmploymentStatus>({"employment", "就业状态"}, {"employment status", "就业状态"}),
        word<IncomeSource>({"income", "收入来源"}, {"income", "收入来源"}),
        word<RetirementGroup>({"retirement_group", "退休年龄类别"}, {"retirement group", "退休年龄类别"}),
        money({"principal", "本金", "欠费金额", "欠费本金"}, {"principal", "本金"}),
        money({"outstanding", "欠额", "尚欠金额"}, {"outstanding", "欠额"}),
        money({"amount", "金额"}, {"amount", "金额"}),
        money({"paid", "已清欠", "已缴金额"}, {"paid", "已清欠"}),
        money({"advanced", "职工垫缴", "垫缴金额"}, {"advanced by workers", "职工垫缴"}),
        number({"persons", "人数", "涉及人数"}, {"people concerned", "涉及人数"}),
        number({"age", "年龄"}, {"age", "年龄"}),
        date({"due", "due_date", "应缴日期", "应缴日", "应缴截止日"}, {"due", "应缴日"}),
        date({"date", "日期"}, {"date", "日期"}),
        date({"birth", "出生日期"}, {"birth", "出生日期"}),
        date({"founded", "成立日期"}, {"founded", "成立日期"}),
        date({"retired", "退休日期"}, {"retired", "退休日期"}),
    };
    return all;
}

const ModelField* find_model_field(std::string_view name) {
    const std::span<const ModelField> all = model_fields();
    const auto at = std::find_if(all.begin(), all.end(), [name](const ModelField& each) {
        return std::find(each.names.begin(), each.names.end(), name) != each.names.end();
    });
    return at == all.end() ? nullptr : &*at;
}

}   // namespace arrears::detail
