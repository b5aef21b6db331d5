// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/uscc.hpp>

#include "catch.hpp"

#include <random>
#include <sstream>
#include <string>
#include <type_traits>
#include <unordered_set>

using namespace arrears;

static_assert(!std::is_convertible_v<std::string_view, Uscc> && !std::is_default_constructible_v<Uscc>);
static_assert(uscc_check_character("91110000802100433") == 'B');
static_assert(!uscc_check_character("9111000080210043").has_value() && !uscc_check_character("91I10000802100433").has_value());

TEST_CASE("uscc: published codes hold, and their check characters follow from the rest", "[core]") {
    for (const char* const text : {"91110000802100433B", "914403001922038216", "9144030071526726XG", "91110000710925462X", "91350100M000100Y43"}) {
        CAPTURE(text);
        CHECK(Uscc{text}.view() == text);
        CHECK(uscc_check_character(std::string_view{text}.substr(0, 17)) == text[17]);
    }
    const Uscc code{"91350100M000100Y43"};
    CHECK(code.authority() == '9');
    CHECK(code.category() == '1');
    CHECK(code.division() == "350100");
    CHECK(code.organisation() == "M000100Y4");
    CHECK(Uscc{"91350100m000100y43"} == code);
}

TEST_CASE("uscc: wrong codes are refused, and not repeated", "[core]") {
    const auto fault_of = [](std::string_view text) {
        const auto result = Uscc::try_parse(text);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.fault().value.empty());
        CHECK(result.fault().message(Language::zh).find(text) == std::string::npos);
        return result.fault().message();
    };
    CHECK(fault_of("91350100M000100Y4Z") ==
          "the code has a character at position 18 that none has; expected digits and capitals without I, O, S, V, Z");
    CHECK(fault_of("914403001922038261") == "the code does not agree with its check character; expected a code copied without a slip");
    CHECK(fault_of("91440300192203821") == "the code has 17 bytes; expected 18 digits and capitals");
    CHECK(fault_of("91I10000802100433B") ==
          "the code has a character at position 3 that none has; expected digits and capitals without I, O, S, V, Z");
    CHECK(fault_of("91A10000802100433B") == "the code has no digit at position 3; expected the six digits of a division at positions 3 to 8");
    CHECK(fault_of(" 91110000802100433B") == "the code has 19 bytes; expected 18 digits and capitals");
    CHECK_THROWS_AS(Uscc{"九一一一"}, Error);
}

TEST_CASE("uscc: any one character changed, or two neighbours exchanged, is noticed", "[core][property]") {
    const auto seed = GENERATE(take(50, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    constexpr std::string_view characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    std::string text;
    for (std::size_t i = 0; i < 17; ++i) text += i >= 2 && i < 8 ? characters[random() % 10] : characters[random() % 31];
    text += *uscc_check_character(text);
    REQUIRE(Uscc::try_parse(text).has_value());
    for (std::size_t i = 0; i < 18; ++i) {
        for (const char c : characters) {
            std::string other = text;
            other[i] = c;
            CHECK(Uscc::try_parse(other).has_value() == (c == text[i]));
        }
        if (i == 0) continue;
        std::string other = text;
        std::swap(other[i], other[i - 1]);
        CHECK(Uscc::try_parse(other).has_value() == (other == text));
    }
}

TEST_CASE("uscc: prints, orders, hashes", "[core]") {
    std::ostringstream out;
    out << Uscc{"9144030071526726XG"};
    CHECK(out.str() == "9144030071526726XG");
    CHECK(Uscc{"91110000802100433B"} < Uscc{"9144030071526726XG"});
    CHECK(std::unordered_set<Uscc>{Uscc{"91110000802100433B"}, Uscc{"91110000802100433b"}}.size() == 1);
}
