// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/reconciliation.hpp>

#include "some_figures.hpp"

#include "catch.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <set>

using namespace arrears;

namespace {

[[nodiscard]] std::vector<std::vector<std::string>> repairs(const Reading& reading, const std::vector<PublishedFigure>& figures) {
    std::vector<std::vector<std::string>> out;
    for (const Repair& repair : reading.repairs) {
        out.emplace_back();
        for (const Repair::Change& change : repair.changes) out.back().push_back(figures[change.figure].id);
    }
    return out;
}

}   // namespace

TEST_CASE("reconcile: one part is more than its whole", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("system", "6131.51", FigureUnit::wan_yuan),
                                               some_figure("city", "1427.68", FigureUnit::wan_yuan),
                                               some_figure("rest", "10.00", FigureUnit::wan_yuan)};
    const auto relations = some_relations({"system <= city", "rest <= city"}, figures);
    const Reconciliation found = reconcile(figures, relations);
    CHECK_FALSE(found.all_hold());
    REQUIRE(found.readings.size() == 1);
    const Reading& reading = found.readings.front();
    CHECK(reading.joint == Joint::contradictory);
    REQUIRE(reading.conflicts.size() == 1);
    CHECK(reading.conflicts[0].relations == std::vector<std::size_t>{0});
    CHECK(reading.conflicts[0].figures == std::vector<std::size_t>{0, 1});
    CHECK(adds_up(reading.conflicts[0].proof));
    CHECK(repairs(reading, figures) == std::vector<std::vector<std::string>>{{"system"}, {"city"}});
    CHECK(reading.repairs[0].changes[0].high == WideRatio{1'427'685'000});
    CHECK(reading.repairs[1].changes[0].low == WideRatio{6'131'505'000});
    CHECK_FALSE(reading.repairs[1].changes[0].high);
    CHECK(reading.all_repairs);
}

TEST_CASE("reconcile: sums that hold one by one, but not together", "[reconcile]") {
    // Each total may be up to half a unit off; the three of them not in the same direction.
    std::vector<PublishedFigure> figures{some_figure("a", "1.4", FigureUnit::wan_yuan), some_figure("b", "1.4", FigureUnit::wan_yuan),
                                         some_figure("both", "2.9", FigureUnit::wan_yuan), some_figure("again", "2.7", FigureUnit::wan_yuan)};
    const auto relations = some_relations({"a + b = both", "a + b = again"}, figures);
    const Reconciliation found = reconcile(figures, relations);
    for (const RelationVerdict& verdict : found.verdicts) CHECK(verdict.holds());
    REQUIRE(found.readings[0].conflicts.size() == 1);
    CHECK(found.readings[0].conflicts[0].relations == std::vector<std::size_t>{0, 1});
    CHECK(found.readings[0].conflicts[0].figures == std::vector<std::size_t>{2, 3});
    CHECK(repairs(found.readings[0], figures) == std::vector<std::vector<std::string>>{{"both"}, {"again"}});
    figures[3] = some_figure("again", "2.9", FigureUnit::wan_yuan);
    const Reconciliation well = reconcile(figures, relations);
    CHECK(well.all_hold());
    CHECK(well.readings[0].witness.size() == 4);
}

TEST_CASE("reconcile: an assumption is judged apart", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("system", "10", FigureUnit::persons), some_figure("federation", "5", FigureUnit::persons),
                                               some_figure("city", "12", FigureUnit::persons)};
    auto relations = some_relations({"system <= city", "federation <= system", "system + federation <= city"}, figures);
    relations[1].assumption = "inside", relations[2].assumption = "outside";
    const Reconciliation found = reconcile(figures, relations);
    REQUIRE(found.readings.size() == 3);
    CHECK(found.readings[0].joint == Joint::consistent);
    CHECK(found.readings[1].assumption == "inside");
    CHECK(found.readings[1].joint == Joint::consistent);
    CHECK(found.readings[2].joint == Joint::contradictory);
    CHECK(found.readings[2].conflicts[0].relations == std::vector<std::size_t>{2});
    CHECK_FALSE(found.all_hold());
}

TEST_CASE("reconcile: costs say what is relied on", "[reconcile]") {
    std::vector<PublishedFigure> figures{some_figure("a", "3", FigureUnit::persons), some_figure("b", "4", FigureUnit::persons),
                                         some_figure("sum", "8", FigureUnit::persons)};
    const auto relations = some_relations({"a + b = sum"}, figures);
    figures[0].weight = 2;
    CHECK(repairs(reconcile(figures, relations).readings[0], figures) == std::vector<std::vector<std::string>>{{"b"}, {"sum"}});
    ReconcileOptions options;   // stand in the stead of the weights
    options.costs = {2, 2, 3};
    CHECK(repairs(reconcile(figures, relations, options).readings[0], figures) == std::vector<std::vector<std::string>>{{"a"}, {"b"}});
    options.costs = {2, 2};
    CHECK_THROWS_AS(reconcile(figures, relations, options), Error);
    options.costs = {0, 1, 1};
    CHECK_THROWS_AS(reconcile(figures, relations, options), Error);
    options.costs = {1, 1, PublishedFigure::weight_most + 1};
    CHECK_THROWS_AS(reconcile(figures, relations, options), Error);
    figures[1].weight = 0;
    CHECK_THROWS_AS(reconcile(figures, relations), Error);
}

TEST_CASE("reconcile: whole numbers are what fails, case by case", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("pairs", "7", FigureUnit::persons, FigureRounding::half_up, FigureQualifier::about),
                                               some_figure("spouses", "13", FigureUnit::persons)};
    const auto relations = some_relations({"2 * pairs = spouses"}, figures);
    const Reading reading = reconcile(figures, relations).readings[0];
    CHECK(reading.joint == Joint::contradictory);
    REQUIRE(reading.conflicts.size() == 1);
    CHECK(reading.conflicts[0].proof.split);
    CHECK(adds_up(reading.conflicts[0].proof));
    CHECK(repairs(reading, figures) == std::vector<std::vector<std::string>>{{"spouses"}});
}

TEST_CASE("reconcile: products of intervals, shown by values or unresolved", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("now", "112.0", FigureUnit::wan_yuan),
                                               some_figure("before", "100.0", FigureUnit::wan_yuan),
                                               some_figure("growth", "12.0", FigureUnit::percent), some_figure("next", "125.4", FigureUnit::wan_yuan),
                                               some_figure("bad", "14.0", FigureUnit::percent)};
    const auto well = some_relations({"(now - before) / before = growth", "(next - now) / now = growth"}, figures);
    const Reconciliation found = reconcile(figures, well);
    CHECK(found.readings[0].joint == Joint::consistent);
    const auto bad = some_relations({"(now - before) / before = growth", "(next - now) / now = bad"}, figures);
    const Reading reading = reconcile(figures, bad).readings[0];
    CHECK(reading.joint == Joint::contradictory);
    CHECK(adds_up(reading.conflicts[0].proof));
    CHECK(repairs(reading, figures) == std::vector<std::vector<std::string>>{{"next"}, {"bad"}});
}

