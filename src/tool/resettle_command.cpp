// SPDX-License-Identifier: BSL-1.0
#include "../report/text_table.hpp"
#include "rule_commands.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/io/resettlement_files.hpp>
#include <arrears/report/survey_report.hpp>
#include <arrears/rules/explanation_json.hpp>
#include <arrears/rules/explanation_text.hpp>
#include <arrears/rules/insurance_tracking.hpp>

#include <array>
#include <memory>
#include <utility>

namespace arrears::tool {

namespace {

struct Options {
    std::string folder{};
    std::optional<Date> as_of{};
    EstateRule ranks{};
    EconomicCompensationRule compensation{};
    bool explain = false;
    bool claims = false;
    std::vector<std::string> parameter_files{};
    ReportFormat format = ReportFormat::text;
    Language language = language_of_environment();
};

/// A line of what is claimed and paid: a rank, a kind within it, the secured claims, or all.
struct CostLine {
    std::string_view part;              ///< rank, kind, secured or total
    const EnumWords* words = nullptr;   ///< of the rank or kind
    Money claimed{};
    Money paid{};
    Money from_collateral{};

    [[nodiscard]] Money unpaid() const { return claimed - paid - from_collateral; }
};

/// A plan's answer, before it is put into a form.
struct Answer {
    const ResettlementFiles& files;
    const ResettlementProcess process;   ///< as of the day
    Date as_of{};
    std::vector<PlanLack> missing{};
    std::array<std::size_t, enum_count<WorkerDestination> + 1> destinations{};   ///< the last: none yet
    std::array<std::size_t, enum_count<WorkerDestination>> planned{};            ///< from a later day
    std::vector<TrackedWorker> tracked{};
    PlanCost cost;
    std::vector<CostLine> lines{};                  ///< where the cost is determined, and there is any
    std::vector<EstateRule::ClaimShare> claims{};   ///< by claim, where that is asked for

