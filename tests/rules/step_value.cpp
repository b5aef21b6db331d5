// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/model/enumerations.hpp>
#include <arrears/rules/choice.hpp>
#include <arrears/rules/fact.hpp>
#include <arrears/rules/step_value.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

using namespace arrears;

static_assert(!std::is_constructible_v<StepValue, double> && !std::is_constructible_v<StepValue, const char*>);   // values are exact, and no text
static_assert(StepValue{true} != StepValue{1} && StepValue{1} != StepValue{Money::from_fen(1)} && StepValue{} != StepValue{false});
static_assert(StepValue{1}.as<std::int64_t>() == 1 && !StepValue{1}.as<Money>() && !StepValue{1}.as<bool>());

namespace {

/// One value of each kind, and of words two from different tables in the same row.
std::vector<StepValue> one_of_each() {
    return {{},
            true,
            false,
            0,
            1,
            Money{},
            Money::from_fen(1),
            UnroundedMoney{},
            UnroundedMoney::from_words(0, 1),
            UnroundedMoney::from_words(1, 0),
            Rate{},
            Rate::from_trillionths(1),
            Ratio{},
            Ratio{1, 2},
            Ratio{1, 3},
            Date{2018, 12, 31},
            Date{2019, 1, 1},
            Month{2018, 12},
            Month{2019, 1},
            Certification::none,
            OperatingStatus::normal,
            OperatingStatus::halted};
}

template <class T>
bool comes_back(const T& value) {
    return StepValue{value}.as<T>() == value && StepValue{std::optional<T>{value}} == StepValue{value};
}

}   // namespace

TEST_CASE("StepValue: equal just where kind and value are", "[rules]") {
    const auto values = one_of_each();
    for (std::size_t a = 0; a < values.size(); ++a) {
        for (std::size_t b = 0; b < values.size(); ++b) CHECK((values[a] == values[b]) == (a == b));
    }
}

TEST_CASE("StepValue: gives back what went in, and nothing as another kind", "[rules]") {
    std::mt19937_64 random{1};
    for (int i = 0; i < 2000; ++i) {
        const auto number = i == 0 ? std::numeric_limits<std::int64_t>::min() : static_cast<std::int64_t>(random());
        REQUIRE(comes_back(number));
        REQUIRE(comes_back(Money::from_fen(number)));
        REQUIRE(comes_back(Rate::from_trillionths(number)));
        REQUIRE(comes_back(UnroundedMoney::from_words(number, random())));
        REQUIRE(comes_back(Ratio{number / 3, static_cast<std::int64_t>(random() % 1000 + 1)}));
        REQUIRE(comes_back(Date{1900, 1, 1} + random() % 100'000));
        REQUIRE(comes_back(Month{1900, 1} + random() % 3000));
    }
    for (std::size_t i = 0; i < enum_count<Fact>; ++i) CHECK(comes_back(enum_at<Fact>(i)));
    CHECK((comes_back(Date::first()) && comes_back(Date::last()) && comes_back(true) && comes_back(false)));
    CHECK_FALSE(StepValue{Certification::none}.as<OperatingStatus>());   // a word of another table, though in the same row
    CHECK_FALSE(StepValue{Fact::due}.as<Choice>());
    CHECK(StepValue{std::optional<Money>{}} == StepValue{});
    for (const StepValue& value : one_of_each()) {
        const int kinds = int{value.as<bool>().has_value()} + int{value.as<std::int64_t>().has_value()} + int{value.as<Money>().has_value()} +
                          int{value.as<UnroundedMoney>().has_value()} + int{value.as<Rate>().has_value()} + int{value.as<Ratio>().has_value()} +
                          int{value.as<Date>().has_value()} + int{value.as<Month>().has_value()} + int{value.word() != nullptr};
        CHECK(kinds == int{value.is_known()});
    }
    CHECK_THROWS_AS(StepValue{std::uint64_t{1} << 63U}, Error);   // a number that would change its sign
}

TEST_CASE("StepValue: as a person reads it", "[rules]") {
    struct Row {
        StepValue value;
        const char* en;
        const char* zh;
    };
    for (const Row& row :
         {Row{{}, "unknown", "不详"}, Row{true, "yes", "是"}, Row{false, "no", "否"}, Row{-3, "-3", "-3"},
          Row{12345.67_yuan, "12345.67 yuan", "12345.67 元"}, Row{UnroundedMoney::product(0.01_yuan, 0.05_percent), "0.000005 yuan", "0.000005 元"},
          Row{0.05_percent, "0.05%", "0.05%"}, Row{2_permille, "0.2%", "0.2%"}, Row{300_percent, "300%", "300%"}, Row{Rate{}, "0%", "0%"},
          Row{Rate::from_trillionths(1), "0.0000000001%", "0.0000000001%"}, Row{-(5_percent), "-5%", "-5%"}, Row{Ratio{1, 3}, "1/3", "1/3"},
          Row{Ratio{4, 2}, "2", "2"}, Row{Date{2018, 12, 31}, "2018-12-31", "2018年12月31日"}, Row{Month{2018, 2}, "2018-02", "2018年2月"},
          Row{OperatingStatus::halted, "halted", "停产"}}) {
        CHECK(print(row.value, Language::en) == row.en);
        CHECK(print(row.value, Language::zh) == row.zh);
    }
}
