// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/timeline.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/source.hpp>
#include <arrears/rules/step_value.hpp>

#include <algorithm>
#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// The numbers of law, each with a history. What they are of (an insurance, a group) stands in their ParameterKey.
ARREARS_ENUM(ParameterName,
    (surcharge_daily_rate,              "滞纳金日加收率", "daily rate of surcharge"),
    (surcharge_daily_rate_not_enrolled, "未参保单位滞纳金日加收率", "daily rate of surcharge of employers not enrolled"),
    (surcharge_cap,                     "滞纳金上限（本金倍数）", "cap of surcharge, a multiple of the principal"),
    (fine_share_min,                    "罚款下限（占欠缴数额）", "least fine, a share of what is owed"),
    (fine_share_max,                    "罚款上限（占欠缴数额）", "most fine, a share of what is owed"),
    (damages_share_min,                 "加付赔偿金下限（占应付金额）", "least damages on top, a share of what is owed"),
    (damages_share_max,                 "加付赔偿金上限（占应付金额）", "most damages on top, a share of what is owed"),
    (late_wage_compensation_share,      "拖欠工资经济补偿金（占所欠工资）", "compensation for late wages, a share of them"),
    (bankruptcy_rank,                   "破产清偿顺序", "rank in bankruptcy"),
    (liquidation_rank,                  "非破产清算清偿顺序", "rank in a liquidation without bankruptcy"),
    (old_claims_before,                 "可就担保财产受偿的旧债权所欠之日早于", "day before which claims may turn to the collateral"),
    (congress_quorum,                   "职工代表大会出席比例", "share of the delegates that has to be present"),
    (congress_majority,                 "职工代表大会通过须超过的比例", "share of all delegates that the votes have to exceed"),
    (compensation_wage_multiple,        "经济补偿月工资上限（当地月平均工资倍数）", "most monthly wage for compensation, a multiple of the average wage"),
    (compensation_years_max,            "高工资职工经济补偿最高年限", "most years of compensation where the wage is above that"),
    (employer_rate,                     "单位缴费比例", "employer's rate"),
    (worker_rate,                       "个人缴费比例", "worker's rate"),
    (work_injury_rate,                  "工伤保险行业基准费率", "work injury rate by risk class"),
    (average_wage,                      "当地月平均工资", "local monthly average wage"),
    (base_floor_share,                  "缴费基数下限比例", "floor of the base, a share of the average wage"),
    (base_ceiling_share,                "缴费基数上限比例", "ceiling of the base, a share of the average wage"),
    (base_floor,                        "公布的缴费基数下限", "floor of the base as published"),
    (base_ceiling,                      "公布的缴费基数上限", "ceiling of the base as published"),
    (contribution_rounding,             "缴费金额取整方式", "rounding of contributions"),
    (contribution_unit,                 "缴费金额取整单位", "unit to which contributions are rounded"),
    (minimum_wage,                      "当地月最低工资标准", "local monthly minimum wage"),
    (retirement_age_months,             "法定退休年龄（月）", "statutory retirement age in months"),
    (retirement_delay_step_months,      "每延迟一个月所隔出生月数", "months of birth for each month of delay"),
    (retirement_delay_months_max,       "最多延迟月数", "most months of delay"),
    (flexible_early_months_max,         "弹性提前退休最多月数", "most months of early retirement by choice"),
    (flexible_late_months_max,          "弹性延迟退休最多月数", "most months of late retirement by agreement"),
    (minimum_contribution_months,       "最低缴费月数", "minimum months of contributions"),
    (internal_retirement_months_max,    "内部退养距退休年龄的月数", "months before the retirement age for internal retirement"),
    (subsistence_line,                  "当地月低保标准（每人）", "local subsistence line, a month and person"),
    (subsistence_assets_max,            "当地低保家庭财产限额（每人）", "local limit of assets for the subsistence allowance, a person"),
    (deep_hardship_multiple,            "深度困难界限（低保标准倍数）", "threshold of deep hardship, a multiple of the line"),
    (relative_hardship_multiple,        "相对困难界限（低保标准倍数）", "threshold of relative hardship, a multiple of the line"),
    (accident_income_multiple,          "意外致困收入界限（低保标准倍数）", "most income for hardship by accident, a multiple of the line"),
    (accident_costs_share,              "意外致困费用界限（占家庭收入）", "costs that make hardship by accident, a share of income"),
    (exit_months_min,                   "脱困所需连续月数", "months running above the line for exit"),
    (hard_to_place_age_men,             "男性就业困难年龄", "age from which men are hard to place"),
    (hard_to_place_age_women,           "女性就业困难年龄", "age from which women are hard to place"));

