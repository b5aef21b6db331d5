// SPDX-License-Identifier: BSL-1.0
#include "records_dealer.hpp"

#include <arrears/core/money_text.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>

namespace arrears::detail {

namespace {

using Kind = RecordColumn::Kind;
using Attributes = std::vector<std::size_t>;
using Atoms = std::vector<std::uint32_t>;

/// A record while it is made.
struct Made {
    std::size_t owner = 0;
    std::map<std::size_t, std::uint32_t> atoms{};                  // by attribute
    std::map<const RecordColumn*, RecordColumn::Value> values{};   // of columns of its own; a number as first
};

class Dealer {
public:
    Dealer(const SynthesisModel& model, const std::vector<std::int64_t>& values, std::uint64_t seed, std::size_t most)
        : model_{model}, values_{values}, seed_{seed}, most_{most}, made_(model.population.kinds.size()) {}

    [[nodiscard]] std::optional<std::vector<RecordTable>> deal() {
        for (const std::size_t kind : model_.from_above) {
            if (!(model_.trees[kind].counted ? deal_counted(kind) : deal_blocks(kind))) return std::nullopt;
        }
        for (const Sums& each : model_.sums) {
            if (!each.block) deal_sums(each);
        }
        for (std::size_t kind = 0; kind < made_.size(); ++kind) draw_values(kind);
        check();
        std::vector<RecordTable> out;
        for (std::size_t kind = 0; kind < made_.size(); ++kind) out.push_back(table(kind));
        return out;
    }

private:
    [[nodiscard]] Random stream(std::string_view what, std::size_t kind) const {
        return {seed_, std::string{what} + " " + model_.population.kinds[kind].name};
    }
    [[nodiscard]] static Atoms atoms_of(const Made& record, const Attributes& of) {
        Atoms out;
        for (const std::size_t attribute : of) out.push_back(record.atoms.at(attribute));
        return out;
    }
    [[nodiscard]] std::map<Atoms, std::vector<std::size_t>> by_atoms(std::size_t kind, const Attributes& of) const {
        std::map<Atoms, std::vector<std::size_t>> out;
        for (std::size_t i = 0; i < made_[kind].size(); ++i) out[atoms_of(made_[kind][i], of)].push_back(i);
        return out;
    }

    // Each clique in turn gives its atoms to records that have those shared with its parent already.
    [[nodiscard]] bool deal_counted(std::size_t kind) {
        Random random = stream("cells", kind);
        const Clique& root = model_.trees[kind].cliques.front();
        cpp_int all = 0;
        for (std::size_t cell = 0; cell < root.cells; ++cell) all += values_[root.first + cell];
        if (all > most_) return false;
        std::vector<Made>& records = made_[kind];
        for (const Clique& clique : model_.trees[kind].cliques) {
            std::map<Atoms, std::vector<Atoms>> dealt;   // by what is shared
            for (std::size_t cell = 0; cell < clique.cells; ++cell) {
                const Atoms atoms = model_.atoms_of(clique.attributes, cell);
                Atoms shared;
                for (const std::size_t attribute : clique.shared) shared.push_back(atoms[place(clique.attributes, attribute)]);
                auto& into = dealt[shared];
                into.insert(into.end(), static_cast<std::size_t>(values_[clique.first + cell]), atoms);
            }
            if (!clique.parent) records.resize(dealt[{}].size());
            for (auto& [shared, members] : by_atoms(kind, clique.shared)) {
                std::vector<Atoms>& atoms = dealt[shared];
                random.shuffle(atoms);
                for (std::size_t i = 0; i < members.size(); ++i) {
                    for (std::size_t a = 0; a < clique.attributes.size(); ++a) records[members[i]].atoms[clique.attributes[a]] = atoms[i][a];
                }
            }
        }
        random.shuffle(records);
        if (!model_.owner[kind]) return true;
        const Attributes& inherited = model_.trees[kind].inherited;
        const RecordColumn& under = *model_.population.kinds[kind].find(Kind::under);
        auto owners = by_atoms(*model_.owner[kind], inherited);
        for (const auto& [atoms, members] : by_atoms(kind, inherited)) {
            const std::vector<std::size_t>& of = owners[atoms];
            std::vector<SharePart> parts;
            for (std::size_t i = 0; i < of.size(); ++i) parts.push_back({random.skewed(4), under.first, under.last});
            const std::vector<std::int64_t> shares = share_out(static_cast<std::int64_t>(members.size()), parts);
            auto next = members.begin();
            for (std::size_t i = 0; i < of.size(); ++i) {
                for (std::int64_t k = 0; k < shares[i]; ++k) records[*next++].owner = of[i];
            }
        }
        std::stable_sort(records.begin(), records.end(), [](const Made& a, const Made& b) { return a.owner < b.owner; });
        return true;
    }
    [[nodiscard]] static std::size_t place(const Attributes& of, std::size_t attribute) {
        return static_cast<std::size_t>(std::lower_bound(of.begin(), of.end(), attribute) - of.begin());
    }

