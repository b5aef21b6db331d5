// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/timeline.hpp>
#include <arrears/core/uscc.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/model/ids.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace arrears {

/// An employer (企业), with its histories. A gap in a history, or an empty one, is what no source says.
struct Enterprise {
    EnterpriseId id{};
    std::string name{};                          ///< may be empty: a survey without names
    std::optional<Uscc> uscc{};                  ///< unified social credit code, GB 32100-2015
    std::optional<SystemId> system{};            ///< the system it belongs to; without one, it belongs where its parent does
    std::optional<EnterpriseId> parent{};        ///< the enterprise that it is a unit of
    std::optional<Ownership> ownership{};
    std::string industry{};                      ///< code of GB/T 4754 (section letter, or letter and digits: `C26`); empty: unknown
    std::optional<Date> founded{};
    Timeline<Certification> certification{};     ///< by the human-resources and social-security authority
    Timeline<OperatingStatus> status{};          ///< its spans say since when an enterprise has been halted
    std::array<Timeline<Enrolment>, enum_count<Insurance>> enrolment{};   ///< one history a fund, in the order of Insurance

    [[nodiscard]] const Timeline<Enrolment>& enrolment_in(Insurance fund) const noexcept { return enrolment[static_cast<std::size_t>(fund)]; }

    friend bool operator==(const Enterprise&, const Enterprise&) = default;
};

}   // namespace arrears
