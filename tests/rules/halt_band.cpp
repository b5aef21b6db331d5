// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/halt_band.hpp>

using namespace arrears;

namespace {
constexpr Date as_of{2018, 12, 31};
HaltFacts halted_since(std::optional<Date> since) { return {InForce<OperatingStatus>{OperatingStatus::halted, since}}; }
std::optional<HaltBand> band(Date since) { return HaltBandRule{}.decide(halted_since(since), as_of).value(); }
}   // namespace

TEST_CASE("HaltBandRule: completed years, each edge in the band it begins", "[rules]") {
    CHECK(band(Date{2018, 12, 31}) == HaltBand::under_1);
    CHECK(band(Date{2018, 1, 1}) == HaltBand::under_1);
    CHECK(band(Date{2017, 12, 31}) == HaltBand::from_1_to_9);
    CHECK(band(Date{2009, 1, 1}) == HaltBand::from_1_to_9);   // nine years and 364 days
    CHECK(band(Date{2008, 12, 31}) == HaltBand::from_10_to_19);
    CHECK(band(Date{1999, 1, 1}) == HaltBand::from_10_to_19);
    CHECK(band(Date{1998, 12, 31}) == HaltBand::from_20);
    CHECK(band(Date{1958, 1, 1}) == HaltBand::from_20);
}

TEST_CASE("HaltBandRule: a band only for the halted, and only where the day is known", "[rules]") {
    const HaltBandRule rule;
    for (const auto status : {OperatingStatus::normal, OperatingStatus::semi_halted, OperatingStatus::bankrupt, OperatingStatus::closed_down}) {
        const auto outcome = rule.decide({InForce<OperatingStatus>{status, {}}}, as_of);   // since when does not matter
        REQUIRE(outcome.is_determined());
        CHECK_FALSE(outcome.value().has_value());
    }
    CHECK(rule.decide({}, as_of).missing() == MissingFacts{Fact::operating_status});
    CHECK(rule.decide(halted_since({}), as_of).missing() == MissingFacts{Fact::operating_status_since});
    CHECK(rule.decide(halted_since(Date{2019, 1, 1}), as_of).missing() == MissingFacts{Fact::operating_status});
}

TEST_CASE("HaltBandRule: a history gives the unbroken run", "[rules]") {
    const Timeline<OperatingStatus> history{{Date{1990, 1, 1}, Date{2000, 1, 1}, OperatingStatus::halted},
                                            {Date{2000, 1, 1}, Date{2001, 1, 1}, OperatingStatus::normal},
                                            {Date{2001, 1, 1}, Date{2010, 1, 1}, OperatingStatus::halted},
                                            {Date{2010, 1, 1}, Date::last(), OperatingStatus::halted}};
    CHECK(HaltBandRule{}.halted_years({in_force(history, as_of)}, as_of).value() == 17);
    CHECK(HaltBandRule{}.halted_years({in_force(history, Date{2000, 6, 1})}, Date{2000, 6, 1}).value() == std::nullopt);
    const auto always = Timeline<OperatingStatus>::always(OperatingStatus::halted);   // from an unknown day
    CHECK(HaltBandRule{}.decide({in_force(always, as_of)}, as_of).missing() == MissingFacts{Fact::operating_status_since});
    CHECK_FALSE(in_force(history, Date{1989, 12, 31}).has_value());
}

TEST_CASE("HaltBandRule: edges are data and must rise", "[rules]") {
    const HaltBandRule five{.edges = {5, 15, 25}};
    CHECK(five.decide(halted_since(Date{2013, 12, 31}), as_of).value() == HaltBand::from_1_to_9);   // the second band
    const HaltBandRule wrong{.edges = {1, 10, 10}};
    CHECK_THROWS_WITH(wrong.decide({}, as_of), "HaltBandRule: its edges do not rise; expected each above the one before");
}
