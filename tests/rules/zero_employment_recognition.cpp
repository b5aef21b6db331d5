// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include "core/kind_of.hpp"
#include "some_cases.hpp"

#include <arrears/rules/zero_employment_recognition.hpp>

#include <optional>
#include <vector>

using namespace arrears;

namespace {

constexpr Date as_of{2018, 12, 31};
const PersonFacts jobless{.working_age = true,
                          .able_to_work = true,
                          .student = false,
                          .soldier = false,
                          .retired_early = false,
                          .has_work = false,
                          .registered_unemployed = true,
                          .seeks_work = true};

Outcome<bool> ask(std::vector<PersonFacts> members, std::optional<bool> urban = true, bool all = true) {
    for (std::size_t i = 0; i < members.size(); ++i) members[i].number = i;
    return ZeroEmploymentRecognitionRule{}.decide({urban, members, all}, as_of);
}
PersonFacts with(PersonFacts person, std::optional<bool> PersonFacts::*fact, std::optional<bool> value) {
    person.*fact = value;
    return person;
}

}   // namespace

TEST_CASE("ZeroEmploymentRecognitionRule: who does not count neither makes nor hinders it", "[rules]") {
    CHECK(ask({jobless}).value());
    CHECK_FALSE(ask({jobless}, false).value());
    CHECK_FALSE(ask({}).value());
    const PersonFacts working = with(jobless, &PersonFacts::has_work, true);
    CHECK_FALSE(ask({jobless, working}).value());
    for (const auto left_out : {&PersonFacts::student, &PersonFacts::soldier, &PersonFacts::retired_early}) {
        CHECK(ask({jobless, with(working, left_out, true)}).value());
        CHECK_FALSE(ask({with(jobless, left_out, true)}).value());   // nobody is left
    }
    CHECK(ask({jobless, with(working, &PersonFacts::working_age, false)}).value());
    CHECK_FALSE(ask({with(jobless, &PersonFacts::registered_unemployed, false)}).value());
    CHECK_FALSE(ask({with(jobless, &PersonFacts::seeks_work, false)}).value());
}

TEST_CASE("ZeroEmploymentRecognitionRule: asks for what would decide, and for nothing else", "[rules]") {
    CHECK(ask({with(jobless, &PersonFacts::student, {})}).missing() == MissingFacts{Fact::student});
    CHECK(ask({jobless, with(with(jobless, &PersonFacts::student, {}), &PersonFacts::seeks_work, false)}).missing() == MissingFacts{Fact::student});
    CHECK(ask({jobless, with(jobless, &PersonFacts::student, {})}).value());   // either way it is one
    CHECK(ask({jobless}, {}).missing() == MissingFacts{Fact::urban});
    CHECK(ask({jobless}, true, false).missing() == MissingFacts{Fact::all_members});
    std::vector<PersonFacts> unnumbered{jobless, jobless};
    CHECK(kind_of([&] { return ZeroEmploymentRecognitionRule{}.decide({true, unnumbered, true}, as_of); }) == ErrorKind::bad_argument);
}

TEST_CASE("ZeroEmploymentRecognitionRule: a place's own exclusions are a criterion", "[rules]") {
    const ZeroEmploymentRecognitionRule law_alone{.counts = PersonCriterion::is(Fact::working_age), .jobless = !PersonCriterion::is(Fact::has_work)};
    const std::vector<PersonFacts> members{with(jobless, &PersonFacts::student, true)};
    CHECK(law_alone.decide({true, members, true}, as_of).value());
}

TEST_CASE("ZeroEmploymentRecognitionRule: undetermined just where finding out could change the answer", "[rules][property]") {
    some::Random random{46};
    std::size_t wrong = 0, determined = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto members = some::persons(random);
        const auto urban = some::perhaps(random, !some::once_in(random, 4));
        // Of each member: may it stand against, be one, or be neither?
        bool against_surely = urban == false, none_against_surely = urban == true, one_surely = false, one_perhaps = false;
        for (const PersonFacts& m : members) {
            const auto may = [](const std::optional<bool>& fact, bool value) { return fact.value_or(value) == value; };
            const bool may_count = may(m.working_age, true) && may(m.able_to_work, true) && may(m.student, false) && may(m.soldier, false) &&
                                   may(m.retired_early, false);
            const bool may_not_count =
                may(m.working_age, false) || may(m.able_to_work, false) || may(m.student, true) || may(m.soldier, true) || may(m.retired_early, true);
            const bool may_be_jobless = may(m.has_work, false) && may(m.registered_unemployed, true) && may(m.seeks_work, true);
            const bool may_not_be_jobless = may(m.has_work, true) || may(m.registered_unemployed, false) || may(m.seeks_work, false);
            against_surely = against_surely || (!may_not_count && !may_be_jobless);
            none_against_surely = none_against_surely && !(may_count && may_not_be_jobless);
            one_surely = one_surely || (!may_not_count && !may_not_be_jobless);
            one_perhaps = one_perhaps || (may_count && may_be_jobless);
        }
        const bool may_be_yes = !against_surely && one_perhaps;
        const bool may_be_no = !none_against_surely || !one_surely;
        const auto outcome = ZeroEmploymentRecognitionRule{}.decide({urban, members, true}, as_of);
        if (outcome.is_determined()) {
            ++determined;
            if (outcome.value() ? may_be_no : may_be_yes) ++wrong;
        } else if (!(may_be_yes && may_be_no)) {
            ++wrong;
        }
    }
    CHECK(wrong == 0);
    CHECK(determined > 8'000);
}