/// What a parameter is of.
ARREARS_ENUM(ParameterScope,
    (one,        "全部", "all"),
    (category,   "欠费类别", "category of arrears"),
    (insurance,  "险种", "insurance"),
    (group,      "退休年龄类别", "retirement group"),
    (risk_class, "工伤风险类别", "risk class, 1 to 8"),
    (claim,      "债权类别", "kind of claim"));

struct ParameterKind {
    ParameterScope scope;
    StepValue::Kind value;
};

/// Of what a parameter is, and of which kind its values are.
[[nodiscard]] constexpr ParameterKind kind(ParameterName name) noexcept {
    using Of = StepValue::Kind;
    switch (name) {
    case ParameterName::surcharge_daily_rate:
    case ParameterName::surcharge_daily_rate_not_enrolled:
    case ParameterName::fine_share_min:
    case ParameterName::fine_share_max:
    case ParameterName::damages_share_min:
    case ParameterName::damages_share_max:
    case ParameterName::late_wage_compensation_share: return {ParameterScope::category, Of::rate};
    case ParameterName::surcharge_cap:
    case ParameterName::compensation_wage_multiple:
    case ParameterName::compensation_years_max: return {ParameterScope::one, Of::number};
    case ParameterName::bankruptcy_rank:
    case ParameterName::liquidation_rank: return {ParameterScope::claim, Of::word};
    case ParameterName::old_claims_before: return {ParameterScope::claim, Of::date};
    case ParameterName::congress_quorum:
    case ParameterName::congress_majority: return {ParameterScope::one, Of::ratio};
    case ParameterName::employer_rate:
    case ParameterName::worker_rate:
    case ParameterName::base_floor_share:
    case ParameterName::base_ceiling_share: return {ParameterScope::insurance, Of::rate};
    case ParameterName::work_injury_rate: return {ParameterScope::risk_class, Of::rate};
    case ParameterName::base_floor:
    case ParameterName::base_ceiling:
    case ParameterName::contribution_unit: return {ParameterScope::insurance, Of::money};
    case ParameterName::contribution_rounding: return {ParameterScope::insurance, Of::word};
    case ParameterName::average_wage:
    case ParameterName::minimum_wage:
    case ParameterName::subsistence_line:
    case ParameterName::subsistence_assets_max: return {ParameterScope::one, Of::money};
    case ParameterName::deep_hardship_multiple:
    case ParameterName::relative_hardship_multiple:
    case ParameterName::accident_income_multiple:
    case ParameterName::accident_costs_share: return {ParameterScope::one, Of::rate};
    case ParameterName::retirement_age_months:
    case ParameterName::retirement_delay_step_months:
    case ParameterName::retirement_delay_months_max: return {ParameterScope::group, Of::number};
    case ParameterName::flexible_early_months_max:
    case ParameterName::flexible_late_months_max:
    case ParameterName::minimum_contribution_months:
    case ParameterName::internal_retirement_months_max:
    case ParameterName::exit_months_min:
    case ParameterName::hard_to_place_age_men:
    case ParameterName::hard_to_place_age_women: break;
    }
    return {ParameterScope::one, Of::number};
}

/// How many parameters of the name there are, one for each of what it is of.
[[nodiscard]] constexpr std::size_t parts(ParameterScope scope) noexcept {
    switch (scope) {
    case ParameterScope::category: return enum_count<ArrearsCategory>;
    case ParameterScope::insurance: return enum_count<Insurance>;
    case ParameterScope::group: return enum_count<RetirementGroup>;
    case ParameterScope::risk_class: return 8;
    case ParameterScope::claim: return enum_count<ClaimKind>;
    case ParameterScope::one: break;
    }
    return 1;
}

