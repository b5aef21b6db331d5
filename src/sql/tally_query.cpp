// SPDX-License-Identifier: BSL-1.0
#include "tally_query.hpp"

#include "../io/cells.hpp"

#include <arrears/core/error.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/statistics/nearest.hpp>

#include <algorithm>
#include <limits>

namespace arrears::detail {

namespace {

/// A band of whole numbers, without its end; nothing: no end on that side.
struct Band {
    std::optional<std::int64_t> first{}, end{};
    std::size_t group = 0;
};

/// The bands of a grouping of numbers, and the group of the rest.
[[nodiscard]] std::pair<std::vector<Band>, std::optional<std::size_t>> bands_of(const Grouping& grouping) {
    std::pair<std::vector<Band>, std::optional<std::size_t>> out;
    for (std::size_t i = 0; i < grouping.size(); ++i) {
        for (const std::string_view part : split_match(grouping.groups()[i].match)) {
            const std::size_t dots = part.find("..");
            if (part == "*") {
                out.second = i;
            } else if (dots == std::string_view::npos) {
                const std::int64_t number = *whole_number(part);
                out.first.push_back({number, number + 1, i});
            } else {
                out.first.push_back({whole_number(part.substr(0, dots)), whole_number(part.substr(dots + 2)), i});
            }
        }
    }
    return out;
}

/// Whole yuan as fen; nothing where that is beyond all amounts.
[[nodiscard]] std::optional<std::int64_t> in_fen_of(std::int64_t yuan) {
    std::int64_t fen = 0;
    if (__builtin_mul_overflow(yuan, std::int64_t{100}, &fen)) return std::nullopt;
    return fen;
}

/// The days after which, from the oldest on, a debt stands in another band: the last of each band but those not due.
[[nodiscard]] std::vector<Date> band_ends(const AgeingBands& bands, Date as_of) {
    std::vector<Date> out;
    if (as_of == Date::first()) return out;
    for (std::size_t entry = bands.count(); entry > 0; --entry) {
        std::int64_t low = -1, high = as_of - Date::first() - 1;   // of days since the first: low is not of the entry or above, or none
        // The greatest day whose entry is at least this one: entries fall as days rise.
        while (low < high) {
            const std::int64_t middle = low + (high - low + 1) / 2;
            if (ageing_entry(bands, Date::first() + middle, as_of) >= entry) low = middle;
            else high = middle - 1;
        }
        if (low < 0) continue;
        const Date end = Date::first() + low;
        if (out.empty() || out.back() < end) out.push_back(end);
    }
    return out;
}

/// Blanks as cells are trimmed by.
[[nodiscard]] const std::string& blanks() {
    static const std::string all = [] {
        std::string out;
        for (char32_t code = 0; code <= 0x3000; ++code) {
            if (is_blank(code)) append_utf8(out, code);
        }
        return out;
    }();
    return all;
}

[[nodiscard]] bool is_plain_number(const Binding& binding) noexcept { return binding.cell != FieldKind::date && binding.cell != FieldKind::code; }

}   // namespace

/// One query in the making: its text, its values, the expressions of the database's own language.
class TallyQueries::Writer {
public:
    explicit Writer(const TallyQueries& of) : of_{of}, sqlite_{of.kind_ == DatabaseKind::sqlite} {
        made_.feature_of_binding.resize(of.bindings_.size());
        made_.columns_a_sum = sqlite_ ? 2 : 1;
    }

