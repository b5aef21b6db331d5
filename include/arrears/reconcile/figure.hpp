// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/result.hpp>
#include <arrears/statistics/definition.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace arrears {

/// What a figure measures, whatever its unit. Figures of different dimensions are neither compared nor added.
ARREARS_ENUM(Dimension,
    (enterprises, "企业数", "enterprises"),
    (persons, "人数", "persons"),
    (households, "户数", "households"),
    (years, "年数", "years"),
    (share, "比重", "share"),
    (money, "金额", "money"),
    (items, "件数", "items"));

/// The unit in which a figure is printed. Its dimension and scale follow from it.
ARREARS_ENUM(FigureUnit,
    (enterprises, "家", "enterprises", "户企业"),
    (persons, "人", "persons", "名"),
    (ten_thousand_persons, "万人", "10,000 persons"),
    (households, "户", "households"),
    (years, "年", "years"),
    (percent, "%", "%", "percent", "％"),
    (yuan, "元", "yuan"),
    (wan_yuan, "万元", "10,000 yuan"),
    (yi_yuan, "亿元", "100 million yuan"),
    (items, "件", "items", "个", "项"));

/// How the printed digits came from the value. A survey seldom says: then rounding to the nearest and cutting off are both possible.
ARREARS_ENUM(FigureRounding,
    (half_up, "四舍五入", "half up"),
    (truncated, "截尾", "truncated"),
    (rounded_up, "进一", "rounded up"),
    (unknown, "不详", "unknown"));

/// A hedge beside the digits. `exact` means only that no such word stands there.
ARREARS_ENUM(FigureQualifier,
    (exact, "无", "as printed"),
    (over, "余", "over", "多", "以上"),
    (near, "近", "near"),
    (about, "约", "about"));

[[nodiscard]] Dimension dimension(FigureUnit unit) noexcept;

/// One of the unit, in the base of its dimension: fen for money, 1 = 100% for shares, one for counts.
[[nodiscard]] Ratio scale(FigureUnit unit);

/// A number with its unit: `101 家`, `67.92%`; `6,131.51 × 10,000 yuan` where the unit begins with a number itself.
[[nodiscard]] std::string with_unit(const std::string& number, FigureUnit unit, Language language);

/// Decimal digits as printed: `digits` × 10^-`decimals`.
struct PrintedDecimal {
    std::int64_t digits = 0;
    int decimals = 0;

    [[nodiscard]] std::string text() const;    ///< with separators: `72,657.41`
    [[nodiscard]] std::string plain() const;   ///< without: `72657.41`
    friend bool operator==(const PrintedDecimal&, const PrintedDecimal&) = default;
};

/// Reads plain decimal text, thousands separators allowed where they belong: `72657.41`, `72,657.41`, `-3`.
[[nodiscard]] Result<PrintedDecimal> try_parse_printed(std::string_view text);

/// The values that a printed figure can stand for, in the base of its dimension.
struct FigureInterval {
    Ratio low;
    Ratio high;
    bool low_closed = true;
    bool high_closed = true;

    [[nodiscard]] bool contains(const Ratio& value) const;
    friend bool operator==(const FigureInterval&, const FigureInterval&) = default;
};

/// A figure that somebody printed, with all that its printing says of its value.
struct PublishedFigure {
    std::string id;
    Text label;
    PrintedDecimal value;
    FigureUnit unit = FigureUnit::items;
    FigureRounding rounding = FigureRounding::unknown;
    FigureQualifier qualifier = FigureQualifier::exact;
    std::string paragraph;   ///< where in the publication it stands
    std::string counts;      ///< what one of it is, in words
    /// How much it is relied on, 1 to weight_most: what changing it costs in a repair. A figure of weight 3 is kept where two of weight 1 can be
    /// changed in its stead.
    std::int64_t weight = 1;
    static constexpr std::int64_t weight_most = 1'000'000;
    std::optional<Definition> definition;   ///< how records give it, where that is said
    Place place;             ///< where its definition stands in the file

    /// The values it can stand for.
    ///
    /// Digits of 10^-d: `half_up` [x − ½u, x + ½u), `truncated` [x, x + u), `rounded_up` (x − u, x],
    /// `unknown` the union of the first two, u = 10^-d units. Counts of
    /// whole things printed without 万 are points, whatever the rounding. Hedges widen by the place v of the last digit that is
    /// not zero: `over` [x, x + v), `near` (x − v, x], `about` [x − v, x + v]. Below zero all of these are mirrored.
    [[nodiscard]] FigureInterval interval() const;

    /// The digits with their hedge, as `72,657.41` or `over 60`; calendar years and spans of years without separators.
    [[nodiscard]] std::string digits(Language language) const;
    /// The same with the unit: `72,657.41 万元`, `72,657.41 × 10,000 yuan`, `over 60 years`.
    [[nodiscard]] std::string printed(Language language) const;
    /// The label before that: `"Pension owed" 72,657.41 × 10,000 yuan`, `养老保险欠费 72,657.41 万元`.
    [[nodiscard]] std::string named(Language language) const;
};

/// A computed value beside a published one.
struct FigureComparison {
    bool within = false;        ///< the computed value lies among those that the printed figure can stand for
    std::string difference;     ///< computed − published at the printed precision, in the printed unit, without separators: `0.00`, `-1`, `4703.83`
};

/// Compares `computed`, in the base of the figure's dimension.
///
/// The difference is shown after the computed value is rounded as the figure was (half away from zero unless truncated or rounded up).
[[nodiscard]] FigureComparison compare(const PublishedFigure& figure, const Ratio& computed);

}   // namespace arrears
