// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/rules/resettlement_process.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace arrears;

namespace {

constexpr Date day{2019, 3, 1};

ResettlementProcess process(ResettlementKind kind = ResettlementKind::bankrupt, bool settled = true) {
    ResettlementProcess made{{PlanId{"P1"}, "A works", kind, {}}};
    ResettledWorker worker;
    worker.id = WorkerId{"W1"};
    if (settled) worker.destination = WorkerDestination::re_employed;
    made.set_workers({worker});
    return made;
}
/// A step that its guards let through, in its turn.
PlanStepTaken sound(PlanStep step, Date on = day) {
    PlanStepTaken taken;
    taken.step = step;
    taken.on = on;
    if (step == PlanStep::deliberate || step == PlanStep::adopt) {
        taken.meeting = WorkersMeeting::workers_congress;
        taken.delegates = 99;
        taken.present = 66;
    }
    if (step == PlanStep::adopt) {
        taken.in_favour = 50;
        taken.secret_ballot = true;
    }
    if (step == PlanStep::approve) taken.document = "bureau, 2019, no. 1";
    return taken;
}
ResettlementProcess brought_to(PlanStep next, ResettlementKind kind = ResettlementKind::bankrupt, bool settled = true) {
    ResettlementProcess made = process(kind, settled);
    while (made.next() != next) made.take(sound(*made.next()));
    return made;
}
std::vector<PlanRequirement> lacking(const ResettlementProcess& of, const PlanStepTaken& step) {
    std::vector<PlanRequirement> out;
    for (const PlanLack& lack : of.missing(step)) {
        CHECK_FALSE(lack.fault.problem.en.empty());
        CHECK_FALSE(lack.fault.problem.zh.empty());
        CHECK_FALSE(lack.fault.expected.en.empty());
        CHECK_FALSE(lack.fault.expected.zh.empty());
        out.push_back(lack.what);
    }
    return out;
}
using Lacks = std::vector<PlanRequirement>;

/// The word that a plan's way is, as a sentence of letters: what an oracle of its own accepts of any sequence of steps.
bool oracle_accepts(const std::string& before, char step, ResettlementKind kind) {
    const std::string whole = kind == ResettlementKind::bankrupt ? "abcde" : "abcfe";   // draft, deliberate, adopt, court or approval, carry out
    return before.size() < whole.size() && whole.starts_with(before) && whole[before.size()] == step;
}
constexpr char letter(PlanStep step) {
    switch (step) {
    case PlanStep::draft: return 'a';
    case PlanStep::deliberate: return 'b';
    case PlanStep::adopt: return 'c';
    case PlanStep::petition: return 'd';
    case PlanStep::carry_out: return 'e';
    case PlanStep::approve: return 'f';
    }
    return '?';
}

}   // namespace

TEST_CASE("ResettlementProcess: of all sequences of up to six steps only those in their order go through", "[rules][property]") {
    std::size_t sequences = 0, wrong = 0, finished = 0;
    for (const auto kind : {ResettlementKind::bankrupt, ResettlementKind::closed, ResettlementKind::restructured}) {
        const ResettlementProcess start = process(kind);
        for (std::size_t length = 1; length <= 6; ++length) {
            std::size_t count = 1;
            for (std::size_t i = 0; i < length; ++i) count *= enum_count<PlanStep>;
            for (std::size_t number = 0; number < count; ++number) {
                ++sequences;
                ResettlementProcess plan = start;
                std::string taken;   // what the oracle says went through: steps refused leave no trace
                for (std::size_t i = 0, rest = number; i < length; ++i, rest /= enum_count<PlanStep>) {
                    const auto step = enum_at<PlanStep>(rest % enum_count<PlanStep>);
                    const ResettlementState before = plan.state();
                    const bool free = plan.missing(sound(step)).empty();
                    const auto made = plan.try_take(sound(step));
                    const bool expected = oracle_accepts(taken, letter(step), kind);
                    if (made.has_value() != expected || free != expected) ++wrong;
                    if (expected) taken += letter(step);
                    else if (plan.state() != before) ++wrong;
                    if (plan.steps().size() != taken.size()) ++wrong;
                }
                if ((plan.state() == ResettlementState::carried_out) != (taken.size() == 5)) ++wrong;
                if (taken.size() == 5) ++finished;
            }
        }
    }
    CHECK(sequences == 3 * (6 + 36 + 216 + 1296 + 7776 + 46656));
    CHECK(wrong == 0);
    CHECK(finished > 0);
}

