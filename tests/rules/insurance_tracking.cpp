// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/insurance_tracking.hpp>
#include <arrears/rules/verify.hpp>

#include <array>
#include <optional>
#include <vector>

using namespace arrears;

namespace {

using Standing = InsuranceStanding;
std::optional<InsuranceTracking> of(const Timeline<Standing>& history, Date as_of) {
    const InsuranceTrackingRule rule;
    const InsuranceTrackingFacts facts = insurance_tracking_facts(history, as_of);
    const auto decision = rule.explain(facts, as_of);
    CHECK(decision.outcome == rule.decide(facts, as_of));
    CHECK(verify(decision, rule, facts, as_of).holds());
    return decision.outcome.known();
}

}   // namespace

TEST_CASE("InsuranceTrackingRule: tracked from the day it lapses until it is continued or transferred", "[rules]") {
    const Timeline<Standing> history = Timeline<Standing>::Builder{}
                                           .add(Date{2010, 1, 1}, Date{2015, 1, 1}, Standing::paid)
                                           .add(Date{2015, 1, 1}, Date{2016, 1, 1}, Standing::owed)
                                           .add(Date{2016, 1, 1}, Date{2018, 1, 1}, Standing::interrupted)
                                           .add(Date{2018, 1, 1}, Date{2019, 1, 1}, Standing::paid)
                                           .add(Date{2019, 1, 1}, Standing::transferred)
                                           .build();
    CHECK(of(history, Date{2014, 12, 31}) == InsuranceTracking::never_interrupted);
    CHECK(of(history, Date{2015, 1, 1}) == InsuranceTracking::tracked);
    CHECK(of(history, Date{2017, 12, 31}) == InsuranceTracking::tracked);
    CHECK(of(history, Date{2018, 1, 1}) == InsuranceTracking::continued);
    CHECK(of(history, Date{2019, 1, 1}) == InsuranceTracking::transferred);
    CHECK_FALSE(of(history, Date{2009, 12, 31}).has_value());
}

TEST_CASE("InsuranceTrackingRule: what a gap hides is unknown, unless a lapse is told anyway", "[rules]") {
    const auto gap =
        Timeline<Standing>::Builder{}.add(Date{2010, 1, 1}, Date{2011, 1, 1}, Standing::paid).add(Date{2012, 1, 1}, Standing::paid).build();
    CHECK(of(gap, Date{2010, 6, 1}) == InsuranceTracking::never_interrupted);
    CHECK_FALSE(of(gap, Date{2011, 6, 1}).has_value());
    CHECK_FALSE(of(gap, Date{2013, 1, 1}).has_value());
    const auto lapse =
        Timeline<Standing>::Builder{}.add(Date{2010, 1, 1}, Date{2011, 1, 1}, Standing::interrupted).add(Date{2012, 1, 1}, Standing::paid).build();
    CHECK(of(lapse, Date{2013, 1, 1}) == InsuranceTracking::continued);
}

TEST_CASE("tracked_workers: by worker and fund, those of whom too little is known apart", "[rules]") {
    std::vector<ResettledWorker> workers(3);
    workers[1].insurance[1] = Timeline<Standing>::always(Standing::interrupted);
    workers[2].insurance[0] = Timeline<Standing>{{Date{2010, 1, 1}, Date{2011, 1, 1}, Standing::paid}};
    const auto tracked = tracked_workers(workers, Date{2012, 1, 1});
    REQUIRE(tracked.size() == 2);
    CHECK((tracked[0] == TrackedWorker{1, Insurance::medical, InsuranceTracking::tracked}));
    CHECK((tracked[1] == TrackedWorker{2, Insurance::pension, std::nullopt}));
}
