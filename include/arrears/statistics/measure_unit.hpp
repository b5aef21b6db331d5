// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/language.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/plan.hpp>

#include <optional>
#include <string>

namespace arrears {

/// What kind of quantity the values of a measure are.
ARREARS_ENUM(Quantity, (count, "计数", "count"), (amount, "金额", "amount"),   // of money
             (number, "数值", "number"),                                       // of a field of whole numbers
             (share, "占比", "share"),                                         // 1 is all
             (coefficient, "系数", "coefficient"),                             // gini, hhi, cr: from 0 to 1
             (date, "日期", "date"), (ranking, "排名", "ranking"), (curve, "曲线", "curve"));

/// The unit and the precision of a measure's values, the same for each cell and margin.
struct MeasureUnit {
    Quantity quantity = Quantity::count;
    Counted counts = Counted::records;   ///< what is counted, of counts
    bool in_yuan = false;                ///< of amounts, and of rankings by amounts
    /// How many digits behind the point give every value exactly: 2 of amounts added up, in yuan, 0 of counts and whole numbers. Nothing of
    /// ratios (means, quantiles, shares, coefficients), which may have no end, and of dates, which have none.
    std::optional<int> exact_decimals = 0;

    friend bool operator==(const MeasureUnit&, const MeasureUnit&) = default;
    /// Whether values of both may be compared, one taken from the other: the same quantity of the same thing, however exact.
    [[nodiscard]] friend bool comparable(const MeasureUnit& a, const MeasureUnit& b) noexcept {
        return a.quantity == b.quantity && a.counts == b.counts && a.in_yuan == b.in_yuan;
    }
    /// `家企业`, `元`, `%`; empty where there is none.
    template <class = detail::WhenCalled>
    [[nodiscard]] Text label() const {
        if (quantity == Quantity::count)
            return {std::string{arrears::label(counts, Language::en)}, std::string{arrears::label(counts, Language::zh)}};
        if (in_yuan) return {"yuan", "元"};
        if (quantity == Quantity::share || quantity == Quantity::curve) return {"%", "%"};
        return {};
    }
};

/// In what the values of a measure will be.
template <class = detail::WhenCalled>
[[nodiscard]] MeasureUnit unit_of(const PlanMeasure& measure) {
    using Kind = Measure::Kind;
    if (measure.share) return {Quantity::share, Counted::records, false, std::nullopt};
    const bool money = measure.number == FieldKind::money;
    switch (measure.kind) {
    case Kind::count:
    case Kind::distinct: return {Quantity::count, measure.counts, false, 0};
    case Kind::gini:
    case Kind::hhi:
    case Kind::concentration: return {Quantity::coefficient, Counted::records, false, std::nullopt};
    case Kind::lorenz: return {Quantity::curve, Counted::records, false, std::nullopt};
    case Kind::top: return {Quantity::ranking, Counted::records, money, money ? 2 : 0};
    default: break;
    }
    if (measure.number == FieldKind::date) return {Quantity::date, Counted::records, false, std::nullopt};
    const bool ratio = measure.kind == Kind::mean || measure.kind == Kind::quantile;
    return {money ? Quantity::amount : Quantity::number, Counted::records, money, ratio ? std::nullopt : std::optional{money ? 2 : 0}};
}

}   // namespace arrears
