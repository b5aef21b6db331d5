// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/registry.hpp>
#include <arrears/rules/employment.hpp>
#include <arrears/rules/facts.hpp>
#include <arrears/rules/halt_band.hpp>
#include <arrears/rules/hardship.hpp>
#include <arrears/rules/overdue_retirement.hpp>
#include <arrears/rules/zero_employment.hpp>
#include <arrears/statistics/nearest.hpp>
#include <arrears/statistics/registry_source.hpp>
#include <arrears/statistics/tabulate.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// The rules by which a registry's fields are decided; the defaults are those of the survey.
struct RegistryRules {
    HardshipRule hardship{};
    HaltBandRule halt_band{};
    EmploymentRule employment{};
    ZeroEmploymentRule zero_employment{};
    OverdueRetirementRule overdue_retirement = OverdueRetirementRule::of_survey();
    AgeingBands ageing{};   ///< of the field `due_ageing`
    /// What these rules are called. States of registries decided by rules of another name do not merge; so rules of one's own need a name
    /// of their own, which all offices use.
    std::string law = "survey";

    friend bool operator==(const RegistryRules&, const RegistryRules&) = default;
};

namespace detail {

/// Makes the sources of a registry as of a date. Use RegistryTables.
template <class When = WhenCalled>
class SourceMaker {
    using Registry = Late<arrears::Registry, When>;
    using RegistrySource = Late<arrears::RegistrySource, When>;
    using Vocabulary = Late<arrears::Vocabulary, When>;
    using VocabularyEntry = Late<arrears::VocabularyEntry, When>;

public:
    SourceMaker(const Registry& registry, Date as_of, const RegistryRules& rules) : registry_{registry}, as_of_{as_of}, rules_{rules} {}

    [[nodiscard]] std::vector<RegistrySource> operator()() {
        sources_.reserve(11);   // references to sources hold while others are added
        add_enterprises();
        add_people();
        add_households();
        add_debts();
        add_others();
        for (RegistrySource& source : sources_) source.finish();
        return std::move(sources_);
    }

private:
    [[nodiscard]] static constexpr std::size_t at(auto index) noexcept { return static_cast<std::size_t>(index.value()); }
    template <class View>
    [[nodiscard]] static std::shared_ptr<const Vocabulary> ids(const Rows<View>& rows) {
        std::vector<VocabularyEntry> entries;
        entries.reserve(rows.size());
        for (const View row : rows) entries.push_back({std::string{row.id().view()}, {}, {}, {}});
        return std::make_shared<const Vocabulary>(std::move(entries), false);
    }
    [[nodiscard]] static std::uint32_t code(std::size_t position) noexcept { return static_cast<std::uint32_t>(position) + 1; }
    [[nodiscard]] std::optional<std::int64_t> years_since(std::optional<Date> day) const {
        if (!day || *day > as_of_ || *day == Date::first()) return std::nullopt;
        return completed_years(*day, as_of_);
    }

    void add_enterprises();
    void add_people();
    void add_households();
    void add_debts();
    void add_others();
    void add_person_fields(RegistrySource& to, const std::vector<std::size_t>& person, std::size_t workers) const;
    /// Texts that are known once they were met; empty: unknown.
    template <class TextOf>
    void add_texts(RegistrySource& to, std::string name, Text label, TextOf text) const {
        std::vector<VocabularyEntry> met;
        Late<Dictionary, When> codes;
        std::vector<Late<std::uint32_t, When>> of_record;
        for (std::size_t i = 0; i < to.size(); ++i) {
            of_record.push_back(codes.code_of(std::string_view{text(i)}));
            if (of_record.back() > met.size()) met.push_back({codes.key(of_record.back()), {}, {}, {}});
        }
        to.add_codes(std::move(name), std::move(label), std::make_shared<const Vocabulary>(std::move(met), false), Counted::values,
                     [&](std::size_t i) { return of_record[i]; });
    }
    RegistrySource& add(std::string name, Counted row, std::size_t size) {
        return sources_.emplace_back(std::move(name), row, as_of_, rules_.law, size);
    }
    [[nodiscard]] const RegistrySource& enterprises() const noexcept { return sources_.front(); }

