// SPDX-License-Identifier: BSL-1.0
#include "simplex.hpp"

#include <algorithm>

namespace arrears::detail {

namespace {

[[nodiscard]] Simplex::Near times(const Simplex::Near& value, const WideRatio& by) { return {value.at * by, value.steps * by}; }
[[nodiscard]] Simplex::Near plus(const Simplex::Near& a, const Simplex::Near& b) { return {a.at + b.at, a.steps + b.steps}; }
[[nodiscard]] Simplex::Near minus(const Simplex::Near& a, const Simplex::Near& b) { return {a.at - b.at, a.steps - b.steps}; }

/// a + by·b, both in order of their variables.
[[nodiscard]] Simplex::Form added(const Simplex::Form& a, const Simplex::Form& b, const WideRatio& by) {
    Simplex::Form out;
    out.reserve(a.size() + b.size());
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() || right != b.end()) {
        if (right == b.end() || (left != a.end() && left->first < right->first)) {
            out.push_back(*left++);
        } else if (left == a.end() || right->first < left->first) {
            out.emplace_back(right->first, right->second * by), ++right;
        } else {
            WideRatio both = left->second + right->second * by;
            if (both != 0) out.emplace_back(left->first, std::move(both));
            ++left, ++right;
        }
    }
    return out;
}

}   // namespace

const WideRatio* Simplex::find(const Form& form, std::size_t variable) {
    const auto at = std::lower_bound(form.begin(), form.end(), variable, [](const auto& entry, std::size_t of) { return entry.first < of; });
    return at != form.end() && at->first == variable ? &at->second : nullptr;
}

void Simplex::bound(std::size_t variable, const Domain& domain) {
    Variable& one = variables_[variable];
    one.low.reset(), one.high.reset();
    if (domain.low) one.low = Near{domain.low->at, domain.low->closed ? 0 : 1};
    if (domain.high) one.high = Near{domain.high->at, domain.high->closed ? 0 : -1};
}

void Simplex::settle(std::size_t variable) {
    const Variable& one = variables_[variable];
    const bool out = (one.low && one.value < *one.low) || (one.high && *one.high < one.value);
    if (out && one.row) broken_.insert(variable);
    else broken_.erase(variable);
}

std::size_t Simplex::add_variable(const Domain& domain) {
    const std::size_t number = variables_.size();
    variables_.emplace_back();
    columns_.emplace_back();
    bound(number, domain);
    Variable& one = variables_.back();
    if (one.low) one.value = *one.low;
    else if (one.high) one.value = *one.high;
    return number;
}

std::size_t Simplex::add_form(const Form& form, const Domain& domain) {
    const std::size_t number = variables_.size();
    variables_.emplace_back();
    columns_.emplace_back();
    Row row{number, {}};
    for (const auto& [variable, by] : form) {   // what is basic by now is written out
        if (const auto& of = variables_[variable].row) row.entries = added(row.entries, rows_[*of].entries, by);
        else row.entries = added(row.entries, {{variable, WideRatio{1}}}, by);
    }
    Near value;
    for (const auto& [variable, by] : row.entries) {
        value = plus(value, times(variables_[variable].value, by));
        columns_[variable].insert(rows_.size());
    }
    variables_.back().value = value;
    variables_.back().row = rows_.size();
    rows_.push_back(std::move(row));
    bound(number, domain);
    settle(number);
    return number;
}

void Simplex::set_domain(std::size_t variable, const Domain& domain) {
    bound(variable, domain);
    const Variable& one = variables_[variable];
    if (one.row) return settle(variable);
    if (one.low && one.value < *one.low) shift(variable, minus(*one.low, one.value));
    else if (one.high && *one.high < one.value) shift(variable, minus(*one.high, one.value));
}

void Simplex::shift(std::size_t variable, const Near& by) {
    variables_[variable].value = plus(variables_[variable].value, by);
    for (const std::size_t row : columns_[variable]) {
        const std::size_t basic = rows_[row].basic;
        variables_[basic].value = plus(variables_[basic].value, times(by, *find(rows_[row].entries, variable)));
        settle(basic);
    }
}

void Simplex::pivot(std::size_t at, std::size_t entering) {
    Row& row = rows_[at];
    const std::size_t leaving = row.basic;
    const WideRatio by = *find(row.entries, entering);
    Form solved;   // entering = (leaving − the others) ⁄ by
    for (auto& [variable, coefficient] : row.entries) {
        columns_[variable].erase(at);
        if (variable != entering) solved.emplace_back(variable, -coefficient / by);
    }
    solved = added(solved, {{leaving, WideRatio{1}}}, 1 / by);
    const std::set<std::size_t> others = columns_[entering];
    row = {entering, solved};
    for (const auto& [variable, coefficient] : solved) columns_[variable].insert(at);
    variables_[entering].row = at;
    variables_[leaving].row.reset();
    broken_.erase(leaving);
    for (const std::size_t other : others) {
        Row& changed = rows_[other];
        const WideRatio factor = *find(changed.entries, entering);
        Form without;
        without.reserve(changed.entries.size());
        for (auto& entry : changed.entries) {
            if (entry.first != entering) without.push_back(std::move(entry));
        }
        Form made = added(without, solved, factor);
        for (const auto& [variable, coefficient] : solved) {
            if (find(made, variable) != nullptr) columns_[variable].insert(other);
            else columns_[variable].erase(other);
        }
        changed.entries = std::move(made);
    }
    columns_[entering].clear();
}

