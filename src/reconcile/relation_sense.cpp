// SPDX-License-Identifier: BSL-1.0
#include "figure_index.hpp"

#include <arrears/core/utf8.hpp>

#include <optional>
#include <utility>

namespace arrears {

namespace {

constexpr unsigned bit(Dimension dimension) noexcept { return 1U << static_cast<unsigned>(dimension); }
constexpr unsigned counts =
    bit(Dimension::enterprises) | bit(Dimension::persons) | bit(Dimension::households) | bit(Dimension::years) | bit(Dimension::items);
constexpr unsigned anything = counts | bit(Dimension::money) | bit(Dimension::share);

/// What an expression may measure. A count in a product or a divisor says how many, so that wages ⁄ workers is money as a mean is, and
/// households × persons in each is persons.
class Sense {
public:
    Sense(std::span<const PublishedFigure> figures, std::span<const detail::Domain> domains) : figures_{figures}, domains_{domains} {}

    [[nodiscard]] std::optional<Fault> operator()(const Relation& relation) {
        const unsigned left = of(relation.left), right = of(relation.right);
        if (!fault_ && (left & right) == 0) differ(relation.left, left, relation.right, right, relation.right.column(), {"compared", "相比"});
        if (!fault_ && wholes_ > 1)
            stop(ErrorKind::bad_syntax, relation.right.column(), {"whole stands twice", "whole 出现两次"},
                 {"expected it once in a relation", "一个关系式中至多一次"});
        if (!fault_ && !detail::try_normal_form(relation.left - relation.right, figures_.size())) {
            stop(ErrorKind::bad_argument, relation.left.column(), {"a figure is multiplied or divided by itself", "指标与自身相乘或相除"},
                 {"expected each figure once in a product", "一个乘积中同一指标至多一次"});
        }
        return std::move(fault_);
    }

    /// What both sides may measure, as bits. Precondition: the relation has sense
    [[nodiscard]] unsigned compared(const Relation& relation) {
        const unsigned out = of(relation.left) & of(relation.right);
        const unsigned without = out & ~bit(Dimension::share);
        return wholes_ != 0 && without != 0 ? without : out;
    }

private:
    [[nodiscard]] unsigned of(const Expression& expression) {
        if (fault_) return anything;
        using Kind = Expression::Kind;
        switch (expression.kind()) {
        case Kind::number:
            if (expression.unit()) return bit(dimension(*expression.unit()));
            return expression.digits().digits == 0 ? anything : counts | bit(Dimension::share);
        case Kind::figure: return bit(dimension(figures_[expression.position()].unit));
        case Kind::whole: ++wholes_; return counts | bit(Dimension::share);
        case Kind::negative: return of(expression.parts()[0]);
        default: break;
        }
        const Expression &a = expression.parts()[0], &b = expression.parts()[1];
        const unsigned left = of(a), right = of(b);
        if (fault_) return anything;
        switch (expression.kind()) {
        case Kind::sum:
        case Kind::difference:
            if ((left & right) == 0) differ(a, left, b, right, expression.column(), {"added", "相加减"});
            return left & right;
        case Kind::product: return products(left, right, expression);
        default: return quotients(left, right, expression);
        }
    }
    template <class Combine>
    [[nodiscard]] static unsigned combined(unsigned left, unsigned right, Combine combine) {
        unsigned out = 0;
        for (std::size_t i = 0; i < enum_count<Dimension>; ++i) {
            for (std::size_t j = 0; j < enum_count<Dimension>; ++j) {
                const auto a = enum_at<Dimension>(i), b = enum_at<Dimension>(j);
                if ((left & bit(a)) != 0 && (right & bit(b)) != 0) out |= combine(a, b);
            }
        }
        return out;
    }
    [[nodiscard]] unsigned products(unsigned left, unsigned right, const Expression& expression) {
        const unsigned out = combined(left, right, [](Dimension a, Dimension b) -> unsigned {
            if (a == Dimension::money && b == Dimension::money) return 0;
            if (a == Dimension::money || b == Dimension::money) return bit(Dimension::money);
            if (a == Dimension::share) return bit(b);
            if (b == Dimension::share) return bit(a);
            return bit(a) | bit(b);
        });
        if (out == 0) stop(ErrorKind::mismatch, expression.column(), {"money is multiplied by money", "金额与金额相乘"}, {});
        return out;
    }
    [[nodiscard]] unsigned quotients(unsigned left, unsigned right, const Expression& expression) {
        const unsigned out = combined(left, right, [](Dimension a, Dimension b) -> unsigned {
            if (a == b) return bit(Dimension::share);
            if (b == Dimension::money) return 0;
            if (b == Dimension::share || a == Dimension::money) return bit(a);
            return bit(a) | bit(Dimension::share);   // a mean of counts, or how many for one
        });
        if (out == 0) stop(ErrorKind::mismatch, expression.column(), {"what is no money is divided by money", "非金额除以金额"}, {});
        if (!fault_) check_divisor(expression);
        return out;
    }
    void check_divisor(const Expression& expression) {
        if (domains_.empty()) return;   // looked at before
        const auto divisor = detail::try_normal_form(expression.parts()[1], figures_.size());
        if (!divisor) return;   // told as such at the end
        const detail::Domain range = detail::range_of(*divisor, domains_);
        if (!range.low || !range.high || range.contains_nought()) {
            stop(ErrorKind::bad_argument, expression.column(), {"the divisor may be nought", "除数可能为零"},
                 {"expected what is above or below nought with certainty", "除数须确定不为零"},
                 {"write the relation as a product", "请改写为乘积形式"});
        }
    }

