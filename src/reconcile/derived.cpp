// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/derived.hpp>

#include "normal_form.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace arrears {

namespace {

using Kind = Condition::Kind;

/// What a figure's canonical definition says, taken apart for comparison with others.
struct Shape {
    Definition definition;
    std::vector<Condition> conjuncts;
    std::string tally;   ///< source, day and measure as text: figures of one tally differ in their conditions only
    Measure measure;
};

/// A figure of the same source and day under another condition.
[[nodiscard]] Definition single(const Definition& like, Condition where, Measure measure) {
    return like.of_records().where(std::move(where)).measure(std::move(measure)).canonical();
}

[[nodiscard]] std::string tally(const Definition& definition) {
    return print(definition.of_records().where({}).measure(definition.measures().front()));
}

/// The values that a conjunct allows its field, where it lists them.
[[nodiscard]] std::vector<std::string> listed(const Condition& condition) {
    std::vector<std::string> out;
    if (condition.kind() == Kind::in || (condition.kind() == Kind::compare && condition.comparison() == arrears::Comparison::equal)) {
        for (const Word& value : condition.values()) out.push_back(value.text);
    }
    return out;
}

/// Whether `a` surely implies `b`, both on one field. Where that rests on one value lying under another, it is told.
[[nodiscard]] bool implies_one(const Condition& a, const Condition& b, const RelationContext& context, std::string& reading) {
    if (a == b) return true;
    if (!(a.field() == b.field())) return false;
    const std::vector<std::string> values = listed(a);
    const std::vector<std::string> wider = listed(b);
    if (!values.empty() && !wider.empty()) {
        return std::all_of(values.begin(), values.end(),
                           [&](const std::string& value) { return std::find(wider.begin(), wider.end(), value) != wider.end(); });
    }
    if (b.kind() == Kind::known) return !values.empty() || a.kind() == Kind::within;
    if (b.kind() != Kind::within || !context.within) return false;
    const std::string& upper = b.values().front().text;
    std::vector<std::string> lower = values;
    if (a.kind() == Kind::within) lower.push_back(a.values().front().text);
    if (lower.empty()) return false;
    for (const std::string& value : lower) {
        if (!context.within(b.field().text, value, upper)) return false;
        if (value != upper) reading += (reading.empty() ? "" : ", ") + value + " within " + upper;
    }
    return true;
}

[[nodiscard]] bool implies(const std::vector<Condition>& a, const std::vector<Condition>& b, const RelationContext& context, std::string& reading) {
    return std::all_of(b.begin(), b.end(), [&](const Condition& wanted) {
        return std::any_of(a.begin(), a.end(), [&](const Condition& given) { return implies_one(given, wanted, context, reading); });
    });
}

/// Whether the measure never grows when records are taken away. Amounts owed are not negative.
[[nodiscard]] bool never_grows(const Measure& measure) {
    switch (measure.kind()) {
        case Measure::Kind::count:
        case Measure::Kind::sum: return true;
        case Measure::Kind::distinct: {
            const auto& having = measure.having();
            return !having || having->comparison == arrears::Comparison::greater || having->comparison == arrears::Comparison::greater_equal;
        }
        default: return false;
    }
}

/// Whether the measure of a whole is the sum over disjoint parts.
[[nodiscard]] bool adds_up(const Measure& measure) { return measure.kind() == Measure::Kind::count || measure.kind() == Measure::Kind::sum; }

/// An amount in yuan.
[[nodiscard]] std::optional<Expression> amount_in_yuan(const Word& amount) {
    const auto printed = try_parse_printed(amount.text);
    return printed ? std::optional{Expression::number(*printed, FigureUnit::yuan)} : std::nullopt;
}

class Derivation {
public:
    Derivation(std::span<const PublishedFigure> figures, const RelationContext& context) : figures_{figures}, context_{context} {
        for (std::size_t i = 0; i < figures.size(); ++i) {
            Shape shape;
            if (figures[i].definition) shape.definition = figures[i].definition->canonical();
            if (figures[i].definition && shape.definition.is_single()) {
                shape.conjuncts = shape.definition.where().conjuncts();
                shape.measure = shape.definition.measures().front();
                shape.tally = tally(shape.definition);
                by_text_[print(shape.definition)].push_back(i);
            }
            shapes_.push_back(std::move(shape));
        }
    }

