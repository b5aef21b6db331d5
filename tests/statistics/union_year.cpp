// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "core/kind_of.hpp"

#include <arrears/statistics/tabulate.hpp>
#include <arrears/statistics/union_year.hpp>

#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

constexpr Date as_of{2018, 12, 31};
const Parameters& place() {
    static const Parameters made = [] {
        const auto notice = std::make_shared<const Source>(Source{{"a notice", "某通知"}, {}, SourceLevel::local, true, {}});
        return Parameters::Builder{national_parameters()}
            .set(ParameterKey{ParameterName::subsistence_line}, Date{2018, 1, 1}, Money::from_yuan(500), notice)
            .build();
    }();
    return made;
}
const UnionYear year{.parameters = place()};

UnionHousehold home(const char* id, std::int64_t persons, std::int64_t income, EnumSet<HardshipCause> causes) {
    UnionHousehold made{.id = HouseholdId{id}};
    made.facts = {.persons = persons, .income = Money::from_yuan(income), .rigid_expenses = Money{}, .costs = Money{}, .accident = false};
    made.facts.causes = Statements<HardshipCause>::just(causes);
    return made;
}
using C = HardshipCause;
using M = ReliefMeasure;

}   // namespace

TEST_CASE("UnionYear: a budget is shared among those to whom the measure is due, to the fen", "[statistics]") {
    std::vector<UnionHousehold> roster{home("deep", 1, 1000, {C::low_income, C::schooling}), home("relative", 2, 20'000, {C::schooling}),
                                       home("sound", 3, 90'000, {C::schooling}), home("unknown", 1, 0, {C::illness})};
    roster[3].facts.causes.set(C::schooling, {});
    const AidProgramme programmes[] = {{M::schooling_aid, Money::from_fen(100'000), AidWeighting::by_level, {}},
                                       {M::sending_warmth, Money::from_fen(100'001), AidWeighting::equally, {}},
                                       {M::disaster_assistance, Money::from_yuan(7), AidWeighting::equally, {}}};
    const UnionPlan plan = year.plan(roster, programmes, as_of);
    REQUIRE(plan.aid.size() == 5);
    CHECK(plan.aid[0] == PlannedAid{HouseholdId{"deep"}, M::schooling_aid, HouseholdHardship::deep, Money::from_fen(50'000)});   // 3 : 2 : 1
    CHECK(plan.aid[1] == PlannedAid{HouseholdId{"relative"}, M::schooling_aid, HouseholdHardship::relative, Money::from_fen(33'333)});
    CHECK(plan.aid[2].amount == Money::from_fen(16'667));
    CHECK(plan.aid[3] == PlannedAid{HouseholdId{"deep"}, M::sending_warmth, HouseholdHardship::deep, Money::from_fen(50'001)});
    CHECK(plan.aid[4] == PlannedAid{HouseholdId{"unknown"}, M::sending_warmth, HouseholdHardship::deep, Money::from_fen(50'000)});
    CHECK(plan.programmes[2] == ProgrammePlan{M::disaster_assistance, Money{}, Money::from_yuan(7), 0});   // due to nobody
    CHECK(plan.open == std::vector{OpenAid{HouseholdId{"unknown"}, M::schooling_aid, {Fact::cause_schooling}}});
    CHECK(plan.causes == std::vector<CauseMeasured>{{HouseholdId{"deep"}, C::low_income, true},
                                                    {HouseholdId{"deep"}, C::schooling, true},
                                                    {HouseholdId{"relative"}, C::schooling, true},
                                                    {HouseholdId{"sound"}, C::schooling, true},
                                                    {HouseholdId{"unknown"}, C::illness, false}});
    CHECK(plan.unknown_causes == std::vector{CauseUnknown{HouseholdId{"unknown"}, C::schooling}});
    roster[3].receives = {M::medical_assistance};
    CHECK(year.plan(roster, programmes, as_of).causes.back().measured);
}

TEST_CASE("UnionYear: the most of a household goes to the others, and is left only where all have it", "[statistics]") {
    const std::vector<UnionHousehold> roster{home("four", 4, 90'000, {C::schooling}), home("one", 1, 90'000, {C::schooling})};
    const auto amounts = [&](std::int64_t budget, std::int64_t most) {
        const AidProgramme programme{M::schooling_aid, Money::from_fen(budget), AidWeighting::by_persons, Money::from_fen(most)};
        const auto plan = year.plan(roster, std::span{&programme, 1}, as_of);
        std::vector<std::int64_t> made;
        for (const PlannedAid& one : plan.aid) made.push_back(one.amount.fen());
        made.push_back(plan.programmes[0].unspent.fen());
        return made;
    };
    CHECK(amounts(1000, 800) == std::vector<std::int64_t>{800, 200, 0});
    CHECK(amounts(1000, 600) == std::vector<std::int64_t>{600, 400, 0});
    CHECK(amounts(1000, 300) == std::vector<std::int64_t>{300, 300, 400});
    CHECK(amounts(1000, 0) == std::vector<std::int64_t>{1000});
    CHECK(amounts(1, 5) == std::vector<std::int64_t>{1, 0});   // nobody is planned nothing
}

TEST_CASE("UnionYear: what a weight asks is asked of the household", "[statistics]") {
    std::vector<UnionHousehold> roster{home("one", 1, 90'000, {C::schooling})};
    roster[0].facts.persons.reset();
    const AidProgramme by_persons{M::schooling_aid, Money::from_yuan(1), AidWeighting::by_persons, {}};
    CHECK(year.plan(roster, std::span{&by_persons, 1}, as_of).open.at(0).missing == MissingFacts{Fact::household_persons});
    const AidProgramme by_level{M::schooling_aid, Money::from_yuan(1), AidWeighting::by_level, {}};
    CHECK(year.plan(roster, std::span{&by_level, 1}, as_of).open.at(0).missing == MissingFacts{Fact::household_persons});
    const AidProgramme equally{M::schooling_aid, Money::from_yuan(1), AidWeighting::equally, {}};
    CHECK(year.plan(roster, std::span{&equally, 1}, as_of).open.empty());
}

TEST_CASE("UnionYear: bad input is an error that names it", "[statistics]") {
    const std::vector<UnionHousehold> twice{home("H1", 1, 1, {}), home("H2", 1, 1, {}), home("H1", 1, 1, {})};
    const auto told = [](auto call) -> std::string {
        try {
            call();
        } catch (const Error& error) {
            return error.fault().message(Language::en) + " | " + error.fault().message(Language::zh);
        }
        return {};
    };
    CHECK(told([&] { (void)year.plan(twice, {}, as_of); }) == "household \"H1\" stands twice; leave one of them | 家庭 \"H1\"重复；请只保留一项");
    const AidProgramme programmes[] = {{M::mutual_aid, Money{}, {}, {}}, {M::mutual_aid, Money{}, {}, {}}};
    CHECK(kind_of([&] { return year.plan({}, programmes, as_of); }) == ErrorKind::duplicate);
    const AidProgramme negative{M::mutual_aid, Money::from_fen(-1), {}, {}};
    CHECK(kind_of([&] { return year.plan({}, std::span{&negative, 1}, as_of); }) == ErrorKind::bad_argument);
}

TEST_CASE("UnionYear: planned and unspent are the budget, by a tally too", "[statistics][property]") {
    std::mt19937 random{2019};
    for (int round = 0; round < 300; ++round) {
        std::vector<UnionHousehold> roster;
        for (std::size_t i = 0, count = random() % 40; i < count; ++i) {
            EnumSet<C> causes;
            for (std::size_t cause = 0; cause < enum_count<C>; ++cause) {
                if (random() % 3 == 0) causes.insert(enum_at<C>(cause));
            }
            roster.push_back(home(("H" + std::to_string(i)).c_str(), 1 + static_cast<std::int64_t>(random() % 5), random() % 90'000, causes));
            if (random() % 9 == 0) roster.back().facts.income.reset();
        }
        std::vector<AidProgramme> programmes;
        for (const auto measure : {M::sending_warmth, M::schooling_aid, M::mutual_aid}) {
            programmes.push_back({measure, Money::from_fen(random() % 10'000'000), enum_at<AidWeighting>(random() % 3),
                                  random() % 2 == 0 ? std::nullopt : std::optional{Money::from_fen(random() % 600'000)}});
        }
        const UnionPlan plan = year.plan(roster, programmes, as_of);
        const auto by_measure = Definition::parse("rows relief_measure; measure sum(amount), distinct(household)");
        const Table table = tabulate(by_measure, plan.aid, year_fields<PlannedAid>());
        for (std::size_t i = 0; i < programmes.size(); ++i) {
            REQUIRE(plan.programmes[i].planned + plan.programmes[i].unspent == programmes[i].budget);
            Money sum;
            std::size_t count = 0;
            for (const PlannedAid& one : plan.aid) {
                if (one.measure != programmes[i].measure) continue;
                REQUIRE(one.amount > Money{});
                REQUIRE((!programmes[i].household_max || one.amount <= *programmes[i].household_max));
                sum += one.amount;
                ++count;
            }
            REQUIRE(sum == plan.programmes[i].planned);
            const auto row = table.find_row(identifier(programmes[i].measure));
            REQUIRE((row ? table.value(*row, Table::all, 0).money()->to_money() == sum : count == 0));
            REQUIRE((row ? table.value(*row, Table::all, 1).count()->number : 0) == static_cast<std::int64_t>(count));
            REQUIRE(count == plan.programmes[i].households);
            const bool money_left = plan.programmes[i].unspent > Money{};
            if (money_left && count > 0) {   // only because every household has its most
                for (const PlannedAid& one : plan.aid) REQUIRE((one.measure != programmes[i].measure || one.amount == programmes[i].household_max));
            }
        }
    }
}

TEST_CASE("course: of every pair of outcomes", "[statistics]") {
    using O = ReliefOutcome;
    using R = ReliefCourse;
    CHECK(course({}, {}) == std::nullopt);
    for (const O any : {O::in_hardship, O::relieved, O::exited}) {
        CHECK(course({}, any) == R::entered);
        CHECK(course(any, {}) == R::gone);
    }
    CHECK(course(O::in_hardship, O::in_hardship) == R::stayed);
    CHECK(course(O::in_hardship, O::relieved) == R::relieved);
    CHECK(course(O::in_hardship, O::exited) == R::exited);
    CHECK(course(O::relieved, O::in_hardship) == R::fell_back);
    CHECK(course(O::relieved, O::relieved) == R::held);
    CHECK(course(O::relieved, O::exited) == R::exited);
    CHECK(course(O::exited, O::in_hardship) == R::fell_back);
    CHECK(course(O::exited, O::relieved) == R::fell_back);
    CHECK(course(O::exited, O::exited) == R::held);
}
