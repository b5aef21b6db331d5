// SPDX-License-Identifier: BSL-1.0
#include "batch.hpp"
#include "change_output.hpp"
#include "rule_commands.hpp"

#include <arrears/rules/delay_liabilities.hpp>
#include <arrears/rules/explanation_json.hpp>
#include <arrears/rules/explanation_text.hpp>
#include <arrears/rules/surcharge.hpp>

#include <memory>

namespace arrears::tool {

namespace {

/// What became of an order to pay.
ARREARS_ENUM(OrderToPay,
    (unmet, "逾期未履行", "not met"),
    (none,  "未责令或已履行", "none, or met"));

struct Options {
    std::optional<Money> principal{};
    std::optional<Date> due{};
    std::optional<Date> as_of{};
    std::optional<Date> against{};
    ArrearsCategory category = ArrearsCategory::pension;
    std::optional<Date> petition{};
    std::optional<Enrolment> enrolment{};
    std::vector<Exemption> exempt{};
    SurchargeRule rule{};
    bool liabilities = false;
    DelayLiabilitiesRule delay{};
    std::optional<OrderToPay> order{};
    std::vector<std::string> parameter_files{};
    std::string batch{};
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

/// A row of a batch.
struct Row {
    std::optional<Money> principal{};
    std::optional<Date> due{};
    std::optional<Date> as_of{};
    std::optional<SurchargeCap> cap{};
    std::optional<ArrearsCategory> insurance{};
};

/// `2020-02-01..2020-06-30`, both days included; behind `=` by which document, which then stands in the reasons as the caller's.
[[nodiscard]] Exemption parse_exemption(const std::string& text) {
    const std::size_t dots = text.find(".."), basis = text.find('=');
    const std::string_view days = std::string_view{text}.substr(0, basis);
    const auto first = try_parse_date(days.substr(0, dots));
    const auto last = try_parse_date(dots == std::string::npos || days.size() < dots ? std::string_view{} : days.substr(dots + 2));
    if (!first || !last) {
        throw WrongValue{"--exempt",
                         {in_quotes(text) + " is no span of days; expected 2020-02-01..2020-06-30",
                          in_quotes(text) + " 不是起止日期；应如 2020-02-01..2020-06-30"}};
    }
    Exemption out{*first, *last, {}};
    if (basis != std::string::npos) {
        const std::string document = text.substr(basis + 1);
        out.source = std::make_shared<const Source>(Source{{document, document}, {}, SourceLevel::caller, false, {}});
    }
    return out;
}

[[nodiscard]] int answer_batch(const Options& options) {
    using detail::Presence;
    const detail::TableColumn<Row> columns[] = {
        detail::column<Row, &Row::principal>("principal", {"本金", "欠费本金", "欠费金额"}, Presence::required),
        detail::column<Row, &Row::due>("due", {"应缴截止日", "应缴日期"}, Presence::required),
        detail::column<Row, &Row::as_of>("as_of", {"截止日", "截止日期"}, options.as_of ? Presence::optional : Presence::required),
        detail::column<Row, &Row::cap>("cap", {"上限"}), detail::column<Row, &Row::insurance>("insurance", {"险种", "category", "类别"})};
    constexpr std::string_view answers[] = {"days", "surcharge"};
    SurchargeRule rule = options.rule;
    return run_batch<Row>(options.batch, columns, answers, options.language, [&](const Row& row, CsvWriter& out) {
        if (!row.principal) {
            throw Error{Fault{ErrorKind::bad_syntax, {}, {"the principal is empty", "本金为空"}, {}, {"expected an amount", "应为金额"}, {}}};
        }
        const auto as_of = row.as_of ? row.as_of : options.as_of;
        if (!as_of) throw Error{Fault{ErrorKind::bad_syntax, {}, {"as_of is empty", "截止日为空"}, {}, {"expected a date", "应为日期"}, {}}};
        rule.cap = row.cap.value_or(options.rule.cap);
        const SurchargeFacts facts{row.insurance.value_or(options.category), *row.principal, row.due, options.exempt, options.petition, {},
                                   options.enrolment};
        const Surcharge made = rule.decide(facts, *as_of).value();
        out.value(std::to_string(made.days)).value(to_string(made.amount));
    });
}

/// Text and JSON of reasons, or what changed in them. \returns whether that was asked for: CSV of one answer is a table of its own
template <class Rule, class Facts>
[[nodiscard]] bool tell_reasons(const Options& options, const Rule& rule, const Facts& facts) {
    const auto made = rule.explain(facts, *options.as_of);
    if (options.against) {
        write_out(change_output(what_changed(rule.explain(facts, *options.against), made), options.format, options.language));
        return true;
    }
    if (options.format == AnswerFormat::csv) return false;
    write_out(options.format == AnswerFormat::text ? print(made, options.language) : json(made.reasons) + '\n');
    return true;
}

/// A row a liability, each by itself.
[[nodiscard]] std::string csv_of(const DelayLiabilities& made) {
    std::string text;
    CsvWriter out{text};
    for (const char* const name : {"liability", "standing", "least", "most"}) out.value(name);
    out.end_row();
    const std::string surcharge = to_string(made.surcharge.amount);
    const auto standing = made.surcharge.amount == Money{} ? LiabilityStanding::not_incurred : LiabilityStanding::incurred;
    out.value("surcharge").value(identifier(standing)).value(surcharge).value(surcharge).end_row();
    const auto row = [&out](std::string_view name, const Liability& one) {
        const bool known = one.standing != LiabilityStanding::none_known;
        out.value(name).value(one.standing ? identifier(*one.standing) : "");
        out.value(known ? to_string(one.least) : "").value(known ? to_string(one.most) : "").end_row();
    };
    row("fine", made.fine);
    row("damages", made.damages);
    row("compensation", made.compensation);
    return text;
}

[[nodiscard]] int answer(Options& options) {
    if (batch_against(options.batch, options.against.has_value(), options.language)) return wrong_usage;
    if (!options.batch.empty() && options.liabilities) {
        say({"--liabilities answers of one case: leave --batch out", "--liabilities 只答单个案例，不能与 --batch 同用"}, options.language);
        return wrong_usage;
    }
    options.rule.parameters = parameters_of(options.parameter_files, options.language);
    if (!options.batch.empty()) return answer_batch(options);
    if (!options.principal || !options.due || !options.as_of) {
        say({"expected --principal, --due and --as-of, or --batch FILE", "应给出 --principal、--due 和 --as-of，或 --batch 文件"}, options.language);
        return wrong_usage;
    }
    const SurchargeFacts facts{options.category, *options.principal, options.due, options.exempt, options.petition, {}, options.enrolment};
    if (options.liabilities) {
        DelayLiabilitiesFacts delay{facts, {}};
        if (options.order) delay.order_unmet = *options.order == OrderToPay::unmet;
        options.delay.surcharge = options.rule;
        if (!tell_reasons(options, options.delay, delay)) write_out(csv_of(options.delay.decide(delay, *options.as_of).value()));
        return done;
    }
    if (tell_reasons(options, options.rule, facts)) return done;
    const Surcharge made = options.rule.decide(facts, *options.as_of).value();
    std::string text;
    CsvWriter out{text};
    for (const char* const name : {"insurance", "principal", "due", "as_of", "days", "surcharge"}) out.value(name);
    out.end_row();
    out.value(identifier(options.category)).value(to_string(facts.principal)).value(print(*facts.due)).value(print(*options.as_of));
    out.value(std::to_string(made.days)).value(to_string(made.amount)).end_row();
    write_out(text);
    return done;
}

}   // namespace

Command add_surcharge(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("surcharge", "the charge on arrears paid late, and why it is so much");
    add_parsed(command, "--principal", options->principal, &parse_yuan, "what is owed, in yuan or with a unit: 12,345.67, 1.2万元", "AMOUNT");
    add_parsed(command, "--due", options->due, &try_parse_date, "the last day on which payment was in time", "DATE");
    add_parsed(command, "--as-of", options->as_of, &try_parse_date, "the day up to which it accrues", "DATE");
    add_parsed(command, "--against", options->against, &try_parse_date, "instead tells what changed since that day, and by how much", "DATE");
    add_word<ArrearsCategory>(command, "--insurance", options->category, "what is owed; default: pension");
    add_word<Enrolment>(command, "--enrolment", options->enrolment,
                        "of the employer: an unenrolled one has its own rate for work injury; default: not told");
    add_word<SurchargeCap>(command, "--cap", options->rule.cap, "whether it may exceed the principal, which is contested; default: none");
    add_word<DayCount>(command, "--day-count", options->rule.day_count,
                       "which days count; default: from the day after the due day through the as-of day");
    add_word<RateCrossing>(command, "--crossing", options->rule.crossing, "what holds after a change of the rate; default: each day its rate");
    add_word<BeforeLaw>(command, "--before-law", options->rule.before_law, "what becomes of days before any known rate; default: refused");
    add_word<RoundingOf>(command, "--rounding-of", options->rule.rounding_of, "what is rounded; default: the total");
    add_word<Rounding>(command, "--rounding", options->rule.rounding, "how; default: half away from zero");
    add_parsed(command, "--petition", options->petition, &try_parse_date, "the day on which a bankruptcy petition was accepted", "DATE");
    add_word<PetitionDay>(command, "--petition-day", options->rule.petition_day, "whether that day still accrues; default: it does not");
    CLI::Option* const liabilities =
        command.add_flag("--liabilities", options->liabilities, "also what else the delay brings: fine, damages, compensation, each by itself");
    add_word<OrderToPay>(command, "--order", options->order, "what became of an order to pay; default: not told")->needs(liabilities);
    add_word<LiabilityLaw>(command, "--law", options->delay.law, "whose day's law governs them; default: that of the as-of date")
        ->needs(liabilities);
    const auto exempt = [options](const std::vector<std::string>& spans) {
        for (const std::string& span : spans) options->exempt.push_back(parse_exemption(span));
    };
    command
        .add_option_function<std::vector<std::string>>(
            "--exempt", exempt, "a span on which nothing accrues, both days included, and by which document: 2020-02-01..2020-06-30=人社部发〔2020〕11号; "
            "may stand several times")
        ->type_name("FROM..TO[=BASIS]");
    add_parameter_files(command, options->parameter_files);
    command
        .add_option("--batch", options->batch,
                    "a CSV file of questions: principal, due, as_of, and cap and insurance where they differ; appends days, surcharge")
        ->type_name("FILE");
    add_word<AnswerFormat>(command, "--format", options->format, "how one answer is printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears surcharge --principal 12345.67 --due 2020-02-15 --as-of 2020-03-15\n"
                   "         arrears surcharge --principal 10000 --due 2011-06-20 --as-of 2011-07-10 --against 2011-06-30\n"
                   "         arrears surcharge --batch debts.csv > answered.csv");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