    [[nodiscard]] bool deal_blocks(std::size_t kind) {
        Random random = stream("amounts", kind);
        const RecordColumn& under = *model_.population.kinds[kind].find(Kind::under);
        for (std::size_t b = 0; b < model_.blocks.size(); ++b) {
            const Block& block = model_.blocks[b];
            if (block.kind != kind) continue;
            const auto sums = std::find_if(model_.sums.begin(), model_.sums.end(), [&](const Sums& each) { return each.block == b; });
            Attributes of = block.about;
            of.push_back(block.owned);
            std::sort(of.begin(), of.end());
            for (const auto& [atoms, owners] : by_atoms(*model_.owner[kind], of)) {
                if (atoms[place(of, block.owned)] == 0) continue;   // has none
                std::vector<std::int64_t> amounts(owners.size(), 0);
                if (sums != model_.sums.end()) {
                    const std::size_t cell = model_.cell_of(of, atoms);
                    std::vector<SharePart> parts;
                    for (std::size_t i = 0; i < owners.size(); ++i)
                        parts.push_back({random.skewed(8), sums->each[cell].first, sums->each[cell].second});
                    amounts = share_out(values_[*sums->of[cell]], parts);
                }
                for (std::size_t i = 0; i < owners.size(); ++i) {
                    if (!deal_amount(kind, block, under, owners[i], amounts[i], random)) return false;
                }
            }
        }
        std::stable_sort(made_[kind].begin(), made_[kind].end(), [](const Made& a, const Made& b) { return a.owner < b.owner; });
        return true;
    }
    /// An owner's records in a block, as many as its amount allows.
    [[nodiscard]] bool deal_amount(std::size_t kind, const Block& block, const RecordColumn& under, std::size_t owner, std::int64_t amount,
                                   Random& random) {
        std::int64_t least = 0, most = 0;
        if (block.amount != nullptr) {
            least = most = block.amount->values.front().first;
            for (const auto& value : block.amount->values) least = std::min(least, value.first), most = std::max(most, value.last);
        }
        std::int64_t first = std::max<std::int64_t>(under.first, 1), last = under.last;
        if (block.amount != nullptr) {   // as many as can have so much in all
            if (most > 0) first = std::max(first, amount / most + (amount % most != 0 ? 1 : 0));
            if (least > 0) last = std::min(last, amount / least);
            if (most == 0 && amount != 0) return false;
        }
        if (first > last || static_cast<std::uint64_t>(first) > most_ - made_[kind].size()) return false;
        const std::int64_t count =
            random.between(first, std::min(last, first + std::min<std::int64_t>(63, static_cast<std::int64_t>(most_ - made_[kind].size()) - first)));
        std::vector<SharePart> parts;
        for (std::int64_t i = 0; i < count; ++i) parts.push_back({random.skewed(3), least, most});
        const std::vector<std::int64_t> amounts = share_out(amount, parts);
        for (const std::int64_t each : amounts) {
            Made record;
            record.owner = owner;
            const Atoms& atoms = block.cells[random.pick(block.cells, [&](const Atoms& cell) {
                std::int64_t weight = 1;
                for (std::size_t i = 0; i < cell.size(); ++i) weight *= model_.attributes[block.attributes[i]].atoms[cell[i]].weight();
                return weight;
            })];
            for (std::size_t i = 0; i < atoms.size(); ++i) record.atoms[block.attributes[i]] = atoms[i];
            if (block.amount != nullptr) record.values[block.amount] = {{}, {}, each, each, 1};
            made_[kind].push_back(std::move(record));
        }
        return true;
    }

