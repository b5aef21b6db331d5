// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "normal_form.hpp"
#include "quick_ratio.hpp"

#include <cstddef>
#include <functional>
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
    using Form = std::vector<std::pair<std::size_t, QuickRatio>>;   ///< variables, in order, and their coefficients

    /// A value and how many infinitely small steps it lies above it: what strict bounds are kept apart by.
    struct Near {
        QuickRatio at{};
        QuickRatio steps{};
        friend bool operator==(const Near&, const Near&) = default;
        friend bool operator<(const Near& a, const Near& b) { return a.at < b.at || (a.at == b.at && a.steps < b.steps); }
    };
    /// A bound used in a contradiction, and how many times.
    struct Use {
        std::size_t variable = 0;
        bool upper = false;
        WideRatio multiplier{};   ///< above nought
    };
    enum class Found : unsigned char { values, contradiction, nothing };
    /// Asked before each step; false ends the search.
    using GoOn = std::function<bool()>;

    /// \returns the new variable's number
    std::size_t add_variable(const Domain& domain);
    /// A variable that is the linear form of others. Precondition: all of them were given by add_variable()
    std::size_t add_form(const Form& form, const Domain& domain);
    /// Its number may be given to another form.
    void remove_form(std::size_t variable);
    void set_domain(std::size_t variable, const Domain& domain);

    /// Whether all bounds can be kept: values that keep them; or bounds that contradict each other, of which the forms multiplied and added up
    /// are nought while the bounds are not; or nothing, where the search was ended. Begins where the last one ended.
    [[nodiscard]] Found check(std::vector<Use>& contradiction, const GoOn& go_on);
    /// After a check() that found values: one variable made as small, or as large, as the bounds allow. \returns nothing where it has no end, or
    /// the search was ended
    [[nodiscard]] std::optional<Near> extreme(std::size_t variable, bool greatest, const GoOn& go_on);

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
    using Rows = std::vector<std::size_t>;   // in order

    [[nodiscard]] static const QuickRatio* find(const Form& form, std::size_t variable);
    void bound(std::size_t variable, const Domain& domain);
    void settle(std::size_t variable);                  // notes whether a basic variable is out of its bounds
    void return_to_bounds(std::size_t variable);        // a nonbasic one
    void shift(std::size_t variable, const Near& by);   // of a nonbasic one, with all that depend on it
    void pivot(std::size_t row, std::size_t entering);
    [[nodiscard]] std::vector<Use> contradiction_of(const Row& row, bool below) const;

    std::vector<Variable> variables_{};
    std::vector<Row> rows_{};
    std::vector<Rows> columns_{};      // by variable: the rows that it stands in
    Rows unused_{}, removed_{};        // rows and variables of forms that were removed
    std::set<std::size_t> broken_{};   // basic variables out of their bounds
    std::set<std::size_t> empty_{};    // variables of which no value keeps the bounds
};

}   // namespace arrears::detail
