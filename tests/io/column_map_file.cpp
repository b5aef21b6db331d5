// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/column_map_file.hpp>

#include "some_files.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/io/registry_files.hpp>

#include "catch.hpp"

#include <random>
#include <string>
#include <vector>

using namespace arrears;

namespace {

std::optional<ColumnMap> read(const std::string& text, std::string& told, Language language = Language::en) {
    Diagnostics problems;
    auto out = read_column_map(bytes_of_text(text), "map.json", problems);
    told = problems.text(language);
    return out;
}
ColumnMap map_of(const std::string& columns) {
    std::string told;
    const auto out = read(R"({"format": "arrears.columns", "version": 1, "columns": [)" + columns + "]}", told);
    INFO(told);
    REQUIRE(out);
    return *out;
}
std::string what_is_wrong(const std::string& columns, Language language = Language::en) {
    std::string told;
    CHECK_FALSE(read("{\"format\": \"arrears.columns\", \"version\": 1,\n\"columns\": [" + columns + "]}", told, language));
    return told;
}
State tally(const std::string& question, const std::string& file, const ColumnMap& map, std::string& told) {
    CsvTallyOptions options;
    options.map = map;
    const Definition definition = Definition::parse(question);
    State state{definition, csv_schema(definition, options)};
    Diagnostics problems;
    static_cast<void>(add_csv(state, bytes_of_text(file), "a.csv", options, problems));
    told = problems.text(Language::en);
    return state;
}

}   // namespace

