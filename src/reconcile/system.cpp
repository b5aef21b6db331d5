// SPDX-License-Identifier: BSL-1.0
#include "system.hpp"

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

[[nodiscard]] bool has_products(const NormalForm& form) {
    return std::any_of(form.above.terms.begin(), form.above.terms.end(), [](const auto& term) { return term.first.size() > 1; });
}

/// A polynomial with its terms as lines that it is no less than, and no more than.
struct Lines {
    bool known = true;      ///< false: it could not be made linear, and nothing is said of it
    bool relaxed = false;   ///< an interval stands in the place of a factor
    bool depends = false;   ///< the lines depend on the domains
};

[[nodiscard]] Lines lines_of(std::size_t relation, const NormalForm& form, Comparison is, const std::vector<Domain>& domains,
                             std::vector<Line>& out) {
    Lines told;
    told.depends = !form.divisor() || has_products(form);
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
                    if (is != Comparison::equal) return {false, true, true};
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
        if (!base) return {false, true, true};
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

std::vector<Domain> System::freed(std::span<const std::size_t> figures) const {
    std::vector<Domain> out = domains_;
    for (const std::size_t each : figures) out[each] = freed_domain(out[each], keeps_sign_[each] != 0);
    return out;
}

/// Relations as lines over domains, both exchanged as far as they change.
class Inquiry::Stated {
public:
    Stated(const System& system, std::span<const std::size_t> relations, std::span<const std::size_t> quantities)
        : system_{system}, quantities_{quantities.begin(), quantities.end()}, linear_{quantities} {
        for (const std::size_t relation : relations) {
            for (const std::size_t each : system.form(relation).variables) of_[each].push_back(relation);
        }
        fresh_ = {relations.begin(), relations.end()};
    }

    void state(const std::vector<Domain>& domains, const std::vector<Domain>& printed) {
        std::set<std::size_t> changed = std::exchange(fresh_, {});   // relations of which the lines may be others now
        const bool first = domains_.empty();
        if (first) domains_.resize(domains.size()), printed_.resize(domains.size());
        for (const std::size_t each : quantities_) {
            if (!first && domains[each] == domains_[each] && printed[each] == printed_[each]) continue;
            linear_.set_domain(each, domains[each], printed[each]);
            domains_[each] = domains[each], printed_[each] = printed[each];
            if (!first) std::copy_if(of_[each].begin(), of_[each].end(), std::inserter(changed, changed.end()), [this](std::size_t relation) {
                return told_.at(relation).depends;
            });
        }
        for (const std::size_t relation : changed) {
            std::vector<Line> lines;
            told_[relation] = lines_of(relation, system_.form(relation), system_.comparison(relation), domains, lines);
            linear_.set_lines(relation, std::move(lines));
        }
    }
    [[nodiscard]] bool exact() const {
        return std::all_of(told_.begin(), told_.end(), [](const auto& each) { return each.second.known && !each.second.relaxed; });
    }
    [[nodiscard]] Linear& linear() noexcept { return linear_; }

private:
    const System& system_;
    std::vector<std::size_t> quantities_;
    std::map<std::size_t, std::vector<std::size_t>> of_{};   // the relations of each quantity
    std::set<std::size_t> fresh_{};                          // relations of which nothing is stated yet
    std::vector<Domain> domains_{}, printed_{};
    std::map<std::size_t, Lines> told_{};
    Linear linear_;
};

Inquiry::Inquiry(const System& system, std::span<const std::size_t> relations) : system_{&system}, relations_{relations.begin(), relations.end()} {
    for (const std::size_t relation : relations_) {
        for (const std::size_t each : system.form(relation).variables) ++uses_[each].second;
        for (const auto& [variables, by] : system.form(relation).above.terms) {
            if (variables.size() < 2) continue;
            for (const std::size_t each : variables) ++uses_[each].first;
        }
    }
    for (const auto& [quantity, uses] : uses_) quantities_.push_back(quantity);
    by_degree_ = relations_;
    std::stable_partition(by_degree_.begin(), by_degree_.end(), [&](std::size_t relation) { return has_products(system.form(relation)); });
    bounds_ = std::make_unique<Stated>(system, relations_, quantities_);
}
Inquiry::~Inquiry() = default;
Inquiry::Inquiry(Inquiry&&) noexcept = default;

Inquiry::Answer Inquiry::ask(std::span<const std::size_t> freed, const Limits& limits) {
    std::vector<Domain> domains = system_->freed(freed);
    Answer out;
    Proof proof;
    Limits left = limits;
    out.status = search(domains, left, proof, out);
    if (out.status != Status::infeasible) return out;
    std::set<std::size_t> used_relations, used_figures;
    collect(proof, system_->figures(), used_relations, used_figures);
    for (const std::size_t each : freed) used_figures.erase(each);   // of these only the sign was used
    out.proof = std::move(proof);
    out.relations = {used_relations.begin(), used_relations.end()};
    out.figures = {used_figures.begin(), used_figures.end()};
    return out;
}

Status Inquiry::search(std::vector<Domain>& domains, Limits& left, Proof& proof, Answer& answer) {
    if (left.go_on && !left.go_on()) return Status::unresolved;
    bounds_->state(domains, system_->domains());
    const Status status = bounds_->linear().solve(left, proof);
    if (status != Status::feasible) return status;
    const std::map<std::size_t, WideRatio> values = bounds_->linear().values();
    if (shown(values, domains)) {
        answer.values = values;
        return Status::feasible;
    }
    if (bounds_->exact()) return Status::unresolved;   // not reached: what the linear part allows is then all that there is
    if (hold_some(domains, in_halves_ == 0, left, answer)) return Status::feasible;
    // Neither: one of what multiplies is taken in two halves, in which the bounds of the products are narrower.
    const std::optional<std::size_t> factor = widest_factor(values, domains);
    if (!factor || left.halvings == 0) return Status::unresolved;
    --left.halvings, ++in_halves_;
    const Domain whole = domains[*factor];
    WideRatio at = (whole.low->at + whole.high->at) / 2;
    if (whole.whole) at = floor_of(at);
    proof.lines.clear();
    proof.split = Proof::Split{*factor, at, whole.whole ? WideRatio{at + 1} : at};
    proof.cases.assign(2, {});
    Status out = Status::infeasible;
    for (const bool below : {true, false}) {
        domains[*factor] = whole;
        if (below) domains[*factor].high = Domain::End{at, true};
        else domains[*factor].low = Domain::End{proof.split->next, true};
        const Status one = search(domains, left, proof.cases[below ? 0 : 1], answer);
        if (one != Status::infeasible) out = one;
        if (one == Status::feasible) break;
        if (one == Status::unresolved && left.halvings == 0) break;
    }
    --in_halves_;
    domains[*factor] = whole;
    return out;
}

bool Inquiry::shown(const std::map<std::size_t, WideRatio>& values, const std::vector<Domain>& domains) {
    std::set<std::size_t> changed;
    for (const auto& [quantity, value] : values) {
        if (!domains[quantity].contains(value) || (domains[quantity].whole && value.denominator() != 1)) return false;
        const auto before = shown_.find(quantity);
        if (before == shown_.end() || before->second != value) changed.insert(quantity);
    }
    const bool all = std::all_of(by_degree_.begin(), by_degree_.end(), [&](std::size_t relation) {
        const NormalForm& form = system_->form(relation);
        const bool same = std::none_of(form.variables.begin(), form.variables.end(), [&](std::size_t each) { return changed.contains(each); });
        return (same && !shown_.empty()) || satisfies(relation, values);
    });
    if (all) shown_ = values;
    return all;
}

bool Inquiry::satisfies(std::size_t relation, const std::map<std::size_t, WideRatio>& values) const {
    const NormalForm& form = system_->form(relation);
    const WideRatio divisor = form.below.at(values);
    return divisor != 0 && satisfied(system_->comparison(relation), form.above.at(values) / divisor);
}

/// What is multiplied, but for one of each product.
std::vector<std::size_t> Inquiry::factors(const std::vector<Domain>& domains, bool narrowest_moves) const {
    std::set<std::size_t> held;
    const auto hold_all_but_one = [&](const std::vector<std::size_t>& variables) {
        std::vector<std::size_t> open;
        for (const std::size_t each : variables) {
            if (!domains[each].is_point()) open.push_back(each);
        }
        // The last one moves: what the fewest products and relations hold to its place; or what has no end, else the narrowest, as a share is.
        std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) {
            if (held.contains(a) != held.contains(b)) return held.contains(a);
            if (!narrowest_moves && uses_.at(a) != uses_.at(b)) return uses_.at(a) > uses_.at(b);
            const auto bounded = [&](std::size_t of) { return domains[of].low && domains[of].high; };
            if (!bounded(a) || !bounded(b)) return bounded(a) && !bounded(b);
            return domains[a].high->at - domains[a].low->at > domains[b].high->at - domains[b].low->at;
        });
        for (std::size_t i = 0; i + 1 < open.size(); ++i) held.insert(open[i]);
    };
    for (const std::size_t relation : relations_) {
        for (const auto& [variables, by] : system_->form(relation).above.terms) hold_all_but_one(variables);
        for (const auto& [variables, by] : system_->form(relation).below.terms) hold_all_but_one(variables);
    }
    return {held.begin(), held.end()};
}

