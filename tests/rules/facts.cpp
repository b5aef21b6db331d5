// SPDX-License-Identifier: BSL-1.0
#include "allocations.hpp"
#include "catch.hpp"
#include "model/sample.hpp"

#include <arrears/rules/facts.hpp>

#include <cstddef>

using namespace arrears;
using namespace sample;

namespace {
constexpr Date as_of{2018, 12, 31};
}   // namespace

TEST_CASE("Facts: as a registry has them on a date", "[rules]") {
    const Registry registry = builder().build();
    const EnterpriseView one = registry.find(enterprise_id(1)).value();
    const HardshipFacts facts = hardship_facts(one, as_of);
    CHECK_FALSE(facts.certification.has_value());
    CHECK((facts.status == InForce<OperatingStatus>{OperatingStatus::halted, Date{2000, 1, 1}}));
    CHECK(facts.owed_to_funds == Money::from_yuan(500));
    CHECK(facts.owed_to_people == Money{});   // arrears are recorded, and none of these
    CHECK(HaltBandRule{}.decide(halt_facts(one, as_of), as_of).value() == HaltBand::from_10_to_19);
    CHECK(HaltBandRule{}.decide(halt_facts(one, Date{1995, 1, 1}), Date{1995, 1, 1}).value() == std::nullopt);

    const Registry silent = Registry::Builder{}.add(enterprise(1)).build();
    CHECK_FALSE(hardship_facts(silent.enterprises()[0], as_of).owed_to_funds.has_value());   // no arrears of anybody: unknown

    const WorkerView worker = registry.find_worker(worker_id(3)).value();
    CHECK(EmploymentRule{}.decide(employment_facts(worker, as_of), as_of).value() == EmploymentStatus::laid_off);
    CHECK(overdue_retirement_facts(worker, as_of).enterprise_pension_owed == Money::from_yuan(950));
    CHECK(retirement_facts(worker) == RetirementFacts{Date{1975, 3, 4}, {}, Sex::male});

    const HardshipFacts full = full_hardship_facts(one, as_of);
    CHECK(full.owed_to_funds == facts.owed_to_funds);
    CHECK(full.workers_on_roll == std::int64_t(one.workers().size()));
    CHECK(full.months_of_wages_owed == 0);
    CHECK_FALSE(full.years_of_loss.has_value());   // no registry says
}

TEST_CASE("Facts: months owed running up to the date", "[rules]") {
    const auto months = [](std::initializer_list<MonthSpan> spans, Date day) {
        Registry::Builder records;
        records.add(enterprise(1));
        int number = 0;
        for (const MonthSpan& span : spans) {
            records.add(
                Arrears{ArrearsId{"A" + std::to_string(++number)}, enterprise_id(1), ArrearsCategory::wages, span, Money::from_yuan(10), {}, {}});
        }
        const Registry registry = std::move(records).build();
        return full_hardship_facts(registry.enterprises()[0], day).months_of_wages_owed;
    };
    const MonthSpan early{Month{2018, 1}, Month{2018, 6}}, late{Month{2018, 9}, Month{2018, 12}};
    CHECK(months({early, late}, as_of) == 4);   // July and August were paid
    CHECK(months({early, late, MonthSpan{Month{2018, 7}, Month{2018, 8}}}, as_of) == 12);
    CHECK(months({early}, as_of) == 0);                                                                 // nothing is owed for the last months
    CHECK(months({early}, Date{2018, 7, 15}) == 6);                                                     // July is not over yet
    CHECK(months({late, late}, as_of) == 4);                                                            // two rows for one month are one month
    CHECK(months({MonthSpan{Month{2018, 11}}, MonthSpan{Month{2018, 12}}}, Date{2018, 12, 30}) == 1);   // December is not due
}

TEST_CASE("Facts: members of a household", "[rules]") {
    const auto decided = [](std::optional<int> able, std::optional<int> employed, auto change) {
        Worker only = worker(1, 1);
        only.household = HouseholdId{"H1"};
        change(only);
        const Registry registry = Registry::Builder{}
                                      .add(enterprise(1))
                                      .add(only)
                                      .add(Household{.id = HouseholdId{"H1"}, .able_members = able, .employed_members = employed})
                                      .build();
        return ZeroEmploymentRule{}.decide(household_members(registry.households()[0], as_of), as_of);
    };
    const auto as_is = [](Worker&) {};
    CHECK(decided(0, 0, as_is).value());
    CHECK(decided(2, 0, as_is).value());
    CHECK_FALSE(decided(2, 1, as_is).value());
    CHECK(decided(0, {}, as_is).value());
    CHECK(decided(1, {}, as_is).missing() == MissingFacts{Fact::employed_members});
    CHECK(decided({}, 0, as_is).value());   // of the others nobody has work
    CHECK_FALSE(decided({}, 1, as_is).value());
    CHECK(decided({}, {}, as_is).missing() == MissingFacts{Fact::able_members, Fact::employed_members});
    CHECK_FALSE(decided(0, 0, [](Worker& it) { it.employment = Timeline<EmploymentStatus>::always(EmploymentStatus::in_post); }).value());
    CHECK(decided(0, 0, [](Worker& it) { it.employment = {}; }).missing() == MissingFacts{Fact::employed_members});
    CHECK_FALSE(decided(0, 0, [](Worker& it) { it.birth = Date{1958, 12, 31}; }).value());   // 60 that day: nobody of working age
    CHECK(decided(0, 0, [](Worker& it) { it.birth = Date{1959, 1, 1}; }).value());
    CHECK(decided(0, 0, [](Worker& it) { it.birth.reset(); }).value());   // the roll speaks for working age
}

TEST_CASE("Rules: to decide allocates nothing", "[rules]") {
    const Registry registry = builder().build();
    const EnterpriseView enterprise = registry.find(enterprise_id(1)).value();
    const WorkerView worker = registry.find_worker(worker_id(1)).value();
    const HouseholdView household = registry.find(HouseholdId{"H1"}).value();
    const OverdueRetirementRule overdue = OverdueRetirementRule::of_survey();
    const HardshipRule hardship_rule;   // a rule may allocate when it is made: its criterion is a value of many parts
    const std::size_t before = allocations();
    const auto hardship = hardship_rule.decide(hardship_facts(enterprise, as_of), as_of);
    const auto halt = HaltBandRule{}.decide(halt_facts(enterprise, as_of), as_of);
    const auto employment = EmploymentRule{}.decide(employment_facts(worker, as_of), as_of);
    const auto zero = ZeroEmploymentRule{}.decide(household_members(household, as_of), as_of);
    const auto age = RetirementAgeRule{}.decide(retirement_facts(worker), as_of);
    const auto late = overdue.decide(overdue_retirement_facts(worker, as_of), as_of);
    const auto open = OverdueRetirementRule{}.decide({}, as_of);
    const std::size_t after = allocations();
    CHECK(after == before);
    CHECK_FALSE(hardship.is_determined());
    CHECK(halt.value() == HaltBand::from_10_to_19);
    CHECK(employment.value() == EmploymentStatus::laid_off);
    CHECK_FALSE(zero.value());
    CHECK(age.value().on == Date{2035, 3, 4});
    CHECK_FALSE(late.value());
    CHECK_FALSE(open.is_determined());
    auto* const counted = new int{};   // the counter does count
    CHECK(allocations() > after);
    delete counted;
}