    [[nodiscard]] std::span<const PlanStepTaken> later_steps() const { return files.process.steps().subspan(process.steps().size()); }
    [[nodiscard]] bool is_insolvent() const { return cost.is_determined() && cost.shares().unpaid() > Money{}; }
    /// An estate of an enterprise that is not bankrupt and cannot pay what it owes.
    [[nodiscard]] bool goes_to_court() const { return cost.estate.kind == ResettlementKind::closed && is_insolvent(); }
};

/// Secured claims stand with what their collateral pays, and what they are short of in their rank as well: the total counts them once.
void add_lines(Answer& answer, const EstateRule& rule) {
    const EstateShares& shares = answer.cost.shares();
    std::array<Money, enum_count<ClaimKind>> claimed{};
    for (const EstateClaim& claim : answer.cost.estate.claims) claimed[static_cast<std::size_t>(claim.kind)] += claim.amount;
    CostLine total{"total", nullptr, {}, {}, {}};
    if (shares.secured != Money{}) {
        answer.lines.push_back({"secured", &words(ClaimKind::secured), shares.secured, shares.shortfall_paid, shares.secured_paid});
        total = {"total", nullptr, shares.secured, shares.shortfall_paid, shares.secured_paid};
    }
    for (std::size_t r = 0; r < enum_count<ClaimRank>; ++r) {
        const auto rank = enum_at<ClaimRank>(r);
        CostLine sum{"rank", &words(rank), {}, {}, {}};
        std::vector<CostLine> kinds;
        for (std::size_t k = 0; k < enum_count<ClaimKind>; ++k) {
            const auto kind = enum_at<ClaimKind>(k);
            if (claimed[k] == Money{} || kind == ClaimKind::secured || rule.rank_of(kind, answer.cost.estate, answer.as_of).value() != rank) continue;
            kinds.push_back({"kind", &words(kind), claimed[k], shares.paid[k].old + shares.paid[k].later, shares.from_collateral[k]});
            sum.claimed += kinds.back().claimed;
            sum.paid += kinds.back().paid;
            sum.from_collateral += kinds.back().from_collateral;
        }
        if (kinds.empty()) continue;
        answer.lines.push_back(sum);
        answer.lines.insert(answer.lines.end(), kinds.begin(), kinds.end());
        total.claimed += sum.claimed;
        total.paid += sum.paid;
        total.from_collateral += sum.from_collateral;
    }
    if (!answer.lines.empty()) answer.lines.push_back(total);
}

[[nodiscard]] std::string print_table(const detail::TextTable& table, const Options& options) {
    return options.format == ReportFormat::markdown ? table.markdown() : table.text();
}

[[nodiscard]] std::string words_of(const CostLine& line, bool zh, bool markdown) {
    if (line.words == nullptr) return zh ? "合计" : "total";
    const std::string part = line.part != "kind" ? "" : !markdown ? "  " : zh ? "其中：" : "of which ";   // markdown drops what is set in
    return part + std::string{zh ? line.words->zh : line.words->en};
}

[[nodiscard]] std::string claim_id(const Answer& answer, std::size_t claim) {
    return claim < answer.files.listed.size() ? answer.files.listed[claim].id : std::string{};   // compensation that was computed has none
}

[[nodiscard]] std::string text_of(const Answer& answer, const Options& options) {
    const bool zh = options.language == Language::zh, markdown = options.format == ReportFormat::markdown;
    const ResettlementProcess& process = answer.process;
    const auto heading = [&](const std::string& words) { return markdown ? "\n## " + words + "\n\n" : '\n' + words + '\n'; };
    const auto shown = [&](const std::string& words) { return markdown ? detail::markdown(words) : words; };
    std::string out = markdown ? "# " : "";
    const std::string name = process.plan().enterprise_name.empty() ? std::string{process.plan().id.view()} : process.plan().enterprise_name;
    const std::string kind{label(process.plan().kind, options.language)}, state{label(process.state(), options.language)};
    out += shown(name + (zh ? "（" + kind + "）：方案" + state + "，截至 " + print(answer.as_of, options.language)
                            : " (" + kind + "): the plan is " + state + ", as of " + print(answer.as_of))) +
           '\n';
    if (markdown) out += '\n';
    for (const PlanStepTaken& step : process.steps())
        out += "- " + std::string{label(step.step, options.language)} + (zh ? "：" : ": ") + print(*step.on, options.language) + '\n';
    for (const PlanStepTaken& step : answer.later_steps()) {
        out += "- " + std::string{label(step.step, options.language)} + (zh ? "：" : ": ") + print(*step.on, options.language) +
               (zh ? "（在截止日之后）\n" : " (after that day)\n");
    }
    if (const auto next = process.next()) {
        const std::string step{label(*next, options.language)};
        out += heading(zh ? "下一步（" + step + "）尚缺" : "Missing for the next step (" + step + ")");
        for (PlanLack lack : answer.missing) {
            if (lack.fault.place.source.empty()) lack.fault.place = {};   // the name of a field alone says nothing here
            out += "- " + shown(lack.fault.message(options.language)) + '\n';
        }
        if (answer.missing.empty()) out += zh ? "- 无\n" : "- nothing\n";
    }
    if (!process.workers().empty()) {
        out += heading(zh ? "职工去向（共 " + std::to_string(process.workers().size()) + " 人）"
                          : "Where the " + std::to_string(process.workers().size()) + " workers go");
        const auto line = [&](const std::string& where, std::size_t count) {
            if (count != 0) out += "- " + where + (zh ? "：" : ": ") + std::to_string(count) + '\n';
        };
        for (std::size_t i = 0; i < enum_count<WorkerDestination>; ++i) {
            const std::string where{label(enum_at<WorkerDestination>(i), options.language)};
            line(where, answer.destinations[i]);
            line(where + (zh ? "（在截止日之后）" : " (after that day)"), answer.planned[i]);
        }
        line(zh ? "尚无去向" : "no destination yet", answer.destinations.back());
    }
    if (!answer.tracked.empty()) {
        out += heading(zh ? "社会保险跟踪" : "Insurance tracked");
        for (std::size_t fund = 0; fund < enum_count<Insurance>; ++fund) {
            for (const bool known : {true, false}) {
                const auto count = std::ranges::count_if(answer.tracked, [&](const TrackedWorker& one) {
                    return one.insurance == enum_at<Insurance>(fund) && one.tracking.has_value() == known;
                });
                if (count == 0) continue;
                out += "- " + std::string{label(enum_at<Insurance>(fund), options.language)} + (zh ? "：" : ": ") + std::to_string(count);
                out += known ? (zh ? " 人中断或欠缴\n" : " interrupted or owed\n") : (zh ? " 人情况不详\n" : " not known\n");
            }
        }
    }
    if (!answer.lines.empty()) {
        out += heading(zh ? "债权与财产（元）" : "Claims against the means (yuan)");
        detail::TextTable table;
        table.is_number = {false, true, true, true, true};
        table.rows.push_back(zh ? std::vector<std::string>{"清偿顺序、债权类别", "应付", "受偿", "就担保财产受偿", "未受偿"}
                                : std::vector<std::string>{"rank, kind of claim", "claimed", "paid", "out of collateral", "unpaid"});
        for (const CostLine& line : answer.lines) {
            table.rows.push_back({words_of(line, zh, markdown), to_string(line.claimed), to_string(line.paid), to_string(line.from_collateral),
                                  to_string(line.unpaid())});
        }
        out += print_table(table, options);
        if (markdown) out += '\n';
        const EstateShares& shares = answer.cost.shares();
        out += zh ? "财产 " + to_string(answer.cost.estate.means) + " 元，清偿后剩余 " + to_string(shares.left_over) + " 元\n"
                  : "Means " + to_string(answer.cost.estate.means) + " yuan; left over " + to_string(shares.left_over) + " yuan\n";
        if (answer.cost.not_yet_due != Money{}) {
            out += zh ? "其中截至该日尚未到期的债权 " + to_string(answer.cost.not_yet_due) + " 元，视为到期（企业破产法第四十六条）\n"
                      : "Of the claims " + to_string(answer.cost.not_yet_due) + " yuan fall due after that day and count as due (Enterprise "
                        "Bankruptcy Law art. 46)\n";
        }
        if (answer.cost.estate.kind == ResettlementKind::restructured && answer.is_insolvent()) {
            const std::string as{label(options.ranks.restructured_as, options.language)};
            out += zh ? "改制企业继续经营，法律没有规定其债务的清偿顺序：此处按“" + as + "”计算（--restructured-as）\n"
                      : "A restructured enterprise goes on, and no law ranks its debts: they are ranked here as of one that is " + as +
                        " (--restructured-as)\n";
        }
        if (answer.goes_to_court()) {
            out += zh ? "财产不足清偿债务：应依法向人民法院申请破产清算（公司法第二百三十七条；企业破产法第七条第三款）\n"
                      : "The estate does not suffice: the liquidators have to petition for bankruptcy (Company Law art. 237; Enterprise "
                        "Bankruptcy Law art. 7)\n";
        }
    }
    if (!answer.cost.is_determined()) {
        out += heading(zh ? "债权与财产：无法判定，尚缺" : "Claims against the means: undetermined, for want of");
        for (const PlanCost::Lack& lack : answer.cost.missing) out += "- " + shown(lack.fault.message(options.language)) + '\n';
    }
    if (!answer.claims.empty()) {
        out += heading(zh ? "各项债权（元）" : "Each claim (yuan)");
        detail::TextTable table;
        table.is_number = {false, false, true, true, true};
        table.rows.push_back(zh ? std::vector<std::string>{"编号", "债权类别", "债权额", "受偿", "就担保财产受偿"}
                                : std::vector<std::string>{"id", "kind", "claimed", "paid", "out of collateral"});
        for (std::size_t i = 0; i < answer.claims.size(); ++i) {
            const EstateClaim& claim = answer.cost.estate.claims[i];
            std::string of{label(claim.kind, options.language)};
            if (claim.advance) of += zh ? "（垫付）" : " (advanced)";
            table.rows.push_back(
                {claim_id(answer, i), of, to_string(claim.amount), to_string(answer.claims[i].paid), to_string(answer.claims[i].from_collateral)});
        }
        out += print_table(table, options);
    }
    if (options.explain && answer.cost.decision && !answer.cost.estate.claims.empty()) {
        const std::string reasons = print(*answer.cost.decision, options.language);
        out += heading(zh ? "理由" : "Reasons") + (markdown ? "```text\n" + reasons + "```\n" : reasons);
    }
    return out;
}

/// What is missing, by its field where that is no fact that rules know.
[[nodiscard]] std::string_view name_of(const PlanCost::Lack& lack) { return lack.fact ? identifier(*lack.fact) : lack.fault.place.field; }

/// A row a fact: which part of the answer, its name, and either a value or amounts.
[[nodiscard]] std::string csv_of(const Answer& answer) {
    std::string text;
    CsvWriter out{text};
    for (const char* const name : {"part", "name", "value", "claimed", "paid", "from_collateral", "unpaid"}) out.value(name);
    out.end_row();
    const auto row = [&out](std::string_view part, std::string_view name, const std::string& value) {
        out.value(part).value(name).value(value);
        for (int i = 0; i < 4; ++i) out.value("");
        out.end_row();
    };
    const ResettlementProcess& process = answer.process;
    row("state", identifier(process.state()), print(answer.as_of));
    for (const PlanStepTaken& step : process.steps()) row("step", identifier(step.step), print(*step.on));
    for (const PlanStepTaken& step : answer.later_steps()) row("later_step", identifier(step.step), print(*step.on));
    if (const auto next = process.next()) row("next", identifier(*next), "");
    for (const PlanLack& lack : answer.missing) row("missing", identifier(lack.what), lack.worker ? std::to_string(*lack.worker + 1) : "");
    for (std::size_t i = 0; i < answer.destinations.size() && !process.workers().empty(); ++i) {
        row("destination", i < enum_count<WorkerDestination> ? identifier(enum_at<WorkerDestination>(i)) : "",
            std::to_string(answer.destinations[i]));
    }
    for (std::size_t i = 0; i < answer.planned.size() && !process.workers().empty(); ++i) {
        row("later_destination", identifier(enum_at<WorkerDestination>(i)), std::to_string(answer.planned[i]));
    }
    for (const TrackedWorker& one : answer.tracked) {
        row(one.tracking ? "tracked" : "tracking_unknown", identifier(one.insurance), std::to_string(one.worker + 1));
    }
    for (const CostLine& line : answer.lines) {
        out.value(line.part).value(line.words == nullptr ? "" : identifier(*line.words)).value("").value(to_string(line.claimed));
        out.value(to_string(line.paid)).value(to_string(line.from_collateral)).value(to_string(line.unpaid())).end_row();
    }
    for (const PlanCost::Lack& lack : answer.cost.missing) row("cost_missing", name_of(lack), lack.worker ? std::to_string(*lack.worker + 1) : "");
    if (!answer.lines.empty()) {
        row("means", "", to_string(answer.cost.estate.means));
        row("left_over", "", to_string(answer.cost.shares().left_over));
        row("not_yet_due", "", to_string(answer.cost.not_yet_due));
        row("petition_due", "", answer.goes_to_court() ? "yes" : "no");
    }
    for (std::size_t i = 0; i < answer.claims.size(); ++i) {
        const EstateRule::ClaimShare& got = answer.claims[i];
        const EstateClaim& claim = answer.cost.estate.claims[i];
        out.value(claim.advance ? "advance" : "claim")
            .text(claim_id(answer, i))
            .value(identifier(claim.kind))
            .value(to_string(claim.amount))
            .value(to_string(got.paid));
        out.value(to_string(got.from_collateral)).value(to_string(claim.amount - got.total())).end_row();
    }
    return text;
}

[[nodiscard]] std::string json_of(const Answer& answer, const Options& options) {
    JsonWriter out;
    const ResettlementProcess& process = answer.process;
    out.begin_object().member("plan", process.plan().id.view()).member("kind", identifier(process.plan().kind));
    out.member("as_of", print(answer.as_of)).member("state", identifier(process.state()));
    const auto steps = [&out](std::string_view name, std::span<const PlanStepTaken> taken) {
        out.key(name).begin_array();
        for (const PlanStepTaken& step : taken) out.begin_object().member("step", identifier(step.step)).member("on", print(*step.on)).end_object();
        out.end_array();
    };
    steps("steps", process.steps());
    steps("later_steps", answer.later_steps());
    out.key("next");
    if (const auto next = process.next()) out.value(identifier(*next));
    else out.null();
    out.key("missing").begin_array();
    for (const PlanLack& lack : answer.missing) {
        out.begin_object().member("requirement", identifier(lack.what)).member("field", lack.fault.place.field);
        if (lack.worker) out.member("worker", *lack.worker + 1);
        out.member("en", lack.fault.message(Language::en)).member("zh", lack.fault.message(Language::zh)).end_object();
    }
    out.end_array().key("destinations").begin_object();
    for (std::size_t i = 0; i < enum_count<WorkerDestination>; ++i) out.member(identifier(enum_at<WorkerDestination>(i)), answer.destinations[i]);
    out.member("none", answer.destinations.back()).end_object().key("later_destinations").begin_object();
    for (std::size_t i = 0; i < enum_count<WorkerDestination>; ++i) out.member(identifier(enum_at<WorkerDestination>(i)), answer.planned[i]);
    out.end_object().key("tracked").begin_array();
    for (const TrackedWorker& one : answer.tracked) {
        out.begin_object().member("worker", one.worker + 1).member("insurance", identifier(one.insurance));
        out.member("known", one.tracking.has_value()).end_object();
    }
    out.end_array().key("cost").begin_array();
    for (const CostLine& line : answer.lines) {
        out.begin_object().member("part", line.part);
        if (line.words != nullptr) out.member("name", identifier(*line.words));
        out.member("claimed", to_string(line.claimed)).member("paid", to_string(line.paid));
        out.member("from_collateral", to_string(line.from_collateral)).member("unpaid", to_string(line.unpaid())).end_object();
    }
    out.end_array().member("cost_determined", answer.cost.is_determined()).key("cost_missing").begin_array();
    for (const PlanCost::Lack& lack : answer.cost.missing) {
        out.begin_object().member("fact", name_of(lack));
        if (lack.worker) out.member("worker", *lack.worker + 1);
        out.member("en", lack.fault.message(Language::en)).member("zh", lack.fault.message(Language::zh)).end_object();
    }
    out.end_array();
    if (!answer.lines.empty()) {
        out.member("means", to_string(answer.cost.estate.means)).member("left_over", to_string(answer.cost.shares().left_over));
        out.member("not_yet_due", to_string(answer.cost.not_yet_due)).member("petition_due", answer.goes_to_court());
    }
    if (!answer.claims.empty()) {
        out.key("claims").begin_array();
        for (std::size_t i = 0; i < answer.claims.size(); ++i) {
            const EstateClaim& claim = answer.cost.estate.claims[i];
            out.begin_object().member("id", claim_id(answer, i)).member("kind", identifier(claim.kind)).member("advance", claim.advance);
            out.member("claimed", to_string(claim.amount)).member("paid", to_string(answer.claims[i].paid));
            out.member("from_collateral", to_string(answer.claims[i].from_collateral)).end_object();
        }
        out.end_array();
    }
    if (options.explain && answer.cost.decision) {
        out.key("reasons");
        write_json(out, answer.cost.decision->reasons);
    }
    return out.end_object().text() + '\n';
}

[[nodiscard]] int answer(Options& options) {
    const Parameters parameters = parameters_of(options.parameter_files, options.language);
    options.ranks.parameters = parameters;
    options.compensation.parameters = parameters;
    Diagnostics problems;
    const auto refuse = [&] {
        std::fputs(problems.text(options.language).c_str(), stderr);
        return findings;
    };
    const auto files = read_resettlement(options.folder, parameters, problems);
    if (!files) return refuse();
    const Date as_of = *options.as_of;
    auto cost = cost_of(*files, options.compensation, options.ranks, as_of, problems);
    if (!cost) return refuse();
    Answer made{*files, files->process.as_of(as_of), as_of, {}, {}, {}, {}, *std::move(cost), {}, {}};
    made.missing = made.process.missing();
    for (PlanLack& lack : made.missing) {
        if (!lack.worker) continue;
        const Place& row = files->worker_places[*lack.worker];
        lack.fault.place = {row.source, row.line, 0, lack.fault.place.field};
    }
    for (const ResettledWorker& worker : files->process.workers()) {
        if (worker.destination && worker.destined > as_of) ++made.planned[static_cast<std::size_t>(*worker.destination)];
        else ++made.destinations[worker.destination ? static_cast<std::size_t>(*worker.destination) : enum_count<WorkerDestination>];
    }
    made.tracked = tracked_workers(files->process.workers(), as_of);
    if (made.cost.is_determined()) {
        add_lines(made, options.ranks);
        if (options.claims) made.claims = options.ranks.share_out(made.cost.estate, as_of, made.cost.shares());
    }
    switch (options.format) {
    case ReportFormat::text:
    case ReportFormat::markdown: write_out(text_of(made, options)); break;
    case ReportFormat::csv: write_out(csv_of(made)); break;
    case ReportFormat::json: write_out(json_of(made, options)); break;
    }
    return done;
}

}   // namespace

Command add_resettle(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand(
        "resettle", "how far a plan for the workers of a bankrupt, closed or restructured enterprise has come, what it lacks, and who is paid what");
    command
        .add_option("PLAN", options->folder, "a folder with plan.csv and, where there are any, steps, workers, insurance, claims and ranks (.csv)")
        ->required();
    add_parsed(command, "--as-of", options->as_of, &try_parse_date, "the day as of which, and that of the distribution", "DATE")->required();
    add_word<RankLaw>(command, "--rank-law", options->ranks.law, "whose day's law governs the ranks of a bankruptcy; default: distribution");
    add_word<ResettlementKind>(command, "--restructured-as", options->ranks.restructured_as,
                               "whose ranks the debts of a restructured enterprise take, which no law ranks; default: closed");
    add_word<EarlierService>(command, "--earlier-service", options->compensation.earlier,
                             "what service from before 2008 gives, which is contested; default: each_year");
    command.add_flag("--claims", options->claims, "also what each claim gets, by its id");
    command.add_flag("--explain", options->explain, "also why the ranks are paid so (text, markdown, json)");
    add_parameter_files(command, options->parameter_files);
    add_word<ReportFormat>(command, "--format", options->format, "how the answer is printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears resettle plans/textile --as-of 2019-12-31\n"
                   "         arrears resettle plans/textile --as-of 2019-12-31 --claims --format csv");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
