// SPDX-License-Identifier: BSL-1.0
#include "judgement.hpp"
#include "system.hpp"

#include <algorithm>
#include <utility>

namespace arrears {

namespace {

using detail::Domain;
using detail::NormalForm;

/// Whether some values of domains satisfy a relation, and if none do, by how much it is missed.
struct Possible {
    enum class Answer : unsigned char { yes, no, open } answer = Answer::yes;
    WideRatio excess{};
};

/// One relation with its figures numbered from 0, and what `whole` is behind them.
class Judge {
public:
    Judge(const Relation& relation, const NormalForm& form, std::size_t whole, std::span<const PublishedFigure> figures) : is_{relation.is} {
        std::map<std::size_t, std::size_t> number;
        for (const std::size_t each : form.variables) {
            if (each == whole) continue;
            number[each] = figures_.size();
            figures_.push_back(figures[each]);
        }
        number[whole] = figures_.size();
        const auto renumbered = [&number](const detail::Polynomial& of) {
            detail::Polynomial out;
            for (const auto& [variables, by] : of.terms) {
                std::vector<std::size_t> made;
                for (const std::size_t each : variables) made.push_back(number.at(each));
                out.add(made, by);
            }
            return out;
        };
        form_.above = renumbered(form.above), form_.below = renumbered(form.below);
        for (const std::size_t each : form.variables) form_.variables.push_back(number.at(each));
        for (const std::size_t each : relation.right.figures()) {
            if (const auto at = number.find(each); at != number.end()) on_the_right_.push_back(at->second);   // else it cancels out
        }
    }

