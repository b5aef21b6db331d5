// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/allocate.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/explanation.hpp>
#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/outcome.hpp>
#include <arrears/rules/trace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace arrears {

/// Whose day's law governs the ranks in a bankruptcy.
ARREARS_ENUM(RankLaw, (distribution, "分配之日施行的规定", "that of the day of distribution"),
             (petition, "受理之日施行的规定", "that of the day the petition was accepted"));

/// What the steps of an estate's sharing out establish. Of claims, each kind bears its own label.
ARREARS_ENUM(EstateStep, (surplus, "担保财产的余额", "what the collateral fetched above its claims"),
             (free_means, "可供清偿的财产", "means to pay from"), (has_rank, "清偿顺序为", "its rank is"),
             (in_rank, "列入本顺序的金额", "what of it is in the rank"), (part, "第几份", "which part"), (nought, "零", "nought"),
             (costs_claimed, "破产（清算）费用：应付", "costs: claimed"), (costs_paid, "破产（清算）费用：受偿", "costs: paid"),
             (common_debts_claimed, "共益债务：应付", "common debts: claimed"), (common_debts_paid, "共益债务：受偿", "common debts: paid"),
             (first_claimed, "第一顺序：应付", "first rank: claimed"), (first_paid, "第一顺序：受偿", "first rank: paid"),
             (second_claimed, "第二顺序：应付", "second rank: claimed"), (second_paid, "第二顺序：受偿", "second rank: paid"),
             (third_claimed, "第三顺序：应付", "third rank: claimed"), (third_paid, "第三顺序：受偿", "third rank: paid"),
             (left, "余下财产", "means left"), (kind_paid, "其中受偿", "paid of it"), (unpaid, "未受偿", "unpaid of it"),
             (old_unpaid, "未受偿的旧债权", "claims of old left unpaid"), (from_collateral, "就担保财产受偿", "paid out of the collateral"),
             (kind_from_collateral, "其中就担保财产受偿", "paid of it out of the collateral"),
             (secured_paid, "担保债权就担保财产受偿", "secured claims: paid out of their collateral"),
             (shortfall, "担保债权未受偿部分", "what secured claims are short of"),
             (shortfall_paid, "担保债权未受偿部分再受偿", "paid of what they are short of"), (not_admitted, "不予确认的债权", "claims not admitted"),
             (left_over, "清偿后剩余", "left over"));

/// A claim on the estate of an enterprise that ends.
struct EstateClaim {
    ClaimKind kind = ClaimKind::wages;   ///< of a third party's or worker's advance, the kind of what it paid: it keeps its rank
    Money amount{};                      ///< not below nought
    std::optional<Date> owed_since{};    ///< the day it fell due; matters to workers' claims of before 2006-08-27
    Money collateral{};                  ///< of a secured claim: what its collateral fetched; else nought
    bool advance = false;                ///< paid in the enterprise's stead by the claimant (法[2018]53 art. 27)

    friend bool operator==(const EstateClaim&, const EstateClaim&) = default;
};

/// What there is to share out, and among whom.
struct Estate {
    ResettlementKind kind = ResettlementKind::bankrupt;
    std::optional<Date> petition_accepted{};
    Money means{};   ///< free of security, not below nought
    std::vector<EstateClaim> claims{};

    friend bool operator==(const Estate&, const Estate&) = default;
};

/// An estate as the rule takes it: claims added up, those of old apart. \see EstateRule::facts
struct EstateFacts {
    /// Of a kind: what was owed before the day of art. 132, and since.
    struct OfKind {
        Money old{};
        Money later{};

        friend bool operator==(const OfKind&, const OfKind&) = default;
    };
    ResettlementKind kind = ResettlementKind::bankrupt;
    std::optional<Date> petition_accepted{};
    Money means{};
    Money collateral{};                                   ///< what all collateral fetched
    Money secured{};                                      ///< secured claims
    Money covered{};                                      ///< of these, what each one's own collateral covers
    std::array<OfKind, enum_count<ClaimKind>> claims{};   ///< in the order of ClaimKind; of `secured` nought
    bool dated = true;                                    ///< since when workers' claims are owed is known of all; one that is not counts as later

