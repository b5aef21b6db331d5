// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/ratio.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/resettlement_plan.hpp>
#include <arrears/rules/national_parameters.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// How far a plan has come.
ARREARS_ENUM(ResettlementState, (not_drafted, "未拟订", "not drafted"), (drafted, "已拟订", "drafted"), (deliberated, "已审议", "deliberated"),
             (adopted, "已通过", "adopted"), (approved, "已批准", "approved"),
             (before_court, "已随破产申请提交法院", "before the court with the petition"), (carried_out, "已实施完毕", "carried out"));

/// What is done to a plan.
ARREARS_ENUM(PlanStep, (draft, "拟订", "draft"), (deliberate, "审议", "deliberate"), (adopt, "表决通过", "adopt"), (approve, "批准", "approve"),
             (petition, "随破产申请提交法院", "put to the court with the petition"), (carry_out, "实施完毕", "carry out"));

/// What a step asks for.
ARREARS_ENUM(PlanRequirement, (turn, "步骤次序", "its turn"), (kind, "企业情形", "an enterprise of the kind"), (day, "日期", "its day"),
             (day_order, "日期先后", "days in order"), (meeting, "会议形式", "the meeting"), (delegates, "代表总数", "the number of all delegates"),
             (present, "出席人数", "the number present"), (quorum, "出席达到法定比例", "a quorum"), (votes, "赞成票数", "the votes in favour"),
             (majority, "全体代表过半数", "a majority of all delegates"), (secret_ballot, "无记名投票", "a secret ballot"),
             (document, "批准文件", "the approval"), (workers, "职工名单", "the workers"), (destination, "职工去向", "every worker's destination"),
             (destination_day, "去向日期", "destinations by that day"));

/// A step as it was taken. Empty is unknown.
struct PlanStepTaken {
    PlanStep step = PlanStep::draft;
    std::optional<Date> on{};
    std::optional<WorkersMeeting> meeting{};   ///< of deliberate and adopt, as all below it but the document
    std::optional<std::int64_t> delegates{};   ///< all of them; of a general meeting, all workers
    std::optional<std::int64_t> present{};
    std::optional<std::int64_t> in_favour{};   ///< of adopt
    std::optional<bool> secret_ballot{};       ///< of adopt
    std::string document{};                    ///< of approve: whose approval, by which document

    friend bool operator==(const PlanStepTaken&, const PlanStepTaken&) = default;
};

/// What stands in a step's way. The fault says what is wrong, what the law asks for and where; its place has the field of PlanStepTaken.
struct PlanLack {
    PlanRequirement what = PlanRequirement::turn;
    Fault fault{};
    std::optional<std::size_t> worker{};   ///< by position, of a worker's lack

    friend bool operator==(const PlanLack&, const PlanLack&) = default;
};

/// A plan on its way: drafted, deliberated, adopted by the workers' congress or general meeting, approved (of a bankrupt enterprise: put to
/// the court with the petition, 企业破产法 art. 8), carried out. Each step has guards; a step that they refuse changes nothing.
///
/// Two thirds of the delegates present and more than half of all of them in favour, by a secret ballot, are the rule of 企业民主管理规定
/// (2012, not verified) and of places; their dated shares are parameters. That a plan takes adoption is law for restructured state
/// enterprises (企业国有资产法 art. 41); for others it is the union's practice. Days may fall together.
class ResettlementProcess {
public:
    /// \param plan not adopted yet: adoption is a step. \throws Error (bad_argument) where it says a day of adoption
    explicit ResettlementProcess(ResettlementPlan plan, Parameters parameters = national_parameters())
        : plan_{std::move(plan)}, parameters_{std::move(parameters)} {
        if (plan_.adopted) {
            throw bad_argument("ResettlementProcess", {"the plan says a day of adoption", "方案已写明通过日期"},
                               {"expected the adoption as a step, with its votes", "通过应作为步骤录入，并写明表决情况"});
        }
    }

    [[nodiscard]] ResettlementState state() const noexcept { return state_; }
    /// The registry's record of the plan, with the day of adoption where that step was taken.
    [[nodiscard]] const ResettlementPlan& plan() const noexcept { return plan_; }
    [[nodiscard]] std::span<const PlanStepTaken> steps() const noexcept { return steps_; }   ///< those taken, in order
    [[nodiscard]] std::span<const ResettledWorker> workers() const noexcept { return workers_; }

