// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/io/parameter_file.hpp>
#include <arrears/rules/contribution.hpp>
#include <arrears/rules/national_parameters.hpp>

#include <string>
#include <vector>

using namespace arrears;

namespace {

constexpr const char* place = R"([source.notice]
document = { zh = "某省通知", en = "Notice of a province" }
article = "art. 3"
level = "local"
verified = true

[[parameter]]
name = "employer_rate"
of = "养老"
from = 2018-01-01
to = "2019-05-01"
value = "19%"
source = "notice"

[[parameter]]
name = "当地月平均工资"
from = "2018-07-01"
value = "4,565"
source = "notice"
)";

Parameters parse(const std::string& text, Diagnostics& problems) { return parse_parameters(text, "place.toml", national_parameters(), problems); }

std::vector<std::string> problems_of(const std::string& text) {
    Diagnostics problems;
    CHECK(parse(text, problems) == national_parameters());   // nothing is taken where anything is wrong
    std::vector<std::string> out;
    for (const Fault& fault : problems.faults()) out.push_back(fault.message());
    return out;
}

}   // namespace

TEST_CASE("Parameter files: a place's values lie over the national ones", "[io]") {
    Diagnostics problems;
    const Parameters local = parse(place, problems);
    CHECK(problems.text(Language::en).empty());
    const ParameterKey pension{ParameterName::employer_rate, Insurance::pension};
    CHECK(local.at(pension, Date{2017, 12, 31}).value.value == StepValue{20_percent});
    CHECK(local.at(pension, Date{2018, 1, 1}).value.value == StepValue{19_percent});
    CHECK(local.at(pension, Date{2019, 4, 30}).value.source->document.zh == "某省通知");
    CHECK(local.at(pension, Date{2019, 5, 1}).value.value == StepValue{16_percent});
    const ContributionRule rule{.parameters = local};
    const ContributionFacts facts{Insurance::pension, Month{2018, 12}, Enrolment::enrolled, Money::from_yuan(1000), {}, {}, {}, {}};
    CHECK(rule.decide(facts).value()->base == Money::from_yuan(2739));
    CHECK(rule.decide(facts).value()->employer == Money::from_fen(52041));
}

TEST_CASE("Parameter files: written and read they are the same", "[io]") {
    Diagnostics problems;
    const Parameters again = parse_parameters(write_parameters(national_parameters()), "again.toml", {}, problems);
    CHECK(problems.text(Language::en).empty());
    CHECK(again == national_parameters());
    CHECK(difference(again, national_parameters()).empty());
}

TEST_CASE("Parameter files: fractions, days and the words of ranks", "[io]") {
    const std::string source = "[source.a]\ndocument = \"d\"\n[[parameter]]\nsource = \"a\"\n";
    Diagnostics problems;
    const auto value = [&](const std::string& rest, const ParameterKey& key) {
        return parse(source + rest, problems).at(key, Date{2020, 1, 1}).value.value;
    };
    CHECK(value("name = \"congress_quorum\"\nvalue = \"3/4\"\n", ParameterKey{ParameterName::congress_quorum}) == StepValue{Ratio{3, 4}});
    CHECK(value("name = \"bankruptcy_rank\"\nof = \"住房公积金\"\nvalue = \"第三顺序\"\n",
                {ParameterName::bankruptcy_rank, ClaimKind::housing_fund}) == StepValue{ClaimRank::third});
    CHECK(value("name = \"old_claims_before\"\nof = \"wages\"\nvalue = \"2006-08-28\"\n", {ParameterName::old_claims_before, ClaimKind::wages}) ==
          StepValue{Date{2006, 8, 28}});
    CHECK(problems.text(Language::en).empty());
    CHECK(problems_of(source + "name = \"congress_quorum\"\nvalue = \"0.75\"\n").at(0) ==
          "place.toml:6:9 (value): \"0.75\" is no fraction; expected two whole numbers as in 2/3");
    CHECK(problems_of(source + "name = \"congress_quorum\"\nvalue = \"1/0\"\n").at(0).find("is no fraction") != std::string::npos);
    CHECK(problems_of(source + "name = \"bankruptcy_rank\"\nof = \"wages\"\nvalue = \"fourth\"\n").at(0).find("expected one of costs") !=
          std::string::npos);
    CHECK(problems_of(source + "name = \"bankruptcy_rank\"\nof = \"wage\"\nvalue = \"first\"\n").at(0).find("did you mean wages") !=
          std::string::npos);
}

