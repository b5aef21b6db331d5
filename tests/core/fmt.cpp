// SPDX-License-Identifier: BSL-1.0
#if __has_include(<fmt/core.h>)
#define FMT_HEADER_ONLY
#include <arrears/core/citizen_number.hpp>
#include <arrears/core/count.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/id.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/core/wide.hpp>
#include <arrears/fmt.hpp>

#include "catch.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

using namespace arrears;

namespace {

struct Tag {};
struct Stranger {
    [[maybe_unused]] friend std::string to_string(const Stranger&) { return "stranger"; }
};
static_assert(!arrears_formatting::Formattable<Stranger> && !arrears_formatting::Formattable<std::string>);
static_assert(!arrears_formatting::Formattable<std::vector<Money>> && !arrears_formatting::Formattable<int>);

}   // namespace

TEST_CASE("fmt: the library's values format as operator<< writes them, with the width and alignment of text", "[core]") {
    CHECK(fmt::format("{}", -1234.5_yuan) == "-1234.50");
    CHECK(fmt::format("{:>10}|{:*<8}|", 1_yuan, 2_yuan) == "      1.00|2.00****|");
    CHECK(fmt::format("{}", WideMoney{1_yi}) == "100000000.00");
    CHECK(fmt::format("{} {} {}", Ratio{-1, 3}, 0.05_percent, WideRatio{Ratio{7}}) == "-1/3 0.0005 7");
    CHECK(fmt::format("{} {}", PersonCount{15995}, Rounding::half_even) == "15995 half_even");
    CHECK(fmt::format("{} {}", Date{2018, 12, 31}, Month{2018, 12}) == "2018-12-31 2018-12");
    CHECK(fmt::format("{}", Id<Tag>{"E-001"}) == "E-001");
}

TEST_CASE("fmt: a citizen number is masked here too", "[core]") {
    const auto number = CitizenNumber::try_parse("11010519491231002X");
    REQUIRE(number.has_value());
    CHECK(fmt::format("{}", *number) == "***");
}
#endif