    /// The plan as it stood at the end of a day: without the steps of later ones. Workers are as they were told.
    [[nodiscard]] ResettlementProcess as_of(Date day) const {
        ResettlementProcess out = *this;
        while (!out.steps_.empty() && *out.steps_.back().on > day) out.steps_.pop_back();
        out.state_ = out.steps_.empty() ? ResettlementState::not_drafted : after(out.steps_.back().step);
        if (out.state_ < ResettlementState::adopted) out.plan_.adopted.reset();
        return out;
    }

    /// All workers of the enterprise. Given before the steps, since a general meeting is held against their number.
    /// \throws Error (duplicate) where two have one id; (contradiction) once the plan is carried out
    template <class When = detail::WhenCalled>
    void set_workers(std::vector<ResettledWorker> workers) {
        if (state_ == ResettlementState::carried_out) {
            throw Error{Fault{ErrorKind::contradiction, {}, {"the plan is carried out", "方案已实施完毕"}, {}, {}, {}}};
        }
        std::set<detail::Late<WorkerId, When>> ids;
        for (const ResettledWorker& worker : workers) {
            if (ids.insert(worker.id).second) continue;
            throw Error{Fault{ErrorKind::duplicate, {}, {"two workers have one id (not shown)", "两名职工编号相同（不显示）"}, {}, {}, {}}};
        }
        workers_ = std::move(workers);
    }

    /// The step whose turn it is; nothing once the plan is carried out.
    [[nodiscard]] std::optional<PlanStep> next() const noexcept {
        switch (state_) {
        case ResettlementState::not_drafted: return PlanStep::draft;
        case ResettlementState::drafted: return PlanStep::deliberate;
        case ResettlementState::deliberated: return PlanStep::adopt;
        case ResettlementState::adopted: return plan_.kind == ResettlementKind::bankrupt ? PlanStep::petition : PlanStep::approve;
        case ResettlementState::approved:
        case ResettlementState::before_court: return PlanStep::carry_out;
        case ResettlementState::carried_out: break;
        }
        return std::nullopt;
    }
    /// What the next step asks for that is not there; empty once the plan is carried out.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::vector<detail::Late<PlanLack, When>> missing() const {
        const auto step = next();
        if (!step) return {};
        detail::Late<PlanStepTaken, When> taken{};
        taken.step = *step;
        return missing<When>(taken);
    }
    /// What stands in the way of a step as told; empty: it can be taken. Out of its turn that alone is told.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::vector<detail::Late<PlanLack, When>> missing(const detail::Late<PlanStepTaken, When>& taken) const {
        std::vector<detail::Late<PlanLack, When>> out;
        check_turn(taken, out);
        if (!out.empty()) return out;
        check_day(taken, out);
        if (taken.step == PlanStep::deliberate || taken.step == PlanStep::adopt) check_meeting(taken, out);
        if (taken.step == PlanStep::adopt) check_votes(taken, out);
        if (taken.step == PlanStep::approve && taken.document.empty()) {
            lack(out, taken, PlanRequirement::document, "document", {"it is not said who approved by which document", "没有写明批准机关和文件"},
                 {"expected the approval of the authority or owner", "应写明主管部门或出资人的批准"},
                 plan_.kind == ResettlementKind::restructured
                     ? law({"State-owned Assets of Enterprises Law", "企业国有资产法"}, {"art. 40", "第四十条"})
                     : Text{});
        }
        if (taken.step == PlanStep::carry_out) check_workers(taken, out);
        return out;
    }
    /// Takes a step. Where its guards refuse it: the first fault, and nothing has changed.
    template <class When = detail::WhenCalled>
    [[nodiscard]] Result<ResettlementState> try_take(const detail::Late<PlanStepTaken, When>& taken) {
        if (auto lacks = missing<When>(taken); !lacks.empty()) return std::move(lacks.front().fault);
        steps_.push_back(taken);
        if (taken.step == PlanStep::adopt) plan_.adopted = taken.on;
        state_ = after(taken.step);
        return state_;
    }
    /// \throws Error with the fault of try_take()
    template <class When = detail::WhenCalled>
    void take(const detail::Late<PlanStepTaken, When>& taken) {
        (void)try_take<When>(taken).value();
    }

