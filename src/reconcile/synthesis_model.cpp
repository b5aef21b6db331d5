// SPDX-License-Identifier: BSL-1.0
#include "synthesis_model.hpp"

#include "junction_tree.hpp"

#include <arrears/core/money_text.hpp>
#include <arrears/core/utf8.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>
#include <set>

namespace arrears::detail {

namespace {

using Kind = RecordColumn::Kind;
using What = Quantity::What;
using Attributes = std::vector<std::size_t>;
using Atoms = std::vector<std::uint32_t>;

constexpr std::size_t cells_most = 4096;   // of a clique

[[nodiscard]] std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional{out} : std::nullopt;
}
template <class T>
void sort_and_unite(std::vector<T>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}
/// Calls `take` with each condition on one field.
template <class Take>
void each_leaf(const Condition& condition, const Take& take) {
    if (condition.is_always()) return;
    if (condition.parts().empty()) return take(condition);
    for (const Condition& part : condition.parts()) each_leaf(part, take);
}

}   // namespace

std::int64_t Atom::weight() const noexcept {
    return std::accumulate(values.begin(), values.end(), std::int64_t{0}, [](std::int64_t sum, const auto& value) { return sum + value.weight; });
}

SynthesisModel::SynthesisModel(std::span<const PublishedFigure> figures, const Population& described) : population{described} {
    for (const RecordKind& kind : population.kinds) {
        const RecordColumn* const under = kind.find(Kind::under);
        owner.push_back(under == nullptr ? std::nullopt
                                         : std::optional{static_cast<std::size_t>(population.find(under->of) - population.kinds.data())});
    }
    const auto depth = [this](std::size_t kind) {
        std::size_t steps = 0;
        for (auto at = owner[kind]; at; at = owner[*at]) ++steps;
        return steps;
    };
    from_above.resize(owner.size());
    std::iota(from_above.begin(), from_above.end(), std::size_t{0});
    std::stable_sort(from_above.begin(), from_above.end(), [&](std::size_t a, std::size_t b) { return depth(a) < depth(b); });
    printed = domains_of(figures);
    read_figures(figures);
    for (const Wanted& one : wanted) {
        if (!by_owner_[one.part.kind]) continue;
        auto why = check_owned(one.part);
        if (!why && one.base) why = check_owned(*one.base);
        if (why) open.push_back({one.figure, *std::move(why)});
    }
    if (!open.empty()) return;
    find_attributes();
    find_blocks();
    find_trees();
    if (!open.empty()) return;
    number_variables();
    add_structure();
    add_figures();
}

// Figures

void SynthesisModel::read_figures(std::span<const PublishedFigure> figures) {
    for (const RecordKind& kind : population.kinds) {
        const RecordColumn* const under = kind.find(Kind::under);
        by_owner_.push_back(under != nullptr && under->some);
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (!figures[i].definition) continue;
        const Definition definition = figures[i].definition->canonical();
        const auto refuse = [&](Text why) { open.push_back({i, std::move(why)}); };
        const std::string& source = definition.source().text;
        const RecordKind* const kind = source.empty() && population.kinds.size() == 1 ? population.kinds.data() : population.find(source);
        if (kind == nullptr) {
            refuse({"the population has no records called " + in_quotes(source), "总体中没有名为 " + in_quotes(source) + " 的记录"});
            continue;
        }
        if (!definition.is_single()) {
            refuse({"its definition gives a table", "其定义给出的是表"});
            continue;
        }
        const auto at = static_cast<std::size_t>(kind - population.kinds.data());
        const Measure& measure = definition.measures().front();
        Wanted made{i, {}, {}};
        std::optional<Text> why;
        if (measure.kind() == Measure::Kind::share_where) {
            made.base.emplace();
            why = read(at, measure.of(), definition.where(), *made.base);
            if (!why) why = read(at, measure.of(), (definition.where() && measure.where()).canonical(), made.part);
        } else {
            why = read(at, measure, definition.where(), made.part);
        }
        if (!why) why = check_unit(made, figures[i].unit);
        if (why) refuse(*std::move(why));
        else wanted.push_back(std::move(made));
    }
}

std::optional<Text> SynthesisModel::check_unit(const Wanted& one, FigureUnit unit) const {
    const bool sum = one.part.what == What::sum;
    const Dimension is = dimension(unit);
    const bool money = sum && one.part.amount->kind == Kind::money;
    const bool fits = one.base ? is == Dimension::share : money ? is == Dimension::money : is != Dimension::money && is != Dimension::share;
    if (!fits) return Text{"its unit is not that of what it measures", "其单位与所计量的不符"};
    const auto below_nought = [](const RecordColumn::Value& value) { return value.first < 0; };
    if (one.base && sum && std::any_of(one.part.amount->values.begin(), one.part.amount->values.end(), below_nought))
        return Text{"it is a share in what may be below nought: not tried", "所占份额的总额可能为负：未尝试"};
    return std::nullopt;
}

