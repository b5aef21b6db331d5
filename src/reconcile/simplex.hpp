// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "normal_form.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace arrears::detail {

/// Whether linear inequalities hold together, exactly: the general simplex of Dutertre and de Moura ("A fast linear-arithmetic solver
/// for DPLL(T)", 2006). Variables and linear forms of them have bounds, strict ones too; where no values satisfy them all, the row that
/// shows it gives the multipliers of Farkas' lemma.
class Simplex {
public:
    using Form = std::vector<std::pair<std::size_t, WideRatio>>;   ///< variables, in order, and their coefficients

    /// A value and how many infinitely small steps it lies above it: what strict bounds are kept apart by.
    struct Near {
        WideRatio at{};
        WideRatio steps{};
        friend bool operator==(const Near&, const Near&) = default;
        friend bool operator<(const Near& a, const Near& b) { return a.at < b.at || (a.at == b.at && a.steps < b.steps); }
    };
    /// A bound used in a contradiction, and how many times.
    struct Use {
        std::size_t variable = 0;
        bool upper = false;
        WideRatio multiplier{};   ///< above nought
    };

    /// \returns the new variable's number
    std::size_t add_variable(const Domain& domain);
    /// A variable that is the linear form of others. Precondition: all of them were given by add_variable()
    std::size_t add_form(const Form& form, const Domain& domain);
    void set_domain(std::size_t variable, const Domain& domain);

    /// \returns nothing where all bounds can be kept; else bounds that contradict each other: the forms multiplied and added up are nought,
    /// the bounds are not
    [[nodiscard]] std::optional<std::vector<Use>> check();
    /// After a check() that found values: one variable made as small, or as large, as the bounds allow. \returns nothing where it has no end
    [[nodiscard]] std::optional<Near> extreme(std::size_t variable, bool greatest);

    [[nodiscard]] const Near& near(std::size_t variable) const { return variables_[variable].value; }
    /// Values for all variables that keep all bounds, strict ones too.
    [[nodiscard]] std::vector<WideRatio> values() const;

private:
    struct Variable {
        std::optional<Near> low{}, high{};
        Near value{};
        std::optional<std::size_t> row{};   // where it is basic
    };
    struct Row {
        std::size_t basic = 0;
        Form entries{};   // of nonbasic variables, in order
    };

    [[nodiscard]] static const WideRatio* find(const Form& form, std::size_t variable);
    void bound(std::size_t variable, const Domain& domain);
    void settle(std::size_t variable);                  // notes whether a basic variable is out of its bounds
    void shift(std::size_t variable, const Near& by);   // of a nonbasic one, with all that depend on it
    void pivot(std::size_t row, std::size_t entering);
    [[nodiscard]] std::vector<Use> contradiction(const Row& row, bool below) const;

    std::vector<Variable> variables_{};
    std::vector<Row> rows_{};
    std::vector<std::set<std::size_t>> columns_{};   // by variable: the rows that it stands in
    std::set<std::size_t> broken_{};                 // basic variables out of their bounds
};

}   // namespace arrears::detail