std::vector<Simplex::Use> Simplex::contradiction(const Row& row, bool below) const {
    // basic = Σ by·variable: where it is below its bound, each other one is at the end that would raise it.
    std::vector<Use> out{{row.basic, !below, 1}};
    for (const auto& [variable, by] : row.entries) {
        const bool upper = (by > 0) == below;
        out.push_back({variable, upper, by < 0 ? WideRatio{-by} : by});
    }
    return out;
}

std::optional<std::vector<Simplex::Use>> Simplex::check() {
    for (std::size_t i = 0; i < variables_.size(); ++i) {
        const Variable& one = variables_[i];
        if (one.low && one.high && *one.high < *one.low) return std::vector<Use>{{i, false, 1}, {i, true, 1}};
    }
    const std::size_t quick = 4 * rows_.size();
    for (std::size_t pivots = 0; !broken_.empty(); ++pivots) {
        const std::size_t basic = *broken_.begin();
        const Variable& one = variables_[basic];
        const Row& row = rows_[*one.row];
        const bool below = one.low && one.value < *one.low;
        const Near target = below ? *one.low : *one.high;
        const WideRatio* by = nullptr;
        std::size_t entering = 0;
        for (const auto& [variable, coefficient] : row.entries) {
            const Variable& other = variables_[variable];
            const bool rises = (coefficient > 0) == below;
            const bool room = rises ? !other.high || other.value < *other.high : !other.low || *other.low < other.value;
            if (!room) continue;
            // The one that stands in the fewest rows leaves the most as it is; should that go on for long, always the first, with which no
            // basis comes twice (Bland).
            if (by != nullptr && columns_[variable].size() >= columns_[entering].size()) continue;
            entering = variable, by = &coefficient;
            if (pivots > quick) break;
        }
        if (by == nullptr) return contradiction(row, below);
        const Near step = times(minus(target, one.value), 1 / *by);
        const std::size_t at = *one.row;
        shift(entering, step);
        pivot(at, entering);
        settle(entering);
    }
    return std::nullopt;
}

std::optional<Simplex::Near> Simplex::extreme(std::size_t wanted, bool greatest) {
    for (;;) {
        const Form own{{wanted, WideRatio{1}}};
        const Form& objective = variables_[wanted].row ? rows_[*variables_[wanted].row].entries : own;
        std::size_t entering = 0;
        bool found = false, rises = false;
        for (const auto& [variable, by] : objective) {
            const Variable& one = variables_[variable];
            rises = (by > 0) == greatest;
            if (rises ? !one.high || one.value < *one.high : !one.low || *one.low < one.value) {
                entering = variable, found = true;
                break;
            }
        }
        if (!found) return variables_[wanted].value;
        const Variable& moved = variables_[entering];
        std::optional<Near> step;             // how far it can go, in its direction
        std::optional<std::size_t> leaving;   // the row that stops it; none: its own bound
        const std::optional<Near>& end = rises ? moved.high : moved.low;
        if (end) step = rises ? minus(*end, moved.value) : minus(moved.value, *end);
        for (const std::size_t at : columns_[entering]) {
            const Variable& basic = variables_[rows_[at].basic];
            const WideRatio& by = *find(rows_[at].entries, entering);
            const bool up = (by > 0) == rises;
            const std::optional<Near>& stop = up ? basic.high : basic.low;
            if (!stop) continue;
            const Near room = times(up ? minus(*stop, basic.value) : minus(basic.value, *stop), by > 0 ? WideRatio{1 / by} : WideRatio{-1 / by});
            if (!step || room < *step || (room == *step && leaving && rows_[at].basic < rows_[*leaving].basic)) step = room, leaving = at;
        }
        if (!step) return std::nullopt;
        shift(entering, times(*step, rises ? 1 : -1));
        if (leaving) {
            pivot(*leaving, entering);
            settle(entering);
        }
    }
}

std::vector<WideRatio> Simplex::values() const {
    WideRatio step = 1;   // so small that no bound is overstepped
    for (const Variable& one : variables_) {
        const auto narrow = [&](const Near& lower, const Near& upper) {
            if (lower.at < upper.at && lower.steps > upper.steps)
                step = std::min<WideRatio>(step, (upper.at - lower.at) / (lower.steps - upper.steps));
        };
        if (one.low) narrow(*one.low, one.value);
        if (one.high) narrow(one.value, *one.high);
    }
    std::vector<WideRatio> out;
    for (const Variable& one : variables_) out.push_back(one.value.at + one.value.steps * step);
    return out;
}

}   // namespace arrears::detail
