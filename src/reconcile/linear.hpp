// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "simplex.hpp"

#include <arrears/reconcile/proof.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace arrears::detail {

/// One inequality of a relation: Σ by·quantity ≤ most.
struct Line {
    std::size_t relation = 0;
    std::vector<std::pair<std::size_t, WideRatio>> terms{};
    WideRatio most{};
    bool strict = false;
    std::vector<std::size_t> factors{};   ///< figures whose printed values stand in the coefficients
    friend bool operator==(const Line&, const Line&) = default;
};

enum class Status : unsigned char { feasible, infeasible, unresolved };

struct Limits {
    std::size_t splits = 0;          ///< of whole numbers into cases, in one question
    std::size_t halvings = 0;        ///< of intervals of what multiplies
    std::function<bool()> go_on{};   ///< false ends the search
};

/// Inequalities over quantities, some of them whole, that can be exchanged for others between the questions asked about them: each begins where
/// the last one ended.
class Linear {
public:
    explicit Linear(std::span<const std::size_t> quantities);

    /// \param printed the domain that proofs call the figure's own
    void set_domain(std::size_t quantity, const Domain& domain, const Domain& printed);
    /// Has these lines stand for a relation from now on, in the place of those before.
    void set_lines(std::size_t relation, std::vector<Line> lines);

    /// Whether all can hold together. \param left what is left of the limits
    [[nodiscard]] Status solve(Limits& left, Proof& proof);
    /// Of all quantities, after a question answered by feasible.
    [[nodiscard]] const std::map<std::size_t, WideRatio>& values() const noexcept { return values_; }
    /// Between which ends a quantity lies, whole numbers aside; no end where there is none, or none was found within the limits.
    [[nodiscard]] Domain implied(std::size_t quantity, const Limits& limits);

private:
    /// What is known of a form: the line that is its upper bound, and that which is the lower one with all signs turned.
    struct Sides {
        std::optional<Line> upper{}, lower{};
    };
    struct Quantity {
        std::size_t number = 0;   // with the simplex method
        Domain now{}, printed{};
    };
    void add(const Line& upper, const Line* lower);
    [[nodiscard]] ProofLine line(const Simplex::Use& use) const;

    Simplex simplex_{};
    std::map<std::size_t, Quantity> quantities_{};
    std::vector<std::size_t> quantity_of_{};                      // by number with the simplex method
    std::map<std::size_t, Sides> forms_{};                        // likewise
    std::map<std::size_t, std::vector<Line>> lines_{};            // by relation
    std::map<std::size_t, std::vector<std::size_t>> numbers_{};   // of its forms
    std::map<std::size_t, WideRatio> values_{};
};

}   // namespace arrears::detail
