// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/result.hpp>
#include <arrears/reconcile/expression.hpp>
#include <arrears/reconcile/figure.hpp>
#include <arrears/statistics/condition.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// Where a relation between published figures comes from.
ARREARS_ENUM(RelationKind, (stated, "所列关系", "as stated"),   // by whoever wrote the relations down
             (same, "同一数字", "same figure"),                 // two figures with one definition are equal
             (subset, "部分不大于整体", "no more than"),        // records of the one are records of the other
             (parts, "各部分之和", "parts and whole"),          // parts divide the whole by the values of a field
             (share, "比重", "share"),                          // a share is the ratio of two figures
             (whole_part, "部分须为整数", "whole part"),        // what a share is of is counted in whole numbers
             (threshold, "门槛", "threshold"),                  // so many reaching an amount have at least so much together
             (records, "与记录一致", "what records give"));     // a figure is what records give by its definition

/// Something that published figures must satisfy together: `men + women = workers`, `laid_off / workers = laid_off_share`,
/// `(now - before) / before = growth`, `system <= city`, `share * 240 = whole`.
///
/// As text: figures by their ids (in double quotes where an id is more than letters, digits, `_` and `.`), numbers as printed with their
/// unit where they have one (`100%`, `50 万元`), `+ - * /` and parentheses, one of `= <= >= < >`, and `whole` for some whole number.
struct Relation {
    std::string id;
    Expression left = Expression::number({});
    Comparison is = Comparison::equal;
    Expression right = Expression::number({});
    RelationKind kind = RelationKind::stated;
    std::string assumption{};   ///< the reading that it rests on: `federation within system`; empty: none
    std::string field{};        ///< parts: what divides them
    Place place{};              ///< where it is written down

    /// The positions of all its figures, in the order in which they stand, each once.
    [[nodiscard]] std::vector<std::size_t> figures() const;

    friend bool operator==(const Relation& a, const Relation& b) {
        return a.id == b.id && a.left == b.left && a.is == b.is && a.right == b.right && a.kind == b.kind && a.assumption == b.assumption &&
               a.field == b.field;
    }
};

namespace detail {
struct FigureIndex;
}

/// Reads relations over one list of figures, which has to outlive it. Copies share.
///
/// A fault has the character of the text in its place: what cannot stand there, an unknown figure with the nearest ids, things of different
/// dimensions added or compared, a divisor that may be nought, a figure multiplied by itself.
class RelationReader {
public:
    explicit RelationReader(std::span<const PublishedFigure> figures);
    /// \returns a relation without an id
    [[nodiscard]] Result<Relation> operator()(std::string_view text) const;
    /// Whether a relation made in a program makes sense: what is found wrong in a sound text.
    [[nodiscard]] std::optional<Fault> sense_fault(const Relation& relation) const;

private:
    std::span<const PublishedFigure> figures_;
    std::shared_ptr<const detail::FigureIndex> index_;
};

/// One relation read, where there is only one.
[[nodiscard]] Result<Relation> try_parse_relation(std::string_view text, std::span<const PublishedFigure> figures);

/// The unit in which to say by how much its sides miss each other: of a figure of what is compared, the right side's first.
[[nodiscard]] FigureUnit unit_of(const Relation& relation, std::span<const PublishedFigure> figures);

/// The relation as its text: parse ∘ print gives the same relation.
[[nodiscard]] std::string print(const Relation& relation, std::span<const PublishedFigure> figures);

}   // namespace arrears