/// Whether values were found with what is multiplied held at some values, so that the rest is linear: those that were held when the last question
/// was answered, those that the bounds left, the middle of each, and, where all ways are tried, with others held, and near the ends of each.
bool Inquiry::hold_some(const std::vector<Domain>& domains, bool all_ways, const Limits& limits, Answer& answer) {
    const std::map<std::size_t, WideRatio> first = bounds_->linear().values();
    if (!held_) held_ = std::make_unique<Stated>(*system_, relations_, quantities_);
    const auto hold = [&](const std::vector<std::size_t>& held, const auto& value_of) {
        std::vector<Domain> fixed = domains;
        for (const std::size_t each : held) {
            if (const std::optional<WideRatio> value = value_of(each)) fixed[each].low = fixed[each].high = Domain::End{*value, true};
        }
        held_->state(fixed, system_->domains());
        Proof unused;
        Limits left = limits;
        if (left.go_on && !left.go_on()) return false;
        if (held_->linear().solve(left, unused) != Status::feasible || !shown(held_->linear().values(), domains)) return false;
        answer.values = held_->linear().values();
        for (const std::size_t each : held) last_held_.insert_or_assign(each, answer.values.at(each));
        return true;
    };
    const auto found = [&](std::size_t each) { return std::optional{first.at(each)}; };
    const auto last = [&](std::size_t each) {
        const auto at = last_held_.find(each);
        return std::optional{at != last_held_.end() && domains[each].contains(at->second) ? at->second : first.at(each)};
    };
    const auto between = [&](const WideRatio& share) {
        return [&domains, share](std::size_t each) -> std::optional<WideRatio> {
            const Domain& domain = domains[each];
            if (!domain.low || !domain.high) return std::nullopt;
            const WideRatio value = domain.low->at + (domain.high->at - domain.low->at) * share;
            return domain.whole ? WideRatio{floor_of(value)} : value;
        };
    };
    const std::vector<std::size_t> held = factors(domains, false);
    const WideRatio half{1, 2};
    if ((!last_held_.empty() && hold(held, last)) || hold(held, found) || hold(held, between(half))) return true;
    if (!all_ways) return false;
    if (const std::vector<std::size_t> others = factors(domains, true); others != held) {
        if (hold(others, found) || hold(others, between(half))) return true;
    }
    return hold(held, between({1, 1000})) || hold(held, between({999, 1000}));
}

