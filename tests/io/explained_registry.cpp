// SPDX-License-Identifier: BSL-1.0
// Every decision that the rules take on the sample's records: reasons that verify and print, and the answer that decide() gives.
#include <arrears/io/registry_files.hpp>
#include <arrears/rules/explanation_json.hpp>
#include <arrears/rules/explanation_text.hpp>
#include <arrears/rules/facts.hpp>
#include <arrears/rules/surcharge.hpp>
#include <arrears/rules/verify.hpp>

#include "catch.hpp"

#include <cstddef>
#include <string>

using namespace arrears;

namespace {

constexpr Date as_of{2018, 12, 31};

const Registry& sample() {
    static const Registry made = [] {
        Diagnostics diagnostics;
        auto registry = read_registry(ARREARS_SOURCE_DIR "/examples/data/yangquan/registry", diagnostics);
        INFO(diagnostics.text(Language::en));
        REQUIRE(registry);
        return *std::move(registry);
    }();
    return made;
}

/// Counts what is explained; a check for each of 50,000 reasons would take longer than they do.
struct Explained {
    std::size_t count = 0;
    std::size_t determined = 0;
    std::size_t printed = 0;
    std::size_t different = 0;
    std::size_t unverified = 0;
    std::size_t unreadable = 0;
    std::size_t print_each = 1;   ///< only every so many reasons are printed

    template <class Rule, class Facts>
    void operator()(const Rule& rule, const Facts& facts) {
        const auto decision = rule.explain(facts, as_of);
        if (decision.outcome.is_determined()) ++determined;
        if (decision.outcome != rule.decide(facts, as_of)) ++different;
        if (!verify(decision, rule, facts, as_of).holds()) ++unverified;
        if (count++ % print_each != 0) return;
        ++printed;
        const std::string en = print(decision, Language::en), zh = print(decision, Language::zh);
        const std::string head_en = std::string{label(decision.reasons.rule, Language::en)} + ", as of 2018-12-31: ";
        const std::string head_zh = std::string{label(decision.reasons.rule, Language::zh)} + "，截至 2018年12月31日：";
        if (!en.starts_with(head_en) || !zh.starts_with(head_zh) || en.find('_') != std::string::npos || zh.find('_') != std::string::npos)
            ++unreadable;
        if (json(decision.reasons, 0).size() < en.size() / 2) ++unreadable;
    }
    void check(std::size_t expected, std::size_t printed_min) const {
        CHECK(count == expected);
        CHECK(printed >= printed_min);
        CHECK(different == 0);
        CHECK(unverified == 0);
        CHECK(unreadable == 0);
    }
};

}   // namespace

TEST_CASE("sample: the hardship class and halt band of each enterprise are explained", "[io]") {
    Explained classes, bands, full;
    for (const EnterpriseView enterprise : sample().enterprises()) {
        classes(HardshipRule{}, hardship_facts(enterprise, as_of));
        full(HardshipRule{.in_hardship = Criterion::at_least(2, {Criterion::months_of_wages_owed(6), Criterion::months_of_insurance_owed(12),
                                                                 Criterion::share_laid_off(Ratio{1, 2}), Criterion::years_of_loss(3)})},
             full_hardship_facts(enterprise, as_of));
        bands(HaltBandRule{}, halt_facts(enterprise, as_of));
    }
    classes.check(101, 101);
    full.check(101, 101);
    bands.check(101, 101);
    CHECK(classes.determined == 101);
    CHECK(full.determined > 50);   // losses stand in no registry, and rarely decide
}

TEST_CASE("sample: employment, retirement and overdue retirement of each worker are explained", "[io]") {
    Explained employment, retirement, overdue, open;
    for (Explained* one : {&employment, &retirement, &overdue, &open}) one->print_each = 16;
    std::size_t barred = 0;
    const OverdueRetirementRule survey = OverdueRetirementRule::of_survey();
    for (const EnterpriseView enterprise : sample().enterprises()) {
        const Money pension = enterprise.outstanding(ArrearsCategory::pension, as_of);
        for (const WorkerView worker : enterprise.workers()) {
            employment(EmploymentRule{}, employment_facts(worker, as_of));
            retirement(RetirementAgeRule{}, retirement_facts(worker));
            const OverdueRetirementFacts facts = overdue_retirement_facts(worker, pension);
            overdue(survey, facts);
            open(OverdueRetirementRule{}, facts);
            if (survey.decide(facts, as_of).known() == true) ++barred;
        }
    }
    for (const Explained* one : {&employment, &retirement, &overdue, &open}) one->check(15'995, 900);
    CHECK(employment.determined == 15'995);
    CHECK(overdue.determined == 15'995);
    CHECK(barred == 108);              // the survey's figure
    CHECK(open.determined < 15'995);   // no national law says what bars retirement
}

TEST_CASE("sample: whether each household is one of zero employment is explained", "[io]") {
    Explained households;
    std::size_t without_work = 0;
    for (const HouseholdView household : sample().households()) {
        const HouseholdMembers members = household_members(household, as_of);
        households(ZeroEmploymentRule{}, members);
        if (ZeroEmploymentRule{}.decide(members, as_of).known() == true) ++without_work;
    }
    households.check(2'335, 2'335);
    CHECK(without_work == 735);   // the survey's figure
}

TEST_CASE("sample: the surcharge on each of the arrears is explained", "[io]") {
    const SurchargeRule rule, capped{.cap = SurchargeCap::principal};
    Explained surcharges, caps;
    surcharges.print_each = caps.print_each = 16;
    std::size_t over_principal = 0, more_by_cap = 0;
    for (const ArrearsView owed : sample().arrears()) {
        const SurchargeFacts facts = surcharge_facts(owed.record(), owed.outstanding(as_of));
        surcharges(rule, facts);
        caps(capped, facts);
        const Surcharge limited = capped.decide(facts, as_of).value();
        if (limited.amount > facts.principal) ++over_principal;
        if (limited.uncapped != rule.decide(facts, as_of).value().amount) ++more_by_cap;
    }
    surcharges.check(31'707, 1'900);
    caps.check(31'707, 1'900);
    CHECK(surcharges.determined == 31'707);
    CHECK(over_principal == 0);
    CHECK(more_by_cap == 0);
}
