// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/composed_criterion.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/source.hpp>
#include <arrears/rules/statements.hpp>
#include <arrears/rules/trace.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace arrears {

/// What is known of a household, as of one date. Empty is unknown. Amounts are of the last twelve months and not below zero.
struct HouseholdFacts {
    std::optional<std::int64_t> persons{};             ///< who live together; above zero
    std::optional<Money> income{};                     ///< disposable, of all together
    std::optional<Money> rigid_expenses{};             ///< what cannot be avoided: medicine, schooling, rent
    std::optional<Money> costs{};                      ///< of illness or accident, after what insurance paid
    std::optional<Money> aid{};                        ///< received from whomever
    std::optional<Money> assets{};                     ///< of the kinds that the local rule counts
    std::optional<std::int64_t> months_above_line{};   ///< running up to the date, with income per head above the line
    std::optional<bool> accident{};                    ///< a disaster, or an injury or death on duty
    std::optional<bool> extreme_difficulty{};          ///< one without ability to work, income and supporter (特困人员)
    std::optional<bool> someone_seeks_work{};          ///< a member able to work and without it
    Statements<HardshipCause> causes{};
    Statements<FiveAssurances> assured{};
    std::array<std::shared_ptr<const Source>, enum_count<FiveAssurances>> evidence{};   ///< of each assurance: the document that shows it

    /// Whose fact it is that a cause holds, or an assurance.
    [[nodiscard]] static constexpr Fact fact_of(HardshipCause cause) noexcept {
        return static_cast<Fact>(static_cast<std::size_t>(Fact::cause_low_income) + static_cast<std::size_t>(cause));
    }
    [[nodiscard]] static constexpr Fact fact_of(FiveAssurances of) noexcept {
        return static_cast<Fact>(static_cast<std::size_t>(Fact::assured_medical_care) + static_cast<std::size_t>(of));
    }
    /// That a document shows the assurance; unknown without one.
    [[nodiscard]] std::optional<bool> shown(FiveAssurances of) const {
        return evidence[static_cast<std::size_t>(of)] ? std::optional{true} : std::nullopt;
    }

    /// A fact by its name; unknown also for one that is none of these.
    [[nodiscard]] StepValue value(Fact fact, Date as_of) const {
        switch (fact) {
        case Fact::as_of: return as_of;
        case Fact::household_persons: return persons;
        case Fact::household_income: return income;
        case Fact::rigid_expenses: return rigid_expenses;
        case Fact::shock_costs: return costs;
        case Fact::aid_received: return aid;
        case Fact::household_assets: return assets;
        case Fact::months_above_line: return months_above_line;
        case Fact::accident: return accident;
        case Fact::extreme_difficulty: return extreme_difficulty;
        case Fact::someone_seeks_work: return someone_seeks_work;
        default: break;
        }
        for (std::size_t i = 0; i < enum_count<HardshipCause>; ++i)
            if (fact == fact_of(enum_at<HardshipCause>(i))) return causes[enum_at<HardshipCause>(i)];
        for (std::size_t i = 0; i < enum_count<FiveAssurances>; ++i)
            if (fact == fact_of(enum_at<FiveAssurances>(i))) return assured[enum_at<FiveAssurances>(i)];
        return {};
    }

    friend bool operator==(const HouseholdFacts&, const HouseholdFacts&) = default;
};

static_assert(HouseholdFacts::fact_of(HardshipCause::no_social_insurance) == Fact::cause_no_social_insurance);
static_assert(HouseholdFacts::fact_of(FiveAssurances::basic_living) == Fact::assured_living);

/// Which money of a household is set against the line.
ARREARS_ENUM(HouseholdMeans,
    (income,         "家庭收入", "income"),
    (after_expenses, "扣除刚性支出后的收入", "income less rigid expenses"),
    (after_costs,    "扣除大额费用后的收入", "income less costs of illness or accident"),
    (after_aid,      "扣除刚性支出、计入帮扶后的收入", "income less rigid expenses, with aid"));

/// How it compares.
ARREARS_ENUM(LineComparison,
    (below,    "人均低于界限", "per head below the threshold"),
    (at_most,  "人均不超过界限", "per head no more than the threshold"),
    (above,    "人均高于界限", "per head above the threshold"),
    (at_least, "人均达到界限", "per head the threshold or more"));

