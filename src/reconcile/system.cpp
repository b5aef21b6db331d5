// SPDX-License-Identifier: BSL-1.0
#include "system.hpp"

#include "simplex.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace arrears::detail {

namespace {

using Values = std::map<std::size_t, WideRatio>;

[[nodiscard]] bool satisfied(Comparison is, const WideRatio& difference) {
    switch (is) {
    case Comparison::less: return difference < 0;
    case Comparison::less_equal: return difference <= 0;
    case Comparison::greater: return difference > 0;
    case Comparison::greater_equal: return difference >= 0;
    case Comparison::not_equal: return difference != 0;
    case Comparison::equal: return difference == 0;
    }
    return false;
}

/// What a product of quantities ranges over, each of one sign; nothing where that is not known.
[[nodiscard]] std::optional<Domain> range_of_product(const std::vector<std::size_t>& of, const std::vector<Domain>& domains) {
    NormalForm form;
    form.above.add(of, 1);
    form.below.add({}, 1);
    const Domain out = range_of(form, domains);
    return out.low && out.high ? std::optional{out} : std::nullopt;
}

/// One inequality of a relation: Σ by·quantity ≤ most.
struct Line {
    std::size_t relation = 0;
    Simplex::Form terms{};
    WideRatio most{};
    bool strict = false;
    std::vector<std::size_t> factors{};
};

/// The linear part of some relations, and the questions to the simplex method over it.
class Linear {
public:
    Linear(const std::vector<Domain>& domains, std::vector<Line> lines) : domains_{domains}, lines_{std::move(lines)} {
        std::set<std::size_t> all;
        for (const Line& line : lines_) {
            for (const auto& [quantity, by] : line.terms) all.insert(quantity);
        }
        add_quantities({all.begin(), all.end()});
        for (const Line& line : lines_) {
            Simplex::Form form;
            for (const auto& [quantity, by] : line.terms) form.emplace_back(number_.at(quantity), by);
            line_of_.resize(simplex_.add_form(form, Domain{std::nullopt, Domain::End{line.most, !line.strict}, false}) + 1);
            line_of_.back() = static_cast<std::size_t>(&line - lines_.data());
        }
    }

    [[nodiscard]] System::Status solve(const System::Limits& limits, Proof& proof) {
        splits_left_ = limits.splits;
        return search(limits, proof);
    }
    [[nodiscard]] Values values() const {
        const std::vector<WideRatio> all = simplex_.values();
        Values out;
        for (const auto& [quantity, number] : number_) out[quantity] = all[number];
        return out;
    }
    [[nodiscard]] Domain implied(std::size_t quantity) {
        Domain out;
        if (!number_.contains(quantity) || simplex_.check()) return out;
        const auto end = [](const std::optional<Simplex::Near>& near) {
            return near ? std::optional{Domain::End{near->at, near->steps == 0}} : std::nullopt;
        };
        out.low = end(simplex_.extreme(number_.at(quantity), false));
        out.high = end(simplex_.extreme(number_.at(quantity), true));
        return out;
    }

private:
    void add_quantities(const std::vector<std::size_t>& all) {
        for (const std::size_t quantity : all) {
            number_[quantity] = simplex_.add_variable(domains_[quantity]);
            quantities_.push_back(quantity);
        }
        now_ = domains_;
    }
    [[nodiscard]] ProofLine line(const Simplex::Use& use) const {
        ProofLine out;
        out.times = use.multiplier;
        if (use.variable >= quantities_.size()) {
            const Line& of = lines_[line_of_[use.variable]];
            out.from = ProofLine::From::relation;
            out.index = of.relation, out.terms = of.terms, out.most = of.most, out.strict = of.strict, out.factors = of.factors;
            return out;
        }
        const std::size_t quantity = quantities_[use.variable];
        const std::optional<Domain::End>& end = use.upper ? now_[quantity].high : now_[quantity].low;
        const std::optional<Domain::End>& printed = use.upper ? domains_[quantity].high : domains_[quantity].low;
        out.from = printed && *printed == *end ? ProofLine::From::figure : ProofLine::From::split;
        out.index = quantity;
        out.terms = {{quantity, use.upper ? 1 : -1}};
        out.most = use.upper ? end->at : -end->at;
        out.strict = !end->closed;
        return out;
    }
    [[nodiscard]] System::Status search(const System::Limits& limits, Proof& proof) {
        if (limits.go_on && !limits.go_on()) return System::Status::unresolved;
        if (const auto contradiction = simplex_.check()) {
            for (const Simplex::Use& use : *contradiction) proof.lines.push_back(line(use));
            return System::Status::infeasible;
        }
        for (const std::size_t quantity : quantities_) {
            if (!domains_[quantity].whole) continue;
            const Simplex::Near& near = simplex_.near(number_[quantity]);
            cpp_int at = floor_of(near.at);
            if (at == near.at) {
                if (near.steps == 0) continue;
                if (near.steps < 0) --at;
            }
            if (splits_left_ == 0) return System::Status::unresolved;
            --splits_left_;
            proof.split = Proof::Split{quantity, at};
            proof.cases.resize(2);
            const Domain before = now_[quantity];
            System::Status out = System::Status::infeasible;
            for (const bool below : {true, false}) {
                Domain one = before;
                if (below) one.high = Domain::End{at, true};
                else one.low = Domain::End{cpp_int{at + 1}, true};
                set(quantity, one);
                out = search(limits, proof.cases[below ? 0 : 1]);
                if (out != System::Status::infeasible) return out;
            }
            set(quantity, before);
            return out;
        }
        return System::Status::feasible;
    }
    void set(std::size_t quantity, const Domain& domain) {
        now_[quantity] = domain;
        simplex_.set_domain(number_[quantity], domain);
    }

