// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/language.hpp>
#include <arrears/reconcile/relation.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace arrears {

/// How a figure may have come to be printed as it is. The likelier stand first.
ARREARS_ENUM(SlipKind, (digits_transposed, "相邻两位数字颠倒", "two digits transposed"), (swapped, "与另一指标互换", "swapped with another figure"),
             (point_shifted, "小数点或单位错位", "point or unit shifted"), (sign, "正负号有误", "sign wrong"),
             (truncated, "截尾而未四舍五入", "cut off, not rounded"), (part_left_out, "合计漏计一部分", "the total leaves out a part"),
             (part_doubled, "合计重复计入一部分", "the total takes a part twice"), (other_base, "以其他基数计算比重", "percentage of another base"),
             (parity, "应为偶数", "odd where only even can be"), (digit_wrong, "一位数字有误", "one digit wrong"),
             (old_total, "部分更改后合计未改", "an old total kept after a part changed"));

/// A hypothesis of what went wrong with one figure. With what it suggests, every relation that the figure stands in holds.
struct Slip {
    SlipKind kind = SlipKind::digit_wrong;
    std::size_t figure = 0;
    std::optional<std::size_t> other{};    ///< the figure swapped with, the part left out or doubled, the base that was taken
    PrintedDecimal value{};                ///< what should have been printed
    FigureUnit unit = FigureUnit::items;   ///< and in which unit
    bool mends_all = false;                ///< shown: all relations then hold together, as far as they rest on no assumption

    friend bool operator==(const Slip&, const Slip&) = default;
};

/// Hypotheses for suspect figures: those that mend everything first, then by kind, then by how little they change. Each was tried: no
/// suggestion leaves a relation of its figure unsatisfied. Relations with an assumption are left out.
/// Cost: some hundreds of candidates for each such figure, and one for each other figure of its dimension.
/// \param suspects their positions, in order
/// \param go_on asked again and again; once it says false, no further hypotheses are tried, and those not tried with all relations mend nothing
[[nodiscard]] std::vector<Slip> find_slips(std::span<const PublishedFigure> figures, std::span<const Relation> relations,
                                           std::span<const std::size_t> suspects, const std::function<bool()>& go_on = {});

/// The hypothesis in a sentence: `"Owed in all" 1,427.68 × 10,000 yuan: two digits transposed? 1,472.68 × 10,000 yuan satisfies …`.
[[nodiscard]] Text describe(const Slip& slip, std::span<const PublishedFigure> figures);

}   // namespace arrears
