// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/figure.hpp>

#include "catch.hpp"

using namespace arrears;

namespace {

[[nodiscard]] PublishedFigure figure(const char* value, FigureUnit unit, FigureRounding rounding = FigureRounding::unknown,
                                     FigureQualifier qualifier = FigureQualifier::exact) {
    PublishedFigure out;
    out.value = try_parse_printed(value).value();
    out.unit = unit;
    out.rounding = rounding;
    out.qualifier = qualifier;
    return out;
}

}   // namespace

TEST_CASE("figure: printed digits are read as they stand", "[reconcile]") {
    CHECK(try_parse_printed("72657.41").value() == PrintedDecimal{7265741, 2});
    CHECK(try_parse_printed("72,657.41").value() == PrintedDecimal{7265741, 2});
    CHECK(try_parse_printed("9526.2").value() == PrintedDecimal{95262, 1});
    CHECK(try_parse_printed("-3").value() == PrintedDecimal{-3, 0});
    CHECK(try_parse_printed("101").value() == PrintedDecimal{101, 0});
    CHECK(PrintedDecimal{7265741, 2}.text() == "72,657.41");
    CHECK(PrintedDecimal{-5, 2}.text() == "-0.05");
    CHECK(PrintedDecimal{1234567, 0}.text() == "1,234,567");
    for (const char* const bad : {"", "-", ".5", "5.", "1,23", "12,34.5", "1,2345", "1e3", "1.2.3", "1 000", "12345678901234567890", "７２"}) {
        CAPTURE(bad);
        CHECK_FALSE(try_parse_printed(bad).has_value());
    }
    CHECK(try_parse_printed("1e3").fault().message() == "\"1e3\" is no decimal number (character 2); write decimal digits, as 72657.41");
}

TEST_CASE("figure: a number stands apart from a unit that begins with one", "[reconcile]") {
    CHECK(with_unit("6,131.51", FigureUnit::wan_yuan, Language::en) == "6,131.51 × 10,000 yuan");
    CHECK(with_unit("6,131.51", FigureUnit::wan_yuan, Language::zh) == "6,131.51 万元");
    CHECK(with_unit("101", FigureUnit::enterprises, Language::en) == "101 enterprises");
    CHECK(with_unit("67.92", FigureUnit::percent, Language::en) == "67.92%");
}

TEST_CASE("figure: a count printed in full is a point, whatever the rounding", "[reconcile]") {
    for (const FigureRounding rounding : {FigureRounding::half_up, FigureRounding::truncated, FigureRounding::unknown}) {
        const FigureInterval interval = figure("101", FigureUnit::enterprises, rounding).interval();
        CHECK(interval == FigureInterval{Ratio{101}, Ratio{101}, true, true});
    }
    CHECK(figure("1.6", FigureUnit::ten_thousand_persons, FigureRounding::half_up).interval() ==
          FigureInterval{Ratio{15500}, Ratio{16500}, true, false});
}

TEST_CASE("figure: 72,657.41 万元 is known to 100 yuan", "[reconcile]") {
    const FigureInterval half_up = figure("72657.41", FigureUnit::wan_yuan, FigureRounding::half_up).interval();
    CHECK(half_up.high - half_up.low == Ratio{10'000});   // fen
    CHECK(half_up.contains(Ratio{72'657'410'000}));
    CHECK(half_up.contains(Ratio{72'657'405'000}));
    CHECK_FALSE(half_up.contains(Ratio{72'657'404'999}));
    CHECK_FALSE(half_up.contains(Ratio{72'657'415'000}));
    const FigureInterval truncated = figure("72657.41", FigureUnit::wan_yuan, FigureRounding::truncated).interval();
    CHECK(truncated.contains(Ratio{72'657'419'999}));
    CHECK_FALSE(truncated.contains(Ratio{72'657'409'999}));
    const FigureInterval unknown = figure("72657.41", FigureUnit::wan_yuan).interval();
    CHECK(unknown.contains(Ratio{72'657'405'000}));
    CHECK(unknown.contains(Ratio{72'657'419'999}));
}

TEST_CASE("figure: hedges widen by the place of the last digit that is not zero", "[reconcile]") {
    CHECK(figure("60", FigureUnit::years, FigureRounding::unknown, FigureQualifier::over).interval() ==
          FigureInterval{Ratio{60}, Ratio{70}, true, false});
    CHECK(figure("2000", FigureUnit::persons, FigureRounding::unknown, FigureQualifier::near).interval() ==
          FigureInterval{Ratio{1000}, Ratio{2000}, false, true});
    CHECK(figure("250", FigureUnit::persons, FigureRounding::unknown, FigureQualifier::about).interval() ==
          FigureInterval{Ratio{240}, Ratio{260}, true, true});
}

TEST_CASE("figure: below zero the interval is the mirror of the one above", "[reconcile]") {
    const FigureInterval half_up = figure("-0.5", FigureUnit::percent, FigureRounding::half_up).interval();
    CHECK(half_up == FigureInterval{Ratio{-55, 10'000}, Ratio{-45, 10'000}, false, true});   // -0.45% rounds away from zero, to -0.5
    CHECK(figure("-0.5", FigureUnit::percent, FigureRounding::truncated).interval() ==
          FigureInterval{Ratio{-60, 10'000}, Ratio{-50, 10'000}, false, true});
    CHECK(figure("-30", FigureUnit::yuan, FigureRounding::unknown, FigureQualifier::over).interval() ==
          FigureInterval{Ratio{-4000}, Ratio{-3000}, false, true});
    CHECK(compare(figure("-0.5", FigureUnit::percent, FigureRounding::truncated), Ratio{-59, 10'000}).within);
}

TEST_CASE("figure: a comparison is exact and shows the difference at the printed precision", "[reconcile]") {
    const PublishedFigure share = figure("67.92", FigureUnit::percent, FigureRounding::half_up);
    CHECK(compare(share, Ratio{10864, 15995}).within);
    CHECK(compare(share, Ratio{10864, 15995}).difference == "0.00");
    CHECK_FALSE(compare(share, Ratio{10866, 15995}).within);
    CHECK(compare(share, Ratio{10866, 15995}).difference == "0.01");
    const PublishedFigure medical = figure("6131.51", FigureUnit::wan_yuan);
    CHECK(compare(medical, Ratio{1'427'680'000}).difference == "-4703.83");
    CHECK_FALSE(compare(medical, Ratio{1'427'680'000}).within);
    const PublishedFigure cut = figure("9.6", FigureUnit::percent, FigureRounding::truncated);
    CHECK(compare(cut, Ratio{9689, 100'000}).within);
    CHECK(compare(cut, Ratio{9689, 100'000}).difference == "0.0");
}
