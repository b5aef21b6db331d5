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

    ResettlementProcess process;   ///< with the workers, and the steps taken
    Estate estate{};               ///< the claims as listed, without compensation that is computed
    std::vector<std::string> claim_ids{};
    std::vector<Place> claim_places{};
    std::vector<Place> worker_places{};
    std::optional<Money> average_wage{};   ///< of the city, a month
    std::optional<Money> minimum_wage{};   ///< local, a month
    std::optional<Money> claims_total{};   ///< of all claims, compensation computed among them, as stated
    Place plan_place{};
    std::vector<StatedRank> stated{};
};

/// Reads a plan from a folder of CSV files: plan.csv, and of steps, workers, insurance, claims and ranks (.csv) those that are there. Steps
/// are taken in the order of their rows; the first that its guards refuse is told with all that it lacks.
///
/// \returns nothing where anything was told \throws Error (unreadable) where the folder or plan.csv is not there
[[nodiscard]] std::optional<ResettlementFiles> read_resettlement(const std::string& folder, const Parameters& parameters, Diagnostics& diagnostics);

/// The estate with the compensation of each worker to be compensated whose service is told, computed by the rule as a claim owed since the
/// contract's last day. Tells a worker of whom facts are missing, compensation that is also listed as a claim, and claims that do
/// not add up to what is stated of a rank or in all.
/// \returns nothing where anything was told
[[nodiscard]] std::optional<Estate> estate_of(const ResettlementFiles& files, const EconomicCompensationRule& compensation, const EstateRule& ranks,
                                              Date as_of, Diagnostics& diagnostics);

}   // namespace arrears