    /// The sums of records' own amounts, cell by cell.
    void deal_sums(const Sums& sums) {
        Random random = stream("sums " + sums.amount->name, sums.kind);
        for (const auto& [atoms, members] : by_atoms(sums.kind, sums.attributes)) {
            const std::size_t cell = model_.cell_of(sums.attributes, atoms);
            std::vector<SharePart> parts;
            for (std::size_t i = 0; i < members.size(); ++i) parts.push_back({random.skewed(6), sums.each[cell].first, sums.each[cell].second});
            const std::vector<std::int64_t> amounts = share_out(values_[*sums.of[cell]], parts);
            for (std::size_t i = 0; i < members.size(); ++i) made_[sums.kind][members[i]].values[sums.amount] = {{}, {}, amounts[i], amounts[i], 1};
        }
    }

    void draw_values(std::size_t kind) {
        Random random = stream("values", kind);
        const RecordKind& described = model_.population.kinds[kind];
        for (std::size_t i = 0; i < made_[kind].size(); ++i) {
            Made& record = made_[kind][i];
            for (const RecordColumn& column : described.columns) {
                if (record.values.contains(&column) || column.kind == Kind::bands) continue;
                if (column.kind == Kind::id) record.values[&column].first = static_cast<std::int64_t>(i) + 1;
                if (column.kind == Kind::under) record.values[&column].first = static_cast<std::int64_t>(record.owner) + 1;
                if (column.kind == Kind::link) {
                    const auto& to = made_[static_cast<std::size_t>(model_.population.find(column.of) - model_.population.kinds.data())];
                    record.values[&column].first = to.empty() ? 0 : random.between(1, static_cast<std::int64_t>(to.size()));
                }
                if (column.values.empty()) continue;
                const std::vector<RecordColumn::Value>* among = &column.values;
                for (const auto& [attribute, atom] : record.atoms) {
                    if (model_.attributes[attribute].column == &column) among = &model_.attributes[attribute].atoms[atom].values;
                }
                RecordColumn::Value value = (*among)[random.pick(*among, [](const auto& each) { return each.weight; })];
                if (column.kind != Kind::code) value.first = value.last = random.between(value.first, value.last);
                record.values[&column] = std::move(value);
            }
        }
    }

    // What the figures ask, asked of the records.

