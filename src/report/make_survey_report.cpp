// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/survey_report.hpp>

#include "report_tables.hpp"
#include "standard_tables.hpp"

#include <arrears/core/rounding.hpp>
#include <arrears/reconcile/verdict.hpp>
#include <arrears/statistics/registry_tables.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace arrears {

namespace {

/// In which unit, and with how many decimals, a value is printed where nothing was published.
struct Shown {
    FigureUnit unit = FigureUnit::items;
    int decimals = 0;
};

[[nodiscard]] Shown shown(Counted what) noexcept {
    switch (what) {
        case Counted::enterprises: return {FigureUnit::enterprises, 0};
        case Counted::persons: return {FigureUnit::persons, 0};
        case Counted::households: return {FigureUnit::households, 0};
        case Counted::plans: return {FigureUnit::enterprises, 0};   // a plan is one enterprise's
        default: return {FigureUnit::items, 0};
    }
}

/// Of whole numbers only years are shown by the standard tables. Where there is no value, the measure says what it would be.
[[nodiscard]] Shown shown(const Value& value, const Measure& measure, const Schema& schema) noexcept {
    if (const CountValue* const count = value.count()) return shown(count->what);
    const auto at = measure.kind() == Measure::Kind::sum ? schema.find(measure.fields().front().text) : std::nullopt;
    if (value.money() != nullptr || (at && schema.fields[*at].kind == FieldKind::money)) return {FigureUnit::wan_yuan, 2};
    if (value.share() != nullptr || measure.is_share()) return {FigureUnit::percent, 2};
    return {FigureUnit::years, 0};
}

[[nodiscard]] Text joined(const Text& a, const Text& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {a.en + ", " + b.en, a.zh + "，" + b.zh};
}

/// The words of a condition on one field: the value's label, behind the field's where `named`.
[[nodiscard]] Text condition_label(const RegistrySource& source, const Condition& condition, bool named) {
    const Schema& schema = *source.schema();
    const auto at = schema.find(condition.field().text);
    if (!at) return {print(condition), print(condition)};
    const FieldInfo& field = schema.fields[*at];
    Text values;
    if (condition.kind() == Condition::Kind::unknown) {
        values = {"unknown", "不详"};
    } else if (field.vocabulary && (condition.kind() == Condition::Kind::in ||
                                    (condition.kind() == Condition::Kind::compare && condition.comparison() == Comparison::equal))) {
        for (const Word& word : condition.values()) {
            const auto entry = field.vocabulary->find(word.text);
            const Text& label = entry ? field.vocabulary->entries()[*entry].label : Text{};
            const Text value = label.empty() ? Text{word.text, word.text} : label;
            values.en += (values.en.empty() ? "" : " or ") + value.en;
            values.zh += (values.zh.empty() ? "" : "、") + value.zh;
        }
    } else {
        return {print(condition), print(condition)};
    }
    if (!named) return values;
    return {field.label.en + ": " + values.en, field.label.zh + "：" + values.zh};
}

[[nodiscard]] Text counted_label(Counted what) {
    switch (what) {
        case Counted::enterprises: return {"enterprises", "企业数"};
        case Counted::persons: return {"people", "人数"};
        case Counted::households: return {"households", "户数"};
        case Counted::systems: return {"systems", "系统数"};
        case Counted::plans: return {"plans", "方案数"};
        default: return {"records", "记录数"};
    }
}

/// What a measure shows, in words: "outstanding", "enterprises with outstanding >= 1000000".
[[nodiscard]] Text measure_label(const RegistrySource& source, const Measure& measure) {
    const Schema& schema = *source.schema();
    const auto field = [&](const Word& name) {
        const auto at = schema.find(name.text);
        return at ? schema.fields[*at].label : Text{name.text, name.text};
    };
    switch (measure.kind()) {
        case Measure::Kind::count: return counted_label(schema.row);
        case Measure::Kind::sum:
        case Measure::Kind::least: return field(measure.fields().front());
        case Measure::Kind::greatest: {
            const Text name = field(measure.fields().front());
            return {name.en + ", at most", name.zh + "（最大）"};
        }
        case Measure::Kind::distinct: {
            const auto at = schema.find(measure.fields().front().text);
            Text name = at ? counted_label(schema.fields[*at].counts) : Text{};
            if (const auto& having = measure.having()) {
                const Text sum = field(having->sum);
                const std::string test = std::string{symbol(having->comparison)} + ' ' + with_separators(having->amount.text);
                name = {name.en + " with " + sum.en + ' ' + test, sum.zh + ' ' + test + " 元的" + name.zh};
            }
            return name;
        }
        case Measure::Kind::share_where: {
            const Condition& condition = measure.where();
            if (condition.kind() != Condition::Kind::compare) return {"share with " + print(condition), "占比：" + print(condition)};
            const Text name = field(condition.field());
            const std::string test = ' ' + std::string{symbol(condition.comparison())} + ' ' + condition.values().front().text;
            return {"share with " + name.en + test, name.zh + test + " 占比"};
        }
        default: return {"share", "占比"};
    }
}

class ReportMaker {
public:
    ReportMaker(const RegistryTables& tables, std::span<const PublishedFigure> figures, Diagnostics& diagnostics)
        : tables_{tables}, figures_{figures}, diagnostics_{diagnostics} {
        for (std::size_t i = 0; i < figures.size(); ++i) {
            if (figures[i].definition) by_definition_[print(undated(figures[i].definition->canonical()))].push_back(i);
        }
        taken_.resize(figures.size());
    }

