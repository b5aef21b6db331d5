// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/slip.hpp>

#include "judgement.hpp"
#include "system.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace arrears {

namespace {

using Positions = std::vector<std::size_t>;

[[nodiscard]] bool is_one_of(std::size_t wanted, const Positions& all) { return std::find(all.begin(), all.end(), wanted) != all.end(); }

/// A value as a figure would print it; nothing where it has too many digits.
[[nodiscard]] std::optional<PrintedDecimal> as_printed(const PublishedFigure& like, const WideRatio& value) {
    const Rounding how = like.rounding == FigureRounding::truncated ? Rounding::down : Rounding::half_away_from_zero;
    const auto made = try_parse_printed(decimal(value / WideRatio{scale(like.unit)}, like.value.decimals, how));
    return made ? std::optional{*made} : std::nullopt;
}
[[nodiscard]] WideRatio printed_value(const PublishedFigure& figure) { return detail::value_of(figure.value, figure.unit); }

class SlipFinder {
public:
    SlipFinder(std::span<const PublishedFigure> figures, std::span<const Relation> relations, const std::function<bool()>& go_on)
        : figures_{figures.begin(), figures.end()}, domains_{detail::domains_of(figures)}, relations_{relations}, touching_(figures.size()),
          limits_{1000, 64, go_on} {
        for (std::size_t r = 0; r < relations.size(); ++r) domains_.emplace_back().whole = true;
        for (std::size_t r = 0; r < relations.size(); ++r) {
            forms_.push_back(detail::normal_form(relations[r], figures.size() + r));
            is_.push_back(relations[r].is);
            if (!relations[r].assumption.empty()) continue;
            free_.push_back(r);
            for (const std::size_t each : forms_.back().variables) {
                if (each < figures.size()) touching_[each].push_back(r);
            }
        }
    }

    [[nodiscard]] std::vector<Slip> operator()(std::span<const std::size_t> suspects) {
        for (const std::size_t each : suspects) {
            if (!goes_on()) break;
            look_at(each);
        }
        system_.emplace(forms_, is_, detail::domains_of(figures_));
        inquiry_.emplace(*system_, free_);
        for (Slip& slip : out_) slip.mends_all = mends_all(slip);
        const auto change = [this](const Slip& slip) {
            PublishedFigure made = figures_[slip.figure];
            made.value = slip.value, made.unit = slip.unit;
            const WideRatio by = printed_value(made) - printed_value(figures_[slip.figure]);
            return by < 0 ? -by : by;
        };
        std::stable_sort(out_.begin(), out_.end(), [&](const Slip& a, const Slip& b) {
            if (a.mends_all != b.mends_all) return a.mends_all;
            if (a.kind != b.kind) return a.kind < b.kind;
            return change(a) < change(b);
        });
        return std::move(out_);
    }

private:
    [[nodiscard]] bool goes_on() const { return !limits_.go_on || limits_.go_on(); }
    /// What each equation of a figure leaves it where the others are as printed.
    [[nodiscard]] const std::map<std::size_t, detail::Domain>& allowed(std::size_t figure) {
        const auto [at, fresh] = allowed_.emplace(figure, std::map<std::size_t, detail::Domain>{});
        if (!fresh) return at->second;
        for (const std::size_t r : touching_[figure]) {
            if (is_[r] != Comparison::equal) continue;
            if (const auto solved = detail::solved_for(figure, forms_[r])) at->second.emplace(r, detail::range_of(*solved, domains_));
        }
        return at->second;
    }
    /// Whether it is plain that a figure as it stands now does not fit its equations, those that it shares with another aside.
    [[nodiscard]] bool misfits(std::size_t figure, std::optional<std::size_t> other) {
        const detail::Domain now = detail::domain_of(figures_[figure]);
        for (const auto& [r, range] : allowed(figure)) {
            if (other && is_one_of(r, touching_[*other])) continue;
            detail::Domain both = now;
            both.keep(range);
            if (both.is_empty()) return true;
        }
        return false;
    }
    /// Whether all relations of some figures hold as these stand now.
    [[nodiscard]] bool hold(const Positions& of) const {
        std::set<std::size_t> all;
        for (const std::size_t figure : of) all.insert(touching_[figure].begin(), touching_[figure].end());
        return std::all_of(all.begin(), all.end(), [this](std::size_t r) {
            const Verdict verdict = detail::judge(relations_[r], forms_[r], figures_.size() + r, figures_).verdict;
            return verdict == Verdict::holds || verdict == Verdict::undecided;
        });
    }
    /// Keeps the hypothesis that the figure should be another, where all its relations then hold; the first of one value stands.
    void try_value(std::size_t figure, SlipKind kind, const PrintedDecimal& value, std::optional<FigureUnit> unit = {},
                   std::optional<std::size_t> other = {}) {
        const PublishedFigure given = figures_[figure];
        if (value == given.value && (!unit || *unit == given.unit)) return;
        figures_[figure].value = value;
        if (unit) figures_[figure].unit = *unit;
        const bool told = std::any_of(out_.begin(), out_.end(), [&](const Slip& each) {
            if (each.figure != figure || each.kind == SlipKind::truncated) return false;
            PublishedFigure made = given;
            made.value = each.value, made.unit = each.unit;
            return printed_value(made) == printed_value(figures_[figure]);
        });
        if (!told && is_sound(figures_[figure]) && !misfits(figure, std::nullopt) && hold({figure}))
            out_.push_back({kind, figure, other, value, figures_[figure].unit, false});
        figures_[figure] = given;
    }
    [[nodiscard]] static bool is_sound(const PublishedFigure& figure) {
        try {
            static_cast<void>(figure.interval());
            return true;
        } catch (const Error&) {   // too large
            return false;
        }
    }

