// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/surcharge.hpp>
#include <arrears/rules/surcharge_meter.hpp>
#include <arrears/rules/verify.hpp>

#include <random>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

namespace {

struct Case {
    SurchargeRule rule;
    SurchargeFacts facts;
    std::vector<Exemption> exemptions;
    Date as_of;
};

void make(std::mt19937& random, Case& out) {
    out.rule.day_count = enum_at<DayCount>(random() % enum_count<DayCount>);
    out.rule.crossing = random() % 3 == 0 ? RateCrossing::rate_of_first_day : RateCrossing::each_day_its_rate;
    out.rule.before_law = BeforeLaw::none;
    out.rule.rounding_of = random() % 2 == 0 ? RoundingOf::each_span : RoundingOf::total;
    out.rule.rounding = enum_at<Rounding>(random() % enum_count<Rounding>);
    out.rule.rounding_unit = Money::from_fen(random() % 4 == 0 ? 10 : 1);
    out.rule.petition_day = enum_at<PetitionDay>(random() % 2);
    out.facts.category = random() % 6 == 0 ? ArrearsCategory::wages : ArrearsCategory::pension;
    out.facts.enrolment.reset();
    if (random() % 8 == 0) {   // the rate of employers not enrolled, which has no gap
        out.facts.category = ArrearsCategory::work_injury;
        out.facts.enrolment = Enrolment::not_enrolled;
    }
    out.facts.principal = Money::from_fen(1 + random() % 1'000'000'000);
    out.facts.due = Date{1998, 6, 1} + random() % 9000;
    out.as_of = Date{2000, 1, 1} + random() % 9000;
    out.rule.cap = random() % 3 == 0 ? SurchargeCap::principal : SurchargeCap::none;
    out.facts.petition_accepted.reset();
    if (random() % 4 == 0) out.facts.petition_accepted = Date{2000, 1, 1} + random() % 9000;
    out.exemptions.clear();
    for (Date day = Date{2002, 1, 1} + random() % 3000; out.exemptions.size() < random() % 4;) {
        const Date last = day + random() % 700;
        out.exemptions.push_back({day, last, {}});
        day = last + 1 + random() % 1500;
    }
    out.facts.exemptions = out.exemptions;
}

}   // namespace

TEST_CASE("SurchargeMeter: with one principal throughout it is the rule, wherever it stops on the way", "[rules][ledger][property]") {
    std::mt19937 random{86};
    Case one;
    std::size_t different = 0;
    for (int i = 0; i < test::cases; ++i) {
        make(random, one);
        SurchargeMeter meter{one.rule, one.facts};
        for (Date stop = *one.facts.due + random() % 2000; stop < one.as_of; stop += 1 + random() % 2000) meter.advance(stop);
        meter.advance(one.as_of);
        const Surcharge made = one.rule.decide(one.facts, one.as_of).value();
        if (meter.amount(one.as_of) != made.amount || meter.days() != made.days) ++different;
    }
    CHECK(different == 0);
}

TEST_CASE("SurchargeMeter: with a principal that falls it is the rule told of the falls, whose reasons verify", "[rules][ledger][property]") {
    std::mt19937 random{11};
    Case one;
    std::size_t different = 0, unverified = 0;
    for (int i = 0; i < test::cases; ++i) {
        make(random, one);
        SurchargeMeter meter{one.rule, one.facts};
        std::vector<PrincipalFall> falls;
        Money left = one.facts.principal;
        for (Date day = *one.facts.due - 20 + random() % 1000; day <= one.as_of && left != Money{}; day += 1 + random() % 1000) {
            left = random() % 8 == 0 ? Money{} : Money::from_fen(static_cast<std::int64_t>(random()) % left.fen());
            meter.advance(day);
            meter.set_principal(left);
            falls.push_back({one.rule.day_count == DayCount::after_due_before_as_of ? day - 1 : day, left});
        }
        meter.advance(one.as_of);
        one.facts.falls = falls;
        const Surcharge made = one.rule.decide(one.facts, one.as_of).value();
        if (meter.amount(one.as_of) != made.amount || meter.days() != made.days) ++different;
        if (i % 20 == 0) {
            const auto decision = one.rule.explain(one.facts, one.as_of);
            if (decision.outcome.value() != made || !verify(decision, one.rule, one.facts, one.as_of).holds()) ++unverified;
        }
        one.facts.falls = {};
    }
    CHECK(different == 0);
    CHECK(unverified == 0);
}

TEST_CASE("SurchargeMeter: a principal that falls bears the sum of what its parts bear", "[rules][ledger][property]") {
    std::mt19937 random{98};
    Case one;
    for (int i = 0; i < 2'000; ++i) {
        make(random, one);
        one.rule.rounding_of = RoundingOf::total;
        one.rule.cap = SurchargeCap::none;
        one.rule.rounding = Rounding::down;
        one.rule.rounding_unit = Money::from_fen(1);
        one.facts.principal = Money::from_fen(one.facts.principal.fen() / 2'000'000 * 2'000'000);   // its parts bear whole fen each day
        if (one.rule.day_count == DayCount::after_due_before_as_of) one.rule.day_count = DayCount::after_due_through_as_of;
        const Date fell = *one.facts.due + random() % 4000;
        const Money part = Money::from_fen(one.facts.principal.fen() / 2);
        SurchargeMeter meter{one.rule, one.facts};
        meter.advance(fell);
        meter.set_principal(one.facts.principal - part);
        meter.advance(one.as_of);
        SurchargeFacts paid = one.facts, kept = one.facts;
        paid.principal = part;
        kept.principal -= part;
        CAPTURE(i, fell, one.as_of, *one.facts.due, one.facts.principal);
        const Money expected = one.rule.decide(paid, std::min(fell, one.as_of)).value().amount + one.rule.decide(kept, one.as_of).value().amount;
        if (fell <= one.as_of) CHECK(meter.amount(one.as_of) == expected);
    }
}

TEST_CASE("SurchargeMeter: rounding each span rounds where the principal falls, too", "[rules][ledger]") {
    const SurchargeRule rule{.rounding_of = RoundingOf::each_span};
    SurchargeMeter meter{rule, {ArrearsCategory::pension, 10_yuan, Date{2020, 6, 30}, {}, {}}};   // half a fen a day
    meter.advance(Date{2020, 7, 1});
    CHECK(meter.amount(Date{2020, 7, 1}) == 0.01_yuan);
    meter.set_principal(9.99_yuan);
    meter.advance(Date{2020, 7, 3});   // 2 × 0.004995, rounded by itself
    CHECK(meter.amount(Date{2020, 7, 3}) == 0.02_yuan);
    CHECK(meter.days() == 3);
}

TEST_CASE("SurchargeMeter: the cap is of the principal as opened; before the law has one there is none", "[rules][ledger]") {
    const SurchargeRule rule{.cap = SurchargeCap::principal};
    SurchargeMeter meter{rule, {ArrearsCategory::pension, 100_yuan, Date{2005, 12, 31}, {}, {}}};
    meter.advance(Date{2011, 12, 31});
    CHECK(meter.amount(Date{2011, 12, 31}) == 410.60_yuan);   // 2,007 days at 0.20 and 184 at 0.05
    meter.advance(Date{2012, 1, 1});
    CHECK(meter.amount(Date{2012, 1, 1}) == 100_yuan);
}