private:
    static constexpr std::int64_t people_max = 1'000'000'000;

    [[nodiscard]] static constexpr ResettlementState after(PlanStep step) noexcept {
        return enum_at<ResettlementState>(static_cast<std::size_t>(step) + 1);
    }

    [[nodiscard]] static Text law(const Text& document, const Text& article, bool verified = true) {
        const Source source{document, article, SourceLevel::national, verified, {}};
        return {print(source, Language::en), print(source, Language::zh)};
    }
    /// By which law workers adopt a plan of this kind.
    [[nodiscard]] Text law_of_adoption() const {
        if (plan_.kind == ResettlementKind::restructured)
            return law({"State-owned Assets of Enterprises Law", "企业国有资产法"}, {"art. 41", "第四十一条第二款"});
        return law({"Provisions on Democratic Management of Enterprises (2012, no. 12)", "企业民主管理规定（总工发〔2012〕12号）"}, {}, false);
    }
    /// By which law a plan says what becomes of the workers.
    [[nodiscard]] Text law_of_plan() const { return plan_.kind == ResettlementKind::bankrupt ? law_of_petition() : law_of_adoption(); }
    [[nodiscard]] static Text law_of_petition() { return law({"Enterprise Bankruptcy Law", "企业破产法"}, {"art. 8", "第八条第三款"}); }
    template <class Lacks>
    static void lack(Lacks& out, const PlanStepTaken& taken, PlanRequirement what, const char* field, const Text& problem, const Text& expected,
                     const Text& by, std::optional<std::size_t> worker = {}) {
        PlanLack made;
        made.what = what;
        made.fault.kind = ErrorKind::contradiction;
        made.fault.place.field = field;
        made.fault.problem = {std::string{label(taken.step, Language::en)} + ": " + problem.en,
                              std::string{label(taken.step, Language::zh)} + "：" + problem.zh};
        made.fault.expected = expected;
        if (!by.empty()) {
            made.fault.expected.en += ", by " + by.en;
            made.fault.expected.zh += "，依据：" + by.zh;
        }
        made.worker = worker;
        out.push_back(std::move(made));
    }

    template <class Lacks>
    void check_turn(const PlanStepTaken& taken, Lacks& out) const {
        const auto turn = next();
        if (turn == taken.step) return;
        const bool other_way = state_ == ResettlementState::adopted && (taken.step == PlanStep::approve || taken.step == PlanStep::petition);
        const Text stands{"the plan is " + std::string{label(state_, Language::en)}, "方案" + std::string{label(state_, Language::zh)}};
        if (other_way) {
            const bool bankrupt = plan_.kind == ResettlementKind::bankrupt;
            return lack(
                out, taken, PlanRequirement::kind, "step",
                {"the enterprise is " + std::string{label(plan_.kind, Language::en)}, "企业属于" + std::string{label(plan_.kind, Language::zh)}},
                bankrupt ? Text{"expected it to be put to the court with the petition", "应随破产申请提交法院"}
                         : Text{"expected an approval: only a bankrupt's plan goes to the court", "应经批准；只有破产企业的方案提交法院"},
                law_of_petition());
        }
        if (!turn) return lack(out, taken, PlanRequirement::turn, "step", stands, {"expected no more steps", "不应再有步骤"}, {});
        const bool votes = *turn == PlanStep::deliberate || *turn == PlanStep::adopt;
        lack(out, taken, PlanRequirement::turn, "step", stands,
             {"expected first: " + std::string{label(*turn, Language::en)}, "应先：" + std::string{label(*turn, Language::zh)}},
             votes ? law_of_adoption() : *turn == PlanStep::petition ? law_of_petition() : Text{});
    }
    template <class Lacks>
    void check_day(const PlanStepTaken& taken, Lacks& out) const {
        if (!taken.on) return lack(out, taken, PlanRequirement::day, "on", {"its day is missing", "缺少日期"}, {"expected a date", "应为日期"}, {});
        if (steps_.empty() || *steps_.back().on <= *taken.on) return;
        const std::string before = print(*steps_.back().on), day = print(*taken.on);
        lack(out, taken, PlanRequirement::day_order, "on", {day + " is before the step that precedes it", day + " 早于前一步骤"},
             {"expected no day before " + before, "应不早于 " + before}, {});
    }
    template <class Lacks>
    void check_meeting(const PlanStepTaken& taken, Lacks& out) const {
        if (!taken.meeting) {
            lack(out, taken, PlanRequirement::meeting, "meeting", {"it is not said which meeting", "没有写明会议形式"},
                 {"expected the workers' congress or a general meeting", "应为职工代表大会或职工大会"}, law_of_adoption());
        }
        if (!taken.delegates || *taken.delegates < 1 || *taken.delegates > people_max) {
            lack(out, taken, PlanRequirement::delegates, "delegates",
                 taken.delegates ? Text{"there cannot be so many delegates", "全体代表人数不合理"}
                                 : Text{"the number of all delegates is not known", "没有全体代表人数"},
                 {"expected a number above nought", "应为大于零的人数"}, law_of_adoption());
        }
        if (!taken.present || *taken.present < 0 || (taken.delegates && *taken.present > *taken.delegates)) {
            return lack(out, taken, PlanRequirement::present, "present",
                        taken.present ? Text{"so many cannot be present", "出席人数不合理"} : Text{"the number present is not known", "没有出席人数"},
                        {"expected a number up to that of all delegates", "应为不超过全体代表的人数"}, law_of_adoption());
        }
        if (!taken.on || !taken.delegates || *taken.delegates < 1 || *taken.delegates > people_max) return;
        check_all_workers(taken, taken, out);
        if (!steps_.empty() && steps_.back().on == taken.on && steps_.back().meeting == taken.meeting && steps_.back().delegates &&
            steps_.back().delegates != taken.delegates) {
            const std::string before = std::to_string(*steps_.back().delegates), now = std::to_string(*taken.delegates);
            lack(out, taken, PlanRequirement::delegates, "delegates",
                 {"the meeting that deliberated on that day had " + before + " delegates in all, this one has " + now,
                  "同日审议方案的会议全体代表为 " + before + " 人，此处为 " + now + " 人"},
                 {"expected the same number", "人数应相同"}, {});
        }
        const ParameterKey key{ParameterName::congress_quorum};
        const ParameterSpan* const quorum = parameters_.find(key, *taken.on);
        if (quorum == nullptr) return unknown_share(out, taken, PlanRequirement::quorum, key);
        const Ratio share = *quorum->value.value.template as<Ratio>();
        if (Ratio{*taken.present, *taken.delegates} >= share) return;
        const std::string least = std::to_string(
            -detail::narrow(detail::divide(-detail::int128{*taken.delegates} * share.numerator(), share.denominator(), Rounding::floor), "quorum"));
        const std::string of = std::to_string(*taken.present), all = std::to_string(*taken.delegates), part = to_string(share);
        lack(out, taken, PlanRequirement::quorum, "present",
             {of + " of " + all + " delegates were present", "全体代表 " + all + " 人，出席 " + of + " 人"},
             {"expected at least " + least + ", that is " + part, "应至少 " + least + " 人，即 " + part}, source_of(*quorum));
    }
    /// A general meeting is one of all workers. \param met the step at which it met
    template <class Lacks>
    void check_all_workers(const PlanStepTaken& taken, const PlanStepTaken& met, Lacks& out) const {
        if (met.meeting != WorkersMeeting::general_meeting || !met.delegates || std::cmp_greater_equal(*met.delegates, workers_.size())) return;
        const std::string counted = std::to_string(*met.delegates), all = std::to_string(workers_.size());
        lack(out, taken, PlanRequirement::delegates, "delegates",
             {"the general meeting counts " + counted + ", while " + all + " workers are recorded",
              "职工大会全体人数为 " + counted + " 人，而职工名单有 " + all + " 人"},
             {"expected all workers", "应为全体职工"}, law_of_adoption());
    }
    template <class Lacks>
    void check_votes(const PlanStepTaken& taken, Lacks& out) const {
        const ParameterKey key{ParameterName::congress_majority};
        const bool counted = taken.delegates && *taken.delegates >= 1 && *taken.delegates <= people_max;
        if (!taken.in_favour || *taken.in_favour < 0 || (taken.present && *taken.in_favour > *taken.present)) {
            lack(out, taken, PlanRequirement::votes, "in_favour",
                 taken.in_favour ? Text{"so many cannot have voted in favour", "赞成票数不合理"}
                                 : Text{"the number of votes in favour is not known", "没有赞成票数"},
                 {"expected a number up to that of those present", "应为不超过出席人数的票数"}, law_of_adoption());
        } else if (taken.on && counted) {
            const ParameterSpan* const majority = parameters_.find(key, *taken.on);
            if (majority == nullptr) return unknown_share(out, taken, PlanRequirement::majority, key);
            const Ratio share = *majority->value.value.template as<Ratio>();
            if (!(Ratio{*taken.in_favour, *taken.delegates} > share)) {
                const std::string of = std::to_string(*taken.in_favour), all = std::to_string(*taken.delegates), part = to_string(share);
                const std::string least = std::to_string(
                    detail::narrow(detail::divide(detail::int128{*taken.delegates} * share.numerator(), share.denominator(), Rounding::floor),
                                   "majority") +
                    1);
                lack(out, taken, PlanRequirement::majority, "in_favour",
                     {of + " of all " + all + " delegates voted in favour", "全体代表 " + all + " 人，赞成 " + of + " 票"},
                     {"expected at least " + least + ", more than " + part + " of all delegates and not of those present",
                      "应至少 " + least + " 票，即超过全体代表（而非出席代表）的 " + part},
                     source_of(*majority));
            }
        }
        if (taken.secret_ballot != true) {
            lack(out, taken, PlanRequirement::secret_ballot, "secret_ballot",
                 taken.secret_ballot ? Text{"the ballot was not secret", "不是无记名投票"}
                                     : Text{"it is not said whether the ballot was secret", "没有写明是否无记名投票"},
                 {"expected a secret ballot", "应为无记名投票"},
                 law({"Provisions on Democratic Management of Enterprises (2012, no. 12)", "企业民主管理规定（总工发〔2012〕12号）"}, {}, false));
        }
    }
    template <class Lacks>
    void check_workers(const PlanStepTaken& taken, Lacks& out) const {
        const Text by = law_of_plan();
        if (workers_.empty()) {
            return lack(out, taken, PlanRequirement::workers, "", {"no workers are recorded", "没有职工名单"},
                        {"expected every worker of the enterprise with a destination", "应列明每名职工及其去向"}, by);
        }
        for (const PlanStepTaken& met : steps_) check_all_workers(taken, met, out);
        for (std::size_t i = 0; i < workers_.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            if (!workers_[i].destination) {
                lack(out, taken, PlanRequirement::destination, "destination",
                     {"worker no. " + number + " has no destination", "第 " + number + " 名职工没有去向"},
                     {"expected one of " + identifiers<WorkerDestination>(), "应为重新就业、内部退养、接续社会保险、转移安置或领取经济补偿之一"},
                     by, i);
            } else if (workers_[i].destined && taken.on && *workers_[i].destined > *taken.on) {
                lack(out, taken, PlanRequirement::destination_day, "destined",
                     {"worker no. " + number + " has a destination from after that day", "第 " + number + " 名职工的去向日期晚于实施完毕之日"},
                     {"expected no day after " + print(*taken.on), "应不晚于 " + print(*taken.on)}, by, i);
            }
        }
    }
    template <class Lacks>
    void unknown_share(Lacks& out, const PlanStepTaken& taken, PlanRequirement what, const ParameterKey& key) const {
        PlanLack made;
        made.what = what;
        made.fault = parameters_.unknown(key, *taken.on);
        made.fault.place.field = "on";
        out.push_back(std::move(made));
    }
    [[nodiscard]] static Text source_of(const ParameterSpan& span) {
        if (!span.value.source) return {};
        return {print(*span.value.source, Language::en), print(*span.value.source, Language::zh)};
    }

    ResettlementPlan plan_;
    Parameters parameters_;
    ResettlementState state_ = ResettlementState::not_drafted;
    std::vector<PlanStepTaken> steps_{};
    std::vector<ResettledWorker> workers_{};
};

}   // namespace arrears