    const Registry& registry_;
    Date as_of_;
    const RegistryRules& rules_;
    std::vector<RegistrySource> sources_{};
    std::vector<std::optional<Late<Money, When>>> pension_owed_{};   // by enterprise
    std::shared_ptr<const Vocabulary> people_{};                     // workers, then retirees
    std::shared_ptr<const Vocabulary> systems_{};
};

template <class When>
void SourceMaker<When>::add_enterprises() {
    const auto rows = registry_.enterprises();
    RegistrySource& to = add("enterprises", Counted::enterprises, rows.size());
    std::vector<VocabularyEntry> own;
    for (const EnterpriseView row : rows) own.push_back({std::string{row.id().view()}, {std::string{row.name()}, std::string{row.name()}}, {}, {}});
    to.add_codes("enterprise", {"enterprise", "企业"}, std::make_shared<const Vocabulary>(std::move(own), false), Counted::enterprises, code);

    std::vector<VocabularyEntry> systems;
    for (const SystemView row : registry_.systems()) {
        systems.push_back({std::string{row.id().view()}, row.name(), {}, {}});
        if (const auto above = row.parent()) systems.back().parent = static_cast<std::uint32_t>(at(above->index()));
    }
    systems_ = std::make_shared<const Vocabulary>(std::move(systems), true);
    to.add_codes("system", {"system", "主管系统"}, systems_, Counted::systems, [&](std::size_t i) {
        const auto system = rows[i].system();
        return system ? code(at(system->index())) : unknown_code;
    });
    to.template add_enum<Ownership>("ownership", {"ownership", "企业性质"}, [&](std::size_t i) { return rows[i].ownership(); });

    add_texts(to, "industry", {"industry", "行业代码"}, [&](std::size_t i) { return rows[i].industry(); });
    for (const Grouping& grouping : registry_.groupings()) {
        if (grouping.field() != "industry") continue;
        to.add_codes(grouping.name(), {"industry", "行业"}, std::make_shared<const Vocabulary>(Vocabulary::of(grouping)), Counted::values,
                     [&](std::size_t i) {
                         const auto group = grouping.group_of(rows[i].industry());
                         return group ? code(*group) : unknown_code;
                     });
    }
    const auto now = [this](const auto& history) { return in_force(history, as_of_); };
    to.template add_enum<Certification>("certification", {"certification", "认定情况"}, [&](std::size_t i) {
        const auto known = now(rows[i].certification());
        return known ? std::optional{known->value} : std::nullopt;
    });
    to.template add_enum<HardshipClass>("hardship_class", {"class of hardship", "困难类别"},
                               [&](std::size_t i) { return rules_.hardship.decide(hardship_facts(rows[i], as_of_), as_of_).known(); });
    to.template add_enum<OperatingStatus>("operating_status", {"operating status", "经营状况"}, [&](std::size_t i) {
        const auto known = now(rows[i].status());
        return known ? std::optional{known->value} : std::nullopt;
    });
    // A band, or "not halted", which is known and not unknown.
    Vocabulary bands = Vocabulary::template of<HaltBand>();
    std::vector<VocabularyEntry> band_entries = bands.entries();
    band_entries.push_back({"not_halted", {"not halted", "未停产"}, {}, {}});
    to.add_codes("halt_band", {"years halted", "停产年限"}, std::make_shared<const Vocabulary>(std::move(band_entries), true), Counted::values,
                 [&](std::size_t i) {
                     const auto band = rules_.halt_band.decide(halt_facts(rows[i], as_of_), as_of_).known();
                     if (!band) return unknown_code;
                     return *band ? code(static_cast<std::size_t>(**band)) : code(enum_count<HaltBand>);
                 });
    to.add_numbers("status_years", {"years in this status", "现状持续年数"}, FieldKind::integer, [&](std::size_t i) {
        const auto known = now(rows[i].status());
        return known ? years_since(known->since) : std::nullopt;
    });
    for (std::size_t fund = 0; fund < enum_count<Insurance>; ++fund) {
        const auto insurance = enum_at<Insurance>(fund);
        const Text name{"enrolment in " + std::string{label(insurance, Language::en)}, std::string{label(insurance, Language::zh)} + "参保"};
        to.template add_enum<Enrolment>("enrolled_" + std::string{identifier(insurance)}, name, [&](std::size_t i) {
            const auto known = now(rows[i].enrolment(insurance));
            return known ? std::optional{known->value} : std::nullopt;
        });
    }
    to.add_numbers("founded_year", {"founded in", "成立年份"}, FieldKind::integer, [&](std::size_t i) {
        const auto founded = rows[i].founded();
        return founded ? std::optional<std::int64_t>{founded->year()} : std::nullopt;
    });
    pension_owed_.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].arrears_recorded()) pension_owed_[i] = rows[i].outstanding(ArrearsCategory::pension, as_of_);
    }
}