/// Amounts of records of which owners have some: their sums must be all numbers between the least and the most.
std::optional<Text> SynthesisModel::check_owned(const Quantity& quantity) const {
    const std::string& kind = population.kinds[quantity.kind].name;
    if (quantity.what == What::count) return Text{"it counts " + kind + ", which only some have: not tried", "所计 " + kind + " 为部分隶属：未尝试"};
    for (const Condition& conjunct : quantity.where.conjuncts()) {
        if (!attributes_in(quantity.kind, conjunct, true).empty() && !attributes_in(quantity.kind, conjunct, false).empty())
            return Text{"one condition asks of " + kind + " and of those above them: not tried", "同一条件兼及 " + kind + " 与其上级：未尝试"};
    }
    if (quantity.amount == nullptr) return std::nullopt;
    const std::vector<std::string> fields = fields_in(quantity.where);
    const bool own = std::any_of(fields.begin(), fields.end(), [&](const std::string& field) {
        const RecordColumn* const column = population.kinds[quantity.kind].find(field);
        return column == quantity.amount || (column != nullptr && column->kind == Kind::bands && column->of == quantity.amount->name);
    });
    if (own) return Text{"its condition asks of the number that it adds up: not tried", "条件涉及所加总的数字：未尝试"};
    std::vector<RecordColumn::Value> values = quantity.amount->values;
    std::sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::int64_t least = values.front().first;
    std::int64_t most = values.front().last;
    for (const RecordColumn::Value& value : values) {
        if (value.first > most && value.first - most > 1) return Text{"its amounts have gaps: not tried", "其金额有间断：未尝试"};
        most = std::max(most, value.last);
    }
    if (least < 0) return Text{"its amounts may be below nought: not tried", "其金额可能为负：未尝试"};
    const RecordColumn& under = *population.kinds[quantity.kind].find(Kind::under);
    const int128 few = std::max<std::int64_t>(under.first, 1);
    if (few < under.last && few * most + 1 < (few + 1) * least)
        return Text{"amounts of an owner have gaps, so narrow are those of a record: not tried", "每条金额范围过窄，合计有间断：未尝试"};
    return std::nullopt;
}

std::optional<Text> SynthesisModel::read(std::size_t kind, const Measure& measure, const Condition& where, Quantity& out) const {
    out.kind = kind;
    out.where = (measure.is_share() ? where : where && measure.where()).canonical();
    const RecordKind& records = population.kinds[kind];
    const auto amount = [&](const Word& field) {
        const RecordColumn* const column = records.find(field.text);
        return column != nullptr && (column->kind == Kind::money || column->kind == Kind::number) ? column : nullptr;
    };
    const auto no_amount = [](const Word& field) {
        return Text{in_quotes(field.text) + " is no amount or number of these records", in_quotes(field.text) + " 不是这些记录的金额或数字"};
    };
    if (auto why = check_condition(kind, out.where)) return why;
    switch (measure.kind()) {
    case Measure::Kind::count: return std::nullopt;
    case Measure::Kind::sum:
        out.what = What::sum;
        out.amount = amount(measure.fields().front());
        return out.amount == nullptr ? std::optional{no_amount(measure.fields().front())} : std::nullopt;
    case Measure::Kind::distinct: break;
    default: return Text{"such a measure is not tried", "未尝试此类指标"};
    }
    const RecordColumn* const id = measure.fields().size() == 1 ? records.find(measure.fields().front().text) : nullptr;
    if (id != nullptr && id->kind == Kind::id && !measure.having()) return std::nullopt;   // different records are all records
    if (id == nullptr || id->kind != Kind::under)
        return Text{"it counts different values of a field that is not what its records belong to: not tried",
                    "所计不同值的字段并非隶属关系：未尝试"};
    if (!id->some)
        return Text{"it counts owners, and by the description all have such records: describe these as some_under",
                    "所计为上级，而按描述每个上级都有此类记录：应描述为部分隶属"};
    out.what = What::owners;
    if (!measure.having()) return std::nullopt;
    const Having& having = *measure.having();
    out.amount = amount(having.sum);
    if (out.amount == nullptr) return no_amount(having.sum);
    out.comparison = having.comparison;
    if (out.amount->kind == Kind::money) {
        const auto than = try_parse_money(having.amount.text);
        if (!than) return than.fault().problem;
        out.than = than->fen();
    } else if (const auto than = whole(having.amount.text)) {
        out.than = *than;
    } else {
        return Text{in_quotes(having.amount.text) + " is no whole number", in_quotes(having.amount.text) + " 不是整数"};
    }
    return std::nullopt;
}