TEST_CASE("ResettlementProcess: every guard refused by itself", "[rules]") {
    const auto with = [](PlanStep step, auto change) {
        PlanStepTaken taken = sound(step);
        change(taken);
        return taken;
    };
    for (const auto step : {PlanStep::deliberate, PlanStep::adopt}) {
        const ResettlementProcess plan = brought_to(step);
        CHECK(lacking(plan, sound(step)).empty());
        CHECK(lacking(plan, with(step, [](auto& taken) { taken.on.reset(); })) == Lacks{PlanRequirement::day});
        CHECK(lacking(plan, with(step, [](auto& taken) { taken.on = day - 1; })) == Lacks{PlanRequirement::day_order});
        CHECK(lacking(plan, with(step, [](auto& taken) { taken.meeting.reset(); })) == Lacks{PlanRequirement::meeting});
        CHECK(lacking(plan, with(step, [](auto& taken) { taken.delegates.reset(); })) == Lacks{PlanRequirement::delegates});
        CHECK(lacking(plan, with(step, [](auto& taken) { taken.present.reset(); })) == Lacks{PlanRequirement::present});
        CHECK(lacking(plan, with(step, [](auto& taken) { taken.present = 100; })) == Lacks{PlanRequirement::present});
        CHECK(lacking(plan, with(step, [](auto& taken) { taken.present = 65; })) == Lacks{PlanRequirement::quorum});   // 66 of 99 are two thirds
        const auto of_100 = [](auto& taken) { taken.on = day + 1, taken.delegates = 100, taken.in_favour = 51; };
        CHECK(lacking(plan, with(step, [&](auto& taken) { of_100(taken), taken.present = 67; })).empty());
        CHECK(lacking(plan, with(step, of_100)) == Lacks{PlanRequirement::quorum});
        CHECK(lacking(plan, with(step, [](auto& taken) { taken.on = day, taken.delegates = -1; }))[0] == PlanRequirement::delegates);
    }
    const ResettlementProcess adoption = brought_to(PlanStep::adopt);
    CHECK(lacking(adoption, with(PlanStep::adopt, [](auto& taken) { taken.in_favour = 49; })) == Lacks{PlanRequirement::majority});
    // More than half of those present, and just half of all: 50 of 100, 67 being there.
    CHECK(lacking(adoption, with(PlanStep::adopt, [](auto& taken) {
                      taken.on = day + 1, taken.delegates = 100, taken.present = 67, taken.in_favour = 50;
                  })) == Lacks{PlanRequirement::majority});
    // The meeting that deliberated on the same day had 99.
    CHECK(lacking(adoption, with(PlanStep::adopt, [](auto& taken) { taken.delegates = 98; })) == Lacks{PlanRequirement::delegates});
    CHECK(lacking(adoption, with(PlanStep::adopt, [](auto& taken) { taken.in_favour = 67; })) == Lacks{PlanRequirement::votes});   // 66 are there
    CHECK(lacking(adoption, with(PlanStep::adopt, [](auto& taken) { taken.in_favour.reset(); })) == Lacks{PlanRequirement::votes});
    CHECK(lacking(adoption, with(PlanStep::adopt, [](auto& taken) { taken.secret_ballot = false; })) == Lacks{PlanRequirement::secret_ballot});
    CHECK(lacking(adoption, with(PlanStep::adopt, [](auto& taken) { taken.secret_ballot.reset(); })) == Lacks{PlanRequirement::secret_ballot});

    const ResettlementProcess closed = brought_to(PlanStep::approve, ResettlementKind::closed);
    CHECK(lacking(closed, with(PlanStep::approve, [](auto& taken) { taken.document.clear(); })) == Lacks{PlanRequirement::document});
    CHECK(lacking(closed, sound(PlanStep::petition)) == Lacks{PlanRequirement::kind});
    CHECK(lacking(brought_to(PlanStep::petition), sound(PlanStep::approve)) == Lacks{PlanRequirement::kind});

    CHECK(lacking(brought_to(PlanStep::carry_out, ResettlementKind::bankrupt, false), sound(PlanStep::carry_out)) ==
          Lacks{PlanRequirement::destination});
    ResettlementProcess last = brought_to(PlanStep::carry_out);
    ResettledWorker later;
    later.id = WorkerId{"W2"};
    later.destination = WorkerDestination::transferred;
    later.destined = day + 1;
    last.set_workers({later});
    CHECK(lacking(last, sound(PlanStep::carry_out)) == Lacks{PlanRequirement::destination_day});
    CHECK(lacking(last, sound(PlanStep::carry_out, day + 1)).empty());
    last.set_workers({});
    CHECK(lacking(last, sound(PlanStep::carry_out)) == Lacks{PlanRequirement::workers});
}

