// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "some_definition.hpp"

#include <arrears/statistics/definition.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <type_traits>

using namespace arrears;

namespace {

[[nodiscard]] std::string reprinted(std::string_view text) { return print(Definition::parse(text)); }
[[nodiscard]] std::string canonical(std::string_view text) { return print(Definition::parse(text).canonical()); }

}   // namespace

TEST_CASE("Definition: the default counts all records", "[statistics]") {
    STATIC_REQUIRE(std::is_default_constructible_v<Definition>);
    STATIC_REQUIRE(std::is_copy_assignable_v<Definition>);
    CHECK(print(Definition{}) == "measure count");
    CHECK(Definition{} == Definition::parse("measure count"));
    CHECK(Definition{}.is_single());
}

TEST_CASE("Definition: every clause parses and prints as it was", "[statistics]") {
    const auto same = GENERATE(as<std::string>{},
        "measure count",
        "from enterprises; measure count",
        "as of 2019-06-30; rows due_ageing; measure count",
        "from arrears; as of 2018-12-31; where a = b; measure count",
        "where \"as\" = b; measure count",
        "from arrears; where category = pension and system within GJJ; rows industry_group; columns category; measure sum(outstanding)",
        "from arrears; rows a, b; columns c, d; measure count, sum(principal), min(due), max(due)",
        "from arrears; measure distinct(enterprise) having sum(outstanding) >= 1000000",
        "from arrears; measure distinct(enterprise, category) having sum(outstanding) > 100万元",
        "from workers; measure share(count where age >= 40), share(count of row), share(distinct(person) of column), share(sum(x) of total)",
        "from arrears; measure top(5, enterprise, sum(outstanding))",
        "where a = b or (c = d and not (e = f or g is unknown)) or h is known; measure count",
        "where a in (b, c) and d not in (e, f) and g not within h and i != j and k < 1 and l <= 2 and m > 3; measure count",
        "where name = \"two words\" and \"and\" = \"a \\\"quoted\\\" \\\\ word\" and x = \"\"; measure count");
    CHECK(reprinted(same) == same);
}

TEST_CASE("Definition: blanks, line ends, full-width punctuation and a last semicolon do not matter", "[statistics]") {
    CHECK(reprinted("  from\n arrears ;\r\n\twhere a=b and(c>=3);measure  sum( x ) ,count;") ==
          "from arrears; where a = b and c >= 3; measure sum(x), count");
    CHECK(reprinted("where a = b or c = d and e = f; measure count") == "where a = b or (c = d and e = f); measure count");
    CHECK(reprinted("where 类别＝养老 and a in（b，c）；measure sum（欠费）") == "where 类别 = 养老 and a in (b, c); measure sum(欠费)");
}

TEST_CASE("Definition: C++ and text make the same value", "[statistics]") {
    const Definition built = Definition{}
                                 .from("arrears")
                                 .where(field("category") == "pension" && (field("system").within("GJJ") || !(field("age") < "40")))
                                 .rows({"industry_group"})
                                 .measures({measure::sum("outstanding"), measure::share(measure::count(), field("sex") == "male"),
                                            measure::distinct({"enterprise"}, Having{"outstanding", Comparison::greater_equal, "1000000"}),
                                            measure::top(3, "enterprise", "outstanding")});
    const std::string text =
        "from arrears; where category = pension and (system within GJJ or not age < 40); rows industry_group; measure sum(outstanding), "
        "share(count where sex = male), distinct(enterprise) having sum(outstanding) >= 1000000, top(3, enterprise, sum(outstanding))";
    CHECK(print(built) == text);
    CHECK(built.same_text(Definition::parse(text)));
    const Definition dated = Definition{built}.as_of(Date{2019, 6, 30});
    CHECK(print(dated) == "from arrears; as of 2019-06-30;" + text.substr(text.find(';') + 1));
    CHECK_FALSE(dated == built);
    CHECK(dated == Definition{built}.as_of(Date{2019, 6, 30}));
    CHECK(std::hash<Definition>{}(dated) != std::hash<Definition>{}(built));
    CHECK(print(dated.of_records()) ==
          "from arrears; as of 2019-06-30; where category = pension and (system within GJJ or not age < 40); measure count");
    CHECK_THROWS_AS(measure::share(measure::min("due"), field("a") == "b"), Error);
    CHECK_THROWS_AS(measure::share(measure::count(), Condition{}), Error);
    CHECK_THROWS_AS(measure::top(0, "a", "b"), Error);
    CHECK_THROWS_AS(!Condition{}, Error);
    CHECK_THROWS_AS(field("a").in({}), Error);
}

