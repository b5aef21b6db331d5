// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/figure.hpp>

#include <arrears/core/rounding.hpp>

#include <limits>

namespace arrears {

namespace {

struct UnitRow {
    Dimension dimension;
    std::int64_t numerator;
    std::int64_t denominator;
};

constexpr UnitRow unit_rows[] = {
    {Dimension::enterprises, 1, 1},     // enterprises
    {Dimension::persons, 1, 1},         // persons
    {Dimension::persons, 10'000, 1},    // ten_thousand_persons
    {Dimension::households, 1, 1},      // households
    {Dimension::years, 1, 1},           // years
    {Dimension::share, 1, 100},         // percent
    {Dimension::money, 100, 1},         // yuan, in fen
    {Dimension::money, 1'000'000, 1},   // wan_yuan
    {Dimension::money, 10'000'000'000, 1},   // yi_yuan
    {Dimension::items, 1, 1},           // items
};
static_assert(sizeof unit_rows / sizeof unit_rows[0] == enum_count<FigureUnit>);

[[nodiscard]] const UnitRow& row(FigureUnit unit) noexcept { return unit_rows[static_cast<std::size_t>(unit)]; }

[[nodiscard]] std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

/// Digits in groups of three, the last `decimals` of them behind a point.
[[nodiscard]] std::string grouped(std::int64_t digits, int decimals) {
    const bool negative = digits < 0;
    std::string text = std::to_string(digits);
    if (negative) text.erase(0, 1);
    const auto behind = static_cast<std::size_t>(decimals);
    if (text.size() <= behind) text.insert(0, behind + 1 - text.size(), '0');
    const std::string fraction = text.substr(text.size() - behind);
    text.erase(text.size() - behind);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    if (behind != 0) text += '.' + fraction;
    return negative ? '-' + text : text;
}

/// The place of the last digit that is not zero, in printed units: 60 gives 10, 2.50 gives 0.1 (as digits 10).
[[nodiscard]] std::int64_t last_place(std::int64_t digits) {
    if (digits == 0) return 1;
    std::int64_t place = 1;
    while (digits % 10 == 0) {
        digits /= 10;
        place *= 10;
    }
    return place;
}

[[nodiscard]] Fault bad_number(std::string_view text, const std::string& en, const std::string& zh) {
    return Fault{ErrorKind::bad_syntax, {}, {'"' + std::string{text} + "\" " + en, "“" + std::string{text} + "”" + zh}, std::string{text},
                 {"write decimal digits, as 72657.41", "请写十进制数字，如 72657.41"}, {}};
}

}   // namespace

Dimension dimension(FigureUnit unit) noexcept { return row(unit).dimension; }

Ratio scale(FigureUnit unit) { return Ratio{row(unit).numerator, row(unit).denominator}; }

std::string with_unit(const std::string& number, FigureUnit unit, Language language) {
    const std::string word{label(unit, language)};
    if (unit == FigureUnit::percent) return number + word;
    return number + (word.front() >= '0' && word.front() <= '9' ? " × " : " ") + word;
}

std::string PrintedDecimal::text() const { return grouped(digits, decimals); }

std::string PrintedDecimal::plain() const {
    std::string out = text();
    std::erase(out, ',');
    return out;
}

Result<PrintedDecimal> try_parse_printed(std::string_view text) {
    const std::string_view whole = text;
    PrintedDecimal out;
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    std::string_view integer = text.substr(0, point);
    const bool separated = integer.find(',') != std::string_view::npos;
    bool fraction = false;
    std::size_t digits = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !fraction && digits != 0) {
            fraction = true;
        } else if (c == ',' && !fraction && separated && digits != 0 && (integer.size() - at) % 4 == 0) {
            continue;
        } else if (c >= '0' && c <= '9') {
            if (separated && !fraction && digits != 0 && (integer.size() - at) % 4 == 0) return bad_number(whole, "lacks a separator", "缺少千位分隔符");
            if (out.digits > (std::numeric_limits<std::int64_t>::max() - 9) / 10) return bad_number(whole, "has too many digits", "位数过多");
            out.digits = out.digits * 10 + (c - '0');
            ++digits;
            if (fraction) ++out.decimals;
        } else {
            return bad_number(whole, "is no decimal number (character " + std::to_string(at + 1 + (negative ? 1 : 0)) + ")",
                              "不是十进制数字（第 " + std::to_string(at + 1 + (negative ? 1 : 0)) + " 个字符）");
        }
    }
    if (digits == 0 || (fraction && out.decimals == 0)) return bad_number(whole, "is no decimal number", "不是十进制数字");
    if (out.decimals > 12) return bad_number(whole, "has more than 12 decimals", "小数超过 12 位");
    if (negative) out.digits = -out.digits;
    return out;
}

bool FigureInterval::contains(const Ratio& value) const {
    const bool above = low_closed ? value >= low : value > low;
    const bool below = high_closed ? value <= high : value < high;
    return above && below;
}

FigureInterval PublishedFigure::interval() const {
    if (value.digits < 0) {   // roundings and hedges go by the size, so below zero all is mirrored
        PublishedFigure above = *this;
        above.value.digits = -value.digits;
        const FigureInterval mirror = above.interval();
        return {-mirror.high, -mirror.low, mirror.high_closed, mirror.low_closed};
    }
    const Ratio step = scale(unit) / Ratio{power_of_ten(value.decimals)};   // one of the last printed digit
    const Ratio at = step * Ratio{value.digits};
    const Ratio last = step * Ratio{last_place(value.digits)};
    switch (qualifier) {
        case FigureQualifier::over: return {at, at + last, true, false};
        case FigureQualifier::near: return {at - last, at, false, true};
        case FigureQualifier::about: return {at - last, at + last, true, true};
        case FigureQualifier::exact: break;
    }
    const Dimension what = dimension(unit);
    const bool whole_things = what != Dimension::money && what != Dimension::share;
    if (whole_things && scale(unit) == Ratio{1} && value.decimals == 0) return {at, at, true, true};
    const Ratio half = step / Ratio{2};
    switch (rounding) {
        case FigureRounding::half_up: return {at - half, at + half, true, false};
        case FigureRounding::truncated: return {at, at + step, true, false};
        case FigureRounding::rounded_up: return {at - step, at, false, true};
        case FigureRounding::unknown: break;
    }
    return {at - half, at + step, true, false};
}

std::string PublishedFigure::digits(Language language) const {
    const std::string number = unit == FigureUnit::years ? value.plain() : value.text();
    if (qualifier == FigureQualifier::exact) return number;
    const std::string hedge{arrears::label(qualifier, language)};
    if (language == Language::en) return hedge + ' ' + number;
    return qualifier == FigureQualifier::over ? number + hedge : hedge + number;
}

std::string PublishedFigure::printed(Language language) const {
    return with_unit(digits(language), unit, language);
}

std::string PublishedFigure::named(Language language) const {
    return (language == Language::zh ? label.zh : '"' + label.en + '"') + ' ' + printed(language);
}

FigureComparison compare(const PublishedFigure& figure, const Ratio& computed) {
    const Ratio steps = computed / scale(figure.unit) * Ratio{power_of_ten(figure.value.decimals)};
    const Rounding how = figure.rounding == FigureRounding::truncated    ? Rounding::down
                         : figure.rounding == FigureRounding::rounded_up ? Rounding::up
                                                                         : Rounding::half_away_from_zero;
    const std::int64_t rounded = detail::narrow(detail::divide(steps.numerator(), steps.denominator(), how), "compare");
    std::int64_t difference{};
    if (__builtin_sub_overflow(rounded, figure.value.digits, &difference)) throw overflow("compare", std::to_string(rounded));
    return {figure.interval().contains(computed), PrintedDecimal{difference, figure.value.decimals}.plain()};
}

}   // namespace arrears
