// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/unrounded_money.hpp>
#include <arrears/core/when_called.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

namespace arrears {

/// A value in a reason: one of the kinds that rules compute with, or unknown. Two values are equal where kind and value are.
class StepValue {
public:
    enum class Kind : unsigned char { unknown, truth, number, money, unrounded, rate, ratio, date, month, word };

    constexpr StepValue() noexcept = default;   // unknown
    constexpr StepValue(std::same_as<bool> auto truth) noexcept : StepValue{Kind::truth, truth ? 1 : 0} {}
    constexpr StepValue(WholeNumber auto number) : StepValue{Kind::number, detail::to_int64(number, "StepValue")} {}
    constexpr StepValue(std::floating_point auto) = delete;   // values are exact
    constexpr StepValue(Money amount) noexcept : StepValue{Kind::money, amount.fen()} {}
    constexpr StepValue(UnroundedMoney amount) noexcept : StepValue{Kind::unrounded, amount.high(), static_cast<std::int64_t>(amount.low())} {}
    constexpr StepValue(Rate rate) noexcept : StepValue{Kind::rate, rate.trillionths()} {}
    constexpr StepValue(const Ratio& ratio) noexcept : StepValue{Kind::ratio, ratio.numerator(), ratio.denominator()} {}
    constexpr StepValue(Date date) : StepValue{Kind::date, date - Date{}} {}
    constexpr StepValue(Month month) : StepValue{Kind::month, month - Month{}} {}
    template <Enumeration E>
    constexpr StepValue(E value) noexcept : StepValue{Kind::word, 0} {
        word_ = &words(value);
    }
    template <class T>
    constexpr StepValue(const std::optional<T>& value) : StepValue{value ? StepValue{*value} : StepValue{}} {}

    [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
    [[nodiscard]] constexpr bool is_known() const noexcept { return kind_ != Kind::unknown; }

    /// The value as a T; nothing where it is of another kind.
    template <class T>
    [[nodiscard]] constexpr std::optional<T> as() const {
        if constexpr (std::same_as<T, bool>) {
            return kind_ == Kind::truth ? std::optional<T>{first_ != 0} : std::nullopt;
        } else if constexpr (std::same_as<T, std::int64_t>) {
            return kind_ == Kind::number ? std::optional<T>{first_} : std::nullopt;
        } else if constexpr (std::same_as<T, Money>) {
            return kind_ == Kind::money ? std::optional<T>{Money::from_fen(first_)} : std::nullopt;
        } else if constexpr (std::same_as<T, UnroundedMoney>) {
            return kind_ == Kind::unrounded ? std::optional<T>{UnroundedMoney::from_words(first_, static_cast<std::uint64_t>(second_))}
                                            : std::nullopt;
        } else if constexpr (std::same_as<T, Rate>) {
            return kind_ == Kind::rate ? std::optional<T>{Rate::from_trillionths(first_)} : std::nullopt;
        } else if constexpr (std::same_as<T, Ratio>) {
            return kind_ == Kind::ratio ? std::optional<T>{Ratio{first_, second_}} : std::nullopt;
        } else if constexpr (std::same_as<T, Date>) {
            return kind_ == Kind::date ? std::optional<T>{Date{} + first_} : std::nullopt;
        } else if constexpr (std::same_as<T, Month>) {
            return kind_ == Kind::month ? std::optional<T>{Month{} + first_} : std::nullopt;
        } else {
            static_assert(Enumeration<T>, "a StepValue holds truth values, std::int64_t, amounts, rates, ratios, dates, months and words");
            for (std::size_t i = 0; kind_ == Kind::word && i < enum_count<T>; ++i) {
                if (word_ == &words(enum_at<T>(i))) return enum_at<T>(i);
            }
            return std::nullopt;
        }
    }
    /// The row of the word's enumeration; null where it is no word.
    [[nodiscard]] constexpr const EnumWords* word() const noexcept { return word_; }

    friend constexpr bool operator==(const StepValue&, const StepValue&) noexcept = default;

private:
    constexpr StepValue(Kind kind, std::int64_t first, std::int64_t second = 0) noexcept : kind_{kind}, first_{first}, second_{second} {}

    Kind kind_ = Kind::unknown;
    std::int64_t first_ = 0;
    std::int64_t second_ = 0;
    const EnumWords* word_ = nullptr;
};

static_assert(sizeof(StepValue) == 32 && std::is_trivially_copyable_v<StepValue>);

/// The value as a person reads it: `12345.67 yuan`, `0.05%`, `2018年12月31日`, `yes`, 停产; unknown is `unknown` and 不详.
template <class When = detail::WhenCalled>
[[nodiscard]] std::string print(const StepValue& value, Language language) {
    const auto& of = detail::late<When>(value);
    const bool zh = language == Language::zh;
    switch (of.kind()) {
    case StepValue::Kind::truth: return *of.template as<bool>() ? (zh ? "是" : "yes") : (zh ? "否" : "no");
    case StepValue::Kind::number: return std::to_string(*of.template as<std::int64_t>());
    case StepValue::Kind::money: return to_string(*of.template as<Money>()) + (zh ? " 元" : " yuan");
    case StepValue::Kind::unrounded: return to_string(*of.template as<UnroundedMoney>()) + (zh ? " 元" : " yuan");
    case StepValue::Kind::rate: {
        std::string text = percent(of.template as<Rate>()->ratio(), 10, Rounding::down);
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
        return text + '%';
    }
    case StepValue::Kind::ratio: return to_string(*of.template as<Ratio>());
    case StepValue::Kind::date: return print(*of.template as<Date>(), language);
    case StepValue::Kind::month: return print(*of.template as<Month>(), language);
    case StepValue::Kind::word: return std::string{zh ? of.word()->zh : of.word()->en};
    case StepValue::Kind::unknown: break;
    }
    return zh ? "不详" : "unknown";
}

}   // namespace arrears
