// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/amount_unit.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/money_scan.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/rounding.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/core/wide_money.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace arrears {

namespace detail {

/// Whether an amount's text may stand in a message: one that could hold a name or an identity number may not.
[[nodiscard]] inline bool may_be_shown(std::string_view text) {
    int strangers = 0;
    int digits = 0;
    for (AmountReader in{text}; !in.ended(); in.next()) {
        const char32_t c = in.peek();
        if (is_digit(c)) {
            ++digits;
        } else if (c != ',' && c != '.' && c != '-' && c != '(' && c != ')' && c != U'△' && c != 0xFFE5 && c != U'元' && c != U'万' && c != U'亿') {
            ++strangers;
        }
    }
    return strangers <= 1 && digits < 15 && text.size() <= 60;
}

[[nodiscard]] inline Fault money_fault(const MoneyScan& scan, std::string_view text) {
    std::size_t character = 1;
    for (std::size_t at = 0; at < scan.position; at += read_utf8(text.substr(at)).bytes) ++character;
    const bool at_end = scan.position == text.size();
    const bool shown = may_be_shown(text);
    const Utf8Character wrong = at_end ? Utf8Character{} : read_utf8(text.substr(scan.position));
    const Text here = at_end || !shown ? Text{"another character", "其他字符"}
                                       : Text{in_quotes(text.substr(scan.position, wrong.bytes)), in_quotes(text.substr(scan.position, wrong.bytes))};

    Text what;
    Text expected;
    switch (scan.problem) {
        case MoneyProblem::none: break;
        case MoneyProblem::digit_expected:
            what = at_end ? Text{"ends where a digit should follow", "在应有数字处结束"}
                          : Text{"has " + here.en + " where a digit should stand", "应为数字处是 " + here.zh};
            break;
        case MoneyProblem::character:
            what = {"has " + here.en + ", which has no place here", "此处不应有 " + here.zh};
            break;
        case MoneyProblem::separator:
            what = {"has a misplaced thousands separator or digit", "千分位分隔符或数字位置有误"};
            expected = {"a separator before each third digit from the point, as 1,230.00, or none", "从小数点起每三位一个分隔符，如 1,230.00，或一个也不用"};
            break;
        case MoneyProblem::below_a_fen:
            what = {"has a fraction of a fen", "出现不足一分的零头"};
            expected = {"a whole number of fen", "须为整数分"};
            break;
        case MoneyProblem::out_of_range:
            what = {"is too large for an amount", "金额过大"};
            expected = {"at most 92,233,720,368,547,758.07 yuan", "至多 92,233,720,368,547,758.07 元"};
            break;
        case MoneyProblem::second_sign:
            what = {"is marked negative twice", "负数标记重复"};
            expected = {"one of -1, 1-, (1), △1", "只用 -1、1-、(1)、△1 之一"};
            break;
        case MoneyProblem::parenthesis_expected:
            what = {"lacks the closing parenthesis", "缺少右括号"};
            break;
        case MoneyProblem::not_utf8:
            what = {"has a byte that is not UTF-8", "含有不是 UTF-8 的字节"};
            break;
    }
    if (expected.empty()) expected = {"an amount as 1,230.00, -5, (5.00), ￥3.2 or 3.2万元", "金额应如 1,230.00、-5、(5.00)、￥3.2 或 3.2万元"};
    const Text subject = text.empty() ? Text{"empty text", "空文本"}
                         : shown      ? Text{in_quotes(text), in_quotes(text)}
                                      : Text{"the text (not shown)", "文本（不显示）"};
    Fault fault;
    fault.kind = scan.problem == MoneyProblem::out_of_range ? ErrorKind::overflow : ErrorKind::bad_syntax;
    fault.place.column = character;
    fault.problem = {subject.en + ' ' + what.en + " (character " + std::to_string(character) + ")",
                     subject.zh + ' ' + what.zh + "（第 " + std::to_string(character) + " 字）"};
    if (shown) fault.value = text;
    fault.expected = expected;
    return fault;
}

}   // namespace detail

/// Reads an amount as scan_money() does. The fault (bad_syntax; overflow) has the character's position, from 1, as its place's
/// column, and shows the text only where it can be neither a name nor an identity number.
[[nodiscard]] inline Result<Money> try_parse_money(std::string_view text, AmountUnit default_unit = AmountUnit::yuan) {
    const MoneyScan scan = scan_money(text, default_unit);
    if (!scan) return detail::money_fault(scan, text);
    return scan.value;
}