    [[nodiscard]] RelationVerdict operator()() {
        const auto hedged = [](const PublishedFigure& figure) { return figure.qualifier != FigureQualifier::exact; };
        const bool any_hedge = std::any_of(figures_.begin(), figures_.end(), hedged);
        const Possible as_printed = possible();
        if (as_printed.answer == Possible::Answer::open) return {Verdict::unresolved, {}};
        if (as_printed.answer == Possible::Answer::yes) {
            if (!any_hedge || certain()) return {};
            const std::vector<PublishedFigure> given = figures_;
            for (PublishedFigure& each : figures_) each.qualifier = FigureQualifier::exact;
            const bool without = possible().answer == Possible::Answer::yes;
            figures_ = given;
            return {without ? Verdict::holds : Verdict::undecided, {}};
        }
        for (const auto& [rounding, verdict] : {std::pair{FigureRounding::truncated, Verdict::holds_if_truncated},
                                                std::pair{FigureRounding::rounded_up, Verdict::holds_if_rounded_up}}) {
            const std::vector<PublishedFigure> given = figures_;
            for (const std::size_t each : on_the_right_) figures_[each].rounding = rounding;
            const bool so = possible().answer == Possible::Answer::yes;
            figures_ = given;
            if (so) return {verdict, as_printed.excess};
        }
        return {Verdict::fails, as_printed.excess};
    }

private:
    [[nodiscard]] std::vector<Domain> domains() const {
        std::vector<Domain> out = detail::domains_of(figures_);
        out.emplace_back();
        out.back().whole = true;
        return out;
    }
    /// Whether whatever the domains allow satisfies it: never an equality, unless all are points.
    [[nodiscard]] bool certain() const {
        const Domain range = detail::range_of(form_, domains());
        switch (is_) {
        case Comparison::less_equal: return range.high && range.high->at <= 0;
        case Comparison::less: return range.high && (range.high->at < 0 || (range.high->at == 0 && !range.high->closed));
        case Comparison::greater_equal: return range.low && range.low->at >= 0;
        case Comparison::greater: return range.low && (range.low->at > 0 || (range.low->at == 0 && !range.low->closed));
        default: return false;
        }
    }
    /// By how much a range of left − right misses what the comparison wants; nothing where it does not.
    [[nodiscard]] std::optional<WideRatio> missed(const Domain& range) const {
        const bool not_above = is_ == Comparison::less || is_ == Comparison::less_equal || is_ == Comparison::equal;
        const bool not_below = is_ == Comparison::greater || is_ == Comparison::greater_equal || is_ == Comparison::equal;
        const bool strict = is_ == Comparison::less || is_ == Comparison::greater;
        if (not_above && range.low && (range.low->at > 0 || (range.low->at == 0 && (strict || !range.low->closed)))) return range.low->at;
        if (not_below && range.high && (range.high->at < 0 || (range.high->at == 0 && (strict || !range.high->closed)))) return -range.high->at;
        return std::nullopt;
    }
    [[nodiscard]] Possible possible() const {
        std::vector<Domain> domains = this->domains();
        for (const Domain& each : domains) {
            if (each.is_empty()) return {Possible::Answer::no, {}};
        }
        const std::size_t whole = figures_.size();
        const bool has_whole = std::find(form_.variables.begin(), form_.variables.end(), whole) != form_.variables.end();
        const Domain range = detail::range_of(form_, domains);
        if (!has_whole) {
            if (const auto by = missed(range)) return {Possible::Answer::no, *by};
        } else if (const auto out = beside_whole(domains, whole)) {
            return *out;
        }
        std::vector<std::size_t> counted;   // whole things of which the number is open
        for (const std::size_t each : form_.variables) {
            if (domains[each].whole && !domains[each].is_point()) counted.push_back(each);
        }
        const bool known = range.low || range.high;
        if (counted.empty() && known) return {};
        if (!has_whole && known) {
            if (const auto out = count_all(domains, counted)) return *out;
        }
        const detail::System system{{form_}, {is_}, {domains.begin(), domains.end() - 1}};
        const std::size_t only = 0;
        const auto answer = detail::Inquiry{system, {&only, 1}}.ask({}, {1000, 64, {}});
        using detail::Status;
        if (answer.status == Status::unresolved) return {Possible::Answer::open, {}};
        return {answer.status == Status::feasible ? Possible::Answer::yes : Possible::Answer::no, {}};
    }
    /// Where one side is a whole number: between which the other lies.
    [[nodiscard]] std::optional<Possible> beside_whole(const std::vector<Domain>& domains, std::size_t whole) const {
        const std::optional<WideRatio> divisor = form_.divisor();
        if (is_ != Comparison::equal || !divisor) return std::nullopt;
        NormalForm rest;   // what `whole` would have to be
        WideRatio by = 0;
        for (const auto& [variables, each] : form_.above.terms) {
            if (variables == std::vector<std::size_t>{whole}) by = each;
            else if (std::find(variables.begin(), variables.end(), whole) != variables.end()) return std::nullopt;
            else rest.above.add(variables, each);
        }
        for (const std::size_t each : form_.variables) {
            if (each != whole && domains[each].whole && !domains[each].is_point()) return std::nullopt;
        }
        rest.below.add({}, -by);
        Domain range = detail::range_of(rest, domains);
        if (!range.low || !range.high) return std::nullopt;
        const WideRatio low = range.low->at, high = range.high->at;
        range.make_whole();
        if (!range.is_empty()) return Possible{};
        const WideRatio down = low - floor_of(low), up = ceiling_of(high) - high;
        const WideRatio unit = by / *divisor;
        return Possible{Possible::Answer::no, std::min(down, up) * (unit < 0 ? -unit : unit)};
    }
    /// Every number of every whole thing, where they are few.
    [[nodiscard]] std::optional<Possible> count_all(std::vector<Domain> domains, const std::vector<std::size_t>& counted) const {
        cpp_int cases = 1;
        constexpr int cases_most = 10'000;
        for (const std::size_t each : counted) {
            if (!domains[each].low || !domains[each].high) return std::nullopt;
            cases *= (domains[each].high->at - domains[each].low->at).numerator() + 1;   // both whole
            if (cases > cases_most) return std::nullopt;
        }
        const std::vector<Domain> given = domains;
        std::optional<WideRatio> least;
        for (const std::size_t each : counted) domains[each].high = domains[each].low;
        for (;;) {
            const auto by = missed(detail::range_of(form_, domains));
            if (!by) return Possible{};
            if (!least || *by < *least) least = by;
            std::size_t at = 0;
            for (; at < counted.size(); ++at) {
                Domain& one = domains[counted[at]];
                if (one.low->at < given[counted[at]].high->at) {
                    one.low->at += 1, one.high = one.low;
                    break;
                }
                one.low = one.high = given[counted[at]].low;
            }
            if (at == counted.size()) return Possible{Possible::Answer::no, *least};
        }
    }