TEST_CASE("reconcile: nothing is claimed where the search is ended", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("a", "3", FigureUnit::persons), some_figure("b", "4", FigureUnit::persons)};
    const auto relations = some_relations({"a = b"}, figures);
    ReconcileOptions options;
    options.go_on = [](std::size_t) { return false; };
    const Reconciliation found = reconcile(figures, relations, options);
    CHECK(found.verdicts[0].verdict == Verdict::unresolved);
    CHECK(found.readings[0].joint == Joint::unresolved);
    CHECK_FALSE(found.all_hold());
}

TEST_CASE("reconcile: a contradiction that only products see, by halves of what multiplies", "[reconcile]") {
    // part − other = share × (whole − rest), of which the second factor is not above nought; the bounds of each product alone leave room.
    const std::vector<PublishedFigure> figures{some_figure("part", "50.0", FigureUnit::wan_yuan), some_figure("other", "50.0", FigureUnit::wan_yuan),
                                               some_figure("whole", "100", FigureUnit::wan_yuan), some_figure("rest", "100", FigureUnit::wan_yuan),
                                               some_figure("rate", "50", FigureUnit::percent)};
    const auto relations = some_relations({"part / whole = rate", "other / rest = rate", "part >= other + 0.08 万元", "whole <= rest"}, figures);
    const Reading reading = reconcile(figures, relations).readings[0];
    CHECK(reading.joint == Joint::contradictory);
    REQUIRE(reading.conflicts.size() == 1);
    const Conflict& conflict = reading.conflicts[0];
    CHECK(conflict.relations == std::vector<std::size_t>{0, 1, 2, 3});
    CHECK(conflict.irreducible);
    REQUIRE(conflict.proof.split);
    CHECK(conflict.proof.split->at == conflict.proof.split->next);
    CHECK(adds_up(conflict.proof));
    ReconcileOptions options;
    options.halvings_most = 1;
    CHECK(reconcile(figures, relations, options).readings[0].joint == Joint::unresolved);
}

