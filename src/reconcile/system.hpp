// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "linear.hpp"

#include <arrears/reconcile/proof.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace arrears::detail {

/// Relations over figures, as polynomials with domains.
class System {
public:
    /// \param forms of relations over these figures; what `whole` is in the r-th of them is quantity (figures + r)
    System(std::vector<NormalForm> forms, std::vector<Comparison> is, std::vector<Domain> figures);

    [[nodiscard]] const NormalForm& form(std::size_t relation) const { return forms_[relation]; }
    [[nodiscard]] Comparison comparison(std::size_t relation) const { return is_[relation]; }
    [[nodiscard]] std::size_t figures() const noexcept { return figures_; }
    [[nodiscard]] const std::vector<Domain>& domains() const noexcept { return domains_; }
    /// Has a figure lie in another domain from now on.
    void replace(std::size_t figure, const Domain& domain) { domains_[figure] = domain; }
    /// Those of a relation's quantities that are figures.
    [[nodiscard]] std::vector<std::size_t> figures_of(std::size_t relation) const;
    /// The domains where these figures may be anything of their kind.
    [[nodiscard]] std::vector<Domain> freed(std::span<const std::size_t> figures) const;

private:
    std::size_t figures_;
    std::vector<Domain> domains_;   // of all quantities
    std::vector<NormalForm> forms_;
    std::vector<Comparison> is_;
    std::vector<char> keeps_sign_;   // quantities that multiply or divide
};

/// Questions of whether some relations of a system can hold together, one after the other: each begins where the last one ended.
class Inquiry {
public:
    struct Answer {
        Status status = Status::unresolved;
        std::map<std::size_t, WideRatio> values{};   ///< feasible: of each quantity of the relations
        Proof proof{};                               ///< infeasible
        std::vector<std::size_t> relations{};        ///< infeasible: those in the proof, in order
        std::vector<std::size_t> figures{};          ///< infeasible: those whose printed values the proof needs, in order
    };

    /// \param system has to outlive this; what it replaces is seen
    Inquiry(const System& system, std::span<const std::size_t> relations);
    ~Inquiry();
    Inquiry(Inquiry&&) noexcept;
    Inquiry(const Inquiry&) = delete;
    Inquiry& operator=(const Inquiry&) = delete;

    /// Whether they can hold together where these figures, in order, may be anything of their kind.
    [[nodiscard]] Answer ask(std::span<const std::size_t> freed, const Limits& limits);
    /// The ends between which a freed figure would have to lie, as far as the linear part of the relations says within the limits.
    [[nodiscard]] Domain implied(std::size_t figure, std::span<const std::size_t> freed, const Limits& limits);

private:
    class Stated;
    [[nodiscard]] Status search(std::vector<Domain>& domains, Limits& left, Proof& proof, Answer& answer);
    [[nodiscard]] bool shown(const std::map<std::size_t, WideRatio>& values, const std::vector<Domain>& domains);
    [[nodiscard]] bool satisfies(std::size_t relation, const std::map<std::size_t, WideRatio>& values) const;
    [[nodiscard]] bool hold_some(const std::vector<Domain>& domains, bool all_ways, const Limits& limits, Answer& answer);
    [[nodiscard]] std::vector<std::size_t> factors(const std::vector<Domain>& domains, bool narrowest_moves) const;
    [[nodiscard]] std::optional<std::size_t> widest_factor(const std::map<std::size_t, WideRatio>& values, const std::vector<Domain>& domains) const;

    const System* system_;
    std::vector<std::size_t> relations_;
    std::vector<std::size_t> quantities_{};   // of the relations, in order
    /// By quantity: in how many products it stands, and in how many relations.
    std::map<std::size_t, std::pair<std::size_t, std::size_t>> uses_{};
    std::unique_ptr<Stated> bounds_;          // products between linear bounds
    std::unique_ptr<Stated> held_{};          // what multiplies held at values
    std::vector<std::size_t> by_degree_{};                  // the relations, those with products first: the likeliest not to hold
    std::map<std::size_t, WideRatio> last_held_{}, shown_{};   // what was held at which values last; values that satisfied all
    std::size_t in_halves_ = 0;   // how many intervals are halved now
};

}   // namespace arrears::detail
