// SPDX-License-Identifier: BSL-1.0
// Parameters of law over time: keys, a builder that lays values over values, differences of two sets, and the national ones.
#include "catch.hpp"

#include <arrears/rules/national_parameters.hpp>
#include <arrears/rules/parameters.hpp>

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const auto place = std::make_shared<const Source>(Source{{"a place", "某地"}, {"art. 1", "第一条"}, SourceLevel::local, true, {}});

std::vector<ParameterKey> all_keys() {
    std::vector<ParameterKey> keys;
    for (std::size_t i = 0; i < enum_count<ParameterName>; ++i) {
        const auto name = enum_at<ParameterName>(i);
        for (std::size_t part = 0; part < parts(kind(name).scope); ++part) keys.push_back(ParameterKey::of_part(name, part));
    }
    return keys;
}

/// A value of the kind that a parameter takes; those of one number are equal, those of two differ.
StepValue some_value(const ParameterKey& key, int number) {
    switch (kind(key.name()).value) {
    case StepValue::Kind::rate: return Rate::from_trillionths(number);
    case StepValue::Kind::money: return Money::from_fen(number);
    case StepValue::Kind::date: return Date{} + number;
    case StepValue::Kind::ratio: return Ratio{number, 7};
    case StepValue::Kind::word:
        if (kind(key.name()).scope == ParameterScope::claim) return enum_at<ClaimRank>(static_cast<std::size_t>(number) % enum_count<ClaimRank>);
        return enum_at<Rounding>(static_cast<std::size_t>(number) % enum_count<Rounding>);
    default: return number;
    }
}

}   // namespace

TEST_CASE("ParameterKey: every name takes the parts of its scope, and no others", "[rules]") {
    std::set<std::string> zh, en;
    for (const ParameterKey& key : all_keys()) {
        const ParameterScope scope = kind(key.name()).scope;
        CAPTURE(key.name(), key.part());
        CHECK(key.part_identifier().empty() == (scope == ParameterScope::one));
        CHECK(key.part_label(Language::zh).empty() == (scope == ParameterScope::one));
        CHECK(key.part_label(Language::en).empty() == (scope == ParameterScope::one));
        CHECK(zh.insert(print(key, Language::zh)).second);   // no two read the same
        CHECK(en.insert(print(key, Language::en)).second);
        if (scope == ParameterScope::category) CHECK(key == ParameterKey{key.name(), enum_at<ArrearsCategory>(key.part())});
        else CHECK_THROWS_AS((ParameterKey{key.name(), ArrearsCategory::pension}), Error);
        if (scope == ParameterScope::insurance) CHECK(key == ParameterKey{key.name(), enum_at<Insurance>(key.part())});
        else CHECK_THROWS_AS((ParameterKey{key.name(), Insurance::pension}), Error);
        if (scope == ParameterScope::group) CHECK(key == ParameterKey{key.name(), enum_at<RetirementGroup>(key.part())});
        else CHECK_THROWS_AS((ParameterKey{key.name(), RetirementGroup::male}), Error);
        if (scope == ParameterScope::risk_class) CHECK(key == ParameterKey::of_risk_class(key.name(), static_cast<std::int64_t>(key.part()) + 1));
        else CHECK_THROWS_AS(ParameterKey::of_risk_class(key.name(), 1), Error);
        if (scope == ParameterScope::claim) CHECK(key == ParameterKey{key.name(), enum_at<ClaimKind>(key.part())});
        else CHECK_THROWS_AS((ParameterKey{key.name(), ClaimKind::wages}), Error);
        if (scope == ParameterScope::one) CHECK(key == ParameterKey{key.name()});
        else CHECK_THROWS_AS(ParameterKey{key.name()}, Error);
        CHECK_THROWS_AS(ParameterKey::of_part(key.name(), parts(scope)), Error);
    }
    CHECK(print(ParameterKey{ParameterName::employer_rate, Insurance::pension}, Language::en) == "employer's rate (pension)");
    CHECK(print(ParameterKey{ParameterName::employer_rate, Insurance::pension}, Language::zh) == "单位缴费比例（养老）");
    CHECK(ParameterKey::of_risk_class(ParameterName::work_injury_rate, 8).part_identifier() == "8");
    for (const std::int64_t no_class : {0, 9, -1}) CHECK_THROWS_AS(ParameterKey::of_risk_class(ParameterName::work_injury_rate, no_class), Error);
    CHECK_THROWS_WITH((ParameterKey{ParameterName::employer_rate, RetirementGroup::male}),
                      "ParameterKey: employer_rate is of another scope; expected one of: insurance");
}

