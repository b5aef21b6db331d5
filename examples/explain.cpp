// SPDX-License-Identifier: BSL-1.0
// Why is this enterprise in hardship, and why so much surcharge? From files to a page of reasons, which anybody can recompute.
//
//     explain [ENTERPRISE [DIR]]     default: an enterprise of the Yangquan sample, whose records are synthetic
#include <arrears/arrears.hpp>
#include <arrears/io/registry_files.hpp>

#include <iostream>

using namespace arrears;

int main(int argc, char** argv) {
    const Date as_of{2018, 12, 31};
    Diagnostics problems;
    const auto registry = read_registry(std::string{argc > 2 ? argv[2] : ARREARS_SAMPLE_DIRECTORY} + "/registry", problems);
    if (!registry) return std::cerr << problems.text(Language::en), 1;
    const auto enterprise = registry->find(EnterpriseId{argc > 1 ? argv[1] : "FED20"});
    if (!enterprise) return std::cerr << "there is no such enterprise\n", 1;

    // Its class, by the default policy: facts in, a decision with reasons out.
    const HardshipRule hardship;
    const HardshipFacts facts = full_hardship_facts(*enterprise, as_of);
    const Decision<HardshipClass> decision = hardship.explain(facts, as_of);
    std::cout << print(decision, Language::en) << '\n';

    // The surcharge on the oldest of its pension arrears that is still owed.
    const SurchargeRule surcharge;
    for (const ArrearsView owed : enterprise->arrears()) {
        if (owed.category() != ArrearsCategory::pension || owed.outstanding(as_of) == Money{}) continue;
        const auto why = surcharge.explain(surcharge_facts(owed.record(), owed.outstanding(as_of)), as_of);
        std::cout << print(why, Language::zh) << '\n';
        break;
    }

    // The reasons are evidence: a checker that knows no rule recomputes them, and sees when they are altered.
    Decision<HardshipClass> altered = decision;
    for (Step& step : altered.reasons.steps) {
        if (step.operation == Operation::at_least) step.value = !step.value.as<bool>().value_or(false);
    }
    std::cout << "verified: " << std::boolalpha << verify(decision, hardship, facts, as_of).holds() << "; altered: " << verify(altered).holds() << '\n';
}
