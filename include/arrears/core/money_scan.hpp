// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/amount_unit.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace arrears {

/// Why a text is no amount.
enum class MoneyProblem : unsigned char {
    none,
    digit_expected,        ///< at the position should stand a digit
    character,             ///< this character has no place here
    separator,             ///< thousands separators stand before each third digit from the point, all or none
    below_a_fen,           ///< this digit would be a fraction of a fen
    out_of_range,          ///< more than Money holds
    second_sign,           ///< negative in two ways at once
    parenthesis_expected,  ///< one was opened and not closed
    not_utf8,              ///< these bytes are no character
};

/// What scan_money() read: the amount with the unit and the decimals as printed, or what stopped it where.
struct MoneyScan {
    Money value{};
    MoneyProblem problem = MoneyProblem::none;
    std::size_t position = 0;              ///< offset in bytes of what is wrong, from 0; the text's size where it ended too early
    AmountUnit unit = AmountUnit::yuan;    ///< as written in the text, else the caller's
    int decimals = 0;                      ///< digits behind the point as written: with the unit, how precise the figure is

    [[nodiscard]] constexpr explicit operator bool() const noexcept { return problem == MoneyProblem::none; }
};

namespace detail {

[[nodiscard]] constexpr bool is_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Reads text character by character, full-width forms folded and the several minus and yuan signs made one.
class AmountReader {
public:
    constexpr explicit AmountReader(std::string_view text) noexcept : text_{text} { read(); }
    [[nodiscard]] constexpr char32_t peek() const noexcept { return code_; }   ///< 0 at the end
    [[nodiscard]] constexpr bool valid() const noexcept { return valid_; }
    [[nodiscard]] constexpr std::size_t at() const noexcept { return at_; }
    [[nodiscard]] constexpr bool ended() const noexcept { return at_ == text_.size(); }
    constexpr void next() noexcept {
        at_ += bytes_;
        read();
    }
    constexpr bool take(char32_t wanted) noexcept {
        if (ended() || code_ != wanted) return false;
        next();
        return true;
    }

private:
    constexpr void read() noexcept {
        if (ended()) {
            code_ = 0;
            bytes_ = 0;
            return;
        }
        const Utf8Character character = read_utf8(text_.substr(at_));
        bytes_ = character.bytes;
        valid_ = character.valid;
        code_ = fold_width(character.code);
        switch (code_) {
            case 0x2212: code_ = '-'; break;            // minus sign
            case 0xA5: code_ = 0xFFE5; break;           // ¥ as ￥
            case U'圆': code_ = U'元'; break;
            case U'萬': code_ = U'万'; break;
            case U'億': code_ = U'亿'; break;
            default: break;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t bytes_ = 0;
    char32_t code_ = 0;
    bool valid_ = true;
};

[[nodiscard]] constexpr MoneyScan scan_any_money(std::string_view text, AmountUnit default_unit) noexcept {
    AmountReader in{text};
    MoneyScan out;
    out.unit = default_unit;
    const auto stop = [&out](MoneyProblem problem, std::size_t position) {
        out.problem = problem;
        out.position = position;
        return out;
    };
    const auto unexpected = [&in, &stop](MoneyProblem problem) { return stop(in.valid() ? problem : MoneyProblem::not_utf8, in.at()); };

    bool negative = false;
    bool open = false;       // a parenthesis
    bool currency = false;
    for (;; in.next()) {
        if (in.peek() == '-' || in.peek() == U'△' || in.peek() == '(') {
            if (negative) return stop(MoneyProblem::second_sign, in.at());
            negative = true;
            open = in.peek() == '(';
        } else if (in.peek() == 0xFFE5 && !currency) {
            currency = true;
        } else {
            break;
        }
    }

    const std::size_t number_at = in.at();
    std::uint64_t whole = 0;
    bool fits = true;
    int group = 0;                        // digits since the last separator
    std::size_t separator_at = text.size();   // of the last one, its size for none
    const bool leading_zero = in.peek() == '0';
    for (;; in.next()) {
        if (is_digit(in.peek())) {
            if (++group > 3 && separator_at != text.size()) return stop(MoneyProblem::separator, in.at());
            if (__builtin_mul_overflow(whole, 10U, &whole) || __builtin_add_overflow(whole, in.peek() - U'0', &whole)) fits = false;
        } else if (in.peek() == ',') {
            if (group == 0 && separator_at == text.size()) return unexpected(MoneyProblem::digit_expected);
            if (group > 3 || leading_zero || (separator_at != text.size() && group != 3))
                return stop(MoneyProblem::separator, group > 3 || leading_zero ? in.at() : separator_at);
            separator_at = in.at();
            group = 0;
        } else {
            break;
        }
    }
    if (group == 0 && separator_at == text.size()) return unexpected(MoneyProblem::digit_expected);
    if (separator_at != text.size() && group != 3) {   // the group ends too early: by what should be a digit, or properly but misplaced
        const char32_t c = in.peek();
        const bool ends = in.ended() || c == '.' || c == ')' || c == '-' || c == U'元' || c == U'万' || c == U'亿';
        return ends ? stop(MoneyProblem::separator, separator_at) : unexpected(MoneyProblem::digit_expected);
    }

    std::uint64_t fraction = 0;            // the first ten decimals
    std::size_t fraction_at = text.size();
    if (in.take('.')) {
        fraction_at = in.at();
        if (!is_digit(in.peek())) return unexpected(MoneyProblem::digit_expected);
        for (; is_digit(in.peek()); in.next()) {
            if (out.decimals < 10) fraction = fraction * 10 + (in.peek() - U'0');
            ++out.decimals;
        }
    }

    bool with_unit = false;
    while (!in.ended()) {
        if (open && in.take(')')) {
            open = false;
        } else if (!with_unit && (in.peek() == U'元' || in.peek() == U'万' || in.peek() == U'亿')) {
            out.unit = in.peek() == U'元' ? AmountUnit::yuan : in.peek() == U'万' ? AmountUnit::wan_yuan : AmountUnit::yi_yuan;
            with_unit = true;
            in.next();
            if (out.unit != AmountUnit::yuan) in.take(U'元');
        } else if (in.peek() == '-' && !with_unit) {
            if (negative) return stop(MoneyProblem::second_sign, in.at());
            negative = true;
            in.next();
            if (!in.ended()) return unexpected(MoneyProblem::character);
        } else {
            return unexpected(MoneyProblem::character);
        }
    }
    if (open) return stop(MoneyProblem::parenthesis_expected, text.size());

    const int exact = exact_decimals(out.unit);
    if (out.decimals > exact) {   // only zeros may follow
        AmountReader again{text.substr(fraction_at)};
        for (int i = 0; i < out.decimals; ++i, again.next()) {
            if (i >= exact && again.peek() != '0') return stop(MoneyProblem::below_a_fen, fraction_at + again.at());
        }
    }
    for (int i = out.decimals < 10 ? out.decimals : 10; i > exact; --i) fraction /= 10;
    for (int i = out.decimals; i < exact; ++i) fraction *= 10;
    const uint128 size = static_cast<uint128>(whole) * static_cast<uint128>(fen_per(out.unit)) + fraction;
    if (!fits || size > static_cast<uint128>(Money::max().fen()) + (negative ? 1 : 0)) return stop(MoneyProblem::out_of_range, number_at);
    out.value = Money::from_fen(static_cast<std::int64_t>(negative ? -static_cast<int128>(size) : static_cast<int128>(size)));
    return out;
}

}   // namespace detail

/// Reads an amount strictly; never throws, allocates nothing, asks no locale.
///
/// Accepted: digits, plain or with a separator before each third (`1234`, `1,234`, not `12,34` or `0,123`); a point with
/// digits on both sides; full-width forms of all of these; ¥ or ￥ before; 元, 万(元), 亿(元) behind, else `default_unit`;
/// and the negative forms of accounts, one at a time: `-1`, `1-`, `(1)`, `（1）`, `△1`. Decimals may be many so long as the
/// amount is a whole number of fen. Refused: blanks, exponents, plus signs, hexadecimal, words such as inf.
[[nodiscard]] constexpr MoneyScan scan_money(std::string_view text, AmountUnit default_unit = AmountUnit::yuan) noexcept {
    // What nearly all amounts look like, with little to decide; anything else goes the long way round, which also says what is wrong.
    const std::size_t size = text.size();
    const std::size_t start = size != 0 && text[0] == '-' ? 1 : 0;
    if (default_unit == AmountUnit::yuan && size > start && size < 20) {   // 19 digits fit
        const bool point = size > start + 3 && text[size - 3] == '.';
        const std::size_t end = point ? size - 3 : size;
        bool wrong = false;   // decided once, at the end: a branch for each digit would cost more than the digits
        const auto digit = [text, &wrong](std::size_t i) {
            const auto value = static_cast<unsigned>(static_cast<unsigned char>(text[i]) - '0');
            wrong |= value > 9;
            return value;
        };
        std::uint64_t value = 0;
        if (const std::size_t lead = (end - start) % 4; lead != 0 && (end - start < 4 || text[end - 4] == ',')) {
            value = digit(start + lead - 1);
            value += lead > 1 ? digit(start + lead - 2) * 10 : 0;
            value += lead > 2 ? digit(start) * 100 : 0;
            for (std::size_t at = start + lead; at < end; at += 4) {
                wrong |= text[at] != ',';
                value = value * 1000 + (digit(at + 1) * 100 + digit(at + 2) * 10 + digit(at + 3));
            }
            wrong |= end - start > 3 && text[start] == '0';
        } else {
            for (std::size_t at = start; at < end; ++at) value = value * 10 + digit(at);
        }
        value *= 100;
        if (point) value += digit(size - 2) * 10 + digit(size - 1);
        if (!wrong && end - start < 17) {
            const auto fen = static_cast<std::int64_t>(value);
            return {Money::from_fen(start == 1 ? -fen : fen), MoneyProblem::none, 0, AmountUnit::yuan, point ? 2 : 0};
        }
    }
    return detail::scan_any_money(text, default_unit);
}

}   // namespace arrears
