// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/resettlement_files.hpp>

#include "csv_table.hpp"

#include <arrears/core/citizen_number.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <system_error>
#include <utility>

namespace arrears {

namespace {

using detail::column;
using detail::TableColumn;
constexpr auto required = detail::Presence::required;

ARREARS_ENUM(YesNo, (yes, "是", "yes", "true", "1"), (no, "否", "no", "false", "0"));

struct PlanRow {
    PlanId id{};
    std::string enterprise_name{};
    ResettlementKind kind = ResettlementKind::bankrupt;
    std::optional<Date> petition_accepted{};
    std::optional<Money> means{};
    std::optional<Money> average_wage{};
    std::optional<Money> minimum_wage{};
    std::optional<Money> claims_total{};
};
struct StepRow {
    PlanStep step = PlanStep::draft;
    std::optional<Date> on{};
    std::optional<WorkersMeeting> meeting{};
    std::optional<std::int64_t> delegates{};
    std::optional<std::int64_t> present{};
    std::optional<std::int64_t> in_favour{};
    std::optional<YesNo> secret_ballot{};
    std::string document{};
};
struct InsuranceRow {
    WorkerId worker{};
    Insurance insurance = Insurance::pension;
    InsuranceStanding standing = InsuranceStanding::paid;
    std::optional<Date> from{};
    std::optional<Date> to{};
};
struct ClaimRow {
    std::string id{};
    ClaimKind kind = ClaimKind::wages;
    Money amount{};
    std::optional<Date> owed_since{};
    std::optional<Money> collateral{};
    std::optional<YesNo> advance{};
    std::optional<WorkerId> worker{};
};
struct RankRow {
    ClaimRank rank = ClaimRank::costs;
    Money claimed{};
};

[[nodiscard]] std::vector<TableColumn<PlanRow>> plan_columns() {
    return {column<PlanRow, &PlanRow::id>("id", {"编号"}, required),
            column<PlanRow, &PlanRow::enterprise_name>("enterprise_name", {"企业名称"}),
            column<PlanRow, &PlanRow::kind>("kind", {"类型", "情形"}, required),
            column<PlanRow, &PlanRow::petition_accepted>("petition_accepted", {"破产申请受理日", "受理日期"}),
            column<PlanRow, &PlanRow::means>("means", {"可供清偿财产", "财产"}),
            column<PlanRow, &PlanRow::average_wage>("average_wage", {"当地月平均工资"}),
            column<PlanRow, &PlanRow::minimum_wage>("minimum_wage", {"月最低工资"}),
            column<PlanRow, &PlanRow::claims_total>("claims_total", {"债权合计"})};
}
[[nodiscard]] std::vector<TableColumn<StepRow>> step_columns() {
    return {column<StepRow, &StepRow::step>("step", {"步骤"}, required),
            column<StepRow, &StepRow::on>("on", {"日期"}, required),
            column<StepRow, &StepRow::meeting>("meeting", {"会议"}),
            column<StepRow, &StepRow::delegates>("delegates", {"代表总数"}),
            column<StepRow, &StepRow::present>("present", {"出席人数"}),
            column<StepRow, &StepRow::in_favour>("in_favour", {"赞成票数"}),
            column<StepRow, &StepRow::secret_ballot>("secret_ballot", {"无记名投票"}),
            column<StepRow, &StepRow::document>("document", {"文件", "批准文件"})};
}
[[nodiscard]] std::vector<TableColumn<ResettledWorker>> worker_columns() {
    return {column<ResettledWorker, &ResettledWorker::id>("id", {"职工编号", "编号"}, required),
            column<ResettledWorker, &ResettledWorker::destination>("destination", {"去向"}, required),
            column<ResettledWorker, &ResettledWorker::destined>("destined", {"去向日期"}),
            column<ResettledWorker, &ResettledWorker::service_from>("service_from", {"工作年限起算日"}),
            column<ResettledWorker, &ResettledWorker::service_through>("service_through", {"工作年限截止日"}),
            column<ResettledWorker, &ResettledWorker::wage>("wage", {"月平均工资"})};
}
[[nodiscard]] std::vector<TableColumn<InsuranceRow>> insurance_columns() {
    return {column<InsuranceRow, &InsuranceRow::worker>("worker", {"职工编号"}, required),
            column<InsuranceRow, &InsuranceRow::insurance>("insurance", {"险种"}, required),
            column<InsuranceRow, &InsuranceRow::standing>("standing", {"缴费状态"}, required),
            column<InsuranceRow, &InsuranceRow::from>("from", {"起"}), column<InsuranceRow, &InsuranceRow::to>("to", {"止"})};
}
[[nodiscard]] std::vector<TableColumn<ClaimRow>> claim_columns() {
    return {column<ClaimRow, &ClaimRow::id>("id", {"编号"}, required),
            column<ClaimRow, &ClaimRow::kind>("kind", {"债权类别", "类别"}, required),
            column<ClaimRow, &ClaimRow::amount>("amount", {"金额", "债权额"}, required),
            column<ClaimRow, &ClaimRow::owed_since>("owed_since", {"所欠日期"}),
            column<ClaimRow, &ClaimRow::collateral>("collateral", {"担保财产价值"}),
            column<ClaimRow, &ClaimRow::advance>("advance", {"垫付"}), column<ClaimRow, &ClaimRow::worker>("worker", {"职工编号"})};
}
[[nodiscard]] std::vector<TableColumn<RankRow>> rank_columns() {
    return {column<RankRow, &RankRow::rank>("rank", {"清偿顺序"}, required),
            column<RankRow, &RankRow::claimed>("claimed", {"应付", "债权额"}, required)};
}

constexpr std::array<std::string_view, 6> file_names{"plan.csv", "steps.csv", "workers.csv", "insurance.csv", "claims.csv", "ranks.csv"};

[[nodiscard]] Place at_field(const Place& row, const char* field) { return {row.source, row.line, 1, field}; }
[[nodiscard]] Fault fault_at(const Place& row, const char* field, ErrorKind kind, Text problem, Text expected = {}) {
    return {kind, at_field(row, field), std::move(problem), {}, std::move(expected), {}};
}

[[nodiscard]] Fault not_among_workers(const Place& row) {
    return fault_at(row, "worker", ErrorKind::dangling, {"the worker (not shown) is not in workers.csv", "职工（不显示）不在 workers.csv 中"});
}

/// Takes steps in their order until one is refused.
void take_steps(ResettlementFiles& files, const std::vector<std::pair<StepRow, Place>>& steps, Diagnostics& diagnostics) {
    for (const auto& [row, place] : steps) {
        PlanStepTaken taken{row.step, row.on, row.meeting, row.delegates, row.present, row.in_favour, {}, row.document};
        if (row.secret_ballot) taken.secret_ballot = row.secret_ballot == YesNo::yes;
        const std::vector<PlanLack> lacks = files.process.missing(taken);
        for (const PlanLack& lack : lacks) {
            Fault fault = lack.fault;
            const Place& row_of = lack.worker ? files.worker_places[*lack.worker] : place;
            fault.place = {row_of.source, row_of.line, 1, fault.place.field};
            diagnostics.add(std::move(fault));
        }
        if (!lacks.empty()) return;   // what follows rests on it
        files.process.take(taken);
    }
}

/// Puts each history of insurance with its worker.
void add_insurance(std::vector<ResettledWorker>& workers, const std::vector<std::pair<InsuranceRow, Place>>& rows, Diagnostics& diagnostics) {
    std::map<WorkerId, std::size_t> number;
    for (std::size_t i = 0; i < workers.size(); ++i) number.emplace(workers[i].id, i);
    struct Gathered {
        Timeline<InsuranceStanding>::Builder spans{};
        Place place{};
    };
    std::map<std::pair<std::size_t, Insurance>, Gathered> gathered;
    for (const auto& [row, place] : rows) {
        const auto worker = number.find(row.worker);
        if (worker == number.end()) {
            diagnostics.add(not_among_workers(place));
            continue;
        }
        Gathered& of = gathered[{worker->second, row.insurance}];
        of.spans.add(row.from.value_or(Date::first()), row.to.value_or(Date::last()), row.standing);
        of.place = place;
        auto built = of.spans.try_build();
        if (!built) {
            Fault fault = built.fault();
            fault.place = at_field(place, "from");
            diagnostics.add(std::move(fault));
            of = {};
            continue;
        }
        workers[worker->second].insurance[static_cast<std::size_t>(row.insurance)] = *std::move(built);
    }
}

/// Puts what was found on whole records at its cell.
void find_cells(const std::filesystem::path& folder, std::span<Place* const> places) {
    const auto in = [&]<class Row>(std::string_view name, const std::vector<TableColumn<Row>>& columns) {
        std::error_code error;
        const std::string path = (folder / name).string();
        if (!places.empty() && std::filesystem::exists(path, error)) detail::find_cells(path, detail::names_of<Row>(columns), places);
    };
    in("plan.csv", plan_columns());
    in("steps.csv", step_columns());
    in("workers.csv", worker_columns());
    in("insurance.csv", insurance_columns());
    in("claims.csv", claim_columns());
    in("ranks.csv", rank_columns());
}
void find_cells(const std::filesystem::path& folder, Diagnostics& diagnostics) {
    std::vector<Place*> places;
    diagnostics.amend([&](Fault& fault) { places.push_back(&fault.place); });
    find_cells(folder, places);
}

}   // namespace

std::optional<ResettlementFiles> read_resettlement(const std::string& folder, const Parameters& parameters, Diagnostics& diagnostics) {
    const std::filesystem::path path{folder};
    const std::uint64_t before = diagnostics.count();
    const auto rows_of = [&]<class Row>(std::string_view name, const std::vector<TableColumn<Row>>& columns, bool about_people, bool needed = false) {
        std::vector<std::pair<Row, Place>> rows;
        std::error_code error;
        const std::string file = (path / name).string();
        if (!needed && !std::filesystem::exists(file, error)) return rows;
        detail::read_table<Row>(file, columns, about_people, diagnostics,
                                [&](Row row, Place place) { rows.emplace_back(std::move(row), std::move(place)); });
        return rows;
    };
    const auto plans = rows_of("plan.csv", plan_columns(), false, true);
    const auto steps = rows_of("steps.csv", step_columns(), false);
    auto worker_rows = rows_of("workers.csv", worker_columns(), true);
    const auto insurance = rows_of("insurance.csv", insurance_columns(), true);
    const auto claims = rows_of("claims.csv", claim_columns(), true);
    const auto ranks = rows_of("ranks.csv", rank_columns(), false);
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{path, error}) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".csv" || std::ranges::find(file_names, name) != file_names.end()) continue;
        diagnostics.add(
            {ErrorKind::unknown_name,
             {entry.path().string(), 0, 0, ""},
             {"no file of a plan is called so", "方案没有这样名称的文件"},
             {},
             {"expected plan, steps, workers, insurance, claims or ranks (.csv)", "应为 plan、steps、workers、insurance、claims 或 ranks（.csv）"},
             {}});
    }
    if (diagnostics.count() != before) return std::nullopt;
    if (plans.size() != 1) {
        const Place place = plans.empty() ? Place{(path / "plan.csv").string(), 1, 1, ""} : plans[1].second;
        diagnostics.add(
            {ErrorKind::bad_syntax, place, {"a folder is of one plan", "一个文件夹只应有一个方案"}, {}, {"expected one row", "应只有一行"}, {}});
        return std::nullopt;
    }
    const auto& [plan, plan_place] = plans.front();
    ResettlementFiles files{ResettlementProcess{{plan.id, plan.enterprise_name, plan.kind, {}}, parameters}};
    files.plan_place = plan_place;
    files.average_wage = plan.average_wage;
    files.minimum_wage = plan.minimum_wage;
    files.claims_total = plan.claims_total;
    files.estate.kind = plan.kind;
    files.estate.petition_accepted = plan.petition_accepted;
    files.estate.means = plan.means.value_or(Money{});
    files.means = plan.means;
    const auto not_negative = [&](const Place& place, const char* field, const std::optional<Money>& amount) {
        if (amount && amount->is_negative()) diagnostics.add(fault_at(place, field, ErrorKind::contradiction, {"it is below nought", "金额为负"}));
    };
    not_negative(plan_place, "means", plan.means);
    not_negative(plan_place, "average_wage", plan.average_wage);
    not_negative(plan_place, "minimum_wage", plan.minimum_wage);
    not_negative(plan_place, "claims_total", plan.claims_total);
    if (plan.kind != ResettlementKind::bankrupt && plan.petition_accepted) {
        diagnostics.add(fault_at(plan_place, "petition_accepted", ErrorKind::contradiction,
                                 {"only a bankrupt enterprise has such a day", "只有破产企业才有受理日"}));
    }

    std::vector<ResettledWorker> workers;
    std::map<WorkerId, std::size_t> seen;
    for (auto& [worker, place] : worker_rows) {
        if (!seen.emplace(worker.id, workers.size()).second) {
            diagnostics.add(fault_at(place, "id", ErrorKind::duplicate, {"the worker (not shown) stands there twice", "职工（不显示）重复"}));
            continue;
        }
        if (worker.service_from && worker.service_through && *worker.service_through < *worker.service_from) {
            diagnostics.add(
                fault_at(place, "service_through", ErrorKind::contradiction, {"service ends before it begins", "工作年限截止日早于起算日"}));
        }
        not_negative(place, "wage", worker.wage);
        workers.push_back(std::move(worker));
        files.worker_places.push_back(place);
    }
    add_insurance(workers, insurance, diagnostics);
    std::set<std::string> ids;
    for (const auto& [claim, place] : claims) {
        if (!ids.insert(claim.id).second) {
            diagnostics.add(fault_at(place, "id", ErrorKind::duplicate, {"the claim stands there twice", "债权编号重复"}));
        }
        if (CitizenNumber::try_parse(claim.id).has_value()) {   // ids of claims are printed
            diagnostics.add(fault_at(place, "id", ErrorKind::bad_syntax, {"the id (not shown) is an identity number", "债权编号（不显示）是公民身份号码"},
                                     {"expected a number of the claim's own; whose it is stands in `worker`", "应为债权自己的编号；职工写在“职工编号”列"}));
        }
        std::optional<std::size_t> worker;
        if (claim.worker) {
            if (const auto found = seen.find(*claim.worker); found != seen.end()) worker = found->second;
            else diagnostics.add(not_among_workers(place));
        }
        not_negative(place, "amount", claim.amount);
        if (claim.collateral && (claim.kind != ClaimKind::secured || claim.collateral->is_negative())) {
            diagnostics.add(fault_at(place, "collateral", ErrorKind::contradiction,
                                     {"this claim cannot have such collateral", "此债权不能有这样的担保财产"},
                                     {"expected an amount above nought, of kind secured", "应为担保债权，且金额不小于零"}));
        }
        if (claim.kind == ClaimKind::secured && !claim.collateral) {
            diagnostics.add(fault_at(place, "collateral", ErrorKind::bad_syntax, {"what the collateral fetched is not told", "没有写明担保财产价值"},
                                     {"expected an amount", "应为金额"}));
        }
        files.estate.claims.push_back({claim.kind, claim.amount, claim.owed_since, claim.collateral.value_or(Money{}), claim.advance == YesNo::yes});
        files.listed.push_back({claim.id, worker, place});
    }
    for (const auto& [row, place] : ranks) {
        not_negative(place, "claimed", row.claimed);
        const bool twice = std::ranges::any_of(files.stated, [&rank = row.rank](const auto& one) { return one.rank == rank; });
        if (twice) diagnostics.add(fault_at(place, "rank", ErrorKind::duplicate, {"the rank stands there twice", "清偿顺序重复"}));
        files.stated.push_back({row.rank, row.claimed, place});
    }
    if (diagnostics.count() == before) {
        files.process.set_workers(std::move(workers));
        take_steps(files, steps, diagnostics);
        for (const PlanStepTaken& step : files.process.steps()) {
            if (step.step != PlanStep::petition || !plan.petition_accepted || *plan.petition_accepted >= *step.on) continue;
            diagnostics.add(fault_at(plan_place, "petition_accepted", ErrorKind::contradiction,
                                     {"the petition was accepted before it was filed, on " + print(*step.on), "受理日早于提交之日 " + print(*step.on)}));
        }
    }
    if (diagnostics.count() == before) return files;
    find_cells(path, diagnostics);
    return std::nullopt;
}

