// SPDX-License-Identifier: BSL-1.0
// How long a rule takes to decide, and to give its reasons. Random cases, from a seed, that all have an answer.
#include <arrears/rules/hardship.hpp>
#include <arrears/rules/retirement.hpp>
#include <arrears/rules/surcharge.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <random>
#include <vector>

namespace {

using namespace arrears;

constexpr std::size_t cases = 1024;   // few enough to stay in the cache: what is measured is the rule
constexpr Date as_of{2018, 12, 31};

template <class Facts, class Make>
std::vector<Facts> some(Make make) {
    std::mt19937 random{20190601};
    std::vector<Facts> out;
    while (out.size() < cases) out.push_back(make(random));
    return out;
}

std::vector<HardshipFacts> enterprises() {
    return some<HardshipFacts>([](std::mt19937& random) {
        HardshipFacts facts;
        facts.certification = InForce<Certification>{enum_at<Certification>(random() % enum_count<Certification>), Date{2010, 1, 1}};
        facts.status = InForce<OperatingStatus>{enum_at<OperatingStatus>(random() % enum_count<OperatingStatus>), Date{2003, 5, 1}};
        facts.owed_to_funds = Money::from_fen(random() % 2 * 1'000'000);
        facts.owed_to_people = Money::from_fen(random() % 2 * 1'000'000);
        return facts;
    });
}
/// Half of them from before the change of rate of 2011.
std::vector<SurchargeFacts> debts() {
    return some<SurchargeFacts>([](std::mt19937& random) {
        return SurchargeFacts{ArrearsCategory::pension, Money::from_fen(random() % 1'000'000'000), Date{2005, 1, 1} + random() % 4700, {}, {}};
    });
}
std::vector<RetirementFacts> workers() {
    return some<RetirementFacts>([](std::mt19937& random) {
        return RetirementFacts{Date{1955, 1, 1} + random() % 12'000, enum_at<RetirementGroup>(random() % enum_count<RetirementGroup>), {}};
    });
}

/// Each iteration is one answer.
template <class Facts, class Answer>
void answers(benchmark::State& state, const std::vector<Facts>& all, Answer answer) {
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(answer(all[at]));
        at = (at + 1) % cases;
    }
}

void hardship_decide(benchmark::State& state) {
    const HardshipRule rule;
    answers(state, enterprises(), [&](const HardshipFacts& facts) { return rule.decide(facts, as_of); });
}
void hardship_explain(benchmark::State& state) {
    const HardshipRule rule;
    answers(state, enterprises(), [&](const HardshipFacts& facts) { return rule.explain(facts, as_of); });
}
void surcharge_decide(benchmark::State& state) {
    const SurchargeRule rule;
    answers(state, debts(), [&](const SurchargeFacts& facts) { return rule.decide(facts, as_of); });
}
void surcharge_explain(benchmark::State& state) {
    const SurchargeRule rule;
    answers(state, debts(), [&](const SurchargeFacts& facts) { return rule.explain(facts, as_of); });
}
void retirement_decide(benchmark::State& state) {
    const RetirementAgeRule rule;
    answers(state, workers(), [&](const RetirementFacts& facts) { return rule.decide(facts, Date{2026, 1, 1}); });
}
void retirement_explain(benchmark::State& state) {
    const RetirementAgeRule rule;
    answers(state, workers(), [&](const RetirementFacts& facts) { return rule.explain(facts, Date{2026, 1, 1}); });
}

BENCHMARK(hardship_decide)->Name("hardship/decide");
BENCHMARK(hardship_explain)->Name("hardship/explain");
BENCHMARK(surcharge_decide)->Name("surcharge/decide");
BENCHMARK(surcharge_explain)->Name("surcharge/explain");
BENCHMARK(retirement_decide)->Name("retirement/decide");
BENCHMARK(retirement_explain)->Name("retirement/explain");

}   // namespace
