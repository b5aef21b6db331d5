// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/column_map_file.hpp>
#include <arrears/io/registry_json.hpp>

#include "some_files.hpp"

#include "catch.hpp"

#include <random>
#include <string>
#include <vector>

#include <sys/stat.h>

using namespace arrears;

namespace {

Registry sample() {
    Diagnostics problems;
    std::optional<Registry> registry = read_registry(std::string{ARREARS_SOURCE_DIR} + "/examples/data/yangquan/registry", problems);
    REQUIRE(registry);
    return *std::move(registry);
}

/// What is told of a file; empty where it is a registry.
std::string wrong(const std::string& text, Language language = Language::en) {
    const ScratchFolder folder;
    put(folder, {{"r.json", text}});
    Diagnostics problems;
    try {
        const auto registry = read_registry_json(folder.path() / "r.json", problems);
        CHECK(registry.has_value() == problems.empty());
    } catch (const Error& error) {
        problems.add(error.fault());
    }
    return told(problems, folder, language);
}
/// A registry of one enterprise, and this in place of its arrears.
std::string with_arrears(const std::string& records) {
    return "{\"format\": \"arrears.registry\", \"version\": 1, \"tables\": {\"enterprises\": [{\"id\": \"E1\"}], \"arrears\":\n[" + records + "]}}";
}
const std::string start = R"("id": "A1", "enterprise": "E1", "category": "pension", "from": "2018-01", "through": "2018-02")";

}   // namespace

TEST_CASE("registry_json: the sample goes through it unchanged, and its bytes too", "[io]") {
    const ScratchFolder folder;
    const Registry registry = sample();
    const std::string one = folder.path() / "one.json", two = folder.path() / "two.json";
    write_registry_json(registry, one);
    Diagnostics problems;
    const auto again = read_registry_json(one, problems);
    INFO(problems.text(Language::en));
    REQUIRE(again);
    CHECK(*again == registry);
    write_registry_json(*again, two);
    CHECK(contents(one) == contents(two));
    CHECK_THROWS_AS(write_registry_json(registry, one), Error);
    CHECK_NOTHROW(write_registry_json(registry, one, Personal::left_out, Overwrite::replace));
    CHECK(contents_of(folder.path()).size() == 2);   // nothing is left behind
}

TEST_CASE("registry_json: texts of any characters and people's data", "[io]") {
    const auto seed = GENERATE(take(static_cast<std::size_t>(test::seeds(12)), random(0U, 1'000'000U)));
    std::mt19937 random{seed};
    static const std::vector<std::string> pieces{"厂", "=1+1", "'",    "''=", "\"", "\\", "/",        "\n",   "\t",
                                                 "😀",  "null", "0012", "{",   "]",  ",",  "\xC2\xA0", "\x7F", "-5"};
    const auto text = [&random] {
        std::string out;
        for (std::size_t left = 1 + random() % 5; left > 0; --left) out += pieces[random() % pieces.size()];
        return out;
    };
    Registry::Builder builder;
    for (int i = 0; i < 20; ++i) {
        Enterprise enterprise;
        enterprise.id = EnterpriseId{'E' + std::to_string(i)};
        enterprise.name = text();
        builder.add(std::move(enterprise), {});
        Worker worker;
        worker.id = WorkerId{'W' + std::to_string(i)};
        worker.enterprise = EnterpriseId{'E' + std::to_string(i)};
        if (random() % 2 == 0) worker.name = text();
        if (random() % 2 == 0) worker.owed.insert(ArrearsCategory::wages);
        if (random() % 2 == 0) worker.owed.insert(ArrearsCategory::pension);
        builder.add(std::move(worker), {});
    }
    Registry::Built built = std::move(builder).try_build();
    REQUIRE(built);
    const Registry registry = std::move(built).value();
    const ScratchFolder folder;
    const std::string path = folder.path() / "r.json";
    write_registry_json(registry, path, Personal::written);
    struct stat about {};
    REQUIRE(::stat(path.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777U) == 0600U);   // for the owner alone
    Diagnostics problems;
    const auto again = read_registry_json(path, problems);
    INFO(problems.text(Language::en));
    REQUIRE(again);
    CHECK(*again == registry);
}

