// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "description.hpp"
#include "random.hpp"
#include "share.hpp"

#include <arrears/core/month.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace make_registry {

using arrears::Month;

struct Enterprise {
    std::string group;   ///< the row of enterprises.csv that it was made from
    std::string id;
    std::string name;
    std::string system;
    std::string ownership;
    std::string industry;
    std::string certification;
    std::optional<Date> certified;
    std::string status;   ///< empty: not known
    std::optional<Date> since;
    Date founded;
    std::int64_t size = 1;         ///< how its roll weighs against others
    std::map<std::string, std::optional<Date>> enrolment;   ///< by insurance: since when; nothing inside: not enrolled
    std::int64_t size_steps = 0;   ///< how far chance moves that: so many factors of 3/2 or 2/3
    std::int64_t on_roll = 0;
    std::int64_t retired = 0;
};

struct Person {
    std::size_t enterprise = 0;
    bool retired = false;
    std::string id;
    std::string household;
    std::string group;                              ///< of retirement
    std::map<std::string, std::string> attributes;  ///< as the rows of people.csv name them
    std::optional<Date> birth;
    std::optional<Date> since;                      ///< of the employment status, or of the retirement
    std::vector<std::string> owed;
};

/// One row of arrears.csv, and what has been settled of it.
struct Debt {
    std::string id;
    std::size_t enterprise = 0;
    std::string category;
    Month from;
    Month through;
    Money principal;
    Date due;
    std::int64_t persons = 0;   ///< zero: not known
    Money settled;
};

struct Payment {
    std::string arrears;
    Date on;
    Money amount;
};

struct Advance {
    std::size_t person = 0;
    std::string arrears;
    Date on;
    Money amount;
};

struct Household {
    std::string id;
    std::string district;
    std::optional<std::int64_t> able;
    std::optional<std::int64_t> employed;
};

/// What an enterprise owes in one category as of the date, and what it or its workers have paid of it before.
struct Owing {
    Money outstanding;
    Money paid;
    Money advanced;
};

/// The registry as it grows.
struct Draft {
    explicit Draft(const Description& of) : description{of}, as_of{of.as_of()} {}

    [[nodiscard]] Random random(const std::string& stream) const { return Random{description.seed(), stream}; }
    [[nodiscard]] bool owes(std::size_t enterprise, const std::string& category) const {
        const auto found = owing.find(category);
        return found != owing.end() && found->second.contains(enterprise);
    }

    const Description& description;
    Date as_of;
    std::vector<Enterprise> enterprises;
    Scopes scopes;   ///< of each enterprise
    std::vector<Person> people;
    std::map<std::string, std::map<std::size_t, Owing>> owing;   ///< by category and enterprise
    std::vector<Debt> debts;
    std::vector<Payment> payments;
    std::vector<Advance> advances;
    std::vector<Household> households;
};

[[nodiscard]] inline std::string numbered(const std::string& prefix, std::size_t number, std::size_t digits) {
    return prefix + arrears::detail::padded(static_cast<int>(number), digits);
}

/// A day so many completed years before `as_of`.
[[nodiscard]] inline Date years_before(Date as_of, std::int64_t years, Random& random) {
    return as_of.plus_years(-years) - random.between(0, 364);
}

}   // namespace make_registry