    [[nodiscard]] std::vector<Relation> all() {
        same();
        subsets();
        parts();
        shares();
        thresholds();
        return std::move(out_);
    }

private:
    /// The id tells the kind and the figures: `subset:federation_pension:pension`; of parts what divides the whole.
    Relation& put(RelationKind kind, Expression left, Comparison is, Expression right, std::string field = {}) {
        Relation& out = out_.emplace_back();
        out.left = std::move(left), out.is = is, out.right = std::move(right), out.kind = kind, out.field = std::move(field);
        out.id = identifier(kind);
        const std::vector<std::size_t> all = kind == RelationKind::parts ? out.right.figures() : out.figures();
        for (const std::size_t each : all) out.id += ':' + figures_[each].id;
        if (!out.field.empty()) out.id += ':' + out.field;
        return out;
    }
    [[nodiscard]] std::optional<std::size_t> figure(const Definition& definition) const {
        const auto found = by_text_.find(print(definition));
        return found == by_text_.end() ? std::nullopt : std::optional{found->second.front()};
    }

    void same() {
        for (const auto& [text, positions] : by_text_) {
            for (std::size_t i = 1; i < positions.size(); ++i)
                put(RelationKind::same, Expression::figure(positions[0]), Comparison::equal, Expression::figure(positions[i]));
        }
    }

    void subsets() {
        for (std::size_t a = 0; a < shapes_.size(); ++a) {
            for (std::size_t b = 0; b < shapes_.size(); ++b) {
                if (a == b || shapes_[a].tally.empty() || shapes_[a].tally != shapes_[b].tally || !never_grows(shapes_[a].measure)) continue;
                if (shapes_[a].definition == shapes_[b].definition) continue;
                std::string reading;
                if (!implies(shapes_[a].conjuncts, shapes_[b].conjuncts, context_, reading)) continue;
                put(RelationKind::subset, Expression::figure(a), Comparison::less_equal, Expression::figure(b)).assumption = std::move(reading);
            }
        }
    }

    /// Figures `W and f = v` for several v, beside a figure W.
    void parts() {
        std::map<std::pair<std::size_t, std::string>, std::map<std::string, std::size_t>> found;   // whole and field: value, part
        for (std::size_t part = 0; part < shapes_.size(); ++part) {
            const Shape& shape = shapes_[part];
            if (shape.tally.empty() || !adds_up(shape.measure)) continue;
            for (std::size_t c = 0; c < shape.conjuncts.size(); ++c) {
                const std::vector<std::string> value = listed(shape.conjuncts[c]);
                if (value.size() != 1) continue;
                Condition rest;
                for (std::size_t other = 0; other < shape.conjuncts.size(); ++other) {
                    if (other != c) rest = std::move(rest) && shape.conjuncts[other];
                }
                if (const auto whole = figure(single(shape.definition, std::move(rest), shape.measure))) {
                    found[{*whole, shape.conjuncts[c].field().text}].emplace(value.front(), part);
                }
            }
        }
        for (const auto& [key, parts_found] : found) {
            const auto& values = parts_found;   // Clang 14 lets no lambda capture a binding
            if (values.size() < 2) continue;   // one part alone is a subset
            std::vector<Expression> sum;
            for (const auto& [value, part] : values) sum.push_back(Expression::figure(part));
            bool complete = false;
            if (context_.values) {
                const std::vector<std::string> all = context_.values(key.second);
                complete = !all.empty() && std::all_of(all.begin(), all.end(), [&](const std::string& value) { return values.contains(value); });
            }
            put(RelationKind::parts, Expression::sum_of(std::move(sum)), complete ? Comparison::equal : Comparison::less_equal,
                Expression::figure(key.first), key.second);
        }
    }

    void shares() {
        for (std::size_t i = 0; i < shapes_.size(); ++i) {
            const Shape& shape = shapes_[i];
            if (shape.tally.empty() || shape.measure.kind() != Measure::Kind::share_where) continue;
            const auto below = figure(single(shape.definition, shape.definition.where(), shape.measure.of()));
            const auto above = figure(single(shape.definition, Condition{shape.definition.where()} && shape.measure.where(), shape.measure.of()));
            if (!below) continue;
            const Expression whole = Expression::figure(*below);
            // A share of what may be nothing says nothing.
            if (above && !detail::domain_of(figures_[*below]).contains_nought())
                put(RelationKind::share, Expression::figure(*above) / whole, Comparison::equal, Expression::figure(i));
            else if (!above && shape.measure.of().kind() == Measure::Kind::count)
                put(RelationKind::whole_part, Expression::figure(i) * whole, Comparison::equal, Expression::whole());
        }
    }

