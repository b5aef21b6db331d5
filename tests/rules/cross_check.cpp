// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "core/kind_of.hpp"

#include <arrears/rules/cross_check.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

/// The number of nobody, in an unassigned division.
CitizenNumber number(Date birth, int sequence) {
    std::string whole = "140399";
    for (const char digit : print(birth)) {
        if (digit != '-') whole += digit;
    }
    whole += std::to_string(1000 + sequence % 1000).substr(1);
    whole += *citizen_check_character(whole);
    return CitizenNumber{whole};
}
const Date born{1970, 5, 6};
RosterRow row(std::optional<CitizenNumber> id, std::string name, std::optional<Date> birth = {}, std::string enterprise = {}) {
    return {id, std::move(name), birth, std::move(enterprise)};
}
using Rows = std::vector<RosterRow>;
CrossCheckResult match(const Rows& a, const Rows& b, const CrossCheck& rule = {}) { return rule.match(a, b); }

}   // namespace

TEST_CASE("CrossCheck: by number, whatever the name; what differs is told", "[rules]") {
    const auto one = number(born, 11);
    const auto found = match({row(one, "甲", {}, "一厂")}, {row({}, "乙"), row(one, "甲某", {}, "一 厂")});
    REQUIRE(found.matched.size() == 1);
    CHECK(found.matched[0] == RosterMatch{0, 1, MatchedBy::number, 6, {RosterField::name}});   // the birth is the number's, blanks are nothing
    CHECK(found.only_b == std::vector<std::size_t>{0});
    CHECK(found.only_a.empty());
}

TEST_CASE("CrossCheck: by details only where all agree and nobody else has them", "[rules]") {
    const RosterRow full = row({}, "张三", born, "一厂");
    CHECK(match({full}, {row({}, "张　三", born, "一厂")}).matched == std::vector{RosterMatch{0, 0, MatchedBy::details, 10, {}}});
    CHECK(match({full}, {full, full}).questions == std::vector{RosterQuestion{{0}, {0, 1}, MatchDoubt::several, 10}});
    CHECK(match({full, full}, {full}).questions == std::vector{RosterQuestion{{0, 1}, {0}, MatchDoubt::several, 10}});
    CHECK(match({full}, {row({}, "张三", born, "二厂")}).questions == std::vector{RosterQuestion{{0}, {0}, MatchDoubt::partial, 8}});
    CHECK(match({full}, {row({}, "张三", {}, "一厂")}).questions == std::vector{RosterQuestion{{0}, {0}, MatchDoubt::partial, 6}});
    CHECK(match({full}, {row({}, "张山", born, "一厂")}).questions == std::vector{RosterQuestion{{0}, {0}, MatchDoubt::partial, 6}});
    const auto apart = match({full}, {row({}, "张三", Date{1971, 1, 1}, "二厂")});
    CHECK(apart.only_a.size() == 1);   // a name alone is nothing
    CHECK(apart.only_b.size() == 1);
}

TEST_CASE("CrossCheck: numbers that differ are two people", "[rules]") {
    const auto one = number(born, 11), other = number(born, 12);
    CHECK(match({row(one, "张三", born, "一厂")}, {row(other, "张三", born, "一厂")}).questions ==
          std::vector{RosterQuestion{{0}, {0}, MatchDoubt::numbers_differ, 10}});
    const auto found = match({row(one, "张三", born, "一厂")}, {row(other, "张三", born, "二厂")});
    CHECK(found.questions.empty());
    CHECK(found.only_a.size() == 1);
    // One of the two has no number: it may be the one or the other.
    CHECK(match({row(one, "张三", born, "一厂")}, {row({}, "张三", born, "一厂")}).matched.size() == 1);
    CHECK(match({row(one, "张三", born, "一厂"), row(other, "张三", born, "一厂")}, {row({}, "张三", born, "一厂")}).questions ==
          std::vector{RosterQuestion{{0, 1}, {0}, MatchDoubt::several, 10}});
}

TEST_CASE("CrossCheck: numbers that differ are two people by details alone too", "[rules]") {
    const CrossCheck by_details{.by_number = false};
    const RosterRow one = row(number(born, 11), "张三", born, "一厂"), other = row(number(born, 12), "张三", born, "一厂");
    CHECK(match({one}, {other}, by_details).questions == std::vector{RosterQuestion{{0}, {0}, MatchDoubt::numbers_differ, 10}});
    CHECK(match({one}, {one}, by_details).matched == std::vector{RosterMatch{0, 0, MatchedBy::details, 10, {}}});
    CHECK(match({one}, {one, other}, by_details).questions == std::vector{RosterQuestion{{0}, {0, 1}, MatchDoubt::several, 10}});
}

