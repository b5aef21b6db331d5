// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>
#include <arrears/rules/economic_compensation.hpp>
#include <arrears/rules/estate.hpp>
#include <arrears/rules/resettlement_process.hpp>

#include <optional>
#include <string>
#include <vector>

namespace arrears {

/// What a plan's folder says (docs/data-files.md), and where: for messages about what the rules make of it.
struct ResettlementFiles {
    /// What a file states of a rank, to be held against its claims.
    struct StatedRank {
        ClaimRank rank = ClaimRank::costs;
        Money claimed{};
        Place place{};
    };

    /// What stands beside a claim.
    struct Listed {
        std::string id{};
        std::optional<std::size_t> worker{};   ///< whose it is or, of an advance, was; by position
        Place place{};
    };

    ResettlementProcess process;                ///< with the workers, and the steps taken
    Estate estate{};                            ///< the claims as listed, without compensation that is computed
    std::vector<Listed> listed{};               ///< of each claim of the estate
    std::optional<Money> means{};               ///< nothing: not told; the estate has 0 then
    std::optional<Money> average_wage{};        ///< of the city, a month; nothing: that of the parameters
    std::optional<Money> minimum_wage{};        ///< local, a month; nothing: that of the parameters
    std::vector<Place> worker_places{};
    std::optional<Money> claims_total{};   ///< of all claims, compensation computed among them, as stated
    Place plan_place{};
    std::vector<StatedRank> stated{};
};

/// Reads a plan from a folder of CSV files: plan.csv, and of steps, workers, insurance, claims and ranks (.csv) those that are there. Steps
/// are taken in the order of their rows; the first that its guards refuse is told with all that it lacks.
///
/// \returns nothing where anything was told \throws Error (unreadable) where the folder or plan.csv is not there
[[nodiscard]] std::optional<ResettlementFiles> read_resettlement(const std::string& folder, const Parameters& parameters, Diagnostics& diagnostics);

/// What a plan costs, and who bears it.
struct PlanCost {
    /// What the cost waits for: where it belongs, and what to tell there.
    struct Lack {
        std::optional<Fact> fact{};            ///< nothing: not for a fact, but for a parameter or for being beyond what can be counted
        std::optional<std::size_t> worker{};   ///< by position
        Fault fault{};
    };

    Estate estate{};                                    ///< with the compensation that is computed
    std::optional<Decision<EstateShares>> decision{};   ///< nothing where the estate itself is not known
    std::vector<Lack> missing{};                        ///< empty: the decision is there and determined
    Money not_yet_due{};                                ///< of the claims, those that fall due after the day: they count as due (企业破产法 art. 46)

    [[nodiscard]] bool is_determined() const noexcept { return missing.empty(); }
    /// \throws Error (outside_known) where it is not determined
    [[nodiscard]] const EstateShares& shares() const { return decision.value().outcome.value(); }
};

/// Shares the estate out, with the compensation of each worker to be compensated as a claim owed since the contract's last day. It is
/// computed by the rule where no claim is listed for it: of a worker whom a claim of compensation names, or of those without
/// `service_from` where claims of compensation name nobody, it is what was listed; a worker's compensation that somebody advanced is
/// taken off what was computed. What the answer waits for stands in it. Told, as what cannot be: compensation both computed and listed,
/// advances of it that do not say whose it was, and claims that do not add up to what is stated of a rank or in all; a rank with claims
/// has to be among those stated.
/// \returns nothing where anything was told
[[nodiscard]] std::optional<PlanCost> cost_of(const ResettlementFiles& files, const EconomicCompensationRule& compensation, const EstateRule& ranks,
                                              Date as_of, Diagnostics& diagnostics);

}   // namespace arrears
