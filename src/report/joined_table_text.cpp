// SPDX-License-Identifier: BSL-1.0
#include "table_cells.hpp"

#include <arrears/report/table_text.hpp>
#include <arrears/statistics/joined_table.hpp>

#include <optional>
#include <utility>

namespace arrears {

using namespace detail;

namespace {

[[nodiscard]] const Definition& definition(const JoinedTable& table) { return table.sides().front().table.definition(); }

/// Whether any side has records there.
[[nodiscard]] bool has_records(const JoinedTable& table, std::size_t row, std::size_t column) {
    for (std::size_t side = 0; side < table.sides().size(); ++side) {
        if (table.records(row, column, side).value_or(0) != 0) return true;
    }
    return false;
}
[[nodiscard]] bool in_yuan(const JoinedTable& table) {
    for (const TableSide& side : table.sides()) {
        for (std::size_t m = 0; m < table.measures(); ++m) {
            if (side.table.unit(m).in_yuan) return true;
        }
    }
    return false;
}
/// What the values in a measure's place are of, on all sides.
[[nodiscard]] std::string measure_heading(const JoinedTable& table, std::size_t measure) {
    const std::string first = print(table.sides().front().table.measures()[measure]);
    for (const TableSide& side : table.sides()) {
        if (print(side.table.measures()[measure]) != first) return {};
    }
    return first;
}

[[nodiscard]] TextTable shown(const JoinedTable& table, Language language, const TableStyle& style) {
    const std::vector<std::size_t> rows = positions(table.rows(), style.margins), columns = positions(table.columns(), style.margins);
    const bool crossed = !definition(table).columns().empty();
    TextTable out;
    std::vector<std::string> line;
    for (const Word& field : definition(table).rows()) line.push_back(field.text), out.is_number.push_back(false);
    const auto each = [&](auto act) {
        for (const std::size_t column : columns) {
            for (std::size_t m = 0; m < table.measures(); ++m) {
                for (std::size_t side = 0; side < table.sides().size(); ++side) act(column, m, side, false);
                for (std::size_t which = 0; which < table.differences().size(); ++which) act(column, m, which, true);
            }
        }
    };
    each([&](std::size_t column, std::size_t m, std::size_t at, bool difference) {
        std::string heading;
        const auto add = [&heading](const std::string& part) {
            if (!part.empty()) heading += (heading.empty() ? "" : ": ") + part;
        };
        const std::size_t crossing = definition(table).columns().size();
        if (crossed) add(column == Table::all ? of_all().in(language) : joined(table.columns()[column], crossing, language));
        if (table.measures() > 1) add(measure_heading(table, m));
        add(difference ? table.differences()[at].label.in(language) : table.sides()[at].label.in(language));
        line.push_back(std::move(heading));
        out.is_number.push_back(difference || is_number(table.sides()[at].table.unit(m)));
    });
    out.rows.push_back(std::move(line));
    const Shown value{style, language};
    for (const std::size_t row : rows) {
        line.clear();
        put_labels(line, table.rows(), row, definition(table).rows().size(), language);
        each([&](std::size_t column, std::size_t m, std::size_t at, bool difference) {
            if (difference) return line.push_back(value(table.difference(row, column, at, m)));
            const Value* const cell = table.value(row, column, at, m);
            line.push_back(cell == nullptr ? std::string{} : value(*cell));   // missing is left blank
        });
        out.rows.push_back(line);
    }
    return out;
}

[[nodiscard]] std::string print_csv(const JoinedTable& table, const TableStyle& style) {
    std::string out;
    CsvWriter writer{out};
    const Definition& first = definition(table);
    write_fields(writer, first);
    writer.value("measure");
    for (const TableSide& side : table.sides()) writer.text(side.name);
    for (const SideDifference& each : table.differences()) writer.text(each.name);
    writer.end_row();
    const bool margins = style.margins && style.csv_margins, single = first.rows().empty() && first.columns().empty();
    for (const std::size_t row : positions(table.rows(), margins)) {
        for (const std::size_t column : positions(table.columns(), margins)) {
            if (!single && !has_records(table, row, column)) continue;
            for (std::size_t m = 0; m < table.measures(); ++m) {
                write_keys(writer, table.rows(), row, first.rows().size());
                write_keys(writer, table.columns(), column, first.columns().size());
                writer.text(print(first.measures()[m]));
                for (std::size_t side = 0; side < table.sides().size(); ++side) {
                    const Value* const value = table.value(row, column, side, m);
                    write_value(writer, value == nullptr ? Value{} : *value);
                }
                for (std::size_t which = 0; which < table.differences().size(); ++which) write_value(writer, table.difference(row, column, which, m));
                writer.end_row();
            }
        }
    }
    return out;
}

[[nodiscard]] std::string print_json(const JoinedTable& table, Language language, const TableStyle& style) {
    JsonWriter json;
    json.begin_object().member("format", "arrears.joined_table").member("version", 1).key("sides").begin_array();
    for (const TableSide& side : table.sides()) {
        json.begin_object().member("name", side.name).member("label", side.label.in(language)).member("definition", print(side.table.definition()));
        json.key("units").begin_array();
        for (std::size_t m = 0; m < table.measures(); ++m) write(json, side.table.unit(m));
        json.end_array().end_object();
    }
    json.end_array().key("differences").begin_array();
    for (const SideDifference& each : table.differences()) {
        json.begin_object().member("name", each.name).member("label", each.label.in(language));
        json.member("minuend", table.sides()[each.minuend].name).member("subtrahend", table.sides()[each.subtrahend].name).end_object();
    }
    json.end_array().key("cells").begin_array();
    for (const std::size_t row : positions(table.rows(), style.margins)) {
        for (const std::size_t column : positions(table.columns(), style.margins)) {
            json.begin_object();
            write_heading(json, "row", table.rows(), row, language);
            write_heading(json, "column", table.columns(), column, language);
            json.key("sides").begin_object();   // a side that does not have the cell is not there
            for (std::size_t side = 0; side < table.sides().size(); ++side) {
                const auto records = table.records(row, column, side);
                if (!records) continue;
                json.key(table.sides()[side].name).begin_object().member("records", *records).key("values").begin_array();
                for (std::size_t m = 0; m < table.measures(); ++m) write(json, *table.value(row, column, side, m));
                json.end_array().end_object();
            }
            json.end_object().key("differences").begin_object();
            for (std::size_t which = 0; which < table.differences().size(); ++which) {
                json.key(table.differences()[which].name).begin_array();
                for (std::size_t m = 0; m < table.measures(); ++m) write(json, table.difference(row, column, which, m));
                json.end_array();
            }
            json.end_object().end_object();
        }
    }
    json.end_array().end_object();
    return json.text() + '\n';
}

}   // namespace

std::string print(const JoinedTable& table, ReportFormat format, Language language, const TableStyle& style) {
    check(style);
    if (format == ReportFormat::csv) return print_csv(table, style);
    if (format == ReportFormat::json) return print_json(table, language, style);
    return with_notes(shown(table, language, style), in_yuan(table) ? unit_note(style, language) : std::string{}, format);
}

}   // namespace arrears
