// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/table_text.hpp>

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

namespace {

[[nodiscard]] Text of_all() { return {"all", "合计"}; }

/// The positions of rows or columns, the margin last where it is to be shown: where there is only one place, it is its own margin.
[[nodiscard]] std::vector<std::size_t> positions(std::span<const TableHeading> headings, bool margin) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < headings.size(); ++i) out.push_back(i);
    const bool grouped = !(headings.size() == 1 && headings.front().empty());
    if (margin && grouped) out.push_back(Table::all);
    return out;
}

/// The names of the fields that make rows or columns.
[[nodiscard]] const std::vector<Word>& fields(const Table& table, bool rows) {
    return rows ? table.definition().rows() : table.definition().columns();
}

[[nodiscard]] std::string joined(const TableHeading& heading, Language language) {
    std::string out;
    for (const TableKey& key : heading) out += (out.empty() ? "" : " / ") + key.label.in(language);
    return out;
}

class Shown {
public:
    Shown(const Table& table, const TableStyle& style, Language language) : table_{table}, style_{style}, language_{language} {}

    [[nodiscard]] std::string operator()(std::size_t row, std::size_t column, std::size_t measure) const {
        const Value& value = table_.value(row, column, measure);
        if (!value.has_value()) return "-";
        if (const auto* const count = value.count()) return with_separators(std::to_string(count->number));
        if (const auto* const money = value.money()) return amount(LongRatio{*money, 1});
        if (const auto* const mean = value.amount()) return amount(*mean);
        if (const auto* const share = value.share()) return percent(*share, style_.share_decimals, style_.rounding) + '%';
        if (const auto* const number = value.number()) return with_separators(std::to_string(*number));
        if (const auto* const quotient = value.quotient()) return decimal(*quotient, style_.ratio_decimals, style_.rounding);
        std::string out;
        if (const auto* const curve = value.curve()) {
            for (const LongRatio& point : *curve) out += (out.empty() ? "" : " ") + percent(point, style_.share_decimals, style_.rounding) + '%';
            return out;
        }
        if (const auto* const ranking = value.ranking()) {
            for (const RankedKey& each : *ranking) {
                const std::string& label = each.label.in(language_);
                out += (out.empty() ? "" : "; ") + std::to_string(each.rank) + ". " + (label.empty() ? each.key : label) + ' ' +
                       (each.amount ? amount(LongRatio{*each.amount, 1}) : with_separators(std::to_string(each.number.value_or(0))));
            }
            return out;
        }
        return print(value);
    }

private:
    [[nodiscard]] std::string amount(const LongRatio& fen) const {
        return with_separators(decimal(fen.divided_by(fen_per(style_.unit)), style_.amount_decimals, style_.rounding));
    }

    const Table& table_;
    const TableStyle& style_;
    Language language_;
};