namespace {

/// What a cost is made from, and what it lacks.
struct CostTask {
    const ResettlementFiles& files;
    const EconomicCompensationRule& compensation;
    const EstateRule& ranks;
    Date as_of;
    Diagnostics& diagnostics;
    PlanCost cost{};

    void lack(std::optional<Fact> fact, const Place& row, const char* field, const Text& expected = {}, std::optional<std::size_t> worker = {}) {
        const Text problem =
            fact ? Text{std::string{label(*fact, Language::en)} + " is not told", "没有写明" + std::string{label(*fact, Language::zh)}} : Text{};
        cost.missing.push_back({fact, worker, fault_at(row, field, ErrorKind::outside_known, problem, expected)});
    }
    /// A claim of the worker's, or of nobody in particular.
    [[nodiscard]] bool is_listed(std::optional<std::size_t> worker, bool advance) const {
        for (std::size_t i = 0; i < files.listed.size(); ++i) {
            const EstateClaim& claim = files.estate.claims[i];
            if (claim.kind == ClaimKind::compensation && claim.advance == advance && files.listed[i].worker == worker) return true;
        }
        return false;
    }
    [[nodiscard]] Money advanced(std::size_t worker) const {
        Money sum{};
        for (std::size_t i = 0; i < files.listed.size(); ++i) {
            const EstateClaim& claim = files.estate.claims[i];
            if (claim.kind == ClaimKind::compensation && claim.advance && files.listed[i].worker == worker) sum += claim.amount;
        }
        return sum;
    }