    /// What stands in a binding's column, as text.
    [[nodiscard]] std::string raw(std::size_t i) const {
        const std::string name = quoted_name(of_.column(i).name);
        if (sqlite_) return "(CAST(" + name + " AS TEXT) COLLATE BINARY)";   // whatever collation the column has, equal texts alone are equal
        if (of_.column(i).type == SqlType::decimal) return "trim_scale(" + name + ")::text";
        if (of_.column(i).type == SqlType::other) return '(' + name + "::text COLLATE \"C\")";
        return name + "::text";
    }
    void add_value(std::size_t i) {
        if (made_.feature_of_binding[i]) return;
        made_.feature_of_binding[i] = made_.features.size();
        add(value(i));
    }
    void add_condition(const Predicate& predicate) {
        using Kind = Predicate::Kind;
        if (predicate.kind == Kind::always) return;
        for (const Predicate& part : predicate.parts) add_condition(part);
        if (!predicate.parts.empty()) return;
        const std::size_t i = of_.plan_.columns[predicate.column].field;
        const auto sql = truth(predicate, i);
        if (!sql) return add_value(i);
        const auto same = std::find_if(truths_.begin(), truths_.end(), [&](const auto& each) { return each.first == *sql; });
        if (same != truths_.end()) {
            made_.feature_of_condition[&predicate] = same->second;
            return;
        }
        truths_.emplace_back(*sql, made_.features.size());
        made_.feature_of_condition[&predicate] = made_.features.size();
        // A boolean: PostgreSQL reckons with two groups of it, of another expression with as many as its columns have values.
        add({Feature{Feature::Kind::truth, i}, '(' + *sql + ") IS TRUE"});
    }
    void add_sum(std::size_t column) {
        if (std::find(made_.sums.begin(), made_.sums.end(), column) == made_.sums.end()) made_.sums.push_back(column);
    }
    /// \param all whether it is to tell how many rows have a value that cannot be read, of all fields
    [[nodiscard]] TallyQuery finish(bool all) {
        std::string counted = ", count(*)", readable;
        if (all) {
            readable = all_readable();
            made_.tells_unread = true;
            counted += readable.empty() ? ", 0" : ", count(*) FILTER (WHERE NOT (" + readable + "))";
        }
        for (const std::size_t column : made_.sums) {
            const std::string number = of_number(of_.plan_.columns[column].field);
            counted += ", count(" + number + ')';
            if (sqlite_) counted += ", sum(" + number + " >> 32), sum(" + number + " & 4294967295)";
            else counted += ", trunc(sum(" + number + ")::numeric)";
        }
        std::string& text = made_.sql.text;
        text = "SELECT " + list_ + (list_.empty() ? counted.substr(2) : counted) + " FROM " + of_.rows_.from;
        if (const std::string where = kept(readable); !where.empty()) text += " WHERE " + where;
        for (std::size_t i = 0; i < made_.features.size(); ++i) text += (i == 0 ? " GROUP BY " : ", ") + std::to_string(i + 1);
        return std::move(made_);
    }

private:
    struct Expression {
        Feature feature{};
        std::string sql{};
    };

    void add(const Expression& made) {
        list_ += (list_.empty() ? "" : ", ") + made.sql;
        made_.features.push_back(made.feature);
    }

    // Values, each bound once

    [[nodiscard]] std::string bound(const SqlValue& value, const char* type) {
        auto& values = made_.sql.values;
        std::size_t at = 0;
        while (at < values.size() && !(values[at] == value && types_[at] == type)) ++at;
        if (at == values.size()) values.push_back(value), types_.emplace_back(type);
        return placeholder(of_.kind_, at + 1) + (sqlite_ ? "" : type);
    }
    [[nodiscard]] std::string text(const std::string& value) { return bound(value, "::text"); }
    [[nodiscard]] std::string number(std::int64_t value) { return bound(value, "::bigint"); }
    [[nodiscard]] std::string day(Date value) { return bound(print(value), "::date"); }
    [[nodiscard]] std::string day_of(std::int64_t number) { return day(Date{} + number); }

    // Expressions