TEST_CASE("Parameter files: each fault has its place and all are told at once", "[io]") {
    CHECK(problems_of("x = ").at(0).starts_with("place.toml:1:"));
    CHECK(problems_of("[sauce.a]\n").at(0) == "place.toml:1:2: no key is called \"sauce\"; expected one of source, parameter; did you mean source?");
    const std::string source = "[source.a]\ndocument = \"d\"\n";
    CHECK(problems_of(source + "[[parameter]]\nname = \"employer_rate\"\nof = \"pension\"\nvalue = 0.16\nsource = \"a\"\n").at(0) ==
          "place.toml:6:9 (value): value is no text; expected text in quotes: a number as \"16%\", since TOML's own are binary fractions");
    CHECK(problems_of(source + "[[parameter]]\nname = \"employer_rate\"\nof = \"pension\"\nvalue = \"16,5%\"\nsource = \"a\"\n").at(0) ==
          "place.toml:6:9 (value): \"16,5%\" at position 3: not expected here; a rate as 0.0005, 0.05% or 0.5‰");
    CHECK(problems_of(source + "[[parameter]]\nname = \"employer_rat\"\nof = \"pension\"\nvalue = \"16%\"\nsource = \"a\"\n")
              .at(0)
              .starts_with("place.toml:4:8 (name): \"employer_rat\" is not known here; expected one of surcharge_daily_rate"));
    CHECK(problems_of(source + "[[parameter]]\nname = \"employer_rate\"\nof = \"pensions\"\nvalue = \"16%\"\nsource = \"a\"\n")
              .at(0)
              .find("did you mean pension") != std::string::npos);
    CHECK(problems_of(source + "[[parameter]]\nname = \"employer_rate\"\nvalue = \"16%\"\nsource = \"a\"\n").at(0) ==
          "place.toml:3:1 (of): of is missing; expected the insurance that it is of");
    CHECK(problems_of(source + "[[parameter]]\nname = \"average_wage\"\nof = \"pension\"\nvalue = \"1\"\nsource = \"a\"\n")
              .at(0)
              .starts_with("place.toml:5:6 (of): this"));
    CHECK(problems_of(source + "[[parameter]]\nname = \"average_wage\"\nfrom = \"2018-02-30\"\nvalue = \"1\"\nsource = \"a\"\n")
              .at(0)
              .starts_with("place.toml:5:8 (from): \"2018-02-30\": 2018-02 has no day 30"));
    CHECK(problems_of(source + "[[parameter]]\nname = \"average_wage\"\nfrom = \"2018-03-01\"\nto = \"2018-03-01\"\nvalue = \"1\"\nsource = \"a\"\n")
              .at(0)
              .starts_with("place.toml:6:6 (to): it ends before it begins"));
    const auto both = problems_of("[[parameter]]\nname = \"average_wage\"\nvalue = \"1\"\nsource = \"b\"\n[[parameter]]\nvalue = \"1\"\n");
    CHECK(both.size() == 3);
    CHECK(both.at(0) == "place.toml:4:10 (source): there is no source \"b\"; expected the name of a [source.NAME] table");
    CHECK(problems_of("[source.a]\ndocument = \"d\"\nlevel = \"town\"\n").at(0).starts_with("place.toml:3:9 (level): \"town\" is not known here"));
    CHECK(problems_of("\xFF").at(0) == "place.toml:1: not UTF-8 at byte 1; expected UTF-8");
}

TEST_CASE("Parameter files: a file that is not there", "[io]") {
    Diagnostics problems;
    CHECK_THROWS_AS(read_parameters("/no/such/file.toml", {}, problems), Error);
}
