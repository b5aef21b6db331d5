// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/timeline.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>

#include <array>
#include <optional>
#include <string>

namespace arrears {

/// A plan for the workers of an enterprise that went bankrupt, was closed or restructured (职工安置方案). Such
/// enterprises are a set apart from those of the registry, so a plan carries the name and no id of one.
/// How it gets from a draft to its end, and what it costs: rules/resettlement_process.hpp, which gives this record.
struct ResettlementPlan {
    PlanId id{};
    std::string enterprise_name{};
    ResettlementKind kind = ResettlementKind::bankrupt;
    std::optional<Date> adopted{};   ///< by the workers' congress or general meeting (职工（代表）大会)

    friend bool operator==(const ResettlementPlan&, const ResettlementPlan&) = default;
};

/// A worker of such an enterprise, and what becomes of the worker.
struct ResettledWorker {
    WorkerId id{};
    std::optional<WorkerDestination> destination{};
    std::optional<Date> destined{};   ///< since when
    std::array<Timeline<InsuranceStanding>, enum_count<Insurance>> insurance{};   ///< one history a fund, in the order of Insurance
    std::optional<Date> service_from{};      ///< the first day of service, for compensation
    std::optional<Date> service_through{};   ///< the last day of the contract
    std::optional<Money> wage{};             ///< the monthly average of the last twelve months

    friend bool operator==(const ResettledWorker&, const ResettledWorker&) = default;
};

}   // namespace arrears