/// Of the relations that some values do not satisfy: the quantity in a product, or in a divisor, of which least is known.
std::optional<std::size_t> Inquiry::widest_factor(const std::map<std::size_t, WideRatio>& values, const std::vector<Domain>& domains) const {
    std::optional<std::size_t> out;
    WideRatio widest;
    const auto look_at = [&](const std::vector<std::size_t>& variables, std::size_t least) {
        const auto open = std::count_if(variables.begin(), variables.end(), [&](std::size_t each) { return !domains[each].is_point(); });
        if (static_cast<std::size_t>(open) < least) return;
        for (const std::size_t each : variables) {
            const Domain& domain = domains[each];
            if (domain.is_point() || !domain.low || !domain.high) continue;
            const auto size = [](const WideRatio& of) { return of < 0 ? -of : of; };
            const WideRatio width = (domain.high->at - domain.low->at) / std::max(size(domain.low->at), size(domain.high->at));
            if (!out || width > widest) out = each, widest = width;
        }
    };
    for (const std::size_t relation : relations_) {
        const NormalForm& form = system_->form(relation);
        if (satisfies(relation, values)) continue;
        for (const auto& [variables, by] : form.above.terms) look_at(variables, 2);
        for (const auto& [variables, by] : form.below.terms) look_at(variables, 1);
    }
    return out;
}

Domain Inquiry::implied(std::size_t figure, std::span<const std::size_t> freed, const Limits& limits) {
    const std::vector<Domain> domains = system_->freed(freed);
    bounds_->state(domains, system_->domains());
    Domain out = bounds_->linear().implied(figure, limits);
    // Where it multiplies, or more than one quantity is open, its own relations may say more: solved for it, each by itself.
    for (const std::size_t relation : relations_) {
        if (system_->comparison(relation) != Comparison::equal) continue;
        if (const auto solved = solved_for(figure, system_->form(relation))) out.keep(range_of(*solved, domains));
    }
    if (domains[figure].whole) out.make_whole();
    return out;
}

}   // namespace arrears::detail