/// What the steps of a criterion on households establish.
ARREARS_ENUM(HouseholdStep,
    (months,          "一年的月数", "months of a year"),
    (whole,           "全额", "the whole of it"),
    (line_of_year,    "一人一年的低保标准", "the line of one person for a year"),
    (line_of_all,     "全家一年的低保标准", "the line of all for a year"),
    (threshold,       "全家一年的界限", "the threshold of all for a year"),
    (income_and_aid,  "收入与帮扶之和", "income and aid"),
    (compared,        "用以比较的金额", "the amount compared"),
    (assets_limit,    "全家财产限额", "the limit of assets of all"),
    (assets_over,     "财产超过限额", "assets over the limit"),
    (assets_within,   "财产在限额以内", "assets within the limit"),
    (costs_threshold, "大额费用界限", "the threshold of costs"),
    (costs_over,      "大额费用超过界限", "costs over the threshold"),
    (shown,           "有保障并有佐证", "assured, and shown by evidence"),
    (months_enough,   "连续月数足够", "enough months running"),
    (settled,         "其余金额不影响结论", "whatever the rest is"));

/// One part of a criterion on a household. Made by the makers of HouseholdCriterion.
class HouseholdCondition {
    static constexpr Rate all_of_it = 100_percent;   // a literal in a template is none to Clang 14
    enum class Kind : unsigned char { per_head, assets_within, costs_over, months_above, stated, assured };
    struct Data {
        Kind kind = Kind::stated;
        HouseholdMeans means{};
        LineComparison compare{};
        std::optional<ParameterName> multiple{};
        Fact fact{};
        FiveAssurances assurance{};

        friend bool operator==(const Data&, const Data&) = default;
    };

public:
    using Facts = HouseholdFacts;

    template <class Criterion>
    struct Makers {
        /// The means of a year, by twelve and by the persons, against the local line or a multiple of it that is a parameter.
        /// Compared exactly: no amount is divided or rounded. Expenses, costs or aid that are unknown leave the answer open only where
        /// it is not settled without them, since none is below zero.
        [[nodiscard]] static Criterion per_head(HouseholdMeans means, LineComparison compare, std::optional<ParameterName> multiple = {}) {
            return make({.kind = Kind::per_head, .means = means, .compare = compare, .multiple = multiple});
        }
        /// Assets of no more than the local limit for a person, times the persons.
        [[nodiscard]] static Criterion assets_within_limit() { return make({.kind = Kind::assets_within}); }
        /// Costs of more than the share of income that is a parameter.
        [[nodiscard]] static Criterion costs_over_share() { return make({.kind = Kind::costs_over}); }
        /// So many months running above the line as a parameter says.
        [[nodiscard]] static Criterion months_above_line() { return make({.kind = Kind::months_above}); }
        [[nodiscard]] static Criterion accident() { return make({.kind = Kind::stated, .fact = Fact::accident}); }
        [[nodiscard]] static Criterion extreme_difficulty() { return make({.kind = Kind::stated, .fact = Fact::extreme_difficulty}); }
        [[nodiscard]] static Criterion someone_seeks_work() { return make({.kind = Kind::stated, .fact = Fact::someone_seeks_work}); }
        [[nodiscard]] static Criterion cause(HardshipCause of) { return make({.kind = Kind::stated, .fact = HouseholdFacts::fact_of(of)}); }
        /// Stated, and shown by a document. One that is stated without any is unknown.
        [[nodiscard]] static Criterion assured(FiveAssurances of) { return make({.kind = Kind::assured, .assurance = of}); }

        friend bool operator==(const Makers&, const Makers&) = default;

    private:
        [[nodiscard]] static Criterion make(Data data) { return Criterion{HouseholdCondition{data}}; }
    };

    HouseholdCondition() = default;

