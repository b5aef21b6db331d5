// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/long_ratio.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/core/wide_money.hpp>
#include <arrears/statistics/field.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
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
    Value() noexcept : number_{0} {}   ///< no value
    Value(CountValue count) : kind_{Kind::count}, count_{count} {}
    Value(WideMoney amount) : kind_{Kind::money}, money_{amount} {}
    Value(Ratio share) : kind_{Kind::share}, share_{share} {}
    Value(std::int64_t number) : kind_{Kind::number}, number_{number} {}
    Value(Date date) : kind_{Kind::date}, date_{date} {}
    Value(std::vector<RankedKey> ranking) : kind_{Kind::ranking}, number_{0}, ranking_{std::move(ranking)} {}
    /// A mean, a median, a coefficient; `in_fen`: of amounts, in fen.
    Value(LongRatio quotient, bool in_fen) : kind_{in_fen ? Kind::amount : Kind::quotient}, quotient_{quotient} {}
    Value(std::vector<LongRatio> curve) : kind_{Kind::curve}, number_{0}, curve_{std::move(curve)} {}

    [[nodiscard]] bool has_value() const noexcept { return kind_ != Kind::none; }
    explicit operator bool() const noexcept { return has_value(); }
    // Each is null where the value is of another kind, or none.
    [[nodiscard]] const CountValue* count() const noexcept { return kind_ == Kind::count ? &count_ : nullptr; }
    [[nodiscard]] const WideMoney* money() const noexcept { return kind_ == Kind::money ? &money_ : nullptr; }
    [[nodiscard]] const Ratio* share() const noexcept { return kind_ == Kind::share ? &share_ : nullptr; }
    [[nodiscard]] const std::int64_t* number() const noexcept { return kind_ == Kind::number ? &number_ : nullptr; }
    [[nodiscard]] const Date* date() const noexcept { return kind_ == Kind::date ? &date_ : nullptr; }
    [[nodiscard]] const std::vector<RankedKey>* ranking() const noexcept { return kind_ == Kind::ranking ? &ranking_ : nullptr; }
    /// A mean or quantile of whole numbers, a coefficient (gini, hhi, cr).
    [[nodiscard]] const LongRatio* quotient() const noexcept { return kind_ == Kind::quotient ? &quotient_ : nullptr; }
    /// A mean or quantile of amounts, in fen: it need not be a whole number of them.
    [[nodiscard]] const LongRatio* amount() const noexcept { return kind_ == Kind::amount ? &quotient_ : nullptr; }
    /// The points of a Lorenz curve at equal steps, without the first, which is nought; the last is 1.
    [[nodiscard]] const std::vector<LongRatio>* curve() const noexcept { return kind_ == Kind::curve ? &curve_ : nullptr; }

    /// As a ratio: counts and whole numbers as such, money in fen, shares with 1 as all. Nothing for dates, rankings, curves and no
    /// value. \throws Error (overflow) of what is beyond 64 bits
    [[nodiscard]] std::optional<Ratio> exact() const {
        if (const auto* const c = count()) return Ratio{c->number};
        if (const auto* const m = money()) return Ratio{m->to_money().fen()};
        if (const auto* const s = share()) return *s;
        if (const auto* const n = number()) return Ratio{*n};
        if (kind_ == Kind::quotient || kind_ == Kind::amount) return quotient_.to_ratio();
        return std::nullopt;
    }

    template <class When = detail::WhenCalled>
    friend bool operator==(const Value& a, const Value& b) {
        if (a.kind_ != b.kind_) return false;
        switch (a.kind_) {
            case Kind::none: return true;
            case Kind::count: return a.count_ == b.count_;
            case Kind::money: return a.money_ == b.money_;
            case Kind::share: return a.share_ == b.share_;
            case Kind::number: return a.number_ == b.number_;
            case Kind::date: return a.date_ == b.date_;
            case Kind::ranking: return detail::late<When>(a).ranking_ == b.ranking_;
            case Kind::quotient:
            case Kind::amount: return a.quotient_ == b.quotient_;
            case Kind::curve: return detail::late<When>(a).curve_ == b.curve_;
        }
        return false;
    }
    Value operator+(const Value&) const = delete;   // cells do not add up: ask the table for its margin, or merge states

private:
    enum class Kind : unsigned char { none, count, money, share, number, date, ranking, quotient, amount, curve };

    Kind kind_ = Kind::none;
    union {   // by kind; a std::variant would take several times as long to compile
        CountValue count_;
        WideMoney money_;
        Ratio share_;
        std::int64_t number_;
        Date date_;
        LongRatio quotient_;
    };
    std::vector<RankedKey> ranking_{};
    std::vector<LongRatio> curve_{};
};

/// For programs and tests, exact: `101`, `1234.56` (yuan), `4/7`, `2018-12-31`, `1. a 12.00; 2. b 3.00`; a mean of amounts in yuan, as
/// `25/2`; a curve as `1/10; 1`; empty where there is no value. Tables for people round, by print(Table) of the report.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const Value& value) {
    if (const auto* const count = value.count()) return std::to_string(count->number);
    if (const auto* const money = value.money()) return to_string(*money);
    if (const auto* const share = value.share()) {
        return std::to_string(share->numerator()) + (share->denominator() == 1 ? std::string{} : '/' + std::to_string(share->denominator()));
    }
    if (const auto* const number = value.number()) return std::to_string(*number);
    if (const auto* const date = value.date()) return print(*date);
    if (const auto* const quotient = value.quotient()) return to_string(*quotient);
    if (const auto* const amount = value.amount()) return to_string(amount->divided_by(100));
    std::string out;
    if (const auto* const curve = value.curve()) {
        for (const LongRatio& point : *curve) out += (out.empty() ? "" : "; ") + to_string(point);
    }
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
