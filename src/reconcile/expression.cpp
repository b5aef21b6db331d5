// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/expression.hpp>

#include <algorithm>

namespace arrears {

namespace {

void collect(const Expression& expression, std::vector<std::size_t>& out) {
    if (expression.kind() == Expression::Kind::figure && std::find(out.begin(), out.end(), expression.position()) == out.end())
        out.push_back(expression.position());
    for (const Expression& part : expression.parts()) collect(part, out);
}

}   // namespace

std::vector<std::size_t> Expression::figures() const {
    std::vector<std::size_t> out;
    collect(*this, out);
    return out;
}

}   // namespace arrears