TEST_CASE("ResettlementProcess: a general meeting is one of all workers, whenever they are told", "[rules]") {
    const auto worker = [](const char* id) {
        ResettledWorker made;
        made.id = WorkerId{id};
        made.destination = WorkerDestination::re_employed;
        return made;
    };
    const auto general = [](PlanStep step, std::int64_t all) {
        PlanStepTaken taken = sound(step);
        if (taken.meeting) taken.meeting = WorkersMeeting::general_meeting, taken.delegates = all, taken.present = all;
        if (taken.in_favour) taken.in_favour = all;
        return taken;
    };
    ResettlementProcess plan = process();
    plan.set_workers({worker("W1"), worker("W2"), worker("W3")});
    plan.take(general(PlanStep::draft, 3));
    CHECK(lacking(plan, general(PlanStep::deliberate, 1)) == Lacks{PlanRequirement::delegates});
    CHECK(lacking(plan, general(PlanStep::deliberate, 3)).empty());
    for (const PlanStep step : {PlanStep::deliberate, PlanStep::adopt, PlanStep::petition}) plan.take(general(step, 3));
    plan.set_workers({worker("W1"), worker("W2"), worker("W3"), worker("W4")});
    CHECK(lacking(plan, sound(PlanStep::carry_out)) == Lacks{PlanRequirement::delegates, PlanRequirement::delegates});   // at both meetings
}

TEST_CASE("ResettlementProcess: as of a day, without the steps of later ones", "[rules]") {
    ResettlementProcess plan = process();
    Date on = day;
    for (; plan.next(); on += 1) plan.take(sound(*plan.next(), on));
    CHECK(plan.state() == ResettlementState::carried_out);
    CHECK(plan.as_of(day - 1).state() == ResettlementState::not_drafted);
    CHECK_FALSE(plan.as_of(day + 1).plan().adopted.has_value());
    CHECK(plan.as_of(day + 2).plan().adopted == day + 2);
    CHECK(plan.as_of(day + 2).next() == PlanStep::petition);
    for (int i = 0; i < 5; ++i) CHECK(plan.as_of(day + i).steps().size() == static_cast<std::size_t>(i) + 1);
    CHECK(plan.as_of(on).state() == ResettlementState::carried_out);
}

TEST_CASE("ResettlementProcess: numbers that cannot be are told as such, those unknown otherwise", "[rules]") {
    const ResettlementProcess plan = brought_to(PlanStep::adopt);
    PlanStepTaken taken = sound(PlanStep::adopt);
    taken.present = 100;
    CHECK(plan.missing(taken).at(0).fault.problem.en == "adopt: so many cannot be present");
    taken.present.reset();
    CHECK(plan.missing(taken).at(0).fault.problem.en == "adopt: the number present is not known");
    taken = sound(PlanStep::adopt);
    taken.in_favour = -1;
    CHECK(plan.missing(taken).at(0).fault.problem.zh == "表决通过：赞成票数不合理");
    taken = sound(PlanStep::adopt);
    taken.delegates = 0;
    CHECK(plan.missing(taken).at(0).fault.problem.zh == "表决通过：全体代表人数不合理");
}

TEST_CASE("ResettlementProcess: several lacks are told at once, those of the next step without a throw", "[rules]") {
    ResettlementProcess plan = process();
    CHECK(plan.next() == PlanStep::draft);
    CHECK(plan.missing().size() == 1);
    plan.take(sound(PlanStep::draft));
    plan.take(sound(PlanStep::deliberate));
    std::vector<PlanRequirement> whole;
    for (const PlanLack& lack : plan.missing()) whole.push_back(lack.what);
    CHECK(whole == Lacks{PlanRequirement::day, PlanRequirement::meeting, PlanRequirement::delegates, PlanRequirement::present, PlanRequirement::votes,
                         PlanRequirement::secret_ballot});
    plan.take(sound(PlanStep::adopt, day + 7));
    CHECK(plan.plan().adopted == day + 7);
    plan.take(sound(PlanStep::petition, day + 7));
    plan.take(sound(PlanStep::carry_out, day + 8));
    CHECK(plan.missing().empty());
    CHECK_FALSE(plan.next().has_value());
    CHECK(lacking(plan, sound(PlanStep::carry_out, day + 9)) == Lacks{PlanRequirement::turn});
}