TEST_CASE("registry_json: numbers are read by their digits", "[io]") {
    for (const auto& [number, fen] : std::vector<std::pair<std::string, std::int64_t>>{{"0.1", 10},
                                                                                       {"1234.50", 123450},
                                                                                       {"90071992547409.93", 9007199254740993},
                                                                                       {"\"1,234.56\"", 123456},
                                                                                       {"7", 700},
                                                                                       {"\"1.5万元\"", 1500000}}) {
        const ScratchFolder folder;
        put(folder, {{"r.json", with_arrears('{' + start + ", \"persons\": 3, \"principal\": " + number + '}')}});
        Diagnostics problems;
        const auto registry = read_registry_json(folder.path() / "r.json", problems);
        INFO(problems.text(Language::en));
        REQUIRE(registry);
        CHECK(registry->arrears()[0].record().principal.fen() == fen);
    }
    CHECK(wrong(with_arrears('{' + start + ", \"principal\": 1e3}")).find("r.json:2:112 (/tables/arrears/0/principal): ") == 0);
    CHECK(wrong(with_arrears('{' + start + ", \"principal\": 1, \"persons\": 1.5}"))
              .find("r.json:2:126 (/tables/arrears/0/persons): \"1.5\" is no whole number") == 0);
}

TEST_CASE("registry_json: what is wrong is told at its line, column and pointer", "[io]") {
    CHECK(wrong(with_arrears("")).empty());
    const std::string sound = '{' + start + ", \"principal\": \"1\"}";
    CHECK(wrong(with_arrears(sound)).empty());
    // a value, a reference, a record
    CHECK(wrong(with_arrears(sound + ",\n{" + start + ", \"principal\": \"x\"}")).find("r.json:3:111 (/tables/arrears/1/principal): ") == 0);
    CHECK(wrong(with_arrears(R"({"id": "A1", "enterprise": "E9", "category": "pension", "from": "2018-01", "through": "2018-02", "principal": "1"})"))
              .find("r.json:2:29 (/tables/arrears/0/enterprise): arrears \"A1\": there is no enterprise \"E9\"") == 0);
    CHECK(wrong(with_arrears(R"({"id": "A1", "enterprise": "E1"})")).find("r.json:2:2 (/tables/arrears/0/category): the cell is empty") !=
          std::string::npos);
    CHECK(
        wrong(with_arrears('{' + start + ", \"princpal\": \"1\", \"principal\": \"1\"}")) ==
        "r.json:2:99 (/tables/arrears/0): nothing is called \"princpal\"; expected some of id, enterprise, category, from, through, principal, due, "
        "persons; did you mean principal?\n");
    CHECK(
        wrong(with_arrears('{' + start + ", \"id\": \"A2\", \"principal\": \"1\"}")).find("r.json:2:99 (/tables/arrears/0/id): id is there twice") ==
        0);
    CHECK(wrong(with_arrears('{' + start + ", \"principal\": true}"))
              .find("(/tables/arrears/0/principal): the value is of another kind; expected an amount") != std::string::npos);
    CHECK(wrong(with_arrears('{' + start + ", \"principal\": [\"1\"]}")).find("the value is of another kind") != std::string::npos);
    CHECK(wrong(with_arrears("7")) == "r.json:2:2 (/tables/arrears/0): this is no record; expected an object {…}\n");
    CHECK(wrong(with_arrears("{\"id\" 7}")).find("r.json:2:8 (/tables/arrears/0): this is no JSON") == 0);
    // around the tables
    CHECK(wrong("{}").find("r.json:1:1: there is no \"format\"") == 0);
    CHECK(wrong(R"({"format": "arrears.state", "version": 2, "tables": {"enterprises": [], "arears": [1], "payments": {}, "payments": []},)"
                R"( "more": 1})") ==
        "r.json:1:12 (/format): the file is no registry; expected \"arrears.registry\"\n"
        "r.json:1:40 (/version): the file is of another version; expected 1\n"
        "r.json:1:73 (/tables): a registry has nothing called \"arears\"; expected some of enterprise_history, systems, enterprises, workers, "
        "retirees, "
        "households, arrears, payments, worker_advances, resettlement_plans, groupings; did you mean arrears?\n"
        "r.json:1:100 (/tables/payments): a table is a list of records; expected […]\n"
        "r.json:1:104 (/tables/payments): payments is there twice; expected it once\n"
        "r.json:1:121: a registry has nothing called \"more\"; expected some of $schema, format, version, tables\n");
    for (const char* const text : {"", "[]", "{\"format\"", "{\"format\": ", "{\"tables\": {\"arrears\": [1 2]}}", "{\"tables\": {\"arrears\": [\"}}",
                                   "{} {}", "{\"a\": 1,}", "{\"a\": ]}", "{1: 2}", "{\"a\": \"x\"y}"}) {
        INFO(text);
        CHECK(wrong(text, Language::zh).find("此处不是登记数据的 JSON") != std::string::npos);
    }
    // of people no text shows
    const std::string people = R"({"format": "arrears.registry", "version": 1, "tables": {"enterprises": [{"id": "E1"}], "workers": [
        {"id": "W1", "enterprise": "E1", "赵甲": 1, "sex": "赵乙"}]}})";
    CHECK(wrong(people).find("赵") == std::string::npos);
    CHECK(wrong(people).find("r.json:2:42 (/tables/workers/0): a name (not shown) is not known") == 0);
}

