// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/core/unrounded_money.hpp>

#include <concepts>
#include <cstdint>
#include <optional>

namespace arrears {

/// How a step of a reason follows from its operands: a closed set, so that any reason can be recomputed by a program that
/// knows nothing of the rule. The first four are leaves; `custom` is a caller's own, checked only if it says how.
///
/// Truth values have three states: what is unknown makes a result unknown only where it could change it.
ARREARS_ENUM(Operation,
    (fact,             "事实", "fact"),
    (choice,           "口径", "choice"),
    (constant,         "规则所定", "fixed by the rule"),
    (parameter,        "参数", "parameter"),
    (in_force_from,    "施行首日", "first day in force"),
    (in_force_last,    "施行末日", "last day in force"),
    (restates,         "即", "restates"),
    (sum,              "合计", "sum"),
    (difference,       "差", "difference"),
    (product,          "积", "product"),
    (quotient_down,    "整除", "quotient, rounded down"),
    (ratio,            "比", "ratio"),
    (accrued,          "按日累计", "amount times rate times days"),
    (rounded,          "取整", "rounded"),
    (allocated,        "按比例分得", "share in proportion"),
    (least,            "取小", "the least"),
    (greatest,         "取大", "the greatest"),
    (plus_days,        "顺延日数", "so many days later"),
    (days_through,     "首尾均计的日数", "days, both ends included"),
    (plus_months,      "顺延月数", "so many months later"),
    (completed_months, "满月数", "completed months"),
    (completed_years,  "满年数", "completed years"),
    (month_of,         "所在月份", "month of the day"),
    (months_between,   "相隔月数", "months between"),
    (more,             "大于", "more than"),
    (less,             "小于", "less than"),
    (at_least,         "不小于", "at least"),
    (same,             "等于", "the same as"),
    (one_of,           "属于其一", "one of"),
    (is_known,         "已知", "known"),
    (negated,          "非", "not"),
    (all_of,           "全部成立", "all of"),
    (any_of,           "任一成立", "any of"),
    (count_of,         "至少若干项成立", "at least so many of"),
    (first_case,       "首个成立的情形", "the first case that holds"),
    (custom,           "自定", "custom"));

/// Operations as functions of typed values: what rules compute with, whether anybody asks for reasons or not.
namespace operations {

/// Three-valued truth: empty is unknown.
using Truth = std::optional<bool>;

struct Restates {
    static constexpr Operation operation = Operation::restates;
    template <class T>
    [[nodiscard]] static constexpr T apply(const T& value) noexcept {
        return value;
    }
};
struct Difference {
    static constexpr Operation operation = Operation::difference;
    template <class T>
    [[nodiscard]] static constexpr auto apply(T from, T what) {
        return from - what;
    }
};
struct Product {
    static constexpr Operation operation = Operation::product;
    [[nodiscard]] static constexpr UnroundedMoney apply(Money amount, Rate rate) noexcept { return UnroundedMoney::product(amount, rate); }
    [[nodiscard]] static constexpr Money apply(Money amount, std::int64_t times) { return amount * times; }
    [[nodiscard]] static constexpr std::int64_t apply(std::int64_t a, std::int64_t b) {
        return detail::narrow(static_cast<detail::int128>(a) * b, "product");
    }
};
struct QuotientDown {
    static constexpr Operation operation = Operation::quotient_down;
    [[nodiscard]] static constexpr std::int64_t apply(std::int64_t a, std::int64_t b) {
        if (b <= 0) throw bad_argument("quotient", {"the divisor is not above zero", "除数不大于零"});
        return detail::narrow(detail::divide(a, b, Rounding::floor), "quotient");
    }
};
struct RatioOf {
    static constexpr Operation operation = Operation::ratio;
    [[nodiscard]] static constexpr Ratio apply(std::int64_t part, std::int64_t whole) { return Ratio{part, whole}; }
    [[nodiscard]] static constexpr Ratio apply(Money part, Money whole) { return part / whole; }
};
struct Accrued {
    static constexpr Operation operation = Operation::accrued;
    [[nodiscard]] static constexpr UnroundedMoney apply(Money principal, Rate daily, std::int64_t days) {
        return UnroundedMoney::product(principal, daily, days);
    }
};
struct Rounded {
    static constexpr Operation operation = Operation::rounded;
    [[nodiscard]] static constexpr Money apply(UnroundedMoney amount, Rounding how, Money unit) { return amount.round(how, unit); }
};
struct PlusDays {
    static constexpr Operation operation = Operation::plus_days;
    [[nodiscard]] static constexpr Date apply(Date date, std::int64_t days) { return date + days; }
};
/// Nought where the last day comes before the first.
struct DaysThrough {
    static constexpr Operation operation = Operation::days_through;
    [[nodiscard]] static constexpr std::int64_t apply(Date first, Date last) { return last < first ? 0 : last - first + 1; }
};
struct PlusMonths {
    static constexpr Operation operation = Operation::plus_months;
    [[nodiscard]] static constexpr Date apply(Date date, std::int64_t months) { return date.plus_months(months); }
    [[nodiscard]] static constexpr Month apply(Month month, std::int64_t months) { return month + months; }
};
/// From a day to one not before it.
struct CompletedMonths {
    static constexpr Operation operation = Operation::completed_months;
    [[nodiscard]] static std::int64_t apply(Date from, Date to) { return completed_months(from, to); }
};
struct CompletedYears {
    static constexpr Operation operation = Operation::completed_years;
    [[nodiscard]] static std::int64_t apply(Date from, Date to) { return completed_years(from, to); }
};
struct MonthOf {
    static constexpr Operation operation = Operation::month_of;
    [[nodiscard]] static constexpr Month apply(Date date) { return Month{date}; }
};
struct MonthsBetween {
    static constexpr Operation operation = Operation::months_between;
    [[nodiscard]] static constexpr std::int64_t apply(Month from, Month to) { return to - from; }
};
/// Unknown where the first is.
struct More {
    static constexpr Operation operation = Operation::more;
    template <class T>
    [[nodiscard]] static constexpr Truth apply(const std::optional<T>& a, const T& b) {
        return a ? Truth{b < *a} : Truth{};
    }
};
struct Less {
    static constexpr Operation operation = Operation::less;
    template <class T>
    [[nodiscard]] static constexpr Truth apply(const T& a, const T& b) {
        return a < b;
    }
    template <class T>
    [[nodiscard]] static constexpr Truth apply(const std::optional<T>& a, const T& b) {
        return a ? Truth{*a < b} : Truth{};
    }
};
struct AtLeast {
    static constexpr Operation operation = Operation::at_least;
    template <class T>
    [[nodiscard]] static constexpr Truth apply(const T& a, const T& b) {
        return !(a < b);
    }
    template <class T>
    [[nodiscard]] static constexpr Truth apply(const std::optional<T>& a, const T& b) {
        return a ? Truth{!(*a < b)} : Truth{};
    }
};
struct Same {
    static constexpr Operation operation = Operation::same;
    template <class T>
    [[nodiscard]] static constexpr Truth apply(const T& a, const T& b) {
        return a == b;
    }
    template <class T>
    [[nodiscard]] static constexpr Truth apply(const std::optional<T>& a, const T& b) {
        return a ? Truth{*a == b} : Truth{};
    }
};
struct IsKnown {
    static constexpr Operation operation = Operation::is_known;
    template <class T>
    [[nodiscard]] static constexpr Truth apply(const std::optional<T>& value) noexcept {
        return value.has_value();
    }
};
struct Negated {
    static constexpr Operation operation = Operation::negated;
    [[nodiscard]] static constexpr Truth apply(Truth value) noexcept { return value ? Truth{!*value} : Truth{}; }
};

// Of any number of operands, folded one by one.

struct Sum {
    static constexpr Operation operation = Operation::sum;
    template <class T>
    using State = T;
    template <class T>
    static constexpr void fold(T& sum, const T& next) {
        if constexpr (std::same_as<T, std::int64_t>) {
            sum = detail::narrow(static_cast<detail::int128>(sum) + next, "sum");
        } else {
            sum += next;
        }
    }
    template <class T>
    [[nodiscard]] static constexpr T result(const T& sum) noexcept {
        return sum;
    }
};
struct Least {
    static constexpr Operation operation = Operation::least;
    template <class T>
    [[nodiscard]] static constexpr T apply(const T& a, const T& b) {
        return b < a ? b : a;
    }
};
struct Greatest {
    static constexpr Operation operation = Operation::greatest;
    template <class T>
    [[nodiscard]] static constexpr T apply(const T& a, const T& b) {
        return a < b ? b : a;
    }
};
/// What was seen among truth values.
struct Seen {
    bool yes = false;
    bool no = false;
    bool unknown = false;

    constexpr void add(Truth truth) noexcept {
        if (!truth) unknown = true;
        else if (*truth) yes = true;
        else no = true;
    }
};
struct AllOf {
    static constexpr Operation operation = Operation::all_of;
    template <class>
    using State = Seen;
    static constexpr void fold(Seen& seen, Truth next) noexcept { seen.add(next); }
    [[nodiscard]] static constexpr Truth result(const Seen& seen) noexcept { return seen.no ? Truth{false} : seen.unknown ? Truth{} : Truth{true}; }
};
struct AnyOf {
    static constexpr Operation operation = Operation::any_of;
    template <class>
    using State = Seen;
    static constexpr void fold(Seen& seen, Truth next) noexcept { seen.add(next); }
    [[nodiscard]] static constexpr Truth result(const Seen& seen) noexcept { return seen.yes ? Truth{true} : seen.unknown ? Truth{} : Truth{false}; }
};

}   // namespace operations

}   // namespace arrears
