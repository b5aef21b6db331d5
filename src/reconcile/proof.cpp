// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/proof.hpp>

#include <algorithm>
#include <map>

namespace arrears {

bool adds_up(const Proof& proof) {
    if (proof.split) return proof.cases.size() == 2 && adds_up(proof.cases[0]) && adds_up(proof.cases[1]);
    std::map<std::size_t, WideRatio> left;
    WideRatio right = 0;
    bool strict = false;
    for (const ProofLine& line : proof.lines) {
        if (line.times <= 0) return false;
        for (const auto& [quantity, by] : line.terms) left[quantity] += by * line.times;
        right += line.most * line.times;
        strict = strict || line.strict;
    }
    const bool nothing = std::all_of(left.begin(), left.end(), [](const auto& each) { return each.second == 0; });
    return nothing && (right < 0 || (right == 0 && strict));
}

}   // namespace arrears
