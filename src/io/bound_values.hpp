// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cells.hpp"
#include "field_binding.hpp"
#include "plain_cells.hpp"

#include <arrears/core/ageing_bands.hpp>
#include <arrears/statistics/dictionary.hpp>
#include <arrears/statistics/text_interner.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears::detail {

/// What some rows have of each binding, read from their cells one after the other, as an engine takes it a field at a time.
class BoundValues {
public:
    /// Both must outlive it.
    BoundValues(const std::vector<Binding>& all, const AgeingBands& ageing) : bindings_{all}, ageing_{ageing}, values_(all.size()) {}

    void clear() {
        for (Values& each : values_) each.texts.clear(), each.numbers.clear(), each.codes.clear();
        kept_.clear();
    }
    /// Keeps a text until clear(), or until the row that it is of is dropped.
    [[nodiscard]] PaddedText keep(std::string text) {
        const std::size_t size = text.size();
        std::string& kept = kept_.emplace_back(std::move(text));
        kept.resize(size + PaddedText::padding);
        return {std::string_view{kept}.substr(0, size)};
    }
    /// Appends a row's value of a binding. \returns what is wrong with the cell, with nothing appended
    [[nodiscard]] CellFault put(std::size_t i, std::string_view text, const CellTerms& terms) {
        const Binding& each = bindings_[i];
        Values& values = values_[i];
        switch (each.reading) {
        case Reading::text: {
            if (!is_plain(text)) text = meant(text);
            values.texts.push_back(text.empty() ? nothing() : keep(std::string{text}));
            return std::nullopt;
        }
        case Reading::word: {
            std::uint32_t code = unknown_code;
            if (const auto known = values.known.find(text)) code = values.known_codes[*known];
            else if (CellFault fault = read_word(i, text, terms, code)) return fault;
            return values.codes.push_back(code), std::nullopt;
        }
        case Reading::group_of_text: {
            if (!is_plain(text)) text = meant(text);
            const auto group = each.grouping->group_of(text);
            return values.codes.push_back(group ? static_cast<std::uint32_t>(*group) + 1 : unknown_code), std::nullopt;
        }
        default: break;
        }
        if (const auto plain = plain_number(each.cell, text, terms.unit)) return put_number(i, *plain), std::nullopt;
        std::int64_t number = unknown_number;
        if (CellFault fault = read_number(each.cell, text, terms, number)) return fault;
        put_number(i, number);
        return std::nullopt;
    }
    /// Appends what some rows have of a binding, a column at a time: `text_of(row)` gives each cell as a PaddedText, which has to live until clear().
    /// Sets bad[row] where one cannot be read, with something appended all the same: keep_rows() takes it out again.
    template <class TextOf>
    void put_column(std::size_t i, std::size_t rows, TextOf text_of, const CellTerms& terms, unsigned char* bad) {
        const Binding& each = bindings_[i];
        Values& values = values_[i];
        switch (each.reading) {
        case Reading::text:
            values.texts.resize(rows);
            for (std::size_t row = 0; row < rows; ++row) {
                const PaddedText text = text_of(row);
                values.texts[row] = is_plain(text) ? text : within(text, meant(text));
            }
            return;
        case Reading::word:
            values.codes.resize(rows);
            values.known.find_each(rows, text_of, [&](std::size_t row, std::uint32_t known) {
                if (known != TextInterner::none) values.codes[row] = values.known_codes[known];
                else if (read_word(i, text_of(row), terms, values.codes[row])) bad[row] = 1;
            });
            return;
        case Reading::group_of_text:
            for (std::size_t row = 0; row < rows; ++row) static_cast<void>(put(i, text_of(row), terms));
            return;
        default: break;
        }
        const auto put_each = [&](auto plain) {
            const bool as_read = each.reading == Reading::number && each.part == Reading::number;
            if (as_read) values.numbers.resize(rows);
            for (std::size_t row = 0; row < rows; ++row) {
                const std::string_view text = text_of(row);
                std::int64_t number = unknown_number;
                if (const auto easy = plain(text)) number = *easy;
                else if (read_number(each.cell, text, terms, number)) bad[row] = 1;
                if (as_read) values.numbers[row] = number;
                else put_number(i, number);
            }
        };
        if (each.cell == FieldKind::date) put_each([](std::string_view text) { return plain_date(text); });
        else if (each.cell == FieldKind::money) put_each([&](std::string_view text) { return plain_number(FieldKind::money, text, terms.unit); });
        else put_each([](std::string_view text) { return plain_integer(text); });
    }
    /// Takes out what put_column() has appended of bad rows.
    void keep_rows(std::size_t rows, const unsigned char* bad) {
        const auto keep = [&](auto& of) {
            if (of.empty()) return;
            std::size_t kept = 0;
            for (std::size_t row = 0; row < rows; ++row) {
                of[kept] = of[row];
                kept += bad[row] == 0 ? 1 : 0;
            }
            of.resize(kept);
        };
        for (Values& each : values_) keep(each.texts), keep(each.numbers), keep(each.codes);
    }
    /// Appends a row's value of a binding whose cells hold numbers, amounts (in fen) or dates (as date_number() has them), for a number already read.
    void put_number(std::size_t i, std::int64_t number) {
        const Binding& each = bindings_[i];
        Values& values = values_[i];
        if (number != unknown_number) number = of_date(each, number);
        if (each.reading == Reading::group_of_number) {
            if (number != unknown_number && each.cell == FieldKind::money) {   // whole yuan, towards minus infinity
                number = number / 100 - (number % 100 < 0 ? 1 : 0);
            }
            const auto group = number == unknown_number ? std::nullopt : each.grouping->group_of(number);
            values.codes.push_back(group ? static_cast<std::uint32_t>(*group) + 1 : unknown_code);
            return;
        }
        if (each.reading == Reading::ageing) {
            values.codes.push_back(
                number == unknown_number ? unknown_code
                                         : static_cast<std::uint32_t>(ageing_entry(ageing_, Date{} + number, each.as_of)) + 1);
            return;
        }
        values.numbers.push_back(number);
    }
    /// The same for a code of the field's vocabulary.
    void put_code(std::size_t i, std::uint32_t code) { values_[i].codes.push_back(code); }
    /// To be called before a row's first value.
    void begin_row() noexcept { row_start_ = kept_.size(); }
    /// Takes back what was appended of the row begun last. \param unread the bindings of which nothing was
    void drop_row(const std::vector<std::size_t>& unread) {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (std::find(unread.begin(), unread.end(), i) == unread.end()) drop(i);
        }
        kept_.resize(row_start_);
    }

    /// As RowReader::codes().
    void codes(std::size_t i, Dictionary& dictionary, std::uint32_t* out) const {
        const Values& values = values_[i];
        switch (bindings_[i].reading) {
        case Reading::text:
            dictionary.codes_of(values.texts.size(), [&](std::size_t row) { return values.texts[row]; }, out);
            return;
        case Reading::month:
            for (const std::int64_t day : values.numbers) {
                *out++ = day == unknown_number ? unknown_code : dictionary.code_of(print(Month{Date{} + day}));
            }
            return;
        default: std::copy(values.codes.begin(), values.codes.end(), out);
        }
    }
    /// As RowReader::known().
    void known(std::size_t i, std::uint32_t* out) const {
        const Values& values = values_[i];
        for (const std::string_view text : values.texts) *out++ = text.empty() ? unknown_code : unknown_code + 1;
        if (bindings_[i].reading == Reading::month) {
            for (const std::int64_t day : values.numbers) *out++ = day == unknown_number ? unknown_code : unknown_code + 1;
        }
        std::copy(values.codes.begin(), values.codes.end(), out);
    }
    /// As RowReader::numbers().
    std::int64_t numbers(std::size_t i, std::int64_t* out) const {
        std::int64_t bits = 0;
        for (const std::int64_t value : values_[i].numbers) bits |= * out++ = value;
        return bits;
    }
    /// What a row has of a binding of text; empty where unknown.
    [[nodiscard]] std::string_view text(std::size_t i, std::size_t row) const noexcept {
        return values_[i].texts[row];
    }
    /// What a row has of a binding of words or groups: unknown_code, or one more than the position in the vocabulary.
    [[nodiscard]] std::uint32_t code(std::size_t i, std::size_t row) const noexcept { return values_[i].codes[row]; }
    /// What a row has of any other binding; of a month a day in it.
    [[nodiscard]] std::int64_t number(std::size_t i, std::size_t row) const noexcept { return values_[i].numbers[row]; }

