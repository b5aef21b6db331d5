// SPDX-License-Identifier: BSL-1.0
#include "batch.hpp"
#include "change_output.hpp"
#include "rule_commands.hpp"

#include <arrears/core/json.hpp>
#include <arrears/rules/explanation_json.hpp>
#include <arrears/rules/explanation_text.hpp>
#include <arrears/rules/household_hardship.hpp>
#include <arrears/rules/relief.hpp>
#include <arrears/rules/relief_outcome.hpp>

#include <map>
#include <memory>
#include <utility>

namespace arrears::tool {

namespace {

ARREARS_ENUM(YesNo,
    (yes, "是", "yes"),
    (no,  "否", "no"));

/// One question, as a row of a file or the options have it. Texts are read by household().
struct Question {
    std::optional<std::int64_t> persons{};
    std::optional<Money> income{}, rigid_expenses{}, costs{}, aid{}, assets{};
    std::optional<std::int64_t> months_above_line{};
    std::optional<YesNo> accident{}, extreme_difficulty{}, seeks_work{};
    std::string causes{};    ///< those that hold, by semicolon; none; empty: unknown
    std::string assured{};   ///< likewise
    std::string shown{};     ///< the assurances that a document shows
    std::optional<Date> as_of{};
};

struct Options {
    Question question{};
    std::vector<std::string> assured{};   ///< with documents: WORD=DOCUMENT
    std::vector<std::string> parameter_files{};
    std::string batch{};
    bool explain = false;
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

/// Words by semicolon, or `none`. \throws Error, which names the field
template <Enumeration E>
[[nodiscard]] std::optional<EnumSet<E>> words_of(std::string_view text, const char* field) {
    text = detail::trimmed(text);
    if (detail::is_unknown(text)) return std::nullopt;
    EnumSet<E> made;
    if (text == "none" || text == "无") return made;
    if (detail::CellFault fault = detail::read_cell(text, {{}, false}, made)) {
        fault->problem = {std::string{field} + ": " + fault->problem.en, std::string{field} + "：" + fault->problem.zh};
        throw Error{*std::move(fault)};
    }
    return made;
}

[[nodiscard]] std::optional<bool> truth(std::optional<YesNo> word) {
    if (!word) return std::nullopt;
    return *word == YesNo::yes;
}

[[nodiscard]] HouseholdFacts household(const Question& asked) {
    static const auto on_file = std::make_shared<const Source>(Source{{"a document on file", "在档材料"}, {}, SourceLevel::caller, false, {}});
    HouseholdFacts made{.persons = asked.persons,
                        .income = asked.income,
                        .rigid_expenses = asked.rigid_expenses,
                        .costs = asked.costs,
                        .aid = asked.aid,
                        .assets = asked.assets,
                        .months_above_line = asked.months_above_line,
                        .accident = truth(asked.accident),
                        .extreme_difficulty = truth(asked.extreme_difficulty),
                        .someone_seeks_work = truth(asked.seeks_work)};
    if (const auto causes = words_of<HardshipCause>(asked.causes, "causes")) made.causes = Statements<HardshipCause>::just(*causes);
    if (const auto assured = words_of<FiveAssurances>(asked.assured, "assured")) made.assured = Statements<FiveAssurances>::just(*assured);
    if (const auto shown = words_of<FiveAssurances>(asked.shown, "shown")) {
        for (const FiveAssurances one : *shown) made.evidence[static_cast<std::size_t>(one)] = on_file;
    }
    return made;
}

/// What the rules say of one household.
struct Relief {
    Outcome<HouseholdHardship> level;
    Outcome<bool> allowance;
    EnumSet<ReliefMeasure> due{}, open{};
    EnumSet<FiveAssurances> stands{}, unsettled{};
    Outcome<ReliefOutcome> outcome;
    MissingFacts missing{};   ///< of all that is open
};

/// The rules with one place's parameters, made once.
struct Rules {
    explicit Rules(const Parameters& place)
        : level{.parameters = place}, allowance{.parameters = place}, measures{relief_rules(place)},
          assurances{assurance_rules(place)}, outcome{.parameters = place} {}

    [[nodiscard]] Relief decide(const HouseholdFacts& home, Date as_of) const {
        Relief made{level.decide(home, as_of), allowance.decide(home, as_of), {}, {}, {}, {}, outcome.decide(home, as_of), {}};
        for (const ReliefRule& rule : measures) {
            const auto is_due = rule.decide(home, as_of);
            made.missing.merge(is_due.missing());
            if (!is_due.is_determined()) made.open.insert(rule.measure);
            else if (is_due.value()) made.due.insert(rule.measure);
        }
        for (const AssuranceRule& rule : assurances) {
            const auto stands = rule.decide(home, as_of);
            made.missing.merge(stands.missing());
            if (!stands.is_determined()) made.unsettled.insert(rule.which);
            else if (stands.value()) made.stands.insert(rule.which);
        }
        for (const MissingFacts more : {made.level.missing(), made.allowance.missing(), made.outcome.missing()}) made.missing.merge(more);
        return made;
    }
    [[nodiscard]] std::vector<Explanation> explain(const HouseholdFacts& home, Date as_of) const {
        std::vector<Explanation> made{level.explain(home, as_of).reasons, allowance.explain(home, as_of).reasons};
        for (const ReliefRule& rule : measures) made.push_back(rule.explain(home, as_of).reasons);
        for (const AssuranceRule& rule : assurances) made.push_back(rule.explain(home, as_of).reasons);
        made.push_back(outcome.explain(home, as_of).reasons);
        return made;
    }