namespace detail {

/// Where the histories of each name begin, and behind them all.
inline constexpr auto parameter_slots = [] {
    std::array<std::size_t, enum_count<ParameterName> + 1> first{};
    for (std::size_t i = 0; i < enum_count<ParameterName>; ++i) first[i + 1] = first[i] + parts(kind(enum_at<ParameterName>(i)).scope);
    return first;
}();

}   // namespace detail

/// The name of one parameter: `ParameterKey{ParameterName::employer_rate, Insurance::pension}`.
class ParameterKey {
public:
    /// \throws Error (bad_argument) where a parameter of that name is of something else
    constexpr explicit ParameterKey(ParameterName name) : ParameterKey{name, ParameterScope::one, 0} {}
    constexpr ParameterKey(ParameterName name, ArrearsCategory part) : ParameterKey{name, ParameterScope::category, static_cast<std::size_t>(part)} {}
    constexpr ParameterKey(ParameterName name, Insurance part) : ParameterKey{name, ParameterScope::insurance, static_cast<std::size_t>(part)} {}
    constexpr ParameterKey(ParameterName name, RetirementGroup part) : ParameterKey{name, ParameterScope::group, static_cast<std::size_t>(part)} {}
    constexpr ParameterKey(ParameterName name, ClaimKind part) : ParameterKey{name, ParameterScope::claim, static_cast<std::size_t>(part)} {}
    /// Of a risk class, 1 to 8.
    [[nodiscard]] static constexpr ParameterKey of_risk_class(ParameterName name, std::int64_t risk_class) {
        if (risk_class < 1 || risk_class > 8) {
            throw bad_argument("ParameterKey",
                               {"there is no risk class " + std::to_string(risk_class), "没有第 " + std::to_string(risk_class) + " 类风险"},
                               {"expected 1 to 8", "应为 1 至 8"});
        }
        return {name, ParameterScope::risk_class, static_cast<std::size_t>(risk_class - 1)};
    }
    /// By position among the parts of the name's scope.
    [[nodiscard]] static constexpr ParameterKey of_part(ParameterName name, std::size_t part) { return {name, kind(name).scope, part}; }

    [[nodiscard]] constexpr ParameterName name() const noexcept { return name_; }
    [[nodiscard]] constexpr std::size_t part() const noexcept { return part_; }
    /// What it is of, as words: `pension`, `male`, `3`; empty where it is of all.
    [[nodiscard]] std::string part_identifier() const {
        switch (kind(name_).scope) {
        case ParameterScope::category: return std::string{identifier(enum_at<ArrearsCategory>(part_))};
        case ParameterScope::insurance: return std::string{identifier(enum_at<Insurance>(part_))};
        case ParameterScope::group: return std::string{identifier(enum_at<RetirementGroup>(part_))};
        case ParameterScope::risk_class: return std::to_string(part_ + 1);
        case ParameterScope::claim: return std::string{identifier(enum_at<ClaimKind>(part_))};
        case ParameterScope::one: break;
        }
        return {};
    }
    [[nodiscard]] std::string part_label(Language language) const {
        switch (kind(name_).scope) {
        case ParameterScope::category: return std::string{label(enum_at<ArrearsCategory>(part_), language)};
        case ParameterScope::insurance: return std::string{label(enum_at<Insurance>(part_), language)};
        case ParameterScope::group: return std::string{label(enum_at<RetirementGroup>(part_), language)};
        case ParameterScope::risk_class: return std::to_string(part_ + 1);
        case ParameterScope::claim: return std::string{label(enum_at<ClaimKind>(part_), language)};
        case ParameterScope::one: break;
        }
        return {};
    }

    friend constexpr auto operator<=>(const ParameterKey&, const ParameterKey&) noexcept = default;

private:
    constexpr ParameterKey(ParameterName name, ParameterScope scope, std::size_t part) : name_{name}, part_{part} {
        if (kind(name).scope != scope || part >= parts(scope)) {
            const std::string of{identifier(kind(name).scope)};
            throw bad_argument("ParameterKey",
                               {std::string{identifier(name)} + " is of another scope", std::string{identifier(name)} + " 的适用对象不符"},
                               {"expected one of: " + of, "应为：" + std::string{label(kind(name).scope, Language::zh)}});
        }
    }
    ParameterName name_;
    std::size_t part_;
};