    void look_at(std::size_t figure) {
        const PublishedFigure given = figures_[figure];
        const std::string digits = std::to_string(std::abs(given.value.digits));
        constexpr std::size_t digits_most = 18;   // with any other digit in a place they fit
        if (digits.size() > digits_most) return;
        const auto number = [&](const std::string& text) {
            std::int64_t out = 0;
            for (const char c : text) out = out * 10 + (c - '0');
            return given.value.digits < 0 ? -out : out;
        };
        for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
            std::string made = digits;
            std::swap(made[i], made[i + 1]);
            try_value(figure, SlipKind::digits_transposed, {number(made), given.value.decimals});
        }
        swaps(figure);
        shifts(figure);
        try_value(figure, SlipKind::sign, {-given.value.digits, given.value.decimals});
        if (given.rounding == FigureRounding::half_up && !detail::counts_whole_things(given)) {
            figures_[figure].rounding = FigureRounding::truncated;
            if (hold({figure})) out_.push_back({SlipKind::truncated, figure, {}, rounded_again(given), given.unit, false});
            figures_[figure] = given;
        }
        for (const std::size_t r : touching_[figure]) {
            sums(figure, r);
            bases(figure, r);
        }
        if (detail::counts_whole_things(given) && given.value.decimals == 0) {
            for (const int by : {-1, 1}) {
                if (given.value.digits % 2 != 0 && only_even(figure)) try_value(figure, SlipKind::parity, {given.value.digits + by, 0});
            }
        }
        for (std::size_t i = 0; i < digits.size(); ++i) {
            for (char c = '0'; c <= '9'; ++c) {
                std::string made = digits;
                made[i] = c;
                try_value(figure, SlipKind::digit_wrong, {number(made), given.value.decimals});
            }
        }
        for (const std::size_t r : touching_[figure]) {
            if (const auto total = total_of(figure, r)) try_value(figure, SlipKind::old_total, *total);
        }
    }
    /// What was cut off would have been rounded to one more.
    [[nodiscard]] static PrintedDecimal rounded_again(const PublishedFigure& given) {
        return {given.value.digits + (given.value.digits < 0 ? -1 : 1), given.value.decimals};
    }
    void swaps(std::size_t figure) {
        for (std::size_t other = 0; other < figures_.size(); ++other) {
            if (other == figure || dimension(figures_[other].unit) != dimension(figures_[figure].unit)) continue;
            if (!goes_on()) return;
            const PublishedFigure a = figures_[figure], b = figures_[other];
            if (a.unit == b.unit && a.value == b.value) continue;
            const auto put = [](PublishedFigure& to, const PublishedFigure& from) {
                to.value = from.value, to.unit = from.unit, to.rounding = from.rounding, to.qualifier = from.qualifier;
            };
            put(figures_[figure], b), put(figures_[other], a);
            const bool before = std::any_of(out_.begin(), out_.end(), [&](const Slip& each) {
                return each.kind == SlipKind::swapped && each.figure == other && each.other == figure;
            });
            if (!before && !misfits(figure, other) && !misfits(other, figure) && hold({figure, other}))
                out_.push_back({SlipKind::swapped, figure, other, b.value, b.unit, false});
            figures_[figure] = a, figures_[other] = b;
        }
    }
    void shifts(std::size_t figure) {
        const PublishedFigure& given = figures_[figure];
        const Dimension what = dimension(given.unit);
        for (std::size_t i = 0; i < enum_count<FigureUnit>; ++i) {
            const auto unit = enum_at<FigureUnit>(i);
            if (unit != given.unit && dimension(unit) == what) try_value(figure, SlipKind::point_shifted, given.value, unit);
        }
        constexpr int places_most = 4;
        std::int64_t digits = given.value.digits;
        for (int by = 1; by <= places_most; ++by) {
            // To the right by fewer decimals, or by noughts behind the last digit.
            if (given.value.decimals >= by) try_value(figure, SlipKind::point_shifted, {given.value.digits, given.value.decimals - by});
            if (std::abs(digits) > std::numeric_limits<std::int64_t>::max() / 10) break;
            digits *= 10;
            try_value(figure, SlipKind::point_shifted, {digits, given.value.decimals});
        }
        for (int by = 1; by <= places_most && given.value.decimals + by <= 12; ++by)
            try_value(figure, SlipKind::point_shifted, {given.value.digits, given.value.decimals + by});
    }

