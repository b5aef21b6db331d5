// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/table_text.hpp>

#include "table_cells.hpp"
#include "text_table.hpp"

#include <arrears/core/allocate.hpp>
#include <arrears/core/json.hpp>
#include <arrears/core/long_ratio.hpp>
#include <arrears/io/csv_writer.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace arrears {

using namespace detail;

namespace {

/// The shares of one measure that add up to 1 along a row, a column or the whole table, printed so that they add up to 100%.
class AddingUp {
public:
    AddingUp(const Table& table, int decimals) : table_{table}, unit_{100} {
        for (int i = 0; i < decimals; ++i) unit_ *= 10;
        decimals_ = decimals;
    }
    /// Puts into `cells[row][column]` of a measure; those that do not add up stay.
    void operator()(std::size_t measure, std::vector<std::vector<std::string>>& cells) const {
        const std::vector<std::size_t> rows = whole_of(table_.rows(), fields(table_, true).size()),
                                       columns = whole_of(table_.columns(), fields(table_, false).size());
        using Place = std::pair<std::size_t, std::size_t>;
        std::vector<std::vector<Place>> wholes;
        switch (table_.measures()[measure].kind()) {
        case Measure::Kind::share_row:
            for (const std::size_t r : rows) {
                wholes.emplace_back();
                for (const std::size_t c : columns) wholes.back().emplace_back(r, c);
            }
            break;
        case Measure::Kind::share_column:
            for (const std::size_t c : columns) {
                wholes.emplace_back();
                for (const std::size_t r : rows) wholes.back().emplace_back(r, c);
            }
            break;
        case Measure::Kind::share_total:
            wholes.emplace_back();
            for (const std::size_t r : rows) {
                for (const std::size_t c : columns) wholes.back().emplace_back(r, c);
            }
            break;
        default: return;
        }
        for (const std::vector<Place>& whole : wholes) {
            std::vector<Place> places;
            std::vector<Ratio> shares;
            for (const auto& [r, c] : whole) {
                if (const Ratio* const share = table_.value(r, c, measure).share()) places.emplace_back(r, c), shares.push_back(*share);
            }
            const std::vector<std::int64_t> printed = parts(shares);
            for (std::size_t i = 0; i < printed.size(); ++i) {
                cells[places[i].first][places[i].second] = decimal(Ratio{printed[i], unit_ / 100}, decimals_, Rounding::down) + '%';
            }
        }
    }

private:
    /// The positions of what makes up the whole: no subtotals.
    [[nodiscard]] static std::vector<std::size_t> whole_of(std::span<const TableHeading> headings, std::size_t fields) {
        std::vector<std::size_t> out;
        for (std::size_t i = 0; i < headings.size(); ++i) {
            if (headings[i].size() == fields) out.push_back(i);
        }
        return out;
    }
    /// Each share cut off to whole units, those with the largest remainders one more, the first of equals first. Empty where they do
    /// not add up to 1.
    [[nodiscard]] std::vector<std::int64_t> parts(const std::vector<Ratio>& shares) const {
        std::vector<std::int64_t> out;
        std::vector<std::pair<Ratio, std::size_t>> rests;
        std::int64_t left = unit_;
        Ratio sum;
        try {
            for (std::size_t i = 0; i < shares.size(); ++i) {
                sum += shares[i];
                const Ratio whole = shares[i] * Ratio{unit_};
                out.push_back(whole.numerator() / whole.denominator());
                rests.emplace_back(whole - Ratio{out.back()}, i);
                left -= out.back();
            }
        } catch (const Error&) {   // ratios too large to be added: each stays as it is
            return {};
        }
        if (sum != Ratio{1} || left < 0) return {};
        std::stable_sort(rests.begin(), rests.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        for (std::size_t i = 0; left > 0 && i < rests.size(); ++i, --left) ++out[rests[i].second];
        return out;
    }

    const Table& table_;
    std::int64_t unit_;
    int decimals_ = 0;
};

/// The table's headings and cells as people read them.
[[nodiscard]] detail::TextTable shown(const Table& table, Language language, const TableStyle& style) {
    const std::vector<std::size_t> rows = positions(table.rows(), style.margins), columns = positions(table.columns(), style.margins);
    const std::size_t measures = table.measures().size();
    const bool crossed = !fields(table, false).empty();
    detail::TextTable out;
    std::vector<std::string> headings;
    for (const Word& field : fields(table, true)) headings.push_back(field.text), out.is_number.push_back(false);
    for (const std::size_t column : columns) {
        for (std::size_t m = 0; m < measures; ++m) {
            const std::size_t crossing = fields(table, false).size();
            std::string heading = column == Table::all ? of_all().in(language) : joined(table.columns()[column], crossing, language);
            if (!crossed || measures > 1) heading += (crossed ? ": " : "") + print(table.measures()[m]);
            headings.push_back(std::move(heading));
            out.is_number.push_back(is_number(table.unit(m)));
        }
    }
    out.rows.push_back(std::move(headings));
    const Shown value{style, language};
    std::vector<std::vector<std::vector<std::string>>> cells(measures);   // by measure, row, column
    for (std::size_t m = 0; m < measures; ++m) {
        for (const std::size_t row : rows) {
            cells[m].emplace_back();
            for (const std::size_t column : columns) cells[m].back().push_back(value(table.value(row, column, m)));
        }
        if (style.shares == ShareRounding::largest_remainder) AddingUp{table, style.share_decimals}(m, cells[m]);
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::vector<std::string> line;
        put_labels(line, table.rows(), rows[r], fields(table, true).size(), language);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            for (std::size_t m = 0; m < measures; ++m) line.push_back(std::move(cells[m][r][c]));
        }
        out.rows.push_back(std::move(line));
    }
    return out;
}

/// What is to be known of how the values were printed.
[[nodiscard]] std::string notes(const Table& table, Language language, const TableStyle& style) {
    bool amounts = false;
    for (std::size_t m = 0; m < table.measures().size(); ++m) amounts = amounts || table.unit(m).in_yuan;
    std::string out = amounts ? unit_note(style, language) : std::string{};
    const auto shares = [](const Measure& each) { return each.is_share() && each.kind() != Measure::Kind::share_where; };
    if (style.shares == ShareRounding::largest_remainder && std::any_of(table.measures().begin(), table.measures().end(), shares)) {
        const Text adjusted{"Shares are rounded by largest remainder, so that they add up to 100%.", "占比按最大余数法取整，合计为 100%。"};
        out += adjusted.in(language) + '\n';
    }
    return out;
}

[[nodiscard]] std::string print_csv(const Table& table, const TableStyle& style) {
    std::string out;
    CsvWriter writer{out};
    write_fields(writer, table.definition());
    for (const Measure& measure : table.measures()) writer.text(print(measure));
    writer.end_row();
    const bool margins = style.margins && style.csv_margins;
    for (const std::size_t row : positions(table.rows(), margins)) {
        for (const std::size_t column : positions(table.columns(), margins)) {
            const bool single = fields(table, true).empty() && fields(table, false).empty();
            if (table.records(row, column) == 0 && !single) continue;
            write_keys(writer, table.rows(), row, fields(table, true).size());
            write_keys(writer, table.columns(), column, fields(table, false).size());
            for (std::size_t m = 0; m < table.measures().size(); ++m) write_value(writer, table.value(row, column, m));
            writer.end_row();
        }
    }
    return out;
}

[[nodiscard]] std::string print_json(const Table& table, Language language, const TableStyle& style) {
    JsonWriter json;
    json.begin_object().member("format", "arrears.table").member("version", 1).member("definition", print(table.definition()));
    for (const bool rows : {true, false}) {
        json.key(rows ? "rows" : "columns").begin_array();
        for (const Word& field : fields(table, rows)) json.value(field.text);
        json.end_array();
    }
    json.key("measures").begin_array();
    for (const Measure& measure : table.measures()) json.value(print(measure));
    json.end_array().key("units").begin_array();
    for (std::size_t m = 0; m < table.measures().size(); ++m) write(json, table.unit(m));
    json.end_array().key("cells").begin_array();
    for (const std::size_t row : positions(table.rows(), style.margins)) {
        for (const std::size_t column : positions(table.columns(), style.margins)) {
            json.begin_object();
            write_heading(json, "row", table.rows(), row, language);
            write_heading(json, "column", table.columns(), column, language);
            json.member("records", table.records(row, column)).key("values").begin_array();
            for (std::size_t m = 0; m < table.measures().size(); ++m) write(json, table.value(row, column, m));
            json.end_array().end_object();
        }
    }
    json.end_array().end_object();
    return json.text() + '\n';
}

// Changes

/// A change of one measure in one cell, of those in which there are records on either side.
template <class Take>
void each_change(const ChangeTable& table, bool margins, Take take) {
    for (const std::size_t row : positions(table.rows(), margins)) {
        for (const std::size_t column : positions(table.columns(), margins)) {
            for (std::size_t m = 0; m < table.measures().size(); ++m) {
                if (table.has_records(row, column)) take(row, column, m, table.change(row, column, m));
            }
        }
    }
}
[[nodiscard]] bool has_parts(const ChangeTable& table) {
    return std::any_of(table.measures().begin(), table.measures().end(), [](const Measure& each) { return each.kind() == Measure::Kind::by; });
}
struct PartName {
    const Value ValueChange::*part;
    const char* id;
    Text label;
};
[[nodiscard]] const std::vector<PartName>& part_names() {
    static const std::vector<PartName> all{{&ValueChange::entered, "entered", {"entered", "新增"}},
                                           {&ValueChange::left, "left", {"left", "退出"}},
                                           {&ValueChange::more, "more", {"more", "增加"}},
                                           {&ValueChange::less, "less", {"less", "减少"}}};
    return all;
}

[[nodiscard]] detail::TextTable shown(const ChangeTable& table, Language language, const TableStyle& style) {
    detail::TextTable out;
    std::vector<std::string> line;
    const auto heading = [&](const std::string& text, bool number) {
        line.push_back(text);
        out.is_number.push_back(number);
    };
    for (const bool rows : {true, false}) {
        for (const Word& field : fields(table, rows)) heading(field.text, false);
    }
    heading(Text{"measure", "指标"}.in(language), false);
    const auto dated = [](const std::string& text, const std::optional<Date>& as_of) { return as_of ? text + ' ' + print(*as_of) : text; };
    heading(dated(Text{"before", "前"}.in(language), table.as_of_before()), true);
    heading(dated(Text{"after", "后"}.in(language), table.as_of_after()), true);
    for (const Text& text : {Text{"difference", "增减"}, {"growth", "增长率"}}) heading(text.in(language), true);
    if (has_parts(table)) {
        for (const PartName& part : part_names()) heading(part.label.in(language), true);
    }
    out.rows.push_back(std::move(line));
    const Shown value{style, language};
    each_change(table, style.margins, [&](std::size_t row, std::size_t column, std::size_t m, const ValueChange& change) {
        line.clear();
        put_labels(line, table.rows(), row, fields(table, true).size(), language);
        put_labels(line, table.columns(), column, fields(table, false).size(), language);
        line.push_back(print(table.measures()[m]));
        for (const Value* const each : {&change.before, &change.after, &change.difference}) line.push_back(value(*each));
        line.push_back(change.growth ? value.of_all(*change.growth) : "-");
        if (has_parts(table)) {
            for (const PartName& part : part_names()) line.push_back((change.*part.part).has_value() ? value(change.*part.part) : std::string{});
        }
        out.rows.push_back(line);
    });
    return out;
}

[[nodiscard]] std::string print_csv(const ChangeTable& table, const TableStyle& style) {
    std::string out;
    CsvWriter writer{out};
    write_fields(writer, table.definition());
    for (const char* const name : {"measure", "before", "after", "difference", "growth"}) writer.value(name);
    for (const PartName& part : part_names()) writer.value(part.id);
    writer.end_row();
    each_change(table, style.margins && style.csv_margins, [&](std::size_t row, std::size_t column, std::size_t m, const ValueChange& change) {
        write_keys(writer, table.rows(), row, fields(table, true).size());
        write_keys(writer, table.columns(), column, fields(table, false).size());
        writer.text(print(table.measures()[m]));
        for (const Value* const each : {&change.before, &change.after, &change.difference}) writer.value(print(*each));
        writer.value(change.growth ? to_string(*change.growth) : std::string{});
        for (const PartName& part : part_names()) writer.value(print(change.*part.part));
        writer.end_row();
    });
    return out;
}

[[nodiscard]] std::string print_json(const ChangeTable& table, Language language, const TableStyle& style) {
    JsonWriter json;
    json.begin_object().member("format", "arrears.change").member("version", 1).member("definition", print(table.definition()));
    const auto put_day = [&json](const char* name, const std::optional<Date>& day) {
        if (day) json.member(name, print(*day));
    };
    put_day("as_of_before", table.as_of_before());
    put_day("as_of_after", table.as_of_after());
    json.key("changes").begin_array();
    each_change(table, style.margins, [&](std::size_t row, std::size_t column, std::size_t m, const ValueChange& change) {
        json.begin_object();
        write_heading(json, "row", table.rows(), row, language);
        write_heading(json, "column", table.columns(), column, language);
        json.member("measure", print(table.measures()[m]));
        const auto put = [&json](const char* name, const Value& value) { write(json.key(name), value); };
        put("before", change.before);
        put("after", change.after);
        put("difference", change.difference);
        json.key("growth");
        if (change.growth) json.begin_object().member("ratio", to_string(*change.growth)).end_object();
        else json.null();
        if (change.entered.has_value()) {
            for (const PartName& part : part_names()) put(part.id, change.*part.part);
        }
        json.end_object();
    });
    json.end_array().end_object();
    return json.text() + '\n';
}

}   // namespace

std::string print(const Table& table, ReportFormat format, Language language, const TableStyle& style) {
    check(style);
    if (format == ReportFormat::csv) return print_csv(table, style);
    if (format == ReportFormat::json) return print_json(table, language, style);
    return with_notes(shown(table, language, style), notes(table, language, style), format);
}

std::string print(const ChangeTable& table, ReportFormat format, Language language, const TableStyle& style) {
    check(style);
    if (format == ReportFormat::csv) return print_csv(table, style);
    if (format == ReportFormat::json) return print_json(table, language, style);
    bool amounts = false;
    for (std::size_t m = 0; m < table.measures().size(); ++m) amounts = amounts || table.unit(m).in_yuan;
    return with_notes(shown(table, language, style), amounts ? unit_note(style, language) : std::string{}, format);
}

}   // namespace arrears
