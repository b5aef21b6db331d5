// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/timeline.hpp>

#include "catch.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace arrears;

namespace {

Timeline<std::string> status() {
    return {{Date{2015, 6, 1}, Date::last(), "halted"}, {Date::first(), Date{2012, 1, 1}, "normal"}, {Date{2012, 1, 1}, Date{2014, 1, 1}, "half"}};
}

}   // namespace

TEST_CASE("timeline: the value in force, gaps kept", "[core]") {
    const auto timeline = status();
    CHECK(timeline.at(Date::first()) == "normal");
    CHECK(timeline.at(Date{2011, 12, 31}) == "normal");
    CHECK(timeline.at(Date{2012, 1, 1}) == "half");
    CHECK(timeline.at(Date{2013, 12, 31}) == "half");
    CHECK(timeline.find(Date{2014, 1, 1}) == nullptr);
    CHECK(timeline.find(Date{2015, 5, 31}) == nullptr);
    CHECK(timeline.at(Date{2015, 6, 1}) == "halted");
    CHECK(timeline.at(Date::last()) == "halted");
    CHECK(timeline.value_or(Date{2014, 6, 1}, "unknown") == "unknown");
    CHECK(timeline.value_or(Date{2018, 6, 1}, "unknown") == "halted");
    CHECK(timeline.span_at(Date{2013, 1, 1}).to == Date{2014, 1, 1});
    CHECK(timeline.spans().size() == 3);
    CHECK(timeline.spans()[0].value == "normal");
}