    /// The number in a binding's column: fen or a whole number; NULL where unknown.
    [[nodiscard]] std::string of_number(std::size_t i) const {
        const SqlType type = of_.column(i).type;
        const std::string name = quoted_name(of_.column(i).name);
        if (type == SqlType::integer) return name;
        const std::string written = raw(i);
        if (of_.bindings_[i].cell == FieldKind::money) {
            if (sqlite_) return "arrears_fen(" + name + ')';
            if (type == SqlType::decimal) return '(' + name + " * 100)";
            return "CASE WHEN " + written + " ~ '" + plain_amount + "' THEN " + written + "::numeric * 100 END";
        }
        if (sqlite_) return "CASE WHEN CAST(CAST(" + written + " AS INTEGER) AS TEXT) = " + written + " THEN CAST(" + written + " AS INTEGER) END";
        return "CASE WHEN " + written + " ~ '" + plain_integer + "' THEN " + written + "::bigint END";
    }
    /// Whether the database has the days of a binding's column as such.
    [[nodiscard]] bool has_days(std::size_t i) const { return sqlite_ || of_.column(i).type == SqlType::date; }
    [[nodiscard]] std::string of_day(std::size_t i) const { return sqlite_ ? "NULLIF(" + raw(i) + ", '')" : quoted_name(of_.column(i).name); }
    /// What holds where a binding's value can be read in the database; never NULL; empty where it always can, or is read elsewhere.
    [[nodiscard]] std::string readable(std::size_t i) const {
        const Binding& binding = of_.bindings_[i];
        const SqlType type = of_.column(i).type;
        const std::string name = quoted_name(of_.column(i).name), written = raw(i);
        const std::string or_known = '(' + name + " IS NULL OR ";
        const std::string or_any = sqlite_ || type == SqlType::other ? or_known + written + " = '' OR " : or_known;
        if (binding.cell == FieldKind::code)
            return sqlite_ && binding.reading != Reading::word ? or_known + "arrears_utf8(" + written + ") = 1)" : "";
        if (binding.cell == FieldKind::date) {
            if (!has_days(i)) return "";
            if (!sqlite_) return or_known + name + " BETWEEN '1400-01-01' AND '9999-12-31')";
            // SQLite takes the 31st of any month for a day until it has to count with it.
            return or_any + "coalesce(date(" + written + ", '+0 days') = " + written + " AND " + written + " >= '1400-01-01', 0))";
        }
        if (binding.cell == FieldKind::money) {
            const std::string within = name + " >= -9223372036854775807)";
            if (type == SqlType::integer) return or_known + (sqlite_ ? "typeof(" + name + ") = 'integer' AND " : "") + within;
            if (sqlite_) return "(typeof(arrears_fen(" + name + ")) <> 'text')";
            if (type == SqlType::decimal) return or_known + name + " = trunc(" + name + ", 2) AND abs(" + name + ") <= 92233720368547758.07)";
            return or_any + written + " ~ '" + plain_amount + "')";
        }
        const std::string within = " BETWEEN -999999999999999999 AND 999999999999999999";
        if (type == SqlType::integer) return or_known + (sqlite_ ? "typeof(" + name + ") = 'integer' AND " : "") + name + within + ')';
        if (sqlite_) return or_any + "coalesce(" + of_number(i) + within + ", 0))";
        return or_any + written + " ~ '" + plain_integer + "')";
    }
    [[nodiscard]] std::string all_readable() const {
        std::vector<std::string> parts;
        for (std::size_t i = 0; i < of_.bindings_.size(); ++i) {
            std::string part = readable(i);
            if (!part.empty() && std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(std::move(part));
        }
        return joined(parts, " AND ");
    }
    [[nodiscard]] static std::string joined(const std::vector<std::string>& parts, std::string_view word) {
        std::string out;
        for (const std::string& part : parts) out += (out.empty() ? "" : std::string{word}) + part;
        return out;
    }
    /// A text as a cell of a file is read: without blanks around it, nothing where unknown.
    [[nodiscard]] std::string of_text(std::size_t i) {
        std::string trimmed = (sqlite_ ? "trim(" : "btrim(") + raw(i) + ", " + text(blanks()) + ')';
        // The mark ' before what a spreadsheet would take for a formula is none of the text.
        const std::string behind_marks = "substr(ltrim(" + trimmed + ", ''''), 1, 1)";
        const std::string signs = text("=+-@\t\r\n＝＋－＠");
        const std::string found = sqlite_ ? "instr(" + signs + ", " + behind_marks + ')' : "strpos(" + signs + ", " + behind_marks + ')';
        trimmed = "CASE WHEN substr(" + trimmed + ", 1, 1) = '''' AND " + behind_marks + " <> '' AND " + found + " > 0 THEN substr(" + trimmed +
                  ", 2) ELSE " + trimmed + " END";
        const std::string unknown = "lower(" + trimmed + ") IN ('', " + text("不详") + ", 'unknown')";
        return "CASE WHEN " + unknown + " THEN NULL ELSE " + trimmed + " END";
    }

    /// What a binding's value is grouped by.
    [[nodiscard]] Expression value(std::size_t i) {
        const Binding& binding = of_.bindings_[i];
        const Feature cell{Feature::Kind::cell, i};
        if (binding.cell == FieldKind::code) return {cell, raw(i)};
        if (binding.cell == FieldKind::date) return {cell, of_date(i)};
        if (binding.reading == Reading::group_of_number) return {{Feature::Kind::code, i}, of_band(i)};
        const std::string found = of_number(i);
        return {{Feature::Kind::number, i}, !sqlite_ && of_.column(i).type != SqlType::integer ? "trunc((" + found + ")::numeric)" : found};
    }
    /// Of all days that have the same value of the field one, where that is easily said; else the day itself.
    [[nodiscard]] std::string of_date(std::size_t i) {
        if (!has_days(i)) return raw(i);
        const Binding& binding = of_.bindings_[i];
        const std::string found = of_day(i);
        for (const auto& [part, length, rest, unit] :
             {std::tuple{Reading::month, "7", "-01", "month"}, std::tuple{Reading::year, "4", "-01-01", "year"}}) {
            if (binding.part != part) continue;
            if (sqlite_) return "substr(" + found + ", 1, " + length + ") || '" + rest + '\'';
            return std::string{"date_trunc('"} + unit + "', " + found + "::timestamp)::date::text";
        }
        if (binding.reading == Reading::ageing) {
            try {
                std::string out = "CASE";
                for (const Date end : band_ends(of_.ageing_, binding.as_of)) {
                    out += " WHEN " + found + " <= " + day(end) + " THEN " + text(print(end));
                }
                return out + " WHEN " + found + " IS NOT NULL THEN " + text(print(binding.as_of)) + " END";
            } catch (const Error&) {   // at the end of all dates bands have none
            }
        }
        return sqlite_ ? found : found + "::text";
    }
    [[nodiscard]] std::string of_band(std::size_t i) {
        const Binding& binding = of_.bindings_[i];
        const std::string found = of_number(i);
        const auto [bands, rest] = bands_of(*binding.grouping);
        const bool money = binding.cell == FieldKind::money;
        std::string out = "CASE";
        for (const Band& band : bands) {
            const auto from = money && band.first ? in_fen_of(*band.first) : band.first, to = money && band.end ? in_fen_of(*band.end) : band.end;
            const bool beyond = (band.first && !from && *band.first > 0) || (band.end && !to && *band.end < 0);   // all amounts there are
            if (beyond) continue;
            std::vector<std::string> parts;
            if (from) parts.push_back(found + " >= " + number(*from));
            if (to) parts.push_back(found + " < " + number(*to));
            if (parts.empty()) parts.push_back(found + " IS NOT NULL");
            out += " WHEN " + joined(parts, " AND ") + " THEN " + std::to_string(band.group + 1);
        }
        out += " WHEN " + found + " IS NOT NULL THEN " + std::to_string(rest ? *rest + 1 : unknown_code);
        return out + " END";
    }

    /// A condition on one field where the database can decide it of every row; never true of what is unknown but where that is asked.
    [[nodiscard]] std::optional<std::string> truth(const Predicate& predicate, std::size_t i) {
        using Kind = Predicate::Kind;
        const Binding& binding = of_.bindings_[i];
        std::string value;
        if (binding.reading == Reading::text) value = of_text(i);
        else if (binding.reading != Reading::number) return std::nullopt;
        else if (is_plain_number(binding)) value = of_number(i);
        else if (has_days(i)) value = of_day(i);
        else return std::nullopt;
        if (predicate.kind == Kind::unknown || predicate.kind == Kind::known) {
            return '(' + value + (predicate.kind == Kind::known ? ") IS NOT NULL" : ") IS NULL");
        }
        std::vector<std::string> wanted;
        for (const std::string& key : predicate.keys) wanted.push_back(text(key));
        for (const std::int64_t each : predicate.numbers) wanted.push_back(binding.cell == FieldKind::date ? day_of(each) : number(each));
        const bool listed = predicate.kind == Kind::codes || wanted.size() > 1;
        if (!listed)
            return '(' + value + ") " + std::string{predicate.comparison == Comparison::not_equal ? "<>" : symbol(predicate.comparison)} + ' ' +
                   wanted.front();
        const bool negated = predicate.kind == Kind::codes ? predicate.negated : predicate.comparison == Comparison::not_equal;
        return '(' + value + ") " + (negated ? "NOT IN (" : "IN (") + joined(wanted, ", ") + ')';
    }

    // Which rows need not be looked at

    /// The spellings of a field of words that the database can know: of accepted entries, or of all.
    [[nodiscard]] std::string spellings(const Binding& binding, const Predicate* accepted) {
        const Vocabulary& words = *binding.info.vocabulary;
        std::vector<std::string> out;
        const auto add = [&](const std::string& word) {
            const auto entry = words.match(word);
            if (!entry || is_unknown(word) || trimmed(word) != word) return;
            if (accepted != nullptr && accepted->accepts[*entry + 1] == 0) return;
            std::string value = text(word);
            if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(std::move(value));
        };
        for (const VocabularyEntry& entry : words.entries()) {
            add(entry.key), add(entry.label.zh), add(entry.label.en);
            for (const std::string& alias : entry.aliases) add(alias);
        }
        return joined(out, ", ");
    }
    /// What holds of every row of which the condition does, but for words spelled otherwise; nothing where that cannot be said.
    [[nodiscard]] std::optional<std::string> at_least(const Predicate& predicate) {
        const std::size_t before = types_.size();
        auto made = what_holds(predicate);
        if (!made) made_.sql.values.resize(before), types_.resize(before);   // a value that stands nowhere is refused
        return made;
    }
    [[nodiscard]] std::optional<std::string> what_holds(const Predicate& predicate) {
        using Kind = Predicate::Kind;
        if (predicate.kind == Kind::always) return std::nullopt;
        if (!predicate.parts.empty()) {
            std::vector<std::string> parts;
            for (const Predicate& part : predicate.parts) {
                auto made = at_least(part);
                if (made) parts.push_back('(' + *std::move(made) + ')');
                else if (predicate.kind == Kind::any_of) return std::nullopt;
            }
            if (parts.empty()) return std::nullopt;
            return joined(parts, predicate.kind == Kind::all_of ? " AND " : " OR ");
        }
        const std::size_t i = of_.plan_.columns[predicate.column].field;
        if (auto made = truth(predicate, i)) return made;
        if (of_.bindings_[i].reading != Reading::word || predicate.kind != Kind::codes) return std::nullopt;
        const std::string list = spellings(of_.bindings_[i], &predicate);
        return list.empty() ? "1 = 0" : raw(i) + " IN (" + list + ')';
    }
    /// The rows that the query goes through: those that the condition might hold of, and those that have to be told, empty for all.
    [[nodiscard]] std::string kept(const std::string& readable_too) {
        for (std::size_t i = 0; i < of_.bindings_.size(); ++i) {   // such dates are read outside: every one has to be seen
            if (made_.feature_of_binding[i] && of_.bindings_[i].cell == FieldKind::date && !has_days(i)) return {};
        }
        auto made = at_least(of_.plan_.where);
        if (!made) return {};
        std::string out = '(' + *std::move(made) + ')';
        if (!readable_too.empty()) out += " OR NOT (" + readable_too + ')';
        for (std::size_t i = 0; i < of_.bindings_.size(); ++i) {
            if (!made_.feature_of_binding[i] || of_.bindings_[i].reading != Reading::word) continue;
            out += " OR " + raw(i) + " NOT IN ('', " + spellings(of_.bindings_[i], nullptr) + ')';
        }
        return out;
    }

    static constexpr const char* plain_amount = "^-?[0-9]{1,15}(\\.[0-9]{1,2})?$";
    static constexpr const char* plain_integer = "^-?[0-9]{1,18}$";

    const TallyQueries& of_;
    bool sqlite_;
    TallyQuery made_{};
    std::string list_{};
    std::vector<std::string> types_{};   // of the values bound
    std::vector<std::pair<std::string, std::size_t>> truths_{};
};

TallyQueries::TallyQueries(const Plan& plan, const std::vector<Binding>& all, const Database& database, const DatabaseRows& rows,
                           const AgeingBands& ageing)
    : plan_{plan}, bindings_{all}, kind_{database.kind()}, rows_{rows}, ageing_{ageing} {
    const auto find = [&](std::string_view name) -> std::optional<std::size_t> {
        for (const bool exactly : {true, false}) {
            for (std::size_t i = 0; i < rows.columns.size(); ++i) {
                if (exactly ? rows.columns[i].name == name : same_word(rows.columns[i].name, name)) return i;
            }
        }
        return std::nullopt;
    };
    for (const Binding& binding : all) {
        auto found = find(binding.column);   // as the definition calls it, where there is one of that name
        if (binding.model != nullptr) {
            for (const std::string_view name : binding.model->names) {
                if (!found) found = find(name);
            }
        }
        if (!found) {
            std::vector<std::string> names;
            std::string list;
            for (const SqlColumn& column : rows.columns) {
                names.push_back(column.name);
                list += (list.empty() ? "" : ", ") + column.name;
            }
            const Text near = did_you_mean(binding.column, names);
            throw Error{Fault{ErrorKind::unknown_name,
                              {rows.name, 0, 0, {}},
                              {"the table has no column " + in_quotes(binding.column), "表中没有列 " + in_quotes(binding.column)},
                              binding.column,
                              near.empty() ? Text{"it has " + list, "现有列：" + list} : Text{},
                              near}};
        }
        const auto at = std::find(columns_.begin(), columns_.end(), *found);
        column_of_.push_back(static_cast<std::size_t>(at - columns_.begin()));
        if (at == columns_.end()) columns_.push_back(*found);
    }
}

bool TallyQueries::in_fen(std::size_t binding) const noexcept {
    return bindings_[binding].cell == FieldKind::money && column(binding).type == SqlType::integer;
}

TallyQuery TallyQueries::of_cells() const {
    Writer made{*this};
    for (const std::size_t key : plan_.keys) made.add_value(plan_.columns[key].field);
    made.add_condition(plan_.where);
    for (const CellTally& each : plan_.cells) {
        if (each.filter) made.add_condition(plan_.filters[*each.filter]);
        if (each.sum) made.add_sum(*each.sum);
    }
    return made.finish(true);
}

TallyQuery TallyQueries::of_things(const KeyTally& things) const {
    Writer made{*this};
    for (const std::size_t key : plan_.keys) made.add_value(plan_.columns[key].field);
    for (const std::size_t key : things.keys) made.add_value(plan_.columns[key].field);
    made.add_condition(plan_.where);
    if (things.filter) made.add_condition(plan_.filters[*things.filter]);
    if (things.sum) made.add_sum(*things.sum);
    return made.finish(false);
}

Sql TallyQueries::of_rows() const {
    const Writer writer{*this};
    std::string list;
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        const auto binding = static_cast<std::size_t>(std::find(column_of_.begin(), column_of_.end(), at) - column_of_.begin());
        list += (at == 0 ? "" : ", ") + writer.raw(binding);
    }
    if (!rows_.locator.empty()) list += (list.empty() ? "" : ", ") + rows_.locator;
    return {"SELECT " + (list.empty() ? "1" : list) + " FROM " + rows_.from, {}};
}

std::vector<Text> TallyQueries::notes() const {
    std::vector<Text> out;
    for (std::size_t i = 0; i < bindings_.size(); ++i) {
        const Binding& binding = bindings_[i];
        const auto add = [&](const Text& what) {
            out.push_back({"field " + binding.info.name + ": " + what.en, "字段 " + binding.info.name + "：" + what.zh});
        };
        if (binding.reading == Reading::word) add({"grouped by its texts, of which the words are understood here", "按文字分组，词义在此识别"});
        if (binding.reading == Reading::group_of_text) add({"grouped by its texts, which are put into groups here", "按文字分组，再在此归组"});
        const bool day = binding.cell == FieldKind::date;
        const bool by_day = kind_ == DatabaseKind::postgresql && column(i).type != SqlType::date;
        if (day && (by_day || binding.part == Reading::days || binding.part == Reading::age))
            add({"grouped by day, the rest is done here", "按日分组，其余在此计算"});
    }
    return out;
}

}   // namespace arrears::detail