/// The shares of one measure that add up to 1 along a row, a column or the whole table, printed so that they add up to 100%.
class AddingUp {
public:
    AddingUp(const Table& table, int decimals) : table_{table}, unit_{100} {
        for (int i = 0; i < decimals; ++i) unit_ *= 10;
        decimals_ = decimals;
    }
    /// Puts into `cells[row][column]` of a measure; those that do not add up stay.
    void operator()(std::size_t measure, std::vector<std::vector<std::string>>& cells) const {
        const std::size_t rows = table_.rows().size(), columns = table_.columns().size();
        using Place = std::pair<std::size_t, std::size_t>;
        std::vector<std::vector<Place>> wholes;
        switch (table_.measures()[measure].kind()) {
        case Measure::Kind::share_row:
            for (std::size_t r = 0; r < rows; ++r) {
                wholes.emplace_back();
                for (std::size_t c = 0; c < columns; ++c) wholes.back().emplace_back(r, c);
            }
            break;
        case Measure::Kind::share_column:
            for (std::size_t c = 0; c < columns; ++c) {
                wholes.emplace_back();
                for (std::size_t r = 0; r < rows; ++r) wholes.back().emplace_back(r, c);
            }
            break;
        case Measure::Kind::share_total:
            wholes.emplace_back();
            for (std::size_t r = 0; r < rows; ++r) {
                for (std::size_t c = 0; c < columns; ++c) wholes.back().emplace_back(r, c);
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
            std::string heading = column == Table::all ? of_all().in(language) : joined(table.columns()[column], language);
            if (!crossed || measures > 1) heading += (crossed ? ": " : "") + print(table.measures()[m]);
            headings.push_back(std::move(heading));
            out.is_number.push_back(table.measures()[m].kind() != Measure::Kind::top && table.measures()[m].kind() != Measure::Kind::lorenz);
        }
    }
    out.rows.push_back(std::move(headings));
    const Shown value{table, style, language};
    std::vector<std::vector<std::vector<std::string>>> cells(measures);   // by measure, row, column
    for (std::size_t m = 0; m < measures; ++m) {
        for (const std::size_t row : rows) {
            cells[m].emplace_back();
            for (const std::size_t column : columns) cells[m].back().push_back(value(row, column, m));
        }
        if (style.shares == ShareRounding::largest_remainder) AddingUp{table, style.share_decimals}(m, cells[m]);
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::vector<std::string> line;
        for (std::size_t f = 0; f < fields(table, true).size(); ++f) {
            if (rows[r] == Table::all) line.push_back(f == 0 ? of_all().in(language) : std::string{});
            else line.push_back(table.rows()[rows[r]][f].label.in(language));
        }
        for (std::size_t c = 0; c < columns.size(); ++c) {
            for (std::size_t m = 0; m < measures; ++m) line.push_back(std::move(cells[m][r][c]));
        }
        out.rows.push_back(std::move(line));
    }
    return out;
}

/// What is to be known of how the values were printed.
[[nodiscard]] std::string notes(const Table& table, Language language, const TableStyle& style) {
    std::string out;
    bool amounts = false;
    for (const std::size_t row : positions(table.rows(), true)) {
        for (const std::size_t column : positions(table.columns(), true)) {
            for (std::size_t m = 0; m < table.measures().size(); ++m) {
                const Value& value = table.value(row, column, m);
                const bool ranked = value.ranking() != nullptr && !value.ranking()->empty() && value.ranking()->front().amount;
                amounts = amounts || value.money() != nullptr || value.amount() != nullptr || ranked;
            }
        }
    }
    if (style.unit != AmountUnit::yuan && amounts) {
        const Text unit{"Amounts in " + std::string{label(style.unit, Language::en)} + ".",
                        "金额单位：" + std::string{label(style.unit, Language::zh)} + "。"};
        out += unit.in(language) + '\n';
    }
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
    for (const bool rows : {true, false}) {
        for (const Word& field : fields(table, rows)) writer.text(field.text);
    }
    for (const Measure& measure : table.measures()) writer.text(print(measure));
    writer.end_row();
    const bool margins = style.margins && style.csv_margins;
    const auto keys = [&](std::span<const TableHeading> headings, std::size_t at, std::size_t count) {
        for (std::size_t f = 0; f < count; ++f) {
            if (at == Table::all) writer.value("*");
            else writer.text(headings[at][f].key);
        }
    };
    for (const std::size_t row : positions(table.rows(), margins)) {
        for (const std::size_t column : positions(table.columns(), margins)) {
            const bool single = fields(table, true).empty() && fields(table, false).empty();
            if (table.records(row, column) == 0 && !single) continue;
            keys(table.rows(), row, fields(table, true).size());
            keys(table.columns(), column, fields(table, false).size());
            for (std::size_t m = 0; m < table.measures().size(); ++m) {
                const Value& value = table.value(row, column, m);
                if (value.ranking() != nullptr) writer.text(print(value));
                else writer.value(print(value));
            }
            writer.end_row();
        }
    }
    return out;
}

void write(JsonWriter& json, const Value& value) {
    const auto ratio = [&json](const auto& exact) { json.begin_object().member("ratio", to_string(exact)).end_object(); };
    if (!value.has_value()) json.null();
    else if (const auto* const count = value.count()) json.value(count->number);
    else if (const auto* const money = value.money()) json.number(to_string(*money));
    else if (const auto* const share = value.share()) ratio(*share);
    else if (const auto* const number = value.number()) json.value(*number);
    else if (const auto* const quotient = value.quotient()) ratio(*quotient);
    else if (const auto* const amount = value.amount()) ratio(amount->divided_by(100));
    else if (const auto* const curve = value.curve()) {
        json.begin_array();
        for (const LongRatio& point : *curve) ratio(point);
        json.end_array();
    } else if (const auto* const ranking = value.ranking()) {
        json.begin_array();
        for (const RankedKey& each : *ranking) {
            json.begin_object().member("rank", each.rank).member("key", each.key).key("sum");
            if (each.amount) json.number(to_string(*each.amount));
            else json.value(each.number.value_or(0));
            json.end_object();
        }
        json.end_array();
    } else {
        json.value(print(value));
    }
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
    json.end_array().key("cells").begin_array();
    const auto heading = [&](const char* name, std::span<const TableHeading> headings, std::size_t at) {
        json.key(name);
        if (at == Table::all) return static_cast<void>(json.null());
        json.begin_array();
        for (const TableKey& key : headings[at]) {
            json.begin_object().key("key");
            if (key.is_unknown) json.null();
            else json.value(key.key);
            json.member("label", key.label.in(language)).end_object();
        }
        json.end_array();
    };
    for (const std::size_t row : positions(table.rows(), style.margins)) {
        for (const std::size_t column : positions(table.columns(), style.margins)) {
            json.begin_object();
            heading("row", table.rows(), row);
            heading("column", table.columns(), column);
            json.member("records", table.records(row, column)).key("values").begin_array();
            for (std::size_t m = 0; m < table.measures().size(); ++m) write(json, table.value(row, column, m));
            json.end_array().end_object();
        }
    }
    json.end_array().end_object();
    return json.text() + '\n';
}

}   // namespace

std::string print(const Table& table, ReportFormat format, Language language, const TableStyle& style) {
    for (const int decimals : {style.amount_decimals, style.share_decimals, style.ratio_decimals}) {
        if (decimals < 0 || decimals > 18 || (style.shares == ShareRounding::largest_remainder && style.share_decimals > 12)) {
            throw bad_argument("TableStyle", {"so many decimals cannot be printed", "小数位数超出范围"},
                               {"expected 0 to 18, of shares that add up to 12", "应为 0 至 18，最大余数法至 12"});
        }
    }
    switch (format) {
    case ReportFormat::text: return shown(table, language, style).text() + notes(table, language, style);
    case ReportFormat::markdown: {
        const std::string under = notes(table, language, style);
        return shown(table, language, style).markdown() + (under.empty() ? under : '\n' + detail::markdown(under));
    }
    case ReportFormat::csv: return print_csv(table, style);
    case ReportFormat::json: return print_json(table, language, style);
    }
    return {};
}

}   // namespace arrears