TEST_CASE("reconcile: wherever the search is ended, what it says is so", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("a", "1.4", FigureUnit::wan_yuan),     some_figure("b", "1.4", FigureUnit::wan_yuan),
                                               some_figure("both", "2.9", FigureUnit::wan_yuan),  some_figure("again", "2.7", FigureUnit::wan_yuan),
                                               some_figure("more", "5.0", FigureUnit::wan_yuan),  some_figure("part", "50.0", FigureUnit::percent)};
    const auto relations = some_relations({"a + b = both", "a + b = again", "both + a = more", "a / both = part"}, figures);
    const Reconciliation whole = reconcile(figures, relations);
    const Reading& all = whole.readings[0];
    REQUIRE(all.joint == Joint::contradictory);
    REQUIRE_FALSE(all.repairs.empty());
    CHECK(all.cost_least == all.repairs[0].cost);
    int ended = 0;
    for (int most = 0;; ++most) {
        int asked = 0;
        ReconcileOptions options;
        options.go_on = [&](std::size_t) { return ++asked <= most; };
        const Reconciliation found = reconcile(figures, relations, options);
        if (asked <= most) {
            CHECK(found == whole);
            break;
        }
        ++ended;
        for (std::size_t r = 0; r < relations.size(); ++r)
            CHECK((found.verdicts[r].verdict == Verdict::unresolved || found.verdicts[r] == whole.verdicts[r]));
        const Reading& reading = found.readings[0];
        CHECK(reading.joint != Joint::consistent);
        CHECK(reading.cost_least <= all.cost_least);
        for (const Conflict& conflict : reading.conflicts) CHECK(adds_up(conflict.proof));
        CHECK((reading.all_repairs ? repairs(reading, figures) == repairs(all, figures) : reading.repairs.size() <= all.repairs.size()));
        for (const Slip& slip : found.slips)
            CHECK(std::any_of(whole.slips.begin(), whole.slips.end(),
                              [&](const Slip& each) { return each.figure == slip.figure && each.value == slip.value; }));
    }
    CHECK(ended > 50);   // within the steps of the simplex method too, not only between the questions
}

namespace {

/// Small sheets of counts, tried in every way.
struct Small {
    std::vector<PublishedFigure> figures;
    std::vector<std::pair<std::int64_t, std::int64_t>> ends;   // of what each may be
    std::vector<Relation> relations;
    std::vector<std::function<bool(const std::vector<std::int64_t>&)>> tests;

    [[nodiscard]] bool possible(const std::vector<std::size_t>& wanted, const std::vector<std::size_t>& freed, std::int64_t most) const {
        std::vector<std::int64_t> values(figures.size());
        const auto search = [&](const auto& self, std::size_t at) -> bool {
            if (at == figures.size()) return std::all_of(wanted.begin(), wanted.end(), [&](std::size_t r) { return tests[r](values); });
            const bool free = std::find(freed.begin(), freed.end(), at) != freed.end();
            for (std::int64_t v = free ? 0 : ends[at].first; v <= (free ? most : ends[at].second); ++v) {
                values[at] = v;
                if (self(self, at + 1)) return true;
            }
            return false;
        };
        return search(search, 0);
    }
};

[[nodiscard]] Small make_small(std::mt19937_64& random, std::size_t figures_most, std::size_t relations_most, bool products) {
    Small out;
    const std::size_t figures = 2 + random() % (figures_most - 1);
    for (std::size_t i = 0; i < figures; ++i) {
        const auto value = static_cast<std::int64_t>(1 + random() % 9);
        const bool about = random() % 4 == 0;
        out.figures.push_back(some_figure("f" + std::to_string(i), std::to_string(value), FigureUnit::persons, FigureRounding::half_up,
                                          about ? FigureQualifier::about : FigureQualifier::exact));
        out.ends.emplace_back(about ? value - 1 : value, about ? value + 1 : value);
    }
    const std::size_t relations = 1 + random() % relations_most;
    while (out.relations.size() < relations) {
        Relation made;
        made.id = "r" + std::to_string(out.relations.size());
        std::vector<std::size_t> used;
        const auto pick = [&] {
            std::size_t at = random() % figures;
            while (std::find(used.begin(), used.end(), at) != used.end()) at = random() % figures;
            used.push_back(at);
            return at;
        };
        constexpr Comparison comparisons[] = {Comparison::equal, Comparison::equal, Comparison::less_equal, Comparison::less,
                                              Comparison::greater_equal};
        made.is = comparisons[random() % std::size(comparisons)];
        const auto holds = [is = made.is](std::int64_t left, std::int64_t right) {
            switch (is) {
            case Comparison::equal: return left == right;
            case Comparison::less_equal: return left <= right;
            case Comparison::less: return left < right;
            default: return left >= right;
            }
        };
        if (products && figures > 2 && random() % 3 == 0) {
            const std::size_t a = pick(), b = pick(), c = pick();
            made.left = Expression::figure(a) * Expression::figure(b), made.right = Expression::figure(c);
            out.tests.push_back([=](const std::vector<std::int64_t>& v) { return holds(v[a] * v[b], v[c]); });
        } else {
            const std::size_t a = pick(), b = pick();
            const auto times = static_cast<std::int64_t>(1 + random() % 2);
            const auto plus = static_cast<std::int64_t>(random() % 5);
            made.left = Expression::number({times, 0}) * Expression::figure(a) + Expression::number({plus, 0});
            made.right = Expression::figure(b);
            if (figures > 2 && random() % 2 == 0) {
                const std::size_t c = pick();
                made.right = std::move(made.right) + Expression::figure(c);
                out.tests.push_back([=](const std::vector<std::int64_t>& v) { return holds(times * v[a] + plus, v[b] + v[c]); });
            } else {
                out.tests.push_back([=](const std::vector<std::int64_t>& v) { return holds(times * v[a] + plus, v[b]); });
            }
        }
        out.relations.push_back(std::move(made));
    }
    return out;
}

}   // namespace