TEST_CASE("ResettlementProcess: a refusal says what is wrong, what is expected and by which law, in both languages", "[rules]") {
    const auto refused = [](const ResettlementProcess& of, const PlanStepTaken& step) { return of.missing(step).at(0).fault; };
    const Fault early = refused(brought_to(PlanStep::deliberate, ResettlementKind::restructured), sound(PlanStep::adopt));
    CHECK(early.message() ==
          "(step): adopt: the plan is drafted; expected first: deliberate, by State-owned Assets of Enterprises Law, art. 41 (national)");
    CHECK(early.message(Language::zh) == "(step): 表决通过：方案已拟订；应先：审议，依据：企业国有资产法第四十一条第二款（国家规定）");
    PlanStepTaken few = sound(PlanStep::adopt);
    few.on = day + 1;
    few.delegates = 100;
    few.present = 80;
    const Fault majority = refused(brought_to(PlanStep::adopt), few);
    CHECK(majority.problem.en == "adopt: 50 of all 100 delegates voted in favour");
    CHECK(majority.expected.en.starts_with("expected at least 51, more than 1/2 of all delegates and not of those present, by "));
    CHECK(majority.expected.zh.find("总工发〔2012〕12号") != std::string::npos);
    const Fault court = refused(brought_to(PlanStep::petition), sound(PlanStep::approve));
    CHECK(court.expected.en == "expected it to be put to the court with the petition, by Enterprise Bankruptcy Law, art. 8 (national)");
    CHECK_THROWS_AS(brought_to(PlanStep::petition).take(sound(PlanStep::approve)), Error);
    const Fault nowhere = refused(brought_to(PlanStep::carry_out, ResettlementKind::bankrupt, false), sound(PlanStep::carry_out));
    CHECK(nowhere.problem.zh == "实施完毕：第 1 名职工没有去向");
    CHECK(nowhere.expected.en.ends_with(", by Enterprise Bankruptcy Law, art. 8 (national)"));
}

TEST_CASE("ResettlementProcess: shares are dated parameters, which a place may set", "[rules]") {
    ResettlementProcess old{{PlanId{"P1"}, "", ResettlementKind::closed, {}}};
    old.take(sound(PlanStep::draft, Date{1986, 1, 1}));
    const auto told = old.missing(sound(PlanStep::deliberate, Date{1986, 9, 30}));   // the day before the first known rule
    REQUIRE(told.size() == 1);
    CHECK(told[0].what == PlanRequirement::quorum);
    CHECK(told[0].fault.kind == ErrorKind::outside_known);
    CHECK(old.missing(sound(PlanStep::deliberate, Date{1986, 10, 1})).empty());

    const auto place = std::make_shared<const Source>(Source{{"a place", "某地"}, {"art. 9", "第九条"}, SourceLevel::local, true, {}});
    const ParameterKey quorum{ParameterName::congress_quorum};
    ResettlementProcess strict{{PlanId{"P1"}, "", ResettlementKind::closed, {}},
                               Parameters::Builder{national_parameters()}.set(quorum, Date{2019, 1, 1}, Ratio{3, 4}, place).build()};
    strict.take(sound(PlanStep::draft));
    const auto lacks = strict.missing(sound(PlanStep::deliberate));
    REQUIRE(lacks.size() == 1);
    CHECK(lacks[0].fault.expected.en == "expected at least 75, that is 3/4, by a place, art. 9 (local)");
}

TEST_CASE("ResettlementProcess: workers once each, no id in a message, none once all is done", "[rules]") {
    ResettlementProcess plan = process();
    ResettledWorker worker;
    worker.id = WorkerId{"140399198001010012"};
    try {
        plan.set_workers({worker, worker});
        FAIL("two workers of one id");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::duplicate);
        CHECK(std::string{error.what()}.find("1403") == std::string::npos);
    }
    CHECK(plan.workers().size() == 1);
    ResettlementProcess done = brought_to(PlanStep::carry_out);
    done.take(sound(PlanStep::carry_out));
    CHECK_THROWS_AS(done.set_workers({}), Error);
    CHECK_THROWS_AS((ResettlementProcess{{PlanId{"P1"}, "", ResettlementKind::closed, day}}), Error);
}
