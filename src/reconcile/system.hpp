// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "normal_form.hpp"

#include <arrears/reconcile/proof.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace arrears::detail {

/// Relations over figures, as polynomials with domains; questions of whether some of them can hold together.
class System {
public:
    enum class Status : unsigned char { feasible, infeasible, unresolved };
    struct Answer {
        Status status = Status::unresolved;
        std::map<std::size_t, WideRatio> values{};   ///< feasible: of each quantity asked about
        Proof proof{};                               ///< infeasible
        std::vector<std::size_t> relations{};        ///< infeasible: those in the proof, in order
        std::vector<std::size_t> figures{};          ///< infeasible: those whose printed values the proof needs, in order
    };
    struct Limits {
        std::size_t splits = 0;
        std::function<bool()> go_on{};
    };

    /// \param forms of relations over these figures; what `whole` is in the r-th of them is quantity (figures + r)
    System(std::vector<NormalForm> forms, std::vector<Comparison> is, std::vector<Domain> figures);

    [[nodiscard]] const NormalForm& form(std::size_t relation) const { return forms_[relation]; }
    [[nodiscard]] const std::vector<Domain>& domains() const noexcept { return domains_; }
    /// Has a figure lie in another domain from now on.
    void replace(std::size_t figure, const Domain& domain) { domains_[figure] = domain; }
    /// Those of a relation's quantities that are figures.
    [[nodiscard]] std::vector<std::size_t> figures_of(std::size_t relation) const;

    /// Whether these relations can hold together where these figures, in order, may be anything of their kind.
    [[nodiscard]] Answer ask(std::span<const std::size_t> relations, std::span<const std::size_t> freed, const Limits& limits) const;
    /// The ends between which a freed figure would have to lie, as far as the linear part of the relations says.
    [[nodiscard]] Domain implied(std::size_t figure, std::span<const std::size_t> relations, std::span<const std::size_t> freed) const;

private:
    std::size_t figures_;
    std::vector<Domain> domains_;   // of all quantities
    std::vector<NormalForm> forms_;
    std::vector<Comparison> is_;
    std::vector<char> keeps_sign_;   // quantities that multiply or divide
};

}   // namespace arrears::detail
