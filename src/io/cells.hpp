// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/citizen_number.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/enum_set.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/id.hpp>
#include <arrears/core/money_text.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/uscc.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/io/cell_kind.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/statistics/nearest.hpp>
#include <arrears/statistics/vocabulary.hpp>

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How each type of the model stands in a cell: read_cell() and cell_text() are inverse. A text is taken as it is;
// anything else may have blanks around it. An empty cell, 不详 and `unknown` are an empty std::optional.

namespace arrears::detail {

/// What reading a cell needs besides its text.
struct CellTerms {
    AmountUnit unit = AmountUnit::yuan;   ///< of amounts that name none
    bool shown = true;                    ///< messages may show the text; never in files about people
};

using CellFault = std::optional<Fault>;

[[nodiscard]] inline std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_blank(read_utf8(text).code)) text.remove_prefix(read_utf8(text).bytes);
    while (!text.empty()) {
        std::size_t last = text.size() - 1;
        while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
        if (!is_blank(read_utf8(text.substr(last)).code)) break;
        text = text.substr(0, last);
    }
    return text;
}

[[nodiscard]] inline bool is_unknown(std::string_view text) noexcept { return text.empty() || text == "不详" || same_word(text, "unknown"); }

/// Whether a message may show the text: 15 digits can be a person's number.
[[nodiscard]] inline bool may_show(std::string_view text, const CellTerms& terms) noexcept {
    std::size_t digits = 0;
    for (const char c : text) digits += c >= '0' && c <= '9' ? 1U : 0U;
    return terms.shown && digits < 15;
}

/// The fault as given, or where its text may not be shown, one that says only what was expected.
[[nodiscard]] inline Fault told(Fault fault, std::string_view text, const CellTerms& terms, const Text& thing) {
    if (may_show(text, terms)) return fault;
    fault.problem = {"the text (not shown) is no " + thing.en, "文字（不显示）不是" + thing.zh};
    fault.value.clear();
    return fault;
}

[[nodiscard]] inline Fault empty_cell(Text expected) {
    return {ErrorKind::bad_syntax, {}, {"the cell is empty", "单元格为空"}, {}, std::move(expected), {}};
}

/// 1.4E+17 and the like: what a spreadsheet makes of a long number. The digits are lost.
[[nodiscard]] inline bool is_shortened_number(std::string_view text) noexcept {
    const std::size_t e = text.find_first_of("Ee");
    if (e == std::string_view::npos || e == 0 || text.substr(e + 1).find_first_of("0123456789") == std::string_view::npos) return false;
    const std::string_view power = text.substr(e + 1), digits = text.substr(0, e);
    return power.starts_with('+') && power.find_first_not_of("0123456789", 1) == std::string_view::npos &&
           digits.find_first_not_of("0123456789.") == std::string_view::npos;
}

[[nodiscard]] inline Fault shortened_number() {
    return {ErrorKind::bad_syntax,
            {},
            {"a spreadsheet has shortened the number", "电子表格已将此号码改为科学计数"},
            {},
            {"expected all its digits", "应为完整的号码"},
            {"format the column as text before typing", "录入前请将该列设为文本格式"}};
}

// Ids and texts.

template <class Tag>
[[nodiscard]] CellFault read_cell(std::string_view text, const CellTerms&, Id<Tag>& out) {
    text = unguard_formula(text);
    if (is_shortened_number(text)) return shortened_number();
    Result<Id<Tag>> id = Id<Tag>::try_parse(text);
    if (!id) return id.fault();
    out = *id;
    return std::nullopt;
}
template <class Tag>
[[nodiscard]] std::string cell_text(const Id<Tag>& id) {
    return std::string{id.view()};
}

[[nodiscard]] inline CellFault read_cell(std::string_view text, const CellTerms&, std::string& out) {
    out = unguard_formula(text);
    return std::nullopt;
}
[[nodiscard]] inline std::string cell_text(const std::string& text) { return text; }

// Words.

template <Enumeration E>
[[nodiscard]] Fault no_such_word(std::string_view text, const CellTerms& terms) {
    std::vector<std::string> words;
    std::string zh;
    for (std::size_t i = 0; i < enum_count<E>; ++i) {
        const E value = enum_at<E>(i);
        words.emplace_back(identifier(value));
        words.emplace_back(label(value, Language::zh));
        zh += (zh.empty() ? "" : "、") + words.back();
        if (!same_word(label(value, Language::en), identifier(value))) words.emplace_back(label(value, Language::en));
    }
    Fault fault{ErrorKind::unknown_name,
                {},
                {in_quotes(text) + " is not known here", in_quotes(text) + " 不是此处可用的词"},
                std::string{text},
                {"expected one of " + identifiers<E>(), "应为以下之一：" + zh},
                did_you_mean(text, words)};
    if (!may_show(text, terms)) {
        fault.problem = {"the text (not shown) is not known here", "文字（不显示）不是此处可用的词"};
        fault.value.clear();
    }
    return fault;
}

