// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "sample.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace arrears;
using namespace sample;

namespace {
/// The faults of the sample with something added, as `english | chinese`.
std::vector<std::string> told(const std::function<void(Registry::Builder&)>& change) {
    Registry::Builder changed = builder();
    change(changed);
    std::vector<std::string> out;
    const auto built = changed.try_build();
    CHECK(built.has_value() == built.faults().empty());
    for (const Fault& fault : built.faults()) out.push_back(fault.message() + " | " + fault.message(Language::zh));
    return out;
}
using Told = std::vector<std::string>;
CitizenNumber number(std::string_view text) { return CitizenNumber::try_parse(text).value(); }
}   // namespace

TEST_CASE("Registry checks: the sample is sound", "[model]") { CHECK(told([](auto&) {}).empty()); }

TEST_CASE("Registry checks: ids", "[model]") {
    CHECK(told([](auto& it) { it.add(Enterprise{}); }) == Told{"(id): enterprise \"\": has no id | (id): 企业 \"\"：没有编号"});
    CHECK(told([](auto& it) { it.add(enterprise(3), Place{"enterprises.csv", 7, 0, {}}); }) ==
          Told{"enterprises.csv:7 (id): enterprise \"E3\": is given twice; leave one of them | enterprises.csv:7 (id): 企业 \"E3\"：重复出现；请只保留一条"});
    CHECK(told([](auto& it) {
              it.add(enterprise(4), Place{"e.csv", 5, 0, {}});
              it.add(enterprise(4), Place{"e.csv", 9, 0, {}});
          }) == Told{"e.csv:9 (id): enterprise \"E4\": is given twice; it stands at e.csv:5; leave one of them | "
                     "e.csv:9 (id): 企业 \"E4\"：重复出现；另见 e.csv:5；请只保留一条"});
    CHECK(told([](auto& it) { it.add(retiree(1, 1)); }) ==
          Told{"(id): retiree \"W1\": is on a roll as well; leave one of them | (id): 退休人员 \"W1\"：同时又是在册职工；请只保留一条"});
}

TEST_CASE("Registry checks: a worker in two households", "[model]") {
    CHECK(told([](auto& it) {
              Worker again = worker(1, 1);
              again.household = HouseholdId{"H2"};
              it.add(Household{.id = HouseholdId{"H2"}}).add(again);
          }) == Told{"(id): worker \"W1\": is given twice, in the households \"H1\" and \"H2\"; leave one of them | "
                     "(id): 职工 \"W1\"：重复出现，分属家庭 \"H1\" 和 \"H2\"；请只保留一条"});
    CHECK(told([](auto& it) {   // under another number, found by the identity number, which is not shown
              Worker one = worker(4, 1), two = worker(5, 2);
              one.birth = two.birth = Date{1980, 1, 1};
              one.citizen_number = two.citizen_number = number("140399198001010012");
              one.household = HouseholdId{"H1"};
              two.household = HouseholdId{"H2"};
              it.add(Household{.id = HouseholdId{"H2"}}).add(one).add(two);
          }) == Told{"(citizen_number): worker \"W5\": has the identity number of worker \"W4\", in another household; leave one of them | "
                     "(citizen_number): 职工 \"W5\"：身份证号码与职工 \"W4\" 相同，且分属两个家庭；请只保留一条"});
    CHECK(told([](auto& it) {
              Worker one = worker(4, 1);
              Retiree two = retiree(5, 2);
              one.birth = two.birth = Date{1980, 1, 1};
              two.sex.reset();
              one.citizen_number = two.citizen_number = number("140399198001010012");
              it.add(one).add(two);
          }) == Told{"(citizen_number): retiree \"W5\": has the identity number of worker \"W4\"; leave one of them | "
                     "(citizen_number): 退休人员 \"W5\"：身份证号码与职工 \"W4\" 相同；请只保留一条"});
}

TEST_CASE("Registry checks: two enterprises with one credit code", "[model]") {
    CHECK(told([](auto& it) {
              Enterprise one = enterprise(4), two = enterprise(5);
              one.uscc = two.uscc = Uscc::try_parse("91110000802100433B").value();
              it.add(one).add(two);
          }) == Told{"(uscc): enterprise \"E5\": has the credit code of enterprise \"E4\"; leave one of them | "
                     "(uscc): 企业 \"E5\"：统一社会信用代码与企业 \"E4\" 相同；请只保留一条"});
}