TEST_CASE("Definition: equality and hash are those of the canonical form", "[statistics]") {
    CHECK(canonical("where b = 2 and a = 1 and b = 2; measure count") == "where a = 1 and b = 2; measure count");
    CHECK(canonical("where (a = 1 and (c = 3 and b = 2)); measure count") == "where a = 1 and b = 2 and c = 3; measure count");
    CHECK(canonical("where not (a = 1 or b < 2); measure count") == "where a != 1 and b >= 2; measure count");
    CHECK(canonical("where not not a is unknown; measure count") == "where a is unknown; measure count");
    CHECK(canonical("where not a within s and not b in (y, x, y); measure count") == "where a not within s and b not in (x, y); measure count");
    CHECK(canonical("where a = 2 or b = 1 or a = 1; measure count") == "where a in (1, 2) or b = 1; measure count");
    CHECK(canonical("where a in (1, 2, 3) and a in (2, 3, 4) and a != 7; measure count") == "where a != 7 and a in (2, 3); measure count");
    CHECK(canonical("where a = 1 and a = 2; measure count") == "where a = 1 and a = 2; measure count");
    CHECK(canonical("measure distinct(b, a, b), share(count where y = 1 and x = 1)") == "measure distinct(a, b), share(count where x = 1 and y = 1)");
    const Definition one = Definition::parse("where b = 2 and a = 1; measure count"),
                     other = Definition::parse("where a = 1 and b = 2; measure count");
    CHECK(one == other);
    CHECK(std::hash<Definition>{}(one) == std::hash<Definition>{}(other));
    CHECK_FALSE(one == Definition::parse("where a = 1 and b = 3; measure count"));
    CHECK_FALSE(Definition::parse("rows a, b; measure count") == Definition::parse("rows b, a; measure count"));
}

TEST_CASE("Definition: parsing what is printed gives it back", "[statistics][property]") {
    const auto seed = GENERATE(take(300, random(0, 1'000'000)));
    CAPTURE(seed);
    std::mt19937 random{static_cast<std::mt19937::result_type>(seed)};
    const Definition some = SomeDefinition{random}();
    CAPTURE(print(some));
    const auto back = Definition::try_parse(print(some));
    if (!back) FAIL(back.fault().message());
    CHECK(back->same_text(some));
    const Definition once = some.canonical();
    CHECK(once.canonical().same_text(once));
    CHECK(Definition::parse(print(once)).same_text(once));
    CHECK(once == some);
}

TEST_CASE("Condition: the order of what is joined does not show", "[statistics][property]") {
    const auto seed = GENERATE(take(200, random(0, 1'000'000)));
    CAPTURE(seed);
    std::mt19937 random{static_cast<std::mt19937::result_type>(seed)};
    std::vector<Condition> parts;
    for (int i = 0; i < 4; ++i) parts.push_back(SomeDefinition{random}.condition(2));
    const auto all = Condition::all_of(parts).canonical();
    const auto any = Condition::any_of(parts).canonical();
    std::shuffle(parts.begin(), parts.end(), random);
    CHECK(Condition::all_of(parts).canonical() == all);
    CHECK(Condition::any_of(parts).canonical() == any);
    CHECK((!Condition::all_of(parts)).canonical() == (!all).canonical());
}