/// The fields of people. `person[i]` is a worker's position, or a retiree's behind all workers.
template <class When>
void SourceMaker<When>::add_person_fields(RegistrySource& to, const std::vector<std::size_t>& person, std::size_t workers) const {
    const auto on_roll = registry_.workers();
    const auto retired = registry_.retirees();
    const auto is_worker = [&](std::size_t i) { return person[i] < workers; };
    const auto worker = [&](std::size_t i) { return on_roll[person[i]]; };
    const auto retiree = [&](std::size_t i) { return retired[person[i] - workers]; };
    const auto birth = [&](std::size_t i) { return is_worker(i) ? worker(i).birth() : retiree(i).birth(); };
    const auto age = [&](std::size_t i) { return years_since(birth(i)); };

    to.add_codes("person", {"person", "人员"}, people_, Counted::persons, [&](std::size_t i) { return code(person[i]); });
    to.template add_enum<Roll>("roll", {"on the roll or retired", "在册或退休"},
                      [&](std::size_t i) { return std::optional{is_worker(i) ? Roll::on_roll : Roll::retired}; });
    to.template add_enum<Sex>("sex", {"sex", "性别"}, [&](std::size_t i) { return is_worker(i) ? worker(i).sex() : retiree(i).sex(); });
    to.add_numbers("age", {"age", "年龄"}, FieldKind::integer, age);
    for (const Grouping& grouping : registry_.groupings()) {
        if (grouping.field() != "age") continue;
        to.add_codes(grouping.name(), {"age", "年龄段"}, std::make_shared<const Vocabulary>(Vocabulary::of(grouping)), Counted::values,
                     [&](std::size_t i) {
                         const auto years = age(i);
                         const auto group = years ? grouping.group_of(*years) : std::nullopt;
                         return group ? code(*group) : unknown_code;
                     });
    }
    to.template add_enum<Education>("education", {"education", "文化程度"},
                                    [&](std::size_t i) { return is_worker(i) ? worker(i).education() : std::nullopt; });
    to.template add_enum<EmploymentStatus>("employment", {"employment", "就业状态"}, [&](std::size_t i) {
        return is_worker(i) ? rules_.employment.decide(employment_facts(worker(i), as_of_), as_of_).known() : std::nullopt;
    });
    to.template add_enum<IncomeSource>("income", {"income", "收入来源"}, [&](std::size_t i) { return is_worker(i) ? worker(i).income() : std::nullopt; });
    to.add_yes_no("overdue_retirement", {"of age, barred from retiring", "到龄未办理退休"}, [&](std::size_t i) -> std::optional<bool> {
        if (!is_worker(i)) return false;
        const auto owed = pension_owed_[at(worker(i).enterprise().index())];
        return rules_.overdue_retirement.decide(overdue_retirement_facts(worker(i), owed), as_of_).known();
    });
}