    const std::vector<Domain>& domains_;
    std::vector<Line> lines_;
    std::vector<Domain> now_{};   // with the splits that a case lies in
    Simplex simplex_{};
    std::map<std::size_t, std::size_t> number_{};   // of the simplex method, by quantity
    std::vector<std::size_t> quantities_{};         // and back
    std::vector<std::size_t> line_of_{};            // by its number there
    std::size_t splits_left_ = 0;
};

/// A polynomial with its terms as lines that it is no less than, and no more than.
struct Lines {
    bool known = true;      ///< false: it could not be made linear, and nothing is said of it
    bool relaxed = false;   ///< an interval stands in the place of a factor
};

[[nodiscard]] Lines lines_of(std::size_t relation, const NormalForm& form, Comparison is, const std::vector<Domain>& domains,
                             std::vector<Line>& out) {
    Lines told;
    int sign = 1;   // of what divides
    const std::optional<WideRatio> divisor = form.divisor();
    if (is != Comparison::equal || !divisor) {
        NormalForm below{form.below, {}, {}};
        below.below.add({}, 1);
        if (divisor) sign = *divisor > 0 ? 1 : -1;
        else {
            // One term of factors that keep their signs, or a sum of such, all of one sign.
            std::set<int> signs;
            for (const auto& [variables, by] : form.below.terms) {
                int one = by > 0 ? 1 : -1;
                for (const std::size_t each : variables) one *= domains[each].sign() == 2 ? 0 : domains[each].sign();
                signs.insert(one);
            }
            if (signs.size() == 1 && *signs.begin() != 0) sign = *signs.begin();
            else {
                const Domain range = range_of(below, domains);
                if (!range.low || !range.high || range.contains_nought()) {
                    if (is != Comparison::equal) return {false, true};
                } else {
                    sign = range.sign();
                }
            }
        }
    }
    // Each term lies between two linear ones.
    Line low{relation, {}, 0, false, {}}, high = low;
    std::map<std::size_t, WideRatio> least, most;
    WideRatio least_at = 0, most_at = 0;
    std::set<std::size_t> factors;
    for (const auto& [variables, given] : form.above.terms) {
        WideRatio by = given * sign;
        std::vector<std::size_t> open;
        for (const std::size_t each : variables) {
            if (domains[each].is_point()) by *= domains[each].low->at, factors.insert(each);
            else open.push_back(each);
        }
        if (variables.size() == 1 && open.empty()) {   // a figure that is a point, by itself, stays a quantity
            factors.erase(variables.front());
            by = given * sign;
            open = variables;
        }
        if (open.empty()) {
            least_at += by, most_at += by;
            continue;
        }
        if (open.size() == 1) {
            least[open.front()] += by, most[open.front()] += by;
            continue;
        }
        told.relaxed = true;
        // The base is a quantity of one sign, that which leaves the narrowest range to the others: they are its factor.
        std::optional<std::size_t> base;
        std::optional<Domain> factor;
        for (const std::size_t each : open) {
            const int own = domains[each].sign();
            if (own == 0 || own == 2) continue;
            std::vector<std::size_t> others = open;
            others.erase(std::find(others.begin(), others.end(), each));
            const std::optional<Domain> range = range_of_product(others, domains);
            if (!range) continue;
            const auto width = [](const Domain& of) { return of.high->at - of.low->at; };
            if (!base || width(*range) < width(*factor)) base = each, factor = range;
        }
        if (!base) return {false, true};
        for (const std::size_t each : open) {
            if (each != *base) factors.insert(each);
        }
        // by·factor·base for the factor at either end; the base is of one sign, so one end is the least.
        const bool upwards = (by > 0) == (domains[*base].sign() > 0);
        const Domain::End &lower = upwards ? *factor->low : *factor->high, &upper = upwards ? *factor->high : *factor->low;
        least[*base] += by * lower.at, most[*base] += by * upper.at;
        const bool never_nought = !domains[*base].contains_nought();
        low.strict = low.strict || (never_nought && !lower.closed);
        high.strict = high.strict || (never_nought && !upper.closed);
        if (never_nought && !(lower.closed && upper.closed)) factors.insert(*base);
    }
    const auto put = [&](Line line, const std::map<std::size_t, WideRatio>& terms, const WideRatio& at, int side, bool strict) {
        for (const auto& [quantity, by] : terms) {
            if (by != 0) line.terms.emplace_back(quantity, by * side);
        }
        line.most = -at * side;
        line.strict = line.strict || strict;
        line.factors = {factors.begin(), factors.end()};
        out.push_back(std::move(line));
    };
    const bool strict = is == Comparison::less || is == Comparison::greater;
    if (is != Comparison::greater && is != Comparison::greater_equal) put(low, least, least_at, 1, strict);
    if (is != Comparison::less && is != Comparison::less_equal) put(high, most, most_at, -1, strict);
    return told;
}

void collect(const Proof& proof, std::size_t figures, std::set<std::size_t>& relations, std::set<std::size_t>& used) {
    for (const ProofLine& line : proof.lines) {
        if (line.from == ProofLine::From::relation) {
            relations.insert(line.index);
            for (const std::size_t each : line.factors) {
                if (each < figures) used.insert(each);
            }
        } else if (line.from == ProofLine::From::figure && line.index < figures) {
            used.insert(line.index);
        }
    }
    for (const Proof& one : proof.cases) collect(one, figures, relations, used);
}

}   // namespace