TEST_CASE("Definition: a fault says where, what, and what was expected", "[statistics]") {
    struct Row {
        std::string text, en, zh;
    };
    const auto row = GENERATE(values<Row>({
        {"", "definition:1:1: the text ends too early; expected the clause measure", "definition:1:1: 文字过早结束；应为子句 measure"},
        {"as of 2019-02-30; measure count", "definition:1:7: \"2019-02-30\" is no date; expected a date, as 2018-12-31",
         "definition:1:7: \"2019-02-30\" 不是日期；应为日期，如 2018-12-31"},
        {"as 2019-02-28; measure count", "definition:1:4: \"2019-02-28\" cannot stand here; expected of",
         "definition:1:4: \"2019-02-28\" 不能出现在此处；应为of"},
        {"from x; were a = b; measure count", "definition:1:9: \"were\" cannot stand here; expected the clause measure; did you mean where?",
         "definition:1:9: \"were\" 不能出现在此处；应为子句 measure；是否指 where？"},
        {"rows a; from b; measure count",
         "definition:1:9: clause from stands twice or too late; expected from; as of; where; rows; columns; measure, in this order",
         "definition:1:9: 子句 from 重复或位置过后；应依次为 from; as of; where; rows; columns; measure"},
        {"measure cuont",
         "definition:1:9: \"cuont\" cannot stand here; expected a measure: count, sum, mean, median, quantile, min, max, distinct, share, top, "
         "cr, lorenz, gini, hhi, by; did you mean count?",
         "definition:1:9: \"cuont\" 不能出现在此处；应为指标：count, sum, mean, median, quantile, min, max, distinct, share, top, cr, lorenz, gini, "
         "hhi, by；是否指 count？"},
        {"from 欠费;\nwhere a ~ b; measure count", "definition:2:9: \"~\" cannot stand here; expected =, !=, <, <=, >, >=, in, within or is",
         "definition:2:9: \"~\" 不能出现在此处；应为 =、!=、<、<=、>、>=、in、within 或 is"},
        {"where a = \"b; measure count", "definition:1:11: a quote is not closed", "definition:1:11: 引号没有闭合"},
        {"where a in (); measure count", "definition:1:13: \")\" cannot stand here; expected a value",
         "definition:1:13: \")\" 不能出现在此处；应为取值"},
        {"where a is halted; measure count", "definition:1:12: \"halted\" cannot stand here; expected known or unknown",
         "definition:1:12: \"halted\" 不能出现在此处；应为 known 或 unknown"},
        {"measure share(min(x) of row)", "definition:1:15: min has no share; expected count, sum or distinct",
         "definition:1:15: min 没有占比；应为 count、sum 或 distinct"},
        {"measure top(0, a, sum(b))", "definition:1:13: \"0\" cannot stand here; expected a whole number from 1 to 999999",
         "definition:1:13: \"0\" 不能出现在此处；应为 1 至 999999 的整数"},
        {"measure count count", "definition:1:15: \"count\" cannot stand here; expected the end",
         "definition:1:15: \"count\" 不能出现在此处；应为结尾"},
        {"measure sum(\xFF)", "definition:1:13: the text is not UTF-8 here", "definition:1:13: 此处不是 UTF-8 文字"},
    }));
    CAPTURE(row.text);
    const auto made = Definition::try_parse(row.text);
    REQUIRE_FALSE(made);
    CHECK(made.fault().message() == row.en);
    CHECK(made.fault().message(Language::zh) == row.zh);
    CHECK_THROWS_AS(Definition::parse(row.text), Error);
}

TEST_CASE("Definition: nesting has a stated limit, and no text makes it crash", "[statistics][property]") {
    const auto deep = Definition::try_parse("where " + std::string(100'000, '(') + "a = b");
    REQUIRE_FALSE(deep);
    CHECK(deep.fault().kind == ErrorKind::limit);
    const auto seed = GENERATE(take(300, random(0, 1'000'000)));
    CAPTURE(seed);
    std::mt19937 random{static_cast<std::mt19937::result_type>(seed)};
    std::string text = print(SomeDefinition{random}());
    for (int i = 0; i < 3 && !text.empty(); ++i) {
        const std::size_t at = random() % text.size();
        if (random() % 2 == 0) text.erase(at, 1);
        else text[at] = static_cast<char>(random() % 256);
    }
    CAPTURE(text);
    if (const auto made = Definition::try_parse(text)) CHECK(Definition::parse(print(*made)).same_text(*made));
    else CHECK_FALSE(made.fault().message().empty());
}