TEST_CASE("Registry checks: references lead somewhere", "[model]") {
    const auto dangling = [](const std::string& field, const std::string& record, const std::string& target) {
        return "(" + field + "): " + record + ": there is no " + target + "; expected the id of a record";
    };
    const auto english = [](const std::function<void(Registry::Builder&)>& change) {
        Registry::Builder changed = builder();
        change(changed);
        Told out;
        const auto built = changed.try_build();
        for (const Fault& fault : built.faults()) out.push_back(fault.message());
        return out;
    };
    CHECK(english([](auto& it) { it.add(System{.id = SystemId{"S3"}, .parent = SystemId{"S9"}}); }) ==
          Told{dangling("parent", "system \"S3\"", "system \"S9\"")});
    CHECK(english([](auto& it) {
              Enterprise made = enterprise(4);
              made.system = SystemId{"S9"};
              made.parent = EnterpriseId{"E9"};
              it.add(made);
          }) == Told{dangling("system", "enterprise \"E4\"", "system \"S9\""), dangling("parent", "enterprise \"E4\"", "enterprise \"E9\"")});
    CHECK(english([](auto& it) {
              Worker made = worker(4, 9);
              made.household = HouseholdId{"H9"};
              it.add(made).add(retiree(8, 9));
          }) == Told{dangling("enterprise", "worker \"W4\"", "enterprise \"E9\""), dangling("household", "worker \"W4\"", "household \"H9\""),
                     dangling("enterprise", "retiree \"W8\"", "enterprise \"E9\"")});
    CHECK(english([](auto& it) { it.add(sample::arrears(4, 9)).add(payment(4, 9, 1)).add(advance(4, 7, 9, 9, 1)); }) ==
          Told{dangling("enterprise", "arrears \"A4\"", "enterprise \"E9\""), dangling("arrears", "payment \"P4\"", "arrears \"A9\""),
               dangling("enterprise", "advance \"V4\"", "enterprise \"E9\""), dangling("arrears", "advance \"V4\"", "arrears \"A9\""),
               dangling("worker", "advance \"V4\"", "worker \"W7\"")});
    CHECK(told([](auto& it) { it.add(Worker{.id = worker_id(4)}); }) ==
          Told{"(enterprise): worker \"W4\": names no enterprise | (enterprise): 职工 \"W4\"：没有指明企业"});
    CHECK(told([](auto& it) { it.add(payment(4, 9, 1)); }) ==
          Told{"(arrears): payment \"P4\": there is no arrears \"A9\"; expected the id of a record | (arrears): 缴款 \"P4\"：没有欠款 \"A9\"；应为已有记录的编号"});
}

TEST_CASE("Registry checks: nothing stands under itself", "[model]") {
    CHECK(told([](auto& it) {
              it.add(System{.id = SystemId{"S5"}, .parent = SystemId{"S7"}});
              it.add(System{.id = SystemId{"S6"}, .parent = SystemId{"S5"}});
              it.add(System{.id = SystemId{"S7"}, .parent = SystemId{"S6"}});
              it.add(System{.id = SystemId{"S8"}, .parent = SystemId{"S7"}});   // leads into the circle, is not part of it
          }) == Told{"(parent): system \"S5\": stands under itself; expected parents that come to an end | (parent): 系统 \"S5\"：隶属于自身；上级关系不应循环"});
    CHECK(told([](auto& it) {
              Enterprise made = enterprise(4);
              made.parent = made.id;
              it.add(made);
          }) == Told{"(parent): enterprise \"E4\": stands under itself; expected parents that come to an end | (parent): 企业 \"E4\"：隶属于自身；上级关系不应循环"});
}

TEST_CASE("Registry checks: no history from before the founding", "[model]") {
    const auto with = [](auto change) {
        return told([change](auto& it) {
            Enterprise made = enterprise(4);
            change(made);
            it.add(made);
        });
    };
    CHECK(with([](Enterprise& it) { it.status = {{Date{1985, 4, 30}, Date::last(), OperatingStatus::halted}}; }) ==
          Told{"(status): enterprise \"E4\": operating status (halted) is from before it was founded on 1985-05-01 | "
               "(status): 企业 \"E4\"：经营状况（停产）早于成立日期 1985-05-01"});
    CHECK(with([](Enterprise& it) { it.status = {{Date{1985, 5, 1}, Date::last(), OperatingStatus::halted}}; }).empty());
    CHECK(with([](Enterprise& it) { it.status = Timeline<OperatingStatus>::always(OperatingStatus::halted); }).empty());   // began at an unknown day
    CHECK(with([](Enterprise& it) { it.status = {{Date::first(), Date{1985, 5, 1}, OperatingStatus::halted}}; }).size() == 1);
    CHECK(with([](Enterprise& it) { it.status = {{Date::first(), Date{1985, 5, 2}, OperatingStatus::halted}}; }).empty());
    CHECK(with([](Enterprise& it) { it.certification = {{Date{1980, 1, 1}, Date::last(), Certification::hardship}}; }) ==
          Told{"(certification): enterprise \"E4\": certification (hardship) is from before it was founded on 1985-05-01 | "
               "(certification): 企业 \"E4\"：认定情况（困难）早于成立日期 1985-05-01"});
    CHECK(with([](Enterprise& it) { it.enrolment[3] = {{Date{1980, 1, 1}, Date::last(), Enrolment::enrolled}}; }) ==
          Told{"(work_injury): enterprise \"E4\": work injury insurance enrolment (enrolled) is from before it was founded on 1985-05-01 | "
               "(work_injury): 企业 \"E4\"：工伤参保情况（参保）早于成立日期 1985-05-01"});
    CHECK(with([](Enterprise& it) {
              it.founded.reset();
              it.status = {{Date{1900, 1, 1}, Date::last(), OperatingStatus::halted}};
          }).empty());
}