    friend bool operator==(const EstateFacts&, const EstateFacts&) = default;
};

/// What everybody gets.
struct EstateShares {
    struct OfRank {
        Money claimed{};
        Money paid{};   ///< from the free means

        friend bool operator==(const OfRank&, const OfRank&) = default;
    };
    std::array<OfRank, 5> ranks{};                                   ///< in the order of ClaimRank, without what is not admitted
    std::array<EstateFacts::OfKind, enum_count<ClaimKind>> paid{};   ///< of each kind, from the free means
    std::array<Money, enum_count<ClaimKind>> from_collateral{};      ///< of the old claims of each kind (art. 132)
    Money secured{};                                                 ///< secured claims
    Money secured_paid{};                                            ///< out of their collateral
    Money shortfall{};                                               ///< what they are short of, which stands in the third rank
    Money shortfall_paid{};                                          ///< of that, from the free means
    Money not_admitted{};
    Money left_over{};   ///< for who owns the enterprise

    [[nodiscard]] const OfRank& of(ClaimRank rank) const { return ranks.at(static_cast<std::size_t>(rank)); }
    /// What was paid to workers out of the collateral.
    [[nodiscard]] Money collateral_paid() const {
        Money sum{};
        for (const Money one : from_collateral) sum += one;
        return sum;
    }
    /// What nobody pays of the claims that are admitted.
    [[nodiscard]] Money unpaid() const {
        Money sum{};
        for (const OfRank& rank : ranks) sum += rank.claimed - rank.paid;
        return sum - collateral_paid();
    }
    friend bool operator==(const EstateShares&, const EstateShares&) = default;
};
/// Only parts that are about something: ranks with claims, kinds that get anything.
template <class = detail::WhenCalled>
[[nodiscard]] std::vector<StepValue> conclusion_values(const EstateShares& made) {
    std::vector<StepValue> out;
    for (const EstateShares::OfRank& rank : made.ranks) {
        if (rank.claimed != Money{}) out.insert(out.end(), {rank.claimed, rank.paid});
    }
    if (made.collateral_paid() != Money{}) out.push_back(made.collateral_paid());
    if (made.secured != Money{}) out.insert(out.end(), {made.secured_paid, made.shortfall, made.shortfall_paid});
    if (made.not_admitted != Money{}) out.push_back(made.not_admitted);
    out.push_back(made.left_over);
    for (const EstateFacts::OfKind& kind : made.paid) {
        for (const Money one : {kind.old, kind.later}) {
            if (one != Money{}) out.push_back(one);
        }
    }
    for (const Money one : made.from_collateral) {
        if (one != Money{}) out.push_back(one);
    }
    return out;
}

/// Shares an estate out by the dated ranks of the law: means free of security pay one rank after the other, the last that they reach in
/// proportion, first among kinds of claims (those of before 2006-08-27 apart), then among the claims of a kind by share_out().
///
/// Bankrupt: by the trial law of 1986 until 2007-05-31, then by 企业破产法 arts. 43 and 113. Secured creditors have their collateral first
/// (art. 109); what they are short of is ordinary (art. 110), what the collateral fetched above them is free. From 2007-06-01 what stays
/// unpaid of workers' claims owed before 2006-08-27 comes out of the collateral, ahead of them (art. 132), in proportion to what it
/// covers of each: that proportion is the library's choice. Closed without bankruptcy: 公司法 art. 236 and its forerunners,
/// 城镇集体所有制企业条例 art. 18; an estate that does not suffice goes to the court (art. 237). Restructured: no law ranks
/// the debts of an enterprise that goes on; `restructured_as` says whose ranks they take.
///
/// Not decided here: state enterprises in the national plan (art. 133), which claims are admitted, set-off, what directors' wages above
/// the average become.
struct EstateRule {
    RankLaw law = RankLaw::distribution;
    ResettlementKind restructured_as = ResettlementKind::closed;   ///< whose ranks a restructured enterprise's debts take
    Parameters parameters = national_parameters();