    HouseholdHardshipRule level;
    SubsistenceAllowanceRule allowance;
    std::array<ReliefRule, enum_count<ReliefMeasure>> measures;
    std::array<AssuranceRule, enum_count<FiveAssurances>> assurances;
    ReliefOutcomeRule outcome;
};

constexpr std::string_view answers[] = {"level", "allowance", "measures", "open_measures", "assurances", "open_assurances", "outcome", "missing"};

void write_answers(CsvWriter& out, const Relief& made) {
    constexpr std::string_view open = "undetermined";
    out.value(made.level.is_determined() ? identifier(made.level.value()) : open);
    out.value(!made.allowance.is_determined() ? open : made.allowance.value() ? "yes" : "no");
    out.value(print(made.due)).value(print(made.open)).value(print(made.stands)).value(print(made.unsettled));
    out.value(made.outcome.is_determined() ? identifier(made.outcome.value()) : open).value(names(made.missing));
}

[[nodiscard]] int answer_batch(const Options& options, const Rules& rules) {
    using detail::column;
    const detail::TableColumn<Question> columns[] = {column<Question, &Question::persons>("persons", {"家庭人口"}),
                                                     column<Question, &Question::income>("income", {"家庭年收入"}),
                                                     column<Question, &Question::rigid_expenses>("rigid_expenses", {"刚性支出"}),
                                                     column<Question, &Question::costs>("costs", {"大额费用"}),
                                                     column<Question, &Question::aid>("aid", {"帮扶金额"}),
                                                     column<Question, &Question::assets>("assets", {"家庭财产"}),
                                                     column<Question, &Question::months_above_line>("months_above_line", {"高于低保标准月数"}),
                                                     column<Question, &Question::accident>("accident", {"意外"}),
                                                     column<Question, &Question::extreme_difficulty>("extreme_difficulty", {"特困人员"}),
                                                     column<Question, &Question::seeks_work>("seeks_work", {"有劳动能力未就业"}),
                                                     column<Question, &Question::causes>("causes", {"致困原因"}),
                                                     column<Question, &Question::assured>("assured", {"保障"}),
                                                     column<Question, &Question::shown>("shown", {"有佐证的保障"}),
                                                     column<Question, &Question::as_of>("as_of", {"截止日"})};
    return run_batch<Question>(options.batch, columns, answers, options.language, [&](const Question& row, CsvWriter& out) {
        const auto as_of = row.as_of ? row.as_of : options.question.as_of;
        if (!as_of) throw bad_argument("as_of", {"neither the row nor --as-of names a day", "该行与 --as-of 均未给出日期"});
        write_answers(out, rules.decide(household(row), *as_of));
    }, AboutPeople::yes);
}

template <Enumeration E>
[[nodiscard]] std::string labels(EnumSet<E> set, Language language) {
    std::string out;
    for (const E one : set) out += (out.empty() ? "" : language == Language::zh ? "、" : "; ") + std::string{label(one, language)};
    return out.empty() ? (language == Language::zh ? "无" : "none") : out;
}

[[nodiscard]] std::string text_of(const Relief& made, const HouseholdFacts& home, Language language) {
    const bool zh = language == Language::zh;
    const std::string open = zh ? "无法判定" : "undetermined";
    std::string out;
    const auto line = [&](const char* name_zh, const char* name_en, const std::string& value) {
        out += std::string{zh ? name_zh : name_en} + (zh ? "：" : ": ") + value + '\n';
    };
    line("困难档次", "level of hardship", made.level.is_determined() ? std::string{label(made.level.value(), language)} : open);
    line("符合低保条件", "meets the conditions of the subsistence allowance",
         !made.allowance.is_determined() ? open : print(StepValue{made.allowance.value()}, language));
    line("应予帮扶", "measures due", labels(made.due, language));
    if (!made.open.empty()) line("尚无法判定的措施", "measures undetermined", labels(made.open, language));
    line("五保障已落实", "of the five assurances stand", labels(made.stands, language));
    for (const FiveAssurances one : made.stands) {
        const auto& evidence = home.evidence[static_cast<std::size_t>(one)];
        line(("  " + std::string{label(one, Language::zh)}).c_str(), ("  " + std::string{label(one, Language::en)}).c_str(),
             evidence ? print(*evidence, language)
             : zh     ? "由家庭收支得出"
                      : "by the household's means");
    }
    if (!made.unsettled.empty()) line("尚无法判定的保障", "assurances undetermined", labels(made.unsettled, language));
    line("帮扶结果", "outcome", made.outcome.is_determined() ? std::string{label(made.outcome.value(), language)} : open);
    if (!made.missing.empty()) line("尚需了解", "what would decide", labels(made.missing, language));
    return out;
}

[[nodiscard]] int answer(Options& options) {
    const Rules rules{parameters_of(options.parameter_files, options.language)};
    if (!options.batch.empty()) {
        if (options.explain) {
            say({"--explain tells of one household: leave --batch out", "--explain 只说明一户，不能与 --batch 同用"}, options.language);
            return wrong_usage;
        }
        return answer_batch(options, rules);
    }
    if (!options.question.as_of) {
        say({"expected --as-of and what is known of the household, or --batch FILE", "应给出 --as-of 和家庭情况，或 --batch 文件"}, options.language);
        return wrong_usage;
    }
    std::map<FiveAssurances, std::string> documents;
    for (const std::string& one : options.assured) {
        const std::size_t equals = one.find('=');
        const std::string_view word = detail::trimmed(std::string_view{one}.substr(0, equals));
        options.question.assured += options.question.assured.empty() ? "" : ";";
        options.question.assured += word;
        if (equals == std::string::npos) continue;
        const auto which = parse_enum<FiveAssurances>(word);
        const std::string document{detail::trimmed(std::string_view{one}.substr(equals + 1))};
        if (!which || document.empty() || !documents.emplace(*which, document).second) {
            say({"--assured: expected one assurance, and its document, before and after the first =, and each assurance once",
                 "--assured：第一个 = 之前应为一项保障，之后应为其文件，每项保障只写一次"},
                options.language);
            return wrong_usage;
        }
    }
    std::optional<HouseholdFacts> home;
    std::optional<Relief> made;
    try {
        home = household(options.question);
        for (const auto& [which, document] : documents) {
            home->evidence[static_cast<std::size_t>(which)] =
                std::make_shared<const Source>(Source{{document, document}, {}, SourceLevel::caller, false, {}});
        }
        made = rules.decide(*home, *options.question.as_of);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::overflow) throw;
        say({error.fault().message(Language::en), error.fault().message(Language::zh)}, options.language);
        return wrong_usage;
    }
    const auto reasons = [&] { return rules.explain(*home, *options.question.as_of); };
    std::string out;
    switch (options.format) {
    case AnswerFormat::text:
        out = text_of(*made, *home, options.language);
        if (options.explain) {
            for (const Explanation& one : reasons()) out += '\n' + print(one, options.language);
        }
        break;
    case AnswerFormat::csv: {
        CsvWriter csv{out};
        for (const std::string_view name : answers) csv.value(name);
        csv.end_row();
        write_answers(csv, *made);
        csv.end_row();
        break;
    }
    case AnswerFormat::json: {
        JsonWriter json;
        json.begin_object().key("answers").begin_array();
        for (const Explanation& one : reasons()) write_json(json, one);
        out = json.end_array().end_object().text() + '\n';
        break;
    }
    }
    write_out(out);
    return done;
}

}   // namespace

Command add_relief(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    Question& question = options->question;
    CLI::App& command =
        *tool.add_subcommand("relief", "a household in hardship: its level, the measures due, the five assurances, relieved or exited");
    const auto amount = [&](const char* name, std::optional<Money>& out, const char* of) {
        add_parsed(command, name, out, &parse_yuan, of, "AMOUNT");
    };
    command.add_option("--persons", question.persons, "who live together")->type_name("NUMBER");
    amount("--income", question.income, "disposable income of twelve months");
    amount("--rigid-expenses", question.rigid_expenses, "what cannot be avoided of them");
    amount("--costs", question.costs, "costs of illness or accident, after insurance");
    amount("--aid", question.aid, "aid received");
    amount("--assets", question.assets, "assets that the local rule counts");
    command.add_option("--months-above-line", question.months_above_line, "months running with income per head above the line")->type_name("NUMBER");
    add_word<YesNo>(command, "--accident", question.accident, "a disaster, or an injury or death on duty");
    add_word<YesNo>(command, "--extreme-difficulty", question.extreme_difficulty, "somebody without ability to work, income and supporter");
    add_word<YesNo>(command, "--seeks-work", question.seeks_work, "a member able to work and without it");
    command.add_option("--causes", question.causes, "all that hold, by semicolon, or none: " + choices<HardshipCause>())->type_name("WORDS");
    command
        .add_option("--assured", options->assured,
                    "an assurance, and by which document; may stand several times, those left out are not assured; or none: " +
                        choices<FiveAssurances>())
        ->type_name("WORD[=DOCUMENT]");
    add_parsed(command, "--as-of", question.as_of, &try_parse_date, "the day of the question", "DATE");
    add_parameter_files(command, options->parameter_files);
    command.add_option("--batch", options->batch, "a CSV file of households; appends level, measures, assurances, outcome and what is missing")
        ->type_name("FILE");
    command.add_flag("--explain", options->explain, "also the reasons of every answer");
    add_word<AnswerFormat>(command, "--format", options->format, "how one answer is printed; JSON has all reasons; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears relief --persons 3 --income 15000 --assets 0 --causes illness --as-of 2018-12-31 --parameters city.toml\n"
                   "         arrears relief --batch households.csv --as-of 2018-12-31 --parameters city.toml > answered.csv");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
