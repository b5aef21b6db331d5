// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/wide.hpp>
#include <arrears/reconcile/relation.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace arrears::detail {

/// The values that a variable may take. Without an end there is none on that side.
struct Domain {
    struct End {
        WideRatio at{};
        bool closed = true;
        friend bool operator==(const End&, const End&) = default;
    };
    std::optional<End> low{}, high{};
    bool whole = false;   ///< whole numbers alone; then its ends are whole and closed

    [[nodiscard]] bool is_point() const { return low && high && low->closed && high->closed && low->at == high->at; }
    [[nodiscard]] bool is_empty() const { return low && high && (low->at > high->at || (low->at == high->at && !(low->closed && high->closed))); }
    [[nodiscard]] bool contains(const WideRatio& value) const;
    /// -1: all below nought, or nought; 1: all above, or nought; 2: nought alone; 0: on both sides.
    [[nodiscard]] int sign() const;
    [[nodiscard]] bool contains_nought() const { return contains(WideRatio{0}); }
    /// A value of it. Precondition: it has one
    [[nodiscard]] WideRatio some() const;
    /// Keeps what lies in another as well.
    void keep(const Domain& other);
    /// Keeps whole numbers only.
    void make_whole();
    friend bool operator==(const Domain&, const Domain&) = default;
};

/// What printed digits denote, in the base of the unit's dimension; without a unit as they stand.
[[nodiscard]] WideRatio value_of(const PrintedDecimal& digits, const std::optional<FigureUnit>& unit);
/// Whether a figure counts whole things. What is printed with decimals of a single thing is a mean.
[[nodiscard]] bool counts_whole_things(const PublishedFigure& figure);
[[nodiscard]] Domain domain_of(const PublishedFigure& figure);
[[nodiscard]] std::vector<Domain> domains_of(std::span<const PublishedFigure> figures);

/// A polynomial over variables, exact. No variable stands twice in a term.
struct Polynomial {
    std::map<std::vector<std::size_t>, WideRatio> terms{};   // by the variables multiplied, in order

    void add(const std::vector<std::size_t>& variables, const WideRatio& by);
    [[nodiscard]] WideRatio at(const std::map<std::size_t, WideRatio>& values) const;
};

/// left − right of a relation as a quotient of polynomials.
struct NormalForm {
    Polynomial above, below;
    std::vector<std::size_t> variables{};   ///< all of them, in order

    /// What `above` is divided by, where that is a number.
    [[nodiscard]] std::optional<WideRatio> divisor() const;
};

/// \param whole the variable that `whole` is. Precondition: the relation has sense
[[nodiscard]] NormalForm normal_form(const Relation& relation, std::size_t whole);
/// Of one expression; where a figure would be multiplied by itself, nothing.
[[nodiscard]] std::optional<NormalForm> try_normal_form(const Expression& expression, std::size_t whole);

/// What a quotient ranges over where its variables range over their domains; an end that is not there is not known, or infinite.
/// Exact: the quotient is monotone in each of its variables, so its ends are taken at corners.
/// Cost: 2^k for k variables that are multiplied, divided by, or both; more than 14 of them: not known.
[[nodiscard]] Domain range_of(const NormalForm& form, std::span<const Domain> domains);

/// A form that is nought solved for one of its variables; nothing where that does not stand in it.
[[nodiscard]] std::optional<NormalForm> solved_for(std::size_t variable, const NormalForm& form);

}   // namespace arrears::detail
