// SPDX-License-Identifier: BSL-1.0
#include "simplex.hpp"

#include <algorithm>

namespace arrears::detail {

namespace {

[[nodiscard]] Simplex::Near times(const Simplex::Near& value, const QuickRatio& by) { return {value.at * by, value.steps * by}; }
[[nodiscard]] Simplex::Near plus(const Simplex::Near& a, const Simplex::Near& b) { return {a.at + b.at, a.steps + b.steps}; }
[[nodiscard]] Simplex::Near minus(const Simplex::Near& a, const Simplex::Near& b) { return {a.at - b.at, a.steps - b.steps}; }

/// a + by·b, both in order of their variables. What b brings in and what it takes away is told.
template <class Enters, class Leaves>
[[nodiscard]] Simplex::Form added(Simplex::Form&& a, const Simplex::Form& b, const QuickRatio& by, Enters enters, Leaves leaves) {
    Simplex::Form out;
    out.reserve(a.size() + b.size());
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() || right != b.end()) {
        if (right == b.end() || (left != a.end() && left->first < right->first)) {
            out.push_back(std::move(*left++));
        } else if (left == a.end() || right->first < left->first) {
            enters(right->first);
            out.emplace_back(right->first, right->second * by), ++right;
        } else {
            QuickRatio both = left->second + right->second * by;
            if (both.sign() != 0) out.emplace_back(left->first, std::move(both));
            else leaves(left->first);
            ++left, ++right;
        }
    }
    return out;
}
[[nodiscard]] Simplex::Form added(Simplex::Form&& a, const Simplex::Form& b, const QuickRatio& by) {
    const auto nothing = [](std::size_t) {};
    return added(std::move(a), b, by, nothing, nothing);
}

void put(std::vector<std::size_t>& into, std::size_t what) { into.insert(std::lower_bound(into.begin(), into.end(), what), what); }
void drop(std::vector<std::size_t>& from, std::size_t what) { from.erase(std::lower_bound(from.begin(), from.end(), what)); }

}   // namespace

const QuickRatio* Simplex::find(const Form& form, std::size_t variable) {
    const auto at = std::lower_bound(form.begin(), form.end(), variable, [](const auto& entry, std::size_t of) { return entry.first < of; });
    return at != form.end() && at->first == variable ? &at->second : nullptr;
}

void Simplex::bound(std::size_t variable, const Domain& domain) {
    Variable& one = variables_[variable];
    one.low.reset(), one.high.reset();
    if (domain.low) one.low = Near{domain.low->at, domain.low->closed ? 0 : 1};
    if (domain.high) one.high = Near{domain.high->at, domain.high->closed ? 0 : -1};
    if (one.low && one.high && *one.high < *one.low) empty_.insert(variable);
    else empty_.erase(variable);
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
    std::size_t number = variables_.size();
    if (removed_.empty()) {
        variables_.emplace_back();
        columns_.emplace_back();
    } else {
        number = removed_.back();
        removed_.pop_back();
    }
    Row row{number, {}};
    for (const auto& [variable, by] : form) {   // what is basic by now is written out
        if (const auto& of = variables_[variable].row) row.entries = added(std::move(row.entries), rows_[*of].entries, by);
        else row.entries = added(std::move(row.entries), {{variable, 1}}, by);
    }
    if (unused_.empty()) {
        unused_.push_back(rows_.size());
        rows_.emplace_back();
    }
    const std::size_t at = unused_.back();
    unused_.pop_back();
    Near value;
    for (const auto& [variable, by] : row.entries) {
        value = plus(value, times(variables_[variable].value, by));
        put(columns_[variable], at);
    }
    variables_[number].value = value;
    variables_[number].row = at;
    rows_[at] = std::move(row);
    bound(number, domain);
    settle(number);
    return number;
}

void Simplex::remove_form(std::size_t variable) {
    bound(variable, {});
    removed_.push_back(variable);
    if (!variables_[variable].row) {
        const Rows& rows = columns_[variable];
        if (rows.empty()) return;
        const std::size_t at = *std::min_element(
            rows.begin(), rows.end(), [this](std::size_t a, std::size_t b) { return rows_[a].entries.size() < rows_[b].entries.size(); });
        const std::size_t leaving = rows_[at].basic;
        pivot(at, variable);
        return_to_bounds(leaving);
    }
    const std::size_t at = *variables_[variable].row;
    for (const auto& [other, by] : rows_[at].entries) drop(columns_[other], at);
    rows_[at] = {};
    unused_.push_back(at);
    variables_[variable].row.reset();
    broken_.erase(variable);
}

void Simplex::set_domain(std::size_t variable, const Domain& domain) {
    bound(variable, domain);
    if (variables_[variable].row) settle(variable);
    else return_to_bounds(variable);
}