std::optional<Text> SynthesisModel::check_condition(std::size_t kind, const Condition& where) const {
    std::optional<Text> why;
    each_leaf(where, [&](const Condition& leaf) {
        if (why) return;
        const std::string field = in_quotes(leaf.field().text);
        const auto found = resolve(kind, leaf.field().text);
        if (!found) {
            why = Text{"the population has no column " + field, "总体中没有列 " + field};
            return;
        }
        const RecordColumn& column = *found->second;
        if (column.kind != Kind::code && column.kind != Kind::bands && column.kind != Kind::number) {
            why = Text{"a condition on " + field + ", which is neither a word nor a number: not tried", field + " 既非词也非数字，其条件未尝试"};
            return;
        }
        if (leaf.kind() == Condition::Kind::unknown || leaf.kind() == Condition::Kind::known) return;
        for (const Word& value : leaf.values()) {
            const auto is_key = [&](const RecordColumn::Value& each) { return each.key == value.text; };
            if (column.kind == Kind::number ? whole(value.text).has_value() : std::any_of(column.values.begin(), column.values.end(), is_key))
                continue;
            why = Text{in_quotes(value.text) + " is no value of " + field, in_quotes(value.text) + " 不是 " + field + " 的取值"};
        }
        const bool ordered =
            leaf.kind() == Condition::Kind::compare && leaf.comparison() != Comparison::equal && leaf.comparison() != Comparison::not_equal;
        if (ordered && column.kind != Kind::number) why = Text{"words of " + field + " have no order", field + " 的词没有大小之分"};
    });
    return why;
}

std::optional<std::pair<std::size_t, const RecordColumn*>> SynthesisModel::resolve(std::size_t kind, std::string_view field) const {
    for (std::optional<std::size_t> at = kind; at; at = owner[*at]) {
        if (const RecordColumn* const column = population.kinds[*at].find(field)) return std::pair{*at, column};
    }
    return std::nullopt;
}

std::vector<std::string> SynthesisModel::fields_in(const Condition& where) {
    std::vector<std::string> out;
    each_leaf(where, [&](const Condition& leaf) { out.push_back(leaf.field().text); });
    return out;
}

const RecordColumn* SynthesisModel::base_of(std::size_t kind, const RecordColumn& column) const {
    return column.kind == Kind::bands ? population.kinds[kind].find(column.of) : &column;
}

RecordColumn::Value SynthesisModel::seen_by(const RecordColumn& column, const RecordColumn::Value& value) {
    if (column.kind != Kind::bands) return value;
    const auto band = std::find_if(column.values.begin(), column.values.end(),
                                   [&](const auto& each) { return each.first <= value.first && value.first <= each.last; });
    return band == column.values.end() ? RecordColumn::Value{} : *band;
}

bool SynthesisModel::holds(const Condition& leaf, const RecordColumn& column, const RecordColumn::Value& value) {
    const bool words = column.kind == Kind::code || column.kind == Kind::bands;
    const bool unknown = words && value.key.empty();
    switch (leaf.kind()) {
    case Condition::Kind::unknown: return unknown;
    case Condition::Kind::known: return !unknown;
    case Condition::Kind::compare:
        if (unknown) return false;
        if (words) return (value.key == leaf.values().front().text) == (leaf.comparison() == Comparison::equal);
        return compares(leaf.comparison(), value.first, *whole(leaf.values().front().text));
    case Condition::Kind::in:
    case Condition::Kind::not_in: {
        const bool listed = std::any_of(leaf.values().begin(), leaf.values().end(),
                                        [&](const Word& each) { return words ? each.text == value.key : *whole(each.text) == value.first; });
        return !unknown && listed == (leaf.kind() == Condition::Kind::in);
    }
    case Condition::Kind::within:
    case Condition::Kind::not_within: {
        if (unknown) return false;
        std::string at = value.key;
        for (std::size_t steps = 0; at != leaf.values().front().text && !at.empty() && steps <= column.values.size(); ++steps) {
            const auto found = std::find_if(column.values.begin(), column.values.end(), [&](const auto& each) { return each.key == at; });
            at = found == column.values.end() ? std::string{} : found->parent;
        }
        return (at == leaf.values().front().text) == (leaf.kind() == Condition::Kind::within);
    }
    default: return false;
    }
}

// Attributes

bool SynthesisModel::is_summed(const RecordColumn& column) const {
    return std::any_of(wanted.begin(), wanted.end(), [&](const Wanted& one) { return one.part.what == What::sum && one.part.amount == &column; });
}