System::System(std::vector<NormalForm> forms, std::vector<Comparison> is, std::vector<Domain> figures)
    : figures_{figures.size()}, domains_{std::move(figures)}, forms_{std::move(forms)}, is_{std::move(is)} {
    keeps_sign_.resize(figures_ + forms_.size());
    for (const NormalForm& form : forms_) {
        domains_.emplace_back();
        domains_.back().whole = true;
        for (const auto& [variables, by] : form.below.terms) {
            for (const std::size_t each : variables) keeps_sign_[each] = 1;
        }
        for (const auto& [variables, by] : form.above.terms) {
            if (variables.size() < 2) continue;
            for (const std::size_t each : variables) keeps_sign_[each] = 1;
        }
    }
}

std::vector<std::size_t> System::figures_of(std::size_t relation) const {
    std::vector<std::size_t> out;
    for (const std::size_t each : forms_[relation].variables) {
        if (each < figures_) out.push_back(each);
    }
    return out;
}

namespace {

/// What a figure may be when it is not held to what is printed.
[[nodiscard]] Domain freed_domain(const Domain& printed, bool keeps_sign) {
    Domain out;
    out.whole = printed.whole;
    const int sign = printed.sign();
    if (printed.whole || (keeps_sign && sign != 0)) {
        if (sign == -1) out.high = Domain::End{0, true};
        else out.low = Domain::End{0, true};
    }
    return out;
}

}   // namespace

