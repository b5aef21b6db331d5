// SPDX-License-Identifier: BSL-1.0
// Every figure of the sample's published.csv, row by row, against what its records give. No figure is named here: which of them the
// records need not give is what the relations between the figures prove impossible.
#include <arrears/io/about_file.hpp>
#include <arrears/io/published_file.hpp>
#include <arrears/io/registry_files.hpp>
#include <arrears/reconcile/derived.hpp>
#include <arrears/reconcile/verdict.hpp>
#include <arrears/report/survey_report.hpp>
#include <arrears/statistics/registry_tables.hpp>

#include "catch.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace arrears;

namespace {

struct Sample {
    RegistryAbout about;
    std::vector<PublishedFigure> figures;
    RegistryTables tables;
};

const Sample& sample() {
    static const Sample made = [] {
        const std::string folder = ARREARS_SOURCE_DIR "/examples/data/yangquan/";
        Diagnostics diagnostics;
        auto about = read_about(folder + "registry/about.csv", diagnostics);
        auto figures = read_published(folder + "published.csv", diagnostics);
        auto registry = read_registry(folder + "registry", diagnostics);
        INFO(diagnostics.text(Language::en));
        REQUIRE(registry);
        REQUIRE(about.as_of);
        const Date as_of = *about.as_of;
        return Sample{std::move(about), std::move(figures), RegistryTables{*std::move(registry), as_of}};
    }();
    return made;
}

bool given_by_records(const PublishedFigure& figure) {
    const auto value = sample().tables.evaluate(*figure.definition).exact();
    REQUIRE(value);
    return compare(figure, *value).within;
}

/// Relations that no values within the printed intervals satisfy.
std::vector<Relation> failing() {
    const RegistryTables& tables = sample().tables;
    RelationContext context;
    context.values = [&](std::string_view field) { return tables.closed_values(field); };
    context.within = [&](std::string_view field, std::string_view lower, std::string_view upper) {
        if (field != "system") return false;
        // By what the language makes of it, not by the code that the report uses.
        const auto count = [&](const Condition& where) {
            return print(tables.evaluate(Definition{}.from("systems").where(where).measure(measure::count())));
        };
        const Condition below = Condition::compare("system", Comparison::equal, std::string{lower});
        return count(below && Condition::leaf(Condition::Kind::within, "system", {std::string{upper}})) == count(below) && count(below) != "0";
    };
    std::vector<Relation> out;
    for (const Relation& each : derive_relations(sample().figures, context)) {
        if (!check(each, sample().figures).holds()) out.push_back(each);
    }
    return out;
}

}   // namespace

TEST_CASE("sample: says of itself that it is synthetic", "[report][published]") {
    CHECK(sample().about.synthetic);
    CHECK(sample().figures.size() > 100);
}

TEST_CASE("sample: the records give every published figure that can hold", "[report][published]") {
    std::set<std::size_t> doubtful;
    for (const Relation& each : failing()) {
        for (const std::size_t figure : each.figures()) doubtful.insert(figure);
    }
    std::size_t given = 0;
    for (std::size_t i = 0; i < sample().figures.size(); ++i) {
        const PublishedFigure& figure = sample().figures[i];
        if (given_by_records(figure)) {
            ++given;
            continue;
        }
        INFO(figure.id << ": published " << figure.printed(Language::en) << ", the records give "
                       << print(sample().tables.evaluate(*figure.definition)) << ": " << print(*figure.definition));
        CHECK(doubtful.contains(i));   // else nothing stood in the way
    }
    CHECK(given == sample().figures.size() - 1);
}

TEST_CASE("sample: each relation that fails has a figure that the records do not give", "[report][published]") {
    const std::vector<Relation> all = failing();
    CHECK_FALSE(all.empty());
    for (const Relation& each : all) {
        const std::vector<std::size_t> all_of_it = each.figures();
        CHECK_FALSE(std::all_of(all_of_it.begin(), all_of_it.end(), [](std::size_t i) { return given_by_records(sample().figures[i]); }));
    }
}

TEST_CASE("sample: figures that the records cannot answer are all told, or the first of them thrown", "[report][published]") {
    std::vector<PublishedFigure> figures{sample().figures.begin(), sample().figures.begin() + 3};
    const Registry& registry = sample().tables.registry();
    Diagnostics diagnostics;
    CHECK(make_survey_report(registry, *sample().about.as_of, standard_tables(), figures, {}, diagnostics));
    CHECK(make_survey_report(registry, *sample().about.as_of, figures).has_published);
    figures[0].definition = Definition::parse("from nowhere; measure count");
    figures[2].definition = Definition::parse("from enterprises; where colour = red; measure count");
    CHECK_FALSE(make_survey_report(registry, *sample().about.as_of, standard_tables(), figures, {}, diagnostics));
    REQUIRE(diagnostics.faults().size() == 2);
    CHECK(diagnostics.faults()[0].place == figures[0].place);
    CHECK(diagnostics.faults()[1].place == figures[2].place);
    CHECK_THROWS_WITH(make_survey_report(registry, *sample().about.as_of, figures),
                      Catch::Contains("published.csv:2:") && Catch::Contains("nowhere") && Catch::Contains("and 1 more"));
}

TEST_CASE("sample: definitions print and parse back to the same figures", "[report][published]") {
    for (const PublishedFigure& figure : sample().figures) {
        INFO(figure.id);
        const Definition canonical = figure.definition->canonical();
        CHECK(Definition::parse(print(canonical)).same_text(canonical));
        CHECK(sample().tables.evaluate(canonical) == sample().tables.evaluate(*figure.definition));
    }
}