/// `employer's rate (pension)`
[[nodiscard]] inline std::string print(const ParameterKey& key, Language language) {
    std::string out{label(key.name(), language)};
    const std::string part = key.part_label(language);
    if (part.empty()) return out;
    return out + (language == Language::zh ? "（" : " (") + part + (language == Language::zh ? "）" : ")");
}

/// A value of law and where it stands.
struct Sourced {
    StepValue value{};
    std::shared_ptr<const Source> source{};

    friend bool operator==(const Sourced& a, const Sourced& b) {
        return a.value == b.value && (a.source == b.source || (a.source && b.source && *a.source == *b.source));
    }
};

/// A parameter over time. Days that no span covers are not known.
using ParameterHistory = Timeline<Sourced>;
using ParameterSpan = ParameterHistory::Span;

/// All parameters of law at once: an immutable value, cheap to copy. The national ones come with the library
/// (national_parameters.hpp); a Builder lays a province's over them.
class Parameters {
public:
    class Builder;

    Parameters() : histories_{none()} {}   ///< knows nothing

    /// Empty where nothing is known of it.
    [[nodiscard]] const ParameterHistory& history(const ParameterKey& key) const noexcept { return (*histories_)[slot(key)]; }
    /// Null where no value is known on the day.
    template <class When = detail::WhenCalled>
    [[nodiscard]] const ParameterSpan* find(const ParameterKey& key, Date on) const noexcept {
        return detail::late<When>(history(key)).find_span(on);
    }
    /// \throws Error (outside_known), which names the parameter and what is known of it
    template <class When = detail::WhenCalled>
    [[nodiscard]] const ParameterSpan& at(const ParameterKey& key, Date on) const {
        if (const ParameterSpan* const span = find<When>(key, on)) return *span;
        throw Error{unknown<When>(key, on)};
    }
    /// What to tell where no value is known on a day.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Fault unknown(const ParameterKey& key, Date on) const {
        Fault fault;
        try {
            (void)detail::late<When>(history(key)).at(on);
        } catch (const Error& error) {
            fault = error.fault();
        }
        fault.problem.en = print(key, Language::en) + ": " + fault.problem.en;
        fault.problem.zh = print(key, Language::zh) + "：" + fault.problem.zh;
        fault.remedy = {"load it from a parameter file, or add it by Parameters::Builder", "请从参数文件载入，或用 Parameters::Builder 补充"};
        return fault;
    }

    friend bool operator==(const Parameters& a, const Parameters& b) { return a.histories_ == b.histories_ || *a.histories_ == *b.histories_; }

private:
    using Histories = std::array<ParameterHistory, detail::parameter_slots.back()>;
    [[nodiscard]] static constexpr std::size_t slot(const ParameterKey& key) noexcept {
        return detail::parameter_slots[static_cast<std::size_t>(key.name())] + key.part();
    }
    [[nodiscard]] static const std::shared_ptr<const Histories>& none() {
        static const auto empty = std::make_shared<const Histories>(Histories{});
        return empty;
    }
    explicit Parameters(std::shared_ptr<const Histories> histories) noexcept : histories_{std::move(histories)} {}

    std::shared_ptr<const Histories> histories_;
};

/// Lays values over those of a set: on the days that a new value covers it stands instead of the old one.
class Parameters::Builder {
public:
    explicit Builder(const Parameters& from = {}) : histories_{*from.histories_} {}