    /// Adds an estate's claims up. \param as_of the day of distribution
    /// \throws Error (bad_argument) where an amount is below nought, or collateral stands with a claim that is not secured
    template <class When = detail::WhenCalled>
    [[nodiscard]] detail::Late<EstateFacts, When> facts(const Estate& estate, Date as_of) const {
        detail::Late<EstateFacts, When> out{};
        out.kind = estate.kind;
        out.petition_accepted = estate.petition_accepted;
        out.means = estate.means;
        if (estate.means.is_negative()) throw bad_argument("EstateRule", {"the means are below nought", "财产为负"});
        for (const EstateClaim& claim : estate.claims) {
            if (claim.amount.is_negative() || claim.collateral.is_negative())
                throw bad_argument("EstateRule", {"an amount is below nought", "金额为负"});
            if (claim.kind == ClaimKind::secured) {
                out.secured += claim.amount;
                out.collateral += claim.collateral;
                out.covered += covered(claim);
                continue;
            }
            if (claim.collateral != Money{}) {
                throw bad_argument("EstateRule", {"a claim with collateral is not of the kind secured", "有担保财产的债权未列为担保债权"});
            }
            EstateFacts::OfKind& sum = out.claims[static_cast<std::size_t>(claim.kind)];
            (is_old(claim, estate, as_of) ? sum.old : sum.later) += claim.amount;
            out.dated = out.dated && (claim.owed_since || cut(claim.kind, as_of) == nullptr || claim.amount == Money{});
        }
        return out;
    }
    /// In which rank the claims of a kind stand; undetermined where the day that governs is unknown.
    /// \throws Error (outside_known) where no rank is known, as of secured claims
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<ClaimRank, When>> rank_of(ClaimKind kind, const Estate& estate, Date as_of) const {
        const bool by_petition = estate.kind == ResettlementKind::bankrupt && law == RankLaw::petition;
        if (by_petition && !estate.petition_accepted) return Outcome<detail::Late<ClaimRank, When>>::undetermined({Fact::petition_accepted});
        const Date governing = by_petition ? *estate.petition_accepted : as_of;
        return *parameters.at<When>(rank_key(estate.kind, kind), governing).value.value.template as<ClaimRank>();
    }
    /// What each claim gets, in their order: of the free means, and out of the collateral. Both shares of a kind are allocated to its
    /// claims without a fen lost. \param shares what decide() says of facts(estate, as_of)
    struct ClaimShare {
        Money paid{};
        Money from_collateral{};

        [[nodiscard]] Money total() const { return paid + from_collateral; }
        friend bool operator==(const ClaimShare&, const ClaimShare&) = default;
    };
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::vector<detail::Late<ClaimShare, When>> share_out(const Estate& estate, Date as_of,
                                                                        const detail::Late<EstateShares, When>& shares) const {
        std::vector<detail::Late<ClaimShare, When>> out(estate.claims.size());
        std::vector<Money> weights;
        const auto among = [&](Money total, auto weight, auto Member) {
            if (total == Money{}) return;
            weights.clear();
            for (std::size_t i = 0; i < out.size(); ++i) weights.push_back(weight(estate.claims[i], out[i]));
            const auto parts = allocate(total, std::span<const Money>{weights});
            for (std::size_t i = 0; i < out.size(); ++i) out[i].*Member += parts[i];
        };
        for (std::size_t k = 0; k < enum_count<ClaimKind>; ++k) {
            const auto kind = enum_at<ClaimKind>(k);
            const auto of = [&](bool old) {
                return [&, old](const EstateClaim& one, const ClaimShare&) {
                    return one.kind == kind && is_old(one, estate, as_of) == old ? one.amount : Money{};
                };
            };
            among(shares.paid[k].old, of(true), &ClaimShare::paid);
            among(shares.paid[k].later, of(false), &ClaimShare::paid);
            among(
                shares.from_collateral[k],
                [&](const EstateClaim& one, const ClaimShare& got) {
                    return one.kind == kind && is_old(one, estate, as_of) ? one.amount - got.paid : Money{};
                },
                &ClaimShare::from_collateral);
        }
        among(
            shares.secured_paid, [](const EstateClaim& one, const ClaimShare&) { return covered(one); }, &ClaimShare::from_collateral);
        among(
            shares.shortfall_paid,
            [](const EstateClaim& one, const ClaimShare& got) { return one.kind == ClaimKind::secured ? one.amount - got.from_collateral : Money{}; },
            &ClaimShare::paid);
        return out;
    }

