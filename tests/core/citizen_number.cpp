// SPDX-License-Identifier: BSL-1.0
// Only numbers that belong to nobody: the standard's own examples, and the division 140399, which is not assigned.
#include <arrears/core/citizen_number.hpp>

#include "catch.hpp"

#include <random>
#include <sstream>
#include <string>
#include <type_traits>
#include <unordered_set>

using namespace arrears;

static_assert(!std::is_convertible_v<std::string_view, CitizenNumber> && !std::is_convertible_v<CitizenNumber, std::string_view>);
static_assert(citizen_check_character("11010519491231002") == 'X' && citizen_check_character("44052418800101001") == '4');
static_assert(!citizen_check_character("1101051949123100X").has_value());

TEST_CASE("citizen_number: known numbers hold, and their check characters follow from the rest", "[core]") {
    for (const char* const text : {"11010519491231002X", "440524188001010014", "140399198001010012", "14039919600615004X"}) {
        CAPTURE(text);
        CHECK(CitizenNumber{text}.reveal() == text);
        CHECK(citizen_check_character(std::string_view{text}.substr(0, 17)) == text[17]);
    }
    const CitizenNumber woman{"11010519491231002x"};
    CHECK(woman.reveal() == "11010519491231002X");
    CHECK(woman.birth() == Date{1949, 12, 31});
    CHECK(woman.is_female());
    CHECK(woman.division() == "110105");
    CHECK(CitizenNumber{"440524188001010014"}.is_male());
    CHECK(CitizenNumber{"140399198001010012"}.birth() == Date{1980, 1, 1});
}

TEST_CASE("citizen_number: the old form is the same number", "[core]") {
    const CitizenNumber old{"140399800101001"};
    CHECK(old == CitizenNumber{"140399198001010012"});
    CHECK(old.birth() == Date{1980, 1, 1});
    CHECK(old.is_male());
    CHECK_FALSE(CitizenNumber::try_parse("140399800230001").has_value());
    CHECK_FALSE(CitizenNumber::try_parse("14039980010100X").has_value());
}

TEST_CASE("citizen_number: wrong numbers are refused, and not repeated", "[core]") {
    const auto fault_of = [](std::string_view text) {
        const auto result = CitizenNumber::try_parse(text);
        REQUIRE_FALSE(result.has_value());
        const Fault& fault = result.fault();
        CHECK(fault.value.empty());
        for (const std::string& said : {fault.message(), fault.message(Language::zh)}) {
            for (std::size_t i = 0; i + 4 <= text.size(); ++i) CHECK(said.find(text.substr(i, 4)) == std::string::npos);   // no part of it either
        }
        return fault.message();
    };
    CHECK(fault_of("110105194912310021") == "the number does not agree with its check character; expected a number copied without a slip");
    CHECK(fault_of("14032119990229001X") == "the number has no possible birth date; expected a real day at positions 7 to 14");
    CHECK(fault_of("14039919800101001") == "the number has 17 bytes; expected 18 characters, or 15 in the old form");
    CHECK(fault_of("1403991980O1010012") == "the number has no digit at position 11; expected digits, and X only at the end");
    CHECK(fault_of("X40399198001010012") == "the number has no digit at position 1; expected digits, and X only at the end");
    CHECK(fault_of("") == "the number has 0 bytes; expected 18 characters, or 15 in the old form");
}

TEST_CASE("citizen_number: is masked wherever it is printed", "[core]") {
    const CitizenNumber number{"140399198001010012"};
    std::ostringstream out;
    out << number;
    CHECK(out.str() == "***");
    CHECK(print(number) == "***");
    CHECK(Catch::Detail::stringify(number) == "***");
}

TEST_CASE("citizen_number: any one digit changed, or two neighbours exchanged, is noticed", "[core][property]") {
    const auto seed = GENERATE(take(50, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const Date birth = Date{1940, 1, 1} + random() % 25'000;
    const std::string sequence = std::to_string(1000 + random() % 1000).substr(1);
    std::string text = "140399" + print(birth).erase(7, 1).erase(4, 1) + sequence;
    text += *citizen_check_character(text);
    const CitizenNumber number{text};
    CHECK(number.birth() == birth);
    CHECK(number.is_male() == ((sequence[2] - '0') % 2 == 1));
    for (std::size_t i = 0; i < 18; ++i) {
        for (const char c : std::string_view{"0123456789X"}) {
            std::string other = text;
            other[i] = c;
            if (other != text) CHECK_FALSE(CitizenNumber::try_parse(other).has_value());
        }
        if (i == 0) continue;
        std::string other = text;
        std::swap(other[i], other[i - 1]);
        if (other != text) CHECK_FALSE(CitizenNumber::try_parse(other).has_value());
    }
}

TEST_CASE("citizen_number: hashes", "[core]") {
    CHECK(std::unordered_set<CitizenNumber>{CitizenNumber{"140399800101001"}, CitizenNumber{"140399198001010012"}}.size() == 1);
}