System::Answer System::ask(std::span<const std::size_t> relations, std::span<const std::size_t> freed, const Limits& limits) const {
    std::vector<Domain> domains = domains_;
    for (const std::size_t each : freed) domains[each] = freed_domain(domains[each], keeps_sign_[each] != 0);
    Answer out;
    bool exact = true;
    std::vector<Line> lines;
    for (const std::size_t relation : relations) {
        const Lines told = lines_of(relation, forms_[relation], is_[relation], domains, lines);
        exact = exact && told.known && !told.relaxed;
    }
    Linear linear{domains, std::move(lines)};
    Proof proof;
    out.status = linear.solve(limits, proof);
    if (out.status == Status::infeasible) {
        std::set<std::size_t> used_relations, used_figures;
        collect(proof, figures_, used_relations, used_figures);
        for (const std::size_t each : freed) used_figures.erase(each);   // of these only the sign was used
        out.proof = std::move(proof);
        out.relations = {used_relations.begin(), used_relations.end()};
        out.figures = {used_figures.begin(), used_figures.end()};
        return out;
    }
    if (out.status != Status::feasible) return out;
    const auto complete = [&](Values values) {   // of quantities in no line, whatever they may be
        for (const std::size_t relation : relations) {
            for (const std::size_t each : forms_[relation].variables) {
                if (values.contains(each)) continue;
                values[each] = domains[each].some();
            }
        }
        return values;
    };
    const auto shown = [&](const Values& values) {
        for (const auto& [quantity, value] : values) {
            if (!domains[quantity].contains(value) || (domains[quantity].whole && value.denominator() != 1)) return false;
        }
        return std::all_of(relations.begin(), relations.end(), [&](std::size_t relation) {
            const WideRatio divisor = forms_[relation].below.at(values);
            return divisor != 0 && satisfied(is_[relation], forms_[relation].above.at(values) / divisor);
        });
    };
    const Values first = complete(linear.values());
    if (shown(first)) {
        out.values = first;
        return out;
    }
    out.status = Status::unresolved;
    if (exact) return out;   // not reached: what the linear part allows is then all that there is, but for a divisor of nought
    // What is multiplied is held at some values, so that the rest is linear: those found, then the ends and the middle of each.
    std::set<std::size_t> held;
    for (const std::size_t relation : relations) {
        const auto hold_all_but_one = [&](const std::vector<std::size_t>& variables) {
            std::vector<std::size_t> open;
            for (const std::size_t each : variables) {
                if (!domains[each].is_point()) open.push_back(each);
            }
            // The last one moves: what has no end, else the narrowest, as a share is.
            std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) {
                if (held.contains(a) != held.contains(b)) return held.contains(a);
                const auto bounded = [&](std::size_t of) { return domains[of].low && domains[of].high; };
                if (!bounded(a) || !bounded(b)) return bounded(a) && !bounded(b);
                return domains[a].high->at - domains[a].low->at > domains[b].high->at - domains[b].low->at;
            });
            for (std::size_t i = 0; i + 1 < open.size(); ++i) held.insert(open[i]);
        };
        for (const auto& [variables, by] : forms_[relation].above.terms) hold_all_but_one(variables);
        for (const auto& [variables, by] : forms_[relation].below.terms) hold_all_but_one(variables);
    }
    for (int attempt = 0; attempt < 4; ++attempt) {
        std::vector<Domain> fixed = domains;
        for (const std::size_t each : held) {
            WideRatio value = first.at(each);
            const Domain& domain = domains[each];
            if (attempt != 0) {
                if (!domain.low || !domain.high) continue;
                const WideRatio share = attempt == 1 ? WideRatio{1, 2} : attempt == 2 ? WideRatio{1, 1000} : WideRatio{999, 1000};
                value = domain.low->at + (domain.high->at - domain.low->at) * share;
                if (domain.whole) value = floor_of(value);
            }
            fixed[each].low = fixed[each].high = Domain::End{value, true};
        }
        std::vector<Line> exact_lines;
        for (const std::size_t relation : relations) {
            static_cast<void>(lines_of(relation, forms_[relation], is_[relation], fixed, exact_lines));
        }
        Linear held_linear{fixed, std::move(exact_lines)};
        Proof unused;
        if (held_linear.solve(limits, unused) != Status::feasible) continue;
        Values values = held_linear.values();
        for (const std::size_t each : held) values[each] = fixed[each].low ? fixed[each].low->at : first.at(each);
        values = complete(std::move(values));
        if (!shown(values)) continue;
        out.status = Status::feasible;
        out.values = std::move(values);
        return out;
    }
    return out;
}

Domain System::implied(std::size_t figure, std::span<const std::size_t> relations, std::span<const std::size_t> freed) const {
    std::vector<Domain> domains = domains_;
    for (const std::size_t each : freed) domains[each] = freed_domain(domains[each], keeps_sign_[each] != 0);
    std::vector<Line> lines;
    for (const std::size_t relation : relations) static_cast<void>(lines_of(relation, forms_[relation], is_[relation], domains, lines));
    Domain out = Linear{domains, std::move(lines)}.implied(figure);
    // Where it multiplies, or more than one quantity is open, its own relations may say more: solved for it, each by itself.
    for (const std::size_t relation : relations) {
        if (is_[relation] != Comparison::equal) continue;
        NormalForm solved;
        for (const auto& [variables, by] : forms_[relation].above.terms) {
            std::vector<std::size_t> others = variables;
            const auto at = std::find(others.begin(), others.end(), figure);
            if (at == others.end()) {
                solved.above.add(others, -by);
            } else {
                others.erase(at);
                solved.below.add(others, by);
            }
        }
        if (!solved.below.terms.empty()) out.keep(range_of(solved, domains));
    }
    if (domains[figure].whole) out.make_whole();
    return out;
}

}   // namespace arrears::detail
