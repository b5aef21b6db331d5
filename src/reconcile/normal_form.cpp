// SPDX-License-Identifier: BSL-1.0
#include "normal_form.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace arrears::detail {

namespace {

using Variables = std::vector<std::size_t>;

[[nodiscard]] Polynomial constant(WideRatio value) {
    Polynomial out;
    out.add({}, value);
    return out;
}
[[nodiscard]] Polynomial sum(Polynomial a, const Polynomial& b, int sign) {
    for (const auto& [variables, by] : b.terms) a.add(variables, by * sign);
    return a;
}
/// Nothing where a variable would stand twice in a term.
[[nodiscard]] std::optional<Polynomial> product(const Polynomial& a, const Polynomial& b) {
    Polynomial out;
    for (const auto& [left, by_left] : a.terms) {
        for (const auto& [right, by_right] : b.terms) {
            Variables both;
            std::merge(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
            if (std::adjacent_find(both.begin(), both.end()) != both.end()) return std::nullopt;
            out.add(both, by_left * by_right);
        }
    }
    return out;
}

struct Quotient {
    Polynomial above, below;
};

[[nodiscard]] std::optional<Quotient> quotient_of(const Expression& expression, std::size_t whole) {
    using Kind = Expression::Kind;
    const auto variable = [](std::size_t of) {
        Polynomial out;
        out.add({of}, 1);
        return Quotient{std::move(out), constant(1)};
    };
    switch (expression.kind()) {
    case Kind::number: return Quotient{constant(value_of(expression.digits(), expression.unit())), constant(1)};
    case Kind::figure: return variable(expression.position());
    case Kind::whole: return variable(whole);
    default: break;
    }
    std::optional<Quotient> a = quotient_of(expression.parts()[0], whole);
    if (!a) return std::nullopt;
    if (expression.kind() == Kind::negative) {
        a->above = sum({}, a->above, -1);
        return a;
    }
    std::optional<Quotient> b = quotient_of(expression.parts()[1], whole);
    if (!b) return std::nullopt;
    if (expression.kind() == Kind::sum || expression.kind() == Kind::difference) {
        const int sign = expression.kind() == Kind::sum ? 1 : -1;
        if (a->below.terms == b->below.terms) return Quotient{sum(std::move(a->above), b->above, sign), std::move(a->below)};
        const auto left = product(a->above, b->below), right = product(b->above, a->below), below = product(a->below, b->below);
        if (!left || !right || !below) return std::nullopt;
        return Quotient{sum(*left, *right, sign), *below};
    }
    if (expression.kind() == Kind::quotient) std::swap(b->above, b->below);
    const auto above = product(a->above, b->above), below = product(a->below, b->below);
    if (!above || !below) return std::nullopt;
    return Quotient{*above, *below};
}

/// With points in the place of variables that can be nothing else.
[[nodiscard]] Polynomial folded(const Polynomial& of, std::span<const Domain> domains) {
    Polynomial out;
    for (const auto& [variables, by] : of.terms) {
        Variables left;
        WideRatio value = by;
        for (const std::size_t each : variables) {
            if (domains[each].is_point()) value *= domains[each].low->at;
            else left.push_back(each);
        }
        out.add(left, value);
    }
    return out;
}

}   // namespace

bool Domain::contains(const WideRatio& value) const {
    if (low && (low->closed ? value < low->at : value <= low->at)) return false;
    return !(high && (high->closed ? value > high->at : value >= high->at));
}

int Domain::sign() const {
    if (is_point() && low->at == 0) return 2;
    if (low && low->at >= 0) return 1;
    if (high && high->at <= 0) return -1;
    return 0;
}

WideRatio Domain::some() const {
    if (low && low->closed) return low->at;
    if (high && high->closed) return high->at;
    if (low && high) return (low->at + high->at) / 2;
    return low ? WideRatio{low->at + 1} : high ? WideRatio{high->at - 1} : WideRatio{0};
}

void Domain::keep(const Domain& other) {
    if (other.low && (!low || other.low->at > low->at || (other.low->at == low->at && !other.low->closed))) low = other.low;
    if (other.high && (!high || other.high->at < high->at || (other.high->at == high->at && !other.high->closed))) high = other.high;
}

void Domain::make_whole() {
    whole = true;
    if (low) {
        cpp_int end = ceiling_of(low->at);
        if (!low->closed && end == low->at) ++end;
        low = End{end, true};
    }
    if (high) {
        cpp_int end = floor_of(high->at);
        if (!high->closed && end == high->at) --end;
        high = End{end, true};
    }
}

WideRatio value_of(const PrintedDecimal& digits, const std::optional<FigureUnit>& unit) {
    WideRatio out{digits.digits};
    for (int i = 0; i < digits.decimals; ++i) out /= 10;
    return unit ? out * WideRatio(scale(*unit)) : out;
}

bool counts_whole_things(const PublishedFigure& figure) {
    const Dimension what = dimension(figure.unit);
    if (what == Dimension::money || what == Dimension::share) return false;
    return figure.value.decimals == 0 || scale(figure.unit) != Ratio{1};
}

Domain domain_of(const PublishedFigure& figure) {
    const FigureInterval interval = figure.interval();
    Domain out{Domain::End{WideRatio(interval.low), interval.low_closed}, Domain::End{WideRatio(interval.high), interval.high_closed}, false};
    if (counts_whole_things(figure)) out.make_whole();
    return out;
}

std::vector<Domain> domains_of(std::span<const PublishedFigure> figures) {
    std::vector<Domain> out;
    out.reserve(figures.size());
    for (const PublishedFigure& each : figures) out.push_back(domain_of(each));
    return out;
}

void Polynomial::add(const std::vector<std::size_t>& variables, const WideRatio& by) {
    if (by == 0) return;
    const auto at = terms.emplace(variables, 0).first;
    at->second += by;
    if (at->second == 0) terms.erase(at);
}

WideRatio Polynomial::at(const std::map<std::size_t, WideRatio>& values) const {
    WideRatio out = 0;
    for (const auto& [variables, by] : terms) {
        WideRatio term = by;
        for (const std::size_t each : variables) term *= values.at(each);
        out += term;
    }
    return out;
}

std::optional<NormalForm> try_normal_form(const Expression& expression, std::size_t whole) {
    std::optional<Quotient> made = quotient_of(expression, whole);
    if (!made) return std::nullopt;
    std::set<std::size_t> all;
    for (const Polynomial* const each : {&made->above, &made->below}) {
        for (const auto& [variables, by] : each->terms) all.insert(variables.begin(), variables.end());
    }
    return NormalForm{std::move(made->above), std::move(made->below), {all.begin(), all.end()}};
}

std::optional<WideRatio> NormalForm::divisor() const {
    const bool constant = below.terms.size() == 1 && below.terms.begin()->first.empty();
    return constant ? std::optional{below.terms.begin()->second} : std::nullopt;
}

NormalForm normal_form(const Relation& relation, std::size_t whole) { return *try_normal_form(relation.left - relation.right, whole); }

Domain range_of(const NormalForm& form, std::span<const Domain> domains) {
    constexpr std::size_t corners_most = 14;   // variables: 16,384 corners
    const Polynomial above = folded(form.above, domains), below = folded(form.below, domains);
    std::set<std::size_t> core;   // variables of which both ends are tried
    for (const auto& [variables, by] : below.terms) core.insert(variables.begin(), variables.end());
    for (const auto& [variables, by] : above.terms) {
        if (variables.size() > 1) core.insert(variables.begin(), variables.end());
    }
    if (core.size() > corners_most) return {};
    for (const std::size_t each : core) {
        if (!domains[each].low || !domains[each].high) return {};
    }
    Domain out;
    bool low_known = true, high_known = true, first = true;
    WideRatio first_divisor;
    const std::vector<std::size_t> order{core.begin(), core.end()};
    for (std::size_t corner = 0; corner < (std::size_t{1} << order.size()); ++corner) {
        std::map<std::size_t, WideRatio> values;
        bool closed = true;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const Domain::End& end = ((corner >> i) & 1U) != 0 ? *domains[order[i]].high : *domains[order[i]].low;
            values[order[i]] = end.at;
            closed = closed && end.closed;
        }
        const WideRatio divisor = below.at(values);
        if (first) first_divisor = divisor;
        if (divisor == 0 || (divisor > 0) != (first_divisor > 0)) return {};   // of both signs: nought lies between
        WideRatio fixed = 0;
        Domain::End low{0, closed}, high{0, closed};
        for (const auto& [variables, by] : above.terms) {
            if (variables.size() == 1 && !core.contains(variables.front())) {   // alone: the end that the sign wants
                const Domain& domain = domains[variables.front()];
                const bool rising = (by > 0) == (divisor > 0);
                const auto &least = rising ? domain.low : domain.high, &most = rising ? domain.high : domain.low;
                if (least) low.at += by * least->at / divisor, low.closed = low.closed && least->closed;
                else low_known = false;
                if (most) high.at += by * most->at / divisor, high.closed = high.closed && most->closed;
                else high_known = false;
                continue;
            }
            WideRatio term = by;
            for (const std::size_t each : variables) term *= values.at(each);
            fixed += term;
        }
        fixed /= divisor;
        low.at += fixed, high.at += fixed;
        if (first || low.at < out.low->at || (low.at == out.low->at && low.closed)) out.low = low;
        if (first || high.at > out.high->at || (high.at == out.high->at && high.closed)) out.high = high;
        first = false;
    }
    if (!low_known) out.low.reset();
    if (!high_known) out.high.reset();
    return out;
}

std::optional<NormalForm> solved_for(std::size_t variable, const NormalForm& form) {
    if (!std::binary_search(form.variables.begin(), form.variables.end(), variable)) return std::nullopt;
    NormalForm out;
    for (const auto& [variables, by] : form.above.terms) {
        std::vector<std::size_t> others = variables;
        const auto at = std::find(others.begin(), others.end(), variable);
        if (at == others.end()) {
            out.above.add(others, -by);
        } else {
            others.erase(at);
            out.below.add(others, by);
        }
    }
    return out.below.terms.empty() ? std::nullopt : std::optional{std::move(out)};
}

}   // namespace arrears::detail
