// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "python.hpp"
#include "some_cases.hpp"

#include <arrears/rules/explanation_json.hpp>

#include <string>

using namespace arrears;

TEST_CASE("json: a reason in one line", "[rules]") {
    const auto decision = HaltBandRule{}.explain({InForce<OperatingStatus>{OperatingStatus::normal, {}}}, Date{2018, 12, 31});
    CHECK(json(decision.reasons, 0) == R"({"form":1,"rule":"halt_band","as_of":"2018-12-31","missing":[],"conclusions":[3],"steps":[)"
                                       R"({"step":1,"operation":"fact","label":"operating_status","zh":"经营状况","en":"operating status",)"
                                       R"("value":{"kind":"word","value":"normal","zh":"正常","en":"operating normally"}},)"
                                       R"({"step":2,"operation":"constant","label":"halted","zh":"停产","en":"halted",)"
                                       R"("value":{"kind":"word","value":"halted","zh":"停产","en":"halted"}},)"
                                       R"({"step":3,"operation":"same","label":"halted","zh":"停产","en":"halted","value":false,"operands":[)"
                                       R"({"step":1,"value":{"kind":"word","value":"normal","zh":"正常","en":"operating normally"}},)"
                                       R"({"step":2,"value":{"kind":"word","value":"halted","zh":"停产","en":"halted"}}]}]})");
}

TEST_CASE("json: what is undetermined names the facts, what is unknown is null", "[rules]") {
    const auto decision = SurchargeRule{}.explain({}, Date{2018, 12, 31});
    CHECK(json(decision.reasons, 0) ==
          R"({"form":1,"rule":"surcharge","as_of":"2018-12-31","missing":["due"],"conclusions":[],"steps":[)"
          R"({"step":1,"operation":"fact","label":"due","zh":"应缴截止日","en":"last day to pay in time","value":null}]})");
}

TEST_CASE("json: another program reads the reasons of every rule and recomputes each step", "[rules][property]") {
    some::Random random{1};
    std::string lines;
    for (int i = 0; i < 600; ++i) {
        some::each_rule(random, [&](const auto& rule, const auto& facts, Date day) {
            try {
                lines += json(some::explain(rule, facts, day).reasons, 0) + '\n';
            } catch (const Error&) {
                return;   // a day of which the parameters know nothing
            }
        });
    }
    check_by_python("rules/check_reasons.py", lines);
}