    [[nodiscard]] bool takes(std::size_t kind, std::size_t at, const Condition& where) const {
        return SynthesisModel::holds(where, [&](const Condition& leaf) {
            const Made* record = &made_[kind][at];
            std::size_t of = kind;
            const auto [whose, column] = *model_.resolve(kind, leaf.field().text);
            for (; of != whose; of = *model_.owner[of]) record = &made_[*model_.owner[of]][record->owner];
            return SynthesisModel::holds(leaf, *column, value_of(*record, of, *column));
        });
    }
    [[nodiscard]] RecordColumn::Value value_of(const Made& record, std::size_t kind, const RecordColumn& column) const {
        return SynthesisModel::seen_by(column, record.values.at(model_.base_of(kind, column)));
    }
    [[nodiscard]] cpp_int measure(const Quantity& quantity) const {
        cpp_int out = 0;
        std::map<std::size_t, cpp_int> owners;
        for (std::size_t i = 0; i < made_[quantity.kind].size(); ++i) {
            if (!takes(quantity.kind, i, quantity.where)) continue;
            const Made& record = made_[quantity.kind][i];
            const std::int64_t amount = quantity.amount == nullptr ? 0 : record.values.at(quantity.amount).first;
            if (quantity.what == Quantity::What::count) ++out;
            else if (quantity.what == Quantity::What::sum) out += amount;
            else owners[record.owner] += amount;
        }
        for (const auto& [owner, sum] : owners) {
            if (!quantity.comparison || compares(*quantity.comparison, sum, quantity.than)) ++out;
        }
        return out;
    }
    void check() const {
        for (const Wanted& one : model_.wanted) {
            WideRatio value{measure(one.part)};
            if (one.base) value /= WideRatio{measure(*one.base)};
            if (!model_.printed[one.figure].contains(value)) throw std::logic_error{"synthesize: the records made do not give a figure"};
        }
    }

    // Texts

    [[nodiscard]] std::string id(std::size_t kind, std::int64_t number) const {
        std::string out = model_.population.kinds[kind].find(Kind::id)->of;
        const std::size_t at = out.find("{n}");
        return number == 0 ? std::string{} : out.replace(at, 3, std::to_string(number));
    }
    [[nodiscard]] std::string text(std::size_t kind, const Made& record, const RecordColumn& column) const {
        const RecordColumn::Value value = value_of(record, kind, column);
        switch (column.kind) {
        case Kind::id: return id(kind, value.first);
        case Kind::under:
        case Kind::link: return id(static_cast<std::size_t>(model_.population.find(column.of) - model_.population.kinds.data()), value.first);
        case Kind::code:
        case Kind::bands: return value.key;
        case Kind::number: return std::to_string(value.first);
        case Kind::money: return to_string(Money::from_fen(value.first));
        }
        return {};
    }
    [[nodiscard]] RecordTable table(std::size_t kind) const {
        const RecordKind& described = model_.population.kinds[kind];
        RecordTable out{described.name, {}, {}, {}};
        std::vector<std::pair<std::size_t, const RecordColumn*>> columns;
        for (const RecordColumn& column : described.columns) columns.emplace_back(kind, &column);
        std::set<std::pair<std::size_t, const RecordColumn*>> asked;   // of those above, so that each table answers alone
        for (const Wanted& one : model_.wanted) {
            for (const Quantity* quantity : {&one.part, one.base ? &*one.base : nullptr}) {
                if (quantity == nullptr || quantity->kind != kind) continue;
                for (const std::string& field : model_.fields_in(quantity->where)) {
                    const auto found = *model_.resolve(kind, field);
                    if (found.first != kind && asked.insert(found).second) columns.push_back(found);
                }
            }
        }
        for (const auto& [of, column] : columns) {
            out.columns.push_back(column->name);
            out.numbers.push_back(column->kind == Kind::number || column->kind == Kind::money);
        }
        for (const Made& made : made_[kind]) {
            std::vector<std::string>& row = out.rows.emplace_back();
            for (const auto& [whose, column] : columns) {
                const Made* record = &made;
                for (std::size_t of = kind; of != whose; of = *model_.owner[of]) record = &made_[*model_.owner[of]][record->owner];
                row.push_back(text(whose, *record, *column));
            }
        }
        return out;
    }

    const SynthesisModel& model_;
    const std::vector<std::int64_t>& values_;
    std::uint64_t seed_;
    std::size_t most_;
    std::vector<std::vector<Made>> made_;
};

}   // namespace

std::optional<std::vector<RecordTable>> deal_records(const SynthesisModel& model, const std::vector<std::int64_t>& values, std::uint64_t seed,
                                                     std::size_t most) {
    return Dealer{model, values, seed, most}.deal();
}

}   // namespace arrears::detail
