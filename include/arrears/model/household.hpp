// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/model/ids.hpp>

#include <optional>
#include <string>

namespace arrears {

/// A household (家庭) with workers on a roll. They name it; the counts here are of its *other* members.
struct Household {
    HouseholdId id{};
    std::optional<std::string> district{};
    std::optional<int> able_members{};       ///< members on no roll here, of working age, who can and want to work
    std::optional<int> employed_members{};   ///< how many of those have work; at most able_members

    friend bool operator==(const Household&, const Household&) = default;
};

}   // namespace arrears
