// SPDX-License-Identifier: BSL-1.0
// What a layman is shown. Whole texts are pinned for short reasons; of all others, that they leave out no step and show no identifier.
#include "catch.hpp"

#include "some_cases.hpp"

#include <arrears/rules/explanation_text.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

using namespace arrears;

namespace {
constexpr Date as_of{2018, 12, 31};
const HaltFacts halted{InForce<OperatingStatus>{OperatingStatus::halted, Date{2003, 5, 1}}};
}   // namespace

TEST_CASE("print: an answer that is not what its rule is named for says what it is of", "[rules]") {
    ContributionFacts facts;
    facts.month = Month{2018, 6};
    facts.enrolment = Enrolment::not_enrolled;
    const auto contribution = ContributionRule{}.explain(facts);
    CHECK(print(contribution, Language::en).starts_with("contribution, as of 2018-06-30: enrolled no\n"));
    CHECK(print(contribution, Language::zh).starts_with("社会保险缴费，截至 2018年6月30日：已参保 否\n"));
    const auto running = HaltBandRule{}.explain({InForce<OperatingStatus>{OperatingStatus::normal, {}}}, as_of);
    CHECK(print(running, Language::zh).starts_with("停产年限分段，截至 2018年12月31日：停产 否\n"));
}

TEST_CASE("print: a halt band, in both languages", "[rules]") {
    const auto decision = HaltBandRule{}.explain(halted, as_of);
    CHECK(print(decision, Language::en) == R"(halt band, as of 2018-12-31: 10 to 19 years
- halt band: 10 to 19 years (the first case that holds)
  - under the edge: no (15 < 1?)
    - completed years halted: 15 = completed years from 2003-05-01 to 2018-12-31
      - since when the operating status holds: 2003-05-01
      - as of: 2018-12-31
    - edge of a band in years: 1 (the caller's choice)
  - under the edge: no (15 < 10?)
    - completed years halted: 15 (see above)
    - edge of a band in years: 10 (the caller's choice)
  - under the edge: yes (15 < 20?)
    - completed years halted: 15 (see above)
    - edge of a band in years: 20 (the caller's choice)
Besides:
- halted: yes (halted = halted?)
  - operating status: halted
)");
    CHECK(print(decision, Language::zh) == R"(停产年限分段，截至 2018年12月31日：10—19年
- 停产年限分段：10—19年（取首个成立的情形）
  - 未达到分段界限：否（15 < 1？）
    - 停产满年数：15 = 2003年5月1日 至 2018年12月31日 满年数
      - 经营状况起始日期：2003年5月1日
      - 截止日：2018年12月31日
    - 分段界限（年）：1（口径，由调用方定）
  - 未达到分段界限：否（15 < 10？）
    - 停产满年数：15（见上）
    - 分段界限（年）：10（口径，由调用方定）
  - 未达到分段界限：是（15 < 20？）
    - 停产满年数：15（见上）
    - 分段界限（年）：20（口径，由调用方定）
另：
- 停产：是（停产 = 停产？）
  - 经营状况：停产
)");
}

TEST_CASE("print: what is undetermined says what would decide", "[rules]") {
    const auto decision = HaltBandRule{}.explain({InForce<OperatingStatus>{OperatingStatus::halted, {}}}, as_of);
    CHECK(print(decision, Language::en) == R"(halt band, as of 2018-12-31: undetermined; what would decide: since when the operating status holds
Besides:
- halted: yes (halted = halted?)
  - operating status: halted
- since when the operating status holds: unknown
)");
    CHECK(print(decision, Language::zh) == R"(停产年限分段，截至 2018年12月31日：无法判定，缺少：经营状况起始日期
另：
- 停产：是（停产 = 停产？）
  - 经营状况：停产
- 经营状况起始日期：不详
)");
}

TEST_CASE("print: a surcharge shows the arithmetic, the article, and what is contested", "[rules]") {
    const SurchargeFacts facts{ArrearsCategory::pension, 12345.67_yuan, Date{2009, 2, 15}, {}, {}};
    const auto decision = SurchargeRule{}.explain(facts, Date{2009, 3, 15});
    CHECK(print(decision, Language::en) ==
          R"(surcharge, as of 2009-03-15: surcharge 691.36 yuan; days that bear a charge 28; surcharge before any cap 691.36 yuan
- surcharge: 691.36 yuan
  - surcharge before any cap: 691.36 yuan = 691.35752 yuan, rounded half away from zero to 0.01 yuan
    - accrued in all, before rounding: 691.35752 yuan
      - accrued in the span: 691.35752 yuan = 12345.67 yuan × 0.2% × 28
        - principal: 12345.67 yuan
        - daily rate of surcharge: 0.2% (pension; in force 1999-01-22 through 2011-06-30; )"
          R"(Interim Regulations on Collecting Social Insurance Premiums (Decree 259), art. 13 (national))
        - days that bear a charge: 28 = from 2009-02-16 through 2009-03-15
          - first day that counts: 2009-02-16 = the day after 2009-02-15
            - last day to pay in time: 2009-02-15
          - last day that counts: 2009-03-15
            - as of: 2009-03-15
    - rounding: half away from zero (the caller's choice)
    - unit of rounding: 0.01 yuan (the caller's choice)
- days that bear a charge: 28
  - days that bear a charge: 28 (see above)
- surcharge before any cap: 691.36 yuan (see above)
Besides:
- how days are counted: from the day after the last day to pay, through the as-of day (the caller's choice)
  note: no national rule states the convention
- what is rounded: once, at the end (the caller's choice)
- cap of the surcharge: no cap (the caller's choice)
  note: contested: for a cap, Administrative Compulsion Law art. 45(2), from 2012-01-01; against it, Social Insurance Law art. 86 makes )"
          R"(the surcharge a charge by law and not a measure of enforcement (not verified)
)");
    const std::string zh = print(decision, Language::zh);
    CHECK(zh.starts_with("滞纳金，截至 2009年3月15日：滞纳金 691.36 元；计收日数 28；上限之前的滞纳金 691.36 元\n"));
    CHECK(zh.find("      - 本段累计：691.35752 元 = 12345.67 元 × 0.2% × 28\n") != std::string::npos);
    CHECK(zh.find("0.2%（养老保险；施行期间 1999年1月22日 至 2011年6月30日；社会保险费征缴暂行条例（国务院令第259号）第十三条（国家规定））") !=
          std::string::npos);
}

TEST_CASE("print: the reading of the law that was taken stands where rates change within a delay", "[rules]") {
    const SurchargeFacts crossing{ArrearsCategory::pension, 100_yuan, Date{2011, 6, 20}, {}, {}};
    const std::string each = print(SurchargeRule{}.explain(crossing, Date{2011, 7, 10}), Language::en);
    CHECK(each.find("- where the rate changed meanwhile: each day at its own rate (the caller's choice)\n  note: contested") != std::string::npos);
    const SurchargeRule old{.crossing = RateCrossing::rate_of_first_day};
    CHECK(print(old.explain(crossing, Date{2011, 7, 10}), Language::en).find("changed meanwhile: all days at the rate of the first one") !=
          std::string::npos);
    CHECK(print(SurchargeRule{}.explain(crossing, Date{2011, 6, 30}), Language::en).find("changed meanwhile") == std::string::npos);
}

TEST_CASE("print: what is not verified says so, and what only its author can check", "[rules]") {
    const SurchargeFacts facts{ArrearsCategory::maternity, 100_yuan, Date{2009, 2, 15}, {}, {}};
    CHECK(print(SurchargeRule{}.explain(facts, Date{2009, 3, 15}), Language::en).find("art. 12 (national, not verified))") != std::string::npos);
    CHECK(print(SurchargeRule{}.explain(facts, Date{2009, 3, 15}), Language::zh).find("第十二条（国家规定，未核））") != std::string::npos);
    const HardshipRule rule{.in_hardship = Criterion::opaque({"as the office says", "由主管部门认定"},
                                                             [](const HardshipFacts&, Date) -> operations::Truth { return true; })};
    HardshipFacts enterprise;
    enterprise.certification = InForce<Certification>{Certification::none, {}};
    const auto decision = rule.explain(enterprise, as_of);
    CHECK(print(decision, Language::en).find("- a criterion of the caller's own: yes (as the office says (not checkable))\n") != std::string::npos);
    CHECK(print(decision, Language::zh).find("- 调用方自定条件：是（由主管部门认定（无法复核））\n") != std::string::npos);
}

namespace {

/// Whether a text has the look of a name in code: two ASCII letters with an underscore or two colons between them.
bool has_identifier(std::string_view text) {
    const auto letter = [&](std::size_t at) {
        return at < text.size() && ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z'));
    };
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '_' && (letter(i - 1) || letter(i + 1))) return true;
        if (text[i] == ':' && text[i - 1] == ':') return true;
    }
    return false;
}

}   // namespace

TEST_CASE("print: of every rule, no step is left out and no identifier shown", "[rules][property]") {
    some::Random random{1};
    std::size_t identifiers = 0, left_out = 0, unmarked = 0, texts = 0;
    for (int i = 0; i < 1000; ++i) {
        some::each_rule(random, [&](const auto& rule, const auto& facts, Date day) {
            std::optional<decltype(some::explain(rule, facts, day))> decision;
            try {
                decision = some::explain(rule, facts, day);
            } catch (const Error&) {
                return;   // a day of which the parameters know nothing
            }
            for (const Language language : {Language::en, Language::zh}) {
                const std::string text = print(*decision, language);
                ++texts;
                if (has_identifier(text)) ++identifiers;
                for (const Step& step : decision->reasons.steps) {
                    if (step.operation == Operation::constant) continue;   // stands in the clause of the step that uses it
                    const std::string line = "- " + std::string{language == Language::zh ? step.label->zh : step.label->en} +
                                             (language == Language::zh ? "：" : ": ") + print(step.value, language);
                    if (text.find(line) == std::string::npos) ++left_out;
                }
                for (const Citation& cited : decision->reasons.citations) {
                    if (cited.source && text.find(print(*cited.source, language)) == std::string::npos) ++unmarked;
                }
            }
        });
    }
    CHECK(texts > 10'000);
    CHECK(identifiers == 0);
    CHECK(left_out == 0);
    CHECK(unmarked == 0);
}
