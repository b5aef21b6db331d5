// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/money.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

namespace detail {

/// One character of an amount in capitals; where it may be left out, `optional`.
struct CapitalSign {
    char32_t code = 0;
    bool optional = false;
};

/// The amount's characters, with all those that a careful reader accepts as optional and the writer leaves out.
template <class When = WhenCalled>
[[nodiscard]] std::vector<CapitalSign> capital_signs(Money amount) {
    constexpr char32_t digits[] = U"零壹贰叁肆伍陆柒捌玖";
    constexpr char32_t places[] = U"\0拾佰仟";
    std::vector<Late<CapitalSign, When>> out;
    const auto put = [&out](char32_t code) { out.push_back({code}); };
    const auto size = static_cast<std::uint64_t>(magnitude(amount.fen()));
    if (amount.is_negative()) put(U'负');
    const std::uint64_t yuan = size / 100;
    const auto jiao = static_cast<std::size_t>(size / 10 % 10);
    const auto fen = static_cast<std::size_t>(size % 10);

    bool any = false;     // whether a digit stands already
    bool zero = false;    // whether a 零 is due before the next digit
    bool loose = false;   // whether it may stand there
    std::uint64_t unit = 10'000'000'000'000'000;   // of the group of four digits: 10^16 to 1
    for (int group = 4; group >= 0; --group, unit /= 10'000) {
        const auto four = static_cast<std::size_t>(yuan / unit % 10'000);
        if (four == 0) {
            zero = any;
        } else {
            std::size_t place = 1000;
            for (std::size_t i = 4; i-- > 0; place /= 10) {
                const std::size_t digit = four / place % 10;
                if (digit == 0) {
                    zero = any;
                    continue;
                }
                if (zero) {
                    put(U'零');
                } else if (loose) {
                    out.push_back({U'零', true});
                }
                zero = loose = false;
                put(digits[digit]);
                if (i > 0) put(places[i]);
                any = true;
            }
            // Zeros at a group's end need no 零 before a next group that begins with a digit.
            loose = zero;
            zero = false;
        }
        if ((group == 1 || group == 3) && four != 0) put(U'万');
        if (group == 4 && four != 0) put(U'亿');
        if (group == 2 && yuan >= 100'000'000) put(U'亿');
    }
    const bool with_yuan = any;
    if (with_yuan) put(U'元');
    if (!with_yuan && size == 0) put(U'零'), put(U'元');
    if (jiao != 0) {
        if (with_yuan && yuan % 10 == 0) out.push_back({U'零', true});
        put(digits[jiao]);
        put(U'角');
    }
    if (fen != 0) {
        if (jiao == 0 && with_yuan) put(U'零');
        put(digits[fen]);
        put(U'分');
    } else if (jiao == 0) {
        put(U'整');
    } else {
        out.push_back({U'整', true});
    }
    return out;
}

/// Variants of the formal characters as the one that the tables have; 0 for what is none of them.
[[nodiscard]] constexpr char32_t capital_character(char32_t code) noexcept {
    switch (code) {
        case U'圆': case U'圓': return U'元';
        case U'正': return U'整';
        case U'貳': return U'贰';
        case U'參': case U'叄': return U'叁';
        case U'陸': return U'陆';
        case U'億': return U'亿';
        case U'萬': return U'万';
        case U'負': return U'负';
        default: break;
    }
    for (const char32_t known : std::u32string_view{U"零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整负"}) {
        if (code == known) return code;
    }
    return 0;
}

/// The value that the characters add up to when read in order, ill-formed or not; false where it is beyond Money.
template <class = WhenCalled>
[[nodiscard]] bool capital_value(const std::vector<char32_t>& signs, Money& value) {
    constexpr std::u32string_view digits = U"零壹贰叁肆伍陆柒捌玖";
    const uint128 limit = uint128{1} << 63U;
    uint128 fen = 0;
    uint128 above = 0;     // before the last 亿, in units of it
    uint128 ten_thousands = 0;
    uint128 section = 0;
    uint128 digit = 0;
    bool negative = false;
    for (const char32_t sign : signs) {
        if (const std::size_t found = digits.find(sign); found != std::u32string_view::npos) {
            digit = found;
            continue;
        }
        switch (sign) {
            case U'负': negative = true; break;
            case U'拾': section += digit * 10; break;
            case U'佰': section += digit * 100; break;
            case U'仟': section += digit * 1000; break;
            case U'万': ten_thousands = (section + digit) * 10'000, section = 0; break;
            case U'亿': above = (above + ten_thousands + section + digit) * 100'000'000, ten_thousands = section = 0; break;
            case U'元': fen += (above + ten_thousands + section + digit) * 100, above = ten_thousands = section = 0; break;
            case U'角': fen += digit * 10; break;
            case U'分': fen += digit; break;
            default: break;
        }
        digit = 0;
        if (above > limit || section > limit || fen > limit) return false;
    }
    fen += (above + ten_thousands + section + digit) * 100;   // without 元, which is then found to be missing where it should stand
    if (fen > limit - (negative ? 0 : 1)) return false;
    value = Money::from_fen(static_cast<std::int64_t>(negative ? -static_cast<int128>(fen) : static_cast<int128>(fen)));
    return true;
}

}   // namespace detail

/// The amount in the formal capitals of cheques (大写): `壹仟肆佰零玖元伍角整`; zero is `零元整`, below zero begins with 负.
/// Source: 支付结算办法, annex 1. 元 with the digit 0 before 角 gets no 零, which the annex leaves open.
template <class = detail::WhenCalled>
[[nodiscard]] std::string capital(Money amount) {
    std::string out;
    for (const detail::CapitalSign& sign : detail::capital_signs(amount)) {
        if (!sign.optional || sign.code == U'整') append_utf8(out, sign.code);
    }
    return out;
}

/// Reads what capital() writes, with the variants that the annex allows: 圆 or 圓 for 元, 正 for 整, 貳 參 陸 萬 億,
/// 整 left out after 角, an optional 零, and 人民币 in front. Informal digits (一二三), a lacking or a needless 零 are refused.
/// The fault (bad_syntax; overflow) has the character's position, from 1, as its place's column.
template <class When = detail::WhenCalled>
[[nodiscard]] Result<Money> try_parse_capital(std::string_view text) {
    const auto fault = [](std::size_t position, Text problem, Text expected, ErrorKind kind = ErrorKind::bad_syntax) {
        const std::string at = std::to_string(position);
        Fault out;
        out.kind = kind;
        out.place.column = position;
        out.problem = {"capital amount, character " + at + ": " + problem.en, "大写金额第 " + at + " 字：" + problem.zh};
        out.expected = std::move(expected);
        return out;
    };
    const Text example{"an amount as 壹仟肆佰零玖元伍角整", "大写金额应如 壹仟肆佰零玖元伍角整"};

    std::size_t skipped = 0;
    std::string_view rest = text;
    if (constexpr std::string_view prefix = "人民币"; rest.starts_with(prefix)) rest.remove_prefix(prefix.size()), skipped = 3;
    std::vector<detail::Late<char32_t, When>> signs;
    while (!rest.empty()) {
        const Utf8Character next = read_utf8(rest);
        const char32_t sign = detail::capital_character(next.code);
        if (!next.valid || sign == 0) return fault(skipped + signs.size() + 1, {"not one of the formal characters", "不是规定的大写字"}, example);
        signs.push_back(sign);
        rest.remove_prefix(next.bytes);
    }
    if (signs.empty()) return fault(skipped + 1, {"nothing follows", "没有内容"}, example);
    Money value;
    if (!detail::capital_value(signs, value)) return fault(skipped + 1, {"the amount is too large", "金额过大"}, example, ErrorKind::overflow);

    // Well-formed is what could have been written for that value.
    std::size_t at = 0;
    for (const detail::CapitalSign& sign : detail::capital_signs(value)) {
        if (at < signs.size() && signs[at] == sign.code) {
            ++at;
        } else if (!sign.optional) {
            std::string wanted;
            append_utf8(wanted, sign.code);
            return fault(skipped + at + 1,
                         {at < signs.size() ? "another character is due" : "it ends too early", at < signs.size() ? "此处应为另一字" : "过早结束"},
                         {wanted + " here, for the value read", "此处应为 " + wanted});
        }
    }
    if (at < signs.size()) return fault(skipped + at + 1, {"a character too many", "多余的字"}, {"the end", "应在此结束"});
    return value;
}

/// \throws Error with the fault of try_parse_capital()
template <class = detail::WhenCalled>
[[nodiscard]] Money parse_capital(std::string_view text) { return try_parse_capital(text).value(); }

}   // namespace arrears