    /// What is wrong with definitions that name what the registry does not have goes to the diagnostics.
    [[nodiscard]] std::vector<ReportTable> tables(std::span<const TableTemplate> templates) {
        std::vector<ReportTable> out;
        for (const TableSpec& spec : report_tables(templates, tables_.registry(), diagnostics_)) {
            ReportTable table{spec.id, spec.title, {}};
            std::set<std::string> fields;   // by which lines are told apart: where there are several, labels name them
            for (const TablePart& part : spec.parts) {
                std::string all;
                for (const Word& word : part.definition.rows()) all += word.text + ' ';
                for (const Condition& condition : part.definition.canonical().where().conjuncts()) all += print(condition) + ' ';
                if (!all.empty()) fields.insert(std::move(all));
            }
            for (const TablePart& part : spec.parts) {
                try {
                    add(table, spec, part, fields.size() > 1);
                } catch (const Error& error) {
                    diagnostics_.add(of_definition(error.fault(), part.place));
                }
            }
            out.push_back(std::move(table));
        }
        ReportTable others{"other_figures", {"Other published figures", "其他公布数字"}, {}};
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const std::optional<Definition>& definition = figures_[i].definition;
            if (taken_[i] || !definition) continue;
            try {
                others.lines.push_back(line(figures_[i].label, *definition, tables_.evaluate(*definition), i));
            } catch (const Error& error) {
                diagnostics_.add(of_definition(error.fault(), figures_[i].place));
            }
        }
        if (!others.lines.empty()) out.push_back(std::move(others));
        return out;
    }

    /// Published figures that the records do not give, in the order of the tables.
    [[nodiscard]] static std::vector<Text> differences(const std::vector<ReportTable>& tables) {
        std::vector<Text> out;
        for (const ReportTable& table : tables) {
            for (const ReportLine& line : table.lines) {
                if (!line.published || (line.comparison && line.comparison->within)) continue;
                const PublishedFigure& figure = *line.published;
                const auto tell = [&](Language language) {
                    const std::string& name = figure.label.in(language);
                    const std::string gives = line.computed.empty() ? std::string{} : with_unit(with_separators(line.computed), line.unit, language);
                    if (language == Language::zh) {
                        return name + "：公布为 " + figure.printed(language) + "，" + (gives.empty() ? "记录不能得出。" : "记录得出 " + gives + "。");
                    }
                    return '"' + name + "\" was published as " + figure.printed(language) + "; the records give " +
                           (gives.empty() ? "no value" : gives) + ".";
                };
                out.push_back({tell(Language::en), tell(Language::zh)});
            }
        }
        return out;
    }

private:
    void add(ReportTable& into, const TableSpec& spec, const TablePart& part, bool named) {
        const Definition& definition = part.definition;
        const RegistrySource& source = tables_.source(definition.source());
        const Table table = tables_.tabulate(definition);
        const bool has_rows = !definition.rows().empty();
        const bool has_columns = !definition.columns().empty();
        std::vector<std::size_t> rows;
        std::vector<std::size_t> columns;
        for (std::size_t i = 0; has_rows && i < table.rows().size(); ++i) {
            if (table.records(i, Table::all) != 0) rows.push_back(i);   // no line for what does not occur
        }
        for (std::size_t i = 0; has_columns && i < table.columns().size(); ++i) columns.push_back(i);
        if (!has_rows) rows.push_back(Table::all);
        if (!has_columns || has_rows) columns.push_back(Table::all);
        for (const std::size_t row : rows) {
            for (const std::size_t column : columns) {
                for (std::size_t m = 0; m < table.measures().size(); ++m) {
                    const Measure& measure = definition.measures()[m];
                    const Definition cell = table.cell_definition(row, column, m);
                    const std::optional<std::size_t> published = figure(cell);
                    const Value& value = table.value(row, column, m);
                    // What a table says of itself by the least or greatest of something that nothing is known of, it leaves out.
                    const bool extreme = measure.kind() == Measure::Kind::least || measure.kind() == Measure::Kind::greatest;
                    if (extreme && !has_rows && !published && !value.exact()) continue;
                    Text name = part.about;
                    bool told = !part.about.empty();   // what is counted is told by that or the conditions: the unit says enough
                    const Definition place = table.cell_definition(row, column, 0);   // without what a share adds to its condition
                    for (const Condition& condition : place.where().conjuncts()) {
                        if (condition.field().text == spec.titled) continue;
                        name = joined(name, condition_label(source, condition, named));
                        told = true;
                    }
                    const bool plain = measure.kind() == Measure::Kind::count || (measure.kind() == Measure::Kind::distinct && !measure.having());
                    if (!plain || !told) name = joined(name, measure_label(source, measure));
                    into.lines.push_back(line(std::move(name), cell, value, published));
                }
            }
        }
    }

