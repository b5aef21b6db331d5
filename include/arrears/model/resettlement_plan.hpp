// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>

#include <optional>
#include <string>

namespace arrears {

/// A plan for the workers of an enterprise that went bankrupt, was closed or restructured (职工安置方案). Such
/// enterprises are a set apart from those of the registry, so a plan carries the name and no id of one.
struct ResettlementPlan {
    PlanId id{};
    std::string enterprise_name{};
    ResettlementKind kind = ResettlementKind::bankrupt;
    std::optional<Date> adopted{};   ///< by the workers' congress or general meeting (职工（代表）大会)

    friend bool operator==(const ResettlementPlan&, const ResettlementPlan&) = default;
};

}   // namespace arrears
