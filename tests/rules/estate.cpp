// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "some_cases.hpp"

#include <arrears/rules/estate.hpp>
#include <arrears/rules/verify.hpp>

#include <memory>
#include <vector>

using namespace arrears;
using namespace arrears::literals;

namespace {

constexpr Date old_day{2006, 8, 26}, new_day{2006, 8, 27}, before_law{2007, 5, 31}, by_law{2007, 6, 1};

EstateClaim claim(ClaimKind kind, Money amount, std::optional<Date> owed_since = new_day) { return {kind, amount, owed_since, {}, false}; }
EstateClaim secured(Money amount, Money collateral) { return {ClaimKind::secured, amount, {}, collateral, false}; }
Estate estate(Money means, std::vector<EstateClaim> claims, ResettlementKind kind = ResettlementKind::bankrupt) {
    return {kind, kind == ResettlementKind::bankrupt ? std::optional{Date{2005, 3, 1}} : std::nullopt, means, std::move(claims)};
}
EstateShares shares(const Estate& of, Date as_of, const EstateRule& rule = {}) {
    const EstateFacts facts = rule.facts(of, as_of);
    const auto decision = rule.explain(facts, as_of);
    CHECK(decision.outcome == rule.decide(facts, as_of));
    CHECK(verify(decision, rule, facts, as_of).holds());
    return decision.outcome.value();
}
/// What each claim gets in all.
std::vector<Money> paid(const Estate& of, Date as_of, const EstateRule& rule = {}) {
    std::vector<Money> out;
    for (const EstateRule::ClaimShare& one : rule.share_out(of, as_of, shares(of, as_of, rule))) out.push_back(one.total());
    return out;
}
using Amounts = std::vector<Money>;

}   // namespace

TEST_CASE("EstateRule: the ranks of the trial law and of the law of 2007", "[rules]") {
    const Estate of = estate(1'000_yuan, {claim(ClaimKind::procedure_costs, 100_yuan), claim(ClaimKind::wages, 500_yuan),
                                          claim(ClaimKind::social_insurance, 500_yuan), claim(ClaimKind::taxes, 300_yuan),
                                          claim(ClaimKind::ordinary, 50_yuan), claim(ClaimKind::later_surcharge, 70_yuan)});
    CHECK(paid(of, before_law) == Amounts{100_yuan, 450_yuan, 450_yuan, Money{}, Money{}, Money{}});   // all insurance with the wages
    CHECK(paid(of, by_law) == Amounts{100_yuan, 500_yuan, 250_yuan, 150_yuan, Money{}, Money{}});      // the rest of it with the taxes
    const EstateShares made = shares(of, by_law);
    CHECK((made.of(ClaimRank::second) == EstateShares::OfRank{800_yuan, 400_yuan}));
    CHECK(made.not_admitted == 70_yuan);
    CHECK(made.unpaid() == 450_yuan);
    CHECK(made.left_over == Money{});
    EstateRule rule;
    rule.law = RankLaw::petition;   // accepted in 2005
    CHECK(paid(of, by_law, rule) == paid(of, before_law));
    // Costs go before common debts since 2007, with them before.
    const Estate costs = estate(100_yuan, {claim(ClaimKind::procedure_costs, 80_yuan), claim(ClaimKind::common_debts, 80_yuan)});
    CHECK(paid(costs, before_law) == Amounts{50_yuan, 50_yuan});
    CHECK(paid(costs, by_law) == Amounts{80_yuan, 20_yuan});
}

TEST_CASE("EstateRule: closed without bankruptcy, wages and all social insurance before taxes", "[rules]") {
    const auto of =
        estate(1'000_yuan, {claim(ClaimKind::taxes, 300_yuan), claim(ClaimKind::wages, 500_yuan), claim(ClaimKind::social_insurance, 600_yuan)},
               ResettlementKind::closed);
    CHECK(paid(of, Date{2019, 1, 1}) == Amounts{Money{}, 454.55_yuan, 545.45_yuan});
    CHECK(paid(of, Date{2024, 7, 1}) == paid(of, Date{2019, 1, 1}));
    CHECK_THROWS_AS(paid(of, Date{1991, 12, 31}), Error);
    CHECK(shares(estate(900_yuan, {claim(ClaimKind::wages, 500_yuan)}, ResettlementKind::restructured), by_law).left_over == 400_yuan);
}

TEST_CASE("EstateRule: what is unpaid of old workers' claims comes out of the collateral, ahead of secured creditors", "[rules]") {
    const auto of = [](Date owed, ClaimKind kind = ClaimKind::wages) {
        return estate(100_yuan, {claim(kind, 400_yuan, owed), secured(500_yuan, 450_yuan), secured(100_yuan, 150_yuan)});
    };
    // The collateral leaves 50 free, the wages take it with the means; 250 of old ones come from the two in proportion to 450 and 100.
    CHECK(paid(of(old_day), by_law) == Amounts{400_yuan, 245.45_yuan, 54.55_yuan});
    CHECK(paid(of(new_day), by_law) == Amounts{150_yuan, 450_yuan, 100_yuan});
    CHECK(paid(of(old_day), before_law) == Amounts{150_yuan, 450_yuan, 100_yuan});
    CHECK(paid(of(old_day, ClaimKind::housing_fund), by_law) == Amounts{150_yuan, 450_yuan, 100_yuan});   // not named by art. 132
    EstateRule petition;
    petition.law = RankLaw::petition;   // pending in 2007: ranks of the trial law, and yet art. 132 (法释[2007]10号 art. 14)
    CHECK(paid(of(old_day), by_law, petition) == paid(of(old_day), by_law));
    CHECK(shares(of(old_day), by_law).collateral_paid() == 250_yuan);
    CHECK(shares(of(old_day), by_law).shortfall == 300_yuan);
    Estate closed = of(old_day);
    closed.kind = ResettlementKind::closed;
    CHECK(paid(closed, by_law) == Amounts{150_yuan, 450_yuan, 100_yuan});
}

