// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enum_set.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/in_force.hpp>
#include <arrears/rules/outcome.hpp>

#include <optional>

namespace arrears {

/// What the class of an enterprise follows from, as of one date. Empty is unknown.
struct HardshipFacts {
    std::optional<InForce<Certification>> certification{};
    std::optional<InForce<OperatingStatus>> status{};
    std::optional<Money> owed_to_funds{};    ///< outstanding as of the date, all six funds together
    std::optional<Money> owed_to_people{};   ///< outstanding as of the date, all that is owed to people

    friend bool operator==(const HardshipFacts&, const HardshipFacts&) = default;
};

/// The hardship class of an enterprise (困难企业类别): certified as such; else by its state, by a policy.
///
/// Certification decides alone, whatever the state. An enterprise known to be uncertified is in hardship where any one
/// criterion holds. The defaults are the reading under which the Yangquan survey of 2019 counts 11 enterprises as
/// "not certified, in actual difficulty": halted or semi-halted, or owing anything at all to funds or people. No
/// national or local norm for them is known; certification itself is a local decision that no rule here repeats.
/// Bankrupt and closed enterprises go by resettlement plans: by default their state alone is no criterion.
struct HardshipRule {
    EnumSet<OperatingStatus> states{OperatingStatus::semi_halted, OperatingStatus::halted};   ///< any of these is hardship
    std::optional<Money> owed_to_funds_min = Money::from_fen(1);    ///< owing so much or more is hardship; nothing: no criterion
    std::optional<Money> owed_to_people_min = Money::from_fen(1);   ///< likewise of what is owed to people

    /// Undetermined where the certification is unknown, or where no criterion is known to hold and one is unknown.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<HardshipClass, When>> decide(const HardshipFacts& facts, Date as_of) const {
        using Class = Outcome<detail::Late<HardshipClass, When>>;
        const auto certification = facts.certification ? detail::late<When>(*facts.certification).as_of(as_of) : std::nullopt;
        if (!certification) return Class::undetermined({MissingFact::certification});
        if (*certification == Certification::hardship) return Class{HardshipClass::certified_hardship};
        if (*certification == Certification::special_hardship) return Class{HardshipClass::certified_special_hardship};

        MissingFacts missing;
        if (!states.empty()) {
            const auto status = facts.status ? detail::late<When>(*facts.status).as_of(as_of) : std::nullopt;
            if (!status) missing.insert(MissingFact::operating_status);
            else if (states.contains(*status)) return Class{HardshipClass::uncertified_in_hardship};
        }
        if (owed_to_funds_min) {
            if (!facts.owed_to_funds) missing.insert(MissingFact::owed_to_funds);
            else if (*facts.owed_to_funds >= *owed_to_funds_min) return Class{HardshipClass::uncertified_in_hardship};
        }
        if (owed_to_people_min) {
            if (!facts.owed_to_people) missing.insert(MissingFact::owed_to_people);
            else if (*facts.owed_to_people >= *owed_to_people_min) return Class{HardshipClass::uncertified_in_hardship};
        }
        if (!missing.empty()) return Class::undetermined(missing);
        return Class{HardshipClass::not_in_hardship};
    }

    friend bool operator==(const HardshipRule&, const HardshipRule&) = default;
};

}   // namespace arrears