    /// Undetermined where the day the petition was accepted is unknown and governs, or where old claims might turn to the collateral and
    /// it is not known which are old. Allocates nothing.
    /// \throws Error (outside_known) where no rank is known of a kind that is claimed; (overflow)
    template <class When = detail::WhenCalled>
    [[nodiscard]] Outcome<detail::Late<EstateShares, When>> decide(const EstateFacts& facts, Date as_of) const {
        detail::Late<Silent, When> silent;
        return body(silent, facts, as_of);
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Decision<detail::Late<EstateShares, When>> explain(const EstateFacts& facts, Date as_of) const {
        return explained<detail::Late<EstateShares, When>>(RuleName::estate, as_of, [&](auto& recorder) { return body(recorder, facts, as_of); });
    }

    /// The leaves that reasons may cite, for verify().
    template <class Visit>
    void leaves(const detail::Late<EstateFacts, Visit>& facts, Date, Visit&& visit) const {
        visit(Fact::resettlement_kind, StepValue{facts.kind}, 0);
        visit(Fact::petition_accepted, StepValue{facts.petition_accepted}, 0);
        visit(Fact::means, StepValue{facts.means}, 0);
        visit(Fact::collateral, StepValue{facts.collateral}, 0);
        visit(Fact::secured, StepValue{facts.secured}, 0);
        visit(Fact::covered, StepValue{facts.covered}, 0);
        visit(Choice::rank_law, StepValue{law}, 0);
        visit(Choice::restructured_as, StepValue{restructured_as}, 0);
        for (std::size_t k = 0; k < enum_count<ClaimKind>; ++k) {
            visit(Fact::claim, StepValue{facts.claims[k].old}, 2 * k);
            visit(Fact::claim, StepValue{facts.claims[k].later}, 2 * k + 1);
        }
        for (std::size_t i = 0; i < enum_count<ClaimRank>; ++i) visit(EstateStep::has_rank, StepValue{enum_at<ClaimRank>(i)}, i);
        for (std::size_t i = 1; i <= cells_max + 1; ++i) visit(EstateStep::part, StepValue{static_cast<std::int64_t>(i)}, i);
        visit(EstateStep::nought, StepValue{Money{}}, 0);
    }

    friend bool operator==(const EstateRule&, const EstateRule&) = default;

private:
    static constexpr std::size_t cells_max = 2 * enum_count<ClaimKind>;

    [[nodiscard]] ParameterKey rank_key(ResettlementKind of, ClaimKind kind) const {
        if (of == ResettlementKind::restructured) of = restructured_as;
        return {of == ResettlementKind::bankrupt ? ParameterName::bankruptcy_rank : ParameterName::liquidation_rank, kind};
    }
    [[nodiscard]] static Money covered(const EstateClaim& claim) {
        return claim.kind != ClaimKind::secured ? Money{} : claim.collateral < claim.amount ? claim.collateral : claim.amount;
    }
    /// The day before which a claim of the kind may turn to the collateral; null where none may.
    [[nodiscard]] const ParameterSpan* cut(ClaimKind kind, Date as_of) const noexcept {
        return parameters.find({ParameterName::old_claims_before, kind}, as_of);
    }
    [[nodiscard]] bool is_old(const EstateClaim& claim, const Estate& estate, Date as_of) const {
        const ParameterSpan* const before = estate.kind == ResettlementKind::bankrupt ? cut(claim.kind, as_of) : nullptr;
        return before != nullptr && claim.owed_since && *claim.owed_since < *before->value.value.template as<Date>();
    }

    /// A kind's claims of one age, as a weight in its rank.
    template <class Trace>
    struct Cell {
        std::size_t kind = 0;
        bool old = false;
        ClaimRank rank = ClaimRank::not_admitted;
        typename Trace::template Value<Money> amount{};
        typename Trace::template Value<Money> paid{};     ///< from the free means
        typename Trace::template Value<Money> turned{};   ///< out of the collateral
    };

    template <class Trace>
    [[nodiscard]] Outcome<detail::Late<EstateShares, Trace>> body(Trace& trace, const detail::Late<EstateFacts, Trace>& facts, Date as_of) const {
        using namespace operations;
        using Label = EstateStep;
        using Amount = typename Trace::template Value<Money>;
        using Made = Outcome<detail::Late<EstateShares, Trace>>;
        const bool bankrupt = facts.kind == ResettlementKind::bankrupt;
        (void)trace.fact(Fact::resettlement_kind, facts.kind);
        Date governing = as_of;
        if (bankrupt) {
            (void)trace.choice(Choice::rank_law, law);
            if (law == RankLaw::petition) {
                if (!facts.petition_accepted) return Made::undetermined({Fact::petition_accepted});
                governing = trace.fact(Fact::petition_accepted, *facts.petition_accepted).value;
            }
        }
        if (facts.kind == ResettlementKind::restructured) (void)trace.choice(Choice::restructured_as, restructured_as);
        const auto nought = trace.constant(Label::nought, Money{});
        auto not_admitted = nought;
        const auto secured = trace.fact(Fact::secured, facts.secured);
        const auto collateral = trace.fact(Fact::collateral, facts.collateral);
        const auto covered = trace.fact(Fact::covered, facts.covered);

        // Each kind that is claimed, in its rank.
        std::array<Cell<Trace>, cells_max> cells{};
        std::size_t count = 0;
        for (std::size_t k = 0; k < enum_count<ClaimKind>; ++k) {
            const auto kind = enum_at<ClaimKind>(k);
            const auto& of_kind = facts.claims[k];
            if (of_kind.old == Money{} && of_kind.later == Money{}) continue;
            const ParameterKey key = rank_key(facts.kind, kind);
            const auto rank = trace.template parameter<ClaimRank>(key, parameters.at(key, governing), governing);
            const auto there =
                trace.template step<Same>(Label::has_rank, rank, trace.constant(Label::has_rank, rank.value, static_cast<std::size_t>(rank.value)));
            for (const bool old : {true, false}) {
                const Money amount = old ? of_kind.old : of_kind.later;
                if (amount == Money{}) continue;
                auto cases = trace.template cases<Money>();
                cases.add(there, trace.template step<Restates>(kind, trace.fact(Fact::claim, amount, 2 * k + (old ? 0 : 1))));
                cells[count++] = {k, old, rank.value, Trace::known(cases.otherwise(kind, nought)), nought, nought};
            }
        }

        detail::Late<EstateShares, Trace> made{};
        auto means = trace.template fold<Sum, Money>();
        means.add(trace.fact(Fact::means, facts.means));
        means.add(trace.template step<Difference>(Label::surplus, collateral, covered));
        auto left = means.done(Label::free_means);
        auto secured_paid = covered, shortfall = nought, shortfall_paid = nought, from_collateral = nought;

        std::array<Amount, cells_max + 1> weights{};
        std::array<std::size_t, cells_max + 1> whose{};   // a cell's number; behind them the shortfall
        for (std::size_t at = 0; at <= made.ranks.size(); ++at) {
            const auto rank = enum_at<ClaimRank>(at);
            auto sum = trace.template fold<Sum, Money>();
            std::size_t parts = 0;
            const auto add = [&](const Amount& weight, std::size_t number) {
                sum.add(weight);
                weights[parts] = weight;
                whose[parts++] = number;
            };
            for (std::size_t i = 0; i < count; ++i) {
                if (cells[i].rank == rank) add(cells[i].amount, i);
            }
            if (rank == ClaimRank::third && shortfall.value != Money{}) add(shortfall, cells_max);
            if (rank == ClaimRank::not_admitted) {
                if (parts > 0) {
                    const auto refused = sum.done(Label::not_admitted);
                    made.not_admitted = refused.value;
                    not_admitted = refused;
                }
                continue;
            }
            if (parts > 0) {
                const auto claimed = sum.done(claimed_label(rank));
                const auto paid = trace.template step<Least>(paid_label(rank), claimed, left);
                left = trace.template step<Difference>(Label::left, left, paid);
                made.ranks[at] = {claimed.value, paid.value};
                trace.conclude_also(claimed, paid);
                share(trace, Label::kind_paid, paid, std::span<const Amount>{weights.data(), parts},
                      [&](std::size_t part, const Amount& got) { (whose[part] == cells_max ? shortfall_paid : cells[whose[part]].paid) = got; });
            }
            if (rank != ClaimRank::first) continue;

            // Art. 132: what stays unpaid of old claims turns to the collateral.
            if (bankrupt && facts.covered != Money{} && made.ranks[at].paid < made.ranks[at].claimed) {
                if (!facts.dated) return Made::undetermined({Fact::claims_dated});
                auto unpaid = trace.template fold<Sum, Money>();
                parts = 0;
                for (std::size_t i = 0; i < count; ++i) {
                    const auto kind = enum_at<ClaimKind>(cells[i].kind);
                    const ParameterSpan* const before = cut(kind, as_of);
                    if (cells[i].rank != rank || !cells[i].old || before == nullptr) continue;
                    (void)trace.template parameter<Date>({ParameterName::old_claims_before, kind}, *before, as_of);
                    weights[parts] = trace.template step<Difference>(Label::unpaid, cells[i].amount, cells[i].paid);
                    unpaid.add(weights[parts]);
                    whose[parts++] = i;
                }
                if (parts > 0) {
                    from_collateral = trace.template step<Least>(Label::from_collateral, unpaid.done(Label::old_unpaid), covered);
                    secured_paid = trace.template step<Difference>(Label::secured_paid, covered, from_collateral);
                    share(trace, Label::kind_from_collateral, from_collateral, std::span<const Amount>{weights.data(), parts},
                          [&](std::size_t part, const Amount& got) { cells[whose[part]].turned = got; });
                }
            }
            shortfall = trace.template step<Difference>(Label::shortfall, secured, secured_paid);
        }
        if (from_collateral.value != Money{}) trace.conclude_also(from_collateral);
        if (facts.secured != Money{}) {
            trace.conclude_also(trace.template step<Restates>(Label::secured_paid, secured_paid), shortfall,
                                trace.template step<Restates>(Label::shortfall_paid, shortfall_paid));
        }
        if (not_admitted.value != Money{}) trace.conclude_also(not_admitted);
        trace.conclude_also(trace.template step<Restates>(Label::left_over, left));
        for (std::size_t i = 0; i < count; ++i) {
            const Cell<Trace>& cell = cells[i];
            (cell.old ? made.paid[cell.kind].old : made.paid[cell.kind].later) = cell.paid.value;
            if (cell.paid.value != Money{}) trace.conclude_also(cell.paid);
            made.from_collateral[cell.kind] += cell.turned.value;
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (cells[i].turned.value != Money{}) trace.conclude_also(cells[i].turned);
        }
        made.secured = facts.secured;
        made.secured_paid = secured_paid.value;
        made.shortfall = shortfall.value;
        made.shortfall_paid = shortfall_paid.value;
        made.left_over = left.value;
        return made;
    }

    // The labels of ranks stand in pairs, in the order of the ranks.
    [[nodiscard]] static constexpr EstateStep claimed_label(ClaimRank rank) noexcept {
        return static_cast<EstateStep>(static_cast<int>(EstateStep::costs_claimed) + 2 * static_cast<int>(rank));
    }
    [[nodiscard]] static constexpr EstateStep paid_label(ClaimRank rank) noexcept {
        return static_cast<EstateStep>(static_cast<int>(EstateStep::costs_paid) + 2 * static_cast<int>(rank));
    }

    /// Gives each weight its part of the total; nothing where that is nought.
    template <class Trace, class Amount, class Take>
    static void share(Trace& trace, EstateStep label, const Amount& total, std::span<const Amount> weights, Take take) {
        if (total.value == Money{}) return;
        std::array<Money, cells_max + 1> parts{};
        std::array<detail::AllocationRest, cells_max + 1> rests{};
        detail::allocate_to(
            total.value, weights, [](const Amount& weight) { return weight.value.fen(); }, rests.data(), parts.data());
        for (std::size_t i = 0; i < weights.size(); ++i) {
            auto operands = trace.list();
            operands.add(total);
            operands.add(trace.constant(EstateStep::part, static_cast<std::int64_t>(i + 1), i + 1));
            for (const Amount& weight : weights) operands.add(weight);
            take(i, operands.done(Operation::allocated, label, parts[i]));
        }
    }
};

}   // namespace arrears
