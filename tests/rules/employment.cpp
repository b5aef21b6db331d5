// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/employment.hpp>

using namespace arrears;

namespace {
constexpr Date as_of{2018, 12, 31};
Outcome<EmploymentStatus> decide(const EmploymentFacts& facts) { return EmploymentRule{}.decide(facts, as_of); }
EmploymentFacts evidence(std::optional<bool> given_work, std::optional<bool> paid, std::optional<bool> comes) {
    return {{}, given_work, paid, comes};
}
}   // namespace

TEST_CASE("EmploymentRule: the roll decides where it speaks", "[rules]") {
    const InForce<EmploymentStatus> laid_off{EmploymentStatus::laid_off, Date{2010, 1, 1}};
    const EmploymentRule by_evidence{.roll_decides = false};
    CHECK(decide({laid_off, {}, {}, {}}).value() == EmploymentStatus::laid_off);
    CHECK(decide({laid_off, true, true, true}).value() == EmploymentStatus::laid_off);
    CHECK(by_evidence.decide({laid_off, true, true, true}, as_of).value() == EmploymentStatus::in_post);
    CHECK(by_evidence.decide({laid_off, {}, {}, {}}, as_of).value() == EmploymentStatus::laid_off);
    CHECK(EmploymentRule{}.decide({laid_off, {}, {}, {}}, Date{2009, 12, 31}).missing() ==
          MissingFacts{Fact::employment_status, Fact::work_given});
}

TEST_CASE("EmploymentRule: evidence where the roll is silent", "[rules]") {
    CHECK(decide(evidence(true, {}, {})).value() == EmploymentStatus::in_post);
    CHECK(decide(evidence(true, false, true)).value() == EmploymentStatus::in_post);   // unpaid, and in post
    CHECK(decide(evidence(false, true, false)).value() == EmploymentStatus::laid_off);
    CHECK(decide(evidence(false, {}, true)).value() == EmploymentStatus::laid_off);
    CHECK(decide(evidence(false, false, false)).value() == EmploymentStatus::dormant);
    CHECK(decide(evidence(false, false, {})).missing() == MissingFacts{Fact::employment_status, Fact::comes_for_work});
    CHECK(decide(evidence(false, {}, false)).missing() == MissingFacts{Fact::employment_status, Fact::pay_given});
    CHECK(decide(evidence(true, true, false)).missing() == MissingFacts{Fact::employment_status});   // has work and stays away
    CHECK(decide({}).missing() == MissingFacts{Fact::employment_status, Fact::work_given});
}