template <class When>
void SourceMaker<When>::add_people() {
    const auto on_roll = registry_.workers();
    const auto retired = registry_.retirees();
    const std::size_t workers = on_roll.size();
    std::vector<VocabularyEntry> entries;
    for (const WorkerView row : on_roll) entries.push_back({std::string{row.id().view()}, {}, {}, {}});
    for (const RetireeView row : retired) entries.push_back({std::string{row.id().view()}, {}, {}, {}});
    people_ = std::make_shared<const Vocabulary>(std::move(entries), false);
    const auto enterprise = [&](std::size_t person) {
        return at(person < workers ? on_roll[person].enterprise().index() : retired[person - workers].enterprise().index());
    };
    const auto range = [](std::size_t first, std::size_t last) {
        std::vector<Late<std::size_t, When>> out;
        for (; first < last; ++first) out.push_back(first);
        return out;
    };
    const std::size_t all = workers + retired.size();
    const std::pair<const char*, std::vector<Late<std::size_t, When>>> kinds[] = {
        {"workers", range(0, workers)}, {"retirees", range(workers, all)}, {"people", range(0, all)}};
    for (const auto& [name, rows] : kinds) {
        const auto& person = rows;   // Clang 14 lets no lambda capture a binding
        RegistrySource& to = add(name, Counted::persons, person.size());
        add_person_fields(to, person, workers);
        to.add_joined(enterprises(), [&](std::size_t i) { return enterprise(person[i]); });
    }
    std::vector<Late<std::size_t, When>> person;
    std::vector<Late<ArrearsCategory, When>> category;
    for (std::size_t i = 0; i < all; ++i) {
        for (const ArrearsCategory owed : i < workers ? on_roll[i].owed() : retired[i - workers].owed()) {
            person.push_back(i);
            category.push_back(owed);
        }
    }
    RegistrySource& to = add("claims", Counted::records, person.size());
    to.template add_enum<ArrearsCategory>("category", {"category", "类别"}, [&](std::size_t i) { return std::optional{category[i]}; });
    add_person_fields(to, person, workers);
    to.add_joined(enterprises(), [&](std::size_t i) { return enterprise(person[i]); });
}

template <class When>
void SourceMaker<When>::add_households() {
    const auto rows = registry_.households();
    RegistrySource& to = add("households", Counted::households, rows.size());
    to.add_codes("household", {"household", "家庭"}, ids(rows), Counted::households, code);
    to.add_yes_no("zero_employment", {"zero-employment household", "零就业家庭"}, [&](std::size_t i) {
        return rules_.zero_employment.decide(household_members(rows[i], as_of_, rules_.zero_employment, rules_.employment), as_of_).known();
    });
}

