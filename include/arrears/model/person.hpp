// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/citizen_number.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/timeline.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>

#include <optional>
#include <string>

namespace arrears {

/// A person on an enterprise's roll (在册职工), in post or not.
struct Worker {
    WorkerId id{};
    EnterpriseId enterprise{};
    std::optional<HouseholdId> household{};
    std::optional<Sex> sex{};
    std::optional<Date> birth{};
    std::optional<RetirementGroup> retirement_group{};   ///< which statutory age applies; for women it does not follow from the sex
    std::optional<Education> education{};
    Timeline<EmploymentStatus> employment{};
    std::optional<IncomeSource> income{};
    CategorySet owed{};                                  ///< what the enterprise owes this person, by kind; the amounts stand in Arrears
    std::optional<std::string> name{};                   ///< personal: never printed unless asked for
    std::optional<CitizenNumber> citizen_number{};       ///< personal, GB 11643-1999: printed masked

    friend bool operator==(const Worker&, const Worker&) = default;
};

/// A person retired from an enterprise (退休人员): no longer on its roll, and perhaps still owed.
struct Retiree {
    WorkerId id{};   ///< the number that the person had on the roll
    EnterpriseId enterprise{};
    std::optional<Sex> sex{};
    std::optional<Date> birth{};
    std::optional<Date> retired{};
    CategorySet owed{};
    std::optional<std::string> name{};
    std::optional<CitizenNumber> citizen_number{};

    friend bool operator==(const Retiree&, const Retiree&) = default;
};

}   // namespace arrears
