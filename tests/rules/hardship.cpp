// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/hardship.hpp>

using namespace arrears;

namespace {
constexpr Date as_of{2018, 12, 31};
template <class T>
std::optional<InForce<T>> known(T value, std::optional<Date> since = {}) {
    return InForce<T>{value, since};
}
const auto none = known(Certification::none);
const auto normal = known(OperatingStatus::normal);
constexpr Money fen = Money::from_fen(1);
Outcome<HardshipClass> decide(const HardshipFacts& facts) { return HardshipRule{}.decide(facts, as_of); }
MissingFacts missing(const HardshipFacts& facts) { return decide(facts).missing(); }
}   // namespace

TEST_CASE("HardshipRule: a certification decides alone", "[rules]") {
    CHECK(decide({known(Certification::hardship), normal, Money{}, Money{}}).value() == HardshipClass::certified_hardship);
    CHECK(decide({known(Certification::special_hardship), {}, {}, {}}).value() == HardshipClass::certified_special_hardship);
    CHECK(missing({}) == MissingFacts{Fact::certification});
    CHECK(missing({{}, known(OperatingStatus::halted), fen, fen}) == MissingFacts{Fact::certification});
}

TEST_CASE("HardshipRule: the uncertified are in hardship by any one criterion", "[rules]") {
    const auto in_hardship = HardshipClass::uncertified_in_hardship;
    CHECK(decide({none, known(OperatingStatus::halted), {}, {}}).value() == in_hardship);
    CHECK(decide({none, known(OperatingStatus::semi_halted), Money{}, Money{}}).value() == in_hardship);
    CHECK(decide({none, normal, fen, Money{}}).value() == in_hardship);   // a fen is enough: owing anything
    CHECK(decide({none, normal, Money{}, fen}).value() == in_hardship);
    CHECK(decide({none, {}, fen, {}}).value() == in_hardship);   // the status is unknown, and what is owed decides
    CHECK(decide({none, normal, Money{}, Money{}}).value() == HardshipClass::not_in_hardship);
    CHECK(decide({none, known(OperatingStatus::bankrupt), Money{}, Money{}}).value() == HardshipClass::not_in_hardship);
    CHECK(decide({none, known(OperatingStatus::closed_down), fen, Money{}}).value() == in_hardship);
}

TEST_CASE("HardshipRule: what would decide is named, and only that", "[rules]") {
    CHECK(missing({none, {}, Money{}, Money{}}) == MissingFacts{Fact::operating_status});
    CHECK(missing({none, normal, {}, Money{}}) == MissingFacts{Fact::owed_to_funds});
    CHECK(missing({none, normal, Money{}, {}}) == MissingFacts{Fact::owed_to_people});
    CHECK(missing({none, {}, {}, {}}) == MissingFacts{Fact::operating_status, Fact::owed_to_funds, Fact::owed_to_people});
}

TEST_CASE("HardshipRule: facts from after the date do not count", "[rules]") {
    CHECK(missing({known(Certification::hardship, Date{2019, 1, 1}), normal, Money{}, Money{}}) == MissingFacts{Fact::certification});
    CHECK(decide({known(Certification::hardship, as_of), normal, Money{}, Money{}}).value() == HardshipClass::certified_hardship);
    CHECK(missing({none, known(OperatingStatus::halted, Date{2019, 1, 1}), Money{}, Money{}}) == MissingFacts{Fact::operating_status});
}

TEST_CASE("HardshipRule: the policy is the caller's", "[rules]") {
    const HardshipRule strict{.in_hardship = Criterion::owes_funds(Money::from_yuan(10))};
    CHECK(strict.decide({none, {}, Money::from_fen(999), {}}, as_of).value() == HardshipClass::not_in_hardship);
    CHECK(strict.decide({none, {}, Money::from_fen(1000), {}}, as_of).value() == HardshipClass::uncertified_in_hardship);
    CHECK(strict.decide({none, known(OperatingStatus::halted), {}, fen}, as_of).missing() == MissingFacts{Fact::owed_to_funds});
    const HardshipRule with_bankrupt{.in_hardship = HardshipRule::of_survey() || Criterion::status({OperatingStatus::bankrupt})};
    CHECK(with_bankrupt.decide({none, known(OperatingStatus::bankrupt), Money{}, Money{}}, as_of).value() == HardshipClass::uncertified_in_hardship);
}