void Simplex::return_to_bounds(std::size_t variable) {
    const Variable& one = variables_[variable];
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
    const QuickRatio inverse = QuickRatio{1} / *find(row.entries, entering);
    Form solved;   // entering = (leaving − the others) ⁄ by
    solved.reserve(row.entries.size());
    for (const auto& [variable, coefficient] : row.entries) {
        if (variable != entering) solved.emplace_back(variable, -(coefficient * inverse));
    }
    solved = added(std::move(solved), {{leaving, 1}}, inverse);
    drop(columns_[entering], at);
    put(columns_[leaving], at);
    const Rows others = std::move(columns_[entering]);
    columns_[entering].clear();
    row = {entering, solved};
    variables_[entering].row = at;
    variables_[leaving].row.reset();
    broken_.erase(leaving);
    for (const std::size_t other : others) {
        Form& entries = rows_[other].entries;
        const auto place = std::find_if(entries.begin(), entries.end(), [=](const auto& entry) { return entry.first == entering; });
        const QuickRatio factor = std::move(place->second);
        entries.erase(place);
        entries = added(std::move(entries), solved, factor, [&](std::size_t variable) { put(columns_[variable], other); },
                        [&](std::size_t variable) { drop(columns_[variable], other); });
    }
}

std::vector<Simplex::Use> Simplex::contradiction_of(const Row& row, bool below) const {
    // basic = Σ by·variable: where it is below its bound, each other one is at the end that would raise it.
    std::vector<Use> out{{row.basic, !below, 1}};
    for (const auto& [variable, by] : row.entries) {
        const bool upper = (by.sign() > 0) == below;
        out.push_back({variable, upper, (by.sign() < 0 ? -by : by).wide()});
    }
    return out;
}

Simplex::Found Simplex::check(std::vector<Use>& contradiction, const GoOn& go_on) {
    if (!empty_.empty()) {
        contradiction = {{*empty_.begin(), false, 1}, {*empty_.begin(), true, 1}};
        return Found::contradiction;
    }
    const std::size_t quick = 4 * rows_.size();
    for (std::size_t pivots = 0; !broken_.empty(); ++pivots) {
        if (go_on && !go_on()) return Found::nothing;
        const std::size_t basic = *broken_.begin();
        const Variable& one = variables_[basic];
        const Row& row = rows_[*one.row];
        const bool below = one.low && one.value < *one.low;
        const Near target = below ? *one.low : *one.high;
        const QuickRatio* by = nullptr;
        std::size_t entering = 0;
        for (const auto& [variable, coefficient] : row.entries) {
            const Variable& other = variables_[variable];
            const bool rises = (coefficient.sign() > 0) == below;
            const bool room = rises ? !other.high || other.value < *other.high : !other.low || *other.low < other.value;
            if (!room) continue;
            // The one that stands in the fewest rows leaves the most as it is; should that go on for long, always the first, with which no
            // basis comes twice (Bland).
            if (by != nullptr && columns_[variable].size() >= columns_[entering].size()) continue;
            entering = variable, by = &coefficient;
            if (pivots > quick) break;
        }
        if (by == nullptr) {
            contradiction = contradiction_of(row, below);
            return Found::contradiction;
        }
        const Near step = times(minus(target, one.value), QuickRatio{1} / *by);
        const std::size_t at = *one.row;
        shift(entering, step);
        pivot(at, entering);
        settle(entering);
    }
    return Found::values;
}

std::optional<Simplex::Near> Simplex::extreme(std::size_t wanted, bool greatest, const GoOn& go_on) {
    for (;;) {
        if (go_on && !go_on()) return std::nullopt;
        const Form own{{wanted, 1}};
        const Form& objective = variables_[wanted].row ? rows_[*variables_[wanted].row].entries : own;
        std::size_t entering = 0;
        bool found = false, rises = false;
        for (const auto& [variable, by] : objective) {
            const Variable& one = variables_[variable];
            rises = (by.sign() > 0) == greatest;
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
            const QuickRatio& by = *find(rows_[at].entries, entering);
            const bool up = (by.sign() > 0) == rises;
            const std::optional<Near>& stop = up ? basic.high : basic.low;
            if (!stop) continue;
            const Near room = times(up ? minus(*stop, basic.value) : minus(basic.value, *stop), QuickRatio{by.sign()} / by);
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
    QuickRatio step = 1;   // so small that no bound is overstepped
    for (const Variable& one : variables_) {
        const auto narrow = [&](const Near& lower, const Near& upper) {
            if (lower.at < upper.at && lower.steps > upper.steps) step = std::min(step, (upper.at - lower.at) / (lower.steps - upper.steps));
        };
        if (one.low) narrow(*one.low, one.value);
        if (one.high) narrow(one.value, *one.high);
    }
    std::vector<WideRatio> out;
    out.reserve(variables_.size());
    for (const Variable& one : variables_) out.push_back((one.value.at + one.value.steps * step).wide());
    return out;
}

}   // namespace arrears::detail