void SynthesisModel::find_attributes() {
    std::map<std::pair<std::size_t, const RecordColumn*>, std::vector<std::pair<const RecordColumn*, Condition>>>
        asked;   // of the column with the values
    const auto ask = [&](const Quantity& quantity) {
        each_leaf(quantity.where, [&](const Condition& leaf) {
            const auto [kind, column] = *resolve(quantity.kind, leaf.field().text);
            asked[{kind, base_of(kind, *column)}].emplace_back(column, leaf);
        });
        if (quantity.what == What::sum && !by_owner_[quantity.kind]) asked[{quantity.kind, quantity.amount}];
    };
    for (const Wanted& one : wanted) {
        ask(one.part);
        if (one.base) ask(*one.base);
    }
    for (std::size_t kind = 0; kind < population.kinds.size(); ++kind) {   // in the order of the description
        for (const RecordColumn& column : population.kinds[kind].columns) {
            const auto found = asked.find({kind, &column});
            if (found == asked.end()) continue;
            std::vector<RecordColumn::Value> parts = column.values;
            if (column.kind == Kind::number) {
                std::vector<std::int64_t> cuts;   // where something else begins
                for (const auto& [named, leaf] : found->second) {
                    if (named->kind == Kind::bands) {
                        for (const auto& band : named->values) {
                            cuts.push_back(band.first);
                            if (band.last < std::numeric_limits<std::int64_t>::max()) cuts.push_back(band.last + 1);
                        }
                    } else {
                        for (const Word& value : leaf.values()) cuts.insert(cuts.end(), {*whole(value.text), *whole(value.text) + 1});
                    }
                }
                sort_and_unite(cuts);
                parts.clear();
                for (RecordColumn::Value value : column.values) {
                    for (const std::int64_t cut : cuts) {
                        if (cut <= value.first || cut > value.last) continue;
                        RecordColumn::Value below = value;
                        below.last = cut - 1, value.first = cut;
                        parts.push_back(below);
                    }
                    parts.push_back(value);
                }
            }
            // What is added up: of an atom any number between its least and its most, so that there must be no gap.
            const bool summed = is_summed(column);
            std::sort(parts.begin(), parts.end(), [&](const auto& a, const auto& b) { return column.kind != Kind::code && a.first < b.first; });
            std::map<std::vector<bool>, std::size_t> known;
            Attribute made{kind, &column, 0, {}};
            for (const RecordColumn::Value& value : parts) {
                std::vector<bool> answers;
                for (const auto& [named, leaf] : found->second) answers.push_back(holds(leaf, *named, seen_by(*named, value)));
                const auto [at, fresh] = known.emplace(answers, made.atoms.size());
                const bool gap = !fresh && summed && made.atoms[at->second].values.back().last + 1 < value.first;
                if (gap) at->second = made.atoms.size();
                if (fresh || gap) made.atoms.push_back({{value}});
                else made.atoms[at->second].values.push_back(value);
            }
            attribute_of_[{kind, &column}] = attributes.size();
            attributes.push_back(std::move(made));
        }
    }
}

Attributes SynthesisModel::attributes_in(std::size_t kind, const Condition& where, std::optional<bool> own) const {
    Attributes out;
    each_leaf(where, [&](const Condition& leaf) {
        const auto [at, column] = *resolve(kind, leaf.field().text);
        if (own && *own != (at == kind)) return;
        const auto found = attribute_of_.find({at, base_of(at, *column)});
        out.push_back(found == attribute_of_.end() ? 0 : found->second);   // before they are known, only whether there are any matters
    });
    sort_and_unite(out);
    return out;
}

bool SynthesisModel::test(std::size_t kind, const Condition& where, const Attributes& of, const Atoms& atoms) const {
    return holds(where, [&](const Condition& leaf) {
        const auto [at, column] = *resolve(kind, leaf.field().text);
        const std::size_t attribute = attribute_of_.at({at, base_of(at, *column)});
        const auto place = std::lower_bound(of.begin(), of.end(), attribute) - of.begin();
        const RecordColumn::Value& value = attributes[attribute].atoms[atoms[static_cast<std::size_t>(place)]].values.front();
        return holds(leaf, *column, seen_by(*column, value));
    });
}

std::size_t SynthesisModel::cells_of(const Attributes& of) const {
    std::size_t out = 1;
    for (const std::size_t attribute : of) out = std::min<std::size_t>(out * attributes[attribute].atoms.size(), cells_most + 1);
    return out;
}
Atoms SynthesisModel::atoms_of(const Attributes& of, std::size_t cell) const {
    Atoms out(of.size());
    for (std::size_t i = of.size(); i > 0; --i) {
        const std::size_t width = attributes[of[i - 1]].atoms.size();
        out[i - 1] = static_cast<std::uint32_t>(cell % width);
        cell /= width;
    }
    return out;
}
std::size_t SynthesisModel::cell_of(const Attributes& of, const Atoms& atoms) const {
    std::size_t out = 0;
    for (std::size_t i = 0; i < of.size(); ++i) out = out * attributes[of[i]].atoms.size() + atoms[i];
    return out;
}

