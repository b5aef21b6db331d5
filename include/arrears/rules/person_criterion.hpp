// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/composed_criterion.hpp>
#include <arrears/rules/parameters.hpp>
#include <arrears/rules/trace.hpp>

#include <cstddef>
#include <optional>

namespace arrears {

/// What is known of one person and work, as of one date. Empty is unknown.
struct PersonFacts {
    std::optional<Date> birth{};
    std::optional<Sex> sex{};
    std::optional<bool> working_age{};   ///< from 16 to the statutory retirement age: see RetirementAgeRule
    std::optional<bool> able_to_work{};
    std::optional<bool> student{};
    std::optional<bool> soldier{};
    std::optional<bool> retired_early{};   ///< or internally: out of work for good, though of working age
    std::optional<bool> has_work{};
    std::optional<bool> registered_unemployed{};
    std::optional<bool> seeks_work{};
    std::size_t number = 0;   ///< which of a household, from 0: its reasons keep the members apart

    /// A fact by its name; unknown also for one that is none of these.
    [[nodiscard]] StepValue value(Fact fact, Date as_of) const {
        switch (fact) {
        case Fact::as_of: return as_of;
        case Fact::birth: return birth;
        case Fact::sex: return sex;
        case Fact::working_age: return working_age;
        case Fact::able_to_work: return able_to_work;
        case Fact::student: return student;
        case Fact::soldier: return soldier;
        case Fact::retired_early: return retired_early;
        case Fact::has_work: return has_work;
        case Fact::registered_unemployed: return registered_unemployed;
        case Fact::seeks_work: return seeks_work;
        default: return {};
        }
    }

    friend bool operator==(const PersonFacts&, const PersonFacts&) = default;
};

/// What the steps of a criterion on a person establish.
ARREARS_ENUM(PersonStep,
    (age,               "周岁", "completed years of age"),
    (is_male,           "男性", "a man"),
    (is_female,         "女性", "a woman"),
    (of_men,            "达到男性年龄界限", "of the age of men or more"),
    (of_women,          "达到女性年龄界限", "of the age of women or more"),
    (man_old_enough,    "男性且达到界限", "a man, of that age"),
    (woman_old_enough,  "女性且达到界限", "a woman, of that age"),
    (either_old_enough, "男女界限均达到", "of either age"),
    (old_enough,        "达到就业困难年龄", "of an age that is hard to place"));

/// One part of a criterion on a person. Made by the makers of PersonCriterion.
class PersonCondition {
    enum class Kind : unsigned char { stated, hard_to_place_age };
    struct Data {
        Kind kind = Kind::stated;
        Fact fact{};

        friend bool operator==(const Data&, const Data&) = default;
    };

public:
    using Facts = PersonFacts;

    template <class Criterion>
    struct Makers {
        /// One of the facts that hold or do not, as stated: `working_age` to `seeks_work`.
        [[nodiscard]] static Criterion is(Fact fact) { return make({.kind = Kind::stated, .fact = fact}); }
        /// Of the age from which men or women are hard to place, which is a parameter. Where the sex is unknown, of both.
        [[nodiscard]] static Criterion of_hard_to_place_age() { return make({.kind = Kind::hard_to_place_age}); }

        friend bool operator==(const Makers&, const Makers&) = default;

    private:
        [[nodiscard]] static Criterion make(Data data) { return Criterion{PersonCondition{data}}; }
    };

    PersonCondition() = default;

    template <class Trace>
    [[nodiscard]] typename Trace::template Value<operations::Truth> evaluate(Trace& trace, const detail::Late<PersonFacts, Trace>& facts,
                                                                             const Parameters& parameters, Date as_of, MissingFacts& missing,
                                                                             std::size_t /*self*/) const {
        using namespace operations;
        using Label = PersonStep;
        if (data_.kind == Kind::stated) {
            const Truth holds = facts.value(data_.fact, as_of).template as<bool>();
            if (!holds) missing.insert(data_.fact);
            return trace.fact(data_.fact, holds, facts.number);
        }
        const ParameterKey men_key{ParameterName::hard_to_place_age_men}, women_key{ParameterName::hard_to_place_age_women};
        const ParameterSpan *const men = parameters.find(men_key, as_of), *const women = parameters.find(women_key, as_of);
        const auto birth = trace.fact(Fact::birth, facts.birth, facts.number);
        const auto sex = trace.fact(Fact::sex, facts.sex, facts.number);
        if (men == nullptr || women == nullptr) missing.insert(Fact::hardship_threshold);
        if (!birth.value || as_of < *birth.value) missing.insert(Fact::birth);   // nobody is born after the day of the facts
        if (men == nullptr || women == nullptr || !birth.value || as_of < *birth.value) return trace.constant(Label::old_enough, Truth{});
        const auto age = trace.template step<CompletedYears>(Label::age, trace.known(birth), trace.fact(Fact::as_of, as_of));
        const auto of_men = trace.template step<AtLeast>(Label::of_men, age, trace.template parameter<std::int64_t>(men_key, *men, as_of));
        const auto of_women = trace.template step<AtLeast>(Label::of_women, age, trace.template parameter<std::int64_t>(women_key, *women, as_of));
        const auto male = trace.template step<Same>(Label::is_male, sex, trace.constant(Label::is_male, Sex::male));
        const auto female = trace.template step<Same>(Label::is_female, sex, trace.constant(Label::is_female, Sex::female));
        const auto made = trace.any(Label::old_enough, trace.all(Label::either_old_enough, of_men, of_women),
                                    trace.all(Label::man_old_enough, male, of_men), trace.all(Label::woman_old_enough, female, of_women));
        if (!made.value) missing.insert(Fact::sex);
        return made;
    }

    template <class Visit>
    void leaves(Visit&&, std::size_t) const {}
    template <class Visit>
    static void leaves_of_all(const detail::Late<PersonFacts, Visit>& facts, Date as_of, Visit&& visit) {
        for (std::size_t i = 0; i < enum_count<Fact>; ++i)
            visit(enum_at<Fact>(i), facts.value(enum_at<Fact>(i), as_of), enum_at<Fact>(i) == Fact::as_of ? 0 : facts.number);
        visit(PersonStep::old_enough, StepValue{}, 0);
        visit(PersonStep::is_male, StepValue{Sex::male}, 0);
        visit(PersonStep::is_female, StepValue{Sex::female}, 0);
    }

    friend bool operator==(const PersonCondition&, const PersonCondition&) = default;

private:
    explicit PersonCondition(const Data& data) : data_{data} {}

    Data data_{};
};

/// A condition on a person: a value, made of parts that compose. `PersonCriterion::is(Fact::working_age) && !PersonCriterion::is(Fact::student)`
using PersonCriterion = ComposedCriterion<PersonCondition>;

}   // namespace arrears