    void add_compensation() {
        const bool together = is_listed({}, false);   // compensation of several, in one sum
        std::set<std::optional<std::size_t>> computed;
        const auto workers = files.process.workers();
        for (std::size_t i = 0; i < workers.size(); ++i) {
            const ResettledWorker& worker = workers[i];
            if (worker.destination != WorkerDestination::compensated) continue;
            if (!worker.service_from && (together || is_listed(i, false))) continue;
            computed.insert(i);
            compute(i, worker);
        }
        if (!computed.empty()) computed.insert(std::nullopt);
        for (std::size_t i = 0; i < files.listed.size(); ++i) {
            const EstateClaim& claim = files.estate.claims[i];
            const ResettlementFiles::Listed& listed = files.listed[i];
            if (claim.kind != ClaimKind::compensation || !computed.contains(listed.worker)) continue;
            if (!claim.advance) {
                diagnostics.add(
                    fault_at(listed.place, "kind", ErrorKind::contradiction,
                             {"compensation is computed from workers.csv, and claimed here again", "经济补偿已由 workers.csv 计算，此处重复列入"},
                             {"expected it in one of the two", "应只在一处列出"}));
            } else if (!listed.worker) {
                diagnostics.add(fault_at(listed.place, "worker", ErrorKind::bad_syntax,
                                         {"compensation is computed from workers.csv, and it is not said whose was advanced",
                                          "经济补偿由 workers.csv 计算，而没有写明垫付的是哪名职工的"},
                                         {"expected the worker, so that it is not counted twice", "应写明职工编号，以免重复计算"}));
            }
        }
    }
    void compute(std::size_t number, const ResettledWorker& worker) {
        const Place& place = files.worker_places[number];
        if (!worker.service_through) {
            cost.missing.push_back({std::nullopt, number,
                                    fault_at(place, "service_through", ErrorKind::outside_known,
                                             {"the last day of service is not told", "没有写明工作年限截止日"}, for_compensation())});
            if (!worker.service_from) lack(Fact::service_from, place, "service_from", for_compensation(), number);
            return;
        }
        const auto made = compensation.decide({worker.service_from, worker.wage, files.average_wage, files.minimum_wage}, *worker.service_through);
        for (const Fact fact : made.missing()) {
            switch (fact) {
            case Fact::service_from: lack(fact, place, "service_from", for_compensation(), number); break;
            case Fact::wage: lack(fact, place, "wage", for_compensation(), number); break;
            case Fact::average_wage: lack_of_place(fact, "average_wage", *worker.service_through); break;
            default: lack_of_place(fact, "minimum_wage", *worker.service_through); break;
            }
        }
        if (!made.is_determined()) return;
        const Money paid = advanced(number), amount = made.value().amount;
        if (paid > amount) {
            diagnostics.add(fault_at(place, "service_from", ErrorKind::contradiction,
                                     {"more compensation was advanced than is due by the rule", "垫付的经济补偿多于应付数额"},
                                     {"expected at most " + to_string(amount) + " yuan", "应不超过 " + to_string(amount) + " 元"}));
        } else if (paid != amount) {
            cost.estate.claims.push_back({ClaimKind::compensation, amount - paid, *worker.service_through, {}, false});
        }
    }
    [[nodiscard]] static Text for_compensation() { return {"expected it for economic compensation", "计算经济补偿须写明"}; }
    /// Told once for all workers.
    void lack_of_place(Fact fact, const char* field, Date day) {
        for (const PlanCost::Lack& told : cost.missing) {
            if (told.fact == fact) return;
        }
        lack(fact, files.plan_place, field,
             {"expected it there or, of " + print(day) + ", among the parameters", "应在此写明，或在参数文件中写明 " + print(day) + " 的数值"});
    }