// Blocks

std::pair<Condition, Condition> SynthesisModel::own_and_above(std::size_t kind, const Condition& where) const {
    Condition own, above;
    for (const Condition& conjunct : where.conjuncts()) {
        if (attributes_in(kind, conjunct, true).empty()) above = std::move(above) && conjunct;
        else own = std::move(own) && conjunct;
    }
    return {own, above};
}

void SynthesisModel::find_blocks() {
    for (std::size_t kind = 0; kind < population.kinds.size(); ++kind) {
        if (!by_owner_[kind]) continue;
        std::vector<const Quantity*> quantities;
        for (const Wanted& one : wanted) {
            if (one.part.kind != kind) continue;
            quantities.push_back(&one.part);
            if (one.base) quantities.push_back(&*one.base);
        }
        Attributes own;
        const RecordColumn* amount = nullptr;
        for (std::size_t i = 0; i < quantities.size(); ++i) {
            for (const std::size_t attribute : attributes_in(kind, quantities[i]->where, true)) own.push_back(attribute);
            if (quantities[i]->amount == nullptr) continue;
            if (amount != nullptr && amount != quantities[i]->amount) {
                for (const Wanted& one : wanted) {
                    if (one.part.kind == kind && one.part.amount == quantities[i]->amount)
                        open.push_back(
                            {one.figure, {"two amounts of records whose owners are counted: not tried", "按上级计数的记录有两种金额：未尝试"}});
                }
                return;
            }
            amount = quantities[i]->amount;
        }
        sort_and_unite(own);
        std::map<std::vector<bool>, std::size_t> known;
        const std::size_t first = blocks.size();
        for (std::size_t cell = 0; cell < cells_of(own); ++cell) {
            const Atoms atoms = atoms_of(own, cell);
            std::vector<bool> answers;
            for (const Quantity* quantity : quantities) answers.push_back(test(kind, own_and_above(kind, quantity->where).first, own, atoms));
            const auto [at, fresh] = known.emplace(answers, blocks.size());
            if (fresh) blocks.push_back({kind, amount, own, {}, {}, 0});
            blocks[at->second].cells.push_back(atoms);
        }
        for (std::size_t block = first; block < blocks.size(); ++block) {
            Block& made = blocks[block];
            std::vector<std::int64_t> cuts;
            for (const Quantity* quantity : quantities) {
                const std::vector<std::size_t> in = blocks_in(*quantity);
                if (std::find(in.begin(), in.end(), block) == in.end()) continue;
                for (const std::size_t attribute : attributes_in(kind, quantity->where, false)) made.about.push_back(attribute);
                if (quantity->comparison) cuts.insert(cuts.end(), {quantity->than, quantity->than + 1});
            }
            sort_and_unite(made.about);
            sort_and_unite(cuts);
            const RecordColumn& under = *population.kinds[kind].find(Kind::under);
            RecordColumn::Value all{};
            if (amount != nullptr) {
                all.first = amount->values.front().first, all.last = amount->values.front().last;
                for (const auto& value : amount->values) all.first = std::min(all.first, value.first), all.last = std::max(all.last, value.last);
                // Of at least one record, and of as many as may be.
                if (all.first > 0) all.first *= std::max<std::int64_t>(under.first, 1);
                if (__builtin_mul_overflow(all.last, under.last, &all.last)) all.last = std::numeric_limits<std::int64_t>::max() / 4;
            }
            Attribute attribute{*owner[kind], nullptr, block, {{{RecordColumn::Value{}}}}};
            for (const std::int64_t cut : cuts) {
                if (cut <= all.first || cut > all.last) continue;
                RecordColumn::Value below = all;
                below.last = cut - 1, all.first = cut;
                attribute.atoms.push_back({{below}});
            }
            attribute.atoms.push_back({{all}});
            made.owned = attributes.size();
            attributes.push_back(std::move(attribute));
        }
        for (const Wanted& one : wanted) {
            for (const Quantity* quantity : {&one.part, one.base ? &*one.base : nullptr}) {
                if (quantity != nullptr && quantity->kind == kind && quantity->what == What::owners && blocks_in(*quantity).size() > 1)
                    open.push_back({one.figure,
                                    {"it counts owners of what other figures take in parts: not tried", "所计上级的记录被其他指标分开计算：未尝试"}});
            }
        }
    }
}

std::vector<std::size_t> SynthesisModel::blocks_in(const Quantity& quantity) const {
    std::vector<std::size_t> out;
    const Condition own = own_and_above(quantity.kind, quantity.where).first;
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        if (blocks[block].kind == quantity.kind && test(quantity.kind, own, blocks[block].attributes, blocks[block].cells.front()))
            out.push_back(block);
    }
    return out;
}

// Cells

