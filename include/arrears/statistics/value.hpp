// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/statistics/field.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace arrears {

/// How many of what. Two of them do not add up: one enterprise owes in several categories, one person is owed in several.
struct CountValue {
    Counted what = Counted::records;
    std::int64_t number = 0;

    friend bool operator==(const CountValue&, const CountValue&) = default;
    CountValue operator+(const CountValue&) const = delete;   // counts do not add up: things may be counted in both; ask the state for the margin
};

/// One place of a ranking.
struct RankedKey {
    std::size_t rank = 1;   ///< those tied share the best rank: 1, 2, 2, 4
    std::string key{};
    Text label{};
    std::optional<WideMoney> amount{};     ///< of a field of money
    std::optional<std::int64_t> number{};  ///< of a field of whole numbers

    friend bool operator==(const RankedKey&, const RankedKey&) = default;
};

/// What a cell holds. There is no value where none is known: a share of nothing, the least of no dates, a sum of
/// amounts that are all unknown; that is not zero.
class Value {
public:
    Value() = default;   ///< no value
    Value(CountValue count) : content_{count} {}
    Value(WideMoney amount) : content_{amount} {}
    Value(Ratio share) : content_{share} {}
    Value(std::int64_t number) : content_{number} {}
    Value(Date date) : content_{date} {}
    Value(std::vector<RankedKey> ranking) : content_{std::move(ranking)} {}

    [[nodiscard]] bool has_value() const noexcept { return content_.index() != 0; }
    explicit operator bool() const noexcept { return has_value(); }
    // Each is null where the value is of another kind, or none.
    [[nodiscard]] const CountValue* count() const noexcept { return std::get_if<CountValue>(&content_); }
    [[nodiscard]] const WideMoney* money() const noexcept { return std::get_if<WideMoney>(&content_); }
    [[nodiscard]] const Ratio* share() const noexcept { return std::get_if<Ratio>(&content_); }
    [[nodiscard]] const std::int64_t* number() const noexcept { return std::get_if<std::int64_t>(&content_); }
    [[nodiscard]] const Date* date() const noexcept { return std::get_if<Date>(&content_); }
    [[nodiscard]] const std::vector<RankedKey>* ranking() const noexcept { return std::get_if<std::vector<RankedKey>>(&content_); }

    /// As a ratio: counts and whole numbers as such, money in fen, shares with 1 as all. Nothing for dates, rankings and no
    /// value. \throws Error (overflow) of money beyond 64 bits
    [[nodiscard]] std::optional<Ratio> exact() const {
        if (const auto* const c = count()) return Ratio{c->number};
        if (const auto* const m = money()) return Ratio{m->to_money().fen()};
        if (const auto* const s = share()) return *s;
        if (const auto* const n = number()) return Ratio{*n};
        return std::nullopt;
    }

    friend bool operator==(const Value&, const Value&) = default;
    Value operator+(const Value&) const = delete;   // cells do not add up: ask the table for its margin, or merge states

private:
    std::variant<std::monostate, CountValue, WideMoney, Ratio, std::int64_t, Date, std::vector<RankedKey>> content_{};
};

/// For programs and tests: `101`, `1234.56` (yuan), `4/7`, `2018-12-31`, `1. a 12.00; 2. b 3.00`; empty where there is no value.
[[nodiscard]] inline std::string print(const Value& value) {
    if (const auto* const count = value.count()) return std::to_string(count->number);
    if (const auto* const money = value.money()) return to_string(*money);
    if (const auto* const share = value.share()) {
        return std::to_string(share->numerator()) + (share->denominator() == 1 ? std::string{} : '/' + std::to_string(share->denominator()));
    }
    if (const auto* const number = value.number()) return std::to_string(*number);
    if (const auto* const date = value.date()) return print(*date);
    std::string out;
    if (const auto* const ranking = value.ranking()) {
        for (const RankedKey& each : *ranking) {
            if (!out.empty()) out += "; ";
            out +=
                std::to_string(each.rank) + ". " + each.key + ' ' + (each.amount ? to_string(*each.amount) : std::to_string(each.number.value_or(0)));
        }
    }
    return out;
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Value& value) {
    return out << print(value);
}

}   // namespace arrears