template <Enumeration E>
[[nodiscard]] CellFault read_cell(std::string_view text, const CellTerms& terms, E& out) {
    text = trimmed(text);
    const std::optional<E> value = parse_enum<E>(text);
    if (!value)
        return text.empty() ? empty_cell({"expected one of " + identifiers<E>(), "应为以下之一：" + identifiers<E>()}) : no_such_word<E>(text, terms);
    out = *value;
    return std::nullopt;
}
template <Enumeration E>
[[nodiscard]] std::string cell_text(E value) {
    return std::string{identifier(value)};
}

/// Where the first of several words joined by semicolons ends, and how long the mark behind it is: 0 where none follows.
[[nodiscard]] inline std::pair<std::size_t, std::size_t> end_of_word(std::string_view text) noexcept {
    std::size_t end = text.size(), length = 0;
    for (const std::string_view mark : {";", "；", "、"}) {
        if (const std::size_t at = text.find(mark); at < end) end = at, length = mark.size();
    }
    return {end, length};
}

template <Enumeration E>
[[nodiscard]] CellFault read_cell(std::string_view text, const CellTerms& terms, EnumSet<E>& out) {
    out = {};
    text = trimmed(text);
    if (is_unknown(text)) return std::nullopt;
    while (true) {
        const auto [end, length] = end_of_word(text);
        E value{};
        const std::string_view word = trimmed(text.substr(0, end));
        if (CellFault fault = read_cell(word, terms, value)) return fault;
        if (out.contains(value)) {
            const std::string name{identifier(value)};
            return Fault{ErrorKind::duplicate, {}, {name + " is there twice", name + " 重复"}, name, {"expected each once", "每项应只出现一次"}, {}};
        }
        out.insert(value);
        if (length == 0) return std::nullopt;
        text.remove_prefix(end + length);
    }
}
template <Enumeration E>
[[nodiscard]] std::string cell_text(EnumSet<E> set) {
    return print(set);
}

// Dates, amounts, numbers, codes.

[[nodiscard]] inline CellFault read_cell(std::string_view text, const CellTerms& terms, Date& out) {
    text = trimmed(text);
    const Result<Date> date = try_parse_date(text);
    if (!date) return text.empty() ? empty_cell(date.fault().expected) : told(date.fault(), text, terms, {"date", "日期"});
    out = *date;
    return std::nullopt;
}
[[nodiscard]] inline std::string cell_text(Date date) { return print(date); }

[[nodiscard]] inline CellFault read_cell(std::string_view text, const CellTerms& terms, Month& out) {
    text = trimmed(text);
    const Result<Month> month = try_parse_month(text);
    if (!month) return text.empty() ? empty_cell(month.fault().expected) : told(month.fault(), text, terms, {"month", "月份"});
    out = *month;
    return std::nullopt;
}
[[nodiscard]] inline std::string cell_text(Month month) { return print(month); }

[[nodiscard]] inline CellFault read_cell(std::string_view text, const CellTerms& terms, Money& out) {
    text = trimmed(text);
    const Result<Money> amount = try_parse_money(text, terms.unit);
    if (!amount) {
        Fault fault = amount.fault();
        fault.expected = {"expected " + fault.expected.en, fault.expected.zh};
        return text.empty() ? empty_cell(std::move(fault.expected)) : told(std::move(fault), text, terms, {"amount", "金额"});
    }
    out = *amount;
    return std::nullopt;
}
[[nodiscard]] inline std::string cell_text(Money amount) { return to_string(amount); }

[[nodiscard]] inline CellFault read_cell(std::string_view text, const CellTerms& terms, std::int64_t& out) {
    text = trimmed(text);
    const Text expected{"expected a whole number of at most 18 digits", "应为不超过 18 位的整数"};
    if (text.empty()) return empty_cell(expected);
    const std::string_view whole = text;
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t value = 0;
    int digits = 0;
    for (; !text.empty() && digits < 19; ++digits) {
        const Utf8Character next = read_utf8(text);
        const char32_t code = fold_width(next.code);
        if (code < U'0' || code > U'9' || digits == 18) break;
        value = value * 10 + static_cast<std::int64_t>(code - U'0');
        text.remove_prefix(next.bytes);
    }
    if (!text.empty() || digits == 0) {
        return told(
            {ErrorKind::bad_syntax, {}, {in_quotes(whole) + " is no whole number", in_quotes(whole) + " 不是整数"}, std::string{whole}, expected, {}},
            whole, terms, {"whole number", "整数"});
    }
    out = negative ? -value : value;
    return std::nullopt;
}
[[nodiscard]] inline std::string cell_text(std::int64_t number) { return std::to_string(number); }

