// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>

#include <iosfwd>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace arrears {

/// The facts that a rule may ask for in vain: what an undetermined outcome names.
ARREARS_ENUM(MissingFact,
    (certification,          "认定情况",         "certification"),
    (operating_status,       "经营状况",         "operating status"),
    (operating_status_since, "经营状况起始日期", "since when the operating status holds"),
    (owed_to_funds,          "欠缴基金金额",     "amount owed to funds"),
    (owed_to_people,         "拖欠职工金额",     "amount owed to people"),
    (birth,                  "出生日期",         "date of birth"),
    (retirement_group,       "退休年龄类别",     "retirement group"),
    (employment_status,      "就业状态",         "employment status"),
    (work_given,             "是否安排工作",     "whether the enterprise gives work"),
    (pay_given,              "是否发放工资或生活费", "whether wages or an allowance are paid"),
    (comes_for_work,         "本人是否到岗",     "whether the worker comes for it"),
    (able_members,           "有劳动能力和就业意愿的家庭成员", "members able and willing to work"),
    (employed_members,       "已就业的家庭成员", "members with work"),
    (enterprise_arrears,     "企业欠缴养老保险金额", "the enterprise's pension arrears"),
    (own_arrears,            "本人欠缴养老保险金额", "the worker's own pension arrears"),
    (blocked_by,             "受阻口径",         "which arrears bar retirement, a choice of policy"));

/// The facts that would decide, in the order of MissingFact; no allocation.
using MissingFacts = EnumSet<MissingFact>;

/// What a rule answers: a value, or undetermined with the facts that would decide. Missing is neither zero nor "no".
template <class T>
class [[nodiscard]] Outcome {
public:
    constexpr Outcome(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_{std::move(value)} {}
    /// Undetermined, for want of these facts. \throws Error (bad_argument) where none is named
    [[nodiscard]] static constexpr Outcome undetermined(MissingFacts missing) {
        if (missing.empty()) {
            throw bad_argument("Outcome::undetermined", {"no missing fact is named", "没有指明缺少的事实"},
                               {"expected at least one", "应至少指明一项"});
        }
        return Outcome{missing};
    }

    [[nodiscard]] constexpr bool is_determined() const noexcept { return value_.has_value(); }
    /// \throws Error (outside_known), naming the missing facts, where the outcome is undetermined
    [[nodiscard]] constexpr const T& value() const {
        if (!value_) throw Error{fault()};
        return *value_;
    }
    /// The value, or nothing where the outcome is undetermined: how a tally takes it.
    [[nodiscard]] constexpr const std::optional<T>& known() const noexcept { return value_; }
    /// Empty where the outcome is determined.
    [[nodiscard]] constexpr MissingFacts missing() const noexcept { return missing_; }

    friend constexpr bool operator==(const Outcome&, const Outcome&) = default;

private:
    explicit constexpr Outcome(MissingFacts missing) noexcept : missing_{missing} {}
    [[nodiscard]] Fault fault() const {
        Text names;
        for (const MissingFact fact : missing_) {
            names.en += (names.en.empty() ? "" : ", ") + std::string{label(fact, Language::en)};
            names.zh += (names.zh.empty() ? "" : "、") + std::string{label(fact, Language::zh)};
        }
        return {ErrorKind::outside_known, {}, {"undetermined without: " + names.en, "缺少以下事实，无法判定：" + names.zh}, {}, {}, {}};
    }

    std::optional<T> value_{};
    MissingFacts missing_{};
};

}   // namespace arrears