template <class When>
void SourceMaker<When>::add_debts() {
    std::vector<Late<ArrearsView, When>> debts;
    for (const ArrearsView row : registry_.arrears()) {
        if (row.is_due(as_of_)) debts.push_back(row);
    }
    const auto fen = [](Money amount) { return std::optional{amount.fen()}; };
    {
        RegistrySource& to = add("arrears", Counted::records, debts.size());
        to.add_codes("arrears", {"arrears", "欠费记录"}, ids(registry_.arrears()), Counted::values,
                     [&](std::size_t i) { return code(at(debts[i].index())); });
        to.template add_enum<ArrearsCategory>("category", {"category", "类别"}, [&](std::size_t i) { return std::optional{debts[i].category()}; });
        to.template add_enum<Creditor>("creditor", {"owed to", "债权方"}, [&](std::size_t i) { return std::optional{debts[i].creditor()}; });
        to.add_numbers("principal", {"principal", "本金"}, FieldKind::money, [&](std::size_t i) { return fen(debts[i].principal()); });
        to.add_numbers("paid", {"paid", "已清欠"}, FieldKind::money, [&](std::size_t i) { return fen(debts[i].paid(as_of_)); });
        to.add_numbers("advanced", {"advanced by workers", "职工垫缴"}, FieldKind::money, [&](std::size_t i) { return fen(debts[i].advanced(as_of_)); });
        to.add_numbers("outstanding", {"outstanding", "欠额"}, FieldKind::money, [&](std::size_t i) { return fen(debts[i].outstanding(as_of_)); });
        to.add_numbers("persons", {"people concerned", "涉及人数"}, FieldKind::integer, [&](std::size_t i) { return debts[i].persons(); });
        to.add_numbers("due", {"due", "应缴日"}, FieldKind::date, [&](std::size_t i) { return std::optional{date_number(debts[i].due_date())}; });
        add_texts(to, "due_month", {"month due", "应缴月份"}, [&](std::size_t i) { return print(Month{debts[i].due_date()}); });
        to.add_numbers("due_year", {"year due", "应缴年份"}, FieldKind::integer,
                       [&](std::size_t i) { return std::optional<std::int64_t>{debts[i].due_date().year()}; });
        to.add_numbers("due_days", {"days past due", "逾期天数"}, FieldKind::integer,
                       [&](std::size_t i) { return std::optional{as_of_ - debts[i].due_date()}; });
        to.add_codes("due_ageing", {"ageing", "账龄"}, std::make_shared<const Vocabulary>(Vocabulary::of(rules_.ageing)), Counted::values,
                     [&](std::size_t i) { return code(ageing_entry(rules_.ageing, debts[i].due_date(), as_of_)); });
        to.add_joined(enterprises(), [&](std::size_t i) { return at(debts[i].enterprise().index()); });
    }
    std::vector<Late<AdvanceView, When>> advances;
    for (const AdvanceView row : registry_.advances()) {
        if (row.on() <= as_of_) advances.push_back(row);
    }
    {
        RegistrySource& to = add("worker_advances", Counted::records, advances.size());
        to.add_codes("advance", {"advance", "垫缴记录"}, ids(registry_.advances()), Counted::values,
                     [&](std::size_t i) { return code(at(advances[i].index())); });
        to.add_codes("person", {"person", "人员"}, people_, Counted::persons, [&](std::size_t i) {
            if (const auto worker = advances[i].worker()) return code(at(worker->index()));
            const auto retiree = advances[i].retiree();
            return retiree ? code(registry_.workers().size() + at(retiree->index())) : unknown_code;
        });
        to.template add_enum<ArrearsCategory>("category", {"category", "类别"}, [&](std::size_t i) {
            const auto settled = advances[i].arrears();
            return settled ? std::optional{settled->category()} : std::nullopt;
        });
        to.add_numbers("amount", {"amount advanced", "垫缴额"}, FieldKind::money, [&](std::size_t i) { return fen(advances[i].amount()); });
        to.add_joined(enterprises(), [&](std::size_t i) { return at(advances[i].enterprise().index()); });
    }
    std::vector<Late<PaymentView, When>> payments;
    for (const PaymentView row : registry_.payments()) {
        if (row.on() <= as_of_) payments.push_back(row);
    }
    RegistrySource& to = add("payments", Counted::records, payments.size());
    to.add_codes("payment", {"payment", "清欠记录"}, ids(registry_.payments()), Counted::values,
                 [&](std::size_t i) { return code(at(payments[i].index())); });
    to.template add_enum<ArrearsCategory>("category", {"category", "类别"},
                                          [&](std::size_t i) { return std::optional{payments[i].arrears().category()}; });
    to.add_numbers("amount", {"amount paid", "清欠额"}, FieldKind::money, [&](std::size_t i) { return fen(payments[i].amount()); });
    to.add_joined(enterprises(), [&](std::size_t i) { return at(payments[i].arrears().enterprise().index()); });
}

template <class When>
void SourceMaker<When>::add_others() {
    const auto systems = registry_.systems();
    RegistrySource& system = add("systems", Counted::systems, systems.size());
    system.add_codes("system", {"system", "主管系统"}, systems_, Counted::systems, code);
    system.template add_enum<SystemKind>("kind", {"kind", "类型"}, [&](std::size_t i) { return std::optional{systems[i].kind()}; });
    system.add_numbers("founded_year", {"founded in", "成立年份"}, FieldKind::integer, [&](std::size_t i) {
        const auto year = systems[i].founded_year();
        return year ? std::optional<std::int64_t>{*year} : std::nullopt;
    });
    // Only the year is known: the years completed for certain by the date.
    system.add_numbers("age_years", {"years since founded", "成立年数"}, FieldKind::integer, [&](std::size_t i) -> std::optional<std::int64_t> {
        const auto year = systems[i].founded_year();
        if (!year || *year > as_of_.year()) return std::nullopt;
        const bool last_day = as_of_.month() == 12 && as_of_.day() == 31;
        return std::max<std::int64_t>(0, as_of_.year() - *year - (last_day ? 0 : 1));
    });

    const auto plans = registry_.plans();
    RegistrySource& plan = add("resettlement_plans", Counted::plans, plans.size());
    plan.add_codes("plan", {"plan", "方案"}, ids(plans), Counted::plans, code);
    plan.template add_enum<ResettlementKind>("kind", {"kind", "类型"}, [&](std::size_t i) { return std::optional{plans[i].kind()}; });
}

}   // namespace detail