    template <class Trace>
    [[nodiscard]] typename Trace::template Value<operations::Truth> evaluate(Trace& trace, const detail::Late<HouseholdFacts, Trace>& facts,
                                                                             const Parameters& parameters, Date as_of, MissingFacts& missing,
                                                                             std::size_t /*self*/) const {
        using namespace operations;
        switch (data_.kind) {
        case Kind::per_head: return per_head(trace, facts, parameters, as_of, missing);
        case Kind::assets_within: {
            const auto persons = trace.fact(Fact::household_persons, persons_of(facts, missing));
            const auto assets = trace.fact(Fact::household_assets, amount(Fact::household_assets, facts.assets, missing));
            const ParameterKey key{ParameterName::subsistence_assets_max};
            const ParameterSpan* const most = found(key, Fact::assets_limit, parameters, as_of, missing);
            if (!persons.value || !assets.value || most == nullptr) return unknown(trace, HouseholdStep::assets_within);
            const auto limit =
                trace.template step<Product>(HouseholdStep::assets_limit, trace.template parameter<Money>(key, *most, as_of), trace.known(persons));
            return trace.template step<Negated>(HouseholdStep::assets_within, trace.template step<More>(HouseholdStep::assets_over, assets, limit));
        }
        case Kind::costs_over: {
            const auto income = trace.fact(Fact::household_income, amount(Fact::household_income, facts.income, missing));
            const auto costs = trace.fact(Fact::shock_costs, amount(Fact::shock_costs, facts.costs, missing));
            const ParameterKey key{ParameterName::accident_costs_share};
            const ParameterSpan* const share = found(key, Fact::hardship_threshold, parameters, as_of, missing);
            if (!income.value || !costs.value || share == nullptr) return unknown(trace, HouseholdStep::costs_over);
            const auto threshold =
                trace.template step<Product>(HouseholdStep::costs_threshold, trace.known(income), trace.template parameter<Rate>(key, *share, as_of));
            return trace.template step<Less>(HouseholdStep::costs_over, threshold, exact(trace, trace.known(costs)));
        }
        case Kind::months_above: {
            const auto months = trace.fact(Fact::months_above_line, facts.months_above_line);
            const ParameterKey key{ParameterName::exit_months_min};
            const ParameterSpan* const least = found(key, Fact::hardship_threshold, parameters, as_of, missing);
            if (!facts.months_above_line) missing.insert(Fact::months_above_line);
            else if (*facts.months_above_line < 0) throw of_no_household(Fact::months_above_line);
            if (least == nullptr) return unknown(trace, HouseholdStep::months_enough);
            return trace.template step<AtLeast>(HouseholdStep::months_enough, months, trace.template parameter<std::int64_t>(key, *least, as_of));
        }
        case Kind::stated: {
            const Truth holds = facts.value(data_.fact, as_of).template as<bool>();
            if (!holds) missing.insert(data_.fact);
            return trace.fact(data_.fact, holds);
        }
        case Kind::assured: {
            const auto which = static_cast<std::size_t>(data_.assurance);
            const Fact name = HouseholdFacts::fact_of(data_.assurance);
            const Truth holds = facts.assured[data_.assurance];
            const Truth shown = facts.shown(data_.assurance);
            if (!holds) missing.insert(name);
            if (holds != false && !shown) missing.insert(Fact::assurance_evidence);
            return trace.all(HouseholdStep::shown, trace.fact(name, holds),
                             trace.fact(Fact::assurance_evidence, shown, which, facts.evidence[which]));
        }
        }
        return unknown(trace, HouseholdStep::settled);
    }

    template <class Visit>
    void leaves(Visit&&, std::size_t) const {}
    template <class Visit>
    static void leaves_of_all(const detail::Late<HouseholdFacts, Visit>& facts, Date as_of, Visit&& visit) {
        for (std::size_t i = 0; i < enum_count<Fact>; ++i) visit(enum_at<Fact>(i), facts.value(enum_at<Fact>(i), as_of), 0);
        for (std::size_t i = 0; i < enum_count<FiveAssurances>; ++i)
            visit(Fact::assurance_evidence, StepValue{facts.shown(enum_at<FiveAssurances>(i))}, i, facts.evidence[i]);
        visit(HouseholdStep::months, StepValue{12}, 0);
        visit(HouseholdStep::whole, StepValue{all_of_it}, 0);
        for (const auto label : {HouseholdStep::assets_within, HouseholdStep::costs_over, HouseholdStep::months_enough, HouseholdStep::settled})
            visit(label, StepValue{}, 0);
        for (std::size_t i = 0; i < enum_count<LineComparison>; ++i) visit(enum_at<LineComparison>(i), StepValue{}, 0);
    }

    friend bool operator==(const HouseholdCondition&, const HouseholdCondition&) = default;

private:
    explicit HouseholdCondition(const Data& data) : data_{data} {}