private:
    struct Values {
        std::vector<PaddedText> texts{};
        std::vector<std::int64_t> numbers{};
        std::vector<std::uint32_t> codes{};
        TextInterner known{};   // texts met, as they were written
        std::vector<std::uint32_t> known_codes{};
    };
    static constexpr std::size_t known_max = 4096;   // blanks around a word may be as many as they like

    /// A text without blanks and marks around it; empty where it is unknown.
    [[nodiscard]] static std::string_view meant(std::string_view text) noexcept {
        text = unguard_formula(trimmed(text));
        return is_unknown(text) ? std::string_view{} : text;
    }

    [[nodiscard]] static PaddedText nothing() noexcept {
        static constexpr char blank[PaddedText::padding] = {};
        return {std::string_view{blank, 0}};
    }
    /// What is left of a text.
    [[nodiscard]] static PaddedText within(PaddedText text, std::string_view part) noexcept {
        return part.empty() ? PaddedText{text.substr(0, 0)} : PaddedText{part};
    }
    void drop(std::size_t i) {
        Values& values = values_[i];
        switch (bindings_[i].reading) {
        case Reading::text: values.texts.pop_back(); return;
        case Reading::number:
        case Reading::month:
        case Reading::year:
        case Reading::days:
        case Reading::age: values.numbers.pop_back(); return;
        default: values.codes.pop_back();
        }
    }
    /// The number that is wanted of a date; any other number as it is.
    [[nodiscard]] static std::int64_t of_date(const Binding& binding, std::int64_t number) {
        switch (binding.part) {
        case Reading::year: return (Date{} + number).year();
        case Reading::days: return binding.as_of - (Date{} + number);
        case Reading::age: {
            const Date day = Date{} + number;
            return day <= binding.as_of ? completed_years(day, binding.as_of) : unknown_number;
        }
        default: return number;
        }
    }
    [[nodiscard]] static CellFault read_number(FieldKind kind, std::string_view text, const CellTerms& terms, std::int64_t& out) {
        const auto read = [&](auto value, auto number) -> CellFault {
            if (CellFault fault = read_cell(text, terms, value)) return fault;
            if (value) out = number(*value);
            return std::nullopt;
        };
        if (kind == FieldKind::money) return read(std::optional<Money>{}, [](Money amount) { return amount.fen(); });
        if (kind == FieldKind::date) return read(std::optional<Date>{}, [](Date date) { return date_number(date); });
        return read(std::optional<std::int64_t>{}, [](std::int64_t number) { return number; });
    }
    /// A word that was not met before.
    [[nodiscard]] CellFault read_word(std::size_t i, std::string_view text, const CellTerms& terms, std::uint32_t& code) {
        const Binding& each = bindings_[i];
        Values& values = values_[i];
        const std::string_view as_written = text;
        text = trimmed(text);
        code = unknown_code;
        if (is_unknown(text)) return std::nullopt;
        const auto entry = each.info.vocabulary->match(text);
        if (!entry) return no_word(each, text, terms);
        code = *entry + 1;
        if (values.known.size() < known_max && values.known(as_written) == values.known_codes.size()) values.known_codes.push_back(code);
        return std::nullopt;
    }
    [[nodiscard]] static CellFault no_word(const Binding& each, std::string_view text, const CellTerms& terms) {
        const bool shown = may_show(text, terms);
        std::vector<std::string> names = each.info.vocabulary->keys();
        std::string all;
        for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
        for (const VocabularyEntry& entry : each.info.vocabulary->entries()) {
            names.push_back(entry.label.zh);
            if (entry.label.en != entry.key) names.push_back(entry.label.en);
        }
        const Text near = shown ? did_you_mean(std::string{text}, names) : Text{};
        return Fault{ErrorKind::unknown_name,
                     {},
                     shown ? Text{in_quotes(text) + " is no value of " + each.info.name, in_quotes(text) + " 不是 " + each.info.name + " 的取值"}
                           : Text{"the text (not shown) is no value of " + each.info.name, "文字（不显示）不是 " + each.info.name + " 的取值"},
                     {},
                     near.empty() ? Text{"expected one of: " + all, "应为下列之一：" + all} : Text{},
                     near};
    }

    const std::vector<Binding>& bindings_;
    const AgeingBands& ageing_;
    std::vector<Values> values_;
    std::deque<std::string> kept_{};   // which do not move
    std::size_t row_start_ = 0;        // among them
};

}   // namespace arrears::detail
