// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/derived.hpp>
#include <arrears/reconcile/verdict.hpp>

#include "catch.hpp"

#include <algorithm>

using namespace arrears;

namespace {

[[nodiscard]] PublishedFigure figure(const char* id, const char* value, FigureUnit unit, const char* definition) {
    PublishedFigure out;
    out.id = id;
    out.label = {id, id};
    out.value = try_parse_printed(value).value();
    out.unit = unit;
    out.rounding = FigureRounding::half_up;
    out.definition = Definition::parse(definition);
    return out;
}

[[nodiscard]] const Relation* find(const std::vector<Relation>& relations, RelationKind kind, std::size_t right) {
    const auto found = std::ranges::find_if(relations, [&](const Relation& r) { return r.kind == kind && r.right == Expression::figure(right); });
    return found == relations.end() ? nullptr : &*found;
}

}   // namespace

TEST_CASE("derived: a figure with one more condition is no more than the other", "[reconcile]") {
    const std::vector<PublishedFigure> figures{
        figure("system", "6131.51", FigureUnit::wan_yuan,
               "from arrears; where category = medical_expense and system within S; measure sum(outstanding)"),
        figure("city", "1427.68", FigureUnit::wan_yuan, "from arrears; where category = medical_expense; measure sum(outstanding)"),
        figure("other", "1.00", FigureUnit::wan_yuan, "from arrears; where category = heating; measure sum(outstanding)")};
    const auto relations = derive_relations(figures);
    REQUIRE(relations.size() == 1);
    CHECK(relations[0].kind == RelationKind::subset);
    CHECK(relations[0].id == "subset:system:city");
    CHECK(print(relations[0], figures) == "system <= city");
    const RelationVerdict verdict = check(relations[0], figures);
    CHECK(verdict.verdict == Verdict::fails);
    CHECK(verdict.excess == 4'703'830'000 - 10'000);   // fen: 4,703.83 万元 less half a step of 100 yuan on either side
    CHECK(describe_failure(relations[0], verdict, figures).en ==
          "\"system\" 6,131.51 × 10,000 yuan is a part of \"city\" 1,427.68 × 10,000 yuan, yet exceeds it by at least 4,703.82 × 10,000 yuan.");
    CHECK(describe_failure(relations[0], verdict, figures).zh == "system 6,131.51 万元 是 city 1,427.68 万元 的一部分，却至少多出 4,703.82 万元。");
}

TEST_CASE("derived: what lies under another is told as a reading", "[reconcile]") {
    const std::vector<PublishedFigure> figures{
        figure("low", "5", FigureUnit::enterprises, "from enterprises; where system within F; measure count"),
        figure("high", "4", FigureUnit::enterprises, "from enterprises; where system within S; measure count")};
    CHECK(derive_relations(figures).empty());
    const RelationContext context{
        [](std::string_view, std::string_view lower, std::string_view upper) { return lower == upper || (lower == "F" && upper == "S"); }, {}};
    const auto relations = derive_relations(figures, context);
    REQUIRE(relations.size() == 1);
    CHECK(relations[0].assumption == "F within S");
    CHECK(check(relations[0], figures).excess == 1);
}

TEST_CASE("derived: parts by a field sum to the whole where all its values are there, else to no more", "[reconcile]") {
    std::vector<PublishedFigure> figures{
        figure("all", "10", FigureUnit::persons, "from workers; measure count"),
        figure("men", "6", FigureUnit::persons, "from workers; where sex = male; measure count"),
        figure("women", "3", FigureUnit::persons, "from workers; where sex = female; measure count")};
    const RelationContext closed{{}, [](std::string_view field) {
        return field == "sex" ? std::vector<std::string>{"male", "female"} : std::vector<std::string>{};
    }};
    const auto some = derive_relations(figures);
    REQUIRE(find(some, RelationKind::parts, 0) != nullptr);
    CHECK(find(some, RelationKind::parts, 0)->is == Comparison::less_equal);
    CHECK(check(*find(some, RelationKind::parts, 0), figures).holds());
    const auto all = derive_relations(figures, closed);
    REQUIRE(find(all, RelationKind::parts, 0) != nullptr);
    CHECK(find(all, RelationKind::parts, 0)->is == Comparison::equal);
    CHECK(check(*find(all, RelationKind::parts, 0), figures).excess == 1);
    figures[2].value = try_parse_printed("5").value();
    CHECK(check(*find(some, RelationKind::parts, 0), figures).excess == 1);
    figures[2].value = try_parse_printed("4").value();
    CHECK(check(*find(all, RelationKind::parts, 0), figures).holds());
}

TEST_CASE("derived: counts of different things are not parts of each other", "[reconcile]") {
    const std::vector<PublishedFigure> figures{
        figure("owing", "3", FigureUnit::enterprises, "from arrears; measure distinct(enterprise)"),
        figure("pension", "3", FigureUnit::enterprises, "from arrears; where category = pension; measure distinct(enterprise)"),
        figure("medical", "2", FigureUnit::enterprises, "from arrears; where category = medical; measure distinct(enterprise)")};
    for (const Relation& relation : derive_relations(figures)) CHECK(relation.kind == RelationKind::subset);
}

