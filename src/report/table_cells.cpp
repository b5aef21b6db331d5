// SPDX-License-Identifier: BSL-1.0
#include "table_cells.hpp"

namespace arrears::detail {

Text of_all() { return {"all", "合计"}; }

std::vector<std::size_t> positions(std::span<const TableHeading> headings, bool margin) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < headings.size(); ++i) out.push_back(i);
    const bool grouped = !(headings.size() == 1 && headings.front().empty());
    if (margin && grouped) out.push_back(Table::all);
    return out;
}

std::string joined(const TableHeading& heading, std::size_t fields, Language language) {
    std::string out;
    for (const TableKey& key : heading) out += (out.empty() ? "" : " / ") + key.label.in(language);
    if (heading.size() < fields) out += " / " + of_all().in(language);
    return out;
}

void put_labels(std::vector<std::string>& line, std::span<const TableHeading> headings, std::size_t at, std::size_t count, Language language) {
    for (std::size_t f = 0; f < count; ++f) {
        const std::size_t known = at == Table::all ? 0 : headings[at].size();   // of a subtotal fewer
        if (f < known) line.push_back(headings[at][f].label.in(language));
        else line.push_back(f == known ? of_all().in(language) : std::string{});
    }
}

std::string Shown::operator()(const Value& value) const {
    if (!value.has_value()) return "-";
    if (const auto* const count = value.count()) return with_separators(std::to_string(count->number));
    if (const auto* const money = value.money()) return amount(LongRatio{*money, 1});
    if (const auto* const mean = value.amount()) return amount(*mean);
    if (const auto* const share = value.share()) return percent(*share, style_.share_decimals, style_.rounding) + '%';
    if (const auto* const number = value.number()) return with_separators(std::to_string(*number));
    if (const auto* const quotient = value.quotient()) return decimal(*quotient, style_.ratio_decimals, style_.rounding);
    std::string out;
    if (const auto* const curve = value.curve()) {
        for (const LongRatio& point : *curve) out += (out.empty() ? "" : " ") + of_all(point);
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

std::string Shown::of_all(const LongRatio& ratio) const {
    return percent(ratio, style_.share_decimals, style_.rounding) + '%';
}

std::string Shown::amount(const LongRatio& fen) const {
    return with_separators(decimal(fen.divided_by(fen_per(style_.unit)), style_.amount_decimals, style_.rounding));
}

bool is_number(const MeasureUnit& unit) noexcept { return unit.quantity != Quantity::ranking && unit.quantity != Quantity::curve; }

std::string unit_note(const TableStyle& style, Language language) {
    if (style.unit == AmountUnit::yuan) return {};
    const Text unit{"Amounts in " + std::string{label(style.unit, Language::en)} + ".",
                    "金额单位：" + std::string{label(style.unit, Language::zh)} + "。"};
    return unit.in(language) + '\n';
}

void write_fields(CsvWriter& writer, const Definition& definition) {
    for (const Word& field : definition.rows()) writer.text(field.text);
    for (const Word& field : definition.columns()) writer.text(field.text);
}

void write_keys(CsvWriter& writer, std::span<const TableHeading> headings, std::size_t at, std::size_t count) {
    for (std::size_t f = 0; f < count; ++f) {
        if (at == Table::all || f >= headings[at].size()) writer.value("*");
        else if (const TableKey& key = headings[at][f]; key.kind == FieldKind::code) writer.text(key.key);
        else writer.value(key.key);
    }
}

void write_value(CsvWriter& writer, const Value& value) {
    if (value.ranking() != nullptr) writer.text(print(value));
    else writer.value(print(value));
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

void write_heading(JsonWriter& json, const char* name, std::span<const TableHeading> headings, std::size_t at, Language language) {
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
}

void write(JsonWriter& json, const MeasureUnit& unit) {
    json.begin_object().member("quantity", identifier(unit.quantity));
    if (unit.quantity == Quantity::count) json.member("of", identifier(unit.counts));
    if (unit.in_yuan) json.member("unit", "yuan");
    json.key("exact_decimals");
    if (unit.exact_decimals) json.value(std::int64_t{*unit.exact_decimals});
    else json.null();
    json.end_object();
}

void check(const TableStyle& style) {
    for (const int decimals : {style.amount_decimals, style.share_decimals, style.ratio_decimals}) {
        if (decimals < 0 || decimals > 18 || (style.shares == ShareRounding::largest_remainder && style.share_decimals > 12)) {
            throw bad_argument("TableStyle", {"so many decimals cannot be printed", "小数位数超出范围"},
                               {"expected 0 to 18, of shares that add up to 12", "应为 0 至 18，最大余数法至 12"});
        }
    }
}

std::string with_notes(const TextTable& table, const std::string& under, ReportFormat format) {
    if (format == ReportFormat::text) return table.text() + under;
    return table.markdown() + (under.empty() ? under : '\n' + detail::markdown(under) + '\n');
}

}   // namespace arrears::detail
