// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_header.hpp>

#include "cells.hpp"
#include "column_name.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/statistics/nearest.hpp>

#include <algorithm>
#include <utility>

namespace arrears {

namespace {

/// A name without the unit in parentheses at its end, and that unit.
struct NameWithUnit {
    std::string name;
    std::optional<AmountUnit> unit;
};

[[nodiscard]] NameWithUnit split_unit(const std::string& name) {
    const std::size_t open = name.rfind('(');
    if (!name.ends_with(')') || open == std::string::npos) return {name, std::nullopt};
    std::string_view unit = std::string_view{name}.substr(open + 1, name.size() - open - 2);
    if (unit.starts_with("单位:")) unit.remove_prefix(std::string_view{"单位:"}.size());
    return {detail::column_name(std::string_view{name}.substr(0, open)), parse_enum<AmountUnit>(unit)};
}

/// Which column a header's cell names, and by which of an office's headings where by one of these.
struct Named {
    std::size_t column = 0;   // as many as there are: none
    const CsvHeading* heading = nullptr;
    std::optional<AmountUnit> unit{};   // that the cell names besides
};

[[nodiscard]] Named named(std::span<const CsvColumn> columns, const std::string& text) {
    const auto [bare, unit] = split_unit(text);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (const CsvHeading& heading : columns[i].headings) {
            const std::string name = detail::column_name(heading.text);
            if (name == text) return {i, &heading, {}};
            if (columns[i].amount && unit && name == bare) return {i, &heading, unit};
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (detail::is_named(columns[i], text)) return {i, nullptr, {}};
        if (columns[i].amount && unit && detail::is_named(columns[i], bare)) return {i, nullptr, unit};
    }
    return {columns.size(), nullptr, {}};
}

[[nodiscard]] std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

/// As a message may show a header: never what could be a number of a person.
[[nodiscard]] Text shown(std::string_view name, bool show) {
    const auto digits = std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!show || digits >= 6) return {"(not shown)", "（不显示）"};
    return {in_quotes(name), in_quotes(name)};
}

}   // namespace

std::string detail::column_name(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const Utf8Character next = read_utf8(text);
        const char32_t code = is_blank(next.code) ? U' ' : fold_width(next.code);
        append_utf8(out, code >= U'A' && code <= U'Z' ? code - U'A' + U'a' : code);
        text.remove_prefix(next.bytes);
    }
    const std::size_t from = out.find_first_not_of(' ');
    if (from == std::string::npos) return {};
    return out.substr(from, out.find_last_not_of(' ') + 1 - from);
}

bool detail::is_named(const CsvColumn& column, std::string_view name) {
    return column.name == name ||
           std::any_of(column.aliases.begin(), column.aliases.end(), [name](std::string_view alias) { return detail::column_name(alias) == name; });
}

