// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/amount_unit.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/language.hpp>
#include <arrears/core/rounding.hpp>
#include <arrears/report/survey_report.hpp>
#include <arrears/statistics/change.hpp>
#include <arrears/statistics/joined_table.hpp>
#include <arrears/statistics/table.hpp>

#include <string>

namespace arrears {

/// What becomes of shares that are printed with few decimals.
ARREARS_ENUM(ShareRounding,
    (each,              "各自取整", "each by itself"),
    (largest_remainder, "最大余数法，合计为 100%", "by largest remainder, adding up to 100%"));

/// How the values of a table are written for people. All are exact until here.
struct TableStyle {
    AmountUnit unit = AmountUnit::yuan;
    int amount_decimals = 2;
    int share_decimals = 2;      ///< of percents
    int ratio_decimals = 4;      ///< of means and quantiles of whole numbers, of coefficients
    Rounding rounding = Rounding::half_away_from_zero;
    ShareRounding shares = ShareRounding::each;   ///< by largest remainder only where the exact shares add up to 1
    bool margins = true;         ///< show the margins; in CSV only where also asked for by csv_margins
    bool csv_margins = false;
};

/// A table as text, Markdown, CSV or JSON.
///
/// Text and Markdown: labels, a line a row, margins last. CSV: keys, a line a cell in which there are records: the row's fields, the
/// column's, then the measures, exact, money in yuan and shares and quotients as fractions; of a margin `*` stands for all. JSON: the
/// same with records counted, and margins.
/// \throws Error (bad_argument) for decimals outside 0 to 18
[[nodiscard]] std::string print(const Table& table, ReportFormat format, Language language, const TableStyle& style = {});

/// What changed between two states, a line for each measure of each cell in which there are records on either side: before, after,
/// difference, growth, and of a measure by(…) what entered, left, grew and shrank, which add up to the difference. The forms are those
/// of a Table.
[[nodiscard]] std::string print(const ChangeTable& table, ReportFormat format, Language language, const TableStyle& style = {});

/// Tables side by side, the columns of the sides and their differences next to each other; what a side does not have is left blank. CSV has
/// a line for each measure of each cell in which a side has records: keys, measure, a column for each side and each difference by its
/// name. In JSON a side without the cell is not there.
[[nodiscard]] std::string print(const JoinedTable& table, ReportFormat format, Language language, const TableStyle& style = {});

}   // namespace arrears