/// \throws Error with the fault of try_parse_money()
[[nodiscard]] inline Money parse_money(std::string_view text, AmountUnit default_unit = AmountUnit::yuan) {
    const MoneyScan scan = scan_money(text, default_unit);
    if (!scan) throw Error{detail::money_fault(scan, text)};
    return scan.value;
}

/// How accounts write what is below zero.
enum class NegativeStyle : unsigned char {
    minus,         ///< -1.00
    parentheses,   ///< (1.00)
    triangle,      ///< △1.00
    trailing,      ///< 1.00-; not with the unit's word
};

/// How an amount is printed. A value that rounds to zero has no sign.
struct MoneyStyle {
    static constexpr int as_needed = -1;   ///< as many decimals as the amount has, so that nothing is rounded

    AmountUnit unit = AmountUnit::yuan;
    int decimals = 2;                      ///< 0 to 1000, or as_needed
    bool separators = true;                ///< 1,234,567.00
    bool unit_word = false;                ///< followed by 元, 万元 or 亿元
    NegativeStyle negative = NegativeStyle::minus;
    Rounding rounding = Rounding::half_away_from_zero;
};

namespace detail {

/// Writes `fen` backwards from `end`, as yuan with two decimals. \returns where it begins; at most 27 characters
[[nodiscard]] constexpr char* print_yuan(std::uint64_t fen, bool separators, char* end) noexcept {
    const auto digit = [&end](std::uint64_t number) { *--end = static_cast<char>('0' + static_cast<char>(number)); };
    const auto cents = static_cast<std::uint32_t>(fen % 100);
    std::uint64_t yuan = fen / 100;
    digit(cents % 10);
    digit(cents / 10);
    *--end = '.';
    while (yuan >= 1000) {
        const auto three = static_cast<std::uint32_t>(yuan % 1000);
        yuan /= 1000;
        digit(three % 10);
        digit(three / 10 % 10);
        digit(three / 100);
        if (separators) *--end = ',';
    }
    auto rest = static_cast<std::uint32_t>(yuan);
    do {
        digit(rest % 10);
        rest /= 10;
    } while (rest != 0);
    return end;
}

[[nodiscard]] inline std::string dressed(std::string text, const MoneyStyle& style) {
    const bool negative = text.front() == '-';
    if (negative) text.erase(0, 1);
    if (style.decimals == MoneyStyle::as_needed && text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    if (style.separators) {
        const std::size_t point = text.find('.');
        for (std::size_t at = point == std::string::npos ? text.size() : point; at > 3; text.insert(at, 1, ',')) at -= 3;
    }
    if (negative && style.negative == NegativeStyle::trailing) text += '-';
    if (style.unit_word) text += label(style.unit, Language::zh);
    if (negative && style.negative == NegativeStyle::minus) text.insert(0, 1, '-');
    if (negative && style.negative == NegativeStyle::triangle) text.insert(0, "△");
    if (negative && style.negative == NegativeStyle::parentheses) text = '(' + text + ')';
    return text;
}

}   // namespace detail

/// `amount` in the given style. What was printed without rounding parses back to the same amount.
/// \throws Error (bad_argument) for decimals out of range, and for a trailing minus with a unit's word
[[nodiscard]] inline std::string print(WideMoney amount, const MoneyStyle& style = {}) {
    if (style.unit_word && style.negative == NegativeStyle::trailing) {
        throw bad_argument("print", {"a trailing minus cannot stand with the unit's word", "后置负号不能与单位并用"});
    }
    const int decimals = style.decimals == MoneyStyle::as_needed ? exact_decimals(style.unit) : style.decimals;
    return detail::dressed(detail::decimal_text(detail::wide_fen(amount), fen_per(style.unit), decimals, style.rounding), style);
}

/// \see print(WideMoney). In yuan with two decimals it is fastest.
[[nodiscard]] inline std::string print(Money amount, const MoneyStyle& style = {}) {
    if (style.unit != AmountUnit::yuan || style.decimals != 2 || style.unit_word || style.negative != NegativeStyle::minus)
        return print(WideMoney{amount}, style);
    char buffer[32];
    char* const end = buffer + sizeof buffer;
    const auto fen = static_cast<std::uint64_t>(amount.fen());
    char* begin = detail::print_yuan(amount.is_negative() ? std::uint64_t{0} - fen : fen, style.separators, end);
    if (amount.is_negative()) *--begin = '-';
    return {begin, end};
}

}   // namespace arrears