/// A registry as of a date, bound to definitions: `from enterprises`, `workers`, `retirees`, `people`, `claims`, `households`,
/// `arrears`, `payments`, `worker_advances`, `systems`, `resettlement_plans`, each with its fields.
///
/// Arrears count from their due day on, payments and advances from theirs. Making it costs O(records); it keeps the registry.
class RegistryTables {
public:
    /// \throws Error (bad_argument) where the rules are not those of the survey and still bear that name
    template <class When = detail::WhenCalled>
    RegistryTables(Registry registry, Date as_of, const RegistryRules& rules = {})
        : registry_{std::move(registry)}, as_of_{as_of}, sources_{detail::SourceMaker<When>{registry_, as_of_, named(rules)}()} {}

    [[nodiscard]] const Registry& registry() const noexcept { return registry_; }
    [[nodiscard]] Date as_of() const noexcept { return as_of_; }
    [[nodiscard]] const std::vector<RegistrySource>& sources() const noexcept { return sources_; }

    /// The source that a definition names. \throws Error (unknown_name) where there is none of this name
    template <class When = detail::WhenCalled>
    [[nodiscard]] const RegistrySource& source(const Word& name) const {
        std::vector<detail::Late<std::string, When>> names;
        for (const RegistrySource& each : sources_) {
            if (each.name() == name.text) return each;
            names.push_back(each.name());
        }
        std::string all;
        for (const std::string& each : names) all += (all.empty() ? "" : ", ") + each;
        Place place;
        if (name.line != 0) place = {"definition", name.line, name.column, {}};
        const Text near = did_you_mean(name.text, names);
        throw Error{Fault{ErrorKind::unknown_name, std::move(place),
                          name.text.empty() ? Text{"the definition names no source", "定义没有指明来源"}
                                            : Text{"there is no source " + in_quotes(name.text), "没有来源 " + in_quotes(name.text)},
                          name.text, near.empty() ? Text{"expected one of: " + all, "应为下列之一：" + all} : Text{}, near}};
    }

    /// The state of a definition over all records. \throws Error as try_bind() tells
    template <class When = detail::WhenCalled>
    [[nodiscard]] State state(const Definition& definition) const {
        const RegistrySource& from = source(definition.source());
        detail::Late<State, When> made{definition, from.schema()};
        RegistrySource::Reader reader{from};
        made.add(reader);
        return made;
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] Table tabulate(const Definition& definition) const {
        return state<When>(definition).table();
    }
    /// The one figure of a definition without rows and columns. \throws Error (bad_argument) where it gives more
    template <class When = detail::WhenCalled>
    [[nodiscard]] Value evaluate(const Definition& definition) const {
        detail::check_single(definition);
        return tabulate<When>(definition).value(0, 0);
    }
    /// The values of a field, where they are closed; empty where they are not or no source has it.
    template <class = detail::WhenCalled>
    [[nodiscard]] std::vector<std::string> closed_values(std::string_view field) const {
        for (const RegistrySource& each : sources_) {
            const auto at = each.schema()->find(field);
            if (!at) continue;
            const auto& vocabulary = each.schema()->fields[*at].vocabulary;
            return vocabulary && vocabulary->is_closed() ? vocabulary->keys() : std::vector<std::string>{};
        }
        return {};
    }

private:
    template <class When = detail::WhenCalled>
    [[nodiscard]] static const RegistryRules& named(const RegistryRules& rules) {
        const detail::Late<RegistryRules, When> standard{};
        if (rules.law != standard.law || rules == standard) return rules;
        throw bad_argument("RegistryTables", {"the rules are not those of the survey and have no name of their own", "规则与调查所用的不同，却没有自己的名称"},
                           {"expected a name in RegistryRules::law", "应在 RegistryRules::law 中写明名称"});
    }

    Registry registry_;
    Date as_of_;
    std::vector<RegistrySource> sources_;
};

}   // namespace arrears