TEST_CASE("Parameters: each key has a history of its own", "[rules]") {
    const auto keys = all_keys();
    Parameters::Builder set;
    for (std::size_t i = 0; i < keys.size(); ++i) set.set(keys[i], Date{2000, 1, 1}, some_value(keys[i], static_cast<int>(i)), place);
    const Parameters made = set.build();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        CHECK(made.at(keys[i], Date{2000, 1, 1}).value == Sourced{some_value(keys[i], static_cast<int>(i)), place});
        CHECK(made.find(keys[i], Date{1999, 12, 31}) == nullptr);
        CHECK(Parameters{}.history(keys[i]).empty());
    }
}

TEST_CASE("Parameters::Builder: a value has to be of the parameter's kind, a span has to have days", "[rules]") {
    for (const ParameterKey& key : all_keys()) {
        CAPTURE(print(key, Language::en));
        Parameters::Builder set;
        for (const StepValue& other : {StepValue{}, StepValue{true}, StepValue{Month{2000, 1}}, StepValue{Enrolment::enrolled}})
            CHECK_THROWS_AS(set.set(key, Date{2000, 1, 1}, other, place), Error);
        CHECK_THROWS_AS(set.set(key, Period{Date{2000, 1, 1}, Date{2000, 1, 1}}, some_value(key, 1), place), Error);
        CHECK(set.build() == Parameters{});   // what was refused left nothing
    }
    CHECK_THROWS_WITH(Parameters::Builder{}.set(ParameterKey{ParameterName::average_wage}, Date{2018, 1, 1}, 4565, place),
                      "Parameters::Builder: local monthly average wage: a value of another kind");
}

