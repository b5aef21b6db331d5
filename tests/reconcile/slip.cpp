// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/slip.hpp>

#include "some_figures.hpp"

#include <arrears/reconcile/reconciliation.hpp>

#include "catch.hpp"

#include <algorithm>

using namespace arrears;

namespace {

/// A table of two rows and three columns with its margins, shares, and what is counted in pairs; all of it sound.
struct Sheet {
    std::vector<PublishedFigure> figures{some_figure("a", "412.35", FigureUnit::wan_yuan),      some_figure("b", "127.80", FigureUnit::wan_yuan),
                                         some_figure("c", "96.41", FigureUnit::wan_yuan),       some_figure("d", "238.06", FigureUnit::wan_yuan),
                                         some_figure("e", "51.22", FigureUnit::wan_yuan),       some_figure("f", "873.90", FigureUnit::wan_yuan),
                                         some_figure("abc", "636.56", FigureUnit::wan_yuan),    some_figure("def", "1163.18", FigureUnit::wan_yuan),
                                         some_figure("ad", "650.41", FigureUnit::wan_yuan),     some_figure("be", "179.02", FigureUnit::wan_yuan),
                                         some_figure("cf", "970.31", FigureUnit::wan_yuan),     some_figure("all", "1799.74", FigureUnit::wan_yuan),
                                         some_figure("share", "35.37", FigureUnit::percent),   // abc of all, 35.3695…%
                                         some_figure("couples", "312", FigureUnit::households), some_figure("spouses", "624", FigureUnit::persons),
                                         some_figure("list_1", "118", FigureUnit::persons),     some_figure("list_2", "77", FigureUnit::persons),
                                         some_figure("list_3", "40", FigureUnit::persons),      some_figure("listed", "235", FigureUnit::persons)};
    std::vector<Relation> relations =
        some_relations({"a + b + c = abc", "d + e + f = def", "a + d = ad", "b + e = be", "c + f = cf", "abc + def = all", "ad + be + cf = all",
                        "abc / all = share", "spouses / couples = 2", "list_1 + list_2 + list_3 = listed"},
                       figures);

    PublishedFigure& operator[](std::string_view id) {
        return *std::find_if(figures.begin(), figures.end(), [=](const PublishedFigure& each) { return each.id == id; });
    }
    void print(std::string_view id, std::string_view value) { (*this)[id].value = try_parse_printed(value).value(); }
    [[nodiscard]] std::string first() {
        const Reconciliation found = reconcile(figures, relations);
        if (found.slips.empty()) return "";
        const Slip& slip = found.slips.front();
        std::string out = std::string{identifier(slip.kind)} + ' ' + figures[slip.figure].id + ' ' + slip.value.plain();
        if (slip.other) out += ' ' + figures[*slip.other].id;
        return out + (slip.mends_all ? " all" : "");
    }
};

}   // namespace

TEST_CASE("slip: a sound sheet has none", "[reconcile]") { CHECK(Sheet{}.first().empty()); }

TEST_CASE("slip: each kind is found where it was made", "[reconcile]") {
    Sheet sheet;
    SECTION("two digits transposed") {
        sheet.print("f", "837.90");
        CHECK(sheet.first() == "digits_transposed f 873.90 all");
    }
    SECTION("one digit wrong") {
        sheet.print("def", "1193.18");
        CHECK(sheet.first() == "digit_wrong def 1163.18 all");
    }
    SECTION("the point shifted") {
        sheet.print("be", "1790.20");
        CHECK(sheet.first() == "point_shifted be 179.020 all");
    }
    SECTION("the unit") {
        sheet["cf"].unit = FigureUnit::yi_yuan;
        CHECK(sheet.first() == "point_shifted cf 970.31 all");
    }
    SECTION("the sign") {
        sheet.print("e", "-51.22");
        CHECK(sheet.first() == "sign e 51.22 all");
    }
    SECTION("swapped") {
        sheet.print("a", "127.80"), sheet.print("b", "412.35");
        CHECK(sheet.first() == "swapped a 412.35 b all");
    }
    SECTION("cut off") {
        sheet.print("share", "35.36");
        CHECK(sheet.first() == "truncated share 35.37 all");
    }
    SECTION("another base") {
        sheet.print("share", "54.73");   // abc of def
        CHECK(sheet.first() == "other_base share 35.37 def all");
    }
    SECTION("a part left out") {
        sheet.print("listed", "195");
        CHECK(sheet.first() == "part_left_out listed 235 list_3 all");
    }
    SECTION("a part twice") {
        sheet.print("listed", "312");
        CHECK(sheet.first() == "part_doubled listed 235 list_2 all");
    }
    SECTION("an old total") {
        sheet.print("list_1", "160");
        CHECK(sheet.first().find("listed") != std::string::npos);
    }
    SECTION("odd") {
        sheet.print("spouses", "623");
        const Reconciliation found = reconcile(sheet.figures, sheet.relations);
        CHECK(std::any_of(found.slips.begin(), found.slips.end(),
                          [&](const Slip& each) { return sheet.figures[each.figure].id == "spouses" && each.value.plain() == "624"; }));
    }
}

TEST_CASE("slip: what is suggested makes every relation of its figure hold", "[reconcile][property]") {
    Sheet sheet;
    for (const auto& [id, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"a", "421.35"}, {"all", "1979.74"}, {"share", "3.537"}}) {
        Sheet bad;
        bad.print(id, value);
        const Reconciliation found = reconcile(bad.figures, bad.relations);
        REQUIRE_FALSE(found.slips.empty());
        for (const Slip& slip : found.slips) {
            std::vector<PublishedFigure> mended = bad.figures;
            PublishedFigure& one = mended[slip.figure];
            if (slip.kind == SlipKind::swapped) std::swap(one.value, mended[*slip.other].value);
            else if (slip.kind == SlipKind::truncated) one.rounding = FigureRounding::truncated;
            else one.value = slip.value, one.unit = slip.unit;
            for (const Relation& relation : bad.relations) {
                const auto all = relation.figures();
                if (std::find(all.begin(), all.end(), slip.figure) != all.end()) CHECK(check(relation, mended).holds());
            }
            CHECK(slip.mends_all == reconcile(mended, bad.relations).all_hold());
        }
    }
}
