// SPDX-License-Identifier: BSL-1.0
#include <arrears/statistics/text_interner.hpp>

#include "catch.hpp"

#include <map>
#include <random>
#include <string>
#include <vector>

using arrears::detail::PaddedText;
using arrears::detail::TextInterner;

TEST_CASE("TextInterner: one number a text in the order of their coming, one by one and in blocks", "[statistics][property]") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random{seed};
        const std::size_t different = std::size_t{1} << random() % 14U;
        TextInterner texts;
        std::map<std::string, std::uint32_t> expected;
        for (int block = 0; block < 20; ++block) {
            std::vector<std::string> some(random() % 300);
            for (std::string& each : some) {
                const std::size_t size = random() % 40;
                each = std::to_string(random() % different);
                if (each.size() < size) each.insert(random() % 2 == 0 ? 0 : each.size(), size - each.size(), '\0');   // alike but for some bytes
                if (random() % 50 == 0) each.clear();
            }
            const auto number_of = [&](const std::string& text) {
                return text.empty() ? TextInterner::none : expected.emplace(text, static_cast<std::uint32_t>(expected.size())).first->second;
            };
            if (random() % 2 == 0) {
                std::size_t next = 0;
                bool right = true;
                texts.find_each(
                    some.size(), [&](std::size_t i) { return std::string_view{some[i]}; },
                    [&](std::size_t i, std::uint32_t number) {
                        const auto known = expected.find(some[i]);
                        right = right && number == (some[i].empty() || known == expected.end() ? TextInterner::none : known->second);
                    });
                CHECK(right);
                const auto take = [&](std::size_t i, std::uint32_t number) { right = right && i == next++ && number == number_of(some[i]); };
                if (random() % 2 == 0) {
                    texts.each(some.size(), [&](std::size_t i) { return std::string_view{some[i]}; }, take);
                } else {   // whatever stands behind them
                    std::vector<std::string> padded = some;
                    for (std::string& each : padded) each += std::string(PaddedText::padding, static_cast<char>(random()));
                    texts.each(some.size(), [&](std::size_t i) { return PaddedText{std::string_view{padded[i]}.substr(0, some[i].size())}; }, take);
                }
                CHECK(right);
                CHECK(next == some.size());
            } else {
                for (const std::string& each : some) {
                    if (each.empty()) continue;
                    CHECK(texts.find(each).has_value() == expected.contains(each));
                    CHECK(texts(each) == number_of(each));
                }
            }
        }
        CHECK(texts.size() == expected.size());
        bool right = true;
        for (const auto& [text, number] : expected) right = right && texts.text(number) == text && texts.find(text) == number;
        CHECK(right);
        CHECK_FALSE(texts.find("never met"));
    }
}
