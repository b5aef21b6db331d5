// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/resettlement_files.hpp>

#include "csv_table.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
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
            column<ClaimRow, &ClaimRow::advance>("advance", {"垫付"})};
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
            diagnostics.add(fault_at(place, "worker", ErrorKind::dangling,
                                     {"the worker (not shown) is not in workers.csv", "职工（不显示）不在 workers.csv 中"}));
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
void find_cells(const std::filesystem::path& folder, Diagnostics& diagnostics) {
    std::vector<Place*> places;
    diagnostics.amend([&](Fault& fault) { places.push_back(&fault.place); });
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
    if (files.estate.means.is_negative()) {
        diagnostics.add(fault_at(plan_place, "means", ErrorKind::contradiction, {"the means are below nought", "财产为负"}));
    }
    if (!claims.empty() && !plan.means) {
        diagnostics.add(fault_at(plan_place, "means", ErrorKind::bad_syntax, {"the means are not told", "没有写明可供清偿的财产"},
                                 {"expected an amount, 0 where there are none", "应为金额，没有则写 0"}));
    }
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
        workers.push_back(std::move(worker));
        files.worker_places.push_back(place);
    }
    add_insurance(workers, insurance, diagnostics);
    std::map<std::string, std::size_t> ids;
    for (const auto& [claim, place] : claims) {
        if (!ids.emplace(claim.id, 0).second) {
            diagnostics.add(fault_at(place, "id", ErrorKind::duplicate, {"the claim stands there twice", "债权编号重复"}));
        }
        if (claim.amount.is_negative())
            diagnostics.add(fault_at(place, "amount", ErrorKind::contradiction, {"a claim is below nought", "债权额为负"}));
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
        files.claim_ids.push_back(claim.id);
        files.claim_places.push_back(place);
    }
    for (const auto& [row, place] : ranks) {
        const bool twice = std::ranges::any_of(files.stated, [&rank = row.rank](const auto& one) { return one.rank == rank; });
        if (twice) diagnostics.add(fault_at(place, "rank", ErrorKind::duplicate, {"the rank stands there twice", "清偿顺序重复"}));
        files.stated.push_back({row.rank, row.claimed, place});
    }
    if (diagnostics.count() == before) {
        files.process.set_workers(std::move(workers));
        take_steps(files, steps, diagnostics);
    }
    if (diagnostics.count() == before) return files;
    find_cells(path, diagnostics);
    return std::nullopt;
}

std::optional<Estate> estate_of(const ResettlementFiles& files, const EconomicCompensationRule& compensation, const EstateRule& ranks, Date as_of,
                                Diagnostics& diagnostics) {
    const std::uint64_t before = diagnostics.count();
    Estate estate = files.estate;
    bool computed = false;
    const auto workers = files.process.workers();
    for (std::size_t i = 0; i < workers.size(); ++i) {
        const ResettledWorker& worker = workers[i];
        const Place& place = files.worker_places[i];
        if (worker.destination != WorkerDestination::compensated || !worker.service_from) continue;
        if (!worker.service_through) {
            diagnostics.add(fault_at(place, "service_through", ErrorKind::outside_known,
                                     {"the last day of service is not told", "没有写明工作年限截止日"},
                                     {"expected a date, for compensation", "计算经济补偿须有日期"}));
            continue;
        }
        const auto made = compensation.decide({worker.service_from, worker.wage, files.average_wage, files.minimum_wage}, *worker.service_through);
        if (!made.is_determined()) {
            for (const Fact fact : made.missing()) {
                const bool of_worker = fact == Fact::wage;
                const char* const field = of_worker ? "wage" : fact == Fact::average_wage ? "average_wage" : "minimum_wage";
                diagnostics.add(fault_at(of_worker ? place : files.plan_place, field, ErrorKind::outside_known,
                                         {"economic compensation cannot be computed without: " + std::string{label(fact, Language::en)},
                                          "无法计算经济补偿，缺少：" + std::string{label(fact, Language::zh)}}));
            }
            continue;
        }
        computed = true;
        estate.claims.push_back({ClaimKind::compensation, made.value().amount, *worker.service_through, {}, false});
    }
    for (std::size_t i = 0; computed && i < files.estate.claims.size(); ++i) {
        if (files.estate.claims[i].kind != ClaimKind::compensation || files.estate.claims[i].advance) continue;
        diagnostics.add(fault_at(files.claim_places[i], "kind", ErrorKind::contradiction,
                                 {"compensation is computed from workers.csv, and claimed here again", "经济补偿已由 workers.csv 计算，此处重复列入"},
                                 {"expected it in one of the two", "应只在一处列出"}));
    }
    if (diagnostics.count() == before) {
        const auto tell = [&](const Place& place, const char* field, Money stated, Money sum, const Text& of) {
            if (stated == sum) return;
            const std::string says = to_string(stated), adds = to_string(sum);
            diagnostics.add({ErrorKind::contradiction,
                             at_field(place, field),
                             {"stated of " + of.en + ": " + says + " yuan, while its claims add up to " + adds,
                              "所列" + of.zh + "为 " + says + " 元，而债权合计 " + adds + " 元"},
                             says,
                             {"expected equal amounts", "两者应相等"},
                             {}});
        };
        Money total{};
        for (const EstateClaim& claim : estate.claims) total += claim.amount;
        if (files.claims_total) tell(files.plan_place, "claims_total", *files.claims_total, total, {"all claims", "债权总额"});
        if (!files.stated.empty()) {
            // Ranks as the rule sees them, secured claims apart from what they are short of.
            std::array<Money, enum_count<ClaimRank>> sums{};
            for (const EstateClaim& claim : estate.claims) {
                if (claim.kind == ClaimKind::secured || claim.amount == Money{}) continue;
                sums[static_cast<std::size_t>(ranks.rank_of(claim.kind, estate, as_of).value())] += claim.amount;
            }
            for (const auto& stated : files.stated) {
                tell(stated.place, "claimed", stated.claimed, sums[static_cast<std::size_t>(stated.rank)],
                     {std::string{label(stated.rank, Language::en)}, std::string{label(stated.rank, Language::zh)}});
            }
        }
    }
    if (diagnostics.count() == before) return estate;
    find_cells(std::filesystem::path{files.plan_place.source}.parent_path(), diagnostics);
    return std::nullopt;
}

}   // namespace arrears
