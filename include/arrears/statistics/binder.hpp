// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/money_text.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/nearest.hpp>
#include <arrears/statistics/plan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// Turns a definition into a plan; the first fault stands. Use try_bind().
template <class When = detail::WhenCalled>
class Binder {
    using Plan = detail::Late<arrears::Plan, When>;
    using Definition = detail::Late<arrears::Definition, When>;
    using Condition = detail::Late<arrears::Condition, When>;
    using Measure = detail::Late<arrears::Measure, When>;
    using Word = detail::Late<arrears::Word, When>;
    using Predicate = detail::Late<arrears::Predicate, When>;
    using FieldInfo = detail::Late<arrears::FieldInfo, When>;

public:
    explicit Binder(std::shared_ptr<const Schema> schema) { plan_.schema = std::move(schema); }

    [[nodiscard]] Result<Plan> plan(const Definition& definition) {
        const Schema& schema = *plan_.schema;
        if (!schema.source.empty() && definition.source().text != schema.source) {
            const std::string named = definition.source().text;
            fail(definition.source(), ErrorKind::mismatch,
                 named.empty() ? Text{"the definition names no source", "定义没有指明来源"}
                               : Text{"the definition is of " + in_quotes(named), "定义的来源是 " + in_quotes(named)},
                 {"expected from " + schema.source, "应为 from " + schema.source});
        }
        const std::optional<Date> day = definition.as_of();
        if (day && schema.as_of && *day != *schema.as_of) {
            const std::string wanted = print(*day), bound = print(*schema.as_of);
            fail({}, ErrorKind::mismatch, {"the definition is as of " + wanted, "定义的截止日期是 " + wanted},
                 {"expected as of " + bound + ", as the records are", "应与记录一致，为 as of " + bound});
        }
        Definition normal{};
        normal.from(definition.source());
        normal.as_of(day ? day : schema.as_of);
        Condition where = definition.where();
        normal.where(normalized(where));
        plan_.where = predicate(normal.where().canonical());
        for (const Word& word : definition.rows()) plan_.keys.push_back(column(word, Use::key));
        plan_.row_keys = plan_.keys.size();
        for (const Word& word : definition.columns()) plan_.keys.push_back(column(word, Use::key));
        normal.rows(definition.rows());
        normal.columns(definition.columns());
        std::vector<Measure> measures;
        for (const Measure& each : definition.measures()) measures.push_back(normalized(each));
        for (const Measure& each : measures) add(each.canonical());
        if (fault_) return *std::move(fault_);
        count_all();
        normal.measures(std::move(measures));
        plan_.definition = normal.canonical();
        return std::move(plan_);
    }

private:
    enum class Use : unsigned char { key, amount, test, known };

    void fail(const Word& at, ErrorKind kind, Text problem, Text expected, Text remedy = {}) {
        if (fault_) return;
        Place place;
        if (at.line != 0) place = {"definition", at.line, at.column, {}};
        fault_ = Fault{kind, std::move(place), std::move(problem), at.text, std::move(expected), std::move(remedy)};
    }
    [[nodiscard]] const FieldInfo* field(const Word& name) {
        if (const auto at = plan_.schema->find(name.text)) return &plan_.schema->fields[*at];
        std::string all;
        for (const std::string& each : plan_.schema->names()) all += (all.empty() ? "" : ", ") + each;
        const Text near = did_you_mean(name.text, plan_.schema->names());
        fail(name, ErrorKind::unknown_name, {"there is no field " + in_quotes(name.text), "没有字段 " + in_quotes(name.text)},
             near.empty() ? Text{"expected one of: " + all, "应为下列之一：" + all} : Text{}, near);
        return nullptr;
    }
    [[nodiscard]] std::size_t column(const Word& name, Use use) {
        const FieldInfo* const info = field(name);
        if (info == nullptr) return 0;
        const auto at = static_cast<std::size_t>(info - plan_.schema->fields.data());
        std::size_t i = 0;
        while (i < plan_.columns.size() && plan_.columns[i].field != at) ++i;
        if (i == plan_.columns.size()) plan_.columns.push_back({at, false, false, false});
        if (use == Use::amount && info->kind == FieldKind::code) {
            fail(name, ErrorKind::mismatch, {"field " + info->name + " has no numbers", "字段 " + info->name + " 不是数值"},
                 {"expected a field of numbers", "应为数值字段"});
        }
        plan_.columns[i].is_told = plan_.columns[i].is_told || use != Use::known;
        plan_.columns[i].is_key = plan_.columns[i].is_key || use == Use::key;
        plan_.columns[i].is_amount = plan_.columns[i].is_amount || use == Use::amount || info->kind != FieldKind::code;
        return i;
    }
    /// A column that can be added up.
    [[nodiscard]] std::size_t summed(const Word& name) {
        const std::size_t at = column(name, Use::amount);
        if (!fault_ && plan_.field(at).kind == FieldKind::date) {
            fail(name, ErrorKind::mismatch, {"dates cannot be added up", "日期不能相加"}, {"expected a field of amounts or whole numbers", "应为金额或整数字段"});
        }
        return at;
    }