    /// The other figures of a relation that says that this one is their sum; empty where it does not.
    [[nodiscard]] Positions parts_of(std::size_t figure, std::size_t r) const {
        if (is_[r] != Comparison::equal || !forms_[r].divisor()) return {};
        WideRatio own = 0;
        Positions out;
        for (const auto& [variables, by] : forms_[r].above.terms) {
            if (variables.size() != 1 || variables.front() >= figures_.size()) return {};
            if (variables.front() == figure) own = by;
            else out.push_back(variables.front());
        }
        for (const std::size_t part : out) {
            if (forms_[r].above.terms.at({part}) != -own) return {};
        }
        return out.size() < 2 ? Positions{} : out;
    }
    [[nodiscard]] std::optional<PrintedDecimal> total_of(std::size_t figure, std::size_t r) const {
        const Positions parts = parts_of(figure, r);
        if (parts.empty()) return std::nullopt;
        WideRatio sum = 0;
        for (const std::size_t part : parts) sum += printed_value(figures_[part]);
        return as_printed(figures_[figure], sum);
    }
    void sums(std::size_t figure, std::size_t r) {
        const std::optional<PrintedDecimal> total = total_of(figure, r);
        if (!total) return;
        const Positions parts = parts_of(figure, r);
        for (const std::size_t part : parts) {
            for (const bool doubled : {false, true}) {
                std::vector<Expression> all;
                for (const std::size_t each : parts) {
                    if (each != part || doubled) all.push_back(Expression::figure(each));
                }
                if (doubled) all.push_back(Expression::figure(part));
                Relation made;
                made.left = Expression::sum_of(std::move(all)), made.right = Expression::figure(figure);
                if (check(made, figures_).holds()) try_value(figure, doubled ? SlipKind::part_doubled : SlipKind::part_left_out, *total, {}, part);
            }
        }
    }
    /// Where it is a share of one figure in another: another base of which it is that share.
    void bases(std::size_t figure, std::size_t r) {
        const Relation& relation = relations_[r];
        const bool right = relation.right == Expression::figure(figure);
        const Expression& quotient = right ? relation.left : relation.right;
        if (is_[r] != Comparison::equal || (!right && !(relation.left == Expression::figure(figure)))) return;
        if (quotient.kind() != Expression::Kind::quotient || quotient.parts()[1].kind() != Expression::Kind::figure) return;
        const std::size_t base = quotient.parts()[1].position();
        const auto above = detail::try_normal_form(quotient.parts()[0], figures_.size());
        if (!above) return;
        std::map<std::size_t, WideRatio> values;
        for (const std::size_t each : above->variables) {
            if (each >= figures_.size()) return;
            values[each] = printed_value(figures_[each]);
        }
        const WideRatio divisor = printed_value(figures_[base]) * above->below.at(values);
        if (divisor == 0) return;
        const auto value = as_printed(figures_[figure], above->above.at(values) / divisor);
        if (!value) return;
        for (std::size_t other = 0; other < figures_.size(); ++other) {
            if (other == base || other == figure || dimension(figures_[other].unit) != dimension(figures_[base].unit)) continue;
            if (detail::domain_of(figures_[other]).contains_nought() || is_one_of(other, above->variables)) continue;
            Relation made;
            made.left = quotient.parts()[0] / Expression::figure(other), made.right = Expression::figure(figure);
            if (check(made, figures_).holds()) try_value(figure, SlipKind::other_base, *value, {}, other);
        }
    }
    /// Whether a relation of the figure leaves it even numbers alone: it is twice something.
    [[nodiscard]] bool only_even(std::size_t figure) const {
        return std::any_of(touching_[figure].begin(), touching_[figure].end(), [&](std::size_t r) {
            if (is_[r] != Comparison::equal) return false;
            const auto& terms = forms_[r].above.terms;
            const auto own = terms.find({figure});
            if (own == terms.end() || terms.size() < 2) return false;
            return std::all_of(terms.begin(), terms.end(), [&](const auto& term) {
                if (term.first == own->first) return true;
                const WideRatio times = term.second / own->second;
                const bool counted = std::all_of(term.first.begin(), term.first.end(), [&](std::size_t each) {
                    return each >= figures_.size() || detail::counts_whole_things(figures_[each]);
                });
                return counted && times.denominator() == 1 && times.numerator() % 2 == 0;
            });
        });
    }

