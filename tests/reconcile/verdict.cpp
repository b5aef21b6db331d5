// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/verdict.hpp>

#include "some_figures.hpp"

#include "catch.hpp"

using namespace arrears;

namespace {

struct Row {
    const char* relation;
    Verdict verdict;
    WideRatio excess;
};

void judge(const std::vector<PublishedFigure>& figures, std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        INFO(row.relation);
        const RelationVerdict found = check(try_parse_relation(row.relation, figures).value(), figures);
        CHECK(found.verdict == row.verdict);
        CHECK(found.excess == row.excess);
    }
}

}   // namespace

TEST_CASE("verdict: printed intervals, exactly", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("a", "1.0", FigureUnit::wan_yuan), some_figure("b", "2.0", FigureUnit::wan_yuan),
                                               some_figure("sum", "3.1", FigureUnit::wan_yuan), some_figure("far", "3.2", FigureUnit::wan_yuan)};
    judge(figures, {{"a + b = sum", Verdict::holds, 0},               // 2.9 to 3.1 (open) against 3.05 on
                    {"a + b = far", Verdict::fails, 50'000},          // 3.1, not reached, against 3.15: half a thousand yuan
                    {"far <= sum", Verdict::holds_if_truncated, 0},   // 3.15 against just under 3.15; were 3.1 cut off, just under 3.2
                    {"sum <= far", Verdict::holds, 0},
                    {"a < b", Verdict::holds, 0},
                    {"b < a", Verdict::fails, WideRatio{900'000}},
                    {"a - a = 0", Verdict::holds, 0},   // one figure, not two
                    {"3 * a <= 28,500 元", Verdict::holds, 0},
                    {"3 * a < 28,500 元", Verdict::fails, 0}});
}

TEST_CASE("verdict: a share as the survey prints it", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("laid_off", "10864", FigureUnit::persons),
                                               some_figure("workers", "15995", FigureUnit::persons),
                                               some_figure("share", "67.92", FigureUnit::percent, FigureRounding::unknown),
                                               some_figure("nearest", "67.92", FigureUnit::percent, FigureRounding::truncated),
                                               some_figure("up", "67.93", FigureUnit::percent),
                                               some_figure("off", "67.94", FigureUnit::percent)};
    // 10864 ⁄ 15995 = 67.9212…%
    judge(figures, {{"laid_off / workers = share", Verdict::holds, 0},
                    {"laid_off / workers = nearest", Verdict::holds, 0},
                    {"laid_off = share * workers", Verdict::holds, 0},
                    {"laid_off / workers = up", Verdict::holds_if_rounded_up, WideRatio{13'585, 200'000} * 10 - WideRatio{10'864, 15'995}},
                    {"laid_off / workers = off", Verdict::fails, WideRatio{67'935, 100'000} - WideRatio{10'864, 15'995}}});
}

TEST_CASE("verdict: truncated where the figure on the right is said to be rounded", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("part", "2", FigureUnit::persons), some_figure("all", "3", FigureUnit::persons),
                                               some_figure("share", "66", FigureUnit::percent)};
    judge(figures, {{"part / all = share", Verdict::holds_if_truncated, WideRatio{2, 3} - WideRatio{665, 1000}}});
}

TEST_CASE("verdict: whole things are counted in whole numbers", "[reconcile]") {
    const std::vector<PublishedFigure> figures{some_figure("share", "13.6", FigureUnit::percent), some_figure("people", "240", FigureUnit::persons),
                                               some_figure("many", "1.2", FigureUnit::ten_thousand_persons),
                                               some_figure("some", "7", FigureUnit::persons, FigureRounding::half_up, FigureQualifier::about),
                                               some_figure("double", "13", FigureUnit::persons)};
    judge(figures, {{"share * people / (0 - 2) = whole", Verdict::fails, WideRatio{1355, 10000} * 120 - 16}});
    // 32 ⁄ 240 = 13.33…%, 33 ⁄ 240 = 13.75%
    judge(figures, {{"share * people = whole", Verdict::fails, WideRatio{33} - WideRatio{1365, 10000} * 240},
                    {"share * 1000 persons = whole", Verdict::holds, 0},
                    {"2 * some = double", Verdict::fails, 1},
                    {"many / 7 = whole", Verdict::holds, 0}});
}

TEST_CASE("verdict: what a hedge leaves open is not decided", "[reconcile]") {
    const auto hedged = [](FigureQualifier qualifier) {
        return std::vector<PublishedFigure>{some_figure("old", "60", FigureUnit::years, FigureRounding::half_up, qualifier)};
    };
    judge(hedged(FigureQualifier::over), {{"old = 60", Verdict::holds, 0},
                                          {"old = 65", Verdict::undecided, 0},
                                          {"old >= 60", Verdict::holds, 0},
                                          {"old >= 65", Verdict::undecided, 0},
                                          {"old = 70", Verdict::fails, 1},   // 69 is the last that is over 60
                                          {"old <= 69", Verdict::holds, 0},
                                          {"old < 60", Verdict::fails, 0}});
    judge(hedged(FigureQualifier::near), {{"old = 55", Verdict::undecided, 0}, {"old = 50", Verdict::fails, 1}});
    judge(hedged(FigureQualifier::about), {{"old = 70", Verdict::undecided, 0}, {"old = 71", Verdict::fails, 1}});
}

TEST_CASE("verdict: growth and means, with a figure that stands twice", "[reconcile]") {
    const std::vector<PublishedFigure> figures{
        some_figure("now", "112.0", FigureUnit::wan_yuan),  some_figure("before", "100.0", FigureUnit::wan_yuan),
        some_figure("growth", "12.0", FigureUnit::percent), some_figure("other", "12.2", FigureUnit::percent),
        some_figure("people", "16", FigureUnit::persons),   some_figure("mean", "70000", FigureUnit::yuan)};
    judge(figures, {{"(now - before) / before = growth", Verdict::holds, 0},
                    {"now / before - 100% = growth", Verdict::holds, 0},
                    {"(now - before) / before = other", Verdict::holds_if_rounded_up, WideRatio{1215, 10000} - (WideRatio{112'050, 99'950} - 1)},
                    {"now / people = mean", Verdict::holds, 0},
                    {"mean * people = now", Verdict::holds, 0}});
}