void SynthesisModel::find_trees() {
    const std::size_t kinds = population.kinds.size();
    std::vector<std::vector<Attributes>> together(kinds);
    trees.resize(kinds);
    std::map<const RecordColumn*, std::size_t> sums_of;
    const auto take = [&](const Quantity& quantity) {
        if (by_owner_[quantity.kind]) return;
        Attributes of = attributes_in(quantity.kind, quantity.where, std::nullopt);
        if (quantity.what == What::sum) {   // all sums of an amount over the same cells
            const auto [at, fresh] = sums_of.emplace(quantity.amount, sums.size());
            if (fresh) sums.push_back({quantity.kind, quantity.amount, {}, {}, {}, {}});
            Attributes& all = sums[at->second].attributes;
            all.insert(all.end(), of.begin(), of.end());
            if (const auto own = attribute_of_.find({quantity.kind, quantity.amount}); own != attribute_of_.end()) all.push_back(own->second);
            sort_and_unite(all);
        }
        together[quantity.kind].push_back(std::move(of));
    };
    for (const Wanted& one : wanted) {
        take(one.part);
        if (one.base) take(*one.base);
    }
    for (const Sums& each : sums) together[each.kind].push_back(each.attributes);
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        Attributes of = blocks[block].about;
        of.push_back(blocks[block].owned);
        std::sort(of.begin(), of.end());
        together[*owner[blocks[block].kind]].push_back(of);
        if (blocks[block].amount != nullptr) sums.push_back({*owner[blocks[block].kind], blocks[block].amount, block, std::move(of), {}, {}});
    }
    for (auto at = from_above.rbegin(); at != from_above.rend(); ++at) {   // from below: what is asked of those above is counted there too
        const std::size_t kind = *at;
        if (by_owner_[kind]) continue;
        Tree& tree = trees[kind];
        tree.counted = true;
        for (const Attributes& of : together[kind]) {
            std::copy_if(of.begin(), of.end(), std::back_inserter(tree.inherited), [&](std::size_t each) { return attributes[each].kind != kind; });
        }
        sort_and_unite(tree.inherited);
        together[kind].push_back(tree.inherited);
        if (owner[kind]) together[*owner[kind]].push_back(tree.inherited);
        const auto cost = [this](const Attributes& of) { return cells_of(of); };
        tree.cliques = junction_tree(together[kind], cost);
        for (const Clique& clique : tree.cliques) {
            if (cells_of(clique.attributes) <= cells_most) continue;
            for (const Wanted& one : wanted) {
                const Attributes of = attributes_in(one.part.kind, one.part.where, std::nullopt);
                if (one.part.kind != kind || of.size() < 2 ||
                    !std::includes(clique.attributes.begin(), clique.attributes.end(), of.begin(), of.end()))
                    continue;
                const std::string most = std::to_string(cells_most);
                open.push_back({one.figure,
                                {"what it asks, with other figures, makes more than " + most + " cells: not tried",
                                 "与其他指标合计超过 " + most + " 个单元：未尝试"}});
            }
            if (open.empty())
                open.push_back({wanted.front().figure, {"figures together make too many cells: not tried", "各指标合计单元过多：未尝试"}});
        }
    }
}

const Clique& SynthesisModel::clique_with(std::size_t kind, const Attributes& of) const {
    const Clique* best = nullptr;
    for (const Clique& clique : trees[kind].cliques) {
        if (std::includes(clique.attributes.begin(), clique.attributes.end(), of.begin(), of.end()) &&
            (best == nullptr || clique.cells < best->cells))
            best = &clique;
    }
    return *best;
}

void SynthesisModel::number_variables() {
    for (Tree& tree : trees) {
        for (Clique& clique : tree.cliques) {
            clique.first = variables;
            clique.cells = cells_of(clique.attributes);
            variables += clique.cells;
        }
    }
    counts = variables;
    signed_.assign(counts, false);
    for (Sums& each : sums) {
        const std::size_t cells = cells_of(each.attributes);
        each.of.resize(cells), each.each.resize(cells);
        for (std::size_t cell = 0; cell < cells; ++cell) {
            const Atoms atoms = atoms_of(each.attributes, cell);
            auto& [least, most] = each.each[cell];
            const auto value_of = [&](std::size_t attribute) -> const Atom& {
                const auto place = std::lower_bound(each.attributes.begin(), each.attributes.end(), attribute) - each.attributes.begin();
                return attributes[attribute].atoms[atoms[static_cast<std::size_t>(place)]];
            };
            std::vector<RecordColumn::Value> values = each.amount->values;
            if (each.block) {
                const std::size_t owned = blocks[*each.block].owned;
                values = value_of(owned).values;
                if (&value_of(owned) == &attributes[owned].atoms.front()) continue;   // has nothing
            } else if (const auto own = attribute_of_.find({each.kind, each.amount}); own != attribute_of_.end()) {
                values = value_of(own->second).values;
            }
            least = values.front().first, most = values.front().last;
            for (const auto& value : values) least = std::min(least, value.first), most = std::max(most, value.last);
            each.of[cell] = variables++;
            signed_.push_back(least < 0);
        }
    }
}