TEST_CASE("Parameters::Builder: on each day the later call counts", "[rules][property]") {
    const auto seed = GENERATE(take(200, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto keys = all_keys();
    const ParameterKey key = keys[random() % keys.size()];
    const Date origin{2010, 1, 1};
    constexpr int days = 300;
    // The naive model: a value for each day, and for "ever before" and "ever after" at its two ends.
    std::vector<std::optional<StepValue>> naive(days + 2);
    Parameters::Builder set;
    for (int call = 0; call < 12; ++call) {
        int first = static_cast<int>(random() % days) + 1, behind = first + 1 + static_cast<int>(random() % 80);
        if (random() % 8 == 0) first = 0;
        if (random() % 4 == 0 || behind > days) behind = days + 2;
        const Date from = first == 0 ? Date::first() : origin + first, to = behind == days + 2 ? Date::last() : origin + behind;
        const StepValue value = some_value(key, static_cast<int>(random() % 5));
        set.set(key, {from, to}, value, place);
        for (int day = first; day < behind; ++day) naive[static_cast<std::size_t>(day)] = value;
    }
    const Parameters made = set.build();
    for (int day = 0; day < days + 2; ++day) {
        const Date on = day == 0 ? Date::first() : day == days + 1 ? Date::last() : origin + day;
        const ParameterSpan* const span = made.find(key, on);
        const auto& expected = naive[static_cast<std::size_t>(day)];
        REQUIRE((span != nullptr) == expected.has_value());
        if (span != nullptr) REQUIRE(span->value.value == *expected);
        if (span != nullptr) REQUIRE(span->contains(on));
    }
}

TEST_CASE("Parameters::Builder: a set laid over is not changed", "[rules]") {
    const ParameterKey key{ParameterName::employer_rate, Insurance::pension};
    const Parameters before = national_parameters();
    const Parameters city = Parameters::Builder{before}.set(key, {Date{2016, 5, 1}, Date{2018, 5, 1}}, 19_percent, place).build();
    CHECK(before == national_parameters());
    CHECK(before.at(key, Date{2017, 1, 1}).value.value == StepValue{20_percent});
    CHECK(city.at(key, Date{2016, 4, 30}).value.value == StepValue{20_percent});
    CHECK(city.at(key, Date{2016, 5, 1}).value == Sourced{19_percent, place});
    CHECK(city.at(key, Date{2018, 4, 30}).value == Sourced{19_percent, place});
    CHECK(city.at(key, Date{2018, 5, 1}).value.value == StepValue{20_percent});
    CHECK(city.at(key, Date{2019, 5, 1}).value.value == StepValue{16_percent});
}

TEST_CASE("Parameters: what is not known on a day is told, with what is known, in both languages", "[rules]") {
    const ParameterKey key{ParameterName::average_wage};
    const auto told = [&](const Parameters& set, Date on) {
        const Fault fault = set.unknown(key, on);
        CHECK(fault.kind == ErrorKind::outside_known);
        return std::pair{fault.message(Language::en), fault.message(Language::zh)};
    };
    CHECK(told({}, Date{2018, 7, 1}) ==
          std::pair<std::string, std::string>{
              "local monthly average wage: no value is known on 2018-07-01; nothing is known; load it from a parameter file, or add it by "
              "Parameters::Builder",
              "当地月平均工资：2018-07-01 没有已知的值；没有任何已知值；请从参数文件载入，或用 Parameters::Builder 补充"});
    const Parameters two = Parameters::Builder{}
                               .set(key, {Date{2016, 7, 1}, Date{2017, 7, 1}}, Money::from_yuan(4000), place)
                               .set(key, Date{2018, 7, 1}, Money::from_yuan(4565), place)
                               .known_until(key, Date{2019, 6, 30})
                               .build();
    CHECK(two.find(key, Date{2019, 6, 30}) != nullptr);
    CHECK(two.find(key, Date{2019, 7, 1}) == nullptr);
    CHECK_THROWS_WITH(two.at(key, Date{2019, 7, 1}),
                      "local monthly average wage: no value is known on 2019-07-01; known: 2016-07-01..2017-07-01, 2018-07-01.., until 2019-06-30; "
                      "load it from a parameter file, or add it by Parameters::Builder");
    CHECK(told(two, Date{2018, 6, 30}).second ==
          "当地月平均工资：2018-06-30 没有已知的值；已知期间：2016-07-01..2017-07-01, 2018-07-01..，截至 2019-06-30；请从参数文件载入，或用 "
          "Parameters::Builder 补充");
}

TEST_CASE("Parameters::Builder: known_until holds for all that is laid, until it is moved", "[rules]") {
    const ParameterKey key{ParameterName::minimum_wage};
    Parameters::Builder set;
    set.known_until(key, Date{2020, 12, 31}).set(key, Date{2015, 1, 1}, Money::from_yuan(1500), place);
    CHECK(set.build().find(key, Date{2020, 12, 31}) != nullptr);
    CHECK(set.build().find(key, Date{2021, 1, 1}) == nullptr);
    set.set(key, Date{2021, 1, 1}, Money::from_yuan(1600), place);
    CHECK(set.build().find(key, Date{2021, 1, 1}) == nullptr);
    set.known_until(key, Date{2022, 12, 31});
    CHECK(set.build().at(key, Date{2021, 1, 1}).value.value == StepValue{Money::from_yuan(1600)});
    CHECK(set.build().find(key, Date{2023, 1, 1}) == nullptr);
    CHECK(Parameters::Builder{set.build()}.build() == set.build());
}

TEST_CASE("difference: of equal sets there is none; applied to one set it gives the other on every day", "[rules][property]") {
    CHECK(difference({}, {}).empty());
    CHECK(difference(national_parameters(), national_parameters()).empty());
    const auto seed = GENERATE(take(60, random(0u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto all = all_keys();
    const std::vector<ParameterKey> keys{all[random() % all.size()], all[random() % all.size()], all[random() % all.size()]};
    const Date origin{2010, 1, 1};
    const auto some_set = [&] {
        Parameters::Builder set;
        for (int call = 0; call < 8; ++call) {
            const ParameterKey key = keys[random() % keys.size()];
            const Date from = random() % 6 == 0 ? Date::first() : origin + random() % 60;
            const Date to = random() % 3 == 0 ? Date::last() : (from == Date::first() ? origin : from) + 1 + random() % 30;
            set.set(key, {from, to}, some_value(key, static_cast<int>(random() % 3)), random() % 4 == 0 ? nullptr : place);
            if (random() % 6 == 0) set.known_until(key, origin + random() % 100);
        }
        return set.build();
    };
    const Parameters before = some_set(), after = some_set();
    CHECK(difference(before, before).empty());
    const auto rows = difference(before, after);
    const auto known = [](const ParameterSpan* span) { return span == nullptr ? std::optional<Sourced>{} : std::optional{span->value}; };
    for (const ParameterKey& key : all) {
        for (int day = -2; day < 130; ++day) {
            const Date on = day == -2 ? Date::first() : day == 129 ? Date::last() : origin + day;
            std::optional<Sourced> applied = known(before.find(key, on));
            int covering = 0;
            for (const ParameterDifference& row : rows) {
                if (row.key != key || !row.days.contains(on)) continue;
                REQUIRE(row.before == applied);
                REQUIRE(row.before != row.after);
                applied = row.after;
                ++covering;
            }
            REQUIRE(covering <= 1);
            REQUIRE(applied == known(after.find(key, on)));
        }
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {   // in order, and no row that the one before could have held
        const bool joins = rows[i - 1].key == rows[i].key && rows[i - 1].days.to() == rows[i].days.from();
        REQUIRE((rows[i - 1].key < rows[i].key || rows[i - 1].days.to() <= rows[i].days.from()));
        REQUIRE_FALSE((joins && rows[i - 1].before == rows[i].before && rows[i - 1].after == rows[i].after));
    }
}

TEST_CASE("difference: tells what a place changed, and when", "[rules]") {
    const ParameterKey key{ParameterName::employer_rate, Insurance::pension};
    const Period days{Date{2016, 5, 1}, Date{2018, 5, 1}};
    const auto rows = difference(national_parameters(), Parameters::Builder{national_parameters()}.set(key, days, 19_percent, place).build());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].key == key);
    CHECK(rows[0].days == days);
    CHECK(rows[0].before->value == StepValue{20_percent});
    CHECK(rows[0].after == Sourced{19_percent, place});
}

TEST_CASE("national_parameters: every value has a source that can be looked up, in both languages", "[rules]") {
    std::size_t spans = 0;
    for (const ParameterKey& key : all_keys()) {
        for (const ParameterSpan& span : national_parameters().history(key).spans()) {
            ++spans;
            CAPTURE(print(key, Language::en), span.from);
            REQUIRE(span.value.source != nullptr);
            const Source& source = *span.value.source;
            CHECK_FALSE(source.document.en.empty());
            CHECK_FALSE(source.document.zh.empty());
            CHECK(source.article.en.empty() == source.article.zh.empty());
            CHECK(source.note.en.empty() == source.note.zh.empty());
            CHECK((source.level == SourceLevel::national || source.level == SourceLevel::choice));
            CHECK(span.value.value.kind() == kind(key.name()).value);
            CHECK(print(source, Language::en).find("not verified") ==
                  (source.verified ? std::string::npos : print(source, Language::en).size() - 13));
            CHECK((print(source, Language::zh).find("未核") != std::string::npos) == !source.verified);
        }
    }
    CHECK(spans > 80);
}

namespace {

struct Row {
    ParameterKey key;
    Date from;                  ///< the first day of the value
    std::optional<Date> last;   ///< the last day of it; nothing: still in force
    StepValue value;
    bool verified;
};

ParameterKey daily(ArrearsCategory of) { return {ParameterName::surcharge_daily_rate, of}; }
ParameterKey employer(Insurance of) { return {ParameterName::employer_rate, of}; }
ParameterKey worker(Insurance of) { return {ParameterName::worker_rate, of}; }
ParameterKey injury(std::int64_t risk_class) { return ParameterKey::of_risk_class(ParameterName::work_injury_rate, risk_class); }
ParameterKey of_all(ParameterName name) { return ParameterKey{name}; }
ParameterKey age(ParameterName name, RetirementGroup of) { return {name, of}; }

/// What was read of the laws, row by row, apart from the header: a value of which text or days are from memory is not verified.
std::vector<Row> read_of_the_laws() {
    using A = ArrearsCategory;
    using I = Insurance;
    using N = ParameterName;
    using G = RetirementGroup;
    const auto d = [](int year, int month, int day) { return Date{year, month, day}; };
    const std::optional<Date> open;
    std::vector<Row> rows{
        {daily(A::pension), d(1999, 1, 22), d(2011, 6, 30), 2_permille, true},
        {daily(A::medical), d(1999, 1, 22), d(2011, 6, 30), 2_permille, true},
        {daily(A::unemployment), d(1999, 1, 22), d(2011, 6, 30), 2_permille, true},
        {daily(A::work_injury), d(2004, 1, 1), d(2010, 12, 31), 2_permille, false},
        {daily(A::maternity), d(1995, 1, 1), d(2011, 6, 30), 2_permille, false},
        {daily(A::pension), d(2011, 7, 1), open, 0.05_percent, true},
        {daily(A::medical), d(2011, 7, 1), open, 0.05_percent, true},
        {daily(A::unemployment), d(2011, 7, 1), open, 0.05_percent, true},
        {daily(A::work_injury), d(2011, 7, 1), open, 0.05_percent, true},
        {daily(A::maternity), d(2011, 7, 1), open, 0.05_percent, true},
        {daily(A::housing_fund), d(1999, 4, 3), open, Rate{}, true},
        {daily(A::wages), d(2008, 1, 1), open, Rate{}, true},
        {{N::surcharge_daily_rate_not_enrolled, A::work_injury}, d(2004, 1, 1), d(2010, 12, 31), 2_permille, false},
        {{N::surcharge_daily_rate_not_enrolled, A::work_injury}, d(2011, 1, 1), open, 0.05_percent, false},
        {{N::fine_share_min, A::pension}, d(2011, 7, 1), open, 100_percent, true},
        {{N::fine_share_max, A::maternity}, d(2011, 7, 1), open, 300_percent, true},
        {{N::damages_share_min, A::wages}, d(2008, 1, 1), open, 50_percent, true},
        {{N::damages_share_max, A::wages}, d(2008, 1, 1), open, 100_percent, true},
        {{N::damages_share_max, A::living_allowance}, d(2008, 1, 1), open, 100_percent, false},
        {{N::late_wage_compensation_share, A::wages}, d(1995, 1, 1), d(2017, 11, 24), 25_percent, false},
        {of_all(N::surcharge_cap), d(2012, 1, 1), open, 1, true},
        {employer(I::pension), d(1997, 7, 16), d(2016, 4, 30), 20_percent, false},
        {employer(I::pension), d(2016, 5, 1), d(2019, 4, 30), 20_percent, false},
        {employer(I::pension), d(2019, 5, 1), open, 16_percent, true},
        {worker(I::pension), d(1997, 7, 16), d(1997, 12, 31), 4_percent, false},
        {worker(I::pension), d(1998, 1, 1), d(1999, 12, 31), 5_percent, false},
        {worker(I::pension), d(2000, 1, 1), d(2001, 12, 31), 6_percent, false},
        {worker(I::pension), d(2002, 1, 1), d(2003, 12, 31), 7_percent, false},
        {worker(I::pension), d(2004, 1, 1), open, 8_percent, false},
        {employer(I::medical), d(1998, 12, 14), open, 6_percent, false},
        {worker(I::medical), d(1998, 12, 14), open, 2_percent, false},
        {employer(I::unemployment), d(1999, 1, 22), d(2015, 2, 28), 2_percent, true},
        {worker(I::unemployment), d(1999, 1, 22), d(2015, 2, 28), 1_percent, true},
        {employer(I::unemployment), d(2015, 3, 1), d(2016, 4, 30), 1.5_percent, true},
        {worker(I::unemployment), d(2015, 3, 1), d(2016, 4, 30), 0.5_percent, true},
        {employer(I::unemployment), d(2016, 5, 1), d(2016, 12, 31), 1_percent, false},
        {worker(I::unemployment), d(2016, 5, 1), d(2016, 12, 31), 0.5_percent, false},
        {employer(I::unemployment), d(2017, 1, 1), d(2025, 12, 31), 0.5_percent, false},
        {worker(I::unemployment), d(2017, 1, 1), d(2025, 12, 31), 0.5_percent, false},
        {injury(1), d(2004, 1, 1), d(2015, 9, 30), 0.5_percent, false},
        {injury(2), d(2004, 1, 1), d(2015, 9, 30), 1_percent, false},
        {injury(3), d(2004, 1, 1), d(2015, 9, 30), 2_percent, false},
        {worker(I::work_injury), d(2004, 1, 1), d(2015, 9, 30), Rate{}, false},
        {worker(I::work_injury), d(2015, 10, 1), open, Rate{}, true},
        {employer(I::maternity), d(1995, 1, 1), d(2015, 9, 30), 1_percent, true},
        {employer(I::maternity), d(2015, 10, 1), d(2019, 12, 31), 0.5_percent, false},
        {worker(I::maternity), d(1995, 1, 1), d(2019, 12, 31), Rate{}, true},
        {employer(I::housing_fund), d(1999, 4, 3), open, 5_percent, true},
        {worker(I::housing_fund), d(1999, 4, 3), open, 5_percent, true},
        {{N::base_floor_share, I::pension}, d(1995, 1, 1), open, 60_percent, false},
        {{N::base_ceiling_share, I::pension}, d(1995, 1, 1), open, 300_percent, false},
        {{N::base_ceiling_share, I::housing_fund}, d(2005, 1, 1), open, 300_percent, false},
        {age(N::retirement_age_months, G::male), d(1978, 6, 2), open, 60 * 12, true},
        {age(N::retirement_age_months, G::female55), d(1978, 6, 2), open, 55 * 12, true},
        {age(N::retirement_age_months, G::female50), d(1978, 6, 2), open, 50 * 12, true},
        {age(N::retirement_delay_step_months, G::male), d(2025, 1, 1), open, 4, true},
        {age(N::retirement_delay_step_months, G::female55), d(2025, 1, 1), open, 4, true},
        {age(N::retirement_delay_step_months, G::female50), d(2025, 1, 1), open, 2, true},
        {age(N::retirement_delay_months_max, G::male), d(2025, 1, 1), open, 36, true},
        {age(N::retirement_delay_months_max, G::female55), d(2025, 1, 1), open, 36, true},
        {age(N::retirement_delay_months_max, G::female50), d(2025, 1, 1), open, 60, true},
        {of_all(N::flexible_early_months_max), d(2025, 1, 1), open, 36, true},
        {of_all(N::flexible_late_months_max), d(2025, 1, 1), open, 36, true},
        {of_all(N::minimum_contribution_months), d(1997, 7, 16), d(2011, 6, 30), 180, false},
        {of_all(N::minimum_contribution_months), d(2011, 7, 1), d(2029, 12, 31), 180, true},
        {of_all(N::minimum_contribution_months), d(2030, 1, 1), d(2030, 12, 31), 186, true},
        {of_all(N::minimum_contribution_months), d(2035, 1, 1), d(2035, 12, 31), 216, true},
        {of_all(N::minimum_contribution_months), d(2038, 1, 1), d(2038, 12, 31), 234, true},
        {of_all(N::minimum_contribution_months), d(2039, 1, 1), open, 240, true},
        {of_all(N::internal_retirement_months_max), d(1993, 4, 20), open, 60, false},
        {of_all(N::deep_hardship_multiple), Date::first(), open, 100_percent, false},
        {of_all(N::relative_hardship_multiple), Date::first(), open, 200_percent, false},
        {of_all(N::accident_income_multiple), Date::first(), open, 300_percent, false},
        {of_all(N::accident_costs_share), Date::first(), open, 80_percent, false},
        {of_all(N::exit_months_min), Date::first(), open, 6, false},
        {of_all(N::hard_to_place_age_men), Date::first(), open, 50, false},
        {of_all(N::hard_to_place_age_women), Date::first(), open, 40, false},
    };
    const Rate classes[] = {0.2_percent, 0.4_percent, 0.7_percent, 0.9_percent, 1.1_percent, 1.3_percent, 1.6_percent, 1.9_percent};
    for (int i = 0; i < 8; ++i) rows.push_back({injury(i + 1), d(2015, 10, 1), open, classes[i], true});
    return rows;
}

}   // namespace

TEST_CASE("national_parameters: the values, days and marks of what was read", "[rules]") {
    for (const Row& row : read_of_the_laws()) {
        CAPTURE(print(row.key, Language::en), row.from);
        const ParameterSpan* const span = national_parameters().find(row.key, row.from);
        REQUIRE(span != nullptr);
        CHECK(span->from == row.from);
        CHECK(span->to == (row.last ? *row.last + 1 : Date::last()));
        CHECK(span->value.value == row.value);
        CHECK(span->value.source->verified == row.verified);
    }
    // For work injury no source was read from 2011-01-01 to 2011-06-30, and there were three classes before eight.
    CHECK(national_parameters().find(daily(ArrearsCategory::work_injury), Date{2011, 1, 1}) == nullptr);
    CHECK(national_parameters().find(daily(ArrearsCategory::work_injury), Date{2011, 6, 30}) == nullptr);
    CHECK(national_parameters().find(injury(4), Date{2015, 9, 30}) == nullptr);
    // Of places only: no nation has them.
    for (const auto name : {ParameterName::average_wage, ParameterName::minimum_wage, ParameterName::subsistence_line,
                            ParameterName::subsistence_assets_max})
        CHECK(national_parameters().history(of_all(name)).empty());
    for (std::size_t i = 0; i < enum_count<Insurance>; ++i) {
        CHECK(national_parameters().history({ParameterName::base_floor, enum_at<Insurance>(i)}).empty());
        CHECK(national_parameters().history({ParameterName::base_ceiling, enum_at<Insurance>(i)}).empty());
    }
}