TEST_CASE("timeline: outside, the Error says what is known", "[core]") {
    CHECK_THROWS_WITH(status().at(Date{2014, 6, 1}), "no value is known on 2014-06-01; known: ..2014-01-01, 2015-06-01..");
    CHECK_THROWS_WITH(Timeline<int>{}.at(Date{2014, 6, 1}), "no value is known on 2014-06-01; nothing is known");
    const auto law = Timeline<int>::Builder{}.add(Date{2011, 7, 1}, 5).known_until(Date{2025, 12, 31}).build();
    CHECK(law.at(Date{2025, 12, 31}) == 5);
    CHECK(law.find(Date{2026, 1, 1}) == nullptr);
    CHECK_FALSE(law.since(Date{2026, 1, 1}).has_value());
    try {
        (void)law.at(Date{2026, 1, 1});
        FAIL("no Error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::outside_known);
        CHECK(error.message(Language::en) == "no value is known on 2026-01-01; known: 2011-07-01.., until 2025-12-31");
        CHECK(error.message(Language::zh) == "2026-01-01 没有已知的值；已知期间：2011-07-01..，截至 2025-12-31");
    }
}

TEST_CASE("timeline: overlapping and empty spans are refused by name", "[core]") {
    CHECK_THROWS_WITH((Timeline<int>{{Date{2018, 6, 1}, Date::last(), 2}, {Date{2018, 1, 1}, Date{2019, 1, 1}, 1}}),
                      "spans 2018-01-01..2019-01-01 and 2018-06-01.. overlap; expected one value on each day; the end is not included");
    CHECK_THROWS_WITH((Timeline<int>{{Date{2018, 6, 1}, Date{2018, 6, 1}, 2}}),
                      "a span from 2018-06-01 to 2018-06-01 has no days; expected an end after the start; the end is not included");
    CHECK_THROWS_AS((Timeline<int>{{Date{2018, 6, 2}, Date{2018, 6, 1}, 2}}), Error);
    CHECK_THROWS_AS((Timeline<int>{{Date{2018, 1, 1}, Date{2019, 1, 1}, 1}, {Date{2018, 1, 1}, Date{2019, 1, 1}, 1}}), Error);   // equal ones too
    const auto result = Timeline<int>::Builder{}.add(Date{2018, 1, 1}, 1).add(Date{2019, 1, 1}, 2).try_build();
    REQUIRE_FALSE(result.has_value());
    CHECK(result.fault().kind == ErrorKind::contradiction);
    CHECK_NOTHROW(Timeline<int>{{Date{2018, 1, 1}, Date{2019, 1, 1}, 1}, {Date{2019, 1, 1}, Date::last(), 1}});
}

TEST_CASE("timeline: spans that stand by date already", "[core]") {
    using Spans = std::vector<Timeline<int>::Span>;
    const Spans spans{{Date{2012, 1, 1}, Date{2014, 1, 1}, 1}, {Date{2014, 1, 1}, Date::last(), 2}};
    CHECK(Timeline<int>::in_order(spans, Date{2025, 12, 31}) == Timeline<int>::from(spans, Date{2025, 12, 31}));
    CHECK(Timeline<int>::in_order({}).empty());
    CHECK_THROWS_AS(Timeline<int>::in_order(Spans{spans[1], spans[0]}), Error);
    CHECK_THROWS_AS(Timeline<int>::in_order(Spans{spans[0], spans[0]}), Error);
    CHECK_THROWS_AS(Timeline<int>::in_order(Spans{{Date{2014, 1, 1}, Date{2014, 1, 1}, 1}}), Error);
}

TEST_CASE("timeline: since when a value holds, across spans that repeat it", "[core]") {
    const Timeline<int> timeline{{Date{2008, 1, 1}, Date{2010, 1, 1}, 7},   // then a gap of a day
                                 {Date{2010, 1, 2}, Date{2012, 1, 1}, 7},
                                 {Date{2012, 1, 1}, Date{2015, 1, 1}, 7},
                                 {Date{2015, 1, 1}, Date{2016, 1, 1}, 8},
                                 {Date{2016, 1, 1}, Date::last(), 7}};
    CHECK(timeline.since(Date{2009, 1, 1}) == Date{2008, 1, 1});
    CHECK(timeline.since(Date{2014, 12, 31}) == Date{2010, 1, 2});
    CHECK(timeline.since(Date{2015, 1, 1}) == Date{2015, 1, 1});
    CHECK(timeline.since(Date{2018, 12, 31}) == Date{2016, 1, 1});
    CHECK_FALSE(timeline.since(Date{2010, 1, 1}).has_value());
    CHECK_FALSE(timeline.since(Date{2007, 1, 1}).has_value());
    CHECK(Timeline<int>::always(3).since(Date{2018, 1, 1}) == Date::first());
    CHECK(completed_years(*status().since(Date{2018, 12, 31}), Date{2018, 12, 31}) == 3);
}

TEST_CASE("timeline: prints and compares", "[core]") {
    std::ostringstream out;
    out << status();
    CHECK(out.str() == "..2012-01-01 normal, 2012-01-01..2014-01-01 half, 2015-06-01.. halted");
    CHECK(status() == status());
    CHECK_FALSE(status() == Timeline<std::string>{});
    CHECK_FALSE(Timeline<int>::always(3) == Timeline<int>::from({{Date::first(), Date::last(), 3}}, Date{2020, 1, 1}));
    CHECK(Timeline<bool>::always(true).at(Date{}));
}

TEST_CASE("timeline: agrees with a calendar painted day by day, whatever the order of its spans", "[core][property]") {
    const auto seed = GENERATE(take(200, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    constexpr int days = 60;
    const Date start{2018, 1, 1};
    std::array<int, days> painted{};   // 0: nothing known
    std::vector<Timeline<int>::Span> spans;
    for (int day = 0; day < days;) {
        const int length = static_cast<int>(random() % 9) + 1, end = std::min(day + length, days);
        const int value = static_cast<int>(random() % 3);
        if (value != 0) spans.push_back({start + day, start + end, value});
        std::fill(painted.begin() + day, painted.begin() + end, value);
        day = end;
    }
    std::shuffle(spans.begin(), spans.end(), random);
    const auto timeline = Timeline<int>::from(spans);
    for (int day = 0; day < days; ++day) {
        CAPTURE(day);
        const int* const value = timeline.find(start + day);
        CHECK((value == nullptr ? 0 : *value) == painted[static_cast<std::size_t>(day)]);
        int first = day;
        while (first > 0 && painted[static_cast<std::size_t>(first - 1)] == painted[static_cast<std::size_t>(day)]) --first;
        if (value != nullptr) CHECK(timeline.since(start + day) == start + first);
    }
    CHECK(timeline.find(start - 1) == nullptr);
    CHECK(timeline.find(start + days) == nullptr);
}