    template <class Trace, Enumeration Label>
    [[nodiscard]] static typename Trace::template Value<operations::Truth> unknown(Trace& trace, Label label) {
        return trace.constant(label, operations::Truth{});
    }
    /// The amount; where it is unknown it is missing. \throws Error (bad_argument) below zero
    [[nodiscard]] static std::optional<Money> amount(Fact name, std::optional<Money> value, MissingFacts& missing) {
        if (!value) missing.insert(name);
        else if (value->is_negative()) throw of_no_household(name);
        return value;
    }
    [[nodiscard]] static std::optional<std::int64_t> persons_of(const HouseholdFacts& facts, MissingFacts& missing) {
        if (!facts.persons) missing.insert(Fact::household_persons);
        else if (*facts.persons <= 0) throw of_no_household(Fact::household_persons);
        return facts.persons;
    }
    [[nodiscard]] static Error of_no_household(Fact name) {
        const std::string en{label(name, Language::en)}, zh{label(name, Language::zh)};
        return bad_argument("HouseholdFacts", {en + ": too small", zh + "：过小"},
                            {"expected amounts and months of zero or more, and at least one person", "金额和月数应不小于零，人口应至少一人"});
    }
    [[nodiscard]] static const ParameterSpan* found(const ParameterKey& key, Fact name, const Parameters& parameters, Date as_of,
                                                    MissingFacts& missing) {
        const ParameterSpan* const span = parameters.find(key, as_of);
        if (span == nullptr) missing.insert(name);
        return span;
    }
    /// The amount as one that compares with unrounded ones.
    template <class Trace>
    [[nodiscard]] static auto exact(Trace& trace, const typename Trace::template Value<Money>& amount) {
        return trace.template step<operations::Product>(HouseholdStep::compared, amount, trace.constant(HouseholdStep::whole, all_of_it));
    }
    template <class Trace>
    [[nodiscard]] typename Trace::template Value<operations::Truth> per_head(Trace& trace, const detail::Late<HouseholdFacts, Trace>& facts,
                                                                             const Parameters& parameters, Date as_of, MissingFacts& missing) const {
        using namespace operations;
        const ParameterKey line_key{ParameterName::subsistence_line};
        const ParameterKey multiple_key{data_.multiple.value_or(ParameterName::deep_hardship_multiple)};
        const ParameterSpan* const line = found(line_key, Fact::subsistence_line, parameters, as_of, missing);
        const ParameterSpan* const multiple = data_.multiple ? found(multiple_key, Fact::hardship_threshold, parameters, as_of, missing) : nullptr;
        const auto persons = trace.fact(Fact::household_persons, persons_of(facts, missing));
        const auto income = trace.fact(Fact::household_income, amount(Fact::household_income, facts.income, missing));
        if (line == nullptr || (data_.multiple && multiple == nullptr) || !persons.value || !income.value) return unknown(trace, data_.compare);

        // What lowers the means is left out where it is unknown, and so is what raises them: a bound, which settles one side.
        const bool upwards = data_.compare == LineComparison::above || data_.compare == LineComparison::at_least;
        bool may_be_less = false, may_be_more = false;
        MissingFacts not_needed;
        auto means = trace.known(income);
        if (data_.means == HouseholdMeans::after_aid) {
            const auto aid = trace.fact(Fact::aid_received, amount(Fact::aid_received, facts.aid, not_needed));
            if (aid.value) {
                auto sum = trace.template fold<Sum, Money>();
                sum.add(means);
                sum.add(trace.known(aid));
                means = sum.done(HouseholdStep::income_and_aid);
            }
            may_be_more = !aid.value;
        }
        if (data_.means != HouseholdMeans::income) {
            const bool costs = data_.means == HouseholdMeans::after_costs;
            const Fact name = costs ? Fact::shock_costs : Fact::rigid_expenses;
            const auto less = trace.fact(name, amount(name, costs ? facts.costs : facts.rigid_expenses, not_needed));
            if (less.value) means = trace.template step<Difference>(data_.means, means, trace.known(less));
            may_be_less = !less.value;
        }
        const auto of_year = trace.template step<Product>(HouseholdStep::line_of_year, trace.template parameter<Money>(line_key, *line, as_of),
                                                          trace.constant(HouseholdStep::months, std::int64_t{12}));
        const auto of_all = trace.template step<Product>(HouseholdStep::line_of_all, of_year, trace.known(persons));
        const auto times =
            data_.multiple ? trace.template parameter<Rate>(multiple_key, *multiple, as_of) : trace.constant(HouseholdStep::whole, all_of_it);
        const auto threshold = trace.template step<Product>(HouseholdStep::threshold, of_all, times);
        const auto compared = exact(trace, means);
        const auto holds = [&] {
            switch (data_.compare) {
            case LineComparison::below: return trace.template step<Less>(data_.compare, compared, threshold);
            case LineComparison::at_least: return trace.template step<AtLeast>(data_.compare, compared, threshold);
            case LineComparison::above: return trace.template step<Less>(data_.compare, threshold, compared);
            case LineComparison::at_most: break;
            }
            return trace.template step<AtLeast>(data_.compare, threshold, compared);
        }();
        if (!may_be_less && !may_be_more) return holds;
        if (may_be_less != may_be_more && holds.value == (may_be_less != upwards)) {
            const auto whole = unknown(trace, data_.compare);
            return *holds.value ? trace.any(HouseholdStep::settled, holds, whole) : trace.all(HouseholdStep::settled, holds, whole);
        }
        missing.merge(not_needed);
        return unknown(trace, data_.compare);
    }

    Data data_{};
};

/// A condition on a household: a value, made of parts that compose.
/// `HouseholdCriterion::cause(HardshipCause::illness) && !HouseholdCriterion::assured(FiveAssurances::basic_medical_care)`
using HouseholdCriterion = ComposedCriterion<HouseholdCondition>;

}   // namespace arrears