TEST_CASE("CrossCheck: a number that stands twice on a side is a question, also where the other side lacks it", "[rules]") {
    const auto one = number(born, 11);
    CHECK(match({row(one, "甲"), row(one, "乙")}, {row(one, "甲")}).questions ==
          std::vector{RosterQuestion{{0, 1}, {0}, MatchDoubt::repeated_number, 0}});
    CHECK(match({row(one, "甲"), row(one, "乙")}, {}).questions == std::vector{RosterQuestion{{0, 1}, {}, MatchDoubt::repeated_number, 0}});
}

TEST_CASE("CrossCheck: a caller's own scores", "[rules]") {
    const RosterRow a = row({}, "张三", born, "一厂"), b = row({}, "张三", born, "二厂");
    CHECK(match({a}, {b}, {.match_min = 8}).matched == std::vector{RosterMatch{0, 0, MatchedBy::details, 8, {RosterField::enterprise}}});
    CHECK(match({a}, {b}, {.ask_min = 9}).only_a.size() == 1);
    CHECK(match({a}, {b}, {.by_details = false}).only_a.size() == 1);
    CHECK(kind_of([&] { return match({a}, {b}, {.match_min = 5}); }) == ErrorKind::bad_argument);
    CHECK(kind_of([&] { return match({a}, {b}, {.name_weight = -1}); }) == ErrorKind::bad_argument);
    CHECK(kind_of([&] { return match({a}, {b}, {.ask_min = 0}); }) == ErrorKind::bad_argument);
}

TEST_CASE("CrossCheck: every row stands in the answer once, the sides may be changed, and no match is in doubt", "[rules][property]") {
    std::mt19937 random{17};
    for (int round = 0; round < 3000; ++round) {
        const auto roster = [&] {
            Rows rows(random() % 9);
            for (RosterRow& one : rows) {
                const Date birth = born + random() % 2;
                if (random() % 2 == 0) one.number = number(birth, static_cast<int>(random() % 3));
                if (random() % 8 != 0) one.name = random() % 2 == 0 ? "张三" : "李四";
                if (random() % 4 != 0) one.birth = one.number ? one.number->birth() : birth;
                if (random() % 6 != 0) one.enterprise = random() % 2 == 0 ? "一厂" : "二厂";
            }
            return rows;
        };
        const Rows a = roster(), b = roster();
        const auto found = match(a, b), turned = match(b, a);
        std::vector<int> in_a(a.size()), in_b(b.size());
        for (const RosterMatch& one : found.matched) ++in_a[one.a], ++in_b[one.b];
        for (const RosterQuestion& one : found.questions) {
            for (const std::size_t at : one.a) ++in_a[at];
            for (const std::size_t at : one.b) ++in_b[at];
        }
        for (const std::size_t at : found.only_a) ++in_a[at];
        for (const std::size_t at : found.only_b) ++in_b[at];
        REQUIRE(std::ranges::all_of(in_a, [](int times) { return times == 1; }));
        REQUIRE(std::ranges::all_of(in_b, [](int times) { return times == 1; }));
        REQUIRE(turned.only_a == found.only_b);
        REQUIRE(turned.only_b == found.only_a);
        REQUIRE(turned.matched.size() == found.matched.size());
        REQUIRE(turned.questions.size() == found.questions.size());
        const auto birth_of = [](const RosterRow& one) { return one.birth || !one.number ? one.birth : std::optional{one.number->birth()}; };
        const auto same_details = [&](const RosterRow& x, const RosterRow& y) {
            return !x.name.empty() && x.name == y.name && birth_of(x) && birth_of(x) == birth_of(y) && !x.enterprise.empty() &&
                   x.enterprise == y.enterprise;
        };
        for (const RosterMatch& one : found.matched) {
            const RosterRow &x = a[one.a], &y = b[one.b];
            const auto with_number = [](const Rows& rows, const RosterRow& of) {
                return std::ranges::count_if(rows, [&](const RosterRow& other) { return other.number == of.number; });
            };
            if (one.by == MatchedBy::number) {
                REQUIRE((x.number && x.number == y.number && with_number(a, x) == 1 && with_number(b, y) == 1));
                continue;
            }
            REQUIRE(same_details(x, y));
            REQUIRE(!(x.number && y.number));
            // Whoever else has the same details was matched by number, or is not in doubt.
            for (std::size_t at = 0; at < a.size(); ++at) {
                if (at == one.a || !same_details(a[at], y)) continue;
                REQUIRE(a[at].number.has_value());
            }
        }
    }
}

TEST_CASE("CrossCheck: 100,000 rows that all agree are one question, not a square of pairs", "[rules]") {
    const Rows a(50'000, row({}, "张三", born, "一厂"));
    const auto found = match(a, a);
    REQUIRE(found.questions.size() == 1);
    CHECK(found.questions[0].a.size() == 50'000);
    CHECK(found.questions[0].why == MatchDoubt::several);
}
