// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "sample.hpp"

#include <algorithm>
#include <concepts>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace arrears;
using namespace sample;

static_assert(std::random_access_iterator<Rows<WorkerView>::Iterator>);
static_assert(std::copyable<Registry> && std::copyable<EnterpriseView> && sizeof(EnterpriseView) <= 16);
static_assert(!std::constructible_from<Registry, const detail::RegistryStorage&>);

template <class R>
concept GivesWorkers = requires(R&& registry) { std::forward<R>(registry).workers(); };
static_assert(GivesWorkers<const Registry&> && !GivesWorkers<Registry>);   // no view on a registry that is gone

namespace {
template <class View>
std::vector<std::string> ids(const Rows<View>& rows) {
    std::vector<std::string> out;
    for (const View view : rows) out.emplace_back(view.id().view());
    return out;
}
using Ids = std::vector<std::string>;
constexpr Date as_of{2018, 12, 31};
}   // namespace

TEST_CASE("Registry: finds records by id and by index, joined both ways", "[model]") {
    const Registry registry = builder().build();
    CHECK(registry.systems().size() == 2);
    CHECK(ids(registry.enterprises()) == Ids{"E2", "E1", "E3"});   // in the order of their coming
    const EnterpriseView one = registry.find(enterprise_id(1)).value();
    CHECK(registry[one.index()] == one);
    CHECK(one.name() == "厂1");
    CHECK(ids(one.workers()) == Ids{"W1", "W2"});
    CHECK(ids(one.retirees()) == Ids{"W9"});
    CHECK(ids(one.arrears()) == Ids{"A1"});
    CHECK(ids(one.units()) == Ids{"E2"});
    CHECK(ids(one.advances()) == Ids{"V1"});
    CHECK(registry.find_worker(worker_id(1))->enterprise() == one);
    CHECK(ids(registry.find_worker(worker_id(1))->household()->workers()) == Ids{"W1", "W2"});
    CHECK_FALSE(registry.find_worker(worker_id(3))->household().has_value());
    CHECK(registry.find_retiree(worker_id(9))->enterprise() == one);
    CHECK_FALSE(registry.find_worker(worker_id(9)).has_value());
    CHECK(registry.find(AdvanceId{"V1"})->retiree()->id() == worker_id(9));
    CHECK_FALSE(registry.find(AdvanceId{"V1"})->worker().has_value());
    CHECK(registry.find(AdvanceId{"V2"})->worker()->id() == worker_id(3));
    CHECK(registry.find(AdvanceId{"V2"})->arrears()->id() == ArrearsId{"A2"});
    CHECK(registry.find(PaymentId{"P1"})->arrears().enterprise() == one);
    CHECK_FALSE(registry.find(EnterpriseId{"E9"}).has_value());
    CHECK_FALSE(registry.find(EnterpriseId{}).has_value());
    CHECK_THROWS_WITH(registry[EnterpriseIndex{3}], "Registry::operator[]: index 3 of 3 records");
    CHECK(registry.find_grouping("no such") == nullptr);
}

TEST_CASE("Registry: what stands within a system, itself and through parents", "[model]") {
    const Registry registry = builder().build();
    CHECK(registry.within(SystemId{"S2"}, SystemId{"S1"}));
    CHECK(registry.within(SystemId{"S1"}, SystemId{"S1"}));
    CHECK_FALSE(registry.within(SystemId{"S1"}, SystemId{"S2"}));
    CHECK_FALSE(registry.within(SystemId{"S9"}, SystemId{"S1"}));
    const SystemIndex top = registry.find(SystemId{"S1"})->index();
    CHECK(registry.find(enterprise_id(1))->within(top));
    CHECK(registry.find(enterprise_id(2))->within(top));   // names no system: its parent's
    CHECK(registry.find(enterprise_id(2))->system()->id() == SystemId{"S2"});
    CHECK_FALSE(registry.find(enterprise_id(3))->within(top));
    CHECK_FALSE(registry.find(enterprise_id(3))->system().has_value());
    CHECK(ids(registry.find(SystemId{"S2"})->enterprises()) == Ids{"E1"});
    CHECK(ids(registry.find(SystemId{"S1"})->systems()) == Ids{"S2"});
}

TEST_CASE("Registry: outstanding is principal less what settled it, day by day", "[model]") {
    const Registry registry = builder().build();
    const ArrearsView owed = registry.find(ArrearsId{"A1"}).value();
    CHECK(owed.outstanding(Date{2018, 5, 31}) == Money::from_yuan(1000));
    CHECK(owed.outstanding(Date{2018, 6, 1}) == Money::from_yuan(700));   // the day itself counts
    CHECK(owed.outstanding(Date{2018, 6, 30}) == Money::from_yuan(700));
    CHECK(owed.outstanding(Date{2018, 7, 1}) == Money::from_yuan(500));
    CHECK(owed.paid(as_of) == Money::from_yuan(300));
    CHECK(owed.advanced(as_of) == Money::from_yuan(200));
    CHECK(owed.due_date() == as_of);   // unknown: the last day of the last month owed
    CHECK(owed.is_due(as_of));
    CHECK_FALSE(owed.is_due(Date{2018, 12, 30}));
    const EnterpriseView one = owed.enterprise();
    CHECK(one.outstanding(ArrearsCategory::pension, as_of) == Money::from_yuan(500));
    CHECK(one.outstanding(ArrearsCategory::pension, Date{2018, 12, 30}) == Money{});   // not due
    CHECK(one.outstanding(ArrearsCategory::medical, as_of) == Money{});
    CHECK(one.outstanding(Creditor::fund, as_of) == Money::from_yuan(500));
    CHECK(one.outstanding(Creditor::person, as_of) == Money{});
}

