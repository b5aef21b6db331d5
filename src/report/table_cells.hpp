// SPDX-License-Identifier: BSL-1.0
#pragma once

// What tables of every kind are printed by: headings, values as people and as programs read them, notes.

#include "text_table.hpp"

#include <arrears/core/json.hpp>
#include <arrears/core/long_ratio.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/report/table_text.hpp>
#include <arrears/statistics/table.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace arrears::detail {

[[nodiscard]] Text of_all();

/// The positions of rows or columns, the margin last where it is to be shown: where there is only one place, it is its own margin.
[[nodiscard]] std::vector<std::size_t> positions(std::span<const TableHeading> headings, bool margin);

/// The names of the fields that make rows or columns.
template <class AnyTable>
[[nodiscard]] const std::vector<Word>& fields(const AnyTable& table, bool rows) {
    return rows ? table.definition().rows() : table.definition().columns();
}

[[nodiscard]] std::string joined(const TableHeading& heading, std::size_t fields, Language language);

/// The labels of a row or a column in its cells of a line, one a field; for all, the first says so.
void put_labels(std::vector<std::string>& line, std::span<const TableHeading> headings, std::size_t at, std::size_t count, Language language);

/// A value as people read it.
class Shown {
public:
    Shown(const TableStyle& style, Language language) : style_{style}, language_{language} {}

    [[nodiscard]] std::string operator()(const Value& value) const;
    [[nodiscard]] std::string of_all(const LongRatio& ratio) const;

private:
    [[nodiscard]] std::string amount(const LongRatio& fen) const;

    const TableStyle& style_;
    Language language_;
};

/// Whether values of the unit are set to the right.
[[nodiscard]] bool is_number(const MeasureUnit& unit) noexcept;
[[nodiscard]] std::string unit_note(const TableStyle& style, Language language);

/// The names of the fields of rows, then of columns, as CSV begins its header.
void write_fields(CsvWriter& writer, const Definition& definition);
/// The keys of a row or a column in its cells of a line of CSV; `*` stands for all.
void write_keys(CsvWriter& writer, std::span<const TableHeading> headings, std::size_t at, std::size_t count);
void write_value(CsvWriter& writer, const Value& value);
void write(JsonWriter& json, const Value& value);
void write_heading(JsonWriter& json, const char* name, std::span<const TableHeading> headings, std::size_t at, Language language);
/// `{"quantity": "count", "of": "enterprises", "exact_decimals": 0}`
void write(JsonWriter& json, const MeasureUnit& unit);

/// \throws Error (bad_argument) for decimals outside 0 to 18
void check(const TableStyle& style);
/// A table for people with what is to be known of it.
[[nodiscard]] std::string with_notes(const TextTable& table, const std::string& under, ReportFormat format);

}   // namespace arrears::detail