    void share() {
        if (!files.means && !cost.estate.claims.empty()) {
            lack(Fact::means, files.plan_place, "means", {"expected an amount, 0 where there are none", "应为金额，没有则写 0"});
        }
        if (ranks.law == RankLaw::petition && files.estate.kind == ResettlementKind::bankrupt && files.estate.petition_accepted > as_of) {
            cost.missing.push_back(
                {Fact::petition_accepted, std::nullopt,
                 fault_at(files.plan_place, "petition_accepted", ErrorKind::outside_known,
                          {"the petition is accepted after " + print(as_of) + " only", "截至 " + print(as_of) + " 破产申请尚未受理"},
                          {"expected a later --as-of, or --rank-law distribution", "应采用更晚的截止日，或 --rank-law distribution"})});
        }
        if (!cost.missing.empty()) return;
        cost.decision = ranks.explain(ranks.facts(cost.estate, as_of), as_of);
        for (const Fact fact : cost.decision->outcome.missing()) {
            if (fact != Fact::claims_dated) {
                lack(fact, files.plan_place, "petition_accepted");
                continue;
            }
            for (std::size_t i = 0; i < files.listed.size(); ++i) {
                const EstateClaim& claim = files.estate.claims[i];
                if (claim.owed_since || ranks.parameters.find({ParameterName::old_claims_before, claim.kind}, as_of) == nullptr) continue;
                lack(fact, files.listed[i].place, "owed_since",
                     {"expected a day: old claims may turn to the collateral", "应为日期：旧债权可就担保财产受偿"});
            }
        }
    }