    Comparison is_;
    NormalForm form_{};
    std::vector<PublishedFigure> figures_{};
    std::vector<std::size_t> on_the_right_{};
};

/// What is missed, in a unit: with as many decimals as the figures have that bear it, and no fewer than show it; rounded down, so that nothing
/// is claimed that is not so.
[[nodiscard]] std::string in_unit(FigureUnit unit, const WideRatio& value, const Relation& relation, std::span<const PublishedFigure> figures,
                                  Language language) {
    const WideRatio count = value / WideRatio(scale(unit));
    int decimals = 0;
    for (const std::size_t each : relation.figures()) {
        if (figures[each].unit == unit) decimals = std::max(decimals, figures[each].value.decimals);
    }
    std::string digits = decimal(count, decimals, Rounding::down);
    while (value != 0 && decimals < 12 && digits.find_first_of("123456789") == std::string::npos) digits = decimal(count, ++decimals, Rounding::down);
    const auto separated = try_parse_printed(digits);   // not where it has too many digits
    return with_unit(separated ? separated->text() : digits, unit, language);
}

}   // namespace

namespace detail {

RelationVerdict judge(const Relation& relation, const NormalForm& form, std::size_t whole, std::span<const PublishedFigure> figures) {
    return Judge{relation, form, whole, figures}();
}

}   // namespace detail

RelationVerdict check(const Relation& relation, std::span<const PublishedFigure> figures) {
    return detail::judge(relation, detail::normal_form(relation, figures.size()), figures.size(), figures);
}

Text describe_failure(const Relation& relation, const RelationVerdict& verdict, std::span<const PublishedFigure> figures) {
    const std::vector<std::size_t> all = relation.figures();
    const auto tell = [&](Language language) {
        const bool zh = language == Language::zh;
        const std::vector<std::size_t> right = relation.right.figures();
        const auto figure = [&](std::size_t i) -> const PublishedFigure& { return figures[all[i]]; };
        const std::string by = in_unit(unit_of(relation, figures), verdict.excess, relation, figures, language);
        std::string out;
        switch (relation.kind) {
        case RelationKind::same:
            out = zh ? figure(0).named(language) + " 与 " + figure(1).named(language) + " 定义相同，却至少相差 " + by + "。"
                     : figure(0).named(language) + " and " + figure(1).named(language) + " have one definition, yet differ by at least " + by + ".";
            break;
        case RelationKind::subset:
            out = zh ? figure(0).named(language) + " 是 " + figure(1).named(language) + " 的一部分，却至少多出 " + by + "。"
                     : figure(0).named(language) + " is a part of " + figure(1).named(language) + ", yet exceeds it by at least " + by + ".";
            break;
        case RelationKind::parts: {
            std::string list;
            for (const std::size_t part : relation.left.figures()) list += (list.empty() ? "" : " + ") + figures[part].value.text();
            const std::string whole = figures[right.front()].named(language);
            out = zh ? "按 " + relation.field + " 划分的各部分（" + list + "）与整体 " + whole + " 至少相差 " + by + "。"
                     : "The parts by " + relation.field + " (" + list + ") and their whole, " + whole + ", miss each other by at least " + by + ".";
            break;
        }
        case RelationKind::share:
            out = zh ? figure(2).named(language) + " 不是 " + figure(0).named(language) + " 与 " + figure(1).named(language) + " 之比，至少相差 " +
                           by + "。"
                     : figure(2).named(language) + " is not the ratio of " + figure(0).named(language) + " to " + figure(1).named(language) +
                           ": it is off by at least " + by + ".";
            break;
        case RelationKind::whole_part:
            out = zh ? figure(1).named(language) + " 中没有整数个占 " + figure(0).named(language) + "。"
                     : "No whole number of " + figure(1).named(language) + " is " + figure(0).named(language) + ".";
            break;
        case RelationKind::threshold:
            out = zh ? figure(0).named(language) + " 各达到门槛，合计却至少比 " + figure(1).named(language) + " 多 " + by + "。"
                     : figure(0).named(language) + " reach the threshold each, together at least " + by + " more than " +
                           figure(1).named(language) + ".";
            break;
        case RelationKind::records: {
            const std::string text = print(relation, figures);
            out = zh ? figure(0).named(language) + " 与记录所得不符（" + text + "），至少相差 " + by + "。"
                     : figure(0).named(language) + " is not what the records give (" + text + "): it is off by at least " + by + ".";
            break;
        }
        case RelationKind::stated: {
            std::string list;
            for (const std::size_t each : all) list += (list.empty() ? "" : zh ? "、" : ", ") + figures[each].named(language);
            const std::string text = print(relation, figures);
            const bool missed = verdict.excess != 0;
            out = zh ? relation.id + "：" + text + " " + std::string{label(verdict.verdict, language)} + (missed ? "，至少相差 " + by : "") + "（" +
                           list + "）。"
                     : relation.id + ": " + text + ": " + std::string{label(verdict.verdict, language)} + (missed ? ", by at least " + by : "") +
                           " (" + list + ").";
            break;
        }
        }
        if (!relation.assumption.empty())
            out += zh ? "（按记录：" + relation.assumption + "）" : " (Under the records' reading: " + relation.assumption + ".)";
        return out;
    };
    return {tell(Language::en), tell(Language::zh)};
}

}   // namespace arrears
