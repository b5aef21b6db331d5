// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/derived.hpp>

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

/// Yuan as fen; nothing where it is no whole number of yuan.
[[nodiscard]] std::optional<Ratio> amount_in_fen(const Word& amount) {
    const auto printed = try_parse_printed(amount.text);
    if (!printed || printed->decimals != 0) return std::nullopt;
    return Ratio{printed->digits} * Ratio{100};
}

class Derivation {
public:
    Derivation(std::span<const PublishedFigure> figures, const RelationContext& context) : figures_{figures}, context_{context} {
        for (std::size_t i = 0; i < figures.size(); ++i) {
            Shape shape{figures[i].definition.canonical(), {}, {}, {}};
            if (shape.definition.is_single()) {
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
    [[nodiscard]] std::optional<std::size_t> figure(const Definition& definition) const {
        const auto found = by_text_.find(print(definition));
        return found == by_text_.end() ? std::nullopt : std::optional{found->second.front()};
    }

    void same() {
        for (const auto& [text, positions] : by_text_) {
            for (std::size_t i = 1; i < positions.size(); ++i)
                out_.push_back({.kind = RelationKind::same, .figure = positions[0], .others = {positions[i]}});
        }
    }

    void subsets() {
        for (std::size_t a = 0; a < shapes_.size(); ++a) {
            for (std::size_t b = 0; b < shapes_.size(); ++b) {
                if (a == b || shapes_[a].tally.empty() || shapes_[a].tally != shapes_[b].tally || !never_grows(shapes_[a].measure)) continue;
                if (shapes_[a].definition == shapes_[b].definition) continue;
                std::string reading;
                if (!implies(shapes_[a].conjuncts, shapes_[b].conjuncts, context_, reading)) continue;
                out_.push_back({.kind = RelationKind::subset, .figure = a, .others = {b}, .reading = std::move(reading)});
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
            Relation relation{.kind = RelationKind::parts, .figure = key.first, .others = {}, .field = key.second};
            for (const auto& [value, part] : values) relation.others.push_back(part);
            if (context_.values) {
                const std::vector<std::string> all = context_.values(key.second);
                relation.complete =
                    !all.empty() && std::all_of(all.begin(), all.end(), [&](const std::string& value) { return values.contains(value); });
            }
            out_.push_back(std::move(relation));
        }
    }

    void shares() {
        for (std::size_t i = 0; i < shapes_.size(); ++i) {
            const Shape& shape = shapes_[i];
            if (shape.tally.empty() || shape.measure.kind() != Measure::Kind::share_where) continue;
            const auto below = figure(single(shape.definition, shape.definition.where(), shape.measure.of()));
            const auto above = figure(single(shape.definition, Condition{shape.definition.where()} && shape.measure.where(), shape.measure.of()));
            if (below && above) out_.push_back({.kind = RelationKind::share, .figure = i, .others = {*above, *below}});
        }
    }

    /// `distinct(x) having sum(f) >= t` of the records that `sum(f)` adds up.
    void thresholds() {
        for (std::size_t i = 0; i < shapes_.size(); ++i) {
            const Shape& shape = shapes_[i];
            const auto& having = shape.measure.having();
            if (shape.tally.empty() || !having || having->comparison != arrears::Comparison::greater_equal) continue;
            const auto amount = amount_in_fen(having->amount);
            const auto sum = figure(single(shape.definition, shape.definition.where(), measure::sum(having->sum.text)));
            if (sum && amount && dimension(figures_[*sum].unit) == Dimension::money) {
                out_.push_back({.kind = RelationKind::threshold, .figure = *sum, .others = {i}, .amount = amount});
            }
        }
    }

    std::span<const PublishedFigure> figures_;
    const RelationContext& context_;
    std::vector<Shape> shapes_;
    std::map<std::string, std::vector<std::size_t>> by_text_;
    std::vector<Relation> out_;
};

[[nodiscard]] RelationVerdict at_most(const Ratio& low, bool low_closed, const Ratio& high, bool high_closed) {
    if (low < high || (low == high && low_closed && high_closed)) return {};
    return {false, low - high};
}

[[nodiscard]] std::string named(const PublishedFigure& figure, Language language) {
    return language == Language::zh ? figure.label.zh + " " + figure.printed(language) : '"' + figure.label.en + "\" " + figure.printed(language);
}

/// An amount in the unit of a figure, with its decimals, rounded down so that nothing is claimed that is not so.
[[nodiscard]] std::string in_unit_of(const PublishedFigure& figure, const Ratio& value, Language language) {
    const std::string digits = decimal(value / scale(figure.unit), figure.value.decimals, Rounding::down);
    const auto separated = try_parse_printed(digits);   // not where it has too many digits
    return with_unit(separated ? separated->text() : digits, figure.unit, language);
}

}   // namespace

std::vector<Relation> derive_relations(std::span<const PublishedFigure> figures, const RelationContext& context) {
    return Derivation{figures, context}.all();
}

RelationVerdict check(const Relation& relation, std::span<const PublishedFigure> figures) {
    const FigureInterval figure = figures[relation.figure].interval();
    const FigureInterval first = figures[relation.others.front()].interval();
    switch (relation.kind) {
        case RelationKind::same: {
            const RelationVerdict below = at_most(figure.low, figure.low_closed, first.high, first.high_closed);
            return below.holds ? at_most(first.low, first.low_closed, figure.high, figure.high_closed) : below;
        }
        case RelationKind::subset: return at_most(figure.low, figure.low_closed, first.high, first.high_closed);
        case RelationKind::parts: {
            FigureInterval sum{Ratio{}, Ratio{}, true, true};
            for (const std::size_t part : relation.others) {
                const FigureInterval one = figures[part].interval();
                sum.low += one.low;
                sum.high += one.high;
                sum.low_closed = sum.low_closed && one.low_closed;
                sum.high_closed = sum.high_closed && one.high_closed;
            }
            const RelationVerdict above = at_most(sum.low, sum.low_closed, figure.high, figure.high_closed);
            if (!above.holds || !relation.complete) return above;
            return at_most(figure.low, figure.low_closed, sum.high, sum.high_closed);
        }
        case RelationKind::share: {
            const FigureInterval below = figures[relation.others.back()].interval();
            if (below.low <= Ratio{}) return {};   // a share of what may be nothing says nothing
            const RelationVerdict least =
                at_most(first.low / below.high, first.low_closed && below.high_closed, figure.high, figure.high_closed);
            if (!least.holds) return least;
            return at_most(figure.low, figure.low_closed, first.high / below.low, first.high_closed && below.low_closed);
        }
        case RelationKind::threshold: return at_most(first.low * *relation.amount, first.low_closed, figure.high, figure.high_closed);
    }
    return {};
}

Text describe_failure(const Relation& relation, const RelationVerdict& verdict, std::span<const PublishedFigure> figures) {
    const PublishedFigure& figure = figures[relation.figure];
    const PublishedFigure& first = figures[relation.others.front()];
    const auto tell = [&](Language language) {
        const bool zh = language == Language::zh;
        const std::string subject = named(figure, language);
        const std::string other = named(first, language);
        const std::string by = in_unit_of(figure, verdict.by, language);
        std::string out;
        switch (relation.kind) {
            case RelationKind::same:
                out = zh ? subject + " 与 " + other + " 定义相同，却至少相差 " + by + "。"
                         : subject + " and " + other + " have one definition, yet differ by at least " + by + ".";
                break;
            case RelationKind::subset:
                out = zh ? subject + " 是 " + other + " 的一部分，却至少多出 " + by + "。"
                         : subject + " is a part of " + other + ", yet exceeds it by at least " + by + ".";
                break;
            case RelationKind::parts: {
                std::string list;
                for (const std::size_t part : relation.others) list += (list.empty() ? "" : " + ") + figures[part].value.text();
                out = zh ? "按 " + relation.field + " 划分的各部分（" + list + "）与整体 " + subject + " 至少相差 " + by + "。"
                         : "The parts by " + relation.field + " (" + list + ") and their whole, " + subject + ", miss each other by at least " + by +
                               ".";
                break;
            }
            case RelationKind::share: {
                const std::string base = named(figures[relation.others.back()], language);
                out = zh ? subject + " 不是 " + other + " 与 " + base + " 之比，至少相差 " + by + "。"
                         : subject + " is not the ratio of " + other + " to " + base + ": it is off by at least " + by + ".";
                break;
            }
            case RelationKind::threshold:
                out = zh ? other + " 各达到门槛，合计却至少比 " + subject + " 多 " + by + "。"
                         : other + " reach the threshold each, together at least " + by + " more than " + subject + ".";
                break;
        }
        if (!relation.reading.empty()) out += zh ? "（按记录：" + relation.reading + "）" : " (Under the records' reading: " + relation.reading + ".)";
        return out;
    };
    return {tell(Language::en), tell(Language::zh)};
}

}   // namespace arrears