    void differ(const Expression& a, unsigned left, const Expression& b, unsigned right, std::uint64_t column, const Text& done) {
        const auto named = [this](const Expression& of, Language language) {
            if (of.kind() == Expression::Kind::figure) return in_quotes(figures_[of.position()].id);
            return std::string{language == Language::zh ? "另一边" : "the other side"};
        };
        const auto tell = [](unsigned set, Language language) {
            std::string out;
            for (std::size_t i = 0; i < enum_count<Dimension>; ++i) {
                const auto each = enum_at<Dimension>(i);
                if ((set & bit(each)) != 0) out += (out.empty() ? "" : language == Language::zh ? "或" : " or ") + std::string{label(each, language)};
            }
            return out;
        };
        const bool no_unit = (a.kind() == Expression::Kind::number && !a.unit()) || (b.kind() == Expression::Kind::number && !b.unit());
        stop(ErrorKind::mismatch, column,
             {named(a, Language::en) + " is in " + tell(left, Language::en) + ", " + named(b, Language::en) + " in " + tell(right, Language::en) +
                  ": they cannot be " + done.en,
              named(a, Language::zh) + "为" + tell(left, Language::zh) + "，" + named(b, Language::zh) + "为" + tell(right, Language::zh) + "，不能" +
                  done.zh},
             {}, no_unit ? Text{"give the number its unit, as 50 wan_yuan or 50 万元", "请写明数字的单位，如 50 万元"} : Text{});
    }
    void stop(ErrorKind kind, std::uint64_t column, Text problem, Text expected, Text remedy = {}) {
        if (!fault_) fault_ = Fault{kind, {"relation", 1, column, {}}, std::move(problem), {}, std::move(expected), std::move(remedy)};
    }

    std::span<const PublishedFigure> figures_;
    std::span<const detail::Domain> domains_;
    int wholes_ = 0;
    std::optional<Fault> fault_{};
};

}   // namespace

FigureUnit unit_of(const Relation& relation, std::span<const PublishedFigure> figures) {
    const unsigned compared = Sense{figures, {}}.compared(relation);
    for (const Expression* const side : {&relation.right, &relation.left}) {
        for (const std::size_t each : side->figures()) {
            if ((compared & bit(dimension(figures[each].unit))) != 0) return figures[each].unit;
        }
    }
    for (const auto& [of, unit] :
         {std::pair{Dimension::share, FigureUnit::percent}, {Dimension::money, FigureUnit::yuan}, {Dimension::persons, FigureUnit::persons}}) {
        if ((compared & ~bit(of)) == 0) return unit;
    }
    return FigureUnit::items;
}

std::optional<Fault> RelationReader::sense_fault(const Relation& relation) const { return Sense{figures_, index_->domains}(relation); }

}   // namespace arrears
