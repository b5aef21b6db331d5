// SPDX-License-Identifier: BSL-1.0
// What a payroll program needs: a sum that does not cover the wages owed is shared out in proportion, and no fen is lost. The
// amounts are read as accounts write them and printed in figures and in capitals. The payroll below is invented.
#include <arrears/arrears.hpp>

#include <iostream>
#include <vector>

using namespace arrears;

int main() {
    const std::vector<Money> owed{parse_money("12,345.67"), parse_money("９，８７６．５４"), parse_money("1.5万元")};
    const Money means = parse_money("20,000.00");
    const std::vector<Money> shares = allocate(means, owed);

    WideMoney total;
    for (std::size_t i = 0; i < owed.size(); ++i) {
        std::cout << owed[i] << " owed, " << shares[i] << " paid, " << percent(shares[i] / owed[i], 2, Rounding::half_away_from_zero) << "%, "
                  << capital(shares[i]) << '\n';
        total += shares[i];
    }
    std::cout << "together " << total << (total == WideMoney{means} ? ", to the fen\n" : ", which is wrong\n");

    const auto wrong = try_parse_money("12,34.5");
    std::cout << "\"12,34.5\": " << wrong.fault().message() << '\n';
}
