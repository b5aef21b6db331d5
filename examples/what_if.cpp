// SPDX-License-Identifier: BSL-1.0
// What would have to be otherwise: the least payment that changes an outcome, with its proof, and the best use of a budget.
// The enterprise, the worker and the amounts are invented.
#include <arrears/arrears.hpp>

#include <iostream>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

int main() {
    const Date as_of{2018, 12, 31};

    // A man of 60, on the roll of an enterprise that owes the pension fund: by local practice he cannot retire.
    const OverdueRetirementFacts worker{{Date{1958, 5, 1}, RetirementGroup::male, {}}, true, 93.19_wan, {}};
    const OverdueRetirementRule rule = OverdueRetirementRule::of_survey();
    std::cout << "overdue: " << std::boolalpha << rule.decide(worker, as_of).value() << '\n';
    if (const auto free = release(rule, worker, as_of)) {
        std::cout << "it ends with a payment of " << free->payment.amount << " yuan; " << *free->payment.too_little << " is not enough\n";
    }

    // How much brings the enterprise under the million that the statistics count?
    std::cout << "under a million: " << payment_to_fall_under(143.5_wan, 100_wan)->amount << " yuan\n";

    // Any question of one's own that is monotone in an amount: a surcharge of at most 5,000 yuan, by paying principal today.
    const SurchargeRule surcharge;
    const auto least = least_amount(143.5_wan, [&](Money paid) {
        return surcharge.decide({ArrearsCategory::pension, 143.5_wan - paid, Date{2018, 12, 1}, {}, {}}, as_of).value().amount <= 5000_yuan;
    });
    std::cout << "surcharge of the month at most 5,000: " << least->amount << " yuan\n";

    // Enterprises with what they owe and how many wait: most people for 200万元.
    const std::vector<Option> enterprises{{120_wan, 3}, {80_wan, 2}, {75_wan, 2}, {45_wan, 1}, {110_wan, 3}};
    const BestChoice best = best_choice(enterprises, 200_wan);
    std::cout << "for 2,000,000 yuan " << best.value << " can retire" << (best.is_best() ? ", proved the most" : "") << ":";
    for (const std::size_t i : best.chosen) std::cout << " no. " << i + 1;
    std::cout << '\n';
}