[[nodiscard]] inline CellFault read_cell(std::string_view text, const CellTerms& terms, int& out) {
    std::int64_t wide = 0;
    if (CellFault fault = read_cell(text, terms, wide)) return fault;
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
        const std::string shown = std::to_string(wide);
        return told({ErrorKind::overflow,
                     {},
                     {shown + " is out of range", shown + " 超出范围"},
                     shown,
                     {"expected at most 2147483647", "应不超过 2147483647"},
                     {}},
                    text, terms, {"number in range", "范围内的数字"});
    }
    out = static_cast<int>(wide);
    return std::nullopt;
}
[[nodiscard]] inline std::string cell_text(int number) { return std::to_string(number); }

/// Codes that never show in a message.
template <class Code>
    requires std::same_as<Code, Uscc> || std::same_as<Code, CitizenNumber>
[[nodiscard]] CellFault read_cell(std::string_view text, const CellTerms&, std::optional<Code>& out) {
    text = trimmed(unguard_formula(text));
    out.reset();
    if (is_unknown(text)) return std::nullopt;
    if (is_shortened_number(text)) return shortened_number();
    std::string narrow;   // full-width digits and letters are typed now and then
    while (!text.empty()) {
        const Utf8Character next = read_utf8(text);
        append_utf8(narrow, fold_width(next.code));
        text.remove_prefix(next.bytes);
    }
    Result<Code> code = Code::try_parse(narrow);
    if (!code) return code.fault();
    out = *std::move(code);
    return std::nullopt;
}
[[nodiscard]] inline std::string cell_text(const Uscc& code) { return std::string{code.view()}; }
[[nodiscard]] inline std::string cell_text(const CitizenNumber& number) { return std::string{number.reveal()}; }

// What a source may leave unsaid.

template <class T>
    requires(!std::same_as<T, Uscc> && !std::same_as<T, CitizenNumber>)
[[nodiscard]] CellFault read_cell(std::string_view text, const CellTerms& terms, std::optional<T>& out) {
    out.reset();
    if (text.empty()) return std::nullopt;
    if constexpr (!requires(T value) { value.view(); } && !std::same_as<T, std::string>) {   // an id or a name may be called so
        if (is_unknown(trimmed(text))) return std::nullopt;
    }
    T value{};
    if (CellFault fault = read_cell(text, terms, value)) return fault;
    out = std::move(value);
    return std::nullopt;
}
template <class T>
[[nodiscard]] std::string cell_text(const std::optional<T>& value) {
    return value ? cell_text(*value) : std::string{};
}

// What kind of cell each type is.

template <class T>
inline constexpr CellKind cell_kind = Enumeration<T> ? CellKind::word : CellKind::text;
template <class T>
inline constexpr CellKind cell_kind<std::optional<T>> = cell_kind<T>;
template <Enumeration E>
inline constexpr CellKind cell_kind<EnumSet<E>> = CellKind::words;
template <>
inline constexpr CellKind cell_kind<Date> = CellKind::date;
template <>
inline constexpr CellKind cell_kind<Month> = CellKind::month;
template <>
inline constexpr CellKind cell_kind<Money> = CellKind::amount;
template <>
inline constexpr CellKind cell_kind<std::int64_t> = CellKind::whole;
template <>
inline constexpr CellKind cell_kind<int> = CellKind::whole;
template <>
inline constexpr CellKind cell_kind<Uscc> = CellKind::word;
template <>
inline constexpr CellKind cell_kind<CitizenNumber> = CellKind::word;

// The words of each enumeration.

using Words = std::shared_ptr<const Vocabulary>;
using GiveWords = Words (*)();

template <Enumeration E>
[[nodiscard]] Words words_of() {
    static const auto made = std::make_shared<const Vocabulary>(Vocabulary::of<E>());
    return made;
}
template <class T>
[[nodiscard]] constexpr GiveWords give_words() noexcept {
    if constexpr (Enumeration<T>) return &words_of<T>;
    else return nullptr;
}
/// Null of what is no enumeration.
template <class T>
inline constexpr GiveWords cell_words = give_words<T>();
template <class T>
inline constexpr GiveWords cell_words<std::optional<T>> = give_words<T>();
template <Enumeration E>
inline constexpr GiveWords cell_words<EnumSet<E>> = give_words<E>();

}   // namespace arrears::detail