TEST_CASE("Registry checks: people", "[model]") {
    const auto with = [](auto change) {
        return told([change](auto& it) {
            Worker made = worker(4, 1);
            change(made);
            it.add(made);
        });
    };
    CHECK(with([](Worker& it) { it.birth = Date{2000, 1, 2}; }) ==
          Told{"(employment): worker \"W4\": employment begins before birth | (employment): 职工 \"W4\"：就业状态早于出生日期"});
    CHECK(with([](Worker& it) { it.birth = Date{2000, 1, 1}; }).empty());
    CHECK(with([](Worker& it) { it.retirement_group = RetirementGroup::female50; }) ==
          Told{"(retirement_group): worker \"W4\": sex and retirement group disagree | (retirement_group): 职工 \"W4\"：性别与退休年龄类别不一致"});
    CHECK(with([](Worker& it) { it.retirement_group = RetirementGroup::male; }).empty());
    CHECK(with([](Worker& it) { it.citizen_number = number("140399198001010012"); }) ==
          Told{"(citizen_number): worker \"W4\": identity number and date of birth disagree | (citizen_number): 职工 \"W4\"：身份证号码与出生日期不一致"});
    CHECK(with([](Worker& it) {
              it.birth = Date{1980, 1, 1};
              it.sex = Sex::female;
              it.citizen_number = number("140399198001010012");
          }) == Told{"(citizen_number): worker \"W4\": identity number and sex disagree | (citizen_number): 职工 \"W4\"：身份证号码与性别不一致"});
    CHECK(told([](auto& it) {
              Retiree made = retiree(8, 1);
              made.retired = Date{1949, 12, 31};
              it.add(made);
          }) == Told{"(retired): retiree \"W8\": retired before birth | (retired): 退休人员 \"W8\"：退休日期早于出生日期"});
}

TEST_CASE("Registry checks: no identity number in any message", "[model]") {
    for (const char* id : {"140399198001010012", "14039919600615004X", "140399600615004"}) {
        const auto messages = told([id](auto& it) {
            Worker made = worker(4, 9);
            made.id = WorkerId{id};
            it.add(made).add(made);
            WorkerAdvance paid = advance(4, 4, 1, 1, 1);
            paid.worker = WorkerId{std::string{id}.replace(5, 1, "8")};
            it.add(paid);
        });
        CHECK(messages.size() == 4);
        for (const std::string& message : messages) {
            CAPTURE(message);
            CHECK(message.find("140399") == std::string::npos);
            CHECK(message.find("140398") == std::string::npos);
        }
        Registry::Builder dangling = builder();
        WorkerAdvance paid = advance(4, 4, 1, 1, 1);
        paid.worker = WorkerId{id};
        CHECK(dangling.add(paid).try_build().faults().front().value.empty());
    }
}

TEST_CASE("Registry checks: households", "[model]") {
    const auto with = [](std::optional<int> able, std::optional<int> employed) {
        return told([=](auto& it) { it.add(Household{.id = HouseholdId{"H4"}, .able_members = able, .employed_members = employed}); });
    };
    CHECK(with(-1, {}) == Told{"(able_members): household \"H4\": -1 members; expected 0 or more | (able_members): 家庭 \"H4\"：成员数为 -1；应不小于 0"});
    CHECK(with({}, -2) ==
          Told{"(employed_members): household \"H4\": -2 members; expected 0 or more | (employed_members): 家庭 \"H4\"：成员数为 -2；应不小于 0"});
    CHECK(with(1, 2) == Told{"(employed_members): household \"H4\": 2 members have work, of 1 who are able | "
                             "(employed_members): 家庭 \"H4\"：已就业成员 2 人，多于有劳动能力的 1 人"});
    CHECK(with(2, 2).empty());
    CHECK(with({}, 2).empty());
}