    /// `distinct(x) having sum(f) >= t` of the records that `sum(f)` adds up.
    void thresholds() {
        for (std::size_t i = 0; i < shapes_.size(); ++i) {
            const Shape& shape = shapes_[i];
            const auto& having = shape.measure.having();
            if (shape.tally.empty() || !having || having->comparison != arrears::Comparison::greater_equal) continue;
            const auto amount = amount_in_yuan(having->amount);
            const auto sum = figure(single(shape.definition, shape.definition.where(), measure::sum(having->sum.text)));
            if (sum && amount && dimension(figures_[*sum].unit) == Dimension::money) {
                put(RelationKind::threshold, Expression::figure(i) * *amount, Comparison::less_equal, Expression::figure(*sum));
            }
        }
    }

    std::span<const PublishedFigure> figures_;
    const RelationContext& context_;
    std::vector<Shape> shapes_;
    std::map<std::string, std::vector<std::size_t>> by_text_;
    std::vector<Relation> out_;
};

/// Whether a value can be one of a figure's dimension. Of a number that a field holds, or a quotient of such, only money and shares are told apart.
[[nodiscard]] bool is_of(Dimension what, const Value& value) {
    if (value.money() != nullptr || value.amount() != nullptr) return what == Dimension::money;
    if (value.share() != nullptr) return what == Dimension::share;
    const CountValue* const count = value.count();
    if (count == nullptr) return what != Dimension::money;
    switch (count->what) {
    case Counted::enterprises:
    case Counted::plans: return what == Dimension::enterprises;   // a plan is one enterprise's
    case Counted::persons: return what == Dimension::persons;
    case Counted::households: return what == Dimension::households;
    default: return what == Dimension::items;
    }
}

/// A value in the base of a dimension, as one who writes a relation would put it: fen as yuan, a share as a percentage.
[[nodiscard]] Expression written(const Ratio& value, Dimension what, FigureUnit unit) {
    std::int64_t digits = value.is_negative() ? -value.numerator() : value.numerator();
    int decimals = 0;
    if (what == Dimension::money) unit = FigureUnit::yuan, decimals = 2;
    if (what == Dimension::persons) unit = FigureUnit::persons;
    if (what == Dimension::share && __builtin_mul_overflow(digits, 100, &digits)) throw overflow("relations_to_records", std::to_string(digits));
    Expression out = Expression::number({digits, decimals}, unit);
    if (value.denominator() != 1) out = std::move(out) / Expression::number({value.denominator(), 0});
    return value.is_negative() ? -std::move(out) : out;
}

}   // namespace

std::vector<Relation> derive_relations(std::span<const PublishedFigure> figures, const RelationContext& context) {
    return Derivation{figures, context}.all();
}

std::vector<Relation> relations_to_records(std::span<const PublishedFigure> figures, const std::function<Value(const Definition&)>& evaluate) {
    std::vector<Relation> out;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const PublishedFigure& figure = figures[i];
        if (!figure.definition) continue;
        try {
            const Value value = evaluate(*figure.definition);
            const std::optional<Ratio> exact = value.exact();
            if (!exact) continue;
            const Dimension what = dimension(figure.unit);
            if (!is_of(what, value)) {
                const Text wants{std::string{label(what, Language::en)}, std::string{label(what, Language::zh)}};
                throw Error{Fault{ErrorKind::mismatch,
                                  {},
                                  {"the definition of " + in_quotes(figure.id) + " gives another thing than " + wants.en,
                                   in_quotes(figure.id) + " 的定义得出的不是" + wants.zh},
                                  {},
                                  {"expected a measure of " + wants.en + ", or another unit", "应得出" + wants.zh + "，或改用别的单位"},
                                  {}}};
            }
            Relation made;
            made.id = std::string{identifier(RelationKind::records)} + ':' + figure.id;
            made.left = Expression::figure(i), made.right = written(*exact, what, figure.unit), made.kind = RelationKind::records;
            out.push_back(std::move(made));
        } catch (const Error& error) {   // a fault of the definition has its place in its text
            Fault fault = error.fault();
            fault.place = figure.place;
            throw Error{std::move(fault)};
        }
    }
    return out;
}

}   // namespace arrears