namespace {

[[nodiscard]] Terms form_of_terms(const std::map<std::size_t, WideRatio>& terms) {
    Terms out;
    for (const auto& [variable, by] : terms) {
        if (by != 0) out.emplace_back(variable, by);
    }
    return out;
}
[[nodiscard]] Domain nought() { return {Domain::End{0, true}, Domain::End{0, true}, false}; }
[[nodiscard]] Domain nought_or_more() { return {Domain::End{0, true}, {}, false}; }

}   // namespace

void SynthesisModel::add_structure() {
    const auto marginals = [this](const Clique& clique, const Attributes& of) {
        std::vector<std::map<std::size_t, WideRatio>> out(cells_of(of));
        each_cell(clique, of, [&](std::size_t cell, std::size_t variable) { out[cell][variable] += 1; });
        return out;
    };
    const auto minus = [](std::map<std::size_t, WideRatio> a, const std::map<std::size_t, WideRatio>& b, const WideRatio& times) {
        for (const auto& [variable, by] : b) a[variable] -= by * times;
        return form_of_terms(a);
    };
    for (std::size_t kind = 0; kind < trees.size(); ++kind) {
        for (const Clique& clique : trees[kind].cliques) {   // what cliques share is the same in both
            if (!clique.parent) continue;
            const auto mine = marginals(clique, clique.shared), above = marginals(trees[kind].cliques[*clique.parent], clique.shared);
            for (std::size_t cell = 0; cell < mine.size(); ++cell) rows.push_back({minus(mine[cell], above[cell], 1), nought(), {}, {}, false});
        }
        if (!trees[kind].counted || !owner[kind]) continue;
        const Attributes& of = trees[kind].inherited;   // as many under each as may be
        const auto mine = marginals(clique_with(kind, of), of), above = marginals(clique_with(*owner[kind], of), of);
        const RecordColumn& under = *population.kinds[kind].find(Kind::under);
        for (std::size_t cell = 0; cell < mine.size(); ++cell) {
            rows.push_back({minus(mine[cell], above[cell], under.first), nought_or_more(), {}, {}, false});
            rows.push_back({minus(above[cell], mine[cell], WideRatio{1} / under.last), nought_or_more(), {}, {}, false});
        }
    }
    for (const Sums& each : sums) {
        const auto counted = marginals(clique_with(each.kind, each.attributes), each.attributes);
        for (std::size_t cell = 0; cell < counted.size(); ++cell) {
            if (!each.of[cell]) continue;
            const std::map<std::size_t, WideRatio> sum{{*each.of[cell], 1}}, none;
            std::map<std::size_t, WideRatio> most;
            for (const auto& [variable, by] : counted[cell]) most[variable] = by * each.each[cell].second;
            if (each.each[cell].first == each.each[cell].second) {
                rows.push_back({minus(most, sum, 1), nought(), {}, {}, false});
                continue;
            }
            rows.push_back({minus(sum, counted[cell], each.each[cell].first), nought_or_more(), {}, {}, false});
            rows.push_back({minus(most, sum, 1), nought_or_more(), {}, {}, false});
        }
    }
}

Terms SynthesisModel::form_of(const Quantity& quantity) const {
    std::map<std::size_t, WideRatio> terms;
    if (!by_owner_[quantity.kind]) {
        const Attributes of = attributes_in(quantity.kind, quantity.where, std::nullopt);
        if (quantity.what == What::count) {
            each_cell(clique_with(quantity.kind, of), of, [&](std::size_t cell, std::size_t variable) {
                if (test(quantity.kind, quantity.where, of, atoms_of(of, cell))) terms[variable] += 1;
            });
            return form_of_terms(terms);
        }
        const auto each = std::find_if(sums.begin(), sums.end(), [&](const Sums& one) { return !one.block && one.amount == quantity.amount; });
        for (std::size_t cell = 0; cell < each->of.size(); ++cell) {
            if (each->of[cell] && test(quantity.kind, quantity.where, each->attributes, atoms_of(each->attributes, cell)))
                terms[*each->of[cell]] += 1;
        }
        return form_of_terms(terms);
    }
    const Condition above = own_and_above(quantity.kind, quantity.where).second;
    for (const std::size_t block : blocks_in(quantity)) {
        const std::size_t owned = blocks[block].owned;
        if (quantity.what == What::sum) {
            const auto each = std::find_if(sums.begin(), sums.end(), [&](const Sums& one) { return one.block == block; });
            for (std::size_t cell = 0; cell < each->of.size(); ++cell) {
                if (each->of[cell] && test(quantity.kind, above, each->attributes, atoms_of(each->attributes, cell))) terms[*each->of[cell]] += 1;
            }
            continue;
        }
        Attributes of = blocks[block].about;
        of.push_back(owned);
        std::sort(of.begin(), of.end());
        each_cell(clique_with(attributes[owned].kind, of), of, [&](std::size_t cell, std::size_t variable) {
            const Atoms atoms = atoms_of(of, cell);
            const std::uint32_t has = atoms[static_cast<std::size_t>(std::lower_bound(of.begin(), of.end(), owned) - of.begin())];
            if (has == 0 || !test(quantity.kind, above, of, atoms)) return;
            if (!quantity.comparison || compares(*quantity.comparison, attributes[owned].atoms[has].values.front().first, quantity.than))
                terms[variable] += 1;
        });
    }
    return form_of_terms(terms);
}