TEST_CASE("column_map_file: an office's file counts as one with the library's headings", "[io]") {
    const auto seed = GENERATE(take(static_cast<std::size_t>(test::seeds(30)), random(0U, 1'000'000U)));
    INFO(seed);
    std::mt19937 random{seed};
    const auto below = [&random](std::size_t end) { return static_cast<std::size_t>(random() % end); };
    const std::vector<std::string> categories{"pension", "wages", "medical"}, office{"统筹\"养老\"", "工资/奖金", "医~保"};
    const AmountUnit unit = enum_at<AmountUnit>(below(3));
    const std::string zh{label(unit, Language::zh)};
    const std::string heading = below(2) == 0 ? "欠缴额" : "欠缴额（" + zh + "）";
    std::string plain = "enterprise_id,category,principal,note\n", own = "户号,款项,备注," + heading + '\n';
    for (int i = 0; i < 100; ++i) {
        const std::string id = 'E' + std::to_string(below(9));
        const std::size_t category = below(categories.size());
        const Money amount = Money::from_fen(static_cast<std::int64_t>(below(1'000'000'000)));
        plain += id + ',' + categories[category] + ',' + to_string(amount) + ",x\n";
        const std::string digits = std::to_string(amount.fen() % fen_per(unit) + fen_per(unit));   // a one, then the decimals
        const std::string text = std::to_string(amount.fen() / fen_per(unit)) + '.' + digits.substr(1);
        std::string word = below(4) == 0 ? categories[category] : office[category];   // some already use ours
        if (word.find('"') != std::string::npos) word = "\"统筹\"\"养老\"\"\"";
        own += id + ',' + word + ",x," + text + '\n';
    }
    JsonWriter json;
    json.begin_object().member("format", "arrears.columns").member("version", 1).key("columns").begin_array();
    json.begin_object().member("heading", " 户号 ").member("field", below(2) == 0 ? "enterprise" : "企业编号").end_object();
    json.begin_object().member("heading", heading).member("field", "principal");
    if (heading == "欠缴额" || below(2) == 0) json.member("unit", zh);
    json.end_object();
    json.begin_object().member("heading", "款项").member("field", "category").key("words").begin_object();
    for (std::size_t i = 0; i < office.size(); ++i) json.member(office[i], categories[i]);
    json.end_object().end_object().end_array().end_object();
    std::string told;
    const auto map = read(json.text(), told);
    REQUIRE(told.empty());
    REQUIRE(map);
    const std::string question = "rows category; columns enterprise_id; measure sum(principal), count";
    const State mine = tally(question, own, *map, told);
    CHECK(told.empty());
    CHECK(mine == tally(question, plain, {}, told));
    CHECK(mine == tally(question, plain, *map, told));   // the library's own names go on
    CHECK(told.empty());
}

TEST_CASE("column_map_file: registries in tables, sets of words, headings that mean others elsewhere", "[io]") {
    const ScratchFolder folder;
    put(folder, {{"enterprises.csv", "户号,单位,性质\nE1,一厂,国营\n"},
                 {"workers.csv", "号,单位,欠什么\nW1,E1,工资款；养老统筹\nW2,E1,\n"},
                 {"enterprise_history.csv", "企业,项目,内容,起\nE1,认定,特困户,2017-01-01\n"}});
    Diagnostics problems;
    CHECK_FALSE(read_registry(folder.path(), problems));
    const std::string words = R"("words": {"养老统筹": "pension", "工资款": "wages"})";
    const ColumnMap map = map_of(R"({"heading": "户号", "table": "enterprises", "field": "id"}, {"heading": "单位", "field": "enterprise"},
        {"heading": "单位", "table": "enterprises", "field": "name"}, {"heading": "号", "field": "id"}, {"heading": "欠什么", "field": "owed", )" +
                                 words + R"(}, {"heading": "性质", "field": "ownership", "words": {"国营": "state"}},
        {"heading": "项目", "field": "attribute", "words": {"认定": "certification"}},
        {"heading": "内容", "table": "enterprise_history", "field": "value", "words": {"特困户": "special_hardship"}})");
    Diagnostics told;
    const auto registry = read_registry(folder.path(), told, {}, map);
    INFO(told.text(Language::en));
    REQUIRE(registry);
    const EnterpriseView enterprise = *registry->find(EnterpriseId{"E1"});
    CHECK(enterprise.name() == "一厂");
    CHECK(enterprise.record().ownership == Ownership::state);
    CHECK(enterprise.certification().at(Date{2018, 1, 1}) == Certification::special_hardship);
    CHECK(print(registry->find_worker(WorkerId{"W1"})->record().owed) == "pension;wages");
    CHECK(registry->find_worker(WorkerId{"W2"})->record().owed.empty());
}

TEST_CASE("column_map_file: units that contradict each other are told", "[io]") {
    const ColumnMap map = map_of(R"({"heading": "欠额甲", "field": "principal", "unit": "元"})");
    std::string told;
    static_cast<void>(tally("measure sum(principal)", "欠额甲（万元）\n1\n", map, told));
    CHECK(told.find("a.csv:1:1 (principal): the heading names another unit than the map of columns") == 0);
    static_cast<void>(tally("measure sum(principal)", "欠额甲（元）\n1\n", map, told));
    CHECK(told.empty());
}

TEST_CASE("column_map_file: what is wrong is told with its place", "[io]") {
    CHECK(what_is_wrong(R"({"heading": "a", "feild": "principal"})") ==
          "map.json:2:30 (/columns/0): nothing is called \"feild\"; expected some of heading, table, field, unit, words; did you mean field?\n"
          "map.json:2:13 (/columns/0): there is no \"field\"\n");
    CHECK(what_is_wrong(R"({"heading": "a", "field": "princpal"})")
              .find("map.json:2:39 (/columns/0/field): no column is called \"princpal\"; did you mean principal") == 0);
    CHECK(what_is_wrong(R"({"heading": "a", "table": "arears", "field": "id"})")
              .find("(/columns/0/table): a registry has no table \"arears\"; did you mean arrears") != std::string::npos);
    CHECK(what_is_wrong(R"({"heading": "a", "table": "payments", "field": "principal"})").find("no column is called \"principal\"") !=
          std::string::npos);
    CHECK(what_is_wrong(R"({"heading": "a", "field": "principal", "unit": "千元"})").find("is no unit of amounts; expected 元, 万元 or 亿元") !=
          std::string::npos);
    CHECK(what_is_wrong(R"({"heading": "a", "field": "category", "unit": "元"})").find("holds no amounts") != std::string::npos);
    CHECK(what_is_wrong(R"({"heading": "a", "field": "category", "words": {"x/y": "pensoin"}})")
              .find("(/columns/0/words/x~1y): \"pensoin\" is no value of category; did you mean pension") != std::string::npos);
    CHECK(what_is_wrong(R"({"heading": "a", "field": "category", "words": {"x": "pension", "x": "wages"}})").find("the word is there twice") !=
          std::string::npos);
    CHECK(what_is_wrong(R"({"heading": "a", "field": "id"}, {"heading": "Ａ", "field": "name"})")
              .find("(/columns/1/heading): the heading is there twice") != std::string::npos);
    CHECK(what_is_wrong(R"({"heading": "", "field": 5}, 7)", Language::zh) ==
          "map.json:2:25 (/columns/0/heading): 文字为空\nmap.json:2:38 (/columns/0/field): 此处不是文字\nmap.json:2:42 (/columns/1): 此处不是对象\n");
    CHECK(what_is_wrong(R"({"heading": "a", "heading": "b", "field": "id"})").find("map.json:2:30 (/columns/0/heading): heading is there twice") ==
          0);
    std::string told;
    CHECK_FALSE(read("{\"format\": \"arrears.columns\",\n \"version\": 1, \"columns\": [}", told));
    CHECK(told.find("map.json:2:28: this is no JSON") == 0);
    CHECK_FALSE(read("", told));
    CHECK_FALSE(read(std::string(100'000, '['), told));
    CHECK(told.find("the value is too deep") != std::string::npos);
    CHECK_FALSE(read(R"({"format": "arrears.registry", "version": 2, "columns": {}})", told));
    CHECK(told == "map.json:1:12 (/format): this is no map of columns; expected \"arrears.columns\"\n"
                  "map.json:1:43 (/version): the map is of another version; expected 1\nmap.json:1:57 (/columns): this is not a list\n");
    CHECK_FALSE(read(std::string(2 * 1024 * 1024, ' '), told));
    CHECK(told.find("the file is too large") != std::string::npos);
}
