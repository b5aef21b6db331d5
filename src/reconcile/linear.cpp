// SPDX-License-Identifier: BSL-1.0
#include "linear.hpp"

#include <algorithm>

namespace arrears::detail {

Linear::Linear(std::span<const std::size_t> quantities) {
    for (const std::size_t each : quantities) {
        quantities_[each].number = simplex_.add_variable({});
        quantity_of_.push_back(each);
    }
}

void Linear::set_domain(std::size_t quantity, const Domain& domain, const Domain& printed) {
    Quantity& one = quantities_.at(quantity);
    one.now = domain, one.printed = printed;
    simplex_.set_domain(one.number, domain);
}

void Linear::add(const Line& upper, const Line* lower) {
    Simplex::Form form;
    for (const auto& [quantity, by] : upper.terms) form.emplace_back(quantities_.at(quantity).number, by);
    Domain domain;
    domain.high = Domain::End{upper.most, !upper.strict};
    if (lower != nullptr) domain.low = Domain::End{-lower->most, !lower->strict};
    const std::size_t number = simplex_.add_form(form, domain);
    forms_[number] = {upper, lower != nullptr ? std::optional{*lower} : std::nullopt};
    numbers_[upper.relation].push_back(number);
}

void Linear::set_lines(std::size_t relation, std::vector<Line> lines) {
    std::vector<Line>& now = lines_[relation];
    if (now == lines) return;
    for (const std::size_t number : std::exchange(numbers_[relation], {})) {
        simplex_.remove_form(number);
        forms_.erase(number);
    }
    now = std::move(lines);
    const auto opposite = [](const auto& a, const auto& b) { return a.first == b.first && a.second == -b.second; };
    if (now.size() == 2 && std::equal(now[0].terms.begin(), now[0].terms.end(), now[1].terms.begin(), now[1].terms.end(), opposite)) {
        add(now[0], &now[1]);   // one form between two ends
        return;
    }
    for (const Line& each : now) add(each, nullptr);
}

ProofLine Linear::line(const Simplex::Use& use) const {
    ProofLine out;
    out.times = use.multiplier;
    if (const auto at = forms_.find(use.variable); at != forms_.end()) {
        const Line& of = use.upper ? *at->second.upper : *at->second.lower;
        out.from = ProofLine::From::relation;
        out.index = of.relation, out.terms = of.terms, out.most = of.most, out.strict = of.strict, out.factors = of.factors;
        return out;
    }
    const std::size_t quantity = quantity_of_[use.variable];
    const Quantity& one = quantities_.at(quantity);
    const std::optional<Domain::End>&end = use.upper ? one.now.high : one.now.low, &printed = use.upper ? one.printed.high : one.printed.low;
    out.from = printed && *printed == *end ? ProofLine::From::figure : ProofLine::From::split;
    out.index = quantity;
    out.terms = {{quantity, use.upper ? 1 : -1}};
    out.most = use.upper ? end->at : -end->at;
    out.strict = !end->closed;
    return out;
}

Status Linear::solve(Limits& left, Proof& proof) {
    std::vector<Simplex::Use> contradiction;
    const Simplex::Found found = simplex_.check(contradiction, left.go_on);
    if (found == Simplex::Found::nothing) return Status::unresolved;
    if (found == Simplex::Found::contradiction) {
        for (const Simplex::Use& use : contradiction) proof.lines.push_back(line(use));
        return Status::infeasible;
    }
    for (auto& [quantity, one] : quantities_) {
        if (!one.now.whole) continue;
        const Simplex::Near& near = simplex_.near(one.number);
        const WideRatio value = near.at.wide();
        cpp_int at = floor_of(value);
        if (value == at) {
            if (near.steps.sign() == 0) continue;
            if (near.steps.sign() < 0) --at;
        }
        if (left.splits == 0) return Status::unresolved;
        --left.splits;
        proof.split = Proof::Split{quantity, at, cpp_int{at + 1}};
        proof.cases.resize(2);
        const Domain before = one.now;
        Status out = Status::infeasible;
        for (const bool below : {true, false}) {
            Domain half = before;
            if (below) half.high = Domain::End{at, true};
            else half.low = Domain::End{cpp_int{at + 1}, true};
            set_domain(quantity, half, one.printed);
            out = solve(left, proof.cases[below ? 0 : 1]);
            if (out != Status::infeasible) break;
        }
        set_domain(quantity, before, one.printed);
        return out;
    }
    const std::vector<WideRatio> all = simplex_.values();
    for (const auto& [quantity, one] : quantities_) values_[quantity] = all[one.number];
    return Status::feasible;
}

Domain Linear::implied(std::size_t quantity, const Limits& limits) {
    std::vector<Simplex::Use> contradiction;
    Domain out;
    if (simplex_.check(contradiction, limits.go_on) != Simplex::Found::values) return out;
    const auto end = [](const std::optional<Simplex::Near>& near) {
        return near ? std::optional{Domain::End{near->at.wide(), near->steps.sign() == 0}} : std::nullopt;
    };
    const std::size_t number = quantities_.at(quantity).number;
    out.low = end(simplex_.extreme(number, false, limits.go_on));
    out.high = end(simplex_.extreme(number, true, limits.go_on));
    return out;
}

}   // namespace arrears::detail