void SynthesisModel::add_figures() {
    for (const Wanted& one : wanted) {
        const Domain& domain = printed[one.figure];
        const Terms part = form_of(one.part);
        if (!one.base) {
            rows.push_back({part, {domain.low, domain.high, false}, one.figure, {}, false});
            continue;
        }
        const Terms base = form_of(*one.base);
        for (const bool upper : {false, true}) {   // part − low · base is nought or more, part − high · base nought or less
            const Domain::End& end = upper ? *domain.high : *domain.low;
            std::map<std::size_t, WideRatio> terms(part.begin(), part.end());
            for (const auto& [variable, by] : base) terms[variable] -= by * end.at;
            const Domain::End bound{0, end.closed};
            rows.push_back({form_of_terms(terms), upper ? Domain{{}, bound, false} : Domain{bound, {}, false}, one.figure, end.at, false});
        }
        if (one.part.what == What::sum) {
            rows.push_back({base, {Domain::End{1, true}, {}, false}, one.figure, {}, true});   // a share of nothing is none
            continue;
        }
        auto shares_of = std::find_if(shares.begin(), shares.end(), [&](const SharesOfOne& each) { return rows[each.base].form == base; });
        if (shares_of == shares.end()) {
            shares_of = shares.insert(shares_of, {rows.size(), {}});
            rows.push_back({base, {Domain::End{1, true}, {}, false}, one.figure, {}, true});
        }
        shares_of->parts.emplace_back(rows.size(), one.figure);
        rows.push_back({part, nought_or_more(), {}, {}, false});
    }
}

std::string SynthesisModel::describe(std::size_t variable) const {
    for (const Sums& one : sums) {
        const auto at = std::find(one.of.begin(), one.of.end(), variable);
        if (at != one.of.end())
            return "sum of " + one.amount->name + " of " + describe(one.kind, one.attributes, static_cast<std::size_t>(at - one.of.begin()));
    }
    for (std::size_t kind = 0; kind < trees.size(); ++kind) {
        for (const Clique& clique : trees[kind].cliques) {
            if (variable >= clique.first && variable < clique.first + clique.cells) return describe(kind, clique.attributes, variable - clique.first);
        }
    }
    return {};
}
std::string SynthesisModel::describe(std::size_t kind, const Attributes& of, std::size_t cell) const {
    const auto listed = [](const RecordColumn& column, const std::vector<RecordColumn::Value>& values) {
        std::string out = column.name + " in (";
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i != 0) out += ", ";
            if (column.kind == Kind::code) out += values[i].key.empty() ? "?" : values[i].key;
            else out += std::to_string(values[i].first) + (values[i].last == values[i].first ? "" : ".." + std::to_string(values[i].last));
        }
        return out + ")";
    };
    const Atoms atoms = atoms_of(of, cell);
    std::string out = population.kinds[kind].name;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const Attribute& attribute = attributes[of[i]];
        out += i == 0 ? " where " : " and ";
        if (attribute.column != nullptr) {
            out += listed(*attribute.column, attribute.atoms[atoms[i]].values);
            continue;
        }
        const Block& block = blocks[attribute.block];   // what an owner has of a part
        out += population.kinds[block.kind].name;
        for (std::size_t a = 0; a < block.attributes.size(); ++a) {
            std::vector<RecordColumn::Value> values;
            for (const Atoms& each : block.cells) {
                for (const auto& value : attributes[block.attributes[a]].atoms[each[a]].values) {
                    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
                }
            }
            out += " with " + listed(*attributes[block.attributes[a]].column, values);
        }
        const RecordColumn::Value& range = attribute.atoms[atoms[i]].values.front();
        if (atoms[i] == 0) out += " none";
        else if (block.amount == nullptr) out += " some";
        else out += " " + block.amount->name + " " + std::to_string(range.first) + ".." + std::to_string(range.last);
    }
    return out;
}

}   // namespace arrears::detail