TEST_CASE("reconcile: all small sheets as a search of every value finds them", "[reconcile][property]") {
    constexpr std::uint64_t seed = 20190601;
    std::mt19937_64 random{seed};
    int contradictory = 0, unresolved = 0, perhaps_reducible = 0;
    const int sheets = test::seeds(10'000);
    for (int sheet = 0; sheet < sheets; ++sheet) {
        const Small small = make_small(random, 6, 8, true);
        INFO("seed " << seed << ", sheet " << sheet);
        ReconcileOptions options;
        options.splits_most = 100;
        const Reconciliation found = reconcile(small.figures, small.relations, options);
        std::vector<std::size_t> all;
        for (std::size_t r = 0; r < small.relations.size(); ++r) {
            all.push_back(r);
            INFO(print(small.relations[r], small.figures));
            const RelationVerdict& verdict = found.verdicts[r];
            const bool possible = small.possible({r}, {}, 0);
            if (verdict.verdict == Verdict::holds || verdict.verdict == Verdict::undecided) CHECK(possible);
            else if (verdict.verdict == Verdict::unresolved) ++unresolved;
            else CHECK_FALSE(possible);
        }
        const Reading& reading = found.readings.front();
        const bool possible = small.possible(all, {}, 0);
        if (reading.joint == Joint::unresolved) {
            ++unresolved;
            continue;
        }
        CHECK((reading.joint == Joint::consistent) == possible);
        if (possible) continue;
        ++contradictory;
        REQUIRE_FALSE(reading.conflicts.empty());
        for (const Conflict& conflict : reading.conflicts) {
            CHECK(adds_up(conflict.proof));
            CHECK_FALSE(small.possible(conflict.relations, {}, 0));
            if (!conflict.irreducible) {
                ++perhaps_reducible;
                continue;
            }
            for (const std::size_t left_out : conflict.relations) {
                std::vector<std::size_t> others;
                std::copy_if(conflict.relations.begin(), conflict.relations.end(), std::back_inserter(others),
                             [=](std::size_t r) { return r != left_out; });
                CHECK(small.possible(others, {}, 0));
            }
        }
    }
    CHECK(contradictory > sheets / 3);
    CHECK(unresolved * 100 < sheets);
    CHECK(perhaps_reducible * 100 < sheets);
}

TEST_CASE("reconcile: the repairs of small sheets are all of the least size", "[reconcile][property]") {
    constexpr std::uint64_t seed = 7;
    std::mt19937_64 random{seed};
    for (int sheet = 0; sheet < 300; ++sheet) {
        const Small small = make_small(random, 5, 6, false);
        INFO("seed " << seed << ", sheet " << sheet);
        const Reading reading = reconcile(small.figures, small.relations).readings.front();
        if (reading.joint != Joint::contradictory || !reading.all_repairs) continue;
        std::vector<std::size_t> all(small.relations.size());
        for (std::size_t r = 0; r < all.size(); ++r) all[r] = r;
        std::set<std::vector<std::size_t>> expected;
        constexpr std::int64_t most = 45;   // more than any sum in which one is told by others
        for (std::size_t size = 1; size <= 2 && expected.empty(); ++size) {
            for (unsigned set = 0; set < (1U << small.figures.size()); ++set) {
                std::vector<std::size_t> freed;
                for (std::size_t i = 0; i < small.figures.size(); ++i) {
                    if ((set >> i & 1U) != 0) freed.push_back(i);
                }
                if (freed.size() == size && small.possible(all, freed, most)) expected.insert(freed);
            }
        }
        std::set<std::vector<std::size_t>> given;
        for (const Repair& repair : reading.repairs) {
            std::vector<std::size_t> figures;
            for (const Repair::Change& change : repair.changes) figures.push_back(change.figure);
            given.insert(figures);
        }
        if (!expected.empty()) CHECK(given == expected);
        else CHECK(std::all_of(given.begin(), given.end(), [](const auto& each) { return each.size() > 2; }));
    }
}