    void tell(const Place& place, const char* field, Money stated, Money sum, const Text& of) {
        if (stated == sum) return;
        const std::string says = to_string(stated), adds = to_string(sum);
        diagnostics.add({ErrorKind::contradiction,
                         at_field(place, field),
                         {"stated of " + of.en + ": " + says + " yuan, while its claims add up to " + adds,
                          "所列" + of.zh + "为 " + says + " 元，而债权合计 " + adds + " 元"},
                         says,
                         {"expected equal amounts", "两者应相等"},
                         {}});
    }
    void compare() {
        Money total{};
        for (const EstateClaim& claim : cost.estate.claims) {
            total += claim.amount;
            if (claim.owed_since > as_of) cost.not_yet_due += claim.amount;
        }
        if (files.claims_total) tell(files.plan_place, "claims_total", *files.claims_total, total, {"all claims", "债权总额"});
        if (files.stated.empty()) return;
        const EstateShares& shares = cost.shares();
        const auto claimed = [&](ClaimRank rank) { return rank == ClaimRank::not_admitted ? shares.not_admitted : shares.of(rank).claimed; };
        for (std::size_t r = 0; r < enum_count<ClaimRank>; ++r) {
            const auto rank = enum_at<ClaimRank>(r);
            const auto stated = std::ranges::find(files.stated, rank, &ResettlementFiles::StatedRank::rank);
            const Text name{std::string{label(rank, Language::en)}, std::string{label(rank, Language::zh)}};
            if (stated != files.stated.end()) {
                tell(stated->place, "claimed", stated->claimed, claimed(rank), name);
            } else if (claimed(rank) != Money{}) {
                Place file = files.stated.front().place;
                file.line = 0;
                file.column = 0;
                const std::string adds = to_string(claimed(rank));
                diagnostics.add({ErrorKind::contradiction,
                                 file,
                                 {name.en + " is left out, while its claims add up to " + adds, "缺少" + name.zh + "，而其债权合计 " + adds + " 元"},
                                 {},
                                 {"expected every rank with claims", "应列出每个有债权的顺序"},
                                 {}});
            }
        }
    }
};

}   // namespace

std::optional<PlanCost> cost_of(const ResettlementFiles& files, const EconomicCompensationRule& compensation, const EstateRule& ranks, Date as_of,
                                Diagnostics& diagnostics) {
    const std::uint64_t before = diagnostics.count();
    CostTask task{files, compensation, ranks, as_of, diagnostics, {}};
    task.cost.estate = files.estate;
    try {
        task.add_compensation();
        if (diagnostics.count() == before) task.share();
        if (diagnostics.count() == before && task.cost.missing.empty()) task.compare();
    } catch (const Error& error) {   // beyond what money counts, or what parameters know
        task.cost.missing.push_back({std::nullopt, std::nullopt, error.fault()});
    }
    const auto folder = std::filesystem::path{files.plan_place.source}.parent_path();
    if (diagnostics.count() != before) {
        find_cells(folder, diagnostics);
        return std::nullopt;
    }
    std::vector<Place*> places;
    for (PlanCost::Lack& lack : task.cost.missing) places.push_back(&lack.fault.place);
    find_cells(folder, places);
    return std::move(task.cost);
}

}   // namespace arrears