std::optional<CsvHeader> CsvHeader::bind(const CsvRow& row, std::span<const CsvColumn> columns, Diagnostics& diagnostics, bool show,
                                         OtherColumns others) {
    CsvHeader header;
    header.cells_.resize(columns.size());
    header.units_.resize(columns.size(), AmountUnit::yuan);
    header.words_.resize(columns.size(), nullptr);
    header.size_ = row.size();
    while (header.size_ > 0 && row[header.size_ - 1].sound && detail::column_name(row[header.size_ - 1].text).empty()) --header.size_;

    std::vector<std::string> known;
    for (const CsvColumn& column : columns) known.emplace_back(column.name);
    const std::string all = joined(known);
    const Text expected{"expected some of " + all, "应为其中若干列：" + all};
    bool usable = true;
    std::vector<std::size_t> strangers;
    std::vector<std::size_t> twice, contradicted;
    for (std::size_t cell = 0; cell < header.size_; ++cell) {
        const std::string text = detail::column_name(unguard_formula(row[cell].text));
        const auto [column, heading, unit] = named(columns, text);
        if (!row[cell].sound || column == columns.size()) {
            strangers.push_back(cell);
            header.names_.push_back("cell " + std::to_string(cell + 1));
            continue;
        }
        header.names_.emplace_back(columns[column].name);
        if (header.cells_[column]) {
            twice.push_back(cell);
            continue;
        }
        header.cells_[column] = cell;
        // An office's heading may have the unit as a part of it.
        const std::optional<AmountUnit> told = heading != nullptr && columns[column].amount && !unit ? split_unit(text).unit : unit;
        if (told) header.units_[column] = *told;
        if (heading == nullptr) continue;
        header.words_[column] = heading->words;
        if (!heading->unit) continue;
        if (told && *told != *heading->unit) contradicted.push_back(cell);
        header.units_[column] = *heading->unit;
    }
    const bool refused = others == OtherColumns::refused;
    if (refused && strangers.size() * 2 > header.size_) {   // no header, perhaps a record: nothing of it is shown
        const std::string found = std::to_string(header.size_ - strangers.size()), of = std::to_string(header.size_);
        diagnostics.add({ErrorKind::bad_syntax,
                         row.place(),
                         {"the first row is no header: " + found + " of its " + of + " cells name a column",
                          "首行不是表头：" + of + " 个单元格中有 " + found + " 个是列名"},
                         {},
                         expected,
                         {"put the names of the columns into the first row", "请在首行写明列名"}});
        return std::nullopt;
    }
    for (const std::size_t cell : twice) {
        const std::string& name = header.names_[cell];
        diagnostics.add({ErrorKind::duplicate,
                         row.place(cell, name),
                         {"the column " + name + " is there twice", "列 " + name + " 重复"},
                         name,
                         {"expected it once", "应只有一列"},
                         {}});
        usable = false;
    }
    for (const std::size_t cell : contradicted) {
        const std::string& name = header.names_[cell];
        diagnostics.add({ErrorKind::contradiction,
                         row.place(cell, name),
                         {"the heading names another unit than the map of columns", "表头的单位与列名对照表不同"},
                         name,
                         {"expected the same unit in both", "两者的单位应相同"},
                         {}});
        usable = false;
    }
    for (const std::size_t cell : strangers) {
        header.complete_ = false;
        if (!row[cell].sound || !refused) continue;   // told already, or nothing to tell
        const std::string text = detail::column_name(row[cell].text);
        if (text.empty()) {
            diagnostics.add({ErrorKind::unknown_name, row.place(cell), {"a column has no name", "有一列没有列名"}, {}, expected, {}});
            continue;
        }
        const Text name = shown(row[cell].text, show);
        std::vector<std::string> words;   // as written in the files' language
        for (const CsvColumn& column : columns) {
            words.emplace_back(column.name);
            words.insert(words.end(), column.aliases.begin(), column.aliases.end());
            for (const CsvHeading& heading : column.headings) words.emplace_back(heading.text);
        }
        diagnostics.add({ErrorKind::unknown_name,
                         row.place(cell),
                         {"no column is called " + name.en, "没有名为 " + name.zh + " 的列"},
                         {},
                         expected,
                         did_you_mean(text, words)});
    }
    std::vector<std::string> missing;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (columns[column].required && !header.cells_[column]) missing.emplace_back(columns[column].name);
    }
    if (!missing.empty()) {
        diagnostics.add({ErrorKind::bad_syntax,
                         row.place(),
                         {"the header lacks " + joined(missing), "表头缺少 " + joined(missing)},
                         {},
                         expected,
                         {}});
        usable = false;
    }
    if (!usable) return std::nullopt;
    return header;
}

std::string_view CsvHeader::in_words(const CellWords& words, std::string_view text, std::string& room) {
    const std::string_view whole = detail::trimmed(text);
    if (const auto at = words.find(whole); at != words.end()) return at->second;
    bool any = false;
    room.clear();
    for (std::string_view left = whole; !left.empty();) {
        const auto [end, length] = detail::end_of_word(left);
        const std::string_view word = detail::trimmed(left.substr(0, end));
        const auto at = words.find(word);
        any = any || at != words.end();
        room += at == words.end() ? word : std::string_view{at->second};
        if (length != 0) room += ';';
        left.remove_prefix(end + length);
    }
    return any ? std::string_view{room} : text;
}

bool CsvHeader::fits(const CsvRow& row, Diagnostics& diagnostics) const {
    std::size_t size = row.size();
    while (size > size_ && row[size - 1].text.empty() && !row[size - 1].quoted) --size;
    if (size == size_) return true;
    const std::string have = std::to_string(row.size()), want = std::to_string(size_);
    diagnostics.add({ErrorKind::bad_syntax,
                     row.place(),
                     {"the row has " + have + (row.size() == 1 ? " cell" : " cells"), "此行有 " + have + " 个单元格"},
                     {},
                     {"expected " + want + ", as the header has", "应与表头一样有 " + want + " 个"},
                     {}});
    return false;
}

}   // namespace arrears
