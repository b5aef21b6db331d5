// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/result.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace arrears {

/// The check character that completes the first 17 digits of a citizen number; nothing where they are not 17 digits.
/// GB 11643-1999 (ISO 7064, MOD 11-2).
[[nodiscard]] constexpr std::optional<char> citizen_check_character(std::string_view first17) noexcept {
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (first17.size() != 17) return std::nullopt;
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) {
        if (first17[i] < '0' || first17[i] > '9') return std::nullopt;
        sum += (first17[i] - '0') * weights[i];
    }
    return "10X98765432"[sum % 11];
}

/// A citizen identity number 公民身份号码 (GB 11643-1999) with a real birth date and the right check character.
///
/// The old form of 15 digits is taken too, and kept as the 18 characters that belong to it (born 19xx, for that form
/// had no century), so that both forms of one number are equal. A small x is taken for X.
/// It prints as `***`, in every stream and message; only reveal() gives the number.
class CitizenNumber {
public:
    /// \throws Error (bad_syntax) as try_parse() tells
    explicit CitizenNumber(std::string_view text) : CitizenNumber{try_parse(text).value()} {}
    [[nodiscard]] static Result<CitizenNumber> try_parse(std::string_view text) {
        const bool old_form = text.size() == 15;
        if (!old_form && text.size() != 18) {
            const std::string bytes = std::to_string(text.size());
            return fault({"the number has " + bytes + " bytes", "号码有 " + bytes + " 字节"},
                         {"expected 18 characters, or 15 in the old form", "应为 18 位，旧号码为 15 位"});
        }
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool digit = text[i] >= '0' && text[i] <= '9';
            if (digit || (i == 17 && (text[i] == 'X' || text[i] == 'x'))) continue;
            const std::string position = std::to_string(i + 1);
            return fault({"the number has no digit at position " + position, "号码第 " + position + " 位不是数字"},
                         {"expected digits, and X only at the end", "应为数字，仅末位可为 X"});
        }
        CitizenNumber number;
        std::size_t to = 0;
        for (std::size_t i = 0; i < (old_form ? 15 : 17); ++i) {
            if (old_form && i == 6) number.text_[to++] = '1', number.text_[to++] = '9';
            number.text_[to++] = text[i];
        }
        const int year = number.digits(6, 4), month = number.digits(10, 2), day = number.digits(12, 2);
        if (detail::date_problem(year, month, day) != detail::DateProblem::none) {
            return fault({"the number has no possible birth date", "号码中的出生日期不存在"}, {"expected a real day at positions 7 to 14", "第 7 至 14 位应为真实日期"});
        }
        number.text_[17] = *citizen_check_character(std::string_view{number.text_.data(), 17});
        if (!old_form && number.text_[17] != (text[17] == 'x' ? 'X' : text[17])) {
            return fault({"the number does not agree with its check character", "号码与其校验码不符"},
                         {"expected a number copied without a slip", "应为抄录无误的号码"});
        }
        return number;
    }

    /// The number itself, 18 characters: for the few places that must have it.
    [[nodiscard]] constexpr std::string_view reveal() const noexcept { return {text_.data(), text_.size()}; }
    [[nodiscard]] constexpr Date birth() const { return {digits(6, 4), digits(10, 2), digits(12, 2)}; }
    [[nodiscard]] constexpr bool is_male() const noexcept { return (text_[16] - '0') % 2 == 1; }   ///< the sequence number is odd
    [[nodiscard]] constexpr bool is_female() const noexcept { return !is_male(); }
    /// The six digits of GB/T 2260 of the first registration; that they are assigned is not checked.
    [[nodiscard]] constexpr std::string_view division() const noexcept { return reveal().substr(0, 6); }

    friend constexpr auto operator<=>(const CitizenNumber&, const CitizenNumber&) noexcept = default;

private:
    constexpr CitizenNumber() noexcept = default;
    [[nodiscard]] static Fault fault(Text problem, Text expected) {
        return {ErrorKind::bad_syntax, {}, std::move(problem), {}, std::move(expected), {}};
    }
    [[nodiscard]] constexpr int digits(std::size_t from, std::size_t count) const noexcept {
        int value = 0;
        for (std::size_t i = from; i < from + count; ++i) value = value * 10 + (text_[i] - '0');
        return value;
    }

    std::array<char, 18> text_{};
};

[[nodiscard]] inline std::string print(const CitizenNumber&) { return "***"; }

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const CitizenNumber& number) {
    return out << print(number);
}

}   // namespace arrears

template <>
struct std::hash<arrears::CitizenNumber> {
    std::size_t operator()(const arrears::CitizenNumber& number) const noexcept { return std::hash<std::string_view>{}(number.reveal()); }
};