TEST_CASE("Registry checks: arrears", "[model]") {
    const auto with = [](auto change) {
        return told([change](auto& it) {
            Arrears made = sample::arrears(4, 1);
            change(made);
            it.add(made);
        });
    };
    CHECK(with([](Arrears& it) { it.principal = Money::from_fen(-1); }) ==
          Told{"(principal): arrears \"A4\": the principal is -0.01; expected 0 or more | (principal): 欠款 \"A4\"：本金为 -0.01；应不小于 0"});
    CHECK(with([](Arrears& it) { it.principal = Money{}; }).empty());
    CHECK(with([](Arrears& it) { it.persons = -3; }) ==
          Told{"(persons): arrears \"A4\": -3 persons; expected 0 or more | (persons): 欠款 \"A4\"：涉及人数为 -3；应不小于 0"});
    CHECK(with([](Arrears& it) {
              it.months.last = Month{2014, 12};
          }) == Told{"(through): arrears \"A4\": the months end in 2014-12, before they begin in 2015-01 | (through): 欠款 \"A4\"：欠款月份止于 "
                     "2014-12，早于开始月份 2015-01"});
    CHECK(with([](Arrears& it) { it.due = Date{2014, 12, 31}; }) ==
          Told{"(due): arrears \"A4\": due on 2014-12-31, before the first month owed, 2015-01 | (due): 欠款 \"A4\"：到期日 2014-12-31 早于首个欠款月份 2015-01"});
    CHECK(with([](Arrears& it) { it.due = Date{2015, 1, 1}; }).empty());
}

TEST_CASE("Registry checks: arrears to a fund need enrolment in the months owed", "[model]") {
    const auto with = [](Timeline<Enrolment> history, MonthSpan months, ArrearsCategory category = ArrearsCategory::work_injury) {
        return told([&](auto& it) {
            Enterprise made = enterprise(4);
            made.enrolment[static_cast<std::size_t>(Insurance::work_injury)] = history;
            Arrears owed = sample::arrears(4, 4);
            owed.category = category;
            owed.months = months;
            it.add(made).add(owed);
        });
    };
    const Month january{2015, 1}, june{2015, 6};
    const auto out = [](Date from, Date to) { return Timeline<Enrolment>{{from, to, Enrolment::not_enrolled}}; };
    CHECK(with(Timeline<Enrolment>::always(Enrolment::not_enrolled), {january, june}) ==
          Told{"(category): arrears \"A4\": enterprise \"E4\" was not enrolled in work injury insurance in 2015-01; "
               "expected arrears for months of enrolment only: not enrolled is not the same as owing | "
               "(category): 欠款 \"A4\"：企业 \"E4\" 在 2015-01 未参加工伤保险；只有参保月份才会有欠费：未参保不等于欠费"});
    CHECK(with({}, {january, june}).empty());   // unknown
    CHECK(with(Timeline<Enrolment>::always(Enrolment::enrolled), {january, june}).empty());
    CHECK(with(Timeline<Enrolment>::always(Enrolment::not_enrolled), {january, june}, ArrearsCategory::medical).empty());        // another fund
    CHECK(with(Timeline<Enrolment>::always(Enrolment::not_enrolled), {january, june}, ArrearsCategory::wages).empty());          // no fund
    CHECK(with(out(Date::first(), Date{2015, 1, 31}), {january, june}).empty());      // enrolled on the last day of January, perhaps
    CHECK(with(out(Date::first(), Date{2015, 2, 1}), {january, june}).size() == 1);   // not at all in January
    CHECK(with(out(Date{2015, 6, 1}, Date::last()), {january, june}).size() == 1);
    CHECK(with(out(Date{2015, 6, 2}, Date::last()), {january, june}).empty());
    CHECK(with(out(Date{2015, 3, 2}, Date{2015, 4, 30}), {january, june}).empty());   // no whole month
    CHECK(with(out(Date{2015, 7, 1}, Date::last()), {january, june}).empty());
    CHECK(with({{Date{2015, 3, 1}, Date{2015, 3, 15}, Enrolment::not_enrolled}, {Date{2015, 3, 15}, Date{2015, 4, 1}, Enrolment::not_enrolled}},
               {january, june})
              .size() == 1);
    CHECK(with({{Date{2015, 3, 1}, Date{2015, 3, 15}, Enrolment::not_enrolled}, {Date{2015, 3, 16}, Date{2015, 4, 1}, Enrolment::not_enrolled}},
               {january, june})
              .empty());
}