    // Values, each by its key

    [[nodiscard]] Word key_of(const FieldInfo& info, const Word& value) {
        if (info.kind != FieldKind::code) return Word{number_key(info.kind, number_of(info, value)), value.line, value.column};
        if (info.vocabulary == nullptr) return value;
        if (const auto entry = info.vocabulary->match(value.text)) return Word{info.vocabulary->entries()[*entry].key, value.line, value.column};
        if (!info.vocabulary->is_closed() && info.vocabulary->size() == 0) return value;
        auto names = info.vocabulary->keys();
        Text near = did_you_mean(value.text, names);
        if (near.empty()) {
            for (const VocabularyEntry& entry : info.vocabulary->entries()) names.push_back(entry.label.zh), names.push_back(entry.label.en);
            near = did_you_mean(value.text, names);
        }
        Text expected;
        if (near.empty() && info.vocabulary->size() <= 20) {
            for (const VocabularyEntry& entry : info.vocabulary->entries()) expected.en += (expected.en.empty() ? "" : ", ") + entry.key;
            expected = {"expected one of: " + expected.en, "应为下列之一：" + expected.en};
        }
        fail(value, ErrorKind::unknown_name,
             {"field " + info.name + " has no value " + in_quotes(value.text), "字段 " + info.name + " 没有取值 " + in_quotes(value.text)},
             std::move(expected), std::move(near));
        return value;
    }
    [[nodiscard]] std::int64_t number_of(const FieldInfo& info, const Word& value) {
        const auto refuse = [&](const Text& wanted) {
            fail(value, ErrorKind::bad_syntax,
                 {in_quotes(value.text) + " is no value of field " + info.name, in_quotes(value.text) + " 不是字段 " + info.name + " 的取值"},
                 {"expected " + wanted.en, "应为" + wanted.zh});
            return std::int64_t{0};
        };
        if (info.kind == FieldKind::date) {
            const auto date = try_parse_date(value.text);
            return date ? date_number(*date) : refuse({"a date, as 2018-12-31", "日期，如 2018-12-31"});
        }
        if (info.kind == FieldKind::money) {
            const auto amount = try_parse_money(value.text);
            return amount ? amount->fen() : refuse({"an amount in yuan or with its unit, as 1000000 or 100万元", "以元计或带单位的金额，如 1000000 或 100万元"});
        }
        const auto number = detail::whole_number(value.text);
        return number ? *number : refuse({"a whole number", "整数"});
    }
    [[nodiscard]] Condition normalized(const Condition& condition) {
        using Kind = typename Condition::Kind;
        switch (condition.kind()) {
            case Kind::always: return {};
            case Kind::all_of:
            case Kind::any_of: {
                std::vector<Condition> parts;
                for (const Condition& part : condition.parts()) parts.push_back(normalized(part));
                return condition.kind() == Kind::all_of ? Condition::all_of(std::move(parts)) : Condition::any_of(std::move(parts));
            }
            case Kind::none_of: return !normalized(condition.parts().front());
            default: break;
        }
        const FieldInfo* const info = field(condition.field());
        if (info == nullptr) return condition;
        const bool codes = info->kind == FieldKind::code;
        const bool ordered = condition.kind() == Kind::compare && condition.comparison() > Comparison::not_equal;
        if (ordered && codes) {
            fail(condition.field(), ErrorKind::mismatch, {"values of field " + info->name + " have no order", "字段 " + info->name + " 的取值没有大小"},
                 {"expected =, !=, in, within or is", "应为 =、!=、in、within 或 is"});
        }
        if ((condition.kind() == Kind::within || condition.kind() == Kind::not_within) &&
            (!codes || info->vocabulary == nullptr || !info->vocabulary->is_hierarchy())) {
            if (!codes || info->name != "system") {   // systems may happen to stand side by side
                fail(condition.field(), ErrorKind::mismatch,
                     {"values of field " + info->name + " do not stand under one another", "字段 " + info->name + " 的取值没有上下级"},
                     {"expected = or in", "应为 = 或 in"});
            }
        }
        std::vector<Word> values;
        for (const Word& value : condition.values()) values.push_back(key_of(*info, value));
        if (condition.kind() == Kind::compare) return Condition::compare(condition.field(), condition.comparison(), std::move(values.front()));
        return Condition::leaf(condition.kind(), condition.field(), std::move(values));
    }
    [[nodiscard]] Measure normalized(const Measure& measure) {
        if (measure.is_share()) return {measure.kind(), normalized(measure.of()), normalized(measure.where())};
        Measure made = measure;
        if (measure.having()) {
            Having having = *measure.having();
            if (const FieldInfo* const info = field(having.sum)) {
                if (info->kind == FieldKind::code) (void)column(having.sum, Use::amount);
                else having.amount = key_of(*info, having.amount);
            }
            made = Measure{measure.kind(), measure.fields(), having};
            if (!measure.where().is_always()) made = made.where(measure.where());
        }
        if (made.where().is_always()) return made;
        return made.with(normalized(made.where()));
    }