TEST_CASE("EstateRule: what secured claims are short of is ordinary", "[rules]") {
    const Estate of = estate(300_yuan, {claim(ClaimKind::ordinary, 300_yuan), secured(500_yuan, 200_yuan)});
    CHECK(paid(of, by_law) == Amounts{150_yuan, 350_yuan});
}

TEST_CASE("EstateRule: an advance keeps the rank of what it paid", "[rules]") {
    Estate of = estate(300_yuan, {claim(ClaimKind::wages, 200_yuan), claim(ClaimKind::wages, 200_yuan), claim(ClaimKind::ordinary, 200_yuan)});
    of.claims[1].advance = true;
    CHECK(paid(of, by_law) == Amounts{150_yuan, 150_yuan, Money{}});
}

TEST_CASE("EstateRule: undetermined only where what is unknown could matter", "[rules]") {
    const EstateRule rule;
    Estate of = estate(100_yuan, {claim(ClaimKind::wages, 400_yuan, {}), secured(500_yuan, 450_yuan)});
    const auto asked = [&rule](const Estate& one, Date day) { return rule.decide(rule.facts(one, day), day).missing(); };
    CHECK(asked(of, by_law) == MissingFacts{Fact::claims_dated});
    CHECK(asked(of, before_law).empty());   // no art. 132 yet
    of.means = 400_yuan;
    CHECK(asked(of, by_law).empty());   // the wages are paid
    of.means = 100_yuan;
    of.claims.pop_back();
    CHECK(asked(of, by_law).empty());   // nothing to turn to
    of.petition_accepted.reset();
    CHECK(asked(of, by_law).empty());
    EstateRule petition;
    petition.law = RankLaw::petition;
    CHECK(petition.decide(petition.facts(of, by_law), by_law).missing() == MissingFacts{Fact::petition_accepted});
}

TEST_CASE("EstateRule: refuses amounts that cannot be", "[rules]") {
    const EstateRule rule;
    CHECK_THROWS_AS(rule.facts(estate(-1_yuan, {}), by_law), Error);
    CHECK_THROWS_AS(rule.facts(estate(1_yuan, {claim(ClaimKind::wages, -1_yuan)}), by_law), Error);
    Estate mixed = estate(1_yuan, {claim(ClaimKind::wages, 1_yuan)});
    mixed.claims[0].collateral = 1_yuan;
    CHECK_THROWS_AS(rule.facts(mixed, by_law), Error);
    CHECK_THROWS_AS(rule.facts(estate(1_yuan, {claim(ClaimKind::wages, Money::max()), claim(ClaimKind::wages, 1_yuan)}), by_law), Error);
}

TEST_CASE("EstateRule: ranks are parameters, which a place may set", "[rules]") {
    const auto place = std::make_shared<const Source>(Source{{"a place", "某地"}, {}, SourceLevel::local, true, {}});
    EstateRule rule;
    rule.parameters = Parameters::Builder{national_parameters()}
                          .set({ParameterName::bankruptcy_rank, ClaimKind::housing_fund}, Date{2010, 1, 1}, ClaimRank::third, place)
                          .build();
    const Estate of = estate(100_yuan, {claim(ClaimKind::wages, 100_yuan), claim(ClaimKind::housing_fund, 100_yuan)});
    CHECK(paid(of, Date{2011, 1, 1}, rule) == Amounts{100_yuan, Money{}});
    CHECK(paid(of, Date{2009, 1, 1}, rule) == Amounts{50_yuan, 50_yuan});
    CHECK_THROWS_AS((Parameters::Builder{}.set({ParameterName::bankruptcy_rank, ClaimKind::wages}, Date{2010, 1, 1}, Rounding::up, place)), Error);
}

TEST_CASE("EstateRule: in its rank no claim is two fen off its exact share", "[rules][property]") {
    some::Random random{236};
    const EstateRule rule;
    std::size_t in_part = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Estate of = some::estate(random);
        const Date as_of = some::distribution_day(random);
        if (as_of < Date{2002, 9, 1}) continue;   // before, not every kind has a known rank
        const auto outcome = rule.decide(rule.facts(of, as_of), as_of);
        if (!outcome.is_determined()) continue;
        const EstateShares& made = outcome.value();
        const auto got = rule.share_out(of, as_of, made);
        for (std::size_t c = 0; c < of.claims.size(); ++c) {
            if (of.claims[c].kind == ClaimKind::secured) continue;
            const ClaimRank rank = rule.rank_of(of.claims[c].kind, of, as_of).value();
            if (rank == ClaimRank::not_admitted) {
                CHECK(got[c].total() == Money{});
                continue;
            }
            const auto [claimed, paid] = made.of(rank);
            // Both sides times what the rank claims: whole numbers.
            const std::int64_t off = got[c].paid.fen() * claimed.fen() - paid.fen() * of.claims[c].amount.fen();
            CHECK((off < 2 * claimed.fen() && off > -2 * claimed.fen()) == (claimed != Money{}));
            if (paid != Money{} && paid < claimed) ++in_part;
        }
    }
    CHECK(in_part > 1'000);   // ranks that the means reached in part
}
