// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>

#include <optional>

namespace arrears {

/// What stands over enterprises and may itself stand under another: a supervising system (主管系统) such as
/// industry-transport-construction (工交建), a federation of collectives (联合社), a group (集团). It employs
/// nobody here and owes nothing: where the head of a group is an employer, it is an Enterprise as well.
struct System {
    SystemId id{};
    SystemKind kind = SystemKind::system;
    Text name{};
    std::optional<SystemId> parent{};    ///< the system it belongs to; none: it stands by itself
    std::optional<int> founded_year{};   ///< calendar year

    friend bool operator==(const System&, const System&) = default;
};

}   // namespace arrears