    // The plan; conditions are canonical and normalised from here on

    [[nodiscard]] Predicate predicate(const Condition& condition) {
        using Kind = typename Condition::Kind;
        Predicate made;
        if (fault_ || condition.is_always()) return made;
        if (condition.kind() == Kind::all_of || condition.kind() == Kind::any_of) {
            made.kind = condition.kind() == Kind::all_of ? Predicate::Kind::all_of : Predicate::Kind::any_of;
            for (const Condition& part : condition.parts()) made.parts.push_back(predicate(part));
            return made;
        }
        const bool whether_known = condition.kind() == Kind::unknown || condition.kind() == Kind::known;
        made.column = column(condition.field(), whether_known ? Use::known : Use::test);
        const FieldInfo& info = plan_.field(made.column);
        if (whether_known) {
            made.kind = condition.kind() == Kind::known ? Predicate::Kind::known : Predicate::Kind::unknown;
            return made;
        }
        made.comparison = condition.kind() == Kind::compare  ? condition.comparison()
                          : condition.kind() == Kind::not_in ? Comparison::not_equal
                                                             : Comparison::equal;
        if (info.kind != FieldKind::code) {
            made.kind = Predicate::Kind::numbers;
            for (const Word& value : condition.values()) made.numbers.push_back(number_of(info, value));
            return made;
        }
        made.kind = Predicate::Kind::codes;
        made.negated = made.comparison == Comparison::not_equal || condition.kind() == Kind::not_within;
        const bool within = condition.kind() == Kind::within || condition.kind() == Kind::not_within;
        const std::size_t known = info.vocabulary == nullptr ? 0 : info.vocabulary->size();
        made.accepts.assign(known + 1, made.negated ? 1 : 0);
        made.accepts[unknown_code] = 0;
        for (const Word& value : condition.values()) {
            made.keys.push_back(value.text);
            const auto entry = known == 0 ? std::nullopt : info.vocabulary->find(value.text);
            for (std::uint32_t i = 0; entry && i < known; ++i) {
                if (i == *entry || (within && info.vocabulary->is_within(i, *entry))) made.accepts[i + 1] = made.negated ? 0 : 1;
            }
        }
        std::sort(made.keys.begin(), made.keys.end());
        return made;
    }
    [[nodiscard]] std::size_t cell(const CellTally& wanted) {
        for (std::size_t i = 0; i < plan_.cells.size(); ++i) {
            CellTally& each = plan_.cells[i];   // a sum counts as well
            if (each.filter != wanted.filter || (each.sum && wanted.sum && each.sum != wanted.sum)) continue;
            if (wanted.sum) each.sum = wanted.sum;
            return i;
        }
        plan_.cells.push_back(wanted);
        return plan_.cells.size() - 1;
    }
    [[nodiscard]] std::size_t keyed(KeyTally wanted) {
        for (std::size_t i = 0; i < plan_.keyed.size(); ++i) {
            if (plan_.keyed[i] == wanted) return i;
        }
        plan_.keyed.push_back(std::move(wanted));
        return plan_.keyed.size() - 1;
    }
    /// The tally of all records stands first, of a plan whose measures need none with it.
    void count_all() {
        const auto all = std::find_if(plan_.cells.begin(), plan_.cells.end(), [](const CellTally& each) { return !each.filter; });
        const auto at = static_cast<std::size_t>(all - plan_.cells.begin());
        if (all == plan_.cells.end()) plan_.cells.push_back({});
        if (at == 0) return;
        std::swap(plan_.cells[0], plan_.cells[at]);
        const auto moved = [at](std::size_t& tally) { tally = tally == 0 ? at : tally == at ? 0 : tally; };
        for (PlanMeasure& each : plan_.measures) {
            const bool of_cells = each.kind == Measure::Kind::count || each.kind == Measure::Kind::sum || each.kind == Measure::Kind::mean;
            if (of_cells) moved(each.tally), moved(each.part_tally);
        }
    }
    [[nodiscard]] std::optional<std::size_t> filter(const Condition& condition) {
        if (condition.is_always()) return std::nullopt;
        plan_.filters.push_back(predicate(condition));
        return plan_.filters.size() - 1;
    }
    void add(const Measure& measure) {
        PlanMeasure made;
        const Measure& of = measure.is_share() ? measure.of() : measure;
        made.kind = of.kind();
        const std::optional<std::size_t> all = filter(of.where());
        std::optional<std::size_t> part;
        if (measure.is_share()) {
            made.share = measure.kind();
            if (measure.kind() == Measure::Kind::share_where) part = filter((of.where() && measure.where()).canonical());
        }
        switch (of.kind()) {
            case Measure::Kind::count:
                made.counts = plan_.schema->row;
                made.tally = cell({all, {}});
                if (part) made.part_tally = cell({part, {}});
                break;
            case Measure::Kind::sum:
            case Measure::Kind::mean: {
                const std::size_t amount = summed(of.fields().front());
                if (fault_) return;
                made.number = plan_.field(amount).kind;
                made.tally = cell({all, amount});
                if (part) made.part_tally = cell({part, amount});
                break;
            }
            case Measure::Kind::distinct: add_distinct(of, made, all, part); break;
            case Measure::Kind::top:
            case Measure::Kind::by:
            case Measure::Kind::gini:
            case Measure::Kind::hhi:
            case Measure::Kind::concentration:
            case Measure::Kind::lorenz: {
                const std::size_t key = column(of.fields()[0], Use::key), amount = summed(of.fields()[1]);
                if (fault_) return;
                made.number = plan_.field(amount).kind;
                made.limit = of.limit();
                made.tally = keyed({all, {key}, amount});
                break;
            }
            default: {   // least, greatest, quantile: the values themselves are the keys
                const std::size_t amount = column(of.fields().front(), Use::amount);
                if (fault_) return;
                plan_.columns[amount].is_key = true;
                made.number = plan_.field(amount).kind;
                made.level = of.level();
                made.tally = keyed({all, {amount}, {}});
            }
        }
        plan_.measures.push_back(made);
    }
    void add_distinct(const Measure& of, PlanMeasure& made, std::optional<std::size_t> all, std::optional<std::size_t> part) {
        std::vector<detail::Late<std::size_t, When>> keys;
        for (const Word& key : of.fields()) keys.push_back(column(key, Use::key));
        if (fault_) return;
        made.counts = keys.size() == 1 ? plan_.field(keys.front()).counts : Counted::combinations;
        std::optional<std::size_t> amount;
        if (const auto& having = of.having()) {
            amount = summed(having->sum);
            if (fault_) return;
            made.having = having->comparison;
            made.having_amount = number_of(plan_.field(*amount), having->amount);
        }
        made.tally = keyed({all, keys, amount});
        if (part) made.part_tally = keyed({part, keys, amount});
    }

    Plan plan_{};
    std::optional<detail::Late<Fault, When>> fault_{};
};

template <class When>
Result<detail::Late<Plan, When>> try_bind(const Definition& definition, std::shared_ptr<const Schema> schema) {
    return Binder<When>{std::move(schema)}.plan(definition);
}

}   // namespace arrears
