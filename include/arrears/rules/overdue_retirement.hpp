// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/retirement.hpp>

#include <optional>

namespace arrears {

/// Which pension arrears bar a worker's retirement: local practice, not national law.
ARREARS_ENUM(RetirementBar,
    (none,               "不受欠费影响", "none"),
    (own_arrears,        "本人欠费",     "the worker's own arrears"),
    (enterprise_arrears, "企业欠费",     "the enterprise's arrears"));

/// What is known of a person, as of one date. Empty is unknown.
struct OverdueRetirementFacts {
    RetirementFacts person{};
    bool on_roll = true;                                ///< who has retired is not overdue
    std::optional<Money> enterprise_pension_owed{};     ///< outstanding as of the date
    std::optional<Money> own_pension_owed{};            ///< the part of it that stands against this worker's own record

    friend bool operator==(const OverdueRetirementFacts&, const OverdueRetirementFacts&) = default;
};

/// Of age, still on the roll, and barred from retiring by pension arrears (到龄未办理退休).
///
/// No national law read says that arrears bar retirement, so the rule asks its caller which do: undetermined until told.
/// `of_survey()` takes the enterprise's arrears: the Yangquan survey of 2019 gives as the reason for its 108 workers that
/// pension contributions are owed (因欠缴养老保险金), and the arrears it counts are the enterprises'.
struct OverdueRetirementRule {
    RetirementAgeRule age{};
    std::optional<RetirementBar> blocked_by{};

    [[nodiscard]] static OverdueRetirementRule of_survey() { return {.age = {}, .blocked_by = RetirementBar::enterprise_arrears}; }

    /// Undetermined where a fact or the policy that would decide is missing: not where the age is not reached anyway, nor
    /// where nothing is owed under any policy.
    [[nodiscard]] Outcome<bool> decide(const OverdueRetirementFacts& facts, Date as_of) const {
        if (!facts.on_roll || blocked_by == RetirementBar::none) return false;
        const Outcome<bool> reached = age.reached(facts.person, as_of);
        if (reached.known() == false) return false;
        const Outcome<bool> barred = is_barred(facts);
        if (barred.known() == false) return false;
        if (reached.is_determined() && barred.is_determined()) return true;
        MissingFacts missing = reached.missing();
        missing.merge(barred.missing());
        return Outcome<bool>::undetermined(missing);
    }

    friend bool operator==(const OverdueRetirementRule&, const OverdueRetirementRule&) = default;

private:
    [[nodiscard]] static Outcome<bool> owes(const std::optional<Money>& owed, Fact fact) {
        if (!owed) return Outcome<bool>::undetermined({fact});
        return *owed > Money{};
    }
    [[nodiscard]] Outcome<bool> is_barred(const OverdueRetirementFacts& facts) const {
        const auto enterprise = owes(facts.enterprise_pension_owed, Fact::enterprise_arrears);
        if (blocked_by == RetirementBar::enterprise_arrears) return enterprise;
        const auto own = owes(facts.own_pension_owed, Fact::own_arrears);
        if (blocked_by == RetirementBar::own_arrears) return own;
        if (enterprise.known() == false && own.known() == false) return false;
        MissingFacts missing{Fact::blocked_by};
        return Outcome<bool>::undetermined(missing);
    }
};

}   // namespace arrears
