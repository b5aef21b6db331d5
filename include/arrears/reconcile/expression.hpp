// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/reconcile/figure.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// Sums, differences, products and quotients of figures and numbers: one side of a relation.
///
/// Figures are named by their positions in the list that the relation is about. Amounts are taken in the base of their dimension, so that
/// 元 and 万元 go together; a percentage is the ratio that it denotes.
class Expression {
public:
    enum class Kind : unsigned char {
        number,     ///< as written, with its unit where it has one
        figure,     ///< a published figure
        whole,      ///< some whole number, whichever
        negative,   ///< what follows is taken from nought
        sum,
        difference,
        product,
        quotient,
    };

    [[nodiscard]] static Expression figure(std::size_t position) {
        Expression out{Kind::figure};
        out.figure_ = position;
        return out;
    }
    [[nodiscard]] static Expression number(PrintedDecimal digits, std::optional<FigureUnit> unit = {}) {
        Expression out{Kind::number};
        out.digits_ = digits;
        out.unit_ = unit;
        return out;
    }
    [[nodiscard]] static Expression whole() { return Expression{Kind::whole}; }
    /// The sum of all; of none nought.
    [[nodiscard]] static Expression sum_of(std::vector<Expression> parts) {
        if (parts.empty()) return number({});
        Expression out = std::move(parts.front());
        for (std::size_t i = 1; i < parts.size(); ++i) out = std::move(out) + std::move(parts[i]);
        return out;
    }

    [[nodiscard]] friend Expression operator+(Expression a, Expression b) { return {Kind::sum, std::move(a), std::move(b)}; }
    [[nodiscard]] friend Expression operator-(Expression a, Expression b) { return {Kind::difference, std::move(a), std::move(b)}; }
    [[nodiscard]] friend Expression operator*(Expression a, Expression b) { return {Kind::product, std::move(a), std::move(b)}; }
    [[nodiscard]] friend Expression operator/(Expression a, Expression b) { return {Kind::quotient, std::move(a), std::move(b)}; }
    [[nodiscard]] friend Expression operator-(Expression a) {
        Expression out{Kind::negative};
        out.parts_.push_back(std::move(a));
        return out;
    }

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] std::size_t position() const noexcept { return figure_; }                  ///< of a figure
    [[nodiscard]] const PrintedDecimal& digits() const noexcept { return digits_; }          ///< of a number
    [[nodiscard]] const std::optional<FigureUnit>& unit() const noexcept { return unit_; }   ///< of a number
    [[nodiscard]] const std::vector<Expression>& parts() const noexcept { return parts_; }   ///< what an operation is done on
    /// The positions of all figures in it, in the order in which they stand, each once.
    [[nodiscard]] std::vector<std::size_t> figures() const;

    /// The character of its text at which it begins, or its operator stands, from 1; 0 where it came from no text. It is no part of its value.
    [[nodiscard]] std::uint64_t column() const noexcept { return column_; }
    Expression& at(std::uint64_t column) noexcept { return column_ = column, *this; }

    friend bool operator==(const Expression& a, const Expression& b) {
        return a.kind_ == b.kind_ && a.figure_ == b.figure_ && a.digits_ == b.digits_ && a.unit_ == b.unit_ && a.parts_ == b.parts_;
    }

private:
    explicit Expression(Kind kind) : kind_{kind} {}
    Expression(Kind kind, Expression a, Expression b) : kind_{kind} {
        parts_.reserve(2);
        parts_.push_back(std::move(a));
        parts_.push_back(std::move(b));
    }

    Kind kind_ = Kind::number;
    std::size_t figure_ = 0;
    PrintedDecimal digits_{};
    std::optional<FigureUnit> unit_{};
    std::vector<Expression> parts_{};
    std::uint64_t column_ = 0;
};

}   // namespace arrears
