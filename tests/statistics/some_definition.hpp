// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/statistics/definition.hpp>

#include <random>
#include <string>
#include <vector>

/// Definitions for properties: any that the language allows, words that need quotes included.
class SomeDefinition {
public:
    explicit SomeDefinition(std::mt19937& random) : random_{random} {}

    [[nodiscard]] arrears::Definition operator()() {
        arrears::Definition made;
        if (chance(2)) made.from(word());
        if (chance(4)) made.as_of(arrears::Date{2000 + static_cast<int>(random_() % 30), 1 + static_cast<int>(random_() % 12), 28});
        if (chance(2)) made.where(condition(4));
        if (chance(2)) made.rows(words());
        if (chance(2)) made.columns(words());
        std::vector<arrears::Measure> measures;
        for (auto left = 1 + random_() % 3; left > 0; --left) measures.push_back(measure(true));
        return made.measures(measures);
    }
    [[nodiscard]] arrears::Condition condition(int depth) {
        using arrears::Condition;
        using Kind = Condition::Kind;
        if (depth > 0 && chance(2)) {
            std::vector<Condition> parts;
            for (auto left = 1 + random_() % 3; left > 0; --left) parts.push_back(condition(depth - 1));
            return chance(2) ? Condition::all_of(parts) : Condition::any_of(parts);
        }
        if (depth > 0 && chance(4)) return !condition(depth - 1);
        switch (random_() % 6) {
            case 0: return Condition::leaf(chance(2) ? Kind::in : Kind::not_in, word(), words());
            case 1: return Condition::leaf(chance(2) ? Kind::within : Kind::not_within, word(), {word()});
            case 2: return Condition::leaf(chance(2) ? Kind::unknown : Kind::known, word());
            default: return Condition::compare(word(), comparison(), word());
        }
    }

private:
    [[nodiscard]] bool chance(unsigned one_in) { return random_() % one_in == 0; }
    [[nodiscard]] arrears::Comparison comparison() { return static_cast<arrears::Comparison>(random_() % 6); }
    [[nodiscard]] arrears::Word word() {
        static const char* const all[] = {"category", "pension", "industry_group", "2018-12-31", "100万元", "养老", "and", "measure", "is", "unknown",
                                          "two words", "a\"b", "back\\slash", "semi;colon", "（全角）", "", "-5", "count", "C26", "line\nbreak"};
        return all[random_() % std::size(all)];
    }
    [[nodiscard]] std::vector<arrears::Word> words() {
        std::vector<arrears::Word> made;
        for (auto left = 1 + random_() % 3; left > 0; --left) made.push_back(word());
        return made;
    }
    [[nodiscard]] arrears::Measure measure(bool shares) {
        using Kind = arrears::Measure::Kind;
        if (shares && chance(3)) {
            if (chance(2)) return {Kind::share_where, measure(false), condition(2)};
            static const Kind kinds[] = {Kind::share_row, Kind::share_column, Kind::share_total};
            return {kinds[random_() % 3], measure(false)};
        }
        arrears::Measure made = unfiltered(shares);
        return chance(4) ? made.where(condition(1)) : made;
    }
    [[nodiscard]] arrears::Measure unfiltered(bool all) {
        using Kind = arrears::Measure::Kind;
        static const Kind of_field[] = {Kind::least, Kind::greatest, Kind::mean};
        static const Kind of_sums[] = {Kind::top, Kind::concentration, Kind::lorenz};
        static const char* const levels[] = {"0", "1", "0.5", "0.25", "0.10", "0.123456789", "1.0"};
        switch (random_() % (all ? 7 : 3)) {
            case 0: return {};
            case 1: return {Kind::sum, {word()}};
            case 2: return {Kind::distinct, words(), chance(2) ? std::optional{arrears::Having{word(), comparison(), word()}} : std::nullopt};
            case 3: return {of_field[random_() % 3], {word()}};
            case 4: return arrears::Measure::quantile(levels[random_() % std::size(levels)], word());
            case 5: return {chance(3) ? Kind::by : chance(2) ? Kind::gini : Kind::hhi, {word(), word()}};
            default: return {of_sums[random_() % 3], 1 + static_cast<std::uint32_t>(random_() % 9), word(), word()};
        }
    }

    std::mt19937& random_;
};