TEST_CASE("Registry: copies share, and a builder that starts from one changes another", "[model]") {
    const Registry before = builder().build();
    const Registry copy = before;
    CHECK(copy.enterprises().begin()[0] == before.enterprises().begin()[0]);   // the same record of the same registry

    const Registry rebuilt = Registry::Builder{before}.build();
    CHECK(rebuilt == before);
    CHECK_FALSE(rebuilt.enterprises()[0] == before.enterprises()[0]);   // equal, and another registry's

    Arrears more = before.find(ArrearsId{"A2"})->record();
    more.principal = Money::from_yuan(2000);
    const Registry after = Registry::Builder{before}.replace(more).remove<Payment>(PaymentId{"P1"}).build();
    CHECK_FALSE(after == before);
    CHECK(after.find(ArrearsId{"A2"})->principal() == Money::from_yuan(2000));
    CHECK(before.find(ArrearsId{"A2"})->principal() == Money::from_yuan(1000));
    CHECK(after.payments().empty());
    CHECK(before.payments().size() == 1);

    CHECK_THROWS_WITH(Registry::Builder{before}.remove<Payment>(PaymentId{"P7"}), "there is no payment \"P7\"");
    CHECK_THROWS_WITH(Registry::Builder{before}.replace(enterprise(7)), "there is no enterprise \"E7\"");
}

TEST_CASE("Registry: default groupings, unless others take their place", "[model]") {
    const Registry plain = Registry::Builder{}.build();
    REQUIRE(plain.groupings().size() == 2);
    const Grouping* const sections = plain.find_grouping("industry_section");
    REQUIRE(sections != nullptr);
    CHECK(sections->label(sections->group_of(std::string_view{"C26"}).value(), Language::zh) == "制造业");
    const Grouping* const bands = plain.find_grouping("age_band");
    REQUIRE(bands != nullptr);
    CHECK(bands->groups()[bands->group_of(39).value()].id == "under_40");
    CHECK(bands->groups()[bands->group_of(40).value()].id == "from_40_to_45");
    CHECK(bands->groups()[bands->group_of(45).value()].id == "from_40_to_45");
    CHECK(bands->groups()[bands->group_of(46).value()].id == "over_45");

    const Registry own = Registry::Builder{}.add(Grouping{"generation", "age", {{"young", {}, "..50"}, {"old", {}, "50.."}}}).build();
    CHECK(own.groupings().size() == 2);
    CHECK(own.find_grouping("age_band") == nullptr);
    CHECK(Registry::Builder{own}.build() == own);   // defaults are not added twice
}

TEST_CASE("Registry: its joins agree with a search through the records", "[model][property]") {
    const auto seed = GENERATE(take(20, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto below = [&random](std::size_t n) { return static_cast<int>(random() % n); };
    Registry::Builder builder;
    const int enterprises = 1 + below(12), workers = below(60), owed = 1 + below(40), payments = below(80);
    for (int n = 0; n < enterprises; ++n) builder.add(enterprise(n));
    std::map<std::string, std::string> employer;
    for (int n = 0; n < workers; ++n) {
        const Worker made = worker(n, below(static_cast<std::size_t>(enterprises)));
        employer[std::string{made.id.view()}] = made.enterprise.view();
        builder.add(made);
    }
    for (int n = 0; n < owed; ++n) builder.add(arrears::Arrears{sample::arrears(n, below(static_cast<std::size_t>(enterprises)))});
    std::map<std::string, std::vector<Payment>> paid;
    for (int n = 0; n < payments; ++n) {
        Payment made = payment(n, below(static_cast<std::size_t>(owed)), 1 + below(12));
        made.on = Date{2015, 1, 1} + below(1400);
        paid[std::string{made.arrears.view()}].push_back(made);
        builder.add(made);
    }
    const Registry registry = std::move(builder).build();
    std::size_t seen = 0;
    for (const EnterpriseView enterprise : registry.enterprises()) {
        CHECK(registry.find(enterprise.id()) == enterprise);
        for (const WorkerView worker : enterprise.workers()) {
            CHECK(employer.at(std::string{worker.id().view()}) == enterprise.id().view());
            ++seen;
        }
    }
    CHECK(seen == employer.size());
    for (const ArrearsView one : registry.arrears()) {
        const Date date = Date{2015, 1, 1} + below(1500);
        Money left = Money::from_yuan(1000);
        for (const Payment& payment : paid[std::string{one.id().view()}]) {
            if (payment.on <= date) left -= payment.amount;
        }
        CHECK(one.outstanding(date) == left);
    }
}