    /// As definitions stand in reports: the report says once of which day it is.
    [[nodiscard]] Definition undated(Definition out) const {
        if (out.as_of() == tables_.as_of()) out.as_of(std::nullopt);
        return out;
    }
    /// The published figure of this definition, once.
    [[nodiscard]] std::optional<std::size_t> figure(const Definition& definition) {
        const auto found = by_definition_.find(print(undated(definition)));
        if (found == by_definition_.end()) return std::nullopt;
        for (const std::size_t at : found->second) {
            if (!taken_[at]) {
                taken_[at] = true;
                return at;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] ReportLine line(Text name, const Definition& definition, const Value& value, std::optional<std::size_t> at) const {
        ReportLine out;
        out.label = std::move(name);
        out.definition = undated(definition);
        out.value = value.exact();
        const Shown how = shown(value, out.definition.measures().front(), *tables_.source(out.definition.source()).schema());
        out.unit = how.unit;
        if (out.value) out.computed = decimal(*out.value / scale(how.unit), how.decimals, Rounding::half_away_from_zero);
        if (at) {
            out.published = figures_[*at];
            if (out.value && dimension(out.published->unit) == dimension(out.unit)) out.comparison = compare(*out.published, *out.value);
        }
        return out;
    }

    const RegistryTables& tables_;
    std::span<const PublishedFigure> figures_;
    Diagnostics& diagnostics_;
    std::map<std::string, std::vector<std::size_t>> by_definition_;
    std::vector<bool> taken_;
};

[[nodiscard]] RelationContext context(const RegistryTables& tables) {
    RelationContext out;
    out.values = [&tables](std::string_view field) { return tables.closed_values(field); };
    out.within = [&registry = tables.registry()](std::string_view field, std::string_view lower, std::string_view upper) {
        if (field != "system") return false;
        const auto low = SystemId::try_parse(lower);
        const auto high = SystemId::try_parse(upper);
        return low && high && registry.within(*low, *high);
    };
    return out;
}

}   // namespace

const std::vector<TableTemplate>& standard_tables() {
    static const std::vector<TableTemplate> tables = [] {
        Diagnostics diagnostics;
        std::vector<TableTemplate> read = parse_tables(std::string{detail::standard_tables_csv}, "standard tables", diagnostics);
        diagnostics.throw_if_any();
        return read;
    }();
    return tables;
}

std::optional<SurveyReport> make_survey_report(const Registry& registry, Date as_of, std::span<const TableTemplate> tables,
                                               std::span<const PublishedFigure> figures, RegistryAbout about, Diagnostics& diagnostics) {
    SurveyReport out;
    out.about = std::move(about);
    out.as_of = as_of;
    out.has_published = !figures.empty();
    const std::uint64_t faults_before = diagnostics.count();
    const RegistryTables of_registry{registry, as_of};
    out.tables = ReportMaker{of_registry, figures, diagnostics}.tables(tables);
    if (diagnostics.count() != faults_before) return std::nullopt;
    for (const Relation& relation : derive_relations(figures, context(of_registry))) {
        ++out.relations;
        const RelationVerdict verdict = check(relation, figures);
        if (!verdict.holds()) out.findings.push_back(describe_failure(relation, verdict, figures));
    }
    for (Text& difference : ReportMaker::differences(out.tables)) out.findings.push_back(std::move(difference));
    return out;
}

SurveyReport make_survey_report(const Registry& registry, Date as_of, std::span<const PublishedFigure> figures, RegistryAbout about) {
    Diagnostics diagnostics;
    std::optional<SurveyReport> out = make_survey_report(registry, as_of, standard_tables(), figures, std::move(about), diagnostics);
    if (!out) diagnostics.throw_if_any();
    return *std::move(out);
}

}   // namespace arrears
