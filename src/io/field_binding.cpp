// SPDX-License-Identifier: BSL-1.0
#include "field_binding.hpp"

#include <arrears/core/industry.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace arrears::detail {

namespace {

/// What a definition does with the fields that it names.
class Uses {
public:
    explicit Uses(const Definition& definition) {
        for (const Word& word : definition.rows()) add(word, false);
        for (const Word& word : definition.columns()) add(word, false);
        add(definition.where());
        for (const Measure& measure : definition.measures()) {
            add(measure.where());
            const Measure& of = measure.is_share() ? measure.of() : measure;
            if (measure.is_share()) add(of.where());
            using Kind = Measure::Kind;
            for (std::size_t i = 0; i < of.fields().size(); ++i) {
                const bool of_sums = of.fields().size() == 2 && of.kind() != Kind::distinct;   // a key, and what is added up
                add(of.fields()[i], of.kind() != Kind::distinct && (!of_sums || i == 1));
            }
            if (of.having()) add(of.having()->sum, true);
        }
    }
    /// Each name once, in the order met, and whether it is added up or compared.
    [[nodiscard]] const std::vector<std::pair<std::string, bool>>& names() const noexcept { return names_; }

private:
    void add(const Word& word, bool amount) {
        const auto met = std::find_if(names_.begin(), names_.end(), [&](const auto& each) { return each.first == word.text; });
        if (met == names_.end()) names_.emplace_back(word.text, amount);
        else met->second = met->second || amount;
    }
    void add(const Condition& condition) {
        using Kind = Condition::Kind;
        for (const Condition& part : condition.parts()) add(part);
        if (condition.is_always() || !condition.parts().empty()) return;
        add(condition.field(), condition.kind() == Kind::compare && condition.comparison() > Comparison::not_equal);
    }

    std::vector<std::pair<std::string, bool>> names_{};
};

/// A name as a column bears it: from a column's own name, or from a suffix of one.
[[nodiscard]] std::optional<std::string> without_suffix(const std::string& name, std::string_view suffix) {
    if (name.size() <= suffix.size() || !name.ends_with(suffix)) return std::nullopt;
    return name.substr(0, name.size() - suffix.size());
}

[[nodiscard]] Binding column_binding(const std::string& name, bool amount, const CsvTallyOptions& options) {
    Binding made;
    made.column = name;
    if (!options.kinds.contains(name)) made.model = find_model_field(name);
    made.info.name = name;
    if (made.model != nullptr) {
        made.info.label = {std::string{made.model->label.en}, std::string{made.model->label.zh}};
        made.info.kind = made.model->kind;
        made.info.counts = made.model->counts;
        if (made.model->vocabulary != nullptr) {
            made.info.vocabulary = made.model->vocabulary();
            made.reading = Reading::word;
        }
    } else {
        made.info.label = {name, name};
        const auto chosen = options.kinds.find(name);
        made.info.kind = chosen != options.kinds.end() ? chosen->second : amount ? FieldKind::money : FieldKind::code;
    }
    made.cell = made.info.kind;
    if (made.cell != FieldKind::code) made.reading = Reading::number;
    return made;
}

/// What may stand behind the name of a column of dates.
struct DateSuffix {
    std::string_view suffix;
    Reading reading;
    FieldKind kind;
    Text label;
};
[[nodiscard]] const std::vector<DateSuffix>& date_suffixes() {
    static const std::vector<DateSuffix> all{{"_month", Reading::month, FieldKind::code, {"month", "月份"}},
                                             {"_year", Reading::year, FieldKind::integer, {"year", "年份"}},
                                             {"_days", Reading::days, FieldKind::integer, {"days since", "天数"}},
                                             {"_age", Reading::age, FieldKind::integer, {"completed years", "周年数"}},
                                             {"_ageing", Reading::ageing, FieldKind::code, {"ageing", "账龄"}}};
    return all;
}

/// A field that is what a column of dates has behind its name; nothing where the name is none such.
[[nodiscard]] std::optional<Binding> date_binding(const std::string& name, const std::optional<Date>& as_of, const CsvTallyOptions& options) {
    if (find_model_field(name) != nullptr || options.kinds.contains(name)) return std::nullopt;
    for (const DateSuffix& each : date_suffixes()) {
        const auto base = without_suffix(name, each.suffix);
        if (!base) continue;
        Binding made = column_binding(*base, false, options);
        if (made.cell != FieldKind::date) continue;
        made.reading = made.part = each.reading;
        made.info = {
            name, {made.info.label.en + ": " + each.label.en, made.info.label.zh + "：" + each.label.zh}, each.kind, nullptr, Counted::values, {}};
        if (each.reading == Reading::month || each.reading == Reading::year) return made;
        if (!as_of) {
            throw Error{Fault{ErrorKind::mismatch,
                              {},
                              {"field " + name + " needs a day, and the definition names none", "字段 " + name + " 需要截止日期，而定义没有写明"},
                              {},
                              {"expected as of and a date before where, rows and columns", "应在 where、rows、columns 之前写 as of 和日期"},
                              {}}};
        }
        made.as_of = *as_of;
        if (each.reading == Reading::ageing) made.info.vocabulary = std::make_shared<const Vocabulary>(Vocabulary::of(options.ageing));
        return made;
    }
    return std::nullopt;
}

[[nodiscard]] Binding binding(const std::string& name, bool amount, const std::optional<Date>& as_of, const CsvTallyOptions& options) {
    const auto grouped = [&](const Grouping& grouping) {
        const bool numbers = grouping.kind() == GroupingKind::numbers;
        const auto date = numbers ? date_binding(grouping.field(), as_of, options) : std::nullopt;
        Binding made = date && date->info.kind == FieldKind::integer ? *date : column_binding(grouping.field(), numbers, options);
        made.reading = numbers ? Reading::group_of_number : Reading::group_of_text;
        if (!numbers) made.cell = FieldKind::code;
        made.info = {name, {name, name}, FieldKind::code, std::make_shared<const Vocabulary>(Vocabulary::of(grouping)), Counted::values, {}};
        made.grouping = &grouping;
        return made;
    };
    for (const Grouping& grouping : options.groupings) {
        if (grouping.name() == name) return grouped(grouping);
    }
    static const Grouping sections = gb_t_4754_sections();
    if (name == sections.name() && find_model_field(name) == nullptr && !options.kinds.contains(name)) return grouped(sections);
    if (auto date = date_binding(name, as_of, options)) return *std::move(date);
    return column_binding(name, amount, options);
}

}   // namespace

std::vector<Binding> bindings(const Definition& definition, const CsvTallyOptions& options) {
    std::vector<Binding> out;
    const Uses uses{definition};
    for (const auto& [name, amount] : uses.names()) out.push_back(binding(name, amount, definition.as_of(), options));
    return out;
}
std::vector<Binding> bindings(const State& state, const CsvTallyOptions& options) {
    std::vector<Binding> met = bindings(state.definition(), options), out;
    for (const FieldInfo& field : state.plan().schema->fields) {
        const auto at = std::find_if(met.begin(), met.end(), [&](const Binding& each) { return each.info.name == field.name; });
        if (at == met.end() || at->info.kind != field.kind) {
            throw bad_argument("add_csv", {"the state was not made with csv_schema() of these options", "状态不是以同样选项的 csv_schema() 建立的"});
        }
        out.push_back(std::move(*at));
    }
    return out;
}

}   // namespace arrears::detail
