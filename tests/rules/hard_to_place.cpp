// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/hard_to_place.hpp>

using namespace arrears;

namespace {
constexpr Date as_of{2018, 12, 31};
PersonFacts seeker(std::optional<Date> birth, std::optional<Sex> sex) {
    return {.birth = birth, .sex = sex, .working_age = true, .able_to_work = true, .has_work = false, .seeks_work = true};
}
Outcome<bool> ask(const PersonFacts& facts) { return HardToPlaceRule{}.decide(facts, as_of); }
}   // namespace

TEST_CASE("HardToPlaceRule: women from 40, men from 50, on the birthday", "[rules]") {
    CHECK(ask(seeker(Date{1978, 12, 31}, Sex::female)).value());
    CHECK_FALSE(ask(seeker(Date{1979, 1, 1}, Sex::female)).value());
    CHECK_FALSE(ask(seeker(Date{1978, 12, 31}, Sex::male)).value());
    CHECK(ask(seeker(Date{1968, 12, 31}, Sex::male)).value());
    CHECK_FALSE(ask(seeker(Date{1969, 1, 1}, Sex::male)).value());
    PersonFacts in_work = seeker(Date{1960, 1, 1}, Sex::male);
    in_work.has_work = true;
    CHECK_FALSE(ask(in_work).value());
}

TEST_CASE("HardToPlaceRule: asks for what would decide, and for nothing else", "[rules]") {
    CHECK(ask(seeker(Date{1960, 1, 1}, {})).value());         // of either age
    CHECK_FALSE(ask(seeker(Date{1990, 1, 1}, {})).value());   // of neither
    CHECK(ask(seeker(Date{1974, 1, 1}, {})).missing() == MissingFacts{Fact::sex});
    CHECK(ask(seeker({}, Sex::male)).missing() == MissingFacts{Fact::birth});
    CHECK(ask(seeker(Date{2019, 1, 1}, Sex::male)).missing() == MissingFacts{Fact::birth});   // born after the day: not of these facts
    PersonFacts unasked = seeker(Date{1960, 1, 1}, Sex::male);
    unasked.seeks_work.reset();
    CHECK(ask(unasked).missing() == MissingFacts{Fact::seeks_work});
}
