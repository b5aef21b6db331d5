// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/in_force.hpp>
#include <arrears/rules/outcome.hpp>

#include <optional>

namespace arrears {

/// What is known of a person on the roll, as of one date. Empty is unknown.
struct EmploymentFacts {
    std::optional<InForce<EmploymentStatus>> recorded{};   ///< as the enterprise's roll states it
    std::optional<bool> given_work{};                      ///< the enterprise has work for this person
    std::optional<bool> paid{};                            ///< wages or an allowance for living reach this person
    std::optional<bool> comes_for_work{};                  ///< the person answers for it, or is at the enterprise's call

    friend bool operator==(const EmploymentFacts&, const EmploymentFacts&) = default;
};

/// Where a person on the roll stands: in post (在岗), laid off (下岗: no work, but the two sides still hold to each
/// other), dormant (两不着: neither work nor pay on one side, no coming for it on the other). 两不着 is the survey's
/// word and has no text of law; courts often treat such a relation as suspended (劳动关系中止).
struct EmploymentRule {
    bool roll_decides = true;   ///< what the roll states goes before the evidence; else it fills in where the evidence is silent

    /// Undetermined, with the facts that would decide, where neither roll nor evidence does.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<EmploymentStatus, When>> decide(const EmploymentFacts& facts, Date as_of) const {
        const auto recorded = facts.recorded ? detail::late<When>(*facts.recorded).as_of(as_of) : std::nullopt;
        if (recorded && roll_decides) return *recorded;
        const auto evidence = by_evidence<When>(facts);
        return recorded && !evidence.is_determined() ? Outcome<detail::Late<EmploymentStatus, When>>{*recorded} : evidence;
    }

    friend bool operator==(const EmploymentRule&, const EmploymentRule&) = default;

private:
    template <class When>
    [[nodiscard]] static Outcome<detail::Late<EmploymentStatus, When>> by_evidence(const EmploymentFacts& facts) {
        using Status = Outcome<detail::Late<EmploymentStatus, When>>;
        if (facts.given_work == true && facts.comes_for_work != false) return Status{EmploymentStatus::in_post};
        MissingFacts missing{MissingFact::employment_status};
        if (!facts.given_work) missing.insert(MissingFact::work_given);
        if (facts.given_work == false) {
            if (facts.paid == true || facts.comes_for_work == true) return Status{EmploymentStatus::laid_off};
            if (facts.paid == false && facts.comes_for_work == false) return Status{EmploymentStatus::dormant};
            if (!facts.paid) missing.insert(MissingFact::pay_given);
            if (!facts.comes_for_work) missing.insert(MissingFact::comes_for_work);
        }
        return Status::undetermined(missing);
    }
};

}   // namespace arrears