TEST_CASE("registry_json: many faults of one record have each its place, in whatever order they are told", "[io]") {
    std::string record = '{' + start + ", \"principal\": \"1\"";
    std::string expected;
    for (int line = 3; line < 40; ++line) {   // two a line, the second behind characters of several bytes; the first of a name met twice
        record += ",\n\"id\": \"元元\", \"zz\": 1";
        const std::string at = "r.json:" + std::to_string(line) + ':';
        expected += at + "1 (/tables/arrears/0/id): id is there twice; expected it once\n" + at +
                    "13 (/tables/arrears/0): nothing is called \"zz\"; expected some of id, enterprise, category, from, through, principal, due, "
                    "persons\n";
    }
    CHECK(wrong(with_arrears(record + '}')) == expected);
    // the second entry's heading is told behind its field, which stands before it
    Diagnostics problems;
    static_cast<void>(read_column_map(bytes_of_text("{\"format\": \"arrears.columns\", \"version\": 1, \"columns\": [\n"
                                                    "{\"heading\": \"本金额\", \"field\": \"principal\"},\n"
                                                    "{\"heading\": \"本金额\", \"field\": \"nought\"}]}"),
                                      "m.json", problems));
    REQUIRE(problems.count() == 2);
    CHECK(problems.faults()[0].place.line == 3);
    CHECK(problems.faults()[0].place.column == 29);
    CHECK(problems.faults()[1].place.line == 3);
    CHECK(problems.faults()[1].place.column == 13);
}

TEST_CASE("registry_json: a record may only be so long, and the others are read", "[io]") {
    const ScratchFolder folder;
    put(folder, {{"r.json", R"({"format": "arrears.registry", "version": 1, "tables": {"enterprises": [{"id": "E1", "name": ")" +
                                std::string(3000, 'x') + R"("}, {"id": "E2"}]}})"}});
    Diagnostics problems;
    JsonTables tables{folder.path() / "r.json", problems, {1000}};
    CHECK(problems.empty());
    const auto reader = tables.open("enterprises", {});
    CHECK(reader->next(problems)->size() == 8);
    const CsvRow* const row = reader->next(problems);
    REQUIRE(row != nullptr);
    CHECK((*row)[0].text == "E2");
    CHECK(reader->next(problems) == nullptr);
    CHECK(reader->rows_lost() == 1);
    CHECK(told(problems, folder) == "r.json:1:73 (/tables/enterprises/0): the record has more than 1000 bytes; expected at most 1000\n");
}
