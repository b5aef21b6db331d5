// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/money_text.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/io/csv.hpp>
#include <arrears/io/diagnostics.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace make_registry {

using arrears::Date;
using arrears::Money;

/// What the description asks for and cannot be had, or does not say well.
[[nodiscard]] inline arrears::Error cannot(arrears::Place place, arrears::Text problem) {
    return arrears::Error{arrears::Fault{arrears::ErrorKind::contradiction, std::move(place), std::move(problem), {}, {}, {}}};
}

/// Whole numbers from `first` to `last`, both included.
struct Range {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// `text` at each `separator`; nothing for an empty text.
[[nodiscard]] inline std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    if (text.empty()) return parts;
    parts.emplace_back();
    for (const char c : text) {
        if (c == separator) parts.emplace_back();
        else parts.back() += c;
    }
    return parts;
}

/// One row of a file of the description; a column that the file does not have reads as empty.
class Row {
public:
    Row(arrears::Place place, std::map<std::string, std::string> fields) : place_{std::move(place)}, fields_{std::move(fields)} {}

    [[nodiscard]] arrears::Place place(const std::string& column = {}) const {
        arrears::Place place = place_;
        place.field = column;
        return place;
    }
    [[nodiscard]] std::string text(const std::string& column) const {
        const auto found = fields_.find(column);
        return found == fields_.end() ? std::string{} : found->second;
    }
    [[nodiscard]] bool has(const std::string& column) const { return !text(column).empty(); }
    [[nodiscard]] std::int64_t whole(const std::string& column) const { return number(text(column), column); }
    [[nodiscard]] std::optional<std::int64_t> try_whole(const std::string& column) const {
        return has(column) ? std::optional{whole(column)} : std::nullopt;
    }
    /// `3..13`, or `3` alone.
    [[nodiscard]] Range range(const std::string& column) const {
        const std::string all = text(column);
        const auto dots = all.find("..");
        if (dots == std::string::npos) return {number(all, column), number(all, column)};
        const Range range{number(all.substr(0, dots), column), number(all.substr(dots + 2), column)};
        if (range.last < range.first) throw unlike(column, "a range first..last", "范围 first..last");
        return range;
    }
    [[nodiscard]] Date date(const std::string& column) const {
        const auto date = arrears::try_parse_date(text(column));
        if (!date) throw unlike(column, "a date such as 2018-12-31", "日期，如 2018-12-31");
        return *date;
    }
    /// `1200元`, `4043.74万元`; in yuan where no unit stands.
    [[nodiscard]] Money money(const std::string& column) const {
        const auto money = arrears::try_parse_money(text(column));
        if (!money) throw unlike(column, "an amount such as 4043.74万元", "金额，如 4043.74万元");
        return *money;
    }

private:
    [[nodiscard]] arrears::Error unlike(const std::string& column, const std::string& en, const std::string& zh) const {
        return arrears::Error{arrears::Fault{arrears::ErrorKind::bad_syntax, place(column),
                                             {'"' + text(column) + "\" is not " + en, "“" + text(column) + "”不是" + zh}, text(column), {}, {}}};
    }
    [[nodiscard]] std::int64_t number(const std::string& digits, const std::string& column) const {
        if (digits.empty() || digits.size() > 18 || digits.find_first_not_of("0123456789") != std::string::npos) {
            throw unlike(column, "a whole number", "整数");
        }
        return std::stoll(digits);
    }

    arrears::Place place_;
    std::map<std::string, std::string> fields_;
};

/// A file of the description, its faults all at once. \throws Error (unreadable, bad_syntax)
[[nodiscard]] inline std::vector<Row> read_rows(const std::filesystem::path& file) {
    arrears::CsvReader reader{arrears::bytes_of_file(file.string()), file.filename().string()};
    arrears::Diagnostics diagnostics;
    std::vector<std::string> columns;
    std::vector<Row> rows;
    while (const arrears::CsvRow* const row = reader.next(diagnostics)) {
        std::vector<std::string> cells;
        for (const arrears::CsvCell& cell : row->cells()) cells.emplace_back(cell.text);
        if (columns.empty()) {
            columns = cells;
            reader.name_columns(cells);
            continue;
        }
        if (cells.size() != columns.size()) {
            diagnostics.add(cannot(row->place(), {"has not the columns of its header", "与表头的列数不同"}).fault());
            continue;
        }
        std::map<std::string, std::string> fields;
        for (std::size_t column = 0; column < columns.size(); ++column) fields[columns[column]] = cells[column];
        rows.emplace_back(row->place(), std::move(fields));
    }
    diagnostics.throw_if_any();
    return rows;
}

/// All files of a description directory.
struct Description {
    explicit Description(const std::filesystem::path& directory)
        : settings{read_settings(directory)}, systems{read_rows(directory / "systems.csv")}, groupings{read_rows(directory / "groupings.csv")},
          enterprises{read_rows(directory / "enterprises.csv")}, quotas{read_rows(directory / "quotas.csv")},
          enrolments{read_rows(directory / "enrolments.csv")}, categories{read_rows(directory / "categories.csv")},
          amounts{read_rows(directory / "amounts.csv")}, people{read_rows(directory / "people.csv")},
          employment_weights{read_rows(directory / "employment_weights.csv")}, retirement{read_rows(directory / "retirement.csv")},
          households{read_rows(directory / "households.csv")}, districts{read_rows(directory / "districts.csv")},
          advances{read_rows(directory / "advances.csv")}, plans{read_rows(directory / "resettlement_plans.csv")},
          readings{read_rows(directory / "readings.csv")}, about{read_rows(directory / "about.csv")} {}

    /// The row of settings.csv with this key; its column is `value`.
    [[nodiscard]] const Row& setting(const std::string& key) const {
        const auto found = settings.find(key);
        if (found == settings.end()) throw cannot({"settings.csv", 0, 0, "key"}, {'"' + key + "\" is not set", "缺少设置“" + key + "”"});
        return found->second;
    }
    [[nodiscard]] std::int64_t number(const std::string& key) const { return setting(key).whole("value"); }
    [[nodiscard]] Date as_of() const { return setting("as_of").date("value"); }
    [[nodiscard]] std::uint64_t seed() const { return static_cast<std::uint64_t>(number("seed")); }

    std::map<std::string, Row> settings;
    std::vector<Row> systems, groupings, enterprises, quotas, enrolments, categories, amounts, people;
    std::vector<Row> employment_weights, retirement, households, districts, advances, plans, readings, about;

private:
    [[nodiscard]] static std::map<std::string, Row> read_settings(const std::filesystem::path& directory) {
        std::map<std::string, Row> found;
        for (const Row& row : read_rows(directory / "settings.csv")) found.emplace(row.text("key"), row);
        return found;
    }
};

}   // namespace make_registry
