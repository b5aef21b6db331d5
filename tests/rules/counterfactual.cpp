// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/counterfactual.hpp>

#include <random>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

namespace {
constexpr Date as_of{2018, 12, 31};
const OverdueRetirementFacts barred{{Date{1958, 1, 1}, RetirementGroup::male, {}}, true, 93.19_wan, 1234.56_yuan};

/// By trying every choice.
std::int64_t best_by_trial(const std::vector<Option>& options, Money budget) {
    std::int64_t best = 0;
    for (std::size_t bits = 0; bits < (std::size_t{1} << options.size()); ++bits) {
        Money cost;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < options.size(); ++i) {
            if ((bits >> i & 1U) != 0) cost += options[i].cost, value += options[i].value;
        }
        if (cost <= budget) best = std::max(best, value);
    }
    return best;
}
}   // namespace

TEST_CASE("least_amount: exact, with its proof", "[rules]") {
    const auto at_least = [](Money edge) { return [edge](Money paid) { return paid >= edge; }; };
    CHECK((least_amount(100_yuan, at_least(12.34_yuan)) == LeastAmount{12.34_yuan, 12.33_yuan}));
    CHECK((least_amount(100_yuan, at_least(100_yuan)) == LeastAmount{100_yuan, 99.99_yuan}));
    CHECK((least_amount(100_yuan, at_least(Money{})) == LeastAmount{}));
    CHECK_FALSE(least_amount(100_yuan, at_least(100.01_yuan)).has_value());
    CHECK(least_amount(Money::max(), at_least(Money::max()))->amount == Money::max());
    CHECK_THROWS_AS(least_amount(-1_yuan, at_least(Money{})), Error);
}

TEST_CASE("release: what ends an overdue retirement, and by whom it is to be paid", "[rules]") {
    const auto survey = release(OverdueRetirementRule::of_survey(), barred, as_of);
    REQUIRE(survey.has_value());
    CHECK(survey->by == RetirementBar::enterprise_arrears);
    CHECK(survey->payment.amount == 93.19_wan);   // all of it: a fen owed still bars
    CHECK(survey->payment.too_little == 93.19_wan - Money::from_fen(1));
    OverdueRetirementRule own = OverdueRetirementRule::of_survey();
    own.blocked_by = RetirementBar::own_arrears;
    CHECK(release(own, barred, as_of)->payment.amount == 1234.56_yuan);
    CHECK_FALSE(release(OverdueRetirementRule{}, barred, as_of).has_value());                         // undetermined
    CHECK_FALSE(release(OverdueRetirementRule::of_survey(), {}, as_of).has_value());                  // nothing known
    CHECK_FALSE(release(OverdueRetirementRule::of_survey(), barred, Date{2017, 1, 1}).has_value());   // not of age yet
}

TEST_CASE("payment_to_fall_under: one million or more includes the number", "[rules]") {
    CHECK((payment_to_fall_under(120_wan, 100_wan) == LeastAmount{20_wan + Money::from_fen(1), 20_wan}));
    CHECK((payment_to_fall_under(100_wan, 100_wan) == LeastAmount{Money::from_fen(1), Money{}}));
    CHECK_FALSE(payment_to_fall_under(100_wan - Money::from_fen(1), 100_wan).has_value());
}

TEST_CASE("release: what takes an uncertified enterprise out of hardship", "[rules]") {
    HardshipFacts facts;
    facts.certification = InForce<Certification>{Certification::none, {}};
    facts.status = InForce<OperatingStatus>{OperatingStatus::normal, {}};
    facts.owed_to_funds = 50_yuan;
    facts.owed_to_people = Money{};
    CHECK(release(HardshipRule{}, facts, as_of).to_funds->amount == 50_yuan);
    CHECK_FALSE(release(HardshipRule{}, facts, as_of).to_people.has_value());
    facts.owed_to_people = 7_yuan;
    CHECK_FALSE(release(HardshipRule{}, facts, as_of).to_funds.has_value());   // either is enough for hardship
    CHECK(release(HardshipRule{}, facts, as_of).to_people_after_funds->amount == 7_yuan);
    facts.status = InForce<OperatingStatus>{OperatingStatus::halted, {}};
    CHECK(release(HardshipRule{}, facts, as_of) == HardshipRelease{});   // no payment starts it up again
}

TEST_CASE("best_choice: the best there is, proved, or a bound", "[rules][property]") {
    const auto seed = GENERATE(take(200, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    std::vector<Option> options(random() % 13);
    for (Option& option : options) option = {Money::from_fen(random() % 1000), static_cast<std::int64_t>(random() % 20)};
    const Money budget = Money::from_fen(random() % 4000);
    const BestChoice made = best_choice(options, budget);
    const std::int64_t best = best_by_trial(options, budget);
    CHECK(made.is_best());
    CHECK(made.value == best);
    CHECK(made.cost <= WideMoney{budget});
    std::int64_t value = 0;
    for (const std::size_t i : made.chosen) value += options[i].value;
    CHECK(value == made.value);
    const BestChoice hasty = best_choice(options, budget, random() % 5);   // given too little time, never a wrong answer
    CHECK(hasty.value <= best);
    CHECK(hasty.bound >= best);
    CHECK(hasty.cost <= WideMoney{budget});
}

TEST_CASE("best_choice: of people who each count once the cheapest are taken", "[rules]") {
    const std::vector<Option> workers{{5_yuan, 1}, {1_yuan, 1}, {3_yuan, 1}, {2_yuan, 1}, {Money{}, 1}};
    const BestChoice made = best_choice(workers, 6_yuan);
    CHECK(made.chosen == std::vector<std::size_t>{1, 2, 3, 4});
    CHECK(made.is_best());
    CHECK(best_choice({}, 6_yuan) == BestChoice{});
    CHECK_THROWS_AS(best_choice(workers, -1_yuan), Error);
    const std::vector<Option> many(5000, Option{10_yuan, 3});
    CHECK(best_choice(many, 999_yuan).value == 297);
}