TEST_CASE("Registry checks: payments and advances", "[model]") {
    CHECK(told([](auto& it) { it.add(payment(4, 2, -1)); }) ==
          Told{"(amount): payment \"P4\": the amount is -1.00; expected 0 or more | (amount): 缴款 \"P4\"：金额为 -1.00；应不小于 0"});
    CHECK(told([](auto& it) {
              Payment made = payment(4, 2, 1);
              made.on = Date{2014, 12, 31};
              it.add(made);
          }) == Told{"(date): payment \"P4\": dated 2014-12-31, before the first month owed of arrears \"A2\", 2015-01 | "
                     "(date): 缴款 \"P4\"：日期 2014-12-31 早于欠款 \"A2\" 的首个欠款月份 2015-01"});
    CHECK(told([](auto& it) { it.add(payment(4, 2, 950)); }).empty());   // with the advance of 50, all of it
    CHECK(told([](auto& it) { it.add(payment(4, 2, 951)); }) ==
          Told{"(principal): arrears \"A2\": payments and advances come to 1001.00, more than the principal 1000.00 | "
               "(principal): 欠款 \"A2\"：缴款和垫缴合计 1001.00，超过本金 1000.00"});
    CHECK(told([](auto& it) { it.add(advance(4, 1, 1, 2, 1)); }) ==
          Told{"(arrears): advance \"V4\": arrears \"A2\" are another enterprise's | (arrears): 垫缴 \"V4\"：欠款 \"A2\" 属于另一企业"});
    CHECK(told([](auto& it) {
              Arrears wages = sample::arrears(4, 1);
              wages.category = ArrearsCategory::wages;
              it.add(wages).add(advance(4, 1, 1, 4, 1));
          }) == Told{"(arrears): advance \"V4\": arrears \"A4\" are owed to people, not to a fund | (arrears): 垫缴 \"V4\"：欠款 \"A4\" 是拖欠职工的款项，不是欠缴基金"});
    CHECK(told([](auto& it) {   // an advance that names no arrears settles none
              WorkerAdvance made = advance(4, 1, 1, 1, 5000);
              made.arrears.reset();
              it.add(made);
          }).empty());
    CHECK(told([](auto& it) {   // amounts whose sum no 64 bits hold
              Payment made = payment(4, 2, 0);
              made.amount = Money::from_fen(std::numeric_limits<std::int64_t>::max());
              it.add(made);
              made.id = PaymentId{"P5"};
              it.add(made);
          }).front().starts_with("(principal): arrears \"A2\": payments and advances come to 184467440737095566.14, more"));
}

TEST_CASE("Registry checks: years and groupings", "[model]") {
    CHECK(told([](auto& it) { it.add(System{.id = SystemId{"S4"}, .founded_year = 52}); }) ==
          Told{"(founded_year): system \"S4\": the year 52 is out of range; expected 1400 to 9999 | (founded_year): 系统 \"S4\"：年份 52 "
               "超出范围；应为 1400 至 9999"});
    const Grouping ages{"age_band", "age", {{"all", {}, "*"}}};
    CHECK(told([&](auto& it) { it.add(ages).add(ages); }) ==
          Told{"(grouping): grouping \"age_band\" is given twice; leave one of them | (grouping): 分组 \"age_band\" 重复出现；请只保留一条"});
}

TEST_CASE("Registry checks: all faults at once, by kind of record and in their order; build() throws the first", "[model]") {
    Registry::Builder broken = builder();
    broken.add(payment(4, 9, 1)).add(worker(5, 8)).add(worker(4, 9)).add(System{.id = SystemId{"S1"}});
    const auto built = broken.try_build();
    REQUIRE(built.faults().size() == 4);
    CHECK(built.faults()[0].kind == ErrorKind::duplicate);
    CHECK(built.faults()[1].value == "E8");
    CHECK(built.faults()[2].value == "E9");
    CHECK(built.faults()[3].place.field == "arrears");
    CHECK_THROWS_WITH(broken.build(), "(id): system \"S1\": is given twice; leave one of them; and 3 more");
    try {
        static_cast<void>(built.value());
        FAIL("no Error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::duplicate);
        CHECK(error.message(Language::zh) == "(id): 系统 \"S1\"：重复出现；请只保留一条；另有 3 处问题");
    }
    CHECK(broken.try_build().faults() == built.faults());   // a builder is not used up
}
