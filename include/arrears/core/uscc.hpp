// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/id.hpp>
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

namespace detail {

/// The value 0 to 30 of a character of GB 32100-2015, which leaves out I, O, S, V and Z; -1 for others.
[[nodiscard]] constexpr int uscc_value(char c) noexcept {
    constexpr std::string_view characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::size_t at = characters.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

[[nodiscard]] constexpr char upper(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}   // namespace detail

/// The check character that completes the first 17 of a unified social credit code; nothing where they are not 17
/// characters of its alphabet. GB 32100-2015: weights 3^(i-1) mod 31.
[[nodiscard]] constexpr std::optional<char> uscc_check_character(std::string_view first17) noexcept {
    if (first17.size() != 17) return std::nullopt;
    int sum = 0;
    int weight = 1;
    for (const char c : first17) {
        const int value = detail::uscc_value(c);
        if (value < 0) return std::nullopt;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return "0123456789ABCDEFGHJKLMNPQRTUWXY"[(31 - sum % 31) % 31];
}

/// A unified social credit code 统一社会信用代码 (GB 32100-2015) whose check character is right. Small letters are taken
/// for capitals. Messages never repeat the code: a sole trader's can name a person.
class Uscc {
public:
    /// \throws Error (bad_syntax) as try_parse() tells
    explicit Uscc(std::string_view text) : Uscc{try_parse(text).value()} {}
    [[nodiscard]] static Result<Uscc> try_parse(std::string_view text) {
        if (text.size() != 18) {
            const std::string bytes = std::to_string(text.size());
            return fault({"the code has " + bytes + " bytes", "代码有 " + bytes + " 字节"}, {"expected 18 digits and capitals", "应为 18 位数字和大写字母"});
        }
        Uscc code;
        for (std::size_t i = 0; i < 18; ++i) {
            code.text_[i] = detail::upper(text[i]);
            const std::string position = std::to_string(i + 1);
            if (detail::uscc_value(code.text_[i]) < 0) {
                return fault({"the code has a character at position " + position + " that none has", "代码第 " + position + " 位是不可能出现的字符"},
                             {"expected digits and capitals without I, O, S, V, Z", "应为数字和大写字母，不含 I、O、S、V、Z"});
            }
            if (i >= 2 && i < 8 && (code.text_[i] < '0' || code.text_[i] > '9')) {
                return fault({"the code has no digit at position " + position, "代码第 " + position + " 位不是数字"},
                             {"expected the six digits of a division at positions 3 to 8", "第 3 至 8 位应为六位行政区划代码"});
            }
        }
        if (uscc_check_character(code.view().substr(0, 17)) != code.text_[17]) {
            return fault({"the code does not agree with its check character", "代码与其校验码不符"}, {"expected a code copied without a slip", "应为抄录无误的代码"});
        }
        return code;
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text_.data(), text_.size()}; }
    [[nodiscard]] constexpr char authority() const noexcept { return text_[0]; }   ///< who registered it: 9 industry and commerce
    [[nodiscard]] constexpr char category() const noexcept { return text_[1]; }    ///< of what kind it is, by authority: 91 an enterprise
    [[nodiscard]] constexpr std::string_view division() const noexcept { return view().substr(2, 6); }       ///< GB/T 2260 of the registering office
    [[nodiscard]] constexpr std::string_view organisation() const noexcept { return view().substr(8, 9); }   ///< the organisation code

    friend constexpr auto operator<=>(const Uscc&, const Uscc&) noexcept = default;

private:
    constexpr Uscc() noexcept = default;
    [[nodiscard]] static Fault fault(Text problem, Text expected) {
        return {ErrorKind::bad_syntax, {}, std::move(problem), {}, std::move(expected), {}};
    }

    std::array<char, 18> text_{};
};

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Uscc& code) {
    return out << code.view();
}

}   // namespace arrears

template <>
struct std::hash<arrears::Uscc> {
    std::size_t operator()(const arrears::Uscc& code) const noexcept { return std::hash<std::string_view>{}(code.view()); }
};