TEST_CASE("derived: a share is the ratio of two figures", "[reconcile]") {
    std::vector<PublishedFigure> figures{
        figure("all", "15995", FigureUnit::persons, "from workers; measure count"),
        figure("laid_off", "10864", FigureUnit::persons, "from workers; where employment = laid_off; measure count"),
        figure("share", "67.92", FigureUnit::percent, "from workers; measure share(count where employment = laid_off)")};
    const auto relations = derive_relations(figures);
    const Relation* const share = find(relations, RelationKind::share, 2);
    REQUIRE(share != nullptr);
    CHECK(print(*share, figures) == "laid_off / all = share");
    CHECK(check(*share, figures).holds());
    figures[2].value = try_parse_printed("67.93").value();
    CHECK_FALSE(check(*share, figures).holds());
}

TEST_CASE("derived: so many reaching an amount owe at least so much together", "[reconcile]") {
    std::vector<PublishedFigure> figures{
        figure("sum", "1100", FigureUnit::wan_yuan, "from arrears; where category = wages; measure sum(outstanding)"),
        figure("many", "11", FigureUnit::enterprises,
               "from arrears; where category = wages; measure distinct(enterprise) having sum(outstanding) >= 1000000")};
    const auto relations = derive_relations(figures);
    const Relation* const threshold = find(relations, RelationKind::threshold, 0);
    REQUIRE(threshold != nullptr);
    CHECK(check(*threshold, figures).holds());
    figures[1].value = try_parse_printed("12").value();
    CHECK_FALSE(check(*threshold, figures).holds());
}

TEST_CASE("derived: one definition twice is one figure", "[reconcile]") {
    const std::vector<PublishedFigure> figures{
        figure("a", "5", FigureUnit::enterprises, "from enterprises; where ownership = state and system within S; measure count"),
        figure("b", "6", FigureUnit::enterprises, "from enterprises; where system within S and ownership = state; measure count")};
    const auto relations = derive_relations(figures);
    REQUIRE(relations.size() == 1);
    CHECK(relations[0].kind == RelationKind::same);
    CHECK(check(relations[0], figures).excess == 1);
}

TEST_CASE("derived: figures beside what records give", "[reconcile]") {
    const char* const count = "from enterprises; measure count";
    const char* const sum = "from arrears; measure sum(outstanding)";
    std::vector<PublishedFigure> figures{figure("enterprises", "101", FigureUnit::enterprises, count),
                                         figure("owed", "1.23", FigureUnit::wan_yuan, sum),
                                         figure("men", "33.3", FigureUnit::percent, "from workers; measure share(count where sex = male)"),
                                         figure("stated", "5", FigureUnit::persons, count)};
    figures[3].definition.reset();
    const auto give = [&](Value enterprises, Value owed, Value men) {
        return [=](const Definition& definition) {
            const std::string text = print(definition);
            return text == print(Definition::parse(count)) ? enterprises : text == print(Definition::parse(sum)) ? owed : men;
        };
    };
    const auto fen = [](std::int64_t amount) { return Value{WideMoney{Money::from_fen(amount)}}; };
    const Value all{CountValue{Counted::enterprises, 101}};
    const auto well = relations_to_records(figures, give(all, fen(1'234'999), Value{Ratio{1, 3}}));
    REQUIRE(well.size() == 3);
    CHECK(print(well[0], figures) == "enterprises = 101 enterprises");
    CHECK(print(well[1], figures) == "owed = 12349.99 yuan");
    CHECK(print(well[2], figures) == "men = 100% / 3");
    for (std::size_t i = 0; i < well.size(); ++i) {
        CHECK(well[i].kind == RelationKind::records);
        CHECK(well[i].id == "records:" + figures[i].id);
        CHECK(check(well[i], figures).holds());
        CHECK(try_parse_relation(print(well[i], figures), figures).value().right == well[i].right);
    }
    const auto badly = relations_to_records(figures, give(Value{CountValue{Counted::enterprises, 100}}, fen(1'235'000), Value{}));
    REQUIRE(badly.size() == 2);   // a share of nothing is no number
    CHECK(check(badly[0], figures) == RelationVerdict{Verdict::fails, 1});
    CHECK(check(badly[1], figures).verdict == Verdict::fails);   // the interval ends before
    CHECK(describe_failure(badly[0], check(badly[0], figures), figures).en.find("is not what the records give") != std::string::npos);
    figures[0].unit = FigureUnit::persons;
    figures[0].place = {"published.csv", 2, 83, "definition"};
    try {
        static_cast<void>(relations_to_records(figures, give(all, fen(0), Value{})));
        FAIL("people are no enterprises");
    } catch (const Error& error) {
        CHECK(error.fault().kind == ErrorKind::mismatch);
        CHECK(error.fault().place == figures[0].place);
    }
}
