// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/relation.hpp>

#include "some_figures.hpp"

#include "catch.hpp"

#include <random>

using namespace arrears;

namespace {

const std::vector<PublishedFigure>& sheet() {
    static const std::vector<PublishedFigure> out{
        some_figure("men", "10561", FigureUnit::persons),           some_figure("women", "5434", FigureUnit::persons),
        some_figure("workers", "15995", FigureUnit::persons),       some_figure("share", "66.03", FigureUnit::percent),
        some_figure("wages", "112.50", FigureUnit::wan_yuan),       some_figure("fine", "300", FigureUnit::yuan),
        some_figure("enterprises", "101", FigureUnit::enterprises), some_figure("odd \"id\"", "3", FigureUnit::persons),
        some_figure("男职工", "10561", FigureUnit::persons),        some_figure("none", "0", FigureUnit::persons)};
    return out;
}
[[nodiscard]] std::string message(std::string_view text, Language language = Language::en) {
    const Result<Relation> read = try_parse_relation(text, sheet());
    REQUIRE_FALSE(read);
    return read.fault().message(language);
}

}   // namespace

TEST_CASE("relation: printed as it is read, whatever the blanks and widths", "[reconcile]") {
    for (const auto& [text, printed] : std::initializer_list<std::pair<const char*, const char*>>{
             {"men+women=workers", "men + women = workers"},
             {"men / workers = share", "men / workers = share"},
             {"workers - (men + women) >= 0", "workers - (men + women) >= 0"},
             {"(workers - men) - women >= 0", "workers - men - women >= 0"},
             {"workers / (men / women) <= 5,434 人", "workers / (men / women) <= 5434 persons"},
             {"share*workers＝whole", "share * workers = whole"},
             {"wages <= 1,125 千元", ""},
             {"wages <= 0.01 亿元", "wages <= 0.01 yi_yuan"},
             {"share × workers ÷ 2 ≤ men", "share * workers / 2 <= men"},
             {"-(men - women) < 0", "-(men - women) < 0"},
             {"\"odd \"\"id\"\"\" <= men", "\"odd \"\"id\"\"\" <= men"},
             {"男职工 = men", "\"男职工\" = men"},
             {"share + 33.97 % = 100%", "share + 33.97% = 100%"}}) {
        INFO(text);
        const Result<Relation> read = try_parse_relation(text, sheet());
        if (printed[0] == '\0') {
            CHECK_FALSE(read);
            continue;
        }
        REQUIRE(read);
        CHECK(print(*read, sheet()) == printed);
        CHECK(try_parse_relation(printed, sheet()).value() == *read);
    }
}

TEST_CASE("relation: a fault says what is wrong and where", "[reconcile]") {
    CHECK(message("men + womn = workers") == "relation:1:7: no figure is called \"womn\"; did you mean women?");
    CHECK(message("men + womn = workers", Language::zh).starts_with("relation:1:7: 没有指标名为 \"womn\""));
    CHECK(message("men + enterprises = workers") == "relation:1:5: \"men\" is in persons, \"enterprises\" in enterprises: they cannot be added");
    CHECK(message("men <= wages") == "relation:1:8: \"men\" is in persons, \"wages\" in money: they cannot be compared");
    CHECK(message("wages <= 50") ==
          "relation:1:10: \"wages\" is in money, the other side in enterprises or persons or households or years or share or "
          "items: they cannot be compared; give the number its unit, as 50 wan_yuan or 50 万元");
    CHECK(message("men / none = 3") ==
          "relation:1:5: the divisor may be nought; expected what is above or below nought with certainty; write the relation as a product");
    CHECK(message("men * men = workers").starts_with("relation:1:5: a figure is multiplied or divided by itself"));
    CHECK(message("wages * wages = wages").starts_with("relation:1:7: money is multiplied by money"));
    CHECK(message("men / wages = share").starts_with("relation:1:5: what is no money is divided by money"));
    CHECK(message("whole * men = whole").find("whole stands twice") != std::string::npos);
    CHECK(message("men + women") == "relation:1:12: the text ends too early; expected one of = <= >= < >");
    CHECK(message("men = women = workers") == "relation:1:13: \"=\" cannot stand here; expected the end");
    CHECK(message("men ! women") == "relation:1:5: \"!\" cannot stand here; expected one of = <= >= < >");
    CHECK(message("(men = women") == "relation:1:6: \"=\" cannot stand here; expected )");
    CHECK(message("men = 1,23") == "relation:1:7: \"1,23\" is no decimal number (character 2); write decimal digits, as 72657.41");
    CHECK(message("men = 5 apples").starts_with("relation:1:9: no unit is called \"apples\"; expected one of enterprises, persons"));
    CHECK(message("men = \"women") == "relation:1:7: a quote is not closed");
    CHECK(message("men = \xff").find("not UTF-8") != std::string::npos);
    CHECK(message(std::string(500, '(') + "men").find("nested too deeply") != std::string::npos);
    CHECK(message("") == "relation:1:1: the text ends too early; expected a figure, a number or (");
}

TEST_CASE("relation: what divides must not be nought for certain", "[reconcile]") {
    CHECK(try_parse_relation("men / (men - women) >= 100%", sheet()));
    CHECK_FALSE(try_parse_relation("men / (men - 男职工) >= 100%", sheet()));
}

TEST_CASE("relation: parse and print are inverse for whatever is made of its parts", "[reconcile][property]") {
    std::mt19937_64 random{19};
    const auto make = [&](const auto& self, int depth) -> Expression {
        const auto which = random() % (depth == 0 ? 2 : 7);
        if (which == 0) return Expression::figure(random() % sheet().size());
        if (which == 1) {
            const PrintedDecimal digits{static_cast<std::int64_t>(random() % 100'000), static_cast<int>(random() % 3)};
            return random() % 2 == 0 ? Expression::number(digits)
                                     : Expression::number(digits, enum_at<FigureUnit>(random() % enum_count<FigureUnit>));
        }
        Expression a = self(self, depth - 1);
        if (which == 6) return -std::move(a);
        Expression b = self(self, depth - 1);
        if (which == 2) return std::move(a) + std::move(b);
        if (which == 3) return std::move(a) - std::move(b);
        if (which == 4) return std::move(a) * std::move(b);
        return std::move(a) / std::move(b);
    };
    int sound = 0;
    for (int i = 0; i < 20'000; ++i) {
        Relation made;
        made.left = make(make, 3), made.right = make(make, 2);
        made.is = Comparison::equal;
        const std::string text = print(made, sheet());
        INFO(text);
        const Result<Relation> read = try_parse_relation(text, sheet());
        if (!read) {   // no sense: then the program that made it is told so too
            CHECK(RelationReader{sheet()}.sense_fault(made));
            continue;
        }
        ++sound;
        CHECK(*read == made);
    }
    CHECK(sound > 500);
}