    /// From `from` up to, but without, `to`. A value laid twice over one day is not an error here: the later call counts.
    /// \throws Error (bad_argument) where the span has no days or the value is of another kind
    Builder& set(const ParameterKey& key, Period in_force, StepValue value, std::shared_ptr<const Source> source) {
        check(key, value);
        ParameterHistory& history = histories_[slot(key)];
        // By date: what is left of the old before it, the new, and what is left of the old behind it.
        std::vector<ParameterSpan> spans;
        for (const ParameterSpan& old : history.spans()) {
            if (old.from < in_force.from()) spans.push_back({old.from, old.to < in_force.from() ? old.to : in_force.from(), old.value});
        }
        spans.push_back({in_force.from(), in_force.to(), {value, std::move(source)}});
        for (const ParameterSpan& old : history.spans()) {
            if (!in_force.open_end() && in_force.to() < old.to)
                spans.push_back({old.from < in_force.to() ? in_force.to() : old.from, old.to, old.value});
        }
        history = ParameterHistory::in_order(std::move(spans), history.known_until());
        return *this;
    }
    Builder& set(const ParameterKey& key, Date from, StepValue value, std::shared_ptr<const Source> source) {
        return set(key, Period::since(from), value, std::move(source));
    }
    /// The last day that the sources of a parameter speak for: nothing later is known, whatever is laid over it before or
    /// after, until another call moves the day.
    template <class When = detail::WhenCalled>
    Builder& known_until(const ParameterKey& key, Date last) {
        auto& history = detail::late<When>(histories_[slot(key)]);
        history = ParameterHistory::in_order({history.spans().begin(), history.spans().end()}, last);
        return *this;
    }
    [[nodiscard]] Parameters build() const { return Parameters{std::make_shared<const Histories>(Histories{histories_})}; }

private:
    static void check(const ParameterKey& key, const StepValue& value) {
        bool of_kind = value.kind() == kind(key.name()).value;
        if (of_kind && value.kind() == StepValue::Kind::word) {   // of the enumeration that its parameter has
            of_kind = kind(key.name()).scope == ParameterScope::claim ? value.as<ClaimRank>().has_value() : value.as<Rounding>().has_value();
        }
        if (of_kind) return;
        throw bad_argument("Parameters::Builder",
                           {print(key, Language::en) + ": a value of another kind", print(key, Language::zh) + "：值的类型不符"});
    }
    Histories histories_;
};

/// Where two sets differ: one row for each parameter and each span of days over which the difference is the same.
struct ParameterDifference {
    ParameterKey key;
    Period days{};
    std::optional<Sourced> before{};   ///< empty: not known there
    std::optional<Sourced> after{};

    friend bool operator==(const ParameterDifference&, const ParameterDifference&) = default;
};

/// In the order of names and days; empty where the sets say the same of every day.
template <class When = detail::WhenCalled>
[[nodiscard]] std::vector<ParameterDifference> difference(const Parameters& before, const Parameters& after) {
    std::vector<detail::Late<ParameterDifference, When>> out;
    const auto is = [](const std::optional<Sourced>& was, const ParameterSpan* now) {
        return now == nullptr ? !was.has_value() : was.has_value() && *was == now->value;
    };
    for (std::size_t i = 0; i < enum_count<ParameterName>; ++i) {
        const auto name = enum_at<ParameterName>(i);
        for (std::size_t part = 0; part < parts(kind(name).scope); ++part) {
            const ParameterKey key = ParameterKey::of_part(name, part);
            std::vector<detail::Late<Date, When>> cuts{Date::first()};
            for (const Parameters* const side : {&before, &after}) {
                for (const ParameterSpan& span : side->history(key).spans()) {
                    cuts.push_back(span.from);
                    cuts.push_back(span.to);
                }
                if (const auto last = side->history(key).known_until(); last && *last < Date::last()) cuts.push_back(*last + 1);
            }
            std::sort(cuts.begin(), cuts.end());
            cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
            for (std::size_t cut = 0; cut < cuts.size() && cuts[cut] != Date::last(); ++cut) {
                const Date to = cut + 1 < cuts.size() ? cuts[cut + 1] : Date::last();
                const ParameterSpan* const old = before.find(key, cuts[cut]);
                const ParameterSpan* const now = after.find(key, cuts[cut]);
                if (old == now || (old != nullptr && now != nullptr && old->value == now->value)) continue;
                if (!out.empty() && out.back().key == key && out.back().days.to() == cuts[cut] && is(out.back().before, old) &&
                    is(out.back().after, now)) {
                    out.back().days = {out.back().days.from(), to};
                    continue;
                }
                ParameterDifference& row = out.emplace_back(ParameterDifference{key, {cuts[cut], to}, {}, {}});
                if (old != nullptr) row.before = old->value;
                if (now != nullptr) row.after = now->value;
            }
        }
    }
    return out;
}

}   // namespace arrears