    [[nodiscard]] bool mends_all(const Slip& slip) {
        std::vector<PublishedFigure> given = figures_;
        PublishedFigure& one = figures_[slip.figure];
        if (slip.kind == SlipKind::truncated) {
            one.rounding = FigureRounding::truncated;
        } else if (slip.kind == SlipKind::swapped) {
            PublishedFigure& other = figures_[*slip.other];
            std::swap(one.value, other.value), std::swap(one.unit, other.unit);
            std::swap(one.rounding, other.rounding), std::swap(one.qualifier, other.qualifier);
        } else {
            one.value = slip.value, one.unit = slip.unit;
        }
        Positions changed{slip.figure};
        if (slip.kind == SlipKind::swapped) changed.push_back(*slip.other);
        bool feasible = false;
        // A contradiction none of whose relations has a figure that is changed stands whatever the change.
        const auto touched = [&](const Positions& relations) {
            return std::any_of(changed.begin(), changed.end(), [&](std::size_t each) {
                return std::any_of(relations.begin(), relations.end(), [&](std::size_t r) { return is_one_of(r, touching_[each]); });
            });
        };
        if (std::all_of(contradictions_.begin(), contradictions_.end(), touched) && goes_on()) {
            for (const std::size_t each : changed) system_->replace(each, detail::domain_of(figures_[each]));
            auto answer = inquiry_->ask({}, limits_);
            feasible = answer.status == detail::Status::feasible;
            if (answer.status == detail::Status::infeasible && !touched(answer.relations)) contradictions_.push_back(std::move(answer.relations));
        }
        figures_ = std::move(given);
        for (const std::size_t each : changed) system_->replace(each, detail::domain_of(figures_[each]));
        return feasible;
    }

    std::vector<PublishedFigure> figures_;   // with what is tried in its place
    std::vector<detail::Domain> domains_;    // of what is printed
    std::span<const Relation> relations_;
    std::vector<Positions> touching_;   // by figure: the relations without assumption that it stands in
    Positions free_{};                  // all of these
    std::vector<detail::NormalForm> forms_{};
    std::vector<Comparison> is_{};
    detail::Limits limits_;
    std::map<std::size_t, std::map<std::size_t, detail::Domain>> allowed_{};   // by figure and relation
    std::optional<detail::System> system_{};                                   // of all relations
    std::optional<detail::Inquiry> inquiry_{};                                 // of those that are free
    std::vector<Positions> contradictions_{};                                  // relations that cannot hold together as they are printed
    std::vector<Slip> out_{};
};

}   // namespace

std::vector<Slip> find_slips(std::span<const PublishedFigure> figures, std::span<const Relation> relations, std::span<const std::size_t> suspects,
                             const std::function<bool()>& go_on) {
    return SlipFinder{figures, relations, go_on}(suspects);
}

Text describe(const Slip& slip, std::span<const PublishedFigure> figures) {
    const auto tell = [&](Language language) {
        const bool zh = language == Language::zh;
        const PublishedFigure& figure = figures[slip.figure];
        PublishedFigure made = figure;
        made.value = slip.value, made.unit = slip.unit;
        std::string out = figure.named(language) + (zh ? "：或为" : ": ") + std::string{label(slip.kind, language)};
        if (slip.other) out += (zh ? "（" : " (") + figures[*slip.other].named(language) + (zh ? "）" : ")");
        out += (zh ? "？应为 " : "? ") + made.printed(language);
        if (slip.mends_all) out += zh ? "，则全部关系成立。" : " would satisfy every relation.";
        else out += zh ? "，则其所在各项关系成立。" : " would satisfy the relations that it stands in.";
        return out;
    };
    return {tell(Language::en), tell(Language::zh)};
}

}   // namespace arrears
